"""Make the weights ship: ``python -m dateline.training.release --weights FILE --train FILE --dev FILE --out DIR``.

Writes the network as int8 ONNX with its tokenizer, fits the decoder's settings and its confidence on the held-out
articles as the int8 network sees them, and reports on the dev file: full precision against int8, learned links
against the nearest cue, and how far the confidence can be relied on. Predictions are written as JSON lines, so that
any scorer can be run on them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from dateline.language.encoder import Encoder, Floats, homes
from dateline.statements.decoding import TAGS, Head, Linked, segments, viterbi
from dateline.statements.learned import attribution
from dateline.training import export, judge
from dateline.training.attribution import base_folder, split
from dateline.training.corpus import Gold, read


def seen_by(encoder: Encoder, golds: Sequence[Gold]) -> list[judge.Seen]:
    """Each of ``golds`` with what an exported encoder says of it."""
    seen = []
    for gold in golds:
        pieces = encoder.cut(gold.text)
        seen.append(judge.Seen(gold, pieces, tuple(encoder.windows(pieces))))
    return seen


def _row(seen: judge.Seen, linked: Sequence[Linked]) -> dict[str, object]:
    found = [attribution(seen.pieces, one) for one in linked]
    return {
        "id": seen.gold.name,
        "attributions": [
            {"source": a.source, "cue": a.cue, "content": a.content, "confidence": a.confidence} for a in found
        ],
    }


def nearest(seen: judge.Seen) -> list[Linked]:
    """What the same tags give under a plain rule, to compare with: each source and content goes to the nearest cue."""
    if not seen.windows:
        return []
    home = homes(len(seen.pieces), [(w.start, w.stop) for w in seen.windows])
    tags: Floats = np.empty((len(seen.pieces), len(TAGS)), dtype=np.float32)
    for n, window in enumerate(seen.windows):
        own = np.flatnonzero(home == n)
        tags[own] = window.tags[own - window.start]
    words = np.flatnonzero(seen.pieces.first)
    labels = viterbi(tags[words][None])[0]
    spans = {
        role: [(int(words[a]), int(words[b - 1]) + 1) for a, b in segments(labels, begin)]
        for role, begin in (("source", 1), ("cue", 3), ("content", 5))
    }

    def gap(a: tuple[int, int], b: tuple[int, int]) -> int:
        return max(a[0] - b[1], b[0] - a[1], 0)

    contents: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for content in spans["content"] if spans["cue"] else []:
        contents.setdefault(min(spans["cue"], key=lambda cue: gap(cue, content)), []).append(content)
    return [
        Linked((cue,), tuple(sorted(spans["source"], key=lambda s: gap(s, cue))[:1]), tuple(contents[cue]), (), 1.0)
        for cue in spans["cue"]
        if cue in contents
    ]


def relied_on(articles: Sequence[judge.Seen], found: Sequence[Sequence[Linked]]) -> tuple[float, list[str]]:
    """The expected calibration error of what was ``found`` in ``articles``, and its table to print."""
    verdicts = [v for seen, row in zip(articles, found, strict=True) for v in judge.right(seen, row)]
    return judge.reliability([one.confidence for row in found for one in row], verdicts)


def report(name: str, articles: Sequence[judge.Seen], found: Sequence[Sequence[Linked]], out: Path) -> None:
    """Print under ``name`` what was reached, and write what was found to ``out`` in the corpus's format."""
    print(f"{name}: joint F1 on dev {judge.score(articles, found).f1:.2f}", flush=True)
    with (out / f"dev.{name}.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(_row(*pair)) + "\n" for pair in zip(articles, found, strict=True))


def main(arguments: Sequence[str] | None = None) -> None:
    """Export the network, tune the decoder on what it says, and report what it reaches."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt of a finished run")
    parser.add_argument("--train", type=Path, required=True, help="the training file: its held-out articles are used")
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="where model, tokenizer and predictions go")
    chosen = parser.parse_args(arguments)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    stored = torch.load(chosen.weights, weights_only=True)["model"]
    weights = {name: tensor.float().numpy() for name, tensor in stored.items()}
    head = Head(weights["distance.weight"], weights["additive.weight"], weights["additive.bias"])
    tokenizer = str(base_folder() / "tokenizer.json")
    shutil.copy(tokenizer, out / "tokenizer.json")
    export.write(weights, {}, out / "full.onnx", quantised=False)
    export.write(weights, {}, out / "attribution.onnx")
    held, dev = split(read(chosen.train))[1], read(chosen.dev)
    small = Encoder(str(out / "attribution.onnx"), tokenizer)
    settings = judge.tune(seen_by(small, held), head, print)
    export.write(weights, asdict(settings), out / "attribution.onnx")
    began = time.process_time()
    by_small = seen_by(small, dev)
    took = time.process_time() - began
    print(f"{sum(len(s.pieces) for s in by_small) / took:.0f} pieces a second of one core, {settings}")
    found = judge.chosen(judge.decoded(by_small, head, settings), settings)
    report("int8", by_small, found, out)
    by_full = seen_by(Encoder(str(out / "full.onnx"), tokenizer), dev)
    report("full", by_full, judge.chosen(judge.decoded(by_full, head, settings), settings), out)
    report("nearest", by_small, [nearest(seen) for seen in by_small], out)
    error, rows = relied_on(by_small, found)
    print(f"expected calibration error on dev {error:.3f}", *rows, sep="\n")


if __name__ == "__main__":
    main()
