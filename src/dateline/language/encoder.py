"""The one learned encoder, run over a batch of articles: a small transformer as int8 ONNX on one processor core.

A long article is read whole, in windows that overlap; each piece's tags are taken from the window in which it stands
farthest from a border. Every window is run by itself, without padding: activations are quantised by the range that
they have in their window, so that nothing in a result depends on the articles that were read beside it.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.language.pieces import END, START, Pieces, cut
from dateline.resources.hashes import checked

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]

WINDOW = 320
"""Pieces in a window, its two frame pieces included."""
OVERLAP = 64
"""Pieces that neighbouring windows share at least."""
WIDTH = 384
"""Dimensions of a hidden state."""
STATES = "layers.1.end"
"""The step of the graph whose result is handed on as the pieces' states: the second of six layers."""
LAST = "layers.5.end"
"""The step whose result the heads of attribution read, and those of events: the last of six layers."""
THREADS = "DATELINE_ENCODER_THREADS"
"""Environment variable: threads of one process's encoder (1 unless set; more only changes the time it takes)."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder says of pieces ``start`` .. ``stop`` of an article."""

    start: int
    stop: int
    tags: Floats
    """Pieces by tags, as logits."""
    asked: Floats
    """Pieces by dimensions: what each piece, were it a cue, asks of the others."""
    offered: Floats
    """Pieces by dimensions: what each piece answers a cue."""
    states: Halves
    """Pieces by :data:`WIDTH`: what each piece means in its sentence, from the layer :data:`STATES`."""
    last: Halves
    """The same from the layer :data:`LAST`."""


def plan(count: int, window: int = WINDOW, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Windows over ``count`` pieces, as few as there can be, of one size, as ranges."""
    size = window - 2
    if count <= size:
        return [(0, count)] if count else []
    number = -(-(count - overlap) // (size - overlap))
    length = -(-(count + (number - 1) * overlap) // number)
    starts = [round(i * (count - length) / (number - 1)) for i in range(number)]
    return [(s, s + length) for s in starts]


def homes(count: int, windows: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """For each piece the window in which it stands farthest from a border that is not the article's own."""
    best = np.zeros(count, dtype=np.int64)
    deepest = np.full(count, -1)
    for number, (low, high) in enumerate(windows):
        where = np.arange(low, high)
        depth = np.minimum(where - low if low else count, high - where if high < count else count)
        deeper = depth > deepest[low:high]
        best[low:high][deeper] = number
        np.maximum(deepest[low:high], depth, out=deepest[low:high])
    return best


def feeds(pieces: Pieces, low: int, high: int) -> dict[str, NDArray[np.int64]]:
    """The encoder's input for the pieces ``low`` .. ``high``, framed, as a batch of one."""

    def framed(row: NDArray[np.int64], before: int, after: int) -> NDArray[np.int64]:
        return np.concatenate(([before], row[low:high], [after]))[None, :].astype(np.int64)

    return {
        "ids": framed(pieces.ids, START, END),
        "case": framed(pieces.case, 0, 0),
        "quote": framed(pieces.quote, 0, 0),
    }


class Encoder:
    """The tokenizer and the network; get the process's one by :func:`encoder`."""

    def __init__(self, model: str, tokenizer: str, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        if not _adds_in_32_bits():
            options.add_session_config_entry("session.x64quantprecision", "1")
        # the graph is written with fused steps already; joining sums and norms once more makes it slower
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session: Any = onnxruntime.InferenceSession(
            opened(Path(model).read_bytes(), STATES, LAST), options, providers=["CPUExecutionProvider"]
        )
        self.settings: dict[str, Any] = json.loads(
            self._session.get_modelmeta().custom_metadata_map.get("dateline", "{}")
        )
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def cut(self, text: str, ranges: Sequence[tuple[int, int]] | None = None) -> Pieces:
        """The word pieces of ``text`` in ``ranges``, by this encoder's vocabulary."""
        return cut(text, self.tokenizer, ranges)

    def constants(self, *names: str) -> list[Floats]:
        """Weights that the graph carries for the decoder."""
        nothing = np.array([[START, END]], dtype=np.int64)
        fed = {"ids": nothing, "case": np.zeros_like(nothing), "quote": np.zeros_like(nothing)}
        values: list[Floats] = self._session.run(names, fed)
        return values

    def windows(self, pieces: Pieces) -> Iterator[Window]:
        """What the encoder says of an article, window by window.

        What the session gives is copied and let go: it stands in memory of the session's own, which would grow to what
        the longest article needs and never shrink.
        """
        for low, high in plan(len(pieces)):
            found = self._session.run(("tags", "asked", "offered", STATES, LAST), feeds(pieces, low, high))
            tags, asked, offered = (rows[0, 1:-1].copy() for rows in found[:3])
            states, last = (rows[0, 1:-1].astype(np.float16) for rows in found[3:])
            del found
            yield Window(low, high, tags, asked, offered, states, last)


def opened(model: bytes, *outputs: str) -> bytes:
    """The ONNX ``model`` with the results of its steps ``outputs`` as further outputs.

    A protobuf message that is written twice in a row is one message, merged: so an output is added by writing after
    the model a graph (field 7) that has nothing but an output (field 12) of that name (field 1).
    """

    def field(number: int, content: bytes) -> bytes:
        return bytes((number << 3 | 2, len(content))) + content

    return model + b"".join(field(7, field(12, field(1, name.encode("ascii")))) for name in outputs)


def _adds_in_32_bits() -> bool:
    """Whether this processor is known to add int8 products without overflow (VNNI, AMX).

    Others add two of them in 16 bits; they are asked to take a slower way, so that the result is the same everywhere.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return any(name in flags for name in ("avx512_vnni", "avx_vnni", "amx_int8"))


@functools.cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once a process and only when it is first asked for."""
    return Encoder(
        checked("models/attribution.onnx"), checked("models/tokenizer.json"), int(os.environ.get(THREADS, "1") or "1")
    )
