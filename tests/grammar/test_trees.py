"""Parses of headlines and of cut-off clauses are put right before events are read."""

from __future__ import annotations

import pytest

from dateline.reading import read_batch
from dateline.schema import Article

BODY = (
    "\n\nOSLO, March 3 (ANS) - The plan was discussed on Monday by ministers and students, officials said. The court,"
    " the police and the dockers had nothing to add about wages, troops or the border. The ferry firm was silent.\n"
)


def _told(text: str, end: int) -> list[tuple[str, str, str]]:
    """Type, actors and recipients of the events that begin before ``end``."""
    (reading,) = read_batch([Article("a", "a", text, language="en")])
    return [
        (e.type, " + ".join(p.text for p in e.actors), " + ".join(p.text for p in e.recipients))
        for e in reading.events
        if e.trigger[0].start < end
    ]


@pytest.mark.parametrize(
    ("headline", "event"),
    [
        ("Court fines ferry firm", ("COERCE", "Court", "ferry firm")),
        ("EU IMPOSES SANCTIONS ON BELARUS", ("SANCTION", "EU", "BELARUS")),
        ("KENYAN POLICE ARREST 12 STUDENTS AFTER PROTEST", ("COERCE", "KENYAN POLICE", "12 STUDENTS")),
        ("TURKISH PREMIER TO VISIT GREECE", ("CONSULT", "TURKISH PREMIER", "GREECE")),
        ("DOCKERS GO ON STRIKE IN KOPER OVER WAGES", ("PROTEST", "DOCKERS", "")),
        ("Mali and Niger sign border pact", ("SUPPORT", "Mali + Niger", "")),
        ("Thousands march for plane trees of Oslo", ("PROTEST", "Thousands", "")),
    ],
)
def test_the_verb_of_a_headline_is_found(headline: str, event: tuple[str, str, str]) -> None:
    """Headlines without articles and auxiliaries, also in capitals."""
    assert event in _told(headline + BODY, len(headline))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("According to the envoy, Chad and Niger agreed to hold talks in Agadez.", ("AGREE", "Chad + Niger", "")),
        (
            "President Ilves met with visiting Finnish Premier Aino Rinne in Tartu.",
            ("CONSULT", "President Ilves", "visiting Finnish Premier Aino Rinne"),
        ),
        (
            "Rebels shelled the town of Gao, the army said, killing nine soldiers.",
            ("ASSAULT", "Rebels", "nine soldiers"),
        ),
        ("The army condemned and rejected the plan of the rebels.", ("ACCUSE", "The army", "the rebels")),
        (
            "Fighting between the army and Tuareg rebels went on for a third day.",
            ("ASSAULT", "the army + Tuareg rebels", ""),
        ),
        ("New Zealand is giving Vanuatu NZ$4.5 million in relief.", ("AID", "New Zealand", "Vanuatu")),
    ],
)
def test_what_the_parse_misplaces_is_put_right(text: str, event: tuple[str, str, str]) -> None:
    """Subjects behind a preposition or a verb of saying, guests on a visit, and objects that two verbs share."""
    assert event in _told(text, len(text))


def test_nobody_releases_himself_by_them() -> None:
    """The pronoun keeps a joined verb out of the relative clause about those whom it stands for."""
    text = "Police arrested two men who had climbed a crane and released them after an hour."
    assert [e[:2] for e in _told(text, len(text)) if e[0] == "RETREAT"] == [("RETREAT", "Police")]
