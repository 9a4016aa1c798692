"""Pronouns: the most salient actor near by who fits.

Salience after Lappin and Leass (1994) with weights learned as a conditional logit over the candidates (Denis and
Baldridge, EMNLP 2008): what counts is in ``evidence``, how much in ``resources/antecedents.tsv``. Gender and number are
weak evidence; inside a quotation "I" and "we" are its speaker.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.actors.mentions.extents import is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.voices import Voice, voice_at
from dateline.resources import table
from dateline.schema import Statement

_WINDOW = 30
"""How many mentions back an antecedent is looked for."""
_SENTENCES = 5
_SUBJECT = ("nsubj", "nsubjpass")
_WEATHER = frozenset(["rain", "snow", "take", "cost", "turn", "matter", "seem", "appear", "happen"])
"""Verbs whose "it" is nobody."""
NOBODY = -1
"""The candidate "nobody": "it rained"."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of somebody's words, by the place of its statement."""

    start: int
    end: int
    statement: int


@dataclass(slots=True)
class Scene:
    """What pronouns are resolved against: the mentions so far, and whose words stand where."""

    words: Words
    characters: Sequence[Character]
    placed: list[Phrase]
    """Resolved phrases in the order of their heads."""
    heads: list[int]
    quotations: list[Quotation]
    sources: list[Phrase | None]
    """For each statement the phrase of its source."""
    hearers: list[Phrase | None]
    """For each statement the phrase of whom it was said to."""
    quoted: list[int] = field(default_factory=list)
    """For each token the place of the outermost quotation that it stands in, or -1."""
    speaking: set[int] = field(default_factory=set)
    """The heads of the phrases that are sources."""

    def place(self, phrase: Phrase) -> None:
        """Add a phrase that was resolved."""
        at = bisect_left(self.heads, phrase.head)
        self.placed.insert(at, phrase)
        self.heads.insert(at, phrase.head)


def scene_of(
    words: Words, characters: Sequence[Character], phrases: Sequence[Phrase], statements: Sequence[Statement]
) -> Scene:
    """The scene after names and nouns were resolved."""
    placed = [p for p in phrases if p.actor >= 0]
    sources = _sources(phrases, words, statements)
    speaking = {p.head for p in sources if p is not None}
    quotations = quoted(statements)
    inside = _inside(words, quotations)
    hearers = _hearers(phrases, words, statements)
    return Scene(words, characters, placed, [p.head for p in placed], quotations, sources, hearers, inside, speaking)


def _inside(words: Words, quotations: Sequence[Quotation]) -> list[int]:
    """For each token the place of the outermost quotation that it stands in, or -1."""
    found = [-1] * len(words)
    done = 0
    for n, q in enumerate(quotations):
        first = bisect_left(words.start, max(q.start, done))
        last = bisect_left(words.start, q.end)
        if first < last:
            found[first:last] = [n] * (last - first)
        done = max(done, q.end)
    return found


def resolve_pronouns(
    words: Words, characters: Sequence[Character], phrases: Sequence[Phrase], statements: Sequence[Statement]
) -> Scene:
    """Resolve "he", "it", "they" of ``phrases`` in their order; those without an antecedent stay unresolved."""
    scene = scene_of(words, characters, phrases, statements)
    weights = _weights()
    for pronoun in phrases:
        if pronoun.form != "pronoun" or pronoun.actor >= 0 or pronoun.noun not in weights:
            continue
        found = _of_its_source(scene, pronoun)
        if found is None:
            inside = speakers_at(scene, words.start[pronoun.head])
            found = _likeliest(scene, pronoun, inside, weights[pronoun.noun])
        if found is not None:
            found.add(pronoun)
            scene.place(pronoun)
    return scene


def resolve_conversation(scene: Scene, phrases: Sequence[Phrase], voices: Sequence[Voice]) -> None:
    """Resolve "I", "we" and "you", now that it is known who "he said" is and whom everybody speaks for."""
    for pronoun in phrases:
        if pronoun.form == "pronoun" and pronoun.actor < 0 and pronoun.noun in ("1", "1p", "2"):
            found = _in_conversation(scene, pronoun, voices)
            if found is not None:
                found.add(pronoun)


def _of_its_source(scene: Scene, pronoun: Phrase) -> Character | None:
    """ "The union says it will go on": "it", the subject of what a body says, is the body."""
    w, head = scene.words, pronoun.head
    verb = w.head[head]
    if pronoun.noun != "n" or w.dep[head] not in _SUBJECT or w.dep[verb] != "ccomp":
        return None
    if "it is" in _nobody(scene, pronoun) or w.lemma[verb] in _WEATHER:
        return None
    says = w.head[verb]
    subject = w.child(says, "nsubj")
    at = bisect_left(scene.heads, subject) if subject is not None else len(scene.heads)
    if at == len(scene.heads) or scene.heads[at] != subject or subject is None or subject > head:
        return None
    found = scene.characters[scene.placed[at].actor]
    return found if _fits(found, pronoun) else None


