"""Copies are found whatever the order of the articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.copies import Copy, originals

ARTICLES = st.lists(
    st.builds(
        Copy,
        st.text("abcdef", min_size=1, max_size=3),
        st.sampled_from(["x", "y", None]),
        st.sampled_from(["2031-01-01", "2031-01-02", None]),
    ),
    unique_by=lambda a: a.article_id,
)


@given(articles=ARTICLES, data=st.data())
def test_the_order_does_not_matter(articles: list[Copy], data: st.DataObject) -> None:
    """Any order gives the same originals."""
    assert originals(data.draw(st.permutations(articles))) == originals(articles)


@given(articles=ARTICLES)
def test_an_original_is_no_copy(articles: list[Copy]) -> None:
    """It has the same words, is not younger, and each group has one."""
    found = originals(articles)
    by_id = {a.article_id: a for a in articles}
    for copy, original in found.items():
        assert original not in found
        assert by_id[copy].text_key == by_id[original].text_key is not None
        assert (by_id[original].published_at or "9") <= (by_id[copy].published_at or "9")
    groups = {a.text_key for a in articles if a.text_key is not None}
    assert len([a for a in articles if a.text_key is not None]) - len(found) == len(groups)
