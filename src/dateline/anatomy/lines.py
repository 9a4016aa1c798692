"""The learned labeller of paragraphs: which are furniture, of which kind, where no table of words says so.

A multinomial logistic model over the form of a paragraph and of its neighbours, its place in the article, its first and
last words, and what the rules say of it. It is asked after the rules: it finds furniture that they pass over where it
is sure, and never takes back what they found. Weights and how they were fitted: ``resources/models/lines.md``.
"""

from __future__ import annotations

import functools
import math
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.anatomy.paragraphs import Paragraph
from dateline.resources.hashes import checked
from dateline.schema import BlockKind

KINDS: tuple[BlockKind, ...] = (
    "body", "related", "promo", "caption", "note", "background", "byline", "headline", "subhead",
)  # fmt: skip
"""The labels, in the order of the weights' columns."""
FURNITURE: tuple[BlockKind, ...] = ("related", "promo", "caption", "note", "background", "byline")
"""The kinds that the model may give."""
_FURNITURE = [KINDS.index(kind) for kind in FURNITURE]
SURE = 0.4
"""The chance of being furniture of any kind from which the model is believed ..."""
SURER = 0.6
"""... and of what the rules take for a heading."""
BUCKETS = 1 << 12
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKS: dict[str, re.Pattern[str]] = {
    "address": re.compile(r"\bhttps?://|\bwww\.|\b[\w.-]+\.(?:com|org|net|example|co|gov|edu)\b"),
    "mail": re.compile(r"\S@\S|@\w"),
    "telephone": re.compile(r"\+?\d[\d ()/-]{6,}\d|\btel\b", re.IGNORECASE),
    "clock": re.compile(r"\d[:.]\d\d|\d{4}\s?(?:GMT|UTC|hrs)\b"),
    "date": re.compile(r"\b(?:19|20)\d\d\b"),
    "slashes": re.compile(r"\w/\w"),
    "bars": re.compile(r"[|»›•·]"),
    "brackets": re.compile(r"^[\[(].*[\])]\.?$", re.DOTALL),
    "rule": re.compile(r"^[\W_]+$"),
    "hash": re.compile(r"#\w|\s#|^#"),
    "colon": re.compile(r"^[^.!?:]{2,40}:(?:\s|$)"),
    "ends colon": re.compile(r":$"),
    "question": re.compile(r"\?$"),
    "stops": re.compile(r"[.!…]['\"”’»)\]]*$"),
    "quotes": re.compile(r"[\"“«„‘]"),
    "rights": re.compile(r"©|\(c\)|copyright|all rights", re.IGNORECASE),
    "money": re.compile(r"[$€£¥]\s?\d|\d\s?(?:euros|dollars|pounds)"),
    "arrow": re.compile(r"^[>→▶►»-]|[>→▶►]$"),
    "said": re.compile(r"\b(?:said|says|told|added|asked|according)\b", re.IGNORECASE),
    "you": re.compile(r"\b(?:you|your|us|our|here|now)\b", re.IGNORECASE),
}
_COMMON = frozenset({"the", "a", "an", "of", "in", "on", "at", "to", "and", "for", "by", "with", "from", "is", "was"})
Floats = NDArray[np.float32]


def labels(
    paragraphs: Sequence[Paragraph], words: Sequence[str], ruled: Sequence[BlockKind | None], titled: bool
) -> list[tuple[BlockKind, float]]:
    """For each paragraph its most likely kind of furniture with the chance that it is any, or ``body`` with the rest.

    ``words`` are the paragraphs' texts, ``ruled`` what the rules call them; ``titled`` says whether the headline was
    given beside the text.
    """
    if not paragraphs:
        return []
    weights, bias = _weights()
    rows = [buckets(s) for s in signs(paragraphs, words, ruled, titled)]
    scores = np.array([weights[row].sum(axis=0) / math.sqrt(len(row)) for row in rows]) + bias
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = scores / scores.sum(axis=1, keepdims=True)
    furniture = chances[:, _FURNITURE]
    best, sums = furniture.argmax(axis=1), furniture.sum(axis=1)
    return [(FURNITURE[k], float(c)) if c >= SURE else ("body", 1 - float(c)) for k, c in zip(best, sums, strict=True)]


def signs(
    paragraphs: Sequence[Paragraph], words: Sequence[str], ruled: Sequence[BlockKind | None], titled: bool
) -> list[list[str]]:
    """The signs of each paragraph, by name."""
    n = len(paragraphs)
    forms = [_form(w) for w in words]
    longs = [i for i in range(n) if len(words[i]) > 140]
    first, last = (longs[0], longs[-1]) if longs else (n, -1)
    texts: dict[str, int] = {}
    for w in words:
        texts[w.casefold()] = texts.get(w.casefold(), 0) + 1
    found: list[list[str]] = []
    for i in range(n):
        kind = ruled[i] or "body"
        where = "above" if i < first else ("below" if i > last else "among")
        place = [
            f"rule {kind}", f"where {where}", f"rule {kind} {where}",
            f"from start {min(i, 6)}", f"from end {min(n - 1 - i, 6)}",
            f"gap {min(paragraphs[i].gap, 3)}", f"lines {min(paragraphs[i].lines, 4)}", f"titled {titled and i == 0}",
            f"gap behind {min(paragraphs[i + 1].gap, 3) if i + 1 < n else 'end'}",
        ]  # fmt: skip
        if texts[words[i].casefold()] > 1:
            place.append("repeated")
        for step in (-2, -1, 1, 2):
            j = i + step
            if not 0 <= j < n:
                place.append(f"{step} none")
                continue
            place.append(f"{step} rule {ruled[j] or 'body'}")
            place += [f"{step} {form}" for form in forms[j][: 3 if abs(step) > 1 else 12] if ":" not in form]
        own = forms[i]
        place += [f"{where} {form}" for form in own[:3]]
        found.append(["bias", *own, *place])
    return found


def _form(text: str) -> list[str]:
    """What a paragraph looks like: its size and marks first, then its words."""
    words = _WORD.findall(text)
    count = len(words)
    size = f"size {min(9, int(math.log2(count + 1) * 1.5))}"
    capitals = sum(w[:1].isupper() for w in words) / max(1, count)
    letters = sum(c.isalpha() for c in text)
    upper = sum(c.isupper() for c in text) / max(1, letters)
    digits = sum(c.isdigit() for c in text) / max(1, len(text))
    found = [size, f"capitals {round(capitals * 4)}", f"upper {round(upper * 3)}", f"digits {min(4, int(digits * 12))}"]
    found += [mark for mark, expression in _MARKS.items() if expression.search(text)]
    low = [w.casefold() for w in words]
    found += [f"first:{w}" for w in low[:1]] + [f"opens:{' '.join(low[:2])}"] + [f"last:{w}" for w in low[-1:]]
    if count <= 40:
        found += [f"word:{w}" for w in sorted(set(low) - _COMMON)]
    return found


def buckets(found: Sequence[str]) -> NDArray[np.int64]:
    """The rows of the weights for signs; the same everywhere (CRC-32)."""
    return np.array([zlib.crc32(s.encode("utf-8", "replace")) % BUCKETS for s in found], dtype=np.int64)


@functools.cache
def _weights() -> tuple[Floats, Floats]:
    with np.load(Path(checked("models/lines.npz"))) as stored:
        return stored["weights"].astype(np.float32), stored["bias"].astype(np.float32)
