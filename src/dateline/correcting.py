"""The commands that correct single rows, say what was not found, and give what was judged as gold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.keeping import Record

if TYPE_CHECKING:
    from dateline.record.correct import Correct

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; you, if not given.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for whoever reads it later.")]
Statement = Annotated[str, typer.Argument(metavar="STATEMENT", help="The statement_id.")]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="The event_id.")]
Layer = Annotated[str, typer.Argument(metavar="LAYER", help="statements or events.")]
RowId = Annotated[str, typer.Argument(metavar="ROW", help="The row's id.")]
Pieces = Annotated[str, typer.Argument(metavar="START-END", help="Code points, such as 120-180 or 120-150,160-180.")]
Words = Annotated[str, typer.Option(metavar="START-END", help="Code points, such as 120-180 or 1-5,9-12.")]


def add_to(correct: typer.Typer) -> None:
    """Give ``dateline correct`` these commands."""
    for command in (speaker, reject, confirm, modality, sides, block, span, cue, day, place, distinct, note, tag, gold):
        correct.command()(command)
    correct.command("type")(type_)
    correct.command("add", epilog="Example: dateline correct add 5d41 --words 120-180 --cue 100-104 --record R")(add)
    correct.command("again")(again)


def make(record: Path, say: Callable[[Correct], int]) -> None:
    """Make the correction that ``say`` asks for, and tell how to take it back; what that needs is loaded only now."""
    from dateline.amended import make_correction

    make_correction(record, say)


def speaker(
    statement: Statement,
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="Who said it.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """A statement was said by somebody else."""
    make(record, lambda c: c.speaker(statement, actor, by=by, note=note))


def reject(layer: Layer, row: RowId, record: Record, by: By = "", note: Note = "") -> None:
    """It is no statement, or no event."""
    make(record, lambda c: c.reject(layer, row, by=by, note=note))


def confirm(layer: Layer, row: RowId, record: Record, by: By = "", note: Note = "") -> None:
    """The row is right as it stands."""
    make(record, lambda c: c.confirm(layer, row, by=by, note=note))


def type_(
    event: Event,
    value: Annotated[str, typer.Argument(metavar="TYPE", help="A PLOVER type, such as PROTEST.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """An event is of another type."""
    make(record, lambda c: c.event_type(event, value, by=by, note=note))


def modality(
    event: Event,
    value: Annotated[str, typer.Argument(metavar="MODALITY", help="asserted, reported, intended, hoped ...")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """An event stands otherwise."""
    make(record, lambda c: c.modality(event, value, by=by, note=note))


def sides(event: Event, record: Record, by: By = "", note: Note = "") -> None:
    """Who is said to act in an event is acted upon."""
    make(record, lambda c: c.exchange_sides(event, by=by, note=note))


def block(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article_id.")],
    number: Annotated[int, typer.Argument(metavar="BLOCK", help="The block_no.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="headline, body, related, promo, note, background ...")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """A part of an article is of another kind."""
    make(record, lambda c: c.block(article, number, kind, by=by, note=note))


def span(statement: Statement, words: Pieces, record: Record, by: By = "", note: Note = "") -> None:
    """The words of a statement are others."""
    from dateline.record.marking import parsed_pieces

    make(record, lambda c: c.span(statement, parsed_pieces(words), by=by, note=note))


def cue(statement: Statement, words: Pieces, record: Record, by: By = "", note: Note = "") -> None:
    """The words that tell of the saying are others."""
    from dateline.record.marking import parsed_pieces

    make(record, lambda c: c.cue(statement, parsed_pieces(words), by=by, note=note))


def day(
    event: Event,
    first: Annotated[str, typer.Argument(metavar="DAY", help="ISO 8601, such as 2031-03-05; or none.")],
    record: Record,
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day, where there are several.")] = "",
    by: By = "",
    note: Note = "",
) -> None:
    """An event was on another day."""
    make(record, lambda c: c.event_day(event, first, last, by=by, note=note))


def place(
    event: Event,
    place_id: Annotated[str, typer.Argument(metavar="PLACE", help="A GeoNames id of the table places; or none.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """An event was at another place."""
    make(record, lambda c: c.event_place(event, place_id, by=by, note=note))


def add(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article_id.")],
    words: Words,
    record: Record,
    cue: Words = "",
    source: Words = "",
    speaker: Annotated[str, typer.Option(metavar="ACTOR", help="Who said it.")] = "",
    stance: Annotated[str, typer.Option(metavar="STANCE", help="say, claim, hope, deny ...")] = "say",
    mode: Annotated[str, typer.Option(metavar="MODE", help="direct, mixed or indirect.")] = "indirect",
    by: By = "",
    note: Note = "",
) -> None:
    """An article holds a statement that was not found."""
    from dateline.record.marking import MarkedStatement, parsed_pieces
    from dateline.schema import Span

    content, cues, sources = (
        tuple(Span(*p) for p in parsed_pieces(given)) if given else () for given in (words, cue, source)
    )
    made = MarkedStatement(content, cues, sources, speaker or None, mode, "speech", stance)
    make(record, lambda c: c.add_statement(article, made, by=by, note=note))


def distinct(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help="An actor's id.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another's.")],
    record: Record,
    by: By = "",
    note: Note = "",
) -> None:
    """Two actors are never one, whatever later articles call them."""
    make(record, lambda c: c.distinct(actor, other, by=by, note=note))


_Remarked = Annotated[str, typer.Argument(metavar="LAYER", help="statements, events, actors, articles or stories.")]


def note(
    layer: _Remarked,
    row: RowId,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    record: Record,
    by: By = "",
) -> None:
    """Remark something on a row, an actor, an article or a story."""
    make(record, lambda c: c.note(layer, row, text, by=by))


def tag(
    layer: _Remarked,
    row: RowId,
    word: Annotated[str, typer.Argument(metavar="TAG", help="A word to find it by.")],
    record: Record,
    by: By = "",
) -> None:
    """Tag a row, an actor, an article or a story."""
    make(record, lambda c: c.tag(layer, row, word, by=by))


def again(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="An orphaned correction's number.")],
    row: RowId,
    record: Record,
    by: By = "",
) -> None:
    """Say what an orphaned correction is about now."""
    make(record, lambda c: c.again(number, row, by=by))


def gold(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, one article a line.")], record: Record
) -> None:
    """Write what was judged as gold, for dateline evaluate and for training."""
    from dateline.record import Record as Opened
    from dateline.record.gold import export_gold

    with Opened(record) as opened:
        print(f"{export_gold(opened, file):,} articles with judged rows in {file}")
