"""Rules are found by their names and switched off wherever they were imported."""

from __future__ import annotations

import runpy
from pathlib import Path

from dateline.statements import clauses, tails

ABLATE = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "ablate.py"))


def test_a_rule_is_switched_off_where_it_was_imported_and_on_again() -> None:
    """Its neutral result is taken everywhere, and the rule stands as before afterwards."""
    rule = next(r for r in ABLATE["rules"]("statements") if r.name == "statements.tails.postposed")
    before = tails.postposed
    with ABLATE["switched_off"](rule):
        assert vars(clauses)["postposed"] is tails.postposed is not before
        assert tails.postposed(None, 0, 0, 0, "") is None
    assert vars(clauses)["postposed"] is tails.postposed is before


def test_what_is_neutral_follows_from_what_a_rule_gives() -> None:
    """Nothing for what may be nothing, no for a question, and what it was given for what it changes."""

    def asked(given: int) -> bool:
        return bool(given)

    def changed(given: list[int], more: int) -> list[int]:
        return [*given, more]

    assert ABLATE["neutral_of"](asked)(1) is False
    assert ABLATE["neutral_of"](changed)([1], 2) == [1]


def test_rules_of_folders_within_a_stage_are_found() -> None:
    """A stage may have rooms of its own."""
    assert {r.name.split(".")[1] for r in ABLATE["rules"]("actors")} >= {"mentions", "signs", "choice", "speakers"}
