"""Links are made a generation at a time and shown over the readings."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

from linked_record import record_of
from made_readings import reading

import dateline
from dateline.linking import link
from dateline.record import Writer
from dateline.record.stored import stored_tables


def everything(record: Any) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that linking changes, in one order."""
    tables = ("articles", "actors", "statements", "mentions", "events", "stories")
    return {name: sorted(record.table(name).to_pylist(), key=str) for name in tables}


def test_the_same_name_is_one_actor_in_all_articles(tmp_path: Path) -> None:
    """Speakers, mentions and participants point to it; a group without a name stays its article's own."""
    record = record_of(tmp_path / "r", [reading("one"), reading("two", verb="wait")])
    assert len(record.actors(name="Ana Vidmar")) == 1
    assert len(record.actors(name="two officials")) == 2
    speakers = set(record.statements().column("speaker_id").to_pylist())
    assert speakers == {record.actors(name="Ana Vidmar").to_pylist()[0]["actor_id"]}
    italy = record.actors(name="Italy").to_pylist()[0]["actor_id"]
    assert [e["actors"][0]["id"] for e in record.events().to_pylist()] == [italy, italy]


def test_a_copy_points_to_the_earliest_article(tmp_path: Path) -> None:
    """Case and line ends do not matter; the story counts both."""
    record = record_of(tmp_path / "r", [reading("b"), reading("a"), reading("c", verb="wait")])
    assert {a["article_id"]: a["copy_of"] for a in record.articles().to_pylist()} == {"a": None, "b": "a", "c": None}
    assert [(s["articles"], s["copies"]) for s in record.table("stories").to_pylist()] == [(3, 1)]


def test_the_order_of_the_articles_does_not_matter(tmp_path: Path) -> None:
    """Ids, names and links are the same whatever came first, and in however many batches."""
    readings = [reading("one"), reading("two", speaker="ANA VIDMAR"), reading("three", speaker="Ana Vídmar")]
    shown = [
        everything(record_of(tmp_path / str(n), *([r] for r in order)))
        for n, order in enumerate(itertools.permutations(readings))
    ]
    shown.append(everything(record_of(tmp_path / "all", readings)))
    assert all(other == shown[0] for other in shown[1:])


def test_linking_again_makes_nothing_new(tmp_path: Path) -> None:
    """The generation is named by what it has seen."""
    record_of(tmp_path / "r", [reading("one")])
    writer = Writer(tmp_path / "r")
    before = writer.state.number
    assert link(writer) == writer.state.links
    assert writer.state.number == before


def test_links_that_were_lost_are_made_again(tmp_path: Path) -> None:
    """Whoever deletes the folder of links gets the same ones back by linking."""
    path = tmp_path / "r"
    wanted = everything(record_of(path, [reading("one"), reading("two", verb="wait")]))
    shutil.rmtree(path / "links")
    (path / "links").mkdir()
    link(path)
    assert everything(dateline.open(path)) == wanted


def test_a_superseded_reading_leaves_no_trace_in_the_links(tmp_path: Path) -> None:
    """What an earlier reading told of an actor goes with it."""
    record = record_of(tmp_path / "r", [reading("one", speaker="Carlo Berti"), reading("two")], [reading("one")])
    assert everything(record) == everything(record_of(tmp_path / "fresh", [reading("one"), reading("two")]))


def test_what_is_not_linked_yet_stands_under_ids_of_its_own(tmp_path: Path) -> None:
    """An article added after linking is shown at once, and an old link does not reach its new reading."""
    record = record_of(tmp_path / "r", [reading("one"), reading("two")])
    Writer(tmp_path / "r").commit([stored_tables([reading("one", speaker="Carlo Berti"), reading("three")])])
    assert {s["speaker_id"] for s in record.statements().to_pylist()} >= {"one:a1", "three:a1"}
    assert record.statements(article_id="one").to_pylist()[0]["speaker"] == "Carlo Berti"
    ids = set(record.actors().column("actor_id").to_pylist())
    assert {s["speaker_id"] for s in record.statements().to_pylist()} <= ids
    assert {m["actor_id"] for m in record.table("mentions").to_pylist()} <= ids


def test_links_survive_the_merging_of_batches(tmp_path: Path) -> None:
    """Merged batches hold the same readings under the same keys."""
    writer = Writer(tmp_path / "r")
    for i in range(9):
        writer.commit([stored_tables([reading(f"n{i}", verb=f"sail {i}")])])
    link(writer)
    record = dateline.open(tmp_path / "r")
    before = everything(record)
    assert writer.compact() == 1
    assert len(writer.state.batches) == 2
    assert everything(record) == before
    assert link(writer) == record.refresh().links
