"""ProQuest's documents, saved as HTML or sent by e-mail."""

from __future__ import annotations

import re

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input
from dateline.intake.parts import Part
from dateline.intake.trees import Element, element_parts, every, html_tree

_DATED = re.compile(r"\]\s*(\d{1,2} \w{3,9} \d{4})|\b(\d{1,2} \w{3,9} \d{4})\b|\b(\w{3,9} \d{1,2}, \d{4})\b")
_LABEL = re.compile(r"^([A-Z][A-Za-z /]{2,40}?):\s*")


def _told(beginning: Beginning) -> bool:
    text = beginning.text
    return text.startswith("<") and ("DocID_MSTAR" in text or "<title>ProQuest" in text or "ProQuest document" in text)


def _read(given: Input) -> Found:
    text = given.words(markup=True)
    if text is None:
        yield given.too_large()
        return
    yield from proquest_articles(text, given)


def proquest_articles(markup: str, given: Input) -> Found:
    """The documents in a page of ProQuest's."""
    pieces = re.split(r'(?=<a [^>]*name="DocID_MSTAR)', markup)[1:] or [markup]
    for number, piece in enumerate(pieces, start=1):
        tree = html_tree(piece)
        if tree is not None:
            yield given.article(_draft(tree), number if len(pieces) > 1 else None)


def _draft(tree: Element) -> Draft:
    fields: dict[str, str] = {}
    headline: str | None = None
    body: list[Part] = []
    reading = False
    for part in element_parts(tree):
        label = _LABEL.match(part.text)
        name = label[1].strip().lower() if label else ""
        if name in _NAMES:
            fields.setdefault(name, part.text[label.end() :].strip() if label else "")
            reading = name == "full text"
            if reading and fields["full text"]:
                body.append(Part(fields["full text"]))
        elif reading:
            body.append(part)
        elif headline is None and len(part.text.split()) > 1 and "ProQuest" not in part.text:
            headline = part.text
    info = fields.get("publication info", "")
    dated = _DATED.search(info)
    date = fields.get("publication date") or (next((g for g in dated.groups() if g), None) if dated else None)
    link = next((str(e.get("href")) for e in every(tree, "a") if "/docview/" in (e.get("href") or "")), None)
    return Draft(
        parts=tuple(body),
        identity=fields.get("proquest document id") or link,
        uri=fields.get("document url") or link,
        headline=headline or fields.get("title"),
        date=date or fields.get("publication year"),
        publisher=(fields.get("publication title") or info).split(";")[0].strip(" .") or None,
        language=fields.get("language of publication"),
        method="proquest",
        bare="this ProQuest document has no full text",
    )


_NAMES = frozenset(
    """author;publication info;proquest document link;abstract;links;full text;subject;location;company / organization
    publication title;volume;issue;pages;publication year;publication date;year;section;publisher;place of publication
    country of publication;publication subject;issn;source type;language of publication;document type;accession number
    proquest document id;document url;copyright;last updated;database;people;title;identifier / keyword;dateline;column
    supplement;number of pages;edition;first page;document feature;credit;classification;business indexing term
    contact us;last edited;company;name;e-issn""".replace("\n    ", ";").split(";")
)

PROQUEST = Format("proquest", _told, _read)
