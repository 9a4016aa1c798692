"""Annotations that come back: what people changed in Label Studio, brat or INCEpTION as corrections of the record.

The export says what it showed, so that only what an annotator changed counts; the corrections are held by the quoted
words, as all others are, and whoever disagrees with somebody is listed instead of overwritten.
"""

from __future__ import annotations

from dateline.returned.take import Taken, read_annotated, take_in

__all__ = ["Taken", "read_annotated", "take_in"]
