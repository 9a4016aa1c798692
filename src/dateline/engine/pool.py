"""A pool of reading processes that outlives the death of any of them.

Each thread owns one process, gives it a batch and waits. A process that dies (killed, out of memory) or takes far too
long costs one article: its batch is read again one by one, and the article that kills once more becomes a problem.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from dateline.annotation import sourced
from dateline.engine.worker import json_lines, read_tables, receive, send
from dateline.reading import text_sha256
from dateline.resources.own import reader_version
from dateline.schema import Anatomy, Article, Block, Problem, Reading

_AHEAD = 2
"""Batches that wait for each process, so that none is idle while the first is written."""
_BASE_SECONDS, _CHARS_A_SECOND = 120.0, 500.0
"""How long a batch may take: far longer than any does, for a process that hangs."""
_START_SECONDS, _QUICK_CHARS = 60.0, 5000.0
"""Where an article has a time limit: what a process may take to start, and the characters a second of a batch."""
RECYCLE_ARTICLES = 2000
"""Articles after which a process makes room for a new one: what it keeps of the words it met would grow for ever."""


if TYPE_CHECKING:
    from dateline.record.stored import Tables

Answer = TypeVar("Answer")
_Got = TypeVar("_Got", covariant=True)


@dataclass(frozen=True, slots=True)
class Job(Generic[Answer]):
    """What the processes are asked for."""

    target: str
    """The function of a batch of articles, as ``module:name``."""
    join: Callable[[list[Answer]], Answer]
    """The answers on parts of a batch as the answer on all of it."""
    unread: Callable[[Reading], Answer]
    """The answer on an article that could not be read."""


def _chain(parts: list[list[Answer]]) -> list[Answer]:
    return [row for part in parts for row in part]


def _joined(parts: list[Tables]) -> Tables:
    from dateline.record.stored import joined

    return joined(parts)


def _unread_tables(reading: Reading) -> Tables:
    from dateline.record.stored import stored_tables

    return stored_tables([reading])


TABLES: Job[Tables] = Job("dateline.engine.worker:read_tables", _joined, _unread_tables)
LINES: Job[list[str]] = Job("dateline.engine.worker:read_lines", _chain, lambda reading: json_lines([reading]))
SOURCED_LINES: Job[list[str]] = Job(
    "dateline.engine.worker:read_sourced_lines", _chain, lambda reading: json_lines([reading], sourced)
)
READINGS: Job[list[Reading]] = Job("dateline.reading:read_batch", _chain, lambda reading: [reading])


def cores() -> int:
    """The processor cores that this process may use: as many processes read if nobody says otherwise."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Reader(Protocol[_Got]):
    """What reads batches, in order."""

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[_Got]:
        """The answer on each batch."""

    def close(self) -> None:
        """Let go of what was started."""


class Here:
    """Reading in this very process."""

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Tables]:
        """The tables of each batch."""
        return map(read_tables, batches)

    def close(self) -> None:
        """Nothing was started."""


class _Worker(Generic[Answer]):
    """One process that reads."""

    def __init__(self, target: str, timeout: float | None) -> None:
        self._timeout = timeout
        self.articles = 0
        path = os.pathsep.join(p for p in sys.path if p)
        self._process = subprocess.Popen(
            [sys.executable, "-c", "import dateline.engine.worker as w, sys; w.main(sys.argv[1])", target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": path},
            start_new_session=True,  # an interrupt at the terminal is the starter's to handle
        )

    def read(self, articles: Sequence[Article]) -> Answer:
        """The answer on a batch; raises _LostError where the process did not live or could not read it."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(self._seconds(articles), end)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            send(self._process.stdin, list(articles))
            answer = receive(self._process.stdout)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self.stop()
            if late.is_set() and self._timeout is not None:
                raise _LostError(f"it took longer than {self._timeout:g} seconds", "timeout") from error
            raise _LostError(f"the process that read it ended with {self._process.returncode}") from error
        finally:
            timer.cancel()
        if isinstance(answer, str):
            raise _LostError(answer)
        self.articles += len(articles)
        got: Answer = answer
        return got

    def _seconds(self, articles: Sequence[Article]) -> float:
        """How long a batch may take; one article alone its time limit, where there is one."""
        chars = sum(len(a.text) for a in articles)
        if self._timeout is None:
            return _BASE_SECONDS + chars / _CHARS_A_SECOND
        start = 0 if self.articles else _START_SECONDS
        return start + self._timeout + (chars / _QUICK_CHARS if len(articles) > 1 else 0)

    @property
    def alive(self) -> bool:
        """Whether it can take another batch."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                _close(stream)


def _close(stream: object) -> None:
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:
        return  # what was left to be written has nobody to read it


class _LostError(Exception):
    """A batch was not read; says why, and in a word."""

    def __init__(self, reason: str, error: str = "died") -> None:
        super().__init__(reason)
        self.error = error


class Pool(Generic[Answer]):
    """``workers`` processes that read; started when there is work for them.

    ``timeout`` is the time limit of an article in seconds: one that takes longer is kept with a problem.
    """

    def __init__(self, workers: int, job: Job[Answer], timeout: float | None = None) -> None:
        self._timeout = timeout
        self._workers = max(1, workers)
        self._job = job
        self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="dateline-read")
        self._local = threading.local()
        self._started: list[_Worker[Answer]] = []
        self._closed = False

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Answer]:
        """The answer on each batch, in the order of the batches; few are read ahead."""
        waiting: deque[Future[Answer]] = deque()
        for batch in batches:
            waiting.append(self._threads.submit(self._read, batch))
            while waiting and (len(waiting) > _AHEAD * self._workers or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(self, batch: Sequence[Article]) -> Answer:
        try:
            return self._worker().read(batch)
        except _LostError as lost:
            if self._closed:
                raise
            if len(batch) == 1:
                return self._job.unread(unread(batch[0], str(lost), lost.error))
        return self._job.join([self._read([article]) for article in batch])

    def _worker(self) -> _Worker[Answer]:
        if self._closed:
            raise _LostError("the run was ended")
        worker: _Worker[Answer] | None = getattr(self._local, "worker", None)
        if worker is not None and worker.articles >= RECYCLE_ARTICLES:
            worker.stop()
        if worker is None or not worker.alive:
            if worker is not None:
                self._started.remove(worker)
            worker = self._local.worker = _Worker(self._job.target, self._timeout)
            self._started.append(worker)
        return worker

    def close(self) -> None:
        """End all processes, also those that are reading."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in [*self._started]:
            worker.stop()
        self._threads.shutdown(wait=True)


def unread(article: Article, reason: str, error: str = "died") -> Reading:
    """An article that is kept whole, with why it was not read."""
    message = f"reading it failed twice ({reason}); the text is kept, the rest of the batch was read"
    return Reading(
        article=article,
        text_sha256=text_sha256(article.text),
        reader_version=reader_version(),
        anatomy=Anatomy((Block("body", 0, len(article.text)),)),
        problems=(*article.problems, Problem(article.uri, "engine", error, message, article.article_id)),
    )
