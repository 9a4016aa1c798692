"""Identities across articles: one person under all names, and two of one name where something clashes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking.forms import Form, LocalActor
from dateline.linking.identities import decide, forms_of, identity
from dateline.linking.names import person_words

VIDMAR = LocalActor("x", "a1", "person", "Ana Vidmar", roles=("deputy minister",), country="SVN", sector="GOV")
BERTI = LocalActor("x", "a1", "person", "Carlo Berti", roles=("president",), country="ITA", sector="GOV")
BOARD = LocalActor("x", "a1", "organisation", "Harbour Board", aliases=("HB",))


def ids(*rows: LocalActor) -> list[str]:
    """The identity of each row; rows of one id are put into articles of their own."""
    apart = [replace(row, article_id=f"{row.article_id}{n}") for n, row in enumerate(rows)]
    places, forms = forms_of(apart)
    decided = decide(forms, {block for form in forms.values() for block in form.blocks})
    return [decided.forms[places[row.article_id, row.local_id]].actor_id for row in apart]


def reasons(*rows: LocalActor) -> list[str | None]:
    """Why each row is who it is."""
    places, forms = forms_of(replace(row, article_id=f"{row.article_id}{n}") for n, row in enumerate(rows))
    decided = decide(forms, {block for form in forms.values() for block in form.blocks})
    return [decided.forms[form_id].reason for form_id in places.values()]


def test_the_same_full_name_in_two_articles_is_one_person() -> None:
    """Case, accents and an honorific do not make a second person."""
    first, second = ids(VIDMAR, replace(VIDMAR, name="Ms. Ána VIDMAR"))
    assert first == second


def test_a_surname_alone_is_known_in_its_article_only() -> None:
    """Nobody is joined by a bare surname, nor by an initial, where nothing else is known."""
    bare = LocalActor("x", "a1", "person", "Vidmar")
    first, second, third, fourth = ids(bare, bare, replace(bare, name="A. Vidmar"), replace(VIDMAR, roles=()))
    assert len({first, second, third, fourth}) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andrei Zorin", "Andrey Zorin"),
        ("Alexandr Zorin", "Aleksandr Zorin"),
        ("Dmitry Zorin", "Dmitri Zorin"),
        ("Yevgeny Zorin", "Evgeni Zorin"),
        ("Karim al-Saafi", "Karim Al-Sa’fi"),
        ("Hussein Saafi", "Husein Safi"),
        ("Carlo De Berti", "Carlo di Berti"),
        ("Italian Secretary of Transport Carlo Berti", "Carlo Berti"),
    ],
)
def test_transcriptions_of_one_name_are_one_person(one: str, other: str) -> None:
    """What transcribers do differently does not make a second person, nor does an office read into the name."""
    first, second = ids(replace(VIDMAR, name=one), replace(VIDMAR, name=other))
    assert first == second


@pytest.mark.parametrize(("one", "other"), [("Carlo Berti", "Carla Berti"), ("Jon Berti", "John Berti")])
def test_other_names_stay_other_persons(one: str, other: str) -> None:
    """A likeness of names is not enough."""
    first, second = ids(replace(VIDMAR, name=one), replace(VIDMAR, name=other))
    assert first != second


def test_a_person_is_not_the_company_named_after_her() -> None:
    """The kind is part of who one is."""
    first, second = ids(VIDMAR, replace(VIDMAR, kind="organisation"))
    assert first != second


def test_a_country_is_known_by_its_code() -> None:
    """Whatever word stood for it, a country's id is made from alpha-3."""
    rows = [LocalActor("x", "a1", "country", n, country="SVN") for n in ("Slovenia", "Ljubljana")]
    assert ids(*rows) == ["country-SVN", "country-SVN"]


def test_the_ministries_of_two_countries_are_two() -> None:
    """An organ of a state is one with another of the same name only within the country."""
    ministry = LocalActor("x", "a1", "organisation", "Foreign Ministry", country="SVN", sector="GOV")
    first, second, third = ids(ministry, ministry, replace(ministry, country="ITA"))
    assert first == second != third


