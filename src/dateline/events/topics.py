"""What looks like an event and is none: sport, markets, culture and metaphor use the same words for other things.

"Attacked the budget", "struck a chord", "a fire sale", "shares were hit": where the sentence is about a game, prices or
a show, a candidate stays only when states or their organs take part in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.events.triggers import Candidate
from dateline.grammar import Sentence, Word

_FIELDS = ("sport", "market", "culture")
_DISORDER = frozenset({"ASSAULT", "COERCE", "PROTEST"})


def is_off_topic(candidate: Candidate, actors: Actors) -> bool:
    """The candidate's sentence is about sport, markets or culture and nobody of public life takes part."""
    return is_of_a_field(candidate.frame.token, candidate.pattern.type, candidate.actors, candidate.recipients, actors)


def is_of_a_field(token: Word, kind: str, doers: Sequence[Word], others: Sequence[Word], actors: Actors) -> bool:
    """What ``doers`` do to ``others`` at ``token``, an event of type ``kind``, is one of a game, prices or a show."""
    fields = fields_of(token.sent)
    if not fields:
        return False
    who = max((actors.standing(t) or 0 for t in doers), default=0)
    whom = max((actors.standing(t) or 0 for t in others), default=0)
    if max(fields.values()) >= 2 and min(who, whom) < 3:
        return True
    if "sport" not in fields:
        marches = kind == "PROTEST" and any(map(actors.is_person, doers))
        return not marches and max(who, whom) < 3
    if kind in _DISORDER and any(map(_is_force, doers)):
        return False
    return fields["sport"] >= 2 or max(who, whom) < 3


def _is_force(token: Word) -> bool:
    """Police or a court at a game; a country's name stands for its team."""
    return token.lemma in words("state") and token.lemma not in words("sport")


def fields_of(sentence: Sentence) -> dict[str, int]:
    """How many different words of each field stand in the sentence; one that only matches know counts for two."""
    lemmas = {t.lemma for t in sentence.words if t.lower != "strikers"}
    counts = {name: len(lemmas & words(name)) for name in _FIELDS}
    counts["sport"] += len(lemmas & words("match_words"))
    return {name: n for name, n in counts.items() if n}
