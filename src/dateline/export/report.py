"""A report in Markdown, and in HTML: who is quoted with what, and what is told to have happened, each with its source.

Narrow it with a condition to one story, person or outlet. Statements stand as claims under who makes them; an event
says how it stands and in whose words. Every quotation has the article, its date and the offsets of the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["write_html_report", "write_report"]

_ARTICLES = "SELECT article_id, headline, publisher, published_at, uri FROM articles ORDER BY published_at, article_id"
_SAID = """
SELECT f.*, s.content[1]."start" AS start, s.content[-1]."end" AS "end" FROM flat_statements f
JOIN statements s ON s.statement_id = f.statement_id WHERE f.speaker IS NOT NULL AND f.words IS NOT NULL
ORDER BY f.speaker, f.speaker_id, f.published_at, f.article_id, start, f.statement_id
"""
_DONE = """
SELECT f.*, e.trigger[1]."start" AS start, e.trigger[-1]."end" AS "end" FROM flat_events f
JOIN events e ON e.event_id = f.event_id
ORDER BY coalesce(f.date_start, f.published_at), f.article_id, start, f.event_id
"""


def write_report(source: Source, folder: Path) -> None:
    """Write ``report.md``."""
    with (folder / "report.md").open("w", encoding="utf-8", newline="\n") as file:
        for level, words in _parts(source):
            file.write(f"{_MARKS[level]}{_plain(words)}\n" + ("" if level in _ROWS else "\n"))


def write_html_report(source: Source, folder: Path) -> None:
    """Write ``report.html``, one page without scripts."""
    with (folder / "report.html").open("w", encoding="utf-8", newline="\n") as file:
        file.write('<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Report</title>\n')
        file.write(f"<style>{_LOOK}</style>\n")
        rows = False
        for level, words in _parts(source):
            if (level in _ROWS) != rows:
                rows = not rows
                file.write("<ul>\n" if rows else "</ul>\n")
            tag = _TAGS[level]
            file.write(f"<{tag}>{_sourced(words) if level == 'row' else escape(words)}</{tag}>\n")
        file.write("</ul>\n" if rows else "")
        file.write("</html>\n")


_LOOK = (
    "body{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}ul{padding-left:1.2em}"
    "small{color:#555;white-space:nowrap}li,h3{break-inside:avoid}h2,h3{break-after:avoid}"
    "@media print{body{font-size:10pt;max-width:none;margin:0;padding:0}small{color:#000;white-space:normal}}"
)
_ROWS = ("row", "source")
_MARKS = {"title": "# ", "part": "## ", "name": "### ", "text": "", "row": "- ", "source": "- "}
_TAGS = {"title": "h1", "part": "h2", "name": "h3", "text": "p", "row": "li", "source": "li"}


def _parts(source: Source) -> Iterator[tuple[str, str]]:
    articles = list(source.rows(_ARTICLES))
    yield "title", articles[0]["headline"] or "Report" if len(articles) == 1 else f"Report on {len(articles)} articles"
    yield (
        "text",
        "What is quoted is a claim of who says it. Offsets are code points into the article's text as it was read.",
    )
    yield "part", "Who says what"
    speaker = None
    for row in source.rows(_SAID):
        if row["speaker_id"] != speaker:
            speaker = row["speaker_id"]
            about = ", ".join(filter(None, (row["speaker_country"], row["speaker_sector"])))
            yield "name", f"{row['speaker']} ({about})" if about else row["speaker"]
        yield "row", f"{_how(row)}: {_folded(row['words'])} — {_where(row)}"
    yield "part", "What is told to have happened, or to be meant to"
    for row in source.rows(_DONE):
        whose = f", in the words of {row['said_by']}" if row["said_by"] else ""
        parties = f"{row['actor'] or 'somebody'} → {row['recipient'] or 'nobody named'}"
        day = row["date_start"] or "no date"
        yield (
            "row",
            f"{day}: {row['type']} ({row['modality']}{whose}), {parties}: “{_folded(row['words'])}” — {_where(row)}",
        )
    yield "part", "Sources"
    for row in articles:
        told = (row["headline"], row["publisher"], row["published_at"], row["uri"], row["article_id"])
        yield "source", ", ".join(filter(None, told))


def _sourced(words: str) -> str:
    """A row in HTML, with where it is from in small letters."""
    told, dash, where = words.rpartition(" — ")
    return f"{escape(told)} <small>{escape(where)}</small>" if dash else escape(words)


def _how(row: Row) -> str:
    told = ["not " + row["stance"] if row["negated"] else row["stance"], row["mode"]]
    return ", ".join([*told, *([f"reported by {row['reported_by']}"] if row["reported_by"] else [])])


def _where(row: Row) -> str:
    told = (row["publisher"], (row["published_at"] or "")[:10], f"{row['article_id']}:{row['start']}-{row['end']}")
    return ", ".join(filter(None, told))


def _folded(words: str) -> str:
    return " ".join(words.split())


def _plain(words: str) -> str:
    """Words of copy in Markdown: what would be markup is taken as it stands."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in words)
