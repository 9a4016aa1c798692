"""Who is who in an article, and who speaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from made_casts import actor, cast_of, mentions


def test_a_surname_and_a_title_alone_are_the_person_of_the_full_name() -> None:
    """The full name with its title is one mention; the surname, a paraphrase of the title and "he" are the same man."""
    text = (
        "Deputy Prime Minister Carlo Berti arrived in Trieste. Berti met the crews. "
        "The vice premier praised them, and he left at noon."
    )
    assert mentions(cast_of(text), text)["Carlo Berti"] == [
        "Deputy Prime Minister Carlo Berti",
        "Berti",
        "The vice premier",
        "he",
    ]


def test_an_apposition_gives_a_role() -> None:
    """A title after the name and a comma is a mention and a role."""
    text = "Ana Vidmar, the mayor of Koper, opened the quay."
    person = actor(cast_of(text), "Ana Vidmar")
    assert person.kind == "person"
    assert any("mayor" in r for r in person.roles)
    assert person.sector == "GOV"


def test_two_people_of_one_surname_stay_two() -> None:
    """A given name tells them apart."""
    text = "Ana Vidmar rowed first. Her rival Bruno Vidmar rowed last. Ana Vidmar won."
    found = mentions(cast_of(text), text)
    assert len(found["Ana Vidmar"]) >= 2
    assert "Ana Vidmar" not in found["Bruno Vidmar"]


def test_an_organisation_named_after_a_person_is_not_that_person() -> None:
    """ "Berti Shipping Ltd" is a company."""
    text = "Carlo Berti opened the quay. Berti Shipping Ltd paid for it."
    found = cast_of(text)
    assert actor(found, "Carlo Berti").kind == "person"
    assert actor(found, "Berti Shipping Ltd").kind == "organisation"


def test_a_country_acts_under_its_side_its_government_and_its_capital() -> None:
    """Metonyms are the country."""
    text = (
        "Slovenia signed first. The Slovenian side asked for time. "
        "The government of Slovenia paid. Ljubljana agreed with Italy."
    )
    found = mentions(cast_of(text), text)
    assert found["Slovenia"][:2] == ["Slovenia", "The Slovenian side"]
    assert "Ljubljana" in found["Slovenia"]


def test_an_abbreviation_introduced_in_the_text_is_the_same_body() -> None:
    """What stands in brackets after a name is a name."""
    text = "The Adriatic Ferry Commission (AFC) met on Monday. Officials said the AFC would vote."
    found = mentions(cast_of(text), text)
    assert found["Adriatic Ferry Commission"] == ["The Adriatic Ferry Commission", "AFC", "the AFC"]


def test_an_organ_of_a_state_has_its_country_and_sector() -> None:
    """The navy of a country is military and that country's."""
    navy = actor(cast_of("The Italian navy towed the boat."), "Italian navy")
    assert (navy.kind, navy.country, navy.sector) == ("organisation", "ITA", "MIL")


def test_the_source_without_a_name_is_a_speaker_without_a_name() -> None:
    """ "Two officials" speak, and are nobody by name."""
    text = "Two officials said that the quay was shut."
    cast = cast_of(text, "Two officials")
    speaker = next(a for a in cast.actors if a.id == cast.statements[0].speaker)
    assert (speaker.name, speaker.named) == ("Two officials", False)


def test_i_inside_a_quotation_is_its_speaker() -> None:
    """The words in the marks are the speaker's own."""
    text = "“I saw the boat sink,” said Ana Vidmar."
    cast = cast_of(text, "Ana Vidmar", contents=("“I saw the boat sink,”",))
    assert mentions(cast, text)["Ana Vidmar"] == ["I", "Ana Vidmar"]
    assert cast.statements[0].speaker == actor(cast, "Ana Vidmar").id


def test_an_adverb_at_the_start_of_a_sentence_is_nobody() -> None:
    """Capital letters alone make no actor."""
    text = "“Truly, the year was hard,” said Ana Vidmar. Vice Prime Minister Carlo Berti agreed."
    names = {a.name for a in cast_of(text).actors}
    assert not names & {"Truly", "Vice"}


