"""Runs of capitalised words, cut into titles and names, and told apart: persons, organisations, countries, places.

spaCy's labels are one witness among several: the title before the name, a word of the name that only bodies have,
the table of given names, the toponyms, and how the same words were labelled elsewhere in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.actors.mentions.extents import word
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import body_of, organ_word
from dateline.actors.names.persons import HONORIFICS, ONLY_PARTICLES, PARTICLES, gender_of
from dateline.actors.names.terms import forms_of, terms
from dateline.language.listings import LISTING
from dateline.resources import toml
from dateline.schema import Toponym

LABELS = frozenset(["PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"])
NO_ACTOR: frozenset[str] = frozenset(toml("name_words.toml")["names"]["no_actor"])
"""Capitalised words that are no actor by themselves."""
NO_NAME: frozenset[str] = frozenset(toml("name_words.toml")["names"]["no_name"])
"""Single words that are labelled names by mistake."""
NO_BODY: frozenset[str] = frozenset(toml("name_words.toml")["names"]["no_body"])
"""Last words of names of laws, prizes, streets and the like."""
_BEHIND_COMMA: frozenset[str] = frozenset(toml("name_words.toml")["names"]["behind_comma"])
NO_PERSON_AFTER: frozenset[str] = frozenset(toml("name_words.toml")["names"]["no_person_after"])
"""Words before the name of a storm or an operation."""
SHORT_MONTHS: frozenset[str] = frozenset(toml("name_words.toml")["names"]["short_months"])
_LONGEST = 20
"""The longest bracket that says where a firm is listed, in tokens."""
_BEFORE_A_PERSON: frozenset[str] = frozenset(toml("name_words.toml")["names"]["before_a_person"])
"""Last words of a body or a field, after which a given name opens a person's name."""


@dataclass(slots=True)
class Runs:
    """The names of an article, with what the same words were called elsewhere in it."""

    words: Words
    places: dict[int, Toponym]
    """Toponyms by the character at which they start."""
    votes: dict[str, Counter[str]] = field(default_factory=dict)
    """How often a name was given each label, by the words of the name in small letters."""
    lower: set[str] = field(default_factory=set)
    """Words that the article also has in lower case."""
    surnames: set[str] = field(default_factory=set)
    """The last words of names of two words or more that were labelled a person's."""
    people: frozenset[str] = frozenset()
    """Single words without a label that do what people do."""
    titles: set[int] = field(default_factory=set)
    """The sentences in capitals of an article whose other sentences are in small letters: its headlines."""
    shouting: set[int] = field(default_factory=set)
    """Sentences in which nearly every word is capitalised."""
    listings: set[int] = field(default_factory=set)
    """Words that say where a firm's shares are listed: "(NYSE: GRFM)"."""
    storms: set[str] = field(default_factory=set)
    """Names that the article gives to a storm, an operation or the like."""


def gather(words: Words, toponyms: Sequence[Toponym]) -> Runs:
    """What must be known of the whole article before a run can be read."""
    runs = Runs(words, {t.start: t for t in toponyms})
    counts: dict[int, list[int]] = {}
    for i, one in enumerate(words.text):
        if not one[0].isalpha():
            continue
        if one.islower():
            runs.lower.add(one)
        if len(one) > 3:
            tally = counts.setdefault(words.sent[i], [0, 0])
            tally[0] += 1
            tally[1] += one[0].isupper()
    runs.listings = set(_listings(words))
    runs.storms = {words.text[i + 1] for i in range(len(words) - 1) if _names_a_storm(words, i)}
    for first, last in _entities(words):
        if words.entity[first] == "PERSON" and last - first > 1:
            runs.surnames.add(words.text[last - 1])
        runs.votes.setdefault(" ".join(words.low[first:last]), Counter())[words.entity[first]] += 1
    runs.people = _unlabelled_people(words)
    for name in sorted(runs.people):
        runs.votes.setdefault(name, Counter())["PERSON"] += 2
    runs.shouting = {s for s, (all_, upper) in counts.items() if all_ >= 4 and upper >= 0.9 * all_}
    if len(runs.shouting) * 2 < max(words.sent, default=0) + 1:
        runs.titles = runs.shouting
    return runs


def _listings(w: Words) -> list[int]:
    """The tokens of the brackets that say where a firm is listed."""
    found: list[int] = []
    for i, text in enumerate(w.text):
        close = (
            next((k for k in range(i + 1, min(len(w.text), i + _LONGEST)) if w.text[k] in ")]"), i)
            if text in "(["
            else i
        )
        if close > i and LISTING.fullmatch(w.joined(i, close + 1)) is not None:
            found += range(i, close + 1)
    return found


def _names_a_storm(w: Words, i: int) -> bool:
    """Whether the word after ``i`` is the name of a storm or an operation: "Storm | Ophelia"."""
    return w.low[i] in NO_PERSON_AFTER and w.text[i + 1][0].isupper() and w.sent[i] == w.sent[i + 1]


