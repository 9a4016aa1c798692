"""Mending a record: the log is made whole, damaged batches are put aside and what they held is read again.

Nothing is thrown away: what is damaged goes to ``damaged/`` in the record. An entry of the log that is gone is written
anew where its batch is still there, which its name proves; else an empty one takes its number. Articles whose own table
is whole are read again from it, the rest from the input, where that is still there. Links and full text are derived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline import __version__
from dateline.errors import RecordError
from dateline.record.arrow import decoded
from dateline.record.batches import batch_id, batch_path, grown, missing_tables, unreadable
from dateline.record.check import current_ids, unsound
from dateline.record.folder import check_record
from dateline.record.links import broken_links
from dateline.record.log import Batch, Entry, State, append, entry_numbers, entry_path, read_entry, read_state
from dateline.record.remote import local, remote_of
from dateline.record.stored import SCHEMAS, Tables
from dateline.record.whole import disk_errors, file_hashes
from dateline.record.writer import Writer
from dateline.schema import Article

ReadAgain = Callable[[Writer, Sequence[Article]], object]
ReadSources = Callable[[Sequence[str], Mapping[str, str]], object]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done."""

    done: tuple[str, ...]
    """A line each; empty where there was nothing to mend."""
    left: tuple[str, ...]
    """What a person has to do, a line each."""


def repair(path: str | Path, read_again: ReadAgain, sources: ReadSources) -> Repaired:
    """Mend the record at ``path``.

    ``read_again`` reads articles into the record, ``sources`` the input of a commit with the columns named for it.
    Raises RecordError where there is no record, one of a newer version, or one in an object store.
    """
    record = local(path)
    if (remote := remote_of(record)) is not None:
        raise RecordError(
            f"{remote.store.url} is in an object store and is not mended there: copy it to this machine with the "
            "store's own tool, repair the copy, and write that back"
        )
    check_record(record)
    with disk_errors(record):
        done = [*_mend_log(record)]
        mended = bool(done)
        lost, saved = _lost_batches(record)
        writer = _without(record, lost)
        done += [f"batch {batch} is left out: it is damaged or gone" for batch in lost]
        if mended:
            done += [*_adopt(writer)]
        if saved:
            read_again(writer, saved)
            done.append(f"{len(saved)} articles were read again from the texts that the record holds")
        left = [*_again(record, lost, sources, done)]
        done += [*_drop_repeats(writer)]
        index = record / "text.index"
        if index.is_file() and unsound(index):
            for part in record.glob("text.index*"):
                part.unlink()
            done.append(f"{index} was damaged and is made anew")
    return Repaired(tuple(done), tuple(left))


def mend_links(path: str | Path, repaired: Repaired, link: Callable[[Writer], object]) -> Repaired:
    """Link anew, with ``link``, a record that was ``repaired`` or has damaged links, and bring its full text up."""
    writer = Writer(path)
    state = writer.state
    broken = state.links is not None and bool(broken_links(writer.path, state.links, state.link_hashes))
    if not (broken or repaired.done):
        return repaired
    if state.links is not None:
        link(writer)
    writer.update_text()
    return Repaired((*repaired.done, *(["the links were made anew"] if state.links else [])), repaired.left)


def _mend_log(record: Path) -> Iterator[str]:
    """Write the entries anew that are missing or damaged."""
    while (number := _broken(record)) is not None:
        path = entry_path(record, number)
        if path.exists():
            _aside(record, path)
        before = _state_before(record, number)
        entry = _proven(record, before, number)
        append(record, number, entry or Entry(__version__))
        yield f"{path} was written anew" + ("" if entry else ", empty: what it said is not known any more")


def _broken(record: Path) -> int | None:
    """The first entry that is missing or damaged."""
    for number in range(1, max(entry_numbers(record), default=0) + 1):
        try:
            if read_entry(record, number) is None and not entry_path(record, number).exists():
                return number
        except RecordError:
            return number
    return None


def _state_before(record: Path, number: int) -> State:
    state = State()
    for earlier in range(1, number):
        entry = read_entry(record, earlier)
        state = state.after(entry or Entry(__version__))
    return state


def _proven(record: Path, before: State, number: int) -> Entry | None:
    """The entry that added a batch which nothing else names: its name is a hash of the number and its readings."""
    named = {entry.batch for n in entry_numbers(record) if (entry := _entry_or_none(record, n))}
    for folder in sorted((record / "batches").iterdir()):
        if folder.name in named or folder.name.startswith(".") or not _is_sound(folder):
            continue
        keys = set(_column(folder / "articles.parquet", "reading"))
        problems = pq.read_table(folder / "problems.parquet", columns=["reading", "article_no"])
        keys |= set(problems.filter(pc.is_null(problems.column("article_no"))).column("reading").to_pylist())
        if batch_id(number - 1, keys) == folder.name:
            rows = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in SCHEMAS}
            ids = set(_column(folder / "articles.parquet", "article_id"))
            gone = {b.id: _keys_of(record, b, ids) for b in before.batches.values()}
            return Entry(
                __version__, folder.name, len(keys), rows, (), {b: k for b, k in gone.items() if k},
                hashes=file_hashes(folder),
            )  # fmt: skip
    return None


