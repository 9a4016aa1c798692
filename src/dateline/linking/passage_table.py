"""The standing paragraphs of a record: found anew in every generation, over what is kept of each paragraph."""

from __future__ import annotations

from collections.abc import Container, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dateline.linking.passages import Passage, standing
from dateline.record.links import SCHEMAS
from dateline.schema import Span


def standing_table(texts: pa.Table, copied: Container[int]) -> pa.Table:
    """Where each standing paragraph stands, and where it stood first; ``texts`` are sorted by age.

    Articles that are ``copied`` from others are left out: they share all their paragraphs.
    """
    places: list[tuple[int, int]] = []
    passages: list[Passage] = []
    for number, reading, passage in _passages(texts, copied):
        places.append((number, reading))
        passages.append(passage)
    rows = []
    for number, first in standing(passages, [number for number, _ in places]).items():
        here, there = passages[number].span, passages[first].span
        rows.append((places[number][1], here.start, here.end, places[first][1], there.start))
    columns = [[row[place] for row in sorted(rows)] for place in range(5)]
    return pa.table(columns, schema=SCHEMAS["standing"])


def _passages(texts: pa.Table, copied: Container[int]) -> Iterator[tuple[int, int, Passage]]:
    """The passages with the number and the reading of their article."""
    column = texts.column("passages").combine_chunks()
    parents = pc.list_parent_indices(column).to_pylist()
    flat = pc.list_flatten(column)
    starts, ends, keys, figures = (flat.field(name).to_pylist() for name in ("start", "end", "key", "figures"))
    sketches = flat.field("sketch")
    values, offsets = pc.list_flatten(sketches).to_numpy().view(np.uint64), _offsets(sketches)
    readings = texts.column("reading").to_pylist()
    for row, number in enumerate(parents):
        if readings[number] not in copied:
            sketch = values[offsets[row] : offsets[row + 1]]
            yield number, readings[number], Passage(Span(starts[row], ends[row]), keys[row], figures[row], sketch)


def _offsets(lists: pa.Array) -> list[int]:
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    offsets: list[int] = np.r_[0, np.cumsum(lengths)].tolist()
    return offsets
