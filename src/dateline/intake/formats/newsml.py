"""NewsML-G2 and NewsML 1 of the IPTC: items, messages and packages.

Text is inline XML (NITF, XHTML) or inline data; items that hold a picture, a video, a concept or a plan have no
article in them, and say so in a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input
from dateline.intake.formats.nitf import nitf_draft
from dateline.intake.parts import Part, paragraphs
from dateline.intake.trees import (
    Element,
    element_parts,
    every,
    first,
    has_tags,
    html_parts,
    local,
    told,
    unescaped,
    words,
    xml_tree,
)

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_G2 = re.compile(
    r"<(?:\w+:)?(?:newsItem|newsMessage|packageItem|conceptItem|knowledgeItem|planningItem|catalogItem)[\s>]"
)
_G1 = re.compile(r"<(?:\w+:)?NewsML[\s>]")
_G2_ITEMS = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
_KILLED = ("canceled", "cancelled", "withheld")


def _is_g2(beginning: Beginning) -> bool:
    return beginning.text.startswith("<") and bool(_G2.search(beginning.text[:6000]))


def _is_g1(beginning: Beginning) -> bool:
    return beginning.text.startswith("<") and bool(_G1.search(beginning.text[:6000]))


def _read_g2(given: Input) -> Found:
    yield from _numbered(given, _g2_drafts)


def _read_g1(given: Input) -> Found:
    yield from _numbered(given, _g1_drafts)


def _numbered(given: Input, drafts: Callable[[Element], Iterator[Draft]]) -> Found:
    raw = given.whole()
    tree = None if raw is None else xml_tree(raw)
    if tree is None:
        yield given.too_large() if raw is None else given.problem("xml", "this NewsML file is not XML: fetch it again")
        return
    found = list(drafts(tree))
    if not found:
        yield given.problem("no-text", "there is no news item in this NewsML file")
    for number, draft in enumerate(found, start=1):
        yield given.article(draft, number if len(found) > 1 else None)


def _g2_drafts(tree: Element) -> Iterator[Draft]:
    for item in every(tree, *_G2_ITEMS):
        yield _g2_draft(item)


def _g2_draft(item: Element) -> Draft:
    kind = local(item)
    content, meta, about = (first(item, n) for n in ("contentset", "itemmeta", "contentmeta"))
    inner, parts = _content(content) if content is not None else (None, ())
    status = "" if meta is None else _code(first(meta, "pubstatus"))
    item_class = "" if meta is None else _code(first(meta, "itemclass"))
    what = {"newsitem": item_class or "item", "packageitem": "package"}.get(kind, kind.removesuffix("item"))
    provider = None if meta is None else first(meta, "provider")
    lead = None if about is None else told(about, "dateline")
    if lead and parts and not parts[0].text.casefold().startswith(lead.casefold()[:12]):
        parts = (Part(lead, "dateline"), *parts)
    return Draft(
        parts=parts,
        identity=item.get("guid"),
        headline=(None if about is None else told(about, "headline")) or (inner.headline if inner else None)
        or (None if meta is None else told(meta, "title")),
        date=_g2_date(meta, about) or (inner.date if inner else None),
        publisher=_publisher(provider, about) or (inner.publisher if inner else None),
        language=_g2_language(content, about) or (inner.language if inner else None) or item.get(_LANG),
        version=item.get("version"),
        withdrawn=status in _KILLED,
        embargo=None if meta is None else told(meta, "embargoed"),
        method="newsml-g2",
        bare=f"a NewsML-G2 {what} without text: nothing to read",
    )  # fmt: skip


def _code(element: Element | None) -> str:
    """ "usable" of ``qcode="stat:usable"``."""
    return (
        ""
        if element is None
        else (element.get("qcode") or element.get("uri") or "").rpartition(":")[2].rpartition("/")[2]
    )


def _g2_date(meta: Element | None, about: Element | None) -> str | None:
    for root, name in (
        (meta, "firstcreated"),
        (about, "contentcreated"),
        (meta, "versioncreated"),
        (about, "contentmodified"),
    ):
        found = None if root is None else told(root, name)
        if found:
            return found
    return None


def _publisher(provider: Element | None, about: Element | None) -> str | None:
    if provider is not None:
        return told(provider, "name") or provider.get("literal") or _code(provider) or None
    source = None if about is None else first(about, "infosource", "creator")
    return None if source is None else told(source, "name")


def _g2_language(content: Element | None, about: Element | None) -> str | None:
    for root in (about, content):
        tag = None if root is None else first(root, "language")
        if tag is not None and tag.get("tag"):
            return str(tag.get("tag"))
    return next((str(e.get(_LANG)) for e in (() if content is None else content) if e.get(_LANG)), None)


def _content(content: Element) -> tuple[Draft | None, tuple[Part, ...]]:
    """The text of an item: NITF, XHTML or other inline XML, else inline data."""
    for inline in every(content, "inlinexml"):
        nitf = first(inline, "nitf")
        if nitf is not None:
            draft = nitf_draft(nitf)
            if draft.parts:
                return draft, draft.parts
            continue
        root = first(inline, "body")
        if first(inline, "p") is not None and (parts := element_parts(inline if root is None else root)):
            return None, parts
    for data in every(content, "inlinedata"):
        text = unescaped(data.text or "")
        kind = (data.get("contenttype") or "").lower()
        if data.get("encoding") or not text.strip():
            continue
        return None, html_parts(text) if has_tags(text) and "plain" not in kind else paragraphs(text)
    return None, ()


def _g1_drafts(tree: Element) -> Iterator[Draft]:
    for item in every(tree, "newsitem"):
        yield _g1_draft(item)


def _g1_draft(item: Element) -> Draft:
    nitf = next((e for content in every(item, "datacontent") for e in every(content, "nitf")), None)
    inner = nitf_draft(nitf) if nitf is not None else None
    parts = inner.parts if inner else _g1_parts(item)
    identity = first(item, "newsidentifier")
    party = first(item, "provider", "source")
    named = None if party is None else first(party, "party")
    language, status = first(item, "language"), first(item, "status")
    lead = told(item, "dateline")
    if lead and parts and not parts[0].text.casefold().startswith(lead.casefold()[:8]):
        parts = (Part(lead, "dateline"), *parts)
    return Draft(
        parts=parts,
        identity=None if identity is None else ":".join(
            w for n in ("providerid", "dateid", "newsitemid") if (w := words(first(identity, n)))
        ),
        headline=told(item, "headline") or (inner.headline if inner else None),
        date=told(item, "firstcreated") or told(item, "thisrevisioncreated") or (inner.date if inner else None),
        publisher=(None if named is None else named.get("FormalName")) or (inner.publisher if inner else None),
        language=item.get(_LANG) or (None if language is None else language.get("FormalName")),
        version=None if identity is None else told(identity, "revisionid"),
        withdrawn=status is not None and (status.get("FormalName") or "").lower() in _KILLED,
        embargo=told(item, "statuswillchange"),
        method="newsml",
        bare="a NewsML item without text: nothing to read",
    )  # fmt: skip


def _g1_parts(item: Element) -> tuple[Part, ...]:
    """The longest text among the contents, which can be renditions of one another."""
    best: tuple[Part, ...] = ()
    for content in every(item, "datacontent"):
        text = unescaped(content.text or "") if len(content) == 0 else ""
        body = first(content, "body.content", "body")
        parts = (
            (html_parts(text) if has_tags(text) else paragraphs(text))
            if text
            else element_parts(content if body is None else body)
        )
        if sum(len(p.text) for p in parts) > sum(len(p.text) for p in best):
            best = parts
    return best


NEWSML_G2 = Format("newsml-g2", _is_g2, _read_g2)
NEWSML_1 = Format("newsml", _is_g1, _read_g1)
