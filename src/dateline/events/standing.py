"""How an event stands, as the judge is told it: the rules' verdict, the words over the trigger, the statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.events.lexicon import words
from dateline.events.modality import cues, verdicts
from dateline.grammar import Word
from dateline.grammar.relations import is_negated, is_passive
from dateline.schema import Modality, Statement

_KINDS = ("if", "verb", "noun", "adjective", "auxiliary", "adverb")
_STEPS = 4
_NO_SIGN = frozenset({"PROPN", "PRON", "DET", "PUNCT", "SPACE", "NUM", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Stand:
    """What is known of how an event stands."""

    word: Word
    kind: str
    """Its type."""
    statement: Statement | None
    """The innermost that it stands in."""
    own: Statement | None
    """The one whose cue it is."""
    block: str | None
    past: bool
    future: bool
    rule: Modality
    """The rules' verdict."""


def signs_of_stand(stand: Stand) -> list[str]:
    """The signs of ``stand``, each once."""
    word, said = stand.word, stand.statement
    found = [
        f"M:{stand.rule}",
        f"M:{stand.rule}:{said is not None}:{word.tag}",
        f"M:{stand.rule}:{stand.kind}",
        *(f"A:{m}" for m in verdicts(word)),
        f"t:{stand.kind}",
        f"g:{word.tag}:{word.dep}",
        f"B:{stand.block}",
        f"past:{stand.past}",
        f"future:{stand.future}:{word.tag}",
        f"own:{stand.own is not None}",
        *_of_statement(said, word),
        *_by(word),
        *_over(word),
        *_near(word),
    ]
    return list(dict.fromkeys(found))


def _of_statement(said: Statement | None, word: Word) -> Iterator[str]:
    if said is None:
        yield "said:no"
        yield f"said:no:{word.tag}"
        return
    yield f"said:{said.act}:{said.stance}"
    yield f"said:{said.mode}:{word.tag}"
    yield f"cue:{said.cue_lemma}"
    yield f"negated:{said.negated}"
    yield f"inner:{said.parent is not None}"


def _by(word: Word) -> Iterator[str]:
    """What stands by the trigger."""
    if is_negated(word):
        yield "neg"
    if word.pos == "VERB" and is_passive(word):
        yield "passive"
    yield f"w:{word.lemma}"
    for child in word.children:
        if child.dep in ("aux", "auxpass", "neg", "mark"):
            yield f"a:{child.lower}"
            yield f"a:{child.lower}:{word.tag}"
        elif child.dep in ("advmod", "amod", "det", "npadvmod"):
            yield f"c:{child.lower}"


def _over(word: Word) -> Iterator[str]:
    """The words above the trigger, step by step, and the cues among them."""
    step = word
    for n in range(_STEPS):
        if step.head is step:
            break
        dep, step = step.dep, step.head
        name = step.lemma if step.pos not in _NO_SIGN else step.pos
        yield f"u{n}:{dep}:{step.pos}"
        yield f"u{n}:{name}"
        yield f"u:{dep}:{name}"
        for kind in _KINDS:
            if step.lemma in cues(kind):
                yield f"uc:{kind}:{cues(kind)[step.lemma]}:{min(n, 2)}"
        for child in step.children:
            if child.dep in ("aux", "neg", "mark"):
                yield f"ua:{child.lower}"
                yield f"ua{n}:{child.lower}"


def _near(word: Word) -> Iterator[str]:
    """The sentence: its root, its cues before the trigger, a question mark."""
    root = word
    for _ in range(40):
        if root.head is root:
            break
        root = root.head
    yield f"root:{root.tag}"
    yield f"root:{root.lemma if root.pos not in _NO_SIGN else root.pos}"
    for other in word.sent.words:
        if other.lower == "?" or other.lower in words("supposing"):
            yield f"n:{other.lower}:{'<' if other.i < word.i else '>'}"
