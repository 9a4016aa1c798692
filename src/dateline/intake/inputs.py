"""Articles out of whatever a person names, one at a time.

Nothing that is wrong with one input stops the others: it comes out as a ``Problem`` in its place.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.errors import InputError
from dateline.intake.fields import FIELDS, Layout
from dateline.intake.formats import read_input
from dateline.intake.formats.format import HEAD, Input
from dateline.intake.source import DAMAGED, FULL, Source, find_sources, opened
from dateline.schema import Article, Problem


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
    return _read_one(Source(None if path == "-" else Path(path), name), Layout(keep_ids=True))


def _read_all(sources: Iterable[Iterable[Source]], layout: Layout) -> Iterator[Article | Problem]:
    """The articles of all files; a file that was met before is left out, one of the same relative path renamed."""
    met: set[str] = set()
    taken: set[str] = set()
    for source in itertools.chain.from_iterable(sources):
        where = source.place
        if where not in met:
            met.add(where)
            named = source if source.uri not in taken else replace(source, uri=f"{source.root}/{source.uri}")
            taken.add(named.uri)
            yield from _read_one(named, layout)


def _read_one(source: Source, layout: Layout) -> Iterator[Article | Problem]:
    """The articles of one file."""
    try:
        with opened(source) as stream:
            yield from read_input(Input(stream.read(HEAD), stream, source, layout))
    except PermissionError:
        yield _problem(source, "unreadable", "no permission to read this file: change its mode", layout)
    except DAMAGED as error:
        if getattr(error, "errno", None) in FULL:
            message = "the disk of temporary files is full: free some space there, or name another in TMPDIR"
            yield _problem(source, "no-room", message, layout)
            return
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield _problem(source, "damaged", f"the file breaks off or is damaged ({reason}): fetch it again", layout)
    except Exception as error:  # noqa: BLE001 - the file boundary: one file never ends a run
        reason = f"{type(error).__name__}: {error}"
        yield _problem(source, "internal", f"this file could not be taken apart ({reason}); it is left out", layout)


def _problem(source: Source, error: str, message: str, layout: Layout) -> Problem:
    return Input(b"", io.BytesIO(), source, layout).problem(error, message)
