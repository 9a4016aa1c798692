"""Forgetting: articles go from readings, links, index, corrections, samples and alerts; and what is left is said.

What a record adds up to is rewritten without the article and the folders that held it are removed at once, not marked
as superseded. Only the SHA-256 of its id stays (``forgotten.txt``), so that it is not read in again. Input files,
exports and copies made before are not the record's: they are named.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dateline import __version__
from dateline.errors import RecordError
from dateline.record.batches import batch_id, batch_path, merge_batches, read_table
from dateline.record.folder import alone
from dateline.record.forgotten import exports, keep_forgotten
from dateline.record.log import Entry, entry_numbers, entry_path
from dateline.record.remote import remote_of
from dateline.record.stored import stored_tables
from dateline.record.validation import Validation
from dateline.record.whole import disk_errors, drop, file_hashes, sync_folder
from dateline.record.writer import Writer
from dateline.schema import Reading

_TRIES, _PAUSE = 40, 0.25
"""How often, and with how many seconds between, it is tried to remove a folder that somebody reads."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done, and what is left for a person to do; a line each."""

    done: tuple[str, ...]
    left: tuple[str, ...]


def forget(
    record: Path, articles: Collection[str], link: Callable[[Writer], object], instead: Sequence[Reading] = (),
    names: Collection[str] = (),
) -> Forgotten:  # fmt: skip
    """Take the articles out of the record at ``record``, with ``instead`` the readings that take their place.

    ``link`` finds anew what needs several articles. ``names`` are words that nothing is to say any more: corrections
    that quote them go. An article that is not there is taken for gone already.
    """
    if (remote := remote_of(record)) is not None:
        raise RecordError(
            f"{remote.store.url} is in an object store, which may keep versions of what is removed: forget in a copy "
            "on a disk (`dateline backup`), write that into an empty place of the store, and delete this one there"
        )
    with disk_errors(record):
        keep_forgotten(record, articles)
        writer = Writer(record)
        uris = _uris(writer, articles)
        if instead:
            writer.commit([stored_tables(instead)], redacted=True)
        kept = set(stored_tables(instead)["articles"].column("reading").to_pylist())
        rewritten = [_without(writer, batch, articles, kept) for batch in list(writer.state.batches)]
        done = [f"{sum(rewritten):,} readings were taken out of the batches"]
        if writer.state.links is not None:
            link(writer)
            done.append("the links were made anew")
        left = [*_removed(writer)]
        for part in record.glob("text.index*"):
            part.unlink()
        writer.update_text()
        done.append("the full text was made anew")
        done += [*_corrections(record, articles, names), *_samples(record, articles), *_alerts(record, articles, uris)]
        done += [*_sources(record, uris)]
    return Forgotten(tuple(done), (*left, *_beyond(record, uris)))


def _uris(writer: Writer, articles: Collection[str]) -> set[str]:
    found: set[str] = set()
    for batch in writer.intact():
        table = read_table(batch_path(writer.path, batch.id) / "articles.parquet", ["article_id", "uri"])
        mask = pc.is_in(table.column("article_id"), value_set=pa.array(sorted(articles), pa.string()))
        found |= set(table.filter(mask).column("uri").to_pylist())
    return found


def _without(writer: Writer, name: str, articles: Collection[str], kept: Collection[int]) -> int:
    """Write a batch anew without the articles, and without all that was superseded in it; how many readings went."""
    batch = writer.state.batches[name]
    table = read_table(batch_path(writer.path, name) / "articles.parquet", ["article_id", "reading"])
    of = zip(table.column("article_id").to_pylist(), table.column("reading").to_pylist(), strict=True)
    gone = {reading for article_id, reading in of if article_id in articles and reading not in kept}
    if not gone:
        return 0
    alive = replace(batch, dead=batch.dead | gone)
    left = batch.readings - len(alive.dead)
    if left <= 0:
        _enter(writer, Entry(__version__, lost=(name,)))
        return len(gone)
    fresh = batch_id(writer.state.number, [int(name, 16)])
    rows = merge_batches(writer.path, fresh, [alive])
    hashes = file_hashes(batch_path(writer.path, fresh))
    _enter(writer, Entry(__version__, fresh, left, rows, merges=(name,), hashes=hashes))
    return len(gone)


