"""Office files with a text layer: PDF (pypdfium2), DOCX (python-docx, also Nexis' export of many documents), RTF."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.intake.formats.bundles import BROKEN_ZIP
from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_bytes
from dateline.intake.formats.nexis import nexis_articles
from dateline.intake.parts import Part, paragraphs
from dateline.intake.source import MAX_BYTES

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010\ufffe\x02]\n(?=[a-z])")
_CUT = re.compile(r"[\ufffe\x02](?!\n)")
"""What pdfium gives for a hyphen at a line's end, the line end being left out."""
_ENDS = re.compile(r"[.!?…:”\"')]\s*$")
_PAGES = 5000
_RECTS = 2000
"""Boxes of text on a page that are looked at."""


def _is_pdf(beginning: Beginning) -> bool:
    return beginning.raw[:1024].lstrip().startswith(b"%PDF-")


@of_bytes()
def _read_pdf(given: Input, raw: bytes) -> Found:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            told = document.get_metadata_dict()
            pages = [_page_text(document[i].get_textpage()) for i in range(min(len(document), _PAGES))]
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        yield given.problem("pdf", f"this PDF cannot be opened ({error}): save it anew, without a password")
        return
    text = _HYPHEN.sub("", "\n\f\n".join(p.replace("\r\n", "\n") for p in pages))
    yield given.article(
        Draft(
            parts=_flowing(text),
            headline=told.get("Title") or None,
            date=_pdf_date(told.get("CreationDate")),
            method="pdf",
            bare="this PDF has no text layer: recognise its text (OCR) first",
        )
    )


def _page_text(page: PdfTextPage) -> str:
    """The lines of a page, a blank one where they stand further apart than they usually do."""
    plain = _CUT.sub("\\g<0>\n", str(page.get_text_bounded()).replace("\r\n", "\n"))
    rows: list[list[float]] = []
    for i in range(min(page.count_rects(), _RECTS)):
        left, bottom, right, top = page.get_rect(i)
        if rows and bottom < rows[-1][3] and top > rows[-1][1] and left >= rows[-1][2] - 1:
            last = rows[-1]
            rows[-1] = [last[0], min(last[1], bottom), right, max(last[3], top)]
        else:
            rows.append([left, bottom, right, top])
    lines = plain.split("\n")
    gaps = [a[1] - b[3] for a, b in pairwise(rows)]
    falling = sorted(g for g in gaps if g > 0)
    if not falling or not _same_lines(page, rows, lines):
        return plain
    usual, height = falling[len(falling) // 3], max(r[3] - r[1] for r in rows)
    made = [lines[0]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        made += ["", line] if gap > usual + 0.4 * height else [line]
    return "\n".join(made)


def _same_lines(page: PdfTextPage, rows: Sequence[Sequence[float]], lines: Sequence[str]) -> bool:
    """Whether the rows of boxes are the lines of text, one for one."""
    if len(rows) != len(lines):
        return False
    boxed = ("".join(str(page.get_text_bounded(*row)).split())[:6] for row in rows)
    return all("".join(line.split()).startswith(words[:5]) for words, line in zip(boxed, lines, strict=True))


def _flowing(text: str) -> tuple[Part, ...]:
    """Lines joined into paragraphs: one ends at a blank line, or at a full stop of a line that is clearly short."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    found: list[str] = []
    held: list[str] = []
    for line in [*lines, ""]:
        words = " ".join(line.replace("\f", " ").split())
        page = "\f" in line
        if words:
            held.append(words)
        if held and not page and (not words or (_ENDS.search(words) and len(words) < 0.8 * usual)):
            found.append(" ".join(held))
            held = []
    if held:
        found.append(" ".join(held))
    return tuple(Part(p) for p in found)


def _pdf_date(given: str | None) -> str | None:
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", given or "")
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None


def _is_docx(beginning: Beginning) -> bool:
    return beginning.raw.startswith(b"PK\x03\x04") and (
        b"word/" in beginning.raw or (beginning.name.endswith(".docx") and b"[Content_Types].xml" in beginning.raw)
    )


@of_bytes(MAX_BYTES)
def _read_docx(given: Input, raw: bytes) -> Found:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(raw))
        lines = [(p.text.strip(), (p.style.name or "") if p.style is not None else "") for p in document.paragraphs]
        title = document.core_properties.title or None
    except (OpcError, LxmlError, *BROKEN_ZIP, KeyError, ValueError, OSError) as error:
        yield given.problem("docx", f"this DOCX cannot be opened ({error}): save it anew")
        return
    text = "\n\n".join(words for words, _ in lines)
    exported = nexis_articles(given, text)
    if exported is not None:
        yield from exported
        return
    head = [words for words, style in lines if words and style in ("Title", "Heading 1")]
    parts = tuple(
        Part(words, "subhead" if style.startswith("Heading") else "body")
        for words, style in lines
        if words and words not in head[:1]
    )
    yield given.article(Draft(parts=parts, headline=head[0] if head else title, method="docx"))


def _is_rtf(beginning: Beginning) -> bool:
    return beginning.raw.startswith(b"{\\rtf")


@of_bytes(MAX_BYTES)
def _read_rtf(given: Input, raw: bytes) -> Found:
    from striprtf.striprtf import rtf_to_text

    try:
        text = str(rtf_to_text(raw.decode("latin-1"), errors="replace"))
    except (ValueError, LookupError, IndexError, TypeError) as error:
        yield given.problem("rtf", f"this RTF cannot be read ({error}): save it anew")
        return
    exported = nexis_articles(given, text)
    if exported is not None:
        yield from exported
        return
    found = paragraphs(text)
    if len(found) <= 1:
        found = tuple(Part(line.strip()) for line in text.split("\n") if line.strip())
    yield given.article(Draft(parts=found, method="rtf"))


PDF = Format("pdf", _is_pdf, _read_pdf, binary=True)
DOCX = Format("docx", _is_docx, _read_docx, binary=True)
RTF = Format("rtf", _is_rtf, _read_rtf, binary=True)
