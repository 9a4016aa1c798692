"""A replication record: all that was read but the licensed text, and its way back to whoever holds that text.

It is a record like any other, whose articles have no words: ids, addresses, publishers, days, offsets, hashes, rows,
versions and corrections are there, headline and text are not. Whoever has the texts joins them again: an article is
known by its id or the SHA-256 of its text, and where the text is another one its rows are left out and it is named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.intake import articles
from dateline.linking import link
from dateline.reading import text_sha256
from dateline.record import Record, Writer
from dateline.record.anchors import in_context
from dateline.record.corrections import Correction
from dateline.record.own import keep_table, own_tables
from dateline.record.rows import ROW_KINDS, held_rows
from dateline.record.stored import stored_tables
from dateline.resources.own import reader_version
from dateline.schema import Article, Event, Problem, Reading

__all__ = ["Joined", "rejoin", "replicate"]

_AT_ONCE = 500
_HASHED = "sha256:"


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of joining a replication record to texts."""

    articles: int
    """Those whose text is the one that was read."""
    differ: tuple[str, ...] = ()
    """Addresses of those that have another text here."""
    missing: tuple[str, ...] = ()
    """Addresses of those that are not here."""
    more: int = 0
    """Articles here that the replication record does not have."""
    versions: tuple[str, ...] = field(default=())
    """The versions that read it, where some are not the one at work."""


def replicate(record: Record | str | Path, to: str | Path) -> int:
    """Write the record without its texts to the new folder ``to``; how many articles it has.

    Raises InputError where ``to`` is in use.
    """
    if not isinstance(record, Record):
        with Record(record) as opened:
            return replicate(opened, to)
    place = Path(to)
    if place.exists() and any(place.iterdir()):
        raise InputError(f"{place} is not empty: name a new folder for the replication record")
    ids = record.sql("SELECT article_id FROM articles ORDER BY article_id").column(0).to_pylist()
    writer, number = Writer(place), 0
    for some in _parts(ids):
        readings = [_wordless(r) for r in (record.reading(i) for i in some) if r is not None]
        writer.commit([stored_tables(readings)])
        number += len(readings)
    with Record(place) as made:
        made.corrections.take_in(map(_hidden, record.corrections.all()))
        for table in own_tables(record.corrections):
            keep_table(made.corrections, table)
    return number


def _parts(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _wordless(reading: Reading) -> Reading:
    article = replace(reading.article, text="", title=None, raw=None, source_spans=())
    return replace(reading, article=article, events=tuple(_named(e, "") for e in reading.events))


def _named(event: Event, text: str) -> Event:
    """``event`` with the words of its parties as ``text`` has them."""
    actors, recipients = (
        tuple(replace(p, text=text[p.start : p.end]) for p in some) for some in (event.actors, event.recipients)
    )
    return replace(event, actors=actors, recipients=recipients)


_SPANS = ("span", "cue", "add", "add-event")
"""Corrections whose value has words beside their offsets."""


def _hidden(one: Correction) -> Correction:
    """A correction without the words of the text: their hash, and offsets alone."""
    if one.kind in _SPANS:
        one = replace(one, value=json.dumps(_pieces(json.loads(one.value), lambda start, end: "")))
    if one.kind in ROW_KINDS and one.quoted:
        one = replace(one, quoted=f"{_HASHED}{text_sha256(one.quoted)}")
    return replace(one, context=None if one.context and one.kind != "merge" else one.context)


def _shown(record: Record, one: Correction) -> Correction:
    """The correction with the words that stand in the joined article; as it is where its row is not there."""
    if one.kind not in ROW_KINDS or not (one.quoted or "").startswith(_HASHED):
        return one
    found = record.article(one.article_id or "")
    text = str(found["article"]["text"]) if found else ""
    value = one.value
    if one.kind in _SPANS:
        value = json.dumps(_pieces(json.loads(value), lambda start, end: text[start:end]), ensure_ascii=False)
    held = record.ask_stored(lambda base: held_rows(base, [one.article_id or ""]))
    row = next((r for r in held if (r.layer, r.row_id) == (one.layer, one.target)), None)
    if row is not None and one.quoted == f"{_HASHED}{text_sha256(row.quoted)}":
        return replace(one, quoted=row.quoted, context=row.context, value=value)
    said = json.loads(value) if one.kind in ("add", "add-event") else {}
    pieces = said.get("content") or said.get("trigger") or []
    if pieces:
        around = in_context(text, pieces[0][0], pieces[-1][1])
        return replace(one, quoted=" … ".join(p[2] for p in pieces), context=around, value=value)
    return replace(one, value=value)


def _pieces(value: Any, words: Callable[[int, int], str]) -> Any:
    """``value`` with the words of each piece, ``[start, end, words]``, as ``words`` gives them."""
    if isinstance(value, dict):
        return {key: _pieces(one, words) for key, one in value.items()}
    if isinstance(value, list) and len(value) == 3 and isinstance(value[0], int):
        return [value[0], value[1], words(value[0], value[1])]
    return [_pieces(one, words) for one in value] if isinstance(value, list) else value


def rejoin(replica: str | Path, texts: Sequence[str | Path], to: str | Path) -> Joined:
    """Join a replication record to the texts in files, folders and globs, as the record ``to``.

    Raises InputError where there are no texts, RecordError where ``replica`` is no record.
    """
    given = [str(t) for t in texts]
    known = dict(_by_key(articles(given)))
    if not known:
        raise InputError(f"there is no article in {', '.join(given)}: name the files with the texts")
    differ, missing, used, versions = [], [], set(), set()
    writer, number = Writer(to), 0
    with Record(replica) as record:
        ids = record.sql("SELECT article_id FROM articles ORDER BY article_id").column(0).to_pylist()
        for some in _parts(ids):
            readings = []
            for reading in (r for r in (record.reading(i) for i in some) if r is not None):
                found = known.get(reading.text_sha256) or known.get(reading.article.article_id)
                versions.add(reading.reader_version)
                if found is None:
                    missing.append(reading.article.uri)
                    continue
                used.add(found.article_id)
                if text_sha256(found.text) != reading.text_sha256:
                    differ.append(reading.article.uri)
                else:
                    readings.append(_with_words(reading, found))
            if readings:
                writer.commit([stored_tables(readings)])
            number += len(readings)
        link(writer)
        with Record(to) as made:
            made.corrections.take_in(_shown(made, one) for one in record.corrections.all())
            for table in own_tables(record.corrections):
                keep_table(made.corrections, table)
    other = versions if versions - {reader_version()} else set()
    more = len({a.article_id for a in known.values()} - used)
    return Joined(number, tuple(differ), tuple(missing), more, tuple(sorted(other)))


def _by_key(items: Iterable[Article | Problem]) -> Iterator[tuple[str, Article]]:
    for item in items:
        if isinstance(item, Article):
            yield text_sha256(item.text), item
            yield item.article_id, item


def _with_words(reading: Reading, found: Article) -> Reading:
    article = replace(
        reading.article, text=found.text, title=found.title, raw=found.raw, source_spans=found.source_spans
    )
    return replace(reading, article=article, events=tuple(_named(e, found.text) for e in reading.events))
