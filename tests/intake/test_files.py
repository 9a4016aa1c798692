"""What comes out of files, folders, patterns and standard input."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import sys
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.intake import MAX_BYTES, articles, articles_by_content
from dateline.intake.source import at_most
from dateline.schema import Article, Problem

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour opens</title>
<meta property="og:site_name" content="Lagoon Post"><meta property="article:published_time" content="2031-04-02">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour opens</h1>
<p>Mayor Ana Novak opened the new harbour on Tuesday and thanked the workers for two years of patience.</p>
<p>“It has been a long road, and I am glad that we have come to its end,” she said before the first ferry left.</p>
<p>The harbour will serve forty ferries a day, according to the town, and cost less than was expected.</p>
</article></body></html>"""


def read(*paths: Path | str, **columns: str) -> tuple[list[Article], list[Problem]]:
    """The articles and the problems of ``paths``."""
    found = list(articles([str(p) for p in paths], columns=columns))
    return [a for a in found if isinstance(a, Article)], [p for p in found if isinstance(p, Problem)]


def test_a_plain_file_is_kept_as_it_stands(tmp_path: Path) -> None:
    """Line ends and blanks stay; only the byte-order mark is no part of the text."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOne \r\n\r\n\tTwo\r\n")
    (article,), _ = read(tmp_path / "a.txt")
    assert article.text == "One \r\n\r\n\tTwo\r\n"
    assert (article.uri, article.encoding, article.text_method) == ("a.txt", "utf-8", "plain")
    assert article.article_id == hashlib.sha256(f"{tmp_path.name}/a.txt".encode()).hexdigest()[:16]


def test_a_folder_is_read_in_order_with_relative_paths(tmp_path: Path) -> None:
    """Files of all depths come sorted; hidden ones are left out, and those that are no text are named."""
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", "picture.png", "c.TXT.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b"Zipped.") if name.endswith("gz") else b"Plain.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    found, problems = read(tmp_path)
    assert [a.uri for a in found] == ["b.txt", "c.TXT.gz", "a/z.md"]
    assert found[1].text == "Zipped."
    assert [(p.uri, p.error) for p in problems] == [("picture.png", "binary")]


def test_two_folders_with_the_same_names_stay_apart(tmp_path: Path) -> None:
    """The second file of a name is told from the first by its folder."""
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(folder)
    found, _ = read(tmp_path / "north", tmp_path / "south", tmp_path / "north")
    assert [(a.uri, a.text) for a in found] == [("1.txt", "north"), ("south/1.txt", "south")]
    assert len({a.article_id for a in found}) == 2


def test_two_folders_read_one_after_the_other_stay_apart(tmp_path: Path) -> None:
    """What is read today does not supersede what was read yesterday because its files have the same names."""
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(folder)
    together = [a.article_id for a in read(tmp_path / "north", tmp_path / "south")[0]]
    alone = [read(tmp_path / folder)[0][0].article_id for folder in ("north", "south")]
    assert alone == together
    assert len(set(alone)) == 2
    assert read(tmp_path / "north" / "1.txt")[0][0].article_id == alone[0]
    assert read(str(tmp_path / "north" / "*.txt"))[0][0].article_id == alone[0]


def test_a_pattern_is_read_from_where_it_begins(tmp_path: Path) -> None:
    """A glob gives the files that fit it, relative to its fixed part."""
    (tmp_path / "2031").mkdir()
    (tmp_path / "2031" / "a.txt").write_text("A")
    (tmp_path / "2031" / "b.log").write_text("B")
    found, _ = read(str(tmp_path / "*" / "*.txt"))
    assert [a.uri for a in found] == ["2031/a.txt"]


@pytest.mark.parametrize("name", ["missing", "*.nothing"])
def test_a_path_that_is_not_there_is_one_clear_error(tmp_path: Path, name: str) -> None:
    """It is raised before anything is read."""
    with pytest.raises(InputError, match=r"check the path|no file fits"):
        articles([str(tmp_path / name)])


def test_a_folder_without_files_is_one_clear_error(tmp_path: Path) -> None:
    """Hidden files do not count."""
    (tmp_path / ".picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match="no file in this folder"):
        articles([str(tmp_path)])


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"%PDF-1.4 ...", "pdf"),
        (bytes(range(32)) * 50, "binary"),
        (gzip.compress(b"Words. " * 5000)[:-40], "damaged"),
    ],
)
def test_bad_files_are_problems_and_the_rest_is_read(tmp_path: Path, content: bytes, error: str) -> None:
    """Each has its own word, and the file after it is read."""
    (tmp_path / "a.txt").write_bytes(content)
    (tmp_path / "b.txt").write_text("Good.")
    found, problems = read(tmp_path)
    assert [a.text for a in found] == ["Good."]
    assert [(p.uri, p.stage, p.error) for p in problems] == [("a.txt", "intake", error)]


def test_a_file_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    """It is not read into memory beyond the limit."""
    with gzip.open(tmp_path / "a.txt.gz", "wb", compresslevel=1) as out:
        for _ in range(MAX_BYTES // 1_000_000 + 1):
            out.write(b"a" * 1_000_000)
    found, problems = read(tmp_path)
    assert not found
    assert problems[0].error == "too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    """It is named, with what to do."""
    (tmp_path / "a.txt").write_text("Secret.")
    (tmp_path / "a.txt").chmod(0)
    _, problems = read(tmp_path / "a.txt")
    assert problems[0].error == "unreadable"


def test_a_page_gives_its_article_and_keeps_its_bytes(tmp_path: Path) -> None:
    """The body is found, the furniture is not in it, and title, date and site are the page's own."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (article,), problems = read(tmp_path)
    assert "Mayor Ana Novak" in article.text
    assert "Sport" not in article.text
    assert "\n\n“It has been" in article.text
    assert article.raw == PAGE.encode()
    assert (article.title, article.publisher, article.published_at) == ("Harbour opens", "Lagoon Post", "2031-04-02")
    assert (article.text_method, article.encoding, article.language) == ("page", "utf-8", "en")
    assert not problems


