"""Which characters the bytes of a file stand for.

In this order: a byte-order mark; what the markup declares; UTF-16 without a mark, by its zero bytes; UTF-8, which
hardly anything else happens to be; then the eight-bit sets. Cyrillic ones are told by runs of high bytes that make
words of usual letters, Western ones by single high bytes between plain letters (accents) or around words (quotation
marks). charset-normalizer is asked only where these say nothing, and only for encodings that newsrooms use. Which one
was assumed is kept with the article. A stray byte of windows-1252 in a UTF-8 file is read as what it stands for there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS = tuple(mark for mark, _ in _MARKS)
"""The byte-order marks."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
_SAMPLE = 200_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_GOOD = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_USUAL_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
"""The letters of Russian from the most to the least usual."""
_NEWSROOMS = tuple(
    """cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 koi8_r koi8_u iso8859_2 iso8859_5 iso8859_7
    iso8859_8 iso8859_9 iso8859_15 gb18030 big5 shift_jis euc_jp euc_kr mac_roman tis_620""".split()  # noqa: SIM905
)
"""The encodings that are guessed; a declaration is believed for these and for Unicode's."""
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"RIFF")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NAMES = {"cp1251": "windows-1251", "cp1252": "windows-1252", "ascii": "utf-8", "latin-1": "windows-1252"}
_WESTERN = bytes(range(256)).decode("cp1252", "surrogateescape").translate({0xDC00 + b: b for b in range(0x80, 0x100)})
"""windows-1252 as browsers read it: the five bytes that it leaves open are control characters."""
_CONTINUED = "".join(_WESTERN[b] for b in range(0x80, 0xC0))
_TWICE = re.compile(
    f"[Â-ß][{re.escape(_CONTINUED)}]|[à-ï][{re.escape(_CONTINUED)}]{{2}}|[ð-ô][{re.escape(_CONTINUED)}]{{3}}"
)
"""Characters of windows-1252 that are the bytes of one in UTF-8."""
_FIRSTS = "".join(map(chr, range(0xC2, 0xF5)))
"""What the first byte of a character in UTF-8 is taken for."""
_TO_WESTERN = {ord(c): b for b, c in enumerate(_WESTERN)}


def is_binary(raw: bytes) -> bool:
    """Whether ``raw`` (a file or its beginning) is no text in any encoding."""
    if raw.startswith(_BINARY):
        return True
    if any(raw.startswith(mark) for mark, _ in _MARKS) or _zero_bytes(raw):
        return False
    sample = raw[:_SAMPLE]
    return bool(sample) and len(_CONTROL.findall(sample)) > 0.02 * len(sample)


