"""The cue lexicon: which words attribute, in which frames, and what act and stance they show."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from dateline import resources
from dateline.schema import Act, Stance

TABLE = "cues.tsv"
_WORD_CLASS = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes, with the act and stance of each frame that it takes."""

    lemma: str
    frames: Mapping[str, tuple[Act, Stance]]

    def takes(self, *frames: str) -> str | None:
        """The first of ``frames`` that the word takes, or None."""
        for frame in frames:
            if frame in self.frames:
                return frame
        return None

    def meaning(self, frame: str) -> tuple[Act, Stance]:
        """Act and stance in ``frame``; those of the word's first frame where it does not take that one."""
        return self.frames.get(frame) or next(iter(self.frames.values()))


@functools.cache
def lexicon() -> Mapping[tuple[str, str], Cue]:
    """The cues by lemma and part of speech (``VERB``, ``NOUN``, ``ADJ``)."""
    frames: dict[tuple[str, str], dict[str, tuple[Act, Stance]]] = {}
    for row in resources.table(TABLE):
        meaning = (cast(Act, row["act"]), cast(Stance, row["stance"]))
        known = frames.setdefault((row["lemma"], _WORD_CLASS[row["pos"]]), {})
        for frame in row["frames"].split():
            known.setdefault(frame, meaning)
    return {key: Cue(key[0], value) for key, value in frames.items()}
