"""Our own marked sentences can be read, and say what they should."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import dateline.training
from dateline.training.corpus import Gold, marked, restyled

EXAMPLES = sorted((Path(str(dateline.training.__file__)).parent / "examples").glob("*.txt"))


def golds(path: Path) -> list[Gold]:
    """The examples of a file."""
    return list(marked(path.read_text(encoding="utf-8"), path.stem))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_example_has_its_parts(path: Path) -> None:
    """An attribution has a cue and content; no bracket is left in the text; spans have no white space around."""
    assert golds(path)
    for gold in golds(path):
        assert not set("[]") & set(gold.text), gold
        for one in gold.attributions:
            assert one.cue, gold
            assert one.content, gold
            for start, end in (*one.source, *one.cue, *one.content):
                assert gold.text[start:end].strip(), gold


def test_most_of_the_sentences_without_statements_have_none() -> None:
    """They teach what is to be left alone."""
    (path,) = (p for p in EXAMPLES if p.stem == "no-statements")
    bare = [gold for gold in golds(path) if not gold.attributions]
    assert len(bare) > 0.8 * len(golds(path))


def test_roles_are_told_apart_by_their_numbers() -> None:
    """Two attributions may share a sentence."""
    (gold,) = marked("[s1 Lind] [q1 said] [c1 no], and [s2 Holm] [q2 said] [c2 yes].", "x")
    assert gold.text == "Lind said no, and Holm said yes."
    assert [gold.text[slice(*one.content[0])] for one in gold.attributions] == ["no", "yes"]


def test_an_open_bracket_is_an_error() -> None:
    """The message names the example."""
    with pytest.raises(ValueError, match="x:0"):
        list(marked("[s Lind [q said] so", "x"))


def test_a_house_style_changes_marks_and_no_place() -> None:
    """The text keeps its length."""
    text = 'He said: "No." She said: “Yes.”'
    for seed in range(20):
        assert len(restyled(text, Random(seed))) == len(text)
