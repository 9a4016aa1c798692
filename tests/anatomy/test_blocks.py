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


def test_a_newspaper_page_has_its_head_told_apart() -> None:
    """Kicker, headline, standfirst, byline and stamp stand before the body."""
    assert blocks(
        """
        Local

        Libraries to stay open after strike

        Council and union settle at the third attempt

        By Imogen Slater, local government correspondent

        Published: 12 November 2031, 10:15 GMT

        Share Facebook Twitter WhatsApp Copy link

        The council will keep all libraries open, it said on Tuesday.

        Staff had walked out on Monday.
        """
    ) == [
        ("subhead", "Local"),
        ("headline", "Libraries to stay open after strike"),
        ("subhead", "Council and union settle at the third attempt"),
        ("byline", "By Imogen Slater, local government correspondent"),
        ("byline", "Published: 12 November 2031, 10:15 GMT"),
        ("promo", "Share Facebook Twitter WhatsApp Copy link"),
        ("body", "The council will keep all libraries open, it said on Tuesday."),
        ("body", "Staff had walked out on Monday."),
    ]


def test_links_promos_and_captions_stand_in_the_body_without_eating_it() -> None:
    """Each line is furniture by its own words, the prose around it stays body."""
    found = blocks(
        """
        Ferry fees frozen

        KOPER, Slovenia, March 4 (ANS) - The minister froze the fees on Tuesday.

        READ MORE: Fishermen block the terminal

        Photo: Boats before the terminal at dawn

        Sign up for our morning newsletter

        Read the accord, he told the fishermen, and you will see that it is fair.

        Boats before the terminal. (AP Photo/Jane Doe)

        Subscribers to the line pay half, the board said.

        Advertisement

        We use cookies to make this site work. By continuing to use it you agree.
        """
    )
    assert [kind for kind, _ in found] == [
        "headline", "dateline", "body", "related", "caption", "promo", "body", "caption", "body", "promo", "promo",
    ]  # fmt: skip


def test_a_list_of_links_ends_where_prose_begins() -> None:
    """Titles under a label for several are links; a short line after a gap before prose is a subhead."""
    assert kinds(
        """
        The board met on Monday and put off the decision.

        Related stories

        Fishermen block the ferry terminal at Koper
        Minister freezes the landing fees for a year
        Board to look for a new chairman by summer

        What comes next

        The board will meet again in May, its chairman said.
        """
    ) == ["body", "related", "related", "related", "related", "subhead", "body"]


def test_a_special_project_takes_its_lines_with_it() -> None:
    """The teaser under the label is promo, and the quotation after the gap is body."""
    assert kinds(
        """
        The minister thanked the crews for their work in the storm.

        SPECIAL project

        From the north with salt
        How the ice fleet of the region lives through the winter

        “In addition, it was stressed that the fleet is ready”, – said Novak.
        """
    ) == ["body", "promo", "promo", "promo", "body"]


def test_standing_paragraphs_after_a_gap_are_background() -> None:
    """What an agency hangs below a story to explain a name; a graphic's title goes with its caption."""
    assert kinds(
        """
        ZAGREB, May 3. The Board of the Gulf Ferry met on Monday.

        The chairman said that fares would not rise.

        He thanked the crews.


        “Gulf Ferry” (GF) – a line that runs between three countries. Established on 3 May 1954 by towns of the gulf.

        The GF is known as the slowest ferry of the sea.


        The gulf and its harbours

        The stops of the line and the times of crossing – infographic
        """
    ) == ["dateline", "body", "body", "body", "background", "background", "caption", "caption"]


def test_a_press_release_has_its_notes_and_its_background() -> None:
    """Release line, boilerplate under "About", contact and end mark."""
    assert kinds(
        """
        FOR IMMEDIATE RELEASE

        Lagoon Works Opens New Yard

        TRIESTE, 3 May 2031 /PRNewswire/ -- Lagoon Works opened a yard today.

        “We are proud,” said Ana Novak, its head.

        About Lagoon Works

        Lagoon Works builds small ferries. It was founded in 1954.

        Media contact:
        Carlo Berti
        press@lagoon.example

        ###
        """
    ) == [
        "note", "headline", "dateline", "body", "body", "background", "background", "note", "note", "note",
    ]  # fmt: skip


