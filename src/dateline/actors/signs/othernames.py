"""Other names of one person, where the copy says so: "Ana Kos, better known as Nina Mar", "born Ana Kos"."""

from __future__ import annotations

from dateline.actors.mentions.words import Words

_NAMED = frozenset(["known", "styled", "writing", "performing", "credited", "nicknamed", "dubbed", "christened"])
_BORN = frozenset(["née", "nee", "born", "alias", "aka", "a.k.a.", "nicknamed", "dubbed"])
_BETWEEN = 8


def renames(w: Words, before: int, first: int) -> bool:
    """Whether the words between the name at ``before`` and the one that starts at ``first`` make them one person's."""
    between = w.low[max(before + 1, first - _BETWEEN) : first]
    if w.sent[before] != w.sent[first] or not between:
        return False
    if between[-1] in _BORN:
        return True
    if "as" not in between:
        return False
    at = between.index("as")
    return any(word in _NAMED for word in between[:at]) and "," not in between[at:]
