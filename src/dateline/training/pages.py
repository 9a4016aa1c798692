"""The weights of the signs of a web page's pieces: ``python -m dateline.training.pages FOLDER``.

``FOLDER`` holds pages as ``ID.html.gz`` and ``ground-truth.json`` with the body of each, as
article-extraction-benchmark (Zyte, gold MIT) does. Prints the F1 of word 4-grams by folds over pages, as that benchmark
scores it, and writes ``resources/page_signs.tsv``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline import resources
from dateline.intake.encoding import decode, detect
from dateline.intake.pages.choice import extracted
from dateline.intake.pages.markup import parsed
from dateline.intake.pages.signs import NAMES, Floats, signs

_WORD = re.compile(r"\w+|[^\w\s]")
_RIDGE, _STEPS, _FOLDS, _PAGE_WEIGHT = 60.0, 12, 10, 50.0
_HEAD = """# The weights of signs that speak for a piece of a web page being part of its article, in log-odds.
# Source: logistic regression (ridge {ridge:g}) on {pieces:,} pieces of {pages} pages of article-extraction-benchmark
# (Zyte; gold MIT), each page of one weight; F1 by ten folds over pages {f1:.3f}. Made by dateline.training.pages.
# Licence: Apache-2.0.
sign\tweight
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page: the signs of its pieces, which of them are body, their texts, and the body as it should be."""

    rows: Floats
    right: Floats
    texts: tuple[str, ...]
    body: str


def lesson(markup: str, body: str) -> Lesson:
    """What the page ``markup`` teaches, whose right body is ``body``."""
    page = parsed(markup)
    rows = signs(page.pieces, extracted(page, markup), page.title)
    bare, grams = "".join(body.split()), set(shingles(body))

    def is_right(text: str) -> bool:
        own = shingles(text)
        return "".join(text.split()) in bare if len(own) < 8 else sum(g in grams for g in own) > 0.6 * len(own)

    texts = tuple(p.text for p in page.pieces)
    return Lesson(rows, np.array([is_right(t) for t in texts], dtype=float), texts, body)


def shingles(text: str) -> list[tuple[str, ...]]:
    """The word 4-grams of ``text``."""
    words = _WORD.findall(text)
    return [tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))]


def fitted(lessons: Sequence[Lesson]) -> Floats:
    """The weights of the signs, by Newton's method on standardised signs; a piece weighs the root of its length."""
    rows, right = np.vstack([one.rows for one in lessons]), np.concatenate([one.right for one in lessons])
    lengths = [np.sqrt([float(len(t)) for t in one.texts]) + 2 for one in lessons]
    counts = np.concatenate([_PAGE_WEIGHT * length / length.sum() for length in lengths])
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    mean[0], spread[0] = 0.0, 1.0
    scaled = (rows - mean) / spread
    found = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (counts * (chance - right)) + _RIDGE * found
        bend = (scaled * (counts * chance * (1 - chance))[:, None]).T @ scaled + _RIDGE * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    weights: Floats = found / spread
    weights[0] = found[0] - np.sum(found[1:] * mean[1:] / spread[1:])
    return weights


def f1_by_folds(lessons: Sequence[Lesson]) -> float:
    """The F1 of mean precision and mean recall of the bodies that are found by weights fitted on other pages."""
    order = np.random.RandomState(5).permutation(len(lessons))
    precision, recall = [], []
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS].tolist())
        weights = fitted([one for i, one in enumerate(lessons) if i not in held])
        for i in held:
            one = lessons[i]
            taken = "\n".join(t for t, score in zip(one.texts, one.rows @ weights, strict=True) if score > 0)
            found, right = Counter(shingles(taken)), Counter(shingles(one.body))
            both = sum((found & right).values())
            precision.append(both / max(1, sum(found.values())))
            recall.append(both / max(1, sum(right.values())))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return 2 * p * r / (p + r)


def main() -> None:
    """Fit the weights, print the figure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    lessons = []
    for name in sorted(gold):
        raw = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        lessons.append(lesson(decode(raw, detect(raw, markup=True))[0], gold[name]["articleBody"]))
    f1 = f1_by_folds(lessons)
    pieces = sum(len(one.texts) for one in lessons)
    print(f"{len(lessons)} pages, {pieces} pieces: F1 by folds {f1:.4f}")
    lines = [f"{name}\t{weight:.4f}\n" for name, weight in zip(NAMES, fitted(lessons), strict=True)]
    head = _HEAD.format(ridge=_RIDGE, pieces=pieces, pages=len(lessons), f1=f1)
    Path(resources.path("page_signs.tsv")).write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
