"""Whose words stand without quotation marks: the turns of a transcript, the answers of an interview, a signed piece.

"I" outside quotation marks is whoever holds the floor: the label before a turn ("Berti:", "AB:", "A:") says who, in an
interview without labels the questions and the one who was asked, else the byline or the heading of a speech.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import inf

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.sources import head_of
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import forms_of, terms
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.interviewers import asks, find_interviewers
from dateline.grammar.words import words
from dateline.schema import Anatomy, Statement

_MARKS = frozenset(["“", "”", "„", "«", "»", '"', "'", "‘", "’", "``", "''"])
_LABEL = 7
"""The longest label of a turn, in tokens."""
_TURNS = 3
_QUESTIONS = 2
_OFTEN = 0.1
"""The share of questions among the paragraphs of an interview."""
_MANY_QUESTIONS = 3
_QUESTION = 80
"""The longest paragraph that is taken for a question, in tokens."""
_PUT = 25
"""The longest paragraph that puts something to the guest and asks nothing, in tokens."""
_THROUGHOUT = 8
"""How often "I" must stand in copy without a byline before it is taken for one person's own words."""
_KNOWN = 3
"""How often the guest of an interview that does not say with whom it is must be named before the first question."""
_LEAD = 8
"""Paragraphs from the top in which an interview says whom it is with."""
_REACH = 25


@dataclass(frozen=True, slots=True)
class Voice:
    """The tokens ``first`` to ``last`` are the words of ``speaker``, said to ``hearer``."""

    first: int
    last: int
    speaker: Character | None
    hearer: Character | None = None


def find_voices(book: Book, anatomy: Anatomy, statements: Sequence[Statement]) -> list[Voice]:
    """Who speaks where no quotation mark says so, in order; labels without a name become mentions."""
    w = book.words
    lines = _lines(w)
    turns = _turns(w, lines)
    if turns:
        return _transcript(book, turns, find_interviewers(book, anatomy, lines[:_LEAD], turns[0][0]))
    told = any(is_turn(w, st) for st in statements)
    if not told and forms_of("i").isdisjoint(w.low):
        return []
    asked = [n for n, line in enumerate(lines) if _asks(w, line)]
    own = _own_words(w, book.mentions, statements)
    if len(asked) >= _QUESTIONS and (told or len(own) >= _QUESTIONS) and len(asked) >= _OFTEN * (len(lines) - asked[0]):
        hosts = find_interviewers(book, anatomy, lines[:_LEAD], lines[asked[0]][0])
        guests = _guests(book, lines[: max(1, min(_LEAD, asked[0]))], hosts)
        said_so = bool(hosts) or not terms("talked").isdisjoint(w.low[: lines[asked[0]][0]])
        if not guests and (said_so or len(asked) >= _MANY_QUESTIONS):
            guests = _foremost(book, lines[asked[0]][0], 1 if said_so else _KNOWN, hosts)
        if guests or (hosts and told):
            asked = sorted([*asked, *(n for n in range(asked[0] + 2, len(lines)) if _puts(w, lines, n))])
            return _interview(book, lines, asked, guests, hosts[0] if len(hosts) == 1 else None)
    author = _author(book, lines, anatomy)
    if author is None and not asked and len(own) >= _THROUGHOUT:
        author = _narrator(book, own[0])
    return [Voice(0, len(w), author)] if author is not None else []


def is_turn(w: Words, statement: Statement) -> bool:
    """Whether a statement is a turn of an interview or a transcript, which has neither a cue nor quotation marks."""
    if statement.cue or statement.mode != "direct" or not statement.content:
        return False
    first = bisect_left(w.start, statement.content[0].start)
    return first < len(w) and w.text[first] not in _MARKS


def voice_at(voices: Sequence[Voice], token: int) -> Voice | None:
    """The voice that ``token`` stands in."""
    at = bisect_right(voices, token, key=lambda v: v.first) - 1
    return voices[at] if at >= 0 and token < voices[at].last else None


