"""Whether a record is whole: its log, its files against the hashes in the log, and its rows against one another.

What is damaged is told with what to do about it; nothing is changed. Rows are read an article at a time, so that a
large record needs no more memory than a small one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import RecordError
from dateline.record.batches import batch_path, damaged, gone, missing_tables, unreadable
from dateline.record.content import Row, faults
from dateline.record.folder import check_record, reading
from dateline.record.links import broken_links, links_path
from dateline.record.log import MEND, Batch, State, entry_numbers, entry_path, read_entry, read_state
from dateline.record.remote import Remote, local, remote_of
from dateline.record.stored import SCHEMAS
from dateline.record.whole import file_hashes

_MOST = 20
"""Faults of one kind that are told of a batch; the rest is counted."""
_AT_ONCE = 256
"""Rows that are read of a table at once."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found."""

    damage: tuple[str, ...]
    """A line each, with what to do; empty where the record is whole."""
    notes: tuple[str, ...]
    """What is no damage but good to know."""
    articles: int
    files: int
    """The tables whose content was read."""


def check(path: str | Path) -> Checked:
    """Check the record at ``path``; raises RecordError where there is none, or one of a newer version."""
    record = local(path)
    check_record(record)
    damage = [*_log(record)]
    notes: list[str] = []
    articles = files = 0
    with reading(record):
        try:
            state = read_state(record)
        except RecordError:
            return Checked(
                tuple(damage), ("only the log was checked: mend it first, then check again for the rest",), 0, 0
            )
        for batch in state.batches.values():
            found = list(_batch_files(record, batch))
            if not found and batch_path(record, batch.id).is_dir():
                seen = _Seen()
                found = [*_rows(record, batch, seen)]
                articles, files = articles + seen.articles, files + len(SCHEMAS)
                notes += seen.notes(batch)
            damage += found
        damage += [*_links(record, state), *_twice(record, state), *_databases(record)]
        if (remote := remote_of(record)) is not None:
            damage += _stored(remote, state)
        notes += _unnamed(record, state)
    return Checked(tuple(damage), tuple(notes), articles, files)


def _log(record: Path) -> Iterator[str]:
    """Entries that are missing or damaged."""
    there = entry_numbers(record)
    for number in range(1, max(there, default=0) + 1):
        try:
            if read_entry(record, number) is None and number not in there:
                yield f"{entry_path(record, number)} is missing: {MEND}"
        except RecordError as error:
            yield str(error)


def _batch_files(record: Path, batch: Batch) -> Iterator[str]:
    """Files of a batch that are missing, cannot be read or are not as they were written."""
    folder = batch_path(record, batch.id)
    if not folder.is_dir():
        yield gone(record, batch.id)
        return
    yield from (str(damaged(path)) for path in missing_tables(record, [batch]))
    for name, seen in file_hashes(folder).items():
        file = folder / f"{name}.parquet"
        if (error := unreadable(file)) is not None:
            yield str(damaged(file, error))
        elif seen != batch.hashes.get(name, seen):
            yield str(damaged(file, ValueError("its hash is not the one in the log")))


class _Seen:
    """What was met in a batch."""

    def __init__(self) -> None:
        self.articles = 0
        self.versions: set[str] = set()

    def notes(self, batch: Batch) -> Iterator[str]:
        """What is no damage: a mix of readers."""
        if len(self.versions) > 1:
            versions = ", ".join(sorted(self.versions))
            yield f"batch {batch.id} was read by more than one version of the reader: {versions}"


def _rows(record: Path, batch: Batch, seen: _Seen) -> Iterator[str]:
    """Rows of a batch that do not fit their text or one another, and tables of another length than the log says."""
    folder = batch_path(record, batch.id)
    for name, count in batch.rows.items():
        if (has := pq.read_metadata(folder / f"{name}.parquet").num_rows) != count:
            yield f"{folder / name}.parquet has {has} rows where the log says {count}: {MEND}"
    told = 0
    for stored in _by_article(folder):
        article = stored["articles"][0]
        seen.articles += article["reading"] not in batch.dead
        seen.versions.add(article["reader_version"])
        for fault in faults(stored):
            told += 1
            if told <= _MOST:
                yield f"{folder}: article {article['article_id']} ({article['uri']}): {fault}: {MEND}"
    if told > _MOST:
        yield f"{folder}: {told - _MOST} more articles or rows of it are wrong in the same way"


