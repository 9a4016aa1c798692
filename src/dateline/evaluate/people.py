"""Whether an actor that was read is the one that was marked: by the mentions that meet, else by the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.evaluate.measures import span_jaccard
from dateline.evaluate.wire import Wire
from dateline.schema import Participant, Reading

_HALF = 0.5
_WORD = re.compile(r"\w+")


class Figures:
    """The actors of one story, the marked and the read ones side by side."""

    def __init__(self, wire: Wire, reading: Reading) -> None:
        self._marked = wire.names
        self._read = {a.id: a for a in reading.cast.actors}
        self.with_names = _with_names(wire)
        self._met: dict[str, Counter[str]] = {}
        for q in reading.cast.mentions:
            fits = [(span_jaccard((q.start, q.end), (m.start, m.end)), m.value) for m in wire.mentions]
            best = max(fits, key=lambda f: f[0], default=(0.0, ""))
            if best[0] >= _HALF:
                self._met.setdefault(q.actor, Counter())[best[1]] += 1

    def has_name(self, read: str | None) -> bool:
        """Whether ``read`` is an actor whom the reading gives a name."""
        return read in self._read and self._read[read].named

    def is_speaker(self, marked: str | None, read: str | None) -> bool:
        """Whether ``read`` is the speaker ``marked``; one whom nobody names must be nobody or without a name."""
        met = self._met.get(read) if read is not None else None
        actor = self._read.get(read) if read is not None else None
        if marked is None:
            return read is None or not met or (actor is not None and not actor.named)
        if met:
            return met.most_common(1)[0][0] == marked
        return self._same_name(self._marked[marked], actor.name if actor else read)

    def _same_name(self, wanted: str, said: str | None) -> bool:
        """The last word is the same and, where the story has two of that name, another word too."""
        if not said or last_word(wanted) != last_word(said):
            return False
        namesakes = sum(last_word(name) == last_word(wanted) for name in self._marked.values())
        shared = set(_WORD.findall(wanted.lower())) & set(_WORD.findall(said.lower()))
        return namesakes == 1 or len(shared) > 1

    def are(self, marked: Sequence[str], read: Sequence[Participant]) -> bool:
        """Whether ``read`` are the marked actors, each of them and nobody else: by mentions that they share, as for
        speakers, so that those without a name are compared too."""
        met = [{m for m in marked if self.is_speaker(m, p.id or p.text)} for p in read]
        return all(met) and set(marked) == set().union(*met)


def _with_names(wire: Wire) -> frozenset[str]:
    """The marked actors that a mention names: a word of a name that begins and ends with capitals."""
    words = {key: _name_words(name) for key, name in wire.names.items()}
    return frozenset(
        m.value for m in wire.mentions if words[m.value].intersection(_WORD.findall(wire.text[m.start : m.end]))
    )


def _name_words(name: str) -> set[str]:
    """The capitalised words of a proper name; none of a description: "Kenyan officials", "the ambassador"."""
    words = _WORD.findall(name.removeprefix("the "))
    proper = bool(words) and words[0][0].isupper() and words[-1][0].isupper()
    return {word for word in words if word[0].isupper()} if proper else set()


def last_word(name: str) -> str:
    """The last word of a name, in lower case, its marks taken out."""
    words = name.split()
    return re.sub(r"[^\w]", "", words[-1]).lower() if words else ""
