"""Runs of capitalised words, cut into titles and names, and told apart: persons, organisations, countries, places.

spaCy's labels are one witness among several: the title before the name, a word of the name that only bodies have,
the table of given names, the toponyms, and how the same words were labelled elsewhere in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.actors.bodies import body_of, name_key, organ_word
from dateline.actors.names import HONORIFICS, PARTICLES, gender_of
from dateline.actors.offices import DEPUTIES, last_words, read_title
from dateline.actors.phrases import Phrase
from dateline.actors.words import Words
from dateline.places.countries import word
from dateline.resources import toml
from dateline.schema import ActorKind, Toponym

_LABELS = frozenset(["PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"])
_NEVER: frozenset[str] = frozenset(toml("name_words.toml")["names"]["no_actor"])
"""Capitalised words that are no actor by themselves."""


_BEFORE_A_PERSON: frozenset[str] = frozenset(toml("name_words.toml")["names"]["before_a_person"])
"""Last words of a body or a field, after which a given name opens a person's name."""


@dataclass(slots=True)
class Runs:
    """The names of an article, with what the same words were called elsewhere in it."""

    words: Words
    places: dict[int, Toponym]
    """Toponyms by the character at which they start."""
    votes: dict[str, Counter[str]] = field(default_factory=dict)
    lower: set[str] = field(default_factory=set)
    """Words that the article also has in lower case."""
    shouting: set[int] = field(default_factory=set)
    """Sentences in which nearly every word is capitalised."""


def gather(words: Words, toponyms: Sequence[Toponym]) -> Runs:
    """What must be known of the whole article before a run can be read."""
    runs = Runs(words, {t.start: t for t in toponyms})
    counts: dict[int, list[int]] = {}
    for i, text in enumerate(words.text):
        if not text[0].isalpha():
            continue
        if words.entity[i] in _LABELS:
            runs.votes.setdefault(words.low[i], Counter())[words.entity[i]] += 1
        if text.islower():
            runs.lower.add(text)
        if len(text) > 3:
            tally = counts.setdefault(words.sent[i], [0, 0])
            tally[0] += 1
            tally[1] += text[0].isupper()
    runs.shouting = {s for s, (all_, upper) in counts.items() if all_ >= 4 and upper >= 0.75 * all_}
    return runs


def stretches(runs: Runs) -> list[tuple[int, int]]:
    """The maximal runs of name-like tokens, as token ranges."""
    w, found, i = runs.words, list[tuple[int, int]](), 0
    while i < len(w):
        if not _namelike(runs, i):
            i += 1
            continue
        j = i + 1
        while j < len(w) and w.sent[j] == w.sent[i] and _continues(runs, i, j):
            j += 1
        while j > i + 1 and not w.text[j - 1][0].isalnum():
            j -= 1
        found.append((i, j))
        i = j
    return found


def _namelike(runs: Runs, i: int) -> bool:
    w = runs.words
    text = w.text[i]
    if not text[0].isupper():
        return False
    if w.tag[i] in ("NNP", "NNPS") or w.entity[i] in _LABELS:
        return w.pos[i] not in ("PRON", "DET", "ADP", "CCONJ", "AUX") or len(text) > 3
    if w.opens[i] or w.sent[i] in runs.shouting:
        return gender_of(text) is not None and i + 1 < len(w) and w.tag[i + 1] == "NNP"
    return w.pos[i] in ("NOUN", "ADJ", "X", "VERB") and text.isalpha()


