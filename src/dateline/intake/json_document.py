"""One JSON document of any size, its articles one at a time.

A list is read as it comes: no more of it is held than one article. Which of an object's values are its articles is
known only at its end, so that it is kept aside (in a temporary file, where it is large) and gone through twice: for
its shape (the object itself where it is small, else the beginnings of its lists and objects), then for its articles.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Literal, TypeGuard

from dateline.intake.source import MAX_BYTES
from dateline.intake.tables import Fault, Numbered, Rest, Row, json_lines
from dateline.intake.window import LargeError, Window, WrongError

_SMALL = 2_000_000
"""Characters of a value that a shape holds whole."""
_PIECE = 4096
"""Bytes by which a list is told from an object."""
_KEPT = 20
"""Items of a larger list, or members of a larger object, that a shape holds."""
_LISTS = ("articles", "items", "item", "results", "documents", "docs", "data")
"""Keys under which a document often holds its articles, the usual ones first."""
IsArticle = Callable[[Row], bool]


class _Beginning(list[object]):
    """The first items of a list, and how many it has."""

    whole = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a document its articles stand."""

    keys: tuple[str, ...]
    """The keys that lead there."""
    kind: Literal["items", "values", "one"]
    """Whether they are the items of a list, the values of an object (each with its key for an id), or one object."""

    def under(self, key: str) -> _Place:
        """The same place of the document that holds this one as ``key``."""
        return _Place((key, *self.keys), self.kind)


def json_document(
    stream: IO[bytes], head: bytes = b"", is_article: IsArticle = lambda row: False
) -> Iterator[Numbered]:
    """The articles of one JSON document: an object, a list, or an object that holds a list of them.

    ``is_article`` tells an object that is one from a wrapper. What stands in front of a damaged place is given.
    """
    rest = Rest(head, stream)
    beginning = rest.peek(_SMALL)
    given = io.BufferedReader(rest)
    if Window(io.BytesIO(beginning[:_PIECE])).next() == "[":
        yield from _told(_articles_at(Window(given), _Place((), "items")))
        return
    first, _, second = beginning.partition(b"\n")
    if second.lstrip().startswith(b"{") and _is_object(first):
        yield from json_lines(given)
        return
    del beginning, first, second
    with tempfile.SpooledTemporaryFile(max_size=_SMALL) as kept:
        shutil.copyfileobj(given, kept)
        yield from _told(_of_object(kept, is_article))


def _told(rows: Iterator[Numbered]) -> Iterator[Numbered]:
    """``rows``, and what is wrong where they end early."""
    number = 0
    try:
        for number, row in rows:
            yield number, row
    except WrongError as error:
        advice = f"; the {number:,} items before it are read" if number else ", or give JSON lines the name .jsonl"
        yield number + 1, Fault("json", f"this is not JSON at line {error.line:,}: mend it{advice}")
    except LargeError:
        yield number + 1, Fault("too-large", f"one object has more than {MAX_BYTES:,} bytes: split it")


def _of_object(kept: IO[bytes], is_article: IsArticle) -> Iterator[Numbered]:
    """The articles of a document that is an object, or of JSON lines that are taken for one."""
    kept.seek(0)
    window = Window(kept)
    try:
        shape = _shape(window)
        window.end()
    except WrongError:
        kept.seek(0)
        if not _is_object(kept.readline(MAX_BYTES)):
            raise
        kept.seek(0)
        yield from json_lines(kept)
        return
    kept.seek(0)
    yield from _articles_at(Window(kept), _place(shape, is_article))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _articles_at(window: Window, place: _Place) -> Iterator[Numbered]:
    """The articles of the document in ``window`` that stand at ``place``, numbered, each made when it is asked for."""
    number = 0
    for key in _stops(window, place):
        number += 1
        try:
            row = window.value(MAX_BYTES)
        except LargeError:
            window.skip()
            yield number, Fault("too-large", f"item {number} has more than {MAX_BYTES:,} characters: split it")
            continue
        if not isinstance(row, dict):
            yield number, Fault("json", f"item {number} is no JSON object")
        else:
            yield number, row if key is None else {"id": key, **row}
    window.end()


def _stops(window: Window, place: _Place) -> Iterator[str | None]:
    """Stop at each article at ``place``, which is then to be taken; its key, where it is one of an object's values."""
    if not place.keys:
        if place.kind == "one":
            yield None
        else:
            yield from window.items() if place.kind == "items" else window.members(MAX_BYTES)
        return
    for key in window.members(MAX_BYTES):
        if key == place.keys[0]:
            yield from _stops(window, _Place(place.keys[1:], place.kind))
        else:
            _pass_over(window)


def _pass_over(window: Window) -> None:
    try:
        window.value(_SMALL)
    except LargeError:
        window.skip()


def _shape(window: Window) -> object:
    """The value here where it is small; of a larger one the beginning, and a string of letters for one of words."""
    try:
        return window.value(_SMALL)
    except LargeError:
        pass
    begins = window.next()
    if begins == "[":
        items = _Beginning()
        for _ in window.items():
            items.whole += 1
            if items.whole <= _KEPT:
                items.append(_shape(window))
            else:
                _pass_over(window)
        return items
    if begins == "{":
        members: dict[str, object] = {}
        for key in window.members(MAX_BYTES):
            if len(members) < _KEPT or key in _LISTS:
                members[key] = _shape(window)
            else:
                _pass_over(window)
        return members
    window.skip()
    return "x" * _SMALL


def _place(document: object, is_article: IsArticle) -> _Place:
    """Where the articles stand in a document, however deep; it may be one itself."""
    if isinstance(document, list):
        return _Place((), "items")
    if not isinstance(document, dict) or is_article(document):
        return _Place((), "one")
    values = list(document.values())
    by_key = bool(values) and all(isinstance(v, dict) for v in values)
    if len(document) > 1 and by_key and all(is_article(v) for v in values):
        return _Place((), "values")
    inner = _inside(document, is_article)
    if inner is not None or by_key:
        return inner or _Place((), "values")
    lists = {key: v for key, v in document.items() if v and _is_list_of_rows(v)}
    long = any(isinstance(v, str) and len(v) > 200 for v in values)
    if not lists or long:
        return _Place((), "one")
    return _Place((max(lists, key=lambda key: _length(lists[key])),), "items")


def _length(items: list[object]) -> int:
    return items.whole if isinstance(items, _Beginning) else len(items)


def _is_list_of_rows(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and all(isinstance(x, dict) for x in value)


def _inside(document: Row, is_article: IsArticle) -> _Place | None:
    """The articles under a usual key, or in a document within this one; None where there are none."""
    named = [key for key in _LISTS if key in document]
    for key in (*named, *(key for key, v in document.items() if isinstance(v, dict))):
        value = document[key]
        if _is_list_of_rows(value):
            return _Place((key,), "items")
        if isinstance(value, dict):
            place = _place(value, is_article)
            found = _first_two(value, place)
            if len(found) > 1 or (found and isinstance(found[0], dict) and is_article(found[0])):
                return place.under(key)
    return None


def _first_two(document: object, place: _Place) -> list[object]:
    for key in place.keys:
        document = document[key] if isinstance(document, dict) else None
    if place.kind == "items" and isinstance(document, list):
        return document[:2]
    return list(document.values())[:2] if place.kind == "values" and isinstance(document, dict) else [document]
