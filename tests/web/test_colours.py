"""Colours can be read: WCAG 2.2 asks for a contrast of 4.5 to 1 for text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dateline.web

CSS = (Path(dateline.web.__file__).parent / "static" / "room.css").read_text(encoding="utf-8")
SCHEMES = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)]
TEXT, GROUND = ("ink", "soft", "cue", "source", "event", "link"), ("paper", "card", "said")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("ground", GROUND)
def test_text_stands_out_from_its_ground(scheme: dict[str, str], text: str, ground: str) -> None:
    """On paper, on cards and on what is said."""
    assert contrast(scheme[text], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_marks_are_read_and_seen(scheme: dict[str, str]) -> None:
    """Words in a mark, which are in ink, and the borders of fields (3 to 1)."""
    assert contrast(scheme["ink"], scheme["mark"]) >= 4.5
    assert contrast(scheme["edge"], scheme["paper"]) >= 3
    assert contrast(scheme["mark"], scheme["paper"]) >= 1.15
