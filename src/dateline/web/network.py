"""Who has to do with whom: named actors of the same events or of each other's statements, drawn and listed.

The picture is laid out by springs and charges (Fruchterman and Reingold 1991) from a circle, so that the same record
gives the same picture; it shows the strongest ties, the list and the files hold them all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa

from dateline.web.filters import Where, statements_where
from dateline.web.queries import Asked, Row, Rows, page_of, rows

NODES = 36
"""Actors in the picture."""
LARGEST = 3_000
"""Actors on the canvas."""
_WIDTH, _HEIGHT, _STEPS = 1000.0, 640.0, 160
_FLAT = 0.8
"""How much less a distance from top to bottom counts: names are wider than high."""
_TIES = """
    WITH named AS (SELECT actor_id, name FROM actors WHERE named),
    acting AS (SELECT occurrence_id, unnest(actors).id AS one, recipients FROM occurrences),
    met AS (SELECT DISTINCT occurrence_id, one, unnest(recipients).id AS other FROM acting),
    spoken AS (
        SELECT DISTINCT s.statement_id, s.speaker_id AS one, m.actor_id AS other
        FROM statements s JOIN articles a ON a.article_id = s.article_id
        JOIN mentions m ON m.article_id = s.article_id {where}
          AND len(list_filter(s.content, lambda c: c."start" <= m."start" AND m."end" <= c."end")) > 0),
    ties AS (
        SELECT one, other, 'event' AS kind FROM met UNION ALL SELECT one, other, 'said' FROM spoken)
    SELECT t.one, a.name AS one_name, t.other, b.name AS other_name, t.kind, count(*) AS n
    FROM ties t JOIN named a ON a.actor_id = t.one JOIN named b ON b.actor_id = t.other
    WHERE t.one <> t.other GROUP BY ALL"""
SHAPE = pa.schema([*((n, pa.string()) for n in ("one", "one_name", "other", "other_name", "kind")), ("n", pa.int64())])
"""The columns of a tie in a file."""
_WHAT = {"event": "acts on", "said": "speaks of"}


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the picture."""

    actor_id: str
    name: str
    ties: int
    x: float
    y: float


def _query() -> tuple[str, Where]:
    where = statements_where({})
    return _TIES.format(where=where), where


def ties(record: Asked, page: int) -> Rows:
    """Pairs of actors, the strongest tie first: one acts on the other in events, or speaks of the other."""
    query, where = _query()
    every = Where()
    every.values += where.values
    found = page_of(record, "*", f"({query})", every, "n DESC, one_name, other_name, one, other, kind", page)
    return Rows([{**row, "what": _WHAT[row["kind"]]} for row in found.rows], found.page, found.total)


def all_ties(record: Asked) -> list[Row]:
    """All of them."""
    query, where = _query()
    return rows(record, f"{query} ORDER BY n DESC, one_name, other_name, one, other, kind", *where.values)


def graph(found: Sequence[Row], most: int = LARGEST) -> dict[str, list[dict[str, Any]]]:
    """The ``most`` actors with most ties as ``nodes`` with their communities, and the pairs among them as ``links``.

    Communities are found by modularity (Blondel et al. 2008), with a fixed seed so that they are the same each time.
    """
    import networkx

    weight, names, shown = _strongest(found, most)
    pairs = _pairs(found, set(shown))
    tied = networkx.Graph()
    tied.add_nodes_from(shown)
    tied.add_weighted_edges_from((one, other, n) for (one, other), n in sorted(pairs.items()))
    parts = networkx.community.louvain_communities(tied, seed=0) if shown else []
    ranked = sorted(parts, key=lambda part: (-sum(weight[i] for i in part), min(part)))
    community = {i: number for number, part in enumerate(ranked) for i in part}
    return {
        "nodes": [{"id": i, "name": names[i], "ties": weight[i], "community": community[i]} for i in shown],
        "links": [{"source": one, "target": other, "n": n} for (one, other), n in sorted(pairs.items())],
    }


def _strongest(found: Sequence[Row], most: int) -> tuple[dict[str, int], dict[str, str], list[str]]:
    """The ties of each actor, the names, and the ``most`` actors with most ties."""
    weight: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in found:
        for side in ("one", "other"):
            weight[row[side]] = weight.get(row[side], 0) + row["n"]
            names[row[side]] = row[f"{side}_name"]
    return weight, names, sorted(weight, key=lambda i: (-weight[i], names[i], i))[:most]