def _continues(runs: Runs, i: int, j: int) -> bool:
    """Whether token ``j`` goes on with the run that began at ``i``."""
    w = runs.words
    if w.text[j] in ("-", "'", "’") and w.touching(j - 1) and w.touching(j):
        return w.text[j + 1][0].isalpha()
    if w.text[j] == "&":
        return j + 1 < len(w) and w.text[j + 1][0].isupper()
    if w.text[j - 1] in ("-", "'", "’", "&") and w.touching(j - 1):
        return w.text[j][0].isalnum()
    if w.low[j] in PARTICLES and w.text[j].islower() and w.entity[j] != "":
        return j + 1 < len(w) and (w.text[j + 1][0].isupper() or w.text[j + 1] == "-")
    if w.low[j] in PARTICLES and w.text[j].islower():
        return j + 2 < len(w) and w.text[j + 1] == "-" and w.touching(j) and w.text[j + 2][0].isupper()
    if not _namelike(runs, j):
        return w.text[j].isdigit() and w.entity[j] in ("PERSON", "ORG") and not w.begins[j]
    if w.begins[j] and w.entity[j] == "PERSON" and w.entity[j - 1] in ("GPE", "NORP"):
        return False
    if j - i >= 1 and _person_begins(runs, i, j):
        return False
    seen = word(w.text[j - 1])
    return not (seen is not None and seen.sense == "name" and j - i == 1 and gender_of(w.text[j]) is not None)


def _person_begins(runs: Runs, i: int, j: int) -> bool:
    """A given name and another word after words of a body or an office: "Affairs | Alexei ..."."""
    w = runs.words
    if (
        gender_of(w.text[j]) is None
        or j + 1 >= len(w)
        or not w.text[j + 1][0].isupper()
        or w.tag[j + 1] not in ("NNP", "NNPS")
    ):
        return False
    before = w.text[j - 1]
    if len(before) < 4 or before[0].islower() or gender_of(before) is not None or w.low[j - 1] in HONORIFICS:
        return False
    if w.entity[j - 1] == "PERSON" and w.entity[j] == "PERSON" and not w.begins[j]:
        return False
    return w.low[j - 1] in _BEFORE_A_PERSON and organ_word(w.low[j + 1 : j + 3]) is None


def read_run(runs: Runs, first: int, last: int) -> Phrase | None:
    """The name, or the title alone, in the tokens ``first`` to ``last``; None where it names no actor."""
    w = runs.words
    texts = w.text[first:last]
    whole = _body(runs, first, last)
    if whole is not None:
        return whole
    title = read_title(texts)
    begin = first
    phrase = Phrase(first, last, last - 1, "name")
    if title is not None and not _is_name_part(runs, first, last, title.first, title.last):
        begin = first + title.last
        while begin < last and w.text[begin] in ("-", ".", ","):
            begin += 1
        phrase.office, phrase.country = title.office, title.country
        phrase.role = " ".join(texts[title.first : title.last])
    while begin < last and w.low[begin] in HONORIFICS and last - begin > 1:
        phrase.gender = phrase.gender or HONORIFICS[w.low[begin]]
        phrase.honorific = True
        begin += 1
    if begin >= last:
        return _title_alone(runs, phrase)
    phrase.kind = _kind(runs, begin, last, phrase)
    if phrase.kind is None:
        return None
    phrase.name = tuple(w.text[begin:last])
    if phrase.kind == "person":
        phrase.gender = phrase.gender or _gender(w, begin)
    else:
        phrase.key = name_key(phrase.name)
        phrase.office = None
    return phrase


def _gender(w: Words, begin: int) -> str | None:
    gender = gender_of(w.text[begin])
    return gender if gender in ("m", "f") else None


def _title_alone(runs: Runs, phrase: Phrase) -> Phrase | None:
    """ "Vice Prime Minister expressed hope": a title that stands for its holder."""
    w = runs.words
    if phrase.office is None or w.low[phrase.last - 1] not in last_words() or w.dep[phrase.head] == "compound":
        return None
    phrase.form, phrase.kind, phrase.noun = "noun", "person", w.low[phrase.head]
    phrase.definite = True
    return phrase


def _is_name_part(runs: Runs, first: int, last: int, begin: int, end: int) -> bool:
    """Whether the office word is part of a body's name: "General Electric", "King County", "Page"."""
    w = runs.words
    if end - begin > 1 or first + end >= last:
        return False
    labels = {w.entity[i] for i in range(first, last)}
    if organ_word(w.low[first:last]) is not None and w.entity[last - 1] != "PERSON":
        return True
    return labels <= {"ORG"} or labels <= {"GPE"} or labels <= {"FAC"} or labels <= {"LOC"}


