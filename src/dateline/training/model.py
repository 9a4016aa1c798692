"""The network: a BERT encoder (Devlin et al., 2019) of MiniLM's size (Wang et al., 2020) with two heads.

One head tags every piece (source, cue, content). The other is asked once for every cue: which pieces are the source
and which the content of *this* cue, by a bilinear scorer (Dozat and Manning, 2017) joined with a small additive one
that also sees how far the piece stands from the cue. Finding the spans and linking them is thus one step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.pieces import CASES, QUOTES
from dateline.statements.decoding import ADDITIVE, BILINEAR, DISTANCES, LINKS, REACH, TAGS

WIDTH, HEADS, INNER, LAYERS, VOCABULARY, POSITIONS = 384, 12, 1536, 6, 30522, 512


@dataclass(frozen=True, slots=True)
class Batch:
    """The windows of one training step, padded to one length."""

    ids: Tensor
    case: Tensor
    quote: Tensor
    mask: Tensor
    """True where there is a piece and false for padding; windows by pieces."""


def distance_bucket(offset: Tensor) -> Tensor:
    """The number of the bucket that each signed distance in pieces falls into."""
    size = offset.abs()
    far = REACH + (size.clamp(min=REACH).float() / REACH).log2().floor().long().clamp(max=3) + 1
    bucket = torch.where(size <= REACH, size, far.to(size.dtype))
    return torch.where(offset < 0, -bucket, bucket) + REACH + 4


class Dropout(nn.Module):
    """Dropout whose chances are drawn once, since to draw them anew takes an eighth of a step on a processor."""

    _SIZE = 1 << 23
    pool: Tensor

    def __init__(self, rate: float) -> None:
        super().__init__()
        drawn = torch.rand(self._SIZE, generator=torch.Generator().manual_seed(1)) >= rate
        self.register_buffer("pool", drawn.to(torch.bfloat16) / (1 - rate), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """``x``, with places set to nothing by a random stretch of the pool while the model is training."""
        if not self.training or x.numel() >= self._SIZE:
            return x
        start = int(torch.randint(self._SIZE - x.numel(), ()))
        return x * self.pool[start : start + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One transformer layer, with a norm after each half."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_mix = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout
        self.scale = (WIDTH // HEADS) ** -0.5

    def forward(self, x: Tensor, lengths: Sequence[int]) -> Tensor:
        """The next hidden states. Attention goes window by window: what fits into the cache is three times faster."""
        longest = x.shape[1]
        mixed = []
        for window, length in zip(self.mix(x).unbind(0), lengths, strict=True):
            own = window if length == longest else window[:length]
            q, k, v = own.view(length, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3).unbind(0)
            near = torch.softmax(q * self.scale @ k.transpose(1, 2), -1)
            seen = (near.to(v.dtype) @ v).transpose(0, 1).reshape(length, WIDTH)
            mixed.append(seen if length == longest else functional.pad(seen, (0, 0, 0, longest - length)))
        x = self.norm_mix(x + self.dropout(self.out(torch.stack(mixed))))
        inner = self.outer(functional.gelu(self.inner(x)))
        grown: Tensor = self.norm_out(x + self.dropout(inner))
        return grown


class Encoding(nn.Module):
    """An encoder that is taught, of whatever size."""

    width: int
    """How many numbers a state has."""
    dropout: Dropout

    def encode(self, batch: Batch) -> Tensor:
        """Hidden states, windows by pieces by ``width``."""
        raise NotImplementedError


class AttributionModel(Encoding):
    """The encoder with its tagging head and its linking head."""

    width = WIDTH

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        self.quote = nn.Embedding(QUOTES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer(self.dropout) for _ in range(LAYERS)])
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.cue_side = nn.Linear(WIDTH, len(LINKS) * BILINEAR + ADDITIVE)
        self.piece_side = nn.Linear(WIDTH, len(LINKS) * BILINEAR + ADDITIVE)
        self.distance = nn.Embedding(DISTANCES, ADDITIVE)
        self.additive = nn.Linear(ADDITIVE, len(LINKS))
        for table in (self.case, self.quote, self.distance):
            nn.init.normal_(table.weight, std=0.01)
        for head in (self.tag, self.cue_side, self.piece_side, self.additive):
            nn.init.normal_(head.weight, std=0.03)
            nn.init.zeros_(head.bias)

    def encode(self, batch: Batch) -> Tensor:
        """The hidden states of a batch: windows by pieces by ``WIDTH``."""
        where = torch.arange(batch.ids.shape[1])
        x = self.words(batch.ids) + self.positions(where) + self.case(batch.case) + self.quote(batch.quote)
        x = self.dropout(self.norm(x))
        lengths = batch.mask.sum(1).tolist()
        for layer in self.layers:
            x = layer(x, lengths)
        hidden: Tensor = self.dropout(x)
        return hidden

    def link(self, hidden: Tensor, window: Tensor, cue: Tensor, centre: Tensor) -> Tensor:
        """Scores over ``LINKS`` of every piece for each cue, cues by pieces by labels.

        ``window`` is the window of each cue, rising, ``cue`` its pieces as weights that sum to one, ``centre`` its
        first piece.
        """
        offered = self.piece_side(hidden)
        scores = []
        for number in window.unique_consecutive().tolist():
            own = window == number
            asked = self.cue_side(cue[own].to(hidden.dtype) @ hidden[number])
            offset = torch.arange(hidden.shape[1])[None, :] - centre[own][:, None]
            scores.append(self._score(asked, offered[number], distance_bucket(offset)))
        return torch.cat(scores)

    def _score(self, asked: Tensor, offered: Tensor, away: Tensor) -> Tensor:
        edge = len(LINKS) * BILINEAR
        left = asked[:, :edge].reshape(-1, len(LINKS), BILINEAR).transpose(0, 1)
        right = offered[:, :edge].reshape(-1, len(LINKS), BILINEAR).permute(1, 2, 0)
        bilinear = torch.matmul(left, right).permute(1, 2, 0) / math.sqrt(BILINEAR)
        inner = asked[:, None, edge:] + offered[None, :, edge:] + self.distance(away).to(asked.dtype)
        scores: Tensor = bilinear.float() + self.additive(functional.relu(inner)).float()
        return scores


def from_minilm(folder: Path, dropout: float = 0.1) -> AttributionModel:
    """A model with fresh heads on the encoder of all-MiniLM-L6-v2, whose ``model.safetensors`` is in ``folder``."""
    from safetensors.torch import load_file

    model = AttributionModel(dropout)
    base = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    kind = base["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        "positions.weight": base["embeddings.position_embeddings.weight"] + kind,
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        old, new = f"encoder.layer.{n}.", f"layers.{n}."
        for kind_of in ("weight", "bias"):
            parts = [base[f"{old}attention.self.{name}.{kind_of}"] for name in ("query", "key", "value")]
            state[f"{new}mix.{kind_of}"] = torch.cat(parts)
            for theirs, ours in (
                ("attention.output.dense", "out"),
                ("attention.output.LayerNorm", "norm_mix"),
                ("intermediate.dense", "inner"),
                ("output.dense", "outer"),
                ("output.LayerNorm", "norm_out"),
            ):
                state[f"{new}{ours}.{kind_of}"] = base[f"{old}{theirs}.{kind_of}"]
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(name.startswith(("layers", "words")) for name in missing):
        raise ValueError(f"{folder}: not the weights of all-MiniLM-L6-v2 ({unexpected or missing})")
    return model
