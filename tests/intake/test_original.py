"""The way from a row of the record to the bytes of the page that it was read from, and back."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.intake import Original, articles, original_of
from dateline.reading import text_sha256
from dateline.record import Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article, Reading

PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Old pier to close</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Old pier to close</h1>
<p>The harbour board of Piran will close the caf\u00e9 on the <a href="/pier">old ferry pier</a> on Monday.</p>
<p>&ldquo;We cannot wait for another winter&rdquo;, chairwoman Zo\u00eb Fischer told&nbsp;reporters &amp; skippers
on the quay.</p>
</article><footer>Terms and conditions</footer></body></html>"""


def read_one(tmp_path: Path, raw: bytes, name: str = "pier.html") -> tuple[Article, Original]:
    """The article in a file of the bytes ``raw``, and its original."""
    path = tmp_path / name
    path.write_bytes(raw)
    found = [a for a in articles([str(path)]) if isinstance(a, Article)]
    original = original_of(found[0])
    assert original is not None
    assert original.raw == raw
    return found[0], original


def spans(text: str, words: str) -> tuple[int, int]:
    """Where ``words`` stand in ``text``."""
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16", "utf-8-sig"])
def test_a_row_leads_to_the_bytes_of_the_page_and_back(tmp_path: Path, encoding: str) -> None:
    """Through references and letters of several bytes, in each encoding."""
    article, original = read_one(tmp_path, PAGE.format(charset=encoding).encode(encoding))
    for words, there in (
        ("caf\u00e9", "caf\u00e9"),
        ("Zo\u00eb Fischer", "Zo\u00eb Fischer"),
        ("\u201cWe cannot wait for another winter\u201d", "&ldquo;We cannot wait for another winter&rdquo;"),
        ("told reporters & skippers", "told&nbsp;reporters &amp; skippers"),
    ):
        found = original.bytes_of(spans(article.text, words))
        assert [original.raw[s:e].decode(encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le")
                for s, e in found] == [there]  # fmt: skip
        assert original.spans_of(*found[0]) == (spans(article.text, words),)


def test_words_that_a_tag_parts_are_found_on_both_sides_of_it(tmp_path: Path) -> None:
    """The range has a gap, and the way back closes it."""
    article, original = read_one(tmp_path, PAGE.format(charset="utf-8").encode())
    asked = spans(article.text, "the old ferry pier on Monday")
    found = original.bytes_of(asked)
    assert [original.raw[s:e] for s, e in found] == [b"the ", b"old ferry pier", b" on Monday"]
    assert original.spans_of(found[0].start, found[-1].end) == (asked,)
    assert original.bytes_of(asked, spans(article.text, "ferry")) == found


def test_the_page_is_shown_with_what_was_read_marked(tmp_path: Path) -> None:
    """All pieces together are the page itself, or a part of it around the marks."""
    markup = PAGE.format(charset="windows-1252")
    article, original = read_one(tmp_path, markup.encode("windows-1252"))
    start, end = spans(article.text, "Zo\u00eb Fischer")
    pieces = original.shown([{"start": start, "end": end}])
    assert "".join(p.words for p in pieces) == markup
    assert [p.words for p in pieces if p.marked] == ["Zo\u00eb Fischer"]
    near = original.shown([(start, end)], around=12)
    assert [p.words for p in near] == [" chairwoman ", "Zo\u00eb Fischer", " told&nbsp;r"]
    assert html.escape(near[2].words).startswith(" told&amp;nbsp;")
    assert original.shown([]) == ()


@pytest.mark.parametrize(
    ("damage", "words"),
    [(b"caf\xe9", "caf\u00e9"), ("caf\u00e9 \u2019".encode().decode("cp1252").encode(), "caf\u00e9 \u2019")],
)
def test_mended_characters_lead_to_the_bytes_as_they_came(tmp_path: Path, damage: bytes, words: str) -> None:
    """A stray byte of Windows-1252 in UTF-8, and text that was encoded twice."""
    raw = PAGE.format(charset="utf-8").encode().replace("caf\u00e9".encode(), damage)
    article, original = read_one(tmp_path, raw)
    (found,) = original.bytes_of(spans(article.text, words))
    assert original.raw[found.start : found.end] == damage
    (after,) = original.bytes_of(spans(article.text, "Zo\u00eb"))
    assert original.raw[after.start : after.end] == "Zo\u00eb".encode()


def test_plain_text_holds_its_own_bytes(tmp_path: Path) -> None:
    """Of a cell of a table nothing is kept but the text."""
    article, original = read_one(tmp_path, "Zo\u00eb Fischer said:\r\nno caf\u00e9.".encode("cp1252"), "story.txt")
    assert original.bytes_of(spans(article.text, "caf\u00e9")) == ((22, 26),)
    assert original_of(Article("a", "a.csv#1", "The pier is closed.", text_method="field")) is None


def test_the_record_keeps_the_page_and_tells_of_it(tmp_path: Path) -> None:
    """``record.original`` has the bytes, the table ``originals`` their hash and the way to them."""
    article, original = read_one(tmp_path, PAGE.format(charset="windows-1252").encode("windows-1252"))
    reading = Reading(article, text_sha256(article.text), "0.1.0")
    Writer(tmp_path / "record").commit([stored_tables([reading])])
    with dateline.open(tmp_path / "record") as record:
        assert record.original(article.article_id) == original
        assert record.original("none") is None
        (row,) = record.table("originals").to_pylist()
    assert row["sha256"] == original.sha256
    assert row["bytes"] == len(original.raw)
    first = row["source_spans"][0]
    there = original.raw[first["source_start"] : first["source_end"]].decode()
    assert article.text[first["start"] : first["end"]] == there


def test_annotate_tells_of_the_page_on_request(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What it gives does not grow by itself."""
    path = tmp_path / "pier.html"
    path.write_bytes(PAGE.format(charset="utf-8").encode())
    rows = []
    for options in ([], ["--source-spans"]):
        CliRunner().invoke(app, ["annotate", str(path), *options])
        rows.append(json.loads(capfd.readouterr().out))
    plain, asked = rows
    told = asked.pop("original")
    assert asked == plain
    assert told["encoding"] == "utf-8"
    assert len(told["sha256"]) == 64
    assert all(s < e and b < c for s, e, b, c in told["source_spans"])