def _body(runs: Runs, first: int, last: int) -> Phrase | None:
    """The phrase where the tokens name a country or a known body."""
    w = runs.words
    text = "".join(w.text[i] + (" " if not w.touching(i) else "") for i in range(first, last)).strip()
    body = body_of(text)
    if body is not None and (last - first > 1 or text[0].isupper()):
        found = Phrase(first, last, last - 1, "name", body.kind, tuple(w.text[first:last]), sector=body.sector)
        found.key, found.country = name_key(body.name.split()), body.country
        found.aliases = ["weak"] if body.weak else [body.name]
        return found
    seen = word(text)
    if seen is None or (seen.sense == "name" and _rather_person(runs, first, last)):
        return None
    found = Phrase(first, last, last - 1, "name", "country", tuple(w.text[first:last]))
    found.country = found.key = seen.country.alpha3
    found.noun = seen.sense
    return found


def _rather_person(runs: Runs, first: int, last: int) -> bool:
    """A country's word that is somebody's name here: "Jordan said" where Ms. Jordan was named."""
    return last - first == 1 and runs.words.entity[first] == "PERSON" and runs.words.start[first] not in runs.places


def _kind(runs: Runs, begin: int, last: int, phrase: Phrase) -> ActorKind | None:
    """person, organisation, group or None for the tokens of a name."""
    w = runs.words
    low = w.low[begin:last]
    if all(x in _NEVER or not x[0].isalpha() for x in low) or (
        len(low) == 1 and (low[0] in DEPUTIES or len(low[0]) < 2)
    ):
        return None
    organ = organ_word(low) if len(low) > 1 or (w.text[begin][0].isupper() and not w.opens[begin]) else None
    if phrase.office is not None or phrase.honorific:
        return "organisation" if organ is not None and len(low) > 1 else "person"
    if organ is not None:
        phrase.sector = organ.sector
        return "organisation" if len(low) > 1 else None
    label = _label(runs, begin, last)
    place = runs.places.get(w.start[begin])
    given = gender_of(w.text[begin]) is not None
    placed = place is not None and place.end >= w.end[last - 1]
    if len(low) > 1 and given and len(low) <= 5 and not placed and label in ("PERSON", "", "GPE", "FAC", "LOC"):
        return "person"
    if label == "PERSON" and len(low) <= 5:
        return None if (placed and len(low) == 1) or _doubtful(runs, begin, last) else "person"
    if label == "ORG":
        return (
            "person"
            if given and 2 <= len(low) <= 3 and not w.text[last - 1].isupper() and not placed
            else _organisation(runs, begin, last)
        )
    if label == "NORP":
        return (
            "group"
            if low[-1].endswith("s") or (w.pos[last - 1] in ("NOUN", "PROPN") and w.dep[last - 1] != "compound")
            else None
        )
    return None


def _organisation(runs: Runs, begin: int, last: int) -> ActorKind | None:
    w = runs.words
    if last - begin == 1 and (w.low[begin] in runs.lower or w.start[begin] in runs.places):
        return None
    return "organisation"


def _doubtful(runs: Runs, begin: int, last: int) -> bool:
    """A single word called a person once, at the start of a sentence or also seen in lower case."""
    w = runs.words
    if last - begin > 1:
        return False
    text = w.text[begin]
    if w.low[begin] in runs.lower or w.tag[begin] not in ("NNP", "NNPS") or w.low[begin] in last_words():
        return True
    once = sum(runs.votes.get(w.low[begin], Counter()).values()) < 2
    subject = w.dep[begin] in ("nsubj", "poss", "pobj", "dobj")
    return once and w.opens[begin] and gender_of(text) is None and not subject


def _label(runs: Runs, begin: int, last: int) -> str:
    """The label that the last word of the name, and the article's other mentions of it, get most often."""
    w = runs.words
    votes: Counter[str] = Counter()
    if w.entity[last - 1] in _LABELS:
        votes[w.entity[last - 1]] += 2
    for label, n in runs.votes.get(w.low[last - 1], Counter()).items():
        votes[label] += n
    if not votes:
        return w.entity[begin] if w.entity[begin] in _LABELS else ""
    best = max(votes.values())
    return min((x for x, n in votes.items() if n == best), key=("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC").index)