def _entry_or_none(record: Path, number: int) -> Entry | None:
    try:
        return read_entry(record, number)
    except RecordError:
        return None


def _keys_of(record: Path, batch: Batch, ids: set[str]) -> tuple[int, ...]:
    return tuple(sorted(key for article_id, key in current_ids(record, batch).items() if article_id in ids))


def _column(path: Path, name: str) -> list[Any]:
    values: list[Any] = pq.read_table(path, columns=[name]).column(0).to_pylist()
    return values


def _is_sound(folder: Path) -> bool:
    return all((p := folder / f"{n}.parquet").is_file() and unreadable(p) is None for n in SCHEMAS)


def _lost_batches(record: Path) -> tuple[list[str], list[Article]]:
    """The batches that are gone or damaged, and those of their articles whose own table can be read."""
    lost: list[str] = []
    saved: list[Article] = []
    for batch in read_state(record).batches.values():
        folder = batch_path(record, batch.id)
        if not folder.is_dir():
            lost.append(batch.id)
            continue
        hashes = file_hashes(folder)
        wrong = {
            n for n, seen in hashes.items() if batch.hashes.get(n, seen) != seen or unreadable(folder / f"{n}.parquet")
        }
        if wrong or [*missing_tables(record, [batch])]:
            lost.append(batch.id)
            if "articles" in hashes and "articles" not in wrong:
                rows = grown(pq.read_table(folder / "articles.parquet"), SCHEMAS["articles"]).to_pylist()
                saved += [decoded(Article, row) for row in rows if row["reading"] not in batch.dead]
    return lost, saved


def _without(record: Path, lost: Sequence[str]) -> Writer:
    """A writer to the record from which the batches ``lost`` are taken, their folders put aside."""
    if lost:
        while not append(record, read_state(record).number + 1, Entry(__version__, lost=tuple(lost))):
            continue
        for batch in lost:
            _aside(record, batch_path(record, batch))
    return Writer(record)


def _aside(record: Path, path: Path) -> None:
    """Put what is damaged into a folder of its own, where a person may look at it."""
    if path.exists():
        folder = record / "damaged"
        folder.mkdir(exist_ok=True)
        number = sum(1 for _ in folder.iterdir())
        path.rename(folder / f"{number}-{path.name}")


def _adopt(writer: Writer) -> Iterator[str]:
    """Take in what whole folders that no commit names any more hold of articles that the record lacks."""
    for folder in sorted((writer.path / "batches").iterdir()):
        if folder.name in writer.state.batches or folder.name.startswith(".") or not _is_sound(folder):
            continue
        ids = [i for i in _column(folder / "articles.parquet", "article_id") if writer.fingerprint_of(i) is None]
        if ids:
            writer.commit([_tables_of(folder, ids)])
            yield f"{len(ids)} articles were found in {folder}, which no commit named"


def _tables_of(folder: Path, ids: Sequence[str]) -> Tables:
    """The rows of the articles ``ids`` in a folder of tables."""
    wanted = pa.array(ids, pa.string())
    tables = {n: grown(pq.read_table(folder / f"{n}.parquet"), schema) for n, schema in SCHEMAS.items()}
    return {n: t.filter(pc.is_in(t.column("article_id"), value_set=wanted)) for n, t in tables.items()}


def _again(record: Path, lost: Sequence[str], sources: ReadSources, done: list[str]) -> Iterator[str]:
    """Read the input of lost batches again; a line for what is not there any more."""
    asked = {name for batch in lost for name in _merged_into(record, batch)}
    seen: set[str] = set()
    for entry in filter(None, (read_entry(record, n) for n in entry_numbers(record))):
        if entry.batch not in asked:
            continue
        for source in entry.sources:
            if source in seen:
                continue
            seen.add(source)
            if Path(source).exists():
                sources([source], entry.columns)
                done.append(f"{source} was read again")
            else:
                yield f"{source} is not there: read it again from where it is now"


def _merged_into(record: Path, batch: str) -> set[str]:
    """A batch and all that were merged into it."""
    merges = {e.batch: e.merges for n in entry_numbers(record) if (e := read_entry(record, n)) is not None and e.batch}
    found, waiting = set[str](), [batch]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += merges.get(name, ())
    return found


def _drop_repeats(writer: Writer) -> Iterator[str]:
    """Of articles that stand in two batches leave the later one."""
    writer.catch_up()
    later: set[str] = set()
    gone: dict[str, tuple[int, ...]] = {}
    for batch in reversed([*writer.state.batches.values()]):
        ids = current_ids(writer.path, batch)
        twice = tuple(sorted(key for article_id, key in ids.items() if article_id in later))
        if twice:
            gone[batch.id] = twice
        later |= set(ids)
    if gone:
        while not append(writer.path, read_state(writer.path).number + 1, Entry(__version__, superseded=gone)):
            continue
        writer.catch_up()
        yield f"{sum(map(len, gone.values()))} readings that stood twice are superseded"
