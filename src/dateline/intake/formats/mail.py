"""E-mail: one message (.eml), a mailbox of many (.mbox), and pages saved as one (.mht)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from dateline.intake.formats.format import Beginning, Draft, Format, Found, Input, of_bytes
from dateline.intake.formats.proquest import proquest_articles
from dateline.intake.pages import Page, read_page
from dateline.intake.parts import Part, paragraphs
from dateline.intake.trees import html_parts

_HEADER = re.compile(r"^[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]", re.MULTILINE)
_NEEDED = re.compile(r"(?im)^(?:from|date|received|subject|mime-version|return-path|message-id):")
_MBOX = re.compile(rb"(?m)^From \S+.*\d{4}\r?$")
_SIGNATURE = re.compile(r"(?m)^-- ?\r?$")


def _is_message(beginning: Beginning) -> bool:
    lines = beginning.text.split("\n", 1)[0]
    if not _HEADER.match(lines):
        return False
    head = beginning.text.replace("\r\n", "\n").partition("\n\n")[0]
    return len({m.group().lower() for m in _NEEDED.finditer(head)}) >= 3


def _is_mailbox(beginning: Beginning) -> bool:
    return bool(_MBOX.match(beginning.raw)) and "\nFrom:" in beginning.text.replace("\r\n", "\n")


@of_bytes()
def _read_message(given: Input, raw: bytes) -> Found:
    yield from _articles(raw, given, None)


def _read_mailbox(given: Input) -> Found:
    for number, raw in enumerate(_messages(given), start=1):
        yield from _articles(raw, given, number)


def _messages(given: Input) -> Iterator[bytes]:
    """The messages of a mailbox, one at a time."""
    held: list[bytes] = []
    rest = given.head
    while True:
        more = given.stream.read(1 << 20)
        lines = (rest + more).split(b"\n")
        rest = lines.pop() if more else b""
        for line in lines:
            if line.startswith(b"From ") and _MBOX.match(line):
                if held:
                    yield b"\n".join(held)
                held = []
            else:
                held.append(line[1:] if line.startswith(b">From ") else line)
        if not more:
            break
    if held:
        yield b"\n".join(held)


def _articles(raw: bytes, given: Input, number: int | None) -> Found:
    message = message_from_bytes(raw, policy=policy.default)
    try:
        yield from _parts_of(message, given, number)
    except (LookupError, ArithmeticError, ValueError, AttributeError, TypeError, IndexError) as error:
        reason = str(error) or type(error).__name__
        yield given.problem("mail", f"this message cannot be taken apart ({reason}): save it anew", number)


def _parts_of(message: EmailMessage, given: Input, number: int | None) -> Found:
    page = message.get_body(("html",))
    plain = message.get_body(("plain",))
    markup = _content(page)
    if "DocID_MSTAR" in markup or "ProQuest document" in markup:
        yield from proquest_articles(markup, given)
        return
    text = _SIGNATURE.split(_content(plain))[0]
    parts: tuple[Part, ...] = paragraphs(text)
    location = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    if location or not parts:
        found = read_page(markup) if markup else None
        parts = paragraphs(found.text) if isinstance(found, Page) else html_parts(markup)
    attached = list(_attachments(message))
    if attached and not any(p.text.strip() for p in parts):
        yield from _attached(attached, given, number)
        return
    sender = str(message.get("From") or "")
    yield given.article(
        Draft(
            parts=parts,
            identity=str(message.get("Message-ID") or "").strip() or None,
            uri=str(location) if location else None,
            headline=str(message.get("Subject") or "") or None,
            date=str(message.get("Date") or "") or None,
            publisher=re.sub(r"\s*<[^>]*>\s*$", "", sender).strip(' "') or None,
            method="mail",
            bare="this message has no text: nothing to read",
        ),
        number,
    )
    yield from _attached(attached, given, number)


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The files that hang on a message, by their names; pictures, sound and films are no copy."""
    for part in message.iter_attachments() if message.is_multipart() else ():
        name, content = part.get_filename(), part.get_payload(decode=True)
        if name and isinstance(content, bytes) and part.get_content_maintype() not in ("image", "audio", "video"):
            yield name, content


def _attached(files: Iterable[tuple[str, bytes]], given: Input, number: int | None) -> Found:
    """The articles of the files that hang on a message."""
    from dateline.intake.formats import read_input
    from dateline.intake.formats.bundles import DEPTH, inside

    for name, content in files:
        place = name if number is None else f"{number}/{name}"
        if given.depth < DEPTH:
            yield from read_input(inside(given, place, io.BytesIO(content)))


def _content(part: object) -> str:
    if part is None:
        return ""
    found = cast("EmailMessage", part).get_content()
    return found if isinstance(found, str) else ""


MESSAGE = Format("mail", _is_message, _read_message)
MAILBOX = Format("mbox", _is_mailbox, _read_mailbox)
