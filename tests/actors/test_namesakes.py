"""Bodies called after a person, beside that person."""

from __future__ import annotations

from made_casts import cast_of, mentions


def test_a_company_called_after_its_founder_is_no_person() -> None:
    """A company's noun before the surname, or shares behind it, tell whose the bare surname is."""
    text = (
        "Zorin threatens to sue Malta\n\nShipping group Zorin said it would sue. The licence was old, said Ana Zorin, "
        "who chairs it. Ms Zorin owns nothing. Zorin shares fell."
    )
    found = mentions(cast_of(text), text)
    assert found["Ana Zorin"] == ["Ana Zorin", "Ms Zorin"]
    assert len(found["Zorin"]) >= 3


def test_where_persons_are_mr_and_ms_a_bare_surname_is_the_companys() -> None:
    """The house style tells them apart."""
    text = (
        "Police searched Zorin Chemicals and its owner, Luka Zorin. Zorin poisoned the lake, they said. Mr Zorin left."
    )
    found = mentions(cast_of(text), text)
    assert found["Luka Zorin"][-1] == "Mr Zorin"
    assert "Zorin" in found["Zorin Chemicals"]


def test_a_person_keeps_a_surname_that_only_a_foundation_shares() -> None:
    """Without such signs the person is meant."""
    text = "Marta Adler left the Adler Foundation. Adler said that it was in good hands."
    assert "Adler" in mentions(cast_of(text), text)["Marta Adler"]


def test_a_word_that_many_bodies_end_in_is_the_one_in_the_story() -> None:
    """ "The Alliance" alone would be another."""
    text = "The Clearwater Alliance praised the council. The Alliance took samples of the water."
    assert mentions(cast_of(text), text)["Clearwater Alliance"] == ["The Clearwater Alliance", "The Alliance"]


def test_what_a_body_is_accused_of_is_no_part_of_its_name() -> None:
    """ "Of hiding weapons" belongs to the verb."""
    text = "President Matos accused the National Front of hiding weapons. The Front said no."
    assert mentions(cast_of(text), text)["National Front"] == ["the National Front", "The Front"]


def test_capitals_make_a_name_of_a_noun_for_a_body() -> None:
    """ "The Doctors' Circle" has a name; "the Board" is any board."""
    text = "The Doctors' Circle runs four clinics in town. The Board met on Monday."
    named = {a.name: a.named for a in cast_of(text).actors}
    assert named["The Doctors' Circle"]
    assert not named["The Board"]


def test_a_source_in_capitals_is_named_though_no_label_says_so() -> None:
    """And a pronoun can go back to it."""
    text = "“The pier is closed,” Berti wrote in a letter. Berti, speaking later, called it a joke. He left."
    (berti,) = (a for a in cast_of(text, "Berti").actors if a.name == "Berti")
    assert berti.named
