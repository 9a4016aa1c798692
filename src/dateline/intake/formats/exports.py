"""Text exports of press archives beside Nexis: Factiva's field lines and Europresse, many documents a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.intake.dates import iso_date
from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_words
from dateline.intake.parts import RIGHTS, Part, joined, paragraphs

_FACTIVA_FIELDS = "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CX|CLM|ART|VOL"
_FACTIVA = re.compile(rf"(?m)^({_FACTIVA_FIELDS})(?:[ \t]{{1,6}}(\S.*)|[ \t]*)$")


def _is_factiva(beginning: Beginning) -> bool:
    found = {m[1] for m in _FACTIVA.finditer(beginning.text[:20_000])}
    return "HD" in found and len(found & {"LP", "TD", "PD", "SN", "WC", "LA", "AN"}) >= 3


@of_words
def _read_factiva(given: Input, text: str) -> Found:
    for number, fields in enumerate(_factiva_documents(text.replace("\r\n", "\n")), start=1):
        parts = paragraphs("\n\n".join(fields[k] for k in ("LP", "TD") if fields.get(k)))
        date = " ".join(w for k in ("PD", "ET") if (w := fields.get(k)))
        yield given.article(
            Draft(
                parts=tuple(Part(joined(p.text)) for p in parts),
                identity=_accession(fields.get("AN")),
                headline=" ".join(fields.get("HD", "").split()) or None,
                date=date or None,
                publisher=fields.get("SN"),
                language=fields.get("LA"),
                method="factiva",
            ),
            number,
        )


def _accession(given: str | None) -> str | None:
    return given.removeprefix("Document ").strip() if given else None


def _factiva_documents(text: str) -> Iterator[dict[str, str]]:
    """The fields of each document; one begins where a field of the head comes again."""
    fields: dict[str, str] = {}
    current: str | None = None
    for line in text.split("\n"):
        match = _FACTIVA.match(line)
        if match:
            name = match[1]
            if name in ("SE", "HD") and ("LP" in fields or "TD" in fields or name in fields):
                yield fields
                fields = {}
            current = name
            fields[name] = match[2] or ""
        elif current is not None:
            fields[current] += "\n" + line.strip()
    if fields:
        yield {k: v.strip() for k, v in fields.items()}


_EUROPRESSE = re.compile(
    r"(?:Document [A-Z0-9]*news[·•\xb7][\w·•\xb7.-]+|Nom de la source|Source name\s*:)", re.IGNORECASE
)


def _is_europresse(beginning: Beginning) -> bool:
    return not beginning.text.startswith("<") and bool(_EUROPRESSE.search(beginning.text))


@of_words
def _read_europresse(given: Input, text: str) -> Found:
    pieces = re.split(r"(?m)^.*?news[·•\xb7][\w·•\xb7.-]+.*$", text)
    for number, piece in enumerate([p for p in pieces if len(p.split()) > 20], start=1):
        parts = list(paragraphs(piece))
        dated = next((i for i, p in enumerate(parts[:12]) if len(p.text) < 120 and iso_date(p.text)), None)
        start = (dated + 1) if dated is not None else 0
        headline = parts[start].text if start < len(parts) and len(parts[start].text) < 250 else None
        body = parts[start + (headline is not None) :]
        yield given.article(
            Draft(
                parts=tuple(Part(joined(p.text)) for p in body if not RIGHTS.search(p.text)),
                headline=headline,
                date=parts[dated].text if dated is not None else None,
                publisher=parts[0].text.splitlines()[0] if dated else None,
                method="europresse",
            ),
            number,
        )


FACTIVA_LINES = Format("factiva-lines", _is_factiva, _read_factiva)
EUROPRESSE = Format("europresse", _is_europresse, _read_europresse)
