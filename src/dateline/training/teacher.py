"""Teach a larger encoder events, to teach ours: ``python -m dateline.training.teacher --base FOLDER ... --out DIR``.

The base is all-mpnet-base-v2 (MPNet: Song et al., 2020; Apache-2.0), twelve layers of twice the width of ours, in
``FOLDER`` with its ``model.safetensors`` and ``vocab.txt``. It reads the same word pieces, has the same heads, and is
too slow to ship; what it says of copy that nobody has marked teaches the encoder that does
(:mod:`dateline.training.silver`, :mod:`dateline.training.joint`). Writes ``weights.pt`` and, where folds are held out,
``seen.pickle``. A run that was cut off goes on from its checkpoint. One core, forty minutes.
"""

from __future__ import annotations

import argparse
import math
import pickle
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.pieces import CASES, QUOTES
from dateline.training import joint
from dateline.training import joint_lessons as told
from dateline.training.events import fold_of, is_tried
from dateline.training.model import Batch, Dropout, Encoding

WIDTH, HEADS, LAYERS, VOCABULARY, POSITIONS = 768, 12, 12, 30527, 514
BUCKETS, FARTHEST = 32, 128
"""Of relative positions, and the distance from which on all are one."""
FIRST = 2
"""The number of the first position."""
DECAY = 0.9
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
_PARTS = (
    ("attention.attn.o", "out"),
    ("attention.LayerNorm", "norm_mix"),
    ("intermediate.dense", "inner"),
    ("output.dense", "outer"),
    ("output.LayerNorm", "norm_out"),
)
"""Their names of a layer's parts, and ours."""


class Layer(nn.Module):
    """One layer of MPNet: attention that also sees how far pieces stand apart."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.mix, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_mix, self.norm_out = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = dropout

    def forward(self, x: Tensor, lengths: Sequence[int], apart: Tensor) -> Tensor:
        """The next hidden states; ``apart`` is what distances add to the attention, heads by pieces by pieces."""
        longest, mixed, scale = x.shape[1], [], (WIDTH // HEADS) ** -0.5
        for window, length in zip(self.mix(x).unbind(0), lengths, strict=True):
            own = window if length == longest else window[:length]
            q, k, v = own.view(length, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3).unbind(0)
            near = torch.softmax(q * scale @ k.transpose(1, 2) + apart[:, :length, :length].to(q.dtype), -1)
            seen = (near.to(v.dtype) @ v).transpose(0, 1).reshape(length, WIDTH)
            mixed.append(seen if length == longest else functional.pad(seen, (0, 0, 0, longest - length)))
        x = self.norm_mix(x + self.dropout(self.out(torch.stack(mixed))))
        grown: Tensor = self.norm_out(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))
        return grown


class Teacher(Encoding):
    """MPNet over our word pieces, with what we tell of case and quotation marks."""

    width = WIDTH
    numbers: Tensor

    def __init__(self, numbers: Tensor) -> None:
        """``numbers`` are MPNet's of our word pieces."""
        super().__init__()
        self.dropout = Dropout(0.1)
        self.words, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.case, self.quote = nn.Embedding(CASES, WIDTH), nn.Embedding(QUOTES, WIDTH)
        self.norm, self.relative = nn.LayerNorm(WIDTH, eps=1e-5), nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList([Layer(self.dropout) for _ in range(LAYERS)])
        self.register_buffer("numbers", numbers)
        for table in (self.case, self.quote):
            nn.init.normal_(table.weight, std=0.01)

    def load(self, folder: Path) -> None:
        """Take the weights in ``folder``; its embeddings are not taught."""
        from safetensors.torch import load_file

        base = load_file(str(folder / "model.safetensors"))
        state = {
            "words.weight": base["embeddings.word_embeddings.weight"],
            "positions.weight": base["embeddings.position_embeddings.weight"],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
            "relative.weight": base["encoder.relative_attention_bias.weight"],
        }
        for n in range(LAYERS):
            for kind in ("weight", "bias"):
                old, new = f"encoder.layer.{n}.", f"layers.{n}."
                state[f"{new}mix.{kind}"] = torch.cat([base[f"{old}attention.attn.{x}.{kind}"] for x in "qkv"])
                state |= {f"{new}{ours}.{kind}": base[f"{old}{theirs}.{kind}"] for theirs, ours in _PARTS}
        self.load_state_dict(state, strict=False)
        for part in (self.words, self.positions, self.norm, self.relative):
            for weight in part.parameters():
                weight.requires_grad = False

    def encode(self, batch: Batch) -> Tensor:
        """Hidden states, windows by pieces by ``WIDTH``."""
        longest, lengths = batch.ids.shape[1], batch.mask.sum(1).tolist()
        x = self.words(self.numbers[batch.ids]) + self.positions(torch.arange(longest) + FIRST)
        x = self.dropout(self.norm(x + self.case(batch.case) + self.quote(batch.quote)))
        apart = self.relative(buckets(longest)).permute(2, 0, 1)
        for layer in self.layers:
            x = layer(x, lengths, apart)
        hidden: Tensor = self.dropout(x)
        return hidden


