"""How well decoded attributions fit marked ones, and how sure one may be of them.

An attribution is right when its content and its source both overlap those that were marked by a Jaccard index of one
half or more over words: the joint measure of PolNeAR's comparisons. Confidence is a logistic model of that, fitted on
held-out articles; its expected calibration error (Guo et al., 2017) is over ten equally filled bins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dateline.evaluate.measures import jaccard
from dateline.language.encoder import Window
from dateline.language.pieces import Pieces
from dateline.statements.decoding import Head, Linked, Settings, candidates, confidence, kept
from dateline.training.corpus import Gold, Ranges

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Seen:
    """An article with its marks, its pieces and what the encoder says of its windows."""

    gold: Gold
    pieces: Pieces
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of the joint measure: attributions that are right, marked and found."""

    right: int
    marked: int
    found: int

    @property
    def f1(self) -> float:
        """The F1 of these counts, in percent."""
        return 200 * self.right / max(1, self.marked + self.found)


def _words(pieces: Pieces, ranges: Ranges) -> Words:
    return frozenset(
        int(i)
        for low, high in ranges
        for i in np.flatnonzero((pieces.start < high) & (pieces.end > low) & pieces.first)
    )


def _numbered(pieces: Pieces, ranges: Iterable[tuple[int, int]]) -> Words:
    return frozenset(i for a, b in ranges for i in range(a, b) if pieces.first[i])


def right(seen: Seen, linked: Sequence[Linked]) -> list[bool]:
    """Which of ``linked`` are right; each marked attribution is matched at most once, best content first."""
    marked = [(_words(seen.pieces, a.source), _words(seen.pieces, a.content)) for a in seen.gold.attributions]
    found = [(_numbered(seen.pieces, one.source), _numbered(seen.pieces, one.content)) for one in linked]
    pairs = sorted(
        (-jaccard(gold[1], mine[1]), -jaccard(gold[0], mine[0]), g, f)
        for f, mine in enumerate(found)
        for g, gold in enumerate(marked)
        if gold[1] & mine[1]
    )
    used: set[int] = set()
    verdict: dict[int, bool] = {}
    for content, source, g, f in pairs:
        if g not in used and f not in verdict:
            used.add(g)
            verdict[f] = content <= -0.5 and source <= -0.5
    return [verdict.get(f, False) for f in range(len(linked))]


def decoded(articles: Sequence[Seen], head: Head, settings: Settings) -> list[list[Linked]]:
    """The attributions that the decoder takes into account in each article, sure or not."""
    return [candidates(seen.pieces, seen.windows, head, settings) for seen in articles]


def chosen(found: Sequence[Sequence[Linked]], settings: Settings) -> list[list[Linked]]:
    """What is kept of the candidates ``found`` in each article, when ``settings`` say how sure one may be of each."""
    return [
        kept([replace(one, confidence=confidence(one.features, settings)) for one in row], settings) for row in found
    ]


def score(articles: Sequence[Seen], found: Sequence[Sequence[Linked]]) -> Score:
    """The counts of the joint measure for what was ``found`` in each of ``articles``."""
    hits = sum(sum(right(seen, row)) for seen, row in zip(articles, found, strict=True))
    return Score(hits, sum(len(seen.gold.attributions) for seen in articles), sum(len(row) for row in found))


def exact_content(articles: Sequence[Seen], found: Sequence[Sequence[Linked]]) -> float:
    """The F1, in percent, of pieces of content that begin and end where a marked one does, whatever cue they have."""
    both = marked = mine = 0
    for seen, row in zip(articles, found, strict=True):
        ours = {_edges(_numbered(seen.pieces, [piece])) for one in row for piece in one.content}
        gold = {_edges(_words(seen.pieces, (piece,))) for one in seen.gold.attributions for piece in one.content}
        both, marked, mine = both + len(ours & gold), marked + len(gold), mine + len(ours)
    return 200 * both / max(1, marked + mine)


def _edges(words: Words) -> tuple[int, int]:
    return (min(words), max(words)) if words else (-1, -1)


def fitted(articles: Sequence[Seen], found: Sequence[Sequence[Linked]], settings: Settings) -> Settings:
    """``settings`` with a model of confidence, fitted on what is found before doubtful attributions are dropped."""
    rows = chosen(found, replace(settings, weights=(), keep=0.02))
    verdicts = [v for seen, row in zip(articles, rows, strict=True) for v in right(seen, row)]
    features = [one.features for row in rows for one in row]
    return replace(settings, weights=logistic(np.array(features), np.array(verdicts, dtype=np.float64)))


def logistic(features: NDArray[np.float64], verdicts: NDArray[np.float64], ridge: float = 1.0) -> tuple[float, ...]:
    """The weights of a logistic regression of ``verdicts`` on ``features``, the constant first.

    They are found by Newton's method, with a ridge on the standardised columns.
    """
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    design = np.hstack([np.ones((len(features), 1)), (features - mean) / spread])
    penalty = np.diag([0.0] + [ridge] * features.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (verdicts - chance) - penalty @ weights
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curvature + 1e-6 * np.eye(len(weights)), gradient)
    slopes = weights[1:] / spread
    return (float(weights[0] - slopes @ mean), *(float(w) for w in slopes))


CHOICES: dict[str, tuple[float, ...]] = {
    "begin": (0.0, -0.7, -1.4),
    "outside": (-0.3, 0.0, 0.4),
    "cue_bias": (0.5, 1.0),
}
"""What is tried for each of the decoder's settings, one after the other."""
KEPT = (0.28, 0.31, 0.34, 0.37, 0.4)
"""What is tried for the confidence below which an attribution is dropped."""


def tune(articles: Sequence[Seen], head: Head, log: Callable[[str], None]) -> Settings:
    """The settings of the decoder that do best on ``articles`` that were not trained on, with their confidence fitted.

    Best is the joint F1 and, with a fifth of its weight, the exactness of the borders of content.
    """
    best, reached = Settings(), -1.0
    for name, values in CHOICES.items():
        for value in values:
            tried = replace(best, **{name: value})  # type: ignore[arg-type]
            found = decoded(articles, head, tried)
            tried = fitted(articles, found, tried)
            for keep in KEPT:
                tried = replace(tried, keep=keep)
                rows = chosen(found, tried)
                joint, exact = score(articles, rows).f1, exact_content(articles, rows)
                if joint + 0.2 * exact > reached:
                    best, reached = tried, joint + 0.2 * exact
                    log(f"{name} {value}, keep {keep}: joint F1 {joint:.2f}, exact content {exact:.2f}")
    return best


def reliability(chances: Sequence[float], verdicts: Sequence[bool], bins: int = 10) -> tuple[float, list[str]]:
    """The expected calibration error of ``chances``, and a table to print.

    The table has a line for each of ``bins`` equally filled bins: mean confidence, share that is right, number.
    """
    order = np.argsort(np.array(chances), kind="stable")
    error, rows = 0.0, ["| confidence | right | attributions |", "|---:|---:|---:|"]
    for part in np.array_split(order, bins):
        if len(part):
            mean = float(np.mean([chances[i] for i in part]))
            share = float(np.mean([verdicts[i] for i in part]))
            error += abs(mean - share) * len(part) / len(order)
            rows.append(f"| {mean:.2f} | {share:.2f} | {len(part)} |")
    return error, rows
