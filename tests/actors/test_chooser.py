"""The table of signs by which names, titles and nouns are given their actors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_casts import cast_of, mentions, parsed

from dateline.actors.choice.book import Book
from dateline.actors.choice.chooser import LATER, TURNS, Joining, Known, Rule, choose
from dateline.actors.mentions.candidates import find_phrases
from dateline.actors.mentions.words import words_of
from dateline.grammar import read_grammar

RULES = {rule.name: rule for turn in TURNS for rule in turn.rules}
AFTER = [rule for turn in LATER for rule in ((turn,) if isinstance(turn, Joining) else turn.rules)]


def test_what_is_surest_is_decided_first() -> None:
    """Full names, other names, what stands beside them, then titles and nouns; a sign has one name."""
    best = {
        turn.name: max(rule.right[0] for rule in turn.rules if rule.right[1] > 30) for turn in TURNS[:1] + TURNS[-1:]
    }
    assert best["full names of persons"] >= 0.9
    assert [turn.name for turn in TURNS][-1] == "titles and nouns"
    assert len({id(rule) for turn in TURNS for rule in turn.rules}) == len(RULES)


def test_within_the_last_turn_common_signs_stand_by_their_strength() -> None:
    """Those with links enough to be measured."""
    shares = [rule.right[0] for rule in TURNS[-1].rules if rule.right[1] > 30]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("rule", [*RULES.values(), *AFTER], ids=lambda r: r.name)
def test_a_sign_says_what_it_needs_and_how_often_it_is_right(rule: Rule | Joining) -> None:
    """So that whoever adds one has to find out; what no marked copy has says that of none it was right."""
    assert rule.needs
    assert 0 <= rule.right[0] <= min(1, rule.right[1])
    assert rule.right[1] > 0 or rule in AFTER


def test_what_asks_who_a_pronoun_is_comes_after_pronouns_in_the_same_loop() -> None:
    """Delegations, kin, what belongs to somebody, and roles: each is a row of a table too."""
    assert [turn.name for turn in LATER][-3:] == ["kin", "belonging", "roles"]
    assert not {rule.name for rule in AFTER} & set(RULES)


def test_the_first_sign_that_knows_somebody_decides() -> None:
    """And none is asked after it."""
    words = words_of(read_grammar(parsed("Ana Vidmar left.")))
    book = Book(words, find_phrases(words, (), ()))
    (phrase,) = book.mentions
    known, somebody = Known(book), book.new(phrase, named=True)
    silent = replace(RULES["office"], find=lambda _known, _phrase: None)
    sure = replace(RULES["office"], name="sure", find=lambda _known, _phrase: somebody)
    assert choose(known, (silent, sure, RULES["age"]), phrase) == (sure, somebody)
    assert choose(known, (silent,), phrase) == (None, None)


def test_a_noun_goes_back_only_where_no_surer_sign_speaks() -> None:
    """Who stands beside the title is its holder, though another held it before."""
    text = "The mayor, Ana Vidmar, left. Bruno Kos, the mayor of Izola, stayed. The mayor of Izola slept."
    found = mentions(cast_of(text), text)
    assert "the mayor of Izola" in found["Bruno Kos"]
    assert "The mayor of Izola" in found["Bruno Kos"]
