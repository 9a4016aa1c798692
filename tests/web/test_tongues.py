"""The pages in the reader's language: all strings in one file, and only words change."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from visitors import visitor

import dateline.web
from dateline.web.render import NAV
from dateline.web.tongues import LANGUAGES, strings, tongue
from dateline.web.words import QUADS, WORDS

WEB = Path(dateline.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
CALL = re.compile(r"""(?<![\w.])_\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")
TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|<[^>{]*(?:\{\{.*?\}\}[^>{]*|\{%.*?%\}[^>{]*)*>)", re.DOTALL)
ELSEWHERE = {"Publisher", "Year", "Language", "Kind", "Country", "Speaker", "Stance", "Form", "Act", "Type", "Who acts",
             "To whom", "Tag", "About", "By", "articles", "statements", "events", "occurrences", "actors", "problems",
             "publisher", "type", "confidence", "week", "month", "year"}  # fmt: skip
"""What templates say that Python gives them: labels of facets, names of counts and of groups."""


def said(path: Path) -> set[str]:
    """The strings of a template."""
    return {ast.literal_eval(found) for found in CALL.findall(path.read_text(encoding="utf-8"))}


def test_all_strings_stand_in_one_file_and_no_others() -> None:
    """Those of the templates, of the record's codes and of what Python names."""
    used = (
        set().union(*map(said, TEMPLATES)) | set(WORDS.values()) | set(QUADS.values()) | set(NAV.values()) | ELSEWHERE
    )
    assert sorted(used - strings().keys()) == [], "write a row for each into web/strings.tsv"
    assert sorted(strings().keys() - used) == [], "nobody says these any more: take them out of web/strings.tsv"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    """But for code, keys and names of products."""
    text = re.sub(r"<(pre|code|kbd)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    left = [piece for i, piece in enumerate(TAG.split(text)) if i % 2 == 0 and re.search("[A-Za-z]{2}", piece)]
    assert [piece.strip() for piece in left if piece.strip() not in ("Dateline", "· Dateline")] == []


def test_each_string_is_told_in_each_language() -> None:
    """With spaces at its ends as in English, so that it joins what stands beside it."""
    for english, row in strings().items():
        for code in LANGUAGES:
            assert row[code].strip(), english
            assert row[code].endswith(" ") == english.endswith(" "), english


def test_dates_and_numbers_are_written_as_people_write_them() -> None:
    """In each language."""
    german, english = tongue("de"), tongue("en")
    assert (german.day("2031-03-05"), english.day("2031-03-05")) == ("5. März 2031", "5 March 2031")
    assert (german.day("XXXX-03-05"), german.day("2031-03"), german.day(None)) == (
        "5. März, Jahr unbekannt", "März 2031", "kein Datum")  # fmt: skip
    assert (german.number(1234.5), english.number(1234.5)) == ("1.234,5", "1,234.5")


def test_a_reader_chooses_the_language_of_the_pages(tmp_path: Path) -> None:
    """The browser's at first, then what was chosen; the addresses stay."""
    with record_of(tmp_path / "r", [reading("one")]) as record, visitor(record) as room:
        page = room.get("/statements", headers={"accept-language": "de-AT,en;q=0.5"}).text
        assert '<html lang="de"' in page
        assert "<b>1</b> Äußerung" in page
        assert '<html lang="en"' in room.get("/statements", headers={"accept-language": "fr"}).text
        answer = room.get("/language/de", params={"next": "/events"}, follow_redirects=False)
        assert answer.headers["location"] == "/events"
        assert "Ereignisse" in room.get("/events").text
        assert room.get("/language/xx").status_code == 404
