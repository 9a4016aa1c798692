"""The looked-up lemmatizer: the same lemmas as the model's own."""

from __future__ import annotations

import json
from pathlib import Path

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

from dateline import resources
from dateline.language.lemmas import Lemmas, is_by_form
from dateline.language.parse import model


def own() -> EnglishLemmatizer:
    """The model's lemmatizer."""
    lemmatizer = model().get_pipe("lemmatizer")
    assert isinstance(lemmatizer, EnglishLemmatizer)
    return lemmatizer


def unlemmatized(texts: list[str]) -> list[Doc]:
    """The texts with what the lemmatizer looks at."""
    nlp = model()
    docs = [nlp.make_doc(text) for text in texts]
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler"):
        docs = [nlp.get_pipe(name)(doc) for doc in docs]
    return docs


def test_sample_stories_get_the_lemmas_that_the_models_lemmatizer_gives() -> None:
    """Every word of some sample stories has the same lemma, at the first reading and at the second."""
    lines = Path(resources.path("stories/stories.jsonl")).read_text(encoding="utf-8").splitlines()[:6]
    docs = unlemmatized([*(json.loads(line)["text"] for line in lines), "", "  \n"])
    quick = Lemmas(own())
    assert is_by_form(own())
    for _ in range(2):
        found = quick.pipe([doc.copy() for doc in docs])
        assert [[t.lemma_ for t in doc] for doc in found] == [[t.lemma_ for t in own()(d.copy())] for d in docs]


def test_a_lemma_that_a_rule_has_given_stays() -> None:
    """What was set before the lemmatizer is kept."""
    doc = unlemmatized(["Ferries sailed."])[0]
    doc[0].lemma_ = "boat"
    assert [t.lemma_ for t in Lemmas(own()).pipe([doc])[0]] == ["boat", "sail", "."]
