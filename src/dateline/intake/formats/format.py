"""What a format is: how a file of it is recognised by its first bytes, and the articles that it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from dateline.intake.dates import iso_date
from dateline.intake.encoding import decode, detect
from dateline.intake.fields import Layout, article_id, language_code
from dateline.intake.parts import PARAGRAPHS, Part, joined
from dateline.intake.source import MAX_BYTES, Source, at_most, broken_off
from dateline.schema import Article, Block, Problem

HEAD = 65_536
"""Bytes of a file that its format is told by."""
MAX_DOCUMENT = 500_000_000
"""The most bytes of a file that is read as a whole though it holds many articles."""

Found = Iterator[Article | Problem]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first bytes of a file, by which its format is told."""

    raw: bytes
    text: str
    """The same decoded, without a byte-order mark and white space in front."""
    name: str = ""
    """The file's name in small letters, for what the content alone cannot tell."""


@dataclass(frozen=True, slots=True)
class Input:
    """An opened file: its beginning, the rest, where it is from and how rows become articles."""

    head: bytes
    stream: IO[bytes]
    source: Source
    layout: Layout
    depth: int = 0
    """How many archives it was taken out of."""

    def whole(self, limit: int = MAX_DOCUMENT) -> bytes | None:
        """All bytes; None where there are more than ``limit``. Raises what a packed file that breaks off does."""
        raw = self.head + at_most(self.stream, limit + 1 - len(self.head))
        if (wrong := broken_off(self.stream)) is not None:
            raise wrong
        return None if len(raw) > limit else raw

    def words(self, limit: int = MAX_DOCUMENT, markup: bool = False) -> str | None:
        """All bytes as text; None where there are more than ``limit``."""
        raw = self.whole(limit)
        return None if raw is None else decode(raw, detect(raw, markup))[0]

    def problem(self, error: str, message: str, number: int | None = None) -> Problem:
        """Something wrong with the file, or with document ``number`` in it."""
        uri = self.source.uri if number is None else f"{self.source.uri}#{number}"
        return Problem(uri, "intake", error, message, self._id(None, number))

    def too_large(self, limit: int = MAX_DOCUMENT) -> Problem:
        """The problem of a file that is over ``limit`` bytes."""
        return self.problem("too-large", f"more than {limit:,} bytes in one file: split it")

    def article(self, draft: Draft, number: int | None = None) -> Article | Problem:
        """``draft`` as an article, ``number`` its place in a file of several; a problem where it has no text."""
        parts = [replace(p, text=p.text.strip()) for p in draft.parts if p.text.strip()]
        if len(parts) > 1 and draft.headline and joined(parts[0].text).casefold() == joined(draft.headline).casefold():
            parts = parts[1:]
        uri = draft.uri or (self.source.uri if number is None else f"{self.source.uri}#{number}")
        made_id = self._id(draft.identity or draft.uri, number)
        if draft.withdrawn and not any(part.kind == "body" for part in parts):
            parts = [*parts, Part(joined(draft.headline or "Withdrawn"), "headline")]
        elif not any(part.kind == "body" for part in parts):
            told = f"“{draft.headline[:80]}” has" if draft.headline else "this item has"
            message = draft.bare or f"{told} no text of its own: nothing to read"
            return Problem(uri, "intake", draft.error or "no-text", message, made_id)
        text = PARAGRAPHS.join(part.text for part in parts)
        if len(text) > MAX_BYTES:
            return Problem(uri, "intake", "too-large", f"a text of {len(text):,} characters: split it", made_id)
        published = iso_date(draft.date)
        wrong = []
        if draft.date and published is None:
            message = f"the date {draft.date[:40]!r} is not understood; the article is kept without it"
            wrong.append(Problem(uri, "intake", "date", message, made_id))
        if draft.short:
            wrong.append(Problem(uri, "intake", "summary", draft.short, made_id))
        return Article(
            article_id=made_id,
            uri=uri,
            text=text,
            publisher=_line(draft.publisher),
            title=_line(draft.headline),
            published_at=published,
            language=language_code(draft.language),
            text_method=draft.method,
            problems=tuple(wrong),
            marked=tuple(_blocks(parts)),
            version=draft.version,
            withdrawn=draft.withdrawn,
            embargo=iso_date(draft.embargo),
        )

    def _id(self, identity: str | None, number: int | None) -> str:
        if self.layout.keep_ids:
            return identity or (self.source.uri if number is None else f"{self.source.uri}#{number}")
        return article_id(identity or (self.source.home if number is None else f"{self.source.home}#{number}"))


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a format gives it, before it has an id and offsets."""

    parts: tuple[Part, ...] = ()
    identity: str | None = None
    """What the input knows it by; versions of one article share it."""
    uri: str | None = None
    """Its address, where it has one."""
    headline: str | None = None
    date: str | None = None
    """As the input writes it."""
    publisher: str | None = None
    language: str | None = None
    version: str | None = None
    withdrawn: bool = False
    embargo: str | None = None
    method: str = "markup"
    short: str | None = None
    """What to say where the text is not the whole article."""
    bare: str | None = None
    """What to say where there is no text at all."""
    error: str | None = None
    """The kind of that problem."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files that hold articles."""

    name: str
    told: Callable[[Beginning], bool]
    """Whether a file that begins so is of this format."""
    read: Callable[[Input], Found]
    binary: bool = field(default=False)
    """Whether its files are no text."""


def of_words(read: Callable[[Input, str], Found]) -> Callable[[Input], Found]:
    """A reader of the words of a file; one that is too large is told."""

    def reader(given: Input) -> Found:
        text = given.words()
        yield from [given.too_large()] if text is None else read(given, text)

    return reader


def of_bytes(most: int = MAX_DOCUMENT) -> Callable[[Callable[[Input, bytes], Found]], Callable[[Input], Found]]:
    """The same for a reader of the bytes of a file, ``most`` at the most."""

    def made(read: Callable[[Input, bytes], Found]) -> Callable[[Input], Found]:
        def reader(given: Input) -> Found:
            raw = given.whole(most)
            yield from [given.too_large(most)] if raw is None else read(given, raw)

        return reader

    return made


def _blocks(parts: list[Part]) -> Iterator[Block]:
    start = 0
    for part in parts:
        if part.kind != "body":
            yield Block(part.kind, start, start + len(part.text))
        start += len(part.text) + len(PARAGRAPHS)


def _line(words: str | None) -> str | None:
    return joined(words) or None if words else None
