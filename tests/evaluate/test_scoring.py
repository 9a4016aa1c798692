"""Scoring a layer from files of gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from dateline.errors import FormatError, InputError
from dateline.evaluate import evaluate, measured, with_workers
from dateline.evaluate.wire import MarkedEvent, Wire, read_wire
from dateline.schema import (
    Actor,
    Anatomy,
    Article,
    Block,
    Cast,
    Event,
    Mention,
    Participant,
    Reading,
    Span,
    Statement,
    Time,
    Timeline,
    Toponym,
)

GOLD = Path(__file__).parents[1] / "gold"
TEXT = "Ana Vidmar met Carlo Berti in Trieste on 5 March. She said that ferries would sail."


def _row(**layer: Any) -> dict[str, Any]:
    return {"id": "a", "text": TEXT, **layer}


ROWS: dict[str, dict[str, Any]] = {
    "attribution": _row(attributions=[{"source": [[50, 53]], "cue": [[54, 58]], "content": [[59, 82]]}]),
    "places": _row(toponyms=[{"start": 30, "end": 37, "lat": 45.65, "lon": 13.77, "geonameid": "3165185"}]),
    "times": _row(timexes=[{"start": 41, "end": 48, "value": "2031-03-05"}]),
    "identity": _row(
        mentions=[
            {"start": 0, "end": 10, "head": [0, 10], "actor": 1, "kind": "person", "form": "name"},
            {"start": 50, "end": 53, "head": [50, 53], "actor": 1, "kind": "person", "form": "pronoun"},
        ]
    ),
    "events": _row(
        event="CONSULT", source=[{"actorText": "Vidmar"}], target=[{"actorText": "Berti"}], reciprocal=False
    ),
}


def _reading(article: Article) -> Reading:
    """A reading of TEXT in which all is right."""
    said = Statement("s1", None, "indirect", "speech", "say", False, (Span(50, 53),), (Span(54, 58),), "say",
                     (Span(59, 82),), 1.0, "p1")  # fmt: skip
    people = (Actor("p1", "person", "Ana Vidmar", True), Actor("p2", "person", "Carlo Berti", True))
    who = Cast(people, (Mention(0, 10, "name", "p1"), Mention(50, 53, "pronoun", "p1")), (said,))
    ana, carlo = Participant("p1", "Ana Vidmar", 0, 10), Participant("p2", "Carlo Berti", 15, 26)
    trigger = (Span(11, 14),)
    met = Event("e1", trigger, "CONSULT", None, None, None, 1, None, "asserted", None, (ana,), (carlo,), 1.0)
    trieste = Toponym(30, 37, "place", "3165185", "Trieste", 45.6, 13.8, "ITA", None, "PPLA", 1.0)
    times = (Time(41, 48, "2031-03-05", "2031-03-05", "2031-03-05"),)
    return Reading(
        article,
        "",
        "test",
        cast=who,
        toponyms=(trieste,),
        timeline=Timeline(times, None, None, None),
        events=(met,),
    )


def _right(articles: Sequence[Article]) -> Iterable[Reading]:
    return [_reading(a) for a in articles]


def _nothing(articles: Sequence[Article]) -> Iterable[Reading]:
    return [Reading(a, "", "test") for a in articles]


@pytest.mark.parametrize("layer", sorted(ROWS))
def test_a_right_reading_scores_one_and_an_empty_one_less(layer: str, tmp_path: Path) -> None:
    """Each layer's headline figure tells a right reading from none; mentions not found stand alone in B3."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(ROWS[layer]) + "\n", encoding="utf-8")
    assert measured(layer, gold, _right)[0].value == 1.0
    assert measured(layer, gold, _nothing)[0].value < 1.0
    assert evaluate(layer, [gold], _right)[0].split()[-1]


def test_pairs_are_scored_where_the_gold_gives_both_actors(tmp_path: Path) -> None:
    """Rows with a root and two spans are counted as pairs, also where the target is not given."""
    gold = tmp_path / "pairs.jsonl"
    rows = [_row(source=[0, 10], target=t, gold_root="CONSULT") for t in ([15, 26], [None, None])]
    gold.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert [m.value for m in measured("events", gold, _right)] == [1.0] * 4
    assert [m.value for m in measured("events", gold, _nothing)] == [0.0] * 4


