"""The head of an article: headline, kicker, standfirst, bylines and stamps, down to where the body begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.anatomy.dateline import find_dateline, is_place_and_day
from dateline.anatomy.furniture import is_agency_line, is_byline, is_stamp
from dateline.anatomy.paragraphs import Paragraph
from dateline.anatomy.words import words as word_set
from dateline.schema import Article, BlockKind, Dateline, Span

_DEPTH = 14
"""Paragraphs in which the body must begin."""
_HEADLINE_LIMIT = 220
_WORDS = re.compile(r"\w+")
_BIG = re.compile(r"[^\W\d_][\w’'.-]*")
_CLOSING = "\"'”’»)] "


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of an article was found to be."""

    kinds: dict[int, BlockKind]
    """The kinds of its paragraphs, by their number."""
    datelines: dict[int, Dateline]
    """The dateline, by the number of the paragraph that it opens."""
    headline: Span | None
    body: int
    """The number of the paragraph where the body begins."""


def find_head(
    article: Article, paragraphs: Sequence[Paragraph], words: Sequence[str], kinds: Sequence[BlockKind | None]
) -> Head:
    """The head of ``article``; paragraphs whose own words say what they are keep their kind."""
    found: dict[int, BlockKind] = {}
    datelines: dict[int, Dateline] = {}
    depth = min(_DEPTH, len(paragraphs))
    led = _first_dateline(article.text, paragraphs, kinds, depth)
    if led is not None:
        datelines[led[0]] = led[1]
    headlines = _headlines(article, words, kinds, led[0] if led else None, depth)
    for i in headlines:
        found[i] = "headline"
    body = _body_start(words, kinds, headlines, led[0] if led else None, depth)
    if led is None and headlines and body == headlines[-1] + 1 and _touches(paragraphs, words, body):
        body += 1
    first = headlines[0] if headlines else -1
    for i in range(body):
        if i in found:
            continue
        if kinds[i] is None or (kinds[i] == "note" and is_agency_line(words[i])):
            found[i] = _part_of_head(words, i, first)
    headline = Span(paragraphs[first].start, paragraphs[first].end) if headlines else None
    return Head(found, datelines, headline, body)


def _first_dateline(
    text: str, paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind | None], depth: int
) -> tuple[int, Dateline] | None:
    """The first paragraph with a dateline, unless prose stands before it."""
    prose = 0
    for i in range(depth):
        if kinds[i] is not None or is_place_and_day(text[paragraphs[i].start : paragraphs[i].end]):
            continue
        dateline = find_dateline(text, paragraphs[i].start, paragraphs[i].end)
        if dateline is not None:
            return i, dateline
        line = text[paragraphs[i].start : paragraphs[i].end]
        prose += len(line) > _HEADLINE_LIMIT or (len(line) > 60 and i > 0 and line.rstrip(_CLOSING)[-1:] in ".!?")
        if prose > 1:
            return None
    return None


def _headlines(
    article: Article, words: Sequence[str], kinds: Sequence[BlockKind | None], led: int | None, depth: int
) -> list[int]:
    """The numbers of the paragraphs that are the headline; more than one where it is said again."""
    free = [i for i in range(depth) if kinds[i] is None and (led is None or i < led)]
    free = [i for i in free if not is_byline(words[i]) and not is_stamp(words[i]) and not is_agency_line(words[i])]
    if not free:
        return []
    title = _key(article.title or "")
    first = next((i for i in free[:5] if title and _key(words[i]) == title), None)
    if first is None and not (title and words[free[0]].rstrip(_CLOSING)[-1:] in ".!?"):
        first = _likely_headline(words, free, led, len(kinds))
    if first is None:
        return []
    again = [i for i in free if i > first and _says_again(words[first], words[i], title)]
    return [first, *again[:2]]


def _likely_headline(words: Sequence[str], free: Sequence[int], led: int | None, count: int) -> int | None:
    """The first line, where it reads as a headline; the second where the first is a kicker of a word or two."""
    first = free[0]
    if len(free) > 1 and _is_kicker(words[first]) and _reads_as_headline(words, free[1], led, count):
        twice = len(free) > 2 and _key(words[first]) == _key(words[free[2]])
        return first if twice else free[1]
    return first if _reads_as_headline(words, first, led, count) else None


def _is_kicker(line: str) -> bool:
    return len(line.split()) <= 2 and len(line) <= 24 and line[-1:] not in ".?!"


