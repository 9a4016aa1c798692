"""What the corrections do to the tables: who each actor that they touch is, and how its row looks.

First splits move local actors, a person's own tables make identities one, then merges redirect what is left; names, ids
and what is no actor are told of the actors that remain. Neither the order in which corrections came in nor what linking
finds later matters, but for the last of several that say different things of one actor, which counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import duckdb
import pyarrow as pa

from dateline.record.added import EVENT_SHAPE
from dateline.record.anchors import Local, Locals, find_locals
from dateline.record.apart import kept_apart
from dateline.record.arrow import SPAN, SPANS
from dateline.record.columns import TABLES as PUBLIC
from dateline.record.columns import Column
from dateline.record.corrections import Correction, final, merges
from dateline.record.own import OwnActor
from dateline.record.owned import Owned
from dateline.record.owned import owned as owned_by
from dateline.record.refound import refound
from dateline.record.rows import LAYERS, REMARKS, ROW_KINDS, SHAPE, Changes, change_rows, find_changes

Who = tuple[str | None, str | None]
"""The id under which an actor stands now and its name; both None for what is no actor."""
REMARK = ("kind", "layer", "row_id", "article_id", "text", "made_by", "made_at")
"""The columns of a note or a tag beside its number."""
_KINDS = {
    "text": pa.string(), "texts": pa.list_(pa.string()), "yes/no": pa.bool_(), "span": SPAN, "spans": SPANS,
    "number": pa.float64(),
}  # fmt: skip


def _column(column: Column) -> pa.DataType:
    return _KINDS[column.kind]


TABLES = {
    "actors": pa.schema([("actor_id", pa.string()), ("into_id", pa.string()), ("name", pa.string())]),
    "own": pa.schema([("actor_id", pa.string())]),
    "moved": pa.schema([("local_id", pa.string()), ("actor_id", pa.string())]),
    "rows": SHAPE,
    "added": pa.schema([(c.name, _column(c)) for c in PUBLIC["statements"][1]]),
    "added_events": EVENT_SHAPE,
    "remarks": pa.schema([("correction_id", pa.int32()), *((n, pa.string()) for n in REMARK)]),
    "shown": pa.schema(
        [
            *((n, pa.string()) for n in ("actor_id", "kind", "name")),
            ("named", pa.bool_()),
            ("aliases", pa.list_(pa.string())),
            ("roles", pa.list_(pa.string())),
            *((n, pa.string()) for n in ("country", "sector", "wikidata_id")),
        ]
    ),
}
"""The tables that the views look at: the actors that are touched, those that a person's own tables make, the local
actors that are moved, what is said of single rows, the statements and the events that a person made, notes and tags,
and the rows to show for the actors that are touched."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the views need to know."""

    ids: Mapping[str, Who] = field(default_factory=dict)
    """For each actor that a correction touches who it is; one that is as it was may be among them."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """By local actor (``article_id:aN``) the actor that a split makes it."""
    lost: frozenset[int] = frozenset()
    """The numbers of the corrections that do not find their place."""
    changes: Changes = field(default_factory=Changes)
    """What is said of single rows."""


@dataclass(frozen=True, slots=True)
class _Actor:
    """A row of the table of actors in the making."""

    actor_id: str
    kind: str
    name: str
    named: bool
    names: frozenset[str]
    aliases: frozenset[str]
    roles: frozenset[str]
    country: str | None
    sector: str | None
    wikidata_id: str | None

    def row(self) -> list[object]:
        """As ``TABLES["shown"]`` has it."""
        aliases = sorted(self.names - {self.name}) + sorted(self.aliases - self.names)
        return [self.actor_id, self.kind, self.name, self.named, aliases, sorted(self.roles), self.country,
                self.sector, self.wikidata_id]  # fmt: skip


def correct(
    base: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], own: Sequence[OwnActor] = ()
) -> Corrected:
    """Fill ``corrected.*`` in ``base``, which holds ``stored.*`` and ``linked.*``, with what ``corrections`` say.

    ``own`` are the rows of a person's tables of actors, which come before the corrections.
    """
    owned = owned_by(base, own)
    of_actors = refound(base, [c for c in corrections if not is_of_row(c) and c.layer not in _THINGS])
    standing = [_of_owned(c, owned.actors) for c in of_actors if not c.undone]
    done = [c for c in corrections if not c.undone]
    of_rows = [c for c in done if is_of_row(c)]
    of_things = [c for c in done if c.layer in _THINGS]
    speakers = _now(base, {s for c in of_rows if (s := _speaker_of(c))}, owned.actors)
    apart, together = kept_apart(base, [c for c in done if c.layer not in _THINGS],
                                 {c.correction_id: c for c in standing})  # fmt: skip
    locals_ = find_locals(base, [c for c in standing if c.kind == "split"], {**apart, **owned.moved})
    merged = merges(standing) | owned.actors
    said = {k: {c.target: c.value for c in standing if c.kind == k} for k in ("rename", "set-id", "drop")}
    left = {locals_.base[place] for place in locals_.moved}
    moved = [*merged, *merged.values(), *left, *locals_.moved.values()]
    touched = dict.fromkeys([*moved, *_named_in(standing), *speakers.values()])
    there = _base_actors(base, touched)
    known = there.keys() | set(locals_.moved.values()) | owned.rows.keys()
    members = _owned(_members(base, there, left, locals_), owned)
    shown = _shown(members, merged, said)
    ids = {actor_id: _stands(final(actor_id, merged), shown, said["drop"]) for actor_id in touched}
    missing = {c.correction_id for c in standing if c.kind != "split" and not _is_known(c, known)} | together
    changes = find_changes(base, of_rows, lambda i: _whose(speakers.get(i, i), ids))
    missing |= _lost_things(base, of_things)
    made = Corrected(ids, locals_.moved, frozenset(missing | locals_.lost | changes.lost), changes)
    of_whom = {c.correction_id: ids.get(c.target, (c.target, None))[0] for c in standing if c.kind in REMARKS}
    told = _remarks([*standing, *of_things, *of_rows], {**of_whom, **changes.remarks}, missing)
    _fill(base, made, owned.rows, [a for actor_id, a in shown.items() if actor_id not in said["drop"]], told)
    return made


def _named_in(standing: Iterable[Correction]) -> Iterator[str]:
    """The actors that corrections name, rename, leave out, remark upon or keep apart."""
    for c in standing:
        if c.kind in ("rename", "set-id", "drop", "distinct", *REMARKS):
            yield c.target
        if c.kind == "distinct":
            yield c.value


def _stands(actor_id: str, shown: Mapping[str, _Actor], dropped: Container[str]) -> Who:
    """The actor as the views show it now; nobody where it was dropped."""
    if actor_id in dropped:
        return None, None
    return actor_id, shown[actor_id].name if actor_id in shown else None


def _remarks(
    corrections: Iterable[Correction], of: Mapping[int, str | None], missing: Container[int]
) -> list[list[object]]:
    """The notes and tags as rows of ``TABLES["remarks"]``; ``of`` has the row or actor that each is of, by its number.

    What is remarked of a story or an article is of what it names. Those of ``missing`` have lost their place.
    """
    return [
        [
            c.correction_id,
            c.kind,
            c.layer,
            of.get(c.correction_id, c.target),
            c.article_id,
            c.value,
            c.made_by,
            c.made_at,
        ]
        for c in corrections
        if c.correction_id not in missing and (c.correction_id in of or (c.layer in _THINGS and c.kind in REMARKS))
    ]


_THINGS = ("articles", "stories")
"""Layers of notes and tags about what is neither a row of an article nor an actor; a story is known by an article."""


def is_of_row(correction: Correction) -> bool:
    """Whether it is about a row of an article, held by its words."""
    return correction.kind in ROW_KINDS and correction.layer in LAYERS


def _speaker_of(correction: Correction) -> str | None:
    """The actor whom a correction of a row names."""
    if correction.kind == "add":
        speaker: str | None = json.loads(correction.value)["speaker"]
        return speaker
    return correction.value if correction.kind == "speaker" else None


def _lost_things(base: duckdb.DuckDBPyConnection, remarks: Sequence[Correction]) -> set[int]:
    """The notes and tags whose article is not there."""
    query = "SELECT article_id FROM stored.articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    ids = sorted({c.article_id or "" for c in remarks})
    there = {row[0] for row in base.execute(query, [ids]).fetchall()} if ids else set()
    return {c.correction_id for c in remarks if c.article_id not in there}


def _now(base: duckdb.DuckDBPyConnection, asked: Collection[str], owned: Mapping[str, str]) -> dict[str, str]:
    """By the id under which a speaker was named, the one that linking and the own tables give it now."""
    query = "SELECT actor_id, into_id FROM linked.redirects WHERE actor_id IN (SELECT unnest(?::VARCHAR[]))"
    moved = dict(base.execute(query, [sorted(asked)]).fetchall()) if asked else {}
    return {i: owned.get(moved.get(i, i), moved.get(i, i)) for i in sorted(asked)}


def _whose(actor_id: str, ids: Mapping[str, Who]) -> Who | None:
    """Who is said to speak; None where nobody is known by the id."""
    who = ids[actor_id]
    return who if who[1] is not None or who[0] is None else None


def _of_owned(correction: Correction, owned: Mapping[str, str]) -> Correction:
    """``correction`` said of the actors that the tables make; a split is of what linking found."""
    if correction.kind == "split":
        return correction
    value = correction.value
    if correction.kind in ("merge", "distinct"):
        value = owned.get(value, value)
    return replace(correction, target=owned.get(correction.target, correction.target), value=value)


def _owned(members: Mapping[str, _Actor], owned: Owned) -> dict[str, _Actor]:
    """The actors with those that a row of a table makes one as the row has them."""
    groups: dict[str, list[_Actor]] = {now: [members[now]] for now in owned.rows if now in members}
    for old, now in sorted(owned.actors.items()):
        if old in members:
            groups.setdefault(now, []).append(members[old])
    made = {actor_id: one for actor_id, one in members.items() if actor_id not in owned.actors}
    for actor_id, group in groups.items():
        one, row = _united(actor_id, group), owned.rows[actor_id]
        made[actor_id] = replace(
            one, name=row.name, names=one.names | {row.name, *row.aliases}, country=row.country or one.country,
            roles=one.roles | ({row.role} if row.role else set()), wikidata_id=row.wikidata_id,
        )  # fmt: skip
    return made


def _is_known(correction: Correction, known: Set[str]) -> bool:
    both = correction.kind in ("merge", "distinct")
    return correction.target in known and (not both or correction.value in known)


def _base_actors(base: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, _Actor]:
    """The rows of the actors ``ids`` as linking made them, and of those it has not seen yet."""
    query = """
        WITH asked AS (SELECT unnest(?::VARCHAR[]) AS actor_id)
        SELECT actor_id, kind, name, named, names, own_aliases, roles, country, sector, wikidata_id
        FROM linked.actors WHERE actor_id IN (FROM asked)
        UNION ALL
        SELECT article_id || ':' || id, kind, name, named, [name], aliases, roles, country, sector, NULL
        FROM stored.actors WHERE article_id || ':' || id IN (FROM asked)
                             AND reading NOT IN (SELECT reading FROM linked.articles)"""
    wanted = list(ids)
    found = base.execute(query, [wanted]).fetchall() if wanted else []
    made = {}
    for actor_id, kind, name, named, names, aliases, roles, country, sector, wikidata_id in found:
        words = [frozenset(v or ()) for v in (names, aliases, roles)]
        made[actor_id] = _Actor(actor_id, kind, name, named, words[0], words[1], words[2], country, sector, wikidata_id)
    return made


def _members(
    base: duckdb.DuckDBPyConnection, there: Mapping[str, _Actor], left: Collection[str], locals_: Locals
) -> dict[str, _Actor]:
    """The actors after the splits: those who lost local actors without what these told, and those who got some."""
    members = dict(there)
    remaining = _remaining(base, sorted(left), locals_.moved)
    for actor_id in left:
        old = members.pop(actor_id, None)
        made = [_of_local(actor_id, local) for local in remaining.get(actor_id, ())]
        if old and made:
            joined = _united(actor_id, made)
            members[actor_id] = replace(joined, name=old.name if old.name in joined.names else joined.name)
    for place, actor_id in locals_.moved.items():
        got, now = _of_local(actor_id, locals_.here[place]), members.get(actor_id)
        if now is None:
            members[actor_id] = got
        elif actor_id in there and actor_id not in left:
            members[actor_id] = _joined(now, [got])
        else:
            members[actor_id] = _united(actor_id, [now, got])
    return members


def _remaining(base: duckdb.DuckDBPyConnection, left: list[str], moved: Mapping[str, str]) -> dict[str, list[Local]]:
    """The local actors that those who lost some still have."""
    query = """
        SELECT a.article_id || ':' || a.id, l.actor_id, a.kind, a.name, a.named, a.aliases, a.roles, a.country, a.sector
        FROM linked.actor_links l JOIN stored.actors a ON a.reading = l.reading AND a.id = l.local_id
        WHERE l.actor_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1"""
    kept: dict[str, list[Local]] = {}
    for row in base.execute(query, [left]).fetchall() if left else ():
        if row[0] not in moved:
            kept.setdefault(row[1], []).append(Local.of(row))
    return kept


def _of_local(actor_id: str, one: Local) -> _Actor:
    aliases, roles = frozenset(one.aliases), frozenset(one.roles)
    names = frozenset([one.name])
    return _Actor(actor_id, one.kind, one.name, one.named, names, aliases, roles, one.country, one.sector, None)


def _united(actor_id: str, actors: Sequence[_Actor]) -> _Actor:
    """Equals as one: the country and the sector are those on which all agree, the name is the least clumsy."""
    countries = {a.country for a in actors if a.country}
    sectors = {a.sector for a in actors if a.sector}
    joined = _joined(replace(actors[0], actor_id=actor_id), actors[1:])
    return replace(
        joined,
        name=min(joined.names, key=lambda n: (n.isupper(), n.islower(), n)),
        named=any(a.named for a in actors),
        country=countries.pop() if len(countries) == 1 else None,
        sector=sectors.pop() if len(sectors) == 1 else None,
    )


def _joined(head: _Actor, others: Sequence[_Actor]) -> _Actor:
    """``head`` with the names, aliases and roles of ``others``."""
    return replace(
        head,
        names=head.names.union(*(a.names for a in others)),
        aliases=head.aliases.union(*(a.aliases for a in others)),
        roles=head.roles.union(*(a.roles for a in others)),
    )


def _shown(
    members: Mapping[str, _Actor], merged: dict[str, str], said: Mapping[str, Mapping[str, str]]
) -> dict[str, _Actor]:
    """The rows to show, by id: merged, named and with the ids that a person gave."""
    groups: dict[str, list[_Actor]] = {}
    for actor_id in sorted(members):
        groups.setdefault(final(actor_id, merged), []).append(members[actor_id])
    shown = {}
    for actor_id, group in groups.items():
        head = members.get(actor_id, group[0])
        one = _joined(replace(head, actor_id=actor_id), [a for a in group if a is not head])
        name, number = said["rename"].get(actor_id), said["set-id"].get(actor_id)
        shown[actor_id] = replace(one, name=name or one.name, wikidata_id=number or one.wikidata_id,
                                  named=one.named or name is not None)  # fmt: skip
    return shown


def _fill(
    base: duckdb.DuckDBPyConnection, made: Corrected, own: Iterable[str], shown: Sequence[_Actor],
    remarks: list[list[object]],
) -> None:  # fmt: skip
    rows: dict[str, list[list[object]]] = {
        "actors": [[actor_id, *who] for actor_id, who in made.ids.items()],
        "own": [[actor_id] for actor_id in own],
        "moved": [[local_id, actor_id] for local_id, actor_id in made.moved.items()],
        "rows": change_rows(made.changes),
        "added_events": [[row[n] for n in EVENT_SHAPE.names] for row in made.changes.events],
        "added": [[row[n] for n in TABLES["added"].names] for row in made.changes.added],
        "remarks": remarks,
        "shown": [a.row() for a in shown],
    }
    base.execute("BEGIN")
    for name, filled in rows.items():
        base.execute(f"DELETE FROM corrected.{name}")
        if filled:
            columns = zip(*filled, strict=True)
            base.register("filled", pa.table([list(c) for c in columns], schema=TABLES[name]))
            base.execute(f"INSERT INTO corrected.{name} FROM filled")
            base.unregister("filled")
    base.execute("COMMIT")
