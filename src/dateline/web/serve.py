"""Serving the room on loopback, on the next free port where the usual one is taken."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from dateline.errors import InputError

HOST = "127.0.0.1"
PORT = 8484
_TRIES = 50


def free_port(wanted: int) -> int:
    """``wanted``, or the next port that nobody listens on."""
    for port in range(wanted, wanted + _TRIES):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except (OSError, OverflowError):
                continue
            return port
    raise InputError(f"no free port from {wanted} to {wanted + _TRIES - 1}: name another with --port")


def serve(record: str | Path, *, port: int = PORT, say: Callable[[str], None] = print) -> None:
    """Serve the record at ``record`` until interrupted; ``say`` is told where.

    Raises ``RecordError`` where there is no record, ``InputError`` where no port is free.
    """
    import uvicorn

    from dateline.record import Record
    from dateline.web.app import create_app
    from dateline.web.guard import new_token

    opened = Record(record)
    opened.keep_in_memory()
    token = new_token()
    app = create_app(opened, token)
    port = free_port(port)
    say(f"The reading room is at http://{HOST}:{port}/ (Ctrl-C ends it)")
    say(f"To correct, open http://{HOST}:{port}/enter?token={token}")
    uvicorn.run(app, host=HOST, port=port, log_level="warning", access_log=False)