def _lines(w: Words) -> list[tuple[int, int]]:
    """The paragraphs that hold words, as token ranges without blanks at their borders."""
    found: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(w) + 1):
        if i < len(w) and w.paragraph[i] == w.paragraph[first]:
            continue
        start, end = first, i
        while start < end and w.text[start].isspace():
            start += 1
        while end > start and w.text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append((start, end))
        first = i
    return found


def _turns(w: Words, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Labelled turns: where each starts, where its label ends, and where it ends; none where labels do not recur."""
    labels: list[tuple[int, int]] = []
    for line, last in lines:
        first = line + (w.text[line] in ('"', "“", "'", "‘"))
        if w.text[line] in ("Q.", "A."):
            labels.append((line, line + 1))
            continue
        colon = next((i for i in range(first + 1, min(last, first + _LABEL)) if _ends_label(w, first, i)), None)
        if colon is not None and _is_label(w, first, colon) and w.low[first] != "interview":
            labels.append((first, colon))
    keys = [_label_key(w, first, colon) for first, colon in labels]
    counts = Counter(keys)
    again = [k for k in keys if counts[k] > 1]
    if len(again) < _TURNS or len(set(again)) < 2:
        return []
    ends = [f for f, _ in labels[1:]] + [lines[-1][1]]
    return [(f, c, end) for (f, c), end in zip(labels, ends, strict=True)]


def _label_key(w: Words, first: int, colon: int) -> str:
    """What recurs in the labels of one speaker: the words, or the initials that stand for them later."""
    words = [word for word in w.text[first:colon] if word[0].isalpha()]
    initials = "".join(word[0] for word in words)
    return initials if len(words) > 1 and initials.isupper() else " ".join(words)


def _ends_label(w: Words, first: int, i: int) -> bool:
    """A colon; after "Q" and "A" a full stop too."""
    return w.text[i] == ":" or (w.text[i] == "." and i == first + 1 and w.text[first] in ("Q", "A"))


def _is_label(w: Words, first: int, colon: int) -> bool:
    """A name, a title or initials before a colon."""
    return w.text[first][0].isupper() and all(
        w.text[i][0].isalnum() or w.text[i] in "().-'" for i in range(first, colon)
    )


def _transcript(book: Book, turns: Sequence[tuple[int, int, int]], hosts: Sequence[Character]) -> list[Voice]:
    w = book.words
    guests = _guests(book, [(0, turns[0][0])], hosts) or _foremost(book, turns[0][0], 1, hosts)
    initials = _initials(book)
    speakers: list[Character | None] = []
    whole: dict[str, Character] = {}
    for first, colon, _ in turns:
        label = w.text[first].strip(".")
        cut = whole.get(label) if colon == first + 1 else None
        if cut is not None:
            speakers.append(_by_label(book, first, colon, cut))
            continue
        asked = asks(label) and (len(hosts) == 1 or label == "Q")
        answers = label.lower() in words("answering_labels")
        if colon == first + 1 and (asked or answers):
            # The label stands for whoever asks or answers, as "I" does.
            book.note(Phrase(first, colon, first, "pronoun", "person", pronoun=Pronoun.I))
            able = guests if answers else hosts
            speakers.append(able[0] if len(able) == 1 else None)
        else:
            speakers.append(_labelled(book, initials, first, colon))
            if colon > first + 1 and (one := speakers[-1]) is not None:
                whole.setdefault(_label_key(w, first, colon), one)
    found = []
    for n, (first, _, end) in enumerate(turns):
        near = [*speakers[n + 1 : n + 2], *reversed(speakers[max(0, n - 1) : n])]
        hearer = next((c for c in near if c is not None and c is not speakers[n]), None)
        found.append(Voice(first, end, speakers[n], hearer))
    return found


def _initials(book: Book) -> dict[str, list[Character]]:
    """The named characters by the initials of their longest names."""
    found: dict[str, list[Character]] = {}
    for c in book.characters:
        if c.named and c.texts:
            longest = max(c.texts, key=lambda t: (len(t.split()), t))
            found.setdefault("".join(word[0] for word in longest.split() if word[0].isupper()), []).append(c)
    return found


def _labelled(book: Book, initials: Mapping[str, list[Character]], first: int, colon: int) -> Character | None:
    """Whom the label ``first`` to ``colon`` names: by a phrase in it, by a surname in capitals, or by initials."""
    w = book.words
    inside = _between(book, first, colon)
    known = _people(book, inside)
    named = [c for c in known if c.named]
    if named:
        return named[-1]
    word = w.text[colon - 1]
    holders = [c for c in book.holders(w.low[colon - 1]) if c.named]
    if not holders and colon == first + 1 and word.isupper() and len(word) in (2, 3):
        holders = initials.get(word, [])
    if len(holders) != 1:
        return known[-1] if known else None
    return _by_label(book, first, colon, holders[0])


def _by_label(book: Book, first: int, colon: int, speaker: Character) -> Character:
    """Read the label ``first`` to ``colon`` as a name of ``speaker``, whatever was read in it."""
    book.drop(_between(book, first, colon))
    made = Phrase(first, colon, colon - 1, "name", speaker.kind, tuple(book.words.text[first:colon]), first)
    book.link(made, speaker, Sign.SPEAKER)
    return speaker


def _between(book: Book, first: int, last: int) -> list[Phrase]:
    """The mentions whose heads are in ``first`` to ``last``."""
    mentions = book.mentions
    return mentions[bisect_left(mentions, first, key=head_of) : bisect_left(mentions, last, key=head_of)]


def _persons(book: Book) -> list[Phrase]:
    """The mentions of persons by a name."""
    return [p for p in book.linked() if p.kind == "person" and p.form == "name"]


def _people(book: Book, phrases: Iterable[Phrase]) -> list[Character]:
    return [c for p in phrases if (c := book.who(p)) is not None]


def _asks(w: Words, line: tuple[int, int]) -> bool:
    first, last = line
    end = last - 1
    while end > first and w.text[end] in ('"', "”", "'", "’", ")"):
        end -= 1
    return w.text[end] == "?" and last - first <= _QUESTION and w.text[first] not in ('"', "“")


def _puts(w: Words, lines: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether a line behind an answer puts something to the guest: "The court declined to hear you."."""
    inside = set(w.low[slice(*lines[n])])
    mine = forms_of("i") | forms_of("we")
    short = lines[n][1] - lines[n][0] <= _PUT and not inside & set(_MARKS)
    return short and bool(inside & forms_of("you")) and not inside & mine and not _asks(w, lines[n - 1])


def _guests(book: Book, lines: Sequence[tuple[int, int]], hosts: Sequence[Character]) -> list[Character]:
    """Whom the lines at the top say that they interview; both where two are; none where they only say that they do.

    ``hosts`` are those who ask.
    """
    w = book.words
    persons = [p for p in _persons(book) if len(p.name) > 1 and book.who(p) not in hosts]
    for first, last in lines:
        for i in range(first, last):
            talked = w.low[i] in terms("talked") and {"with", "to"} & set(w.low[i + 1 : i + 4])
            if not w.low[i].startswith("interview") and not talked:
                continue
            passive = w.low[i] == "interviewed" and w.low[i + 1 : i + 2] in (("by",), ("about",), ("on",))
            near = (
                range(max(first, i - _REACH), i) if passive else range(i + 1, _topic(w, i + 1, min(last, i + _REACH)))
            )
            chosen = [p for p in persons if p.head in near and w.sent[p.head] == w.sent[i]]
            if chosen:
                one = chosen[-1 if passive else 0]
                joined = [p for p in chosen if p is not one and w.dep[p.head] == "conj" and w.head[p.head] == one.head]
                return _people(book, (one, *joined))
    return []


def _topic(w: Words, first: int, last: int) -> int:
    """Where what the talk is about begins, or a pronoun stands for the guest."""
    return next((i for i in range(first, last) if w.low[i] in terms("topics")), last)


def _foremost(book: Book, before: int, least: int, hosts: Sequence[Character]) -> list[Character]:
    """The person who is named most, ``least`` times and by a full name too, before the first question, not a host."""
    persons = (p for p in _persons(book) if p.head < before)
    named = [(c, p) for p in persons if (c := book.who(p)) is not None and c not in hosts]
    counts = Counter(c.number for c, _ in named)
    full = {c.number for c, p in named if len(p.name) > 1}
    best = sorted((n for n in full if counts[n] >= least), key=lambda n: (-counts[n], n))[:1]
    return [book.characters[n] for n in best]


def _interview(
    book: Book,
    lines: Sequence[tuple[int, int]],
    asked: Sequence[int],
    guests: Sequence[Character],
    host: Character | None,
) -> list[Voice]:
    """The ``host`` asks the guest; what stands between is the guest's answer, or of who the line says that it is."""
    questions = set(asked)
    only = guests[0] if len(guests) == 1 else None
    found = []
    for n in range(asked[0], len(lines)):
        first, last = lines[n]
        if n in questions:
            found.append(Voice(first, last, host, only))
        else:
            found.append(Voice(first, last, _introduced(book, first, last) or only, host))
    return found


def _introduced(book: Book, first: int, last: int) -> Character | None:
    """ "I'm Ana Vidmar", "my name is Ana Vidmar": who says so."""
    w = book.words
    for p in _between(book, first, last):
        i = p.first - 2
        if p.form != "name" or p.kind != "person" or i < first or w.lemma[i + 1] != "be":
            continue
        if w.low[i] == "i" or (w.low[i] == "name" and i > first and w.low[i - 1] == "my"):
            return book.who(p)
    return None


def _author(book: Book, lines: Sequence[tuple[int, int]], anatomy: Anatomy) -> Character | None:
    """Who says "I" throughout: the one in the byline, in the heading of a speech, or who gives a name."""
    w, persons = book.words, _persons(book)
    for block in anatomy.blocks:
        if block.kind == "byline":
            signed = [p for p in persons if block.start <= w.start[p.head] < block.end]
            if len(signed) == 1:
                return book.who(signed[0])
    for first, last in lines[: _LEAD // 2]:
        if not terms("addresses").intersection(w.low[first:last]) or last - first > 2 * _REACH:
            continue
        held = _people(book, (p for p in persons if first <= p.head < last and _heads_a_speech(w, p)))
        if len({c.number for c in held}) == 1:
            return held[0]
    return _introduced(book, 0, len(w))


def _own_words(w: Words, phrases: Sequence[Phrase], statements: Sequence[Statement]) -> list[Phrase]:
    """Where "I" stands outside the quotations."""
    spans = sorted(span for st in statements if st.mode != "indirect" and not is_turn(w, st) for span in st.content)
    ends = list(accumulate((end for _, end in spans), max))
    found = []
    for p in phrases:
        if p.pronoun is Pronoun.I:
            at = bisect_right(spans, (w.start[p.head], inf)) - 1
            if at < 0 or ends[at] <= w.start[p.head]:
                found.append(p)
    return found


def _narrator(book: Book, said: Phrase) -> Character:
    """Whoever says "I" throughout copy that no one signs: one person without a name."""
    found = book.new(book.exchange(said, replace(said, kind="person")), named=False)
    found.title = "the author"
    return found


def _heads_a_speech(w: Words, p: Phrase) -> bool:
    """ "Remarks by Ana Vidmar", "Ana Vidmar's address", "Vidmar Floor Speech"."""
    after = w.low[p.last : p.last + 6]
    if not terms("addresses").intersection(after):
        before = w.low[max(0, p.first - 4) : p.first]
        return (
            before[-1:] in (("by",), ("of",), ("from",))
            and bool(terms("addresses").intersection(before))
            and "and" not in after
        )
    owns = "'s" in (w.text[p.last - 1], after[0]) or bool(terms("addresses").intersection(after[:3]))
    return owns or after[0] in terms("delivering")
