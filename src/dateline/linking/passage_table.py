"""The standing paragraphs of a record: found anew in every generation, in columns of what is kept of each."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dateline.linking.passages import Passages, standing
from dateline.linking.shingles import Sketches
from dateline.record.links import SCHEMAS


def standing_table(texts: pa.Table, copied: NDArray[np.bool_]) -> pa.Table:
    """Where each standing paragraph stands, and where it stood first; ``texts`` are sorted by age.

    Articles that are ``copied`` from others are left out: they share all their paragraphs.
    """
    own = texts.select(["reading", "day", "passages"]).filter(pa.array(~copied))
    column = own.column("passages").combine_chunks()
    parents = pc.list_parent_indices(column).to_numpy()
    flat = pc.list_flatten(column)
    starts, ends, keys, figures = (flat.field(name).to_numpy() for name in ("start", "end", "key", "figures"))
    days = pc.fill_null(own.column("day"), 0).to_numpy().astype(np.int64)
    sketches, terms = (Sketches.within(flat.field(name)) for name in ("sketch", "terms"))
    told = Passages(parents.astype(np.int64), days[parents], keys, figures, sketches, terms)
    here, first = standing(told)
    readings = own.column("reading").to_numpy()
    columns = [readings[parents[here]], starts[here], ends[here], readings[parents[first]], starts[first]]
    return pa.table(columns, schema=SCHEMAS["standing"]).sort_by([("reading", "ascending"), ("start", "ascending")])
