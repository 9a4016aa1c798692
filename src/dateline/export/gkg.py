"""A row of GDELT's Global Knowledge Graph 2.1: one article, with what it names, counts and quotes.

GKG's quotations have no speaker; here the extras, which are XML, say who speaks of each and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from dateline.export.geo import Geo, geo
from dateline.export.source import Row
from dateline.export.tabs import moment

__all__ = ["GKG_COLUMNS", "gkg_row"]

GKG_COLUMNS = (
    "GKGRECORDID", "V2.1DATE", "V2SOURCECOLLECTIONIDENTIFIER", "V2SOURCECOMMONNAME", "V2DOCUMENTIDENTIFIER",
    "V1COUNTS", "V2.1COUNTS", "V1THEMES", "V2ENHANCEDTHEMES", "V1LOCATIONS", "V2ENHANCEDLOCATIONS", "V1PERSONS",
    "V2ENHANCEDPERSONS", "V1ORGANIZATIONS", "V2ENHANCEDORGANIZATIONS", "V1.5TONE", "V2.1ENHANCEDDATES", "V2GCAM",
    "V2.1SHARINGIMAGE", "V2.1RELATEDIMAGES", "V2.1SOCIALIMAGEEMBEDS", "V2.1SOCIALVIDEOEMBEDS", "V2.1QUOTATIONS",
    "V2.1ALLNAMES", "V2.1AMOUNTS", "V2.1TRANSLATIONINFO", "V2EXTRASXML",
)  # fmt: skip
_PARTS = re.compile(r"[;#|,\s]+")


def gkg_row(layers: Row, number: int) -> list[object]:
    """The 27 cells of an article with its layers, the ``number``-th of the file."""
    article, names = layers["article"], {a["actor_id"]: a for a in layers["actors"]}
    date = moment(article["published_at"]) or "0" * 14
    places = {p["place_id"]: p for p in layers.get("places", ())}
    counts, named = list(_counts(layers, places)), [m for m in layers["mentions"] if m["form"] == "name"]
    people, bodies = _named(named, names, ("person",)), _named(named, names, ("organisation",))
    spots = [(geo(places[t["place_id"]]), t["start"]) for t in layers["toponyms"] if t["place_id"] in places]
    v1 = ["#".join(map(str, _where(spot))) for spot, _ in spots]
    v2 = ["#".join(map(str, (*_where(spot)[:4], "", *_where(spot)[4:], at))) for spot, at in spots]
    return [
        f"{date}-{number}", date, 1 if (article["uri"] or "").startswith("http") else 2, article["publisher"],
        article["uri"], _ended(c for c, _ in counts), _ended(f"{c}#{at}" for c, at in counts), "", "",
        ";".join(dict.fromkeys(v1)), ";".join(v2), ";".join(dict.fromkeys(n for n, _ in people)), _at(people),
        ";".join(dict.fromkeys(n for n, _ in bodies)), _at(bodies), "", ";".join(_dates(layers["times"])),
        f"wc:{len(article['text'].split())}", "", "", "", "", "#".join(_quotations(layers["statements"])),
        _at(_named(named, names, ("person", "organisation", "country", "group"))),
        _ended(_amounts(layers["figures"])), "", _extras(article, layers["statements"]),
    ]  # fmt: skip


def _plain(words: str | None) -> str:
    """Words without the characters that separate parts of a cell."""
    return _PARTS.sub(" ", words or "").strip()


def _where(spot: Geo) -> tuple[object, ...]:
    return (spot.type, _plain(spot.name), spot.country, spot.admin1, spot.latitude, spot.longitude, spot.feature_id)


def _ended(parts: Iterable[str]) -> str:
    return "".join(f"{part};" for part in parts)


def _at(named: list[tuple[str, int]]) -> str:
    return ";".join(f"{name},{start}" for name, start in named)


def _named(mentions: list[Row], actors: dict[str, Row], kinds: tuple[str, ...]) -> list[tuple[str, int]]:
    return [
        (_plain(actors[m["actor_id"]]["name"]), m["start"])
        for m in mentions
        if m["actor_id"] in actors and actors[m["actor_id"]]["kind"] in kinds
    ]


def _counts(layers: Row, places: dict[str, Row]) -> Iterable[tuple[str, int]]:
    """Killed, wounded and protesting, with where: type, number, object, and the seven parts of the place."""
    for event in layers["events"]:
        spot = geo(places[event["place_id"]]) if event["place_id"] in places else None
        where = _where(spot) if spot else ("",) * 7
        told = [("KILL", event["dead"]), ("WOUND", event["injured"])]
        if event["type"] == "PROTEST":
            told.append(("PROTEST", event["size"]))
        for kind, value in told:
            if value is not None:
                yield "#".join(map(str, (kind, f"{value:g}", "", *where))), event["trigger"][0]["start"]


def _dates(times: list[Row]) -> Iterable[str]:
    """Resolution (1 year, 2 month, 3 day, 4 day without year), month, day, year, and offset."""
    for time in times:
        found = re.match(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$", time["value"] or "")
        if found is None:
            continue
        year, month, day = found[1].replace("XXXX", "0"), found[2], found[3]
        level = (4 if year == "0" else 3) if day else 2 if month else 1
        if year != "0" or level == 4:
            yield f"{level}#{int(month or 0)}#{int(day or 0)}#{int(year)}#{time['start']}"


def _quotations(statements: list[Row]) -> Iterable[str]:
    """Offset, length, verb and words of what is quoted."""
    for said in statements:
        if said["mode"] != "indirect" and said["content"]:
            start = said["content"][0]["start"]
            words = " ".join((said["text"] or "").replace("#", " ").replace("|", " ").split())
            yield f"{start}|{said['content'][-1]['end'] - start}|{_plain(said['cue_lemma'])}|{words}"


def _amounts(figures: list[Row]) -> Iterable[str]:
    for figure in figures:
        if figure["value"] is not None:
            counted = figure["counted_text"] or (figure["unit"] if figure["unit"] != "count" else "")
            yield f"{figure['value']:.15g},{_plain(counted)},{figure['start']}"


def _extras(article: Row, statements: list[Row]) -> str:
    said = "".join(
        f'<STATEMENT offset="{s["content"][0]["start"]}" speaker={quoteattr(s["speaker"] or "")} '
        f'mode="{s["mode"]}" stance="{s["stance"]}" negated="{int(s["negated"])}" confidence="{s["confidence"]:.2f}"/>'
        for s in statements
        if s["content"]
    )
    return f"<PAGE_TITLE>{escape(article['headline'] or '')}</PAGE_TITLE><STATEMENTS>{said}</STATEMENTS>"
