"""The turns of a transcript: the label before each ("Berti:", "AB:", "A:") says who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.words import Words
from dateline.actors.signs.characters import Character
from dateline.actors.speakers.interviewers import asks
from dateline.actors.speakers.interviews import foremost, guests_of
from dateline.actors.speakers.voice import Voice, between, people
from dateline.grammar.words import words

_LABEL = 7
"""The longest label of a turn, in tokens."""
_TURNS = 3


def turns_of(w: Words, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
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


def transcript(book: Book, turns: Sequence[tuple[int, int, int]], hosts: Sequence[Character]) -> list[Voice]:
    """Whose each of ``turns`` is, labels without a name becoming mentions; ``hosts`` are those who ask."""
    w = book.words
    guests = guests_of(book, [(0, turns[0][0])], hosts) or foremost(book, turns[0][0], 1, hosts)
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
    inside = between(book, first, colon)
    known = people(book, inside)
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
    book.drop(between(book, first, colon))
    made = Phrase(first, colon, colon - 1, "name", speaker.kind, tuple(book.words.text[first:colon]), first)
    book.link(made, speaker, Sign.SPEAKER)
    return speaker
