"""The record as one asks it: the public tables in DuckDB, the full text, and one article with all its layers.

A record object may be used from any thread, each has a cursor of its own, and it never blocks a writer: it looks for
a newer log entry before it answers. Queries only read: one SELECT a call, over a database that lives in memory and may
open no file but those of this record's batches and links.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from dateline.errors import DatelineWarning, InputError
from dateline.intake.original import Original, original_of
from dateline.record.anchors import in_context
from dateline.record.asked import Asked
from dateline.record.batches import batch_path, check_files, damaged, gone, missing_tables
from dateline.record.correct import Correct
from dateline.record.corrected import Corrected, correct
from dateline.record.corrections import Corrections
from dateline.record.database import database
from dateline.record.folder import check_record, reading
from dateline.record.info import Info, info_of
from dateline.record.links import SCHEMAS as LINKED
from dateline.record.links import has_table, links_path, missing_links
from dateline.record.log import Batch, State, is_newer, read_state
from dateline.record.own import own_actors
from dateline.record.rebuild import rebuilt
from dateline.record.remote import local, shown
from dateline.record.rows import Held
from dateline.record.search import Hit, TextIndex
from dateline.record.single import Place, article_rows, stored_article, stored_rows
from dateline.record.timing import in_time
from dateline.record.views import UNLINKED, all_views, every_article, kept_tables, place_query, public_views
from dateline.record.withheld import Withheld, find_withheld
from dateline.schema import Reading

OFTEN = 12
"""After so many questions between two commits, the tables that are asked most are held in memory."""
KEPT_BYTES = 150_000_000
"""Bytes of the batches up to which they are; in memory they take about four times as much."""
Parameters = Sequence[Any] | Mapping[str, Any]
Answer = TypeVar("Answer")


class Record(Asked):
    """A record, open for reading."""

    def __init__(self, path: str | Path, memory: str | None = None) -> None:
        """Open the record at ``path``; raises RecordError where it is none, or one of a newer version.

        Questions may hold ``memory`` ("800MB") in all, where that is told; what they need beyond goes to the disk.
        """
        self.path = local(path).absolute()
        check_record(self.path)
        self.corrections = Corrections(self.path, self._lost)
        self.correct = Correct(self)
        self._lock = threading.RLock()
        self._local = threading.local()
        self._state: State | None = None
        self._stamp = (-1, -1)
        self._links: Path | None = None
        self._corrected = Corrected()
        self._find: str | None = None
        self._batches: list[Batch] = []
        self._asked = 0
        self._kept = False
        self._missing: tuple[str, ...] = ()
        self._withheld = Withheld()
        self._base = database(self.path, memory)
        self._text = TextIndex(self.path)
        self.refresh()

    def refresh(self) -> State:
        """Take in what was committed and corrected since; the state that the views now show."""
        with self._lock:
            stamp = self.corrections.stamp()
            changed = stamp != self._stamp or self._withheld.is_over(time.time())
            if self._state is None or changed or is_newer(self.path, self._state.number):
                state = read_state(self.path, self._state)
                self._show(state)
                self._state, self._stamp = state, stamp
            return self._state

    @contextmanager
    def _asking(self) -> Iterator[State]:
        """What is asked meanwhile is asked of one state, whose files stay."""
        with reading(self.path):
            yield self.refresh()

    def _show(self, state: State) -> None:
        batches = [b for b in state.batches.values() if batch_path(self.path, b.id).is_dir()]
        for path in missing_tables(self.path, batches):
            raise damaged(path)
        links = links_path(self.path, state.links) if state.links else None
        if links:
            for path in missing_links(links, state.link_hashes):
                raise damaged(path)
        self._links = links
        files = [(n, [links / f"{n}.parquet"] if links and has_table(links, n) else []) for n in LINKED]
        corrections, own = self.corrections.all(), own_actors(self.corrections)
        self._told(lambda: self._base.execute(every_article(self.path, batches)))
        self._withheld = self._told(lambda: find_withheld(self._base, time.time()))
        views = all_views(self.path, batches, files, bool(self._withheld.readings))
        self._told(lambda: self._base.execute(";\n".join(views)))
        self._corrected = self._told(lambda: correct(self._base, corrections, own))
        unlinked = self._told(lambda: self._base.execute(UNLINKED).fetchone())
        public = public_views(
            corrected=bool(self._corrected.ids),
            unlinked=bool(unlinked and unlinked[0]),
            moved=bool(self._corrected.moved),
            changed=bool(self._corrected.changes.rows),
        )
        self._told(lambda: self._base.execute(";\n".join(public)))
        self._find = place_query(self.path, batches)
        self._batches, self._asked, self._kept = batches, 0, False
        self._tell_missing(state)

    def _tell_missing(self, state: State) -> None:
        """Warn, once, of batches that are gone as a whole: what is asked is answered without them."""
        missing = tuple(b for b in state.batches if b not in {batch.id for batch in self._batches})
        if missing and missing != self._missing:
            for batch in missing:
                warnings.warn(gone(self.path, batch), DatelineWarning, stacklevel=4)
        self._missing = missing

    def keep_in_memory(self) -> bool:
        """Hold the tables that are asked most in memory, where the record is small enough; many times as quick.

        It is done by itself once a record is asked again and again; False where the record is too large for it.
        """
        with self._lock, self._asking():
            if not self._kept:
                files = [f for b in self._batches for f in batch_path(self.path, b.id).glob("*.parquet")]
                if sum(f.stat().st_size for f in files) > KEPT_BYTES:
                    self._asked = -(10**9)
                    return False
                self._told(lambda: self._base.execute(";\n".join(kept_tables())))
                self._kept = True
            return True

    def sql(
        self, query: str, parameters: Parameters = (), *, seconds: float | None = None, rows: int | None = None
    ) -> pa.Table:
        """The answer to one SELECT over the public tables, as a ``pyarrow.Table`` (``.to_pandas()``, ``.to_pylist()``).

        ``?`` in the query stands for the next of the ``parameters``, ``$name`` for the one of a mapping. It may take
        ``seconds``, and gives the first ``rows`` rows, where these are told. Raises InputError where the query is not
        one SELECT, does not fit the tables, or takes longer.
        """
        with self._asking():
            self._only_select(query)
            self._asked += 1
            if self._asked == OFTEN:
                self.keep_in_memory()
            asked = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
            cursor = self._cursor()
            if rows is not None:
                with in_time(cursor, seconds):
                    return self._told(lambda: _first(cursor.sql(query, params=asked).to_arrow_reader(rows), rows))
            with in_time(cursor, seconds):
                return self._told(lambda: cursor.sql(query, params=asked).to_arrow_table())

    def batches_of(self, query: str, rows: int = 10_000, parameters: Parameters = ()) -> pa.RecordBatchReader:
        """The same as a stream of record batches of up to ``rows`` rows, for answers larger than memory."""
        held = ExitStack()
        held.enter_context(self._asking())
        try:
            self._only_select(query)
            asked = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
            found = self._told(lambda: self._base.cursor().sql(query, params=asked).to_arrow_reader(rows))
        except BaseException:
            held.close()
            raise

        def batches() -> Iterator[pa.RecordBatch]:
            with held:
                yield from found

        return pa.RecordBatchReader.from_batches(found.schema, batches())

    def _only_select(self, query: str) -> None:
        statements = self._told(lambda: self._cursor().extract_statements(query))
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise InputError(
                "a query must be one SELECT, since it cannot change a record: `dateline correct` does that"
            )

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = self._base.cursor()
        cursor: duckdb.DuckDBPyConnection = self._local.cursor
        return cursor

    def _told(self, ask: Callable[[], Answer]) -> Answer:
        """What ``ask`` gives; what DuckDB refuses as one line for a person."""
        try:
            return ask()
        except _ASKED_WRONGLY as error:
            raise InputError(_line(error)) from error
        except duckdb.OutOfMemoryException as error:
            raise InputError(f"the answer does not fit into memory: ask for less ({_line(error)})") from error
        except duckdb.InterruptException as error:
            raise InputError(_line(error)) from error
        except duckdb.Error as error:
            check_files(self.path, self._state or read_state(self.path))
            raise InputError(_line(error)) from error

    def relation_of(self, query: str, values: list[Any]) -> duckdb.DuckDBPyRelation:
        """The answer to one SELECT as a relation, which is worked out when it is asked for."""
        with self._asking():
            return self._told(lambda: self._base.cursor().sql(query, params=values))

    def article(self, article_id: str, *, withheld: bool = False) -> dict[str, Any] | None:
        """One article with all its layers, as rows of the public tables; None where there is no such article.

        One that is withdrawn or under an embargo is given only where ``withheld`` is true.

        ``article`` is its row; ``blocks``, ``mentions``, ``statements``, ``events``, ``toponyms``, ``times``,
        ``figures`` and ``problems`` are lists of rows in the order of the text; ``actors`` are those it mentions.
        """
        with self._asking() as state:
            place = self._place(article_id, state, withheld)
            if place is None:
                return None
            layers = article_rows(self.path, place, self._links, self._corrected)
        met = sorted({m["actor_id"] for m in layers["mentions"]} - {None})
        if met:
            asked = ", ".join("?" * len(met))
            layers["actors"] = self.sql(f"SELECT * FROM actors WHERE actor_id IN ({asked})", met).to_pylist()
        else:
            layers["actors"] = []
        return layers

    def reading(self, article_id: str, *, withheld: bool = False) -> Reading | None:
        """The current reading of an article as the stages gave it, with ids of its own; None where there is none."""
        with self._asking() as state:
            place = self._place(article_id, state, withheld)
            return rebuilt(stored_rows(self.path, place)) if place else None

    def original(self, article_id: str, *, withheld: bool = False) -> Original | None:
        """What an article was read from: its bytes, and the way from its text to them and back.

        None where there is no such article, or nothing was kept of its input but the text (a cell of a table).
        """
        with self._asking() as state:
            place = self._place(article_id, state, withheld)
            return original_of(stored_article(self.path, place)) if place else None

    def actor_id(self, actor_id: str) -> str:
        """The id under which an actor stands now: another one where linking or a correction has merged it."""
        with self._asking():
            if actor_id not in self._corrected.ids:
                query = "SELECT into_id FROM linked.redirects WHERE actor_id = ?"
                moved = self._told(lambda: self._cursor().execute(query, [actor_id]).fetchall())
                actor_id = moved[0][0] if moved else actor_id
        return self._corrected.ids.get(actor_id, (actor_id, None))[0] or actor_id

    def moved(self) -> Mapping[str, str]:
        """By article's own actor (``article_id:aN``) the actor that a split has made it."""
        self.refresh()
        return self._corrected.moved

    def made(self, statement_id: str) -> Held | None:
        """A statement that a person made, as corrections hold it; None where there is none of this id."""
        self.refresh()
        row = next((a for a in self._corrected.changes.added if a["statement_id"] == statement_id), None)
        if row is None:
            return None
        first, last = row["content"][0]["start"], row["content"][-1]["end"]
        text = str(self.articles(article_id=row["article_id"]).column("text")[0].as_py())
        around = in_context(text, first, last)
        return Held("statements", statement_id, row["article_id"], row["text"], around, first, last, row["block_kind"])

    def _lost(self) -> frozenset[int]:
        self.refresh()
        return self._corrected.lost

    def ask_stored(self, ask: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer:
        """What ``ask`` gives of the tables below the public ones (``stored.*``, ``linked.*``)."""
        with self._asking():
            return self._told(lambda: ask(self._cursor()))

    def _place(self, article_id: str, state: State, withheld: bool) -> Place | None:
        """Where the current reading of an article stands; None of one that is withheld, unless it is asked for."""
        if self._find is None or (article_id in self._withheld.articles and not withheld):
            return None
        query = self._find
        for file, number, key in self._told(lambda: self._cursor().execute(query, [article_id]).fetchall()):
            batch = Path(file).parent.name
            if key not in state.batches[batch].dead:
                return Place(batch, number, key)
        return None

    def search(self, words: str, limit: int = 100) -> list[Hit]:
        """The articles that hold all ``words``, the best first, each with a snippet.

        A "phrase" in quotation marks is looked for as it stands, ``word*`` by its beginning, ``-word`` is left out.
        """
        with self._asking() as state:
            hidden = self._withheld.articles
            found = self._text.search(words, limit + len(hidden), state)
            return [hit for hit in found if hit.article_id not in hidden][:limit]

    def matching(self, words: str) -> list[str]:
        """The ids of all articles that hold ``words``, as ``search`` understands them, the best first."""
        with self._asking() as state:
            return [i for i in self._text.matching(words, state) if i not in self._withheld.articles]

    def hits(self, words: str, ids: Sequence[str]) -> list[Hit]:
        """Those of the articles ``ids`` that hold ``words``, with their snippets, in the order of ``ids``."""
        with self._asking() as state:
            shown_ids = [i for i in ids if i not in self._withheld.articles]
            return self._text.hits(words, shown_ids, state)

    def info(self) -> Info:
        """What the record holds."""
        return info_of(self.sql, shown(self.path), self.refresh().number, self._missing)

    def close(self) -> None:
        """Let go of the files."""
        self._text.close()
        self._base.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_ASKED_WRONGLY = (
    duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException, duckdb.PermissionException,
    duckdb.ConversionException, duckdb.OutOfRangeException, duckdb.TypeMismatchException,
)  # fmt: skip


def _first(batches: pa.RecordBatchReader, rows: int) -> pa.Table:
    """The first rows of a stream; what follows is not worked out where it need not be."""
    found, got = [], 0
    for batch in batches:
        found.append(batch)
        got += batch.num_rows
        if got >= rows:
            break
    return pa.Table.from_batches(found, batches.schema).slice(0, rows)


def _line(error: Exception) -> str:
    """The first line of what DuckDB says, and its proposals."""
    return " ".join(line.strip() for line in str(error).splitlines()[:2] if line.strip())
