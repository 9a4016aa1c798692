"""ninjs, News in JSON of the IPTC (versions 1 to 3): the article in one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.intake.formats.format import Draft
from dateline.intake.parts import Part, paragraphs
from dateline.intake.trees import has_tags, html_parts, unescaped

_BODIES = ("body_html", "body_xhtml", "bodyhtml", "bodyxhtml", "body_html5", "body_richhtml5", "body_text", "bodytext")
_SIGNS = ("versioncreated", "pubstatus", "representationtype", "copyrightnotice", "copyrightholder", "firstcreated",
          "contentcreated", "urgency", "slugline", "headlines", "bodies", "usageterms", "body_xhtml")  # fmt: skip
_KILLED = ("canceled", "cancelled", "withheld")
_PICTURES = frozenset({"picture", "photo", "graphic", "video", "audio", "composite", "event", "component", "package"})

Row = Mapping[str, object]


def is_ninjs(row: Row) -> bool:
    """Whether ``row`` is a ninjs item: an address or a body, and keys that only this standard has."""
    keys = {str(key).lower() for key in row}
    return ("uri" in keys or "bodies" in keys) and sum(sign in keys for sign in _SIGNS) >= 2


def ninjs_draft(row: Row) -> Draft:
    """What a ninjs item says of its article."""
    low = {str(key).lower(): value for key, value in row.items()}
    kind = str(low.get("type") or "item")
    uri = _text(low.get("uri"))
    parts = _parts(low)
    short = None
    if not parts and kind not in _PICTURES:
        parts = paragraphs(_text(low.get("description_text")) or _role(low.get("descriptions")) or "")
        short = "the item has only a summary of this article; the summary is read"
    return Draft(
        parts=parts,
        identity=uri,
        uri=uri if uri and uri.startswith("http") else None,
        headline=_plain(_text(low.get("headline")) or _role(low.get("headlines")) or _text(low.get("title"))),
        date=_text(low.get("firstcreated")) or _text(low.get("contentcreated")) or _text(low.get("versioncreated")),
        publisher=_text(low.get("provider")) or _source(low.get("infosources")) or _text(low.get("copyrightholder")),
        language=_text(low.get("language")),
        version=_text(low.get("version")),
        withdrawn=str(low.get("pubstatus") or "").lower() in _KILLED,
        embargo=_text(low.get("embargoed")) or _text(low.get("embargo")),
        method="ninjs",
        short=short if parts else None,
        bare=f"a ninjs item of type {kind!r} without a body: nothing to read",
    )


def _parts(low: Row) -> tuple[Part, ...]:
    for key in _BODIES:
        if text := _text(low.get(key)):
            return _read(text)
    if text := _text(low.get("body")):
        return _read(text)
    bodies = low.get("bodies")
    if not isinstance(bodies, Sequence):
        return ()
    held = [{str(k).lower(): v for k, v in b.items()} for b in bodies if isinstance(b, Mapping)]
    best = sorted(held, key=_preference)
    return next((parts for b in best if (parts := _read(_text(b.get("value")) or ""))), ())


def _preference(body: Row) -> int:
    kind = str(body.get("contenttype") or body.get("role") or "").lower()
    return (
        0 if "html" in kind and "rich" not in str(body.get("role")) else (1 if "plain" in kind or "text" in kind else 2)
    )


def _read(value: str) -> tuple[Part, ...]:
    text = unescaped(value)
    return html_parts(text) if has_tags(text) else paragraphs(text)


def _role(value: object) -> str | None:
    """The main one of ``headlines`` or ``descriptions``."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    held = [h for h in value if isinstance(h, Mapping)]
    main = next((h for h in held if str(h.get("role")) in ("main", "headline", "text")), held[0] if held else None)
    return None if main is None else _text(main.get("value"))


def _source(value: object) -> str | None:
    held = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return next((name for h in held if isinstance(h, Mapping) and (name := _text(h.get("name")))), None)


def _text(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("value")
    if isinstance(value, bool) or value is None:
        return None
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _plain(headline: str | None) -> str | None:
    if headline is None:
        return None
    text = unescaped(headline)
    return " ".join(p.text for p in html_parts(text)) or None if has_tags(text) else text
