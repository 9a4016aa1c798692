"""Fit the small networks of the events' judge with torch: signs and dense numbers in, a softmax out.

AdamW with a rate that rises for a hundred steps and then falls to nothing; a share of the signs and of the dense
numbers is left out at random in each step. Several networks fitted from different seeds are one wider network, whose
logits are the mean of theirs. The same cases and settings give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dateline.events.network import Floats, Network, Rows


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that a network is taught: their signs, dense numbers, labels and weights."""

    rows: Sequence[Rows]
    """The buckets of each case's signs."""
    dense: Floats
    labels: NDArray[np.int64]
    weights: Floats

    def some(self, chosen: NDArray[np.int64]) -> Cases:
        """Those of the cases whose numbers are ``chosen``."""
        return Cases([self.rows[i] for i in chosen], self.dense[chosen], self.labels[chosen], self.weights[chosen])


@dataclass(frozen=True, slots=True)
class Settings:
    """The size of a network and how it is learned."""

    buckets: int
    classes: int
    hidden: int = 48
    epochs: int = 10
    batch: int = 128
    rate: float = 3e-3
    decay: float = 0.01
    dropped: float = 0.3
    """The share of dense numbers and of hidden units that is left out at random in each step."""
    signs_dropped: float = 0.15
    seeds: tuple[int, ...] = (1,)


class _Net(nn.Module):
    def __init__(self, width: int, s: Settings) -> None:
        super().__init__()
        self.embed = nn.EmbeddingBag(s.buckets, s.hidden, mode="sum")
        nn.init.normal_(self.embed.weight, std=0.05)
        self.linear = nn.EmbeddingBag(s.buckets, s.classes, mode="sum")
        nn.init.zeros_(self.linear.weight)
        self.hidden = nn.Linear(width, s.hidden)
        self.direct = nn.Linear(width, s.classes)
        self.out = nn.Linear(s.hidden, s.classes)
        self.drop = nn.Dropout(s.dropped)

    def forward(self, rows: Tensor, starts: Tensor, scale: Tensor, dense: Tensor) -> Tensor:
        hidden = self.embed(rows, starts) * scale + self.hidden(self.drop(dense))
        logits: Tensor = self.linear(rows, starts) * scale + self.direct(dense)
        return logits + self.out(self.drop(torch.relu(hidden)))


def fit(cases: Cases, settings: Settings) -> Network:
    """A network that tells the labels of ``cases``: one is fitted from each seed, and they are joined."""
    return joined([_fit_one(cases, settings, seed) for seed in settings.seeds])


def _fit_one(cases: Cases, s: Settings, seed: int) -> Network:
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    net = _Net(cases.dense.shape[1], s)
    optimizer = torch.optim.AdamW(net.parameters(), lr=s.rate, weight_decay=s.decay, fused=True)
    dense, labels = torch.from_numpy(cases.dense), torch.from_numpy(cases.labels)
    weights = torch.from_numpy(cases.weights)
    number = len(cases.labels)
    steps, done = s.epochs * -(-number // s.batch), 0
    for _ in range(s.epochs):
        order = chance.permutation(number)
        for low in range(0, number, s.batch):
            chosen = order[low : low + s.batch]
            for group in optimizer.param_groups:
                group["lr"] = s.rate * min(1.0, (done + 1) / 100) * (1 - done / steps)
            done += 1
            some = torch.from_numpy(chosen)
            logits = net(*_bag([cases.rows[i] for i in chosen], s.signs_dropped, chance), dense[some])
            losses = nn.functional.cross_entropy(logits, labels[some], reduction="none") * weights[some]
            optimizer.zero_grad()
            losses.mean().backward()
            optimizer.step()
    return _numpy(net)


def _bag(rows: Sequence[Rows], dropped: float, chance: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    sizes = np.array([len(row) for row in rows])
    flat = np.concatenate(rows)
    kept = chance.random(len(flat)) >= dropped
    owner = np.repeat(np.arange(len(rows)), sizes)[kept]
    counts = np.bincount(owner, minlength=len(rows))
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    scale = (1 / np.sqrt(np.maximum(counts, 1))).astype(np.float32)[:, None]
    return torch.from_numpy(flat[kept]), torch.from_numpy(starts), torch.from_numpy(scale)


def _numpy(net: _Net) -> Network:
    def of(value: Tensor) -> Floats:
        found: Floats = value.detach().numpy().astype(np.float32)
        return found

    return Network(
        embed=of(net.embed.weight),
        linear=of(net.linear.weight),
        hidden=of(net.hidden.weight).T.copy(),
        hidden_bias=of(net.hidden.bias),
        direct=of(net.direct.weight).T.copy(),
        out=of(net.out.weight).T.copy(),
        bias=of(net.out.bias) + of(net.direct.bias),
    )


def joined(networks: Sequence[Network]) -> Network:
    """One network whose logits are the mean of those of ``networks``."""
    number = len(networks)
    if number == 1:
        return networks[0]
    return replace(
        networks[0],
        embed=np.concatenate([n.embed for n in networks], axis=1),
        hidden=np.concatenate([n.hidden for n in networks], axis=1),
        hidden_bias=np.concatenate([n.hidden_bias for n in networks]),
        out=(np.concatenate([n.out for n in networks]) / number).astype(np.float32),
        linear=np.mean([n.linear for n in networks], axis=0),
        direct=np.mean([n.direct for n in networks], axis=0),
        bias=np.mean([n.bias for n in networks], axis=0),
    )
