"""Teach the encoder events beside attribution: ``python -m dateline.training.joint --encoder FILE ... --out DIR``.

Starts from a shipped encoder. Its embeddings and two lowest layers are kept as they are, so that the states that the
judge of events and others read from the second layer do not change; the layers above learn both tasks, a batch of each
in turn, with small heads for an event's type, how it stands and who takes part (:mod:`dateline.events.heads`). Writes
``weights.pt`` for :mod:`dateline.training.release`, ``heads.npz``, and, where folds are held out, what the heads say of
them (``seen.pickle``). A run that was cut off goes on from its checkpoint.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dateline.events.heads import Heads, loaded
from dateline.events.judge import LABELS, MODALITIES
from dateline.events.network import Floats
from dateline.events.sides import SIDES
from dateline.language.encoder import feeds, homes, plan
from dateline.language.pieces import Pieces
from dateline.training import batches as attributed
from dateline.training import joint_lessons as told
from dateline.training.attribution import base_folder, loss_of, own_examples, split
from dateline.training.corpus import read
from dateline.training.event_folds import Place, Seen
from dateline.training.event_lessons import Lesson
from dateline.training.events import fold_of, is_tried
from dateline.training.export import read_back
from dateline.training.model import WIDTH, AttributionModel, Batch, Encoding

KEPT = 2
"""How many of the lowest layers stay as they are."""
UNITS, ASKED = 128, 96
"""The numbers of hidden units of a word's head and of the head for sides."""
ATTRIBUTION, STAND, SIDE = 1.5, 0.3, 0.5
"""What the losses of attribution, of modality and of sides weigh beside that of the types, which weighs one."""
DECAY, HEAD_RATE, BUDGET, AVERAGE, SEED = 0.9, 1e-3, 2048, 0.995, 77


class Tuned(AttributionModel):
    """The encoder whose embeddings and lowest layers stay as they are."""

    def freeze(self) -> None:
        """Keep the embeddings and the lowest layers from changing."""
        for part in (self.words, self.positions, self.case, self.quote, self.norm, *self.layers[:KEPT]):
            for weight in part.parameters():
                weight.requires_grad = False

    def encode(self, batch: Batch) -> Tensor:
        """Hidden states, windows by pieces by ``WIDTH``; nothing is left out at random below the taught layers."""
        lengths, training = batch.mask.sum(1).tolist(), self.dropout.training
        with torch.no_grad():
            self.dropout.training = False
            where = torch.arange(batch.ids.shape[1])
            x = self.words(batch.ids) + self.positions(where) + self.case(batch.case) + self.quote(batch.quote)
            x = self.norm(x)
            for layer in self.layers[:KEPT]:
                x = layer(x, lengths)
            self.dropout.training = training
        for layer in self.layers[KEPT:]:
            x = layer(x, lengths)
        hidden: Tensor = self.dropout(x)
        return hidden


