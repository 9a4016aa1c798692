"""The article of a page whose own text is put together by a script: read from the data that the page brings along.

``articleBody`` of JSON-LD (schema.org), and the state of a program (Next.js' ``__NEXT_DATA__`` and its like): the
longest string that is prose, or the strings of one key that are its paragraphs. What is escaped in JSON is read as what
it stands for, and each character still leads back to the markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.intake.pages.choice import inner_kind
from dateline.intake.pages.markup import Run, mapped, parsed
from dateline.intake.pages.source import Emitted, Place
from dateline.intake.parts import PARAGRAPHS
from dateline.schema import Block, SourceSpan

_STRING = re.compile(r'"(?P<key>[\w$@-]{1,40})"\s*:\s*"(?P<value>(?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_BODIES = frozenset(
    """articlebody body bodyhtml body_html bodytext html content contenthtml content_html text value paragraph p
    markup rendered""".split()  # noqa: SIM905
)
"""The keys, in small letters, under which the words of an article stand."""
_LEAST = 300
"""Characters of the shortest article that is taken from data."""
_PARAGRAPH = 40
_STOP = re.compile(r"[.!?…][\"'”’»)]?(?:\s|<|\\|$)")
_TAGS = re.compile(r"</?(?:p|div|br|h\d|ul|ol|li|blockquote|figure|a|strong|em)\b", re.IGNORECASE)


class _Text(NamedTuple):
    """A string of the data: its characters and where each stands in the markup."""

    text: str
    at: tuple[int, ...]
    """The place of each character, and where the last ends."""


def from_data(markup: str, scripts: Sequence[tuple[int, int]]) -> Emitted | None:
    """The article in the ``scripts`` of a page, ranges of its markup; None where there is none."""
    found = [m for start, end in scripts for m in _STRING.finditer(markup, start, end) if m["key"].lower() in _BODIES]
    whole = max(found, key=_length, default=None)
    told = [whole] if whole is not None and _is_prose(whole) else []
    listed = _paragraphs(found)
    chosen = listed if sum(map(_length, listed)) > sum(map(_length, told)) else told
    if sum(map(_length, chosen)) < _LEAST:
        return None
    return _emitted([_decoded(markup, *m.span("value")) for m in chosen])


def _length(match: re.Match[str]) -> int:
    return match.end("value") - match.start("value")


def _is_prose(match: re.Match[str]) -> bool:
    return len(_STOP.findall(match["value"])) >= 3


def _paragraphs(found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The strings of the key that has most of those that are paragraphs."""
    by_key: dict[str, list[re.Match[str]]] = {}
    for match in found:
        if _length(match) >= _PARAGRAPH and _STOP.search(match["value"]):
            by_key.setdefault(match["key"], []).append(match)
    best = max(by_key.values(), key=lambda ms: sum(map(_length, ms)), default=[])
    once = {m["value"]: m for m in reversed(best)}
    return sorted(once.values(), key=lambda m: m.start()) if len(once) > 2 else []


def _decoded(markup: str, start: int, end: int) -> _Text:
    """The string of JSON at ``start``..``end`` of the markup."""
    parts: list[str] = []
    places: list[int] = []
    at = start
    for escape in _ESCAPE.finditer(markup, start, end):
        parts.append(markup[at : escape.start()])
        places += range(at, escape.start())
        meant = _meant(escape.group())
        parts.append(meant)
        places += [escape.start()] * len(meant)
        at = escape.end()
    parts.append(markup[at:end])
    return _Text("".join(parts), (*places, *range(at, end), end))


def _meant(escape: str) -> str:
    if escape[1] == "u":
        units = bytes.fromhex(escape.replace("\\u", ""))
        return units.decode("utf-16-be", "replace")
    return _PLAIN.get(escape[1], escape[1])


def _emitted(texts: Sequence[_Text]) -> Emitted:
    """The texts as one article, paragraph by paragraph."""
    words: list[str] = []
    marked: list[Block] = []
    runs: list[SourceSpan] = []
    length = 0
    for text in texts:
        for own, kind, way in _pieces(text):
            if words:
                words.append(PARAGRAPHS)
                length += len(PARAGRAPHS)
            runs += [SourceSpan(length + r.start, length + r.end, r.source_start, r.source_end) for r in way]
            if kind != "body":
                marked.append(Block(kind, length, length + len(own)))  # type: ignore[arg-type]
            words.append(own)
            length += len(own)
    places: tuple[Place, ...] = ()
    return Emitted("".join(words), tuple(marked), tuple(runs), places)


def _pieces(text: _Text) -> Iterator[tuple[str, str, list[Run]]]:
    """The paragraphs of a string, of HTML or plain, with their kinds and the way back to the markup."""
    if _TAGS.search(text.text):
        for piece in parsed(text.text).pieces:
            own, way = mapped(text.text, piece)
            if own:
                yield own, inner_kind(piece), [r for run in way for r in _traced(run, text.at)]
        return
    for match in re.finditer(r"\S(?:.*\S)?", text.text):
        run = Run(0, match.end() - match.start(), match.start(), match.end())
        yield match.group(), "body", list(_traced(run, text.at))


def _traced(run: Run, at: Sequence[int]) -> Iterator[Run]:
    """A run over a decoded string as runs over the markup: one for each stretch without an escape, and each escape."""
    if run.end - run.start != run.source_end - run.source_start:
        yield Run(run.start, run.end, at[run.source_start], at[run.source_end])
        return
    first = run.source_start
    for i in range(run.source_start + 1, run.source_end + 1):
        plain = at[i] - at[i - 1] == 1
        if i == run.source_end or not plain or at[i + 1] - at[i] != 1:
            begin = run.start + first - run.source_start
            yield Run(begin, begin + i - first, at[first], at[i])
            first = i
