"""The tables of a batch on disk: the rows of the readings, each with the words that its spans quote beside it.

One table a layer. A table has the fields of its dataclass, the keys of the reading it stands in, and what is
convenient to have beside them; nothing in it depends on another article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from dateline.annotation import code_of, innermost, kind_of, post_of
from dateline.record.arrow import SPAN, SPANS, arrow_type, encoder, fields
from dateline.schema import (
    Actor,
    Article,
    Block,
    Dateline,
    Event,
    Figure,
    Mention,
    Problem,
    Reading,
    Span,
    Statement,
    Time,
    Toponym,
    hashed,
    quote,
    time_code,
)

KEYS = (("reading", pa.int64()), ("article_id", pa.string()), ("article_no", pa.int32()))
"""What every table opens with: the key of the reading, its article, and the article's place in the batch."""
Tables = dict[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Beside:
    """A column that is not a field of the layer's dataclass."""

    name: str
    type: pa.DataType
    value: Callable[[Reading, Any, int], Any]
    """From the reading, the row, and the row's number in its article."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A table of the batch."""

    name: str
    row: type
    rows: Callable[[Reading], Sequence[Any]]
    beside: tuple[Beside, ...] = ()

    def own(self) -> dict[str, Any]:
        """The dataclass's fields that are stored, with their types."""
        return {name: hint for name, hint in fields(self.row).items() if name != "article_id"}

    def schema(self) -> pa.Schema:
        """Keys, fields, and what stands beside."""
        own = [(name, arrow_type(hint)) for name, hint in self.own().items()]
        return pa.schema([*KEYS, *own, *((b.name, b.type) for b in self.beside)])


def _text(reading: Reading, row: Any, _: int) -> str:
    return reading.article.text[row.start : row.end]


def _quoted(column: str) -> Callable[[Reading, Any, int], str | None]:
    """The words of a field that is a tuple of spans; null where it is empty."""

    def words(reading: Reading, row: Any, _: int) -> str | None:
        spans = getattr(row, column)
        return quote(reading.article.text, spans) if spans else None

    return words


def _words(reading: Reading, span: Span | None) -> str | None:
    return reading.article.text[span.start : span.end] if span else None


def _dateline_place(reading: Reading, _: Any, __: int) -> str | None:
    lead = reading.anatomy.dateline
    if lead is None:
        return None
    where = lead.place or lead.span
    inside = (t for t in reading.toponyms if where.start <= t.start and t.end <= where.end and t.place_id)
    return next((t.place_id for t in inside), None)


def _headline(reading: Reading, _: Any, __: int) -> str | None:
    return reading.article.title or _words(reading, reading.anatomy.headline)


def _dateline(reading: Reading, _: Any, __: int) -> str | None:
    return _words(reading, reading.anatomy.dateline.span if reading.anatomy.dateline else None)


def _speaker_name(reading: Reading, statement: Statement, _: int) -> str | None:
    return next((a.name for a in reading.cast.actors if a.id == statement.speaker), None)


_STRING, _INT = pa.string(), pa.int32()
ARTICLES = Layer(
    "articles",
    Article,
    lambda r: (r.article,),
    (
        Beside("fingerprint", _STRING, lambda r, _, __: fingerprint(r.article, r.reader_version)),
        Beside("text_sha256", _STRING, lambda r, _, __: r.text_sha256),
        Beside("text_key", _STRING, lambda r, _, __: text_key(r.article.text)),
        Beside("reader_version", _STRING, lambda r, _, __: r.reader_version),
        Beside("language_found", _STRING, lambda r, _, __: r.language),
        Beside("translated", pa.bool_(), lambda r, _, __: r.translated),
        Beside("translated_confidence", pa.float64(), lambda r, _, __: r.translated_confidence),
        Beside("sentences", SPANS, lambda r, _, __: list(r.sentences)),
        Beside("headline", _STRING, _headline),
        Beside("headline_span", SPAN, lambda r, _, __: r.anatomy.headline),
        Beside("dateline", _STRING, _dateline),
        Beside("dateline_parts", arrow_type(Dateline), lambda r, _, __: encoder(Dateline)(r.anatomy.dateline)),  # type: ignore[misc]
        Beside("dateline_place_id", _STRING, _dateline_place),
        Beside("dateline_value", _STRING, lambda r, _, __: r.timeline.dateline_value),
        Beside("anchor", _STRING, lambda r, _, __: r.timeline.anchor),
        Beside("anchor_from", _STRING, lambda r, _, __: r.timeline.anchor_from),
    ),
)
BLOCKS = Layer(
    "blocks",
    Block,
    lambda r: r.anatomy.blocks,
    (
        Beside("block_no", _INT, lambda _, __, n: n),
        Beside("time_code", _STRING, lambda r, b, _: time_code(r.article, b.start)),
    ),
)
MENTIONS = Layer("mentions", Mention, lambda r: r.cast.mentions, (Beside("text", _STRING, _text),))
ACTORS = Layer("actors", Actor, lambda r: r.cast.actors)
STATEMENTS = Layer(
    "statements",
    Statement,
    lambda r: r.cast.statements,
    (
        Beside("block_kind", _STRING, lambda r, s, _: kind_of(r, s.content or s.cue)),
        Beside("posted_at", _STRING, lambda r, s, _: post_of(r, s.content or s.cue)),
        Beside("time_code", _STRING, lambda r, s, _: code_of(r, s.content or s.cue)),
        Beside("speaker_name", _STRING, _speaker_name),
        Beside("source_text", _STRING, _quoted("source")),
        Beside("cue_text", _STRING, _quoted("cue")),
        Beside("text", _STRING, _quoted("content")),
        Beside("addressee_text", _STRING, lambda r, s, _: _words(r, s.addressee_span)),
    ),
)
EVENTS = Layer(
    "events",
    Event,
    lambda r: r.events,
    (
        Beside("block_kind", _STRING, lambda r, e, _: kind_of(r, e.trigger)),
        Beside("posted_at", _STRING, lambda r, e, _: post_of(r, e.trigger)),
        Beside("time_code", _STRING, lambda r, e, _: code_of(r, e.trigger)),
        Beside("trigger_text", _STRING, _quoted("trigger")),
    ),
)
TOPONYMS = Layer("toponyms", Toponym, lambda r: r.toponyms, (Beside("text", _STRING, _text),))
TIMES = Layer("times", Time, lambda r: r.timeline.times, (Beside("text", _STRING, _text),))
FIGURES = Layer(
    "figures",
    Figure,
    lambda r: r.figures,
    (
        Beside("text", _STRING, _text),
        Beside("counted_text", _STRING, lambda r, f, _: _words(r, f.counted)),
        Beside("statement", _STRING, lambda r, f, _: innermost(r.cast.statements, f.start)),
    ),
)
PROBLEMS = Layer("problems", Problem, lambda r: r.problems)
LAYERS = {
    layer.name: layer
    for layer in (ARTICLES, BLOCKS, MENTIONS, ACTORS, STATEMENTS, EVENTS, TOPONYMS, TIMES, FIGURES, PROBLEMS)
}
"""The tables of a batch by name."""
SCHEMAS = {name: layer.schema() for name, layer in LAYERS.items()}


def stored_tables(readings: Sequence[Reading]) -> Tables:
    """The rows of ``readings`` as one table a layer; ``article_no`` counts from 0."""
    keys = [reading_key(fingerprint(r.article, r.reader_version)) for r in readings]
    return {name: _table(layer, readings, keys) for name, layer in LAYERS.items()}


def _table(layer: Layer, readings: Sequence[Reading], keys: Sequence[int]) -> pa.Table:
    placed = [
        (key, reading.article.article_id, no, reading, row, row_no)
        for no, (key, reading) in enumerate(zip(keys, readings, strict=True))
        for row_no, row in enumerate(layer.rows(reading))
    ]
    columns: list[Iterable[Any]] = [[p[i] for p in placed] for i in range(len(KEYS))]
    for name, hint in layer.own().items():
        encode = encoder(hint)
        values = [getattr(p[4], name) for p in placed]
        columns.append(values if encode is None else [encode(v) for v in values])
    columns += [[b.value(p[3], p[4], p[5]) for p in placed] for b in layer.beside]
    schema = SCHEMAS[layer.name]
    arrays = [pa.array(values, type=f.type) for values, f in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def problem_tables(problems: Sequence[Problem]) -> Tables:
    """Problems with input that gave no article, as the tables of a batch."""
    rows = [
        {"reading": problem_key(p), "article_id": p.article_id, "article_no": None}
        | {name: without_surrogates(getattr(p, name)) for name in PROBLEMS.own()}
        for p in problems
    ]
    return {"problems": pa.Table.from_pylist(rows, schema=SCHEMAS["problems"])}


def joined(parts: Sequence[Mapping[str, pa.Table]]) -> Tables:
    """The tables of several parts as one; the articles are numbered on from part to part."""
    gathered: dict[str, list[pa.Table]] = {name: [] for name in LAYERS}
    before = 0
    for part in parts:
        for name, table in part.items():
            gathered[name].append(_numbered_from(table, before))
        before += part["articles"].num_rows if "articles" in part else 0
    return {n: pa.concat_tables(ts) if ts else SCHEMAS[n].empty_table() for n, ts in gathered.items()}


def _numbered_from(table: pa.Table, first: int) -> pa.Table:
    if not first:
        return table
    import pyarrow.compute as pc

    at = table.schema.get_field_index("article_no")
    return table.set_column(at, table.schema.field(at), pc.add(table.column(at), pa.scalar(first, pa.int32())))


def fingerprint(article: Article, reader_version: str) -> str:
    """32 hexadecimal digits that change when anything about the article or the reader does."""
    told = (article.article_id, article.uri, article.publisher, article.title, article.published_at,
            article.language, article.text_method, article.encoding, reader_version, article.text,
            article.version, str(article.withdrawn), article.embargo)  # fmt: skip
    digest = hashlib.sha256("\x1f".join("\x1e" if t is None else t for t in told).encode("utf-8", "surrogatepass"))
    digest.update(b"\x1f" + (article.raw or b""))
    return digest.hexdigest()[:32]


def reading_key(fingerprint: str) -> int:
    """The key of a reading in its tables: the first 64 bits of its fingerprint, signed."""
    return int.from_bytes(bytes.fromhex(fingerprint[:16]), signed=True)


def problem_key(problem: Problem) -> int:
    """The key of a problem with input that gave no article."""
    return reading_key(hashed(problem.uri, problem.stage, problem.error, problem.message))


def text_key(text: str) -> str | None:
    """A hash that copies share: of the letters and digits alone, without case; null where there are none."""
    bare = "".join(c for c in text.casefold() if c.isalnum())
    return hashed(bare)[:32] if bare else None


def mended(article: Article) -> Article:
    """``article`` with lone surrogates, which no file can hold, replaced one for one by U+FFFD."""
    told = (article.article_id, article.uri, article.text, article.publisher, article.title, article.published_at)
    if all(map(is_storable, told)):
        return article
    return replace(
        article,
        article_id=without_surrogates(article.article_id),
        uri=without_surrogates(article.uri),
        text=without_surrogates(article.text),
        publisher=article.publisher and without_surrogates(article.publisher),
        title=article.title and without_surrogates(article.title),
        published_at=article.published_at and without_surrogates(article.published_at),
    )


def is_storable(text: str | None) -> bool:
    """Whether UTF-8 can hold ``text``."""
    try:
        (text or "").encode()
    except UnicodeEncodeError:
        return False
    return True


def without_surrogates(text: str) -> str:
    """``text`` with each lone surrogate replaced by U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
