"""What a page or the interface may be asked for, as conditions of SQL with every value a parameter.

The same parameters narrow the pages and ``/api/v1``, so that an address of one is an address of the other. What a
person types is words, never a pattern: ``%`` and ``_`` stand for themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dateline.record.search import MOST_LETTERS
from dateline.schema import Modality

DAY = "coalesce(left(a.published_at, 10), CASE WHEN a.dateline_value NOT LIKE '%X%' THEN a.dateline_value END)"
"""The day of an article; a dateline without a year gives none."""
HAPPENED = "coalesce(o.date_start, left(o.first_seen, 10))"
"""The day of an event, or the day on which it was first reported."""
DOUBTFUL = 0.5
"""Confidence below which a row is called doubtful."""
MODALITIES: tuple[str, ...] = get_args(Modality)
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


class Where:
    """Conditions joined by AND, with their values."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition with its values; it is left out where the first value is empty."""
        if values and values[0] in (None, ""):
            return
        self._conditions.append(condition)
        self.values += values

    def __str__(self) -> str:
        return "WHERE " + " AND ".join(self._conditions) if self._conditions else ""


def folded(words: str) -> str:
    """``words`` without case and accents, as ``fold`` makes a column."""
    plain = unicodedata.normalize("NFD", words.lower())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold(column: str) -> str:
    """SQL for a column without case and accents."""
    return f"strip_accents(lower({column}))"


def add_words(where: Where, column: str, words: str | None) -> None:
    """All of ``words`` stand in ``column``, as words: with an ending in s or without, and a "phrase" as it stands.

    ``word*`` is looked for by its beginning, ``-word`` is left out.
    """
    for minus, phrase, word in _TERM.findall((words or "")[:MOST_LETTERS]):
        text = folded(phrase or word.rstrip("*"))
        if not any(c.isalnum() for c in text):
            continue
        where.add(f"{'NOT ' if minus else ''}regexp_matches({fold(column)}, ?)", _pattern(text, word.endswith("*")))


def _pattern(text: str, begins: bool) -> str:
    """An expression of RE2 for whole words, the last in the singular or the plural."""
    *before, last = text.split()
    stem = last[:-1] if len(last) > 3 and last.endswith("s") and not last.endswith("ss") else last
    if begins:
        end = re.escape(last)
    elif len(last) > 3 and last.endswith(("y", "ies")):
        end = re.escape(last.removesuffix("ies").removesuffix("y")) + r"(?:y|ies|y['’]s)(?:[^\pL\pN]|$)"
    else:
        end = re.escape(stem) + r"(?:e?s|['’]s)?(?:[^\pL\pN]|$)"
    return r"(?:^|[^\pL\pN])" + r"[\s\p{P}]+".join([*map(re.escape, before), end])


def articles_where(asked: Mapping[str, str], ids: Sequence[str] | None = None) -> Where:
    """Articles ``a``; ``ids`` are those that the text index found."""
    where = Where()
    where.add("a.publisher = ?", asked.get("publisher"))
    where.add("a.language = ?", asked.get("language"))
    where.add("a.story_id = ?", asked.get("story"))
    where.add(f"left({DAY}, 4) = ?", asked.get("year"))
    _days(where, DAY, asked)
    where.add("a.article_id IN (SELECT article_id FROM mentions WHERE actor_id = ?)", asked.get("actor"))
    where.add("a.article_id IN (SELECT article_id FROM toponyms WHERE place_id = ?)", asked.get("place"))
    if ids is not None:
        where.add("a.article_id IN (SELECT unnest(?::VARCHAR[]))", list(ids) or ["-"])
    return where


def statements_where(asked: Mapping[str, str]) -> Where:
    """Statements ``s`` in articles ``a``; what stands in background is not counted anew."""
    where = Where()
    where.add("s.block_kind IS DISTINCT FROM 'background'")
    speaker = asked.get("speaker")
    where.add("(s.speaker_id = ? OR s.speaker = ?)", speaker, speaker)
    who = folded(asked.get("who") or "")
    where.add(f"(contains({fold('s.speaker')}, ?) OR contains({fold('s.source_text')}, ?))", who, who)
    of_speakers = "s.speaker_id IN (SELECT actor_id FROM actors w WHERE {})"
    where.add(of_speakers.format("w.country = ?"), (asked.get("country") or "").strip().upper())
    role = folded(asked.get("role") or "")
    where.add(of_speakers.format(f"len(list_filter(w.roles, lambda x: contains({fold('x')}, ?))) > 0"), role)
    where.add("s.addressee_id = ?", asked.get("addressee"))
    add_words(where, "s.text", asked.get("words"))
    for name in ("mode", "stance", "act"):
        where.add(f"s.{name} = ?", asked.get(name))
    where.add("a.publisher = ?", asked.get("publisher"))
    where.add("a.story_id = ?", asked.get("story"))
    where.add("s.article_id = ?", asked.get("article"))
    where.add(f"left({DAY}, 4) = ?", asked.get("year"))
    _days(where, DAY, asked)
    where.add(
        """EXISTS (FROM mentions m WHERE m.article_id = s.article_id AND m.actor_id = ?
           AND len(list_filter(s.content, lambda c: c."start" <= m."start" AND m."end" <= c."end")) > 0)""",
        asked.get("about"),
    )
    if asked.get("sure") == "no":
        where.add(f"s.confidence < {DOUBTFUL}")
    return where


