"""Whatever the text, the blocks are spans of it and hold every character; paragraphs are what a person sees as one."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.anatomy import find_blocks
from dateline.anatomy.furniture import furniture
from dateline.anatomy.paragraphs import cut_paragraphs
from dateline.anatomy.words import words
from dateline.resources import table, toml
from dateline.schema import Article

PIECES = st.sampled_from(
    [
        "\n", "\n\n", "\n\n\n", "\r\n", "    ", "See also", "PARIS (AFP) – ", "Read more: ", "By Ana Novak",
        "SPECIAL project",
        "Photo: A bridge", "(is banned – Ed.)", "“We are late,” said Novak.", "A title without an end", "• A point",
        "The mayor opened the bridge on Monday. ", "Reuter", "11:40", "MOSCOW, May 3. ", "Background", "- what?",
    ]
)  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``, blanks and line ends made one blank."""
    return [" ".join(text[p.start : p.end].split()) for p in cut_paragraphs(text)]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join)))
def test_every_character_stands_in_a_block(text: str) -> None:
    """Blocks are in order, nest or do not touch, begin and end with a mark, and nothing but blanks is left out."""
    found = find_blocks(Article("t", "t", text))
    covered = bytearray(len(text))
    last = 0
    for block in found.blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        if block.outer is None:
            assert block.start >= last
            last = block.end
            covered[block.start : block.end] = b"\x01" * (block.end - block.start)
        else:
            outer = found.blocks[block.outer]
            assert outer.start <= block.start < block.end <= outer.end
            assert outer.outer is None
    assert all(covered[i] or text[i].isspace() for i in range(len(text)))
    assert [b.start for b in found.blocks] == sorted(b.start for b in found.blocks)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_the_dateline_and_the_headline_are_blocks(text: str) -> None:
    """What the anatomy points to stands among its blocks, and the dateline's parts lie inside it."""
    found = find_blocks(Article("t", "t", text))
    spans = {(b.start, b.end): b.kind for b in found.blocks}
    if found.headline:
        assert spans[found.headline.start, found.headline.end] == "headline"
    if found.dateline:
        assert spans[found.dateline.span.start, found.dateline.span.end] == "dateline"
        for part in (found.dateline.place, found.dateline.date, found.dateline.agency):
            assert part is None or found.dateline.span.start <= part.start < part.end <= found.dateline.span.end


def test_wrapped_lines_are_one_paragraph_and_an_indent_opens_the_next() -> None:
    """Telex copy of sixty columns."""
    text = textwrap.dedent(
        """\
        TRIESTE, March 5 - Port traffic rose to 2.4 mln tonnes in
        February from 2.1 mln a year before, the operator said in
        its review.
            It gave no reason for the rise.
            Deputy Mayor Ana Novak, who is on the board, welcomed the
        figures and said she was glad.
         Reuter
        """
    )
    assert len(paragraphs(text)) == 4
    assert [b.kind for b in find_blocks(Article("t", "t", text)).blocks] == ["dateline", "body", "body", "body", "note"]


def test_copy_in_capitals_is_unwrapped_by_its_width() -> None:
    """Without small letters only full lines tell that a paragraph goes on."""
    text = (
        "KENYA AND UGANDA AGREED ON TUESDAY TO REOPEN THEIR FISH TRADE\n"
        "ON OCT 1 AFTER SIX MONTHS OF TALKS, A COMMITTEE SAID IN A\nSTATEMENT.\n\n"
        "THE NETS MAY GO BACK INTO THE WATER AND THE LAWYERS MAY COME\nOUT OF IT, A SECRETARY SAID.\n"
    )
    assert len(paragraphs(text)) == 2


def test_a_paragraph_a_line_stays_one() -> None:
    """Long lines that stand next to each other are paragraphs, and so are short ones that end."""
    line = (
        "The mayor opened the bridge on Monday and thanked the builders, who had worked for two years without a break. "
    )
    assert len(paragraphs(f"{line * 2}\n{line}\n{line * 3}")) == 3
    assert len(paragraphs("Bridge opens.\nIt is long.\nFerries stop.\n")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 300_000 + "Word.",
        "a\n" * 60_000,
        "(" * 10_000 + "x" + ")" * 10_000,
        "See also\n\n" * 10_000,
        "Short line\n\n" * 10_000,
        "“" * 50_000,
        "word " * 60_000,
        "- a\n" * 20_000,
        "• point\n\n" * 10_000 + "End.",
    ],
)
def test_odd_texts_are_read_in_time(text: str) -> None:
    """Nothing grows with the square of the length: these would take minutes."""
    assert find_blocks(Article("t", "t", text)).blocks


def test_the_table_of_furniture_is_sound() -> None:
    """Each row has a known kind and way of matching, and matches its own words."""
    for row in table("furniture.tsv"):
        assert row["kind"] in ("related", "promo", "caption", "note", "background", "byline")
        assert row["how"] in ("is", "leads", "opens", "closes", "holds")
        assert row["run"] in ("", "one", "all", "text")
        assert not row["limit"] or int(row["limit"]) > 0
        phrase = row["words"].replace("*", "Somewords") if set(row["words"]) - set("* ") else row["words"]
        line = {"leads": f"{phrase}: Title", "holds": f"Now {phrase} here"}.get(row["how"], phrase)
        label = furniture(line)
        assert label is not None, row
    pairs = [(row["how"], row["words"]) for row in table("furniture.tsv")]
    assert len(pairs) == len(set(pairs))


def test_the_tables_of_names_are_sound() -> None:
    """Agencies, cities, words that are no places, and the closed sets of words."""
    for name in ("agencies.tsv", "dateline_cities.tsv", "not_places.tsv"):
        names = [row["name"] for row in table(name)]
        assert len(names) == len(set(names))
        assert all(n == n.strip() != "" for n in names)
    assert all(words(name) for name in toml("layout.toml"))
