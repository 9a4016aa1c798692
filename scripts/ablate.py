"""What each rule is worth: every function of a stage switched off in turn, and what that costs on marked copy.

    python scripts/ablate.py statements "actors.titles.*" --stories tests/blind --attribution dev.jsonl.gz

A rule is a function or a method. Switched off, it gives its neutral result: nothing, no, or what it was given. The
figures count only on copy that nobody looked at while the rules were written. Minus means that the rule helps.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

from dateline import reading
from dateline.evaluate import measured
from dateline.evaluate.measures import Hits
from dateline.evaluate.readers import in_batches
from dateline.schema import Article

STAGES = {
    "language": ("identify", "find_blocks", "parse", "find_toponyms", "find_times", "find_figures"),
    "grammar": ("find_attributions", "read_grammar"),
    "statements": ("find_statements", "placed"),
    "actors": ("find_actors",),
    "events": ("find_events",),
}
"""The functions that ``dateline.reading`` calls, by the stage from which on they see a rule switched off."""
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that can be switched off."""

    name: str
    """Its modules and its own name: ``statements.tails.aside``."""
    owner: Any
    """The module or class that has it."""
    function: Callable[..., Any]
    neutral: Callable[..., Any]


def rules(stage: str) -> Iterator[Rule]:
    """The rules of ``stage``, in the order of its files."""
    package = importlib.import_module(f"dateline.{stage}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        classes = {n: c for n, c in vars(module).items() if inspect.isclass(c) and c.__module__ == module.__name__}
        owners: dict[str, Any] = {"": module} | {f".{name}": one for name, one in classes.items()}
        for suffix, owner in owners.items():
            place = f"{found.name.removeprefix('dateline.')}{suffix}"
            for name, function in list(vars(owner).items()):
                if not inspect.isfunction(function) or function.__module__ != module.__name__ or name[:2] == "__":
                    continue
                neutral = neutral_of(function)
                if neutral is not None:
                    yield Rule(f"{place}.{name}", owner, function, neutral)


def neutral_of(function: Callable[..., Any]) -> Callable[..., Any] | None:
    """What ``function`` is replaced with when it is switched off; None where nothing is neutral."""
    signature = inspect.signature(function)
    kind = str(signature.return_annotation)
    alike = [n for n, p in enumerate(signature.parameters.values()) if str(p.annotation) == kind]
    if kind == "bool":
        return lambda *_, **__: False
    if kind == "None" or kind.endswith("| None"):
        return lambda *_, **__: None
    if inspect.isgeneratorfunction(function):
        return lambda *_, **__: iter(())
    if alike:
        return lambda *given, **named: given[alike[0]] if len(given) > alike[0] else next(iter(named.values()))
    for opening, empty in (("list[", list), ("Sequence[", tuple), ("frozenset[", frozenset), ("set[", set)):
        if kind.startswith(opening):
            return lambda *_, empty=empty, **__: empty()
    return (lambda *_, **__: ()) if kind.startswith("tuple[") and kind.endswith(", ...]") else None


@contextmanager
def switched_off(rule: Rule) -> Iterator[None]:
    """``rule`` gives its neutral result, wherever it was imported."""
    changed: list[tuple[Any, str, Any]] = []

    def swap(owner: Any, name: str, value: Any) -> None:
        changed.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)

    if inspect.isclass(rule.owner):
        swap(rule.owner, rule.name.rpartition(".")[2], rule.neutral)
    for module in [m for n, m in sys.modules.items() if n.startswith("dateline.") and isinstance(m, ModuleType)]:
        for name, value in list(vars(module).items()):
            if value is rule.function:
                swap(module, name, rule.neutral)
            elif isinstance(value, tuple) and rule.function in value:
                swap(module, name, tuple(rule.neutral if v is rule.function else v for v in value))
            elif isinstance(value, dict) and rule.function in value.values():
                swap(module, name, {k: rule.neutral if v is rule.function else v for k, v in value.items()})
    try:
        yield
    finally:
        for owner, name, value in reversed(changed):
            setattr(owner, name, value)


def remember(stage: str) -> None:
    """Keep what the functions before ``stage`` give for an article: switching off a rule of it changes none of that."""
    for earlier in list(STAGES)[: list(STAGES).index(stage)]:
        for name in STAGES[earlier]:
            setattr(reading, name, _parsed_once() if name == "parse" else _kept(getattr(reading, name)))


