"""The weights of the labeller of paragraphs: ``python -m dateline.training.lines STORIES... [--plain FILE...]``.

``STORIES`` are folders of marked stories (``.wire``); ``--plain`` names copy (JSON lines with ``text``, also gzipped)
that is body throughout but for what the rules find in it. Prints the F1 of furniture, by characters, of the rules and
with the labeller by folds over stories, and writes the weights to ``--out``, which is the shipped
``resources/models/lines.npz`` if nothing is said. Needs torch (the training extra).
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline import resources
from dateline.anatomy.blocks import rule_kinds
from dateline.anatomy.lines import BUCKETS, FURNITURE, KINDS, SURE, Floats, buckets, signs
from dateline.evaluate.wire import read_wire
from dateline.schema import Article

_RIDGE, _STEPS, _FOLDS, _SEED = 1e-3, 60, 6, 3
_STOP = re.compile(r"(?<=[a-z0-9][.!?])\s+(?=[A-Z“\"])")
_PLAIN_WEIGHT, _LINE_WEIGHT = 0.15, 0.3
_PLAIN = 95
"""How many articles are taken of each file of plain copy."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The paragraphs of an article: their signs, their lengths, what the rules call them, and what they are."""

    signs: list[list[str]]
    sizes: list[int]
    ruled: list[str]
    right: list[str]
    weight: float


def of_story(path: Path) -> Lesson:
    """What a marked story teaches; a paragraph is of the kind in which most of its characters are marked."""
    wire = read_wire(path)
    ruled = rule_kinds(Article(wire.id, wire.id, wire.text, published_at=wire.published_at))
    right = []
    for paragraph in ruled.paragraphs:
        shares: dict[str, int] = {}
        for block in wire.blocks:
            shared = min(block.end, paragraph.end) - max(block.start, paragraph.start)
            shares[block.value] = shares.get(block.value, 0) + max(0, shared)
        kind = max(shares, key=lambda k: shares[k]) if shares else "body"
        right.append("body" if kind == "dateline" else kind)
    rows = signs(ruled.paragraphs, ruled.words, ruled.kinds, False)
    return Lesson(rows, [len(w) for w in ruled.words], [k or "body" for k in ruled.kinds], right, 1.0)


def of_plain(text: str) -> Lesson:
    """What plain copy teaches, of which it is taken that the rules are right about it."""
    ruled = rule_kinds(Article("plain", "plain", text))
    kinds: list[str] = [k or "body" for k in ruled.kinds]
    rows = signs(ruled.paragraphs, ruled.words, ruled.kinds, False)
    return Lesson(rows, [len(w) for w in ruled.words], kinds, kinds, _PLAIN_WEIGHT)


def short_copy(texts: Sequence[str]) -> list[str]:
    """A few sentences of each text, one a paragraph, so that no last line is a sign-off for being last or short."""
    draw = random.Random(_SEED)
    found = []
    for text in texts:
        sentences = [s for s in _STOP.split(" ".join(text.split())) if 20 < len(s) < 220 and s[-1:] in '.!?”"']
        if sentences:
            start, count = draw.randrange(len(sentences)), draw.randint(1, 5)
            found.append("\n\n".join(sentences[start : start + count]))
    return found


def with_lines(path: Path, texts: Sequence[str]) -> list[Lesson]:
    """Plain copy with the lines of the table at ``path`` set into it.

    Each line stands twice, above, below or among the paragraphs as its row says.
    """
    draw = random.Random(_SEED)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"][1:]
    shorts = short_copy(texts)
    found = []
    for number, (kind, where, line) in enumerate([*rows, *rows]):
        paragraphs = shorts[number % len(shorts)].split("\n\n") + shorts[(number * 7 + 3) % len(shorts)].split("\n\n")
        at = {"above": 0, "below": len(paragraphs), "among": draw.randrange(1, len(paragraphs))}[where]
        paragraphs.insert(at, line)
        ruled = rule_kinds(Article("made", "made", "\n\n".join(paragraphs)))
        right = [kind if w == line else (k or "body") for w, k in zip(ruled.words, ruled.kinds, strict=True)]
        rows_of = signs(ruled.paragraphs, ruled.words, ruled.kinds, False)
        kinds: list[str] = [k or "body" for k in ruled.kinds]
        found.append(Lesson(rows_of, [len(w) for w in ruled.words], kinds, right, _LINE_WEIGHT))
    return found


