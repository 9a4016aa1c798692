"""Speech that layout shows, and blocks in which nobody speaks."""

from __future__ import annotations

from said import in_words, said

from dateline.grammar import read_grammar
from dateline.language import parse
from dateline.schema import Anatomy, Article, Block, BlockKind, Timeline
from dateline.statements import find_statements


def blocks(*parts: tuple[BlockKind, str]) -> tuple[str, Anatomy]:
    """A text of paragraphs of the kinds given, and its anatomy."""
    text, made = "", []
    for kind, words in parts:
        made.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return text, Anatomy(tuple(made))


def read(*parts: tuple[BlockKind, str]) -> list[tuple[str, str, str]]:
    """Source, content and mode of the statements of such a text."""
    text, anatomy = blocks(*parts)
    grammar = read_grammar(parse([Article("t", "t", text)], [anatomy])[0])
    found = in_words(text, find_statements(grammar, Timeline((), None, None, None)))
    return [(s.source, s.content, s.statement.mode) for s in found]


def test_a_headline_with_a_name_before_the_colon_is_a_statement() -> None:
    """The name is the source when that person speaks in the story."""
    found = read(
        ("headline", "Brandt: the pier will open in June"),
        ("body", "The pier will open in June, Ilse Brandt said."),
    )
    assert found[0] == ("Brandt", "the pier will open in June", "indirect")


def test_a_headline_with_its_topic_before_the_colon_is_none() -> None:
    """A topic does not speak."""
    assert read(("headline", "Harbour strike: ferries stay in port"), ("body", "The ferries stay.")) == []


def test_a_quotation_and_a_name_after_a_dash_make_a_headline_statement() -> None:
    """The name follows the words in some house styles."""
    found = read(("headline", "“Nobody pays twice” – the mayor of Tisza"), ("body", "The toll was cut."))
    assert found == [("the mayor of Tisza", "“Nobody pays twice”", "direct")]


def test_the_turns_of_a_briefing_are_direct_speech() -> None:
    """Each label is a source; a paragraph without one goes on with the turn before it."""
    found = read(
        ("body", "QUESTION: Will the pier open?"),
        ("body", "SPOKESPERSON: It will open in June."),
        ("body", "We are ready for it."),
        ("body", "QUESTION: And the bridge?"),
    )
    assert found[0] == ("QUESTION", "Will the pier open?", "direct")
    assert found[1][1] == "It will open in June. … We are ready for it."


def test_a_mark_before_each_turn_of_a_quoted_transcript_is_no_part_of_the_label() -> None:
    """As papers print the transcripts of others."""
    found = read(
        ("body", "Here is what they said:"),
        ("body", '"VOSS: Will the pier open?'),
        ("body", '"BRANDT: It will open in June.'),
        ("body", '"VOSS: And the bridge?"'),
    )
    assert [(source, words.rstrip('"')) for source, words, _ in found] == [
        ("VOSS", "Will the pier open?"), ("BRANDT", "It will open in June."), ("VOSS", "And the bridge?"),
    ]  # fmt: skip


def test_related_links_and_promos_are_not_read() -> None:
    """What other stories say stands in other stories."""
    kinds: list[BlockKind] = ["related", "promo", "byline"]
    for kind in kinds:
        assert read((kind, "Brandt said the pier was closed"), ("body", "The ferries stay.")) == []


def test_a_quoted_subhead_without_a_cue_is_no_statement() -> None:
    """It repeats words that the body attributes."""
    assert read(("subhead", "“The pier will be rebuilt by the summer”"), ("body", "The ferries stay.")) == []


def test_an_editors_note_inside_the_words_is_left_out() -> None:
    """The words around the note are two pieces of one statement."""
    text = "“The northern pier (closed since May – ed. note) will open again in June,” said Brandt."
    note = Block("note", text.index("("), text.index(")") + 1, 0)
    (copy,) = parse([Article("t", "t", text)], [Anatomy((Block("body", 0, len(text)), note))])
    (only,) = said(read_grammar(copy))
    assert only.content.startswith("“The northern pier … ")
    assert "ed. note" not in only.content


def test_who_is_named_in_full_first_takes_turns_under_the_surname() -> None:
    """Labels with one last word are one speaker's."""
    found = read(
        ("body", "The Post: Did the board lie?"),
        ("body", "Ilse Brandt: It lied to us all."),
        ("body", "The Post: And now?"),
        ("body", "Brandt: Now we strike."),
    )
    assert [source for source, _, _ in found] == ["The Post", "Ilse Brandt", "The Post", "Brandt"]
