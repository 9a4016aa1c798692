"""Articles as lines of JSON, in their order, read by any number of processes; no record is needed."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator

from dateline.engine.local import cut
from dateline.engine.pool import LINES, Pool
from dateline.engine.worker import read_lines
from dateline.schema import Article, Problem


def annotated(items: Iterable[Article | Problem], workers: int) -> Iterator[str]:
    """A line for each item as ``dateline annotate`` writes it; input that gave no article has its problem as a line.

    ``workers`` is the number of processes; with one, this very process reads.
    """
    places: deque[str | None] = deque()
    """What stands where: a problem's line, or None for the next article's."""

    def articles() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Problem):
                places.append(_problem_line(item))
            else:
                places.append(None)
                yield item

    pool = Pool(workers, LINES) if workers > 1 else None
    try:
        for lines in pool.map(cut(articles())) if pool else map(read_lines, cut(articles())):
            ready = iter(lines)
            left = len(lines)
            while places and (left or places[0] is not None):
                place = places.popleft()
                left -= place is None
                yield next(ready) if place is None else place
        yield from (place for place in places if place is not None)
    finally:
        if pool:
            pool.close()


def _problem_line(problem: Problem) -> str:
    told = {"stage": problem.stage, "error": problem.error, "message": problem.message}
    return json.dumps({"id": problem.article_id or problem.uri, "problems": [told]})
