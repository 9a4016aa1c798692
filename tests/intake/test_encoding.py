"""Which characters bytes stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.intake.encoding import decode, detect, is_binary

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
    raw = (ENGLISH * 3).encode() + b"\xff end"
    assert detect(raw) == "utf-8"
    text, damaged = decode(raw, "utf-8")
    assert damaged == 1
    assert text.endswith("\ufffd end")


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
