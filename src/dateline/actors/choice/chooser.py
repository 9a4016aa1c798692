"""Who each mention is: two tables of signs, one asked before pronouns are chosen and one after, by one loop.

After Raghunathan et al. (EMNLP 2010): what is surest is decided first, over the whole article, and what was decided
speaks for what is less sure. A sign is a question to what is known so far; the first that knows somebody makes the
link, and the link keeps it. Of the signs of nouns and pronouns none is sure: who is likeliest is told by weights that
were learned (``likeliest``, ``pronouns``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.actors.choice.book import Book, Pair, Sign
from dateline.actors.choice.delegations import Sides, members, representatives
from dateline.actors.choice.kin import belongings, relatives
from dateline.actors.choice.likeliest import Candidate, likeliest, sort_of, weights
from dateline.actors.choice.naming import Names
from dateline.actors.choice.roles import Roles
from dateline.actors.choice.titles import Nouns
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.signs.characters import Character


class Known:
    """What is known of an article's actors, by their names and by what they were called."""

    def __init__(self, book: Book) -> None:
        """Nobody is known yet."""
        self.book = book

    @cached_property
    def names(self) -> Names:
        """The names, of which none is resolved when it is first asked for them."""
        return Names(self.book)

    @cached_property
    def nouns(self) -> Nouns:
        """The titles and nouns, laid out when it is first asked for them: then the names are resolved."""
        return Nouns(self.book)

    def is_headline(self, phrase: Phrase) -> bool:
        """Whether a mention stands in the first sentence."""
        return self.book.words.sent[phrase.head] == 0

    @cached_property
    def sides(self) -> Sides:
        """The sides of countries, laid out when delegations are joined."""
        return Sides(self.book)

    @cached_property
    def roles(self) -> Roles:
        """What persons are said to be, laid out when all else is resolved."""
        return Roles(self.book)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign that a mention is of somebody known."""

    name: str
    sign: Sign
    """What the link keeps."""
    needs: str
    """What must have been decided before, in words."""
    right: tuple[float, int]
    """The share of its links that were right, and of how many: 75 documents of GUM, 112 marked stories of our own.

    A link counts as right where the mention's marked actor is the one most marked among the actor's mentions so far.
    """
    find: Callable[[Known, Phrase], Character | None]
    takes_kind: bool = False
    """The mention is of the kind of whoever was found, whatever its noun says."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Mentions that are decided one after the other, before those of the next turn."""

    name: str
    mentions: Callable[[Known], Iterator[Phrase]]
    rules: tuple[Rule, ...]
    learn: Callable[[Known, Character, Phrase], None]
    """What the next decisions are told of this one."""
    is_new: Callable[[Known, Phrase], bool]
    """Whether a mention for which no sign speaks is somebody new."""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Joining:
    """A sign that two actors found so far are one; it is asked once the mentions of all turns have their actors."""

    name: str
    sign: Sign
    """What the links of the mentions that go over keep."""
    needs: str
    """What must have been decided before, in words."""
    right: tuple[float, int]
    """The share of the mentions that go over rightly, and of how many, none where no marked copy has it; see Rule."""
    pairs: Callable[[Book], Iterator[Pair]]
    """The actors that the sign speaks for; one pair is joined before the next is looked for."""


def _always(_known: Known, _phrase: Phrase) -> bool:
    return True


def _never(_known: Known, _phrase: Phrase) -> bool:
    return False


def _nothing(_known: Known, _found: Character, _phrase: Phrase) -> None:
    return None


AGREEING = Rule(
    "agreeing name", Sign.NAME, "full names, for parts of them", (0.92, 735), lambda k, p: k.names.agreeing(p)
)
SAME_KEY = Rule("same name of a body", Sign.NAME, "nothing", (0.84, 369), lambda k, p: k.names.same_key(p))
ACRONYM = Rule("initials", Sign.ACRONYM, "the body's full name", (0.67, 6), lambda k, p: k.names.acronym(p))
LEADING = Rule("first word", Sign.NAME, "the company's full name", (1.00, 1), lambda k, p: k.names.leading_word(p))
COUNTRY = Rule("same country", Sign.COUNTRY, "nothing", (0.87, 273), lambda k, p: k.names.same_country(p))
OTHER = Rule("another name", Sign.NAME, "all sure names", (1.00, 8), lambda k, p: k.names.other_name(p))
AGAIN = Rule("name without a phrase", Sign.NAME, "all names", (0.83, 283), lambda k, p: k.names.found_again(p))
BESIDE_NAME = Rule(
    "beside a name", Sign.APPOSITION, "all names", (0.94, 190), lambda k, p: k.nouns.beside_a_name(p), takes_kind=True
)
BESIDE = Rule("beside somebody", Sign.APPOSITION, "what is before it", (0.75, 12), lambda k, p: k.nouns.beside(p))
PREDICATE = Rule("said to be it", Sign.PREDICATE, "the subject", (0.94, 36), lambda k, p: k.nouns.predicate(p))
AGED = Rule("age", Sign.NOUN, "who was named last", (0.00, 2), lambda k, p: k.nouns.aged(p))
RULERS = Rule("government", Sign.NOUN, "countries", (0.44, 9), lambda k, p: k.nouns.government(p))
HOLDER = Rule("office", Sign.TITLE, "offices of those before", (0.64, 192), lambda k, p: k.nouns.holder(p))
SAME_NOUN = Rule("same noun", Sign.NOUN, "nouns of those before", (0.50, 478), lambda k, p: k.nouns.same_noun(p))
NEAREST = Rule("nearest body", Sign.NOUN, "bodies before it", (0.39, 122), lambda k, p: k.nouns.nearest_body(p))

