"""What an annotator said: the marks that were shown against those that came back, as words about single rows.

A row is corrected where its label, its note or its words differ, rejected where all its marks are gone, and added where
words were marked that no row has. What the record has no correction for is told in a line, not dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from dateline.events.codebook import types
from dateline.export.marks import Link, Mark
from dateline.record.added import event_addition
from dateline.record.anchors import in_context
from dateline.record.corrections import Correction
from dateline.record.marking import MarkedStatement, as_value, mode_of, statement_value
from dateline.returned.annotated import Annotated
from dateline.schema import Modality, Span, Stance, quote

__all__ = ["Said", "Untaken", "said"]

_WHAT = {"mentions": "mention", "toponyms": "place", "times": "time"}


@dataclass(frozen=True, slots=True)
class Said:
    """What one annotator says of one aspect of a row."""

    article_id: str
    layer: str
    row: str
    """The row's id when it was exported; of an added row the id that it gets."""
    aspect: str
    """``type``, ``modality``, ``speaker``, ``span``, ``cue``, ``reject``, ``words`` (a row anew), ``name``, ``add``."""
    old: str
    new: str
    words: str
    """What the row quotes, its pieces joined by " … "."""
    start: int
    end: int
    by: str
    at: str
    added: Correction | None = None


@dataclass(frozen=True, slots=True)
class Untaken:
    """What cannot be taken in, and why."""

    where: str
    why: str


def said(one: Annotated) -> Iterator[Said | Untaken]:
    """All that ``one`` says."""
    now = {mark.key: mark for mark in one.marks}
    for layer in ("events", "statements"):
        rows: dict[str, list[Mark]] = {}
        for mark in one.shown.marks:
            if mark.layer == layer:
                rows.setdefault(mark.row, []).append(mark)
        for row, marks in rows.items():
            yield from _row(one, layer, row, marks, [now[m.key] for m in marks if m.key in now])
    yield from _names(one, now)
    yield from _others(one, now)
    yield from _new(one)


def _row(one: Annotated, layer: str, row: str, old: Sequence[Mark], new: Sequence[Mark]) -> Iterator[Said | Untaken]:
    main = [m for m in old if layer == "events" or m.label == "content"] or list(old)
    left = [m for m in new if m.key in {k.key for k in main}]
    about = _About(one, layer, row, main)
    if not left:
        yield about("reject", "", "none such")
        return
    moved = {(m.start, m.end) for m in left} != {(m.start, m.end) for m in main}
    label = next((m.label for m in left if m.label != main[0].label), main[0].label)
    note = next((m.note for m in left if m.note != main[0].note), main[0].note)
    if layer == "events":
        known = label in types()
        if label != main[0].label and not known:
            yield Untaken(one.where, f"{row}: there is no type {label}")
        if note != main[0].note and note not in get_args(Modality):
            yield Untaken(one.where, f"{row}: there is no modality {note}")
        modality = note if note in get_args(Modality) else main[0].note
        if moved:
            kind = label if known else main[0].label
            made = _addition(one, layer, kind, [(m.start, m.end) for m in left], modality, {}, "")
            yield about("words", "", f"{kind} “{made.words}”", made.added)
            return
        if label != main[0].label and known:
            yield about("type", main[0].label, label)
        if modality != main[0].note:
            yield about("modality", main[0].note, modality)
        return
    yield from _statement_row(one, about, old, new, note)


def _statement_row(
    one: Annotated, about: _About, old: Sequence[Mark], new: Sequence[Mark], note: str
) -> Iterator[Said | Untaken]:
    """What is said of a statement whose content is still marked."""
    first = next((m for m in old if m.label == "content"), old[0])
    speaker, _, stance = note.rpartition(": ")
    before, _, was = first.note.rpartition(": ")
    if stance != was and stance not in get_args(Stance):
        yield Untaken(one.where, f"{first.row}: there is no stance {stance}")
        stance = was
    parts = {label: [(m.start, m.end) for m in new if m.label == label] for label in ("source", "cue", "content")}
    shown = {label: [(m.start, m.end) for m in old if m.label == label] for label in parts}
    if stance != was:
        made = _addition(one, "statements", stance, parts["content"], "", parts, speaker)
        yield about("words", speaker, f"{stance} “{made.words}”", made.added)
        return
    for label, kind in (("content", "span"), ("cue", "cue")):
        if sorted(parts[label]) != sorted(shown[label]) and parts[label]:
            yield about(kind, "", as_value(one.text, [Span(s, e) for s, e in sorted(parts[label])]))
    if sorted(parts["source"]) != sorted(shown["source"]) or (shown["cue"] and not parts["cue"]):
        yield Untaken(one.where, f"{first.row}: there is no correction of the words that name the source")
    if speaker != before:
        yield about("speaker", before, speaker)


