"""Verbs that no pattern of the lexicon fits and that may be events all the same.

"Norway snubbed Iceland": a word that the lexicon does not list, between two actors of public life; "Norway supplied
tents": a word that it lists, of which somebody of public life is the doer, in a frame that it does not foresee.
Whether such a word is an event, and of which type, is for the learned scorer to say. A sentence about sport, markets
or culture proposes nothing, nor does the cue of a statement, since saying is no event of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.events.frames import Frame
from dateline.events.lexicon import Pattern, patterns, words
from dateline.events.participants import Actors
from dateline.events.triggers import Candidate
from dateline.grammar import Sentence, Word

PUBLIC = 2
"""The standing from which on an actor is of public life."""
FIELDS = ("sport", "market", "culture")
_WHOM = ("obj", "dative", "comp", "to", "with", "from", "against", "on", "for", "over", "of", "about", "at", "inner")
_EMPTY = frozenset({"be", "have", "do", "say", "tell", "go", "come", "include", "become"})
_PROPOSED = Pattern("", None, "", "CONSULT", None, None, (), (), ())
"""What a candidate without a row of the lexicon goes by until it is given a type."""


def proposals(
    tokens: list[Word], taken: set[int], actors: Actors, is_read: Callable[[Word], bool]
) -> Iterator[Candidate]:
    """The verbs among ``tokens``, but those numbered in ``taken``, that link two actors of public life."""
    about: dict[int, bool] = {}
    for token in tokens:
        if token.i in taken or token.pos != "VERB" or token.lemma in _EMPTY or token.dep in ("amod", "aux"):
            continue
        if not is_read(token) or actors.source(token) is not None:
            continue
        frame = Frame(token, actors)
        who = _filled(frame, ("subj",), ())
        if not who:
            continue
        known = (token.lemma, "V") in patterns()
        whom = _filled(frame, _WHOM, who, 1 if known else PUBLIC)
        if not whom and not known:
            continue
        first = token.sent.words[0].i
        if first not in about:
            about[first] = _is_of_a_field(token.sent)
        if not about[first]:
            pattern = replace(_PROPOSED, lemma=token.lemma, pos="V")
            yield Candidate(frame, pattern, (token,), who, whom, listed=False)


def _filled(frame: Frame, slots: tuple[str, ...], others: tuple[Word, ...], standing: int = PUBLIC) -> tuple[Word, ...]:
    """Those who fill the first of ``slots`` in which actors of this ``standing`` are, and none of ``others``."""
    known = {a.id for t in others if (a := frame.actors.actor(t)) is not None}
    for name in slots:
        found = []
        for token in frame.slot(name):
            actor = frame.actors.actor(token)
            if token in others or (actor is not None and actor.id in known) or frame.actors.is_mere_place(token):
                continue
            if (frame.actors.standing(token) or 0) >= standing:
                found.append(token)
        if found:
            return tuple(found)
    return ()


def _is_of_a_field(sentence: Sentence) -> bool:
    """A word of sport, markets or culture stands in the sentence."""
    lemmas = {t.lemma for t in sentence.words}
    return any(lemmas & words(name) for name in FIELDS)
