"""Predicates that the lexicon does not list but that stand between two actors of public life.

"Norway snubbed Iceland": whether such a word is an event, and of which type, is for the learned scorer to say. A
sentence about sport, markets or culture proposes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.events.frames import Frame
from dateline.events.lexicon import Pattern, words
from dateline.events.participants import Actors
from dateline.events.tree import Sentence, Word
from dateline.events.triggers import Candidate

PUBLIC = 2
"""The standing that either side must have."""
FIELDS = ("sport", "market", "culture")
_WHO = {"VERB": ("subj",), "NOUN": ("light", "by", "poss", "of", "mod")}
_WHOM = ("obj", "dative", "comp", "to", "with", "from", "against", "on", "for", "over", "of", "about", "at", "inner")
_EMPTY = frozenset({"be", "have", "do", "say", "tell", "go", "come", "include", "become"})
_PROPOSED = Pattern("", None, "", "CONSULT", None, None, (), (), ())
"""What a candidate without a row of the lexicon goes by until it is given a type."""


def proposals(tokens: list[Word], taken: set[int], actors: Actors, is_read: Callable[[Word], bool]) -> Iterator[Candidate]:
    """The predicates among ``tokens``, but those numbered in ``taken``, that link two actors of public life."""
    about: dict[int, bool] = {}
    for token in tokens:
        if token.i in taken or token.pos not in _WHO or token.lemma in _EMPTY or token.dep in ("amod", "aux"):
            continue
        if not is_read(token):
            continue
        frame = Frame(token, actors)
        who = _public(frame, _WHO[token.pos], ())
        whom = _public(frame, _WHOM, who) if who else ()
        if not whom:
            continue
        first = token.sent.words[0].i
        if first not in about:
            about[first] = _is_of_a_field(token.sent)
        if not about[first]:
            pattern = replace(_PROPOSED, lemma=token.lemma, pos=token.pos[0])
            yield Candidate(frame, pattern, (token,), who, whom, listed=False)


def _public(frame: Frame, slots: tuple[str, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """Those who fill the first of ``slots`` in which actors of public life stand."""
    known = {a.id for t in others if (a := frame.actors.actor(t)) is not None}
    for name in slots:
        found = []
        for token in frame.slot(name):
            actor = frame.actors.actor(token)
            if token in others or (actor is not None and actor.id in known) or frame.actors.is_mere_place(token):
                continue
            if (frame.actors.standing(token) or 0) >= PUBLIC:
                found.append(token)
        if found:
            return tuple(found)
    return ()


def _is_of_a_field(sentence: Sentence) -> bool:
    lemmas = {t.lemma for t in sentence.words}
    return any(lemmas & words(name) for name in FIELDS)
