"""Parts of speech and lemmas that the small model gets wrong often enough to matter."""

from __future__ import annotations

import functools

from dateline.grammar.columns import Columns
from dateline.grammar.words import attitude_adjectives, forms, speech_verbs

_OPEN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})
_DASHES = frozenset({",", "–", "—", "-"})


def mend_forms(columns: Columns) -> None:
    """Put parts of speech and lemmas right.

    Verbs of saying that were taken for names or nouns are verbs, participles that take a clause as adjectives do are
    adjectives, an adjective's lemma is its form, and a noun with a hyphen has one lemma: "cease-fire".
    """
    misread, verbs, adjectives, past = forms("misread"), forms("verbs"), attitude_adjectives(), _past_forms()
    c = columns
    for i, lower in enumerate(c.lower):
        if lower in verbs:
            c.pos[i], c.lemma[i] = "VERB", verbs[lower]
        elif c.tag[i] == "VBN" and lower in adjectives:
            c.pos[i] = "ADJ"
    for i in range(1, len(c) - 1):
        # "…, informed official sources"
        inverted = c.pos[i] in ("ADJ", "NOUN", "PROPN") and c.lower[i - 1] in _DASHES and c.pos[i + 1] in _OPEN_PHRASE
        if inverted and c.lower[i] in past:
            c.pos[i], c.lemma[i] = "VERB", past[c.lower[i]]
    for i, pos in enumerate(c.pos):
        if pos == "VERB":
            c.lemma[i] = misread.get(c.lemma[i], c.lemma[i])
        elif pos == "ADJ":
            c.lemma[i] = c.lower[i]
        elif pos == "NOUN" and i > 1 and c.lower[i - 1] == "-" and not c.spaced[i - 1]:
            c.lemma[i] = f"{c.lower[i - 2]}-{c.lemma[i]}"


@functools.cache
def _past_forms() -> dict[str, str]:
    """The regular past forms of the verbs of saying, to their lemmas."""
    return {
        f"{w}d" if w.endswith("e") else f"{w[:-1]}ied" if w.endswith("y") else f"{w}ed": w
        for w in sorted(speech_verbs())
    }
