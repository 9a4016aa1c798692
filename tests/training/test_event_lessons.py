"""What marked copy teaches the judge of events."""

from __future__ import annotations

from dateline.events.judge import LABELS, MODALITIES, NONE
from dateline.events.sides import SIDES
from dateline.training.event_folds import Found, matched
from dateline.training.event_lessons import Gold, Source, lessons, of_rows

TEXT = "Police arrested two smugglers on Monday. The striker attacked from the left in Tesk."
ROW = {
    "id": "made:1",
    "text": TEXT,
    "events": [
        {
            "start": 7, "end": 15, "type": "COERCE", "modality": "asserted",
            "actor": [{"text": "Police"}], "recipient": [{"text": "two smugglers"}],
        }
    ],
}  # fmt: skip


def test_a_marked_word_is_of_its_type_and_the_rest_is_none() -> None:
    """In copy that is marked whole, a word that nobody marked is no event."""
    (lesson,) = lessons(of_rows([ROW]))
    labels = {TEXT[slice(*p.span)]: p.asked.label for p in lesson.possible}
    assert labels == {"arrested": LABELS.index("COERCE"), "attacked": NONE}


def test_sides_and_modality_are_taught_at_the_marked_word() -> None:
    """Those who head the marked phrases are on their side, everybody else on none."""
    (lesson,) = lessons(of_rows([ROW]))
    one = next(p for p in lesson.possible if p.gold == 0)
    assert one.stand is not None
    assert one.stand.label == list[str](MODALITIES).index("asserted")
    assert [SIDES[asked.label] for _, asked in one.sides if asked.label < 2] == ["actor", "recipient"]


def test_a_made_sentence_teaches_only_what_is_marked_in_it() -> None:
    """It says nothing of the other words, nor of sides and modality."""
    gold = (Gold(((7, 15),), "COERCE", None),)
    (lesson,) = lessons([Source("made:2", TEXT, None, gold, whole=False, weight=0.3)])
    assert [(p.asked.label, p.asked.weight, p.sides, p.stand) for p in lesson.possible] == [
        (LABELS.index("COERCE"), 0.3, (), None)
    ]


def test_each_event_is_matched_once_and_by_type() -> None:
    """A second find at the same words is one too many."""
    gold = [Gold(((7, 15),), "COERCE", None)]
    found = [Found("AID", 0.9, ((7, 15),)), Found("COERCE", 0.9, ((10, 20),)), Found("COERCE", 0.5, ((7, 9),))]
    assert matched(gold, found) == {0: 1}
