"""Wire copy with control characters: ANPA 1312 (American agencies) and IPTC 7901 (European ones).

SOH (1) opens the header, STX (2) the text, ETX (3) ends it; in ANPA each line of the head ends in "<" or "=", and
shift characters stand before lines.
"""

from __future__ import annotations

import re

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_words
from dateline.intake.parts import Part, paragraphs

_OPENS = re.compile(rb"[\x16\s]*\x01")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_HEAD_END = re.compile(r"[<=]\s*$")
_NOTE = re.compile(r"^(?:Eds?:|AP (?:Photo|Video|Graphic)|With AP|Editors?:|#|\*)", re.IGNORECASE)
_BY = re.compile(r"^By\b|^(?:Associated Press|AP \w+(?: \w+){0,2}|The Associated Press)$")
_SENT = re.compile(r"-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT")
_FILED = re.compile(r"\b(\d\d)(\d\d)(\d\d)\s+(?:GMT|UTC|Z)?\s*([A-Z][a-z]{2})\s+(\d\d|\d{4})\s*$")
_INDENT = re.compile(r"\n(?= {3,}\S)")
_TAKE = re.compile(
    r"^(?:REFILE|(?:\d+(?:ST|ND|RD|TH) )?LEAD|URGENT|BULLETIN|FLASH|ADVISORY|CORRECTION|UPDATE)$", re.IGNORECASE
)


def _told(beginning: Beginning) -> bool:
    return bool(_OPENS.match(beginning.raw)) and b"\x02" in beginning.raw[:2000]


@of_words
def _read(given: Input, text: str) -> Found:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = [p for p in text.split("\x01") if "\x02" in p]
    for number, piece in enumerate(pieces, start=1):
        header, _, rest = piece.partition("\x02")
        body = rest.partition("\x03")[0]
        lines = body.split("\n")
        is_anpa = any(_HEAD_END.search(line) and line.rstrip().endswith("<") for line in lines[:8])
        draft = _anpa(header, lines, rest) if is_anpa else _iptc(header, body, rest)
        yield given.article(draft, number if len(pieces) > 1 else None)


def _anpa(header: str, lines: list[str], rest: str) -> Draft:
    """Slug, headline, notes and byline end in "<" or "="; the story is in the other lines.

    When it was sent stands at the end of the text or behind it, in ``rest``.
    """
    head: list[str] = []
    story: list[Part] = []
    sent = _SENT.search(rest[-1000:])
    for line in lines:
        words = " ".join(_CONTROLS.sub("", line).split()).removeprefix("^")
        if not words:
            continue
        if _HEAD_END.search(words) and not story:
            head.append(words.rstrip("<= "))
        elif words in ("___", "-----") or _ends(words):
            continue
        else:
            story.append(Part(words))
    titles = [h for h in head[1:] if not _NOTE.match(h) and not _BY.match(h)]
    # the summary that stands between head and byline is told again by the story
    if len(story) > 1 and head and story[0].text[:60].casefold() in story[1].text.casefold():
        story = story[1:]
    version = re.search(r"\b(\d+)(?:st|nd|rd|th) ?Ld\b", header)
    return Draft(
        parts=tuple(story),
        headline=titles[0] if titles else (head[0] if head else None),
        date=f"20{sent[3]}-{sent[1]}-{sent[2]}T{sent[4]}:{sent[5]}:00Z" if sent else None,
        version=version[1] if version else None,
        withdrawn=bool(re.search(r"\bBC-APNewsAlert--KILL|\bKILL\b", header)),
        method="anpa",
    )


def _ends(words: str) -> bool:
    """A line of service at the end: "AP-WF-11-13-13 1049GMT"."""
    return bool(re.fullmatch(r"A[PF]P?-[\w-]+ \d{4}GMT.*|\(?MORE\)?|\(?END\)?", words))


def _iptc(header: str, body: str, rest: str) -> Draft:
    """Keywords in the header, then a headline, then paragraphs; what stands behind "# dpa NOTEBOOK" are notes.

    Paragraphs stand under blank lines or open with an indent; when it was filed stands at the end, or behind it in
    ``rest``.
    """
    clean = _INDENT.sub("\n\n", _CONTROLS.sub("", body))
    found = [p for p in paragraphs(clean) if p.text.strip(" =")]
    headline: str | None = None
    byline: list[Part] = []
    if found:
        lines = [line.strip() for line in found[0].text.split("\n") if line.strip()]
        if all(len(line) < 120 for line in lines) and not lines[-1].endswith("."):
            titles = [line.rstrip(" =") for line in lines if not _TAKE.match(line) and not line.startswith("By ")]
            byline = [Part(line.rstrip(" ="), "byline") for line in lines if line.startswith("By ")]
            headline = titles[0] if titles else None
            found = found[1:]
    parts: list[Part] = [*byline]
    notes = False
    for part in found:
        notes = notes or part.text.lstrip().startswith(("# ", "## ", "- - - -"))
        parts.append(Part(" ".join(part.text.split()).removesuffix(" ="), "note" if notes else "body"))
    filed = _FILED.search(clean) or _FILED.search(_CONTROLS.sub("", rest)[-200:])
    return Draft(
        parts=tuple(parts),
        headline=headline or _keywords(header),
        date=f"{filed[1]} {filed[4]} 20{filed[5][-2:]} {filed[2]}:{filed[3]} GMT" if filed else None,
        method="iptc7901",
    )


def _keywords(header: str) -> str | None:
    lines = [line.strip(" /") for line in _CONTROLS.sub("", header).split("\n") if line.strip()]
    return lines[-1] if len(lines) > 1 else None


TELEX = Format("telex", _told, _read)
