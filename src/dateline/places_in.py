"""A place in an article as a person names it, the words that stand there, and a link to these very characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from dateline.errors import InputError
from dateline.record import Record

__all__ = ["Passage", "place_in"]

_CHARACTERS = re.compile(r"(.+):(\d+)-(\d+)")
_ROW = re.compile(r"(.+):([seh][0-9a-f]+)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of an article."""

    article_id: str
    spans: tuple[tuple[int, int], ...]
    """Code points; none where the whole article is meant."""
    words: str
    cited: str
    """Publisher, date, headline, address, offsets and hash of the text, in one line."""

    def link(self, room: str) -> str:
        """The address in the reading room at ``room``, such as ``http://127.0.0.1:8484``."""
        at = ",".join(f"{start}-{end}" for start, end in self.spans)
        return f"{room}/article/{quote(self.article_id)}" + (f"?at={at}#at" if at else "")


def place_in(record: Record, place: str) -> Passage:
    """The passage at ``place``: ``ARTICLE``, ``ARTICLE:START-END`` (code points), or a statement's or event's id.

    Raises InputError where there is no such article, row or offset.
    """
    found = record.article(place)
    spans: list[tuple[int, int]] = []
    if found is None and (told := _CHARACTERS.fullmatch(place)):
        found, spans = record.article(told[1]), [(int(told[2]), int(told[3]))]
    elif found is None and (row := _ROW.fullmatch(place)):
        found = record.article(row[1])
        spans = _spans(found, place) if found else []
    if found is None:
        raise InputError(f"there is no article {place}: ids are in the table articles, and in the address of a page")
    article, text = found["article"], found["article"]["text"]
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise InputError(f"{start}-{end} is not in the article: it has {len(text):,} characters")
    words = " … ".join(text[s:e] for s, e in spans) or text[:200]
    at = ", ".join(f"{s}-{e}" for s, e in spans) or f"0-{len(text)}"
    parts = (article["publisher"], article["published_at"], article["headline"], article["uri"], f"characters {at}",
             f"SHA-256 {article['text_sha256'][:16]}")  # fmt: skip
    cited = ", ".join(" ".join(p.split()) for p in parts if p)
    return Passage(article["article_id"], tuple(spans), " ".join(words.split()), cited)


def _spans(found: dict[str, list[dict[str, object]]], place: str) -> list[tuple[int, int]]:
    for layer, key, column in (("statements", "statement_id", "content"), ("events", "event_id", "trigger")):
        for row in found[layer]:
            if row[key] == place:
                spans: list[dict[str, int]] = row[column] or row["cue"]  # type: ignore[assignment]
                return [(s["start"], s["end"]) for s in spans]
    raise InputError(f"there is no row {place}: ids are in the first column of the tables statements and events")
