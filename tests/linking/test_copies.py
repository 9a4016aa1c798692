"""Copies are told from formulas, whatever the order of the articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked_record import record_of
from made_readings import reading

from dateline.linking.copies import Pair, Text, Verdict, changes, compared, originals, text_of
from dateline.reading import text_sha256
from dateline.schema import Anatomy, Cast, Reading, Span, Timeline

FIRST = (
    "PORTO SELLO, 3 March (Gulf Wire) - The harbour board of Porto Sello dismissed its director Ilona Brandt on "
    "Tuesday after an audit found 4.27 million crowns missing from the dredging fund. The board's chairman, Tomas "
    "Okiro, told reporters that the money had been paid to three firms without a tender. Brandt denied any wrong and "
    "said she would go to court. The dredging of the northern channel, begun in 2029, has been stopped twice since."
)
MORE = (
    " Fishermen blocked the quay for an hour in the evening and asked for the audit to be published in full, and the "
    "mayor promised to call the council together before the end of the week."
)
OTHER = (
    "PORTO SELLO, 3 March (Gulf Wire) - Rain kept the harbour of Porto Sello closed for a second day, the pilots' "
    "office said. Eleven ships wait outside the breakwater, among them the ferry from Danko with 240 passengers, and "
    "no wind under thirty knots is forecast before Thursday night, according to the weather service of the coast."
)
FORMULA = (
    "The Treasury of {0} said it will sell {1} billion crowns of three and six month bills at its regular auction next "
    "week. The sale, to be evenly divided between the three and six month issues, will result in a paydown of {2} "
    "billion crowns as maturing bills total {3} billion crowns. The bills will be issued on {4}, said {5}."
)
DAY = 741_000


def made(text: str, day: int | None = DAY) -> Text:
    """``text`` of a day, for comparison."""
    return text_of(text, day=day)


def verdict(later: str, earlier: str = FIRST) -> Verdict | None:
    """What two texts of one day are to each other."""
    return compared(made(later), made(earlier))


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (FIRST, "exact"),
        (FIRST.upper().replace(" ", "\n"), "exact"),
        ("Harbour head goes | The Sello Observer\n\n" + FIRST, "near"),
        (FIRST + "\n\nGulf Wire, all rights reserved.", "near"),
        (FIRST.replace("three firms", "four firms") + " Gulf Wire corrects the number of firms.", "near"),
        (FIRST + MORE, "expanded"),
        (FIRST[: FIRST.index("Brandt denied")], "contained"),
    ],
)
def test_a_copy_is_told_with_its_kind(later: str, kind: str) -> None:
    """Reprints, site titles, lines added, corrections, takes that were carried on, and cuts."""
    found = verdict(later)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("later", [OTHER, MORE, "", "Porto Sello", FIRST[:60]])
def test_other_copy_of_the_same_town_is_none(later: str) -> None:
    """Nor is what hardly holds a sentence."""
    assert verdict(later) is None


def test_a_formula_is_no_copy() -> None:
    """It shares most words, and differs in who and how much."""
    one = FORMULA.format("Tarvia", "12.8", "1.2", "13.99", "2 April", "Jana Reul")
    other = FORMULA.format("Kasanda", "14.5", "2.1", "16.38", "9 April", "Peter Amsel")
    assert verdict(one, other) is None
    assert verdict(one, FORMULA.format("Tarvia", "13.2", "1.65", "14.85", "9 April", "Jana Reul")) is None


def test_a_table_told_again_with_rounded_sums_is_one() -> None:
    """Long sums are compared by their first digits."""
    short = "SELLO, 3 March - Net 1,459,193 vs 2,289,635 Revs 12,741,300 vs 8,904,112 Nine months net 4,402,118"
    full = "SELLO, 3 March - Net 1,459,193 vs 2,289,635 Sales 12.74 mln vs 8.904 mln Year to date profit 4.4 mln"
    assert verdict(full, short) is not None
    assert verdict(full.replace("1,459,193", "3,011,872").replace("2,289,635", "914,006"), short) is None


def test_what_two_share_and_what_is_new_adds_up() -> None:
    """Shared and new spans hold every word of the later one, in the words of each text."""
    later = FIRST + MORE
    told = changes(made(later), made(FIRST))
    assert [later[s.start : s.end] for s in told.new] == [MORE.strip(" .")]
    assert not told.dropped
    assert [later[s.start : s.end] for s in told.shared] == [FIRST[s.start : s.end] for s in told.shared_of]


PAIRS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.3, 0.6, 1.0]))
    .filter(lambda p: p[0] != p[1])
    .map(lambda p: Pair(max(p[:2]), min(p[:2]), p[2]))
)


@given(pairs=PAIRS, data=st.data())
def test_the_order_of_the_pairs_does_not_matter(pairs: list[Pair], data: st.DataObject) -> None:
    """And an original is no copy, and earlier than its copies."""
    found = originals(pairs)
    assert originals(data.draw(st.permutations(pairs))) == found
    for copy, original in found.items():
        assert original not in found
        assert original < copy


def article(article_id: str, text: str, day: str = "2031-03-03") -> Reading:
    """A reading of ``text`` in which nothing was found."""
    bare = reading(article_id)
    return replace(
        bare,
        article=replace(bare.article, text=text, published_at=day),
        text_sha256=text_sha256(text), anatomy=Anatomy(()), sentences=(Span(0, len(text)),), toponyms=(),
        timeline=Timeline((), day, "published", None), figures=(), cast=Cast((), (), ()), events=(), problems=(),
    )  # fmt: skip


ARTICLES = [
    article("a", FIRST), article("b", FIRST + MORE, "2031-03-04"), article("c", FIRST.upper(), "2031-03-05"),
    article("d", OTHER), article("e", OTHER + MORE, "2031-03-02"),
]  # fmt: skip


def copies(record: Any) -> list[dict[str, Any]]:
    """The table, and what each article is a copy of."""
    rows = record.table("copies").to_pylist()
    return [*rows, *sorted(record.sql("SELECT article_id, copy_of FROM articles").to_pylist(), key=str)]


def test_the_record_shows_who_had_it_first(tmp_path: Path) -> None:
    """A copy leads to the earliest article, each pair has a row with its spans."""
    record = record_of(tmp_path / "r", ARTICLES)
    assert {a["article_id"]: a["copy_of"] for a in record.articles().to_pylist()} == {
        "a": None, "b": "a", "c": "a", "d": "e", "e": None,
    }  # fmt: skip
    kinds = {(c["article_id"], c["of_id"]): c["kind"] for c in record.table("copies").to_pylist()}
    assert kinds == {("b", "a"): "expanded", ("c", "a"): "exact", ("d", "e"): "contained"}


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_order_and_batches_of_the_articles_do_not_matter(tmp_path: Path, order: list[int]) -> None:
    """One by one in any order gives what all at once does."""
    wanted = copies(record_of(tmp_path / "all", ARTICLES))
    assert copies(record_of(tmp_path / "each", *([ARTICLES[n]] for n in order))) == wanted
    halves = [[ARTICLES[n] for n in part] for part in (order[:3], order[3:])]
    assert copies(record_of(tmp_path / "halves", *halves)) == wanted


def test_an_article_that_changed_is_compared_anew(tmp_path: Path) -> None:
    """What its earlier text shared goes with that text."""
    record = record_of(tmp_path / "r", ARTICLES, [article("a", OTHER)])
    assert copies(record) == copies(record_of(tmp_path / "fresh", [article("a", OTHER), *ARTICLES[1:]]))


CALL = (
    "Brandt Dredging Works said it has called for redemption its 47 million crown convertible notes due 2041. Holders "
    "gave up 2,685,142 notes of the harbour issue, Brandt Dredging said in a letter to the council of Porto Sello, and "
    "the rest will be paid in cash on the first day of the month of June at the office of its bank in Danko."
)


def test_a_correction_is_a_copy_though_names_or_figures_differ() -> None:
    """Where the note at its end says so; without the note the same words of others are a formula."""
    other = CALL.replace("Brandt Dredging", "Lesk Brothers").split(" said in a")[0] + "."
    assert verdict(other, CALL) is None
    assert verdict(f"{other} (Corrects company name)", CALL) is not None
    assert compared(made(f"{other} (Corrects company name)", DAY + 30), made(CALL)) is None


def test_a_short_text_with_a_long_sum_of_its_own_is_known_by_it() -> None:
    """In other words, on one day; a short formula with small sums is not."""
    short = "Brandt Dredging Works said holders gave up 2,685,142 notes of its harbour issue due in 2041."
    again = "Holders gave up 2,685,142 notes of its harbour debt of 2041 today, said Brandt Dredging Works in a letter."
    assert verdict(again, short) is not None
    small = [text.replace("2,685,142", "268") for text in (again, short)]
    assert verdict(*small) is None
