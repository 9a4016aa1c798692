"""JSON documents of any size: their articles come one at a time, and little of the document is held."""

from __future__ import annotations

import errno
import io
import json
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.intake import articles
from dateline.intake import json_document as module
from dateline.intake import window as window_module
from dateline.intake.json_document import json_document
from dateline.intake.tables import Fault, Row
from dateline.intake.window import LargeError, Window, WrongError
from dateline.schema import Problem

ROWS = [
    {"id": f"n{n}", "text": f"The pier of Orla [{n}] is “shut” \\ today.", "tags": [n, {"a": "}"}]} for n in range(60)
]


def is_article(row: Row) -> bool:
    """An object with a text is one."""
    return isinstance(row.get("text"), str)


def read(content: bytes) -> tuple[list[Row], list[Fault]]:
    """The rows and the faults of a document."""
    found = [row for _, row in json_document(io.BytesIO(content), b"", is_article)]
    return [r for r in found if not isinstance(r, Fault)], [r for r in found if isinstance(r, Fault)]


class Endless(io.RawIOBase):
    """A stream that makes a document of many articles while it is read."""

    def __init__(self, before: str, after: str, articles: int, label: bool = False) -> None:
        text = "The ferry sails again, the harbour board of Orla said. " * 20
        rows = ((f'"k{n}": ' if label else "") + json.dumps({"id": n, "text": text}) for n in range(articles))
        self._parts = self._joined(before, rows, after)
        self._held = b""
        self.size = 0

    @staticmethod
    def _joined(before: str, rows: Iterator[str], after: str) -> Iterator[str]:
        yield before
        for number, row in enumerate(rows):
            yield f",\n{row}" if number else row
        yield after

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._held and (part := next(self._parts, None)) is not None:
            self._held = part.encode()
        taken, self._held = self._held[: len(view)], self._held[len(view) :]
        view[: len(taken)] = taken
        self.size += len(taken)
        return len(taken)


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("[", "]", False),
        ('{"meta": {"n": 2}, "results": [', '], "next": null}', False),
        ('{"response": {"docs": [', "]}}", False),
        ("{", "}", True),
    ],
)
def test_a_large_document_is_read_with_little_memory(before: str, after: str, label: bool) -> None:
    """Twenty megabytes, of which never half is held, however its articles stand in it."""
    stream = Endless(before, after, 18_000, label)
    tracemalloc.start()
    try:
        count = 0
        for number, row in json_document(io.BufferedReader(stream), b"", is_article):
            assert not isinstance(row, Fault), row
            count = number
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 18_000
    assert stream.size > 20_000_000
    assert peak < 9_000_000


DOCUMENTS = [
    ROWS,
    {"articles": ROWS},
    {"meta": {"n": 2}, "results": ROWS},
    {"response": {"status": "ok", "docs": ROWS}},
    {"note": "x", "short": ROWS[:3], "stories": ROWS},
    {row["id"]: row for row in ROWS},
    {"a": {"b": {"items": ROWS}}},
    ROWS[0],
    {"text": "A long article. " * 500, "related": ROWS},
    {"title": "no text", "figures": [1, 2]},
]


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("indent", [None, 1])
def test_a_document_is_read_alike_small_and_large(
    document: object, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its articles stand is told from the beginnings of lists as it is from the whole."""
    content = json.dumps(document, indent=indent).encode()
    small = read(content)
    assert small[0]
    monkeypatch.setattr(module, "_SMALL", 300)
    monkeypatch.setattr(window_module, "_PIECE", 64)
    assert read(content) == small


def test_articles_in_front_of_a_damaged_place_are_read() -> None:
    """The fault names the line, and how many are read."""
    content = json.dumps(ROWS, indent=1).encode()
    for damaged in (content[:-400], content[:3000] + b"oops" + content[3000:]):
        rows, faults = read(damaged)
        assert [*rows] == ROWS[: len(rows)]
        assert rows
        assert [f.error for f in faults] == ["json"]
        assert f"the {len(rows)} items before it are read" in faults[0].message


def test_an_article_over_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and the next is read."""
    monkeypatch.setattr(module, "MAX_BYTES", 500)
    large = {"id": "large", "text": 'quoted "words" and \\ [marks} ' * 100}
    rows, faults = read(json.dumps([ROWS[0], large, ROWS[1]]).encode())
    assert rows == ROWS[:2]
    assert [f.error for f in faults] == ["too-large"]
    assert "item 2" in faults[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_documents_in_other_encodings_are_read(encoding: str) -> None:
    """Also those that are longer than what is looked at first."""
    rows = [{"text": f"Café “Orla” number {n} is closed – again."} for n in range(3000)]
    assert read(json.dumps(rows, ensure_ascii=False).encode(encoding)) == (rows, [])


def test_a_full_disk_of_temporary_files_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is whole: fetching it again would not help."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.json").write_text(json.dumps({"articles": ROWS}))
    monkeypatch.setattr(shutil, "copyfileobj", full)
    (problem,) = articles([str(tmp_path)])
    assert isinstance(problem, Problem)
    assert problem.error == "no-room"
    assert "TMPDIR" in problem.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=6), inner, max_size=5),
    max_leaves=25,
)


@settings(deadline=None, max_examples=200)
@given(items=st.lists(VALUES, max_size=8), ascii_only=st.booleans(), piece=st.integers(1, 40), most=st.integers(0, 60))
def test_a_window_gives_what_a_parser_of_the_whole_gives(
    items: list[object], ascii_only: bool, piece: int, most: int
) -> None:
    """However little is read at once; values that are passed over have more characters than was asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window_module, "_PIECE", piece)
        window = Window(io.BytesIO(json.dumps(items, ensure_ascii=ascii_only).encode("utf-8", "replace")))
        number = -1
        for number, _ in enumerate(window.items()):
            item = json.loads(json.dumps(items[number], ensure_ascii=ascii_only).encode("utf-8", "replace"))
            length = len(json.dumps(item, ensure_ascii=ascii_only))
            try:
                assert window.value(most) == item
                assert length <= most
            except LargeError:
                assert length > most
                if isinstance(item, str | list | dict):
                    window.skip()
                else:
                    assert window.value(length) == item
        assert number == len(items) - 1
        window.end()


@settings(deadline=None, max_examples=200)
@given(content=st.binary(max_size=80) | st.text('[]{}",:\\ a1', max_size=60).map(str.encode), piece=st.integers(1, 9))
def test_what_is_no_json_is_told(content: bytes, piece: int) -> None:
    """Nothing but the one error comes out, from whatever bytes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window_module, "_PIECE", piece)
        for read_one in (lambda w: w.value(50), lambda w: w.skip(), lambda w: [w.value(50) for _ in w.items()]):
            try:
                read_one(Window(io.BytesIO(content)))
            except (WrongError, LargeError):
                continue
