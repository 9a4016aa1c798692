"""Readings made by hand, with a row in every layer."""

from __future__ import annotations

from dateline.reading import text_sha256
from dateline.schema import (
    Actor,
    Anatomy,
    Article,
    Block,
    Cast,
    Dateline,
    Event,
    Figure,
    Mention,
    Participant,
    Problem,
    Reading,
    Span,
    Statement,
    Time,
    Timeline,
    Toponym,
)

LEAD = "TRIESTE, 5 March. "
_DAY = "2031-03-05"
SAID = "Ana Vidmar said that 40 ferries of Italy would "


def reading(
    article_id: str = "one", verb: str = "sail", speaker: str = "Ana Vidmar", uri: str | None = None
) -> Reading:
    """A reading of one sentence in which ``speaker`` promises something."""
    text = LEAD + SAID.replace("Ana Vidmar", speaker) + verb + "."

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    source, cue, content = at(speaker), at("said"), at("that 40 ferries of Italy would " + verb)
    article = Article(article_id, uri or f"{article_id}.txt", text, publisher="Gulf Wire", published_at="2031-03-06")
    lead = Dateline(Span(0, 17), place=Span(0, 7), date=Span(9, 16))
    return Reading(
        article=article,
        text_sha256=text_sha256(text),
        reader_version="0.1.0",
        language="en",
        anatomy=Anatomy((Block("dateline", 0, 17), Block("body", 18, len(text))), dateline=lead),
        sentences=(Span(0, 17), Span(18, len(text))),
        toponyms=(Toponym(0, 7, "place", "3165185", "Trieste", 45.6, 13.8, "ITA", "06", "PPLA", 0.9),),
        timeline=Timeline((Time(9, 16, _DAY, _DAY, _DAY),), "2031-03-06", "published", _DAY),
        figures=(Figure(*at("40"), 40.0, None, "exact", "count", at("ferries of Italy")),),
        cast=Cast(
            (
                Actor("a1", "person", speaker, True, ("Vidmar",), ("minister",), "ITA", "GOV"),
                Actor("a2", "country", "Italy", True, country="ITA"),
                Actor("a3", "group", "two officials", False),
            ),
            (Mention(*source, "name", "a1"), Mention(*at("Italy"), "name", "a2")),
            (
                Statement(
                    "s1", None, "indirect", "speech", "say", False, (source,), (cue,), "say", (content,), 0.9, "a1"
                ),
            ),
        ),
        events=(
            Event(
                "e1", (at(verb),), "COOPERATE", None, None, "060", 2, 7.0, "intended", "s1",
                (Participant("a2", "Italy", *at("Italy"), "ITA", "GOV"),), (Participant(None, "", 0, 0),), 0.7,
                date_start=_DAY, date_end=_DAY, date_from="dateline",
                place_id="3165185", place_from="dateline",
            ),
        ),
        problems=(Problem(article.uri, "events", "internal", "invented", article_id),),
    )  # fmt: skip
