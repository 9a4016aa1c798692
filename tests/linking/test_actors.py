"""Actors of the record, batch by batch: the same as at once, and every id that was ever shown leads on."""

from __future__ import annotations

import itertools

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.linking.actors import COLUMNS, Fresh, known_tables, linked, moved_readings, take_in
from dateline.record.links import SCHEMAS

Row = dict[str, object]
NAMES = ["Ana Vidmar", "Ana B. Vidmar", "Ana C. Vidmar", "Vidmar", "A. Vidmar", "Vera Ana Vidmar", "Ferry Board", "FB"]
ACTORS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["person", "person", "person", "organisation"]),
        "name": st.sampled_from(NAMES),
        "named": st.sampled_from([True, True, True, False]),
        "aliases": st.sampled_from([[], ["FB"]]),
        "country": st.sampled_from([None, "SVN", "ITA"]),
        "sector": st.sampled_from([None, "GOV"]),
        "roles": st.sampled_from([[], ["president"], ["foreign minister"], ["striker"], ["chairman"]]),
    }
)
RECORDS = st.lists(st.lists(ACTORS, min_size=1, max_size=3), min_size=1, max_size=8)
DAYS = {reading: f"20{10 + reading}-05-01" for reading in range(8)}


def articles_of(record: list[list[Row]]) -> list[list[Row]]:
    """The rows of each article, with its keys."""
    return [
        [{"reading": n, "article_id": f"n{n}", "id": f"a{i}", **row} for i, row in enumerate(rows)]
        for n, rows in enumerate(record)
    ]


def linked_after(batches: list[list[list[Row]]]) -> list[dict[str, pa.Table]]:
    """The tables after each batch of articles."""
    shape = pa.schema([(c, pa.list_(pa.string()) if c in ("aliases", "roles") else pa.string()) for c in COLUMNS])
    shape = shape.set(0, pa.field("reading", pa.int64())).set(
        shape.get_field_index("named"), pa.field("named", pa.bool_())
    )
    known, found = known_tables(None), []
    for batch in batches:
        fresh = Fresh()
        take_in(fresh, pa.Table.from_pylist(list(itertools.chain(*batch)), schema=shape), DAYS)
        known = {**known, **linked(known, fresh)}
        found.append(known)
    return found


def rows_of(tables: dict[str, pa.Table]) -> dict[str, list[Row]]:
    """All rows in one order."""
    return {name: sorted(table.to_pylist(), key=str) for name, table in tables.items()}


def shown_ids(tables: dict[str, pa.Table]) -> dict[tuple[object, object], str]:
    """The actor of each local actor."""
    return {(row["reading"], row["local_id"]): row["actor_id"] for row in tables["actor_links"].to_pylist()}


@settings(max_examples=60, deadline=None)
@given(record=RECORDS, cuts=st.lists(st.integers(0, 8), max_size=2), backwards=st.booleans())
def test_neither_order_nor_batches_matter(record: list[list[Row]], cuts: list[int], backwards: bool) -> None:
    """Any cut of the articles into batches, first to last or last to first, gives the same tables."""
    articles = articles_of(record)
    whole = rows_of(linked_after([articles])[-1])
    ordered = articles[::-1] if backwards else articles
    ends = [0, *sorted(cuts), len(ordered)]
    batches = [ordered[a:b] for a, b in itertools.pairwise(ends)]
    assert rows_of(linked_after(batches)[-1]) == whole


@settings(max_examples=60, deadline=None)
@given(record=RECORDS)
def test_every_id_that_was_shown_leads_to_one_who_was_called_so(record: list[list[Row]]) -> None:
    """As articles come day by day, an id stays or redirects, to one who has some of the articles that it had."""
    generations = linked_after([[article] for article in articles_of(record)])
    last = generations[-1]
    now, redirects = shown_ids(last), {r["actor_id"]: r["into_id"] for r in last["redirects"].to_pylist()}
    actors = set(last["actors"].column("actor_id").to_pylist())
    assert set(now.values()) == actors
    assert set(redirects.values()) <= actors
    assert not actors & redirects.keys()
    for generation in generations:
        had: dict[str, set[str]] = {}
        for place, actor_id in shown_ids(generation).items():
            had.setdefault(actor_id, set()).add(now[place])
        for actor_id, holders in had.items():
            assert redirects.get(actor_id, actor_id) in holders


def test_a_name_that_becomes_two_stays_the_id_of_the_first() -> None:
    """And who was known by a surname and an office leads to the full name."""
    president: Row = {"kind": "person", "name": "Ana Vidmar", "named": True, "aliases": [], "country": "SVN",
                      "sector": "GOV", "roles": ["president"]}  # fmt: skip
    striker = {**president, "country": None, "roles": ["striker"]}
    articles = articles_of([[{**president, "name": "Vidmar"}], [president], [striker]])
    first, second, third = linked_after([[article] for article in articles])
    (surname,), (ana,) = first["actors"].column("actor_id").to_pylist(), second["actors"].column("actor_id").to_pylist()
    assert shown_ids(third)[0, "a0"] == shown_ids(third)[1, "a0"] == ana != shown_ids(third)[2, "a0"]
    assert {r["actor_id"]: r["into_id"] for r in third["redirects"].to_pylist()}[surname] == ana
    assert moved_readings(first["actor_links"], third["actor_links"]).to_pylist() == [0]
    assert moved_readings(second["actor_links"], third["actor_links"]).to_pylist() == []


def test_only_touched_actors_are_put_together_again() -> None:
    """What is in no block of a new batch is taken over as it stands."""
    ana: Row = {"kind": "person", "name": "Ana Vidmar", "named": True, "aliases": [], "country": None, "sector": None,
                "roles": []}  # fmt: skip
    (known,) = linked_after([articles_of([[ana], [{**ana, "name": "Carlo Berti"}]])])
    marked = known["actors"].set_column(
        2, "name", pa.array([f"{n}!" for n in known["actors"].column("name").to_pylist()])
    )
    fresh = Fresh()
    shape = {"reading": 7, "article_id": "n7", "id": "a0", **ana}
    take_in(fresh, pa.Table.from_pylist([shape]), DAYS)
    after = linked({**known, "actors": marked}, fresh)
    assert sorted(after["actors"].column("name").to_pylist()) == ["Ana Vidmar", "Carlo Berti!"]
    assert after["actors"].schema == SCHEMAS["actors"]
