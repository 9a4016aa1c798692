"""Articles with events made by hand: a sentence an event, named by the words in it."""

from __future__ import annotations

from typing import Any

from dateline.reading import text_sha256
from dateline.schema import (
    Actor,
    Anatomy,
    Article,
    Block,
    Cast,
    Event,
    Participant,
    Reading,
    Span,
    Toponym,
)

PEOPLE = {
    "Lorvania": Actor("", "country", "Lorvania", True, country="LOR"),
    "Tesk": Actor("", "country", "Tesk", True, country="TSK"),
    "Lorvanian gunboats": Actor("", "group", "Lorvanian gunboats", False, country="LOR", sector="MIL"),
    "Ilka Tarn": Actor("", "person", "Ilka Tarn", True, country="LOR", sector="GOV"),
    "Otto Brand": Actor("", "person", "Otto Brand", True, country="LOR", sector="GOV"),
    "Tarn": Actor("", "person", "Tarn", True),
    "gunmen": Actor("", "group", "gunmen", False),
    "the crew": Actor("", "group", "the crew", False),
}
"""Who may take part, by the words that name them. Lorvania and Tesk are no countries."""
_QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "AID": 2,
    "CONCEDE": 1,
    "REQUEST": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "ASSAULT": 4,
    "COERCE": 4,
}


def event(sentence: str, type_: str, trigger: str, actor: str = "", recipient: str = "", **more: Any) -> dict[str, Any]:
    """An event in a sentence; ``more`` are fields of ``Event``."""
    return {"sentence": sentence, "type": type_, "trigger": trigger, "who": (actor, recipient), **more}


def article(
    article_id: str, published: str | None, *events: dict[str, Any], publisher: str = "Gulf Wire", kind: str = "body"
) -> Reading:
    """The reading of an article whose text is the sentences of its events; they stand in a block of ``kind``."""
    sentences = list(dict.fromkeys(e["sentence"] for e in events))
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    starts = {s: span.start for s, span in zip(sentences, spans, strict=True)}
    cast = {name: f"a{n}" for n, name in enumerate(PEOPLE)}
    made = [_event(f"e{n}", e, starts[e["sentence"]], published, cast) for n, e in enumerate(events, 1)]
    actors = [Actor(cast[name], a.kind, a.name, a.named, country=a.country, sector=a.sector)
              for name, a in PEOPLE.items() if name in text]  # fmt: skip
    return Reading(
        article=Article(article_id, f"{article_id}.txt", text, publisher=publisher, published_at=published),
        text_sha256=text_sha256(text),
        reader_version="0.1.0",
        language="en",
        anatomy=Anatomy((Block(kind, 0, len(text)),)),  # type: ignore[arg-type]
        sentences=tuple(spans),
        toponyms=(Toponym(0, 1, "place", "77", "Port Ardo", 1.0, 2.0, "TSK", "01", "PPL", 0.9),),
        cast=Cast(tuple(actors), (), ()),
        events=tuple(made),
    )


def _event(event_id: str, told: dict[str, Any], start: int, published: str | None, cast: dict[str, str]) -> Event:
    at = told["sentence"].index(told["trigger"]) + start
    roles = []
    for name in told["who"]:
        where = told["sentence"].find(name) + start
        actor = PEOPLE.get(name)
        roles.append((Participant(cast[name], name, where, where + len(name), actor.country, actor.sector),)
                     if actor else ())  # fmt: skip
    day = (published or "")[:10] or None
    fields: dict[str, Any] = {"mode": None, "modality": "asserted", "date_start": day, "date_end": day}
    fields |= {"quad": _QUADS[told["type"]], "cameo": None, "goldstein": None}
    fields |= {"date_from": "clause" if "on" in told else "dateline" if day else None}
    if "on" in told:
        fields |= {"date_start": told["on"], "date_end": told["on"]}
    fields |= {k: v for k, v in told.items() if k not in ("sentence", "trigger", "who", "type", "on")}
    return Event(
        id=event_id, trigger=(Span(at, at + len(told["trigger"])),), type=told["type"], context=None,
        statement=None, actors=roles[0], recipients=roles[1],
        confidence=0.8, **fields,
    )  # fmt: skip
