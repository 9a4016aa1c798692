"""Citations of the articles and of what is quoted in them: BibTeX and CSL-JSON (citeproc-js' schema 1.0).

An article is an ``article-newspaper``; its quotations with their speakers stand in ``note``, so that a citation in a
text can be checked against its source. Articles without headline, publisher or date lack that part: nothing is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dateline.export.source import Row, Source

__all__ = ["write_bibtex", "write_csl"]

_QUERY = """
WITH quoted AS (
    SELECT article_id, list({speaker: speaker, words: text} ORDER BY content[1]."start") AS quotations
    FROM statements WHERE mode = 'direct' AND speaker IS NOT NULL GROUP BY article_id)
SELECT a.article_id, a.headline, a.publisher, a.published_at, a.uri, a.language, a.text_sha256, q.quotations
FROM articles a LEFT JOIN quoted q ON q.article_id = a.article_id ORDER BY a.article_id
"""
_TEX = {c: f"\\{c}" for c in "{}$&%#_"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"
}  # fmt: skip


def write_csl(source: Source, folder: Path) -> None:
    """Write ``citations.json``: an array of items, one a line."""
    with (folder / "citations.json").open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, item in enumerate(map(_item, source.rows(_QUERY))):
            file.write(("," if number else "") + "\n" + json.dumps(item, ensure_ascii=False))
        file.write("\n]\n")


def write_bibtex(source: Source, folder: Path) -> None:
    """Write ``citations.bib`` (UTF-8, as BibLaTeX and current BibTeX programs read it)."""
    with (folder / "citations.bib").open("w", encoding="utf-8", newline="\n") as file:
        for row in source.rows(_QUERY):
            file.writelines(_entry(row))


def _item(row: Row) -> Row:
    day = [int(part) for part in re.findall(r"\d+", (row["published_at"] or "")[:10])]
    item = {
        "id": row["article_id"], "type": "article-newspaper", "title": row["headline"],
        "container-title": row["publisher"], "issued": {"date-parts": [day]} if day else None,
        "URL": row["uri"] if (row["uri"] or "").startswith("http") else None, "source": row["uri"],
        "language": row["language"], "note": _note(row),
    }  # fmt: skip
    return {key: value for key, value in item.items() if value}


def _note(row: Row) -> str:
    said = [f"{q['speaker']}: {_folded(q['words'])}" for q in row["quotations"] or ()]
    return " | ".join([f"sha256:{row['text_sha256']}", *said])


def _entry(row: Row) -> Iterator[str]:
    """One entry; its key is the article's id with what BibTeX allows in one."""
    address = "url" if (row["uri"] or "").startswith("http") else "howpublished"
    fields = {
        "title": row["headline"], "journal": row["publisher"], "date": (row["published_at"] or "")[:10],
        "year": (row["published_at"] or "")[:4], address: row["uri"], "langid": row["language"], "note": _note(row),
    }  # fmt: skip
    yield f"@article{{{re.sub(r'[^A-Za-z0-9:._-]', '_', row['article_id'])},\n"
    for name, value in fields.items():
        if value:
            yield f"  {name} = {{{_tex(_folded(value))}}},\n"
    yield "}\n\n"


def _folded(words: str) -> str:
    return " ".join(words.split())


def _tex(words: str) -> str:
    return "".join(_TEX.get(c, c) for c in words)
