"""The names that spaCy's recogniser finds, by its weights and its moves, but nearly all words scored at once.

The recogniser goes from word to word and lets each begin a name, go on with it, end it, be one, or stand outside
(Lample et al. 2016). Outside a name its choice rests on the word alone, so that all words are scored as if they stood
outside; from those that would begin a name it goes on, a word a round, for all such names at once. spaCy's own loop
asks of each word and each of its seventy moves whether the move is allowed, which takes longer than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline.language.vectors import Floats, Vectors, is_known

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_FEATURES, _PIECES = 3, 2
"""It looks at the word, the first word of the name that is open and the word before, in so many pieces of maxout."""


def is_readable(recogniser: EntityRecognizer) -> bool:
    """Whether ``recogniser`` is built in the one way that :class:`Names` can run, and greedy."""
    model: Any = recogniser.model
    if not model.attrs.get("has_upper") or model.attrs["unseen_classes"] or recogniser.cfg.get("beam_width") != 1:
        return False
    reduced, lower = model.get_ref("tok2vec"), model.get_ref("lower")
    return (
        [layer.name for layer in reduced.layers[1:]] == ["list2array", "linear"]
        and is_known(reduced.layers[0])
        and (lower.get_dim("nF"), lower.get_dim("nP")) == (_FEATURES, _PIECES)
    )


class Names:
    """Finds in a document the names that ``recogniser``, a readable one, finds."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        model: Any = recogniser.model
        network, _, linear = model.get_ref("tok2vec").layers
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._vectors = Vectors(network)
        self._reducing, self._reduced_bias = _columns(linear.get_param("W")), linear.get_param("b")
        # the two pieces of each hidden dimension stand apart, so that their maximum is over whole rows
        self._features = [_columns(w.transpose(1, 0, 2).reshape(-1, w.shape[2])) for w in lower.get_param("W")]
        self._missing = [pad.T.ravel() for pad in lower.get_param("pad")[0]]
        self._hidden_bias = lower.get_param("b").T.ravel()
        self._scoring, self._score_bias = _columns(upper.get_param("W")), upper.get_param("b")
        moves = [recogniser.moves.get_class_name(n).partition("-")[::2] for n in range(recogniser.moves.n_moves)]
        self._labels = [label for _, label in moves]
        number = {move: n for n, move in enumerate(moves)}
        self._going_on = np.array([number.get(("I", label), -1) for label in self._labels])
        self._ending = np.array([number.get(("L", label), -1) for label in self._labels])
        self._begins = np.array([kind == "B" for kind, _ in moves])
        self._single = np.array([kind == "U" and bool(label) for kind, label in moves])
        self._outside = np.array([kind == "O" for kind, _ in moves])

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> list[Doc]:
        """Set the names of ``docs``, in place; they are read one by one, whatever ``batch_size``."""
        from spacy.tokens import Span

        found = list(docs)
        for doc in found:
            spans = [Span(doc, start, stop, label=label) for start, stop, label in self.of(doc)]
            doc.set_ents(spans, default="outside")
        return found

    def of(self, doc: Doc) -> list[tuple[int, int, str]]:
        """The names in ``doc``: first token, the one after the last, label."""
        if not len(doc):
            return []
        space, starts = (doc.to_array(["IS_SPACE", "SENT_START"]) == 1).T
        closes = np.append(starts[1:], True)
        """Whether no name can go on after the token: the sentence or the document ends."""
        words = self._vectors.of(doc) @ self._reducing
        words += self._reduced_bias
        moves = self._moves_outside(words, space, closes)
        begins = np.flatnonzero(self._begins[moves])
        stops = dict(zip(begins.tolist(), self._stops(words, begins, moves[begins], closes), strict=True))
        found: list[tuple[int, int, str]] = []
        free = 0
        for start in np.flatnonzero(~self._outside[moves]).tolist():
            if start >= free:
                free = stops.get(start, start + 1)
                found.append((start, free, self._labels[moves[start]]))
        return found

    def _moves_outside(self, words: Floats, space: Bools, closes: Bools) -> Ints:
        """What each token is, by the number of its move, if no name is open before it."""
        scores = self._scores(words @ self._features[0] + self._missing[1] + self._missing[2])
        allowed = self._outside | (self._single & ~space[:, None]) | (self._begins & ~(space | closes)[:, None])
        best: Ints = np.where(allowed, scores, -np.inf).argmax(axis=1)
        return best

    def _stops(self, words: Floats, begins: Ints, moves: Ints, closes: Bools) -> Sequence[int]:
        """The token after the last of each name that begins at ``begins`` with ``moves``."""
        stops = begins + 2
        left = np.arange(len(begins))
        while len(left):
            at = stops[left] - 1
            features = zip((at, begins[left], at - 1), self._features, strict=True)
            scores = self._scores(sum(words[where] @ weights for where, weights in features))
            rows = np.arange(len(at))
            on, end = self._going_on[moves[left]], self._ending[moves[left]]
            left = left[(scores[rows, on] >= scores[rows, end]) & ~closes[at]]
            stops[left] += 1
        found: list[int] = stops.tolist()
        return found

    def _scores(self, hidden: Floats) -> Floats:
        """The score of each move, from the sum of the features."""
        pieces = (hidden + self._hidden_bias).reshape(len(hidden), _PIECES, -1)
        scores: Floats = np.maximum(pieces[:, 0], pieces[:, 1]) @ self._scoring
        scores += self._score_bias
        return scores


def _columns(weights: Floats) -> Floats:
    """``weights``, outputs by inputs, as what a row is multiplied by."""
    return np.ascontiguousarray(weights.T)
