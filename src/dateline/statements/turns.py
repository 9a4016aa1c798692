"""Speech marked by layout alone: "Name: what he says" in headlines, and the turns of briefings and interviews."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from dateline.grammar.patterns import pattern
from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.confidence import HEADLINE, TURN
from dateline.statements.dashes import is_line
from dateline.statements.syntax import Syntax

_LABEL = re.compile(r"(?P<name>[^\W\d_][^:\n]{0,60}?)\s?:\s+(?=\S)")
_QUOTED_LABEL = re.compile(r"[“„«\"]?(?P<name>[^\W\d_][^:\n]{0,60}?)\s?:\s+(?=\S)")
"""A label of a transcript that is quoted, with a mark before each turn."""
_TRAILING = re.compile(r"\s[–—―-]\s(?P<name>[^–—:,\n]{2,40})$")
_QUOTED = re.compile(
    r"(?P<words>[“„«\"][^“”„«»\"]+[”“»\"]),?\s?[–—―-]\s(?P<name>[^–—:,\n]{2,60}?)(?= on | about | at | after |,|$)"
)
_TURN_WORDS = words("turn_words")
_OFFICES = words("turn_offices")
_SMALL = words("small_in_names")
_MAX_NAME_WORDS = 6
_FOLLOWING = frozenset({"body"})
_ASKED = frozenset({"body", "subhead"})
"""Blocks in which a turn may open: a question alone on its line looks like a heading."""
_LETTER = re.compile(r"(?P<name>[QA])[.:]\s+(?=\S)")
_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Mm]e|[Oo]ur|[Uu]s)\b")
_YOU = re.compile(r"(?i)\b(?:you|your|yours|yourself)\b")
_MARKS = re.compile(r"[\"“”„«»]")
_QUOTED_WORDS = re.compile(r"[“„«\"][^“”„«»\"]*[”“»\"]")
_OFTEN = 0.2
"""The share of questions among the paragraphs of an interview."""
_LONGEST_QUESTION = 300
"""How long a question alone in its paragraph may be, in characters."""
_LONGEST_PUT = 120
"""How long a paragraph may be that puts something to the guest and asks nothing, in characters."""
_FEW, _MANY = 2, 3
"""So many questions make an interview of copy that says it is one, and so many of any."""


def headline_drafts(syntax: Syntax, sources: Collection[str]) -> list[Draft]:
    """ "Name: …" and "… – minister" in the headline; ``sources`` are last words of those who speak in the article."""
    drafts: list[Draft] = []
    for span, kind in zip(syntax.paragraphs, syntax.kinds, strict=True):
        if kind not in ("headline", "subhead"):
            continue
        label = _LABEL.match(syntax.text, span.start, span.end)
        if label and _names_a_source(syntax, Span(*label.span("name")), sources):
            drafts.append(_headline(Span(*label.span("name")), Span(label.end(), span.end)))
            continue
        quoted = _QUOTED.match(syntax.text, span.start, span.end)
        if quoted and len(quoted["words"].split()) > 2:
            drafts.append(_headline(Span(*quoted.span("name")), Span(*quoted.span("words"))))
            continue
        tail = _TRAILING.search(syntax.text, span.start, span.end)
        if tail and _names_a_source(syntax, Span(*tail.span("name")), sources):
            drafts.append(_headline(Span(*tail.span("name")), Span(span.start, tail.start())))
    return drafts


def _headline(name: Span, content: Span) -> Draft:
    return Draft(Attribution((name,), (), (content,), HEADLINE, "headline"))


def _names_a_source(syntax: Syntax, name: Span, sources: Collection[str]) -> bool:
    """Whether a label is a person, an office or one who speaks in the story, not its topic."""
    words = syntax.text[name.start : name.end].split()
    if not words or len(words) > _MAX_NAME_WORDS:
        return False
    small = [w.lower().strip(".,") for w in words]
    if small[-1] in sources or not _OFFICES.isdisjoint(small):
        return True
    return words[0][:1].isupper() and any(syntax.entity[i] == "PERSON" for i in syntax.tokens(name))


def turn_drafts(syntax: Syntax) -> list[Draft]:
    """The turns of a transcript: at least two paragraphs that open with a speaker's label; else of an interview."""
    labels: list[tuple[int, Span]] = []
    again: Counter[str] = Counter()
    for number, (span, kind) in enumerate(zip(syntax.paragraphs, syntax.kinds, strict=True)):
        letter = _LETTER.match(syntax.text, span.start, span.end)
        if kind not in _ASKED | {"note"} and not (letter and kind == "headline"):
            continue
        label = _QUOTED_LABEL.match(syntax.text, span.start, span.end) or letter
        if label and label.end() < span.end and _is_label(syntax.text[label.start("name") : label.end("name")]):
            labels.append((number, Span(*label.span("name"))))
            again[_last(syntax, Span(*label.span("name")))] += 1
            again[_initials(syntax, Span(*label.span("name")))] += 1
    labels = [
        (n, s) for n, s in labels if _speaks(syntax, s, max(again[_last(syntax, s)], again[_initials(syntax, s)]))
    ]
    labels = [(n, s) for n, s in labels if syntax.kinds[n] != "note" or again[_last(syntax, s)] > 1]
    if len(labels) < 2:
        return _unlabelled(syntax)
    drafts: list[Draft] = []
    for (number, name), following in zip(labels, [*(n for n, _ in labels[1:]), None], strict=True):
        drafts.append(Draft(Attribution((name,), (), _turn(syntax, number, name, following), TURN, "turn")))
    return drafts


