"""Who takes part: noun phrases as actors of the cast, and how far they belong to public life.

Event data are about actors of public life (PLOVER, actors and sectors); a company that agrees to buy another, or a
team that beats one, is not. ``standing`` says how far a noun phrase is such an actor: 3 a state or its organs, or those
who fight them; 2 people with a nationality; 1 a person or body of which no more is known; 0 a company; none: no actor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dateline.actors import acting_sector
from dateline.events.lexicon import PUBLIC_SECTORS, listed, noun_standing, words
from dateline.grammar import Word
from dateline.grammar.relations import modifiers, owners, phrase, prepositional, prepositions, under
from dateline.schema import Actor, Cast, Mention, Participant, Statement, Toponym

_INNER = listed("inner_prepositions")
_ENTITIES = frozenset({"PERSON", "NORP", "GPE", "ORG", "FAC", "LOC"})


class Actors:
    """The cast of an article by token: who a noun is, and how public."""

    def __init__(self, tokens: list[Word], cast: Cast, toponyms: Sequence[Toponym], text: str) -> None:
        """Lay mentions and toponyms over the tokens, the longer first, so that the inner one counts."""
        self._text = text
        self._words = tokens
        self._starts = [t.idx for t in tokens]
        self._actors: dict[str, Actor] = {a.id: a for a in cast.actors}
        self._mention: dict[int, Mention] = {}
        for mention in sorted(cast.mentions, key=lambda m: m.start - m.end):
            for i in self.tokens(mention.start, mention.end):
                self._mention[i] = mention
        self._toponym: dict[int, Toponym] = {}
        for toponym in toponyms:
            for i in self.tokens(toponym.start, toponym.end):
                self._toponym[i] = toponym
        self._standing: dict[int, int | None] = {}
        self._company = 2 if any(t.pos == "NOUN" and t.lemma in words("dispute") for t in tokens) else 0
        """A company is of public life where people strike or march against one."""
        self._sources = dict(self._heads(cast.statements))
        self._quoted = {s.speaker for s in cast.statements if s.speaker}

    def _heads(self, statements: Sequence[Statement]) -> Iterator[tuple[int, Word]]:
        """Each token of a cue with the head of the phrase that names its source."""
        for statement in statements:
            if statement.speaker is None or len(statement.source) != 1 or statement.act == "attitude":
                continue
            inside = self.tokens(*statement.source[0])
            noun = next((self._words[i] for i in inside if self._words[i].head.i not in inside), None)
            if noun is None or noun.pos not in ("NOUN", "PROPN", "PRON") or noun.tag == "WP":
                continue
            for span in statement.cue:
                for i in self.tokens(*span):
                    yield i, noun

    def source(self, token: Word) -> Word | None:
        """The head of the source of the statement of whose cue ``token`` is a part; None where it is of no cue."""
        return self._sources.get(token.i)

    def tokens(self, start: int, end: int) -> range:
        """The indices of the tokens that begin in ``start``..``end``, or hold ``start``."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return range(first, max(first, bisect_right(self._starts, end - 1)))

    def actor(self, token: Word) -> Actor | None:
        """The actor whose mention covers ``token``."""
        mention = self._mention.get(token.i)
        return self._actors.get(mention.actor) if mention else None

    def toponym(self, token: Word) -> Toponym | None:
        """The toponym that covers ``token``."""
        return self._toponym.get(token.i)

    def is_place(self, token: Word) -> bool:
        """``token`` names a place."""
        toponym = self._toponym.get(token.i)
        return (toponym is not None and toponym.form == "place") or token.entity in ("GPE", "LOC", "FAC")

    def is_country(self, token: Word) -> bool:
        """``token`` names a country."""
        toponym, actor = self._toponym.get(token.i), self.actor(token)
        if actor is not None and actor.kind == "country":
            return True
        return toponym is not None and (toponym.feature or "").startswith("PCL")

    def is_capital(self, token: Word) -> bool:
        """``token`` names the capital of a country, which may stand for it."""
        toponym = self._toponym.get(token.i)
        return toponym is not None and toponym.feature == "PPLC"

    def is_mere_place(self, token: Word) -> bool:
        """``token`` names a town, a river or a building and nobody of the cast: no more than where a thing is done."""
        if self.actor(token) is not None or token.pos != "PROPN":
            return False
        toponym = self._toponym.get(token.i)
        if toponym is None:
            return token.entity in ("FAC", "LOC") or token.lower in words("site")
        return toponym.form == "place" and not (toponym.feature or "").startswith("PCL")

    def standing(self, token: Word) -> int | None:
        """How far the noun phrase of ``token`` is an actor of public life, 0 to 3; None: it is no actor."""
        if token.i not in self._standing:
            self._standing[token.i] = None
            self._standing[token.i] = self._measure(token)
        return self._standing[token.i]

    def _measure(self, token: Word) -> int | None:
        lemma = token.lemma
        if lemma in words("quantity") or token.like_num:
            inner = [s for t in prepositional([token], "of") if (s := self.standing(t)) is not None]
            if inner:
                return max(inner)
            if token.pos == "NUM" and token.entity not in ("MONEY", "PERCENT", "DATE", "TIME"):
                return 1
        if token.pos == "NOUN" and lemma in words("paper"):
            return None
        actor = self.actor(token)
        by_noun = self._by_noun(token, lemma)
        if actor is not None and (actor.named or actor.kind == "person" or by_noun is not None or token.pos != "NOUN"):
            return self._by_cast(actor, by_noun)
        if by_noun is not None:
            return by_noun
        if token.entity in _ENTITIES and token.pos in ("PROPN", "ADJ", "NOUN"):
            return self._by_entity(token)
        toponym = self.toponym(token)
        if toponym is not None:
            return 3 if toponym.country else 2
        return 1 if token.lower in words("pronoun") or self._is_unknown_name(token) else None

    def _is_unknown_name(self, token: Word) -> bool:
        """A name of an unknown kind that does something, or to which it is done, or that is joined to one."""
        if (
            token.pos != "PROPN"
            or token.entity not in ("", "MONEY")
            or not self._text[token.idx : token.idx + 1].isupper()
        ):
            return False
        first = token
        while first.dep == "conj":
            first = first.head
        return first.dep in ("nsubj", "dobj", "nsubjpass", "dative") or (
            token.entity == "MONEY" and token.lower.isalpha()
        )

    def _by_cast(self, actor: Actor, by_noun: int | None) -> int:
        if actor.kind == "country" or actor.sector in PUBLIC_SECTORS:
            return 3
        if by_noun == 0 or (actor.sector == "BUS" and actor.kind != "person"):
            return self._company
        roles = {word for role in actor.roles for word in role.lower().split()}
        if by_noun == 3 or roles & words("state"):
            return 3
        if actor.kind == "organisation" and _is_company(actor.name):
            return self._company
        active = actor.kind == "person" and (actor.id in self._quoted)
        return max(by_noun or 1, 2 if actor.country or active else 1)

    def _by_noun(self, token: Word, lemma: str) -> int | None:
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        if token.pos == "PROPN" and token.entity == "PERSON":
            titles = {c.lemma for c in token.children if c.i < token.i or c.dep == "appos"}
            if any(noun_standing().get(title, 0) == 3 for title in titles):
                return 3
            return 2 if self._is_near_public(token) else 1
        standing = noun_standing().get(lemma)
        if standing == 0:
            return self._company
        if standing is None or standing > 1:
            return standing
        if token.tag == "NNS" and lemma in words("collective"):
            return 2
        return 2 if self._is_near_public(token) else standing

    def _is_near_public(self, token: Word) -> bool:
        near = [*modifiers(token), *owners(token), *prepositional([token], "of"), *prepositional([token], "from")]
        return any(self._is_public_modifier(m) for m in near)

    def _is_public_modifier(self, token: Word) -> bool:
        if token.entity in ("NORP", "GPE") or self.toponym(token) is not None:
            return True
        if noun_standing().get(token.lemma, 0) >= 3 or (token.tag == "NNS" and token.lemma in words("collective")):
            return True
        return any(m.entity in ("NORP", "GPE") for m in modifiers(token))

    def _by_entity(self, token: Word) -> int | None:
        if token.entity in ("GPE", "NORP"):
            return 3
        if token.entity == "ORG":
            name = self._text[token.left_edge.idx : token.end]
            near = (token, *modifiers(token), *owners(token))
            public = any(self.toponym(t) is not None or t.entity in ("GPE", "NORP") for t in near)
            return 2 if public else self._company if _is_company(name) else 1
        if token.entity == "PERSON":
            return 1
        return 2 if token.entity == "LOC" else None

    def is_person(self, token: Word) -> bool:
        """``token`` is a person or a group of people."""
        actor = self.actor(token)
        if actor is not None:
            return actor.kind in ("person", "group")
        lemma = token.lemma
        if lemma in words("locality"):
            return False
        if token.lower in words("pronoun") or token.entity in ("PERSON", "NORP"):
            return True
        if lemma in words("people") or lemma in words("captive"):
            return token.pos != "VERB"
        if lemma in words("quantity") or token.like_num:
            of = prepositional([token], "of")
            if of:
                return any(self.is_person(t) for t in of)
            return token.entity not in ("MONEY", "PERCENT", "DATE", "TIME", "QUANTITY")
        return token.pos in ("NOUN", "PROPN", "ADJ") and (noun_standing().get(lemma) or 0) >= 1

    def is_name(self, token: Word) -> bool:
        """``token`` names one person."""
        actor = self.actor(token)
        return token.entity == "PERSON" or (actor is not None and actor.kind == "person" and actor.named)

    def inner(self, token: Word) -> list[Word]:
        """The actors inside a noun phrase that is none: "Iran" of "Iran's plan", "a ban on Iran"."""
        level = [token]
        for _ in range(3):
            found = [t for noun in level for t in self._owners(noun)]
            if found:
                return found
            over = prepositions([*level, *_done(level)])
            if not over:
                break
            below: list[Word] = []
            for name in _INNER:
                tokens = under(over, name)
                found = [t for t in tokens if self.standing(t) is not None]
                if found:
                    return found
                below += tokens
            level = below
        return []

    def _owners(self, noun: Word) -> list[Word]:
        found = [t for t in owners(noun) if self.standing(t) is not None and (t.tag != "PRP$" or self.actor(t))]
        near = modifiers(noun)
        return found or [
            t for m in (near, [i for t in near for i in modifiers(t)]) for t in m if self.is_named_modifier(t)
        ]

    def is_named_modifier(self, token: Word) -> bool:
        """ "Turkish" of "a Turkish raid", and not "official" of "an official visit"."""
        if (self.standing(token) or 0) < 2:
            return False
        return token.pos == "PROPN" or token.entity in ("NORP", "GPE") or self.toponym(token) is not None

    def named(self, pronoun: Word) -> Word:
        """The noun that ``pronoun`` stands for where its sentence names it before: "Norway said it would leave"."""
        if pronoun.pos != "PRON" and pronoun.tag != "PRP$":
            return pronoun
        mention, actor = self._mention.get(pronoun.i), self.actor(pronoun)
        if mention is None or actor is None:
            return pronoun
        for word in reversed(pronoun.sent.words):
            other = self._mention.get(word.i)
            if word.i >= pronoun.i or other is None or other.actor != actor.id or other.form == "pronoun":
                continue
            if word.pos in ("NOUN", "PROPN") and not other.start <= word.head.idx < other.end:
                return word
        return pronoun

    def participant(self, token: Word) -> Participant:
        """``token`` as a part in an event, by its noun phrase as it stands; a pronoun by the noun before it."""
        token = self.named(token)
        first, last = phrase(token)
        if token.dep == "poss" or token.dep in ("amod", "compound", "nmod"):
            last = token.i + 1
            first = first if token.dep == "poss" else token.i
        start, end = self._words[first].idx, self._words[last - 1].end
        actor = self._by_name(token, last)
        if actor is None and (token.lemma in words("quantity") or token.like_num):
            actor = next((a for t in prepositional([token], "of") if (a := self.actor(t)) is not None), None)
        country = actor.country if actor else self._country(token)
        return Participant(
            id=actor.id if actor else None,
            text=self._text[start:end],
            start=start,
            end=end,
            country=country,
            sector=acting_sector(actor, self._text[start:end]) if actor else None,
        )

    def _by_name(self, token: Word, last: int) -> Actor | None:
        """The actor of ``token``, or, where its phrase up to ``last`` ends in a name, of that: "the union Libraria"."""
        actor, name = self.actor(token), self._words[last - 1]
        if not any(c.dep == "appos" and c.i < last for c in token.children) or name.pos != "PROPN":
            return actor
        if actor is not None and (not actor.named or name.lower in actor.name.lower().split()):
            return actor if actor.named else self._called(name) or actor
        return self._called(name)

    def _called(self, name: Word) -> Actor | None:
        """The actor of the cast whom ``name`` ends the name of."""
        other = self.actor(name)
        if other is not None and name.lower in other.name.lower().split():
            return other
        return next((a for a in self._actors.values() if a.named and a.name.lower().split()[-1:] == [name.lower]), None)

    def _country(self, token: Word) -> str | None:
        for candidate in (token, *modifiers(token), *owners(token), *prepositional([token], "of")):
            toponym = self.toponym(candidate)
            if toponym is not None and toponym.country:
                return toponym.country
            actor = self.actor(candidate)
            if actor is not None and actor.country:
                return actor.country
        return None


def _done(nouns: list[Word]) -> list[Word]:
    """The participles that stand by ``nouns``: "filed" of "an appeal filed by the lawyers"."""
    return [c for noun in nouns for c in noun.children if c.dep == "acl" and c.tag == "VBN"]


def _is_company(name: str) -> bool:
    last = name.lower().replace(".", "").split()
    return bool(last) and last[-1] in words("company_end")