def test_agency_slugs_and_credits_are_notes() -> None:
    """Before the head and after the body."""
    assert kinds(
        """
        BC-FERRY-KOPER

        URGENT

        Ferry fees frozen

        (Adds minister's quote)

        KOPER, March 4 (Reuters) - The minister froze the fees on Tuesday.

        "I have listened," she said.

        (Reporting by Petra Zupan; Editing by Luka Horvat)
        """
    ) == ["note", "note", "headline", "note", "dateline", "body", "body", "note"]


def test_bullets_are_subheads_and_dialogue_is_not() -> None:
    """Points below the headline, and speech that opens with a dash."""
    assert kinds(
        """
        Ferry fees frozen

        • Minister gives way after three days
        • Fishermen lift the blockade

        The minister froze the fees on Tuesday, she said.

        – We are glad, said the fisherman Marko Kosir.

        – So are we, said the minister.
        """
    ) == ["headline", "subhead", "subhead", "body", "body", "body"]


def test_questions_are_subheads_where_there_are_several() -> None:
    """An explainer is parted by questions; a single one in a story is rhetoric."""
    prose = "The board met on Monday and put off the decision until May, its chairman said."
    explainer = f"{prose}\n\nWhat was decided?\n\n{prose}\n\nWho pays for it?\n\n{prose} And so on.\n"
    story = f"{prose}\n\nWho pays for it?\n\n{prose} And so on.\n"
    assert kinds(explainer) == ["body", "subhead", "body", "subhead", "body"]
    assert kinds(story) == ["body", "body", "body"]


def test_a_table_of_figures_and_a_list_after_a_colon_stay_body() -> None:
    """Rows of results have no full stops either."""
    assert "subhead" not in kinds(
        """
        TRIESTE, March 5 - The port gave these figures for the year:

        Traffic 2,412 vs 2,101

        Revenue 21.9 mln vs 16.7 mln

        The harbours of the line are these:

        Trieste

        Koper

        The operator gave no reason for the rise.
        """
    )


def test_the_title_that_the_input_gives_finds_the_headline() -> None:
    """It need not look like one."""
    text = "The bridge opened on Monday, the mayor said.\n\nIt is long and cost less than was expected by anybody."
    assert kinds(text) == ["body", "body"]
    assert kinds(text, title="The bridge opened on Monday, the mayor said") == ["headline", "body"]


def test_a_correction_below_a_story_is_a_note() -> None:
    """So are the lines on who reported and on the article itself."""
    prose = "The board met on Monday and put off the decision, its chairman said."
    tail = [
        "Correction: An earlier version of this article misstated the price of a ticket.",
        "Editor’s note: The ferry board is a sponsor of this paper.",
        "This article was amended on 3 May.",
        "• A previous version of this report misstated the mayor's age.",
        "This interview has been edited for length.",
        "Jane Doe and John Roe contributed to this report.",
        "© 2031 Lagoon Post. All rights reserved.",
    ]
    assert kinds("\n\n".join([prose, *tail])) == ["body"] + ["note"] * 7


def test_prose_that_opens_like_furniture_stays_body() -> None:
    """Labels hold for lines that are nothing else."""
    lines = [
        "About 200 people marched through Koper on Monday, police said.",
        "Related companies paid no tax, the report found.",
        "Reading the accord took two days, the mayor said.",
        "Share prices fell in Trieste on Tuesday.",
        "Sources said the deal was close.",
        "Contact between the two towns was lost for a day.",
        "Read the law, Novak told the fishermen.",
        "Image is everything in this trade, Berti said.",
        "More than forty boats left the harbour.",
        "Background checks took two months, the ministry said.",
        "Copyright was never an issue, the board said.",
        "Following us was a mistake, the skipper said.",
        "Photographs of the ferry were sold for ten euros.",
        "Editing the film took a year, she said.",
    ]
    assert kinds("\n\n".join(lines)) == ["body"] * len(lines)
