"""A large record out of a small one, to measure by: its rows over and over, under other ids, names and days.

python benchmarks/multiply.py SMALL LARGE --articles 100000

Each copy is seven days later than the one before; its people, bodies and groups have names and ids of their own, its
countries are those of all copies. Texts stay as they are, and so do the words that rows quote from them. Nothing is
read and nothing linked: the small record's links are multiplied with the rest. What linking alone needs is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from dateline import __version__
from dateline.record.batches import ROWS, batch_id, grown, write_batch
from dateline.record.folder import make_record
from dateline.record.links import SCHEMAS as LINKED
from dateline.record.log import Entry, append, read_state
from dateline.record.search import TextIndex
from dateline.record.stored import SCHEMAS, Tables
from dateline.record.whole import file_hashes

AT_ONCE = 8
"""How many copies of the small record one batch of the large one holds."""
_SHOWN = ("articles", "actor_links", "actors", "redirects", "copies", "standing")
"""The tables of links that the public tables are made of."""
_READING = "(hash(reading, {k}) >> 1)::BIGINT"
_LATER = "strftime(try_cast({c} AS TIMESTAMP) + to_days(7 * {k}), '{form}')"


def _actor(column: str, k: int) -> str:
    return f"CASE WHEN {column} LIKE 'country-%' THEN {column} ELSE {column} || '~{k}' END"


def _name(column: str, kind: str, k: int) -> str:
    return f"CASE WHEN {kind} = 'country' THEN {column} ELSE {column} || ' {_called(k)}' END"


def _called(k: int) -> str:
    """A surname made of the digits of ``k``, so that the people of each copy have a name of their own."""
    parts = ["ka", "lo", "mi", "re", "su", "ta", "vo", "ne", "di", "po"]
    return "".join(parts[int(digit)] for digit in str(k)).capitalize() + "nen"


def _stored(name: str, k: int, first: int) -> str:
    """The query that gives the rows of the stored table ``name`` as copy ``k`` has them; its articles begin at
    ``first``.
    """
    later = {c: _LATER.format(c=c, k=k, form="%Y-%m-%d") for c in ("date_start", "date_end")}
    changed = {
        "articles": {"uri": f"uri || '~{k}'", "fingerprint": f"md5(fingerprint || '{k}')",
                     "published_at": _LATER.format(c="published_at", k=k, form="%Y-%m-%dT%H:%M:%S")},
        "actors": {"name": _name("name", "kind", k)},
        "statements": {"speaker_name": f"speaker_name || ' {_called(k)}'"},
        "events": later, "times": later,
    }.get(name, {})  # fmt: skip
    keys = {"reading": _READING.format(k=k), "article_id": f"article_id || '~{k}'", "article_no": f"no + {first}"}
    replaced = ", ".join(f"({value})::{'INTEGER' if c == 'article_no' else 'VARCHAR'} AS {c}" if c != "reading"
                         else f"{value} AS reading" for c, value in (keys | changed).items())  # fmt: skip
    return f"SELECT * EXCLUDE (no) REPLACE ({replaced}) FROM small_{name} ORDER BY no"


def _linked(name: str, k: int) -> str:
    """The query that gives the rows of the table of links ``name`` as copy ``k`` has them."""
    local = f"'~{k}:' || regexp_extract(x.value, '[^:]+$')"
    own = "map_from_entries(list_transform(map_entries({c}), lambda x: {{'k': x.key, 'v': {v}}}))"
    rows = own.replace("{v}", f"regexp_replace(x.value, ':[^:]+$', '') || {local}")
    changed = {
        "articles": {
            "article_id": f"article_id || '~{k}'", "story_id": f"story_id || '~{k}'", "copy_of": f"copy_of || '~{k}'",
            "ids": own.format(c="ids", v=_actor("x.value", k)),
            "names": own.format(c="names", v=f"x.value || ' {_called(k)}'"),
            "occurrences": rows.format(c="occurrences"), "families": rows.format(c="families"),
        },
        "actor_links": {"actor_id": _actor("actor_id", k)},
        "actors": {"actor_id": _actor("actor_id", k), "name": _name("name", "kind", k)},
        "redirects": {"actor_id": _actor("actor_id", k), "into_id": _actor("into_id", k)},
    }.get(name, {})  # fmt: skip
    for column in ("reading", "of_reading"):
        if column in LINKED[name].names:
            changed[column] = f"(hash({column}, {k}) >> 1)::BIGINT"
    replaced = ", ".join(f"{value} AS {c}" for c, value in changed.items())
    where = " WHERE actor_id NOT LIKE 'country-%'" if name in ("actors", "redirects") and k else ""
    return f"SELECT * REPLACE ({replaced}) FROM links_{name}{where}"


def opened(small: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the tables of the small record, its articles numbered through over all batches."""
    base = duckdb.connect()
    base.execute("SET threads = 1")
    state = read_state(small)
    for name in SCHEMAS:
        files = [str(small / "batches" / batch / f"{name}.parquet") for batch in state.batches]
        base.read_parquet(files, union_by_name=True).create(f"stored_{name}")
    dead = sorted({key for batch in state.batches.values() for key in batch.dead})
    base.execute("CREATE TABLE gone AS SELECT unnest(?::BIGINT[]) AS reading", [dead])
    base.execute("""CREATE TABLE numbers AS SELECT reading, (row_number() OVER (ORDER BY article_id) - 1)::INTEGER AS no
                    FROM stored_articles ANTI JOIN gone USING (reading)""")  # fmt: skip
    for name in SCHEMAS:
        base.execute(
            f"CREATE TABLE small_{name} AS SELECT s.*, n.no FROM stored_{name} s JOIN numbers n USING (reading)"
        )
    for name in _SHOWN:
        path = small / "links" / str(state.links) / f"{name}.parquet"
        if path.exists():
            base.register("read", grown(pq.read_table(path), LINKED[name]))
            base.execute(f"CREATE TABLE links_{name} AS SELECT * FROM read")
            base.unregister("read")
    return base