def test_those_without_a_name_are_never_joined() -> None:
    """Two articles' "two officials" are not the same two."""
    officials = LocalActor("x", "a1", "person", "two officials", named=False)
    first, second = ids(officials, officials)
    assert first != second


def test_an_athlete_and_a_minister_of_one_name_are_two() -> None:
    """Also where others of that name tell nothing: these go with whom they share a country, else stand apart."""
    striker = replace(BERTI, roles=("striker",), country=None, sector=None)
    unknown = replace(BERTI, roles=(), country=None)
    president, athlete, neither, italian = ids(BERTI, striker, unknown, replace(unknown, country="ITA"))
    assert len({president, athlete, neither}) == 3
    assert italian == president


def test_who_was_an_athlete_may_be_a_minister() -> None:
    """What is over does not clash."""
    first, second = ids(BERTI, replace(BERTI, roles=("former striker",)))
    assert first == second


def test_holders_of_different_offices_in_two_countries_are_two() -> None:
    """One office, or none, in the other country makes none: the country may be that of a journey."""
    judge = replace(BERTI, roles=("foreign minister",), country="SVN")
    first, second = ids(BERTI, judge)
    assert first != second
    assert len(set(ids(BERTI, replace(BERTI, country="SVN")))) == 1
    assert len(set(ids(BERTI, replace(BERTI, roles=(), country="SVN")))) == 1


def test_other_middle_initials_are_other_persons() -> None:
    """One that is left out is no other, unless there are two that it can stand for."""
    plain, first, second = (replace(VIDMAR, name=n) for n in ("Ana Vidmar", "Ana B. Vidmar", "Ana C. Vidmar"))
    assert len(set(ids(plain, first))) == 1
    assert len(set(ids(first, second))) == 2
    assert len(set(ids(replace(plain, country=None, roles=()), first, second))) == 3


def test_junior_is_not_the_third_of_the_name() -> None:
    """One who is called neither goes with the one that there is."""
    plain, junior, third = (replace(VIDMAR, name=f"Ivo Vidmar{n}") for n in ("", " Jr.", " III"))
    assert len(set(ids(plain, junior))) == 1
    assert len(set(ids(junior, third))) == 2


def test_a_name_left_out_is_no_middle_initial() -> None:
    """Karl Ivo Kos may be called Ivo Kos, but Ivo Kos is not Karl I. Kos."""
    ivo, whole, initial = (replace(VIDMAR, name=name) for name in ("Ivo Kos", "Karl Ivo Kos", "Karl I. Kos"))
    assert len(set(ids(ivo, whole))) == 1
    assert len(set(ids(ivo, initial))) == 2


def test_initials_are_the_one_full_name_that_they_fit() -> None:
    """With a country, office or company in common; not where two fit."""
    short = replace(VIDMAR, name="A. Vidmar")
    assert len(set(ids(VIDMAR, short))) == 1
    assert len(set(ids(VIDMAR, replace(short, name="B. Vidmar")))) == 2
    assert len(set(ids(VIDMAR, short, replace(VIDMAR, name="Alma Vidmar")))) == 3


def test_a_surname_with_an_office_is_who_has_it() -> None:
    """In the same country, or where no other is told; never the spouse, nor a holder elsewhere."""
    president = replace(BERTI, name="Berti")
    wife = replace(BERTI, name="Lena Berti", roles=("senator",))
    carlo, lena, short, untold, other = ids(
        BERTI, wife, president, replace(president, country=None), replace(president, country="SVN")
    )
    assert carlo == short == untold
    assert len({carlo, lena, other}) == 3
    assert len(set(ids(wife, president))) == 2


def test_of_two_who_had_an_office_the_time_tells() -> None:
    """Father and son; without days they stay apart."""
    father = replace(BERTI, name="Aldo Berti", day="2011-05-01")
    son, short = replace(BERTI, day="2031-05-01"), replace(BERTI, name="Berti", day="2031-07-01")
    assert ids(father, son, short)[1:] == [ids(son)[0]] * 2
    assert len(set(ids(father, son, replace(short, day=None)))) == 3


