"""What the tables must hold: their keys, the values of their cells, and what a row must not say twice.

A table is checked when it is read, so that a slip in a row is told with the line's number instead of passing unseen.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from dateline.schema import Act, ActorKind, BlockKind, EventType, Modality, Stance


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split(" "))


Row = Mapping[str, str]
Numbered = tuple[int, Row]
"""A row with the number of its line in the file."""
SECTORS = _words("AGR BUS COP CRM CVL EDU ELI GOV HLH IGO INT JUD LAB LEG MED MIL NGO OPP PTY REB REF REL SPO SPY UAF")
"""PLOVER's sectors."""
_FRAME = re.compile(r"clause|that|quote|to|obj|told|as|noun|out|part|cited|prep:[a-z]+")
_ROLES = _words(
    "obj inner subj dative poss mod light place aim self deep-between about against along among at behind "
    "between by for from in into near of on outside over to toward towards under upon with"
)
"""Slots of an event's word in which somebody may stand."""
_CLAUSE_ROLES = _words("comp compobj compsubj compwith compplace")
_SLOTS = _words(
    "arg support contentword content passive neg verb subjects objmod prt as adv modal if oprd joint out sentence"
)
"""Slots of an event's word that a pattern may ask about, besides those in which somebody stands."""


_BONDS = _words("spouse child parent sibling grandparent grandchild uncle nephew")


@dataclass(frozen=True, slots=True)
class Check:
    """What holds for each row of a table."""

    key: tuple[str, ...]
    """Columns by which no two rows are alike."""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For a column all that its cells may be."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Columns that hold several words, with what parts them; a word stands in one row only, and once."""
    numbers: frozenset[str] = frozenset()
    """Columns of numbers, which may be empty."""
    more: Callable[[Row], Iterator[str]] | None = None
    """What else is wrong with a row, in words."""
    apart: tuple[str, ...] = ()
    """Columns that tell two rows apart: a word may stand in the lists of both where these columns differ."""


def faults(name: str, rows: Sequence[Numbered]) -> list[str]:
    """What is wrong with the rows of the table ``name``, each with its line; none for a table without a check."""
    check = CHECKS.get(name)
    return [] if check is None else [f"{name}, line {number}: {said}" for number, said in _wrong(check, rows)]


def _wrong(check: Check, rows: Sequence[Numbered]) -> Iterator[tuple[int, str]]:
    lines: dict[tuple[str, ...], int] = {}
    words: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(row[column] for column in check.key)
        if lines.setdefault(key, number) != number:
            yield number, f"{' '.join(filter(None, key))!r} stands in line {lines[key]} already"
        for column, allowed in check.values.items():
            if row[column] not in allowed:
                yield number, f"no {column} {row[column]!r}; there are {', '.join(sorted(filter(None, allowed)))}"
        for column, parting in check.lists.items():
            told: set[str] = set()
            for word in filter(None, row[column].split(parting)):
                place = (column, word, *(row[c] for c in check.apart))
                if word in told or words.setdefault(place, number) != number:
                    yield number, f"{word!r} stands in line {words[place]} already"
                told.add(word)
        for column in check.numbers:
            if row[column] and not re.fullmatch(r"-?\d+(\.\d+)?", row[column]):
                yield number, f"{column} {row[column]!r} is no number"
        for said in check.more(row) if check.more is not None else ():
            yield number, said


def _frames(row: Row) -> Iterator[str]:
    for frame in row["frames"].split():
        if not _FRAME.fullmatch(frame):
            yield f"no frame {frame!r}; the head of the table lists them"
    if not row["frames"]:
        yield "a cue without a frame has no effect"


def _sides(row: Row) -> Iterator[str]:
    for column in ("actor", "recipient"):
        for role in row[column].split():
            if role not in _ROLES | _CLAUSE_ROLES:
                yield f"no slot {role!r} for the {column}"


def _slots(row: Row) -> Iterator[str]:
    yield from _sides(row)
    if row["mode"] and row["mode"] not in (modes := _modes().get(row["type"], ())):
        yield f"no mode {row['mode']!r} of {row['type']}; there are {', '.join(modes) or 'none'}"
    for cell in row["tests"].split():
        slot, _, value = cell.removeprefix("!").partition("=")
        if slot not in _SLOTS | _ROLES | _CLAUSE_ROLES or not value:
            yield f"no test {cell!r}; a test is a slot, = and what it holds"
        for one in value.split("/"):
            if one.startswith("@") and one[1:] not in _classes():
                yield f"no class {one!r} in event_words.tsv"


