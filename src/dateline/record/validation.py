"""Samples of rows to be judged by several coders, blind to each other, and pages that they mark from scratch.

They stand in ``validation.sqlite`` beside the corrections: a verdict measures the reading and changes nothing. A sample
keeps how it was drawn and of how many rows, so that the report can say it; drawn again with the same seed from the same
record it is the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from dateline.errors import InputError
from dateline.record.whole import database

Row = dict[str, Any]
LAYERS = ("statements", "events")
VERDICTS = ("right", "wrong", "unsure")
ASPECTS = {
    "statements": ("not a statement", "speaker", "words", "cue", "stance", "mode"),
    "events": ("not an event", "type", "modality", "sides", "day", "place"),
}
"""What may be wrong with a row."""
STRATA = ("none", "publisher", "type", "confidence")
"""By what a sample can be layered; the type of a statement is its stance."""
MOST = 5_000
"""Rows that a sample has at most."""
_TABLES = """
CREATE TABLE IF NOT EXISTS samples (sample_id INTEGER PRIMARY KEY, told TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drawn (sample_id INTEGER, row_no INTEGER, row_id TEXT, article_id TEXT, stratum TEXT,
    facts TEXT, PRIMARY KEY (sample_id, row_no));
CREATE TABLE IF NOT EXISTS verdicts (sample_id INTEGER, row_no INTEGER, coder TEXT, verdict TEXT, aspect TEXT,
    note TEXT, made_at TEXT, PRIMARY KEY (sample_id, row_no, coder));
CREATE TABLE IF NOT EXISTS pages (sample_id INTEGER, article_id TEXT, PRIMARY KEY (sample_id, article_id));
CREATE TABLE IF NOT EXISTS marks (sample_id INTEGER, article_id TEXT, coder TEXT, pieces TEXT,
    PRIMARY KEY (sample_id, article_id, coder, pieces));
CREATE TABLE IF NOT EXISTS finished (sample_id INTEGER, article_id TEXT, coder TEXT, made_at TEXT,
    PRIMARY KEY (sample_id, article_id, coder));
"""
_BAND = """CASE WHEN s.confidence IS NULL THEN 'not told' WHEN s.confidence < 0.5 THEN 'below 0.5'
           WHEN s.confidence < 0.8 THEN '0.5 to 0.8' ELSE '0.8 and more' END"""


class Sampled(Protocol):
    """What a record answers to whoever draws a sample of it."""

    path: Path

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """A pyarrow table."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was drawn."""

    sample_id: int
    name: str
    layer: str
    question: str
    """What the coders were asked."""
    strata: str
    seed: str
    size: int
    """Rows that were asked for."""
    pages: int
    """Articles to be marked from scratch."""
    population: Mapping[str, int]
    """By stratum how many rows there were."""
    filters: Mapping[str, str]
    made_by: str
    made_at: str
    reader_versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coder said of a row."""

    row_no: int
    coder: str
    verdict: str
    aspect: str
    note: str
    made_at: str


class Validation:
    """The samples of one record."""

    def __init__(self, record: Path) -> None:
        self._path = record / "validation.sqlite"

    def draw(
        self, record: Sampled, name: str, layer: str, *, size: int, strata: str = "none", seed: str = "1",
        pages: int = 0, question: str = "", filters: Mapping[str, str] | None = None, by: str = "",
    ) -> int:  # fmt: skip
        """Draw a sample; its number. Raises InputError where it could not be drawn."""
        if layer not in LAYERS or strata not in STRATA:
            raise InputError(f"a sample is drawn of {' or '.join(LAYERS)}, evenly over one of {', '.join(STRATA)}")
        if not (0 <= size <= MOST and 0 <= pages <= MOST and size + pages > 0) or not name.strip():
            raise InputError(f"a sample needs a name, and from 1 to {MOST:,} rows or pages")
        given = {k: v for k, v in (filters or {}).items() if v}
        rows, population = _drawn(record, layer, size, strata, seed, given)
        articles = _articles(record, pages, seed, given)
        versions = record.sql("SELECT DISTINCT reader_version AS v FROM articles ORDER BY v").column("v").to_pylist()
        told = {"name": name.strip(), "layer": layer, "question": question.strip(), "strata": strata, "seed": seed,
                "size": len(rows), "pages": len(articles), "population": population, "filters": given, "made_by": by,
                "made_at": _now(), "reader_versions": versions}  # fmt: skip
        with self._base() as base:
            number = base.execute("INSERT INTO samples (told) VALUES (?)", (json.dumps(told),)).lastrowid
            kept = [
                (number, n, r["row_id"], r["article_id"], r["stratum"],
                 json.dumps({k: r[k] for k in ("publisher", "type", "confidence")}))
                for n, r in enumerate(rows)
            ]  # fmt: skip
            base.executemany("INSERT INTO drawn VALUES (?, ?, ?, ?, ?, ?)", kept)
            base.executemany("INSERT INTO pages VALUES (?, ?)", [(number, a) for a in articles])
            base.commit()
        return int(number or 0)

    def samples(self) -> list[Sample]:
        """All samples, in the order in which they were drawn."""
        if not self._path.exists():
            return []
        with self._base() as base:
            found = base.execute("SELECT sample_id, told FROM samples ORDER BY sample_id").fetchall()
        return [_sample(*row) for row in found]

    def sample(self, sample_id: int) -> Sample | None:
        """One of them."""
        return next((s for s in self.samples() if s.sample_id == sample_id), None)

    def rows(self, sample_id: int) -> list[Row]:
        """The rows that were drawn: ``row_no``, ``row_id``, ``article_id``, ``stratum`` and what was known of each."""
        query = "SELECT row_no, row_id, article_id, stratum, facts FROM drawn WHERE sample_id = ? ORDER BY row_no"
        with self._base() as base:
            found = base.execute(query, (sample_id,)).fetchall()
        names = ("row_no", "row_id", "article_id", "stratum")
        return [dict(zip(names, row, strict=False)) | json.loads(row[4]) for row in found]

    def judge(self, sample_id: int, row_no: int, coder: str, verdict: str, *, aspect: str = "", note: str = "") -> None:
        """Keep what a coder says of a row, in place of an earlier verdict of the same."""
        sample = self.sample(sample_id)
        if sample is None or not 0 <= row_no < sample.size:
            raise InputError(f"sample {sample_id} has no row {row_no}")
        if verdict not in VERDICTS or (aspect and aspect not in ASPECTS[sample.layer]):
            raise InputError(f"a verdict is {', '.join(VERDICTS)}; wrong is one of {', '.join(ASPECTS[sample.layer])}")
        if not coder.strip():
            raise InputError("a verdict needs the name of its coder")
        with self._base() as base:
            row = (sample_id, row_no, coder, verdict, aspect, note[:1000], _now())
            base.execute("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            base.commit()

    def verdicts(self, sample_id: int, coder: str | None = None) -> list[Verdict]:
        """What the coders said, or one of them: nobody is to see another's before the report."""
        query = "SELECT row_no, coder, verdict, aspect, note, made_at FROM verdicts WHERE sample_id = ?"
        with self._base() as base:
            found = base.execute(f"{query} ORDER BY row_no, coder", (sample_id,)).fetchall()
        return [v for v in (Verdict(*row) for row in found) if coder is None or v.coder == coder]

    def pages(self, sample_id: int) -> list[str]:
        """The articles to be marked from scratch."""
        with self._base() as base:
            query = "SELECT article_id FROM pages WHERE sample_id = ? ORDER BY article_id"
            return [row[0] for row in base.execute(query, (sample_id,))]

    def mark(self, sample_id: int, article_id: str, coder: str, pieces: Sequence[tuple[int, int]], *,
             take_away: bool = False) -> None:  # fmt: skip
        """Keep, or take away, what a coder marked on a page: code points of one statement or event."""
        if article_id not in self.pages(sample_id) or not coder.strip() or not pieces:
            raise InputError("a mark needs a page of the sample, the name of its coder, and words")
        row = (sample_id, article_id, coder, json.dumps(sorted(map(list, pieces))))
        with self._base() as base:
            where = "sample_id = ? AND article_id = ? AND coder = ? AND pieces = ?"
            base.execute(f"DELETE FROM marks WHERE {where}" if take_away else
                         "INSERT OR IGNORE INTO marks VALUES (?, ?, ?, ?)", row)  # fmt: skip
            base.commit()

    def marks(self, sample_id: int) -> list[tuple[str, str, list[list[int]]]]:
        """What was marked: the article, the coder and the pieces."""
        with self._base() as base:
            query = "SELECT article_id, coder, pieces FROM marks WHERE sample_id = ? ORDER BY article_id, coder, pieces"
            found = base.execute(query, (sample_id,)).fetchall()
        return [(article_id, coder, json.loads(pieces)) for article_id, coder, pieces in found]

    def finish(self, sample_id: int, article_id: str, coder: str) -> None:
        """A coder has marked all there is on a page."""
        if article_id not in self.pages(sample_id) or not coder.strip():
            raise InputError("this is no page of the sample, or the coder has no name")
        with self._base() as base:
            row = (sample_id, article_id, coder, _now())
            base.execute("INSERT OR REPLACE INTO finished VALUES (?, ?, ?, ?)", row)
            base.commit()

    def finished(self, sample_id: int) -> list[tuple[str, str]]:
        """The pages that are marked whole, each with the coder."""
        with self._base() as base:
            query = "SELECT article_id, coder FROM finished WHERE sample_id = ? ORDER BY article_id, coder"
            return [(a, c) for a, c in base.execute(query, (sample_id,))]

    def forget(self, article_id: str) -> int:
        """Take out all that is of an article; how many rows and pages."""
        if not self._path.exists():
            return 0
        with self._base() as base:
            gone = 0
            base.execute(
                """DELETE FROM verdicts WHERE EXISTS (SELECT 1 FROM drawn d WHERE d.article_id = ?
                   AND d.sample_id = verdicts.sample_id AND d.row_no = verdicts.row_no)""",
                (article_id,),
            )
            for table in ("drawn", "pages", "marks", "finished"):
                gone += base.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,)).rowcount
            base.commit()
            base.execute("VACUUM")
        return gone

    def _base(self) -> AbstractContextManager[sqlite3.Connection]:
        return database(self._path, _TABLES)


