"""The free corpus: every story holds together, and its scorer, which needs nothing else, gives a marking full marks."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from dateline.evaluate.wire import read_wire

CORPUS = Path(__file__).parent.parent / "corpus"
STORIES = sorted((CORPUS / "stories").glob("*.wire"))


@pytest.fixture(scope="module", name="marked")
def _marked() -> ModuleType:
    spec = importlib.util.spec_from_file_location("marked", CORPUS / "marked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_story_has_a_fault(marked: ModuleType) -> None:
    """Tags close, ids are known, kinds and types exist, every word stands in a block."""
    assert len(STORIES) >= 100
    assert {p.name: found for p in STORIES if (found := marked.faults(p))} == {}


def test_both_readers_of_marked_stories_agree(marked: ModuleType) -> None:
    """The text and the spans are the same by the corpus's own reader and by the program's."""
    for path in STORIES:
        story, wire = marked.read(path), read_wire(path)
        assert story["text"] == wire.text
        assert [(b["kind"], b["start"], b["end"]) for b in story["blocks"]] == [
            (b.value, b.start, b.end) for b in wire.blocks
        ]
        assert len(story["events"]) == len(wire.events)


def test_a_marking_scored_against_itself_is_right_throughout(marked: ModuleType) -> None:
    """Each measure counts what it says."""
    stories = [marked.read(p) for p in STORIES[:12]]
    counts = marked.score(stories, {s["id"]: marked.as_reading(s) for s in stories})
    for measure, n in counts.of.items():
        assert n["hits"] == pytest.approx(n["marked"]), measure
        assert n["hits"] == pytest.approx(n["found"]), measure


def test_the_split_names_stories_that_are_there() -> None:
    """A third of the stories is never read while rules are written."""
    unread = (CORPUS / "unread.txt").read_text(encoding="utf-8").split()
    assert set(unread) <= {p.stem for p in STORIES}
    assert 0.2 < len(unread) / len(STORIES) < 0.45


def test_heads_say_where_a_story_is_from() -> None:
    """House, genre, country, decade and the language that it reads as translated from."""
    heads = [json.loads(p.read_text(encoding="utf-8").partition("\n---\n")[0]) for p in STORIES]
    assert len({h["house"] for h in heads}) >= 40
    assert len({h["translated"] for h in heads} - {None}) >= 10
    assert all(h["genre"] and h["country"] and h["decade"] for h in heads)


def test_what_was_marked_twice_is_the_same_copy(marked: ModuleType) -> None:
    """Twenty stories, so that agreement can be counted."""
    twice = sorted((CORPUS / "second").glob("*.wire"))
    assert len(twice) == 20
    for path in twice:
        assert marked.read(path)["text"] == marked.read(CORPUS / "stories" / path.name)["text"]