def _kept(function: Callable[..., Any]) -> Callable[..., Any]:
    memory: dict[str, Any] = {}

    def remembered(first: Any, *rest: Any) -> Any:
        copy = getattr(first, "copy", first)
        article = getattr(copy, "article", copy)
        key = article if isinstance(article, str) else f"{article.article_id}\0{article.text}"
        if key not in memory:
            memory[key] = function(first, *rest)
        return memory[key]

    return remembered


def _parsed_once() -> Callable[..., Any]:
    parse: Callable[..., list[Any]] = vars(reading)["parse"]
    memory: dict[tuple[str, str], Any] = {}

    def remembered(articles: Sequence[Article], anatomies: Sequence[Any]) -> list[Any]:
        missing = [(a, b) for a, b in zip(articles, anatomies, strict=True) if (a.article_id, a.text) not in memory]
        if missing:
            made = parse([a for a, _ in missing], [b for _, b in missing])
            memory.update(((c.article.article_id, c.article.text), c) for c in made)
        return [memory[a.article_id, a.text] for a in articles]

    return remembered


def figures(chosen: argparse.Namespace) -> Figures:
    """All figures over the copy that was given."""
    found: Figures = {}
    for layer, short in (("stories", ""), ("attribution", "joint"), ("identity", ""), ("events", "")):
        for gold in getattr(chosen, layer):
            at = f"{layer} {gold.name.partition('.')[0]}"
            found |= {f"{at}: {m.name}": m.value for m in measured(layer, gold) if not short or m.name == short}
    return found | (marked_events(chosen.real) if chosen.real is not None else {})


def marked_events(path: Path) -> Figures:
    """Events over marked excerpts: those of the right type (F1), and the share of the marked ones that stand right."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = [
        Article(str(row["id"]), str(row["id"]), row["text"], published_at=row.get("published_at")) for row in rows
    ]
    right = modal = gold = read = 0
    for row, one in zip(rows, in_batches(articles), strict=True):
        left = list(one.events)
        gold, read = gold + len(row["events"]), read + len(left)
        for marked in row["events"]:
            for event in left:
                meets = any(s < marked["end"] and marked["start"] < e for s, e in event.trigger)
                if meets and event.type == marked["type"]:
                    left.remove(event)
                    right, modal = right + 1, modal + (event.modality == marked["modality"])
                    break
    return {"real: right type": Hits(right, gold, read).f1, "real: right type and modality": modal / max(1, gold)}


def used(chosen: argparse.Namespace) -> tuple[Figures, set[CodeType]]:
    """The figures with all rules on, and the code that ran for them."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            codes.add(frame.f_code)

    sys.setprofile(note)
    try:
        return figures(chosen), codes
    finally:
        sys.setprofile(None)


def line(rule: Rule, base: Figures, now: Figures) -> str:
    """What ``rule`` is worth, largest change first."""
    changes = [(now[k] - v, k) for k, v in base.items() if abs(now[k] - v) > 5e-5]
    said = ", ".join(f"{change:+.4f} {name}" for change, name in sorted(changes, key=lambda c: -abs(c[0])))
    return f"{rule.name:<48} {said or 'no change'}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each rule, as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="+", help="stages, or rules by name: statements, 'actors.titles.*'")
    parser.add_argument(
        "--stories", type=Path, action="append", default=[], help="a folder of marked stories (tests/blind)"
    )
    parser.add_argument("--attribution", type=Path, action="append", default=[], help="PolNeAR dev as JSON lines")
    parser.add_argument("--identity", type=Path, action="append", default=[], help="GUM as JSON lines")
    parser.add_argument("--events", type=Path, action="append", default=[], help="PLV as JSON lines")
    parser.add_argument("--real", type=Path, help="excerpts with marked events as JSON lines")
    chosen = parser.parse_args(arguments)
    named = [p if "." in p else f"{p}.*" for p in chosen.patterns]
    stages = {p.split(".")[0] for p in named}
    remember(next(s for s in STAGES if s in stages))
    found = [r for s in STAGES if s in stages for r in rules(s) if any(fnmatch(r.name, p) for p in named)]
    base, ran = used(chosen)
    for name, value in base.items():
        print(f"{value:.4f} {name}")
    for rule in found:
        if rule.function.__code__ not in ran:
            print(f"{rule.name:<48} never runs", flush=True)
            continue
        with switched_off(rule), suppress(Exception):
            print(line(rule, base, figures(chosen)), flush=True)
            continue
        print(f"{rule.name:<48} cannot be switched off", flush=True)


if __name__ == "__main__":
    main()