def copies(base: duckdb.DuckDBPyConnection, ks: range) -> Tables:
    """The tables of one batch that holds the copies ``ks`` of the small record."""
    size = base.execute("SELECT count(*) FROM numbers").fetchall()[0][0]
    made: Tables = {}
    for name, schema in SCHEMAS.items():
        queries = (f"({_stored(name, k, size * (k - ks.start))})" for k in ks)
        made[name] = grown(base.sql(" UNION ALL BY NAME ".join(queries)).to_arrow_table(), schema)
    return made


def _links(base: duckdb.DuckDBPyConnection, total: int) -> Iterator[tuple[str, str]]:
    there = {row[0] for row in base.execute("SHOW TABLES").fetchall()}
    for name in _SHOWN:
        if f"links_{name}" in there:
            yield name, " UNION ALL BY NAME ".join(f"({_linked(name, k)})" for k in range(total))


def main(small: Path, large: Path, articles: int) -> None:
    """Write a record of about ``articles`` articles at ``large``, made of the record at ``small``."""
    base = opened(small)
    size = base.execute("SELECT count(*) FROM numbers").fetchall()[0][0]
    total = -(-articles // size)
    make_record(large)
    number = 0
    for first in range(0, total, AT_ONCE):
        tables = copies(base, range(first, min(total, first + AT_ONCE)))
        batch = batch_id(number, tables["articles"].column("reading").to_pylist())
        rows = write_batch(large, batch, tables)
        number += 1
        append(large, number, Entry(__version__, batch, rows["articles"], rows,
                                    hashes=file_hashes(large / "batches" / batch)))  # fmt: skip
        print(f"{min(total, first + AT_ONCE) * size:,} articles", flush=True)
    folder = large / "links" / "multiplied"
    folder.mkdir()
    for name, query in _links(base, total):
        table = grown(base.sql(query).to_arrow_table(), LINKED[name])
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=ROWS["articles"] * 8)
    append(large, number + 1, Entry(__version__, links="multiplied", hashes=file_hashes(folder)))
    TextIndex(large).update(read_state(large))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    given = parser.parse_args()
    main(given.small, given.large, given.articles)
