"""Takes and corrections of one piece of copy stand in their order, with what changed from one to the next."""

from __future__ import annotations

from pathlib import Path

from linked_record import record_of
from told_pieces import piece

FIRST = (
    "Fishermen of Porto Sello blocked the mouth of the harbour with forty boats on Monday, after the ministry had cut "
    "their quota by half. The ferry to Danko turned back, and nobody was hurt. The blockade went on all evening, and "
    "women brought soup to the quay, where a band played the old songs of the sound until it began to rain."
)
SECOND = FIRST.replace("forty boats", "fifty boats")
THIRD = (
    SECOND
    + " Ana Vidmar, the minister, drove to the port at night and talked with the men for three hours in the hall "
    "of the auction, but neither side told of a result. A second round was called for the morning of Tuesday."
)
ARTICLES = [
    piece("a", "2031-03-03T08:00:00", FIRST),
    piece("b", "2031-03-03T10:00:00", SECOND, publisher="Harbour Post"),
    piece("c", "2031-03-03T18:00:00", THIRD),
    piece(
        "d", "2031-03-03T19:00:00", "The opera of Leskova opens with a comedy about three aunts and a tax collector."
    ),
]


def test_each_version_tells_what_it_was_made_from_and_what_changed(tmp_path: Path) -> None:
    """The first one has nothing before it."""
    rows = record_of(tmp_path / "r", ARTICLES).table("versions").to_pylist()
    assert [(r["version_of"], r["number"], r["article_id"], r["of_id"]) for r in rows] == [
        ("a", 1, "a", None), ("a", 2, "b", "a"), ("a", 3, "c", "b"),
    ]  # fmt: skip
    first, second, third = rows
    assert (first["kind"], first["added"], first["publisher"]) == (None, [], "Gulf Wire")
    assert (second["added"], second["dropped"]) == (["fifty"], ["forty"])
    assert third["kind"] == "expanded"
    assert (third["kept"], third["changed"] > 0.3) == (1.0, True)
    assert third["added"][0].startswith("Ana Vidmar, the minister")


def test_a_round_up_is_no_version_of_what_it_holds(tmp_path: Path) -> None:
    """The piece stands somewhere in it."""
    other = " ".join(f"In the hill town of Lesk{n} the mayor opened bridge number {n} with a band." for n in range(30))
    record = record_of(tmp_path / "r", [ARTICLES[0], piece("z", "2031-03-04", f"{other} {FIRST}")])
    assert len(record.table("copies")) == 1
    assert record.table("versions").num_rows == 0


def test_versions_do_not_depend_on_the_order(tmp_path: Path) -> None:
    """One by one and the last first gives the same."""
    wanted = record_of(tmp_path / "all", ARTICLES).table("versions").to_pylist()
    assert record_of(tmp_path / "each", *([a] for a in ARTICLES[::-1])).table("versions").to_pylist() == wanted
