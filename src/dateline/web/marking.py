"""Words that somebody marked on a page: by their characters, or by the words themselves, and what is made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from dateline.errors import InputError
from dateline.record import Record
from dateline.record.marking import MarkedStatement, Pieces, mode_of, parsed_pieces
from dateline.schema import Span

_OFFSETS = re.compile(r"[\d\s,-]+")


def mark(record: Record, said: Mapping[str, str], by: str) -> int:
    """Make a statement of marked words, or give one that is there other words or another cue; the correction's number.

    ``article`` and ``content``, ``cue`` and ``source`` say what was marked: ``120-180`` or the words as they stand;
    ``row`` names a statement that is there.
    """
    text = _text(record, said["article"])
    marked = {name: pieces_of(text, said.get(name, "")) for name in ("content", "cue", "source")}
    note, row = said.get("note", ""), said.get("row", "")
    if row:
        if not (marked["content"] or marked["cue"]):
            raise InputError("mark the words of the statement, or its cue")
        number = 0
        if marked["content"]:
            number = record.correct.span(row, marked["content"], by=by, note=note)
        if marked["cue"]:
            number = record.correct.cue(row, marked["cue"], by=by, note=note)
        return number
    if not marked["content"]:
        raise InputError("mark the words of the statement first")
    content, cue, source = (tuple(Span(*p) for p in marked[n]) for n in ("content", "cue", "source"))
    made = MarkedStatement(
        content, cue, source, said.get("value") or None, mode_of(text, content), said.get("act") or "speech",
        said.get("stance") or "say",
    )  # fmt: skip
    return record.correct.add_statement(said["article"], made, by=by, note=note)


def pieces_of(text: str, given: str) -> Pieces:
    """What was marked, as pairs of code points: told so, or by the words, which have to stand in the text once."""
    given = given.strip()
    if not given:
        return []
    if _OFFSETS.fullmatch(given):
        return parsed_pieces(given)
    pattern = re.compile(r"\s+".join(map(re.escape, given.split())))
    found = [m.span() for m in pattern.finditer(text)]
    if not found:
        raise InputError(f"the words “{given[:80]}” do not stand in the article: copy them from it")
    if len(found) > 1:
        raise InputError(f"the words “{given[:80]}” stand in it {len(found)} times: give more of them")
    return found


def told_value(kind: str, value: str) -> str:
    """The value of a correction for a reader: of marked words the words."""
    if kind not in ("span", "cue", "add"):
        return value
    given = json.loads(value)
    pieces = given["content"] if kind == "add" else given
    return "“" + " … ".join(words for _, _, words in pieces) + "”"


def _text(record: Record, article_id: str) -> str:
    found = record.articles(article_id=article_id)
    if not found.num_rows:
        raise InputError(f"there is no article {article_id or 'without an id'}")
    return str(found.column("text")[0].as_py())
