"""The whole reading on one screen: the stages in order, for a batch of articles.

A pure function of the batch: no input or output, no clock, no chance; what an article yields does not depend on
the articles beside it. A stage that fails on an article leaves a problem and an empty layer; the rest goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from dateline import __version__
from dateline.actors import find_actors
from dateline.anatomy import find_blocks
from dateline.events import find_events
from dateline.figures import find_figures
from dateline.language import Copy, identify, parse
from dateline.places import find_toponyms
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
)
from dateline.statements import find_statements
from dateline.times import find_times

MAX_CHARS = 1_000_000
"""The size over which an article is kept but not read, in code points."""
LANGUAGES = frozenset({"en"})
"""The languages that are read; copy in others is kept whole."""

Row = TypeVar("Row")


def read_batch(articles: Sequence[Article]) -> list[Reading]:
    """Read ``articles``, in their order."""
    languages = [identify(a.text) or a.language for a in articles]
    troubles = [_trouble(a, lang) for a, lang in zip(articles, languages, strict=True)]
    anatomies: list[Anatomy] = []
    for i, article in enumerate(articles):
        problems: list[Problem] = []
        anatomies.append(_attempt(article, "anatomy", problems, partial(find_blocks, article), _one_block(article)))
        troubles[i] = troubles[i] or (problems[0] if problems else None)
    readable = [i for i, trouble in enumerate(troubles) if trouble is None]
    copies = parse([articles[i] for i in readable], [anatomies[i] for i in readable])
    read = {i: _read(copy, languages[i]) for i, copy in zip(readable, copies, strict=True)}
    return [
        read[i] if i in read else _kept(articles[i], languages[i], anatomies[i], troubles[i])
        for i in range(len(articles))
    ]


def _read(copy: Copy, language: str | None) -> Reading:
    """All stages that read one parsed article."""
    article, problems = copy.article, list[Problem]()
    said: tuple[Statement, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    toponyms = _attempt(article, "places", problems, lambda: find_toponyms(copy), toponyms)
    timeline = _attempt(article, "times", problems, lambda: find_times(copy), Timeline((), None, None, None))
    figures = _attempt(article, "figures", problems, lambda: find_figures(copy, timeline.times), figures)
    said = _attempt(article, "statements", problems, lambda: find_statements(copy, timeline), said)
    cast = _attempt(article, "actors", problems, lambda: find_actors(copy, toponyms, said), Cast((), (), said))
    events = _attempt(article, "events", problems, lambda: find_events(copy, toponyms, timeline, figures, cast), events)
    return Reading(
        article=article,
        text_sha256=text_sha256(article.text),
        reader_version=__version__,
        language=language,
        anatomy=copy.anatomy,
        sentences=tuple(copy.sentences()),
        toponyms=toponyms,
        timeline=timeline,
        figures=figures,
        cast=cast,
        events=events,
        problems=tuple(problems),
    )


def _kept(article: Article, language: str | None, anatomy: Anatomy, trouble: Problem | None) -> Reading:
    """An article that is kept whole and not read further."""
    return Reading(
        article=article,
        text_sha256=text_sha256(article.text),
        reader_version=__version__,
        language=language,
        anatomy=anatomy,
        problems=(trouble,) if trouble else (),
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
    if language not in LANGUAGES:
        message = f"copy in language {language or 'unknown'} is kept but not read yet; only English is"
        return Problem(article.uri, "language", "language", message, article.article_id)
    return None


def _one_block(article: Article) -> Anatomy:
    return Anatomy(blocks=(Block("body", 0, len(article.text)),) if article.text.strip() else ())


def text_sha256(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; lone surrogates are kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
