"""The closed sets of words that tell layout, from ``layout.toml``."""

from __future__ import annotations

import functools

from dateline.resources import toml


@functools.cache
def words(name: str) -> frozenset[str]:
    """The set ``name`` of ``layout.toml``, in lower case."""
    return frozenset(toml("layout.toml")[name].split())
