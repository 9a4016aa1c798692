"""spaCy's parser with its large matrix products made by numpy's library, in a fifth of the time of spaCy's own.

The rows of each article are multiplied by themselves: what the library makes of a row may depend on where among how
many rows it stands, and a parse must not depend on the articles beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import DependencyParser
    from spacy.tokens import Doc

Floats = NDArray[np.float32]

_WORDS = 1 << 14
"""Words that are parsed at once: the network makes four kilobytes of each."""


class Trees:
    """Does to documents what ``parser`` does."""

    def __init__(self, parser: DependencyParser) -> None:
        """Let the layers of the parser's network multiply by :meth:`_Operations.gemm`."""
        self._parser: Any = parser
        self._operations = _operations()()
        for layer in self._parser.model.walk():
            layer.ops = self._operations

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> list[Doc]:
        """Set the trees of ``docs``, in place, up to ``batch_size`` of about one length at once."""
        found = list(docs)
        for group in _groups(sorted(found, key=len), batch_size):
            self._operations.lengths = [len(doc) for doc in group]
            try:
                self._parser.set_annotations(group, self._parser.predict(group))
            finally:
                self._operations.lengths = []
        return found


def _groups(docs: Sequence[Doc], most: int) -> Iterator[list[Doc]]:
    """``docs`` in their order, no more than ``most`` and, but for a single one, no more than so many words at once."""
    group: list[Doc] = []
    for doc in docs:
        if group and (len(group) == most or sum(map(len, group)) + len(doc) > _WORDS):
            yield group
            group = []
        group.append(doc)
    if group:
        yield group


def multiplied(x: Floats, y: Floats, lengths: Sequence[int], out: Floats | None = None) -> Floats:
    """``x`` times ``y``, the rows of each article, so many as ``lengths`` says, by themselves."""
    found = np.empty((len(x), y.shape[1]), dtype=np.float32) if out is None else out
    for low, high in pairwise(accumulate(lengths, initial=0)):
        if low < high:
            np.matmul(x[low:high], y, out=found[low:high])
    return found


@cache
def _operations() -> type[Any]:
    from thinc.api import NumpyOps

    class Operations(NumpyOps):  # type: ignore[misc]
        """thinc's own, but for the product of what there is a row of for each word."""

        lengths: Sequence[int] = ()
        """The words of each article in hand."""

        def gemm(
            self, x: Floats, y: Floats, *, out: Floats | None = None, trans1: bool = False, trans2: bool = False
        ) -> Floats:
            """The product of ``x`` and ``y``, each transposed where asked."""
            if trans1 or not self.lengths or len(x) != sum(self.lengths):
                product: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
                return product
            return multiplied(x, y.T if trans2 else y, self.lengths, out)

    return Operations
