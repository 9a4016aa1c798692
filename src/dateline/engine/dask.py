"""A cluster of machines that read: the same function of a batch, asked for through Dask; an extra.

The batches are cut here, their rows come back here in the order of the articles, and here they are committed, so that
the record is the one that a single machine writes, whatever the number of workers and the order in which they finish.
A worker that dies is replaced by another; the article that kills several becomes a problem.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from dateline.engine.pool import TABLES, unread
from dateline.engine.worker import read_tables
from dateline.errors import InputError
from dateline.linking.parts import in_order
from dateline.resources.own import reader_version
from dateline.schema import Article

if TYPE_CHECKING:
    from dateline.record.stored import Tables

AHEAD = 3
"""Batches that wait for each worker."""
_RETRIES = 2
"""How often a batch is given to another worker after one has died of it, before it is read article by article."""
_CONNECT_SECONDS = 15
_GONE = "the Dask scheduler is gone; what was committed is kept, and the same command goes on from there"


class Cluster:
    """Workers of a Dask cluster as what reads batches; ``close`` lets go of it."""

    def __init__(self, scheduler: str | None = None, workers: int = 1, read: Any = read_tables) -> None:
        """Connect to the ``scheduler`` at an address such as tcp://10.0.0.5:8786, or start ``workers`` on this machine.

        ``read`` is the function of a batch. Raises InputError where there is no scheduler, no worker, or a worker has
        another version of the program.
        """
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise InputError("the engine dask is an extra: install it with `pip install 'dateline[dask]'`") from None
        self._read = read
        self._own: Any = None
        if scheduler is not None:
            _knock(scheduler)
        else:
            self._own = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50)
        try:
            self._client: Any = Client(self._own or scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
            self._check_workers()
        except (OSError, ValueError, TimeoutError, MemoryError) as error:  # what answers may be no scheduler
            self._stop()
            raise _no_cluster(scheduler or "this machine", error) from error

    def _check_workers(self) -> None:
        """Raise InputError for the first worker that would not read as this machine does."""
        wide = [a for a, w in self._client.scheduler_info(n_workers=-1)["workers"].items() if w["nthreads"] != 1]
        if wide:
            self.close()
            raise InputError(
                f"the worker {wide[0]} has more than one thread: start workers with --nthreads 1, one a core"
            )
        other = {a: v for a, v in self._client.run(_version).items() if v != reader_version()}
        if other:
            address, version = next(iter(other.items()))
            self.close()
            raise InputError(
                f"the worker {address} has Dateline {version}, this machine {reader_version()}: install one "
                "version, and give one DATELINE_LISTS, on all"
            )

    def map(self, batches: Iterable[Sequence[Article]]) -> Iterator[Tables]:
        """The tables of each batch, in the order of the batches; few are read ahead."""
        waiting: deque[tuple[Sequence[Article], Any]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(batch)))
            known = self._client.scheduler_info(n_workers=-1).get("workers", ())  # none while it is out of reach
            while len(waiting) > AHEAD * max(1, len(known)):
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def spread(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """What ``function``, one of a module, makes of each of ``items``, in their order; see ``helping``."""
        from concurrent.futures import CancelledError

        def submit(item: Any) -> Any:
            try:
                return self._client.submit(function, item, pure=False, retries=_RETRIES)
            except RuntimeError as error:
                raise InputError(_GONE) from error

        def result(item: Any, future: Any) -> Any:
            try:
                return future.result()
            except (CancelledError, OSError) as error:
                raise InputError(_GONE) from error
            except Exception:  # noqa: BLE001 - a part that kills workers is worked out here
                return function(item)

        workers = self._client.scheduler_info(n_workers=-1).get("workers", ())
        found: Iterator[Any] = in_order(submit, result, items, AHEAD * max(1, len(workers)))
        return found

    def _submit(self, batch: Sequence[Article]) -> Any:
        try:
            return self._client.submit(self._read, list(batch), pure=False, retries=_RETRIES)
        except RuntimeError as error:  # the client was closed when it could not reach the scheduler again
            raise InputError(_GONE) from error

    def _result(self, batch: Sequence[Article], future: Any) -> Tables:
        """What was read; where a batch could not be, its articles are tried one by one."""
        from concurrent.futures import CancelledError

        try:
            tables: Tables = future.result()
        except (CancelledError, OSError) as error:
            raise InputError(_GONE) from error
        except Exception as error:  # noqa: BLE001 - the batch's boundary, as in the pool
            if len(batch) == 1:
                told = str(error).splitlines()
                return TABLES.unread(unread(batch[0], f"{type(error).__name__}: {told[0] if told else ''}"))
            return TABLES.join([self._result([one], self._submit([one])) for one in batch])
        return tables

    def close(self) -> None:
        """Let go of the cluster; workers started here end."""
        with contextlib.suppress(AttributeError):
            self._client.close()
        self._stop()

    def _stop(self) -> None:
        if self._own is not None:
            self._own.close()


def _knock(scheduler: str) -> None:
    """Raise InputError where nothing at the address ``scheduler`` answers as Dask does.

    Dask's own client would go on trying for ever where something else answers, a web server say.
    """
    from distributed.core import connect
    from distributed.security import Security

    async def knock() -> None:
        more = Security().get_connection_args("client")
        there = await asyncio.wait_for(connect(scheduler, timeout=_CONNECT_SECONDS, **more), _CONNECT_SECONDS + 1)
        await there.close()

    try:
        with ThreadPoolExecutor(1) as apart:  # whoever asks may be in a loop of events
            apart.submit(asyncio.run, knock()).result()
    except (OSError, ValueError, RuntimeError, TimeoutError, MemoryError) as error:
        raise _no_cluster(scheduler, error) from error


def _no_cluster(where: str, error: Exception) -> InputError:
    told = str(error).splitlines()[0] if str(error) else "nothing that speaks Dask answers"
    return InputError(f"there is no Dask cluster to use at {where} ({told}): check address and workers")


def _version() -> str:
    """The version of the program on a worker."""
    from dateline.resources.own import reader_version as there

    return there()
