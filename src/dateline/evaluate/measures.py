"""The arithmetic that the scorers share: precision and recall, overlap of sets, B-cubed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of a report: a figure between 0 and 1, and how it came about."""

    name: str
    value: float
    detail: str = ""

    def line(self) -> str:
        """The measure as a person reads it."""
        return f"{self.name:<34} {self.value:.3f}  {self.detail}".rstrip()


@dataclass(frozen=True, slots=True)
class Hits:
    """Right ones among the gold ones and among the predicted ones."""

    right: float
    gold: float
    predicted: float
    right_predicted: float | None = None
    """The right ones counted over the predicted side, where that is another number."""

    @property
    def precision(self) -> float:
        """Right ones of those predicted."""
        right = self.right if self.right_predicted is None else self.right_predicted
        return right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right ones of those in gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return harmonic(self.precision, self.recall)

    def measure(self, name: str) -> Measure:
        """F1 as a line of a report."""
        detail = f"P {self.precision:.3f} R {self.recall:.3f}"
        return Measure(name, self.f1, f"{detail} ({self.right:g} of {self.gold:g}, {self.predicted:g} predicted)")


def harmonic(precision: float, recall: float) -> float:
    """F1 of the two."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(name: str, right: float, total: float) -> Measure:
    """A plain share as a line of a report."""
    return Measure(name, right / total if total else 0.0, f"{right:g} of {total:g}")


def jaccard(a: Set[int], b: Set[int]) -> float:
    """The overlap of two sets; two empty ones are alike."""
    return len(a & b) / len(a | b) if a or b else 1.0


def offsets(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The code points that ``spans`` cover."""
    return frozenset(i for start, end in spans for i in range(start, end))


def common(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many code points two spans share; not above 0 where they are apart."""
    return min(a[1], b[1]) - max(a[0], b[0])


def span_jaccard(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The overlap of two spans, in code points."""
    both = common(a, b)
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


def b_cubed(
    gold: Mapping[int, Hashable], predicted: Mapping[int, Hashable], keys: Sequence[int]
) -> tuple[float, float]:
    """Sums of B-cubed precision and recall over ``keys`` (Bagga and Baldwin 1998); divide by their number."""
    by_gold: defaultdict[Hashable, set[int]] = defaultdict(set)
    by_predicted: defaultdict[Hashable, set[int]] = defaultdict(set)
    for k in keys:
        by_gold[gold[k]].add(k)
        by_predicted[predicted[k]].add(k)
    precision = recall = 0.0
    for k in keys:
        both = len(by_gold[gold[k]] & by_predicted[predicted[k]])
        precision += both / len(by_predicted[predicted[k]])
        recall += both / len(by_gold[gold[k]])
    return precision, recall


def macro_f1(pairs: Sequence[tuple[str | int, str | int | None]]) -> float:
    """The mean F1 over the labels that gold has, from pairs of gold and predicted label."""
    right, gold, predicted = (Counter[str | int | None]() for _ in range(3))
    for wanted, got in pairs:
        gold[wanted] += 1
        right[wanted] += wanted == got
        if got is not None:
            predicted[got] += 1
    return sum(2 * right[x] / (gold[x] + predicted[x]) for x in gold) / len(gold) if gold else 0.0