def detect(raw: bytes, markup: bool = False) -> str:
    """The name of the encoding that ``raw`` (a file or its beginning) is taken to be in."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    zero = _zero_bytes(raw)
    if zero:
        return zero
    if _is_utf8(raw):
        return "utf-8"
    if markup and (declared := _declared(raw)):
        return declared
    return _mostly_utf8(raw) or _eight_bit(raw[:_SAMPLE])


def decode(raw: bytes, encoding: str) -> tuple[str, int]:
    """``raw`` as text without a byte-order mark, and how many sequences of bytes had no meaning (U+FFFD each)."""
    for mark, name in _MARKS:
        if name == encoding and raw.startswith(mark):
            raw = raw[len(mark) :]
            break
    if encoding == "windows-1252":
        return codecs.charmap_decode(raw, "strict", _WESTERN)[0], 0
    try:
        return raw.decode(encoding), 0
    except UnicodeDecodeError:
        text = raw.decode(encoding, "dateline-stray" if encoding == "utf-8" else "replace")
        return text, max(1, text.count("\ufffd") + len(_bad_runs(raw)) if encoding == "utf-8" else text.count("\ufffd"))


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A byte between plain letters as windows-1252 has it; anything else that is no UTF-8 as U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    after = error.object[error.end : error.end + 1]
    alone = len(bad) == 1 and not (after and 0x80 <= after[0] <= 0xBF)
    meant = codecs.charmap_decode(bad, "strict", _WESTERN)[0] if alone else ""
    return (meant if meant and meant.isprintable() else "\ufffd"), error.end


codecs.register_error("dateline-stray", _stray)


def decoded_pieces(raw: bytes, encoding: str) -> Iterator[tuple[str, int, int]]:
    """``decode(raw, encoding)`` in pieces, each with its bytes: those that have a meaning, and each that has none.

    Bytes of a piece that has a meaning are what ``encoded`` gives of it.
    """
    at = 0
    while at < len(raw):
        rest = raw[at:]
        try:
            yield decode(rest, encoding)[0] if encoding == "windows-1252" else rest.decode(encoding), at, len(raw)
            return
        except UnicodeDecodeError as error:
            if error.start:
                yield rest[: error.start].decode(encoding), at, at + error.start
            meant = _stray(error)[0] if encoding == "utf-8" else "\ufffd"
            yield meant, at + error.start, at + error.end
            at += error.end


def twice_decoded(text: str) -> tuple[str, int]:
    """``text`` with characters that were encoded twice ("â€™" for ’) as they were meant, and how many there were.

    Only where the same fault shows at least twice, or once in a way that no language writes.
    """
    found = list(twice_encoded(text))
    if not found or (len(found) == 1 and "â€" not in text):
        return text, 0
    parts, at = [], 0
    for start, end, meant in found:
        parts += [text[at:start], meant]
        at = end
    return "".join([*parts, text[at:]]), len(found)


def twice_encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """Where in ``text`` a character stands that was encoded twice, from where to where, and which was meant."""
    if text.isascii() or not any(first in text for first in _FIRSTS):
        return
    for match in _TWICE.finditer(text):
        raw = encoded(match.group(), "windows-1252")
        try:
            yield match.start(), match.end(), (raw or b"\xff").decode("utf-8")
        except UnicodeDecodeError:
            continue


def encoded(text: str, encoding: str) -> bytes | None:
    """``text`` as the bytes that ``decode`` reads it from, without a byte-order mark; None where there are none."""
    try:
        if encoding == "windows-1252":
            return codecs.charmap_encode(text, "strict", _TO_WESTERN)[0]
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return None


def _zero_bytes(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    sample = raw[: _HEAD - _HEAD % 2]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_utf8(raw: bytes) -> bool:
    """Whether ``raw`` is UTF-8; a last character may be cut off, for ``raw`` can be the beginning of a file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(raw)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(raw: bytes, least: int = 2) -> str | None:
    """UTF-8 with some damage: there are valid sequences of several bytes, as many as what is wrong."""
    wrong = len(_bad_runs(raw[:_SAMPLE]))
    right = sum(2 if len(run) > 2 else 1 for run in _GOOD.findall(raw[:_SAMPLE]))
    return "utf-8" if right >= least and wrong <= right else None


def _bad_runs(raw: bytes) -> list[bytes]:
    """The runs of high bytes that are no UTF-8."""
    return [run for rest in _GOOD.split(raw) for run in _HIGH_RUN.findall(rest)]


def _declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_HEAD])
    if match is None:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii", "ignore").lower()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec == "utf-8":
        return _mostly_utf8(raw, least=1)
    if codec.replace("-", "_") not in (*_NEWSROOMS, "ascii", "iso8859_1", "gbk", "gb2312", "cp932", "cp949", "cp950"):
        return None
    return "windows-1252" if codec in ("ascii", "iso8859-1", "cp1252") else _NAMES.get(codec, codec)


def _eight_bit(raw: bytes) -> str:
    runs: list[bytes] = _HIGH_RUN.findall(raw)
    high = sum(map(len, runs))
    in_words = sum(len(run) for run in runs if len(run) >= 3)
    if in_words >= 0.5 * high:
        name, usual = max(((n, _usual_cyrillic(raw, n)) for n in _CYRILLIC), key=lambda pair: pair[1])
        if usual > 0.6:
            return _NAMES.get(name, name)
        return _asked(raw) or "windows-1252"
    return "windows-1252"


def _usual_cyrillic(raw: bytes, encoding: str) -> float:
    """How usual the letters are that the high bytes come out as: 1 were each the most usual, 0 were none a letter.

    Capitals cost a little: the wrong one of two sets often turns a whole text into them.
    """
    high = [c for c in raw.decode(encoding, "replace") if c > "\x7f"]
    ranks = {letter: 1 - n / len(_USUAL_LETTERS) for n, letter in enumerate(_USUAL_LETTERS)}
    usual = sum(ranks.get(c.lower(), 0.0) for c in high)
    return (usual - 0.1 * sum(c.isupper() for c in high)) / max(1, len(high))


def _asked(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:20_000], cp_isolation=list(_NEWSROOMS)).best()
    if best is None:
        return None
    return _NAMES.get(codecs.lookup(best.encoding).name, best.encoding.replace("_", "-"))
