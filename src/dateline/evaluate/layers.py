"""One call for any layer: read the gold's texts, score what was read, say it in lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.evaluate import attribution, events, identity, places, stories, times
from dateline.evaluate.measures import Measure
from dateline.evaluate.readers import Reader, in_batches
from dateline.evaluate.rows import article_of, gold_rows
from dateline.evaluate.wire import read_wire
from dateline.schema import Article, Reading

Scorer = Callable[[Sequence[dict[str, Any]], Sequence[Reading]], list[Measure]]
_SCORERS: dict[str, Scorer] = {
    "attribution": attribution.score,
    "events": events.score,
    "identity": identity.score,
    "places": places.score,
    "times": times.score,
}
_KEYS = {
    "attribution": "attributions", "events": "source events", "identity": "mentions", "places": "toponyms",
    "times": "timexes",
}  # fmt: skip
LAYERS = (*sorted(_SCORERS), "stories")


def evaluate(layer: str, gold: str | Path | Sequence[str | Path], read: Reader = in_batches) -> list[str]:
    """The report on ``layer``, line by line; see ``measured``."""
    return [m.line() for m in measured(layer, gold, read)]


def measured(layer: str, gold: str | Path | Sequence[str | Path], read: Reader = in_batches) -> list[Measure]:
    """Score the reader on ``layer`` against one or more files of gold.

    ``gold`` is marked files or folders of them for ``stories``, else JSON lines, plain or gzipped. ``read`` reads
    articles in their order; ``with_workers`` makes one that uses several processes. Raises ``InputError`` for an
    unknown layer or missing gold, ``FormatError`` for gold that is not in the layer's shape.
    """
    files = [Path(p) for p in ([gold] if isinstance(gold, (str, Path)) else gold)]
    for path in files:
        if not path.exists():
            raise InputError(f"{path}: no such file; give the gold with --gold FILE")
    if layer == "stories":
        return _measured_stories(files, read)
    if layer not in _SCORERS:
        raise InputError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    rows = [row for path in files for row in gold_rows(path)]
    keys = _KEYS[layer].split()
    if not rows or not any(key in rows[0] for key in keys):
        wanted = " or ".join(map(repr, keys))
        raise InputError(f"{files[0]}: no rows with the key {wanted}, which gold for {layer} has")
    return _SCORERS[layer](rows, list(read([article_of(row) for row in rows])))


def _measured_stories(files: Sequence[Path], read: Reader) -> list[Measure]:
    paths = [p for f in files for p in (sorted(f.glob("*.wire")) if f.is_dir() else [f])]
    wires = [read_wire(p) for p in paths]
    if not wires:
        raise InputError(f"{files[0]}: no marked stories (*.wire) in it")
    articles = [Article(w.id, w.id, w.text, published_at=w.published_at) for w in wires]
    return stories.score(wires, list(read(articles)))
