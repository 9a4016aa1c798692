"""Forgetting articles and people, and redacting words: what is read anew, linked anew and taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.record import Record as Opened
    from dateline.record.forget import Forgotten
    from dateline.schema import Article

BLACK = "█"
"""What stands for each character of a redacted word, so that all offsets stay."""


def forget_articles(record: str | Path, articles: Collection[str]) -> Forgotten:
    """Take articles out of the record: readings, links, full text, corrections, samples, alerts.

    Raises InputError where one is not there.
    """
    from dateline.linking import link
    from dateline.record.forget import forget as take_out

    with _opened(record) as opened:
        for article_id in articles:
            if not opened.articles(article_id=article_id).num_rows:
                raise InputError(f"there is no article {article_id}")
        path = opened.path
    return take_out(path, articles, link)


def forget_person(record: str | Path, actor: str) -> Forgotten:
    """Redact all names of an actor in the articles that mention it or hold its full name; these are read anew.

    What else in them may tell who it is stays. Raises InputError where there is no such actor.
    """
    with _opened(record) as opened:
        actor_id = opened.actor_id(actor)
        found = opened.actors(actor_id=actor_id).to_pylist()
        if not found:
            raise InputError(f"there is no actor {actor}: ids are in the table actors")
        query = "SELECT DISTINCT text FROM mentions WHERE actor_id = ? AND form = 'name'"
        names = {found[0]["name"], *(found[0]["aliases"] or ()), *opened.sql(query, [actor_id]).column(0).to_pylist()}
        names = {" ".join(name.split()) for name in names if len(name) > 2}
        where = "SELECT DISTINCT article_id FROM mentions WHERE actor_id = ?"
        articles = set(opened.sql(where, [actor_id]).column(0).to_pylist())
        for name in names:
            if " " in name:
                articles |= set(opened.matching('"' + name.replace('"', " ") + '"'))
    return _redacted(record, articles, names)


def redact_words(record: str | Path, article: str, words: Sequence[str]) -> Forgotten:
    """Black out words of an article wherever they stand in it, and read it anew; raises InputError where none does."""
    with _opened(record) as opened:
        reading = opened.reading(article)
        if reading is None:
            raise InputError(f"there is no article {article}")
        missing = [w for w in words if not _pattern([w]).search(reading.article.text)]
        if missing or not words:
            raise InputError(f"the words {missing[0] if missing else '(none)'} do not stand in article {article}")
    return _redacted(record, {article}, set(words))


def blackened(article: Article, names: Collection[str]) -> Article:
    """The article with each character of the names, but for spaces, blacked out; its bytes go."""
    pattern = _pattern(names)

    def black(text: str) -> str:
        return pattern.sub(lambda m: re.sub(r"\S", BLACK, m.group()), text)

    return replace(article, text=black(article.text), title=article.title and black(article.title), raw=None,
                   source_spans=())  # fmt: skip


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    ranked = sorted(names, key=lambda n: (-len(n), n))
    told = "|".join(r"\s+".join(map(re.escape, name.split())) for name in ranked)
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE)


def _redacted(record: str | Path, articles: Collection[str], names: Collection[str]) -> Forgotten:
    from dateline.linking import link
    from dateline.reading import read_batch
    from dateline.record.forget import forget as take_out

    with _opened(record) as opened:
        path = opened.path
        found = [r for a in sorted(articles) if (r := opened.reading(a)) is not None]
    readings = list(read_batch([blackened(r.article, names) for r in found]))
    done = take_out(path, articles, link, readings, [n for n in names if len(n) > 2])
    return replace(done, left=("what else in the texts may tell who or what it is", *done.left))


def _opened(record: str | Path) -> Opened:
    from dateline.record import Record as Opened

    return Opened(record)
