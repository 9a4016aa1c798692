"""The figures stage against sentences marked by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dateline.figures import find_figures
from dateline.language import Copy
from dateline.schema import Figure
from dateline.times import find_times

_MARK = re.compile(r"\[\[([^|\]]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^\]]*)\]\](.*?)\[\[/\]\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure as a person has marked it."""

    start: int
    end: int
    value: float | None
    high: float | None
    bound: str
    unit: str
    counted: str


def marked_sentences() -> list[tuple[str, list[Marked]]]:
    """The sentences, without their marks, each with its figures."""
    lines = Path(__file__).with_name("marked.txt").read_text(encoding="utf-8").splitlines()
    return [_read(line) for line in lines if line and not line.startswith("#")]


def _read(line: str) -> tuple[str, list[Marked]]:
    text, figures, at = "", list[Marked](), 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        value, high, bound, unit, counted, words = mark.groups()
        start, text = len(text), text + words
        number, upper = (float(x) if x else None for x in (value, high))
        figures.append(Marked(start, len(text), number, upper, bound, unit, counted))
        at = mark.end()
    return text + line[at:], figures


SPAN_FLOOR, VALUE_FLOOR, UNIT_FLOOR, COUNTED_FLOOR = 0.97, 0.98, 0.97, 0.95


def close(a: float | None, b: float | None) -> bool:
    """Whether two values are the same but for rounding."""
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-4 * abs(b))


def counted(text: str, figure: Figure) -> str:
    """The words that ``figure`` counts."""
    return text[figure.counted.start : figure.counted.end] if figure.counted else ""


def test_marked_figures_are_found_with_their_values(parsed: Callable[..., Copy]) -> None:
    """Span F1, and values, units and counted phrases of those found, stay above their floors."""
    gold = found = spans = values = units = phrases = 0
    for text, marks in marked_sentences():
        copy = parsed(text)
        figures = {(f.start, f.end): f for f in find_figures(copy, find_times(copy).times)}
        gold, found = gold + len(marks), found + len(figures)
        pairs: list[tuple[Marked, Figure]] = [
            (m, figures[m.start, m.end]) for m in marks if (m.start, m.end) in figures
        ]
        spans += len(pairs)
        values += sum(close(f.value, m.value) and close(f.high, m.high) and f.bound == m.bound for m, f in pairs)
        units += sum(f.unit == m.unit for m, f in pairs)
        phrases += sum(counted(text, f) == m.counted for m, f in pairs)
    assert gold >= 150
    assert 2 * spans / (gold + found) >= SPAN_FLOOR
    assert values / spans >= VALUE_FLOOR
    assert units / spans >= UNIT_FLOOR
    assert phrases / spans >= COUNTED_FLOOR
