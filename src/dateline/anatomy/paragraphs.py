"""Paragraphs: what a person sees as one, whether the file wraps its lines or not.

A blank line always ends a paragraph. Where lines stand next to each other, copy of two kinds is met: pages and exports
with a paragraph a line, and telex copy wrapped at some sixty columns, with an indent where a paragraph opens. A text
is taken for wrapped when its lines are short and go on in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_FIRST_WORD = re.compile(r"\S+")
_WIDEST = 100
"""Columns: wrapped copy has hardly a line longer than this."""
_CONTINUED = 0.3
"""Share of neighbouring lines that must go on in lower case for a text to count as wrapped."""
_FULL = 0.88
"""Share of the width from which a line counts as filled up."""
_SIGN_OFF = re.compile(r"(?:REUTERS?|Reuters?|AFP|AP|UPI|DPA|dpa|TASS|Xinhua|EFE|ANSA)\d?")
"""An agency's name alone on the last line, which is no word of the paragraph above it."""
_ENDINGS = ".!?:;\"'”’»)]…"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the white space at its borders."""

    start: int
    """Code points, half-open as everywhere."""
    end: int
    gap: int
    """Blank lines before it."""
    lines: int
    """Lines that it runs over."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    gap: int
    indent: int


def cut_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of ``text`` in order; every character that is not white space stands in one."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    paragraphs: list[Paragraph] = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _goes_on(text, lines[i - 1], lines[i], width):
            continue
        paragraphs.append(Paragraph(lines[first].start, lines[i - 1].end, lines[first].gap, i - first))
        first = i
    return paragraphs if lines else []


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        indent = len(line) - len(line.lstrip())
        start = match.start() + indent
        breaks = text.count("\n", last, start) or text.count("\r", last, start) or 1
        lines.append(_Line(start, start + len(bare), max(0, breaks - 1) if lines else 0, indent))
        last = start + len(bare)
    return lines


def _wrap_width(text: str, lines: Sequence[_Line]) -> int:
    """The columns at which ``text`` is wrapped; 0 where it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and b.indent <= a.indent]
    if not pairs:
        return 0
    lengths = sorted(a.end - a.start + a.indent for a, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not 20 <= width <= _WIDEST:
        return 0
    continued = sum(text[b.start].islower() for _, b in pairs)
    if continued >= _CONTINUED * len(pairs):
        return width
    capitals = not any(c.islower() for c in text[:2000])
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return width if capitals and full >= 0.5 * len(pairs) else 0


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    word = _FIRST_WORD.match(text, following.start, following.end)
    room = len(word.group()) + 1 if word else 1
    return line.end - line.start + line.indent + room > _FULL * width


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``; ``width`` is 0 where copy is not wrapped."""
    if following.gap or (text[line.end - 1] in _ENDINGS and _SIGN_OFF.fullmatch(text, following.start, following.end)):
        return False
    if text[following.start].islower() and (width or text[line.end - 1] not in _ENDINGS):
        return True
    if not width:
        broken = following.indent >= line.indent + 4 and line.end - line.start > 60
        return broken and text[line.end - 1] not in _ENDINGS
    if following.indent > line.indent:
        return False
    return _is_full(text, line, following, width) or (
        following.indent == 0 and text[line.end - 1] not in _ENDINGS and line.end - line.start > width // 2
    )
