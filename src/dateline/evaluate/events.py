"""Events against coded sentences.

``records``: one coded event a sentence, actors as texts (the PLOVER gold standard records). ``pairs``: a source span, a
target span and a root (PLV; Halterman et al. 2023), scored as papers do that are handed the two actors ("given pair"),
and end to end, where the event that was read must itself link the two. ``marked``: copy in which every event is marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.evaluate import marked
from dateline.evaluate.measures import Measure, macro_f1, share, span_jaccard
from dateline.schema import Event, Participant, Reading

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
_YIELDING = ("CONCEDE", "RETREAT")
"""PLV's one root YIELD; it stands among the material ones there, as in PLOVER's first codebook."""
_TYPES_OF_2016 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_WORD = re.compile(r"\w+")


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """Pairs where the rows have ``gold_root``, marked copy where they have ``events``, else records."""
    if rows and "events" in rows[0]:
        return marked.score(rows, readings)
    if rows and "gold_root" in rows[0]:
        return score_pairs(rows, readings)
    return score_records(rows, readings)


def root(kind: str) -> str:
    """The PLV root of a PLOVER type."""
    return "YIELD" if kind in _YIELDING else kind


def score_pairs(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """Macro-F1 over roots and over quad classes; gold rows hold ``source``, ``target`` and ``gold_root``."""
    given: list[tuple[str, str | None]] = []
    linked: list[tuple[str, str | None]] = []
    for row, reading in zip(rows, readings, strict=True):
        source, target = _span(row["source"]), _span(row["target"])
        fits = [(_overlap(e.actors, source), _overlap(e.recipients, target), e) for e in reading.events]
        ranked = [e for a, b, e in sorted(fits, key=lambda f: (f[0] + f[1], f[2].confidence), reverse=True)]
        both = {id(e) for a, b, e in fits if a > 0 and b > 0}
        links = [e for e in ranked if id(e) in both]
        given.append((row["gold_root"], root(ranked[0].type) if ranked else None))
        linked.append((row["gold_root"], root(links[0].type) if links else None))
    measures = []
    for name, found in (("given pair", given), ("end to end", linked)):
        quads: list[tuple[str | int, str | int | None]] = [(QUADS[g], QUADS[p] if p else None) for g, p in found]
        none = sum(p is None for _, p in found)
        measures.append(Measure(f"{name}, root macro-F1", macro_f1(list(found)), f"no event {none} of {len(found)}"))
        measures.append(Measure(f"{name}, quad macro-F1", macro_f1(quads)))
    return measures


def _span(pair: Sequence[int | None]) -> tuple[int, int] | None:
    start, end = pair
    return None if start is None or end is None else (start, end)


def _overlap(participants: Sequence[Participant], span: tuple[int, int] | None) -> float:
    """The best overlap of a participant with the given span; every event fits where none is given."""
    if span is None:
        return 1.0
    return max((span_jaccard((p.start, p.end), span) for p in participants), default=0.0)


def score_records(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """Type, and type with actors; gold rows hold ``event``, ``source``, ``target`` and ``reciprocal``."""
    count: Counter[str] = Counter()
    for row, reading in zip(rows, readings, strict=True):
        if row["event"] == "DOCUMENT":
            continue
        wanted = root(_TYPES_OF_2016.get(row["event"], row["event"]))
        same = [e for e in reading.events if root(e.type) == wanted]
        count["gold"] += 1
        count["predicted"] += len(reading.events)
        count["type"] += bool(same)
        count["triple"] += any(_has_actors(e, row) for e in same)
    per_record = f"{count['predicted'] / max(1, count['gold']):.2f} events a record"
    found = share("type", count["type"], count["gold"])
    return [
        Measure(found.name, found.value, f"{found.detail}, {per_record}"),
        share("actor, type and recipient", count["triple"], count["gold"]),
    ]


def _has_actors(event: Event, row: dict[str, Any]) -> bool:
    source, target = row.get("source"), row.get("target")
    if row.get("reciprocal"):
        return _covers([*event.actors, *event.recipients], source)
    return _covers(event.actors, source) and _covers(event.recipients, target)


def _covers(participants: Sequence[Participant], wanted: Sequence[dict[str, Any]] | None) -> bool:
    """Whether each coded actor shares a word with the participants."""
    texts = [w["actorText"] for w in wanted or () if isinstance(w, dict) and w.get("actorText")]
    said = {word for p in participants for word in _words(p.text)}
    return all(_words(text) & said for text in texts)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
