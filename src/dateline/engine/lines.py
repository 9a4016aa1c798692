"""Articles as lines of JSON, in their order, read by any number of processes; no record is needed."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.engine.batches import cut
from dateline.engine.pool import LINES, SOURCED_LINES, Pool
from dateline.engine.worker import read_lines, read_sourced_lines
from dateline.schema import Article, Problem


def annotated(
    items: Iterable[Article | Problem], workers: int, timeout: float | None = None, source_spans: bool = False
) -> Iterator[str]:
    """A line for each article as ``dateline annotate`` writes it; input that gave no article has its problem as a line.

    A problem that follows its own article (a date that is not understood) stands in the article's line.

    ``workers`` is the number of processes; with one, this very process reads,
    unless an article has a time limit, ``timeout`` in seconds. ``source_spans`` adds what each was read from.
    """
    read, job = (read_sourced_lines, SOURCED_LINES) if source_spans else (read_lines, LINES)
    places: deque[str | None] = deque()
    """What comes next: the line of a problem, or, where it is None, that of the next article."""

    def articles() -> Iterator[Article]:
        held: Article | None = None
        for item in items:
            if not isinstance(item, Problem):
                if held is not None:
                    yield held
                held = item
                places.append(None)
            elif held is not None and item.article_id == held.article_id:
                held = replace(held, problems=(*held.problems, item))
            else:
                places.append(_problem_line(item))
        if held is not None:
            yield held

    def problems() -> Iterator[str]:
        while places and (line := places[0]) is not None:
            places.popleft()
            yield line

    pool = Pool(workers, job, timeout) if workers > 1 or timeout is not None else None
    try:
        for lines in pool.map(cut(articles())) if pool else map(read, cut(articles())):
            for line in lines:
                yield from problems()
                places.popleft()
                yield line
            yield from problems()
        yield from problems()
    finally:
        if pool:
            pool.close()


def _problem_line(problem: Problem) -> str:
    told = {"stage": problem.stage, "error": problem.error, "message": problem.message}
    return json.dumps({"id": problem.article_id or problem.uri, "problems": [told]})
