"""Learn the events' judge: ``python -m dateline.training.events --marked FILE... [--stories DIR] --out DIR``.

Reads the marked copy once (what it teaches is kept in DIR, so that a second run begins there), says in folds by article
how well the three networks do on copy that they have not seen, fits their confidence to that, and writes the weights of
networks fitted on all of it. One core, under an hour; the same files give the same weights.
"""

from __future__ import annotations

import argparse
import json
import pickle
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import get_args

import numpy as np
import torch

from dateline.evaluate.rows import gold_rows
from dateline.evaluate.wire import read_wire
from dateline.events.judge import ABOUT, SIDE_WIDTHS, STAND_WIDTHS, WIDTHS, Limits
from dateline.events.network import Floats, Network, buckets
from dateline.events.sides import SIDES
from dateline.schema import Modality
from dateline.training.event_folds import Seen, calibrated, report, weighed
from dateline.training.event_lessons import Asked, Lesson, lessons, of_examples, of_rows, of_wires
from dateline.training.networks import Cases, Settings, fit
from dateline.training.paragraphs import rows_of

DIMENSIONS = max(WIDTHS)
FOLDS = 10
TYPE = Settings(buckets=1 << 13, classes=17, hidden=48, epochs=12, batch=128, rate=4e-3)
SIDE = Settings(buckets=1 << 12, classes=len(SIDES), hidden=32, epochs=14, batch=128, decay=0.05)
STAND = Settings(buckets=1 << 12, classes=len(get_args(Modality)), hidden=16, epochs=30, batch=64, rate=5e-3)
Place = tuple[int, int, int]
"""The numbers of a lesson, of a possible event in it, and of a word that may take part (-1: none)."""


class Head:
    """The cases of one of the three networks, each with its place."""

    def __init__(self, settings: Settings) -> None:
        """Begin with no cases; ``settings`` say how the network is learned."""
        self.settings = settings
        self.places: list[Place] = []
        self._rows: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
        self._dense: list[Floats] = []
        self._labels: list[int] = []
        self._weights: list[float] = []

    def add(self, place: Place, asked: Asked, dense: Floats) -> None:
        """Add a case: ``asked`` has its signs and label, ``dense`` its numbers."""
        self.places.append(place)
        self._rows.append(buckets(asked.signs, self.settings.buckets))
        self._dense.append(dense)
        self._labels.append(asked.label)
        self._weights.append(asked.weight)

    def close(self) -> None:
        """Join the cases into arrays, when the last has been added."""
        dense = np.stack(self._dense).astype(np.float32)
        self.cases = Cases(self._rows, dense, np.array(self._labels), np.array(self._weights, np.float32))

    def fitted(self, allowed: Sequence[bool]) -> Network:
        """A network taught by the cases of the lessons whose number is true in ``allowed``."""
        chosen = [i for i, p in enumerate(self.places) if allowed[p[0]] and self._weights[i] > 0]
        return fit(self.cases.some(np.array(chosen)), self.settings)

    def chances(self, network: Network, of: Sequence[bool]) -> dict[Place, Floats]:
        """By place, what ``network`` says of the cases of the lessons whose number is true in ``of``."""
        chosen = [i for i, p in enumerate(self.places) if of[p[0]]]
        if not chosen:
            return {}
        found = network.chances([self._rows[i] for i in chosen], self.cases.dense[chosen])
        return {self.places[i]: row for i, row in zip(chosen, found, strict=True)}


class School:
    """All lessons as cases of the three networks: for the type, the sides and how an event stands."""

    def __init__(self, taught: Sequence[Lesson]) -> None:
        """Find the axes along which the states of words differ most, and turn each case into numbers, once."""
        self.lessons = taught
        self.centre, self.axes = axes([lesson.states for lesson in taught if lesson.source.whole])
        self.type, self.side, self.stand = (Head(size) for size in (TYPE, SIDE, STAND))
        for number, lesson in enumerate(taught):
            self._add(number, lesson)
        for head in (self.type, self.side, self.stand):
            head.close()

    def _add(self, number: int, lesson: Lesson) -> None:
        rows: Floats = np.asarray((lesson.states.astype(np.float32) - self.centre) @ self.axes, dtype=np.float32)

        def at(asked: Asked, widths: Iterable[int]) -> Floats:
            parts = [
                rows[list(group), :width].mean(axis=0) if group else np.zeros(width, np.float32)
                for group, width in zip(asked.groups, widths, strict=True)
            ]
            return np.concatenate(parts)

        content = list(lesson.content)
        about = rows[content, :ABOUT].mean(axis=0) if content else np.zeros(ABOUT, np.float32)
        for n, one in enumerate(lesson.possible):
            self.type.add((number, n, -1), one.asked, np.concatenate([at(one.asked, WIDTHS), about]))
            if one.stand is not None:
                self.stand.add((number, n, -1), one.stand, at(one.stand, STAND_WIDTHS))
            for word, asked in one.sides:
                self.side.add((number, n, word), asked, at(asked, SIDE_WIDTHS))

    def seen(self, folds: Sequence[int], kept: Path, share: float = 1.0) -> Seen:
        """What networks say of the lessons of each of ``folds``; taught by a ``share`` of the others.

        It is kept in the folder ``kept``, so that a run that was cut off goes on where it was.
        """
        found = Seen([], {}, {}, {})
        for fold in folds:
            path = kept / f"fold-{fold}-{share:g}.pickle"
            if not path.exists():
                path.write_bytes(pickle.dumps(self._seen(fold, share)))
            one: Seen = pickle.loads(path.read_bytes())
            found.lessons.extend(one.lessons)
            for all_of, some in ((found.types, one.types), (found.sides, one.sides), (found.stands, one.stands)):
                all_of.update(some)
            print(f"fold {fold}", flush=True)
        return found

    def _seen(self, fold: int, share: float) -> Seen:
        drawn = [zlib.crc32(b"share" + lesson.source.name.encode()) % 1000 < 1000 * share for lesson in self.lessons]
        out = [is_tried(lesson) and fold_of(lesson.source.name) == fold for lesson in self.lessons]
        allowed = [not o and (d or not is_tried(lesson)) for o, d, lesson in zip(out, drawn, self.lessons, strict=True)]
        chances = [head.chances(head.fitted(allowed), out) for head in (self.type, self.side, self.stand)]
        return Seen([i for i, o in enumerate(out) if o], *chances)

    def save(self, path: Path, limits: Limits, seeds: tuple[int, ...]) -> None:
        """Fit the networks on all lessons and write their weights to ``path`` in half precision."""
        arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]] = {}
        for name, head in (("type", self.type), ("side", self.side), ("stand", self.stand)):
            head.settings = replace(head.settings, seeds=seeds)
            network = head.fitted([True] * len(self.lessons))
            for field in ("embed", "linear", "hidden", "hidden_bias", "direct", "out", "bias"):
                arrays[f"{name}.{field}"] = getattr(network, field).astype(np.float16)
        arrays["centre"], arrays["axes"] = self.centre.astype(np.float16), self.axes.astype(np.float16)
        arrays["limits"] = np.array(astuple(limits), dtype=np.float16)
        np.savez_compressed(path, allow_pickle=False, **arrays)


