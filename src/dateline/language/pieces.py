"""Word pieces of an article with the marks that an uncased vocabulary loses.

The base model reads lower-cased word pieces (Schuster and Nakajima, 2012; BERT's uncased vocabulary). Two things
that a reader of news copy needs are lost in them and are given back as small features beside each piece: the case
of its word (a name is written with a capital) and how it stands to quotation marks. A paragraph's end is one
piece of its own, so that the model sees where paragraphs begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

BREAK, START, END = 1, 101, 102
"""Vocabulary ids: ``[unused0]`` stands for the end of a paragraph, ``[CLS]`` and ``[SEP]`` frame a window."""
CASES = 6
"""Kinds of case: none (a mark of ours), lower, Title, UPPER, miXed, without letters."""
QUOTES = 4
"""Kinds of standing to quotation marks: outside, inside, an opening mark, a closing mark."""
OPENING, CLOSING, STRAIGHT = "“„«‟", "”»", '"'
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which no encoding of text can hold, and so no tokenizer takes."""
_PARAGRAPH = re.compile(r"[^\n\r\u2029]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of what is read of one article, in order."""

    ids: Ints
    """Ids in the vocabulary; ``BREAK`` after each paragraph but the last."""
    case: Ints
    quote: Ints
    start: Ints
    """First code point of each piece in the text; a break has an empty range."""
    end: Ints
    first: NDArray[np.bool_]
    """Whether the piece begins a word; false for what continues one and for breaks."""
    paragraph: Ints
    """The number of the paragraph in which it stands."""

    def __len__(self) -> int:
        return len(self.ids)


def cut(text: str, tokenizer: Tokenizer, ranges: Sequence[tuple[int, int]] | None = None) -> Pieces:
    """The pieces of ``text`` in ``ranges`` (code points; all of it where None); each line is a paragraph."""
    lines: list[tuple[int, int]] = []
    for low, high in ranges if ranges is not None else ((0, len(text)),):
        lines.extend(m.span() for m in _PARAGRAPH.finditer(text, low, high) if not m.group().isspace())
    readable = _SURROGATE.sub("\ufffd", text)
    encoded = tokenizer.encode_batch([readable[s:e] for s, e in lines], add_special_tokens=False)
    marks = quote_marks(text, lines)
    ids: list[int] = []
    start: list[int] = []
    end: list[int] = []
    first: list[bool] = []
    paragraph: list[int] = []
    for number, ((low, high), line) in enumerate(zip(lines, encoded, strict=True)):
        ids += line.ids
        offsets = line.offsets
        start += [low + s for s, _ in offsets]
        end += [low + e for _, e in offsets]
        first += [w != v for w, v in zip(line.word_ids, [None, *line.word_ids], strict=False)]
        ids.append(BREAK)
        start.append(high)
        end.append(high)
        first.append(False)
        paragraph += [number] * (len(offsets) + 1)
    count = max(0, len(ids) - 1)
    starts, ends = np.array(start[:count], dtype=np.int64), np.array(end[:count], dtype=np.int64)
    starts_word = np.array(first[:count], dtype=np.bool_)
    return Pieces(
        ids=np.array(ids[:count], dtype=np.int64),
        case=_cases(text, starts, ends, starts_word),
        quote=_standing(marks, starts, ends),
        start=starts,
        end=ends,
        first=starts_word,
        paragraph=np.array(paragraph[:count], dtype=np.int64),
    )


def _cases(text: str, start: Ints, end: Ints, first: NDArray[np.bool_]) -> Ints:
    """The case of each piece's word; the pieces of one word have one case."""
    case = np.zeros(len(start), dtype=np.int64)
    heads: list[int] = np.flatnonzero(first).tolist()
    begins, stops = start.tolist(), end.tolist()
    for i, following in zip(heads, [*heads[1:], len(start)], strict=False):
        last = following
        while last > i + 1 and begins[last - 1] == stops[last - 1]:
            last -= 1
        case[i:last] = _case(text[begins[i] : stops[last - 1]])
    return case


def _case(word: str) -> int:
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def _standing(marks: Sequence[tuple[int, int, int]], start: Ints, end: Ints) -> Ints:
    """How each piece stands to the quotations ``marks`` (opening mark, first after it, closing mark), in order."""
    quote = np.zeros(len(start), dtype=np.int64)
    if not marks:
        return quote
    openings, insides, closings = (np.array(column, dtype=np.int64) for column in zip(*marks, strict=True))
    at = np.searchsorted(openings, start, side="right") - 1
    opening, inside, closing = openings[at], insides[at], closings[at]
    after, wide = at >= 0, start < end
    quote[after & (start >= inside) & (end <= closing)] = 1
    quote[after & (end <= inside) & wide] = 2
    quote[after & (start >= closing) & (start < closing + (inside - opening)) & wide] = 3
    return quote


def quote_marks(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Quotations, paragraph by paragraph, as (opening mark, first code point after it, closing mark).

    A quotation that is still open at a paragraph's end runs to that end if its mark can only open one, or if the
    next paragraph opens with a mark again (speech that runs over paragraphs); a stray straight mark is left alone.
    Single marks count only as ‘ before a letter with a ’ that no letter follows.
    """
    found: list[tuple[int, int, int]] = []
    for number, (low, high) in enumerate(lines):
        opened: tuple[int, int, str] | None = None
        i = ahead = low
        while i < high:
            mark = text[i]
            width = 2 if text[i : i + 2] in ("``", "''", ",,") else 1
            if opened is None:
                if width == 2 or mark in OPENING or mark in STRAIGHT:
                    opened = (i, i + width, mark)
                elif mark == "”" and i + 1 < high and not text[i + 1].isspace() and (i == low or text[i - 1] in " \t("):
                    opened = (i, i + 1, mark)
                elif mark == "‘" and _opens(text, i, high):
                    if ahead <= i:  # looked for once for all that open before it, so that the time stays in proportion
                        ahead = _end_of_single(text, i + 1, high)
                    if ahead < high and text[ahead] == "’":
                        found.append((i, i + 1, ahead))
            elif _closes(mark, width, opened[2]):
                found.append((opened[0], opened[1], i))
                opened = None
            i += width
        if opened is not None:
            following = text[slice(*lines[number + 1])].lstrip()[:1] if number + 1 < len(lines) else ""
            if opened[2] in OPENING or (following and following in OPENING + STRAIGHT):
                found.append((opened[0], opened[1], high))
    return found


def _closes(mark: str, width: int, opening: str) -> bool:
    if width == 2:
        return mark != ","
    return mark in CLOSING or mark in STRAIGHT or (opening == "„" and mark == "“")


def _opens(text: str, mark: int, high: int) -> bool:
    """Whether the ‘ at ``mark`` opens a quotation and is no apostrophe."""
    return mark + 1 < high and text[mark + 1].isalnum() and not (mark > 0 and text[mark - 1].isalnum())


def _end_of_single(text: str, start: int, high: int) -> int:
    """Where the first ’ that no letter follows stands, or a mark of another kind before it; ``high`` for neither."""
    for i in range(start, high):
        if text[i] == "’" and not (i + 1 < high and text[i + 1].isalnum()):
            return i
        if text[i] in OPENING + CLOSING + STRAIGHT:
            return i
    return high
