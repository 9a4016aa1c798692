"""The learned attributions of an article."""

from __future__ import annotations

import pytest

from dateline.language import Copy, parse
from dateline.language.encoded import readable, unwrapped
from dateline.schema import Anatomy, Article, Block, Dateline, Span
from dateline.statements.attribution import Attribution
from dateline.statements.learned import find_attributions, without_lead

SHORT = (
    "“The line will open in June,” said transport minister Ana Vidmar.\n\nJonas Ferrer told NTA that he was not sure."
)
PADDING = "\n\n".join(
    f"The {what} of Orvik closed on Monday. According to Petra Holm, the town will need {n} new ones by spring."
    for n, what in enumerate(("school", "bridge", "ferry", "mine", "library", "court", "market", "pool") * 6, 2)
)


def copy_of(text: str, *blocks: Block) -> Copy:
    """``text`` parsed, as one body unless ``blocks`` are given."""
    article = Article(article_id="a", uri="a.txt", text=text)
    return parse([article], [Anatomy(blocks or (Block("body", 0, len(text)),))])[0]


def quoted(text: str, found: list[Attribution]) -> list[tuple[str, str, str]]:
    """Source, cue and content of each as text."""
    return [
        (
            " … ".join(text[s:e] for s, e in one.source),
            " … ".join(text[s:e] for s, e in one.cue),
            " … ".join(text[s:e] for s, e in one.content),
        )
        for one in found
    ]


def test_who_said_what_is_found_and_linked() -> None:
    """A direct statement with its cue before the source, then an indirect one."""
    found, _ = find_attributions(copy_of(SHORT))
    assert quoted(SHORT, found) == [
        ("transport minister Ana Vidmar", "said", "“The line will open in June,”"),
        ("Jonas Ferrer", "told", "that he was not sure"),
    ]


def test_an_article_reads_alike_alone_and_in_company() -> None:
    """Not a digit of its confidence depends on the articles beside it."""
    long, short = copy_of(SHORT + "\n\n" + PADDING), copy_of(SHORT)
    first = [find_attributions(copy)[0] for copy in (long, short, long)]
    assert first[0] == first[2]
    assert [find_attributions(copy)[0] for copy in (short, long)] == [first[1], first[0]]


def test_a_long_article_is_read_to_its_end() -> None:
    """Windows overlap, so that nothing is lost between them."""
    text = PADDING + "\n\n" + SHORT
    found, _ = find_attributions(copy_of(text))
    assert len(found) > 40
    assert quoted(text, found)[-2][0] == "transport minister Ana Vidmar"


def test_spans_lie_in_the_text_and_confidence_is_a_chance() -> None:
    """No span is empty or begins or ends with white space."""
    text = PADDING + "\n\n" + SHORT
    for one in find_attributions(copy_of(text))[0]:
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert 0 <= one.confidence <= 1
        assert one.origin == "learned"


def test_links_to_other_stories_are_not_read() -> None:
    """What stands in a related block yields nothing, and what stands after it keeps its place."""
    text = "Read also: “We will rebuild the bridge,” says mayor\n\n" + SHORT
    cut = text.index("\n\n")
    blocks = (Block("related", 0, cut), Block("body", cut + 2, len(text)))
    assert readable(text, Anatomy(blocks)) == [(cut, len(text))]
    found, _ = find_attributions(copy_of(text, *blocks))
    assert [one.source[0].start > cut for one in found] == [True, True]


def test_a_wrapped_line_does_not_end_a_paragraph() -> None:
    """Hard-wrapped copy is read like any other; offsets stay."""
    text = "The line will\nopen in June, he said.\n\nNobody came."
    joined = unwrapped(text, Anatomy((Block("body", 0, len(text)),)))
    assert joined == "The line will open in June, he said.\n\nNobody came."


def test_nobody_says_the_dateline() -> None:
    """A content that reaches back to the start of the paragraph begins behind the agency's dash."""
    text, cut = "TESK, 14 May (Vesna) - The pier is shut, officials said.", 22
    anatomy = Anatomy((Block("dateline", 0, cut), Block("body", cut + 1, len(text))), None, Dateline(Span(0, cut)))
    (copy,) = parse([Article("t", "t", text)], [anatomy])
    said, officials, content = Span(51, 55), Span(41, 50), Span(cut - 1, 39)
    found = without_lead(copy, Attribution((officials,), (said,), (content,), 0.9, "learned"))
    assert text[slice(*found.content[0])] == "The pier is shut"


@pytest.mark.parametrize("text", ["", "   \n\n", "?", "🙂"])
def test_copy_without_words_has_no_attributions(text: str) -> None:
    """An odd article gives an empty layer, no exception."""
    assert find_attributions(copy_of(text))[0] == []
