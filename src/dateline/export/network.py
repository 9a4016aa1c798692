"""Networks for Gephi, Cytoscape and networkx: who did what to whom, and who spoke of whom, as GEXF 1.3 and GraphML.

A node is an actor. An edge ``did`` joins an actor to a recipient, one edge a PLOVER type, with the number of
occurrences; an edge ``spoke of`` joins a speaker to an actor mentioned in what is said, with the number of statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dateline.export.source import Row, Source

__all__ = ["write_gexf", "write_graphml"]

_DID = """
SELECT actor_id AS source, recipient_id AS target, 'did' AS relation, type,
       count(DISTINCT occurrence_id) AS weight, count(*) AS reports,
       avg(goldstein) AS goldstein, min(date_start) AS first, max(date_end) AS last
FROM flat_pairs WHERE actor_id IS NOT NULL AND recipient_id IS NOT NULL AND actor_id <> recipient_id
GROUP BY ALL
"""
_SPOKE = """
SELECT s.speaker_id AS source, m.actor_id AS target, 'spoke of' AS relation, NULL AS type,
       count(DISTINCT s.statement_id) AS weight, count(*) AS reports, NULL::DOUBLE AS goldstein,
       min(left(a.published_at, 10)) AS first, max(left(a.published_at, 10)) AS last
FROM (SELECT *, unnest(content) AS piece FROM statements WHERE speaker_id IS NOT NULL) s
JOIN mentions m ON m.article_id = s.article_id AND m."start" >= s.piece."start" AND m."end" <= s.piece."end"
JOIN articles a ON a.article_id = s.article_id
WHERE m.actor_id IS NOT NULL AND m.actor_id <> s.speaker_id GROUP BY ALL
"""
_EDGES = f"SELECT * FROM ({_DID} UNION ALL {_SPOKE}) ORDER BY source, target, relation, type"
_NODES = f"""
SELECT actor_id, name, kind, named, country, sector, wikidata_id FROM actors
WHERE actor_id IN (SELECT source FROM ({_EDGES}) UNION ALL SELECT target FROM ({_EDGES})) ORDER BY actor_id
"""
_OF_NODE = {"kind": "string", "named": "boolean", "country": "string", "sector": "string", "wikidata_id": "string"}
_OF_EDGE = {
    "relation": "string", "type": "string", "reports": "long", "goldstein": "double", "first": "string",
    "last": "string",
}  # fmt: skip


def write_gexf(source: Source, folder: Path) -> None:
    """Write ``network.gexf``."""
    (folder / "network.gexf").write_text("".join(_gexf(source)), encoding="utf-8", newline="\n")


def write_graphml(source: Source, folder: Path) -> None:
    """Write ``network.graphml``."""
    (folder / "network.graphml").write_text("".join(_graphml(source)), encoding="utf-8", newline="\n")


def _gexf(source: Source) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph mode="static" defaultedgetype="directed">\n'
    for side, columns in (("node", _OF_NODE), ("edge", _OF_EDGE)):
        yield f'<attributes class="{side}" mode="static">\n'
        yield from (f'<attribute id="{n}" title="{n}" type="{t}"/>\n' for n, t in columns.items())
        yield "</attributes>\n"
    yield "<nodes>\n"
    for row in source.rows(_NODES):
        yield f"<node id={_quoted(row['actor_id'])} label={_quoted(row['name'])}>{_gexf_values(row, _OF_NODE)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, row in enumerate(source.rows(_EDGES)):
        ends = f"source={_quoted(row['source'])} target={_quoted(row['target'])}"
        label = _quoted(row["type"] or row["relation"])
        values = _gexf_values(row, _OF_EDGE)
        yield f'<edge id="{number}" {ends} label={label} weight="{row["weight"]}">{values}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_values(row: Row, columns: Iterable[str]) -> str:
    told = [f'<attvalue for="{n}" value={_quoted(_told(row[n]))}/>' for n in columns if row[n] is not None]
    return f"<attvalues>{''.join(told)}</attvalues>"


def _graphml(source: Source) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for side, columns in (("node", {"label": "string", **_OF_NODE}), ("edge", {**_OF_EDGE, "weight": "long"})):
        for name, kind in columns.items():
            yield f'<key id="{side}-{name}" for="{side}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for row in source.rows(_NODES):
        yield f"<node id={_quoted(row['actor_id'])}>{_data('node', {'label': row['name']}, ['label'])}"
        yield _data("node", row, _OF_NODE) + "</node>\n"
    for number, row in enumerate(source.rows(_EDGES)):
        ends = f"source={_quoted(row['source'])} target={_quoted(row['target'])}"
        yield f'<edge id="e{number}" {ends}>{_data("edge", row, (*_OF_EDGE, "weight"))}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _data(side: str, row: Row, columns: Iterable[str]) -> str:
    told = ((name, row[name]) for name in columns if row[name] is not None)
    return "".join(f'<data key="{side}-{name}">{escape(_sound(_told(value)))}</data>' for name, value in told)


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(value: object) -> str:
    return quoteattr(_sound(_told(value)))


def _sound(words: str) -> str:
    """``words`` without the control characters that XML 1.0 forbids."""
    return "".join(c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
