"""What each rule is worth: every function of a stage switched off in turn, and what that costs on marked copy.

    python scripts/ablate.py statements "actors.titles.*" --stories tests/blind --attribution dev.jsonl.gz

A rule is a function or a method. Switched off, it gives its neutral result: nothing, no, or what it was given. The
figures count only on copy that nobody looked at while the rules were written. Minus means that the rule helps.

One article is held at a time: it is parsed once, and the stage runs on it once for each rule that has a say in it; what
changes is kept, compressed, until all articles are read. With ``--log`` it is kept in a file, and the same command goes
on where it was ended, by hand or after ``--minutes``.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import inspect
import pkgutil
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, NoReturn

from ablate_log import Kept, key_of

from dateline import reading
from dateline.evaluate import measured
from dateline.evaluate.readers import Reader
from dateline.resources.own import reader_version
from dateline.schema import Article, Reading

STAGES = {
    "language": ("identify", "find_blocks", "parse", "find_toponyms", "find_times", "find_figures"),
    "grammar": ("find_attributions", "read_grammar"),
    "statements": ("find_statements", "placed"),
    "actors": ("find_actors",),
    "events": ("find_events",),
}
"""The functions that ``dateline.reading`` calls, by the stage from which on they see a rule switched off."""
MEMORY = 3 * 2**30
"""What the process may hold, in bytes."""
ENDLESS = 5.0
"""Seconds of work after which an article is given up with a rule off: without it the reading may never end."""
WITHOUT_END = "does not end when it is switched off"
BROKEN = "cannot be switched off"
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
    cached: tuple[Any, ...] = ()
    """The functions of its folder that keep what they have given, where it may stand behind one: they forget it."""


def rules(stage: str) -> Iterator[Rule]:
    """The rules of ``stage``, in the order of its files."""
    package = importlib.import_module(f"dateline.{stage}")
    all_found = list(pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
    modules = {found.name: importlib.import_module(found.name) for found in all_found}
    keeping = {
        name: {v for v in vars(m).values() if hasattr(v, "cache_clear") and v.__module__ == name}
        for name, m in modules.items()
    }
    for found in all_found:
        module, folder = modules[found.name], found.name.rpartition(".")[0]
        beside = [kept for name, kept in keeping.items() if name.rpartition(".")[0] == folder]
        cached = tuple(set().union(*beside) if keeping[found.name] else ())
        classes = {n: c for n, c in vars(module).items() if inspect.isclass(c) and c.__module__ == module.__name__}
        owners: dict[str, Any] = {"": module} | {f".{name}": one for name, one in classes.items()}
        for suffix, owner in owners.items():
            place = f"{found.name.removeprefix('dateline.')}{suffix}"
            for name, function in list(vars(owner).items()):
                if not inspect.isfunction(function) or function.__module__ != module.__name__ or name[:2] == "__":
                    continue
                neutral = neutral_of(function)
                if neutral is not None:
                    yield Rule(f"{place}.{name}", owner, function, neutral, cached)


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


def swaps(rule: Rule) -> list[tuple[Any, str, Any, Any]]:
    """Where ``rule`` stands: the owner, the name there, what it holds, and what it holds with the rule off."""
    found: list[tuple[Any, str, Any, Any]] = []
    if inspect.isclass(rule.owner):
        found.append((rule.owner, rule.name.rpartition(".")[2], rule.function, rule.neutral))
    for module in [m for n, m in sys.modules.items() if n.startswith("dateline.") and isinstance(m, ModuleType)]:
        for name, value in list(vars(module).items()):
            if value is rule.function:
                found.append((module, name, value, rule.neutral))
            elif isinstance(value, tuple) and rule.function in value:
                found.append((module, name, value, tuple(rule.neutral if v is rule.function else v for v in value)))
            elif isinstance(value, dict) and rule.function in value.values():
                changed = {k: rule.neutral if v is rule.function else v for k, v in value.items()}
                found.append((module, name, value, changed))
    return found


@contextmanager
def switched_off(rule: Rule, places: Sequence[tuple[Any, str, Any, Any]] | None = None) -> Iterator[None]:
    """``rule`` gives its neutral result, wherever it was imported; ``places`` are its :func:`swaps` where known."""
    places = swaps(rule) if places is None else places
    for owner, name, _, other in places:
        setattr(owner, name, other)
    for kept in rule.cached:
        kept.cache_clear()
    try:
        yield
    finally:
        for owner, name, value, _ in places:
            setattr(owner, name, value)
        for kept in rule.cached:
            kept.cache_clear()


class Unchanged(BaseException):
    """The stage gave what it gives with all rules on, so that nothing after it changes either."""


class Endless(BaseException):
    """Raised when the time that one article may take is over."""


class Held:
    """One article at a time, with what the stages before the one in question made of it."""

    def __init__(self, stages: Sequence[str]) -> None:
        """``stages`` are those that the chosen rules belong to, the earliest first; what is before them runs once."""
        self._memory: dict[str, Any] = {}
        self._base: list[Any] = []
        order = list(STAGES)
        for earlier in order[: order.index(stages[0])]:
            for name in STAGES[earlier]:
                setattr(reading, name, self._once(name, getattr(reading, name)))
        if len(stages) == 1 and order.index(stages[0]) > 1:
            last = STAGES[stages[0]][-1]
            setattr(reading, last, self._compared(getattr(reading, last)))

    def _once(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def remembered(*given: Any) -> Any:
            if name not in self._memory:
                self._memory[name] = function(*given)
            return self._memory[name]

        return remembered

    def _compared(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def compared(*given: Any, **named: Any) -> Any:
            made = function(*given, **named)
            if not self._base:
                self._base.append(made)
            elif made == self._base[0]:
                raise Unchanged
            return made

        return compared

    def read(self, article: Article) -> Reading:
        """The reading of ``article`` with all rules on; what was kept of the article before it is let go."""
        self._memory.clear()
        self._base.clear()
        return reading.read_batch([article])[0]

    def again(self, article: Article) -> Reading | None:
        """The reading of the same article under the rules as they are now; None where the stage gives the same."""
        try:
            return reading.read_batch([article])[0]
        except Unchanged:
            return None


class Heard:
    """Finds which rules have a say in an article: those that gave something when they were called."""

    def __init__(self, chosen: Sequence[Rule]) -> None:
        """Get ready to listen to the functions of the rules ``chosen``."""
        self.ran: set[str] = set()
        self._names = {r.function.__code__: r.name for r in chosen}
        self._always = {r.name for r in chosen if r.cached}
        self._asked = {r.name for r in chosen if _says_nothing(r)}
        self._said: set[str] = set()

    def to(self, run: Callable[[], object]) -> set[str]:
        """Call ``run`` and give the names of the rules that had a say in it."""
        self._said = set(self._always)
        sys.setprofile(self._note)
        try:
            run()
        finally:
            sys.setprofile(None)
        return self._said

    def _note(self, frame: FrameType, event: str, given: object) -> None:
        name = self._names.get(frame.f_code)
        if name is None:
            return
        self.ran.add(name)
        if name not in self._asked or (event == "return" and given is not None and given is not False and given != []):
            self._said.add(name)


def _says_nothing(rule: Rule) -> bool:
    """Whether a rule that gives nothing has no say: so it is where it answers or finds, not where it changes things."""
    kind = str(inspect.signature(rule.function).return_annotation)
    return kind != "None" and (kind == "bool" or kind.endswith("| None") or inspect.isgeneratorfunction(rule.function))


def work(
    articles: Iterable[Article], chosen: Sequence[Rule], stages: Sequence[str], kept: Kept, minutes: float
) -> bool:
    """Read each article that is not kept yet, once with all rules and once without each rule that has a say in it.

    What was read is added to ``kept``. False where ``minutes`` were over before the last article.
    """
    until = time.monotonic() + 60 * minutes
    held, heard, places = Held(stages), Heard(chosen), {r.name: swaps(r) for r in chosen}
    signal.signal(signal.SIGVTALRM, _give_up)
    for article in articles:
        if key_of(article) in kept:
            continue
        if time.monotonic() > until:
            return False
        base, others, ended = held.read(article), dict[str, Reading](), dict[str, str]()
        said = heard.to(partial(held.again, article))
        for rule in chosen:
            if rule.name not in said or rule.name in kept.ended:
                continue
            signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
            try:
                with switched_off(rule, places[rule.name]):
                    other = held.again(article)
            except Endless:
                ended[rule.name] = WITHOUT_END
                continue
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if other is not None and len(other.problems) > len(base.problems):
                ended[rule.name] = BROKEN
            elif other is not None and other != base:
                others[rule.name] = other
        kept.add(key_of(article), base, others, ended, heard.ran)
    return True


def _give_up(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Endless


def figures(chosen: argparse.Namespace, read: Reader) -> Figures:
    """All figures that the measures give over the copy that was named; ``read`` gives the readings of the articles."""
    found: Figures = {}
    for layer, short in (("stories", ""), ("attribution", "joint"), ("identity", ""), ("events", "")):
        for gold in getattr(chosen, layer):
            at = f"{layer} {gold.name.partition('.')[0]}"
            found |= {f"{at}: {m.name}": m.value for m in measured(layer, gold, read) if not short or m.name == short}
    return found


def all_articles(chosen: argparse.Namespace) -> list[Article]:
    """The articles of all marked copy that was named, each once, in the order in which the measures ask for them."""
    asked: dict[str, Article] = {}

    def note(articles: Sequence[Article]) -> Iterator[Reading]:
        asked.update((key_of(a), a) for a in articles)
        yield from (Reading(a, "", "") for a in articles)

    figures(chosen, note)
    return list(asked.values())


def line(rule: Rule, base: Figures, now: Figures) -> str:
    """The line to print for ``rule``: how far each figure changes when it is off, the largest change first."""
    changes = [(now[k] - v, k) for k, v in base.items() if abs(now[k] - v) > 5e-5]
    said = ", ".join(f"{change:+.4f} {name}" for change, name in sorted(changes, key=lambda c: -abs(c[0])))
    return f"{rule.name:<48} {said or 'no change'}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read all articles with each rule on and off, then print the figures and a line for each rule."""
    chosen = _asked(arguments)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    named = [p if "." in p else f"{p}.*" for p in chosen.patterns]
    stages = [s for s in STAGES if s in {p.split(".")[0] for p in named}]
    found = [r for s in stages for r in rules(s) if any(fnmatch(r.name, p) for p in named)]
    told = hashlib.sha256("\n".join([reader_version(), *(r.name for r in found)]).encode()).hexdigest()
    kept = Kept(chosen.log, told)
    articles = all_articles(chosen)
    if not work(articles, found, stages, kept, chosen.minutes):
        sys.exit(f"the time is over: {sum(key_of(a) in kept for a in articles)} of {len(articles)} articles are read")

    def reader(rule: str) -> Reader:
        return lambda articles: (kept.reading(a, rule) for a in articles)

    base = figures(chosen, reader(""))
    for name, value in base.items():
        print(f"{value:.4f} {name}")
    for rule in found:
        if rule.name in kept.ended or rule.name not in kept.ran:
            print(f"{rule.name:<48} {kept.ended.get(rule.name, 'never runs')}", flush=True)
        elif not kept.changed(rule.name):
            print(f"{rule.name:<48} changes nothing that is read", flush=True)
        else:
            print(line(rule, base, figures(chosen, reader(rule.name))), flush=True)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="+", help="stages, or rules by name: statements, 'actors.titles.*'")
    parser.add_argument(
        "--stories", type=Path, action="append", default=[], help="a folder of marked stories (tests/blind)"
    )
    parser.add_argument("--attribution", type=Path, action="append", default=[], help="PolNeAR dev as JSON lines")
    parser.add_argument("--identity", type=Path, action="append", default=[], help="GUM as JSON lines")
    parser.add_argument("--events", type=Path, action="append", default=[], help="PLV, or copy with marked events")
    parser.add_argument("--log", type=Path, help="a file that keeps what was read, so that the next run goes on")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so long; the log goes on")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
