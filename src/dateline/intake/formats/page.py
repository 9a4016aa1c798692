"""Files that are one article: a web page, and plain text."""

from __future__ import annotations

import re

from dateline.intake.dates import published_line
from dateline.intake.encoding import decode, detect, twice_decoded
from dateline.intake.fields import article_id
from dateline.intake.formats.format import Beginning, Format, Found, Input
from dateline.intake.markup import looks_like_markup
from dateline.intake.pages import Wall, read_page
from dateline.intake.source import MAX_BYTES
from dateline.schema import Article, Problem

_XML = re.compile(
    r"<\?xml|<!DOCTYPE (?!html)|<!ELEMENT|"
    r"<(?!(?:a|b|i|u|em|strong|span|br|img|font|small|big|center|h\d|ul|ol|li|pre|blockquote|table|sup)\b)"
    r"[A-Za-z][\w.:-]*(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>",
    re.IGNORECASE,
)
_PIECE = re.compile(r"<(?:a|b|i|em|strong|span|h\d|ul|ol|table|blockquote)\b[^>]*>", re.IGNORECASE)


def _is_page(beginning: Beginning) -> bool:
    text = beginning.text
    return looks_like_markup(text) or bool(_PIECE.match(text)) or beginning.name.endswith((".html", ".htm", ".xhtml"))


def _is_xml(beginning: Beginning) -> bool:
    return bool(_XML.match(beginning.text))


def _read_xml(given: Input) -> Found:
    match = re.search(r"<([A-Za-z][\w:.-]*)", re.sub(r"<[?!][^>]*>", "", given.head.decode("utf-8", "replace")))
    named = f" ({match[1]})" if match else ""
    yield given.problem(
        "format", f"an XML file of a kind that is not known{named}: export the articles in another format"
    )


def _read_page(given: Input) -> Found:
    yield from _whole(given, markup=True)


def _read_plain(given: Input) -> Found:
    yield from _whole(given, markup=False)


def _whole(given: Input, markup: bool) -> Found:
    raw = given.whole(MAX_BYTES)
    source = given.source
    made_id = source.uri if given.layout.keep_ids else article_id(source.home)
    if raw is None:
        message = f"more than {MAX_BYTES:,} bytes for one article: split it, or give it as JSON lines"
        yield given.problem("too-large", message)
        return
    encoding = detect(raw, markup)
    text, damaged = decode(raw, encoding)
    text, twice = twice_decoded(text)
    if markup:
        page = read_page(text, raw, encoding)
        if isinstance(page, Wall):
            yield given.problem(page.error, page.message)
            return
        yield Article(
            article_id=made_id,
            uri=source.uri,
            text=page.text,
            publisher=page.about.publisher,
            title=page.about.title,
            published_at=page.about.date,
            language=page.about.language,
            text_method="page",
            encoding=encoding,
            raw=raw,
            marked=page.marked,
            source_spans=page.source_spans,
            moments=page.moments,
        )
    elif not text.strip():
        yield given.problem("empty", "there is nothing but white space in this file")
        return
    else:
        kept = raw if twice or damaged else None
        yield Article(made_id, source.uri, text, published_at=published_line(text), encoding=encoding, raw=kept)
    if damaged:
        message = (
            f"{damaged} bytes are not {encoding}; what they stand for is guessed or U+FFFD: convert the file to UTF-8"
        )
        yield Problem(source.uri, "intake", "encoding", message, made_id)
    if twice:
        message = f"{twice} characters were encoded twice and are mended; the bytes are kept as they came"
        yield Problem(source.uri, "intake", "encoding", message, made_id)


PAGE = Format("html", _is_page, _read_page)
XML = Format("xml", _is_xml, _read_xml)
PLAIN = Format("plain", lambda _: True, _read_plain)
