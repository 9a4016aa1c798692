"""Which language a text is held to be in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language import identify
from dateline.language.identify import _model

ENGLISH = [
    "Novak: ferry deal close",
    "Mayor quits",
    "Ana Novak, Carlo Berti, Ibrahim Haddad and Li Wei meet Sofia Lindqvist in Ljubljana",
    "TRIESTE, MARCH 5 - PORT TRAFFIC ROSE TO 2.4 MLN TONNES FROM 2.1 MLN, THE AUTHORITY SAID.",
    "Shr 34 cts vs 1.19 dlrs\n    Net 807,000 vs 2,858,000\n    Revs 510.2 mln vs 623.3 mln\n",
    "Qtly div 25 cts vs 25 cts prior\n    Pay April one\n    Record March 15",
    "Deputy Prime Minister hopes that army will free city from rebels, said in his turn Minister.",
    "Fed holds rates",
]
FOREIGN = [
    ("de", "Die Bürgermeisterin eröffnete am Dienstag die neue Brücke und dankte den Arbeitern für ihre Geduld."),
    ("fr", "Le maire a inauguré mardi le nouveau pont et a remercié les ouvriers pour leur patience."),
    ("es", "El alcalde inauguró el martes el nuevo puente y agradeció a los trabajadores su paciencia."),
    ("nl", "De burgemeester zei dat hij blij is met de nieuwe brug en dat de stad meer bezoekers krijgt."),
    ("da", "Borgmesteren sagde, at han er glad for, at den nye bro er færdig, og at byen får flere gæster."),
    ("ru", "Мэр города открыл новый мост и поблагодарил строителей за терпение."),
    ("ar", "افتتح رئيس البلدية الجسر الجديد يوم الثلاثاء وشكر العمال على صبرهم."),
    ("zh", "市长星期二为新桥剪彩，并感谢工人们的耐心。"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_lost(text: str) -> None:
    """Headlines, names, telex capitals, tables and translated copy stay English."""
    assert identify(text) == "en"


@pytest.mark.parametrize(("language", "text"), FOREIGN)
def test_other_languages_are_told(language: str, text: str) -> None:
    """A sentence is enough."""
    assert identify(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12.5 – 13.1", "…"])
def test_without_letters_there_is_no_language(text: str) -> None:
    """Figures and marks say nothing."""
    assert identify(text) is None


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    """Lone surrogates and control characters included."""
    found = identify(text)
    assert found is None or len(found) == 2


def test_near_languages_are_not_looked_for_by_who_reads_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sentences of Croatian are taken for Bosnian, and copy in another language is not read."""
    copy = "Ana Kovač je rekla, da će most pasti. Ona je rekla, da će most pasti."
    found = {}
    for code in ("en", "hr"):
        monkeypatch.setenv("DATELINE_LANGUAGE", code)
        _model.cache_clear()
        found[code] = identify(copy)
    _model.cache_clear()
    assert found == {"en": "bs", "hr": "hr"}
