"""The arithmetic of the scorers."""

from __future__ import annotations

import pytest

from dateline.evaluate.attribution import Tally, Tokenized, quoted
from dateline.evaluate.measures import Hits, b_cubed, macro_f1, span_jaccard
from dateline.evaluate.places import distance
from dateline.schema import Span


def test_f1_is_the_harmonic_mean() -> None:
    """Half of four found among four gives a half all round."""
    hits = Hits(2, 4, 4)
    assert (hits.precision, hits.recall, hits.f1) == (0.5, 0.5, 0.5)
    assert Hits(0, 0, 0).f1 == 0.0


def test_b_cubed_punishes_a_person_split_in_two() -> None:
    """Two halves of one person are precise and half complete."""
    keys = [0, 1, 2, 3]
    precision, recall = b_cubed(dict.fromkeys(keys, "a"), {0: 1, 1: 1, 2: 2, 3: 2}, keys)
    assert (precision / 4, recall / 4) == (1.0, 0.5)


def test_macro_f1_is_over_the_labels_of_gold() -> None:
    """A label that only the reader uses costs precision elsewhere and has no line of its own."""
    assert macro_f1([("AID", "AID"), ("AGREE", None)]) == 0.5
    assert macro_f1([("AID", "AID"), ("AID", "AGREE")]) == pytest.approx(2 / 3)


def test_spans_that_only_touch_do_not_overlap() -> None:
    """The end of a span is outside it."""
    assert span_jaccard((0, 4), (4, 8)) == 0.0
    assert span_jaccard((0, 4), (2, 6)) == pytest.approx(1 / 3)


def test_a_degree_of_latitude_is_about_111_km() -> None:
    """Distances are in kilometres on a sphere."""
    assert distance(0, 0, 1, 0) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ('He said "yes" to it.', ['"yes"']),
        ("«Sí», dijo.", ["«Sí»"]),
        ("“It goes on.\n\n“And ends.”", ["“It goes on.", "“And ends.”"]),
        ('A stray 5" mark.\n\nNext.', []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, ranges: list[str]) -> None:
    """Quotations are found a paragraph at a time; one left open runs to its paragraph's end."""
    assert [text[s:e] for s, e in quoted(text)] == ranges


def test_a_statement_found_whole_scores_in_every_row() -> None:
    """The same attribution on both sides is right by all measures; a wrong source is not joint."""
    text = Tokenized("“No boats today,” Ana Vidmar said.")
    gold = text.triple([Span(18, 28)], [Span(29, 33)], [Span(0, 17)])
    other = text.triple([Span(29, 33)], [], [Span(0, 17)])
    same, wrong = Tally(), Tally()
    same.add([gold], [gold])
    wrong.add([gold], [other])
    assert gold.kind == "direct"
    assert {same.hits(r).f1 for r in ("joint", "joint exact", "triple", "cue exact", "joint direct")} == {1.0}
    assert wrong.hits("joint").f1 == 0.0
    assert wrong.hits("content exact").f1 == 1.0