class EventHeads(nn.Module):
    """The heads of :class:`dateline.events.heads.Heads` while they learn."""

    def __init__(self, width: int = WIDTH) -> None:
        """Heads of states that have ``width`` numbers."""
        super().__init__()
        self.word = nn.Linear(width, UNITS)
        self.kind, self.stand = nn.Linear(UNITS, len(LABELS)), nn.Linear(UNITS, len(MODALITIES))
        self.drop = nn.Dropout(0.2)
        self.asks, self.answers = nn.Linear(width, ASKED), nn.Linear(width, ASKED)
        self.far, self.typed = nn.Embedding(33, ASKED), nn.Embedding(len(LABELS), ASKED)
        self.side = nn.Linear(ASKED, len(SIDES))
        for table in (self.far, self.typed):
            nn.init.normal_(table.weight, std=0.02)

    def words(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the types and those of the modalities for words with these ``states``."""
        hidden = self.drop(functional.gelu(self.word(self.drop(states)), approximate="tanh"))
        return self.kind(hidden), self.stand(hidden)

    def sides(self, events: Tensor, words: Tensor, away: Tensor, kinds: Tensor) -> Tensor:
        """The scores of being actor, recipient or neither, for pairs of an event and a word so far ``away``."""
        asked = self.asks(self.drop(events)) + self.answers(self.drop(words)) + self.far(away) + self.typed(kinds)
        scores: Tensor = self.side(self.drop(functional.gelu(asked, approximate="tanh")))
        return scores

    def frozen(self) -> Heads:
        """The learned weights in the form in which reading takes them."""
        arrays: dict[str, Floats] = {
            "far": self.far.weight.detach().numpy(),
            "typed": self.typed.weight.detach().numpy(),
        }
        for name in ("word", "kind", "stand", "asks", "answers", "side"):
            layer: nn.Linear = getattr(self, name)
            arrays[name], arrays[f"{name}_bias"] = layer.weight.detach().numpy().T, layer.bias.detach().numpy()
        return Heads(**arrays)

    def thaw(self, heads: Heads) -> None:
        """Go on from ``heads``, which is the reverse of :meth:`frozen`."""
        known = {"far.weight": heads.far, "typed.weight": heads.typed}
        for name in ("word", "kind", "stand", "asks", "answers", "side"):
            known[f"{name}.weight"], known[f"{name}.bias"] = getattr(heads, name).T, getattr(heads, f"{name}_bias")
        self.load_state_dict({k: torch.tensor(np.ascontiguousarray(array)) for k, array in known.items()})


@dataclass(slots=True)
class Run:
    """A run under way: all that a checkpoint keeps of it."""

    model: Encoding
    heads: EventHeads
    optimizer: torch.optim.AdamW
    step: int = 0
    averaged: dict[str, Tensor] = field(default_factory=dict)

    def weights(self) -> dict[str, Tensor]:
        """The weights that are taught, by name."""
        parts = (("model", self.model), ("heads", self.heads))
        return {f"{n}.{k}": w for n, part in parts for k, w in part.named_parameters() if w.requires_grad}

    def average(self) -> None:
        """Move the running average of the weights towards what they are now (Polyak averaging)."""
        keep = min(AVERAGE, self.step / (self.step + 10))
        current = self.weights()
        if not self.averaged:
            self.averaged = {k: w.detach().clone() for k, w in current.items()}
        with torch.no_grad():
            torch._foreach_lerp_([self.averaged[k] for k in current], list(current.values()), 1 - keep)

    def save(self, path: Path) -> None:
        """Write a checkpoint to ``path``; a run that is cut off while it writes leaves the one before."""
        state = {
            "model": self.model.state_dict(), "heads": self.heads.state_dict(), "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(), "step": self.step,
        }  # fmt: skip
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Take over the state that the checkpoint at ``path`` keeps."""
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.heads.load_state_dict(state["heads"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.averaged, self.step = state["averaged"], state["step"]

    def finish(self) -> None:
        """Put the averaged weights in place of the last ones."""
        with torch.no_grad():
            for name, weight in self.weights().items():
                weight.copy_(self.averaged[name])


def begin(encoder: Path, rate: float) -> Run:
    """A run that starts from the encoder exported at ``encoder``; the learning rate falls from the top layer down."""
    model, heads = Tuned(), EventHeads()
    stored = {name: torch.from_numpy(array) for name, array in read_back(encoder).items()}
    known = model.positions.weight.detach().clone()
    known[: len(stored["positions.weight"])] = stored["positions.weight"]
    model.load_state_dict({**stored, "positions.weight": known})
    model.freeze()
    groups: dict[float, list[Tensor]] = {HEAD_RATE: list(heads.parameters())}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            depth = len(model.layers) - 1 - int(name.split(".")[1]) if name.startswith("layers.") else -1
            groups.setdefault(rate * DECAY**depth if depth >= 0 else 2 * rate, []).append(weight)
    listed = [{"params": weights, "lr": r, "initial": r} for r, weights in groups.items()]
    return Run(model, heads, torch.optim.AdamW(listed, betas=(0.9, 0.98), weight_decay=0.01, fused=True))


def loss_of_events(run: Run, taught: told.EventLesson) -> Tensor:
    """The loss of a batch of events: the cross-entropy of the types, of the modalities and of the sides, weighed."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = run.model.encode(taught.batch)
    words, sides = taught.words, taught.sides
    kinds, stands = run.heads.words(hidden[words[:, 0], words[:, 1]].float())
    loss = functional.cross_entropy(kinds, words[:, 2])
    if (words[:, 3] >= 0).any():
        loss = loss + STAND * functional.cross_entropy(stands, words[:, 3])
    if len(sides):
        event, word = (hidden[sides[:, 0], sides[:, n]].float() for n in (1, 2))
        loss = loss + SIDE * functional.cross_entropy(
            run.heads.sides(event, word, sides[:, 3], sides[:, 4]), sides[:, 5]
        )
    return loss


Windows = list[tuple[told.Excerpt, int, int]]
"""A batch: stretches of texts, by their pieces."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The batches of both tasks in the order in which a run takes them, drawn before it begins."""

    events: list[Windows]
    attributions: list[list[attributed.Piece]]

    @property
    def steps(self) -> int:
        """The number of steps, that of the longer list; the shorter list is spread over them."""
        return max(len(self.events), len(self.attributions))

    def of(self, step: int, batches: Sequence[object]) -> range:
        """The numbers of those of ``batches`` that ``step`` takes."""
        return range(step * len(batches) // self.steps, (step + 1) * len(batches) // self.steps)


def train(run: Run, plan_: Plan, out: Path) -> None:
    """Train to the last step of the plan, with a checkpoint in ``out`` every few minutes."""
    chance, saved = random.Random(run.step), time.monotonic()
    run.model.train()
    run.heads.train()
    while run.step < plan_.steps:
        factor = min((run.step + 1) / (0.06 * plan_.steps), max(0.01, 1 - run.step / plan_.steps))
        for group in run.optimizer.param_groups:
            group["lr"] = group["initial"] * factor
        losses = []
        for n in plan_.of(run.step, plan_.events):
            losses.append(loss_of_events(run, told.lesson(plan_.events[n], chance)))
            losses[-1].backward()
        for n in plan_.of(run.step, plan_.attributions):
            assert isinstance(run.model, AttributionModel)
            (ATTRIBUTION * loss_of(run.model, attributed.lesson(plan_.attributions[n], chance), 1.0)).backward()
        torch.nn.utils.clip_grad_norm_(run.weights().values(), 1.0)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.step += 1
        run.average()
        if run.step % 25 == 0:
            print(f"step {run.step} of {plan_.steps}, loss of events {sum(x.item() for x in losses):.3f}", flush=True)
        if time.monotonic() - saved > 200:
            run.save(out / "checkpoint.pt")
            saved = time.monotonic()
    run.finish()


def see(run: Run, lessons: Sequence[Lesson], held: Sequence[told.Excerpt]) -> Seen:
    """What the heads say of the texts ``held`` out, which did not teach them."""
    run.model.eval()
    heads = run.heads.eval().frozen()
    types: dict[Place, Floats] = {}
    stands: dict[Place, Floats] = {}
    sides: dict[Place, Floats] = {}
    for one in held:
        found = states(run.model, one.pieces)
        possible = lessons[one.number].possible
        firsts = np.flatnonzero(one.pieces.first)
        starts = [p.span[0] for p in possible]
        at = firsts[np.maximum(np.searchsorted(one.pieces.start[firsts], starts, side="right") - 1, 0)]
        for n, (kind, stand) in enumerate(zip(heads.types(found[at]), heads.stands(found[at]), strict=True)):
            types[one.number, n, -1], stands[one.number, n, -1] = kind, stand
        for event, word, _, kind, _, n, number in one.sides.tolist():
            away = [number - possible[n].word]
            sides[one.number, n, number] = heads.sides(found[event], found[[word]], away, kind)[0]
    return Seen([one.number for one in held], types, sides, stands)


def states(model: Encoding, pieces: Pieces) -> Floats:
    """The states of ``pieces`` in the last layer, pieces by the model's width."""
    windows = plan(len(pieces))
    home, rows = homes(len(pieces), windows), np.zeros((len(pieces), model.width), np.float32)
    for number, (low, high) in enumerate(windows):
        fed = {name: torch.from_numpy(row) for name, row in feeds(pieces, low, high).items()}
        batch = Batch(fed["ids"], fed["case"], fed["quote"], torch.ones_like(fed["ids"]).bool())
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.encode(batch)[0, 1:-1].float().numpy()
        own = np.flatnonzero(home == number)
        rows[own] = hidden[own - low]
    return rows


def pieces_of_minilm() -> Tokenizer:
    """The tokenizer of the encoder, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def kept(path: Path) -> list[Lesson]:
    """The lessons in a file that :mod:`dateline.training.events` or ``silver`` wrote."""
    with path.open("rb") as file:
        lessons: list[Lesson] = pickle.load(file)
        return lessons


def _epoch(taught: Sequence[told.Excerpt], silver: Sequence[told.Excerpt], number: int, often: int) -> list[Windows]:
    """The batches of an epoch: the marked copy ``often``, what a teacher read once, in an order of their own."""
    found = [b for n in range(often) for b in told.batches(taught, number * often + n, BUDGET)]
    if silver:
        found += told.batches(silver, SEED + number, BUDGET)
        random.Random(number).shuffle(found)
    return found


def _attributions(
    train: Path, tokenizer: Tokenizer, draws: int, articles: int | None, own: int
) -> list[list[attributed.Piece]]:
    """Batches of attributions: ``draws`` times so many of the articles, and our own sentences ``own`` times."""
    golds, found = split(read(train))[0], list[list[attributed.Piece]]()
    for n in range(draws):
        first = n * articles % len(golds) if articles else 0
        some = [*golds[first:], *golds[:first]][:articles]
        found += attributed.epoch_batches(some + own_examples() * own, tokenizer, SEED + n, BUDGET)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, then write the weights, the heads and what the heads say of what was held out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--encoder", type=Path, required=True, help="the exported encoder to begin with")
    parser.add_argument("--train", type=Path, required=True, help="attributions, as for dateline.training.attribution")
    parser.add_argument("--lessons", type=Path, required=True, help="lessons.pickle of dateline.training.events")
    parser.add_argument("--made", action="store_true", help="teach our made sentences too")
    parser.add_argument("--silver", type=Path, nargs="*", default=[], help="lessons.pickle of dateline.training.silver")
    parser.add_argument("--held-out", type=int, nargs="*", default=[], help="folds of real copy that teach nothing")
    parser.add_argument("--start", type=Path, help="weights.pt of an earlier run of this, to go on from")
    parser.add_argument("--heads", type=Path, help="heads.npz that belong to the encoder, to go on from")
    parser.add_argument("--epochs", type=int, default=6, help="of the marked events")
    parser.add_argument("--often", type=int, default=1, help="how often the lessons are shown in an epoch; silver once")
    parser.add_argument("--draws", type=int, default=1, help="epochs of attribution, each with other articles")
    parser.add_argument("--articles", type=int, help="use so many articles with attributions only")
    parser.add_argument("--own", type=int, default=1, help="how often our own marked sentences are shown")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = pieces_of_minilm()
    lessons = kept(chosen.lessons)
    real = [(n, one) for n, one in enumerate(lessons) if chosen.made or not one.source.name.startswith("made:")]
    out_of = {n for n, one in real if is_tried(one) and fold_of(one.source.name) in chosen.held_out}
    taught = list(told.excerpts(((n, one) for n, one in real if n not in out_of), tokenizer))
    silver = list(told.excerpts(((-1, one) for path in chosen.silver for one in kept(path)), tokenizer))
    drawn = Plan(
        [b for n in range(chosen.epochs) for b in _epoch(taught, silver, n, chosen.often)],
        _attributions(chosen.train, tokenizer, chosen.draws, chosen.articles, chosen.own),
    )
    run = begin(chosen.encoder, chosen.rate)
    if chosen.start:
        earlier = torch.load(chosen.start, weights_only=True)
        run.model.load_state_dict(earlier["model"])
        run.heads.load_state_dict(earlier["heads"])
    elif chosen.heads:
        run.heads.thaw(loaded(chosen.heads))
    if (out / "checkpoint.pt").exists():
        run.load(out / "checkpoint.pt")
    train(run, drawn, out)
    torch.save({"model": run.model.state_dict(), "heads": run.heads.state_dict()}, out / "weights.pt")
    arrays = {name: getattr(run.heads.frozen(), name).astype(np.float16) for name in Heads.__slots__}
    np.savez_compressed(out / "heads.npz", allow_pickle=False, **arrays)
    if out_of:
        held = list(told.excerpts(((n, lessons[n]) for n in sorted(out_of)), tokenizer))
        (out / "seen.pickle").write_bytes(pickle.dumps(see(run, lessons, held)))


if __name__ == "__main__":
    main()
