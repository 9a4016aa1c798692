"""Whether copy reads as machine-translated."""

from __future__ import annotations

from dateline.anatomy import find_blocks
from dateline.language import parse
from dateline.language.translated import Translation, translation
from dateline.schema import Article

CALQUED = """The head of Administration of city Vornik has met with representatives of Ministry

VORNIK, 4 March. Head of the Administration of Vornik Pavel Denisov at the meeting with representatives of the
Ministry of transport declared about readiness to support construction of bridge through the river. About this
informed press-service of Administration.

“We very much count on the support from the side of the Ministry. Without bridge the city will not be able to
develop”, – said Denisov. He in his turn noted, that works on the object will begin already in the current
year.

According to him, at the present time is being carried out preparation of the documentation. “Total sum of
expenses makes 2,4 billion”, – added head of Administration. Representatives of the Ministry confirmed, that
question is on the control.
"""
WRITTEN = """The council will vote on Tuesday on a plan to close two of its four libraries, a move that has angered
parents and split the ruling party.

"I don't think anyone came into politics to shut a library," said Councillor Mary Ashdown, who chairs the
finance committee. "But we've got a hole of $4 million to fill, and it won't fill itself."

Opponents of the plan, who filled the public gallery on Feb. 3, said the council hadn't listened. They've
collected more than 9,000 signatures and say they'll take the council to court if it goes ahead. A spokesman
for the council said it was aware of the petition and would reply in due course.
"""


def _verdict(text: str) -> Translation | None:
    article = Article("a", "a", text, language="en")
    (copy,) = parse([article], [find_blocks(article)])
    return translation(copy)


def test_calques_dropped_articles_and_a_dash_after_what_is_said_tell_translated_copy() -> None:
    found = _verdict(CALQUED)
    assert found is not None
    assert found.translated
    assert found.confidence > 0.9


def test_copy_written_in_english_is_not_translated() -> None:
    found = _verdict(WRITTEN)
    assert found is not None
    assert not found.translated
    assert found.confidence > 0.9


def test_nothing_is_said_of_a_flash() -> None:
    assert _verdict("The premier has resigned.") is None
