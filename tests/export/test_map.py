"""The map of a record's places."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_readings import reading

import dateline
from dateline.export import export
from dateline.export.map import WIDTH, Spot, draw_map, projected
from dateline.export.outline import rings_of
from dateline.record import Writer
from dateline.record.stored import stored_tables
from dateline.resources import table

SVG = "{http://www.w3.org/2000/svg}"


def circles(picture: str) -> list[tuple[float, str]]:
    """Radius and title of the circles that stand for places."""
    drawn = ElementTree.fromstring(picture).iter(f"{SVG}circle")
    return [(float(c.get("r") or 0), c[0].text or "") for c in drawn if len(c)]


def test_areas_are_in_proportion_to_counts() -> None:
    """A place that counts four times as much has a circle of twice the radius; the largest comes first."""
    found = circles(draw_map([(45.6, 13.8, 10), Spot(48.2, 16.4, 40, "Vienna")]))
    assert [title for _, title in found] == ["Vienna: 40 mentions", "10 mentions"]
    assert found[0][0] == pytest.approx(2 * found[1][0])


@pytest.mark.parametrize("spot", [(100, 0, 1), (0, 200, 1), (math.nan, 0, 1), (0, 0, 0), (0, 0, math.inf)])
def test_points_off_the_globe_are_left_out_and_counted(spot: tuple[float, float, float]) -> None:
    """A bad point is not drawn, and the map says so."""
    picture = draw_map([spot, (45.6, 13.8, 1)])
    assert len(circles(picture)) == 1
    assert "Left out: 1" in picture


def test_a_map_of_nothing_is_a_map() -> None:
    """Without places the outline stands alone, with whose borders it shows."""
    picture = draw_map([], "Nothing & <nowhere>")
    assert not circles(picture)
    assert "Borders: de facto" in picture
    assert "Nothing &amp; &lt;nowhere&gt;" in picture


def test_the_projection_is_symmetric_and_fits() -> None:
    """The middle of the globe is the middle of the picture; the poles and the date line are on it."""
    x, y = projected(0, 0)
    assert x == WIDTH / 2
    assert 0 <= projected(0, -180)[0] < projected(0, 180)[0] <= WIDTH
    assert 0 <= projected(90, 0)[1] < y < projected(-90, 0)[1] <= 2 * y + 0.1


def test_the_outline_is_read() -> None:
    """Each country has rings of points on the globe."""
    rows = table("outline.tsv")
    assert len(rows) > 170
    for row in rows:
        for point in row["rings"].replace("|", " ").split(" "):
            lon, lat = (float(n) for n in point.split(","))
            assert -180.01 <= lon <= 180.01
            assert -90.01 <= lat <= 90.01


def test_arcs_are_put_end_to_end() -> None:
    """An arc with a negative number is walked backwards."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [2, 0]], [[0, 0], [0, 2], [2, -2]]],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "arcs": [[1, -1]], "properties": {"name": "Oldland"}}]}},
    }  # fmt: skip
    assert rings_of(topology) == {"Oldland": [[(0, 0), (0, 2), (2, 0), (0, 0)]]}


def test_a_record_is_drawn(tmp_path: Path) -> None:
    """``export("map.svg")`` writes one picture with the record's places."""
    Writer(tmp_path / "record").commit([stored_tables([reading("one"), reading("two")])])
    with dateline.open(tmp_path / "record") as record:
        written = export("map.svg", record, tmp_path / "out")
    assert [p.name for p in written] == ["map.svg"]
    assert [title for _, title in circles(written[0].read_text(encoding="utf-8"))] == ["Trieste: 2 mentions"]
