"""POLECAT's table of PLOVER events (Halterman et al. 2023): its 40 columns, tab-separated under their names.

A row is an event with one actor and one recipient. Country names are English, sectors PLOVER's codes. ``Intensity`` is
the Goldstein value, ``Quad Code`` the number of the quad. Correlates of War codes, city, district and the people,
organisations and places of the story are left empty.
"""

from __future__ import annotations

from pathlib import Path

from dateline.export.geo import country_names
from dateline.export.source import Row, Source
from dateline.export.tabs import tabbed

__all__ = ["COLUMNS", "write_polecat"]

_PARTY = ("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw",
          "Wikipedia {} ID")  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(name.format("Actor") for name in _PARTY), *(name.format("Recipient") for name in _PARTY), "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_QUERY = """
SELECT f.*, e.context, e.modality, a.language, a.reader_version, p.name AS place, p.country AS place_country,
       p.admin1, p.latitude, p.longitude, p.feature, x.roles AS actor_roles, y.roles AS recipient_roles,
       list_filter(e.actors, lambda q: q.id = f.actor_id)[1].text AS actor_words,
       list_filter(e.recipients, lambda q: q.id = f.recipient_id)[1].text AS recipient_words
FROM flat_pairs f JOIN events e ON e.event_id = f.event_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN actors x ON x.actor_id = f.actor_id LEFT JOIN actors y ON y.actor_id = f.recipient_id
LEFT JOIN places p ON p.place_id = f.place_id
WHERE e.modality IN ('asserted', 'reported', 'historical')
ORDER BY f.article_id, e.trigger[1]."start", f.event_id, f.actor_id, f.recipient_id
"""


def write_polecat(source: Source, folder: Path) -> None:
    """Write ``polecat.tsv``: events told as having happened, as POLECAT has no column for how an event stands."""
    tabbed(folder / "polecat.tsv", map(_row, source.rows(_QUERY)), COLUMNS)


def _row(row: Row) -> list[object]:
    return [
        row["event_id"], row["date_start"] or (row["published_at"] or "")[:10], row["type"], row["mode"],
        row["goldstein"], row["quad"], row["context"], *_party(row, "actor"), *_party(row, "recipient"),
        row["place"], None, None, row["admin1"], _country(row["place_country"]), row["latitude"], row["longitude"],
        row["place_id"], None, row["feature"], row["publisher"], row["published_at"], None, None, None,
        row["language"], row["reader_version"],
    ]  # fmt: skip


def _party(row: Row, part: str) -> list[object]:
    sector, roles = row[f"{part}_sector"], row[f"{part}_roles"] or []
    return [
        row[part], _country(row[f"{part}_country"]), None, sector, sector, roles[0] if roles else None,
        row[f"{part}_words"] or row[part], None,
    ]  # fmt: skip


def _country(code: str | None) -> str:
    return country_names().get(code or "", code or "")
