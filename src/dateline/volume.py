"""How much the commands say: ``--quiet`` leaves results and errors, ``--verbose`` adds what helps to find a fault."""

from __future__ import annotations

import sys

__all__ = ["is_quiet", "is_verbose", "say", "set_volume"]

_quiet = False
_verbose = False


def set_volume(*, quiet: bool, verbose: bool) -> None:
    """Say less or more from now on."""
    global _quiet, _verbose
    _quiet, _verbose = quiet, verbose


def is_quiet() -> bool:
    """Whether only results and errors are wanted."""
    return _quiet


def is_verbose() -> bool:
    """Whether more is wanted than a person needs to go on."""
    return _verbose


def say(line: str, *, error: bool = False) -> None:
    """A line about what was done: on standard output, or on standard error; not where it is to be quiet."""
    if not _quiet:
        print(line, file=sys.stderr if error else sys.stdout)
