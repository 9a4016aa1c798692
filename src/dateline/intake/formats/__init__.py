"""The formats that articles come in, each told by the first bytes of a file and not by its name.

A new format is one file beside this one and one line in ``FORMATS``; the first that tells a file is its own reads it.
"""

from __future__ import annotations

from dateline.intake.encoding import decode, detect, is_binary
from dateline.intake.formats.bundles import TAR, WARC, ZIP, ZSTD
from dateline.intake.formats.documents import DOCX, PDF, RTF
from dateline.intake.formats.exports import EUROPRESSE, FACTIVA_LINES
from dateline.intake.formats.factiva import FACTIVA_HTML, FACTIVA_XML
from dateline.intake.formats.feeds import FEED
from dateline.intake.formats.format import Beginning, Format, Found, Input
from dateline.intake.formats.mail import MAILBOX, MESSAGE
from dateline.intake.formats.newsml import NEWSML_1, NEWSML_G2
from dateline.intake.formats.nexis import NEXIS
from dateline.intake.formats.nitf import NITF
from dateline.intake.formats.page import PAGE, PLAIN, XML
from dateline.intake.formats.proquest import PROQUEST
from dateline.intake.formats.rows import CSV, JSON, JSON_LINES, PARQUET
from dateline.intake.formats.sgml import REUTERS_SGML
from dateline.intake.formats.subtitles import SUBTITLES
from dateline.intake.formats.telex import TELEX

__all__ = ["FORMATS", "Format", "Input", "read_input"]

FORMATS: tuple[Format, ...] = (
    PARQUET, PDF, DOCX, RTF, WARC, ZIP, TAR, ZSTD,
    NEWSML_G2, NEWSML_1, NITF, FEED, FACTIVA_XML, FACTIVA_HTML, PROQUEST, REUTERS_SGML,
    JSON_LINES, JSON, TELEX, SUBTITLES, MAILBOX, MESSAGE, NEXIS, FACTIVA_LINES, EUROPRESSE,
    PAGE, XML, CSV, PLAIN,
)  # fmt: skip


def read_input(given: Input) -> Found:
    """The articles of an opened file, and what is wrong with it."""
    if not given.head.strip():
        yield given.problem("empty", "there is nothing in this file")
        return
    text = decode(given.head, detect(given.head, markup=True))[0].lstrip("\ufeff \t\r\n")
    name = given.source.uri.lower().removesuffix(".gz")
    beginning = Beginning(given.head, text, name)
    binary = is_binary(given.head)
    for found in FORMATS:
        if (found.binary or found is TELEX or not binary) and found.told(beginning):
            yield from found.read(given)
            return
    yield given.problem("binary", "these bytes are no text in a format that is known: convert the file to text or HTML")