def is_tried(lesson: Lesson) -> bool:
    """Whether the folds try a lesson: real copy they do, while what we invented always teaches."""
    corpus, colon, _ = lesson.source.name.partition(":")
    return bool(colon) and corpus not in ("made", "own", "silver")


def axes(states: Sequence[Floats], most: int = 15_000) -> tuple[Floats, Floats]:
    """The mean of the states, and the axes along which they differ most, scaled so that what is left spreads by one."""
    every = np.concatenate(states)
    drawn = every[np.random.default_rng(0).permutation(len(every))[:most]].astype(np.float32)
    centre = drawn.mean(axis=0)
    _, _, found = np.linalg.svd(drawn - centre, full_matrices=False)
    kept = found[:DIMENSIONS].T
    return centre, np.asarray(kept / ((drawn - centre) @ kept).std(), dtype=np.float32)


def fold_of(name: str, folds: int = FOLDS) -> int:
    """The number of the fold that an article is in, which follows from its name."""
    return zlib.crc32(name.encode("utf-8")) % folds


def taught_by(
    marked: Sequence[Path], stories: Sequence[Path], paragraphs: Sequence[Path], left_out: frozenset[str], kept: Path
) -> list[Lesson]:
    """The lessons of the marked copy, read now or kept from an earlier run at ``kept``."""
    if kept.exists():
        with kept.open("rb") as file:
            found: list[Lesson] = pickle.load(file)
            return found
    rows = {row["id"]: row for path in marked for row in gold_rows(path)}
    rows |= {row["id"]: row for path in paragraphs for row in rows_of(path)}
    paths = [p for folder in stories for p in sorted(folder.glob("*.wire")) if p.stem not in left_out]
    sources = [*of_rows(rows.values()), *of_wires(read_wire(p) for p in paths), *of_examples()]
    found = list(lessons(sources))
    with kept.open("wb") as file:
        pickle.dump(found, file)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the marked copy, try the networks in folds, and write the weights and what the folds found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marked", type=Path, nargs="+", required=True, help="JSON lines with text and events")
    parser.add_argument("--stories", type=Path, nargs="*", default=[], help="folders of marked stories (*.wire)")
    parser.add_argument("--paragraphs", type=Path, nargs="*", default=[], help="files of marked paragraphs of our own")
    parser.add_argument("--left-out", type=Path, help="a list of the stories that are not to be read, one name a line")
    parser.add_argument("--folds", type=int, default=FOLDS, help="how many of the ten folds to try")
    parser.add_argument("--curve", action="store_true", help="also try shares of the marked copy")
    parser.add_argument("--second", type=Path, help="seen.pickle of dateline.training.joint: its folds are tried")
    parser.add_argument("--seeds", type=int, default=2, help="networks that are joined for the weights")
    parser.add_argument("--out", type=Path, required=True, help="where weights and figures go")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    left_out = frozenset(chosen.left_out.read_text(encoding="utf-8").split()) if chosen.left_out else frozenset()
    school = School(taught_by(chosen.marked, chosen.stories, chosen.paragraphs, left_out, out / "lessons.pickle"))
    print(f"{len(school.lessons)} texts, {len(school.type.places)} words that may be events", flush=True)
    limits, figures = Limits(), {}
    if chosen.folds:
        seen = school.seen(range(chosen.folds), out)
        if chosen.second:
            second: Seen = pickle.loads(chosen.second.read_bytes())
            seen = weighed(seen, second)
        limits = calibrated(school.lessons, seen, limits)
        figures["all"] = report(school.lessons, seen, limits)
        print(json.dumps(figures["all"], indent=1), limits, flush=True)
    for share in (0.125, 0.25, 0.5) if chosen.curve else ():
        figures[str(share)] = report(school.lessons, school.seen(range(chosen.folds), out, share), limits)
        print(share, figures[str(share)]["type"], flush=True)
    (out / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    school.save(out / "events.npz", limits, tuple(range(1, chosen.seeds + 1)))


if __name__ == "__main__":
    main()
