"""The actors of a generation: what the last one kept of the forms, what came since, and who they are now.

Only the blocks that new articles touch are decided again, and only the actors of these are put together again; all
else is taken over as it stands, in columns. Readings that were linked before are not read again.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.forms import CROWD, Form, LocalActor, company_key, joined
from dateline.linking.identities import Decided, Identity, decide, forms_of, identity
from dateline.record.batches import read_table
from dateline.record.links import SCHEMAS
from dateline.resources.known_ids import of_bodies, of_countries

COLUMNS = ("reading", "article_id", "id", "kind", "name", "named", "aliases", "country", "sector", "roles")
"""What is read of the actors of a batch."""
_KNOWN = {name: schema for name, schema in SCHEMAS.items() if name != "articles"}
_FORM = tuple(f.name for f in fields(Form))


@dataclass(frozen=True, slots=True)
class Fresh:
    """What articles that are not linked yet tell of actors."""

    links: list[pa.Table] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)
    """Those that are decided with others, by id."""
    alone: list[pa.Table] = field(default_factory=list)
    """The rows of actors that are known in their article only."""


def known_tables(generation: Path | None) -> dict[str, pa.Table]:
    """The tables of the last generation to go on from, empty ones where there is none."""
    if generation is None:
        return {name: schema.empty_table() for name, schema in _KNOWN.items()}
    return {name: read_table(generation / f"{name}.parquet", schema.names) for name, schema in _KNOWN.items()}


def take_in(fresh: Fresh, table: pa.Table, days: Mapping[int, str | None]) -> None:
    """Add the actors of a batch of readings; ``days`` has the day of each reading."""
    if not table.num_rows:
        return
    places, forms = forms_of(_local_actors(table, days))
    alone = {i: form for i, form in forms.items() if form.alone and not form.blocks}
    for form_id, form in forms.items():
        if form_id not in alone:
            fresh.forms[form_id] = joined(fresh.forms[form_id], form) if form_id in fresh.forms else form
    ids = zip(table.column("article_id").to_pylist(), table.column("id").to_pylist(), strict=True)
    found = [places[place] for place in ids]
    actors = pa.array([i if i in alone else None for i in found], pa.string())
    form_ids = pa.array([None if i in alone else i for i in found], pa.string())
    columns = [table.column("reading"), table.column("id"), actors, pa.nulls(len(found), pa.string()), form_ids]
    fresh.links.append(pa.table(columns, schema=SCHEMAS["actor_links"]))
    fresh.alone.append(_actor_rows(identity(i, [form]) for i, form in alone.items()))


def linked(known: Mapping[str, pa.Table], fresh: Fresh) -> dict[str, pa.Table]:
    """The tables of the generation that holds what is ``known`` and what is ``fresh``."""
    forms, blocks = _touched(known["forms"], fresh.forms)
    decided = decide(forms, blocks)
    untouched = _without(known["forms"], "id", forms)
    all_forms = pa.concat_tables([untouched, _form_rows(forms, decided)])
    return {
        "actor_links": _links(pa.concat_tables([known["actor_links"], *fresh.links]), all_forms),
        "actors": _actors(known, untouched, forms, decided, fresh.alone),
        "forms": all_forms.sort_by("id"),
        "redirects": _redirects(known["redirects"], all_forms, blocks, decided),
    }


def moved_readings(known: pa.Table, links: pa.Table) -> pa.Array:
    """The readings of the ``known`` links in which an actor is another one in ``links``."""
    before = known.select(["reading", "local_id", "actor_id"]).rename_columns(["reading", "local_id", "was"])
    both = before.join(links.select(["reading", "local_id", "actor_id"]), ["reading", "local_id"])
    moved = both.filter(pc.not_equal(both.column("was"), both.column("actor_id")))
    return pc.unique(moved.column("reading").combine_chunks())


def _touched(known: pa.Table, fresh: Mapping[str, Form]) -> tuple[dict[str, Form], set[str]]:
    """The forms that are decided anew: those of fresh articles and all of their blocks; and these blocks."""
    forms = dict(fresh)
    for form in _forms(_within(known, "id", fresh)):
        forms[form.id] = joined(form, fresh[form.id])
    blocks = {block for form in forms.values() for block in form.blocks}
    flat = known.column("blocks").combine_chunks()
    parents = pc.list_parent_indices(flat).filter(pc.is_in(pc.list_flatten(flat), value_set=_strings(blocks)))
    for form in _forms(known.take(pc.unique(parents))):
        forms.setdefault(form.id, form)
    return forms, blocks


def _actors(
    known: Mapping[str, pa.Table], untouched: pa.Table, forms: Mapping[str, Form], decided: Decided,
    alone: Iterable[pa.Table],
) -> pa.Table:  # fmt: skip
    """The rows of all actors; those that lost or got a form are put together anew."""
    groups: dict[str, list[Form]] = {}
    for form_id, form in forms.items():
        groups.setdefault(decided.forms[form_id].actor_id, []).append(form)
    left = _within(known["forms"], "id", forms).column("actor_id").to_pylist()
    touched = {*groups, *left}
    others = _within(untouched, "actor_id", touched)
    for form, actor_id in zip(_forms(others), others.column("actor_id").to_pylist(), strict=True):
        groups.setdefault(actor_id, []).append(form)
    made = _actor_rows(identity(actor_id, group) for actor_id, group in groups.items())
    kept = _without(known["actors"], "actor_id", touched)
    return pa.concat_tables([kept, made, *alone]).sort_by("actor_id")


def _links(links: pa.Table, forms: pa.Table) -> pa.Table:
    """``links`` with the actor that each form is now, sorted by reading."""
    at = pc.index_in(links.column("form_id"), value_set=forms.column("id").combine_chunks())
    for name in ("actor_id", "reason"):
        now = forms.column(name).take(at)
        column = links.schema.get_field_index(name)
        told = pc.if_else(pc.is_valid(at), now, links.column(name))
        links = links.set_column(column, links.schema.field(column), told)
    return links.sort_by("reading")


def _redirects(known: pa.Table, forms: pa.Table, blocks: Collection[str], decided: Decided) -> pa.Table:
    """From each form of a person to its actor, and from each full name that is several actors, or part of another."""
    shown = pc.if_else(pc.equal(forms.column("kind"), "person"), forms.column("id"), forms.column("whole"))
    moved = pa.table({"actor_id": shown, "into_id": forms.column("actor_id")})
    moved = (
        moved.filter(pc.not_equal(shown, moved.column("into_id"))).group_by("actor_id").aggregate([("into_id", "min")])
    )
    of_forms = [moved.column("actor_id"), moved.column("into_id_min"), pa.nulls(moved.num_rows, pa.string())]
    kept = _without(known.filter(pc.is_valid(known.column("block"))), "block", blocks)
    of_names = [{"actor_id": n, "into_id": into, "block": block} for n, (block, into) in sorted(decided.names.items())]
    schema = SCHEMAS["redirects"]
    tables = [kept, pa.table(of_forms, schema=schema), pa.Table.from_pylist(of_names, schema=schema)]
    return pa.concat_tables(tables).sort_by("actor_id")


def _local_actors(table: pa.Table, days: Mapping[int, str | None]) -> Iterator[LocalActor]:
    rows = (row for part in table.to_batches(max_chunksize=4096) for row in part.to_pylist())
    for reading, group in itertools.groupby(rows, key=lambda row: row["reading"]):
        here = [_local_actor(row, days.get(reading)) for row in group]
        company = frozenset(key for key in map(company_key, here) if key)
        told = company if len(company) <= CROWD else frozenset()
        yield from (replace(one, company=told) if one.kind == "person" and one.named else one for one in here)


def _local_actor(row: Mapping[str, Any], day: str | None) -> LocalActor:
    return LocalActor(
        article_id=row["article_id"],
        local_id=row["id"],
        kind=row["kind"],
        name=row["name"],
        named=row["named"],
        aliases=tuple(row["aliases"] or ()),
        country=row["country"],
        sector=row["sector"],
        roles=tuple(row["roles"] or ()),
        day=day,
    )


def _forms(table: pa.Table) -> Iterator[Form]:
    for row in table.select(_FORM).to_pylist():
        told: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in row.items()}
        yield Form(**told)


def _form_rows(forms: Mapping[str, Form], decided: Decided) -> pa.Table:
    told = list(forms.values())
    columns: dict[str, list[Any]] = {name: [getattr(form, name) for form in told] for name in _FORM}
    for name in ("actor_id", "reason"):
        columns[name] = [getattr(decided.forms[form.id], name) for form in told]
    return pa.table(columns, schema=SCHEMAS["forms"])


def _actor_rows(identities: Iterable[Identity]) -> pa.Table:
    rows: list[dict[str, Any]] = [
        {
            "actor_id": i.id,
            "kind": i.kind,
            "name": i.name,
            "named": i.named,
            "aliases": [n for n in i.names if n != i.name] + list(i.aliases),
            "roles": i.roles,
            "country": i.country,
            "sector": i.sector,
            "wikidata_id": _known_id(i),
            "names": i.names,
            "own_aliases": i.aliases,
            "countries": i.countries,
            "sectors": i.sectors,
        }
        for i in identities
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMAS["actors"])


def _known_id(told: Identity) -> str | None:
    """The Wikidata id of a country or a body that is known by name; a body of another country is another one."""
    if told.kind == "country":
        return of_countries().get(told.country or "")
    if told.kind == "person" or not told.named:
        return None
    return next(filter(None, (of_bodies().get(name.casefold()) for name in told.names)), None)


def _strings(values: Iterable[str]) -> pa.Array:
    return pa.array(list(values), pa.string())


def _within(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    """The rows whose ``column`` is one of ``values``."""
    return table.filter(pc.is_in(table.column(column), value_set=_strings(values)))


def _without(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    return table.filter(pc.invert(pc.is_in(table.column(column), value_set=_strings(values))))
