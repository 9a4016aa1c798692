"""The slots around a word that may be an event: subject, object, complement, prepositions, and what fills them."""

from __future__ import annotations

from dateline.events.lexicon import Condition, listed, words
from dateline.events.participants import Actors
from dateline.grammar import Word
from dateline.grammar.relations import (
    complement,
    datives,
    doers,
    expanded,
    is_negated,
    is_passive,
    joined,
    modifiers,
    owners,
    patients,
    prepositional,
    prepositions,
    surface_subject,
    under,
)

_PLACE_PREPS = listed("place_prepositions_in_order")
_WHOM = ("obj", "dative", "with", "to", "from", "against", "on", "for", "inner")
"""Where the one acted on may stand, in the order in which it is looked for."""
_COMPLEMENT = "comp"
"""Prepositions under which a meeting is one of those who act in the clause: "after talks with Chad, the envoy left"."""
_LENDING = words("lending")
"""Prepositions over which a verb lends its subject to a noun: "engaged in talks"."""


class Frame:
    """One word and its slots; each slot is read once, when first asked for."""

    def __init__(self, token: Word, actors: Actors) -> None:
        """Read nothing yet but which word it is."""
        self.token = token
        self.actors = actors
        self.is_noun = token.pos in ("NOUN", "PROPN")
        self._slots: dict[str, list[Word]] = {}
        self._prepositions: list[Word] | None = None
        self._support: Word | bool | None = False
        self._complement: tuple[Word | None, str | None] | None = None

    @property
    def support(self) -> Word | None:
        """The light verb whose object this noun is: "held" of "held talks"."""
        if self._support is False:
            self._support = _light_verb(self.token) if self.is_noun else None
        return self._support if self._support is not True else None

    @property
    def complement(self) -> tuple[Word | None, str | None]:
        """The clause that the word takes, and its kind."""
        if self._complement is None:
            self._complement = complement(self.token)
        return self._complement

    def slot(self, name: str) -> list[Word]:
        """The words that fill the slot ``name``."""
        if name not in self._slots:
            self._slots[name] = self._fill(name)
        return self._slots[name]

    def _fill(self, name: str) -> list[Word]:
        token = self.token
        if name in ("subj", "light"):
            return self._subject()
        if name == "surface":
            return surface_subject(token)
        if name == "obj":
            return [] if self.is_noun else patients(token)
        if name == "dative":
            return datives(token) or self._squeezed()
        if name == "poss":
            return owners(token)
        if name == "mod":
            return [t for t in modifiers(token) if t.pos in ("PROPN", "ADJ", "NOUN")]
        if name == "self":
            return [token]
        if name == "oprd":
            return [c for c in token.children if c.dep in ("oprd", "acomp", "xcomp") and c.i > token.i]
        if name == "objmod":
            return [m for o in self.slot("obj") for m in modifiers(o)]
        if name == "inner":
            return self._inner()
        if name == "place":
            return self._places()
        if name == "deep-between":
            return prepositional(list(self.token.subtree), "between")
        if name == "aim":
            return self._aim()
        if name.startswith(_COMPLEMENT):
            return self._of_complement(name.removeprefix(_COMPLEMENT))
        if self._prepositions is None:
            self._prepositions = prepositions(self._anchors())
        return under(self._prepositions, name)

    def _subject(self) -> list[Word]:
        if self.is_noun:
            lends = self.support is not None and self.support.lemma not in words("receiving")
            return doers(self.support) if self.support is not None and lends else []
        if self.token.pos in ("ADJ", "ADV") or self.token.dep in ("acomp", "amod"):
            return surface_subject(self.token) or surface_subject(self.token.head)
        return self._spoken(self._author() or doers(self.token))

    def _author(self) -> list[Word]:
        """ "Passed a resolution condemning the raid": whoever passes it condemns, since a resolution is nobody."""
        paper = self.token.head
        if self.token.dep != "acl" or self.token.tag != "VBG" or paper.dep != "dobj":
            return []
        return doers(paper.head) if self.actors.standing(paper) is None else []

    def _squeezed(self) -> list[Word]:
        """ "Gave Malta four million euros": the one who is given to, taken by the parse for a part of what is given."""
        if self.token.lemma not in words("ditransitive") or is_passive(self.token) or self.slot("to"):
            return []
        for gift in self.slot("obj"):
            counted = gift.like_num or any(w.dep == "nummod" for w in gift.subtree)
            for noun in gift.children:
                if noun.dep not in ("compound", "nmod") or self.actors.standing(noun) is None:
                    continue
                if counted or gift.lemma in words("permission"):
                    return [noun]
        return []

    def _spoken(self, found: list[Word]) -> list[Word]:
        """Who speaks, where the word is the cue of a statement with another source than the parse's subject ``found``,
        or hangs on such a cue: "said the papers were old and threatened to close the port"."""
        token = self.token
        if is_passive(token):
            return found
        source = self.actors.source(token)
        if token.dep == "xcomp":
            if any(self.actors.standing(t) is not None for t in found):
                return found
            if source is None and not is_passive(token.head):
                source = self.actors.source(token.head)
        if source is None or any(t in found for t in joined(source)):
            return found
        return joined(source)

    def _anchors(self) -> list[Word]:
        """The words that a prepositional phrase of the event may hang on."""
        anchors = [self.token]
        if self.is_noun:
            if self.support is not None:
                anchors.append(self.support)
        else:
            anchors += self.slot("obj")
            anchors += [c for c in self.token.children if c.dep in ("acomp", "oprd", "prt", "attr")]
        return anchors

    def _inner(self) -> list[Word]:
        for token in self.slot("obj"):
            found = self.actors.inner(token)
            if found:
                return found
        return []

    def _places(self) -> list[Word]:
        for name in _PLACE_PREPS:
            found = [t for t in self.slot(name) if self.actors.is_place(t)]
            if found:
                return found[:1]
        return []

    def _aim(self) -> list[Word]:
        """Of whom something is wanted by what is done: "marched to demand reforms from the government"."""
        clauses = (c for a in self._anchors() for c in a.children if c.dep in ("advcl", "acl", "relcl"))
        for verb in clauses:
            if verb.lemma not in words("calling"):
                continue
            wanted = Frame(verb, self.actors)
            for role in ("from", "of", "on", "obj", "against", "inner", "for"):
                near = [o for t in wanted.slot(role) for o in (t, *self.actors.inner(t))]
                found = [t for t in near if (self.actors.standing(t) or 0) >= 3 and not self.actors.is_mere_place(t)]
                if found:
                    return found[:1]
        return []

    def _of_complement(self, name: str) -> list[Word]:
        verb = self.complement[0]
        if verb is None or name == "":
            return self.slot("compsubj") if verb is not None else []
        if name == "subj":
            return expanded([c for c in verb.children if c.dep in ("nsubj", "nsubjpass")])
        inner = Frame(verb, self.actors)
        if name != "obj":
            return inner.slot(name)
        for role in _WHOM:
            found = [t for t in inner.slot(role) if self.actors.standing(t) is not None and t.tag != "PRP$"]
            if found:
                return found
        inside = (t for role in _WHOM for o in inner.slot(role) for t in self.actors.inner(o) if t.tag != "PRP$")
        first = next(inside, None)
        return [first] if first is not None else inner.slot("place") or inner.slot("obj")

    def holds(self, condition: Condition) -> bool:
        """The condition is met."""
        return self._meets(condition) == condition.wanted

    def _meets(self, c: Condition) -> bool:
        slot = c.slot
        if slot == "comp":
            return self.complement[1] in c.words
        if slot == "neg":
            return is_negated(self.token)
        if slot == "passive":
            return is_passive(self.token)
        if slot == "subjects":
            return len(self.slot("subj")) > 1 or any(t.tag in ("NNS", "NNPS") for t in self.slot("subj"))
        if slot == "joint":
            return self._is_joint()
        if slot == "support":
            return self.support is not None and ("*" in c.kinds or self.support.lemma in c.words)
        lemmas = self._lemmas(slot)
        if lemmas is not None:
            return not lemmas.isdisjoint(c.words)
        if slot == "arg":
            return True
        if slot == "subj" and c.wanted and c.kinds and not self.slot("subj"):
            return not self.is_noun and is_passive(self.token)
        return any(self._fits(t, c) for t in self.slot(slot))

    def _lemmas(self, slot: str) -> set[str] | None:
        """The words that a slot of words, not of noun phrases, holds."""
        token = self.token
        if slot == "content":
            verb = self.complement[0]
            if verb is None:
                return set()
            near = [verb, *(c for c in verb.children if c.dep in ("aux", "prt"))]
            return {t.lemma for t in near} | {t.lower for t in near}
        if slot == "sentence":
            return {t.lemma for t in token.sent.words}
        if slot == "contentword":
            return {t.lemma for t in token.subtree}
        if slot == "modal":
            return {c.lower for c in token.children if c.dep == "aux"}
        if slot == "adv":
            return {c.lower for c in token.children if c.dep == "advmod"}
        if slot == "prt":
            return {c.lower for c in token.children if c.dep == "prt"}
        if slot == "verb":
            return {token.head.lemma}
        return None

    def _is_joint(self) -> bool:
        if len(self.slot("subj")) > 1 or any((self.actors.standing(t) or 0) >= 2 for t in self.slot("with")):
            return True
        return any(m.lower in ("joint", "combined") for o in self.slot("obj") for m in modifiers(o))

    def _fits(self, token: Word, c: Condition) -> bool:
        if c.words and not c.words.isdisjoint(named_by(token)):
            return True
        if not c.kinds:
            return False
        if "*" in c.kinds or "anyone" in c.kinds:
            return c.slot != "subj" or "*" in c.kinds or token.tag == "NNS" or self.actors.is_person(token)
        if ("person" in c.kinds or "people" in c.kinds) and self.actors.is_person(token):
            return True
        standing = self.actors.standing(token)
        if self.actors.is_name(token) and ("name" in c.kinds or ("figure" in c.kinds and (standing or 0) >= 2)):
            return True
        if standing is None:
            return False
        if "actor" in c.kinds or "public" in c.kinds:
            return True
        return "state" in c.kinds and standing >= 3


def named_by(token: Word) -> set[str]:
    """The words that say what a noun is: its own, the title of a name, what a number or "effort" is of."""
    found = {token.lemma, token.lower}
    lemma = token.lemma
    if token.pos == "PROPN" or lemma in words("carrier"):
        found |= {c.lemma for c in token.children if c.dep in ("compound", "appos", "nmod", "amod")}
    if lemma in words("quantity") or token.like_num:
        for inner in prepositional([token], "of"):
            found |= named_by(inner)
    return found


def _light_verb(noun: Word) -> Word | None:
    """The verb that lends ``noun`` its subject, directly or over a preposition: "held talks", "engaged in talks"."""
    head = noun
    while head.dep == "conj" and head.head.pos in ("NOUN", "PROPN"):
        head = head.head
    verb = head.head
    if head.dep == "pobj" and verb.pos == "ADP" and (verb.lower in _LENDING or verb.head.lemma == "threaten"):
        verb = verb.head
    elif head.dep not in ("dobj", "nsubjpass", "attr"):
        return None
    if verb.pos not in ("VERB", "AUX") or verb.lemma not in words("light"):
        return None
    return verb
