"""Event sentences of our own, made by a small grammar: patterns with choices and slots, filled in turn.

``examples/events`` holds the patterns, those that tell of an event with the trigger between asterisks, and those that
only use an event's words. Which filling a pattern gets is drawn from the pattern itself, so that a new pattern changes
no other's sentences.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "examples" / "events"
EACH = 10
"""How many sentences are made of one pattern at the most."""
_SLOT = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_MARK = re.compile(r"\*([^*]+)\*")
_TABLE = re.compile(r"^(?!#)(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A made sentence with the type of its event; one without a type tells of no event."""

    text: str
    type: str | None
    trigger: tuple[int, int] | None
    """The span of its trigger, or None where it has none."""


def examples(each: int = EACH) -> Iterator[Example]:
    """The sentences made of all patterns, ``each`` of a pattern at the most; no text comes twice."""
    slots = {name: fillers.split("|") for name, fillers in _rows("slots.tsv")}
    seen: set[str] = set()
    for file in ("patterns.tsv", "no_events.tsv"):
        for label, pattern in _rows(file):
            for example in _made(pattern, label if file == "patterns.tsv" else None, slots, each):
                if example.text not in seen:
                    seen.add(example.text)
                    yield example


def _rows(file: str) -> Iterator[tuple[str, str]]:
    for line in _TABLE.findall((FOLDER / file).read_text(encoding="utf-8"))[1:]:
        first, second = line.split("\t")
        yield first, second


def _made(pattern: str, kind: str | None, slots: Mapping[str, list[str]], each: int) -> Iterator[Example]:
    chance = Random(zlib.crc32(pattern.encode("utf-8")))
    for _ in range(each):
        text = filled(pattern, slots, chance)
        mark = _MARK.search(text)
        if mark is None:
            yield Example(text, kind, None)
        else:
            yield Example(_MARK.sub(r"\1", text), kind, (mark.start(), mark.start() + len(mark.group(1))))


def filled(pattern: str, slots: Mapping[str, list[str]], chance: Random) -> str:
    """``pattern`` with each choice taken and each slot filled; two differ where there are words for both."""
    text, used = pattern, set[str]()
    while True:
        if match := _CHOICE.search(text):
            taken = chance.choice(match.group(1).split("|"))
        elif match := _SLOT.search(text):
            fillers = slots[match.group(1)]
            taken = chance.choice([f for f in fillers if f not in used] or fillers)
            if "{" not in taken:
                used.add(taken)
        else:
            break
        text = text[: match.start()] + taken + text[match.end() :]
    text = re.sub(r" +([.,])", r"\1", re.sub(r"  +", " ", text)).strip()
    return text[0].upper() + text[1:]
