"""Trees put right where the small model is known to go wrong on news copy.

Constructions: a name cut off from its verb by a relative clause; a joined subject taken for the end of the phrase
before it ("According to the envoy, A and B agreed"); "visiting" before a title; gerunds that are nouns; and the verb of
a headline taken for a noun, since headlines have no articles and no auxiliaries (Mårdh 1980, "Headlinese").
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from dateline.grammar.columns import SUBJECTS, Columns
from dateline.grammar.words import event_verbs, words
from dateline.schema import Anatomy, block_at

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HEADLINES = ("headline", "subhead")
_LONGEST_HEADLINE = 30
"""Words in a headline, at most."""


def mend_trees(t: Columns, anatomy: Anatomy) -> None:
    """Put the trees of ``t`` right; ``anatomy`` says which sentences stand in a headline."""
    heads = [(b.start, b.end) for b in anatomy.blocks if b.kind in _HEADLINES]

    def is_headline(first: int) -> bool:
        """The sentence that begins with token ``first`` stands in a headline or in a line under it."""
        at = t.start[first]
        if not any(start <= at < end for start, end in heads):
            return False
        block = block_at(anatomy, at)
        return block is not None and block.kind in _HEADLINES

    small = _has_group(t)
    for sentence in t.sentences():
        if small:
            _small_group(t, sentence)
        _visitors(t, sentence)
        _gerunds(t, sentence)
        _given(t, sentence)
        if heads and is_headline(sentence.start):
            _headline(t, sentence)
            _paired(t, sentence, is_headline)
        _cut_off(t, sentence)
        _swallowed(t, sentence)
        _bound(t, sentence)


def _has_group(t: Columns) -> bool:
    """The copy tells of the Islamic State, whose short name translation may put in small letters."""
    return any(
        word in ("isis", "isil", "daesh") or (word == "islamic" and after == "state")
        for word, after in pairwise(t.lower)
    )


def _small_group(t: Columns, sentence: range) -> None:
    """ "Four provinces captured by is, he said": under "by" stands the group, and its verb is "captured"."""
    for i in sentence:
        before = i - 1
        if t.lower[i] != "is" or before not in sentence or t.pos[before] != "ADP" or t.lower[before] not in _UNDER:
            continue
        if i + 1 in sentence and t.pos[i + 1] not in ("PUNCT", "NOUN", "CCONJ"):
            continue
        verb, head, dep = t.head[before], t.head[i], t.dep[i]
        if t.head[before] == i or verb == i:
            continue
        chain = [verb]
        while chain[-1] != t.head[chain[-1]] and t.head[chain[-1]] != i and len(chain) < len(sentence):
            chain.append(t.head[chain[-1]])
        if t.head[chain[-1]] == i:
            passive = t.tag[verb] == "VBN" and t.dep[verb] in ("acl", "relcl", "nsubj", "ccomp", "advcl")
            top = verb if passive else chain[-1]
            _raise(t, i, top, head, dep)
        t.move(i, before, "pobj")
        t.pos[i], t.tag[i], t.lemma[i], t.entity[i] = "PROPN", "NNP", "is", "ORG"


def _raise(t: Columns, i: int, top: int, head: int, dep: str) -> None:
    """Put token ``top``, which hangs below ``i``, in the place of ``i``: on ``head``, as ``dep``."""
    if dep == "ROOT" or head == i:
        t.move(top, top, "ROOT")
    else:
        t.move(top, head, dep)
    for child in [c for c in t.children[i] if c != top]:
        t.move(child, top, "nsubjpass" if t.dep[child] == "nsubj" else t.dep[child])


_UNDER = frozenset({"by", "against", "of", "from", "with"})


def _crown(t: Columns, i: int, old: int) -> None:
    """Make token ``i`` the root in place of ``old``."""
    t.move(i, i, "ROOT")
    for child in [c for c in t.children[old] if t.dep[c] == "punct" and c > i]:
        t.move(child, i, "punct")


def _has_subject(t: Columns, verb: int) -> bool:
    return any(t.dep[c] in SUBJECTS for c in t.children[verb])


def _is_finite(t: Columns, verb: int) -> bool:
    return t.tag[verb] in _FINITE or any(t.dep[c] == "aux" and t.tag[c] in _FINITE for c in t.children[verb])


def _visitors(t: Columns, sentence: range) -> None:
    """ "Met with visiting Minister Ana Vidmar": whom one met is the minister."""
    for i in sentence:
        if t.lower[i] not in words("on_the_road") or t.dep[i] not in ("pcomp", "xcomp", "advcl"):
            continue
        guest = next((c for c in t.children[i] if t.dep[c] == "dobj" and t.pos[c] == "PROPN"), None)
        if guest is None or t.left_edge(guest) != i + 1:
            continue
        t.move(guest, t.head[i], "pobj" if t.dep[i] == "pcomp" else "dobj")
        t.move(i, guest, "amod")


def _gerunds(t: Columns, sentence: range) -> None:
    """ "The fighting between", "the shelling of": such a form is a noun."""
    for i in sentence:
        if t.tag[i] != "VBG" or t.pos[i] != "VERB" or t.dep[i] not in ("nsubj", "nsubjpass", "pobj", "dobj"):
            continue
        if any(
            t.dep[c] == "det" or (t.dep[c] == "prep" and t.lower[c] in ("between", "of", "by")) for c in t.children[i]
        ):
            t.pos[i], t.tag[i], t.lemma[i] = "NOUN", "NN", t.lower[i]


def _given(t: Columns, sentence: range) -> None:
    """ "Giving Fiji NZ$4.5 million": who stands before a sum in one piece is given it, and is no part of the sum."""
    for i in sentence:
        verb = t.head[i]
        if t.dep[i] != "dobj" or t.lemma[verb] not in _GIVING or verb > i:
            continue
        inside = [c for c in t.children[i] if verb < c < i and t.dep[c] in ("compound", "nmod", "quantmod", "nummod")]
        amount = next((c for c in (*inside, i) if _is_sum(t.lower[c])), None)
        names = [
            c for c in inside if amount is not None and c < amount and t.pos[c] == "PROPN" and t.lower[c].isalpha()
        ]
        if names:
            t.move(names[-1], verb, "dative")
            for name in names[:-1]:
                t.move(name, names[-1], "compound")


_GIVING = frozenset({"give", "grant", "lend", "offer", "send", "pay", "award", "owe", "promise", "donate"})


def _is_sum(word: str) -> bool:
    """ "nz$4.5": a currency and a number in one piece."""
    return any(c in "$€£¥" for c in word) and any(c.isdigit() for c in word)


def _cut_off(t: Columns, sentence: range) -> None:
    """ "Italy, whose boats land in Split, offered to help": the verb after the comma is that of the name."""
    for noun in sentence:
        if t.head[noun] != noun or t.pos[noun] not in _NOMINAL:
            continue
        for clause in [c for c in t.children[noun] if t.dep[c] == "relcl"]:
            after = (c for c in t.children[clause] if c > sentence.start and t.lower[c - 1] == ",")
            verb = next((c for c in after if not _has_subject(t, c)), None)
            if verb is not None and t.dep[verb] in ("advcl", "conj") and t.tag[verb] in ("VBN", "VBD"):
                _crown(t, verb, noun)
                t.move(noun, verb, "nsubj")
                t.tag[verb] = "VBD"


def _swallowed(t: Columns, sentence: range) -> None:
    """ "According to the envoy, Chad and Niger agreed": what is joined to the envoy by a comma is the subject."""
    for verb in sentence:
        if t.dep[verb] != "ROOT" or t.pos[verb] not in ("VERB", "AUX"):
            continue
        if not _is_finite(t, verb) or _has_subject(t, verb):
            continue
        for before in [c for c in t.children[verb] if t.dep[c] == "prep" and c < verb]:
            for noun in [w for w in _subtree(t, before) if t.dep[w] == "pobj"]:
                joined = next((c for c in t.children[noun] if t.dep[c] == "conj" and t.pos[c] in _NOMINAL), None)
                if joined is not None and any(t.lower[c] == "," and c < joined for c in t.children[noun]):
                    t.move(joined, verb, "nsubj")
                    return


def _subtree(t: Columns, i: int) -> list[int]:
    found = [i]
    for here in found:
        found += t.children[here]
    return found


def _bound(t: Columns, sentence: range) -> None:
    """ "Arrested two men who had climbed a crane and released them": nobody releases himself by "them"."""
    for verb in sentence:
        above = t.head[verb]
        if t.dep[verb] != "conj" or t.dep[above] != "relcl" or t.tag[verb] != "VBD" or _has_subject(t, verb):
            continue
        patient = t.head[above]
        main = t.head[patient]
        pronoun = next((c for c in t.children[verb] if t.dep[c] == "dobj" and t.lower[c] in _OBJECTS), None)
        if pronoun is None or t.dep[patient] != "dobj" or t.tag[main] != "VBD":
            continue
        if (t.tag[patient] in ("NNS", "NNPS")) == (t.lower[pronoun] == "them"):
            t.move(verb, main, "conj")


_OBJECTS = frozenset({"them", "him", "her", "it"})


def _headline(t: Columns, sentence: range) -> None:
    """ "Court fines packer for oranges": give a headline without a verb the one that reads like it."""
    line = [i for i in sentence if t.pos[i] != "SPACE"]
    if len(line) > _LONGEST_HEADLINE or any(t.pos[i] == "VERB" and t.tag[i] in (*_FINITE, "VB", "VBN") for i in line):
        return
    for before, i, after in zip(line, line[1:], line[2:], strict=False):
        lemma = _as_verb(t, sentence, before, i)
        if lemma is None or t.pos[before] not in (*_NOMINAL, "NUM", "ADJ"):
            continue
        if t.pos[after] not in (*_NOMINAL, "NUM", "ADJ", "DET", "ADP", "PART"):
            continue
        _set_verb(t, line, i, lemma)
        return


def _paired(t: Columns, sentence: range, is_headline: Callable[[int], bool]) -> None:
    """ "Mali, Niger sign pact": a comma in a headline stands for "and", even where a sentence seems to begin at it."""
    for subject in sentence:
        verb = t.head[subject]
        if t.dep[subject] != "nsubj" or t.pos[subject] != "PROPN" or subject < 2 or t.tag[verb] == "VBZ":
            continue
        other, comma = subject - 2, subject - 1
        free = t.head[other] in (other, verb, *t.children[subject])
        joined = t.lower[comma] == "," and comma in sentence and t.pos[other] == "PROPN"
        if joined and free and is_headline(t.first[other]):
            t.move(other, subject, "conj")
        return


def _as_verb(t: Columns, sentence: range, subject: int, i: int) -> str | None:
    """The verb of an event that token ``i`` may be after ``subject``, or None: "fines", "sign" after a plural."""
    if t.pos[i] not in ("NOUN", "PROPN"):
        return None
    lower, known = t.lower[i], event_verbs()
    for ending, base in (("ies", "y"), ("es", ""), ("s", "")):
        lemma = lower.removesuffix(ending) + base
        if lower.endswith(ending) and lemma in known and not _is_plural(t, sentence, subject):
            return lemma
    return lower if _is_plural(t, sentence, subject) and lower in known else None


def _is_plural(t: Columns, sentence: range, noun: int) -> bool:
    joined = t.dep[noun] == "conj" or any(t.dep[c] in ("conj", "cc") for c in t.children[noun])
    return t.tag[noun] in ("NNS", "NNPS") or joined or (noun > sentence.start and t.lower[noun - 1] == "and")


def _set_verb(t: Columns, line: list[int], verb: int, lemma: str) -> None:
    """Make ``verb`` the root, the noun before it its subject, and the noun that it was a part of its object."""
    left = [i for i in line if i < verb]
    subject = left[-1]
    old, patient = next(i for i in line if t.head[i] == i or t.head[i] not in line), t.head[verb]
    t.move(verb, verb, "ROOT")
    t.pos[verb], t.tag[verb] = "VERB", "VBZ" if t.lower[verb] != lemma else "VBP"
    t.lemma[verb], t.entity[verb] = lemma, ""
    t.move(subject, verb, "nsubj")
    if patient != verb and patient > verb:
        t.move(patient, verb, "dobj")
    elif old != verb and old > verb:
        t.move(old, verb, "dobj")
    for i in left[:-1]:
        if t.head[i] >= verb or t.head[i] == i:
            t.move(i, subject, "conj" if _is_joined(t, line, i) else "compound")
    for i in line:
        if i > verb and (t.head[i] < verb or t.head[i] == i) and t.head[i] != verb:
            t.move(i, verb, "prep" if t.pos[i] == "ADP" else "dep")


def _is_joined(t: Columns, line: list[int], i: int) -> bool:
    after = next((w for w in line if w > i), None)
    return t.pos[i] in _NOMINAL and after is not None and t.lower[after] in ("and", ",")
