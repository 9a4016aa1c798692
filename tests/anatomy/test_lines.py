"""The learned labeller of paragraphs: furniture that no table of words knows, and none where there is none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.anatomy import find_blocks
from dateline.anatomy.lines import BUCKETS, KINDS, SURE, buckets, labels
from dateline.anatomy.paragraphs import Paragraph
from dateline.schema import Article

BODY = (
    "KOPER, 5 March - The harbour board will close the old ferry pier for repairs on Monday, its chairwoman said.\n\n"
    "Fishermen have used the pier since 1931, and many of them fear that they will lose their moorings for good.\n\n"
    "The board is to hear them on Thursday in the town hall, where a decision on new moorings is expected as well."
)


def kinds(text: str) -> dict[str, str]:
    """The kind of each block by its words."""
    return {text[b.start : b.end]: b.kind for b in find_blocks(Article("1", "1", text)).blocks}


def test_sign_offs_and_bars_of_links_are_no_body() -> None:
    """Each of a house of its own, below the story."""
    for line in (
        "LP/hk 1412GMT",
        "Reach the desk at news@lagoon.example or +386 5 000 000",
        "Home | News | Sport | Weather",
    ):
        found = kinds(f"Old pier to close\n\n{BODY}\n\n{line}\n")
        assert found[line] not in ("body", "subhead", "headline"), line


def test_a_short_sentence_of_the_story_stays_body() -> None:
    """Being short, last or in quotation marks makes no furniture."""
    for line in ("Nobody was hurt.", "“We cannot wait,” she said.", "The meeting begins at six."):
        assert kinds(f"Old pier to close\n\n{BODY}\n\n{line}\n")[line] == "body"


@given(st.lists(st.text(min_size=1, max_size=60), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_paragraphs_get_a_label_with_a_chance(words: list[str]) -> None:
    """One each, and no sign falls outside of the weights."""
    paragraphs = [Paragraph(0, len(w), 0, 1) for w in words]
    found = labels(paragraphs, words, [None] * len(words), False)
    assert len(found) == len(words)
    assert all(kind in KINDS and SURE <= chance <= 1.001 for kind, chance in found)
    assert all(0 <= b < BUCKETS for b in buckets(words))


def test_who_signs_a_quotation_and_what_leads_to_one_are_no_furniture() -> None:
    """ "— Name, role" under quoted words, and "The paper reports:" above them."""
    text = (
        "Pier to close\n\nThe harbour board of Koper will close the old ferry pier for repairs on Monday.\n\n"
        "The Lagoon Post reports:\n\n“We cannot wait for another winter, and the boats will be moved to Izola.”\n\n"
        "— Ana Vidmar, chairwoman of the harbour board\n\nThe town has promised to pay for the boats."
    )
    blocks = find_blocks(Article("t", "t", text)).blocks
    kinds = {text[b.start : b.end]: b.kind for b in blocks}
    assert kinds["— Ana Vidmar, chairwoman of the harbour board"] in ("body", "subhead")
    assert kinds["The Lagoon Post reports:"] == "body"
    table = f"{BODY}\n\nPay April 30\n\nRecord April One"
    assert all(b.kind in ("body", "dateline", "subhead") for b in find_blocks(Article("t", "t", table)).blocks)


def test_an_agency_s_name_under_the_last_line_stands_alone() -> None:
    """The last paragraph stays body."""
    lines = (
        "    December delivery of copper was up 0.40 cent at 55.15 cents\n"
        "    a pound on the exchange in Koper on Monday.\n"
    )
    text = f"PIER METAL\n{lines * 3} Reuter\n"
    kinds = [(b.kind, text[b.start : b.end].split()[-1]) for b in find_blocks(Article("t", "t", text)).blocks]
    assert kinds[-1] == ("note", "Reuter")
    assert kinds[-2] == ("body", "Monday.")
