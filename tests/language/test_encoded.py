"""The encoder's states, kept beside the parse for later stages."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dateline import resources
from dateline.anatomy import find_blocks
from dateline.language import Copy, parse
from dateline.language.encoded import encoded, states_of
from dateline.language.encoder import STATES, WIDTH, encoder, feeds, opened
from dateline.schema import Article

TEXT = "Norway accused Iceland of fishing in its waters.\n\nIceland rejected the claim on Tuesday."


def copy_of(text: str) -> Copy:
    """``text``, parsed."""
    article = Article(article_id="t", uri="t", text=text)
    return parse([article], [find_blocks(article)])[0]


def test_each_word_has_a_state() -> None:
    """A state is looked up by where its word begins."""
    found = states_of(copy_of(TEXT))
    assert found.rows.shape == (len(found.start), WIDTH)
    accused, rejected = found.at([TEXT.index("accused"), TEXT.index("rejected")])
    assert np.abs(accused - rejected).max() > 0.1


def test_a_word_in_two_sentences_has_two_states() -> None:
    """A state tells of the word in its sentence, not of the word alone."""
    text = "Rebels struck the base at dawn.\n\nThe novel struck a chord with readers."
    first, second = states_of(copy_of(text)).at([text.index("struck"), text.rindex("struck")])
    assert np.abs(first - second).max() > 0.1


def test_states_are_kept_from_the_run_for_attribution() -> None:
    """The encoder is run once an article."""
    copy = copy_of(TEXT)
    encoded(copy, encoder())
    assert states_of(copy) is states_of(copy)


def test_an_article_of_blanks_has_no_states() -> None:
    """Where nothing is read every state is nought."""
    found = states_of(copy_of("   \n"))
    assert not found.at([0, 2]).any()


def test_the_added_output_changes_no_other() -> None:
    """Attribution is the same bit for bit with the states handed on."""
    import onnxruntime

    model = Path(resources.path("models/attribution.onnx")).read_bytes()
    pieces = encoder().cut(TEXT)
    fed = feeds(pieces, 0, len(pieces))
    names = ["tags", "asked", "offered"]
    plain = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(names, fed)
    more = onnxruntime.InferenceSession(opened(model, STATES), providers=["CPUExecutionProvider"]).run(
        [*names, STATES], fed
    )
    assert all(np.array_equal(a, b) for a, b in zip(plain, more, strict=False))
