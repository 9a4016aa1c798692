"""The two sides of an event as they are kept."""

from __future__ import annotations

from dateline.reading import read_batch
from dateline.schema import Article, Event, Reading


def _read(text: str) -> Reading:
    return read_batch([Article("a", "a", text, language="en")])[0]


def _names(reading: Reading, event: Event, side: str) -> set[str]:
    names = {a.id: a.name for a in reading.cast.actors}
    return {names.get(p.id or "", p.text) for p in getattr(event, side)}


def _event(reading: Reading, kind: str) -> Event:
    return next(e for e in reading.events if e.type == kind)


def test_governments_of_two_countries_are_both_countries() -> None:
    """ "The governments of A and B" take part as A and B."""
    reading = _read("The governments of Norway and Finland signed an agreement on fishing on Monday.")
    assert _names(reading, _event(reading, "SUPPORT"), "actors") == {"Norway", "Finland"}


def test_nobody_is_no_recipient() -> None:
    """An indefinite pronoun names no one."""
    reading = _read("Police in Norway arrested nobody on Monday.")
    assert all(not e.recipients for e in reading.events)


def test_name_before_colon_does_not_act() -> None:
    """In a headline "Name: clause" the clause has its own subject."""
    reading = _read("Hansen: skippers called for a ban on nets\n\nOSLO, March 3. The skippers met on Monday.\n")
    assert not any("Hansen" in _names(reading, e, "actors") for e in reading.events)


def test_both_countries_are_the_two_that_are_named() -> None:
    """ "Both countries" are the two named so far."""
    text = "OSLO, March 3 - Norway banned fish from Finland on Monday. The United Nations urged both countries to talk."
    reading = _read(text)
    assert _names(reading, _event(reading, "REQUEST"), "recipients") == {"Norway", "Finland"}
