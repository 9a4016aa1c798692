"""Vectors and names in numpy: what spaCy's own components give."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from dateline import resources
from dateline.language import vectors
from dateline.language.names import Names, is_readable
from dateline.language.parse import model
from dateline.language.vectors import Vectors, is_known

NAMES: list[int | str] = ["ENT_IOB", "ENT_TYPE"]
AWKWARD = (
    "",
    "\n\n",
    "Vidmar",
    "Ana Vidmar\n\nof the Harbour Union of Trieste and the North",
    "On 3 May the Bank of Lower Carniola paid $ 4.5 million to Ana Maria Vidmar of Ljubljana.",
    "U.S. , , ( ) London Paris 1990 1991 42 % NATO",
)

WORDS = [
    "Ana",
    "Vidmar",
    "of",
    "the",
    "Bank",
    ".",
    "3",
    "May",
    "\n",
    "\n\n",
    ",",
    "said",
    "London's",
    "U.N.",
    "$",
    "million",
]


def network() -> Any:
    """The network that the model's tagger and parser look at."""
    return model().get_pipe("tok2vec").model  # type: ignore[attr-defined]


def recogniser() -> EntityRecognizer:
    """The model's recogniser of names."""
    found = model().get_pipe("ner")
    assert isinstance(found, EntityRecognizer)
    return found


def parsed_docs(texts: Sequence[str]) -> list[Doc]:
    """The texts with what the recogniser looks at."""
    docs = [model().make_doc(text) for text in texts]
    for name in ("tok2vec", "tagger", "parser"):
        docs = [model().get_pipe(name)(doc) for doc in docs]
    return docs


def stories() -> list[str]:
    """The texts of the sample stories."""
    lines = Path(resources.path("stories/stories.jsonl")).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def test_vectors_are_those_of_the_network() -> None:
    """Every word of the sample stories and of awkward texts has spaCy's vector, but for rounding."""
    docs = [model().make_doc(text) for text in (*stories(), *AWKWARD)]
    own = Vectors(network())
    for doc, given_ in zip(docs, network().predict(docs), strict=True):
        assert np.allclose(own.of(doc), given_, atol=1e-4)


def test_vectors_depend_neither_on_what_was_read_before_nor_on_the_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text has the same vectors from fresh, full and forgotten stores, read at once or in portions."""
    docs = [model().make_doc(text) for text in stories()]
    fresh = [Vectors(network()).of(doc) for doc in docs]
    used = Vectors(network())
    assert all(np.array_equal(a, used.of(doc)) for a, doc in zip(fresh, docs, strict=True))
    monkeypatch.setattr(vectors, "_KEPT", 3)
    assert all(np.array_equal(a, used.of(doc)) for a, doc in zip(fresh, docs, strict=True))
    monkeypatch.setattr(vectors, "_AT_ONCE", 64)
    assert all(np.allclose(a, used.of(doc), atol=1e-5) for a, doc in zip(fresh, docs, strict=True))


def test_names_are_those_of_the_recogniser() -> None:
    """The sample stories and awkward texts have the names that spaCy's own loop finds, and there are some."""
    docs = parsed_docs((*stories(), *AWKWARD))
    own = Names(recogniser()).pipe([doc.copy() for doc in docs])
    theirs = [recogniser()(doc) for doc in docs]
    assert [d.to_array(NAMES).tolist() for d in own] == [d.to_array(NAMES).tolist() for d in theirs]
    assert any(ent.label_ == "PERSON" and len(ent) > 1 for doc in own for ent in doc.ents)


@given(st.lists(st.sampled_from(WORDS)))
@settings(max_examples=60, deadline=None)
def test_names_in_any_order_of_words_are_those_of_the_recogniser(words: list[str]) -> None:
    """Nonsense has the names that spaCy's own loop finds in it."""
    (doc,) = parsed_docs([" ".join(words)])
    (own,) = Names(recogniser()).pipe([doc.copy()])
    assert own.to_array(NAMES).tolist() == recogniser()(doc).to_array(NAMES).tolist()


def test_what_is_built_in_another_way_is_left_to_spacy() -> None:
    """The model's components are known; a network that looks at more neighbours, and a beam, are not."""
    assert is_known(network())
    assert is_readable(recogniser())
    embed = MultiHashEmbed(16, ["NORM", "SHAPE"], [50, 50], include_static_vectors=False)
    near, wide = (MaxoutWindowEncoder(width=16, window_size=n, maxout_pieces=3, depth=2) for n in (1, 2))
    assert is_known(build_Tok2Vec_model(embed, near))
    assert not is_known(build_Tok2Vec_model(embed, wide))
    with_vectors = MultiHashEmbed(16, ["NORM", "SHAPE"], [50, 50], include_static_vectors=True)
    assert not is_known(build_Tok2Vec_model(with_vectors, near))
    assert not is_readable(model().create_pipe("beam_ner"))
