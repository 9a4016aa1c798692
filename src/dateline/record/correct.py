"""Making corrections: each is checked against what the record holds, and anchored so that it survives a re-read."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_args

import duckdb
import pyarrow as pa

from dateline.errors import InputError
from dateline.events.codebook import types
from dateline.record.anchors import Local, Quoted, locals_of, quoted_in
from dateline.record.corrections import CorrectionKind, Corrections
from dateline.record.own import WIKIDATA, OwnTable, keep_table, own_tables, read_table
from dateline.record.rows import LAYERS, held_rows
from dateline.schema import BlockKind, Modality

Row = dict[str, Any]
Answer = TypeVar("Answer")


class Corrigible(Protocol):
    """What a record answers to whoever corrects it."""

    corrections: Corrections

    def actor_id(self, actor_id: str) -> str:
        """The id under which an actor is known now."""

    def actors(self, **equal: Any) -> pa.Table:
        """The rows of the actors with these values."""

    def articles(self, **equal: Any) -> pa.Table:
        """The rows of the articles with these values."""

    def moved(self) -> Mapping[str, str]:
        """The actors that splits gave to articles' own actors, by place."""

    def ask_stored(self, ask: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer:
        """What ``ask`` gives of the stored tables."""


class Correct:
    """What a person may say against a record; each method gives the number by which the correction can be undone.

    ``by`` is who says so, the user of this machine if not given. An actor is named by an id that it has or had, or by
    that of an article's own actor, ``article_id:aN``. All raise InputError for an actor that is not there.
    """

    def __init__(self, record: Corrigible) -> None:
        self._record = record

    def merge(self, actor: str, into: str, *, by: str = "", note: str = "") -> int:
        """``actor`` is ``into``: the ids redirect, names and roles are added to those of ``into``."""
        one, other = self._actor(actor), self._actor(into)
        if one["actor_id"] == other["actor_id"]:
            raise InputError(f"{actor} and {into} are one already")
        return self._record.corrections.add(
            "merge", one["actor_id"], other["actor_id"], by or user(), quoted=self._linked_name(one),
            context=self._linked_name(other), note=note,
        )  # fmt: skip

    def split(
        self, actor: str, article_id: str | None = None, *, into: str | None = None, by: str = "", note: str = ""
    ) -> int:
        """What an article says of ``actor`` is of somebody else: of ``into``, or of a new actor.

        ``actor`` is one of the record's, with the article, or an article's own actor, ``article_id:aN``.
        """
        target = self._record.actor_id(into) if into else None
        if target:
            target = self._actor(target)["actor_id"]
        taken, layer, anchor = self._taken(actor, article_id)
        if target and self._record.actor_id(taken.actor_id) == target:
            raise InputError(f"{actor} is {into} already: to part what was merged, undo the merge")
        article = taken.place.rpartition(":")[0]
        return self._record.corrections.add(
            "split", taken.actor_id, target or _new_id(taken, layer, anchor), by or user(), article_id=article,
            layer=layer, quoted=anchor.text if anchor else None, context=anchor.context if anchor else None, note=note,
        )  # fmt: skip

    def rename(self, actor: str, name: str, *, by: str = "", note: str = "") -> int:
        """The actor is called ``name``."""
        if not name.strip():
            raise InputError("an actor needs a name")
        one = self._actor(actor)
        corrections = self._record.corrections
        return corrections.add(
            "rename", one["actor_id"], name.strip(), by or user(), quoted=self._linked_name(one), note=note
        )

    def drop(self, actor: str, *, by: str = "", note: str = "") -> int:
        """It is no actor: it goes from the actors, and its mentions and statements are nobody's."""
        one = self._actor(actor)
        return self._record.corrections.add(
            "drop", one["actor_id"], "", by or user(), quoted=self._linked_name(one), note=note
        )

    def set_id(self, actor: str, wikidata_id: str, *, by: str = "", note: str = "") -> int:
        """Who it is in Wikidata: ``Q`` and a number."""
        if not WIKIDATA.fullmatch(wikidata_id):
            raise InputError(f"{wikidata_id} is no Wikidata id: it is Q and a number, such as Q42")
        one = self._actor(actor)
        corrections = self._record.corrections
        return corrections.add(
            "set-id", one["actor_id"], wikidata_id, by or user(), quoted=self._linked_name(one), note=note
        )

    def speaker(self, statement_id: str, actor: str, *, by: str = "", note: str = "") -> int:
        """``actor`` said it."""
        return self._row("speaker", "statements", statement_id, self._actor(actor)["actor_id"], by, note)

    def reject(self, layer: str, row_id: str, *, by: str = "", note: str = "") -> int:
        """It is no statement, or no event: ``layer`` is ``statements`` or ``events``. The row goes from its table."""
        return self._row("reject", _one_of(layer, LAYERS[:2], "layer"), row_id, "", by, note)

    def confirm(self, layer: str, row_id: str, *, by: str = "", note: str = "") -> int:
        """The row is right as it stands."""
        return self._row("confirm", _one_of(layer, LAYERS[:2], "layer"), row_id, "", by, note)

    def event_type(self, event_id: str, event_type: str, *, by: str = "", note: str = "") -> int:
        """The event is of another of PLOVER's types; its mode and context are not known then."""
        return self._row("type", "events", event_id, _one_of(event_type, tuple(types()), "type"), by, note)

    def modality(self, event_id: str, modality: str, *, by: str = "", note: str = "") -> int:
        """The event stands otherwise: asserted, reported, intended ..."""
        return self._row("modality", "events", event_id, _one_of(modality, get_args(Modality), "modality"), by, note)

    def exchange_sides(self, event_id: str, *, by: str = "", note: str = "") -> int:
        """Who is said to act is acted upon."""
        return self._row("sides", "events", event_id, "", by, note)

    def block(self, article_id: str, block_no: int, kind: str, *, by: str = "", note: str = "") -> int:
        """The block is of another kind; what stands in it is as well."""
        value = _one_of(kind, get_args(BlockKind), "kind of block")
        return self._row("block", "blocks", f"{article_id}:{block_no}", value, by, note)

    def _row(self, kind: CorrectionKind, layer: str, row_id: str, value: str, by: str, note: str) -> int:
        """Keep a correction of a row, held by the words that it quotes."""
        article_id = row_id.rpartition(":")[0]
        held = self._record.ask_stored(lambda base: held_rows(base, [article_id]))
        row = next((r for r in held if (r.layer, r.row_id) == (layer, row_id)), None)
        if row is None:
            raise InputError(f"there is no row {row_id} among the {layer}: ids are in the first column of the table")
        return self._record.corrections.add(
            kind, row_id, value, by or user(), article_id=article_id, layer=layer, quoted=row.quoted,
            context=row.context, note=note,
        )  # fmt: skip

    def undo(self, correction_id: int, *, by: str = "") -> None:
        """Take a correction back; it stays on the list, marked as undone."""
        self._record.corrections.undo(correction_id, by or user())

    def table(self, path: str | Path) -> int:
        """Take in a table of actors (see ``own.py``), in place of an earlier one of the same file name; its rows."""
        own, kept = tuple(read_table(Path(path))), self._record.corrections
        moment = kept.next_moment(*(table.made_at for table in own_tables(kept)))
        keep_table(kept, OwnTable(Path(path).name, moment, own))
        return len(own)

    def _actor(self, actor: str) -> Row:
        """The row of an actor; raises InputError where it is not there or not linked yet."""
        found = self._record.actors(actor_id=self._record.actor_id(actor)).to_pylist()
        if not found:
            local = self._locals(actor.rpartition(":")[0]).get(actor)
            if local is None or local.actor_id == actor:
                raise InputError(
                    f"there is no actor {actor}: ids are in the table actors, and in the address of a page"
                )
            found = self._record.actors(actor_id=self._record.actor_id(local.actor_id)).to_pylist()
        row: Row = found[0] if found else {"actor_id": actor, "name": None}
        if self._locals(row["actor_id"].rpartition(":")[0]).get(row["actor_id"]):
            raise InputError(f"{actor} is not linked yet: give `dateline link` first, then correct it")
        return row

    def _linked_name(self, actor: Row) -> str:
        """The name that linking gives an actor, by which it can be found again whatever it is called now."""
        query = "SELECT name FROM linked.actors WHERE actor_id = ?"
        found = self._record.ask_stored(lambda base: base.execute(query, [actor["actor_id"]]).fetchall())
        return str(found[0][0] if found else actor["name"])

    def _locals(self, article_id: str) -> dict[str, Local]:
        """The article's own actors, as linking and the splits so far have them, by place."""
        if not article_id:
            return {}
        moved = self._record.moved()
        found = self._record.ask_stored(lambda base: locals_of(base, [article_id]))
        return {one.place: one.now(moved.get(one.place)) for one in found}

    def _taken(self, actor: str, article_id: str | None) -> tuple[Local, str, Quoted | None]:
        """A local actor that is meant, whether all of its actor in the article is, and the words to hold it by."""
        article = article_id if article_id is not None else actor.rpartition(":")[0]
        if not article:
            raise InputError(
                f"say in which article the words are not of {actor}, or give an article's own actor, ID:aN"
            )
        here = self._locals(article)
        quoted = self._record.ask_stored(lambda base: quoted_in(base, [article]))
        if actor in here:
            alone = sum(one.actor_id == here[actor].actor_id for one in here.values()) == 1
            anchor = next((q for q in quoted if q.place == actor), None)
            if anchor is None and not alone:
                raise InputError(f"{actor} has no words of its own in {article} by which it can be found again")
            return here[actor], "actors" if alone else "mentions", anchor
        now = self._record.actor_id(actor)
        meant = [one for one in here.values() if self._record.actor_id(one.actor_id) == now]
        if not meant:
            known = self._record.articles(article_id=article).num_rows
            raise InputError(f"{actor} is not in article {article}" if known else f"there is no article {article}")
        if len({one.actor_id for one in meant}) > 1:
            raise InputError(f"{actor} is several in {article}: name one of {', '.join(one.place for one in meant)}")
        places = {one.place for one in meant}
        return meant[0], "actors", next((q for q in quoted if q.place in places), None)


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise InputError(f"there is no {what} {value}: choose one of {', '.join(known)}")
    return value


def _new_id(taken: Local, layer: str, anchor: Quoted | None) -> str:
    """An id for what is split off, the same for the same words of the same actor."""
    told = (taken.place.rpartition(":")[0], taken.actor_id, layer, *((anchor.text, anchor.context) if anchor else ()))
    digest = hashlib.sha256("\x1f".join(("split", *told)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{taken.kind}-{digest[:16]}"


def user() -> str:
    """Who works on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
