"""Subtitles: SubRip (.srt) and WebVTT (.vtt).

Each cue keeps where its words stand in the text: its time code (``moments``) and its bytes (``source_spans``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.intake.encoding import decode, detect, encoded
from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_bytes
from dateline.intake.parts import PARAGRAPHS, Part
from dateline.schema import Article, Moment, SourceSpan

_REST = r"[ \t]*-->[ \t]*(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}"
_TIMES = rf"(?:\d{{1,2}}:)?\d{{2}}:\d{{2}}[,.]\d{{3}}{_REST}"
_CUE = re.compile(
    rf"(?m)^(?P<code>(?:\d{{1,2}}:)?\d{{2}}:\d{{2}}[,.]\d{{3}})(?={_REST})[^\r\n]*(?:\r\n?|\n)"
    r"(?P<words>(?:[^\r\n]*[^\s][^\r\n]*(?:\r\n?|\n|\Z))*)"
)
_TAGS = re.compile(r"</?[^>\n]{1,60}>|\{\\[^}\n]{1,40}\}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TURN = re.compile(r"(?m)^(?=[-–—] ?\w)")
"""Where somebody else begins to speak in the same cue."""
_OPENS = re.compile(r"[-–—>]|[A-Z]{2,}[A-Z .]*:")
_ENDS = (".", "!", "?", "…", '"', "”", ":")


def _told(beginning: Beginning) -> bool:
    text = beginning.text.replace("\r\n", "\n")
    return text.startswith("WEBVTT") or bool(re.match(rf"\d+\n{_TIMES}", text))


@of_bytes()
def _read(given: Input, raw: bytes) -> Found:
    encoding = detect(raw)
    text = decode(raw, encoding)[0]
    lead = len(raw) - len(encoded(text, encoding) or b"")
    lines: list[str] = []
    moments: list[Moment] = []
    spans: list[SourceSpan] = []
    at = read = 0
    count = lead
    for cue in _CUE.finditer(text):
        count += len(encoded(text[read : cue.start()], encoding) or b"")
        size = len(encoded(cue.group(), encoding) or b"")
        for words in filter(None, map(_spoken, _TURN.split(cue["words"]))):
            follows = bool(lines) and not lines[-1].endswith(_ENDS) and not _OPENS.match(words)
            at += len(" " if follows else PARAGRAPHS) if lines else 0
            if follows:
                lines[-1] += " " + words
            else:
                lines.append(words)
            spans.append(SourceSpan(at, at + len(words), count, count + size))
            moments.append(Moment(at, at + len(words), code=_code(cue["code"])))
            at += len(words)
        count, read = count + size, cue.end()
    article = given.article(Draft(parts=tuple(Part(line) for line in lines), method="subtitles"))
    if isinstance(article, Article):
        kept = tuple(spans) if lead in (0, 2, 3, 4) else ()
        article = replace(article, raw=raw, encoding=encoding, source_spans=kept, moments=tuple(moments))
    yield article


def _code(written: str) -> str:
    """A time code with hours, two digits each: ``00:01:02.500``."""
    parts = written.replace(",", ".").split(":")
    return ":".join(part.zfill(2) for part in ["0"] * (3 - len(parts)) + parts)


def _spoken(words: str) -> str:
    voiced = _VOICE.sub(lambda m: f"{m[1].strip()}: ", words)
    return " ".join(_TAGS.sub("", voiced).split())


SUBTITLES = Format("subtitles", _told, _read)
