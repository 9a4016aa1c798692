"""The encoder's states, kept beside the parse for later stages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import resources
from dateline.anatomy import find_blocks
from dateline.language import Copy, parse
from dateline.language import encoded as encoded_module
from dateline.language.encoded import encoded, portions, states_of
from dateline.language.encoder import STATES, WIDTH, encoder, feeds, homes, opened, plan
from dateline.schema import Article
from dateline.statements.learned import find_attributions

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


def test_an_article_of_blanks_has_no_states() -> None:
    """Where nothing is read every state is nought."""
    found = states_of(copy_of("   \n"))
    assert not found.at([0, 2]).any()


@given(st.lists(st.text("ab \n", max_size=30), max_size=5), st.integers(1, 20))
def test_portions_are_all_that_is_read_and_none_too_long(blocks: list[str], most: int) -> None:
    """What is read comes once and in order."""
    text, ranges = "", []
    for block in blocks:
        text += "x"
        ranges.append((len(text), len(text) + len(block)))
        text += block
    found = list(portions(text, ranges, most))
    assert "".join(text[a:b] for portion in found for a, b in portion) == "".join(blocks)
    assert all(sum(b - a for a, b in portion) <= most for portion in found)


def test_portions_end_with_a_paragraph() -> None:
    """Only a paragraph that is too long by itself is cut."""
    text = "one\ntwo\nthree and four\nfive"
    found = [[text[a:b] for a, b in portion] for portion in portions(text, [(0, 8), (8, len(text))], 9)]
    assert found == [["one\ntwo\n"], ["three and"], [" four\n"], ["five"]]


def test_a_long_article_is_encoded_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of each portion have their states, and its statements are found."""
    text = f"{TEXT}\n\nSweden promised to help, officials said.\n"
    copy = copy_of(text)
    quotes, whole = find_attributions(copy)
    monkeypatch.setattr(encoded_module, "PORTION", len(TEXT) + 10)
    assert len(list(encoded(copy, encoder()))) == 2
    assert states_of(copy).start.tolist() == whole.start.tolist()
    assert [a.content for a in find_attributions(copy)[0]] == [a.content for a in quotes] != []


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


@given(st.integers(1, 3000), st.integers(20, 60), st.integers(1, 15))
def test_a_piece_is_at_home_where_it_stands_farthest_from_a_border(count: int, window: int, overlap: int) -> None:
    """The article's own ends are no borders; of two windows that are as good the first is taken."""
    windows = plan(count, window, overlap)
    for piece, home in enumerate(homes(count, windows).tolist()):
        depths = [
            min(piece - low if low else count, high - piece if high < count else count) if low <= piece < high else -1
            for low, high in windows
        ]
        assert home == depths.index(max(depths))


def test_a_window_holds_nothing_of_the_session() -> None:
    """The session's memory is free for the next window, so that it does not grow with the longest article."""
    model = encoder()
    for window in model.windows(model.cut(TEXT * 20)):
        for rows in (window.tags, window.asked, window.offered, window.states, window.last):
            assert rows.flags.owndata
        assert window.states.dtype == window.last.dtype == np.float16