def _unlabelled_people(w: Words) -> frozenset[str]:
    """Single proper nouns that no label names but that do, twice and more, what people do: "Byron ... his loves"."""
    with_people = {w.sent[i] for i, low in enumerate(w.low) if low in forms_of("he")}
    found: Counter[str] = Counter()
    for i, tag in enumerate(w.tag):
        if tag != "NNP" or w.entity[i] or w.dep[i] not in ("nsubj", "poss") or w.pos[w.head[i]] == "AUX":
            continue
        alone = not any(w.tag[k] in ("NNP", "NNPS", "DT") for k in (i - 1, i + 1) if 0 <= k < len(w.text))
        if alone and w.sent[i] in with_people and len(w.text[i]) > 2 and w.text[i][1:].islower():
            found[w.low[i]] += 1
    return frozenset(name for name, times in found.items() if times > 1)


def _entities(w: Words) -> list[tuple[int, int]]:
    """The names as spaCy has them, as token ranges."""
    found, i = list[tuple[int, int]](), 0
    while i < len(w.text):
        if w.entity[i] not in LABELS:
            i += 1
            continue
        j = i + 1
        while j < len(w.text) and w.entity[j] == w.entity[i] and not w.begins[j]:
            j += 1
        first, last = i, j
        while first < last - 1 and (w.pos[first] in ("DET", "SPACE") or not w.text[first][0].isalnum()):
            first += 1
        while last > first + 1 and (w.low[last - 1] == "'s" or not w.text[last - 1][0].isalnum()):
            last -= 1
        found.append((first, last))
        i = j
    return found


def stretches(runs: Runs) -> list[tuple[int, int]]:
    """The maximal runs of name-like tokens, as token ranges."""
    w, found, i = runs.words, list[tuple[int, int]](), 0
    size = len(w.text)
    while i < size:
        led = w.low[i] in ONLY_PARTICLES and w.begins[i] and w.entity[i] == "PERSON" and _particles_lead_on(w, i)
        if i in runs.listings or (not led and (not w.text[i][0].isupper() or not _namelike(runs, i))):
            i += 1
            continue
        j = i + 1
        while j < size and w.sent[j] == w.sent[i] and _continues(runs, i, j):
            j += 1
        while j > i + 1 and not w.text[j - 1][0].isalnum():
            j -= 1
        j = _with_complement(runs, i, j)
        found.append((i, j))
        i = j
    return found


def _with_complement(runs: Runs, i: int, j: int) -> int:
    """Where "Church", "University" ends with "of" and the names after it, and known bodies with "of" in their names."""
    w, organ = runs.words, False
    for _ in range(3):
        if j + 1 >= len(w.text) or w.low[j] not in ("of", "for", "on", "and") or w.sent[j + 1] != w.sent[i]:
            return j
        k = j + 2 if w.low[j + 1] == "the" and j + 2 < len(w.text) else j + 1
        if w.sent[k] != w.sent[i] or not _namelike(runs, k) or w.low[k] in NO_ACTOR:
            return j
        end = k + 1
        while end < len(w.text) and w.sent[end] == w.sent[i] and _continues(runs, k, end):
            end += 1
        organ = organ or (w.low[j] in ("of", "for") and organ_word([w.low[j - 1]]) is not None)
        inside = organ and w.low[j] != "and"
        if not inside and body_of(" ".join(w.text[i:end])) is None:
            return j
        j = end
    return j


def _namelike(runs: Runs, i: int) -> bool:
    w = runs.words
    text = w.text[i]
    inside = w.entity[i] == "PERSON" and not w.begins[i]
    if _is_will(runs, i):
        return True
    if not text[0].isupper() or (w.low[i] in terms("no_names_in_capitals") and not inside):
        return False
    if text.isupper() and w.sent[i] in runs.shouting and len(text) > 3:
        name = w.entity[i] in LABELS or word(text) is not None or gender_of(text) is not None
        return (
            name
            and w.low[i] not in terms("no_names_in_capitals")
            and w.pos[i] not in ("AUX", "VERB", "ADP", "CCONJ", "PRON", "DET", "PART")
        )
    if w.tag[i] in ("NNP", "NNPS") or w.entity[i] in LABELS:
        return w.pos[i] not in ("PRON", "DET", "ADP", "CCONJ", "AUX") or len(text) > 3
    if w.opens[i] or w.sent[i] in runs.shouting:
        return gender_of(text) is not None and i + 1 < len(w.text) and w.tag[i + 1] == "NNP"
    if w.pos[i] == "ADV":
        return gender_of(text) is not None
    return w.pos[i] in ("NOUN", "ADJ", "X", "VERB") and text.isalpha()


