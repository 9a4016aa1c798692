"""Processes that help to link: a function and its parts go out, the answers come back in the order of the parts.

A part is what can be worked out by itself: the words, terms and sketches of some articles, or the comparison of some
pairs that can meet. Whatever the number of helpers, the parts and their order are the same, and so is what is written.
A helper that dies costs its part, which is worked out here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from dateline.errors import InputError
from dateline.linking.parts import Spread, in_order

AHEAD = 3
"""Parts that wait for each helper."""


def check_scheduler(engine: str, scheduler: str | None) -> None:
    """Raise InputError where a ``scheduler`` is named that ``engine`` would not ask."""
    if scheduler is not None and engine != "dask":
        raise InputError(f"the scheduler {scheduler} is not asked by the engine {engine}: add --engine dask")


@contextlib.contextmanager
def helped(workers: int = 1, engine: str = "local", scheduler: str | None = None) -> Iterator[Spread]:
    """How parts are worked out: in this process, by ``workers`` of this machine, or by those of a Dask cluster.

    Raises InputError where there is no cluster at the address ``scheduler``, or it has another version of the program.
    """
    check_scheduler(engine, scheduler)
    if engine == "dask":
        from dateline.engine.dask import Cluster

        cluster = Cluster(scheduler, workers)
        try:
            yield cluster.spread
        finally:
            cluster.close()
    elif workers > 1:
        helpers = Helpers(workers)
        try:
            yield helpers.spread
        finally:
            helpers.close()
    else:
        yield map


class Helpers:
    """Processes of this machine; each thread owns one."""

    def __init__(self, workers: int) -> None:
        """They start when there is work for them."""
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="dateline-link")
        self._local = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []

    def spread(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """What ``function``, one of a module, makes of each of ``items``, in their order."""

        def submit(item: Any) -> Any:
            return self._threads.submit(self._asked, function, item)

        found: Iterator[Any] = in_order(submit, lambda _, future: future.result(), items, AHEAD * self._workers)
        return found

    def _asked(self, function: Callable[[Any], Any], item: Any) -> Any:
        process: subprocess.Popen[bytes] | None = getattr(self._local, "process", None)
        if process is None or process.poll() is not None:
            self._local.process = process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((function, item), process.stdin, pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            return pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            process.kill()
            process.wait()
            return function(item)

    def _start(self) -> subprocess.Popen[bytes]:
        path = os.pathsep.join(p for p in sys.path if p)
        process = subprocess.Popen(
            [sys.executable, "-c", "from dateline.engine.helping import help_out; help_out()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONPATH": path},
            start_new_session=True,  # an interrupt at the terminal is the starter's to handle
        )
        self._started.append(process)
        return process

    def close(self) -> None:
        """End them."""
        for process in self._started:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()
        self._threads.shutdown(cancel_futures=True)


def help_out() -> None:
    """Work out parts until the standard input ends; what a function prints goes to standard error."""
    given, told = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            function, item = pickle.load(given)
        except EOFError:
            return
        pickle.dump(function(item), told, pickle.HIGHEST_PROTOCOL)
        told.flush()
