"""What the judge is told of a word that may be an event: its signs, and the words whose encoder states it reads.

Signs are short strings, each a word in a relation ("c:dobj:sanction"), the standing of those around it ("subj:3"), what
the wide table says of it and of its neighbours ("T:ACCUSE:3", "hT:AGREE:2"), or what the lexicon made of it
("R:ACCUSE"). No sign holds a name, so that no weight is learned for a person or a country.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.events.frames import Frame
from dateline.events.lexicon import words
from dateline.events.participants import Actors
from dateline.events.table import Entry, entries_of
from dateline.events.topics import is_off_topic
from dateline.events.triggers import Candidate
from dateline.events.wide import Possible, possible
from dateline.grammar import Word
from dateline.grammar.relations import is_negated, is_passive
from dateline.schema import Statement

FIELDS = ("sport", "market", "culture")
NEAR = 12
"""Words to either side of a trigger that count as near."""
_WHO = ("subj", "by", "poss", "light", "mod")
_WHOM = ("obj", "dative", "against", "with", "to", "on", "of", "from", "for", "between", "inner")
_GRAMMATICAL = ("subj", "obj", "dative", "poss", "light", "mod", "inner", "compsubj")
_PREPOSITIONS = ("by", "with", "to", "against", "on", "of", "from", "for", "between", "into", "at", "in", "over")
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "PART", "ADV"})
_NO_SIGN = frozenset({"PROPN", "PRON", "DET", "PUNCT", "SPACE", "NUM", "SYM", "X"})
_CLOSE = frozenset({"dobj", "prep", "prt", "nsubjpass", "agent", "dative", "xcomp", "acomp", "oprd"})
_QUOTES = frozenset({"“", "”", '"'})
_THE = words("pointing")
Filled = dict[str, tuple[list[Word], int]]
"""The words in each slot, and the best standing among them, -1 where none is an actor."""


@dataclass(frozen=True, slots=True)
class Trait:
    """A word that may be an event, with what is known of it."""

    possible: Possible
    frame: Frame
    rule: Candidate | None
    """What the lexicon finds at it."""
    filled: Filled
    who: tuple[Word, ...]
    whom: tuple[Word, ...]
    signs: tuple[str, ...]
    off_topic: bool = False
    """The lexicon's find stands in a sentence about sport, markets or culture in which nobody of public life acts."""

    @property
    def word(self) -> Word:
        """The word itself."""
        return self.possible.word

    @property
    def groups(self) -> tuple[Sequence[Word], ...]:
        """Words whose states are read, each group as its mean."""
        word = self.word
        return ((word,), (word.head,), clause(word), self.who, self.whom)


