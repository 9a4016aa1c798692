"""XML and HTML from strangers as trees, and their text as paragraphs.

No entity is expanded, nothing is fetched, and the depth of a tree is limited (OWASP, XML External Entity Prevention).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.intake.parts import Part
from dateline.schema import BlockKind

_BREAKS = frozenset(
    """p div section article blockquote li ul ol dl dt dd h1 h2 h3 h4 h5 h6 hl1 hl2 pre table tr hr block paragraph
    header footer aside figure main address headline hedline subheadline media body""".split()  # noqa: SIM905
)
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "svg", "form", "button", "nav"}
)
_FIELDS: dict[str, BlockKind] = {
    "figcaption": "caption", "caption": "caption", "media-caption": "caption", "media.caption": "caption",
    "h2": "subhead", "h3": "subhead", "h4": "subhead", "hl2": "subhead", "note": "note", "byline": "byline",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_KNOWN = r"(?:p|br|div|b|i|em|strong|a|span|h\d|ul|ol|li|blockquote|img|figure|table|sup|sub|u|section|article)\b"
_ESCAPED = re.compile(rf"&lt;/?{_KNOWN}", re.IGNORECASE)
_TAGS = re.compile(rf"</?{_KNOWN}[^>]*>", re.IGNORECASE)

Element = Any


def xml_tree(raw: bytes) -> Element | None:
    """The root of an XML document; of a damaged one what can be read; None where nothing can."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def html_tree(markup: str) -> Element | None:
    """The root of a page or of a piece of one; None where there is nothing in it."""
    try:
        return lxml_html.fromstring(markup.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def local(element: Element) -> str:
    """The name of ``element`` without its namespace, in small letters; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def every(root: Element, *names: str) -> Iterator[Element]:
    """The elements of one of these local names in and under ``root``, in their order."""
    wanted = frozenset(names)
    return (e for e in root.iter() if local(e) in wanted)


def outermost(found: Iterable[Element]) -> Iterator[Element]:
    """Those of ``found``, in the order of their document, that stand in none of the others.

    Where an end is missing one holds all that follow: taken each, their words would be many times those of the file.
    """
    taken: set[Element] = set()
    for element in found:
        if taken.isdisjoint(element.iterancestors()):
            taken.add(element)
            yield element


def first(root: Element, *names: str) -> Element | None:
    """The first of ``every``."""
    return next(every(root, *names), None)


def words(element: Element | None) -> str:
    """All text of ``element`` on one line; "" for None."""
    return "" if element is None else _SPACE.sub(" ", "".join(element.itertext())).strip()


def told(root: Element, *names: str) -> str | None:
    """The words of the first element of one of these names that has any."""
    return next((w for e in every(root, *names) if (w := words(e))), None)


def has_tags(text: str) -> bool:
    """Whether ``text`` holds HTML."""
    return bool(_TAGS.search(text))


def unescaped(text: str) -> str:
    """``text`` with HTML that was escaped, once or twice, as it was before; other text stays as it is."""
    for _ in range(3):
        if not _ESCAPED.search(text) and not _ESCAPED.search(html.unescape(text)):
            break
        text = html.unescape(text)
    return text


def html_parts(markup: str) -> tuple[Part, ...]:
    """The paragraphs of a piece of HTML, as its tags tell their kinds."""
    tree = html_tree(f"<div>{markup}</div>")
    return () if tree is None else element_parts(tree)


def element_parts(root: Element, kind: BlockKind = "body") -> tuple[Part, ...]:
    """The paragraphs in ``root``, as its tags tell their kinds: headings between, captions, notes.

    Preformatted text and text parted by blank lines alone keeps its lines.
    """
    found: list[Part] = []
    held: list[str] = []

    def close(as_kind: BlockKind) -> None:
        text = "".join(held)
        held.clear()
        for piece in text.split("\0"):
            line = _SPACE.sub(" ", piece).strip()
            if line:
                found.append(Part(line, as_kind))

    def walk(element: Element, as_kind: BlockKind) -> None:
        name = local(element)
        if not name or name in _SKIPPED:
            return
        own = _FIELDS.get(name, as_kind)
        breaks = name in _BREAKS or name in _FIELDS
        if breaks:
            close(as_kind)
        held.append(_text(element.text))
        for child in element:
            if local(child) == "br":
                held.append("\0" if _is_break(child) else " ")
            else:
                walk(child, own)
            held.append(_text(child.tail))
        if breaks:
            close(own)

    walk(root, kind)
    close(kind)
    return tuple(found)


def _text(text: str | None) -> str:
    """Text between tags, in which a blank line parts paragraphs."""
    return re.sub(r"\n[ \t]*(?:\r?\n[ \t]*)+", "\0", text) if text else ""


def _is_break(br: Element) -> bool:
    """Two breaks in a row part paragraphs, one only ends a line."""
    after = br.getnext()
    before = br.getprevious()
    follows = after is not None and local(after) == "br" and not (br.tail or "").strip()
    led = before is not None and local(before) == "br" and not (before.tail or "").strip()
    return follows or led
