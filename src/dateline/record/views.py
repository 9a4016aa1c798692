"""The public tables as DuckDB views over the current readings, the current links and the corrections.

``stored.*`` are the tables of the batches without the superseded readings; ``linked.*`` are the links, which know a
reading by its key, so that a link never reaches a newer reading of the same article. What is not linked yet stands
under ids of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.record.batches import batch_path
from dateline.record.columns import TABLES
from dateline.record.computed import COMPUTED
from dateline.record.contradictions import CONTRADICTIONS
from dateline.record.families import FAMILIES
from dateline.record.flat import FLAT
from dateline.record.links import SCHEMAS as LINKED
from dateline.record.log import Batch
from dateline.record.occurrences import OCCURRENCES
from dateline.record.omissions import OMISSIONS
from dateline.record.rows import with_changes
from dateline.record.said import SAID_BEFORE
from dateline.record.series import SERIES
from dateline.record.stored import LAYERS
from dateline.record.versions import VERSIONS, WORDINGS
from dateline.record.withheld import EVERY, HIDDEN, TABLE, WITHHELD
from dateline.resources.known_ids import of_places


def every_article(record: Path, batches: Sequence[Batch]) -> str:
    """The view of the current articles, those that are withheld among them."""
    return f"CREATE OR REPLACE VIEW {EVERY} AS {_current(record, 'articles', batches)}"


def stored_view(record: Path, name: str, batches: Sequence[Batch], hides: bool) -> str:
    """The view ``stored.<name>``: the current rows of one table of the batches, without those withheld."""
    rows = _current(record, name, batches)
    shown = f"SELECT * FROM ({rows}) WHERE {HIDDEN}" if hides else rows
    return f"CREATE OR REPLACE VIEW stored.{name} AS {shown}"


def _current(record: Path, name: str, batches: Sequence[Batch]) -> str:
    parts = [f"SELECT * FROM empty.{name}"]
    whole = [b for b in batches if not b.dead]
    if whole:
        parts.append(f"SELECT * FROM {_files(record, whole, name)}")
    for batch in batches:
        if batch.dead:
            dead = ", ".join(map(str, sorted(batch.dead)))
            parts.append(f"SELECT * FROM {_files(record, [batch], name)} WHERE reading NOT IN ({dead})")
    return " UNION ALL BY NAME ".join(parts)


def _files(record: Path, batches: Sequence[Batch], name: str) -> str:
    paths = ", ".join(quoted(unwild(batch_path(record, b.id) / f"{name}.parquet")) for b in batches)
    return f"read_parquet([{paths}], union_by_name = true)"


def quoted(path: str | Path) -> str:
    """A path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"


def unwild(path: Path) -> str:
    """A path as a pattern that only it fits: what would be a wildcard in it is taken as it stands."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def linked_view(name: str, files: Sequence[Path], hides: bool) -> str:
    """The view ``linked.<name>``, without what only articles tell that are withheld."""
    parts = [f"SELECT * FROM empty.linked_{name}"]
    if files:
        parts.append(
            f"SELECT * FROM read_parquet([{', '.join(quoted(unwild(f)) for f in files)}], union_by_name = true)"
        )
    rows = " UNION ALL BY NAME ".join(parts)
    if hides and "reading" in LINKED[name].names:
        original = f"CASE WHEN copy_of NOT IN (SELECT article_id FROM {TABLE}) THEN copy_of END AS copy_of"
        columns = f"* REPLACE ({original})" if name == "articles" else "*"
        rows = f"SELECT {columns} FROM ({rows}) WHERE {HIDDEN}"
    elif hides and name == "actors":
        rows = f"SELECT * FROM ({rows}) WHERE actor_id IN (SELECT actor_id FROM linked.actor_links)"
    return f"CREATE OR REPLACE VIEW linked.{name} AS {rows}"


def _selected(name: str, row: str, joins: str = "") -> str:
    """The query of a public table: its columns are those stored under the same names, or are computed."""
    made = {column: computed.sql(row) for column, computed in COMPUTED.get(name, {}).items()}
    columns = (made.get(c.name, f'{row}."{c.name}"') + f' AS "{c.name}"' for c in TABLES[name][1])
    return f"SELECT {', '.join(columns)} FROM stored.{name} {row} {joins}"


_ARTICLES = _selected("articles", "a", "LEFT JOIN linked.articles l ON l.reading = a.reading")
_ORIGINALS = """
SELECT article_id, uri, text_method, encoding, octet_length(raw) AS bytes, sha256(raw) AS sha256,
       coalesce(source_spans, []) AS source_spans
