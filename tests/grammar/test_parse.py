"""The parse as it is read from spaCy, put right and frozen."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from dateline.anatomy import find_blocks
from dateline.grammar import Parse, read_grammar
from dateline.grammar.relations import doers, is_negated, is_passive, patients
from dateline.language import parse
from dateline.language.encoded import states_of
from dateline.schema import Article, Span

TEXT = "The general announced a cease-fire on Monday. It lasted 12 days."


def grammar_of(text: str) -> Parse:
    """``text``, read."""
    article = Article("t", "t", text)
    return read_grammar(parse([article], [find_blocks(article)])[0])


def test_the_tree_is_that_of_the_parser() -> None:
    """Heads, children, edges and sentences are the parser's where nothing had to be put right."""
    grammar = grammar_of(TEXT)
    doc = grammar.copy.doc
    assert [w.head.i for w in grammar.words] == list(grammar.head) == [t.head.i for t in doc]
    assert [[c.i for c in w.children] for w in grammar.words] == [[c.i for c in t.children] for t in doc]
    assert [w.sent.words[0].i for w in grammar.words] == list(grammar.first) == [t.sent.start for t in doc]
    assert list(zip(grammar.left, grammar.right, strict=True)) == [(t.left_edge.i, t.right_edge.i) for t in doc]


def test_a_hyphened_noun_has_one_lemma() -> None:
    """ "Cease-fire" is one word to whoever looks it up."""
    assert "cease-fire" in grammar_of(TEXT).lemma


@pytest.mark.parametrize(
    ("text", "form", "lemma", "pos"),
    [
        ("Ana Vidmar hopes for rain.", "hopes", "hope", "VERB"),
        ("The union staged a strike.", "staged", "stage", "VERB"),
        ("The port will be closed for a week, informed official sources.", "informed", "inform", "VERB"),
    ],
)
def test_forms_that_the_model_gets_wrong_are_put_right(text: str, form: str, lemma: str, pos: str) -> None:
    """Lemmas cut too short, and verbs taken for names or adjectives."""
    grammar = grammar_of(text)
    at = grammar.lower.index(form)
    assert (grammar.lemma[at], grammar.pos[at]) == (lemma, pos) == (grammar.words[at].lemma, grammar.words[at].pos)


def test_nobody_can_change_what_was_read() -> None:
    """A word is frozen: what one stage reads, the next reads too."""
    word = grammar_of(TEXT).words[0]
    with pytest.raises(FrozenInstanceError):
        word.dep = "ROOT"  # type: ignore[misc]


def test_the_states_are_a_field_of_the_parse() -> None:
    """They are those that the encoder gave, or none."""
    copy = grammar_of(TEXT).copy
    states = states_of(copy)
    assert read_grammar(copy, states).states is states
    assert read_grammar(copy).states is None


def test_tokens_are_found_by_their_characters() -> None:
    """A span that cuts a word has all of it, and its top is the head of the phrase."""
    grammar = grammar_of(TEXT)
    tokens = grammar.tokens(Span(2, 6))
    assert [grammar.lower[i] for i in tokens] == ["the", "general"]
    assert grammar.top(tokens) == 1
    assert grammar.top(range(0)) is None


def test_who_acts_and_who_is_acted_on() -> None:
    """The subject of a passive is its patient, and the one after "by" acts."""
    grammar = grammar_of("The envoy was not received by the mayor.")
    verb = grammar.words[grammar.lower.index("received")]
    assert is_passive(verb)
    assert is_negated(verb)
    assert [w.lower for w in doers(verb)] == ["mayor"]
    assert [w.lower for w in patients(verb)] == ["envoy"]


@pytest.mark.parametrize("text", ["", "\n\n", "?"])
def test_copy_without_words_has_an_empty_parse(text: str) -> None:
    """No word, or none that is one, and no exception."""
    assert len(grammar_of(text).words) == len(grammar_of(text))
