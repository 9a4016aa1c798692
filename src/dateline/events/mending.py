"""Parses put right where the small model is known to go wrong on news copy, before anything is read off them.

Four constructions: a name cut off from its verb by a relative clause; a joined subject taken for the end of the phrase
before it ("According to the envoy, A and B agreed"); "visiting" before a title; and the verb of a headline taken for a
noun, since headlines have no articles and no auxiliaries (Mårdh 1980, "Headlinese").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.events.lexicon import patterns
from dateline.events.tree import Sentence, Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ON_THE_ROAD = frozenset({"visiting", "outgoing", "departing", "touring"})
_LONGEST_HEADLINE = 30
"""Words in a headline, at most."""


def mended(words: list[Word], is_headline: Callable[[Sentence], bool]) -> list[Word]:
    """``words`` with their trees put right; ``is_headline`` says which sentences stand in a headline."""
    for sentence in _sentences(words):
        _visitors(sentence)
        _gerunds(sentence)
        if is_headline(sentence):
            _headline(sentence)
            _paired(sentence, words, is_headline)
        _cut_off(sentence)
        _swallowed(sentence)
        _bound(sentence)
    return words


def _sentences(words: list[Word]) -> list[Sentence]:
    return list({id(w.sent): w.sent for w in words}.values())


def _move(word: Word, head: Word, dep: str) -> None:
    """Hang ``word`` on ``head``; on itself it is the root."""
    if word.head is not word:
        word.head.children.remove(word)
    word.head, word.dep = head, dep
    if head is not word:
        head.children.append(word)
        head.children.sort(key=lambda c: c.i)


def _crown(word: Word, old: Word) -> None:
    """Make ``word`` the root in place of ``old``."""
    _move(word, word, "ROOT")
    for child in [c for c in old.children if c.dep == "punct" and c.i > word.i]:
        _move(child, word, "punct")


def _has_subject(verb: Word) -> bool:
    return any(c.dep in _SUBJECTS for c in verb.children)


def _is_finite(verb: Word) -> bool:
    return verb.tag in _FINITE or any(c.dep == "aux" and c.tag in _FINITE for c in verb.children)


def _visitors(sentence: Sentence) -> None:
    """ "Met with visiting Minister Ana Vidmar": whom one met is the minister."""
    for word in sentence.words:
        if word.lower not in _ON_THE_ROAD or word.dep not in ("pcomp", "xcomp", "advcl"):
            continue
        guest = next((c for c in word.children if c.dep == "dobj" and c.pos == "PROPN"), None)
        if guest is None or guest.left_edge.i != word.i + 1:
            continue
        _move(guest, word.head, "pobj" if word.dep == "pcomp" else "dobj")
        _move(word, guest, "amod")


def _gerunds(sentence: Sentence) -> None:
    """ "The fighting between", "the shelling of": such a form is a noun."""
    for word in sentence.words:
        if word.tag != "VBG" or word.pos != "VERB" or word.dep not in ("nsubj", "nsubjpass", "pobj", "dobj"):
            continue
        if any(c.dep == "det" or (c.dep == "prep" and c.lower in ("between", "of", "by")) for c in word.children):
            word.pos, word.tag, word.lemma = "NOUN", "NN", word.lower


def _cut_off(sentence: Sentence) -> None:
    """ "Italy, whose boats land in Split, offered to help": the verb after the comma is that of the name."""
    for noun in sentence.words:
        if noun.head is not noun or noun.pos not in _NOMINAL:
            continue
        for clause in [c for c in noun.children if c.dep == "relcl"]:
            verb = next((c for c in clause.children if _follows_comma(c, sentence) and not _has_subject(c)), None)
            if verb is not None and verb.dep in ("advcl", "conj") and verb.tag in ("VBN", "VBD"):
                _crown(verb, noun)
                _move(noun, verb, "nsubj")
                verb.tag = "VBD"


def _follows_comma(word: Word, sentence: Sentence) -> bool:
    before = word.i - sentence.words[0].i - 1
    return before >= 0 and sentence.words[before].lower == ","


def _swallowed(sentence: Sentence) -> None:
    """ "According to the envoy, Chad and Niger agreed": what is joined to the envoy by a comma is the subject."""
    for verb in sentence.words:
        if verb.pos not in ("VERB", "AUX") or not _is_finite(verb) or _has_subject(verb) or verb.dep != "ROOT":
            continue
        for before in [c for c in verb.children if c.dep == "prep" and c.i < verb.i]:
            objects = [w for w in before.subtree if w.dep == "pobj"]
            for noun in objects:
                joined = next((c for c in noun.children if c.dep == "conj" and c.pos in _NOMINAL), None)
                if joined is not None and any(c.lower == "," and c.i < joined.i for c in noun.children):
                    _move(joined, verb, "nsubj")
                    return


def _bound(sentence: Sentence) -> None:
    """ "Arrested two men who had climbed a crane and released them": nobody releases himself by "them"."""
    for verb in sentence.words:
        above = verb.head
        if verb.dep != "conj" or above.dep != "relcl" or verb.tag != "VBD" or _has_subject(verb):
            continue
        patient, main = above.head, above.head.head
        pronoun = next((c for c in verb.children if c.dep == "dobj" and c.lower in ("them", "him", "her", "it")), None)
        if pronoun is None or patient.dep != "dobj" or main.tag != "VBD":
            continue
        if (patient.tag in ("NNS", "NNPS")) == (pronoun.lower == "them"):
            _move(verb, main, "conj")


def _headline(sentence: Sentence) -> None:
    """ "Court fines packer for oranges": give a headline without a verb the one that reads like it."""
    words = [w for w in sentence.words if w.pos != "SPACE"]
    if len(words) > _LONGEST_HEADLINE or any(w.pos == "VERB" and w.tag in (*_FINITE, "VB", "VBN") for w in words):
        return
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        lemma = _as_verb(before, word)
        if lemma is None or before.pos not in (*_NOMINAL, "NUM", "ADJ"):
            continue
        if after.pos not in (*_NOMINAL, "NUM", "ADJ", "DET", "ADP", "PART"):
            continue
        _set_verb(words, word, lemma)
        return


def _paired(sentence: Sentence, words: list[Word], is_headline: Callable[[Sentence], bool]) -> None:
    """ "Mali, Niger sign pact": a comma in a headline stands for "and", even where a sentence seems to begin at it."""
    for subject in sentence.words:
        verb = subject.head
        if subject.dep != "nsubj" or subject.pos != "PROPN" or subject.i < 2 or verb.tag == "VBZ":
            continue
        other, comma = words[subject.i - 2], words[subject.i - 1]
        free = other.head is other or other.head in (verb, *subject.children)
        if comma.lower == "," and comma.sent is sentence and other.pos == "PROPN" and free and is_headline(other.sent):
            _move(other, subject, "conj")
        return


def _as_verb(subject: Word, word: Word) -> str | None:
    """The verb of the event lexicon that ``word`` may be after ``subject``, or None: "fines", "sign" after a plural."""
    if word.pos not in ("NOUN", "PROPN"):
        return None
    known = patterns()
    for ending, base in (("ies", "y"), ("es", ""), ("s", "")):
        lemma = word.lower.removesuffix(ending) + base
        if word.lower.endswith(ending) and (lemma, "V") in known and not _is_plural(subject):
            return lemma
    return word.lower if _is_plural(subject) and (word.lower, "V") in known else None


def _is_plural(noun: Word) -> bool:
    joined = noun.dep == "conj" or any(c.dep in ("conj", "cc") for c in noun.children)
    before = noun.i - noun.sent.words[0].i - 1
    return noun.tag in ("NNS", "NNPS") or joined or (before >= 0 and noun.sent.words[before].lower == "and")


def _set_verb(words: Sequence[Word], verb: Word, lemma: str) -> None:
    """Make ``verb`` the root, the noun before it its subject, and the noun that it was a part of its object."""
    left = [w for w in words if w.i < verb.i]
    subject = left[-1]
    old, patient = next(w for w in words if w.head is w or w.head not in words), verb.head
    _move(verb, verb, "ROOT")
    verb.pos, verb.tag, verb.lemma, verb.entity = "VERB", "VBZ" if verb.lower != lemma else "VBP", lemma, ""
    _move(subject, verb, "nsubj")
    if patient is not verb and patient.i > verb.i:
        _move(patient, verb, "dobj")
    elif old is not verb and old.i > verb.i:
        _move(old, verb, "dobj")
    for word in left[:-1]:
        if word.head.i >= verb.i or word.head is word:
            _move(word, subject, "conj" if _is_joined_by(word, words) else "compound")
    for word in words:
        if word.i > verb.i and (word.head.i < verb.i or word.head is word) and word.head is not verb:
            _move(word, verb, "prep" if word.pos == "ADP" else "dep")


def _is_joined_by(word: Word, words: Sequence[Word]) -> bool:
    after = next((w for w in words if w.i > word.i), None)
    return word.pos in _NOMINAL and after is not None and after.lower in ("and", ",")
