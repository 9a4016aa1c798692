"""The lemmatizer's rules applied to each form once, not to each word.

What the rules make of a word depends on its form, its part of speech and its morphology, which come again and again;
the document is given all its lemmas in one column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

_KEPT = 1 << 16
"""Forms whose lemmas are kept."""


def is_by_form(lemmatizer: Lemmatizer) -> bool:
    """Whether ``lemmatizer`` looks at nothing but a word's form, part of speech and morphology."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

    return type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule"


class Lemmas:
    """Does to a document what ``lemmatizer``, one that goes by the form, does."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._strings = lemmatizer.vocab.strings
        self._known: dict[tuple[int, int, int], int] = {}

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> list[Doc]:
        """Set the lemmas of ``docs``, in place; they are read one by one, whatever ``batch_size``."""
        return [self._apply(doc) for doc in docs]

    def _apply(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        if len(self._known) > _KEPT:
            self._known.clear()
            self._lemmatizer.cache.clear()
        known, overwrite, lemmas = self._known, self._lemmatizer.overwrite, []
        rows = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).T.tolist()
        for i, (form, part, morphology, given) in enumerate(zip(*rows, strict=True)):
            if given and not overwrite:
                lemmas.append(given)
                continue
            key = (form, part, morphology)
            lemma = known.get(key)
            if lemma is None:
                lemma = known[key] = self._strings.add(self._lemmatizer.lemmatize(doc[i])[0])
            lemmas.append(lemma)
        doc.from_array(["LEMMA"], np.array(lemmas, dtype=np.uint64))  # type: ignore[arg-type]
        return doc
