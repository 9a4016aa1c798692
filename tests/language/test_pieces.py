"""Word pieces keep their places in the text, and what the vocabulary loses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dateline.language.encoder import homes, plan
from dateline.language.pieces import BREAK, Pieces, cut, quote_marks
from dateline.resources import path

TOKENIZER = Tokenizer.from_file(path("models/tokenizer.json"))


def words(text: str, pieces: Pieces) -> list[str]:
    """The text under each piece."""
    return [text[s:e] for s, e in zip(pieces.start, pieces.end, strict=True)]


def quoted(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [text[inside:closing] for _, inside, closing in quote_marks(text, [(0, len(text))])]


def test_a_piece_quotes_the_text_under_it() -> None:
    """Offsets count code points, also after a letter outside the basic plane."""
    text = "🙂 Émile said no."
    assert words(text, cut(text, TOKENIZER)) == ["🙂", "Émile", "said", "no", "."]


def test_a_line_end_is_a_piece_of_its_own() -> None:
    """The model sees where paragraphs begin; blank lines make no paragraph."""
    pieces = cut("One.\n\n \nTwo.", TOKENIZER)
    assert pieces.ids.tolist().count(BREAK) == 1
    assert pieces.paragraph.tolist() == [0, 0, 0, 1, 1]


def test_case_is_kept_beside_the_piece() -> None:
    """Lower, title, upper, mixed, without letters; all pieces of a word have its case."""
    pieces = cut("the Orvik NTA McCoy 12", TOKENIZER)
    assert sorted(set(pieces.case.tolist())) == [1, 2, 3, 4, 5]
    assert {int(c) for c, w in zip(pieces.case, pieces.start, strict=True) if 4 <= w < 9} == {2}


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We know,” he said.", ["We know,"]),
        ('"We know," he said, "all."', ["We know,", "all."]),
        ("«We know», he said.", ["We know"]),
        ("„We know“, he said.", ["We know"]),
        ("”We know”, he said.", ["We know"]),
        ("‘We know,’ said Lind’s aide.", ["We know,"]),
        ("Lind’s aide said ‘it is ours’.", ["it is ours"]),
        ("“We know, he said.", ["We know, he said."]),
        ('A 12" pipe broke.', []),
    ],
)
def test_marks_of_many_houses_are_paired(text: str, inside: list[str]) -> None:
    """A mark that can only open runs to the paragraph's end; a stray straight one is left alone."""
    assert quoted(text) == inside


@given(st.text(alphabet="aÅß «»“”‘’\"'.,\n\r\u2028🙂é-", max_size=80))
@settings(max_examples=200, deadline=None)
def test_offsets_rise_and_lie_in_the_text(text: str) -> None:
    """Whatever the text is."""
    pieces = cut(text, TOKENIZER)
    edges = [p for pair in zip(pieces.start.tolist(), pieces.end.tolist(), strict=True) for p in pair]
    assert all(0 <= p <= len(text) for p in edges)
    assert pieces.start.tolist() == sorted(pieces.start.tolist())


@given(st.integers(0, 3000))
def test_windows_cover_every_piece(count: int) -> None:
    """Each piece is at home in a window that holds it."""
    windows = plan(count)
    if count:
        home = homes(count, windows)
        assert all(windows[h][0] <= i < windows[h][1] for i, h in enumerate(home))
        assert windows[0][0] == 0
        assert windows[-1][1] == count


def test_half_a_character_is_a_piece_that_nobody_knows() -> None:
    """A lone surrogate, which no tokenizer takes, costs nothing of the text around it."""
    text = "The \ud800ferry\udfff sailed \ud83d."
    found = words(text, cut(text, TOKENIZER))
    assert [w for w in found if w.isalpha()] == ["The", "ferry", "sailed"]


@given(st.text(alphabet="“”„\"‘’`',ab \n", max_size=60))
@settings(max_examples=200, deadline=None)
def test_each_piece_stands_to_the_marks_around_it(text: str) -> None:
    """Inside, an opening mark or a closing one: by the last quotation that opens at or before it."""
    pieces = cut(text, TOKENIZER)
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if not m.group().isspace()]
    for start, end, said in zip(pieces.start, pieces.end, pieces.quote, strict=True):
        wanted = 0
        for opening, inside, closing in quote_marks(text, lines):
            if inside <= start and end <= closing:
                wanted = 1
            if opening <= start < end <= inside:
                wanted = 2
            if closing <= start < min(end, closing + inside - opening):
                wanted = 3
        assert said == wanted


def test_single_marks_are_looked_for_once() -> None:
    """A text of opening marks alone takes a time in proportion: each is asked of the same end."""
    assert quote_marks("‘a " * 3 + "b’", [(0, 11)]) == [(i, i + 1, 10) for i in (0, 3, 6)]
    assert quote_marks("‘a “b” c’", [(0, 9)]) == [(3, 4, 5)]
    assert quote_marks("‘a " * 50_000, [(0, 150_000)]) == []
