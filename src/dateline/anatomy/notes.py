"""Editors' notes in brackets inside the body: "(banned in that country – Ed.)", "(Reporting by …)".

A bracket is an editor's note when its own words sign it ("– Ed.", "approx. AGENCY", "editor's note") or when it
opens like a note that fills a paragraph. A gloss of the writer's own ("(terrorists)", "(D-Va.)") is body.
"""

from __future__ import annotations

import functools
import re

from dateline.anatomy.furniture import furniture
from dateline.resources import table
from dateline.schema import Span

_LONGEST = 400
_BRACKET = re.compile(r"[(\[][^()\[\]]{4,400}[)\]]")
_OPENS = re.compile(
    r"[(\[]\s*(?:editor[’']?s?[’']? note|ed\.? note|note|n\.?b\.?|ed\.|eds?:|translator[’']?s? note|"
    r"(?:is|are|was|an?)?\s*(?:organi[sz]ation |group |movement |terrorist |extremist )*"
    r"(?:banned|prohibited|outlawed|forbidden|recogni[sz]ed as|designated)\b.{0,80}\b(?:in|by|on) )",
    re.IGNORECASE,
)


def bracketed_notes(text: str, start: int, end: int) -> list[Span]:
    """The editors' notes in brackets between ``start`` and ``end``, brackets included."""
    notes = []
    for match in _BRACKET.finditer(text, start, end):
        words = match.group()
        if _signed().search(words) or _OPENS.match(words) or _is_credit(words):
            notes.append(Span(match.start(), match.end()))
    return notes


@functools.cache
def _signed() -> re.Pattern[str]:
    """How a bracket's last words sign it as an editor's."""
    names = sorted({row["name"] for row in table("agencies.tsv")}, key=lambda n: (-len(n), n))
    agency = "|".join(map(re.escape, names))
    return re.compile(
        rf"(?:(?i:[-–—,.]\s*(?:approx|note|ed|eds|editor|editors|editor[’']s note|the editor|note of the editor|"
        rf"translator|trans|author[’']s note|authors? note)\b\.?)\s*(?:of\s)?(?:{agency}|"
        rf"(?:[A-Z][\w.-]*\s?){{1,3}})?\.?\s*[)\]]$"
        rf"|[-–—]\s*(?:{agency})\.?\s*[)\]]$)"
    )


def _is_credit(words: str) -> bool:
    label = furniture(words) if len(words) <= _LONGEST else None
    return label is not None and label.kind == "note"
