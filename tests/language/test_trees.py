"""The parser with the products of numpy's library: the model's own trees, whatever stands beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import numpy as np
from spacy.pipeline import DependencyParser
from spacy.tokens import Doc

from dateline import resources
from dateline.language import trees
from dateline.language.parse import model
from dateline.language.trees import Trees, multiplied


def made(texts: list[str]) -> list[Doc]:
    """The texts with what the parser looks at."""
    nlp = model()
    return [nlp.get_pipe("tok2vec")(nlp.make_doc(text)) for text in texts]


def told(docs: list[Doc]) -> list[list[tuple[str, int, bool]]]:
    """Relation, head and start of a sentence of each word."""
    return [[(t.dep_, t.head.i, bool(t.is_sent_start)) for t in doc] for doc in docs]


def test_trees_are_those_of_the_models_parser_in_the_order_given(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Long and short stories and empty ones, many at once, and few words at once."""
    lines = Path(resources.path("stories/stories.jsonl")).read_text(encoding="utf-8").splitlines()[:6]
    docs = made(["", *(json.loads(line)["text"] for line in lines), "Ana Vidmar resigned.", " "])
    parser = cast("DependencyParser", model().get_pipe("parser"))
    plain = told([parser(doc.copy()) for doc in docs])
    quick = Trees(parser)
    assert told(quick.pipe([doc.copy() for doc in docs])) == plain
    monkeypatch.setattr(trees, "_WORDS", 40)
    assert told(quick.pipe([doc.copy() for doc in docs], batch_size=2)) == plain


def test_a_product_of_several_articles_is_that_of_each() -> None:
    """The rows of an article come out bit for bit as they would alone."""
    chance = np.random.default_rng(7)
    x, y = (chance.standard_normal(shape).astype(np.float32) for shape in ((90, 64), (64, 130)))
    together = multiplied(x, y, [31, 0, 59])
    assert np.array_equal(together, np.concatenate([multiplied(x[:31], y, [31]), multiplied(x[31:], y, [59])]))
    assert np.allclose(together, x @ y, atol=1e-4)