def _reads_as_headline(words: Sequence[str], i: int, led: int | None, count: int) -> bool:
    line = words[i]
    if len(line) > _HEADLINE_LIMIT:
        return False
    if count < 2 or i + 1 >= len(words):
        return count == 1 and line.rstrip(_CLOSING)[-1:] not in ".!?…:," and not _is_table_row(line)
    if _key(line) == _key(words[i + 1]):
        return True
    bare = line.rstrip(_CLOSING)
    if bare[-1:] not in ".!?…":
        return not bare.endswith((",", ":", "-")) and not _is_table_row(line)
    if bare.endswith("...") or line.count(". ") > 2:
        return False
    if led is not None and led <= i + 3 and len(line.split()) <= 22 and " said" not in line:
        return True
    return len(line.split()) <= 22 and (_title_case(line) or _is_terse(words, i))


def _is_table_row(line: str) -> bool:
    return sum(c.isdigit() for c in line) > 0.3 * len(line)


def _title_case(line: str) -> bool:
    closed = word_set("small")
    big = [w for w in _BIG.findall(line) if w.lower() not in closed]
    return len(big) >= 3 and sum(w[0].isupper() for w in big) >= 0.75 * len(big)


def _is_terse(words: Sequence[str], i: int) -> bool:
    """A sentence as headlines are: short, without articles, and with longer prose below."""
    line = words[i]
    tokens = [w.lower() for w in _WORDS.findall(line)]
    if len(tokens) > 16 or (tokens and tokens[0] in word_set("leads") and ":" not in line):
        return False
    if line[:1] in '“"«' and ("said" in tokens or "says" in tokens):
        return False
    below = max(len(w) for w in words[i + 1 : i + 4])
    return "said" not in tokens and below > 1.6 * len(line)


def _says_again(headline: str, line: str, title: str) -> bool:
    key, other = _key(headline), _key(line)
    if other == key or (title and other == title):
        return True
    shorter, longer = sorted((key, other), key=len)
    return len(shorter) > 25 and longer.startswith(shorter) and len(longer) < 1.4 * len(shorter)


def _key(line: str) -> str:
    return " ".join(_WORDS.findall(line.casefold()))


def _body_start(
    words: Sequence[str], kinds: Sequence[BlockKind | None], headlines: Sequence[int], led: int | None, depth: int
) -> int:
    """The number of the first paragraph of the body."""
    if led is not None:
        return led
    after = headlines[-1] + 1 if headlines else 0
    i = after
    while i < depth and (kinds[i] is not None or _is_head_line(words, i) or (headlines and _is_deck(words, i, after))):
        i += 1
    if i == depth:
        i = next((j for j in range(after, depth) if kinds[j] is None and not _is_head_line(words, j)), after)
    later = [j for j in range(i + 1, min(i + 3, depth)) if is_byline(words[j]) or is_stamp(words[j])]
    if headlines and later and all(len(words[k]) <= 320 for k in range(i, later[-1])):
        return min(later[-1] + 1, len(words))
    return i


def _is_head_line(words: Sequence[str], i: int) -> bool:
    line = words[i]
    return is_byline(line) or is_stamp(line) or is_agency_line(line) or is_place_and_day(line) or _is_opening_note(line)


def _is_opening_note(line: str) -> bool:
    return len(line) <= 400 and in_brackets(line)


def _is_deck(words: Sequence[str], i: int, after: int) -> bool:
    """A standfirst or a bullet under the headline: no full stop, and prose below it."""
    line = words[i]
    if len(line) > 250 or i + 1 >= len(words):
        return False
    if line[:1] in "•▪‣●■◆►":
        return True
    bare = line.rstrip(_CLOSING)
    return bare[-1:] not in ".!?…:," and i - after < 4 and len(words[i + 1]) > len(line)


def _touches(paragraphs: Sequence[Paragraph], words: Sequence[str], i: int) -> bool:
    """Whether paragraph ``i`` stands right under the headline where blank lines part the others: a standfirst."""
    if i + 1 >= len(paragraphs) or paragraphs[i].gap or len(words[i]) > 250:
        return False
    return all(p.gap for p in paragraphs[i + 1 : i + 4])


def _part_of_head(words: Sequence[str], i: int, headline: int) -> BlockKind:
    if in_brackets(words[i]):
        return "note"
    if _is_head_line(words, i):
        return "byline"
    if _is_name(words[i]) and any(
        is_stamp(words[j]) or is_byline(words[j]) for j in (i - 1, i + 1) if 0 <= j < len(words)
    ):
        return "byline"
    if i < headline or headline < 0:
        return "note" if words[i].isupper() else ("subhead" if headline >= 0 else "body")
    return "subhead"


def in_brackets(line: str) -> bool:
    """Whether the line is one bracket from end to end."""
    return (line[:1] + line[-1:]) in ("()", "[]") and not any(c in "()[]" for c in line[1:-1])


def _is_name(line: str) -> bool:
    parts = line.split()
    return 2 <= len(parts) <= 4 and len(line) <= 40 and all(p[0].isupper() for p in parts) and line[-1:] != "."
