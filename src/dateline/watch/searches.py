"""Saved searches, and the Atom feed (RFC 4287) of what they found.

A search is words and fields: ``speaker:vidmar type:PROTEST place:Trieste story:ID is:contradiction ferries``. It finds
statements, events, or contradictions, and each of them once.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

from dateline.errors import InputError
from dateline.record import Record
from dateline.watch.state import Alert, State

_ATOM = "http://www.w3.org/2005/Atom"
_FIELDS = ("speaker", "type", "place", "story", "is")
_STATEMENTS = """
SELECT s.statement_id AS key, coalesce(s.speaker, s.source_text, '') || ': ' || s.text AS text, a.headline, a.uri
FROM statements s JOIN articles a ON a.article_id = s.article_id
WHERE a.copy_of IS NULL AND s.block_kind IS DISTINCT FROM 'background'"""
_EVENTS = """
SELECT e.event_id AS key, e.type || ' (' || e.modality || '): ' || e.trigger_text || ' - '
       || array_to_string(list_transform(list_concat(e.actors, e.recipients), lambda p: p.text), ', ') AS text,
       a.headline, a.uri
FROM events e JOIN articles a ON a.article_id = e.article_id LEFT JOIN places p ON p.place_id = e.place_id
WHERE a.copy_of IS NULL AND e.block_kind IS DISTINCT FROM 'background'"""
_CONTRADICTIONS = """
SELECT coalesce(c.event_id || ' ' || c.other_event_id, c.statement_id || ' ' || c.other_statement_id) AS key,
       c.what || ': ' || coalesce(c.speaker || ': ', '') || c.value || ' / ' || c.other AS text, a.headline, a.uri
FROM contradictions c LEFT JOIN events e ON e.event_id = c.other_event_id
LEFT JOIN statements s ON s.statement_id = c.other_statement_id
JOIN articles a ON a.article_id = coalesce(e.article_id, s.article_id)
WHERE true"""


def fields_of(query: str) -> dict[str, str]:
    """The fields of a search, its words under ``words``; raises InputError for a field that is none."""
    told: dict[str, str] = {}
    try:
        parts = shlex.split(query)
    except ValueError as error:
        raise InputError(f"the search {query} has a quotation mark without its fellow") from error
    for part in parts:
        name, colon, value = part.partition(":")
        if not colon:
            told["words"] = f"{told.get('words', '')} {part}".strip()
        elif name in _FIELDS:
            told[name] = value
        else:
            raise InputError(f"a search has no field {name}: choose of {', '.join(_FIELDS)}, or give words")
    if not told:
        raise InputError("a search has a word or a field at least, such as speaker:vidmar")
    return told


def found(record: Record, query: str) -> Iterator[tuple[str, str, str | None, str]]:
    """Key, words, headline and address of all that a search finds."""
    told = fields_of(query)
    asked, more = [], []
    if told.get("is") == "contradiction":
        select = _CONTRADICTIONS
    elif "type" in told or "place" in told:
        select = _EVENTS
    else:
        select = _STATEMENTS
    tests = {"speaker": "s.speaker ILIKE ?", "type": "e.type = upper(?)", "place": "p.name ILIKE ?"}
    if "speaker" in told and select != _STATEMENTS:
        raise InputError("speaker goes with words and a story only: events have no speaker of their own")
    for name, test in {**tests, "story": "a.story_id = ?"}.items():
        if name in told:
            more.append(f" AND {test}")
            asked.append(f"%{told[name]}%" if "ILIKE" in test else told[name])
    for word in told.get("words", "").split():
        more.append(" AND (text ILIKE ? OR a.headline ILIKE ?)" if select != _STATEMENTS else " AND s.text ILIKE ?")
        asked += [f"%{word}%"] * (2 if select != _STATEMENTS else 1)
    if select != _STATEMENTS and "words" in told:
        more = [
            test.replace("(text ILIKE ? OR a.headline ILIKE ?)", "(a.text ILIKE ? OR a.headline ILIKE ?)")
            for test in more
        ]
    for row in record.sql(f"{select}{''.join(more)} ORDER BY key", asked).to_pylist():
        yield row["key"], row["text"], row["headline"], row["uri"]


def alerted(record: Record, state: State, now: str) -> list[Alert]:
    """What the saved searches find that they had not found before; it is remembered as told at ``now``."""
    fresh = []
    for name, query in state.searches().items():
        alerts = (
            Alert(name, key, now, headline or uri, uri, text) for key, text, headline, uri in found(record, query)
        )
        fresh += state.keep_alerts(alerts)
    return fresh


def save(record: Record, state: State, name: str, query: str) -> None:
    """Save a search; what it finds now is known, and not told."""
    there = [Alert(name, key, "", headline or uri, uri, text) for key, text, headline, uri in found(record, query)]
    if state.save_search(name, query):
        state.keep_alerts(there)


def write_atom(state: State, path: Path, now: str) -> None:
    """The alerts as an Atom feed, whole or not at all."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", "Dateline alerts")
    _add(feed, "id", "urn:dateline:alerts")
    _add(feed, "updated", now)
    for alert in state.alerts():
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"urn:dateline:alert:{alert.search}:{alert.key}")
        _add(entry, "title", f"{alert.search}: {alert.title}")
        _add(entry, "updated", alert.at)
        Xml.SubElement(entry, f"{{{_ATOM}}}link", href=alert.uri)
        _add(entry, "content", alert.text)
    fresh = path.with_name(f".{path.name}.new")
    Xml.ElementTree(feed).write(fresh, encoding="utf-8", xml_declaration=True)
    fresh.replace(path)


def _add(parent: Xml.Element, name: str, text: str) -> None:
    legal = "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = legal