def _is_will(runs: Runs, i: int) -> bool:
    """Whether "Will" inside a sentence is a given name, whatever the tagger has it for: ", | Will Carver"."""
    w = runs.words
    if w.text[i] != "Will" or w.opens[i] or w.sent[i] in runs.shouting or i + 1 >= len(w.text):
        return False
    return w.tag[i] in ("MD", "NNP") and w.tag[i + 1] == "NNP" and w.text[i + 1][0].isupper()


def _continues(runs: Runs, i: int, j: int) -> bool:
    """Whether token ``j`` goes on with the run that began at ``i``."""
    w = runs.words
    if j in runs.listings:
        return False
    by_mark = _after_mark(runs, i, j)
    if by_mark is not None:
        return by_mark
    if w.low[j] in PARTICLES and w.text[j].islower():
        return _particles_lead_on(w, j)
    if w.low[j] in NO_ACTOR or (w.low[j - 1] in NO_ACTOR and w.low[j - 1] not in HONORIFICS):
        return False
    if not _namelike(runs, j):
        return w.text[j].isdigit() and w.entity[j] in ("PERSON", "ORG") and not w.begins[j]
    return not _another_begins(runs, i, j)


def _after_mark(runs: Runs, i: int, j: int) -> bool | None:
    """The same where token ``j`` or the one before it is a mark; None where neither is."""
    w = runs.words
    text, before, touches = w.text[j], w.text[j - 1], w.touching(j - 1)
    if "," in (text, before):
        legal = j + (text == ",")
        return legal < len(w.text) and w.low[legal] in _BEHIND_COMMA and w.text[legal][0].isupper()
    if text in ("-", "'", "’") and touches and w.touching(j):
        return w.text[j + 1][0].isalpha()
    if text == "'" and touches and w.low[j - 1].endswith("s") and j + 1 < len(w.text):
        return w.text[j + 1][0].isupper() and organ_word(w.low[j + 1 : j + 2]) is not None
    if text == "." and touches and w.low[j - 1] in HONORIFICS:
        return True
    if before == "." and w.low[j - 2] in HONORIFICS and j - i > 1:
        return _namelike(runs, j)
    if text == "&":
        return j + 1 < len(w.text) and w.text[j + 1][0].isupper()
    return text[0].isalnum() if before in ("-", "'", "’", "&") and touches else None


def _another_begins(runs: Runs, i: int, j: int) -> bool:
    """Whether the name-like token ``j`` opens another name: a country in a headline, a person after an office."""
    w = runs.words
    if w.text[j].isupper() and w.sent[j] in runs.shouting and len(w.text[j]) > 3:
        both = (word(w.text[j - 1]), word(w.text[j]))
        if any(seen is not None and seen.sense == "name" for seen in both):
            return True
    if w.begins[j] and w.entity[j] == "PERSON":
        before = w.entity[j - 1] in ("GPE", "NORP") or w.low[j - 1] in _BEFORE_A_PERSON
        if before and organ_word(w.low[j : j + 3]) is None:
            return True
    if j - i >= 1 and _person_begins(runs, i, j):
        return True
    seen = word(w.text[j - 1])
    return seen is not None and seen.sense == "name" and j - i == 1 and gender_of(w.text[j]) is not None


def _particles_lead_on(w: Words, j: int) -> bool:
    """A capital follows the particles at ``j``, "van der | Hoeve"; one that is an English word too needs a label."""
    k = j
    while k < len(w.text) and k < j + 3 and w.low[k] in PARTICLES and w.text[k].islower():
        if w.low[k] not in ONLY_PARTICLES and not w.entity[k] and not (k + 1 < len(w.text) and w.text[k + 1] == "-"):
            return False
        k += 1
        if k < len(w.text) and w.text[k] == "-" and w.touching(k - 1):
            k += 1
    return k < len(w.text) and w.text[k][0].isupper() and w.sent[k] == w.sent[j]


def _person_begins(runs: Runs, i: int, j: int) -> bool:
    """A given name and another word after words of a body or an office: "Affairs | Marko ..."."""
    w = runs.words
    if (
        gender_of(w.text[j]) is None
        or j + 1 >= len(w.text)
        or not w.text[j + 1][0].isupper()
        or w.tag[j + 1] not in ("NNP", "NNPS")
    ):
        return False
    if runs.places.get(w.start[i]) is not None and runs.places[w.start[i]].end == w.end[j - 1] and j + 1 < len(w.text):
        return organ_word(w.low[j : j + 4]) is None and w.entity[j] in ("PERSON", "")
    before = w.text[j - 1]
    if len(before) < 4 or before[0].islower() or gender_of(before) is not None or w.low[j - 1] in HONORIFICS:
        return False
    if w.entity[j - 1] == "PERSON" and w.entity[j] == "PERSON" and not w.begins[j]:
        return False
    placed = w.start[j - 1] in runs.places or w.entity[j - 1] == "GPE"
    return (placed or w.low[j - 1] in _BEFORE_A_PERSON) and organ_word(w.low[j + 1 : j + 3]) is None
