"""Files that hold files: zip, tar, Zstandard and WARC (Common Crawl's news among them).

A bundle is read one member at a time and never unpacked on to the disk. What strangers can do with one is limited: the
number of members, the bytes of each and of all, the ratio to the packed size, and how deep bundles stand in bundles.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from dateline.intake.formats.format import HEAD, Beginning, Format, Found, Input
from dateline.intake.source import MAX_BYTES, Source
from dateline.intake.tables import Rest

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_MEMBERS = 1_000_000
_RATIO = 200
"""Unpacked bytes for each packed one that a member larger than ``_SMALL`` may have."""
_SMALL = 1_000_000
DEPTH = 3
"""How many archives may stand in one another."""
_SPOOL = 16_000_000
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
"""What reading a zip raises where its bytes are damaged."""

Read = Callable[[Input], Found]


def inside(given: Input, name: str, stream: IO[bytes]) -> Input:
    """A member of a bundle as an input of its own; what in its name would lead outside the bundle is left out."""
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "/")
    shown = "/".join(part for part in shown.split("/") if part not in ("", ".", ".."))
    source = given.source
    uri, home = f"{source.uri}/{shown}", f"{source.home}/{shown}"
    named = Source(None, uri, source.root, home)
    return Input(stream.read(HEAD), stream, named, given.layout, given.depth + 1)


def _is_zip(beginning: Beginning) -> bool:
    return beginning.raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_tar(beginning: Beginning) -> bool:
    return beginning.raw[257:262] == b"ustar"


def _is_zstd(beginning: Beginning) -> bool:
    return beginning.raw.startswith(b"\x28\xb5\x2f\xfd")


def _is_warc(beginning: Beginning) -> bool:
    return beginning.raw.startswith(b"WARC/")


def zip_articles(given: Input, read: Read) -> Found:
    """The articles of the files in a zip."""
    import tempfile

    with tempfile.SpooledTemporaryFile(_SPOOL) as file:
        file.write(given.head)
        while chunk := given.stream.read(1 << 20):
            file.write(chunk)
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except (*BROKEN_ZIP, ValueError, OSError) as error:
            yield given.problem("damaged", f"this zip file is damaged ({error}): fetch it again")
            return
        for member in archive.infolist()[: _MEMBERS + 1]:
            if member.is_dir() or _hidden(member.filename):
                continue
            if (trouble := _refused(member.filename, member.file_size, member.compress_size)) is not None:
                yield inside(given, member.filename, io.BytesIO()).problem(*trouble)
                continue
            try:
                with archive.open(member) as stream:
                    yield from read(inside(given, member.filename, stream))
            except (*BROKEN_ZIP, OSError, ValueError) as error:
                trouble = "damaged", f"this file in a zip cannot be unpacked ({error})"
                yield inside(given, member.filename, io.BytesIO()).problem(*trouble)


def _hidden(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return last.startswith(".") or name.startswith("__MACOSX/")


def _refused(name: str, size: int, packed: int) -> tuple[str, str] | None:
    if size > _SMALL and packed and size / packed > _RATIO:
        return "bomb", f"{name} unpacks to {size:,} bytes from {packed:,}: it is not read"
    return None


def tar_articles(given: Input, read: Read) -> Found:
    """The articles of the files in a tar, as a stream."""
    joined = io.BufferedReader(Rest(given.head, given.stream))
    try:
        with tarfile.open(fileobj=joined, mode="r|") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isfile() else None
                if stream is not None and not _hidden(member.name):
                    yield from read(inside(given, member.name, stream))
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        yield given.problem("damaged", f"this tar file breaks off or is damaged ({error}): fetch it again")


def zstd_articles(given: Input, read: Read) -> Found:
    """The articles of the file that Zstandard packed."""
    import zstandard

    joined = io.BufferedReader(Rest(given.head, given.stream))
    reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(joined, read_across_frames=True)
    unpacked = io.BufferedReader(reader)
    try:
        named = replace(given.source, uri=given.source.uri.removesuffix(".zst"))
        yield from read(Input(unpacked.read(HEAD), unpacked, named, given.layout, given.depth + 1))
    except zstandard.ZstdError as error:
        yield given.problem("damaged", f"this zst file is damaged ({error}): fetch it again")


def warc_articles(given: Input, read: Read) -> Found:
    """The pages of a web archive: responses that are HTML or text, by their addresses (ISO 28500)."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    joined = io.BufferedReader(Rest(given.head, given.stream))
    try:
        for record in ArchiveIterator(joined):
            uri = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("WARC-Record-ID")
            if not uri or not _is_page(record):
                continue
            body = record.content_stream().read(MAX_BYTES + 1)
            if body.strip():
                source = Source(None, uri, given.source.root, uri)
                yield from read(Input(body[:HEAD], io.BytesIO(body[HEAD:]), source, given.layout, given.depth + 1))
    except (ArchiveLoadFailed, ValueError, AttributeError, OSError, EOFError, zlib.error) as error:
        yield given.problem("damaged", f"this WARC file breaks off or is damaged ({error}): fetch it again")


def _is_page(record: ArcWarcRecord) -> bool:
    """A response that was no redirect and no error, and that is text."""
    if record.rec_type not in ("response", "conversion", "resource"):
        return False
    headers = record.http_headers
    code = headers.get_statuscode() if headers is not None else "200"
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    return code in ("200", "203", "") and any(w in kind.lower() for w in ("html", "text/plain", "xml", "json"))


def _deep(name: str, articles: Callable[[Input, Read], Found]) -> Callable[[Input], Found]:
    def read(given: Input) -> Found:
        from dateline.intake.formats import read_input

        if given.depth >= DEPTH:
            yield given.problem("depth", f"archives stand in one another more than {DEPTH} deep: unpack this one first")
            return
        yield from articles(given, read_input)

    read.__doc__ = f"The articles in a {name}."
    return read


ZIP = Format("zip", _is_zip, _deep("zip", zip_articles), binary=True)
TAR = Format("tar", _is_tar, _deep("tar", tar_articles), binary=True)
ZSTD = Format("zstd", _is_zstd, _deep("zst", zstd_articles), binary=True)
WARC = Format("warc", _is_warc, _deep("WARC", warc_articles), binary=True)