def test_hostile_markup_is_a_problem_or_an_article_and_never_a_crash(tmp_path: Path) -> None:
    """Deep nesting, broken tags and entities that grow."""
    bomb = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><p>&b;</p></html>'
    for number, markup in enumerate(("<div>" * 20_000, "<html><body", bomb, "<html></html>", "<p>\x00\x01</p>")):
        (tmp_path / f"{number}.html").write_text(markup)
    found, problems = read(tmp_path)
    assert len(found) + len(problems) == 5


def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON lines, also zipped, come out as rows."""
    lines = b'{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}\n'
    stream = io.BufferedReader(io.BytesIO(gzip.compress(lines)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    found, _ = read("-")
    assert [(a.text, a.uri) for a in found] == [("One.", "-#1"), ("Two.", "-#2")]


def test_what_is_annotated_keeps_its_ids_and_order(tmp_path: Path) -> None:
    """The content decides, not the name; a broken line is a problem in its place."""
    path = tmp_path / "copy.txt"
    first = json.dumps({"id": "b", "text": "One.", "published_at": "2031-03-06"})
    rows = [first, "{broken", '{"id": 7, "text": "Two."}']
    path.write_text("\n".join(rows))
    found = list(articles_by_content(str(path)))
    assert [a.article_id for a in found] == ["b", "2", "7"]
    assert [type(a).__name__ for a in found] == ["Article", "Problem", "Article"]


def test_what_is_annotated_can_be_text_or_a_page(tmp_path: Path) -> None:
    """A text has the file's name as its id."""
    (tmp_path / "a.json").write_text("{sic} is a word in brackets.")
    (tmp_path / "b.txt").write_text(PAGE)
    (text,) = articles_by_content(str(tmp_path / "a.json"))
    (page,) = articles_by_content(str(tmp_path / "b.txt"))
    assert isinstance(text, Article)
    assert isinstance(page, Article)
    assert (text.article_id, text.text_method) == ("a.json", "plain")
    assert page.text_method == "page"


def test_annotating_a_folder_or_nothing_is_one_clear_error(tmp_path: Path) -> None:
    """The message says what annotate takes."""
    with pytest.raises(InputError, match="folder"):
        articles_by_content(str(tmp_path))
    with pytest.raises(InputError, match="check the path"):
        articles_by_content(str(tmp_path / "none"))


def test_a_line_that_says_when_dates_a_plain_file(tmp_path: Path) -> None:
    """Where nothing else does; a day that the story tells of is no publication."""
    (tmp_path / "a.txt").write_text("Old pier to close\n\nPublished 12 May 2031, 08:15\n\nThe pier closes on Monday.\n")
    (tmp_path / "b.txt").write_text("Old pier to close\n\nThe pier was opened on 12 May 1931.\n")
    found, _ = read(tmp_path)
    assert [a.published_at for a in found] == ["2031-05-12T08:15:00", None]


def test_a_record_among_the_copy_is_no_copy(tmp_path: Path) -> None:
    """Reading a folder into a record that stands in it does not read the record the next time."""
    (tmp_path / "a.txt").write_text("The pier closes on Monday.")
    (tmp_path / "record" / "log").mkdir(parents=True)
    (tmp_path / "record" / "record.toml").write_text("schema = 1")
    found, problems = read(tmp_path)
    assert [a.uri for a in found] == ["a.txt"]
    assert not problems


def test_a_small_file_does_not_ask_for_the_memory_of_the_largest() -> None:
    """A stream makes room for as much as it is asked for."""
    asked = list[int]()

    class Stream(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    assert at_most(Stream(b"pier"), 500_000_000) == b"pier"
    assert max(asked) <= 1 << 20
