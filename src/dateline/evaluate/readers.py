"""Reading a corpus to score it: a batch at a time, here or in several processes, in the order of the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from dateline.engine import READINGS, Pool, cut
from dateline.reading import read_batch
from dateline.schema import Article, Reading

Reader = Callable[[Sequence[Article]], Iterable[Reading]]


def in_batches(articles: Sequence[Article]) -> Iterator[Reading]:
    """Read ``articles`` in this process."""
    for batch in cut(articles):
        yield from read_batch(batch)


def with_workers(workers: int | None) -> Reader:
    """A reader that uses so many processes; one, or None, reads in this process."""
    if workers is None or workers < 2:
        return in_batches

    def read(articles: Sequence[Article]) -> Iterator[Reading]:
        pool = Pool(workers, READINGS)
        try:
            for readings in pool.map(cut(articles)):
                yield from readings
        finally:
            pool.close()

    return read
