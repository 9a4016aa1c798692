"""Taking annotations in: a three-way comparison of what was shown, what came back, and what the record says now.

What nobody else touched becomes a correction, with who and when, held by the quoted words. Where two annotators say
different things of one row, or the record says since the export something that neither the export nor the annotator
did, it is a conflict: it is listed, and nothing is taken. What two say alike is kept from both. Taking a file in twice
adds nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.errors import FormatError, InputError
from dateline.record import Record
from dateline.record.anchors import in_context
from dateline.record.corrections import Correction
from dateline.record.rows import held_rows
from dateline.returned.annotated import Annotated
from dateline.returned.brat import read_brat
from dateline.returned.cas import read_inception
from dateline.returned.label_studio import read_label_studio
from dateline.returned.said import Said, Untaken, said

__all__ = ["Taken", "read_annotated", "take_in"]

Row = dict[str, Any]


@dataclass(slots=True)
class Taken:
    """What came of it."""

    files: int = 0
    """Annotated articles; one that two people annotated counts twice."""
    corrections: int = 0
    agreed: int = 0
    """What the record says already."""
    conflicts: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What there is no correction for."""


def read_annotated(
    path: str | Path, record: Record, by: str = "", exported: str | Path | None = None
) -> list[Annotated]:
    """The annotated articles at ``path``: a JSON file of Label Studio, a folder of brat, or documents of INCEpTION.

    ``by`` is who annotated, needed for brat. Raises InputError where ``path`` is none of these.
    """
    try:
        return _read(Path(path), record, by, Path(exported) if exported else None)
    except UnicodeDecodeError:
        raise FormatError(f"{path} holds a file that is not in UTF-8: save the annotations as UTF-8") from None
    except FileNotFoundError as error:
        raise InputError(f"{error.filename} is not there: annotations need it beside them") from None


def _read(place: Path, record: Record, by: str, shown: Path | None) -> list[Annotated]:
    if not place.exists():
        raise InputError(f"{place} is not there: name a file or folder of annotations")
    if place.is_dir() and any(place.glob("*.ann")):
        if not by:
            raise InputError("brat does not say who annotated: give --by NAME")
        return list(read_brat(place, by, shown))
    if place.is_file() and place.suffix == ".json" and _is_list(place):
        return list(read_label_studio(place, by or None))
    found = list(read_inception(place, by or None, shown, lambda i: _text(record, i)))
    if not found:
        raise InputError(f"{place} holds no annotations of articles that were exported: Label Studio's JSON, brat's "
                         ".ann, or INCEpTION's CAS (.json, .xmi) or WebAnno TSV")  # fmt: skip
    return found


