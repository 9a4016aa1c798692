"""Text exports of Nexis (LexisNexis), old and new, many documents a file; office files hold the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.intake.dates import iso_date
from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_words
from dateline.intake.parts import RIGHTS, Part, joined, paragraphs

_COUNT = re.compile(r"(?m)^[ \t]*(?:Document\s+)?\d+ (?:of|de|von|di) \d+(?: DOCUMENTS?)?[ \t]*\r?$", re.IGNORECASE)
_NEXIS_FIELDS = frozenset(
    """SECTION LENGTH BYLINE HEADLINE DATELINE LOAD-DATE LANGUAGE PUBLICATION-TYPE GRAPHIC HIGHLIGHT JOURNAL-CODE SOURCE
    COPYRIGHT SERIES CORRECTION TYPE SUBJECT PERSON COMPANY ORGANIZATION TICKER INDUSTRY GEOGRAPHIC STATE CITY COUNTRY
    NOTES URL DOCUMENT-TYPE TRANSMISSION-DATE CORRECTION-DATE TITLE BODY EDITION ISSN CLASSIFICATION PUBTYPE NAME AUTHOR
    DISTRIBUTION KEYWORDS TRANSCRIPT GUESTS CONTRIBUTOR WEB PAGE PAGES ACC-NO""".split()  # noqa: SIM905
)
_TAIL = frozenset(
    _NEXIS_FIELDS - {"BYLINE", "HEADLINE", "DATELINE", "HIGHLIGHT", "BODY", "SECTION", "LENGTH", "SERIES", "TITLE"}
)
_NEW_TAIL = frozenset(
    {"LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "SUBJECT", "COMPANY", "ORGANIZATION", "INDUSTRY", "GEOGRAPHIC",
     "PERSON", "JOURNAL CODE", "NOTES", "CORRECTION-DATE", "TICKER"}
)  # fmt: skip
_END = re.compile(r"(?m)^[ \t]*End of Document[ \t]*\r?$")
_NEW_FIELD = re.compile(r"([A-Z][A-Za-z-]+(?: [A-Z][a-z]+)?):[\xa0 ]+(.*)", re.DOTALL)


def _is_nexis(beginning: Beginning) -> bool:
    text = beginning.text
    if "End of Document" in text and _END.search(text):
        return True
    if text.startswith("<"):
        return False
    marks = len(re.findall(r"(?m)^[ \t]*(?:SECTION|LENGTH|LOAD-DATE|BYLINE|PUBLICATION-TYPE|LANGUAGE):", text))
    return (bool(_COUNT.search(text)) and marks >= 1) or (marks >= 3 and "LENGTH:" in text)


@of_words
def _read_nexis(given: Input, text: str) -> Found:
    for number, draft in enumerate(_nexis_drafts(text), start=1):
        yield given.article(draft, number)


def nexis_articles(given: Input, text: str) -> Found | None:
    """The articles of a Nexis export that is in an office file; None where its ``text`` is none."""
    if not _is_nexis(Beginning(b"", text)):
        return None
    return (given.article(draft, number) for number, draft in enumerate(_nexis_drafts(text), start=1))


def _nexis_drafts(text: str) -> Iterator[Draft]:
    if _END.search(text):
        yield from (_new_draft(piece) for piece in _END.split(text)[:-1])
        return
    pieces = _COUNT.split(text)
    for document in pieces[1:] if len(pieces) > 1 else pieces:
        yield _nexis_draft(document)


def _nexis_draft(document: str) -> Draft:
    """A document: source, date and headline stand above the fields, the body between those of the head and the tail."""
    above: list[str] = []
    body: list[Part] = []
    fields: dict[str, str] = {}
    for part in paragraphs(document):
        name, value = _nexis_field(part.text)
        if name is not None:
            fields.setdefault(name, value)
        elif not fields:
            above.append(part.text)
        elif not any(n in _TAIL for n in fields) and not _is_right(part.text):
            body.append(Part(joined(part.text)))
    above = [words.strip() for words in above]
    lines = [(joined(words), words.splitlines()[0]) for words in above]
    dated = next((i for i, (line, first) in enumerate(lines) if len(line) < 120 and iso_date(first)), None)
    under = above[(dated + 1) if dated is not None else 1 :]
    headline = fields.get("HEADLINE") or fields.get("TITLE") or (joined(under[0]) if under else None)
    if not body:
        body = [Part(joined(words)) for words in under[1:]]
    lead = fields.get("DATELINE")
    return Draft(
        parts=(Part(lead, "dateline"), *body) if lead and body else tuple(body),
        identity=fields.get("ACC-NO") or fields.get("URL"),
        headline=headline,
        date=joined(above[dated].splitlines()[0]) if dated is not None else fields.get("LOAD-DATE"),
        publisher=_source([joined(words) for words in above[:dated]]),
        language=fields.get("LANGUAGE"),
        method="nexis",
    )


def _new_draft(piece: str) -> Draft:
    """A document of the newer form: headline, source and date, fields, the line "Body", and fields at the end.

    Before the first stands the list of all documents with the terms that were searched for.
    """
    lines = [joined(line) for line in piece.replace("\r\n", "\n").split("\n") if line.strip()]
    body_at = next((i for i, line in enumerate(lines) if line == "Body"), len(lines))
    head = lines[:body_at]
    dated = next((i for i in range(len(head) - 1, 0, -1) if len(head[i]) < 70 and _is_day(head[i])), None)
    fields = {m[1].upper(): m[2] for line in head[dated or 0 :] if (m := _NEW_FIELD.match(line))}
    body: list[str] = []
    for line in lines[body_at + 1 :]:
        match = _NEW_FIELD.match(line)
        if match and match[1].upper() in _NEW_TAIL:
            fields.setdefault(match[1].upper(), match[2])
            break
        body.append(line)
    return Draft(
        parts=tuple(Part(line) for line in body if line not in ("Graphic", "Classification")),
        headline=head[dated - 2] if dated is not None and dated > 1 else (head[0] if head else None),
        date=head[dated] if dated is not None else fields.get("LOAD-DATE"),
        publisher=head[dated - 1] if dated else None,
        language=fields.get("LANGUAGE"),
        method="nexis",
    )


def _is_day(line: str) -> bool:
    """A line that is a date and little else."""
    return bool(iso_date(line)) and _NEW_FIELD.match(line) is None and not RIGHTS.search(line)


def _is_right(paragraph: str) -> bool:
    """A line of copyright."""
    return len(paragraph) < 200 and bool(RIGHTS.search(paragraph))


def _source(lines: Sequence[str]) -> str | None:
    """The last line above the date that is no right."""
    named = [line for line in lines if not RIGHTS.search(line) and len(line) < 120]
    return named[-1] if named else None


def _nexis_field(paragraph: str) -> tuple[str | None, str]:
    match = re.match(r"([A-Z][A-Z-]+):\s*", paragraph)
    if match is None or match[1] not in _NEXIS_FIELDS:
        return None, ""
    return match[1], " ".join(paragraph[match.end() :].split())


NEXIS = Format("nexis", _is_nexis, _read_nexis)
