"""Trees that the model gets wrong on headlines and cut-off clauses are put right for all who look at them."""

from __future__ import annotations

import pytest

from dateline.anatomy import find_blocks
from dateline.grammar import Parse, Word, read_grammar
from dateline.grammar.relations import doers, patients, prepositional
from dateline.language import parse
from dateline.schema import Article

BODY = (
    "\n\nOSLO, March 3 (ANS) - The plan was discussed on Monday by ministers and students, officials said. The court,"
    " the police and the dockers had nothing to add about wages, troops or the border. The ferry firm was silent.\n"
)


def grammar_of(text: str) -> Parse:
    """``text``, read."""
    article = Article("t", "t", text)
    return read_grammar(parse([article], [find_blocks(article)])[0])


def _lower(words: list[Word]) -> str:
    return " ".join(w.lower for w in words)


def _acts(text: str, verb: str) -> tuple[str, str]:
    """Who does what ``verb`` says, and to whom."""
    grammar = grammar_of(text)
    word = grammar.words[grammar.lower.index(verb)]
    return _lower(doers(word)), _lower(patients(word))


@pytest.mark.parametrize(
    ("headline", "verb", "sides"),
    [
        ("Court fines ferry firm", "fines", ("court", "firm")),
        ("EU IMPOSES SANCTIONS ON BELARUS", "imposes", ("eu", "sanctions")),
        ("KENYAN POLICE ARREST 12 STUDENTS AFTER PROTEST", "arrest", ("police", "students")),
        ("TURKISH PREMIER TO VISIT GREECE", "visit", ("premier", "greece")),
        ("DOCKERS GO ON STRIKE IN KOPER OVER WAGES", "go", ("dockers", "")),
        ("Mali and Niger sign border pact", "sign", ("mali niger", "pact")),
    ],
)
def test_the_verb_of_a_headline_is_found(headline: str, verb: str, sides: tuple[str, str]) -> None:
    """Headlines without articles and auxiliaries, also in capitals."""
    assert _acts(headline + BODY, verb) == sides


@pytest.mark.parametrize(
    ("text", "verb", "sides"),
    [
        ("According to the envoy, Chad and Niger agreed to hold talks in Agadez.", "agreed", ("chad niger", "")),
        ("Rebels shelled the town of Gao, the army said, killing nine soldiers.", "killing", ("rebels", "soldiers")),
        ("The army condemned and rejected the plan of the rebels.", "condemned", ("army", "plan")),
        (
            "Police arrested two men who had climbed a crane and released them after an hour.",
            "released",
            ("police", "them"),
        ),
    ],
)
def test_what_the_parse_misplaces_is_put_right(text: str, verb: str, sides: tuple[str, str]) -> None:
    """Subjects behind a preposition or a verb of saying, objects that two verbs share, and nobody frees himself."""
    assert _acts(text, verb) == sides


def test_whom_one_meets_on_a_visit_is_the_visitor() -> None:
    """ "Visiting" before a title is no verb."""
    grammar = grammar_of("President Ilves met with visiting Finnish Premier Aino Rinne in Tartu.")
    met = grammar.words[grammar.lower.index("met")]
    assert _lower(prepositional([met], "with")) == "rinne"


def test_who_stands_before_a_sum_in_one_piece_is_given_it() -> None:
    """A currency that is written to its number takes the name before it for a part of the sum."""
    grammar = grammar_of("Norway is giving Iceland NZ$4.5 million for repairs to the harbour.")
    gift = grammar.words[grammar.lower.index("iceland")]
    assert (gift.dep, gift.head.lower) == ("dative", "giving")
