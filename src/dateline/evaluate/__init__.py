"""How well the reader reads: its layers scored against gold, one file a layer.

A corpus keeps its own conventions, so each layer is counted as the papers about its corpus count it; the marked
stories (``stories``) are the one set that sees the whole reading at once. Nobody needs this to read.
"""

from __future__ import annotations

from dateline.evaluate.layers import LAYERS, evaluate, measured
from dateline.evaluate.measures import Measure
from dateline.evaluate.readers import with_workers

__all__ = ["LAYERS", "Measure", "evaluate", "measured", "with_workers"]