def buckets(longest: int) -> Tensor:
    """The bucket of the distance of each piece from each other, as T5 and MPNet have them (Raffel et al., 2020)."""
    away = torch.arange(longest)[:, None] - torch.arange(longest)[None, :]
    half = BUCKETS // 2
    size, near = away.abs(), half // 2
    far = torch.log(size.float().clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)
    return (away < 0).long() * half + torch.where(size < near, size, (near + far.long()).clamp(max=half - 1))


def numbers_of(tokenizer: Tokenizer, folder: Path) -> Tensor:
    """For each of our word pieces MPNet's number of it; both were cut by BERT's vocabulary."""
    theirs = {word: n for n, word in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    ours = tokenizer.get_vocab()
    found = torch.zeros(len(ours), dtype=torch.long)
    for word, n in ours.items():
        found[n] = theirs.get(_SPECIAL.get(word, word), theirs["[UNK]"])
    return found


def begin(folder: Path, tokenizer: Tokenizer, rate: float) -> joint.Run:
    """A run from the weights in ``folder``; the rate falls from the top layer down."""
    model, heads = Teacher(numbers_of(tokenizer, folder)), joint.EventHeads(WIDTH)
    model.load(folder)
    groups: dict[float, list[Tensor]] = {joint.HEAD_RATE: [*heads.parameters()]}
    groups[joint.HEAD_RATE / 2] = [model.case.weight, model.quote.weight]
    for n, layer in enumerate(model.layers):
        groups[rate * DECAY ** (LAYERS - 1 - n)] = [*layer.parameters()]
    listed = [{"params": weights, "lr": r, "initial": r} for r, weights in groups.items()]
    return joint.Run(model, heads, torch.optim.AdamW(listed, betas=(0.9, 0.98), weight_decay=0.01, fused=True))


def taught(folder: Path, weights: Path, tokenizer: Tokenizer) -> joint.Run:
    """The teacher that was kept at ``weights``."""
    run, stored = begin(folder, tokenizer, 0.0), torch.load(weights, weights_only=True)
    run.model.load_state_dict(stored["model"])
    run.heads.load_state_dict(stored["heads"])
    run.model.eval()
    run.heads.eval()
    return run


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write the weights and what the heads say of what was held out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--lessons", type=Path, required=True, help="lessons.pickle of dateline.training.events")
    parser.add_argument("--held-out", type=int, nargs="*", default=[], help="folds of real copy that teach nothing")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.manual_seed(joint.SEED)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    tokenizer, lessons = joint.pieces_of_minilm(), joint.kept(chosen.lessons)
    real = [(n, one) for n, one in enumerate(lessons) if not one.source.name.startswith("made:")]
    out_of = {n for n, one in real if is_tried(one) and fold_of(one.source.name) in chosen.held_out}
    excerpts = list(told.excerpts(((n, one) for n, one in real if n not in out_of), tokenizer))
    drawn = joint.Plan([b for n in range(chosen.epochs) for b in told.batches(excerpts, n, joint.BUDGET)], [])
    run = begin(chosen.base, tokenizer, chosen.rate)
    if (out / "checkpoint.pt").exists():
        run.load(out / "checkpoint.pt")
    joint.train(run, drawn, out)
    torch.save({"model": run.model.state_dict(), "heads": run.heads.state_dict()}, out / "weights.pt")
    if out_of:
        held = list(told.excerpts(((n, lessons[n]) for n in sorted(out_of)), tokenizer))
        (out / "seen.pickle").write_bytes(pickle.dumps(joint.see(run, lessons, held)))


if __name__ == "__main__":
    main()