def _enter(writer: Writer, entry: Entry) -> None:
    if not writer.enter(entry):
        raise RecordError("somebody else has written to the record meanwhile: give the same command again")


def _removed(writer: Writer) -> Iterator[str]:
    """Remove every folder that the log has left; those that somebody goes on reading are told."""
    current = {*writer.state.batches, writer.state.links}
    old = [p for part in ("batches", "links") for p in (writer.path / part).iterdir() if p.name not in current]
    for _ in range(_TRIES):
        with alone(writer.path) as nobody_reads:
            if nobody_reads:
                for path in old:
                    drop(path)
                    sync_folder(path.parent)
                return
        time.sleep(_PAUSE)
    yield from (
        f"{path} is still being read by somebody: it is removed with the next commit at which nobody reads it"
        for path in old
    )


def _corrections(record: Path, articles: Collection[str], names: Collection[str]) -> Iterator[str]:
    path = record / "corrections.sqlite"
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=30)) as base:
        gone = 0
        for article_id in articles if not names else ():
            gone += base.execute("DELETE FROM corrections WHERE article_id = ?", (article_id,)).rowcount
        for name in names:
            like = ("quoted", "context", "value", "note")
            where = " OR ".join(f"instr(lower(coalesce({column}, '')), lower(?)) > 0" for column in like)
            gone += base.execute(f"DELETE FROM corrections WHERE {where}", (name,) * len(like)).rowcount
        base.commit()
        base.execute("VACUUM")
    if gone:
        yield f"{gone:,} corrections and notes were deleted"


def _samples(record: Path, articles: Collection[str]) -> Iterator[str]:
    gone = sum(Validation(record).forget(article_id) for article_id in articles)
    if gone:
        yield f"{gone:,} rows and pages were taken out of the samples for validation"


def _alerts(record: Path, articles: Collection[str], uris: Collection[str]) -> Iterator[str]:
    path = record / "watch.sqlite"
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=30)) as base:
        gone = 0
        for article_id in articles:
            gone += base.execute("DELETE FROM alerts WHERE substr(key, 1, ?) = ?",
                                 (len(article_id) + 1, f"{article_id}:")).rowcount  # fmt: skip
        for uri in uris:
            gone += base.execute("DELETE FROM alerts WHERE uri = ?", (uri,)).rowcount
        base.commit()
        base.execute("VACUUM")
    if gone:
        yield f"{gone:,} alerts of `dateline watch` were deleted"


def _sources(record: Path, uris: Collection[str]) -> Iterator[str]:
    """Entries of the log that name an article's own file name it no more."""
    changed = 0
    if remote_of(record) is not None:
        return
    for number in entry_numbers(record):
        path = entry_path(record, number)
        told = json.loads(path.read_bytes())
        sources = ["forgotten" if any(s == u or s.endswith(f"/{u}") for u in uris) else s for s in told["sources"]]
        if sources != told["sources"]:
            fresh = path.with_name(f".{path.name}.forgotten")
            fresh.write_text(json.dumps({**told, "sources": sources}, ensure_ascii=False), encoding="utf-8")
            fresh.replace(path)
            changed += 1
    if changed:
        yield f"{changed:,} entries of the log do not name its input any more"


def _beyond(record: Path, uris: Collection[str]) -> Iterator[str]:
    """What is not the record's to forget."""
    if remote_of(record) is not None:
        yield "the log in the store, where it names the input, and what the store keeps of removed objects"
    for uri in sorted(uris):
        yield f"the input itself, {uri}, where it still is"
    for told in exports(record):
        yield f"the export {told['to']} ({told['form']}, {told['at'][:10]}), which may hold it"
    if (record / "damaged").is_dir():
        yield f"{record / 'damaged'}, the damaged files that a repair put aside"
    yield "copies and backups of the record made before, and what a file system or disk keeps of removed files"
