"""Quotation marks: which stretches of the text are quoted, and which of them can be somebody's words.

House styles differ (“ ” " ' « » „ “ `` ''), marks get lost or turned round, and speech that runs over paragraphs
leaves each but the last open and opens the next one anew. The scanner works a paragraph at a time, keeps only the
outermost marks, and never fails: a mark that closes nothing is skipped, one that is left open ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.schema import Span

_DOUBLE = re.compile(r"[“”„«»\"]|``|''")
_SPELT = re.compile(r"[“”„«»\"]|``|''|\b(?:UN)?QUOTE\b")
"""The marks of copy that has them spelt out, as telex had."""
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?’'])[‘'](?=[^\W\d_])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…;)])[’'](?![\w’'])")
_FRESH = re.compile(r"(?:^|[.!?:,;…][”\"»’']?|[–—-])\s*$")
_ENDED = re.compile(r"[.!?…]\s*\n")
_OPENING_BEFORE = frozenset("([{–—-/")
_CLOSING_AFTER = frozenset(".,;:!?)]}–—-…'’\"”»/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch with its marks, in one piece a paragraph; ``closed`` where its last mark was found."""

    pieces: tuple[Span, ...]
    closed: bool

    @property
    def start(self) -> int:
        """Where its first mark stands."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends, its last mark within."""
        return self.pieces[-1].end


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """The outermost quotations of ``text``, in order; ``paragraphs`` are where speech can run on, in order."""
    found: list[Quotation] = []
    last_open = False
    for paragraph in paragraphs:
        scanned = _double(text, paragraph) or _single(text, paragraph)
        for number, one in enumerate(scanned):
            runs_on = last_open and number == 0 and one.start == paragraph.start
            if runs_on:
                found[-1] = Quotation(found[-1].pieces + one.pieces, one.closed)
            else:
                found.append(one)
        last_open = bool(scanned) and not scanned[-1].closed
    return found


def _double(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations in double marks of one paragraph."""
    found: list[Quotation] = []
    stack: list[tuple[int, str]] = []
    inner: list[Span] = []
    spelt = text.find("UNQUOTE", paragraph.start, paragraph.end) >= 0
    for match in (_SPELT if spelt else _DOUBLE).finditer(text, paragraph.start, paragraph.end):
        first = stack[0][1] if stack else ""
        side = _side(text, match, paragraph, first)
        if side > 0 or (side == 0 and not stack):
            stack.append((match.start(), match.group()))
        elif stack:
            start, _ = stack.pop()
            if stack:
                inner.append(Span(start, match.end()))
            else:
                found.append(Quotation((Span(start, match.end()),), True))
                inner = []
    if stack:
        found += _left_open(text, paragraph, stack[0], inner)
    return found


def _side(text: str, match: re.Match[str], paragraph: Span, first: str) -> int:
    """1 for a mark that opens, -1 for one that closes, 0 for one that can be either."""
    mark, inside = match.group(), bool(first)
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    opens = (before.isspace() or before in _OPENING_BEFORE) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _CLOSING_AFTER)
    if mark in ("„", "``", "QUOTE"):
        return 1
    if mark == "UNQUOTE":
        return -1
    if mark == "“":
        return -1 if inside and (first == "„" or (closes and not opens)) else 1
    if mark in "”»":
        return 1 if not inside and opens and not closes else -1
    if mark == "«":
        return -1 if inside and first == "»" else 1
    if mark == "''" or inside:
        return 1 if opens and not closes and inside else -1 if inside else 0
    return 0 if opens else -1


def _left_open(text: str, paragraph: Span, opener: tuple[int, str], inner: Sequence[Span]) -> list[Quotation]:
    """A quotation whose closing mark is missing, and what was quoted anew after it."""
    start, mark = opener
    fresh = [s for s in inner if _FRESH.search(text, max(start + 1, s.start - 4), s.start)]
    if fresh:
        head = Quotation((Span(start, _trim(text, start, fresh[0].start)),), False)
        return [head, *(Quotation((s,), True) for s in fresh)]
    if mark == '"' and not _FRESH.search(text, max(paragraph.start, start - 4), start):
        return [Quotation((s,), True) for s in inner]
    ended = _ENDED.search(text, start, paragraph.end)
    end = ended.start() + 1 if ended else paragraph.end
    return [Quotation((Span(start, _trim(text, start, end)),), False)]


def _single(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations in single marks of a paragraph that has no double ones."""
    closers = [m.start() for m in _SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
    found: list[Quotation] = []
    done, next_closer = paragraph.start, 0
    for match in _SINGLE_OPEN.finditer(text, paragraph.start, paragraph.end):
        if match.start() < done:
            continue
        while next_closer < len(closers) and closers[next_closer] <= match.start():
            next_closer += 1
        if next_closer == len(closers):
            break
        while _possessive(text, closers[next_closer]) and next_closer + 1 < len(closers):
            next_closer += 1
        done = closers[next_closer] + 1
        found.append(Quotation((Span(match.start(), done),), True))
    return found


def _possessive(text: str, closer: int) -> bool:
    """Whether a mark can be the apostrophe of a plural: the ministers' plan."""
    return text[closer - 1] in "sx" and text[closer + 1 : closer + 2] == " " and text[closer + 2 : closer + 3].islower()


def _trim(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