def events_where(asked: Mapping[str, str]) -> Where:
    """Events ``s``, report by report, in articles ``a``; what stands in background is not counted anew."""
    where = Where()
    where.add("s.block_kind IS DISTINCT FROM 'background'")
    where.add("s.type = ?", asked.get("type"))
    where.add("s.modality = ?", asked.get("modality"))
    parties = "list_concat(s.actors, s.recipients)"
    who = asked.get("who") or ""
    where.add(
        f"""(len(list_filter({parties}, lambda x: contains({fold('x."text"')}, ?) OR x.country = ?)) > 0 OR EXISTS (
            FROM actors y WHERE list_contains(list_transform({parties}, lambda x: x.id), y.actor_id)
            AND contains({fold("y.name")}, ?)))""",
        folded(who), who.strip().upper(), folded(who),
    )  # fmt: skip
    where.add(f"list_contains(list_transform({parties}, lambda x: x.id), ?)", asked.get("actor"))
    where.add("list_contains(list_transform(s.actors, lambda x: x.country), ?)", asked.get("by_country"))
    where.add("list_contains(list_transform(s.recipients, lambda x: x.country), ?)", asked.get("to_country"))
    where.add("s.place_id = ?", asked.get("place"))
    where.add("a.story_id = ?", asked.get("story"))
    where.add("s.article_id = ?", asked.get("article"))
    where.add("a.publisher = ?", asked.get("publisher"))
    add_words(where, "s.trigger_text", asked.get("words"))
    happened = f"coalesce(s.date_start, {DAY})"
    where.add(f"left({happened}, 4) = ?", asked.get("year"))
    _days(where, happened, asked)
    if asked.get("sure") == "no":
        where.add(f"s.confidence < {DOUBTFUL}")
    return where


def occurrences_where(asked: Mapping[str, str]) -> Where:
    """Events ``o``, each once."""
    where = Where()
    where.add("o.type = ?", asked.get("type"))
    if asked.get("modality") in MODALITIES:
        where.add(f"o.{asked['modality']} > 0")
    if asked.get("told") == "often":
        where.add("o.reports > 1")
    parties = "list_concat(o.actors, o.recipients)"
    who = asked.get("who") or ""
    where.add(
        f"len(list_filter({parties}, lambda x: contains({fold('x.name')}, ?) OR x.country = ?)) > 0",
        folded(who), who.strip().upper(),
    )  # fmt: skip
    where.add(f"list_contains(list_transform({parties}, lambda x: x.id), ?)", asked.get("actor"))
    where.add("list_contains(list_transform(o.actors, lambda x: x.country), ?)", asked.get("by_country"))
    where.add("list_contains(list_transform(o.recipients, lambda x: x.country), ?)", asked.get("to_country"))
    where.add("o.place_id = ?", asked.get("place"))
    where.add(f"left({HAPPENED}, 4) = ?", asked.get("year"))
    where.add(
        "o.occurrence_id IN (SELECT occurrence_id FROM events e JOIN articles a USING (article_id) WHERE story_id = ?)",
        asked.get("story"),
    )
    _days(where, HAPPENED, asked)
    return where


def actors_where(asked: Mapping[str, str]) -> Where:
    """Named actors ``a``."""
    where = Where()
    where.add("a.named")
    where.add("a.kind = ?", asked.get("kind"))
    where.add("a.country = ?", (asked.get("country") or "").upper())
    words = folded(asked.get("q") or "")
    where.add(f"len(list_filter(list_append(a.aliases, a.name), lambda x: contains({fold('x')}, ?))) > 0", words)
    return where


def _days(where: Where, day: str, asked: Mapping[str, str]) -> None:
    where.add(f"{day} >= ?", asked.get("from"))
    until = asked.get("to")
    where.add(f"left({day}, {len(until or '')}) <= ?", until)