HEADLINE = replace(
    NEAREST, name="nearest body of a headline", find=lambda k, p: k.nouns.nearest_body(p) if k.is_headline(p) else None
)

WEIGHED = (HOLDER, RULERS, SAME_NOUN, NEAREST, AGED)
"""Signs that are weighed: whom they name speaks for somebody beside all else that is known of the candidates.

Where nobody is likely enough they decide alone, the nearest body in a headline only.
"""

SURE = 2
"""How many signs of the last turn decide before the likeliest is looked for."""


def known_actors(known: Known, phrase: Phrase) -> list[Candidate]:
    """Who a title or a noun may be, somebody new first, each with what speaks for it."""
    return known.nouns.known_actors(phrase, {rule.name: rule.find(known, phrase) for rule in WEIGHED})


def _likeliest(known: Known, phrase: Phrase) -> Character | None:
    found = known_actors(known, phrase)
    return likeliest(found, weights(sort_of(phrase))) if len(found) > 1 else None


TITLED = Rule(
    "likeliest holder", Sign.TITLE, "what was said before", (0.66, 166),
    lambda k, p: _likeliest(k, p) if p.office is not None else None,
)  # fmt: skip
CALLED = Rule(
    "likeliest", Sign.NOUN, "what was said before", (0.64, 462),
    lambda k, p: _likeliest(k, p) if p.office is None else None,
)  # fmt: skip

TURNS: tuple[Turn, ...] = (
    Turn("full names of persons", lambda k: k.names.full(), (AGREEING,), lambda k, c, p: k.names.learn(c, p), _always),
    Turn(
        "other names", lambda k: k.names.others(), (AGREEING, SAME_KEY, ACRONYM, LEADING, COUNTRY),
        lambda k, c, p: k.names.learn(c, p), _always,
    ),
    Turn(
        "names that need another", lambda k: k.names.weak(), (OTHER, SAME_KEY, ACRONYM, LEADING),
        lambda k, c, p: k.names.learn(c, p), lambda _, p: not p.weak,
    ),
    Turn("names without a phrase", lambda k: k.names.again(), (AGAIN,), lambda k, c, p: k.names.learn(c, p), _never),
    Turn("beside a name", lambda k: k.nouns.last_first(), (BESIDE_NAME,), _nothing, _never),
    Turn(
        "titles and nouns", lambda k: k.nouns.in_order(),
        (PREDICATE, BESIDE, TITLED, CALLED, HOLDER, RULERS, SAME_NOUN, HEADLINE, AGED),
        lambda k, c, p: k.nouns.learn(c, p), lambda k, p: k.nouns.is_somebody(p), named=False,
    ),
)  # fmt: skip
"""The order of all decisions, from sure to unsure; of two signs that may both speak, the narrower stands first."""

SIDE = Rule("side", Sign.NOUN, "delegations", (0.00, 0), lambda k, p: k.sides.delegation(p))
ROLE = Rule("role", Sign.ROLE, "pronouns", (0.75, 91), lambda k, p: k.roles.holder(p), takes_kind=True)

LATER: tuple[Joining | Turn, ...] = (
    Joining("members of a delegation", Sign.NOUN, "nouns", (1.00, 2), members),
    Joining("a delegation's country", Sign.NOUN, "its members", (0.00, 0), representatives),
    Turn("sides", lambda k: iter(k.sides.mentions()), (SIDE,), _nothing, _never),
    Joining("kin", Sign.KIN, "pronouns: whose kin", (1.00, 15), relatives),
    Joining("belonging", Sign.BELONGING, "whom persons speak for", (0.50, 8), belongings),
    Turn("roles", lambda k: k.roles.mentions(), (ROLE,), _nothing, _never),
)
"""What is decided after pronouns, since it asks who "he" and "her" are."""


def resolve(book: Book, table: tuple[Joining | Turn, ...] = TURNS) -> None:
    """Give the mentions of each turn of ``table`` their actors, by the first of its signs that knows one."""
    known = Known(book)
    for turn in table:
        if isinstance(turn, Joining):
            for actor, other in turn.pairs(book):
                book.merge(actor, other, turn.sign)
        else:
            decide(known, turn)


def decide(known: Known, turn: Turn) -> None:
    """Give the mentions of ``turn`` their actors."""
    for phrase in turn.mentions(known):
        rule, found = choose(known, turn.rules, phrase)
        if rule is not None and found is not None:
            known.book.link(phrase, found, rule.sign, found.kind if rule.takes_kind else None)
        elif turn.is_new(known, phrase):
            found = known.book.new(phrase, named=turn.named)
        else:
            continue
        turn.learn(known, found, phrase)


def choose(known: Known, rules: tuple[Rule, ...], phrase: Phrase) -> tuple[Rule, Character] | tuple[None, None]:
    """The first of ``rules`` that knows who ``phrase`` is, and whom it finds."""
    for rule in rules:
        found = rule.find(known, phrase)
        if found is not None:
            return rule, found
    return None, None
