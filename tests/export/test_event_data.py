"""GDELT's and POLECAT's tables are read as their own are."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pandas
import pytest
from linked_record import record_of
from told_events import article, event

from dateline.export import export
from dateline.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from dateline.export.geo import geo
from dateline.export.gkg import GKG_COLUMNS
from dateline.export.polecat import COLUMNS
from dateline.export.tabs import cell, moment
from dateline.record import Record

SHELLED = event("Lorvania shelled the harbour of Tesk on Monday.", "ASSAULT", "shelled", "Lorvania", "Tesk",
                on="2031-05-05", cameo="194", quad=4, goldstein=-10.0)  # fmt: skip
AGAIN = event("The harbour of Tesk was shelled by Lorvania on Monday.", "ASSAULT", "shelled", "Lorvania", "Tesk",
              on="2031-05-05", cameo="194", quad=4, goldstein=-10.0)  # fmt: skip
HOPED = event("Tesk hopes to shell Lorvania.", "ASSAULT", "shell", "Tesk", "Lorvania", modality="hoped", cameo="194")
INTEGERS = ("GlobalEventID", "Day", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
            "NumArticles", "ActionGeo_Type", "DATEADDED")  # fmt: skip


def events(folder: Path) -> pandas.DataFrame:
    """The table of events with the types of the codebook."""
    types: dict[str, str] = dict.fromkeys(INTEGERS, "Int64") | {
        "GoldsteinScale": "float", "FractionDate": "float", "ActionGeo_Lat": "float", "ActionGeo_Long": "float"
    }  # fmt: skip
    return pandas.read_csv(
        folder / "export.CSV", sep="\t", header=None, names=EVENT_COLUMNS, index_col=False, quoting=3,
        dtype={c: types.get(c, "str") for c in EVENT_COLUMNS},
    )  # fmt: skip


def lines(path: Path) -> list[list[str]]:
    """The cells of a tab-separated file; its lines end in a line feed and nothing else does."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_gdelt_has_its_columns(sample: Record, tmp_path: Path) -> None:
    """61, 16 and 27 in every line, and every mention has its event."""
    export("gdelt", sample, tmp_path)
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS), len(GKG_COLUMNS)) == (61, 16, 27)
    mentions, articles = lines(tmp_path / "mentions.CSV"), lines(tmp_path / "gkg.csv")
    assert {len(line) for line in lines(tmp_path / "export.CSV")} == {61}
    assert {len(line) for line in mentions} == {16}
    assert {len(line) for line in articles} == {27}
    found = events(tmp_path)
    assert found["GlobalEventID"].is_unique
    assert {int(line[0]) for line in mentions} == set(found["GlobalEventID"])
    assert found["NumMentions"].sum() == len(mentions)
    assert found["EventRootCode"].str.fullmatch(r"\d\d").all()
    assert len(articles) == sample.info().articles
    assert (found["GlobalEventID"] < 2**53).all()


def test_a_row_of_gdelt_is_an_event_that_was_told_as_having_happened(tmp_path: Path) -> None:
    """Two reports of one shelling are two mentions of one event; a hope is none."""
    told = [article("a", "2031-05-06", SHELLED), article("b", "2031-05-07", AGAIN, HOPED, publisher="Tesk Post")]
    record = record_of(tmp_path / "r", told)
    export("gdelt", record, tmp_path)
    found = events(tmp_path).to_dict("records")
    assert [(r["EventCode"], r["Actor1Name"], r["Actor2Name"]) for r in found] == [("194", "LORVANIA", "TESK")]
    assert [found[0][c] for c in ("NumMentions", "NumSources", "NumArticles")] == [2, 2, 2]
    assert (found[0]["Day"], found[0]["FractionDate"]) == (20310505, pytest.approx(2031.4247, abs=1e-4))
    assert found[0]["DATEADDED"] == 20310506000000


def test_the_knowledge_graph_quotes_what_stands_at_its_offsets(sample: Record, tmp_path: Path) -> None:
    """Names and quotations are found in the text where they say; the extras are XML and name the speakers."""
    export("gdelt", sample, tmp_path)
    texts = {row["uri"]: row["text"] for row in sample.articles().to_pylist()}
    quoted = speakers = 0
    for line in lines(tmp_path / "gkg.csv"):
        row = dict(zip(GKG_COLUMNS, line, strict=True))
        text = texts[row["V2DOCUMENTIDENTIFIER"]]
        for block in filter(None, row["V2.1QUOTATIONS"].split("#")):
            start, length, _, words = block.split("|")
            assert words.split()[0] in text[int(start) : int(start) + int(length)]
            quoted += 1
        for place in filter(None, row["V2ENHANCEDLOCATIONS"].split(";")):
            assert len(place.split("#")) == 9
        for count in filter(None, row["V2.1COUNTS"].split(";")):
            assert len(count.split("#")) == 11
        extras = ElementTree.fromstring(f"<x>{row['V2EXTRASXML']}</x>")
        speakers += sum(bool(s.get("speaker")) for s in extras.iter("STATEMENT"))
    assert quoted > 50
    assert speakers > 200


def test_polecat_has_its_columns(sample: Record, tmp_path: Path) -> None:
    """40 columns under their names, a row a pair of an event that was told as having happened."""
    path = export("polecat", sample, tmp_path / "events.tsv")[0]
    found = pandas.read_csv(path, sep="\t", quoting=3, dtype={"GeoNames ID": "str"})
    assert list(found.columns) == list(COLUMNS)
    assert len(COLUMNS) == 40
    pairs = sample.sql("SELECT count(*) FROM flat_pairs WHERE modality IN ('asserted', 'reported', 'historical')")
    assert len(found) == pairs.column(0)[0].as_py()
    assert set(found["Event Type"]) <= set(sample.events().column("type").to_pylist())


def test_a_cell_holds_no_separator() -> None:
    """Tabs, line ends and control characters of copy are one blank."""
    assert cell("a\tb\r\nc\u2028d\x00e ") == "a b c d e"
    assert cell(None) == ""


@pytest.mark.parametrize(
    ("told", "digits"),
    [("2031-03-05", "20310305000000"), ("2031-03-05T06:07:08Z", "20310305060708"),
     ("2031-03-05T06:07:08-04:00", "20310305060708"), ("2031-03-05T06:07+02:00", "20310305060700"), ("2031", ""),
     (None, "")],
)  # fmt: skip
def test_a_moment_is_fourteen_digits(told: str | None, digits: str) -> None:
    """As the input tells it; an offset from UTC is left out."""
    assert moment(told) == digits


def test_places_have_gdelts_types() -> None:
    """Countries, states and towns, with FIPS countries: Austria is AU, Australia AS."""
    place = {"name": "Graz", "country": "AUT", "admin1": "Styria", "latitude": 47.1, "longitude": 15.4}
    town = geo(place | {"feature": "PPLA"})
    assert (town.type, town.country, town.name) == (4, "AU", "Graz, Styria, Austria")
    assert geo(place | {"name": "Austria", "feature": "PCLI"}).type == 1
    assert geo(place | {"country": "USA", "feature": "PPL"}).type == 3
    assert geo(place | {"feature": "ADM1"}).type == 5
    assert geo(place | {"name": None, "feature": None}).type == 0