def fitted(lessons: Sequence[Lesson]) -> tuple[Floats, Floats]:
    """The weights and the bias of a multinomial logistic model that was fitted on ``lessons`` by L-BFGS."""
    import torch

    torch.set_num_threads(1)
    rows = [buckets(s) for one in lessons for s in one.signs]
    right = torch.tensor([KINDS.index(k) for one in lessons for k in one.right])
    counts = torch.tensor([one.weight for one in lessons for _ in one.signs])
    offsets = torch.tensor(np.cumsum([0, *(len(r) for r in rows[:-1])]))
    scale = torch.tensor([1 / math.sqrt(len(r)) for r in rows], dtype=torch.float32)[:, None]
    indices = torch.tensor(np.concatenate(rows))
    weights = torch.zeros(BUCKETS, len(KINDS), requires_grad=True)
    bias = torch.zeros(len(KINDS), requires_grad=True)
    search = torch.optim.LBFGS([weights, bias], max_iter=_STEPS, history_size=8, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        search.zero_grad()
        scores = torch.nn.functional.embedding_bag(indices, weights, offsets, mode="sum") * scale + bias
        losses = torch.nn.functional.cross_entropy(scores, right, reduction="none")
        loss = (losses * counts).sum() / counts.sum() + _RIDGE * (weights**2).sum() / 100
        loss.backward()
        return loss

    search.step(closure)
    return weights.detach().numpy(), bias.detach().numpy()


def labelled(one: Lesson, weights: Floats, bias: Floats) -> list[str]:
    """What the rules and the labeller together call each paragraph of ``one``."""
    found = []
    places = [KINDS.index(k) for k in FURNITURE]
    for row, ruled in zip(one.signs, one.ruled, strict=True):
        scores = weights[buckets(row)].sum(axis=0) / math.sqrt(len(row)) + bias
        chances = np.exp(scores - scores.max())
        furniture = (chances / chances.sum())[places]
        free = ruled in ("body", "subhead", "headline")
        found.append(FURNITURE[int(furniture.argmax())] if free and furniture.sum() >= SURE else ruled)
    return found


def f1(pairs: Sequence[tuple[Lesson, Sequence[str]]]) -> float:
    """The F1 of furniture of any kind, by characters, over pairs of an article and what its paragraphs were called."""
    both = found = right = 0
    for one, kinds in pairs:
        for size, given, kind in zip(one.sizes, one.right, kinds, strict=True):
            both += size * (given in FURNITURE and kind in FURNITURE)
            found += size * (kind in FURNITURE)
            right += size * (given in FURNITURE)
    return 2 * both / max(1, found + right)


def main() -> None:
    """Fit the labeller, print its figures, and write its weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", type=Path, nargs="+")
    parser.add_argument("--plain", type=Path, nargs="*", default=[])
    parser.add_argument("--without", type=Path, help="a file with the names of stories that are left out, one a line")
    parser.add_argument("--lines", type=Path, help="a table of lines of furniture (corpus/lines.tsv)")
    parser.add_argument(
        "--out", type=Path, default=Path(resources.path("models/lines.npz")),
        help="where the weights are written; the shipped ones are replaced if nothing is said",
    )  # fmt: skip
    given = parser.parse_args()
    left_out = set(given.without.read_text().split()) if given.without else set()
    paths = [p for folder in given.stories for p in sorted(folder.glob("*.wire")) if p.stem not in left_out]
    stories = [of_story(p) for p in paths]
    plain: list[Lesson] = []
    for path in given.plain:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        random.Random(_SEED).shuffle(texts)
        plain += [of_plain(text) for text in texts[:_PLAIN]]
        plain += [of_plain(text) for text in short_copy(texts[_PLAIN : 2 * _PLAIN])]
        if given.lines and path == given.plain[0]:
            plain += with_lines(given.lines, texts[2 * _PLAIN :])
    order = list(range(len(stories)))
    random.Random(_SEED).shuffle(order)
    pairs: list[tuple[Lesson, Sequence[str]]] = []
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS])
        model = fitted([s for i, s in enumerate(stories) if i not in held] + plain)
        pairs += [(stories[i], labelled(stories[i], *model)) for i in held]
    ruled = f1([(s, s.ruled) for s in stories])
    print(f"{len(stories)} stories, {len(plain)} plain: rules {ruled:.3f}, by folds {f1(pairs):.3f}")
    weights, bias = fitted([*stories, *plain])
    np.savez_compressed(given.out, weights=weights.astype(np.float16), bias=bias.astype(np.float32))


if __name__ == "__main__":
    main()