class Reader:
    """Reads the traits of one article."""

    def __init__(
        self,
        tokens: list[Word],
        actors: Actors,
        rules: Sequence[Candidate],
        said: dict[int, Statement],
        kinds: Sequence[str | None],
    ) -> None:
        """``rules`` is what the lexicon finds; ``said`` the innermost statement of a word by its number; ``kinds`` the
        kind of the block in which each word stands, None where it is not read."""
        self._tokens, self.actors, self._said, self._kinds = tokens, actors, said, kinds
        self._rules: dict[int, Candidate] = {}
        for candidate in rules:
            for word in candidate.words:
                self._rules.setdefault(word.i, candidate)
        self._rules |= {c.frame.token.i: c for c in rules}
        self._known = [entries_of(w) if k is not None else () for w, k in zip(tokens, kinds, strict=True)]
        self._sentence: dict[int, tuple[str, ...]] = {}
        self._strong: dict[int, list[tuple[int, str]]] = {}
        self._forms: dict[int, frozenset[str]] = {}
        self._about = self._of_article()

    def traits(self) -> list[Trait]:
        """The traits of each word that may be an event, in order.

        A word that neither the table nor the lexicon knows is none, nor is one that is hardly ever an event and has
        nobody by it: of a third of the words, one in sixty is marked, and the judge found hardly any of those.
        """
        seen: set[str] = set()
        found = []
        for one in possible(self._tokens, lambda w: self._kinds[w.i] is not None, lambda w: self._known[w.i]):
            trait = self._trait(one, seen)
            if trait is not None:
                found.append(trait)
            best = max(one.entries, key=lambda e: e.grade, default=None)
            seen |= {one.word.lemma, best.type if best else "none"}
        return found

    def _of_article(self) -> tuple[str, ...]:
        """What the whole article is about, roughly."""
        total = max(1, len(self._tokens))
        strong = sum(any(e.grade == 3 for e in known) for known in self._known)
        found = [f"art3:{min(4, int(80 * strong / total))}"]
        lemmas = [w.lemma for w in self._tokens]
        for field in FIELDS:
            n = sum(map(words(field).__contains__, lemmas))
            found.append(f"af:{field}:{min(4, int(150 * n / total))}")
        return tuple(found)

    def _trait(self, one: Possible, seen: set[str]) -> Trait | None:
        word, actors = one.word, self.actors
        rule = self._rules.get(word.i)
        if rule is None and not one.entries:
            return None
        frame = Frame(word, actors)
        off_topic = rule is not None and is_off_topic(rule, actors)
        filled = self._filled(frame)
        who = next((filled[n] for n in _WHO if n in filled and filled[n][1] >= 0), None)
        whom = next((f for n in _WHOM if (f := filled.get(n)) and f[1] >= 0 and not (who and f[0][0] in who[0])), None)
        if rule is None and who is None and whom is None and all(_is_weak(e) for e in one.entries):
            return None
        sides = f"{who[1] if who else 'no'}:{whom[1] if whom else 'no'}"
        best = _best(one.entries)
        found = [
            *_of_table(one, best),
            *_of_rule(one, rule, off_topic),
            f"w:{word.lemma}",
            f"p:{word.pos}:{word.dep}",
            f"g:{word.tag}",
            f"suf:{word.lower[-3:]}",
            *self._of_slots(filled, best),
            f"ww{sides}",
            f"w:{word.lemma}:{sides}",
            *(f"{t}ww{sides}" for t in best),
            *_of_word(word),
            *self._of_clause(frame),
            *self._of_head(word),
            *self._of_place(one, seen, best, who is not None, whom is not None),
            *self._of_sentence(word),
            *self._about,
        ]
        if best:
            found.append(f"G:{max(best.values())}:{word.pos}:{sides}")
        return Trait(
            one,
            frame,
            rule,
            filled,
            tuple(who[0]) if who else (),
            tuple(whom[0]) if whom else (),
            tuple(dict.fromkeys(found)),
            off_topic,
        )

    def _filled(self, frame: Frame) -> Filled:
        sentence = frame.token.sent
        near = self._forms.get(id(sentence))
        if near is None:
            near = self._forms[id(sentence)] = frozenset(w.lower for w in sentence.words)
        found: Filled = {}
        for name in (*_GRAMMATICAL, *(p for p in _PREPOSITIONS if p in near)):
            fillers = [t for t in frame.slot(name) if t is not frame.token]
            if fillers:
                found[name] = (fillers, max(self._standing(t) for t in fillers))
        return found

    def _standing(self, word: Word) -> int:
        standing = self.actors.standing(word)
        return -1 if standing is None else standing

    def _of_slots(self, filled: Filled, best: dict[str, float]) -> Iterator[str]:
        for name, (fillers, standing) in filled.items():
            head = fillers[0]
            actor = self.actors.actor(head)
            yield f"{name}:{standing}"
            yield f"{name}k:{actor.kind + '+' + (actor.sector or '') if actor else head.entity or head.pos}"
            if head.pos == "NOUN":
                yield f"{name}w:{head.lemma}"
            yield from (f"{name}T:{t}" for t in {e.type: None for e in self._known[head.i]})
            if name in ("subj", "obj", "by", "of", "poss"):
                yield from (f"{t}:{name}:{standing}" for t in best)

    def _of_clause(self, frame: Frame) -> Iterator[str]:
        if frame.is_noun and frame.support is not None:
            yield f"s:{frame.support.lemma}"
        verb, kind = frame.complement
        if verb is not None:
            yield f"k:{kind}"
            yield f"k:{verb.lemma}"
            yield from (f"kT:{e.type}" for e in self._known[verb.i])

    def _of_head(self, word: Word) -> Iterator[str]:
        head = word.head
        if head is word:
            yield "h:ROOT"
            return
        yield f"h:{head.lemma if head.pos not in _NO_SIGN else head.pos}"
        yield f"h:{word.dep}:{head.pos}"
        yield from (f"hT:{e.type}:{e.grade}" for e in self._known[head.i])
        above = head.head
        if head.pos == "ADP" and above is not head:
            yield f"hh:{head.lemma}:{above.lemma if above.pos not in _NO_SIGN else above.pos}"
            yield from (f"hT:{e.type}:{e.grade}" for e in self._known[above.i])

    def _of_place(self, one: Possible, seen: set[str], best: dict[str, float], who: bool, whom: bool) -> Iterator[str]:
        """Where it stands in the article, and whether it was told before."""
        word = one.word
        if word.lemma in seen:
            yield from ("again", f"again:{word.pos}", f"again:{word.pos}:{who}:{whom}")
        if word.pos in ("NOUN", "PROPN"):
            yield f"nn:{who}:{whom}:{any(c.lower in _THE for c in word.children)}"
            if (max(best, key=lambda t: best[t]) if best else "none") in seen:
                yield "againT"
        yield f"B:{self._kinds[word.i]}"
        statement = self._said.get(word.i)
        if statement is not None:
            yield "said"
            yield f"said:{statement.act}:{statement.stance}"
        if self.actors.source(word) is not None:
            yield "cue"

    def _of_sentence(self, word: Word) -> Iterator[str]:
        """What else stands in the sentence."""
        sentence = word.sent
        key = id(sentence)
        if key not in self._sentence:
            self._sentence[key] = tuple(self._shared(sentence.words))
            best = ((t.i, max(k, key=lambda e: e.grade)) for t in sentence.words if (k := self._known[t.i]))
            self._strong[key] = [(i, entry.type) for i, entry in best if entry.grade >= 2]
        yield from self._sentence[key]
        strong = [kind for i, kind in self._strong[key] if i != word.i]
        yield f"strong:{min(3, len(strong))}"
        yield from (f"st:{kind}" for kind in strong[:6])
        for other in clause(word):
            if other.pos in _CONTENT and other is not word and not other.entity:
                yield f"b:{other.lemma}"

    def _shared(self, sentence: Sequence[Word]) -> Iterator[str]:
        lemmas = {t.lemma for t in sentence}
        for field in FIELDS:
            yield f"f:{field}{min(3, len(lemmas & words(field)))}"
        standings = sorted({s for t in sentence if (s := self.actors.standing(t)) is not None})
        yield "sent:" + "".join(map(str, standings))
        if any(t.lower in _QUOTES for t in sentence):
            yield "quoted"
        yield f"len:{min(5, len(sentence) // 8)}"


