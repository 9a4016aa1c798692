"""The columns of the public tables that are not stored as they are shown: each is written once, for both who ask.

The views (``views``) take a column's SQL, a single article (``single``) its value. Where a column is made of links or
corrections, its SQL names a place in the query, ``{speaker_id}``, which the views fill; what stands there for one
article is told by its ``Cast``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dateline.record.corrected import Corrected

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the local actors of an article are, in the record and as corrected, and what else is linked to it."""

    article_id: str
    ids: Mapping[str, str]
    names: Mapping[str, str]
    occurrences: Mapping[str, str]
    corrected: Corrected
    background: Sequence[Mapping[str, int]] = ()
    """The spans of the paragraphs that other articles had before."""
    families: Mapping[str, str] = field(default_factory=dict)
    """By statement, the first of its family, where it is another one."""
    repeated: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """By the ends of a block the kind that it has by repetition."""
    link: Row = field(default_factory=dict)
    """The article's row of ``linked.articles``, empty where it is not linked."""

    def own(self, local_id: str | None) -> str | None:
        """The id in the record of what has ``local_id`` in the article."""
        return None if local_id is None else f"{self.article_id}:{local_id}"

    def who(self, local_id: str) -> tuple[str | None, str | None, bool]:
        """Id and name of a local actor, and whether a correction says so."""
        place = f"{self.article_id}:{local_id}"
        actor_id = self.corrected.moved.get(place) or self.ids.get(local_id) or place
        if actor_id in self.corrected.ids:
            return (*self.corrected.ids[actor_id], True)
        return (actor_id, None, False)


class Computed(Protocol):
    """A column by its SQL, in a query whose rows are called ``row``, and by its value for one row of an article."""

    def sql(self, row: str) -> str: ...

    def value(self, row: Row, cast: Cast) -> object: ...


@dataclass(frozen=True, slots=True)
class Own:
    """What is known in the article by a local id, by its id in the record: ``<article_id>:<local id>``."""

    column: str

    def sql(self, row: str) -> str:
        return f"{row}.article_id || ':' || {row}.{self.column}"

    def value(self, row: Row, cast: Cast) -> object:
        return cast.own(row[self.column])


@dataclass(frozen=True, slots=True)
class Of:
    """What the links say of it, by its local id, else itself: the first of a family, the occurrence of an event."""

    links: str
    column: str = "id"

    def sql(self, row: str) -> str:
        return f"coalesce(l.{self.links}[{row}.{self.column}], {row}.article_id || ':' || {row}.{self.column})"

    def value(self, row: Row, cast: Cast) -> object:
        linked: Mapping[str, str] = getattr(cast, self.links)
        return linked.get(row[self.column], cast.own(row[self.column]))


@dataclass(frozen=True, slots=True)
class _Placed:
    """What is told by links and corrections: ``place`` is where the query has what the stored ``column`` becomes."""

    column: str
    place: str

    def sql(self, row: str) -> str:
        return f"{{{self.place}}}"


@dataclass(frozen=True, slots=True)
class ActorId(_Placed):
    """The record's id of a local actor, corrected."""

    def value(self, row: Row, cast: Cast) -> object:
        local_id = row[self.column]
        return None if local_id is None else cast.who(local_id)[0]


@dataclass(frozen=True, slots=True)
class ActorIds(_Placed):
    """The record's ids of several local actors, corrected."""

    def value(self, row: Row, cast: Cast) -> object:
        local_ids = row.get(self.column)
        return None if local_ids is None else [cast.who(local_id)[0] for local_id in local_ids]


@dataclass(frozen=True, slots=True)
class ActorName(_Placed):
    """The name of a local actor, corrected, else the record's, else the article's own in the column ``own``."""

    own: str

    def value(self, row: Row, cast: Cast) -> object:
        local_id = row[self.column]
        if local_id is None:
            return row[self.own]
        _, name, corrected = cast.who(local_id)
        return name if corrected else cast.names.get(local_id) or row[self.own]


@dataclass(frozen=True, slots=True)
class Parties:
    """Those who take part in an event, each with the record's id."""

    column: str

    def sql(self, row: str) -> str:
        return f"{{{self.column}}}"

    def value(self, row: Row, cast: Cast) -> object:
        return [{**p, "id": None if p["id"] is None else cast.who(p["id"])[0]} for p in row[self.column]]