def test_who_is_never_named_in_full_is_one_by_surname_and_office() -> None:
    """Whatever the number of articles; a full name later takes them over."""
    short = replace(BERTI, name="Berti")
    assert len(set(ids(short, replace(short, country=None)))) == 1
    assert len(set(ids(short, short, BERTI))) == 1


def test_a_surname_in_the_same_company_is_one() -> None:
    """With the same title; neither the company nor the title is enough."""
    chief = LocalActor("x", "a1", "person", "Iva Rusk", roles=("chairman",), company=frozenset(["adria ferries"]))
    short = replace(chief, name="Rusk")
    assert len(set(ids(chief, short))) == 1
    assert len(set(ids(chief, replace(short, company=frozenset(["gulf rail"]))))) == 2
    assert len(set(ids(chief, replace(short, roles=())))) == 2


def test_a_bare_surname_is_the_president_whom_all_articles_mean() -> None:
    """Ten articles at least and nearly all of that surname; not where another is as well known."""
    bare = LocalActor("x", "a1", "person", "Berti")
    many = [BERTI] * 10
    assert len(set(ids(*many, bare))) == 1
    assert len(set(ids(*many, replace(bare, name="Bertti")))) == 2
    assert len(set(ids(*many, bare, *[replace(VIDMAR, name="Ugo Berti")] * 5))) == 3


def test_an_acronym_is_the_body_that_an_article_ties_it_to() -> None:
    """And nobody where two bodies are tied to it, or the countries differ."""
    short = replace(BOARD, name="HB", aliases=())
    assert len(set(ids(BOARD, short))) == 1
    assert len(set(ids(replace(BOARD, aliases=()), short))) == 2
    assert len(set(ids(BOARD, short, replace(BOARD, name="Heritage Bank")))) == 3
    assert len(set(ids(replace(BOARD, country="ITA"), replace(short, country="SVN")))) == 2


def test_a_company_is_one_with_and_without_its_legal_form() -> None:
    """Inc, Corp and the like at the end are no part of the name."""
    assert len(set(ids(replace(BOARD, name="Adria Ferries Ltd"), replace(BOARD, name="Adria Ferries")))) == 1


def test_the_reason_is_kept() -> None:
    """One word for each."""
    told = reasons(BERTI, replace(BERTI, name="C. Berti"), replace(BERTI, name="Berti"), BOARD,
                   replace(BOARD, name="HB", aliases=()), LocalActor("x", "a1", "person", "Kos"))  # fmt: skip
    assert told == ["same-name", "initials", "office", "same-name", "acronym", None]


def test_what_an_identity_knows_grows_with_each_article() -> None:
    """Roles, aliases and countries join those known; nothing is lost."""
    _, forms = forms_of([VIDMAR, replace(VIDMAR, article_id="y", roles=("minister",), aliases=("Vidmar",))])
    made = identity("person-0", list(forms.values()))
    assert made.roles == ("deputy minister", "minister")
    assert made.aliases == ("Vidmar",)
    assert (made.name, made.country, made.sector) == ("Ana Vidmar", "SVN", "GOV")


NAMES = ["Ana Vidmar", "ANA VIDMAR", "Ana B. Vidmar", "Vidmar", "A. Vidmar", "Carlo Berti", "Ferry Board", "FB"]
ROWS = st.lists(
    st.builds(
        LocalActor,
        article_id=st.sampled_from("uvwxyz"),
        local_id=st.sampled_from(["a1", "a2", "a3"]),
        kind=st.sampled_from(["person", "person", "organisation", "group", "country"]),
        name=st.sampled_from(NAMES),
        named=st.sampled_from([True, True, True, False]),
        aliases=st.sampled_from([(), ("FB",), ("Vidmar",)]),
        country=st.sampled_from([None, "SVN", "ITA"]),
        sector=st.sampled_from([None, "GOV"]),
        roles=st.sampled_from([(), ("president",), ("foreign minister",), ("striker",), ("chairman",)]),
        day=st.sampled_from([None, "2011-05-01", "2031-05-01"]),
        company=st.sampled_from([frozenset(), frozenset(["adria ferries"]), frozenset(["gulf rail", "adria ferries"])]),
    ),
    unique_by=lambda r: (r.article_id, r.local_id),
    max_size=14,
)


