"""The looked-up attribute ruler: the same attributes as the model's own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from dateline import resources
from dateline.language.parse import model
from dateline.language.ruler import Ruler

ATTRIBUTES: list[int | str] = ["POS", "TAG", "DEP", "LEMMA", "MORPH", "NORM", "HEAD", "SENT_START"]


def both(docs: Sequence[Doc], ruler: AttributeRuler) -> tuple[list[Any], list[Any]]:
    """The attributes that the ruler gives and those that are looked up."""
    copies = [doc.copy() for doc in docs]
    quick = Ruler(ruler).pipe(copies)
    return [ruler(doc).to_array(ATTRIBUTES).tolist() for doc in docs], [d.to_array(ATTRIBUTES).tolist() for d in quick]


def own_ruler() -> AttributeRuler:
    """The model's ruler."""
    ruler = model().get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return ruler


def tagged(texts: Sequence[str]) -> list[Doc]:
    """The texts with what the ruler looks at."""
    nlp = model()
    docs = [nlp.make_doc(text) for text in texts]
    for name in ("tok2vec", "tagger", "parser"):
        docs = [nlp.get_pipe(name)(doc) for doc in docs]
    return docs


def test_sample_stories_get_the_attributes_that_the_models_ruler_gives() -> None:
    """Every word of the sample stories has the same attributes, and they are looked up."""
    ruler = own_ruler()
    lines = Path(resources.path("stories/stories.jsonl")).read_text(encoding="utf-8").splitlines()
    slow, quick = both(tagged([json.loads(line)["text"] for line in lines]), ruler)
    assert quick == slow
    assert Ruler(ruler).exact


FIXED = ("ain't", "y'all", "nothin'", "He", "'s", "got", "gets", "there", "is", "was", "that", "do", "had", "to", "be")
WORDS = st.sampled_from((*FIXED, "which", "\n", "", ".", ",", ";", "the", "2"))


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=12))
def test_any_words_get_the_attributes_that_the_models_ruler_gives(words: list[str]) -> None:
    """Words that its patterns of one and two tokens look at have the same attributes in any order."""
    slow, quick = both(tagged([" ".join(words)]), own_ruler())
    assert quick == slow


@pytest.mark.parametrize(
    "pattern", [[{"SHAPE": "Xxx"}], [{"LOWER": "a"}, {}, {"LOWER": "b"}], [{"LOWER": "a", "OP": "?"}]]
)
def test_a_ruler_with_other_patterns_is_run_as_it_is(pattern: list[dict[int | str, Any]]) -> None:
    """What cannot be looked up is left to the ruler, and gives the same."""
    nlp = spacy.blank("en")
    ruler = AttributeRuler(nlp.vocab)
    ruler.add([pattern], {"POS": "NOUN"})
    assert not Ruler(ruler).exact
    slow, quick = both([nlp.make_doc("Ann saw a red b")], ruler)
    assert quick == slow
