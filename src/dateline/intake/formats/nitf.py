"""NITF, the News Industry Text Format of the IPTC (versions 2.5 to 3.6), alone or inside other envelopes."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input
from dateline.intake.parts import Part
from dateline.intake.trees import (
    Element,
    element_parts,
    every,
    first,
    has_tags,
    html_parts,
    told,
    words,
    xml_tree,
)
from dateline.schema import BlockKind

_ROOT = re.compile(r"<(?:\w+:)?nitf[\s>]", re.IGNORECASE)
_KILLED = frozenset({"canceled", "cancelled", "withheld", "killed"})


def _told(beginning: Beginning) -> bool:
    return beginning.text.startswith("<") and bool(_ROOT.search(beginning.text[:3000]))


def _read(given: Input) -> Found:
    raw = given.whole()
    tree = None if raw is None else xml_tree(raw)
    root = None if tree is None else first(tree, "nitf")
    if root is None:
        yield given.too_large() if raw is None else given.problem("xml", "this NITF file is not XML: fetch it again")
        return
    yield given.article(nitf_draft(root))


def nitf_draft(root: Element) -> Draft:
    """What the element ``nitf`` says of its article."""
    head, body = first(root, "docdata"), first(root, "body")
    released = None if head is None else first(head, "date.release")
    issued = None if head is None else first(head, "date.issue")
    document = None if head is None else first(head, "doc-id")
    published = first(root, "pubdata")
    date = next(
        (
            value
            for element, key in ((issued, "norm"), (released, "norm"), (published, "date.publication"))
            if element is not None and (value := element.get(key))
        ),
        None,
    )
    story = first(root, "story.date")
    expressed = {} if head is None else dict(head.attrib)
    top = root if body is None else body
    revision = first(root, "revision-history", "du-key")
    return Draft(
        parts=nitf_parts(top),
        identity=None if document is None else document.get("id-string"),
        headline=told(top, "hl1") or told(top, "hedline") or told(root, "title"),
        date=date or (None if story is None else story.get("norm")),
        publisher=_publisher(root, document),
        language=root.get("baselang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        version=None if revision is None else revision.get("version"),
        withdrawn=expressed.get("management-status", "").lower() in _KILLED,
        embargo=released.get("norm")
        if released is not None and expressed.get("management-status") == "embargoed"
        else None,
        method="nitf",
    )


def _publisher(root: Element, document: Element | None) -> str | None:
    held = first(root, "doc.copyright")
    source = None if document is None else document.get("regsrc")
    paper = first(root, "pubdata")
    named = None if paper is None else paper.get("name")
    return told(root, "distributor") or source or named or (None if held is None else held.get("holder"))


def nitf_parts(body: Element) -> tuple[Part, ...]:
    """The dateline where it stands alone, the body and what is typed in it; head and tagline are told as such."""
    content = first(body, "body.content")
    parts = _content(body if content is None else content)
    end = first(body, "body.end")
    tail = () if end is None else tuple(replace(p, kind="note") for p in element_parts(end, "note"))
    lead = first(body, "dateline")
    place = "" if lead is None or content is None else words(first(lead, "location")) or _bare(lead)
    opening = parts[0].text.casefold() if parts else ""
    if place and not opening.startswith(place.split(",")[0].casefold()[:12]):
        return (Part(place, "dateline"), *parts, *tail)
    return (*parts, *tail)


def _bare(lead: Element) -> str:
    """The words of a dateline that are no date in figures."""
    found = words(lead)
    return "" if re.fullmatch(r"[\dTZ:+.\- ]*", found) else found


def _content(content: Element) -> tuple[Part, ...]:
    """The paragraphs of the body; escaped HTML in it is read as HTML."""
    for media in [*every(content, "media")]:
        for metadata in [*every(media, "media-metadata", "media-reference", "media-producer")]:
            metadata.clear(keep_tail=True)
    if len(content) == 0 and has_tags(content.text or ""):
        return html_parts(content.text or "")
    found = element_parts(content)
    kinds: dict[str, BlockKind] = {"tagline": "note", "copyrite": "note"}
    notes = {words(e): kinds[name] for name in kinds for e in every(content, name)}
    return tuple(replace(p, kind=notes.get(p.text, p.kind)) for p in found)


NITF = Format("nitf", _told, _read)
