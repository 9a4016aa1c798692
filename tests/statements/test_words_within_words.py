"""A report within a report has its own source and names the one that reports it."""

from __future__ import annotations

from said import said


def test_a_report_before_an_outer_cue() -> None:
    """ "The members stressed that …, X said": the members' words, reported by X."""
    found = said("The members of the board stressed that “the pier cannot be saved,” Brandt said.")
    inner = next(s for s in found if s.cue == "stressed")
    assert (inner.source, inner.reporter) == ("The members of the board", "Brandt")


def test_a_report_interrupted_by_according_to() -> None:
    """ "The members, according to X, noted that …"."""
    found = said("The members of the board, according to Brandt, noted that the pier was old.")
    inner = next(s for s in found if s.cue == "noted")
    assert (inner.source, inner.reporter) == ("The members of the board", "Brandt")


def test_words_that_a_speaker_passes_on() -> None:
    """ "…", said X, quoting his colleague."""
    found = said("“The pier is beyond repair”, – said Brandt, quoting her colleague.")
    inner = next(s for s in found if s.reporter)
    assert (inner.source, inner.reporter) == ("her colleague", "Brandt")


def test_words_relayed_before_the_cue() -> None:
    """ "X, quoting Y, said that …"."""
    found = said("Brandt, quoting the harbour master, said that the pier was safe.")
    inner = next(s for s in found if s.reporter)
    assert (inner.source, inner.content) == ("the harbour master", "that the pier was safe")
