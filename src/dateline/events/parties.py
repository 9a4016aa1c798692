"""The two sides of an event as they are kept: who "both countries" are, and that "nobody" is no one.

A noun that stands for others gives way to them: "the governments of A and B" to A and B, "both sides" to the two
countries that the story has named so far, an adjective of nationality to its country where that is in the cast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.grammar import Word
from dateline.grammar.relations import prepositional
from dateline.schema import Cast, Participant

_NOBODY = words("nobody")
_SIDES = words("two_sides")
_OWN = words("their_own")


class Parties:
    """The participants of events in one article."""

    def __init__(self, actors: Actors, cast: Cast) -> None:
        """Note where each country of the cast is first named."""
        self._actors = actors
        countries = {a.id: a for a in cast.actors if a.kind == "country" and a.named}
        self._by_code = {a.country: a.id for a in reversed(countries.values()) if a.country}
        self._named: dict[str, int] = {}
        for mention in sorted(cast.mentions, key=lambda m: m.start):
            actor = countries.get(mention.actor)
            if actor is not None and actor.id not in self._named:
                self._named[actor.id] = mention.start
        self._country = {i: countries[i].country for i in self._named}
        self._by_name = {countries[i].name.lower(): i for i in self._named}

    def of(self, tokens: Sequence[Word], others: Iterable[Participant] = ()) -> tuple[Participant, ...]:
        """The participants at ``tokens``, each once and none of ``others``."""
        others = tuple(others)
        found: list[Participant] = []
        seen = {p.id for p in others if p.id}
        for token in tokens:
            if token.lower in _NOBODY and self._actors.actor(token) is None:
                continue
            for participant in self._resolved(token, others):
                if participant.id is None or participant.id not in seen:
                    found.append(participant)
                    seen.add(participant.id or "")
        return tuple(found)

    def _resolved(self, token: Word, others: tuple[Participant, ...]) -> list[Participant]:
        members = self._members(token)
        if members:
            return [self._kept(t) for t in members]
        participant = self._kept(token)
        near = {c.lower for c in token.children}
        if token.lemma in _SIDES and token.pos in ("NOUN", "PROPN"):
            named = [i for i, start in self._named.items() if start < token.idx]
            if len(named) == 2 and near & {"both", "two"} and token.tag in ("NNS", "NNPS"):
                return [self._as(participant, i) for i in named]
            if len(named) == 2 and near & _OWN and token.lemma.startswith("neighb"):
                subject = self._owner(token, others)
                rest = [i for i in named if i != subject]
                return [self._as(participant, i) for i in rest] if len(rest) == 1 else [participant]
        return [participant]

    def _owner(self, token: Word, others: tuple[Participant, ...]) -> str | None:
        """The participant whose neighbour is meant: the pronoun's country, else the first that takes part beside it."""
        for child in token.children:
            actor = self._actors.actor(child) if child.lower in _OWN else None
            if actor is not None:
                return actor.id
        first = next((p.id for p in others if p.id in self._named), None)
        return first or self._subject_above(token)

    def _subject_above(self, token: Word) -> str | None:
        """The country that is the last one named before the clause: "A banned …, saying its neighbour …"."""
        subjects = [
            a.id
            for t in token.sent.words
            if t.i < token.i and t.dep == "nsubj" and (a := self._actors.actor(t)) is not None and a.id in self._named
        ]
        return subjects[-1] if subjects else None

    def _members(self, token: Word) -> list[Word]:
        """ "Bolivia", "Chile" of "the governments of Bolivia and Chile"."""
        if token.lemma not in _SIDES or token.tag not in ("NNS", "NNPS"):
            return []
        found = prepositional([token], "of")
        if len(found) < 2 or any(self._actors.toponym(t) is None and t.entity != "GPE" for t in found):
            return []
        return found

    def _kept(self, token: Word) -> Participant:
        participant = self._actors.participant(token)
        country = self._by_name.get(participant.text.lower())
        if country is not None and participant.id != country and not self._is_surname(token):
            return self._as(participant, country)
        if participant.id is None and participant.country in self._by_code and self._actors.toponym(token) is not None:
            toponym = self._actors.toponym(token)
            if toponym is not None and toponym.country and toponym.form != "place":
                return replace(participant, id=self._by_code[participant.country])
        return participant

    def _is_surname(self, token: Word) -> bool:
        """ "Jordan" of a person whose name ends so is no country."""
        actor = self._actors.actor(token)
        return actor is not None and actor.name.lower().endswith(token.lower)

    def _as(self, participant: Participant, actor: str) -> Participant:
        return replace(participant, id=actor, country=self._country[actor], sector=None)