def _source(layer: str, filters: Mapping[str, str]) -> tuple[str, list[str]]:
    """The rows that can be drawn, by the filters publisher, from and to."""
    where, values = ["s.block_kind IS DISTINCT FROM 'background'"], []
    for name, test in (("publisher", "a.publisher = ?"), ("from", "left(a.published_at, 10) >= ?"),
                       ("to", "left(a.published_at, 10) <= ?")):  # fmt: skip
        if filters.get(name):
            where.append(test)
            values.append(filters[name])
    return f"{layer} s JOIN articles a ON a.article_id = s.article_id WHERE {' AND '.join(where)}", values


def _drawn(
    record: Sampled, layer: str, size: int, strata: str, seed: str, filters: Mapping[str, str]
) -> tuple[list[Row], dict[str, int]]:
    """The rows of a sample in a random order, and of how many they are: the same number of each stratum."""
    row_id = f"s.{layer[:-1]}_id"
    kind = "s.stance" if layer == "statements" else "s.type"
    by = {"none": "'all'", "publisher": "coalesce(a.publisher, 'none')", "type": kind, "confidence": _BAND}[strata]
    source, values = _source(layer, filters)
    sizes = record.sql(f"SELECT {by} AS stratum, count(*) AS n FROM {source} GROUP BY 1 ORDER BY 1", values).to_pylist()
    if not sizes and size:
        raise InputError(f"there are no {layer} to draw from: choose other filters")
    each = -(-size // max(1, len(sizes)))
    query = f"""SELECT * FROM (
                    SELECT {row_id} AS row_id, s.article_id, {by} AS stratum, a.publisher, {kind} AS type, s.confidence,
                           md5({row_id} || ?) AS chance,
                           row_number() OVER (PARTITION BY {by} ORDER BY md5({row_id} || ?)) AS place
                    FROM {source})
                WHERE place <= ? ORDER BY place, chance LIMIT ?"""
    rows = record.sql(query, [seed, seed, *values, each, size]).to_pylist() if size else []
    return sorted(rows, key=lambda r: r["chance"]), {r["stratum"]: r["n"] for r in sizes}


def _articles(record: Sampled, pages: int, seed: str, filters: Mapping[str, str]) -> list[str]:
    source, values = _source("statements", {**filters})
    where = source.partition(" WHERE ")[2].partition(" AND ")[2]
    query = f"""SELECT a.article_id FROM articles a WHERE a.copy_of IS NULL {"AND " + where if where else ""}
                ORDER BY md5(a.article_id || ?) LIMIT ?"""
    return record.sql(query, [*values, seed, pages]).column(0).to_pylist() if pages else []


def _sample(sample_id: int, told: str) -> Sample:
    given = json.loads(told)
    return Sample(sample_id, **{**given, "reader_versions": tuple(given.get("reader_versions", ()))})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
