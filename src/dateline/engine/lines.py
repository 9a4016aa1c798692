"""Articles as lines of JSON, in their order, read by any number of processes; no record is needed."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator

from dateline.engine.batches import cut
from dateline.engine.pool import LINES, Pool
from dateline.engine.worker import read_lines
from dateline.schema import Article, Problem


def annotated(items: Iterable[Article | Problem], workers: int) -> Iterator[str]:
    """A line for each article as ``dateline annotate`` writes it; input that gave no article has its problem as a line.

    A problem that follows its own article (a date that is not understood) stands in the article's line.

    ``workers`` is the number of processes; with one, this very process reads.
    """
    places: deque[str | list[Problem]] = deque()
    """What stands where: a problem's line, or, for the next article's line, the problems that belong in it."""

    def articles() -> Iterator[Article]:
        held: Article | None = None
        notes: list[Problem] = []
        for item in items:
            if not isinstance(item, Problem):
                if held is not None:
                    yield held
                held, notes = item, []
                places.append(notes)
            elif held is not None and item.article_id == held.article_id:
                notes.append(item)
            else:
                places.append(_problem_line(item))
        if held is not None:
            yield held

    pool = Pool(workers, LINES) if workers > 1 else None
    try:
        for lines in pool.map(cut(articles())) if pool else map(read_lines, cut(articles())):
            ready = iter(lines)
            left = len(lines)
            while places and (left or isinstance(places[0], str)):
                place = places.popleft()
                left -= not isinstance(place, str)
                yield place if isinstance(place, str) else _with_problems(next(ready), place)
        yield from (place for place in places if isinstance(place, str))
    finally:
        if pool:
            pool.close()


def _problem_line(problem: Problem) -> str:
    return json.dumps({"id": problem.article_id or problem.uri, "problems": [_told(problem)]})


def _with_problems(line: str, problems: list[Problem]) -> str:
    """An article's ``line`` with ``problems`` before its own."""
    if not problems:
        return line
    row = json.loads(line)
    row["problems"] = [*map(_told, problems), *row.get("problems", [])]
    return json.dumps(row)


def _told(problem: Problem) -> dict[str, str]:
    return {"stage": problem.stage, "error": problem.error, "message": problem.message}