@given(rows=ROWS, random=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[LocalActor], random: object) -> None:
    """Any order gives the same forms, the same decisions and the same actors."""
    shuffled = sorted(rows, key=lambda r: (r.local_id, r.article_id))
    getattr(random, "shuffle")(shuffled)  # noqa: B009 - hypothesis' type is private
    assert _whole(shuffled) == _whole(rows)


def _whole(rows: list[LocalActor]) -> object:
    places, forms = forms_of(rows)
    decided = decide(forms, {block for form in forms.values() for block in form.blocks})
    groups: dict[str, list[Form]] = {}
    for form_id, form in forms.items():
        groups.setdefault(decided.forms[form_id].actor_id, []).append(form)
    return places, forms, decided, {i: identity(i, group) for i, group in groups.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan El-Tayeb", "Hasan al-Tayyib"),
        ("Mona Abdel-Rahim", "Muna Abdulrahim"),
        ("Mona Abdel Rahim", "Mouna Abd al-Rahim"),
    ],
)
def test_arabic_names_are_one_in_all_transcriptions(one: str, other: str) -> None:
    """Short vowels, the article and "servant of" are written as it comes."""
    assert person_words(one) == person_words(other)


def test_other_names_keep_their_vowels() -> None:
    """Only names that are Arabic by their article or by "servant of"."""
    assert person_words("Ferro Melli") != person_words("Firru Milli")
    assert person_words("Hassan El-Tayeb") != person_words("Hussein El-Tayeb")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hassan El-Tayeb", "Hasan al-Tayyib"), ("Mona Abdel-Rahim", "Muna Abdulrahim")],
)
def test_arabic_names_are_one_however_they_are_transcribed(one: str, other: str) -> None:
    """Short vowels, the article and "servant of" differ from paper to paper."""
    first, second = ids(replace(VIDMAR, name=one, roles=()), replace(VIDMAR, name=other, roles=()))
    assert first == second


def test_a_bare_title_and_surname_go_to_the_one_who_fits() -> None:
    """At the time; where two fit, or years lie between, to nobody."""
    whole = replace(VIDMAR, roles=("transport minister",), day="2031-03-01")
    bare = LocalActor("x", "a1", "person", "Vidmar", roles=("minister",), day="2031-04-01")
    assert reasons(whole, bare) == ["same-name", "title"]
    assert reasons(whole, replace(bare, day="2041-04-01"))[1] is None
    other = replace(whole, name="Ivo Vidmar", roles=("energy minister",))
    assert reasons(whole, other, bare)[2] is None


def test_a_word_that_was_read_as_a_given_name_makes_no_second_holder() -> None:
    """In one article of many; the office goes to him whom the others name."""
    whole = [replace(BERTI, name="Carlo Berti")] * 5
    odd, bare = replace(BERTI, name="Athough Berti"), replace(BERTI, name="Berti")
    assert ids(*whole, odd, bare)[6] == ids(*whole)[0]
    two = [replace(BERTI, name="Ivan Berti"), bare]
    assert ids(*whole, *two)[6] != ids(*whole)[0]


def test_roles_are_told_once_and_those_of_another_country_left_out() -> None:
    """Capitals make no second role; an office that one country has is no foreigner's."""
    told = replace(
        BERTI, roles=("Finance Minister", "finance minister", "Chancellor of the Exchequer", "British prime minister")
    )
    assert identity("i", list(forms_of([told])[1].values())).roles == ("finance minister",)
