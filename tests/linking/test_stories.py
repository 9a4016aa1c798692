"""Articles about one affair are one story, whatever came first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_record import record_of
from made_readings import reading
from told_pieces import piece

from dateline.errors import InputError
from dateline.linking import link, story_table
from dateline.linking.stories import Edges, counted, grouped, placed_terms
from dateline.reading import text_sha256
from dateline.record import Writer
from dateline.record.stored import stored_tables
from dateline.schema import Anatomy, Cast, Reading, Span, Timeline

TEXTS = {
    "dock1": ("2031-03-03", "Dockers walk out in Porto Sello\n\nDockers in Porto Sello walked out on Monday over the "
              "pay of night shifts, and Tomas Okiro of the harbour board called the walkout unlawful."),
    "dock2": ("2031-03-05", "Porto Sello dockers vote to stay out\n\nThe dockers of Porto Sello voted to go on with "
              "their walkout over night shifts. Tomas Okiro offered a talk about the pay of shifts in the harbour."),
    "dock3": ("2031-03-11", "Okiro and dockers agree on night pay\n\nTomas Okiro and the dockers of Porto Sello agreed "
              "on the pay of night shifts, and the walkout in the harbour ended at noon."),
    "moon1": ("2031-03-04", "Kasanda probe lands on the moon\n\nThe Kasanda space agency said its probe Liyoni landed "
              "near the moon's southern crater. Director Naa Teye cried in the control room."),
    "moon2": ("2031-03-05", "Liyoni sends first pictures\n\nThe probe Liyoni of Kasanda sent pictures of the crater on "
              "the moon, the space agency's director Naa Teye said."),
    "vote": ("2031-06-20", "Tarvia elects a council\n\nVoters in Tarvia chose a new council on Friday; the Greens of "
             "Jana Reul won nine seats, officials said after the count."),
}  # fmt: skip


def article(article_id: str, day: str, text: str) -> Reading:
    """A reading of ``text`` in which nothing was found."""
    bare = reading(article_id)
    return replace(
        bare, article=replace(bare.article, text=text, published_at=day, publisher=f"Paper of {article_id}"),
        text_sha256=text_sha256(text), anatomy=Anatomy(()), sentences=(Span(0, len(text)),), toponyms=(),
        timeline=Timeline((), day, "published", None), figures=(), cast=Cast((), (), ()), events=(), problems=(),
    )  # fmt: skip


ARTICLES = [article(name, *told) for name, told in TEXTS.items()]


def stories(record: Any) -> dict[str, str]:
    """The story of each article."""
    return dict(sorted((a["article_id"], a["story_id"]) for a in record.articles().to_pylist()))


def test_an_affair_is_one_story_over_weeks(tmp_path: Path) -> None:
    """With its headline, its time and its outlets."""
    record = record_of(tmp_path / "r", ARTICLES)
    assert stories(record) == {
        "dock1": "dock1", "dock2": "dock1", "dock3": "dock1", "moon1": "moon1", "moon2": "moon1", "vote": "vote",
    }  # fmt: skip
    (dock,) = record.table("stories", story_id="dock1").to_pylist()
    assert (dock["first"], dock["last"], dock["articles"]) == ("2031-03-03", "2031-03-11", 3)
    assert dock["outlets"] == ["Paper of dock1", "Paper of dock2", "Paper of dock3"]


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 5, 3]])
def test_order_and_batches_do_not_matter(tmp_path: Path, order: list[int]) -> None:
    """One by one gives what all at once does."""
    wanted = stories(record_of(tmp_path / "all", ARTICLES))
    assert stories(record_of(tmp_path / "each", *([ARTICLES[n]] for n in order))) == wanted


def test_weeks_without_new_articles_are_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first articles tell how rare a term is, later ones change their own weeks only."""
    monkeypatch.setattr(story_table, "FEW", 2)
    wanted = stories(record_of(tmp_path / "all", ARTICLES))
    for number, order in enumerate(([0, 1, 3, 2, 4, 5], [0, 3, 1, 4, 2, 5])):
        assert stories(record_of(tmp_path / f"{number}", *([ARTICLES[n]] for n in order))) == wanted


