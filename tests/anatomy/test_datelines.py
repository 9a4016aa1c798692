"""Datelines of many house styles, and openings that are none."""

from __future__ import annotations

import pytest

from dateline.anatomy import find_blocks
from dateline.anatomy.dateline import find_dateline
from dateline.schema import Article

DATELINES = [
    # lead, place, date, agency
    ("BAGHDAD, 11 February. ", "BAGHDAD", "11 February", None),
    ("PARIS (AFP) – ", "PARIS", None, "AFP"),
    ("PORTO NOVAL (Agencia Costa) — ", "PORTO NOVAL", None, "Agencia Costa"),
    ("SALVADOR, Feb 26 - ", "SALVADOR", "Feb 26", None),
    ("NAIROBI, Kenya (AP) _ ", "NAIROBI, Kenya", None, "AP"),
    ("CHARLOTTE, N.C., March 5 - ", "CHARLOTTE, N.C.", "March 5", None),
    ("Oklahoma City, March 3 - ", "Oklahoma City", "March 3", None),
    ("THE HAGUE, March 11 - ", "THE HAGUE", "March 11", None),
    ("MOSCOW, November 11. /TASS/. ", "MOSCOW", "November 11", "TASS"),
    ("MOSCOW, 11 Feb — RIA Novosti. ", "MOSCOW", "11 Feb", "RIA Novosti"),
    ("MOSCOW. Feb 11 (Interfax) - ", "MOSCOW", "Feb 11", "Interfax"),
    ("February 11, Minsk /Corr. BELTA/. ", "Minsk", "February 11", "Corr. BELTA"),
    ("Baku, Azerbaijan, Feb. 11 By Jane Doe – Trend: ", "Baku, Azerbaijan", "Feb. 11", "Trend"),
    ("YEREVAN, FEBRUARY 11, ARMENPRESS. ", "YEREVAN", "FEBRUARY 11", "ARMENPRESS"),
    ("BEIJING, Feb. 11 (Xinhua) -- ", "BEIJING", "Feb. 11", "Xinhua"),
    ("Xinhua News Agency, Beijing, May 3 (Reporter Li Ming) ", "Beijing", "May 3", "Xinhua News Agency"),
    ("BEIJING, May 3 (Reporters Li Ming, Wang Wu) ", "BEIJING", "May 3", None),
    ("Tehran, Feb 11, IRNA – ", "Tehran", "Feb 11", "IRNA"),
    ("Damascus, SANA- ", "Damascus", None, "SANA"),
    ("Baghdad/ INA - ", "Baghdad", None, "INA"),
    ("GAZA CITY, Palestine, Feb 11, 2016 (WAFA) - ", "GAZA CITY, Palestine", "Feb 11, 2016", "WAFA"),
    ("Arica (Chile), Apr 12 (EFE).- ", "Arica (Chile)", "Apr 12", "EFE"),
    ("New Delhi, Feb 11 (PTI): ", "New Delhi", "Feb 11", "PTI"),
    ("ISLAMABAD: ", "ISLAMABAD", None, None),
    ("(ANSA) - Rome, February 11 - ", "Rome", "February 11", "ANSA"),
    ("(Reuters) - ", None, None, "Reuters"),
    ("(CNN) — ", None, None, "CNN"),
    ("11 February 2016 – ", None, "11 February 2016", None),
    ("GENEVA (3 May 2020) – ", "GENEVA", "3 May 2020", None),
    ("Brussels, Belgium | AFP | ", "Brussels, Belgium", None, "AFP"),
    ("NEW YORK, March 3, 2015 /PRNewswire/ -- ", "NEW YORK", "March 3, 2015", "PRNewswire"),
    ("SAN DIEGO--(BUSINESS WIRE)--", "SAN DIEGO", None, "BUSINESS WIRE"),
    ("BRUSSELS/PARIS (Reuters) - ", "BRUSSELS/PARIS", None, "Reuters"),
    ("ABOARD THE FERRY NOVAK (AP) — ", "ABOARD THE FERRY NOVAK", None, "AP"),
    ("HEMPSTEAD, N.Y. ― ", "HEMPSTEAD, N.Y.", None, None),
    ("WASHINGTON — ", "WASHINGTON", None, None),
    ("LONDON, Monday (Reuters) - ", "LONDON", "Monday", "Reuters"),
    ("SÃO PAULO (AP) — ", "SÃO PAULO", None, "AP"),
]
NONE = [
    "NATO (North Atlantic Treaty Organization) - the old alliance - met on Monday.",
    "NOVAK: We will open the bridge in May.",
    "EXCLUSIVE: The bridge opens in May, says the mayor.",
    "UPDATE 1-The bridge opens in May.",
    "Q: When will the bridge open?",
    "On Monday - a day of rest - the mayor opened the bridge.",
    "Last Monday, (a holiday) the mayor opened the bridge.",
    "May said on Monday. He left.",
    "Iran - Iraq talks went on for a second day in the capital.",
    "U.S. President Joe Smith said on Monday. He left.",
    "Bloomberg reported that the ferry line was for sale.",
    "NATO - Russia Council met in Brussels on Monday, officials said.",
    "Mr. Smith, 11 March. He remembers the day well.",
]


@pytest.mark.parametrize(("lead", "place", "date", "agency"), DATELINES)
def test_the_parts_of_a_dateline_are_told(lead: str, place: str | None, date: str | None, agency: str | None) -> None:
    """It ends with its mark, and the line goes on as body."""
    text = lead + "Mayor Ana Novak opened the bridge and thanked the builders for their work."
    found = find_dateline(text, 0, len(text))
    assert found is not None
    assert text[slice(*found.span)] == lead.rstrip()
    parts = [text[slice(*part)] if part else None for part in (found.place, found.date, found.agency)]
    assert parts == [place, date, agency]
    blocks = find_blocks(Article("t", "t", text)).blocks
    assert [(b.kind, text[b.start : b.end]) for b in blocks] == [
        ("dateline", lead.rstrip()),
        ("body", text[len(lead) :]),
    ]


@pytest.mark.parametrize("text", NONE)
def test_the_opening_of_a_sentence_is_no_dateline(text: str) -> None:
    """Labels, speakers, weekdays and names alone are not enough."""
    assert find_dateline(text, 0, len(text)) is None


def test_a_dateline_stands_before_the_body_and_not_in_it() -> None:
    """A place in capitals in the middle of a story opens a paragraph, no more; with an agency it opens a new item."""
    first = "The ferry line carried ten thousand people, more than in any month since it was opened, the port said."
    prose = (
        "A spokesman for the port put it down to the weather, which had been better than in any summer he remembered."
    )
    text = f"{first}\n\n{prose}\n\nLONDON — was the last stop.\n\nPARIS (AFP) – The mayor opened the bridge."
    found = find_blocks(Article("t", "t", text))
    assert [b.kind for b in found.blocks] == ["body", "body", "body", "dateline", "body"]
    assert found.dateline is not None
