"""Where a split takes hold: the local actors that it means, found by id or by the quoted words in their surroundings.

An article that is read again may number its actors anew, know them under other names, or say something else. So a
split is held by the article and the actor of the record, and where that fails by the words that were quoted with what
stands around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from dateline.record.corrections import Correction

_AROUND = 40
"""Code points of context on either side."""


@dataclass(frozen=True, slots=True)
class Local:
    """An actor as one article has it."""

    place: str
    """``article_id:aN``."""
    actor_id: str
    """The actor of the record that linking made it, or ``place`` where it is not linked."""
    kind: str
    name: str
    named: bool
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    country: str | None
    sector: str | None

    @classmethod
    def of(cls, row: Sequence[Any]) -> Local:
        """From a row with the columns in this order."""
        place, actor_id, kind, name, named, aliases, roles, country, sector = row
        aliases, roles = tuple(aliases or ()), tuple(roles or ())
        return cls(place, actor_id, kind, name, named, aliases, roles, country, sector)

    def now(self, actor_id: str | None) -> Local:
        """The same as the actor ``actor_id``, where there is one."""
        return replace(self, actor_id=actor_id) if actor_id else self


@dataclass(frozen=True, slots=True)
class Quoted:
    """A mention's words, by which a split can be held."""

    place: str
    """The local actor that is mentioned."""
    text: str
    context: str
    """The words in brackets, with up to 40 code points on either side."""


@dataclass(frozen=True, slots=True)
class Locals:
    """The local actors of the articles that splits concern."""

    here: dict[str, Local]
    """By place."""
    moved: dict[str, str]
    """By place the actor that a split makes it."""
    lost: frozenset[int]
    """The splits that did not find their place."""

    @property
    def base(self) -> dict[str, str]:
        """By place the actor that it was."""
        return {place: one.actor_id for place, one in self.here.items()}


def locals_of(base: duckdb.DuckDBPyConnection, articles: Iterable[str]) -> list[Local]:
    """The local actors of ``articles``."""
    query = """
        SELECT a.article_id || ':' || a.id, coalesce(l.actor_id, a.article_id || ':' || a.id),
               a.kind, a.name, a.named, a.aliases, a.roles, a.country, a.sector
        FROM stored.actors a LEFT JOIN linked.actor_links l ON l.reading = a.reading AND l.local_id = a.id
        WHERE a.article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY a.article_id, len(a.id), a.id"""
    return [Local.of(row) for row in base.execute(query, [list(articles)]).fetchall()]


def quoted_in(base: duckdb.DuckDBPyConnection, articles: Iterable[str]) -> list[Quoted]:
    """The mentions in ``articles``, in the order of the text."""
    query = """
        SELECT m.article_id || ':' || m.actor, m.text, a.text, m.start, m."end"
        FROM stored.mentions m JOIN stored.articles a ON a.reading = m.reading
        WHERE m.actor IS NOT NULL AND a.article_id IN (SELECT unnest(?::VARCHAR[]))
        ORDER BY m.article_id, m.start, m."end" """
    rows = base.execute(query, [list(articles)]).fetchall()
    return [Quoted(place, words, in_context(text, start, end)) for place, words, text, start, end in rows]


def in_context(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - _AROUND) : start]}[{text[start:end]}]{text[end : end + _AROUND]}"


def find_locals(
    base: duckdb.DuckDBPyConnection, splits: Sequence[Correction], moved_before: Mapping[str, tuple[Local, str]]
) -> Locals:
    """The local actors that ``splits``, in the order in which they were made, move, and to whom.

    ``moved_before`` has those that a person's own table has moved already, by place.
    """
    articles = sorted({c.article_id for c in splits if c.article_id is not None})
    here = {place: local for place, (local, _) in moved_before.items()}
    here |= {one.place: one for one in (locals_of(base, articles) if articles else ())}
    quoted = quoted_in(base, articles) if articles else []
    moved = {place: into for place, (_, into) in moved_before.items()}
    now = {place: one.actor_id for place, one in here.items()} | moved
    lost = set()
    for split in splits:
        found = _meant(split, now, quoted)
        if not found:
            lost.add(split.correction_id)
        for place in found:
            now[place] = moved[place] = split.value
    moved = {place: into for place, into in moved.items() if into != here[place].actor_id}
    return Locals(here, moved, frozenset(lost))


def _meant(split: Correction, now: dict[str, str], quoted: Sequence[Quoted]) -> list[str]:
    prefix = f"{split.article_id}:"
    if split.layer == "actors":
        found = [p for p, actor_id in now.items() if actor_id == split.target and _is_in(p, prefix)]
        if found:
            return found
    best: tuple[bool, bool] = (False, False)
    place = None
    for one in quoted:
        if one.text == split.quoted and _is_in(one.place, prefix) and one.place in now:
            fit = (one.context == split.context, now[one.place] == split.target)
            if fit > best:
                best, place = fit, one.place
    return [] if place is None else [place]


def _is_in(place: str, prefix: str) -> bool:
    """Whether a local actor is in the article; ids of articles may hold colons themselves."""
    return place.startswith(prefix) and ":" not in place[len(prefix) :]
