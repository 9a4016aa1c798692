"""Which words are events, and who takes part in them."""

from __future__ import annotations

import pytest
from event_sample import cast_of, events_of

import dateline
from dateline.schema import Actor


def told(text: str) -> list[tuple[str, str, str]]:
    """Type, actors and recipients of the events of ``text``."""
    return [
        (e.type, " + ".join(p.text for p in e.actors), " + ".join(p.text for p in e.recipients))
        for e in events_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway accused Iceland of overfishing.", ("ACCUSE", "Norway", "Iceland")),
        ("Iceland was accused by Norway of overfishing.", ("ACCUSE", "Norway", "Iceland")),
        ("Norway rejected Iceland's proposal on herring.", ("REJECT", "Norway", "Iceland")),
        ("Norway gave Iceland four million dollars in aid.", ("AID", "Norway", "Iceland")),
        ("Norwegian police arrested three smugglers in Bergen.", ("COERCE", "Norwegian police", "three smugglers")),
        ("Three smugglers were arrested in Bergen.", ("COERCE", "", "Three smugglers")),
        ("Norway imposed sanctions on Iceland.", ("SANCTION", "Norway", "Iceland")),
        ("Talks between Norway and Iceland resumed on Monday.", ("CONSULT", "Norway + Iceland", "")),
        ("Norway and Iceland signed a treaty on herring.", ("SUPPORT", "Norway + Iceland", "")),
        ("The rebels released two engineers.", ("RETREAT", "The rebels", "two engineers")),
        (
            "Thousands of farmers marched in Oslo against the government.",
            ("PROTEST", "Thousands of farmers", "the government"),
        ),
        ("Norway sent troops to the border with Finland.", ("MOBILIZE", "Norway", "Finland")),
        ("Norway threatened to expel the ambassador of Iceland.", ("THREATEN", "Norway", "the ambassador of Iceland")),
        (
            "The minister, who met the president of Iceland, resigned.",
            ("CONSULT", "The minister", "the president of Iceland"),
        ),
    ],
)
def test_an_event_has_its_type_actor_and_recipient(text: str, event: tuple[str, str, str]) -> None:
    """Active, passive, nominal and relative forms of the sixteen types."""
    assert event in told(text)


def test_joined_verbs_share_their_subject() -> None:
    """ "Visited X and demanded": both are done by the subject of the first."""
    events = told("The minister visited Iceland and demanded an apology.")
    assert ("CONSULT", "The minister", "Iceland") in events
    assert [e[:2] for e in events if e[0] == "REQUEST"] == [("REQUEST", "The minister")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Norway's invasion of Iceland shocked the world.", ("ASSAULT", "Norway", "Iceland")),
        ("An Egyptian blockade of Gaza halted all trade.", ("COERCE", "Egyptian", "Gaza")),
        ("American sanctions against Venezuela took effect on Friday.", ("SANCTION", "American", "Venezuela")),
        ("Norwegian aid to Malawi reached a record.", ("AID", "Norwegian", "Malawi")),
        ("Norway has reiterated its demand that Iceland ease the quotas.", ("REQUEST", "Norway", "Iceland")),
        (
            "Farmers marched to demand reforms from the Dutch government.",
            ("PROTEST", "Farmers", "the Dutch government"),
        ),
        ("The European Union imposed a travel ban on Belarus.", ("SANCTION", "The European Union", "Belarus")),
        (
            "Norfolk Rail accused the government of breaking the contract.",
            ("ACCUSE", "Norfolk Rail", "the government"),
        ),
    ],
)
def test_those_who_take_part_are_found_where_they_stand(text: str, event: tuple[str, str, str]) -> None:
    """Beside a noun, in the main clause, in what is demanded, and where a company is at odds with a state."""
    assert any(e[0] == event[0] and event[1] in e[1] and e[2] == event[2] for e in told(text)), told(text)


def test_a_pronoun_goes_by_the_noun_before_it() -> None:
    """ "Norway said it would": who is who knows whom "it" stands for, and what is quoted is the name."""
    [event] = dateline.annotate("Norway said it would expel two diplomats.")["events"]
    assert event["type"] == "SANCTION"
    assert [p["text"] for p in event["actor"]] == ["Norway"]


def test_a_name_that_follows_its_noun_belongs_to_it() -> None:
    """ "His counterpart, Ana Vidmar" is quoted whole."""
    events = told("The Norwegian minister met his Icelandic counterpart, Ana Vidmar, in Oslo.")
    assert ("CONSULT", "The Norwegian minister", "his Icelandic counterpart, Ana Vidmar") in events


@pytest.mark.parametrize(
    "text",
    [
        "The novelist returned to her old opening hours.",
        "A young pianist attacked the sonata with gusto.",
        "Locusts invaded the fields after the rains.",
        "Denmark meet Wales in the championship on Saturday.",
        "The company agreed to merge with its rival.",
    ],
)
def test_words_of_events_outside_public_life_are_none(text: str) -> None:
    """Sport, business, culture and nature."""
    assert told(text) == []


def test_a_lifted_ban_needs_nobody() -> None:
    """An agentless passive has no actor, and is an event where its words are clear enough."""
    assert told("The ban was lifted on Monday.") == [("RETREAT", "", "")]


def test_saying_is_no_event() -> None:
    """A statement of itself is none."""
    assert events_of("The minister said on Monday that herring was a fine fish.") == ()


def test_a_participant_is_the_actor_of_the_cast() -> None:
    """The mention over the head of the phrase says who it is, and gives country and sector."""
    text = "Oslo expelled two diplomats from Iceland."
    cast = cast_of(text, {"Oslo": Actor("a1", "country", "Norway", True, country="NOR", sector="GOV")})
    (event,) = events_of(text, cast)
    assert event.type == "SANCTION"
    assert [(p.id, p.country, p.sector) for p in event.actors] == [("a1", "NOR", "GOV")]


def test_related_links_tell_no_events() -> None:
    """What stands in a link to another story is not read."""
    text = (
        "OSLO, 5 March. The fair opened on Monday with many guests and good weather over the fjord.\n\n"
        "See also\n\nNorway expelled two diplomats of Iceland\n\nThe fair closes on Friday, the mayor said.\n"
    )
    assert not [e for e in events_of(text) if e.type == "SANCTION"]


def test_a_day_before_the_verb_is_no_part_of_the_trigger() -> None:
    """ "On Monday police fired at the crowd" has nothing of "on" in it."""
    row = dateline.annotate("On Monday police fired at the crowd.")
    assert [row["text"][slice(*row["events"][0]["trigger"][0])]] == ["fired"]
