"""Whether copy reads as machine-translated into English: a property of the article, with a confidence.

Translated copy keeps what its source had: few or odd articles, guillemets and low quotation marks, a dash after what is
said, the day before the month, prepositions word for word (Volansky, Ordan and Wintner, 2015, on the features of
translationese). A logistic model weighs the share of each function word and part of speech, some marks, and a few
rates; it sees no name and no noun. The weights are a table that a person can read, ``translated.tsv``; how they were
learned is told in ``resources/models/translated.md``.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline import resources
from dateline.language.parse import Copy

FEWEST = 60
"""Words under which nothing is said of an article."""
_CLOSED = frozenset(
    {"DT", "IN", "TO", "CC", "PRP", "PRP$", "MD", "WDT", "WP", "WRB", "EX", "RP", "PDT", "POS"}
)  # fmt: skip
_OWN_FORMS = frozenset({"be", "have", "do", "say", "state", "note"})
_MARKS = frozenset({"HYPH", "NFP", ":", ",", ".", "``", "''", "-LRB-", "-RRB-"})
_ONE = {"“": '"', "”": '"', "–": "-", "—": "-", "‘": "'", "’": "'", "NNPS": "NNP"}
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_SEEN: dict[str, re.Pattern[str]] = {
    "guillemets": re.compile(r"[«»]"),
    "low quotation marks": re.compile(r"[„‚]"),
    "dash after a quotation": re.compile(r"[”\"»’]\s*[,.]?\s*[–—-]\s+\w"),
    "comma outside a quotation": re.compile(r"[”\"»],"),
    "comma inside a quotation": re.compile(r",[”\"]"),
    "stop outside a quotation": re.compile(r"[”\"»]\."),
    "stop inside a quotation": re.compile(r"\.[”\"]"),
    "line begun by a dash": re.compile(r"(?m)^\s*[–—-]\s"),
    "blank before a mark": re.compile(r"\w [:;?!]"),
    "quotation in a quotation": re.compile(r"[“\"«][^”\"»\n]*[“\"«]"),
    "day before month": re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b"),
    "month before day": re.compile(rf"\b(?:{_MONTHS})\.? \d{{1,2}}\b"),
    "decimal comma": re.compile(r"\b\d+,\d{1,2}\b(?!,?\d)"),
    "contraction": re.compile(r"\w[’'](?:t|re|ve|ll|d)\b"),
    "in his turn": re.compile(r"\bin (?:his|her|its|their) turn\b", re.IGNORECASE),
}
_BARE = frozenset({"of", "in", "on", "at", "for", "from", "by", "with", "to", "about"})
_MARK_WEIGHT, _RATE_WEIGHT, _PER_WORDS = 0.15, 0.15, 150


class Translation(NamedTuple):
    """A verdict on an article."""

    translated: bool
    confidence: float
    """The chance that the verdict is right, from a half to one."""


def translation(copy: Copy) -> Translation | None:
    """Whether ``copy`` reads as machine-translated; None where it is too short to say."""
    found = signs(((t.text, t.tag_, t.pos_, t.lemma_) for t in copy.doc if not t.is_space), copy.text)
    if found is None:
        return None
    weights = _weights()
    score = weights["bias"] + sum(weights.get(sign, 0.0) * value for sign, value in found.items())
    chance = 1 / (1 + math.exp(-score))
    return Translation(chance >= 0.5, round(max(chance, 1 - chance), 2))


def signs(tokens: Iterable[tuple[str, str, str, str]], text: str) -> dict[str, float] | None:
    """How strongly each sign is there; ``tokens`` are the form, fine and coarse part of speech and lemma of words."""
    forms = [_form(*token) for token in tokens]
    if len(forms) < FEWEST:
        return None
    counts = Counter(forms)
    found = {f"word {form}": math.sqrt(n / len(forms)) for form, n in counts.items()}
    for name, mark in _SEEN.items():
        times = sum(1 for _ in mark.finditer(text))
        if times:
            found[name] = _MARK_WEIGHT * min(1.5, times / len(forms) * _PER_WORDS)
    found.update(dict.fromkeys(_rates(forms, counts), _RATE_WEIGHT))
    return found


def _form(text: str, tag: str, pos: str, lemma: str) -> str:
    """A word as the model sees it: function words and marks by themselves, others by what part of speech they are."""
    if pos == "PUNCT" or tag in _MARKS:
        return _ONE.get(text, text[:1])
    if tag in _CLOSED or lemma.lower() in _OWN_FORMS:
        return text.lower()
    return "NN" if tag == "NNS" else _ONE.get(tag, tag)


def _rates(forms: Sequence[str], counts: Counter[str]) -> list[str]:
    """A few rates, each as the name of the band that it falls into."""
    total = len(forms)
    the, a, nouns = counts["the"], counts["a"] + counts["an"], max(1, counts["NN"])
    bare = sum(after == "NN" and form in _BARE for form, after in pairwise(forms))
    possessive = counts["'s"] + counts["’s"]
    return [
        f"the, of words {int(56 * the / total)}/56",
        f"a or an, of words {int(160 * a / total)}/160",
        f"a or an, of articles {int(6 * a / max(1, the + a))}/6",
        f"of, of words {int(120 * counts['of'] / total)}/120",
        f"'s, of words {int(160 * possessive / total)}/160",
        f"nouns bare after a preposition {int(30 * bare / nouns)}/30",
    ]


@functools.cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in resources.table("translated.tsv")}
