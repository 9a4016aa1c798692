"""The tables that ship: each is checked when it is read, and a slip is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import resources
from dateline.resources import checks, read_table

FOLDER = Path(resources.path(""))
CUES = "lemma\tpos\tact\tstance\tframes\n"
EVENTS = "trigger\tpos\ttype\tmode\tcameo\tactor\trecipient\ttests\n"


def test_every_table_has_its_check() -> None:
    """A table without one would take any row."""
    assert {p.name for p in FOLDER.glob("*.tsv")} == set(checks.CHECKS)


@pytest.mark.parametrize("name", sorted(checks.CHECKS))
def test_the_table_is_sound(name: str) -> None:
    """No unknown value, no row and no word twice."""
    assert resources.table(name)


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("cues.tsv", CUES + "say\tverb\tspeech\tsay\tclause\tquote", "line 2: 6 cells for 5 columns"),
        ("cues.tsv", CUES + "say\tverb\tspech\tsay\tclause", "line 2: no act 'spech'"),
        ("cues.tsv", CUES + "say\tverb\tspeech\tsay\tclaus", "line 2: no frame 'claus'"),
        ("cues.tsv", CUES + "say\tverb\tspeech\tsay\t", "line 2: a cue without a frame has no effect"),
        (
            "cues.tsv",
            CUES + "# two\nsay\tverb\tspeech\tsay\tclause\nsay\tverb\tspeech\task\tclause",
            "line 4: 'clause' stands in line 3 already",
        ),
        ("event_lexicon.tsv", EVENTS + "sue\tV\tACCUSE\t\t\tacotr\tobj\t", "line 2: no slot 'acotr' for the actor"),
        ("event_lexicon.tsv", EVENTS + "burn\tV\tPROTEST\t\t\t\t\tobjct=flag", "line 2: no test 'objct=flag'"),
        ("event_lexicon.tsv", EVENTS + "burn\tV\tPROTEST\t\t\t\t\tobj=@flagg", "line 2: no class '@flagg'"),
        ("event_lexicon.tsv", EVENTS + "burn\tV\tPROTSET\t\t\t\t\tobj=flag", "line 2: no type 'PROTSET'"),
        (
            "event_lexicon.tsv",
            EVENTS + "burn\tV\tPROTEST\tbrun\t\t\t\tobj=flag",
            "line 2: no mode 'brun' of PROTEST; there are",
        ),
        ("offices.tsv", "office\tsector\tone\tphrases\nmayor\tGOVT\tyes\t", "line 2: no sector 'GOVT'"),
        ("furniture.tsv", "kind\thow\twords\trun\tlimit\nnote\tis\tx\t\tlong", "line 2: limit 'long' is no number"),
    ],
)
def test_a_slip_is_told_with_its_line(name: str, written: str, said: str) -> None:
    """An unknown value, an empty cue, a word twice."""
    with pytest.raises(ValueError, match=f"{name}, {said}"):
        read_table(name, written)
