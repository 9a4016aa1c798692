"""Making corrections: each is checked against what the record holds, and anchored so that it survives a re-read."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_args

import duckdb
import pyarrow as pa

from dateline.errors import InputError
from dateline.events.codebook import types
from dateline.record.anchors import Local, Quoted, in_context, locals_of, quoted_in
from dateline.record.apart import said_apart
from dateline.record.corrections import CorrectionKind, Corrections
from dateline.record.marking import (
    MarkedStatement,
    Pieces,
    as_value,
    checked_pieces,
    is_day,
    placed_value,
    statement_value,
)
from dateline.record.own import WIKIDATA, OwnTable, keep_table, own_tables, read_table
from dateline.record.rows import LAYERS, NONE, REMARKS, Held, held_rows
from dateline.schema import Act, BlockKind, Modality, Stance, StatementMode, hashed, quote

REMARKED = (*LAYERS, "actors", "articles", "stories")
"""What a note or a tag can be about; a story is named by the article that its id names."""
MOST_REMARK = 4_000
"""Characters that a note may have."""
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

    def made(self, statement_id: str) -> Held | None:
        """A statement that a person made; None where there is none of this id."""

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
        number = said_apart(self._record.corrections.all()).get(frozenset((one["actor_id"], other["actor_id"])))
        if number is not None:
            raise InputError(f"{actor} and {into} were said never to be one: undo correction {number} first")
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
            raise InputError(f"{actor} and {into} are one already: to part them again, undo the merge")
        article = taken.place.rpartition(":")[0]
        return self._record.corrections.add(
            "split", taken.actor_id, target or _new_id(taken, layer, anchor), by or user(), article_id=article,
            layer=layer, quoted=anchor.text if anchor else None, context=anchor.context if anchor else None, note=note,
        )  # fmt: skip

    def distinct(self, actor: str, other: str, *, by: str = "", note: str = "") -> int:
        """``actor`` and ``other`` are never one, whatever linking makes of later articles."""
        one, two = self._actor(actor), self._actor(other)
        if one["actor_id"] == two["actor_id"]:
            raise InputError(f"{actor} and {other} are one now: split them first, or undo the merge")
        return self._record.corrections.add(
            "distinct", one["actor_id"], two["actor_id"], by or user(), quoted=self._linked_name(one),
            context=self._linked_name(two), note=note,
        )  # fmt: skip

    def stories_apart(self, article_id: str, other: str, *, by: str = "", note: str = "") -> int:
        """The stories of two articles are not one, whatever linking makes of later ones; from the next linking on.

        ``other`` leaves the story that both are in, with what is about the same in its week, and their copies.
        """
        for one in (article_id, other):
            if not self._record.articles(article_id=one).num_rows:
                raise InputError(f"there is no article {one} in the record")
        if article_id == other:
            raise InputError("give two different articles, whose stories are to be kept apart")
        return self._record.corrections.add(
            "distinct", article_id, other, by or user(), article_id=article_id, layer="stories", note=note
        )

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

    def span(self, statement_id: str, pieces: Pieces, *, by: str = "", note: str = "") -> int:
        """The words of the statement are these: code points into the article's text, half-open."""
        return self._row("span", "statements", statement_id, self._marked(statement_id, pieces, "words"), by, note)

    def cue(self, statement_id: str, pieces: Pieces, *, by: str = "", note: str = "") -> int:
        """The words that tell of the saying ("said", "according to") are these."""
        return self._row("cue", "statements", statement_id, self._marked(statement_id, pieces, "cue"), by, note)

    def event_day(self, event_id: str, first: str, last: str = "", *, by: str = "", note: str = "") -> int:
        """The event was on a day, or from ``first`` to ``last`` (ISO 8601); ``none`` where it is not known."""
        days = [NONE] if first == NONE else [first, *([last] if last and last != first else [])]
        for day in days if first != NONE else ():
            if not is_day(day):
                raise InputError(f"{day} is no day: give one such as 2031-03-05, or none")
        if days != sorted(days):
            raise InputError(f"{last} is before {first}: give the first day first")
        return self._row("day", "events", event_id, "/".join(days), by, note)

    def event_place(self, event_id: str, place_id: str, *, by: str = "", note: str = "") -> int:
        """The event was at a place of the record, by its GeoNames id; ``none`` where it is not known."""
        query = "SELECT 1 FROM stored.toponyms WHERE place_id = ? LIMIT 1"
        known = place_id == NONE or self._record.ask_stored(lambda b: b.execute(query, [place_id]).fetchall())
        if not known:
            raise InputError(f"no article names a place {place_id}: ids are in the table places; or give none")
        return self._row("place", "events", event_id, place_id, by, note)

    def add_statement(self, article_id: str, made: MarkedStatement, *, by: str = "", note: str = "") -> int:
        """The article holds a statement that was not found: its words, cue and source by code points, and who spoke."""
        text = self._text(article_id)
        made = replace(
            made, content=checked_pieces(text, made.content, "words"),
            cue=checked_pieces(text, made.cue, "cue") if made.cue else (),
            source=checked_pieces(text, made.source, "source") if made.source else (),
            speaker=self._actor(made.speaker)["actor_id"] if made.speaker else None,
            mode=_one_of(made.mode, get_args(StatementMode), "mode"), act=_one_of(made.act, get_args(Act), "act"),
            stance=_one_of(made.stance, get_args(Stance), "stance"),
        )  # fmt: skip
        corrections, quoted = self._record.corrections, quote(text, made.content)
        return corrections.add(
            "add", f"{article_id}:new", statement_value(text, made), by or user(), article_id=article_id,
            layer="statements", quoted=quoted, context=in_context(text, made.content[0].start, made.content[-1].end),
            note=note,
        )  # fmt: skip

    def note(self, layer: str, row_id: str, text: str, *, by: str = "") -> int:
        """A remark on a row, an actor, an article or a story; ``layer`` names which."""
        return self._remark("note", layer, row_id, text, by)

    def tag(self, layer: str, row_id: str, tag: str, *, by: str = "") -> int:
        """A word to find it by; the same as for a note."""
        return self._remark("tag", layer, row_id, " ".join(tag.lower().split()), by)

    def _remark(self, kind: CorrectionKind, layer: str, row_id: str, text: str, by: str) -> int:
        _one_of(layer, REMARKED, "layer")
        if not text.strip() or len(text) > MOST_REMARK:
            raise InputError(f"a {kind} has from 1 to {MOST_REMARK:,} characters")
        if layer in LAYERS:
            return self._row(kind, layer, row_id, text.strip(), by, "")
        add = self._record.corrections.add
        if layer == "actors":
            one = self._actor(row_id)
            return add(kind, one["actor_id"], text.strip(), by or user(), layer=layer, quoted=self._linked_name(one))
        self._text(row_id)
        return add(kind, row_id, text.strip(), by or user(), layer=layer, article_id=row_id)

    def again(self, correction_id: int, row_id: str, *, by: str = "") -> int:
        """An orphaned correction is about this row or actor: it is made anew there, and the old one is undone."""
        one = next((c for c in self._record.corrections.standing() if c.correction_id == correction_id), None)
        if one is None:
            raise InputError(
                f"there is no correction {correction_id}, or it is undone: `dateline correct list` shows them"
            )
        if one.kind in ("split", "add"):
            raise InputError(f"a {one.kind} cannot go over to another row: make one there, and undo this correction")
        said = (row_id, one.value, by, one.note)
        if one.layer in LAYERS and one.layer is not None:
            value = one.value if one.kind not in ("span", "cue") else self._marked_anew(row_id, one.value)
            number = self._row(one.kind, one.layer, row_id, value, by, one.note)  # type: ignore[arg-type]
        elif one.kind in REMARKS:
            number = self._remark(one.kind, one.layer or "actors", row_id, one.value, by)  # type: ignore[arg-type]
        else:
            number = self._of_actor(one.kind, *said)
        self._record.corrections.undo(correction_id, by or user())
        return number

    def _of_actor(self, kind: str, actor: str, value: str, by: str, note: str) -> int:
        made: Mapping[str, Callable[[], int]] = {
            "merge": lambda: self.merge(actor, value, by=by, note=note),
            "distinct": lambda: self.distinct(actor, value, by=by, note=note),
            "rename": lambda: self.rename(actor, value, by=by, note=note),
            "drop": lambda: self.drop(actor, by=by, note=note),
            "set-id": lambda: self.set_id(actor, value, by=by, note=note),
        }
        return made[kind]()

    def _marked(self, row_id: str, pieces: Pieces, what: str) -> str:
        text = self._text(row_id.rpartition(":")[0])
        return as_value(text, checked_pieces(text, pieces, what))

    def _marked_anew(self, row_id: str, value: str) -> str:
        text = self._text(row_id.rpartition(":")[0])
        spans = placed_value(text, value)
        if spans is None:
            raise InputError("the words that the correction marks are not in the article any more: mark others")
        return as_value(text, spans)

    def _text(self, article_id: str) -> str:
        """The text of an article; raises InputError where there is none."""
        query = "SELECT text FROM stored.articles WHERE article_id = ?"
        found = self._record.ask_stored(lambda base: base.execute(query, [article_id]).fetchall())
        if not found:
            raise InputError(f"there is no article {article_id}")
        return str(found[0][0])

    def _row(self, kind: CorrectionKind, layer: str, row_id: str, value: str, by: str, note: str) -> int:
        """Keep a correction of a row, held by the words that it quotes."""
        article_id = row_id.rpartition(":")[0]
        held = self._record.ask_stored(lambda base: held_rows(base, [article_id]))
        row = next((r for r in held if (r.layer, r.row_id) == (layer, row_id)), None) or self._record.made(row_id)
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
                f"name the article whose words are not of {actor}, or give the article's own actor, such as ID:a3"
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
            raise InputError(
                f"{actor} stands for several actors of {article}: name one of {', '.join(one.place for one in meant)}"
            )
        places = {one.place for one in meant}
        return meant[0], "actors", next((q for q in quoted if q.place in places), None)


def _one_of(value: str, known: Sequence[str], what: str) -> str:
    if value not in known:
        raise InputError(f"there is no {what} {value}: choose one of {', '.join(known)}")
    return value


def _new_id(taken: Local, layer: str, anchor: Quoted | None) -> str:
    """An id for what is split off, the same for the same words of the same actor."""
    told = (taken.place.rpartition(":")[0], taken.actor_id, layer, *((anchor.text, anchor.context) if anchor else ()))
    return f"{taken.kind}-{hashed('split', *told)[:16]}"


def user() -> str:
    """Who works on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
