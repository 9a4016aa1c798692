"""The judge: what it takes, what it leaves to the lexicon, and that its networks are small and plain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from event_sample import NO_CAST, cast_of, grammar_of

from dateline.events import find_events
from dateline.events.judge import (
    ABOUT,
    LABELS,
    MODALITIES,
    SIDE_WIDTHS,
    STAND_WIDTHS,
    TYPES,
    WIDTHS,
    Judge,
    Limits,
    chosen,
    judge,
    kind_of,
)
from dateline.events.network import Network, buckets
from dateline.events.scene import Scene
from dateline.events.sides import SIDES
from dateline.language.encoder import WIDTH
from dateline.schema import Actor, Event, Timeline

NO_TIMES = Timeline((), None, None, None)
BUCKETS = 16


def constant(width: int, labels: int, towards: int) -> Network:
    """A network that is sure of one label whatever it sees."""
    bias = np.zeros(labels, dtype=np.float32)
    bias[towards] = 20.0

    def nought(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.zeros(shape, dtype=np.float32)

    return Network(
        nought(BUCKETS, 2),
        nought(BUCKETS, labels),
        nought(width, 2),
        nought(2),
        nought(width, labels),
        nought(2, labels),
        bias,
    )


def sure(kind: str, side: str = "none", modality: str = "asserted") -> Judge:
    """A judge to whom every word is an event of ``kind``, everybody on ``side``, and all is ``modality``."""
    return Judge(
        constant(sum(WIDTHS) + ABOUT, len(LABELS), LABELS.index(kind)),
        constant(sum(SIDE_WIDTHS), len(SIDES), SIDES.index(side)),
        constant(sum(STAND_WIDTHS), len(MODALITIES), list[str](MODALITIES).index(modality)),
        np.zeros(WIDTH, np.float32),
        np.zeros((WIDTH, max(WIDTHS)), np.float32),
    )


def found(text: str, by: Judge) -> tuple[Event, ...]:
    """The events of ``text`` by the judge ``by``."""
    return find_events(grammar_of(text), (), NO_TIMES, (), NO_CAST, by)


def test_the_judge_says_type_sides_and_modality() -> None:
    """All three come from the networks."""
    (event,) = found("Norway scolded Iceland on Tuesday.", sure("REJECT", "actor", "denied"))
    assert (event.type, event.modality, [p.text for p in event.actors]) == ("REJECT", "denied", ["Norway", "Iceland"])
    assert (event.quad, event.cameo, event.recipients) == (3, "120", ())


def test_nothing_is_an_event_where_the_judge_sees_none() -> None:
    """Not even what the lexicon finds."""
    assert found("Norway accused Iceland of fishing in its waters.", sure("none")) == ()


def test_a_verb_and_its_object_of_one_type_are_one_event() -> None:
    """ "Issued a threat" is one event with both words as its trigger."""
    (event,) = found("Norway issued a threat.", sure("THREATEN"))
    assert len(event.trigger) == 2


@pytest.mark.parametrize(
    ("listed", "own", "other", "kind"),
    [
        (None, 0.2, 0.3, "AID"),
        (None, 0.1, 0.2, None),
        ("AGREE", 0.2, 0.3, "AGREE"),
        ("AGREE", 0.1, 0.8, "AID"),
        ("AGREE", 0.1, 0.05, None),
    ],
)
def test_the_lexicons_word_counts_for_something(listed: str | None, own: float, other: float, kind: str | None) -> None:
    """What the lexicon finds needs less, and its type stays unless another is much likelier."""
    row = np.zeros(len(LABELS), dtype=np.float32)
    row[TYPES.index("AGREE")], row[TYPES.index("AID")], row[-1] = own, other, 1 - own - other
    assert kind_of(row, listed, Limits(event=0.4, listed=0.2, other=0.3)) == kind


def test_signs_name_nobody() -> None:
    """No weight can be learned for a person, a place or a country."""
    text = "Norwegian envoy Ana Vidmar accused Kaltenrode of attacks on Iceland, and Elo Ltd protested."
    people = {
        "Ana Vidmar": Actor("a1", "person", "Ana Vidmar", True),
        "Iceland": Actor("a2", "country", "Iceland", True),
    }
    scene = Scene(grammar_of(text), (), NO_TIMES, (), cast_of(text, people))
    told = " ".join(sign for trait in scene.traits() for sign in trait.signs if not sign.startswith("suf:")).lower()
    assert all(name not in told for name in ("vidmar", "kaltenrode", "iceland", "norw", "elo"))


def test_a_sign_has_its_bucket_everywhere() -> None:
    """Buckets do not depend on the process."""
    assert buckets(["w:accuse", "R:no"], 1 << 13).tolist() == buckets(["w:accuse", "R:no"], 1 << 13).tolist()
    assert buckets([], 8).tolist() == []


def test_the_shipped_judge_fits_the_program() -> None:
    """Its weights have the widths that the code gives them."""
    shipped = judge()
    assert shipped.type.direct.shape == (sum(WIDTHS) + ABOUT, len(LABELS))
    assert shipped.side.direct.shape == (sum(SIDE_WIDTHS), len(SIDES))
    assert shipped.stand.direct.shape == (sum(STAND_WIDTHS), len(MODALITIES))
    assert shipped.axes.shape == (WIDTH, max(WIDTHS))
    assert 0 < shipped.limits.listed <= shipped.limits.event < 1


def test_a_stricter_limit_finds_less() -> None:
    """Limits are the judge's own."""
    text = "Norway accused Iceland of fishing in its waters."
    assert len(found(text, replace(judge(), limits=Limits(event=1.1, listed=1.1)))) == 0


def test_who_is_joined_to_somebody_who_takes_part_needs_less() -> None:
    """ "Norway and Iceland": the second is taken on a chance on which nobody else is."""
    one, other = (
        w for w in grammar_of("Norway and Iceland signed the pact.").words if w.lower in ("norway", "iceland")
    )
    rows = np.array([[0.9, 0.0, 0.1], [0.2, 0.0, 0.8]], np.float32)
    assert other.head is one
    assert chosen([one, other], rows, Limits(), ((), ())) == ((one, other), ())
    assert chosen([other], rows[1:], Limits(), ((), ())) == ((), ())
