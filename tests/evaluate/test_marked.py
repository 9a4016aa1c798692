"""Events counted against copy in which each one is marked."""

from __future__ import annotations

from dateline.evaluate.marked import score
from dateline.reading import text_sha256
from dateline.schema import Actor, Anatomy, Article, Cast, Event, EventType, Modality, Participant, Reading, Span

TEXT = "Police in Tesk arrested two smugglers. They released one of them."


def event(words: str, kind: EventType, actor: str, modality: Modality = "asserted") -> Event:
    """An event of ``kind`` at ``words`` with one who acts."""
    start, who = TEXT.index(words), TEXT.index(actor)
    side = (Participant("a1", actor, who, who + len(actor), None, None),)
    return Event(
        "e1",
        (Span(start, start + len(words)),),
        kind,
        None,
        None,
        None,
        1,
        None,
        modality,
        None,
        side,
        (),
        1.0,
    )


def marked(words: str, kind: str, actor: dict[str, str]) -> dict[str, object]:
    """The same as marked by a person."""
    start = TEXT.index(words)
    return {
        "start": start, "end": start + len(words), "type": kind, "modality": "asserted",
        "actor": [actor], "recipient": [],
    }  # fmt: skip


def measures(*events: Event) -> dict[str, float]:
    """What ``events`` reach against the two that are marked."""
    row = {
        "text": TEXT,
        "events": [
            marked("arrested", "COERCE", {"text": "Police in Tesk"}),
            marked("released", "RETREAT", {"text": "They", "is": "Police in Tesk"}),
        ],
    }
    cast = Cast((Actor("a1", "organisation", "Tesk Police", True),), (), ())
    article = Article("1", "1", TEXT)
    reading = Reading(
        article=article,
        text_sha256=text_sha256(TEXT),
        reader_version="0",
        language="en",
        anatomy=Anatomy(()),
        cast=cast,
        events=events,
    )
    return {m.name: m.value for m in score([row], [reading])}


def test_all_right_is_one() -> None:
    """Type, modality and both sides, by the text or by the actor's name."""
    found = measures(event("arrested", "COERCE", "Police in Tesk"), event("released", "RETREAT", "They"))
    assert found["events, right type"] == found["type, modality and both sides"] == 1.0


def test_each_fault_counts_where_it_is() -> None:
    """A wrong modality, a wrong type, and an event that nobody marked."""
    found = measures(event("arrested", "COERCE", "Police in Tesk", "denied"), event("released", "AID", "They"))
    assert found["events, right type"] == 0.5
    assert found["type and modality"] == 0.0
    assert found["both sides of those found"] == 1.0
