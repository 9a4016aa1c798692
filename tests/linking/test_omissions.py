"""What one outlet has of an occurrence and another leaves out; and a deed that is laid to two."""

from __future__ import annotations

from pathlib import Path

from linked_record import record_of
from told_pieces import event, piece

from dateline.schema import Actor, Reading

FRONT = Actor("b1", "organisation", "Lime Front", True, sector="REB")
LEAGUE = Actor("b1", "organisation", "Salt League", True, sector="REB")
PORT = Actor("b2", "organisation", "Harbour Guard", True, country="TRV", sector="MIL")
TEXT = (
    "Gunmen of the {} shelled a barracks of the Harbour Guard at the old mill of Danko on Monday, and the roof burned."
)


def attack(article_id: str, publisher: str, by: Actor = FRONT, dead: int | None = None, more: str = "") -> Reading:
    """A report of the same attack."""
    text = TEXT.format(by.name) + more
    told = event(text, "shelled", "ASSAULT", by, PORT, "2031-03-03", mode="heavy-weapons", dead=dead)
    return piece(article_id, "2031-03-04", text, publisher=publisher, events=[told], actors=[by, PORT])


def test_a_figure_that_only_one_outlet_has_is_left_out_by_the_other(tmp_path: Path) -> None:
    """Both report the attack, one tells of the dead."""
    more = " The wind was calm, and neighbours carried water until dawn came over the marshes of the north."
    record = record_of(tmp_path / "r", [attack("a", "Gulf Wire", dead=4, more=more), attack("b", "Harbour Post")])
    rows = [r for r in record.table("omissions").to_pylist() if r["what"] != "event"]
    assert [(r["what"], r["value"], r["outlet"], r["other"]) for r in rows] == [
        ("dead", "4", "Gulf Wire", "Harbour Post")
    ]


def test_an_outlet_that_tells_of_the_story_and_not_of_the_event_leaves_it_out(tmp_path: Path) -> None:
    """It wrote of the affair later."""
    silent = piece(
        "b", "2031-03-05",
        "The Harbour Guard put a new roof on the barracks at the old mill of Danko, where the Lime Front is strong.",
        publisher="Harbour Post",
    )  # fmt: skip
    record = record_of(tmp_path / "r", [attack("a", "Gulf Wire"), silent])
    assert len(record.table("stories")) == 1
    (row,) = record.table("omissions").to_pylist()
    assert (row["what"], row["value"], row["other"], row["articles"]) == (
        "event",
        "ASSAULT: shelled",
        "Harbour Post",
        1,
    )


def test_one_deed_that_is_laid_to_two_is_a_contradiction(tmp_path: Path) -> None:
    """They stay two occurrences, and the row names both."""
    record = record_of(tmp_path / "r", [attack("a", "Gulf Wire")], [attack("b", "Harbour Post", by=LEAGUE)])
    rows = [r for r in record.table("contradictions").to_pylist() if r["what"] == "actor"]
    assert [(r["value"], r["event_id"][0], r["other"], r["other_event_id"][0]) for r in rows] == [
        ("Lime Front", "a", "Salt League", "b")
    ]
