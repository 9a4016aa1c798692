"""The phrases that stand for spans: who a statement's source is, and names that only being a source gives away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.bodies import organ_word
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import last_words
from dateline.actors.names.terms import terms
from dateline.schema import Span, Statement

_WORDS = 3
"""The longest name that is taken from a source alone."""


def phrase_in(phrases: Sequence[Phrase], words: Words, start: int, end: int) -> Phrase | None:
    """The phrase that best stands for ``start`` to ``end``: its head is their syntactic head, or it is widest."""
    first, last = bisect_left(words.start, start), bisect_left(words.start, end)
    within = range(first, last)
    best: tuple[int, int, int] | None = None
    found = None
    for k in range(bisect_left(phrases, first, key=head_of), bisect_left(phrases, last, key=head_of)):
        p = phrases[k]
        governor = words.head[p.head]
        free = governor not in within or governor == p.head
        rank = (free, p.form == "name" and p.kind == "person", p.last - p.first - abs(p.first - first))
        if best is None or rank > best:
            best, found = rank, p
    return found


def head_of(phrase: Phrase) -> int:
    """The token by which phrases are ordered."""
    return phrase.head


def tokens_in(words: Words, span: Span) -> range:
    """The tokens that begin in ``span``."""
    return range(bisect_left(words.start, span.start), bisect_left(words.start, span.end))


def unread_sources(words: Words, phrases: Sequence[Phrase], statements: Sequence[Statement]) -> Iterator[Phrase]:
    """Sources in capitals of which nothing was read, as persons' names or as bodies: "Berti", "Council"."""
    heads = {p.head for p in phrases}
    for source in sorted({s for st in statements for s in st.source[:1]}):
        inside = tokens_in(words, source)
        if 0 < len(inside) <= _WORDS and heads.isdisjoint(inside) and all(_is_name(words, i) for i in inside):
            organ = organ_word(words.low[inside[0] : inside[-1] + 1])
            if organ is not None and len(inside) == 1:
                yield Phrase(
                    inside[0],
                    inside[-1] + 1,
                    inside[-1],
                    "noun",
                    "organisation",
                    sector=organ.sector,
                    noun=words.low[inside[0]],
                    definite=True,
                )
                continue
            name = tuple(words.text[i] for i in inside)
            yield Phrase(inside[0], inside[-1] + 1, inside[-1], "name", "person", name, inside[0])


def _is_name(w: Words, i: int) -> bool:
    """Whether a token may be a word of a name: "Berti" where no label says so."""
    known = noun_of(w.low[i]) is not None or w.low[i] in last_words() or w.low[i] in terms("no_sources")
    return w.tag[i] == "NNP" and w.text[i][0].isupper() and w.text[i].isalpha() and len(w.text[i]) > 2 and not known
