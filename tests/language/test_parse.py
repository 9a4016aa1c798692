"""Sentences and tokens: cut at the borders of blocks and paragraphs, whatever the layout."""

from __future__ import annotations

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.anatomy import find_blocks
from dateline.language import Copy, parse
from dateline.language.parse import _cut, model, view
from dateline.schema import Anatomy, Article, Block


def read(*texts: str) -> list[Copy]:
    """The texts as one batch."""
    made = [Article(article_id=str(n), uri=str(n), text=text) for n, text in enumerate(texts)]
    return parse(made, [find_blocks(a) for a in made])


def sentences(text: str) -> list[str]:
    """The sentences, blanks and line ends made one blank."""
    return [" ".join(text[s.start : s.end].split()) for s in read(text)[0].sentences()]


TELEX = """TRIESTE, March 5 - Port traffic rose to 2.4 mln tonnes
in February, the U.S.-owned operator said.
    It gave no reason. Deputy Mayor Ana
Novak welcomed the figures.
 Reuter
"""


def test_wrapped_telex_is_cut_at_sentences_and_not_at_lines() -> None:
    """A line end inside a paragraph is a blank, an indent opens a paragraph."""
    assert sentences(TELEX) == [
        "TRIESTE, March 5 -",
        "Port traffic rose to 2.4 mln tonnes in February, the U.S.-owned operator said.",
        "It gave no reason.",
        "Deputy Mayor Ana Novak welcomed the figures.",
        "Reuter",
    ]


def test_line_ends_of_all_systems_cut_alike() -> None:
    """Carriage returns change nothing but the offsets."""
    wanted = sentences(TELEX)
    assert sentences(TELEX.replace("\n", "\r\n")) == wanted
    assert sentences(TELEX.replace("\n", "\r")) == wanted


def test_a_sentence_does_not_run_over_a_headline_or_a_link() -> None:
    """Lines without a full stop end at their block."""
    text = "Bridge opens\n\nThe bridge opened today.\n\nSee also\n\nFerries resume after the storm\n\nIt is long."
    assert sentences(text) == [
        "Bridge opens",
        "The bridge opened today.",
        "See also",
        "Ferries resume after the storm",
        "It is long.",
    ]


def test_a_note_in_brackets_does_not_cut_its_sentence() -> None:
    """The bracket is a block of its own, the sentence is still one."""
    text = "The rowers met the league (banned in Utopia – Ed.) and left for home.\n\nIt rained."
    assert sentences(text)[0] == "The rowers met the league (banned in Utopia – Ed.) and left for home."


def test_odd_quotation_marks_leave_offsets_alone() -> None:
    """Each mark is replaced by one of the same length, and only for the parser."""
    text = "„We’re late“, said Novak. ‘No’, said Berti―twice.\u2028“Yes.”"
    copy = read(text)[0]
    assert len(view(text, copy.anatomy)) == len(text)
    assert copy.text == text
    assert [text[t.idx] for t in copy.doc if t.text == "Novak"] == ["N"]


def test_an_article_parses_alike_alone_and_in_company() -> None:
    """Neither the batch nor the order of it changes a tag, a head or a name."""
    texts = [TELEX, "“I am late,” Ana Novak told the club in Trieste.", "Ferries resume", "It rained. " * 40]

    def marks(copy: Copy) -> list[tuple[str, int, str, str]]:
        return [(t.tag_, t.head.i, t.dep_, t.ent_type_) for t in copy.doc]

    company = read(*texts)
    turned = read(*reversed(texts))[::-1]
    alone = [read(text)[0] for text in texts]
    assert [marks(c) for c in company] == [marks(c) for c in alone] == [marks(c) for c in turned]


def test_endless_sentences_are_cut() -> None:
    """Thousands of brackets or quotation marks without a full stop stay readable in time."""
    for text in ("The " + "(" * 3000 + "word" + ")" * 3000 + " end.", "“" * 3000, "so " * 3000):
        copy = read(text)[0]
        assert max(len(sent) for sent in copy.doc.sents) <= 260
        assert len(copy.doc.text) == len(text)


def test_a_long_article_is_cut_in_a_time_that_grows_with_its_length() -> None:
    """Fifty thousand paragraphs begin fifty thousand sentences, and that takes no minutes."""
    article = Article("1", "1", "Word.\n\n" * 50_000)
    doc = model().make_doc(article.text)
    begun = time.process_time()
    _cut(doc, Anatomy((Block("body", 0, len(article.text)),)))
    assert time.process_time() - begun < 5
    assert int(doc.to_array("SENT_START").sum()) == 50_000


def test_what_is_no_character_does_not_stop_the_parse() -> None:
    """Lone surrogates, zero bytes and empty texts."""
    copies = read("He said \ud800 that it rains.\n\nNo \x00 way.", "", "\n" * 10_000 + "Word.")
    assert len(copies[0].sentences()) == 2
    assert not copies[1].sentences()
    assert len(copies[2].sentences()) == 1


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters() | st.sampled_from(list("\r\n .“”’()-–ABab")), max_size=200))
def test_sentences_are_spans_of_the_text(text: str) -> None:
    """They come in order, do not overlap, and have no blanks at their borders."""
    copy = read(text)[0]
    spans = copy.sentences()
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join(t.text_with_ws for t in copy.doc) == view(text, copy.anatomy)
