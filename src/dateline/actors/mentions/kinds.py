"""Whether a name is a person's, a body's or a group's.

spaCy's labels are one witness among several: the title before the name, a word of the name that only bodies have,
the table of given names, the toponyms, and how the same words were labelled elsewhere in the article.
"""

from __future__ import annotations

from collections import Counter

from dateline.actors.mentions.extents import is_holder
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.runs import LABELS, NO_ACTOR, NO_BODY, NO_NAME, Runs
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import DEPUTIES, last_words
from dateline.actors.names.persons import HONORIFICS, PARTICLES, gender_of
from dateline.schema import ActorKind


def kind_of(runs: Runs, begin: int, last: int, phrase: Phrase) -> ActorKind | None:
    """person, organisation, group or None for the tokens of a name."""
    w = runs.words
    low = w.low[begin:last]
    if all(x in NO_ACTOR or not x[0].isalpha() for x in low) or (
        len(low) == 1 and (low[0] in DEPUTIES or low[0] in HONORIFICS or len(low[0]) < 2)
    ):
        return None
    if (
        low[-1] in NO_BODY
        or (low[0] in NO_NAME and len(low) == 1)
        or (len(low) == 1 and low[0].endswith(".") and len(low[0]) < 3)
    ):
        return None
    organ = organ_word(low) if len(low) > 1 or (w.text[begin][0].isupper() and not w.opens[begin]) else None
    if phrase.office is not None or phrase.honorific:
        if len(low) == 1 and not phrase.honorific and (noun_of(low[0]) is not None or low[0] in NO_NAME):
            return None
        return "organisation" if organ is not None and len(low) > 1 else "person"
    if organ is not None:
        phrase.sector = organ.sector
        return "organisation" if len(low) > 1 else None
    before = noun_of(w.low[begin - 1]) if begin and w.head[begin - 1] in range(begin, last) else None
    if before is not None and before.kind == "organisation" and not before.plural:
        phrase.sector = before.sector
        return "organisation"
    if begin and is_holder(w.low[begin - 1]) and _unlabelled(runs, begin, last):
        return "person"
    label = _label(runs, begin, last)
    place = runs.places.get(w.start[begin])
    given = gender_of(w.text[begin]) is not None
    placed = place is not None and place.end >= w.end[last - 1]
    short = sum(x != "-" and x not in PARTICLES for x in low) <= 5
    if len(low) > 1 and given and short and not placed and label in ("PERSON", "", "GPE", "FAC", "LOC"):
        return "person"
    if len(low) == 1 and given and not placed and _shares_surname(w, last):
        return "person"
    if label == "PERSON" and short:
        where = begin > 0 and w.low[begin - 1] in ("in", "at", "from", "near", "of")
        elsewhere = placed and (where or low[0] not in runs.people)
        return None if (elsewhere and len(low) == 1) or _doubtful(runs, begin, last) else "person"
    if label == "ORG":
        if placed and not given:
            return None
        personal = given and 2 <= len(low) <= 3 and not w.text[last - 1].isupper() and not placed
        return "person" if personal else _organisation(runs, begin, last)
    if label == "NORP":
        return "group" if _people(runs, last - 1) else None
    return None


def _shares_surname(w: Words, last: int) -> bool:
    """ "Ana | and Luka Vidmar": a full name is joined to the given name."""
    joined = w.low[last : last + 1] == ["and"] and last + 2 < len(w) and w.tag[last + 2] in ("NNP", "NNPS")
    return joined and gender_of(w.text[last + 1]) is not None and w.text[last + 2][0].isupper()


def _unlabelled(runs: Runs, begin: int, last: int) -> bool:
    """Two or three proper nouns that got no label anywhere: "the writer Anar Shelov"."""
    w = runs.words
    proper = all(w.tag[i] == "NNP" and not w.entity[i] for i in range(begin, last))
    return proper and 2 <= last - begin <= 3 and w.start[begin] not in runs.places


def _people(runs: Runs, i: int) -> bool:
    """A word for people, not an adjective: "Democrats", "the Rohingya"."""
    w = runs.words
    if w.opens[i] and w.low[i] in runs.lower:
        return False
    if w.tag[i] == "NNPS" or w.low[i].endswith("s"):
        return True
    if w.low[i].endswith(("an", "ist", "crat", "ive", "al", "ish")):
        return False
    return i > 0 and w.low[i - 1] in ("the", "many", "some") and w.dep[i] in ("nsubj", "nsubjpass", "dobj", "pobj")


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
    """The label that this name and the article's other mentions of it get most often."""
    w = runs.words
    votes: Counter[str] = Counter()
    own = w.entity[last - 1]
    if own in LABELS:
        votes[own] += 2 if all(w.entity[i] == own for i in range(begin, last)) else 1
    votes.update(runs.votes.get(" ".join(w.low[begin:last]), Counter()))
    if last - begin > 1 and not votes:
        votes.update(runs.votes.get(w.low[last - 1], Counter()))
    if not votes:
        return w.entity[begin] if w.entity[begin] in LABELS else ""
    best = max(votes.values())
    return min((x for x, n in votes.items() if n == best), key=("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC").index)
