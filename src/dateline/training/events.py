"""Learn the event scorer: ``python -m dateline.training.events --pairs F --records F --copy F --left-out F --out DIR``.

Four kinds of lessons: sentences of our own (``examples/events``); PLV, sentences with two given actors and the root of
what the one does to the other; PLOVER's gold standard records; and agency copy as a background, in which a predicate
that no pattern fits is taken for no event, and so is a word of the lexicon in a sentence about sport, markets or
culture. Five folds over sentences tell how well it does on those that it was not fitted on, and a scorer fitted on our
own sentences alone how well without any corpus; what they find is written as JSON lines for any scorer of events.
It takes a few minutes of one core; the same files give the same weights.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from dateline.events import find_events
from dateline.events.evidence import clause, signs
from dateline.events.scoring import BUCKETS, LABELS, NONE, Floats, Scorer, buckets, reduced
from dateline.schema import Event, Participant
from dateline.training import softmax
from dateline.training.event_lessons import (
    Marked,
    Sample,
    of_background,
    of_own,
    of_pairs,
    of_record,
    samples,
    sentences,
)
from dateline.training.grammar import examples

DIMENSIONS = 64
"""To how many a state is reduced."""
SPREAD = 3.0
"""The size of reduced states beside signs, whose squares sum to one: what served best in five folds."""
BACKGROUND = 3000
"""Sentences of agency copy."""
FOLDS = 5


class School:
    """All lessons, with the axes along which states are reduced."""

    def __init__(self, own: Sequence[Marked], corpora: Sequence[Marked], background: Sequence[Marked]) -> None:
        """Find the axes on what is not made up, and turn each candidate into numbers once."""
        self.centre, self.axes = axes([*corpora, *background])
        self._own, self._background = self._lessons(own), self._lessons(background)
        self._corpora = list(zip([fold_of(m.group) for m in corpora], self._lessons(corpora), strict=True))

    def _lessons(self, marked: Sequence[Marked]) -> list[softmax.Lesson]:
        return [lesson(m, self.centre, self.axes) for m in marked]

    def scorer(self, held_out: int | None = None) -> Scorer:
        """Fitted on all lessons but those of a fold."""
        corpora = [one for fold, one in self._corpora if fold != held_out]
        return self._fitted([*corpora, *self._own, *self._background])

    def of_own_alone(self) -> Scorer:
        """Fitted on our own sentences and nothing else."""
        return self._fitted(self._own)

    def _fitted(self, lessons: Sequence[softmax.Lesson]) -> Scorer:
        weights = softmax.fit(lessons, BUCKETS)
        return Scorer(weights.signs, weights.dense, weights.bias, self.centre, self.axes)


def fold_of(text: str) -> int:
    """The fold that a sentence is held out in."""
    return zlib.crc32(text.encode("utf-8")) % FOLDS


def axes(marked: Sequence[Marked]) -> tuple[Floats, Floats]:
    """The mean of the states in the clauses of candidates, and the axes along which they differ most."""
    rows = np.concatenate([m.states.at([t.idx for t in clause(m.candidate.frame.token)]) for m in marked])
    centre = rows.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((rows - centre).T))
    best = vectors[:, ::-1][:, :DIMENSIONS]
    turned = best * np.sign(best[np.abs(best).argmax(axis=0), np.arange(DIMENSIONS)])
    return centre.astype(np.float32), (turned * SPREAD / np.sqrt(values.sum())).astype(np.float32)


def lesson(marked: Marked, centre: Floats, across: Floats) -> softmax.Lesson:
    """A candidate as the numbers that the scorer sees."""
    allowed = np.array([name in marked.right for name in LABELS[:NONE]] + [not marked.right])
    dense = reduced([marked.candidate], marked.states, centre, across)[0]
    return softmax.Lesson(buckets(signs(marked.candidate, marked.actors)), dense, allowed, marked.weight)


def found(read: Iterable[Sample], scorer_of: Callable[[str], Scorer]) -> list[dict[str, Any]]:
    """The events of each text by the scorer that its text is given, as rows for a scorer of events."""
    rows = []
    for sample in read:
        scorer = scorer_of(sample.grammar.text)
        events = find_events(sample.grammar, sample.toponyms, sample.timeline, sample.figures, sample.cast, scorer)
        rows.append({"id": sample.row["id"], "events": [_row(event) for event in events]})
    return rows


def _row(event: Event) -> dict[str, Any]:
    def side(participants: Sequence[Participant]) -> list[dict[str, Any]]:
        return [asdict(p) for p in participants]

    return {
        "type": event.type,
        "confidence": event.confidence,
        "actor": side(event.actors),
        "recipient": side(event.recipients),
    }


def save(scorer: Scorer, path: Path) -> None:
    """The weights in half precision."""
    names = ("signs", "states", "bias", "centre", "axes")
    arrays = {name: getattr(scorer, name).astype(np.float16) for name in names}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _write(rows: Sequence[dict[str, Any]], path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, fit, write the weights and what the folds found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pairs", type=Path, required=True, help="PLV: JSON lines with text, source, target, gold_root"
    )
    parser.add_argument("--records", type=Path, required=True, help="PLOVER's gold standard records as JSON lines")
    parser.add_argument("--copy", type=Path, required=True, help="agency copy: JSON lines with text")
    parser.add_argument("--left-out", type=Path, help="a JSON list of sentences of the copy that measure false alarms")
    parser.add_argument("--out", type=Path, required=True, help="where weights and predictions go")
    chosen = parser.parse_args(arguments)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    pairs = list(samples(row for row in _rows(chosen.pairs) if row["target"][0] is not None))
    records = list(samples(_rows(chosen.records)))
    left_out = frozenset(json.loads(chosen.left_out.read_text(encoding="utf-8"))) if chosen.left_out else frozenset()
    corpora = [m for s in pairs for m in of_pairs(s)] + [m for s in records for m in of_record(s)]
    background = [m for s in samples(sentences(chosen.copy, BACKGROUND, left_out)) for m in of_background(s)]
    made = ({"id": str(i), **asdict(example)} for i, example in enumerate(examples()))
    own = [m for s in samples(made) for m in of_own(s)]
    print(f"lessons: {len(own)} of our own, {len(corpora)} of corpora, {len(background)} of the background", flush=True)
    school = School(own, corpora, background)
    save(school.scorer(), out / "events.npz")
    alone, folds = school.of_own_alone(), [school.scorer(n) for n in range(FOLDS)]
    for name, read in (("pairs", pairs), ("records", records)):
        _write(found(read, lambda text: folds[fold_of(text)]), out / f"{name}.folds.jsonl")
        _write(found(read, lambda _: alone), out / f"{name}.own.jsonl")


if __name__ == "__main__":
    main()
