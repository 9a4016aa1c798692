"""The view ``occurrences``: each event once, with what its reports say counted side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from linked_record import record_of
from told_events import article, event

from dateline.record.columns import TABLES

SHELLED = event("Lorvania shelled the herring harbour of Tesk on Monday, killing four sailors.", "ASSAULT", "shelled",
                "Lorvania", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=4.0)  # fmt: skip
SHELLING = event("Tesk said nine sailors died when Lorvanian gunboats shelled its herring harbour on Monday.",
                 "ASSAULT", "shelled", "Lorvanian gunboats", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=9.0,
                 modality="reported")  # fmt: skip
DENIED = event("Lorvania denied that its gunboats had shelled the herring harbour of Tesk.", "ASSAULT", "shelled",
               "Lorvania", "Tesk", modality="denied")  # fmt: skip
TOLD = [
    article("a", "2031-05-05T20:00:00Z", SHELLED),
    article("b", "2031-05-06", SHELLING, publisher="Tesk Post"),
    article("c", "2031-05-07", DENIED, publisher="Lorvania Today"),
]


def only(record: Any) -> dict[str, Any]:
    """The one occurrence of a record."""
    (row,) = record.occurrences().to_pylist()
    found: dict[str, Any] = row
    return found


def test_an_occurrence_counts_its_reports_by_how_they_stand(tmp_path: Path) -> None:
    """Three reports in three papers: one tells it as a fact, one in somebody's words, one denies it."""
    row = only(record_of(tmp_path / "r", TOLD))
    assert (row["occurrence_id"], row["type"], row["mode"]) == ("a:e1", "ASSAULT", "heavy-weapons")
    assert (row["reports"], row["articles"], row["sources"], row["copies"]) == (3, 3, 3, 0)
    assert (row["asserted"], row["reported"], row["denied"], row["hoped"]) == (1, 1, 1, 0)
    assert (row["first_seen"], row["last_seen"]) == ("2031-05-05T20:00:00Z", "2031-05-07")
    assert (row["date_start"], row["date_end"]) == ("2031-05-05", "2031-05-05")


def test_figures_that_differ_stay_side_by_side(tmp_path: Path) -> None:
    """Four dead in one report and nine in another are not six and a half."""
    assert only(record_of(tmp_path / "r", TOLD))["dead"] == [
        {"value": 4.0, "reports": 1, "events": ["a:e1"]},
        {"value": 9.0, "reports": 1, "events": ["b:e1"]},
    ]


def test_a_copy_is_no_other_report(tmp_path: Path) -> None:
    """The same text in another paper adds nothing but itself to the copies."""
    copy = article("d", "2031-05-08", SHELLED, publisher="Late Edition")
    row = only(record_of(tmp_path / "r", [*TOLD, copy]))
    assert (row["reports"], row["articles"], row["sources"], row["copies"]) == (3, 3, 3, 1)
    assert row["dead"][0] == {"value": 4.0, "reports": 1, "events": ["a:e1"]}


def test_standing_background_is_not_counted_anew(tmp_path: Path) -> None:
    """Unless there is nothing else; then once."""
    again = event(SHELLED["sentence"].replace("four", "some"), "ASSAULT", "shelled", "Lorvania", "Tesk",
                  on="2031-05-05", mode="heavy-weapons")  # fmt: skip
    behind = [article(n, "2031-05-08", {**again, "sentence": again["sentence"].replace("some", word)},
                      kind="background") for n, word in (("x", "a few"), ("y", "several"))]  # fmt: skip
    assert only(record_of(tmp_path / "told", [*TOLD, *behind]))["reports"] == 3
    row = only(record_of(tmp_path / "behind", behind))
    assert (row["reports"], row["articles"], row["asserted"]) == (1, 1, 1)


def test_each_party_is_told_once(tmp_path: Path) -> None:
    """With the number of reports that say so; forces of a country stand under their words."""
    row = only(record_of(tmp_path / "r", TOLD))
    assert [(p["name"], p["country"], p["reports"]) for p in row["actors"]] == [
        ("Lorvania", "LOR", 2), ("Lorvanian gunboats", "LOR", 1)]  # fmt: skip
    assert [(p["name"], p["reports"]) for p in row["recipients"]] == [("Tesk", 3)]


def test_parties_are_the_corrected_ones(tmp_path: Path) -> None:
    """A rename and a merge show at once."""
    urged = event("Ilka Tarn urged Tesk to open the herring market to trawlers.", "REQUEST", "urged", "Ilka Tarn",
                  "Tesk")  # fmt: skip
    again = event("Ilka Tarn again urged Tesk to open the herring market to foreign trawlers.", "REQUEST", "urged",
                  "Ilka Tarn", "Tesk")  # fmt: skip
    other = event("Otto Brand wanted calm, not war, in Tesk.", "REQUEST", "wanted", "Otto Brand", "Tesk")
    told = [article("a", "2031-05-05", urged), article("b", "2031-05-05", again), article("c", "2031-05-05", other)]
    record = record_of(tmp_path / "r", told)
    ids = {a["name"]: a["actor_id"] for a in record.actors().to_pylist()}
    record.correct.merge(ids["Ilka Tarn"], ids["Otto Brand"], by="ed")
    (row,) = record.occurrences(occurrence_id="a:e1").to_pylist()
    assert row["actors"] == [
        {"id": ids["Otto Brand"], "name": "Otto Brand", "country": "LOR", "sector": "GOV", "reports": 2}
    ]


def test_the_view_has_the_columns_that_are_documented(tmp_path: Path) -> None:
    """By name and type, in order; in memory, too."""
    record = record_of(tmp_path / "r", TOLD)
    shown = record.sql("SELECT column_name, column_type FROM (DESCRIBE occurrences)").to_pylist()
    asked = [tuple(r.values()) for r in shown]
    plain = [(n, t.replace('"', "")) for n, t in asked]
    assert plain == [(c.name, c.type.replace('"', "")) for c in TABLES["occurrences"][1]]
    before = record.occurrences().to_pylist()
    assert record.keep_in_memory()
    assert record.occurrences().to_pylist() == before


def test_what_is_not_linked_is_an_occurrence_of_its_own(tmp_path: Path) -> None:
    """Nothing is missing before linking, and the record's summary counts events once."""
    record = record_of(tmp_path / "r", TOLD)
    assert record.info().occurrences == 1
    assert record.info().events == 3
