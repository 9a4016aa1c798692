"""Rules are found by their names, switched off wherever they were imported, and weighed article by article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import ablate
import ablate_log
import pytest

from dateline import reading
from dateline.statements import clauses, tails

ABLATE = vars(ablate)


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


STORY = """{"id": "pier", "published_at": null, "statements": {}, "events": {},
 "actors": {"ana": {"name": "Ana Vidmar", "kind": "person"}}}
---
[[b:body]]The pier reopened, [[m:ana]]Ana Vidmar[[/m]] said. [[m:ana]]She[[/m]] was glad.[[/b]]
"""


@pytest.fixture(name="weighed")
def _weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., list[str]]:
    """What the script says of the rules for pronouns on one story."""
    (tmp_path / "pier.wire").write_text(STORY, encoding="utf-8")
    monkeypatch.setattr("resource.setrlimit", lambda *_: None)

    def weigh(*more: str) -> list[str]:
        with monkeypatch.context() as patched:
            for name in [name for names in ablate.STAGES.values() for name in names]:
                patched.setattr(reading, name, vars(reading)[name])
            ablate.main(["actors.choice.pronouns.*", "--stories", str(tmp_path), *more])
        return capsys.readouterr().out.splitlines()

    return weigh


def test_a_run_that_was_ended_goes_on_from_its_log(tmp_path: Path, weighed: Callable[..., list[str]]) -> None:
    """No time at all reads no article; the next run with the same log reads it and weighs the rules."""
    log = str(tmp_path / "rules.log")
    with pytest.raises(SystemExit, match="the time is over: 0 of 1 articles are read"):
        weighed("--log", log, "--minutes", "0")
    said = weighed("--log", log)
    lines = {line.split()[0]: line for line in said if line.startswith("actors.")}
    assert "who is who, B3" in lines["actors.choice.pronouns._likeliest"]
    assert "changes nothing" in lines["actors.choice.pronouns.speakers_at"]
    assert weighed("--log", log, "--minutes", "0") == said


def test_a_log_that_was_cut_short_is_read_up_to_there(tmp_path: Path) -> None:
    """And one that was begun with other rules is not gone on with."""
    log = tmp_path / "rules.log"
    ablate_log.Kept(log, "these")
    log.write_bytes(log.read_bytes() + b"\x80\x04")
    assert "any" not in ablate_log.Kept(log, "these")
    with pytest.raises(SystemExit, match="begun with other rules"):
        ablate_log.Kept(log, "others")
