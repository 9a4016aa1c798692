"""Subtitles: SubRip (.srt) and WebVTT (.vtt). Each line of speech keeps, in ``source_spans``, where its cue stands."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.intake.encoding import decode, detect
from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input
from dateline.intake.parts import PARAGRAPHS, Part
from dateline.schema import Article, SourceSpan

_TIMES = r"(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}"
_CUE = re.compile(rf"(?m)^{_TIMES}[^\n]*\n(?P<words>(?:[^\n]*\S[^\n]*\n?)*)")
_TAGS = re.compile(r"</?[^>\n]{1,60}>|\{\\[^}\n]{1,40}\}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_ENDS = (".", "!", "?", "…", '"', "”", ":")


def _told(beginning: Beginning) -> bool:
    text = beginning.text.replace("\r\n", "\n")
    return text.startswith("WEBVTT") or bool(re.match(rf"\d+\n{_TIMES}", text))


def _read(given: Input) -> Found:
    raw = given.whole()
    if raw is None:
        yield given.too_large()
        return
    encoding = detect(raw)
    text = decode(raw, encoding)[0].replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    places: list[tuple[int, int, int]] = []
    at = 0
    for cue in _CUE.finditer(text):
        words = _spoken(cue["words"])
        if not words:
            continue
        follows = bool(lines) and not lines[-1].endswith(_ENDS) and not re.match(r"[-–—>]|[A-Z]{2,}[A-Z .]*:", words)
        glue = " " if follows else PARAGRAPHS
        at += len(glue) if lines else 0
        if follows:
            lines[-1] += " " + words
        else:
            lines.append(words)
        places.append((at, at + len(words), cue.start()))
        at += len(words)
    article = given.article(Draft(parts=tuple(Part(line) for line in lines), method="subtitles"))
    if isinstance(article, Article):
        spans = tuple(_span(text, encoding, *place) for place in places)
        article = replace(article, raw=raw, encoding=encoding, source_spans=spans)
    yield article


def _span(text: str, encoding: str, start: int, end: int, cue: int) -> SourceSpan:
    """A line and the bytes of its cue, its time code first."""
    stop = text.find("\n\n", cue)
    before = len(text[:cue].encode(encoding, "replace"))
    return SourceSpan(
        start, end, before, before + len(text[cue : stop if stop >= 0 else len(text)].encode(encoding, "replace"))
    )


def _spoken(words: str) -> str:
    voiced = _VOICE.sub(lambda m: f"{m[1].strip()}: ", words)
    return " ".join(_TAGS.sub("", voiced).split())


SUBTITLES = Format("subtitles", _told, _read)
