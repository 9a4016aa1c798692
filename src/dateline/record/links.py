"""What linking found, a generation at a time: a folder of Parquet files that the log makes current."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.record.arrow import SPANS
from dateline.record.whole import drop, file_hashes, is_cut, put_folder

FIRST_TABLES = ("articles", "actor_links", "actors", "forms", "redirects", "reports")
"""The tables of generations whose log entry does not say which they have."""
_STRING, _YES = pa.string(), pa.bool_()
_PARTIES = pa.list_(
    pa.struct(
        [("id", _STRING), ("kind", _STRING), ("named", _YES), *((c, _STRING) for c in ("country", "sector", "words"))]
    )
)
_PASSAGES = pa.list_(
    pa.struct(
        [
            *((column, pa.int32()) for column in ("start", "end")),
            *((column, pa.int64()) for column in ("key", "figures")),
            ("sketch", pa.list_(pa.int64())),
            ("terms", pa.list_(pa.int32())),
        ]
    )
)
_PAIR = (("reading", pa.int64()), ("id", _STRING), ("of_reading", pa.int64()), ("of_id", _STRING))
SCHEMAS = {
    "articles": pa.schema(
        [
            ("reading", pa.int64()),
            ("article_id", pa.string()),
            ("story_id", pa.string()),
            ("copy_of", pa.string()),
            ("ids", pa.map_(pa.string(), pa.string())),
            ("names", pa.map_(pa.string(), pa.string())),
            ("occurrences", pa.map_(pa.string(), pa.string())),
            ("background", SPANS),
            ("families", pa.map_(pa.string(), pa.string())),
        ]
    ),
    "actor_links": pa.schema(
        [("reading", pa.int64()), *((c, pa.string()) for c in ("local_id", "actor_id", "reason", "form_id"))]
    ),
    "actors": pa.schema(
        [
            ("actor_id", pa.string()),
            ("kind", pa.string()),
            ("name", pa.string()),
            ("named", pa.bool_()),
            ("aliases", pa.list_(pa.string())),
            ("roles", pa.list_(pa.string())),
            ("country", pa.string()),
            ("sector", pa.string()),
            ("wikidata_id", pa.string()),
            *((column, pa.list_(pa.string())) for column in ("names", "own_aliases", "countries", "sectors")),
        ]
    ),
    "forms": pa.schema(
        [
            ("id", pa.string()),
            ("kind", pa.string()),
            ("blocks", pa.list_(pa.string())),
            ("whole", pa.string()),
            ("words", pa.string()),
            ("country", pa.string()),
            ("offices", pa.list_(pa.string())),
            ("sport", pa.bool_()),
            ("gender", pa.string()),
            ("alone", pa.bool_()),
            ("named", pa.bool_()),
            *((column, pa.list_(pa.string())) for column in ("names", "aliases", "roles", "titles", "sectors")),
            ("company", pa.list_(pa.string())),
            ("first", pa.string()),
            ("last", pa.string()),
            ("articles", pa.int32()),
            ("actor_id", pa.string()),
            ("reason", pa.string()),
        ]
    ),
    "redirects": pa.schema([("actor_id", pa.string()), ("into_id", pa.string()), ("block", pa.string())]),
    "texts": pa.schema(
        [
            ("reading", pa.int64()),
            ("article_id", _STRING),
            ("published", _STRING),
            *((column, pa.int32()) for column in ("words", "start", "end")),
            ("key", pa.int64()),
            ("sketch", pa.list_(pa.int64())),
            ("day", pa.int32()),
            ("terms", pa.list_(pa.int32())),
            ("counts", pa.list_(pa.uint8())),
            ("passages", _PASSAGES),
        ]
    ),
    "quotes": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, _STRING) for column in ("id", "local_id", "speaker")),
            ("words", pa.list_(_STRING)),
            ("denies", _YES),
            ("stance", _STRING),
            ("of_reading", pa.int64()),
            ("of_id", _STRING),
        ]
    ),
    "reversals": pa.schema([*_PAIR, *((column, _STRING) for column in ("speaker", "what", "value", "other"))]),
    "wordings": pa.schema(
        [
            *_PAIR,
            ("marked", _STRING),
            ("kept", pa.float32()),
            *((column, pa.list_(_STRING)) for column in ("added", "dropped")),
        ]
    ),
    "steps": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, pa.int32()) for column in ("start", "end", "sentence_start", "sentence_end")),
            *((column, _STRING) for column in ("kind", "body")),
            ("named", _YES),
            ("number", pa.int32()),
            *((column, _STRING) for column in ("position", "status", "date_start", "date_end")),
            *((column, pa.list_(_STRING)) for column in ("places", "place_ids")),
        ]
    ),
    "versions": pa.schema(
        [
            *((column, pa.int64()) for column in ("reading", "first_reading")),
            ("number", pa.int32()),
            ("of_reading", pa.int64()),
        ]
    ),
    "standing": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, pa.int32()) for column in ("start", "end")),
            ("of_reading", pa.int64()),
            ("of_start", pa.int32()),
        ]
    ),
    "lines": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, pa.int32()) for column in ("start", "end")),
            ("key", pa.int64()),
            *((column, _YES) for column in ("head", "open")),
        ]
    ),
    "repeated": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, pa.int32()) for column in ("start", "end")),
            ("kind", _STRING),
            ("of_reading", pa.int64()),
        ]
    ),
    "stories": pa.schema([(column, pa.int64()) for column in ("reading", "group", "story", "epoch")]),
    "story_groups": pa.schema([("group", pa.int64()), ("other", pa.int64()), ("points", pa.float64())]),
    "copies": pa.schema(
        [
            *((column, pa.int64()) for column in ("reading", "of_reading")),
            ("kind", _STRING),
            *((column, pa.float32()) for column in ("share", "share_of")),
            *((column, SPANS) for column in ("shared", "shared_of", "new", "dropped")),
        ]
    ),
    "reports": pa.schema(
        [
            ("reading", pa.int64()),
            *((column, _STRING) for column in ("article_id", "event", "published")),
            ("headline", _YES),
            ("sentence", pa.int32()),
            *((column, _STRING) for column in ("type", "mode", "modality", "trigger")),
            *((column, _PARTIES) for column in ("actors", "recipients")),
            *((column, pa.int32()) for column in ("first", "last")),
            ("firm", _YES),
            *((column, _STRING) for column in ("place", "country")),
            ("broad", _YES),
            ("words", pa.list_(_STRING)),
            *((column, _YES) for column in ("definite", "further")),
            ("names", pa.list_(_STRING)),
            ("keys", pa.list_(pa.int64())),
            ("component", pa.int64()),
            ("occurrence", _STRING),
            ("rivals", pa.list_(_STRING)),
        ]
    ),
}
"""The tables of a generation: the readings it has seen, which are copies of which (``linking/copy_table.py``; pairs
that were compared and are none have no kind), its actors, which local actor is which of them, and the events with what
tells which of them are one (``linking/reports.py``).