def _pairs(found: Sequence[Row], shown: Set[str]) -> dict[tuple[str, str], int]:
    pairs: dict[tuple[str, str], int] = {}
    for row in found:
        if row["one"] in shown and row["other"] in shown:
            pair = (min(row["one"], row["other"]), max(row["one"], row["other"]))
            pairs[pair] = pairs.get(pair, 0) + row["n"]
    return pairs


def draw(found: Sequence[Row]) -> str:
    """The strongest of the ties ``found`` as an SVG; each actor is a link to its page."""
    weight, names, shown = _strongest(found, NODES)
    pairs = _pairs(found, set(shown))
    shown = [i for i in shown if any(i in pair for pair in pairs)]
    at = _placed(shown, pairs)
    nodes = [Node(i, names[i], weight[i], *at[i]) for i in shown]
    return _svg(nodes, pairs, {n.actor_id: n for n in nodes})


def _placed(ids: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> dict[str, tuple[float, float]]:
    """Where each actor stands: ties pull, everybody pushes, and the steps grow smaller."""
    count = max(1, len(ids))
    at = {one: [math.cos(2 * math.pi * k / count), math.sin(2 * math.pi * k / count)] for k, one in enumerate(ids)}
    apart = 2.0 / math.sqrt(count)
    for step in range(_STEPS):
        moves = {one: [0.0, 0.0] for one in ids}
        for k, one in enumerate(ids):
            for other in ids[k + 1 :]:
                tied = pairs.get((min(one, other), max(one, other)), 0)
                _pull(at[one], at[other], moves[one], moves[other], apart, tied)
        heat = 0.12 * (1 - step / _STEPS)
        for one in ids:
            length = math.hypot(*moves[one]) or 1.0
            for axis in (0, 1):
                at[one][axis] += moves[one][axis] / length * min(length, heat) - 0.04 * at[one][axis]
    return _fitted(at)


def _pull(
    one: Sequence[float], other: Sequence[float], move: list[float], against: list[float], apart: float, tied: int
) -> None:
    dx, dy = one[0] - other[0], (one[1] - other[1]) * _FLAT
    far = math.hypot(dx, dy) or 1e-6
    push = apart * apart / far if far < 3 * apart else 0.0
    pull = far * far / apart * min(0.5, 0.15 + math.log2(1 + tied) / 12) if tied else 0.0
    force = push - pull
    move[0] += dx / far * force
    move[1] += dy / far * force
    against[0] -= dx / far * force
    against[1] -= dy / far * force


def _fitted(at: Mapping[str, Sequence[float]]) -> dict[str, tuple[float, float]]:
    """The same in pixels of the picture."""
    made: dict[str, tuple[float, float]] = {}
    spans = []
    for axis, size in ((0, _WIDTH - 220), (1, _HEIGHT - 70)):
        values = [p[axis] for p in at.values()] or [0.0]
        low, high = min(values), max(values)
        spans.append((low, size / ((high - low) or 1.0)))
    for one, point in at.items():
        made[one] = (110 + (point[0] - spans[0][0]) * spans[0][1], 35 + (point[1] - spans[1][0]) * spans[1][1])
    return made


def _svg(nodes: Sequence[Node], pairs: Mapping[tuple[str, str], int], by_id: Mapping[str, Node]) -> str:
    most = max(pairs.values(), default=1)
    heaviest = max((n.ties for n in nodes), default=1)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="img">',
        "<title>Who has to do with whom</title><style>line{stroke:#8d8676;stroke-opacity:.5}"
        "circle{fill:#1d4c6d}text{font:13px sans-serif;fill:#22211e}</style>",
    ]
    for (one, other), n in sorted(pairs.items()):
        a, b = by_id[one], by_id[other]
        ends = f'x1="{a.x:.1f}" y1="{a.y:.1f}" x2="{b.x:.1f}" y2="{b.y:.1f}"'
        told = escape(f"{a.name} and {b.name}: {n}")
        lines.append(f'<line {ends} stroke-width="{0.7 + 5 * n / most:.1f}"><title>{told}</title></line>')
    for node in nodes:
        radius = 3 + 9 * math.sqrt(node.ties / heaviest)
        told = escape(f"{node.name}: {node.ties}")
        name = escape(node.name if len(node.name) < 28 else node.name[:26] + "…")
        lines.append(
            f'<g><circle cx="{node.x:.1f}" cy="{node.y:.1f}" r="{radius:.1f}"><title>{told}</title></circle>'
            f'<text x="{node.x:.1f}" y="{node.y - radius - 3:.1f}" text-anchor="middle">{name}</text></g>'
        )
    return "\n".join([*lines, "</svg>\n"])