FROM stored.articles WHERE raw IS NOT NULL
"""
_COPIES = """
SELECT a.article_id, o.article_id AS of_id, c.kind, c.share::DOUBLE AS share, c.share_of::DOUBLE AS share_of,
       c.shared, c.shared_of, c.new, c.dropped
FROM linked.copies c JOIN stored.articles a ON a.reading = c.reading JOIN stored.articles o ON o.reading = c.of_reading
WHERE c.kind IS NOT NULL ORDER BY a.article_id, of_id
"""
_STANDING = """
SELECT o.article_id || ':' || s.of_start AS passage_id, a.article_id, s."start", s."end",
       substring(a.text, s."start" + 1, s."end" - s."start") AS text, s.reading = s.of_reading AS "first"
FROM linked.standing s JOIN stored.articles a ON a.reading = s.reading
JOIN stored.articles o ON o.reading = s.of_reading
ORDER BY passage_id, a.article_id, s."start"
"""
_BLOCKS = _selected(
    "blocks", "b",
    'LEFT JOIN linked.repeated r ON r.reading = b.reading AND r."start" = b."start" AND r."end" = b."end"',
)  # fmt: skip
_REPEATED = """
SELECT a.article_id, r."start", r."end", substring(a.text, r."start" + 1, r."end" - r."start") AS text, r.kind,
       o.article_id AS of_id
FROM linked.repeated r JOIN stored.articles a ON a.reading = r.reading
LEFT JOIN stored.articles o ON o.reading = r.of_reading ORDER BY a.article_id, r."start"
"""
_MENTIONS = _selected(
    "mentions", "m", "LEFT JOIN linked.actor_links l ON l.reading = m.reading AND l.local_id = m.actor{joins}",
)  # fmt: skip
_LINKS = """
SELECT a.article_id, a.id AS local_id, a.name, {actor_id} AS actor_id, {reason} AS reason
FROM stored.actors a LEFT JOIN linked.actor_links l ON l.reading = a.reading AND l.local_id = a.id{joins}
WHERE a.named
"""
_REASON = """CASE WHEN {actor_id} IN (SELECT actor_id FROM corrected.own) THEN 'own-table'
            WHEN {actor_id} IS DISTINCT FROM l.actor_id AND l.actor_id IS NOT NULL THEN 'correction'
            ELSE l.reason END"""
_ROLES = """
SELECT actor_id, min(role) AS role, country, min(day) AS first, max(day) AS last, count(DISTINCT article_id) AS articles
FROM (SELECT a.article_id, {actor_id} AS actor_id, unnest(a.roles) AS role, a.country,
             coalesce(try_cast(left(r.published_at, 10) AS DATE), try_cast(r.dateline_value AS DATE))::VARCHAR AS day
      FROM stored.actors a JOIN stored.articles r ON r.reading = a.reading
      LEFT JOIN linked.actor_links l ON l.reading = a.reading AND l.local_id = a.id{joins})
WHERE actor_id IS NOT NULL GROUP BY actor_id, lower(role), country
ORDER BY actor_id, lower(min(role)), country
"""
_CORRECTED_ACTORS = """
SELECT a.* FROM ({actors}) a ANTI JOIN corrected.actors c ON c.actor_id = a.actor_id
UNION ALL SELECT actor_id, kind, name, named, aliases, roles, country, sector, wikidata_id FROM corrected.shown"""
_LINKED_ACTORS = """
SELECT actor_id, kind, name, named, aliases, roles, country, sector, wikidata_id FROM linked.actors"""
_UNLINKED_ACTORS = """
SELECT article_id || ':' || id AS actor_id, kind, name, named, aliases, roles, country, sector, NULL
FROM stored.actors WHERE reading NOT IN (SELECT reading FROM linked.articles)"""
_STATEMENTS = _selected("statements", "s", "LEFT JOIN linked.articles l ON l.reading = s.reading{joins}")
_EVENTS = _selected("events", "e", "LEFT JOIN linked.articles l ON l.reading = e.reading{joins}")
_PLACES = f"""
SELECT place_id, min(name) AS name, min(lat) AS latitude, min(lon) AS longitude,
       min(country) AS country, min(admin1) AS admin1, min(feature) AS feature,
       MAP {of_places()!r}[place_id] AS wikidata_id
