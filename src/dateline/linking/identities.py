"""Who is who across articles: the actors of single articles as identities of the record.

First sieve only, and a cautious one: the same full name and the same kind are one identity; a surname alone never is.
Transcriptions of one name (Alexei, Aleksey) are the same name.
Everything here is a union of sets, so neither the order of the articles nor reading one twice changes the outcome,
and a new batch costs what the batch holds.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.schema import ActorKind

ORGANS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
"""Sectors whose bodies have the same names in many countries ("Foreign Ministry"): the country is part of them."""
_WORD = re.compile(r"\w+")
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "dame", "prof", "professor"])
_ARTICLES = frozenset(("the",))
_PARTICLES = frozenset(["al", "el", "ul", "ad", "ar", "as", "ash", "bin", "ibn", "bint"])
_TRANSCRIPTIONS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("x", "ks"),
        ("^ye", "e"),
        ("ou|oo", "u"),
        ("ee", "i"),
        (r"(.)\1", r"\1"),
        ("(?<=.)(?:iy|yi|ij|ei|ey|ai|ay|y)$", "i"),
        ("(?<=.)y(?=[^aeiou])", "i"),
    )
)
"""What transcriptions of one name do differently, in this order."""


@dataclass(frozen=True, slots=True)
class LocalActor:
    """An actor as one article has it."""

    article_id: str
    local_id: str
    """The actor's id within its article, e.g. ``a3``."""
    kind: ActorKind
    name: str
    named: bool = True
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    sector: str | None = None
    """PLOVER sector."""
    roles: tuple[str, ...] = ()
    mentions: int = 0
    """How often the article mentions it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One actor of the record, under all the names it was seen with."""

    id: str
    kind: ActorKind
    name: str
    named: bool = True
    names: tuple[str, ...] = ()
    """Full names as written, sorted; ``name`` is one of them."""
    aliases: tuple[str, ...] = ()
    """Other words it was named by, sorted."""
    roles: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3, all that were seen, sorted."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors, all that were seen, sorted."""

    @property
    def country(self) -> str | None:
        """The country, where all articles agree on it."""
        return self.countries[0] if len(self.countries) == 1 else None

    @property
    def sector(self) -> str | None:
        """The sector, where all articles agree on it."""
        return self.sectors[0] if len(self.sectors) == 1 else None


def identify(
    rows: Iterable[LocalActor], known: Mapping[str, Identity]
) -> tuple[dict[tuple[str, str], str], dict[str, Identity]]:
    """Map each actor of ``rows`` to an identity.

    Gives the map from (article id, local id) to identity id, and the identities that ``rows`` touch: new ones, and
    those of ``known`` (by id) with what was added. ``known`` is left as it is.
    """
    mapped: dict[tuple[str, str], str] = {}
    groups: dict[str, list[LocalActor]] = {}
    for row in rows:
        identity_id = identity_of(row)
        mapped[row.article_id, row.local_id] = identity_id
        groups.setdefault(identity_id, []).append(row)
    touched = {i: _joined(i, members, known.get(i)) for i, members in groups.items()}
    return mapped, touched


def identity_of(row: LocalActor) -> str:
    """The id of the identity that ``row`` belongs to: a hash of its kind and what makes it one."""
    if row.kind == "country" and row.country:
        return f"country-{row.country}"
    key = full_name(row)
    if key is None:
        return _hashed(row.kind, row.article_id, row.local_id)
    organ = row.kind in ("organisation", "group") and row.country is not None and row.sector in ORGANS
    return _hashed(row.kind, key, row.country or "" if organ else "")


def full_name(row: LocalActor) -> str | None:
    """The normalised name by which ``row`` may be one with others, or None where it is known in its article only."""
    if not row.named:
        return None
    words = normalised(row.name)
    if row.kind == "person":
        words = [w for w in words if w not in _HONORIFICS]
        if sum(len(w) > 1 and w not in _PARTICLES for w in words) < 2:
            return None
        words = [transcribed(w) for w in words if w not in _PARTICLES]
    return " ".join(words) or None


def normalised(name: str) -> list[str]:
    """The words of ``name`` without case, accents, articles and marks: "Al-Saafi" is al, saafi."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _WORD.findall(bare.casefold().replace("'", "").replace("’", "").replace(".", ""))
    return [w for w in words if w not in _ARTICLES] or words


def transcribed(word: str) -> str:
    """``word`` (normalised) as it is compared across transcriptions: Alexei, Aleksey and Alexey are one.

    Only what transcribers of one name do differently is made alike: x and ks, y and i, doubled letters, the "ye" of
    Russian and the doubled vowels of Arabic. Carla stays apart from Carlo, and Jon from John.
    """
    for pattern, letters in _TRANSCRIPTIONS:
        word = pattern.sub(letters, word)
    return word


def _hashed(kind: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:16]}"


def _joined(identity_id: str, members: list[LocalActor], known: Identity | None) -> Identity:
    """``known``, or a new identity, with what ``members`` add."""
    names = _union((m.name for m in members), known.names if known else ())
    aliases = _union((a for m in members for a in m.aliases), known.aliases if known else ())
    made = Identity(
        id=identity_id,
        kind=members[0].kind,
        name=min(names, key=_clumsiness),
        named=any(m.named for m in members) or (known is not None and known.named),
        names=names,
        aliases=tuple(a for a in aliases if a not in names),
    )
    return replace(
        made,
        roles=_union((r for m in members for r in m.roles), known.roles if known else ()),
        countries=_union((m.country for m in members if m.country), known.countries if known else ()),
        sectors=_union((m.sector for m in members if m.sector), known.sectors if known else ()),
    )


def _union(new: Iterable[str], old: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*new, *old}))


def _clumsiness(name: str) -> tuple[bool, bool, int, str]:
    """Capitals throughout and none at all come last, then the name with fewer accents."""
    return (name.isupper(), name.islower(), -sum(not c.isascii() for c in name), name)