def _in_conversation(scene: Scene, pronoun: Phrase, voices: Sequence[Voice]) -> Character | None:
    """Who "I", "we" or "you" is: by the innermost quotation, else by whose words stand here without marks."""
    around = quotations_at(scene, scene.words.start[pronoun.head])
    if around:
        speaker, hearer = (_resolved(scene, p[around[0].statement]) for p in (scene.sources, scene.hearers))
    else:
        voice = voice_at(voices, pronoun.head)
        if voice is None:
            return None
        speaker, hearer = voice.speaker, voice.hearer
    if pronoun.noun == "2":
        return hearer
    return speaker.house or speaker if speaker is not None and pronoun.noun == "1p" else speaker


def _resolved(scene: Scene, phrase: Phrase | None) -> Character | None:
    return scene.characters[phrase.actor] if phrase is not None and phrase.actor >= 0 else None


def _likeliest(
    scene: Scene, pronoun: Phrase, inside: Sequence[Character | None], weights: Mapping[str, float]
) -> Character | None:
    best, found = 0.0, NOBODY
    for number, signs in evidence(scene, pronoun, inside):
        score = sum(weights.get(sign, 0.0) for sign in signs)
        if number == NOBODY and (pronoun.head in scene.speaking or _owns_a_holder(scene.words, pronoun.head)):
            score = -99.0
        if number == NOBODY or score > best:
            best, found = score, number
    return scene.characters[found] if found != NOBODY else None


def _owns_a_holder(w: Words, i: int) -> bool:
    """ "its chairwoman": somebody holds an office there, so that "its" is a body's."""
    return w.tag[i] == "PRP$" and w.low[i] == "its" and any(is_holder(low) for low in w.low[i + 1 : i + 3])


@functools.cache
def _weights() -> dict[str, dict[str, float]]:
    """For each sort of pronoun the weight of each sign."""
    found: dict[str, dict[str, float]] = {"s": {}, "n": {}, "o": {}, "p": {}}
    for row in table("antecedents.tsv"):
        for sort, weights in found.items():
            weights[row["sign"]] = float(row[sort] or 0.0)
    return found


def evidence(scene: Scene, pronoun: Phrase, inside: Sequence[Character | None]) -> list[tuple[int, list[str]]]:
    """The candidates for ``pronoun`` by their numbers, "nobody" first, each with the signs for or against it."""
    w = scene.words
    found = [(NOBODY, _nobody(scene, pronoun))]
    main = _main(scene, pronoun)
    seen: set[int] = set()
    at = bisect_left(scene.heads, pronoun.head)
    for k in range(at - 1, max(-1, at - 1 - _WINDOW), -1):
        p = scene.placed[k]
        distance = w.sent[pronoun.head] - w.sent[p.head]
        if distance > _SENTENCES:
            break
        c = scene.characters[p.actor]
        if p.actor in seen or not _fits(c, pronoun) or _bound(w, p, pronoun):
            continue
        rank = min(len(seen), 4)
        seen.add(p.actor)
        signs = [f"sentences {min(distance, 4)}", f"rank {rank}", *_of_mention(scene, p, pronoun, distance)]
        signs += _of_character(c, pronoun)
        if main is c:
            signs.append("main")
        if scene.quoted[p.head] != scene.quoted[pronoun.head]:
            signs.append("in other words" if scene.quoted[p.head] >= 0 else "outside the words")
        if c in inside:
            signs.append("speaker of the quotation")
        found.append((p.actor, signs))
    return found


def _main(scene: Scene, pronoun: Phrase) -> Character | None:
    """Of those mentioned near by, the one mentioned most."""
    at = bisect_left(scene.heads, pronoun.head)
    near = {p.actor: scene.characters[p.actor] for p in scene.placed[max(0, at - _WINDOW) : at]}
    fitting = [c for c in near.values() if _fits(c, pronoun)]
    return max(fitting, key=lambda c: (len(c.heads), -c.number), default=None)


def _nobody(scene: Scene, pronoun: Phrase) -> list[str]:
    """Signs that the pronoun stands for nobody."""
    w = scene.words
    signs = ["nobody"]
    head = w.head[pronoun.head]
    if w.low[pronoun.head] == "it":
        signs.append("it")
        if w.dep[pronoun.head] == "expl" or (
            w.lemma[head] in ("be", "seem", "appear", "become", "take", "happen")
            and any(w.dep[c] in ("ccomp", "advcl", "xcomp", "acomp") for c in w.children[head])
        ):
            signs.append("it is")
    if w.dep[pronoun.head] in _SUBJECT:
        signs.append("nobody subject")
    return signs


