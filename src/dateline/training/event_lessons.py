"""What corpora of events say of the candidates in their sentences, as lessons for the scorer.

A corpus tells of one event a sentence: it says which candidates are right, and nothing of the others. Where it goes by
how an act stands ("will release" is a promise, AGREE) we go by the act and leave the rest to modality (RETREAT,
intended), and such rows teach nothing.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from dateline.actors import find_actors
from dateline.anatomy import find_blocks
from dateline.events.find import find_candidates
from dateline.events.participants import Actors
from dateline.events.topics import is_off_topic
from dateline.events.triggers import Candidate
from dateline.figures import find_figures
from dateline.grammar import Parse, Word, read_grammar
from dateline.language import parse
from dateline.language.encoded import States, states_of
from dateline.places import find_toponyms
from dateline.schema import Article, Cast, Figure, Timeline, Toponym
from dateline.statements import find_statements, placed
from dateline.statements.learned import find_attributions
from dateline.times import find_times

YIELD = frozenset({"CONCEDE", "RETREAT"})
_OLD_TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""Types of the records of 2016 by today's names."""
_BY_STANDING = frozenset({"AGREE", "THREATEN", "REJECT"})
_AHEAD = frozenset({"will", "would", "may", "might", "shall", "'ll", "could"})
_AT_ONCE = 32
_FULL_STOP = re.compile(r'(?<=[a-z0-9][.?!])\s+(?=[A-Z"])')
_SHORTEST, _LONGEST = 40, 400
OWN_WEIGHT = 0.3
"""Of a made sentence: ten of them are one pattern."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, read up to its events."""

    row: Mapping[str, Any]
    grammar: Parse
    toponyms: tuple[Toponym, ...]
    timeline: Timeline
    figures: tuple[Figure, ...]
    cast: Cast


@dataclass(frozen=True, slots=True)
class Marked:
    """A candidate with the labels that are right for it; none right means that it is no event."""

    candidate: Candidate
    actors: Actors
    states: States
    right: frozenset[str]
    weight: float
    group: str
    """The text it stands in: what is fitted on and what is held out never share one."""


def sentences(path: Path, count: int, left_out: frozenset[str]) -> list[dict[str, Any]]:
    """``count`` sentences or a few more of the copy at ``path`` (JSON lines with ``text``), but those ``left_out``.

    Articles are taken in an order drawn once from a fixed seed; a sentence is cut by its full stop alone.
    """
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    Random(77).shuffle(articles)
    found: list[dict[str, Any]] = []
    for text in articles:
        if len(found) >= count:
            break
        for sentence in _FULL_STOP.split(" ".join(text.split())):
            if _SHORTEST < len(sentence) < _LONGEST and sentence not in left_out:
                found.append({"id": str(len(found)), "text": sentence})
    return found


def samples(rows: Iterable[Mapping[str, Any]]) -> Iterator[Sample]:
    """Each row's ``text``, read as an article of its own."""
    held: list[Mapping[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _AT_ONCE:
            yield from _read(held)
            held = []
    yield from _read(held)


def _read(rows: list[Mapping[str, Any]]) -> Iterator[Sample]:
    articles = [Article(article_id=str(r["id"]), uri=str(r["id"]), text=r["text"]) for r in rows]
    for row, copy in zip(rows, parse(articles, [find_blocks(a) for a in articles]), strict=True):
        toponyms, timeline = tuple(find_toponyms(copy)), find_times(copy)
        learned, states = find_attributions(copy)
        grammar = read_grammar(copy, states)
        said = placed(grammar, find_statements(grammar, timeline, learned), toponyms)
        cast = find_actors(grammar, toponyms, said)
        yield Sample(row, grammar, toponyms, timeline, tuple(find_figures(copy, timeline.times)), cast)


def of_pairs(sample: Sample) -> Iterator[Marked]:
    """Lessons of a PLV row: the candidates that link its source to its target are of its root."""
    row = sample.row
    right = YIELD if row["gold_root"] == "YIELD" else frozenset({row["gold_root"]})
    candidates, actors, _ = find_candidates(sample.grammar, sample.toponyms, sample.cast)
    states = sample.grammar.states or states_of(sample.grammar.copy)

    def meets(heads: Iterable[Word], span: tuple[int, int]) -> bool:
        spans = [actors.participant(t) for t in heads]
        return any(p.start < span[1] and span[0] < p.end for p in spans)

    for candidate in candidates:
        who, whom = meets(candidate.actors, row["source"]), meets(candidate.recipients, row["target"])
        if not (who or whom) or is_by_standing(candidate, right):
            continue
        if who and whom:
            yield Marked(candidate, actors, states, right, 1.0, row["text"])
        elif not (candidate.actors if whom else candidate.recipients):
            yield Marked(candidate, actors, states, right, 0.5, row["text"])


def of_record(sample: Sample) -> Iterator[Marked]:
    """Lessons of a gold record: the candidates at the words of its event are of its type."""
    row = sample.row
    if row["event"] == "DOCUMENT":
        return
    kind = _OLD_TYPES.get(row["event"], row["event"])
    right = YIELD if kind in YIELD else frozenset({kind})
    marked = set(re.findall(r"\w+", row["eventText"].lower()))
    candidates, actors, _ = find_candidates(sample.grammar, sample.toponyms, sample.cast)
    states = sample.grammar.states or states_of(sample.grammar.copy)
    for candidate in candidates:
        if candidate.frame.token.lower in marked and not is_by_standing(candidate, right):
            yield Marked(candidate, actors, states, right, 1.0, row["text"])


def of_background(sample: Sample) -> Iterator[Marked]:
    """Lessons of plain copy: what the lexicon does not list is no event as a rule, and what is off topic is none."""
    candidates, actors, _ = find_candidates(sample.grammar, sample.toponyms, sample.cast)
    states = sample.grammar.states or states_of(sample.grammar.copy)
    for candidate in candidates:
        off_topic = is_off_topic(candidate, actors)
        if off_topic or not candidate.listed:
            yield Marked(candidate, actors, states, frozenset(), 0.5 if off_topic else 0.3, sample.grammar.text)
        else:
            yield Marked(candidate, actors, states, frozenset({candidate.pattern.type}), 0.1, sample.grammar.text)


def is_by_standing(candidate: Candidate, right: frozenset[str]) -> bool:
    """The corpus's type is for how the act stands, not for the act: "will release" as AGREE."""
    if not right & _BY_STANDING or candidate.pattern.type in right or not candidate.listed:
        return False
    return any(c.dep == "aux" and c.lower in _AHEAD for c in candidate.frame.token.children)


def of_own(sample: Sample) -> Iterator[Marked]:
    """Lessons of a sentence of our own: the candidate at its trigger is of its type; without one none is an event."""
    row = sample.row
    candidates, actors, _ = find_candidates(sample.grammar, sample.toponyms, sample.cast)
    states = sample.grammar.states or states_of(sample.grammar.copy)
    for candidate in candidates:
        if row["type"] is None:
            yield Marked(candidate, actors, states, frozenset(), OWN_WEIGHT, row["text"])
        elif any(t.idx < row["trigger"][1] and row["trigger"][0] < t.end for t in candidate.words):
            yield Marked(candidate, actors, states, frozenset({row["type"]}), OWN_WEIGHT, row["text"])
