"""Who speaks: the actor of each statement's source, and whom it was said to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.extents import country_in
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.sources import phrase_in, tokens_in
from dateline.actors.names.bodies import organ_word
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.shortened import names_one
from dateline.actors.speakers.voice import Voice, is_turn, voice_at
from dateline.schema import ActorKind, Span, Statement

Spoken = tuple[Statement, Character | None, tuple[Character, ...], Character | None]
"""A statement with its speaker, who speaks with the speaker, and whom it was said to."""


def with_speakers(book: Book, statements: Sequence[Statement], voices: Sequence[Voice]) -> list[Spoken]:
    """Each statement with its speaker and addressee; speakers without a name are new actors.

    The turns of an interview without labels are those of ``voices``.
    """
    told: dict[str, Character | None] = {}
    found = list[Spoken]()
    last: Character | None = None
    mentions = list(book.mentions)
    for st in statements:
        joint: tuple[Character, ...] = ()
        if st.source:
            speaker = _of(book, mentions, st.source)
            joint = _joint(book, mentions, st.source[0], speaker)
        elif is_turn(book.words, st):
            voice = voice_at(voices, bisect_left(book.words.start, st.content[0].start))
            speaker = voice.speaker if voice is not None else told.get(st.follows or "")
        else:
            speaker = _earlier(st, told, last)
        hearer = st.addressee_span
        addressee = book.who(phrase_in(mentions, book.words, hearer.start, hearer.end)) if hearer else None
        told[st.id] = speaker
        if speaker is not None and st.parent is None:
            last = speaker
        found.append((st, speaker, joint, addressee))
    return found


def _earlier(st: Statement, told: dict[str, Character | None], last: Character | None) -> Character | None:
    """The speaker of the statement that one without a source goes on from."""
    if st.follows is not None and st.follows in told:
        return told[st.follows]
    return last if st.mode != "indirect" else None


def _of(book: Book, mentions: Sequence[Phrase], spans: Sequence[Span]) -> Character | None:
    """The character that ``spans`` name; one without a name where nobody was found."""
    phrase = phrase_in(mentions, book.words, spans[0].start, spans[-1].end)
    if phrase is not None and _is_owner(book, phrase, spans[0]):
        return _unread(book, spans[0])
    known = book.who(phrase)
    if known is not None:
        return known
    if phrase is None:
        return _relative(book, spans[0]) or _unread(book, spans[0])
    if phrase.form == "pronoun":
        return None
    return _country(book, phrase.country) or book.new(phrase, named=False)


def _joint(book: Book, mentions: Sequence[Phrase], span: Span, speaker: Character | None) -> tuple[Character, ...]:
    """Who speaks together with ``speaker``: those whose phrases a source joins to the first ("Kell and Wirth")."""
    phrase = phrase_in(mentions, book.words, span.start, span.end)
    if phrase is None or speaker is None:
        return ()
    w, inside = book.words, tokens_in(book.words, span)
    found, heads = list[Character](), [phrase.head]
    for head in heads:
        heads += [c for c in w.children[head] if w.dep[c] == "conj" and c in inside]
        other = next((who for p in book.mentions_at(head) if (who := book.who(p)) is not None), None)
        if other is not None and other is not speaker and other not in found:
            found.append(other)
    return tuple(found)


def _country(book: Book, code: str | None) -> Character | None:
    """The country of that code, where the article names it."""
    return next((c for c in book.characters if c.kind == "country" and code and c.country == code), None)


def _is_owner(book: Book, phrase: Phrase, span: Span) -> bool:
    """Whether all that was read of a source is whose it is: "your" of "your sponsor" is not the sponsor."""
    w = book.words
    return phrase.form == "pronoun" and w.dep[phrase.head] == "poss" and w.head[phrase.head] in tokens_in(w, span)


def _unread(book: Book, span: Span) -> Character | None:
    """Whoever a source means of which no phrase was read: "some", "two in the crowd", "Council" of a headline."""
    w = book.words
    inside = [i for i in tokens_in(w, span) if w.pos[i] in ("NOUN", "PROPN", "NUM", "PRON")]
    if not inside:
        return None
    numbers = set(inside)
    head = next((i for i in inside if w.head[i] not in numbers or w.head[i] == i), inside[-1])
    whole, many = tokens_in(w, span), w.tag[head] in ("NNS", "NNPS")
    if w.low[head] in terms("numbers"):
        return _country(book, country_in(w, whole.start, whole.stop))
    for other in book.mentions_at(head):
        if (other.first, other.last) == (whole.start, whole.stop):
            return book.who(other)
    if w.pos[head] == "PRON" and w.low[head] not in terms("somebody"):
        return None
    organ = organ_word((w.low[head],))
    kind: ActorKind = "organisation" if organ is not None else "group" if many else "person"
    made = Phrase(
        whole.start, whole.stop, head, "noun", kind, noun=w.low[head], plural=many,
        sector=organ.sector if organ is not None else None,
    )  # fmt: skip
    bodies = [c for c in book.characters if organ is not None and c.kind == kind and names_one(w.low[head], c.keys)]
    if bodies:
        book.link(made, bodies[0], Sign.NOUN)
        return bodies[0]
    return book.new(made, named=False)


def _relative(book: Book, span: Span) -> Character | None:
    """ "Berti, who said ...": the actor whom the relative pronoun goes back to."""
    w = book.words
    inside = tokens_in(w, span)
    if not inside or w.low[inside[0]] not in ("who", "which", "that", "whom"):
        return None
    verb = w.head[inside[0]]
    while w.dep[verb] in ("conj", "xcomp", "ccomp") and w.head[verb] != verb:
        verb = w.head[verb]
    if w.dep[verb] != "relcl":
        return None
    found = next((c for p in book.mentions_at(w.head[verb]) if (c := book.who(p)) is not None), None)
    if found is not None:
        made = Phrase(inside[0], inside[0] + 1, inside[0], "pronoun", found.kind)
        book.link(made, found, Sign.SPEAKER)
    return found
