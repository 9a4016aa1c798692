"""The learned scorer: what it retypes and adds, and where it leaves the rules alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from event_sample import NO_CAST, cast_of, events_of, grammar_of

from dateline.events import find_events
from dateline.events.evidence import signs
from dateline.events.find import find_candidates
from dateline.events.scoring import BUCKETS, LABELS, NONE, PLACES, Limits, Scorer, buckets, scorer
from dateline.language.encoded import states_of
from dateline.language.encoder import WIDTH
from dateline.schema import Actor, Timeline

NEVER = Limits(own=-1.0, other=2.0, proposed=2.0)
ACCUSED = "Norway accused Iceland of fishing in its waters."


def judge(towards: str, limits: Limits) -> Scorer:
    """A scorer that is sure of one label whatever it sees."""
    bias = np.zeros(len(LABELS), dtype=np.float32)
    bias[LABELS.index(towards)] = 20.0
    return Scorer(
        np.zeros((BUCKETS, len(LABELS)), np.float32),
        np.zeros((PLACES * 2, len(LABELS)), np.float32),
        bias,
        np.zeros(WIDTH, np.float32),
        np.zeros((WIDTH, 2), np.float32),
        limits,
    )


def types_by(text: str, scorer: Scorer) -> list[str]:
    """The types of the events of ``text`` by ``scorer``."""
    found = find_events(grammar_of(text), (), Timeline((), None, None, None), (), NO_CAST, scorer)
    return [event.type for event in found]


def test_another_type_needs_the_lexicons_own_to_be_unlikely() -> None:
    """The lexicon's type stays unless the scorer gives it hardly a chance."""
    assert types_by(ACCUSED, judge("THREATEN", replace(NEVER, other=0.9))) == ["ACCUSE"]
    assert types_by(ACCUSED, judge("THREATEN", replace(NEVER, own=0.05, other=0.9))) == ["THREATEN"]


def test_a_retyped_event_has_the_code_of_its_new_type() -> None:
    """Mode and CAMEO code are those of the type that is kept."""
    limits = replace(NEVER, own=0.05, other=0.9)
    found = find_events(grammar_of(ACCUSED), (), Timeline((), None, None, None), (), NO_CAST, judge("AID", limits))
    assert [(e.type, e.quad, e.cameo is not None) for e in found] == [("AID", 2, True)]


def test_a_word_the_lexicon_does_not_list_is_proposed() -> None:
    """A predicate between two states may be an event where the lexicon finds none."""
    text = "Norway outwitted Iceland on Tuesday."
    assert types_by(text, judge("ACCUSE", NEVER)) == []
    assert types_by(text, judge("ACCUSE", replace(NEVER, proposed=0.5))) == ["ACCUSE"]


def test_what_is_hardly_an_event_is_not_proposed() -> None:
    """A verb without a pattern stays out where "none" is the likeliest."""
    assert types_by("Norway outlived Iceland.", judge("none", replace(NEVER, proposed=0.5))) == []


def test_nothing_is_proposed_beside_an_event_of_the_lexicon() -> None:
    """A sentence in which the lexicon has found an event gets no further one."""
    text = "Norway accused Iceland of fishing, and Iceland outwitted Norway."
    assert types_by(text, judge("ACCUSE", replace(NEVER, proposed=0.5))) == ["ACCUSE"]


def test_sport_proposes_nothing() -> None:
    """In a sentence about a game a country's name stands for its team."""
    text = "Norway outwitted Iceland in the second half of the match."
    assert types_by(text, judge("ASSAULT", replace(NEVER, proposed=0.1))) == []


def test_no_sign_holds_a_name() -> None:
    """Nothing is learned of a person or a country."""
    text = "Prime Minister Ana Vidmar accused Iceland of hiding the maps."
    cast = cast_of(text, {"Prime Minister Ana Vidmar": Actor("a1", "person", "Ana Vidmar", True, sector="GOV")})
    candidates, actors, _ = find_candidates(grammar_of(text), (), cast)
    found = {sign for candidate in candidates for sign in signs(candidate, actors)}
    assert found
    assert not [sign for sign in found if any(name in sign.lower() for name in ("ana", "vidmar", "iceland"))]


def test_buckets_are_the_same_everywhere() -> None:
    """A sign's row does not depend on the process."""
    assert buckets(["w:accuse", "passive"]).tolist() == [298, 7631]


def test_chances_of_a_candidate_sum_to_one() -> None:
    """The shipped weights give a distribution over the types and "none"."""
    text = "Norway expelled two Icelandic diplomats. Rebels shelled a village near the border."
    grammar = grammar_of(text)
    candidates, actors, _ = find_candidates(grammar, (), NO_CAST)
    shipped = scorer()
    assert shipped.signs.shape == (BUCKETS, NONE + 1)
    judged = shipped.judged(candidates, actors, states_of(grammar.copy))
    assert all(0 < (c.chance or 0) <= 1 for c in judged)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway accused Iceland of fishing in its waters.", "ACCUSE"),
        ("Police in Bergen arrested two smugglers on Tuesday.", "COERCE"),
        ("The rebels released four hostages near the river.", "RETREAT"),
    ],
)
def test_the_shipped_scorer_leaves_plain_events_alone(text: str, kind: str) -> None:
    """What the lexicon is right about stays."""
    assert [e.type for e in events_of(text)] == [kind]