def _bond(row: Row) -> Iterator[str]:
    if row["back"] not in _BONDS:
        yield f"no bond {row['back']!r}; there are {', '.join(sorted(_BONDS))}"


def _classes() -> frozenset[str]:
    from dateline.resources import table

    return frozenset(row["class"] for row in table("event_words.tsv"))


@functools.cache
def _modes() -> Mapping[str, tuple[str, ...]]:
    """The modes of each type of event."""
    from dateline.resources import toml

    return {row["name"]: tuple(m["name"] for m in row.get("mode", ())) for row in toml("plover.toml")["type"]}


def _values(**columns: object) -> dict[str, frozenset[str]]:
    """Columns with their values, given as a ``Literal`` or as words."""
    return {c: _words(v) if isinstance(v, str) else frozenset(get_args(v)) for c, v in columns.items()}


_SECTOR = {"sector": SECTORS | {""}}
CHECKS: dict[str, Check] = {
    "abbreviations.tsv": Check(("abbreviations",)),
    "actor_nouns.tsv": Check(
        ("nouns",), _values(kind=ActorKind, gender=" m f", number="s p") | _SECTOR, {"nouns": "|"}
    ),
    "actor_words.tsv": Check(("class",), lists={"words": "|"}, apart=("class",)),
    "agencies.tsv": Check(("name",)),
    "antecedents.tsv": Check(("sign",), numbers=frozenset("snoptbg")),
    "body_nouns.tsv": Check(("nouns",), lists={"nouns": "|"}),
    "countries.tsv": Check(("alpha3",), numbers=frozenset({"lat", "lon", "population"})),
    "cues.tsv": Check(
        ("lemma", "pos", "act", "stance"), _values(pos="verb noun adj", act=Act, stance=Stance), {"frames": " "},
        more=_frames, apart=("lemma", "pos"),
    ),
    "currencies.tsv": Check(("code", "words")),
    "dateline_cities.tsv": Check(("name",)),
    "divisions.tsv": Check(("place_id",), numbers=frozenset({"lat", "lon"})),
    "event_lexicon.tsv": Check(
        ("pos", "tests", "trigger"), _values(pos="V N A", type=EventType), {"trigger": "/"}, more=_slots,
        apart=("pos", "tests"),
    ),
    "event_modality.tsv": Check(
        ("modality", "kind"), _values(modality=Modality, kind="if verb noun adjective auxiliary adverb implicative"),
        {"words": " "}, apart=("kind",),
    ),
    "event_table.tsv": Check(
        ("type", "pos", "grade"), _values(type=EventType, pos="V N A", grade="1 2 3"), {"words": " "}, more=_sides,
        apart=("type", "pos"),
    ),
    "event_words.tsv": Check(("class",), lists={"words": " "}, apart=("class",)),
    "fields.tsv": Check(("name",)),
    "fips.tsv": Check(("alpha3",)),
    "first_names.tsv": Check(("name",), _values(gender="m f u")),
    "furniture.tsv": Check(
        ("how", "words"), _values(kind=BlockKind, how="is leads opens closes holds", run=" one all text"),
        numbers=frozenset({"limit"}),
    ),
    "hashes.tsv": Check(("file",)),
    "kin.tsv": Check(("bond",), _values(one="yes no"), {"words": " "}, more=_bond),
    "months.tsv": Check(("month",), lists={"names": " "}),
    "not_places.tsv": Check(("name",)),
    "offices.tsv": Check(("office",), _values(one="yes no") | _SECTOR, {"phrases": "|"}),
    "organ_words.tsv": Check(("sector", "organ"), _values(organ=" organ") | _SECTOR),
    "wikidata.tsv": Check(("key",)),
    "organisations.tsv": Check(("name",), _values(kind=ActorKind) | _SECTOR, {"others": "|"}),
    "outline.tsv": Check(("name",)),
    "page_signs.tsv": Check(("sign",), numbers=frozenset({"weight"})),
    "portfolios.tsv": Check(("portfolio",), lists={"words": "|"}),
    "pronouns.tsv": Check(("forms",), _values(sort="he it its they i we you", gender=" m f"), {"forms": " "}),
    "regions.tsv": Check(("name",), numbers=frozenset({"lat", "lon"})),
    "translated.tsv": Check(("sign",), numbers=frozenset({"weight"})),
    "units.tsv": Check(("unit",)),
}  # fmt: skip
"""The tables of the package by their names."""