class _About:
    """Makes what is said of one row."""

    def __init__(self, one: Annotated, layer: str, row: str, marks: Sequence[Mark]) -> None:
        ordered = sorted((m.start, m.end) for m in marks)
        self.words = " … ".join(one.text[s:e] for s, e in ordered)
        self._row = (one.shown.article_id, layer, row)
        self._span = (ordered[0][0], ordered[-1][1])
        self._who = (one.by, one.at)

    def __call__(self, aspect: str, old: str, new: str, added: Correction | None = None) -> Said:
        return Said(*self._row, aspect, old, new, self.words, *self._span, *self._who, added)


def _addition(
    one: Annotated,
    layer: str,
    label: str,
    pieces: Sequence[tuple[int, int]],
    modality: str,
    parts: dict[str, list[tuple[int, int]]],
    speaker: str,
) -> Said:
    article_id, note = one.shown.article_id, f"annotated in {one.where.rsplit('/', 1)[-1]}"
    content = tuple(Span(s, e) for s, e in sorted(pieces))
    words = quote(one.text, content)
    if layer == "events":
        made = event_addition(article_id, one.text, label, modality, pieces, one.by, one.at, note)
    else:
        cue, source = (tuple(Span(s, e) for s, e in sorted(parts.get(n, ()))) for n in ("cue", "source"))
        marked = MarkedStatement(content, cue, source, None, mode_of(one.text, content), stance=label)
        around = in_context(one.text, content[0].start, content[-1].end)
        made = Correction(
            0, "add", f"{article_id}:new", statement_value(one.text, marked), one.by, one.at, article_id=article_id,
            layer=layer, quoted=words, context=around, note=note,
        )  # fmt: skip
    row = f"{article_id}:{content[0].start}-{content[-1].end}"
    return Said(
        article_id, layer, row, "add", speaker, label, words, content[0].start, content[-1].end, one.by, one.at, made
    )


def _names(one: Annotated, now: dict[str, Mark]) -> Iterator[Said | Untaken]:
    """Who the mentions of an actor are said to be."""
    actors: dict[str, list[Mark]] = {}
    for mark in one.shown.marks:
        if mark.layer == "mentions" and mark.row:
            actors.setdefault(mark.row, []).append(mark)
    for actor, marks in actors.items():
        left = [now[m.key] for m in marks if m.key in now]
        names = {m.note.strip() for m in left} - {""}
        about = _About(one, "mentions", actor, marks[:1])
        if not left:
            yield about("name", marks[0].note, "")
        elif names and names != {marks[0].note.strip()}:
            if len(names) == 1:
                yield about("name", marks[0].note, names.pop())
            else:
                yield Untaken(one.where, f"{actor}: its mentions are said to be several: {', '.join(sorted(names))}")
        elif len(left) < len(marks):
            yield Untaken(one.where, f"{actor}: {len(marks) - len(left)} of its {len(marks)} mentions were taken away")
        if any(m.label != marks[0].label for m in left):
            yield Untaken(one.where, f"{actor}: the kind of an actor is not corrected")


def _others(one: Annotated, now: dict[str, Mark]) -> Iterator[Untaken]:
    """Places and times are read, and not corrected."""
    for layer in ("toponyms", "times"):
        old = [m for m in one.shown.marks if m.layer == layer]
        known = {m.key for m in old}
        differ = sum(now.get(m.key) is None or _span(now[m.key]) != _span(m) for m in old)
        differ += sum(m.layer == layer and m.key not in known for m in one.marks)
        if differ:
            yield Untaken(one.where, f"{differ} {_WHAT[layer]}s differ: there is no correction of these")


def _span(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.label


def _new(one: Annotated) -> Iterator[Said | Untaken]:
    """Marks that no row had."""
    known = {m.key for m in one.shown.marks}
    new = [m for m in one.marks if m.key not in known]
    by_key = {m.key: m for m in one.marks}
    for mark in new:
        if mark.layer == "events" and mark.label in types():
            modality = mark.note if mark.note in get_args(Modality) else "asserted"
            yield _addition(one, "events", mark.label, [(mark.start, mark.end)], modality, {}, "")
        elif mark.layer == "statements" and mark.label == "content":
            yield _statement(one, mark, by_key)
        elif mark.layer == "mentions":
            yield Untaken(one.where, f"a new mention, {one.text[mark.start : mark.end]!r}: mentions are not added")
        elif mark.layer not in ("statements", "toponyms", "times"):
            yield Untaken(one.where, f"{one.text[mark.start : mark.end]!r}: there is no label {mark.label}")


def _statement(one: Annotated, content: Mark, by_key: dict[str, Mark]) -> Said:
    linked: list[Link] = [k for k in one.links if k.head == content.key and k.tail in by_key]
    parts: dict[str, list[tuple[int, int]]] = {}
    speaker, _, stance = content.note.rpartition(": ")
    for link in linked:
        tail = by_key[link.tail]
        parts.setdefault(link.label, []).append((tail.start, tail.end))
        if link.label == "source" and not speaker:
            inside = [m for m in one.marks if m.layer == "mentions" and tail.start <= m.start and m.end <= tail.end]
            speaker = max(inside, key=lambda m: m.end - m.start).note if inside else ""
    stance = stance if stance in get_args(Stance) else "say"
    return _addition(one, "statements", stance, [(content.start, content.end)], "asserted", parts, speaker)
