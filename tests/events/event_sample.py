"""What the tests of events share: a short text read up to its events, with a cast made by hand or none."""

from __future__ import annotations

from pathlib import Path

from dateline.anatomy import find_blocks
from dateline.events import find_events
from dateline.grammar import Parse, read_grammar
from dateline.language import parse
from dateline.schema import Actor, Article, Cast, Event, Mention, Span, Statement, Timeline

HERE = Path(__file__).parent
NO_CAST = Cast((), (), ())


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of the table ``name`` beside the tests, by its columns."""
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]


def grammar_of(text: str) -> Parse:
    """``text``, parsed."""
    return grammars_of([text])[0]


def grammars_of(texts: list[str]) -> list[Parse]:
    """``texts``, parsed as one batch."""
    articles = [Article(article_id=str(i), uri=str(i), text=text) for i, text in enumerate(texts)]
    return [read_grammar(copy) for copy in parse(articles, [find_blocks(a) for a in articles])]


def events_of(text: str, cast: Cast = NO_CAST, timeline: Timeline | None = None) -> tuple[Event, ...]:
    """The events of ``text``."""
    return find_events(grammar_of(text), (), timeline or Timeline((), None, None, None), (), cast)


def span(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``."""
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, content: str, stance: str = "say", statement_id: str = "s1") -> Statement:
    """A statement whose content is the words ``content`` of ``text``."""
    return Statement(
        id=statement_id,
        parent=None,
        mode="indirect",
        act="speech",
        stance=stance,  # type: ignore[arg-type]
        negated=False,
        source=(),
        cue=(),
        cue_lemma=None,
        content=(span(text, content),),
        confidence=1.0,
    )


def cast_of(text: str, actors: dict[str, Actor], statements: tuple[Statement, ...] = ()) -> Cast:
    """A cast in which each of ``actors`` is mentioned by the words that are its key."""
    mentions = [Mention(*span(text, words), "name", actor.id) for words, actor in actors.items()]
    return Cast(tuple({a.id: a for a in actors.values()}.values()), tuple(mentions), statements)