def openings(drafts: Iterable[Draft]) -> list[int]:
    """The offsets at which the turns among ``drafts`` begin, in order."""
    turns = (d.attribution for d in drafts if d.attribution.origin == "turn")
    return sorted((turn.source or turn.content)[0].start for turn in turns)


def crosses(draft: Draft, opens: Sequence[int]) -> bool:
    """Whether a cue stands in another turn than its words; ``opens`` are the offsets at which the turns begin."""
    found = draft.attribution
    places = {bisect_right(opens, s.start) for s in (*found.cue, *found.content)}
    return len(places) > 1 and 0 not in places and found.origin != "turn"


def _unlabelled(syntax: Syntax) -> list[Draft]:
    """The turns of an interview without labels: each question stands in a paragraph of its own, the answer follows."""
    lines = [n for n, kind in enumerate(syntax.kinds) if kind in _ASKED]
    asked = [n for n in lines if _is_question(syntax.text[slice(*syntax.paragraphs[n])])]
    asked = [n for n in asked if not (is_line(syntax, n) and n < lines[-1] and is_line(syntax, n + 1))]
    if len(asked) < _FEW:
        return []
    lead = " ".join(syntax.text[slice(*p)] for p in syntax.paragraphs[: asked[0]])
    texts = [syntax.text[slice(*syntax.paragraphs[n])] for n in asked]
    answers = [turn for turn in _turns_of(syntax, asked, lines)[1::2] if turn]
    answered = sum(
        any(_FIRST.search(_QUOTED_WORDS.sub("", syntax.text[slice(*piece)])) for piece in answer) for answer in answers
    )
    told = pattern("interviewed").search(lead) is not None
    seldom = len(asked) < _OFTEN * (len(lines) - lines.index(asked[0]))
    if seldom or len(asked) < (_FEW if told else _MANY) or 2 * answered < len(asked):
        return []
    if not told and 2 * sum(_YOU.search(t) is not None for t in texts) < len(asked):
        return []
    asked = sorted([*asked, *(n for n in lines if n > asked[0] and n - 1 not in asked and _is_put(syntax, n))])
    return [Draft(Attribution((), (), turn, TURN, "turn")) for turn in _turns_of(syntax, asked, lines) if turn]


def _turns_of(syntax: Syntax, asked: Sequence[int], lines: Sequence[int]) -> list[tuple[Span, ...]]:
    """Each question with its answer behind it, an empty one where there is none."""
    turns: list[tuple[Span, ...]] = []
    for n, after in zip(asked, [*asked[1:], lines[-1] + 1], strict=True):
        turns.append((syntax.paragraphs[n],))
        turns.append(tuple(syntax.paragraphs[k] for k in range(n + 1, after) if syntax.kinds[k] in _FOLLOWING))
    return turns


def _is_put(syntax: Syntax, number: int) -> bool:
    """Whether a paragraph puts something to the guest without a question mark: "The court declined to hear you."."""
    text = syntax.text[slice(*syntax.paragraphs[number])]
    alone = not _FIRST.search(text) and not _MARKS.search(text) and len(text) <= _LONGEST_PUT
    return alone and _YOU.search(text) is not None and syntax.kinds[number] in _ASKED


def _is_question(words: str) -> bool:
    """Whether a paragraph asks: short, without anybody's words in quotation marks."""
    if _MARKS.search(words):
        return False
    return words.rstrip("\"”')").endswith("?") and len(words) <= _LONGEST_QUESTION


def _last(syntax: Syntax, name: Span) -> str:
    """The last word of a label: "Marko Berti" opens with his full name and goes on as "Berti"."""
    return syntax.text[name.start : name.end].split()[-1].casefold()


def _initials(syntax: Syntax, name: Span) -> str:
    """The first letters of a label's words, by which it may go on: "Marko Berti" and then "MB"; a label in capitals."""
    parts = syntax.text[name.start : name.end].split()
    return parts[0] if len(parts) == 1 and parts[0].isupper() else "".join(p[0] for p in parts if len(parts) > 1)


def _speaks(syntax: Syntax, name: Span, times: int) -> bool:
    """Whether a label is a speaker, not a heading run into its paragraph: speakers come again, or stand in capitals."""
    words = syntax.text[name.start : name.end]
    small = {w.strip(".,").lower() for w in words.split()}
    return times > 1 or words.isupper() or not small.isdisjoint(_TURN_WORDS) or not small.isdisjoint(_OFFICES)


def _is_label(words: str) -> bool:
    """Whether the words before a colon name a speaker: a turn word, or a short name in capitals."""
    parts = words.replace(".", " ").split()
    if not parts or len(parts) > _MAX_NAME_WORDS:
        return False
    if parts[0].lower() in _TURN_WORDS and len(parts) <= 3:
        return True
    return all(p[:1].isupper() or p in _SMALL for p in parts)


def _turn(syntax: Syntax, number: int, name: Span, following: int | None) -> tuple[Span, ...]:
    """The words of a turn; paragraphs without a label go on with it when a further label follows them."""
    span = syntax.paragraphs[number]
    start = name.end
    while start < span.end and (syntax.text[start] in ":." or syntax.text[start].isspace()):
        start += 1
    pieces = [Span(start, span.end)]
    for later in range(number + 1, following if following is not None else number + 1):
        if syntax.kinds[later] in _FOLLOWING:
            pieces.append(syntax.paragraphs[later])
    return tuple(pieces)
