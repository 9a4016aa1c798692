"""Linking: what needs more than one article. Copies of the same words, one actor under all names, and the reports of
one event.

What it finds stands beside the readings, a generation at a time, and depends on what the record holds now: not on the
order in which it came, nor on what it held before.
"""

from __future__ import annotations

from dateline.linking.generations import link

__all__ = ["link"]
