"""Bodies called after a person: which surnames an article uses for a company, a foundation, a party.

"Energy group Hallgren" is a body, and so is "Hallgren" beside it, though Astrid Hallgren chairs it; where persons are
"Mr" and "Ms", a bare surname that also opens a company's name is the company's.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import name_key
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.persons import plain
from dateline.actors.names.terms import terms


def bodies_called(words: Words, phrases: Sequence[Phrase]) -> frozenset[str]:
    """The surnames of the article (case-folded) that a body is called by: "the shipping firm Zorin", "Zorin shares"."""
    surnames = {plain(p.name[-1]) for p in phrases if p.kind == "person" and p.name}
    found = (plain(t) for i, t in enumerate(words.text) if t[:1].isupper() and _beside_company(words, i))
    return frozenset(x for x in found if x in surnames)


def bare(words: Words, surnames: frozenset[str], phrases: Sequence[Phrase]) -> list[Phrase]:
    """Where one of ``surnames`` stands alone and no phrase with a name was read, as a body's name."""
    if not surnames:
        return []
    taken = {i for p in phrases if p.name for i in range(p.first, p.last)}
    alone = (i for i, t in enumerate(words.text) if i not in taken and t[:1].isupper() and plain(t) in surnames)
    return [_as_body(words.text[i], i) for i in alone]


def _as_body(name: str, token: int) -> Phrase:
    return Phrase(token, token + 1, token, "name", "organisation", (name,), token, key=name_key((name,)))


def honoured(phrases: Sequence[Phrase]) -> frozenset[str]:
    """The surnames that stand with "Mr", "Ms" and the like."""
    return frozenset(plain(p.name[-1]) for p in phrases if p.honorific and p.gender and p.name)


def _beside_company(w: Words, i: int) -> bool:
    """Whether a noun for a body stands right before token ``i`` as its title, or what only a company has behind it."""
    if i + 1 < len(w) and w.low[i + 1] in terms("of_companies") and not (i and w.text[i - 1][:1].isupper()):
        return True
    before = noun_of(w.low[i - 1]) if i else None
    title = before is not None and before.kind == "organisation" and not before.plural
    return title and (w.dep[i - 1] == "compound" or w.dep[i] == "appos")