``ids`` and ``names`` say once more who is who, a map an article: from local id to the actor's id and to its name; so
does ``occurrences`` for the events that are not the first report of theirs. All are sorted by their first column, so
that little is read for one article.

``reason`` says why a local actor is that one. The last four columns of ``actors`` are all that was seen; ``forms`` is
what the articles call them (``linking/forms.py``), with what they tell, for the next generation to go on from.
``redirects`` leads from each id that an actor was or may have been shown under to the one it has now."""


_LARGE = frozenset(["texts"])
"""Tables of hashes, of which no value comes twice, that are read as a whole."""


def links_path(record: Path, generation: str) -> Path:
    """The folder of a generation."""
    return record / "links" / generation


def write_links(record: Path, generation: str, tables: Mapping[str, pa.Table]) -> None:
    """Write a generation, whole or not at all; one that is there already holds the same."""
    fresh = record / "links" / f".{generation}.{uuid.uuid4().hex[:8]}"
    fresh.mkdir(parents=True)
    try:
        for name, schema in SCHEMAS.items():
            large = name in _LARGE
            pq.write_table(
                tables[name].cast(schema), fresh / f"{name}.parquet", compression="zstd", use_dictionary=not large,
                row_group_size=8192 if large else 1024,
            )  # fmt: skip
        put_folder(fresh, links_path(record, generation))
    finally:
        drop(fresh)


def broken_links(record: Path, generation: str, hashes: Mapping[str, str]) -> list[Path]:
    """The files of a generation that are missing, cut short or not as they were written."""
    folder = links_path(record, generation)
    found = missing_links(folder, hashes)
    there = file_hashes(folder)
    found += [folder / f"{n}.parquet" for n, seen in there.items() if hashes.get(n, seen) != seen]
    return sorted({*found, *(p for p in folder.glob("*.parquet") if is_cut(p))})


def missing_links(folder: Path, hashes: Mapping[str, str]) -> list[Path]:
    """The files of a generation that should be in its folder and are not."""
    return [p for name in hashes or FIRST_TABLES if not (p := folder / f"{name}.parquet").is_file()]


def has_table(folder: Path, name: str) -> bool:
    """Whether a generation has the table ``name``: those of an older program may lack it."""
    return (folder / f"{name}.parquet").is_file()


def drop_links(record: Path, generation: str) -> None:
    """Take a damaged generation away, so that it can be made anew."""
    drop(links_path(record, generation))