@dataclass(frozen=True, slots=True)
class BlockKind:
    """The kind of block that a row stands in by the first of its spans: ``background`` where others had it before."""

    spans: tuple[str, ...]

    def sql(self, row: str) -> str:
        first = ", ".join(f"{row}.{column}[1]" for column in self.spans)
        at = f'coalesce({first})."start"'
        return f"""CASE WHEN len(list_filter(l.background, lambda b: b."start" <= {at} AND {at} < b."end")) > 0
            THEN 'background' ELSE {row}.block_kind END"""

    def value(self, row: Row, cast: Cast) -> object:
        first = next((row[column][0]["start"] for column in self.spans if row[column]), None)
        standing = first is not None and any(b["start"] <= first < b["end"] for b in cast.background)
        return "background" if standing else row["block_kind"]


@dataclass(frozen=True, slots=True)
class Repeated:
    """The kind of a block, by repetition in other articles where they tell."""

    def sql(self, row: str) -> str:
        return f"coalesce(r.kind, {row}.kind)"

    def value(self, row: Row, cast: Cast) -> object:
        return cast.repeated.get((row["start"], row["end"]), row["kind"])


@dataclass(frozen=True, slots=True)
class First:
    """The first of some stored columns that is not null, else ``default`` as SQL and Python have it."""

    columns: tuple[str, ...]
    default: bool | None = None

    def sql(self, row: str) -> str:
        default = "" if self.default is None else f", {str(self.default).lower()}"
        return f"coalesce({', '.join(f'{row}.{column}' for column in self.columns)}{default})"

    def value(self, row: Row, cast: Cast) -> object:
        found = (row.get(column) for column in self.columns)
        return next((value for value in found if value is not None), self.default)


@dataclass(frozen=True, slots=True)
class Inside:
    """A part of a stored column that has several."""

    column: str
    part: str

    def sql(self, row: str) -> str:
        return f"{row}.{self.column}.{self.part}"

    def value(self, row: Row, cast: Cast) -> object:
        return row[self.column][self.part] if row[self.column] else None


@dataclass(frozen=True, slots=True)
class Linked:
    """A column of ``linked.articles``, else the stored column ``otherwise``."""

    column: str
    otherwise: str | None = None

    def sql(self, row: str) -> str:
        return f"coalesce(l.{self.column}, {row}.{self.otherwise})" if self.otherwise else f"l.{self.column}"

    def value(self, row: Row, cast: Cast) -> object:
        return cast.link.get(self.column) or (row[self.otherwise] if self.otherwise else None)


COMPUTED: Mapping[str, Mapping[str, Computed]] = {
    "articles": {
        "dateline_span": Inside("dateline_parts", "span"), "language": First(("language_found", "language")),
        "story_id": Linked("story_id", "article_id"), "copy_of": Linked("copy_of"),
        "withdrawn": First(("withdrawn",), default=False),
    },
    "blocks": {"kind": Repeated()},
    "mentions": {"actor_id": ActorId("actor", "actor_id")},
    "statements": {
        "statement_id": Own("id"), "parent_id": Own("parent"), "speaker_id": ActorId("speaker", "speaker_id"),
        "speaker": ActorName("speaker", "speaker", "speaker_name"),
        "joint_ids": ActorIds("joint", "joint_ids"), "addressee_id": ActorId("addressee", "addressee_id"),
        "family_id": Of("families"),
        "block_kind": BlockKind(("content", "cue")),
    },
    "events": {
        "event_id": Own("id"), "statement_id": Own("statement"), "occurrence_id": Of("occurrences"),
        "actors": Parties("actors"), "recipients": Parties("recipients"), "block_kind": BlockKind(("trigger",)),
    },
    "figures": {"statement_id": Own("statement")},
}  # fmt: skip
"""By table and column what makes it; all other columns are stored under their names."""


def computed_row(table: str, row: Row, cast: Cast) -> dict[str, Any]:
    """``row`` as it is stored, with the computed columns of the public ``table``."""
    return {**row, **{name: column.value(row, cast) for name, column in COMPUTED.get(table, {}).items()}}
