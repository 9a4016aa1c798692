"""What is read: files found under the paths that a person gave, and their bytes, unzipped where they are gzipped."""

from __future__ import annotations

import errno
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import IO

from dateline.errors import InputError, RecordError
from dateline.stores import Store, address

MAX_BYTES = 20_000_000
"""The most that one article, one line or one cell may have, unzipped; more is a problem and is not read."""
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, OSError)
"""What reading a damaged or unreadable file raises."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The numbers of the errors that say that a disk or a quota is full."""
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read."""

    path: Path | None
    """None for standard input."""
    uri: str
    """Its path relative to what was asked for, with forward slashes; its name for a file, ``-`` for standard input."""
    root: str = ""
    """The name of the folder that it was found in, which tells apart two files of the same ``uri``."""
    home: str = "-"
    """What its articles' ids are made from: the folder's name and the path in it, so that what is read from two
    folders, one today and one tomorrow, does not supersede one another."""
    stored: str | None = None
    """The address of an object of a store; ``path`` is None then."""

    @property
    def place(self) -> str:
        """What tells this file from all others."""
        return self.stored or (str(self.path.resolve()) if self.path else "-")


def find_sources(paths: Sequence[str]) -> list[Sequence[Source] | Iterator[Source]]:
    """The files under ``paths``, in their order, a folder's sorted by name.

    Raises InputError, before anything is read, for a path that is not there, a folder or a pattern with nothing
    readable in it.
    """
    found: list[Sequence[Source] | Iterator[Source]] = []
    if not paths:
        raise InputError("nothing to read: name files, folders or patterns, or - for standard input")
    for given in paths:
        if given == "-":
            found.append([Source(None, "-")])
        elif address(given) and not Path(given).exists():
            found.append(_in_store(given))
        elif Path(given).is_dir():
            if next(_in_folder(Path(given)), None) is None:
                raise InputError(f"{given}: there is no file in this folder; hidden files are left out")
            found.append(_in_folder(Path(given)))
        elif Path(given).exists():
            found.append([_file(Path(given), Path(given).name)])
        elif has_magic(given):
            found.append(_in_pattern(given))
        else:
            raise InputError(f"{given}: there is no such file or folder; check the path")
    return found


def _in_folder(folder: Path) -> Iterator[Source]:
    """The files in and under ``folder``; hidden ones, and records that stand in it, are left out."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_record(Path(parent, f)))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith("."):
                yield _file(path, path.relative_to(folder).as_posix(), folder)


def _in_store(given: str) -> list[Source]:
    """The object at the address ``given``, those under it, or those that it fits as a pattern, hidden ones left out."""
    url = address(given) or given
    try:
        store = Store(url)
        names = [] if has_magic(url) else store.names()
        told = store.glob() if has_magic(url) else [f"{store.root}/{name}" if name else store.root for name in names]
        if not told and store.is_there():
            told = [store.root]
    except RecordError as error:
        raise InputError(str(error)) from error
    parts = Path(store.root).parts
    root = "/".join(_before_magic(parts)) if has_magic(url) else store.root if told != [store.root] else ""
    root = root.replace("//", "/")
    scheme = url.partition("://")[0]
    records = {name.removesuffix("/record.toml") for name in told if name.endswith("/record.toml")}
    found: list[Source] = []
    for name in told:
        uri = name.removeprefix(root).lstrip("/") if root else Path(name).name
        hidden = any(part.startswith(".") for part in uri.split("/"))
        if not hidden and not any(name.startswith(f"{record}/") for record in records):
            home = Path(root or str(Path(name).parent)).name
            found.append(Source(None, uri, home, f"{home}/{uri}", f"{scheme}://{name}"))
    if not found:
        raise InputError(f"{given}: there is nothing to read at this address; check it, and the rights to list it")
    return found


def _is_record(folder: Path) -> bool:
    """A record that stands among what is read: it is no copy."""
    return (folder / "record.toml").is_file() and (folder / "log").is_dir()


def _in_pattern(pattern: str) -> list[Source]:
    found: list[Source] = []
    root = Path(*_before_magic(Path(pattern).parts)) if _before_magic(Path(pattern).parts) else Path()
    for name in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 - patterns may be absolute
        path = Path(name)
        if path.is_file():
            found.append(_file(path, path.relative_to(root).as_posix() if root != Path() else path.as_posix(), root))
    if not found:
        raise InputError(f"{pattern}: no file fits this pattern; quote it so that the shell leaves it alone")
    return found


def _before_magic(parts: Sequence[str]) -> list[str]:
    plain: list[str] = []
    for part in parts[:-1]:
        if has_magic(part):
            break
        plain.append(part)
    return plain


def _file(path: Path, uri: str, folder: Path | None = None) -> Source:
    printable = uri.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    root = (folder or path.parent).resolve().name
    return Source(path, printable, root, f"{root}/{printable}")


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of ``source``, unzipped where they are gzipped, whatever the name says.

    Where they break off or are damaged, what stands before can be read, and the error comes when they are let go.
    """
    if source.stored is not None:
        try:
            stored = Store(source.stored).open()
        except RecordError as error:
            raise OSError(str(error)) from error
        with stored, io.BufferedReader(stored) as stream:
            yield from _unzipped(stream)
        return
    if source.path is None:
        yield from _unzipped(sys.stdin.buffer)
        return
    with source.path.open("rb") as stream:
        yield from _unzipped(stream)


def _unzipped(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    peek = getattr(stream, "peek", None)
    head = peek(2)[:2] if peek else b""
    if head != _GZIP:
        yield stream
        return
    with gzip.open(stream, "rb") as packed:
        whole = Torn(packed)
        yield io.BufferedReader(whole)
        if whole.wrong is not None:
            raise whole.wrong


def at_most(stream: IO[bytes], size: int) -> bytes:
    """The next ``size`` bytes, or what there is: asked for at once, a small file would take so much memory too."""
    pieces = list[bytes]()
    while size > 0 and (piece := stream.read(min(size, 1 << 20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def broken_off(stream: IO[bytes]) -> Exception | None:
    """Why ``stream`` ended where it did, where it was no end."""
    raw = getattr(stream, "raw", None)
    return raw.wrong if isinstance(raw, Torn) else None


class Torn(io.RawIOBase):
    """What a packed stream holds up to where it breaks off or is damaged: there it ends."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self.wrong: Exception | None = None
        """Why it ended."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            chunk = b"" if self.wrong else self._stream.read1(len(view))
        except DAMAGED as error:
            self.wrong = error
            return 0
        view[: len(chunk)] = chunk
        return len(chunk)