def test_an_article_without_a_day_belongs_to_any_week(tmp_path: Path) -> None:
    """A story goes on with what has no date, as with what was published before."""
    undated = article("dock2", "", TEXTS["dock2"][1])
    record = record_of(tmp_path / "r", [ARTICLES[0], ARTICLES[3]], [undated, ARTICLES[2]])
    assert len({stories(record)[name] for name in ("dock1", "dock2", "dock3")}) == 1


def test_a_story_that_an_earlier_article_joins_is_found_under_its_old_id(tmp_path: Path) -> None:
    """The article that gave the old id leads to the story."""
    record = record_of(tmp_path / "r", ARTICLES[1:3], ARTICLES[:1])
    assert stories(record)["dock2"] == "dock1"


def test_the_words_of_a_dateline_are_no_terms() -> None:
    """Nor are common words; names count as names and as words."""
    assert counted(placed_terms("PORTO SELLO, 3 March - of", [Span(0, 24)])) == ([], [])
    assert len(counted(placed_terms("the Okiro"))[0]) == 2


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.floats(0.08, 1.0), max_size=30
)


@settings(max_examples=50)
@given(pairs=PAIRS, data=st.data())
def test_the_order_of_the_pairs_does_not_matter(pairs: dict[tuple[int, int], float], data: st.DataObject) -> None:
    """And each group is known by its first article."""
    mixed = data.draw(st.permutations(sorted(pairs.items())))

    def made(rows: list[tuple[tuple[int, int], float]]) -> list[int]:
        first, second = ([pair[i] for pair, _ in rows] for i in (0, 1))
        told = Edges(np.array(first, np.int64), np.array(second, np.int64), np.array([points for _, points in rows]))
        found: list[int] = grouped(10, told).tolist()
        return found

    found = made(sorted(pairs.items()))
    assert made(mixed) == found
    assert all(found[found[n]] == found[n] <= n for n in range(10))


def test_two_stories_that_a_person_parts_stay_apart(tmp_path: Path) -> None:
    """From the next linking, with the copies of the one that leaves, and when more comes; undone, they are one."""
    path = tmp_path / "r"
    mill = "The Harbour Guard put a new roof on the barracks at the old mill of Danko, where the Lime Front is strong."
    first = piece("a", "2031-03-03", f"{mill} Gunmen shelled it on Monday and the roof burned.")
    burned = "The Lime Front says the barracks of the Harbour Guard at the mill of Danko burned."
    second = piece("b", "2031-03-04", f"{burned} {mill}")
    again = replace(second, article=replace(second.article, article_id="c", uri="c.txt", published_at="2031-03-05"))
    record = record_of(path, [first, second], [again])
    assert len({a["story_id"] for a in record.articles().to_pylist()}) == 1
    number = record.correct.stories_apart("a", "b")
    link(path)
    record.refresh()
    stories = {a["article_id"]: a["story_id"] for a in record.articles().to_pylist()}
    assert stories == {"a": "a", "b": "b", "c": "b"}
    writer = Writer(path)
    later = piece("d", "2031-03-06", f"The barracks of the Harbour Guard in Danko open. {mill}")
    writer.commit([stored_tables([later])])
    link(writer)
    record.refresh()
    stories = {a["article_id"]: a["story_id"] for a in record.articles().to_pylist()}
    assert (stories["a"], stories["b"]) == ("a", "b")
    record.correct.undo(number)
    link(path)
    record.refresh()
    assert len({a["story_id"] for a in record.articles().to_pylist()}) == 1
    with pytest.raises(InputError):
        record.correct.stories_apart("a", "nowhere")
