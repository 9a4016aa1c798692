"""Whose words stand without quotation marks."""

from __future__ import annotations

from made_casts import cast_of, mentions

from dateline.schema import Cast

TURNS = (
    "Harbour Post spoke with rower Dana Ruzicka.\n\n"
    "Dana Ruzicka: My father rowed.\n\nHarbour Post: Do you win?\n\n"
    "DR: I do.\n\nHarbour Post: Why?\n\nDR: Luck was with me."
)


def _of(cast: Cast, text: str, name: str) -> list[str]:
    return mentions(cast, text)[name]


def test_i_in_a_turn_is_whom_the_label_names() -> None:
    """The name before the colon, or its initials, says whose words follow; a question is put to the other."""
    assert _of(cast_of(TURNS), TURNS, "Dana Ruzicka")[1:] == ["Dana Ruzicka", "My", "you", "DR", "I", "DR", "me"]


def test_the_letters_of_questions_and_answers_are_no_names() -> None:
    """ "A" is the guest whom the lead names; "Q" is nobody."""
    text = "Interview with Ana Vidmar\n\nQ: Did you row?\n\nA: I did.\n\nQ: When?\n\nA: As I grew up."
    cast = cast_of(text, "Q")
    assert _of(cast, text, "Ana Vidmar") == ["Ana Vidmar", "you", "A", "I", "A", "I"]
    assert cast.statements[0].speaker is None


def test_an_interview_without_labels_knows_its_guest() -> None:
    """Paragraphs that ask are put to the guest, the others are the guest's answers."""
    text = (
        "The Harbour Post interviewed sculptor Ana Vidmar about bronze.\n\nWhy do you cast at night?\n\n"
        "I sleep badly.\n\nDoes your brother help?\n\nHe pays me to stop."
    )
    assert [m for m in _of(cast_of(text), text, "Ana Vidmar") if len(m) < 5] == ["you", "I", "your", "me"]


def test_i_in_a_signed_piece_is_its_author() -> None:
    """The byline says "I", and so does whoever heads a speech."""
    signed = "Our quay is tired\n\nBy Ana Vidmar\n\nI have seen the quay crumble. My father built it."
    assert {"I", "My"} <= set(_of(cast_of(signed), signed, "Ana Vidmar"))
    speech = "Remarks by Mayor Ana Vidmar at the quay\n\nI thank you all. The quay is mine."
    assert {"I", "mine"} <= set(_of(cast_of(speech), speech, "Ana Vidmar"))


def test_the_author_says_nothing_inside_the_quotation_of_another() -> None:
    """Quotation marks are nearer than the byline."""
    text = "By Ana Vidmar\n\nI met the miller. “I mill,” said Bruno Kos."
    cast = cast_of(text, "Bruno Kos", contents=("“I mill,”",))
    assert _of(cast, text, "Bruno Kos") == ["I", "Bruno Kos"]


def test_i_is_known_once_he_is() -> None:
    """ "…," he said: the pronoun after the quotation is resolved before the one in it."""
    text = "Bruno Kos came late. “I overslept,” he said."
    cast = cast_of(text, "he", contents=("“I overslept,”",))
    assert _of(cast, text, "Bruno Kos") == ["Bruno Kos", "I", "he"]


def test_copy_without_a_first_person_has_no_voice() -> None:
    """Questions alone make no interview."""
    text = "Will the quay hold?\n\nWill the ferry sail?\n\nBruno Kos hopes that you will wait."
    assert _of(cast_of(text), text, "Bruno Kos") == ["Bruno Kos"]


def test_whoever_says_i_throughout_is_one_person_without_a_name() -> None:
    """Copy in the first person that nobody signs has an author; a letter quoted in the news has none."""
    text = "I was a clerk. I swam. My boss swam with me. I left, I rowed, I sang, I fell. My boat sank under me."
    (author,) = [a for a in cast_of(text).actors if a.name == "the author"]
    assert not author.named
    quoted = f"Bruno Kos sighed. “{text}”"
    cast = cast_of(quoted, "Bruno Kos", contents=(f"“{text}”",))
    assert "the author" not in {a.name for a in cast.actors}


def test_a_label_may_stand_behind_an_opening_quotation_mark() -> None:
    """A transcript quoted in the news opens each turn with a mark."""
    text = (
        "Ana Vidmar met Bruno Kos on air.\n\n"
        "“KOS: Do I know you?\n\n“VIDMAR: I know you.\n\n“KOS: I forget.\n\n“VIDMAR: I do not.”"
    )
    found = _of(cast_of(text), text, "Ana Vidmar")
    assert found.count("I") == 2
    assert found.count("you") == 1


def test_answers_under_letters_are_those_of_whom_the_lead_names() -> None:
    """Without the word "interview" the guest is whom the lead is about."""
    text = "Ten minutes with Marek Zelny\n\nQ: Do you ring?\n\nA: I do.\n\nQ: Why?\n\nA: I must."
    assert _of(cast_of(text), text, "Marek Zelny") == ["Marek Zelny", "you", "A", "I", "A", "I"]


def test_you_is_whom_a_name_calls() -> None:
    """Set off by commas a name calls somebody, in a quotation and outside it."""
    text = "“You row well, Ana,” the judge told Ana Vidmar. Bruno Kos stood by.\n\nMr. Kos, do you row?"
    cast = cast_of(text, "the judge", contents=("“You row well, Ana,”",))
    assert _of(cast, text, "Ana Vidmar") == ["You", "Ana", "Ana Vidmar"]
    assert _of(cast, text, "Bruno Kos") == ["Bruno Kos", "Mr. Kos", "you"]


def test_who_is_only_told_of_is_not_called() -> None:
    """The subject of a clause and an apposition are no calls."""
    text = "You know, Ana Vidmar rows. The mayor, Bruno Kos, likes you."
    cast = cast_of(text)
    assert "You" not in _of(cast, text, "Ana Vidmar")
    assert "you" not in _of(cast, text, "Bruno Kos")


def test_an_interview_knows_its_guest_who_is_only_he_where_it_is_named() -> None:
    """ "The Post interviewed him": the guest is whom the lead names."""
    text = (
        "Rust on the quay\n\nAna Vidmar is the director of the quay. The Harbour Post interviewed her in May.\n\n"
        "Do you row?\n\nI row at noon.\n\nDoes it rust?\n\nI fear so."
    )
    assert [m for m in _of(cast_of(text), text, "Ana Vidmar") if len(m) < 4] == ["her", "you", "I", "I"]


def test_what_is_put_to_the_guest_may_lack_a_question_mark() -> None:
    """A short paragraph with "you" that an answer with "I" follows is put to the guest of an interview."""
    text = (
        "An interview with Ana Vidmar\n\nYou have rowed for years.\n\nI began at nine.\n\nWhy do you row?\n\nI like it."
    )
    assert _of(cast_of(text), text, "Ana Vidmar") == ["Ana Vidmar", "You", "I", "you", "I"]


def test_who_gives_a_name_answers_what_is_asked_afterwards() -> None:
    """ "My name is Ana Vidmar" opens a hearing; the questions of the bench are put to her."""
    text = (
        "Good morning. My name is Ana Vidmar, and I speak for the quay. I have three points.\n\n"
        "Do you own the quay?\n\nI do not.\n\nDid you ever?\n\nNo, I never did."
    )
    assert _of(cast_of(text), text, "Ana Vidmar") == ["My", "Ana Vidmar", "I", "I", "you", "I", "you", "I"]
