"""Events against copy in which a person marked each one: trigger, type, modality, and the phrases of both sides.

Gold rows hold ``events``, each with ``start``, ``end``, ``type``, ``modality``, ``actor`` and ``recipient``; a side is
a list of {"text", "is"}, ``is`` being whom a pronoun or a common noun means. A trigger is found where one of the same
type overlaps it, each once. A side is right where each marked participant shares a word with one that was read, by the
text or by a name of its actor, and each that was read with a marked one. ``ignore_events`` may name ranges in which
nobody has marked anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.evaluate.measures import Hits, Measure, share
from dateline.evaluate.rows import is_unseen, spans
from dateline.schema import Event, Participant, Reading

_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"the", "a", "an", "of", "and", "in", "for", "to", "at", "on", "s", "mr", "mrs", "ms"})


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """F1 by type; with modality; with both sides too; modality and sides of the events that are found; each type."""
    count: Counter[str] = Counter()
    for row, reading in zip(rows, readings, strict=True):
        unseen = spans(row.get("ignore_events"))
        left = [e for e in reading.events if not is_unseen(e.trigger, unseen)]
        count.update(f"read {e.type}" for e in left)
        count["read"] += len(left)
        for marked in row["events"]:
            count["gold"] += 1
            count[f"gold {marked['type']}"] += 1
            event = _found(marked, left)
            if event is None:
                continue
            left.remove(event)
            modality = event.modality == marked["modality"]
            sides = _is_side(marked["actor"], event.actors, reading) and _is_side(
                marked["recipient"], event.recipients, reading
            )
            count.update(found=1, modality=modality, sides=sides, both=modality and sides)
            count[f"found {marked['type']}"] += 1
    return _report(count)


def _report(count: Counter[str]) -> list[Measure]:
    def hits(right: str, of: str = "") -> Hits:
        return Hits(count[right], count["gold" + of], count["read" + of])

    kinds = sorted({name.removeprefix("gold ") for name in count if name.startswith("gold ")})
    return [
        hits("found").measure("events, right type"),
        hits("modality").measure("type and modality"),
        hits("both").measure("type, modality and both sides"),
        share("modality of those found", count["modality"], count["found"]),
        share("both sides of those found", count["sides"], count["found"]),
        *(hits(f"found {kind}", f" {kind}").measure(f"  {kind}") for kind in kinds),
    ]


def _found(marked: Mapping[str, Any], read: Sequence[Event]) -> Event | None:
    start, end = marked["start"], marked["end"]
    return next(
        (e for e in read if e.type == marked["type"] and any(a < end and start < b for a, b in e.trigger)), None
    )


def _is_side(marked: Sequence[Mapping[str, str]], read: Sequence[Participant], reading: Reading) -> bool:
    wanted = [_words(side["text"], side.get("is", "")) for side in marked]
    names = {actor.id: (actor.name, *actor.aliases) for actor in reading.cast.actors}
    found = [_words(p.text, *names.get(p.id or "", ())) for p in read]
    return all(any(w & f for f in found) for w in wanted) and all(any(w & f for w in wanted) for f in found)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.lower())) - _EMPTY
