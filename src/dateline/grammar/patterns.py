"""Turns of phrase of the language that a rule looks for in the text itself."""

from __future__ import annotations

import functools
import re

from dateline import resources


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """The turn of phrase ``name`` of ``patterns.toml``."""
    return re.compile(resources.toml("patterns.toml")[name])
