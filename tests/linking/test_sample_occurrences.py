"""The sample stories, read and linked: two affairs that several papers tell, and do not tell alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.resources import stories

AFFAIRS = ("valparaiso-march", "gabes-trawler")


@pytest.fixture(scope="module")
def occurrences(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What several papers tell in the stories of the two affairs."""
    folder = tmp_path_factory.mktemp("stories")
    lines = Path(stories.paths()[0]).read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if any(f'"id": "{affair}' in line for affair in AFFAIRS)]
    (folder / "chosen.jsonl").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    dateline.read([str(folder / "chosen.jsonl")], folder / "record", workers=1)
    with dateline.open(folder / "record") as record:
        found: list[dict[str, Any]] = record.sql("SELECT * FROM occurrences WHERE sources > 1").to_pylist()
    return found


def test_a_march_is_one_with_both_counts(occurrences: list[dict[str, Any]]) -> None:
    """What the union counts and what the police count."""
    (march,) = [o for o in occurrences if o["type"] == "PROTEST"]
    assert march["sources"] == 2
    assert [f["value"] for f in march["size"]] == [3500.0, 9000.0]


def test_an_attack_is_one_with_its_denial_and_both_counts(occurrences: list[dict[str, Any]]) -> None:
    """Told by the one side, denied by the other, and two papers count the injured."""
    (attack,) = [o for o in occurrences if o["type"] == "ASSAULT"]
    assert attack["sources"] == 2
    assert attack["denied"] >= 1
    assert attack["reported"] >= 2
    assert [f["value"] for f in attack["injured"]] == [2.0, 4.0]
