"""The vectors of words that spaCy's small models are built on, in numpy and an article at a time.

The network embeds what a word looks like by hashes (Bloom embeddings, Serrà and Karatzoglou 2017) and then looks at
its neighbours in a few convolutions. A word's own vector is made once and kept; the convolutions are matrix products
over few enough words for the processor's cache, by numpy's library, which is quicker than the one that spaCy brings.
The vectors are spaCy's own but for rounding, and depend on no other article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Floats = NDArray[np.float32]

_BUILD = re.compile(
    r"extract_features>>list2ragged>>with_array\((?:ints-getitem>>hashembed\|?)+\)"
    r">>with_array\(maxout>>layernorm>>dropout\)>>ragged2list"
    r">>with_array\((?:residual\(expand_window>>maxout>>layernorm>>dropout\)(?:>>)?)+\)"
)
"""The names of a network's steps, as spaCy joins them."""
_KEPT = 1 << 15
"""Words whose own vectors are kept: each takes some 800 bytes, and 15 microseconds where it is made anew."""
_AT_ONCE = 1024
"""Words that the convolutions are run over at once."""


def is_known(network: Model[Any, Any]) -> bool:
    """Whether ``network`` is built in the one way that :class:`Vectors` can run."""
    windows = [node.attrs["window_size"] for node in network.walk() if node.name == "expand_window"]
    return bool(_BUILD.fullmatch(network.name)) and set(windows) == {1}


class Vectors:
    """Gives the words of a document the vectors that ``network``, a known one, gives them."""

    def __init__(self, network: Model[Any, Any]) -> None:
        embed, encode = network.get_ref("embed"), network.get_ref("encode")
        extract, _, self._hashed, self._mixed, _ = embed.layers
        self._columns: list[int | str] = extract.attrs["columns"]
        self._layers = [_convolution(layer) for layer in encode.layers[0].layers]
        self._border: int = encode.attrs["pad"]
        self._rows: dict[tuple[int, ...], int] = {}
        self._own: Floats = np.empty((1024, encode.get_dim("nO")), dtype=np.float32)

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> list[Doc]:
        """Set the vectors of ``docs``, in place; they are read one by one, whatever ``batch_size``."""
        found = list(docs)
        for doc in found:
            doc.tensor = self.of(doc)  # type: ignore[assignment]
        return found

    def of(self, doc: Doc) -> Floats:
        """The vectors of the words of ``doc``, words by dimensions."""
        border, width = self._border, self._own.shape[1]
        own = np.zeros((len(doc) + 2 * border, width), dtype=np.float32)
        own[border : border + len(doc)] = self._looked_up(doc)
        found = np.empty((len(doc), width), dtype=np.float32)
        for low in range(0, len(doc), _AT_ONCE):
            x = own[low : low + _AT_ONCE + 2 * border]
            for layer in self._layers:
                x = layer(x)
            found[low : low + _AT_ONCE] = x[border : len(x) - border]
        return found

    def _looked_up(self, doc: Doc) -> Floats:
        """What each word gives without its neighbours."""
        if len(self._rows) > _KEPT:
            self._rows.clear()
        known = self._rows
        numbers: list[int] = []
        fresh: list[tuple[int, ...]] = []
        for key in zip(*doc.to_array(self._columns).T.tolist(), strict=True):
            number = known.get(key)
            if number is None:
                number = known[key] = len(known)
                fresh.append(key)
            numbers.append(number)
        if fresh:
            self._keep(np.array(fresh, dtype=np.uint64), len(known))
        return self._own[numbers]

    def _keep(self, fresh: NDArray[np.uint64], count: int) -> None:
        """Make the vectors of the last of ``count`` words; spaCy's product gives a row the same in any company."""
        if count > len(self._own):
            grown = np.empty((2 * count, self._own.shape[1]), dtype=np.float32)  # no memory before it is written
            grown[: len(self._own)] = self._own
            self._own = grown
        self._own[count - len(fresh) : count] = self._mixed.predict(self._hashed.predict(fresh))


@dataclass(frozen=True, slots=True)
class _Convolution:
    """Adds to each word's vector what a layer of maxout, normed, makes of it and its two neighbours."""

    weights: Floats
    """Dimensions of three words by dimensions of the pieces, piece after piece."""
    bias: Floats
    scale: Floats
    """The norm's factors and summands."""
    shift: Floats

    def __call__(self, x: Floats) -> Floats:
        width = x.shape[1]
        around = np.zeros((len(x), 3 * width), dtype=np.float32)
        around[1:, :width] = x[:-1]
        around[:, width : 2 * width] = x
        around[:-1, 2 * width :] = x[1:]
        pieces = around @ self.weights
        pieces += self.bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for low in range(2 * width, pieces.shape[1], width):
            np.maximum(best, pieces[:, low : low + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        best *= (np.square(best).mean(axis=1, keepdims=True) + np.float32(1e-8)) ** np.float32(-0.5)
        best *= self.scale
        best += self.shift
        best += x
        return best


def _convolution(layer: Model[Any, Any]) -> _Convolution:
    steps: dict[str, Any] = {node.name: node for node in layer.walk()}
    maxout, norm = steps["maxout"], steps["layernorm"]
    weights = maxout.get_param("W").transpose(1, 0, 2)
    return _Convolution(
        weights=np.ascontiguousarray(weights.reshape(-1, weights.shape[2]).T),
        bias=maxout.get_param("b").T.ravel(),
        scale=norm.get_param("G"),
        shift=norm.get_param("b"),
    )