def test_ids_follow_the_order_of_first_mention() -> None:
    """The first actor of the article is a1."""
    cast = cast_of("Ana Vidmar met Carlo Berti in Koper.")
    assert [a.id for a in cast.actors][:2] == ["a1", "a2"]
    assert cast.actors[0].name == "Ana Vidmar"


PIECES = st.sampled_from(
    [
        "Ana Vidmar",
        "Mr. Berti",
        "said",
        "he",
        "they",
        ",",
        ".",
        "“",
        "”",
        "the minister",
        "of",
        "Italy",
        "Italian",
        "army",
        "(AFC)",
        "Ferry Board",
        "\n\n",
        "’s",
        "-",
        "al",
        "I",
        "we",
        "who is",
        "&",
        "\u2028",
        "ß",
        "Ⅷ",
        "🙂",
        "THE END",
        "president",
        "is",
        "and",
        "Ms",
        "Board",
        "the company",
        "Vidmar",
        "\n\nQ:",
        "\n\nA:",
        "\n\nVIDMAR:",
        "?",
        "interview with",
        "my",
        "you",
        "his wife Lenka",
        "married",
        "as",
        "was",
        "the latter",
        "(",
        ")",
        "van der",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_every_mention_is_inside_the_text_and_has_an_actor(text: str) -> None:
    """No input breaks the stage; spans are inside the text and quote words; ids are known."""
    cast = cast_of(text)
    ids = {a.id for a in cast.actors}
    for m in cast.mentions:
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end]
        assert m.actor in ids
    assert ids == {m.actor for m in cast.mentions}


def test_a_husband_and_a_wife_are_told_apart_by_the_form_of_address() -> None:
    """ "Mr" and "Ms" before a shared surname each find their own."""
    text = (
        "Nina Kranjc led the march with her husband, the violinist Luka Kranjc. "
        "Ms Kranjc spoke first. Mr Kranjc played."
    )
    found = mentions(cast_of(text), text)
    assert "Ms Kranjc" in found["Nina Kranjc"]
    assert "Mr Kranjc" in found["Luka Kranjc"]


def test_a_surname_that_is_a_city_is_the_person_named_before() -> None:
    """Once Carla Paris is named, Paris claims something as a person; in Paris nobody does."""
    text = "Carla Paris opened the school in Trieste. Paris claims that the roof was new. She left for Koper."
    found = mentions(cast_of(text), text)
    assert found["Carla Paris"] == ["Carla Paris", "Paris", "She"]


def test_a_title_with_its_complement_leads_to_the_name() -> None:
    """Without a comma the whole noun phrase is one mention."""
    text = "The meeting with Chairman of the parliament Committee on maritime Affairs Marko Zupan ended early."
    found = mentions(cast_of(text), text)
    assert found["Marko Zupan"] == ["Chairman of the parliament Committee on maritime Affairs Marko Zupan"]


def test_we_in_a_spokesman_s_words_is_the_body_that_he_speaks_for() -> None:
    """A spokesman of a board says "we" for the board."""
    text = "“We urge calm,” said Ferry Board spokesman Carlo Berti. The Ferry Board met on Monday."
    cast = cast_of(text, "Ferry Board spokesman Carlo Berti", contents=("“We urge calm,”",))
    assert "We" in mentions(cast, text)["Ferry Board"]


def test_who_in_a_relative_clause_is_the_speaker_before_it() -> None:
    """The source "who" is whom it goes back to."""
    text = "Ana Vidmar, who said that the quay was shut, left early."
    cast = cast_of(text, "who")
    assert cast.statements[0].speaker == actor(cast, "Ana Vidmar").id


def test_the_same_words_for_several_without_names_are_one_group() -> None:
    """ "Protesters", named again without a number, are the same protesters; "two protesters" are others."""
    text = "Protesters blocked the quay. Police moved protesters away. Two protesters were held."
    found = [a.name for a in cast_of(text).actors if "rotesters" in a.name]
    assert found == ["Protesters", "Two protesters"]


def test_a_place_is_no_person() -> None:
    """Who only ever stands after "in" or "near" is no actor."""
    text = "The market in Wadi Sulem opened. Traders from Wadi Sulem came in boats."
    assert not [a for a in cast_of(text).actors if a.kind == "person" and a.named]


def test_a_company_is_called_by_its_name_without_the_legal_form() -> None:
    """ "Co" and "Ltd" are left out when a firm is named again."""
    text = "Zorin Oil Co said it would open a pier. The mayor thanked Zorin Oil. Shares of Zorin Oil Co rose."
    found = mentions(cast_of(text), text)
    assert {"Zorin Oil Co", "Zorin Oil"} <= set(found["Zorin Oil Co"])


def test_a_surname_that_is_an_office_is_no_title() -> None:
    """ "John King" is a man, not a monarch."""
    text = "Labour candidate John King won the seat in Truro."
    person = actor(cast_of(text), "John King")
    assert (person.kind, person.named) == ("person", True)


def test_two_proper_nouns_after_a_word_for_a_person_are_a_person() -> None:
    """Whom the model gives no label is a person where the word before says so."""
    text = "The prize went to the writer Anar Shelov in May. Shelov smiled."
    assert "Shelov" in mentions(cast_of(text), text)["Anar Shelov"]


def test_an_actor_without_a_name_is_called_by_the_whole_phrase() -> None:
    """Where they are from belongs to it; what runs on for a whole sentence is cut at a noun."""
    assert actor(cast_of("The representatives of Primorska asked for time."), "The representatives of Primorska")
    long = "The representatives of the fishermen of the islands of the bay of the coast of the sea of Istria left."
    (found,) = [a for a in cast_of(long).actors if a.name.startswith("The representatives")]
    assert len(found.name.split()) <= 14
    assert found.name.split()[-1] not in ("of", "the")


def test_a_single_word_that_does_what_people_do_is_a_person() -> None:
    """Someone under one name, whom the model does not label."""
    text = "Marlow fell in love when he was ten. Marlow spent his winters alone. Letters to Marlow are lost."
    assert mentions(cast_of(text), text)["Marlow"] == ["Marlow", "he", "Marlow", "his", "Marlow"]


def test_a_form_of_address_alone_is_nobody() -> None:
    """ "Eng." before a full stop is no name."""
    assert "Eng" not in {a.name for a in cast_of("He met the head of the delegation, Eng. Mona Rahim, at noon.").actors}


def test_the_firm_of_a_press_release_is_one_actor_and_the_exchange_that_lists_it_none() -> None:
    """Its legal form stands behind a comma, and the exchange in brackets is nobody."""
    text = "Orla Mills, Inc. (NYSE: ORLM) today announced that it will open a mill. Kelp Sands Ltd (LSE: KSD) closed."
    found = cast_of(text)
    assert {a.name for a in found.actors if a.named} == {"Orla Mills, Inc.", "Kelp Sands Ltd"}


def test_storms_and_months_cut_short_are_no_persons() -> None:
    """A storm keeps its name when it comes again without the word."""
    text = "Storm Brenda reached the coast on Monday. Brenda weakened at night. Mar 2: Net assets rose."
    assert [a.name for a in cast_of(text).actors if a.kind == "person"] == []


def test_what_somebody_says_of_it_is_of_the_sayer_wherever_that_stands() -> None:
    """ "She would not resign, Ana Vidmar said": nobody stands before the pronoun, and who speaks stands behind it."""
    cast = cast_of("She would not resign, Ana Vidmar said on Monday.", "Ana Vidmar", contents=("She would not resign",))
    assert mentions(cast, "She would not resign, Ana Vidmar said on Monday.") == {"Ana Vidmar": ["She", "Ana Vidmar"]}
    regime = "The Kosta regime said it would allow the visit."
    assert mentions(cast_of(regime, "The Kosta regime"), regime)["The Kosta regime"] == ["The Kosta regime", "it"]


def test_each_mention_says_what_made_it_its_actor_s() -> None:
    """Whoever reads the rows sees by which sign a link was made."""
    text = "Mayor Ana Vidmar left. Vidmar was tired. The mayor slept, and she dreamt. Her brother woke."
    signs = [(text[m.start : m.end], m.sign) for m in cast_of(text).mentions]
    assert signs[:4] == [("Mayor Ana Vidmar", "first"), ("Vidmar", "name"), ("The mayor", "title"), ("she", "pronoun")]


def test_a_list_that_puts_surnames_first_names_one_person_each() -> None:
    """The actor is called in the usual order; a pair of towns is no person."""
    found = cast_of("Present: Moreau, Claire; Tan, Wei Ming; O'Dowd, Sean.")
    assert [a.name for a in found.actors] == ["Claire Moreau", "Wei Ming Tan", "Sean O'Dowd"]


def test_a_bare_surname_that_closes_plants_is_a_firm() -> None:
    """The person of that name, who is named later, is another."""
    text = "Ford said it would close the plant. Siemens named Ilse Ford its chief. Ford, 51, starts on Monday."
    found = mentions(cast_of(text), text)
    assert (found["Ford"][0], found["Ilse Ford"][0], found["Ilse Ford"][-1]) == ("Ford", "Ilse Ford", "Ford")


def test_will_inside_a_sentence_is_a_given_name_before_a_surname() -> None:
    """And what "it" is called is nobody."""
    text = "Ben Carver was born on the farm, and so was his father, Will Carver. They call it the reed king."
    assert {a.name for a in cast_of(text).actors} >= {"Ben Carver", "Will Carver"}
    assert not any("king" in a.name for a in cast_of(text).actors)


def test_a_chair_to_sit_on_is_no_official() -> None:
    """The chair who opens the meeting is."""
    assert cast_of("She turned her back on the chair and hid behind the chair.").actors == ()
    assert [a.name for a in cast_of("The chair opened the meeting.").actors] == ["The chair"]


def test_a_translated_name_in_small_letters_is_the_group() -> None:
    """Where only a noun can stand, "is" may be the group that the article names elsewhere; "state" ends its name."""
    text = "The “Islamic state” (ISIS) lost the town. Two villages are held by is, he said. It is far."
    found = mentions(cast_of(text), text)
    assert "is" in found["Islamic State"]
    assert len(found["Islamic State"]) == 3


def test_a_source_that_joins_two_gives_both() -> None:
    """The first is the speaker, the other speaks with it; those in the name of an office do not."""
    text = (
        "Ana Wirth and Jon Kell said the dredger had sunk. Iran and Oman said they would reopen their embassies. "
        "The minister of ports and bridges said nothing was lost."
    )
    cast = cast_of(text, "Ana Wirth and Jon Kell", "Iran and Oman", "The minister of ports and bridges")
    names = {a.id: a.name for a in cast.actors}
    told = [(names[s.speaker], [names[i] for i in s.joint]) for s in cast.statements if s.speaker]
    assert told[:2] == [("Ana Wirth", ["Jon Kell"]), ("Iran", ["Oman"])]
    assert all(joint == [] for _, joint in told[2:])


def test_what_stands_beside_a_word_for_kin_and_a_name_is_said_of_the_named() -> None:
    """ "His brother Matej, a goalkeeper": the second apposition hangs on "brother", the name's own title."""
    text = (
        "Striker Filip Rode scored twice. Rode's brother Matej, a goalkeeper, was injured. The goalkeeper was in tears."
    )
    assert mentions(cast_of(text), text)["Matej"] == ["Rode's brother Matej", "a goalkeeper", "The goalkeeper"]


def test_a_single_name_is_of_one_kind_in_the_whole_article() -> None:
    """The parser takes the first for a person and the second for a body."""
    text = (
        "The council's chairwoman, Ana Vidmar, fretted that the pier would not survive another winter.\n\n"
        "“The pier is rotten,” Vidmar enthused.\n\n"
        "Brandt vouched for the engineer's account. Brandt fretted about the roof.\n"
    )
    assert [a.kind for a in cast_of(text).actors if a.name == "Brandt"] == ["person"]
