"""Outermost attributions that a model has found take the place of those of the rules."""

from __future__ import annotations

from said import NO_TIMES, body, in_words

from dateline.schema import Span
from dateline.statements import Attribution, find_statements


def at(text: str, *words: str) -> tuple[Span, ...]:
    """The spans of ``words`` in ``text``."""
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def test_only_inner_statements_are_added_by_rule() -> None:
    """Outside the learned contents the rules' cues are not used."""
    text = "The crews said that the mayor promised to repair the pier. The union said it was late."
    learned = Attribution(
        at(text, "The crews"), at(text, "said"), at(text, "that the mayor promised to repair the pier"), 0.9, "learned"
    )
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert [(s.source, s.reporter) for s in found] == [("The crews", None), ("the mayor", "The crews")]


def test_a_learned_cue_gets_its_act_and_stance() -> None:
    """The lexicon knows them by the words of the cue."""
    text = "Brandt flatly denied that the pier was closed."
    learned = Attribution(
        at(text, "Brandt"), at(text, "flatly denied"), at(text, "that the pier was closed"), 0.9, "learned"
    )
    (only,) = find_statements(body(text), NO_TIMES, [learned])
    assert (only.cue_lemma, only.stance, only.confidence) == ("deny", "deny", 0.9)


def test_a_quotation_without_a_cue_is_added() -> None:
    """The corpora leave it out; the rules put it in, after the last speaker."""
    text = "Brandt said the pier was closed.\n\n“We will repair it before the summer comes.”"
    learned = Attribution(at(text, "Brandt"), at(text, "said"), at(text, "the pier was closed"), 0.9, "learned")
    first, second = find_statements(body(text), NO_TIMES, [learned])
    assert second.follows == first.id


def test_a_learned_deed_without_words_is_an_attitude() -> None:
    """The corpus marks "fired his director" too; nobody said anything."""
    text = "Brandt has fired the harbour master."
    learned = Attribution(at(text, "Brandt"), at(text, "has fired"), at(text, "the harbour master"), 0.7, "learned")
    (only,) = find_statements(body(text), NO_TIMES, [learned])
    assert only.act == "attitude"


def test_no_attributions_means_no_outermost_ones() -> None:
    """An empty answer of the model is an answer."""
    assert find_statements(body("Brandt said the pier was closed."), NO_TIMES, []) == ()