def _by_article(folder: Path) -> Iterator[dict[str, Sequence[Row]]]:
    """The rows of each article of a batch, by layer; all tables are in the order of the articles."""
    layers = {name: groupby(_numbered(folder / f"{name}.parquet"), _number) for name in SCHEMAS if name != "articles"}
    waiting: dict[str, tuple[int, list[Row]] | None] = {name: _next(groups) for name, groups in layers.items()}
    for article in _numbered(folder / "articles.parquet"):
        number = article["article_no"]
        stored: dict[str, Sequence[Row]] = {"articles": [article]}
        for name, groups in layers.items():
            held = waiting[name]
            while held is not None and held[0] < number:
                held = _next(groups)
            if held is not None and held[0] == number:
                stored[name], held = held[1], _next(groups)
            waiting[name] = held
        yield {name: stored.get(name, ()) for name in SCHEMAS}


def _numbered(path: Path) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_AT_ONCE):
            yield from (row for row in batch.to_pylist() if row["article_no"] is not None)


def _number(row: Row) -> int:
    number: int = row["article_no"]
    return number


def _next(groups: Iterator[tuple[int, Iterable[Row]]]) -> tuple[int, list[Row]] | None:
    found = next(groups, None)
    return (found[0], list(found[1])) if found else None


def _links(record: Path, state: State) -> Iterator[str]:
    """Links that are not as they were written, or that lead nowhere."""
    if state.links is None:
        return
    broken = broken_links(record, state.links, state.link_hashes)
    yield from (str(damaged(path, ValueError("not as written")) if path.exists() else damaged(path)) for path in broken)
    if broken:
        return
    folder = links_path(record, state.links)
    to, known = (pq.read_table(folder / f"{n}.parquet", columns=["actor_id"]) for n in ("actor_links", "actors"))
    lost = set(to.column(0).to_pylist()) - set(known.column(0).to_pylist())
    if lost:
        yield (
            f"the links in {folder} name {len(lost)} actors that its own table of actors lacks: "
            "make the links anew with `dateline link`"
        )


def _stored(remote: Remote, state: State) -> Iterator[str]:
    """Tables that this machine's copy of a record has and the object store, which it is the copy of, lacks."""
    folders = {f"batches/{b.id}": b.hashes for b in state.batches.values()}
    if state.links is not None:
        folders[f"links/{state.links}"] = state.link_hashes
    for folder, hashes in folders.items():
        there = set(remote.store.names(folder))
        for name in hashes:
            file = f"{folder}/{name}.parquet"
            if file not in there:
                yield f"{remote.store.url}/{file} is missing: write it back there from {remote.path / file}"


def _twice(record: Path, state: State) -> Iterator[str]:
    """Articles of which more than one reading is current."""
    where: dict[str, str] = {}
    for batch in state.batches.values():
        for article_id in current_ids(record, batch):
            if article_id in where:
                yield (
                    f"article {article_id} stands in the batches {where[article_id]} and {batch.id}: "
                    "`dateline repair` leaves the later one"
                )
            where[article_id] = batch.id


def current_ids(record: Path, batch: Batch) -> dict[str, int]:
    """By article of a batch the key of its current reading; empty where the table cannot be read."""
    try:
        table = pq.read_table(batch_path(record, batch.id) / "articles.parquet", columns=["article_id", "reading"])
    except (OSError, pa.ArrowException):
        return {}
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return {article_id: key for article_id, key in rows if key not in batch.dead}


def _databases(record: Path) -> Iterator[str]:
    """The text index and the corrections, where they are damaged."""
    advice = {
        "text.index": "delete it, or give `dateline repair`; it is made anew from the record",
        "corrections.sqlite": "restore it from a copy, or import what `dateline correct export` wrote",
    }
    for name, what in advice.items():
        if (record / name).is_file() and (reason := unsound(record / name)):
            yield f"{record / name} is damaged ({reason}): {what}"


def unsound(path: Path) -> str | None:
    """What is wrong with an SQLite file; None where it is sound."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as base:
            told = str(base.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        # what cannot be opened for reading alone (a folder that may not be written) is not said to be damaged
        return str(error) if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else None
    return None if told == "ok" else told.splitlines()[0]


def _unnamed(record: Path, state: State) -> Iterator[str]:
    """Folders that no commit names: left by a writer that was killed, or one is writing."""
    current = {*state.batches, state.links}
    left = [p for part in ("batches", "links") for p in sorted((record / part).iterdir()) if p.name not in current]
    if left:
        yield f"{len(left)} folders of batches or links that no commit names, such as {left[0]}: they go by themselves"