def _as_marked(wire: Wire, article: Article) -> Reading:
    """A reading that says just what is marked."""
    actors = tuple(Actor(k, "person", n, True) for k, n in wire.names.items())
    mentions = tuple(Mention(m.start, m.end, "name", m.value) for m in wire.mentions)
    statements = tuple(
        Statement(
            s.id, s.via, cast(Any, s.mode), "speech", "say", False, s.source, s.cue, None, s.content, 1.0, s.speaker
        )
        for s in wire.statements
    )
    return Reading(
        article,
        "",
        "test",
        anatomy=Anatomy(tuple(Block(cast(Any, b.value), b.start, b.end) for b in wire.blocks)),
        timeline=Timeline(tuple(Time(t.start, t.end, t.value, None, None) for t in wire.times), None, None, None),
        cast=Cast(actors, mentions, statements),
        events=tuple(map(_event, wire.events)),
    )


def _event(e: MarkedEvent) -> Event:
    actors, recipients = (tuple(Participant(a, "", 0, 0) for a in side) for side in (e.actors, e.recipients))
    kind, modality = cast(Any, e.type), cast(Any, e.modality)
    return Event(
        e.id, e.trigger, kind, None, None, None, 1, None, modality, e.statement, actors, recipients, confidence=1.0
    )


def test_the_marks_read_back_score_one_throughout() -> None:
    """Every marked story, handed back as a reading, is right by all measures."""
    wires = {w.id: w for w in map(read_wire, sorted(GOLD.glob("*.wire")))}
    measures = measured("stories", GOLD, lambda articles: [_as_marked(wires[a.article_id], a) for a in articles])
    assert {m.name: m.value for m in measures} == {m.name: pytest.approx(1.0) for m in measures}


def test_a_speaker_who_has_a_name_counts_only_under_it() -> None:
    """Words of a marked story given to actors without names are no longer a named speaker's, but of the unnamed."""
    wires = {w.id: w for w in map(read_wire, sorted(GOLD.glob("*.wire")))}

    def unnamed(articles: Sequence[Article]) -> Iterable[Reading]:
        for a in articles:
            reading = _as_marked(wires[a.article_id], a)
            actors = tuple(replace(actor, named=False) for actor in reading.cast.actors)
            yield replace(reading, cast=replace(reading.cast, actors=actors))

    found = {m.name: m for m in measured("stories", GOLD, unnamed)}
    assert found["statements, right speaker"].value == pytest.approx(1.0)
    assert found["statements, named speaker"].value == 0.0


def test_the_sides_of_an_event_are_compared_by_mentions_not_by_what_they_are_called() -> None:
    """An actor read under other words is still the marked one; the sides exchanged are wrong."""
    wires = {w.id: w for w in map(read_wire, sorted(GOLD.glob("*.wire")))}

    def renamed(articles: Sequence[Article]) -> Iterable[Reading]:
        for a in articles:
            reading = _as_marked(wires[a.article_id], a)
            actors = tuple(replace(actor, name="somebody else") for actor in reading.cast.actors)
            yield replace(reading, cast=replace(reading.cast, actors=actors))

    def exchanged(articles: Sequence[Article]) -> Iterable[Reading]:
        for reading in renamed(articles):
            turned = (replace(e, actors=e.recipients, recipients=e.actors) for e in reading.events)
            yield replace(reading, events=tuple(turned))

    right, wrong = ({m.name: m.value for m in measured("stories", GOLD, way)} for way in (renamed, exchanged))
    assert right["events, right actors"] > 0.95
    assert wrong["events, right actors"] < 0.1


def test_nothing_read_scores_nothing() -> None:
    """An empty reading finds no statement, no event and no time."""
    found = {m.name: m.value for m in measured("stories", GOLD, _nothing)}
    assert found["statements found"] == found["events, right type"] == found["times, right value"] == 0.0


def test_an_unknown_layer_and_missing_gold_are_named(tmp_path: Path) -> None:
    """What the person got wrong is one clear line."""
    with pytest.raises(InputError, match="no layer"):
        evaluate("spelling", GOLD / "ferry-hopes.wire")
    with pytest.raises(InputError, match="--gold"):
        evaluate("times", tmp_path / "none.jsonl")


def test_gold_of_another_layer_is_refused(tmp_path: Path) -> None:
    """Gold without the layer's key, or that is not JSON lines, says what it should hold."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(ROWS["times"]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="toponyms"):
        evaluate("places", gold)
    gold.write_text("not json\n", encoding="utf-8")
    with pytest.raises(FormatError, match="line 1"):
        evaluate("places", gold)


def test_two_processes_read_what_one_reads() -> None:
    """The readings come back whole and in the order of the articles."""
    articles = [Article(str(n), str(n), f"Ana Vidmar said that ferry {n} would sail.") for n in range(40)]
    assert list(with_workers(2)(articles)) == list(with_workers(1)(articles))