def clause(word: Word) -> list[Word]:
    """The words of what hangs on ``word`` that stand near it."""
    first, last = word.i - NEAR, word.i + NEAR
    found, level = list[Word](), [word]
    while level:
        found += [t for t in level if first <= t.i <= last]
        level = [child for t in level for child in t.children]
    return found


def _best(found: Sequence[Entry]) -> dict[str, float]:
    """Each type that the table has for a word, with its best grade; half a grade more where a phrase fits."""
    best: dict[str, float] = {}
    for entry in found:
        grade = entry.grade + (0.5 if entry.particle or entry.noun else 0.0)
        best[entry.type] = max(best.get(entry.type, 0.0), grade)
    return best


def _is_weak(entry: Entry) -> bool:
    return entry.grade == 1 and entry.particle is None and entry.noun is None


def _of_table(one: Possible, best: dict[str, float]) -> Iterator[str]:
    for kind, grade in best.items():
        yield f"T:{kind}:{grade:g}"
        yield f"T:{kind}"
    yield f"Tn:{min(4, len(best))}" if best else "T:none"
    if one.misread:
        yield "misread"


def _of_rule(one: Possible, rule: Candidate | None, off_topic: bool) -> Iterator[str]:
    if rule is None:
        yield "R:no"
        return
    kind = rule.pattern.type
    yield "R:off" if off_topic else f"R:{kind}"
    yield f"R:{kind}:{rule.frame.token is one.word}:{off_topic}"


def _of_word(word: Word) -> Iterator[str]:
    if is_passive(word):
        yield "passive"
    if is_negated(word):
        yield "neg"
    if word.entity:
        yield f"ent:{word.entity}"
    for child in word.children:
        if child.dep in ("aux", "auxpass", "neg"):
            yield f"a:{child.lemma}"
        elif child.dep == "det":
            yield f"det:{child.lower}"
        elif child.pos not in _NO_SIGN and not child.entity:
            yield f"c:{child.dep}:{child.lemma}"
            if child.dep in _CLOSE:
                yield f"wc:{word.lemma}:{child.lemma}"
