"""The whole reading against marked stories: blocks, statements, words within words, who is who, events, times."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from dateline.evaluate.measures import Hits, Measure, b_cubed, common, harmonic, jaccard, offsets, share, span_jaccard
from dateline.evaluate.people import Figures
from dateline.evaluate.wire import MarkedEvent, MarkedStatement, Wire
from dateline.schema import Event, Reading, Statement

FURNITURE = frozenset(["related", "promo", "caption", "note", "background", "byline"])
HALF = 0.5
_EDGE_WEIGHT = 0.3
"""How much source and cue count beside the content when statements are paired."""


def score(wires: Sequence[Wire], readings: Sequence[Reading]) -> list[Measure]:
    """All measures over marked stories and what was read of them, in the same order."""
    count: Counter[str] = Counter()
    sums: defaultdict[str, float] = defaultdict(float)
    for wire, reading in zip(wires, readings, strict=True):
        figures = Figures(wire, reading)
        _count_blocks(wire, reading, count)
        _count_statements(wire, reading, figures, count)
        _count_mentions(wire, reading, count, sums)
        _count_events(wire, reading, figures, count)
        _count_times(wire, reading, count)
    return _report(count, sums)


def _report(count: Counter[str], sums: defaultdict[str, float]) -> list[Measure]:
    def hits(right: str, layer: str) -> Hits:
        return Hits(count[right], count[f"{layer} gold"], count[f"{layer} read"])

    mentions = max(1, count["mentions"])
    p, r = sums["precision"] / mentions, sums["recall"] / mentions
    return [
        share("blocks, right kind", count["kind"], count["characters"]),
        hits("furniture", "furniture").measure("furniture"),
        hits("statements", "statements").measure("statements found"),
        hits("speaker", "statements").measure("statements, right speaker"),
        share("statements, named speaker", count["named right"], count["named"]),
        share("statements, right mode", count["mode"], count["statements"]),
        share("words within words, right speaker", count["inner speaker"], count["inner"]),
        share("words within words, linked", count["inner linked"], count["inner"]),
        Measure("who is who, B3", harmonic(p, r), f"P {p:.3f} R {r:.3f} ({mentions} mentions)"),
        hits("events", "events").measure("events, right type"),
        share("events, right modality", count["modality"], count["events gold"]),
        share("events, right actors", count["event actors"], count["events gold"]),
        hits("times", "times").measure("times, right value"),
    ]


def _count_blocks(wire: Wire, reading: Reading, count: Counter[str]) -> None:
    """By characters that are not blank; what no block holds counts as body. The later, inner block wins."""
    wanted = {i: b.value for b in wire.blocks for i in range(b.start, b.end)}
    got: dict[int, str] = {i: b.kind for b in reading.anatomy.blocks for i in range(b.start, b.end)}
    for i, kind in wanted.items():
        if wire.text[i].isspace():
            continue
        read = got.get(i, "body")
        count["characters"] += 1
        count["kind"] += kind == read
        count["furniture gold"] += kind in FURNITURE
        count["furniture read"] += read in FURNITURE
        count["furniture"] += kind in FURNITURE and read in FURNITURE


def paired(marked: Sequence[MarkedStatement], read: Sequence[Statement]) -> dict[int, int]:
    """Which read statement stands for which marked one: best overlap of the contents first, none below a half."""
    candidates = []
    for i, m in enumerate(marked):
        content, edges = offsets(m.content), offsets(m.cue) | offsets(m.source)
        for j, s in enumerate(read):
            overlap = _overlap(content, offsets(s.content))
            if overlap >= HALF:
                around = _overlap(edges, offsets(s.cue) | offsets(s.source))
                candidates.append((overlap + _EDGE_WEIGHT * around, overlap, -i, -j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return jaccard(a, b) if a or b else 0.0


def _count_statements(wire: Wire, reading: Reading, figures: Figures, count: Counter[str]) -> None:
    read = reading.cast.statements
    pairs = paired(wire.statements, read)
    met = set(pairs.values())
    by_id = {s.id: j for j, s in enumerate(read)}
    number = {m.id: i for i, m in enumerate(wire.statements)}
    count["statements gold"] += len(wire.statements)
    # Attitudes without words are not marked, so reading them is not held against the reader.
    count["statements read"] += sum(j in met or s.act != "attitude" for j, s in enumerate(read))
    for i, marked in enumerate(wire.statements):
        count["inner"] += marked.via is not None
        if i not in pairs:
            continue
        statement = read[pairs[i]]
        right = figures.is_speaker(marked.speaker, statement.speaker)
        named = marked.speaker in figures.with_names
        count["statements"] += 1
        count["named"] += named
        count["named right"] += named and right and figures.has_name(statement.speaker)
        count["mode"] += marked.mode == statement.mode
        count["speaker"] += right
        if marked.via is not None:
            outer = pairs.get(number[marked.via])
            parent = by_id.get(statement.parent) if statement.parent is not None else None
            count["inner speaker"] += right
            count["inner linked"] += right and outer is not None and parent == outer


def _count_mentions(wire: Wire, reading: Reading, count: Counter[str], sums: defaultdict[str, float]) -> None:
    """B-cubed over the marked mentions; one that was not read stands alone."""
    gold: dict[int, Hashable] = {k: m.value for k, m in enumerate(wire.mentions)}
    found: dict[int, Hashable] = {}
    for k, m in enumerate(wire.mentions):
        over = [(span_jaccard((q.start, q.end), (m.start, m.end)), q.actor) for q in reading.cast.mentions]
        best = max(over, key=lambda o: o[0], default=(0.0, ""))
        found[k] = best[1] if best[0] > 0 else ("alone", k)
    precision, recall = b_cubed(gold, found, list(gold))
    count["mentions"] += len(gold)
    sums["precision"] += precision
    sums["recall"] += recall


def _count_events(wire: Wire, reading: Reading, figures: Figures, count: Counter[str]) -> None:
    left = list(reading.events)
    count["events gold"] += len(wire.events)
    count["events read"] += len(left)
    for marked in wire.events:
        event = _same_event(marked, left)
        if event is None:
            continue
        left.remove(event)
        count["events"] += 1
        count["modality"] += event.modality == marked.modality
        sides = ((marked.actors, event.actors), (marked.recipients, event.recipients))
        count["event actors"] += all(figures.are(wanted, found) for wanted, found in sides)


def _same_event(marked: MarkedEvent, read: Sequence[Event]) -> Event | None:
    trigger = offsets(marked.trigger)
    return next((e for e in read if e.type == marked.type and offsets(e.trigger) & trigger), None)


def _count_times(wire: Wire, reading: Reading, count: Counter[str]) -> None:
    left = list(reading.timeline.times)
    count["times gold"] += len(wire.times)
    count["times read"] += len(left)
    for marked in wire.times:
        for time in left:
            if common((time.start, time.end), (marked.start, marked.end)) > 0:
                left.remove(time)
                count["times"] += time.value == marked.value
                break
