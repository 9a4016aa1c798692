"""Whether a name is a person's, a body's or a group's.

spaCy's labels are one witness among several: the title before the name, a word of the name that only bodies have,
the table of given names, the toponyms, and how the same words were labelled elsewhere in the article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.actors.mentions.extents import is_holder
from dateline.actors.mentions.runs import LABELS, NO_ACTOR, NO_BODY, NO_NAME, NO_PERSON_AFTER, SHORT_MONTHS, Runs
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.persons import HONORIFICS, PARTICLES, gender_of
from dateline.actors.names.terms import listed, terms
from dateline.schema import ActorKind


def kind_of(runs: Runs, begin: int, last: int, *, titled: bool, honorific: bool) -> tuple[ActorKind | None, str | None]:
    """person, organisation, group or None for the tokens of a name, with the sector that a word of it tells.

    ``titled`` says that a title or a form of address stands before the name, ``honorific`` that it is the latter.
    """
    w = runs.words
    low = w.low[begin:last]
    if _is_nobody(low) or _is_storm_or_day(runs, begin, last):
        return None, None
    if "&" in low[1:-1]:
        return "organisation", "BUS"
    organ = organ_word(low) if len(low) > 1 or (w.text[begin][0].isupper() and not w.opens[begin]) else None
    if titled:
        if len(low) == 1 and not honorific and (noun_of(low[0]) is not None or low[0] in NO_NAME):
            return None, None
        return "organisation" if organ is not None and len(low) > 1 else "person", None
    if organ is not None:
        return "organisation" if len(low) > 1 else None, organ.sector
    before = noun_of(w.low[begin - 1]) if begin and w.head[begin - 1] in range(begin, last) else None
    if before is not None and before.kind == "organisation" and not before.plural:
        return "organisation", before.sector
    if begin and is_holder(w.low[begin - 1]) and (_unlabelled(runs, begin, last) or _beside_a_person(w, begin, last)):
        return "person", None
    return _by_label(runs, begin, last), None


def _is_nobody(low: Sequence[str]) -> bool:
    """Words that name no actor: days, laws, prizes, initials."""
    if all(x in NO_ACTOR or not x[0].isalpha() for x in low) or low[-1] in NO_BODY:
        return True
    one = low[0]
    return len(low) == 1 and (
        one in terms("deputies")
        or one in HONORIFICS
        or one in NO_NAME
        or len(one) < 2
        or (one.endswith(".") and len(one) < 3)
    )


def _is_storm_or_day(runs: Runs, begin: int, last: int) -> bool:
    """Whether a name is a storm's or an operation's, or a month before its day: "Storm Ophelia", "Mar | 2"."""
    w = runs.words
    if w.low[begin] in SHORT_MONTHS and last == begin + 1:
        return last < len(w) and w.text[last].isdigit()
    named = w.text[begin + 1 : begin + 2] if w.low[begin] in NO_PERSON_AFTER else w.text[begin:last]
    return len(named) == 1 and named[0] in runs.storms


def _by_label(runs: Runs, begin: int, last: int) -> ActorKind | None:
    """The kind by the labels that the name got, the table of given names, and the toponyms."""
    w = runs.words
    low, label, place = w.low[begin:last], _label(runs, begin, last), runs.places.get(w.start[begin])
    given = gender_of(w.text[begin]) is not None
    placed = place is not None and place.end >= w.end[last - 1]
    short = sum(x != "-" and x not in PARTICLES for x in low) <= 5
    if len(low) > 1 and given and short and not placed and label in ("PERSON", "", "GPE", "FAC", "LOC"):
        return "person"
    if label == "PERSON" and short:
        where = begin > 0 and w.low[begin - 1] in ("in", "at", "from", "near", "of")
        elsewhere = placed and (where or low[0] not in runs.people)
        return None if elsewhere and len(low) == 1 else "person"
    if label == "ORG":
        if placed and not given:
            return None
        personal = given and 2 <= len(low) <= 3 and not w.text[last - 1].isupper() and not placed
        return "person" if personal else _organisation(runs, begin, last)
    return "group" if label == "NORP" and _people(runs, last - 1) else None


def _unlabelled(runs: Runs, begin: int, last: int) -> bool:
    """Two or three proper nouns that got no label anywhere: "the writer Anar Shelov"."""
    w = runs.words
    proper = all(w.tag[i] == "NNP" and not w.entity[i] for i in range(begin, last))
    return proper and 2 <= last - begin <= 3 and w.start[begin] not in runs.places


def _beside_a_person(w: Words, begin: int, last: int) -> bool:
    """Two or three proper nouns, labelled a body, right behind a word for a person: "her colleague | Taras Bilyk"."""
    own = all(w.tag[i] == "NNP" and w.text[i][1:].islower() for i in range(begin, last))
    hangs = w.dep[last - 1] == "appos" and w.head[last - 1] == begin - 1
    return own and 2 <= last - begin <= 3 and w.pos[begin - 1] == "NOUN" and (hangs or w.head[begin - 1] == last - 1)


def _people(runs: Runs, i: int) -> bool:
    """A word for people, not an adjective: "Democrats", "the Rohingya"."""
    w = runs.words
    if w.opens[i] and w.low[i] in runs.lower:
        return False
    if w.tag[i] == "NNPS" or w.low[i].endswith("s"):
        return True
    if w.low[i].endswith(listed("adjective_endings")):
        return False
    return i > 0 and w.low[i - 1] in ("the", "many", "some") and w.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj")


def _organisation(runs: Runs, begin: int, last: int) -> ActorKind | None:
    w = runs.words
    if last - begin == 1 and (w.low[begin] in runs.lower or w.start[begin] in runs.places):
        return None
    return "organisation"


def _label(runs: Runs, begin: int, last: int) -> str:
    """The label that this name and the article's other mentions of it get most often.

    A single word is who it is in the whole article; of several words the labels here count once more.
    """
    w = runs.words
    votes: Counter[str] = Counter()
    own = w.entity[last - 1]
    if own in LABELS and last - begin > 1:
        votes[own] += 2 if all(w.entity[i] == own for i in range(begin, last)) else 1
    votes.update(runs.votes.get(" ".join(w.low[begin:last]), Counter()))
    if last - begin > 1 and not votes:
        votes.update(runs.votes.get(w.low[last - 1], Counter()))
    if not votes:
        return w.entity[begin] if w.entity[begin] in LABELS else ""
    best = max(votes.values())
    return min((x for x, n in votes.items() if n == best), key=("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC").index)
