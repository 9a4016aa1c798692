"""The weights that tell machine-translated copy: ``python -m dateline.training.translated --stories DIR``.

``--stories`` are folders of marked stories whose heads say ``translated`` (a language, or null); ``--plain`` names copy
(JSON lines with ``text``, also gzipped) that was written in English. A logistic model is fitted with a ridge by L-BFGS;
folds by article say how well it does, and a logistic function of its scores in the folds makes them chances. Prints the
figures and writes ``resources/translated.tsv``. Needs torch (the training extra).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline import resources
from dateline.anatomy import find_blocks
from dateline.evaluate.wire import read_wire
from dateline.language import parse
from dateline.language.translated import signs
from dateline.schema import Article
from dateline.training.judge import logistic

_RIDGE, _STEPS, _FOLDS = 3e-4, 80, 8
_PLAIN, _LONGEST, _PLAIN_WEIGHT = 120, 4000, 0.25
_HEAD = (
    "# How far each sign of an article speaks for its being machine-translated (log odds); fitted by\n"
    "# python -m dateline.training.translated. Source: our own stories and weights. Licence: Apache-2.0\n"
)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The signs of an article, and whether it is translated."""

    name: str
    signs: dict[str, float]
    translated: bool
    weight: float
    """Less than one for plain copy in English, of which there is much that teaches the same."""


def told(stories: Sequence[Path]) -> Iterator[tuple[str, str, bool, float]]:
    """The name and text of each marked story whose head says whether it is translated, that answer, and its weight."""
    for path in stories:
        head = json.loads(path.read_text(encoding="utf-8").partition("\n---\n")[0])
        if "translated" in head:
            yield path.stem, read_wire(path).text, head["translated"] is not None, 1.0


def plain(paths: Sequence[Path]) -> Iterator[tuple[str, str, bool, float]]:
    """The same four of some articles of each file of copy that was written in English."""
    for path in paths:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        random.Random(1).shuffle(rows)
        for row in rows[:_PLAIN]:
            yield f"plain:{path.name}:{row['id']}", row["text"][:_LONGEST], False, _PLAIN_WEIGHT


def lessons(rows: Sequence[tuple[str, str, bool, float]]) -> list[Lesson]:
    """What ``rows`` teach; articles that are too short to tell anything are left out."""
    found = []
    for low in range(0, len(rows), 32):
        some = rows[low : low + 32]
        articles = [Article(name, name, text, language="en") for name, text, _, _ in some]
        for row, copy in zip(some, parse(articles, [find_blocks(a) for a in articles]), strict=True):
            own = signs(((t.text, t.tag_, t.pos_, t.lemma_) for t in copy.doc if not t.is_space), copy.text)
            if own is not None:
                found.append(Lesson(row[0], own, row[2], row[3]))
    return found


def fitted(some: Sequence[Lesson], names: dict[str, int]) -> Floats:
    """The weights of the signs ``names``, with the bias after them, fitted on the lessons ``some``."""
    import torch

    torch.set_num_threads(1)
    rows = torch.from_numpy(matrix(some, names))
    right = torch.tensor([float(one.translated) for one in some], dtype=torch.float64)
    counts = torch.tensor([one.weight for one in some], dtype=torch.float64)
    weights = torch.zeros(len(names) + 1, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        search.zero_grad()
        losses = torch.nn.functional.binary_cross_entropy_with_logits(rows @ weights, right, reduction="none")
        loss = (losses * counts).sum() / counts.sum() + _RIDGE * (weights[:-1] ** 2).sum()
        loss.backward()
        return loss

    search.step(closure)
    found: Floats = weights.detach().numpy()
    return found


def matrix(some: Sequence[Lesson], names: dict[str, int]) -> Floats:
    """A row for each lesson with the values of its signs, and a column of ones for the bias."""
    rows = np.zeros((len(some), len(names) + 1))
    rows[:, -1] = 1
    for row, one in zip(rows, some, strict=True):
        for sign, value in one.signs.items():
            if sign in names:
                row[names[sign]] = value
    return rows


def by_folds(every: Sequence[Lesson], names: dict[str, int]) -> Floats:
    """The score that each lesson gets from weights that were fitted on the lessons of other folds."""
    fold = np.array([zlib.crc32(one.name.encode("utf-8")) % _FOLDS for one in every])
    scores = np.zeros(len(every))
    for n in range(_FOLDS):
        weights = fitted([one for one, f in zip(every, fold, strict=True) if f != n], names)
        scores[fold == n] = matrix([one for one, f in zip(every, fold, strict=True) if f == n], names) @ weights
    return scores


def main() -> None:
    """Fit the weights, print the figures, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=Path, nargs="+", required=True)
    parser.add_argument("--left-out", type=Path, help="a list of the stories that are not to be read, one name a line")
    parser.add_argument("--plain", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    left_out = set(given.left_out.read_text(encoding="utf-8").split()) if given.left_out else set()
    paths = [p for folder in given.stories for p in sorted(folder.glob("*.wire")) if p.stem not in left_out]
    every = lessons([*told(paths), *plain(given.plain)])
    names = {sign: n for n, sign in enumerate(sorted({s for one in every for s in one.signs}))}
    scores = by_folds(every, names)
    right = np.array([one.translated for one in every])
    story = np.array([not one.name.startswith("plain:") for one in every])
    shift, slope = logistic(scores[story][:, None], right[story].astype(np.float64))
    verdict = shift + slope * scores >= 0
    both = (verdict & right).sum()
    f1 = 2 * both / (verdict[story].sum() + right.sum())
    print(
        f"{story.sum()} stories, {right.sum()} translated; by folds F1 {f1:.3f}, "
        f"precision {both / max(1, verdict[story].sum()):.3f}, recall {both / right.sum():.3f}; "
        f"of {(~story).sum()} articles written in English {verdict[~story].mean():.1%} taken for translated"
    )
    weights = fitted(every, names) * slope
    rows = [("bias", weights[-1] + shift), *((sign, weights[n]) for sign, n in names.items())]
    lines = [f"{sign}\t{weight:.3f}\n" for sign, weight in rows if sign == "bias" or abs(weight) >= 0.05]
    Path(resources.path("translated.tsv")).write_text(_HEAD + "sign\tweight\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
