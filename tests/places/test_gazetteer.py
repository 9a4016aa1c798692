"""The gazetteer file: look-ups, building, damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import FormatError
from dateline.places.build import Row, packed, rows_of_dump, rows_of_tables
from dateline.places.gazetteer import key_of, open_gazetteer, shipped
from dateline.resources import table

ROWS = [
    Row(1, "Oldford", 51.0, -1.0, "GBR", "PPL", 70_000, "GB.ENG"),
    Row(2, "Oldford", 40.0, -83.0, "USA", "PPL", 900, "US.OH"),
    Row(3, "Ohio", 40.25, -83.0, "USA", "ADM1", 8_000_000, "US.OH"),
    Row(4, "Saint Brennan", 52.0, 5.0, "NLD", "PPL", 9_000, "NL.01", ("Sankt Brennan", "BRN", "брен")),
]


def test_a_name_gives_its_places_the_largest_first(tmp_path: Path) -> None:
    """Two towns of one name come in the order of their population, with their state."""
    file = tmp_path / "g.bin"
    file.write_bytes(packed(ROWS))
    found = open_gazetteer(file).find("oldford")
    assert [(p.place_id, p.country, p.admin1) for p in found] == [("1", "GBR", None), ("2", "USA", "Ohio")]
    assert (found[0].lat, found[0].lon, found[0].population) == (51.0, -1.0, 70_000)


def test_other_names_are_marked_and_codes_and_other_scripts_left_out(tmp_path: Path) -> None:
    """A place is found by another Latin name, which is not its own, and not by an airport's code."""
    file = tmp_path / "g.bin"
    file.write_bytes(packed(ROWS))
    known = open_gazetteer(file)
    assert [p.own_name for p in known.find("St. Brennan")] == [True]
    assert [p.own_name for p in known.find("Sankt Brennan")] == [False]
    assert known.find("BRN") == known.find("брен") == ()


def test_the_same_rows_give_the_same_bytes() -> None:
    """The order of the rows does not matter."""
    assert packed(ROWS) == packed(ROWS[::-1])


@pytest.mark.parametrize("cut", [0, 5, 40, 200])
def test_a_cut_file_is_refused_with_advice(tmp_path: Path, cut: int) -> None:
    """A file that is not whole is no gazetteer, and the message says what to do."""
    file = tmp_path / "g.bin"
    file.write_bytes(packed(ROWS)[:cut])
    with pytest.raises(FormatError, match="reinstall"):
        open_gazetteer(file)


def test_one_wrong_byte_is_noticed(tmp_path: Path) -> None:
    """The check sum covers every byte."""
    whole = bytearray(packed(ROWS))
    whole[-3] ^= 1
    file = tmp_path / "g.bin"
    file.write_bytes(whole)
    with pytest.raises(FormatError, match="damaged"):
        open_gazetteer(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that is not there is a FormatError too."""
    with pytest.raises(FormatError, match="cannot be read"):
        open_gazetteer(tmp_path / "none.bin")


def test_a_dump_is_read_and_its_bad_lines_are_passed_over(tmp_path: Path) -> None:
    """Short lines and coordinates out of range are left out."""
    cells = ["7", "Mount Vidmar", "Mount Vidmar", "Vidmar", "46.1", "14.2", "T", "MT", "SI", "", "04", *[""] * 3, "0"]
    good = "\t".join([*cells, "", "900", "Europe/Ljubljana", "2020-01-01"])
    bad = good.replace("46.1", "146.1")
    file = tmp_path / "dump.txt"
    file.write_text(f"{good}\n{bad}\n7\tshort\n", encoding="utf-8")
    rows = list(rows_of_dump(file))
    assert [(r.number, r.feature, r.country, r.admin_code) for r in rows] == [(7, "MT", "SVN", "SI.04")]


def test_the_shipped_file_knows_its_places() -> None:
    """Capitals, divisions, regions, countries under their usual names."""
    known = shipped()
    assert len(known) > 250_000
    assert any(p.feature == "PPLC" and p.country == "IRQ" for p in known.find("Baghdad"))
    assert any(p.feature == "ADM1" and p.country == "DEU" for p in known.find("Bavaria"))
    assert any(p.feature == "RGN" for p in known.find("the Urals"))
    assert any(p.feature == "PCLI" and p.country == "CIV" for p in known.find("Ivory Coast"))
    assert known.find("Qwxyzk") == ()
    assert "GeoNames" in known.credit


def test_keys_do_not_hang_on_case_accents_or_marks() -> None:
    """Names are compared without what copy often drops."""
    assert key_of("Côte-d’Or") == key_of("COTE D'OR".replace(" D", " d"))
    assert key_of("St. Louis") == key_of("Saint Louis")


@pytest.mark.parametrize("name", ["regions.tsv", "divisions.tsv"])
def test_tables_have_sound_coordinates(name: str) -> None:
    """Every row has a place on the globe."""
    rows = table(name)
    assert len(rows) > 50
    assert all(-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180 for r in rows)


def test_the_table_of_abbreviations_is_whole() -> None:
    """Every row has a short form, a name and a country."""
    assert all(r["abbreviations"] and r["name"] and len(r["country"]) == 3 for r in table("abbreviations.tsv"))


def test_every_table_row_is_a_place() -> None:
    """Countries and regions come into the file with a name and a feature."""
    rows = list(rows_of_tables())
    assert len(rows) > 450
    assert all(r.name and r.feature for r in rows)
