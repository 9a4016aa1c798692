"""GDELT 2.0: Events (61 columns), Mentions (16) and the Global Knowledge Graph 2.1 (27), tab-separated, no header.

Columns, separators and codes are those of GDELT's codebooks (Event 2.0 of February 2015, GKG 2.1 of the same month).
GDELT has no place for how an event stands, so only events that are told as having happened (asserted, reported or
historical) are written, one row an occurrence. Countries of places are FIPS 10-4, those of actors ISO 3166-1 alpha-3.
What Dateline does not read (tone, GCAM, images, ethnic groups, religions, where an actor is) is left empty.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from dateline.export.geo import geo
from dateline.export.gkg import gkg_row
from dateline.export.source import Row, Source
from dateline.export.tabs import moment, tabbed

__all__ = ["EVENT_COLUMNS", "MENTION_COLUMNS", "write_gdelt"]

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
          "Type1Code", "Type2Code", "Type3Code")  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate", *(f"Actor1{c}" for c in _ACTOR),
    *(f"Actor2{c}" for c in _ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"Actor1Geo_{c}" for c in _GEO),
    *(f"Actor2Geo_{c}" for c in _GEO), *(f"ActionGeo_{c}" for c in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_SECTORS = frozenset({
    "COP", "GOV", "INS", "JUD", "MIL", "OPP", "REB", "SEP", "SPY", "UAF", "BUS", "CVL", "EDU", "ELI", "ENV",
    "HLH", "HRI", "LAB", "LEG", "MED", "REF", "AGR", "CRM", "DEV", "IGO", "IMG", "INT", "MNC", "NGO", "NGM",
    "SET", "MOD", "RAD",
})  # fmt: skip
"""The codes of CAMEO's roles that GDELT knows."""
_TOLD = "SELECT * FROM events WHERE modality IN ('asserted', 'reported', 'historical') AND cameo IS NOT NULL"
_EVENTS = f"""
WITH told AS ({_TOLD}),
seen AS (
    SELECT t.occurrence_id, count(*) AS mentions, count(DISTINCT coalesce(a.publisher, '')) AS sources,
           count(DISTINCT t.article_id) AS articles, min(a.published_at) AS added,
           arg_min(t, (a.published_at IS NULL, a.published_at, t.article_id, t.trigger[1]."start")) AS first
    FROM told t JOIN articles a ON a.article_id = t.article_id GROUP BY t.occurrence_id)
SELECT s.*, o.actors[1] AS actor, o.recipients[1] AS recipient,
       coalesce(o.date_start, s.first.date_start, left(s.added, 10)) AS day, a.uri,
       s.first.block_kind = 'headline' OR len(list_filter(a.sentences,
           lambda x: x."end" <= s.first.trigger[1]."start")) < 3 AS lead,
       p.name, p.country, p.admin1, p.latitude, p.longitude, p.feature
FROM seen s JOIN occurrences o ON o.occurrence_id = s.occurrence_id
JOIN articles a ON a.article_id = s.first.article_id
LEFT JOIN places p ON p.place_id = coalesce(o.place_id, s.first.place_id)
ORDER BY s.occurrence_id
"""
_MENTIONS = f"""
WITH told AS ({_TOLD})
SELECT t.*, a.published_at, a.publisher, a.uri, length(a.text) AS length,
       min(a.published_at) OVER (PARTITION BY t.occurrence_id) AS added,
       len(list_filter(a.sentences, lambda x: x."start" <= t.trigger[1]."start")) AS sentence
FROM told t JOIN articles a ON a.article_id = t.article_id
ORDER BY t.occurrence_id, t.article_id, t.trigger[1]."start", t.event_id
"""


def write_gdelt(source: Source, folder: Path) -> None:
    """Write ``export.CSV`` (Events), ``mentions.CSV`` and ``gkg.csv``, named as GDELT's files end."""
    tabbed(folder / "export.CSV", map(_event, source.rows(_EVENTS)))
    tabbed(folder / "mentions.CSV", map(_mention, source.rows(_MENTIONS)))
    tabbed(folder / "gkg.csv", (gkg_row(article, n) for n, article in enumerate(source.articles())))


def _event(row: Row) -> list[object]:
    first, place = row["first"], geo(row)
    code, day = first["cameo"], (row["day"] or "").replace("-", "")
    added = moment(row["added"])
    return [
        _number(row["occurrence_id"]), *_days(day), *_actor(row["actor"]), *_actor(row["recipient"]),
        int(bool(row["lead"])), code, code[:3], code[:2], first["quad"], first["goldstein"], row["mentions"],
        row["sources"], row["articles"], None, *_nowhere(), *_nowhere(),
        place.type, place.name, place.country, place.admin1, "", place.latitude, place.longitude, place.feature_id,
        added, row["uri"],
    ]  # fmt: skip


def _days(day: str) -> tuple[str, str, str, str]:
    """Day, month, year, and the year with its fraction as GDELT counts it: (month * 30 + day) / 365."""
    if len(day) != 8 or not day.isdigit():
        return ("", "", "", "")
    fraction = (int(day[4:6]) * 30 + int(day[6:])) / 365
    return day, day[:6], day[:4], f"{int(day[:4]) + fraction:.4f}"


def _actor(party: Row | None) -> list[str]:
    if party is None:
        return [""] * len(_ACTOR)
    country = party["country"] or ""
    sector = party["sector"] if party["sector"] in _SECTORS else ""
    return [country + sector, (party["name"] or "").upper(), country, "", "", "", "", sector, "", ""]


def _nowhere() -> list[object]:
    return [0, "", "", "", "", "", "", ""]


def _number(occurrence_id: str) -> int:
    """52 bits of a hash: a number that programs which count in doubles keep whole."""
    return int(hashlib.sha256(occurrence_id.encode("utf-8")).hexdigest()[:13], 16)


def _mention(row: Row) -> list[object]:
    starts = [parties[0]["start"] if parties and parties[0]["text"] else -1
              for parties in (row["actors"], row["recipients"])]  # fmt: skip
    web = (row["uri"] or "").startswith(("http://", "https://"))
    return [
        _number(row["occurrence_id"]), moment(row["added"]), moment(row["published_at"]), 1 if web else 2,
        row["publisher"], row["uri"], row["sentence"], *starts, row["trigger"][0]["start"], 1,
        max(10, round(row["confidence"] * 10) * 10), row["length"], None, None, None,
    ]  # fmt: skip
