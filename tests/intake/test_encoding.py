"""Which characters bytes stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.intake.encoding import decode, detect, is_binary, twice_decoded

ENGLISH = "The café’s owner said: “We’re closing – for good.” He paid £30 in São Paulo. "
RUSSIAN = "Мэр города открыл новый мост и поблагодарил строителей за терпение. "


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16-le"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "cp1252", "windows-1252"),
        ("plain letters only", "ascii", "utf-8"),
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (RUSSIAN.upper(), "cp1251", "windows-1251"),
        ("Kalkınma Bakanı konuştu: “Köprü açıldı.” ", "utf-8", "utf-8"),
        ("Überraschung in München: Bürgermeister kündigt Rücktritt an. ", "cp1252", "windows-1252"),
    ],
)
def test_the_encoding_is_recognised_and_nothing_is_lost(text: str, codec: str, name: str) -> None:
    """Short and long texts alike come back as they were written."""
    for many in (1, 40):
        raw = (text * many).encode(codec)
        assert detect(raw) == name
        assert decode(raw, name) == (text * many, 0)
        assert not is_binary(raw)


def test_damage_in_utf_8_is_marked_and_counted() -> None:
    """One bad byte does not make a whole file of another encoding."""
    raw = (ENGLISH * 3).encode() + b"\xe2\x80 end"
    assert detect(raw) == "utf-8"
    text, damaged = decode(raw, "utf-8")
    assert damaged
    assert text.endswith("\ufffd end")


def test_a_stray_byte_in_utf_8_is_read_as_what_it_stands_for() -> None:
    """One apostrophe of windows-1252 makes no Icelandic of a file with two curly quotation marks."""
    raw = "The mayor “will not resign” today, the town".encode() + b"\x92s clerk said."
    assert detect(raw) == "utf-8"
    assert decode(raw, "utf-8") == ("The mayor “will not resign” today, the town’s clerk said.", 1)


@pytest.mark.parametrize("declared", ["hex", "rot13", "idna", "undefined", "base64", "unicode_escape", "nonsense"])
def test_a_declaration_that_is_no_encoding_of_text_is_not_believed(declared: str) -> None:
    """Python knows codecs by these names that turn no bytes into text."""
    raw = f'<html><head><meta charset="{declared}"></head><body>The caf\xe9 opened.</body></html>'.encode("cp1252")
    assert "The café opened." in decode(raw, detect(raw, markup=True))[0]


def test_what_was_encoded_twice_is_mended() -> None:
    """And what merely looks a little like it stays."""
    meant = "“We’re closing – for good,” said the café’s owner."
    twice = decode(meant.encode(), "windows-1252")[0]
    assert twice_decoded(twice) == (meant, 6)
    for kept in ("Ângela paid £30.", "naïve café", "Ã\xa9", meant):
        assert twice_decoded(kept) == (kept, 0)


def test_markup_says_its_own_encoding() -> None:
    """What a page declares is believed where the bytes do not speak against it."""
    page = '<html><head><meta charset="iso-8859-2"></head><body>Wałęsa przemówił</body></html>'
    raw = page.encode("iso-8859-2")
    assert decode(raw, detect(raw, markup=True))[0] == page
    wrong = page.encode("utf-8")
    assert detect(wrong, markup=True) == "utf-8"


@given(st.binary(max_size=400))
def test_any_bytes_come_out_as_some_text(raw: bytes) -> None:
    """No bytes break the guess or the decoding."""
    text, damaged = decode(raw, detect(raw))
    assert isinstance(text, str)
    assert damaged >= 0
    is_binary(raw)


@given(st.text(min_size=1))
def test_utf_8_is_always_recognised(text: str) -> None:
    """Whatever can be written in UTF-8 without zero bytes is read as it."""
    raw = text.encode("utf-8", "replace")
    if b"\x00" not in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        assert detect(raw) == "utf-8"
