"""Where and to whom rooms are served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
PORT = 8484
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Where:
    """Where and to whom rooms are served."""

    host: str = HOST
    port: int = PORT
    prefix: str = ""
    """The path under which a proxy shows the rooms, such as ``/dateline``."""
    names: tuple[str, ...] = ()
    """Host names beside this machine's that the rooms answer to: those of the proxy."""
    password_file: Path | None = None
