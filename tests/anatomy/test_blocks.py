"""The kinds of blocks, in invented copy of many house styles."""

from __future__ import annotations

import textwrap

from dateline.anatomy import find_blocks
from dateline.schema import Anatomy, Article


def anatomy(text: str, title: str | None = None) -> Anatomy:
    return find_blocks(Article(article_id="t", uri="t", text=text, title=title))


def blocks(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and first words of each block of ``text`` (indented as in the source)."""
    text = textwrap.dedent(text).strip("\n")
    return [(b.kind, " ".join(text[b.start : b.end].split())) for b in anatomy(text, title).blocks]


def kinds(text: str, title: str | None = None) -> list[str]:
    return [kind for kind, _ in blocks(text, title)]


def test_the_headline_that_stands_twice_is_a_headline_twice() -> None:
    """Pages often give the headline as a heading and again in the copy."""
    assert kinds(
        """
        Novak: the bridge opens in May

        Novak: the bridge opens in May

        LJUBLJANA, 4 April. Mayor Ana Novak opened the bridge. She thanked the builders.
        """
    ) == ["headline", "headline", "dateline", "body"]


def test_a_link_inside_the_body_is_related_and_the_body_goes_on() -> None:
    """The title under "See also" is a link, the quotation below it is the story again."""
    assert kinds(
        """
        Novak: the bridge opens in May

        LJUBLJANA, 4 April. Mayor Ana Novak opened the bridge.

        See also

        Ferries resume after the storm on the coast

        “I hope that we meet here again”, – said Novak.

        The reaction of the ferrymen

        The ferrymen were not amused, their chairman said.
        """
    ) == ["headline", "dateline", "body", "related", "related", "body", "subhead", "body"]


def test_an_editors_note_in_brackets_is_nested_in_the_body() -> None:
    """A signed bracket is a note inside its paragraph, a gloss is not."""
    text = "The club (the rowers) met the league (banned in Utopia – Ed.) and left.\n\nIt rained all day."
    found = anatomy(text).blocks
    notes = [b for b in found if b.kind == "note"]
    assert [text[b.start : b.end] for b in notes] == ["(banned in Utopia – Ed.)"]
    assert found[notes[0].outer or 0].kind == "body"
