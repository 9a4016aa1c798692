"""Who speaks: the actor of each statement's source, and whom it was said to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.actors.choice.naming import Naming
from dateline.actors.choice.pronouns import phrase_in
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.nouns import noun_of
from dateline.actors.names.offices import last_words
from dateline.actors.signs.characters import Character
from dateline.schema import Span, Statement

_TURNS = frozenset({"question", "answer", "interviewer", "narrator", "comment", "report", "source", "sources"})
"""Labels and sources that are nobody's names."""
_WORDS = 3
"""The longest name that is taken from a source alone."""
_OCCASIONS = frozenset({"meeting", "talks", "session", "conference", "briefing", "reception", "summit", "hearing"})


def with_speakers(
    naming: Naming, phrases: list[Phrase], statements: Sequence[Statement]
) -> tuple[list[tuple[Statement, Character | None, Character | None]], list[Phrase]]:
    """Each statement with its speaker and addressee, and the phrases that were added for speakers without a name."""
    heads = [p.head for p in phrases]
    added: list[Phrase] = []
    told: dict[str, Character | None] = {}
    found = []
    last: Character | None = None
    for st in statements:
        speaker = _of(naming, phrases, heads, st.source, added) if st.source else _earlier(st, told, last)
        addressee = _told(naming, phrases, heads, st.addressee_span) if st.addressee_span else None
        told[st.id] = speaker
        if speaker is not None and st.parent is None:
            last = speaker
        found.append((st, speaker, addressee))
    return found, added


def name_sources(naming: Naming, phrases: list[Phrase], statements: Sequence[Statement]) -> None:
    """Take sources in capitals of which nothing was read for the names of persons: "Berti" where no label says so."""
    w, heads = naming.words, [p.head for p in phrases]
    fresh: dict[Span, Phrase] = {}
    for source in {s for st in statements for s in st.source[:1]}:
        inside = _tokens(w.start, source)
        if not inside or len(inside) > _WORDS or not all(_is_name(w, i) for i in inside):
            continue
        if phrase_in(phrases, heads, w, source.start, source.end) is None:
            words = tuple(w.text[i] for i in inside)
            fresh[source] = Phrase(inside[0], inside[-1] + 1, inside[-1], "name", "person", words, inside[0])
    for source in sorted(fresh):
        naming.person(fresh[source])
    phrases.extend(fresh.values())
    phrases.sort(key=lambda p: (p.head, p.first))


def _told(naming: Naming, phrases: list[Phrase], heads: list[int], span: Span) -> Character | None:
    """Whom the words were said to, where that is somebody: "a press conference" is nobody."""
    phrase = phrase_in(phrases, heads, naming.words, span.start, span.end)
    return naming.characters[phrase.actor] if phrase is not None and phrase.actor >= 0 else None


def _earlier(st: Statement, told: dict[str, Character | None], last: Character | None) -> Character | None:
    """The speaker of the statement that one without a source goes on from."""
    if st.follows is not None and st.follows in told:
        return told[st.follows]
    return last if st.mode != "indirect" else None


def _of(
    naming: Naming, phrases: list[Phrase], heads: list[int], spans: Sequence[Span], added: list[Phrase]
) -> Character | None:
    """The character that ``spans`` name; one without a name where nobody was found."""
    w = naming.words
    phrase = phrase_in(phrases, heads, w, spans[0].start, _without_occasion(w, spans[-1]))
    if phrase is not None and phrase.actor >= 0:
        return naming.characters[phrase.actor]
    relative = _relative(naming, phrases, heads, spans[0], added) if phrase is None else None
    if relative is not None:
        return relative
    if phrase is not None and phrase.form != "pronoun":
        return naming.new(phrase, False)
    inside = [i for i in _tokens(w.start, spans[0]) if w.pos[i] in ("NOUN", "PROPN", "NUM", "PRON")]
    if not inside or phrase is not None:
        return None
    numbers = set(inside)
    head = next((i for i in inside if w.head[i] not in numbers or w.head[i] == i), inside[-1])
    span = _tokens(w.start, spans[0])
    made = Phrase(
        span[0], span[-1] + 1, head, "noun", kind="person", noun=w.low[head], plural=w.tag[head] in ("NNS", "NNPS")
    )
    if made.plural:
        made.kind = "group"
    for other in added:
        if other.first == made.first and other.last == made.last:
            return naming.characters[other.actor]
    if w.pos[head] == "PRON" and w.low[head] not in (
        "one",
        "some",
        "many",
        "others",
        "several",
        "both",
        "all",
        "none",
        "few",
        "another",
        "someone",
    ):
        return None
    added.append(made)
    return naming.new(made, False)


def _is_name(w: Words, i: int) -> bool:
    """Whether a token of a source that nothing else was made of is a word of a name: "Berti" where no label says so."""
    known = noun_of(w.low[i]) is not None or w.low[i] in last_words() or w.low[i] in _TURNS
    return w.tag[i] == "NNP" and w.text[i][0].isupper() and w.text[i].isalpha() and len(w.text[i]) > 2 and not known


def _without_occasion(w: Words, span: Span) -> int:
    """Where a source ends short of whom it met: "The delegation at the meeting with Chairman Name"."""
    inside = _tokens(w.start, span)
    for i in inside[1:]:
        if w.low[i] in ("at", "during", "after") and any(w.low[k] in _OCCASIONS for k in inside if i < k < i + 4):
            return w.start[i]
    return span.end


def _relative(
    naming: Naming, phrases: list[Phrase], heads: list[int], span: Span, added: list[Phrase]
) -> Character | None:
    """ "Berti, who said ...": the actor whom the relative pronoun goes back to."""
    w = naming.words
    inside = _tokens(w.start, span)
    if not inside or w.low[inside[0]] not in ("who", "which", "that", "whom"):
        return None
    verb = w.head[inside[0]]
    while w.dep[verb] in ("conj", "xcomp", "ccomp") and w.head[verb] != verb:
        verb = w.head[verb]
    if w.dep[verb] != "relcl":
        return None
    at = bisect_left(heads, w.head[verb])
    for k in (at, at + 1):
        if k < len(phrases) and phrases[k].head == w.head[verb] and phrases[k].actor >= 0:
            found = naming.characters[phrases[k].actor]
            made = Phrase(inside[0], inside[0] + 1, inside[0], "pronoun", kind=found.kind)
            found.add(made)
            added.append(made)
            return found
    return None


def _tokens(starts: list[int], span: Span) -> list[int]:
    return list(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
