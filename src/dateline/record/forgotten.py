"""Which articles are not to be read in again, by the SHA-256 of their ids; and what was exported before."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dateline.record.stored import Tables
from dateline.schema import hashed

EXPORTS = "exports.jsonl"
"""What was exported from the record: a line each with the time, the format and where to."""


def forgotten(record: Path) -> set[str]:
    """The hashes of the ids of the articles that are not to be read in again."""
    try:
        return set((record / "forgotten.txt").read_text(encoding="ascii").split())
    except FileNotFoundError:
        return set()


def keep_forgotten(record: Path, articles: Collection[str]) -> None:
    """Remember, by hashes, that the articles are not to be read in again."""
    told = sorted(forgotten(record) | {hashed(article_id) for article_id in articles})
    fresh = record / ".forgotten.txt.new"
    fresh.write_text("".join(f"{line}\n" for line in told), encoding="ascii")
    fresh.replace(record / "forgotten.txt")


def without_forgotten(record: Path, tables: Tables) -> Tables:
    """The tables without the rows of forgotten articles."""
    known = forgotten(record)
    if not known:
        return tables
    ids = tables["articles"].column("article_id").to_pylist()
    gone = pa.array(sorted({i for i in ids if hashed(i) in known}), pa.string())
    if not len(gone):
        return tables
    return {
        name: table.filter(pc.invert(pc.is_in(table.column("article_id"), value_set=gone)))
        for name, table in tables.items()
    }


def note_export(record: Path, form: str, to: str) -> None:
    """Remember that something was exported, so that forgetting can name it; where the record may be written."""
    told = {"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "form": form, "to": to}
    try:
        with (record / EXPORTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    except OSError:
        return


def exports(record: Path) -> list[dict[str, str]]:
    """What was exported, in order."""
    try:
        lines = (record / EXPORTS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
