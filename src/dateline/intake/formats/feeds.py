"""RSS and Atom feeds, and WordPress exports (WXR), read by feedparser.

An entry's full body is read where the feed gives it; else its summary is, with a problem that says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_bytes
from dateline.intake.parts import Part, paragraphs
from dateline.intake.trees import has_tags, html_parts, unescaped

_REFERENCE = re.compile(rb"&#([xX][0-9a-fA-F]+|[0-9]+);?")
_ROOT = re.compile(r"<(?:rss|(?:\w+:)?RDF|(?:atom:)?feed)[\s>]|^(?:<[?!][^>]*>\s*)*<(?:atom:)?entry[\s>]")
_SHORT = "the feed gives only a summary of this article; the summary is read"
_UNPUBLISHED = frozenset({"draft", "auto-draft", "pending", "future", "private"})
_CAPTION = re.compile(
    r"\[caption[^\]]*\](?:\s*(?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?)?(.*?)\[/caption\]", re.DOTALL
)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|embed|audio|video|playlist|wpvideo|youtube|vc_\w+|et_pb_\w+|su_\w+)\b[^\]\n]*\]"
)
_POSTS = frozenset({"", "post", "page"})


def _told(beginning: Beginning) -> bool:
    text = beginning.text[:3000]
    return text.startswith("<") and bool(_ROOT.search(text)) and "<html" not in text[:200].lower()


@of_bytes()
def _read(given: Input, raw: bytes) -> Found:
    import feedparser

    if b"<!ENTITY" in raw[:10_000]:
        yield given.problem("xml", "this feed declares entities of its own, which are not expanded: nothing is read")
        return
    raw = _REFERENCE.sub(lambda m: m.group() if _is_character(m) else b"&#xfffd;", raw)
    try:
        found = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # what it does not foresee in broken feeds
        yield given.problem(
            "damaged", f"this feed is broken where its reader does not foresee it ({error}): fetch it again"
        )
        return
    entries = [e for e in found.entries if e.get("wp_post_type", "") in _POSTS]
    if not entries:
        yield given.problem("empty", "there is no entry in this feed")
    for number, entry in enumerate(entries, start=1):
        if (status := entry.get("wp_status", "")) in _UNPUBLISHED:
            title = _plain(entry.get("title")) or "this post"
            yield given.problem("unpublished", f"“{title[:80]}” is {status} and was not published: left out", number)
        else:
            yield given.article(_draft(entry, found.feed), number)


def _is_character(reference: re.Match[bytes]) -> bool:
    """Whether a reference by number is to a character that there is."""
    told = reference[1].lower()
    return len(told) < 9 and int(told[1:] or b"0", 16) < 0x110000 if told[:1] == b"x" else int(told[:9]) < 0x110000


def _draft(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Draft:
    full = max((c.get("value") or "" for c in entry.get("content") or ()), key=len, default="")
    summary = entry.get("summary") or ""
    body = full if len(full) >= len(summary) or len(full) > 400 else summary
    parts = text_parts(body)
    source = entry.get("source") or {}
    return Draft(
        parts=parts,
        identity=entry.get("id") or entry.get("link"),
        uri=entry.get("link"),
        headline=_plain(entry.get("title")),
        date=_wordpress_date(entry) or entry.get("published") or entry.get("updated"),
        publisher=_plain(source.get("title")) or _plain(feed.get("title")),
        language=entry.get("language") or feed.get("language"),
        method="feed",
        short=_SHORT if parts and not full else None,
        withdrawn=entry.get("wp_status", "publish") in ("trash",),
    )


def _wordpress_date(entry: Mapping[str, Any]) -> str | None:
    """When a post was published: in UTC where the export has it so, else by the clock of the site."""
    utc = entry.get("wp_post_date_gmt") or ""
    return f"{utc}Z" if utc and not utc.startswith("0000") else entry.get("wp_post_date")


def text_parts(body: str) -> tuple[Part, ...]:
    """The paragraphs of a field that holds HTML, escaped HTML or plain text."""
    text = _SHORTCODE.sub("", _CAPTION.sub(r"<figure><figcaption>\1</figcaption></figure>", unescaped(body)))
    return html_parts(text.replace("\n\n", "<p>")) if has_tags(text) else paragraphs(text)


def _plain(given: str | None) -> str | None:
    if not given:
        return None
    text = unescaped(given)
    return " ".join(p.text for p in html_parts(text)) if has_tags(text) or "&" in text else text


FEED = Format("feed", _told, _read)
