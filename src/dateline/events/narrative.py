"""The past that is told over several sentences: it stays past until the story returns.

"In 2011 rebels took the town. They burned the mill." An obituary tells of a life, an anniversary of its day; the story
returns with a day of this week, with the present tense, or with somebody who speaks now.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from dateline.events.lexicon import words
from dateline.grammar import Sentence, Word
from dateline.grammar.patterns import pattern
from dateline.schema import Time, Timeline

__all__ = ["is_remembered", "sentences_of_old"]

_BACK, _NEAR = 400, 100
"""Days before the anchor from which a time is past, and within which it is of the story."""
_LONGEST = 6
"""Sentences of one paragraph over which the past runs on."""
_SPEAKING = words("narrating")
_REMEMBERING = words("remembering")
_ANNIVERSARY = words("anniversary")


def sentences_of_old(words: Sequence[Word], timeline: Timeline, text: str) -> frozenset[int]:
    """The offsets of the first characters of the sentences that go on telling of the past."""
    anchor = date.fromisoformat(timeline.anchor[:10]) if timeline.anchor else None
    times = sorted((t for t in timeline.times if t.date_end), key=lambda t: t.start)
    starts = [t.start for t in times]
    found: list[int] = []
    life, told, last_end = False, 0, 0
    for sentence in _sentences(words):
        new_paragraph = "\n\n" in text[last_end : sentence.start]
        last_end = sentence.end
        own = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        old, now = _dated(own, anchor)
        said = text[sentence.start : sentence.end]
        if pattern("obituary").search(said):
            life = True
        recalled = pattern("ago_this").search(said) is not None
        called_to_mind = recalled or pattern("on_this_day").search(said) is not None
        if called_to_mind or old or (pattern("long_ago").search(said) and not now) or pattern("wars").search(said):
            narrative = _is_narrative(sentence, now and not recalled)
            told = _LONGEST if narrative else told
            found += [sentence.start] if called_to_mind and (narrative or not recalled) else []
            continue
        if new_paragraph and not life:
            told = 0
        if now or _returns(sentence):
            told = 0
        elif told or (life and not pattern("obituary").search(said)):
            found.append(sentence.start)
            told = max(0, told - 1)
    return frozenset(found)


def _sentences(words: Sequence[Word]) -> list[Sentence]:
    found: list[Sentence] = []
    for word in words:
        if not found or word.sent is not found[-1]:
            found.append(word.sent)
    return found


def _dated(times: Sequence[Time], anchor: date | None) -> tuple[bool, bool]:
    """Whether one of ``times`` is long past, and whether one is of the days of the story."""
    if anchor is None:
        years = [int(t.date_end[:4]) for t in times if t.date_end]
        return bool(years) and max(years) < date.max.year and _is_long_past(times), False
    ends = [(anchor - date.fromisoformat(t.date_end)).days for t in times if t.date_end and not t.value.startswith("P")]
    now = any(e < _NEAR for e in ends)
    return any(e > _BACK for e in ends) and not now, now


def _is_long_past(times: Sequence[Time]) -> bool:
    """Without an anchor, only the years of the last century are known to be past."""
    return all(t.date_end is not None and t.date_end < "2000" for t in times)


def _is_narrative(sentence: Sentence, now: bool) -> bool:
    """Whether a sentence with an old date tells of it in the past tense, and nobody speaks in it now."""
    root = next((w for w in sentence.words if w.head is w and w.pos in ("VERB", "AUX")), None)
    if root is None or now:
        return False
    opened = [w for w in sentence.words if w.i < root.i and w.lower in words("up_to_now")]
    return root.tag in ("VBD", "VBN") and root.lemma not in _SPEAKING and not opened


def _returns(sentence: Sentence) -> bool:
    """Whether the story is back: the present, the future or the perfect tense, or somebody who speaks."""
    root = next((w for w in sentence.words if w.head is w), None)
    if root is None or root.pos not in ("VERB", "AUX"):
        return True
    helpers = {c.lower for c in root.children if c.dep in ("aux", "auxpass")}
    if root.tag in ("VBZ", "VBP") or helpers & words("present_helpers"):
        return True
    return root.lemma in _SPEAKING


def is_remembered(trigger: Word) -> bool:
    """Whether the trigger is what an anniversary is of: "80 years since soldiers shot", "marked the anniversary of"."""
    token = trigger
    for _ in range(8):
        head = token.head
        if head is token:
            return False
        if _is_years_since(token):
            return True
        if head.lemma in _ANNIVERSARY and head.pos == "NOUN" and token.i > head.i:
            return True
        if (
            token.dep in ("relcl", "acl")
            and head.dep in ("dobj", "pobj", "conj")
            and _governor(head).lemma in _REMEMBERING
        ):
            return token.tag in ("VBD", "VBN")
        if token is not trigger or token.pos in ("NOUN", "PROPN"):
            remembered = (
                token.dep == "dobj"
                and head.lemma in _REMEMBERING
                and head.lemma not in ("mourn", "celebrate", "recall")
            )
            if remembered and token.pos in ("NOUN", "PROPN") and token is trigger:
                return True
        token = head
    return False


def _governor(noun: Word) -> Word:
    """The verb over ``noun``, its preposition and what it is joined to."""
    word = noun
    while word.head is not word and word.pos not in ("VERB", "AUX"):
        word = word.head
    return word


def _is_years_since(clause: Word) -> bool:
    """ "80 years since soldiers shot", "a decade after police stormed": the clause behind a long time."""
    marks = [c for c in clause.children if c.dep in ("mark", "prep", "advmod") and c.lower in ("since", "after", "ago")]
    if not marks and not (clause.dep in ("pobj", "pcomp") and clause.head.lower in ("since", "after")):
        return False
    first = marks[0].i if marks else clause.head.i
    before = [w for w in clause.sent.words if first - 3 <= w.i < first]
    return any(w.lemma in words("long_times") for w in before)
