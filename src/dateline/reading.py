"""The whole reading on one screen: the stages in order, for a batch of articles.

A pure function of the batch: no input or output, no clock, no chance; what an article yields does not depend on
the articles beside it. A stage that fails on an article leaves a problem and an empty layer; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from dateline.actors import find_actors
from dateline.anatomy import find_blocks
from dateline.events import find_events
from dateline.events.own_types import retyped
from dateline.figures import find_figures
from dateline.grammar import Parse, read_grammar
from dateline.language import Copy, identify, parse
from dateline.language.encoded import States
from dateline.language.translated import Translation, translation
from dateline.places import find_toponyms
from dateline.resources import language as read_language
from dateline.resources.own import reader_version
from dateline.schema import (
    Anatomy,
    Article,
    Block,
    Cast,
    Event,
    Figure,
    Problem,
    Reading,
    Statement,
    Timeline,
    Toponym,
    hashed,
)
from dateline.statements import Attribution, find_statements, placed
from dateline.statements.learned import find_attributions, is_taught
from dateline.times import find_times

MAX_CHARS = 1_000_000
"""The size over which an article is kept but not read, in code points."""

Row = TypeVar("Row")


def read_batch(articles: Sequence[Article]) -> list[Reading]:
    """Read ``articles``, in their order."""
    prepared = [_prepared(article) for article in articles]
    copies = iter(_parsed([p for p in prepared if p.readable]))
    found = [(p, next(copies) if p.readable else None) for p in prepared]
    return [_read(copy, p) if copy else _kept(p) for p, copy in found]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article before its parse."""

    article: Article
    language: str | None
    anatomy: Anatomy
    problems: list[Problem]
    readable: bool


def _prepared(article: Article) -> _Prepared:
    problems = list(article.problems)
    language = _attempt(article, "language", problems, lambda: identify(article.text) or article.language, None)
    anatomy = _attempt(article, "anatomy", problems, lambda: find_blocks(article), _one_block(article))
    trouble = _trouble(article, language)
    return _Prepared(article, language, anatomy, [*problems, *([trouble] if trouble else [])], trouble is None)


def _parsed(readable: Sequence[_Prepared]) -> list[Copy | None]:
    """The parses of a batch; where the batch fails as a whole its articles are parsed one by one."""

    def parses(some: Sequence[_Prepared]) -> list[Copy | None]:
        return [*parse([p.article for p in some], [p.anatomy for p in some])]

    if not readable:
        return []
    none: list[Copy | None] = []
    together = _attempt(readable[0].article, "language", [], lambda: parses(readable), none)
    if together:
        return together
    return [_attempt(p.article, "language", p.problems, partial(parses, [p]), [*none, None])[0] for p in readable]


def _read(copy: Copy, prepared: _Prepared) -> Reading:
    """All stages that read one parsed article."""
    article, problems = copy.article, prepared.problems
    unlearned: tuple[list[Attribution] | None, States | None] = (None, None)
    no_grammar: Parse | None = None
    unsaid: Translation | None = None
    said: tuple[Statement, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    translated = _attempt(article, "language", problems, lambda: translation(copy), unsaid)
    toponyms = _attempt(article, "places", problems, lambda: find_toponyms(copy), toponyms)
    timeline = _attempt(article, "times", problems, lambda: find_times(copy), Timeline((), None, None, None))
    figures = _attempt(article, "figures", problems, lambda: find_figures(copy, timeline.times), figures)
    learned, states = unlearned
    if is_taught():
        learned, states = _attempt(article, "statements", problems, lambda: find_attributions(copy), unlearned)
    grammar = _attempt(article, "grammar", problems, lambda: read_grammar(copy, states), no_grammar)
    cast = Cast((), (), said)
    if grammar is not None:
        said = _attempt(article, "statements", problems, lambda: find_statements(grammar, timeline, learned), said)
        said = _attempt(article, "statements", problems, lambda: placed(grammar, said, toponyms), said)
        cast = _attempt(article, "actors", problems, lambda: find_actors(grammar, toponyms, said), Cast((), (), said))
        events = _attempt(
            article,
            "events",
            problems,
            lambda: find_events(
                grammar,
                toponyms,
                timeline,
                figures,
                cast,
                translated=translated is not None and translated.translated,
            ),
            events,
        )
    events = retyped(events, article.text)
    return Reading(
        article=article,
        text_sha256=text_sha256(article.text),
        reader_version=reader_version(),
        language=prepared.language,
        translated=translated.translated if translated else None,
        translated_confidence=translated.confidence if translated else None,
        anatomy=copy.anatomy,
        sentences=tuple(copy.sentences()),
        toponyms=toponyms,
        timeline=timeline,
        figures=figures,
        cast=cast,
        events=events,
        problems=tuple(problems),
    )


def _kept(prepared: _Prepared) -> Reading:
    """An article that is kept whole and not read further."""
    return Reading(
        article=prepared.article,
        text_sha256=text_sha256(prepared.article.text),
        reader_version=reader_version(),
        language=prepared.language,
        anatomy=prepared.anatomy,
        problems=tuple(prepared.problems),
    )


def _attempt(article: Article, stage: str, problems: list[Problem], run: Callable[[], Row], default: Row) -> Row:
    """What ``run`` gives, or ``default`` and a problem: the one place where any exception is caught."""
    try:
        return run()
    except Exception as error:  # noqa: BLE001 - the document boundary
        message = f"{type(error).__name__}: {error}; the article's other layers are kept"
        problems.append(Problem(article.uri, stage, "internal", message, article.article_id))
        return default


def _trouble(article: Article, language: str | None) -> Problem | None:
    """Why ``article`` is kept but not read, or None."""
    if not article.text.strip():
        return Problem(article.uri, "intake", "empty", "there is no text in it", article.article_id)
    if len(article.text) > MAX_CHARS:
        message = f"{len(article.text):,} characters, over the limit of {MAX_CHARS:,}: split it into articles"
        return Problem(article.uri, "intake", "too-large", message, article.article_id)
    if language != read_language():
        only = "English" if read_language() == "en" else read_language()
        message = f"copy in language {language or 'unknown'} is kept but not read yet; only {only} is"
        return Problem(article.uri, "language", "language", message, article.article_id)
    return None


def _one_block(article: Article) -> Anatomy:
    return Anatomy(blocks=(Block("body", 0, len(article.text)),) if article.text.strip() else ())


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; lone surrogates are kept."""
    return hashed(text)
