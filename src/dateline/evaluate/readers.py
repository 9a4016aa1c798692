"""Reading a corpus to score it: a batch at a time, here or in several processes, in the order of the articles."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from dateline.reading import read_batch
from dateline.schema import Article, Reading

Reader = Callable[[Sequence[Article]], Iterable[Reading]]
BATCH = 32
"""Articles read at a time, so that the parses of a whole corpus are never held at once."""


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    return (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))


def in_batches(articles: Sequence[Article]) -> Iterator[Reading]:
    """Read ``articles`` in this process."""
    for batch in _batches(articles):
        yield from read_batch(batch)


def with_workers(workers: int | None) -> Reader:
    """A reader that uses so many processes; one, or None, reads in this process."""
    if workers is None or workers < 2:
        return in_batches

    def read(articles: Sequence[Article]) -> Iterator[Reading]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            for readings in pool.map(read_batch, _batches(articles)):
                yield from readings

    return read
