"""Outermost attributions that a model has found take the place of those of the rules."""

from __future__ import annotations

from said import NO_TIMES, body, in_words, story

from dateline.schema import Span
from dateline.statements import Attribution, find_statements


def at(text: str, *words: str) -> tuple[Span, ...]:
    """The spans of ``words`` in ``text``."""
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def test_inner_statements_are_added_by_rule() -> None:
    """The corpora mark the outermost attributions only."""
    text = "The crews said that the mayor promised to repair the pier. The union plans to strike."
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


def test_a_sure_rule_speaks_where_the_model_is_silent() -> None:
    """A quotation with its cue is added; an unsure finding is not."""
    text = "“The pier is closed,” said Brandt. The union plans to strike."
    (only,) = find_statements(body(text), NO_TIMES, [])
    assert text[slice(*only.source[0])] == "Brandt"


def test_the_reporter_is_added_around_what_the_model_found() -> None:
    """ "The crews, according to X, noted that …": the model knows the crews, the rule X."""
    text = "The crews, according to Brandt, noted that the pier was old."
    learned = Attribution(at(text, "The crews"), at(text, "noted"), at(text, "that the pier was old"), 0.9, "learned")
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert [(s.source, s.reporter) for s in found] == [("Brandt", None), ("The crews", "Brandt")]


def test_a_content_without_the_one_reported_is_widened() -> None:
    """ "The crews stressed that …, X said" is X's in whole."""
    text = "The crews stressed that “the pier cannot be saved,” Brandt said."
    learned = Attribution(
        at(text, "Brandt"), at(text, "said"), at(text, "that “the pier cannot be saved,”"), 0.9, "learned"
    )
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert {(s.source, s.reporter) for s in found} == {("Brandt", None), ("The crews", "Brandt")}


def test_the_turns_of_a_briefing_stand_over_what_the_model_makes_of_them() -> None:
    """A transcript is no news copy, and the model was not taught on any."""
    text = "QUESTION: Is the pier closed?\n\nSPOKESPERSON: It is. It will open in May."
    learned = Attribution(at(text, "SPOKESPERSON"), at(text, "It is"), at(text, "It will open in May"), 0.4, "learned")
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert [s.source for s in found] == ["QUESTION", "SPOKESPERSON"]


def test_it_is_no_source_of_what_is_feared() -> None:
    """ "It is feared that …" names nobody."""
    text = "It is feared that the pier will be closed."
    learned = Attribution(
        at(text, "It"), at(text, "is feared"), at(text, "that the pier will be closed"), 0.9, "learned"
    )
    (only,) = find_statements(body(text), NO_TIMES, [learned])
    assert only.source == ()


def test_a_passive_that_lost_its_auxiliary_is_no_attribution() -> None:
    """ "The Front recognized as a party" recognises nothing; with an object it does."""
    text = "The Blue Front recognized as a party in Italy and Malta."
    content = at(text, "as a party in Italy and Malta")
    learned = Attribution(at(text, "The Blue Front"), at(text, "recognized"), content, 0.5, "learned")
    assert not find_statements(body(text), NO_TIMES, [learned])
    text = "Italy recognized the Blue Front as a party."
    learned = Attribution(
        at(text, "Italy"), at(text, "recognized"), at(text, "the Blue Front as a party"), 0.8, "learned"
    )
    assert find_statements(body(text), NO_TIMES, [learned])


def test_the_label_of_a_note_is_nobody_who_speaks() -> None:
    """ "Notes to editors:" opens what the paper itself has to say."""
    text = "Brandt said the pier was closed.\n\nNotes to editors: pictures of the pier are available on request.\n"
    learned = Attribution(
        at(text, "editors"), at(text, "Notes to"), at(text, "pictures of the pier are available on request"), 0.4,
        "learned",
    )  # fmt: skip
    found = in_words(text, find_statements(story(text), NO_TIMES, [learned]))
    assert "editors" not in {s.source for s in found}


def test_who_was_told_is_no_source() -> None:
    """A court hears; it is the addressee, and nobody says who spoke."""
    for source, cue in (("The crew", "was told"), ("A jury", "heard")):
        text = f"{source} {cue} that the pier was closed."
        learned = Attribution(at(text, source), at(text, cue), at(text, "that the pier was closed"), 0.9, "learned")
        (only,) = find_statements(body(text), NO_TIMES, [learned])
        assert not only.source
        assert only.addressee_span == at(text, source)[0]


def test_when_it_was_said_is_not_what_was_said() -> None:
    """The hour may stand between the cue and its clause."""
    text = "Brandt said an hour earlier that the pier was closed."
    content = at(text, "an hour earlier that the pier was closed")
    learned = Attribution(at(text, "Brandt"), at(text, "said"), content, 0.9, "learned")
    (only,) = find_statements(body(text), NO_TIMES, [learned])
    assert only.content == at(text, "that the pier was closed")


def test_a_quotation_that_another_says_is_that_ones() -> None:
    """Two quotations in a row may have two speakers."""
    text = "“The lock is old,” said Berti, whose sister runs the port. “He has blamed the wind for years,” said Vidmar."
    first, second = at(text, "“The lock is old,”", "“He has blamed the wind for years,”")
    learned = Attribution(at(text, "Vidmar"), (Span(text.rindex("said"), text.rindex("said") + 4),), (first, second),
                          0.9, "learned")  # fmt: skip
    found = in_words(text, find_statements(body(text), NO_TIMES, [learned]))
    assert ("Vidmar", text[slice(*second)]) in {(s.source, s.content) for s in found}
    assert text[slice(*first)] in {s.content for s in found if s.source != "Vidmar"}
