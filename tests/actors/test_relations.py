"""What the copy says of people: kin, roles, other names."""

from __future__ import annotations

from made_casts import actor, cast_of, mentions


def test_my_father_in_the_words_of_a_son_is_whose_son_he_is() -> None:
    """A relation is read both ways, and "he" goes with it."""
    text = "Viktor Adler left his boats to his son Felix. “My father was ill when he signed,” said Felix Adler."
    content = "“My father was ill when he signed,”"
    found = mentions(cast_of(text, "Felix Adler", contents=(content,)), text)
    assert found["Viktor Adler"] == ["Viktor Adler", "his", "his", "My father", "he"]


def test_the_same_word_for_kin_of_the_same_person_is_the_same_relative() -> None:
    """Her mother stays one mother without a name."""
    text = "Ana Vidmar rowed with her mother. She thanked her mother for it. Bruno Kos came with his mother."
    found = [a.name for a in cast_of(text).actors if "mother" in a.name]
    assert found == ["her mother", "his mother"]


def test_what_he_was_is_a_mention_and_a_role_of_him() -> None:
    """Predicates and "as" are resolved once it is known who he is; a denied one is not."""
    text = (
        "Bruno Kos left Koper. He was a gifted cellist, became mayor and served as a scout in Trieste. He is no singer."
    )
    found = mentions(cast_of(text), text)["Bruno Kos"]
    assert {"a gifted cellist", "a scout"} <= {m.removesuffix(" in Trieste") for m in found}
    assert not [m for m in found if "singer" in m]


def test_particles_stand_inside_a_name() -> None:
    """ "van der", "bin" and "al-" join the name and are left out when names are compared."""
    text = "Jan van der Hoeve met Nasser bin Khalil al-Otari. Van der Hoeve spoke and al-Otari listened."
    found = mentions(cast_of(text), text)
    assert found["Jan van der Hoeve"] == ["Jan van der Hoeve", "Van der Hoeve"]
    assert found["Nasser bin Khalil al-Otari"] == ["Nasser bin Khalil al-Otari", "al-Otari"]


def test_a_hyphened_given_name_follows_its_family_name() -> None:
    """Two of one family name stay two."""
    text = "Executive Park Min-jun met lawmaker Park So-yeon. Ms. Park left. Park Min-jun stayed."
    found = mentions(cast_of(text), text)
    assert "Ms. Park" in found["Park So-yeon"]
    assert len(found["Park Min-jun"]) == 2


def test_a_body_keeps_the_whole_of_what_it_is_for() -> None:
    """ "of the Valley" belongs to the name, another body does not."""
    text = "The Front for the Defence of the Valley (FDV) met the Academy of Arts. The FDV sang."
    assert len(mentions(cast_of(text), text)["Front for the Defence of the Valley"]) == 3


def test_a_single_word_that_only_a_company_is_called_by_is_the_company() -> None:
    """ "Hanbit" is short for Hanbit Motors, not a man."""
    text = "Hanbit Motors opened a plant. The mayor will visit Hanbit."
    assert "Hanbit" in mentions(cast_of(text), text)["Hanbit Motors"]


def test_a_surname_that_is_a_given_name_too_stays_a_surname() -> None:
    """ "Cooper and Martha Reed" are Anders Cooper and somebody else."""
    text = "Anders Cooper asked first. Cooper and Martha Reed left."
    assert mentions(cast_of(text), text)["Anders Cooper"] == ["Anders Cooper", "Cooper"]


def test_the_same_words_for_an_office_come_before_its_paraphrase() -> None:
    """Two foreign ministers: the one who is called secretary of state is the secretary of state."""
    text = (
        "Turkey's foreign minister Mevlan Ozdar met U.S. Secretary of State John Harlow. "
        "The top Turkish diplomat thanked the secretary of state."
    )
    found = mentions(cast_of(text), text)
    assert "The top Turkish diplomat" in found["Mevlan Ozdar"]
    assert "the secretary of state" in found["John Harlow"]


def test_a_shorter_title_of_a_deputy_is_the_deputy() -> None:
    """ "The deputy minister" is the deputy foreign minister, not the minister."""
    text = "Minister Ana Vidmar spoke. Deputy Foreign Minister Bruno Kos left. The deputy minister was tired."
    assert "The deputy minister" in mentions(cast_of(text), text)["Bruno Kos"]


def test_forms_of_address_of_other_languages_are_no_names() -> None:
    """ "Señora" and "Herr" tell a gender."""
    text = "Herr Dietmar Vogel met Señora Lucía Gil. Señora Gil smiled."
    assert mentions(cast_of(text), text)["Lucía Gil"] == ["Señora Lucía Gil", "Señora Gil"]


def test_a_people_under_its_adjective_is_a_group() -> None:
    """ "The French said no"."""
    found = actor(cast_of("The French said no. The French minister agreed."), "French")
    assert (found.kind, found.country) == ("group", "FRA")


def test_a_known_name_is_found_in_a_headline_in_capitals() -> None:
    """The body tells who VIDMAR is."""
    text = "MAYOR VIDMAR SLAMS FERRY BOSS\n\nMayor Ana Vidmar criticised the ferry boss on Monday."
    assert mentions(cast_of(text), text)["Ana Vidmar"][0].endswith("VIDMAR")


def test_a_name_after_a_title_with_its_complement_is_the_holder() -> None:
    """The parse may join the name to the ministry: no "and" stands between."""
    text = "Daily briefing by the Spokesperson of the Ministry of Fisheries, Helga Jonsdottir\n\nThe spokesperson left."
    found = mentions(cast_of(text), text)["Helga Jonsdottir"]
    assert found == ["the Spokesperson of the Ministry of Fisheries", "Helga Jonsdottir", "The spokesperson"]


def test_brackets_do_not_part_a_name_from_what_it_was() -> None:
    """Days of birth stand between."""
    text = "Ana Kos (17 May 1871 – 2 June 1940) was a Slovenian chess player. She won."
    assert "a Slovenian chess player" in mentions(cast_of(text), text)["Ana Kos"]


def test_the_noun_for_a_body_goes_to_the_one_whose_name_says_so() -> None:
    """ "The airline" is Nordavia Air, though a holding was named last."""
    text = "Nordavia Air bought Skylark Holdings. The airline paid."
    found = mentions(cast_of(text), text)
    assert "The airline" in found["Nordavia Air"]


def test_a_form_of_address_between_a_title_and_its_name_does_not_part_them() -> None:
    """ "Eng." may be taken for the end of a sentence."""
    text = "He received the head of the Egyptian delegation, Eng. Mona Abdel-Rahim, in his office. She thanked him."
    assert "the head of the Egyptian delegation" in mentions(cast_of(text), text)["Mona Abdel-Rahim"]


def test_her_party_and_their_company_are_known() -> None:
    """A minister speaks for her party too; a firm's own company is the firm."""
    text = "The Liberal Party's finance minister Ana Vidmar spoke. Her party lost. Zorin Oil Co hired at their company."
    found = mentions(cast_of(text), text)
    assert "Her party" in next(m for name, m in found.items() if name.startswith("Liberal"))
    assert "their company" in found["Zorin Oil Co"]