def _of_mention(scene: Scene, p: Phrase, pronoun: Phrase, distance: int) -> list[str]:
    """Signs of the nearest mention of a candidate."""
    w = scene.words
    role, own = w.dep[p.head], w.dep[pronoun.head]
    signs = [f"form {p.form}"]
    if role in _SUBJECT:
        signs.append("subject" if distance else "subject here")
        if own in _SUBJECT:
            signs.append("both subjects")
        elif own == "poss" and not distance:
            signs.append("owner subject here")
    elif role in ("dobj", "poss", "pobj", "appos", "conj"):
        signs.append(role)
    if p.head in scene.speaking:
        signs.append("spoke")
    if w.paragraph[p.head] != w.paragraph[pronoun.head]:
        signs.append("other paragraph")
    if p.form == "pronoun" and p.noun == pronoun.noun:
        signs.append("same pronoun")
    if distance == 0 and w.head[p.head] == w.head[pronoun.head]:
        signs.append("same clause")
    return signs


def _of_character(c: Character, pronoun: Phrase) -> list[str]:
    """Signs of a candidate as a whole."""
    signs = [c.kind, "named" if c.named else "unnamed"]
    mentions = len(c.heads)
    signs.append("once" if mentions == 1 else "few" if mentions < 5 else "many")
    if pronoun.gender:
        signs.append("gender agrees" if c.gender == pronoun.gender else "gender unknown")
    if c.plural:
        signs.append("plural")
    return signs


def _fits(c: Character, pronoun: Phrase) -> bool:
    if pronoun.noun == "s":
        return c.kind == "person" and not c.plural and not (c.gender and pronoun.gender and c.gender != pronoun.gender)
    if pronoun.noun in ("n", "o"):
        return c.kind in ("organisation", "country") or (c.kind == "group" and (c.named or not c.plural))
    return c.plural or c.kind in ("group", "organisation", "country")


def _bound(w: Words, p: Phrase, pronoun: Phrase) -> bool:
    """Two arguments of one verb are two actors, unless the pronoun is reflexive or a possessive."""
    if pronoun.head == p.head or p.first <= pronoun.head < p.last:
        return True
    if w.tag[pronoun.head] == "PRP$" or w.low[pronoun.head].endswith(("self", "selves")):
        return False
    return w.head[p.head] == w.head[pronoun.head] and w.dep[p.head] != "conj"


def quoted(statements: Sequence[Statement]) -> list[Quotation]:
    """The contents that hold somebody's own words, by their starts."""
    found = [
        Quotation(s, e, n) for n, st in enumerate(statements) if st.mode in ("direct", "mixed") for s, e in st.content
    ]
    return sorted(found, key=lambda q: (q.start, q.end))


def _sources(phrases: Sequence[Phrase], words: Words, statements: Sequence[Statement]) -> list[Phrase | None]:
    """For each statement the phrase that its source span holds, or that of the statement it follows."""
    heads = [p.head for p in phrases]
    found: list[Phrase | None] = []
    by_id: dict[str, Phrase | None] = {}
    for st in statements:
        if st.source:
            phrase = phrase_in(phrases, heads, words, st.source[0].start, st.source[-1].end)
        else:
            phrase = by_id.get(st.follows) if st.follows is not None else None
        by_id[st.id] = phrase
        found.append(phrase)
    return found


def _hearers(phrases: Sequence[Phrase], words: Words, statements: Sequence[Statement]) -> list[Phrase | None]:
    """For each statement the phrase of its addressee."""
    heads = [p.head for p in phrases]
    spans = [st.addressee_span for st in statements]
    return [phrase_in(phrases, heads, words, span.start, span.end) if span else None for span in spans]


def phrase_in(phrases: Sequence[Phrase], heads: Sequence[int], words: Words, start: int, end: int) -> Phrase | None:
    """The phrase that best stands for ``start`` to ``end``: its head is their syntactic head, or it is widest."""
    first = bisect_left(words.start, start)
    last = bisect_left(words.start, end)
    within = range(first, last)
    best: tuple[int, int, int] | None = None
    found = None
    for k in range(bisect_left(heads, first), bisect_left(heads, last)):
        p = phrases[k]
        governor = words.head[p.head]
        free = governor not in within or governor == p.head
        rank = (free, p.form == "name" and p.kind == "person", p.last - p.first - abs(p.first - first))
        if best is None or rank > best:
            best, found = rank, p
    return found


def quotations_at(scene: Scene, offset: int) -> list[Quotation]:
    """The quotations around ``offset``, the innermost first."""
    at = bisect_left(scene.quotations, offset + 1, key=lambda q: q.start)
    around = [q for q in scene.quotations[max(0, at - 8) : at] if q.start <= offset < q.end]
    return sorted(around, key=lambda q: q.end - q.start)


def speakers_at(scene: Scene, offset: int) -> list[Character | None]:
    """The speakers of the quotations around ``offset``, the innermost first."""
    return [_resolved(scene, scene.sources[q.statement]) for q in quotations_at(scene, offset)]
