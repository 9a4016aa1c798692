"""Articles out of whatever a person names, one at a time: the dispatch from a file's format to its reader.

Nothing that is wrong with one input stops the others: it comes out as a ``Problem`` in its place.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from dateline.errors import InputError
from dateline.intake import tables
from dateline.intake.encoding import decode, detect, is_binary
from dateline.intake.fields import FIELDS, Layout, article_id, article_of
from dateline.intake.markup import looks_like_markup, read_page
from dateline.intake.source import DAMAGED, MAX_BYTES, Source, find_sources, opened
from dateline.schema import Article, Problem

_HEAD = 65_536


def articles(paths: Sequence[str], *, columns: Mapping[str, str] | None = None) -> Iterator[Article | Problem]:
    """The articles under ``paths`` (files, folders, globs, ``-`` for standard input), and what could not be read.

    ``columns`` names the columns or keys of tables that hold ``text``, ``id``, ``headline``, ``date``, ``publisher``,
    ``uri`` and ``language``; the others are told by their usual names. Raises InputError, before anything is read, for
    a path that is not there, a folder with nothing readable in it, or an unknown field.
    """
    unknown = sorted(set(columns or {}) - set(FIELDS))
    if unknown:
        raise InputError(f"{unknown[0]}: no such field; a column can be named for {', '.join(FIELDS)}")
    return _read_all(find_sources(paths), Layout(columns or {}))


def articles_by_content(path: str) -> Iterator[Article | Problem]:
    """The articles of one file, or of standard input (``-``), told by the content and not by the name.

    JSON lines (or any other table) keep the ids that they give, as they give them; a text or a page has the file's
    name as its id. Raises InputError where ``path`` is no file.
    """
    if path != "-" and not Path(path).exists():
        raise InputError(f"{path}: there is no such file; check the path")
    if path != "-" and Path(path).is_dir():
        raise InputError(f"{path}: this is a folder; annotate takes one file, or - for standard input")
    name = "-" if path == "-" else Path(path).name
    return _read_one(Source(None if path == "-" else Path(path), name, None), Layout(keep_ids=True))


def _read_all(sources: Iterable[Iterable[Source]], layout: Layout) -> Iterator[Article | Problem]:
    """The articles of all files; a file that was met before is left out, one of the same relative path renamed."""
    met: set[str] = set()
    taken: set[str] = set()
    for source in itertools.chain.from_iterable(sources):
        where = str(source.path.resolve()) if source.path else "-"
        if where not in met:
            met.add(where)
            named = source if source.uri not in taken else replace(source, uri=f"{source.root}/{source.uri}")
            taken.add(named.uri)
            yield from _read_one(named, layout)


def _read_one(source: Source, layout: Layout) -> Iterator[Article | Problem]:
    """The articles of one file."""
    try:
        with opened(source) as stream:
            yield from _read_stream(stream, source, layout)
    except PermissionError:
        yield _problem(source, "unreadable", "no permission to read this file: change its mode", layout)
    except DAMAGED as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield _problem(source, "damaged", f"the file breaks off or is damaged ({reason}): fetch it again", layout)


def _read_stream(stream: IO[bytes], source: Source, layout: Layout) -> Iterator[Article | Problem]:
    head = stream.read(_HEAD)
    kind = source.format or _sniffed(head)
    if not head.strip():
        yield _problem(source, "empty", "there is nothing in this file", layout)
    elif kind == "parquet":
        yield from _from_rows(tables.parquet_rows(stream, head), source, layout)
    elif is_binary(head):
        yield _problem(source, "binary", "these bytes are no text: convert the file to text or HTML", layout)
    elif kind in ("jsonl", "json", "csv"):
        tabs = ".tsv" in (source.path.suffixes if source.path else [])
        rows = {
            "jsonl": lambda: tables.json_lines(stream, head),
            "json": lambda: tables.json_document(stream, head),
            "csv": lambda: tables.csv_rows(stream, head, tabs),
        }[kind]()
        yield from _from_rows(rows, source, layout)
    else:
        yield from _from_file(stream, head, source, layout, kind == "html")


def _sniffed(head: bytes) -> str:
    """The format of a file by its beginning."""
    if head.startswith(b"PAR1"):
        return "parquet"
    text, _ = decode(head, detect(head, markup=True))
    bare = text.lstrip("\ufeff \t\r\n")
    if bare.startswith("{") and bare[1:].lstrip()[:1] in ('"', "}", ""):
        lines = [line for line in bare.splitlines() if line.strip()]
        return "jsonl" if _is_object(lines[0]) or (lines[1:2] and lines[1].startswith("{")) else "json"
    if bare.startswith("[") and bare[1:].lstrip()[:1] in ("{", "]"):
        return "json"
    return "html" if looks_like_markup(bare) else "plain"


def _is_object(line: str) -> bool:
    """Whether ``line`` is a JSON object; one that is longer than what was looked at counts as one."""
    try:
        return isinstance(json.loads(line), dict)
    except RecursionError:
        return True
    except ValueError:
        return len(line) > _HEAD // 2


def _from_rows(rows: Iterable[tables.Numbered], source: Source, layout: Layout) -> Iterator[Article | Problem]:
    for number, row in rows:
        if isinstance(row, tables.Fault):
            given = str(number) if layout.keep_ids else None
            yield Problem(f"{source.uri}#{number}", "intake", row.error, row.message, given)
        else:
            yield from article_of(row, number, source, layout)


def _from_file(
    stream: IO[bytes], head: bytes, source: Source, layout: Layout, markup: bool
) -> Iterator[Article | Problem]:
    """A file that is one article."""
    raw = head + stream.read(MAX_BYTES + 1 - len(head))
    if len(raw) > MAX_BYTES:
        message = f"more than {MAX_BYTES:,} bytes for one article: split it, or give it as JSON lines"
        yield _problem(source, "too-large", message, layout)
        return
    encoding = detect(raw, markup)
    text, damaged = decode(raw, encoding)
    made_id = _file_id(source, layout)
    if markup:
        yield from _from_page(text, raw, encoding, source, layout)
    elif not text.strip():
        yield _problem(source, "empty", "there is nothing but white space in this file", layout)
        return
    else:
        yield Article(made_id, source.uri, text, encoding=encoding)
    if damaged:
        message = f"{damaged} characters are not {encoding}; they stand as U+FFFD: convert the file to UTF-8"
        yield Problem(source.uri, "intake", "encoding", message, made_id)


def _from_page(text: str, raw: bytes, encoding: str, source: Source, layout: Layout) -> Iterator[Article | Problem]:
    """The article of a page, with its bytes."""
    page = read_page(text)
    if page is None:
        yield _problem(source, "no-text", "no article is found on this page", layout)
        return
    yield Article(
        article_id=_file_id(source, layout),
        uri=source.uri,
        text=page.text,
        publisher=page.publisher,
        title=page.title,
        published_at=page.date,
        language=page.language,
        text_method="trafilatura",
        encoding=encoding,
        raw=raw,
    )


def _file_id(source: Source, layout: Layout) -> str:
    return source.uri if layout.keep_ids else article_id(source.home)


def _problem(source: Source, error: str, message: str, layout: Layout) -> Problem:
    return Problem(source.uri, "intake", error, message, _file_id(source, layout))
