"""Readings of short texts with what a test needs in them, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from made_readings import reading

from dateline.reading import text_sha256
from dateline.schema import (
    Actor,
    Anatomy,
    Article,
    Block,
    Cast,
    Event,
    EventType,
    Participant,
    Reading,
    Span,
    Statement,
)

_END = re.compile(r"(?<=[.!?])\s+")


def piece(
    article_id: str, day: str | None, text: str, said: Sequence[tuple[str, str]] = (), publisher: str = "Gulf Wire",
    events: Sequence[Event] = (), actors: Sequence[Actor] = (),
) -> Reading:  # fmt: skip
    """A reading of ``text``; ``said`` are pairs of a speaker's name and the words, both of which stand in it."""
    bare = reading(article_id)
    names = dict.fromkeys(name for name, _ in said)
    people = {name: Actor(f"a{n}", "person", name, True) for n, name in enumerate(names, start=1)}
    statements = tuple(
        Statement(f"s{n}", None, "indirect", "speech", "say", False, (span(text, name),), (), "say",
                  (span(text, words),), 0.9, people[name].id)
        for n, (name, words) in enumerate(said, start=1)
    )  # fmt: skip
    article = Article(article_id, f"{article_id}.txt", text, publisher=publisher, published_at=day)
    return replace(
        bare, article=article, text_sha256=text_sha256(text), anatomy=Anatomy((Block("body", 0, len(text)),)),
        sentences=tuple(_sentences(text)), toponyms=(), figures=(), timeline=replace(bare.timeline, times=()),
        cast=Cast((*people.values(), *actors), (), statements), events=tuple(events), problems=(),
    )  # fmt: skip


def span(text: str, words: str) -> Span:
    """Where ``words`` stand first in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def _sentences(text: str) -> list[Span]:
    starts = [0, *(m.end() for m in _END.finditer(text))]
    ends = [*(m.start() for m in _END.finditer(text)), len(text)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def event(
    text: str, words: str, type_: EventType, by: Actor | None, to: Actor | None, day: str, **more: object
) -> Event:
    """An event told by ``words``; who takes part is named in ``text``."""

    def parties(one: Actor | None) -> tuple[Participant, ...]:
        return (Participant(one.id, one.name, *span(text, one.name), one.country, one.sector),) if one else ()

    made = Event(
        f"e{span(text, words).start}", (span(text, words),), type_, None, None, "190", 4, -10.0, "asserted", None,
        parties(by), parties(to), 0.9, date_start=day, date_end=day, date_from="clause",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]
