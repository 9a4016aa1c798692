"""The same words of one speaker are one family across articles, versions and translations."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linked_record import record_of
from made_readings import reading

from dateline.linking.families import Quote, families, words_of
from dateline.reading import text_sha256
from dateline.schema import Anatomy, Reading, Span, Statement

MARKED = Path(__file__).with_name("families.txt")
FLOOR = 0.85


def marked() -> dict[str, list[list[str]]]:
    """By speaker the families, each the versions of one saying."""
    found: dict[str, list[list[str]]] = {}
    mine: list[list[str]] = []
    for line in MARKED.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            mine = found.setdefault(line[3:], [[]])
        elif not line:
            mine.append([])
        elif not line.startswith("#"):
            mine[-1].append(line)
    return {speaker: [f for f in mine if f] for speaker, mine in found.items()}


def quote(article: int, text: str, day: int = 1) -> Quote:
    """A statement of an article."""
    words, denies = words_of(text)
    return Quote(article, words, day, denies)


def test_pairs_of_the_marked_families_are_found() -> None:
    """Our own writing: versions, paraphrases and translations, with sayings beside them that differ in a figure."""
    assert sum(map(len, marked().values())) >= 60
    right = found = wanted = 0
    for mine in marked().values():
        told = [(n, f, f[n]) for n in range(3) for f in mine if n < len(f)]
        got = families([quote(n, text) for n, _, text in told])
        for a, b in itertools.combinations(range(len(told)), 2):
            one, marked_one = got[a] == got[b], told[a][1] is told[b][1]
            right, found, wanted = right + (one and marked_one), found + one, wanted + marked_one
    assert 2 * right / (found + wanted) >= FLOOR


def test_later_more_words_must_agree() -> None:
    """A speaker comes back to his subject; only a whole sentence is the same saying weeks later."""
    first, other = "A quota is a promise to the sea.", "The sea has no quota for lies."
    assert families([quote(0, first), quote(1, "The quota is a word given to the sea.", 2)]) == [0, 0]
    assert families([quote(0, first), quote(1, other, 20)]) == [0, 1]
    whole = "Three captains who broke the rule in spring will lose their licences."
    assert families([quote(0, whole), quote(1, whole, 30)]) == [0, 0]


def test_one_article_says_a_thing_once() -> None:
    """Two sentences of one article are two sayings."""
    assert families([quote(0, "The quota is for the sea."), quote(0, "The sea has its quota.")]) == [0, 1]


def article(article_id: str, day: str, said: str, speaker: str = "Ana Vidmar") -> Reading:
    """A reading in which somebody says something."""
    bare = reading(article_id, speaker=speaker)
    text = f"{speaker} said: {said} The {article_id} paper tells it so."
    content = Span(text.index(said), text.index(said) + len(said))
    source = Span(0, len(speaker))
    statement = Statement("s1", None, "direct", "speech", "say", False, (source,), (), "say", (content,), 0.9, "a1")
    return replace(
        bare, article=replace(bare.article, text=text, published_at=day, publisher=f"{article_id} paper"),
        text_sha256=text_sha256(text), anatomy=Anatomy(()), sentences=(Span(0, len(text)),), toponyms=(), figures=(),
        cast=replace(bare.cast, mentions=(), statements=(statement,)), events=(), problems=(),
    )  # fmt: skip


ARTICLES = [
    article("a", "2031-03-03", "A quota is a promise to the sea."),
    article("b", "2031-03-04", "The quota, which is small, is a word given to the sea."),
    article("c", "2031-03-04", "A quota is a promise to the sea.", "Carlo Berti"),
    article("d", "2031-03-05", "Trams do not vote."),
]


def shown(record: Any) -> tuple[Any, Any]:
    """Families, and the family of each statement."""
    statements = record.statements().to_pylist()
    return record.table("families").to_pylist(), sorted((s["statement_id"], s["family_id"]) for s in statements)


def test_a_family_has_its_first_and_its_fullest_version(tmp_path: Path) -> None:
    """Of one speaker only; the article tells it, too."""
    record = record_of(tmp_path / "r", ARTICLES)
    rows, of = shown(record)
    assert of == [("a:s1", "a:s1"), ("b:s1", "a:s1"), ("c:s1", "c:s1"), ("d:s1", "d:s1")]
    ((family,),) = [rows]
    assert (family["text"], family["fullest_id"], family["versions"], family["articles"]) == (
        "A quota is a promise to the sea.", "b:s1", 2, 2,
    )  # fmt: skip
    assert family["outlets"] == ["a paper", "b paper"]
    told = record.article("b")
    assert told is not None
    assert told["statements"][0]["family_id"] == "a:s1"


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 3, 0, 2]])
def test_order_and_batches_do_not_matter(tmp_path: Path, order: list[int]) -> None:
    """One by one gives what all at once does."""
    wanted = shown(record_of(tmp_path / "all", ARTICLES))
    assert shown(record_of(tmp_path / "each", *([ARTICLES[n]] for n in order))) == wanted


WORDS = st.frozensets(
    st.sampled_from(["quota", "sea", "promise", "word", "tram", "vote", "coal", "ice"]), min_size=2, max_size=5
)


@given(told=st.lists(st.tuples(st.integers(0, 3), WORDS, st.integers(1, 9)), max_size=12))
def test_a_family_is_known_by_its_first(told: list[tuple[int, frozenset[str], int]]) -> None:
    """Which is the first of its own family."""
    found = families([Quote(article, words, day) for article, words, day in told])
    assert all(found[first] == first <= n for n, first in enumerate(found))