FROM stored.toponyms WHERE place_id IS NOT NULL GROUP BY place_id
"""
_TOPONYMS = _selected("toponyms", "t")
_TIMES = _selected("times", "t")
_FIGURES = _selected("figures", "f")
_STORIES = """
SELECT coalesce(l.story_id, a.article_id) AS story_id,
       coalesce(arg_min(a.headline, (l.copy_of IS NOT NULL, a.published_at IS NULL, a.published_at, a.article_id))
                FILTER (a.headline IS NOT NULL),
                arg_min(left(regexp_replace(a.text, '\\s+', ' ', 'g'), 80),
                        (a.published_at IS NULL, a.published_at, a.article_id))) AS headline,
       min(a.published_at) AS first, max(a.published_at) AS last, count(*) AS articles,
       count(l.copy_of) AS copies, list_sort(list(DISTINCT a.publisher) FILTER (a.publisher IS NOT NULL)) AS outlets
FROM stored.articles a LEFT JOIN linked.articles l ON l.reading = a.reading GROUP BY ALL
"""
_PROBLEMS = _selected("problems", "p")
_NOTES = "SELECT * FROM corrected.remarks ORDER BY made_at, correction_id"
_PUBLIC = {
    "articles": _ARTICLES, "originals": _ORIGINALS, "copies": _COPIES, "standing": _STANDING, "blocks": _BLOCKS,
    "places": _PLACES, "toponyms": _TOPONYMS, "times": _TIMES, "figures": _FIGURES, "stories": _STORIES,
    "problems": _PROBLEMS, "notes": _NOTES, "withheld": WITHHELD, "repeated": _REPEATED,
}  # fmt: skip
"""The queries of the public tables in which no actor stands."""


ASKED_MOST = ("articles", "actors", "mentions", "statements", "events", "occurrences", "toponyms", "places")
UNLINKED = "SELECT count(*) FROM stored.articles WHERE reading NOT IN (SELECT reading FROM linked.articles)"
"""How many readings linking has not seen."""


def all_views(
    record: Path, batches: Sequence[Batch], links: Sequence[tuple[str, Sequence[Path]]], hides: bool = False
) -> list[str]:
    """What to run for ``stored`` and ``linked`` to show ``batches`` and ``links``; ``hides`` where any is withheld."""
    made = [stored_view(record, name, batches, hides) for name in LAYERS]
    return made + [linked_view(name, files, hides) for name, files in links]


def public_views(*, corrected: bool, unlinked: bool, moved: bool = False, changed: bool = False) -> list[str]:
    """What to run for the public tables, where there are corrections (some that move local actors, some of single rows)
    and readings that linking has not seen.
    """
    queries = _PUBLIC | _with_actors(corrected, unlinked, moved)
    queries |= {"occurrences": OCCURRENCES, "contradictions": CONTRADICTIONS, "families": FAMILIES} | FLAT
    queries |= {"versions": VERSIONS, "wordings": WORDINGS, "series": SERIES, "omissions": OMISSIONS}
    queries |= {"said_before": SAID_BEFORE}
    queries |= with_changes(queries) if changed else {}
    shown = [f"CREATE OR REPLACE VIEW main.{name} AS {query}" for name, query in queries.items()]
    return shown + [f"DROP TABLE IF EXISTS kept.{name}" for name in ASKED_MOST]


def kept_tables() -> list[str]:
    """What to run for the public tables that are asked most to stand in memory, as they are now."""
    kept = [f"CREATE OR REPLACE TABLE kept.{name} AS SELECT * FROM main.{name}" for name in ASKED_MOST]
    return kept + [f"CREATE OR REPLACE VIEW main.{name} AS SELECT * FROM kept.{name}" for name in ASKED_MOST]


def place_query(record: Path, batches: Sequence[Batch]) -> str | None:
    """The query for where an article stands: file, number in it, and reading; None in an empty record."""
    if not batches:
        return None
    files = ", ".join(quoted(unwild(batch_path(record, b.id) / "articles.parquet")) for b in batches)
    return f"SELECT filename, article_no, reading FROM read_parquet([{files}], filename = true) WHERE article_id = ?"


def _with_actors(corrected: bool, unlinked: bool, moved: bool) -> dict[str, str]:
    """The queries in which actors stand: under their own ids where they are not linked, and as corrected."""
    mention, held = "coalesce(l.actor_id, m.article_id || ':' || m.actor)", ""
    local, local_held = "coalesce(l.actor_id, a.article_id || ':' || a.id)", ""
    if moved:
        mention = f"coalesce(x.actor_id, {mention})"
        held = _moved("x", "m", "m.actor")
        local, local_held = f"coalesce(x.actor_id, {local})", _moved("x", "a", "a.id")
    speaker, addressee = _linked("s", "s.speaker", "x" * moved), _linked("s", "s.addressee", "y" * moved)
    name = "coalesce(l.names[s.speaker], s.speaker_name)"
    actors = _LINKED_ACTORS + (" UNION ALL" + _UNLINKED_ACTORS if unlinked else "")
    taking_part = {column: _participants(column, corrected, moved) for column in ("actors", "recipients")}
    maps = (_MAPS.format("k") if corrected else "") + (_MOVED_MAP.format("z") if moved else "")
    if not corrected:
        return {
            "mentions": _MENTIONS.format(actor_id=mention, joins=""),
            "actors": actors,
            "links": _LINKS.format(actor_id=local, reason="l.reason", joins=""),
            "roles": _ROLES.format(actor_id=local, joins=""),
            "statements": _STATEMENTS.format(
                speaker_id=speaker, speaker=name, joint_ids=_joint(corrected, moved), addressee_id=addressee, joins=maps
            ),
            "events": _EVENTS.format(**taking_part, joins=""),
        }
    spoken = _moved("x", "s", "s.speaker") + _moved("y", "s", "s.addressee") if moved else ""
    whose = {"actor_id": _into("c", local), "joins": local_held + _correction("c", local)}
    return {
        "links": _LINKS.format(**whose, reason=_REASON.format(actor_id=whose["actor_id"])),
        "roles": _ROLES.format(**whose),
        "mentions": _MENTIONS.format(actor_id=_into("c", mention), joins=held + _correction("c", mention)),
        "actors": _CORRECTED_ACTORS.format(actors=actors),
        "statements": _STATEMENTS.format(
            speaker_id=_into("c", speaker),
            speaker=f"CASE WHEN c.actor_id IS NULL THEN {name} ELSE c.name END",
            joint_ids=_joint(corrected, moved),
            addressee_id=_into("d", addressee),
            joins=spoken + _correction("c", speaker) + _correction("d", addressee) + maps,
        ),
        "events": _EVENTS.format(**taking_part, joins=_MAPS.format("c") + (_MOVED_MAP.format("x") if moved else "")),
    }


_MAPS = """,
(SELECT map(list(actor_id), list(coalesce(into_id, ''))) AS into_ids FROM corrected.actors) {}"""
"""Who is no actor is the empty word: a map gives null for what it does not hold."""
_MOVED_MAP = ", (SELECT map(list(local_id), list(actor_id)) AS ids FROM corrected.moved) {}"


def _linked(row: str, local_id: str, moved: str = "") -> str:
    ids = f"{moved}.actor_id, " if moved else ""
    return f"coalesce({ids}l.ids[{local_id}], {row}.article_id || ':' || {local_id})"


def _correction(name: str, actor_id: str) -> str:
    return f"\nLEFT JOIN corrected.actors {name} ON {name}.actor_id = {actor_id}"


def _moved(name: str, row: str, local_id: str) -> str:
    return f"\nLEFT JOIN corrected.moved {name} ON {name}.local_id = {row}.article_id || ':' || {local_id}"


def _into(name: str, actor_id: str) -> str:
    return f"CASE WHEN {name}.actor_id IS NULL THEN {actor_id} ELSE {name}.into_id END"


def _joint(corrected: bool, moved: bool) -> str:
    """Who speaks with the speaker, by the ids of the record; the maps are ``k`` and ``z``."""
    actor_id = _linked("s", "j")
    if moved:
        actor_id = f"coalesce(z.ids[s.article_id || ':' || j], {actor_id})"
    if corrected:
        actor_id = f"nullif(coalesce(k.into_ids[{actor_id}], {actor_id}), '')"
    return f"list_transform(s.joint, lambda j: {actor_id})"


def _participants(column: str, corrected: bool, moved: bool) -> str:
    actor_id = _linked("e", "p.id")
    if moved:
        actor_id = f"coalesce(x.ids[e.article_id || ':' || p.id], {actor_id})"
    if corrected:
        actor_id = f"nullif(coalesce(c.into_ids[{actor_id}], {actor_id}), '')"
    fields = f"""{{'id': {actor_id}, 'text': p.text, 'start': p."start", 'end': p."end", 'country': p.country,
           'sector': p.sector}}"""
    return f"list_transform(e.{column}, lambda p: {fields})"
