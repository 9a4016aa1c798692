"""English words stand in tables, so that a second language is tables and a folder, and not the rules once more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from dateline import resources
from dateline.resources.checks import CHECKS
from dateline.schema import BlockKind, Modality

SRC = Path(__file__).parents[2] / "src" / "dateline"
ROOMS = ("statements", "events", "actors", "grammar")
_LABELS = """
acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass dative dep det dobj
expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss preconj predet prep prt
punct quantmod relcl xcomp cop
clause that quote to obj told as noun out part cited phrase
subj by light mod inner compsubj with from against on for of between into at in over
actor public person anyone name figure state people
if verb adjective auxiliary adverb direct indirect mixed
"""
"""The parser's relations, the frames of cues, the slots of an event's word, who stands in them, kinds of words."""
LABELS = frozenset(_LABELS.split()) | set(get_args(Modality)) | set(get_args(BlockKind))
"""Words by which the code calls things, and not what it looks for in copy."""


FILES = [p for room in ROOMS for p in sorted((SRC / room).rglob("*.py")) if p.parent != SRC / "grammar" / "en"]
"""The rules; the folder of English may hold English words."""


def _english(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The collections in the file at ``path`` that hold English words, by their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            held = [
                e.value
                for e in (node.keys if isinstance(node, ast.Dict) else node.elts)
                if isinstance(e, ast.Constant) and isinstance(e.value, str)
            ]
            yield node.lineno, [w for w in held if re.fullmatch(r"[a-z'][a-z' -]+", w) and w not in LABELS]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC).with_suffix("")))
def test_a_rule_asks_a_table_for_its_words(path: Path) -> None:
    """Three words may stand in a condition; a list of more is a row of a table."""
    assert [(line, words) for line, words in _english(path) if len(words) > 3] == []


def _asked_for() -> set[str]:
    code = "\n".join(p.read_text(encoding="utf-8") for p in SRC.rglob("*.py"))
    return set(re.findall(r"\"(\w+)\"", code))


def test_every_list_of_words_is_asked_for() -> None:
    """By a rule, or by a pattern of an event; a list without effect is a slip."""
    patterns = "\n".join(row["tests"] for row in resources.table("event_lexicon.tsv"))
    classes = {row["class"] for row in resources.table("event_words.tsv")}
    assert classes - _asked_for() - set(re.findall(r"@(\w+)", patterns)) == set()
    assert set(resources.toml("grammar_words.toml")) - _asked_for() == set()
    assert {row["class"] for row in resources.table("actor_words.tsv")} - _asked_for() == set()


def test_no_list_holds_a_word_twice() -> None:
    """Nor is one empty."""
    assert CHECKS["event_words.tsv"].lists == {"words": " "}
    assert CHECKS["actor_words.tsv"].lists == {"words": "|"}
    for name, held in resources.toml("grammar_words.toml").items():
        assert held, name
        assert len(held) == len(set(held)), name
