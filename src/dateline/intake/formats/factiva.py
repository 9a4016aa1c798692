"""Factiva's XML and HTML."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input
from dateline.intake.parts import Part, paragraphs
from dateline.intake.trees import (
    Element,
    element_parts,
    every,
    first,
    html_tree,
    local,
    outermost,
    told,
    words,
    xml_tree,
)

_BODY = ("leadparagraph", "tailparagraphs", "tailparagraph", "body")


def _is_xml(beginning: Beginning) -> bool:
    return beginning.text.startswith("<") and (
        "<PPSResponse" in beginning.text
        or "global.factiva.com" in beginning.text[:4000]
        or ("<leadParagraph>" in beginning.text and "<?xml" in beginning.text[:20])
    )


def _read_xml(given: Input) -> Found:
    raw = given.whole()
    tree = None if raw is None else xml_tree(raw)
    if tree is None:
        yield (
            given.too_large() if raw is None else given.problem("xml", "this Factiva file is not XML: export it again")
        )
        return
    for number, article in enumerate(outermost(every(tree, "article")), start=1):
        yield given.article(
            Draft(
                parts=tuple(part for name in _BODY for e in outermost(every(article, name)) for part in _paragraphs(e)),
                identity=told(article, "accessionno") or article.get("accessionNo"),
                headline=told(article, "headline"),
                date=told(article, "publicationdate"),
                publisher=told(article, "sourcename") or told(article, "publishername"),
                language=told(article, "baselanguage"),
                method="factiva",
            ),
            number,
        )


def _paragraphs(element: Element) -> tuple[Part, ...]:
    """Paragraphs in their tags, or wrapped lines of which an indented one begins a paragraph."""
    if first(element, "paragraph", "p") is not None:
        return element_parts(element)
    text = element.text or ""
    broken = "\n".join(("\n" + line) if line.startswith(("    ", "\t")) else line for line in text.splitlines())
    return tuple(Part(" ".join(p.text.split())) for p in paragraphs(broken))


def _is_html(beginning: Beginning) -> bool:
    text = beginning.text
    return text.startswith("<") and ("<title>Factiva" in text[:3000] or "articleParagraph" in text)


def _read_html(given: Input) -> Found:
    text = given.words(markup=True)
    tree = None if text is None else html_tree(text)
    if tree is None:
        yield given.too_large() if text is None else given.problem("no-text", "there is nothing in this Factiva file")
        return
    found = [*outermost(d for d in every(tree, "div") if "article" in (d.get("class") or "").split())]
    if not found:
        yield given.problem("no-text", "there is no article in this Factiva file")
    for number, article in enumerate(found, start=1):
        yield given.article(_html_draft(article), number)


def _html_draft(article: Element) -> Draft:
    cells = dict(_cells(article))

    def line(name: str) -> str | None:
        return words(cells.get(name)) or None

    body = [part for name in ("LP", "TD") if name in cells for part in element_parts(cells[name])]
    if not cells:
        body = [
            Part(w) for e in every(article, "p") if "articleParagraph" in (e.get("class") or "") and (w := words(e))
        ]
    return Draft(
        parts=tuple(body),
        identity=(line("AN") or "").removeprefix("Document ").strip() or None,
        headline=line("HD") or next((words(e) for e in article.iter() if "Headline" in (e.get("class") or "")), None),
        date=" ".join(w for name in ("PD", "ET") if (w := words(cells.get(name)))) or None,
        publisher=line("SN"),
        language=line("LA"),
        method="factiva",
    )


def _cells(article: Element) -> Iterator[tuple[str, Element]]:
    """The field names and the cells beside them."""
    for row in every(article, "tr"):
        columns = [c for c in row if local(c) == "td"]
        if len(columns) == 2 and (name := words(columns[0])).isupper() and len(name) <= 3:
            yield name, columns[1]


FACTIVA_XML = Format("factiva-xml", _is_xml, _read_xml)
FACTIVA_HTML = Format("factiva-html", _is_html, _read_html)
