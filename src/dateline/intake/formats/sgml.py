"""Reuters-21578's SGML (Lewis 1997): a thousand stories a file."""

from __future__ import annotations

import html
import re

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_words
from dateline.intake.parts import Part, paragraphs

_STORY = re.compile(r"<REUTERS\b([^>]*)>(.*?)</REUTERS>", re.DOTALL)
_CONTROLS = re.compile(r"&#\d{1,2};|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _told(beginning: Beginning) -> bool:
    return "<REUTERS " in beginning.text[:3000]


@of_words
def _read(given: Input, text: str) -> Found:
    for number, story in enumerate(_STORY.finditer(text), start=1):
        inner = story[2]

        def told(name: str, inner: str = inner) -> str | None:
            match = re.search(rf"<{name}>(.*?)</{name}>", inner, re.DOTALL)
            return _clean(match[1]).strip() or None if match else None

        body = told("BODY")
        if body is None:
            match = re.search(r"<TEXT[^>]*>(.*?)</TEXT>", inner, re.DOTALL)
            body = re.sub(r"<TITLE>.*?</TITLE>|<[^>]+>", "", match[1], flags=re.DOTALL) if match else ""
            body = _clean(body)
        lead = told("DATELINE")
        wrapped = "\n".join(("\n" + line) if line.startswith("    ") else line for line in (body or "").split("\n"))
        parts = tuple(Part(" ".join(p.text.split())) for p in paragraphs(wrapped))
        newid = re.search(r'NEWID="(\d+)"', story[1])
        yield given.article(
            Draft(
                parts=(Part(lead, "dateline"), *parts) if lead and parts else parts,
                identity=f"reuters-21578:{newid[1]}" if newid else None,
                headline=told("TITLE"),
                date=told("DATE"),
                publisher="Reuters",
                method="sgml",
                bare="this story has no body: nothing to read",
            ),
            number,
        )


def _clean(text: str) -> str:
    return html.unescape(_CONTROLS.sub("", text))


REUTERS_SGML = Format("reuters-sgml", _told, _read)
