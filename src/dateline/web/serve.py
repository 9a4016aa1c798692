"""Serving rooms: on loopback, on the next free port where the usual one is taken; elsewhere to known people only."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.errors import InputError
from dateline.web.where import HOST, PORT, Where

_TRIES = 50


def free_port(wanted: int, host: str = HOST) -> int:
    """``wanted``, or the next port that nobody listens on."""
    for port in range(wanted, wanted + _TRIES):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except socket.gaierror:
                raise InputError(f"there is no address {host} on this machine: name one with --host") from None
            except OSError as error:
                if error.errno in (errno.EADDRNOTAVAIL, errno.EINVAL):
                    raise InputError(f"there is no address {host} on this machine: name one with --host") from None
                continue
            except OverflowError:
                continue
            return port
    raise InputError(f"no free port from {wanted} to {wanted + _TRIES - 1}: name another with --port")


def serve(
    record: str | Path | Sequence[Path], *, port: int = PORT, where: Where | None = None,
    say: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Serve the record, or records, until interrupted; ``say`` is told where.

    Raises ``RecordError`` where there is no record; ``InputError`` where no port is free, and where others than this
    machine's people could come without a token or a password.
    """
    import uvicorn

    from dateline.record import Record
    from dateline.web.access import new_token
    from dateline.web.quick import MEMORY, quick
    from dateline.web.rooms import rooms

    where = where or Where(port=port)
    paths = [Path(record)] if isinstance(record, (str, Path)) else list(record)
    opened = [quick(Record(path, MEMORY)) for path in paths]
    token = new_token()
    app = rooms(opened, token, where)
    port = free_port(where.port, where.host)
    at = f"http://{f'[{where.host}]' if ':' in where.host else where.host}:{port}{where.prefix}"
    say(f"The reading room is at {at}/ (Ctrl-C ends it)")
    say(f"To correct, open {at}/enter?token={token}")
    uvicorn.run(app, host=where.host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