def _is_list(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"["


def _text(record: Record, article_id: str) -> str:
    found = record.article(article_id)
    return str(found["article"]["text"]) if found else ""


def take_in(record: Record, annotated: Iterable[Annotated]) -> Taken:
    """Keep what ``annotated`` says as corrections of ``record``."""
    taken = Taken()
    rows: dict[tuple[str, str, str], list[Said]] = {}
    for one in annotated:
        taken.files += 1
        if hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest() != one.shown.text_sha256:
            taken.left.append(
                f"{one.where}: its text is not the one that was exported; offsets mean nothing in another"
            )
            continue
        for told in said(one):
            if isinstance(told, Untaken):
                taken.left.append(f"{told.where}: {told.why}")
            else:
                aspect = "row" if told.aspect in ("reject", "words") else told.aspect
                rows.setdefault((told.layer, told.row, aspect), []).append(told)
    states: dict[str, _State] = {}
    for tellings in _against_rejections(rows).values():
        news = {t.new for t in tellings}
        if len(news) > 1:
            taken.conflicts.append(_conflict(tellings[0], tellings, None))
            continue
        state = states.setdefault(tellings[0].article_id, _State(record, tellings[0].article_id))
        _take(record, state, tellings, taken)
    return taken


def _against_rejections(rows: dict[tuple[str, str, str], list[Said]]) -> dict[tuple[str, str, str], list[Said]]:
    """What some reject and others correct is said of one thing: the row."""
    rejected = {key[:2] for key in rows if key[2] == "row"}
    joined: dict[tuple[str, str, str], list[Said]] = {}
    for (layer, row, aspect), tellings in rows.items():
        joined.setdefault((layer, row, "row" if (layer, row) in rejected else aspect), []).extend(tellings)
    return joined


def _conflict(about: Said, tellings: Sequence[Said], now: str | None) -> str:
    said = "; ".join(f"{t.by} ({t.at[:10]}) says {t.aspect} {t.new or 'none'}" for t in tellings)
    held = f"; the record says {now or 'that it is gone'}" if now is not None else ""
    return f"{about.row} “{' '.join(about.words.split())[:60]}”: {said}{held}"


class _State:
    """What the record says now of an article's rows, by the words that they quote."""

    def __init__(self, record: Record, article_id: str) -> None:
        layers = record.article(article_id)
        self.there = layers is not None
        self.rows: dict[tuple[str, str], list[Row]] = {}
        self.names: dict[str, str] = {}
        stored = record.ask_stored(lambda base: held_rows(base, [article_id]))
        self.held = {(r.layer, r.row_id): r for r in stored}
        if layers is None:
            return
        for layer, words in (("events", "trigger_text"), ("statements", "text")):
            for row in layers[layer]:
                spans = row.get("trigger") or row.get("content") or [{"start": 0, "end": 0}]
                around = in_context(layers["article"]["text"], spans[0]["start"], spans[-1]["end"])
                self.rows.setdefault((layer, row[words]), []).append({**row, "around": around})
        self.names = {a["actor_id"]: a["name"] for a in layers["actors"]}

    def row(self, told: Said) -> Row | None:
        """The row with the same words: of several the one of the same id, else the first."""
        key = f"{told.layer[:-1]}_id"
        found = self.rows.get((told.layer, told.words), [])
        return next((r for r in found if r[key] == told.row), found[0] if found else None)

    def anchored(self, told: Said, made: Correction) -> Correction:
        """``made`` of the row as it was read, held by its words there, whatever corrections have made of them."""
        row = self.row(told)
        held = self.held.get((told.layer, row[f"{told.layer[:-1]}_id"])) if row else None
        if held is None:
            return made
        return replace(made, target=held.row_id, quoted=held.quoted, context=held.context)


def _take(record: Record, state: _State, tellings: Sequence[Said], taken: Taken) -> None:
    told = tellings[0]
    if not state.there:
        taken.left.append(f"article {told.article_id} is not in the record")
    elif told.aspect == "add":
        _add(record, state, tellings, taken)
    elif told.aspect == "name":
        _name(record, state, tellings, taken)
    elif told.aspect in ("reject", "words"):
        _row(record, state, tellings, taken)
    else:
        _change(record, state, tellings, taken)


def _change(record: Record, state: _State, tellings: Sequence[Said], taken: Taken) -> None:
    """A type, a modality or a speaker."""
    told = tellings[0]
    row = state.row(told)
    now = _now(told, row)
    if now == told.new:
        taken.agreed += len(tellings)
    elif now != told.old:
        taken.conflicts.append(_conflict(told, tellings, now or ""))
    else:
        value = _actor(record, state, told.new) if told.aspect == "speaker" else told.new
        if value is None:
            taken.left.append(f"{told.row}: no actor, or several, are called {told.new}: name who speaks in full")
        else:
            _keep(record, [state.anchored(t, _correction(t, value)) for t in tellings], taken)


def _now(told: Said, row: Row | None) -> str | None:
    """What the record says; None where the row is not there. Other words than those shown do not find the row."""
    if row is None:
        return None
    return "" if told.aspect in ("span", "cue") else row[told.aspect] or "?"


def _row(record: Record, state: _State, tellings: Sequence[Said], taken: Taken) -> None:
    """A row that is none, or that has other words."""
    told = tellings[0]
    if state.row(told) is None:
        done = told.aspect == "reject" or any(_is_there(state, t) for t in tellings)
        if done:
            taken.agreed += len(tellings)
        else:
            taken.conflicts.append(_conflict(told, tellings, ""))
    elif any(
        c.kind not in ("reject", "confirm") and (c.target, c.layer) == (told.row, told.layer) and c.made_by != told.by
        for c in record.corrections.standing()
    ):
        taken.conflicts.append(_conflict(told, tellings, "what somebody has corrected it to"))
    else:
        gone = [replace(_correction(t, ""), kind="reject") for t in tellings]
        _keep(record, [state.anchored(t, g) for t, g in zip(tellings, gone, strict=True)], taken)
        if told.aspect == "words":
            _add(record, state, tellings, taken)


def _correction(told: Said, value: str) -> Correction:
    start, end = told.start, told.end
    return Correction(
        0, told.aspect, told.row, value, told.by, told.at, article_id=told.article_id, layer=told.layer,
        quoted=told.words, context=f"{start}-{end}", note="annotated",
    )  # fmt: skip


def _keep(record: Record, corrections: Sequence[Correction], taken: Taken) -> None:
    article = record.article(corrections[0].article_id or "")
    text = str(article["article"]["text"]) if article else ""
    anchored = []
    for one in corrections:
        start, _, end = (one.context or "").partition("-")
        placed = start.isdigit() and end.isdigit()
        anchored.append(replace(one, context=in_context(text, int(start), int(end))) if placed else one)
    new = record.corrections.take_in(anchored)
    taken.corrections += new
    taken.agreed += len(corrections) - new


def _add(record: Record, state: _State, tellings: Sequence[Said], taken: Taken) -> None:
    if tellings[0].aspect == "add" and _is_there(state, tellings[0]):
        taken.agreed += len(tellings)
        return
    made = []
    for one in tellings:
        if one.added is not None and one.added.kind == "add":
            speaker = _actor(record, state, one.old) if one.old and one.old != "?" else None
            value = json.dumps({**json.loads(one.added.value), "speaker": speaker}, ensure_ascii=False)
            made.append(replace(one.added, value=value))
        elif one.added is not None:
            made.append(one.added)
    _keep(record, made, taken)


def _is_there(state: _State, told: Said) -> bool:
    """Whether the record has the row that ``told`` adds: the same words of the same kind at the same place."""
    kind = "type" if told.layer == "events" else "stance"
    found = [] if told.added is None else state.rows.get((told.layer, told.added.quoted or ""), [])
    return any(r[kind] == told.new.partition(" ")[0] and r["around"] == told.added.context for r in found if told.added)


def _actor(record: Record, state: _State, name: str) -> str | None:
    """The one actor of this name: in the article, else in the record."""
    here = [i for i, n in state.names.items() if n == name]
    if len(here) == 1:
        return here[0]
    query = "SELECT actor_id FROM actors WHERE named AND (name = $1 OR list_contains(aliases, $1)) LIMIT 2"
    found = record.sql(query, [name]).column(0).to_pylist()
    return str(found[0]) if len(found) == 1 else None


def _name(record: Record, state: _State, tellings: Sequence[Said], taken: Taken) -> None:
    """Whom the article speaks of: another actor of the record, or one of another name; or of nobody."""
    told = tellings[0]
    now = record.actor_id(told.row)
    name = state.names.get(now)
    alone = record.sql("SELECT count(DISTINCT article_id) FROM mentions WHERE actor_id = ?", [now]).column(0)[0].as_py()
    if name == told.new or (name is None and not told.new):
        taken.agreed += len(tellings)
        return
    if name != told.old:
        taken.conflicts.append(_conflict(told, tellings, name or ""))
        return
    if not told.new and alone > 1:
        taken.left.append(f"{told.row}: {told.old} is no actor in {told.article_id}, and is one in other articles")
        return
    with record.corrections.dated(told.at):
        try:
            _say_who(record, told, now, _actor(record, state, told.new) if told.new else None, alone)
        except InputError as error:
            taken.left.append(f"{told.row}: {error}")
            return
    taken.corrections += 1
    taken.agreed += len(tellings) - 1


def _say_who(record: Record, told: Said, now: str, other: str | None, alone: int) -> None:
    correct, note = record.correct, "annotated"
    if not told.new:
        correct.drop(now, by=told.by, note=note)
    elif other is not None:
        correct.split(now, told.article_id, into=other, by=told.by, note=note)
    elif alone == 1:
        correct.rename(now, told.new, by=told.by, note=note)
    else:
        number = correct.split(now, told.article_id, by=told.by, note=note)
        fresh = next(c.value for c in record.corrections.all() if c.correction_id == number)
        correct.rename(fresh, told.new, by=told.by, note=note)
