"""Two actors, or two stories, that a person has said are never one. Stories are parted by linking.

Linking decides by names, so that a later article may make one of what somebody knows to be two. Where it does, the
local actors that go by the name which the correction quotes for the one that was given up are moved back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from dateline.record.anchors import Local
from dateline.record.corrections import Correction

_LOCALS = """
SELECT a.article_id || ':' || a.id, l.actor_id, a.kind, a.name, a.named, a.aliases, a.roles, a.country, a.sector
FROM linked.actor_links l JOIN stored.actors a ON a.reading = l.reading AND a.id = l.local_id
WHERE l.actor_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1
"""


def kept_apart(
    base: duckdb.DuckDBPyConnection, made: Iterable[Correction], now: Mapping[int, Correction]
) -> tuple[dict[str, tuple[Local, str]], frozenset[int]]:
    """The local actors that go back to whom they are, by place; and the corrections that did not find them.

    ``made`` are the corrections as they were made, ``now`` the same by number with the ids that their actors have now.
    """
    united = [(one, now[one.correction_id].target) for one in made
              if one.kind == "distinct" and now[one.correction_id].target == now[one.correction_id].value]  # fmt: skip
    if not united:
        return {}, frozenset()
    rows = base.execute(_LOCALS, [sorted({actor_id for _, actor_id in united})]).fetchall()
    locals_ = [Local.of(row) for row in rows]
    moved: dict[str, tuple[Local, str]] = {}
    lost = set()
    for one, actor_id in united:
        old, name = (one.target, one.quoted) if one.target != actor_id else (one.value, one.context)
        found = [local for local in locals_ if local.actor_id == actor_id and local.name == name]
        if not found or old == actor_id:
            lost.add(one.correction_id)
        moved.update({local.place: (local, old) for local in found if old != actor_id})
    return moved, frozenset(lost)


def stories_apart(corrections: Iterable[Correction]) -> list[tuple[str, str]]:
    """The pairs of articles whose stories a person has said are not one, in the order in which it was said."""
    return [(c.target, c.value) for c in corrections
            if c.kind == "distinct" and c.layer == "stories" and not c.undone]  # fmt: skip


def said_apart(corrections: Sequence[Correction]) -> dict[frozenset[str], int]:
    """The pairs of actors that are never one, each with the number of the correction."""
    return {frozenset((c.target, c.value)): c.correction_id for c in corrections
            if c.kind == "distinct" and c.layer is None and not c.undone}  # fmt: skip
