"""The parts of an article, paragraph by paragraph: what is said by the words, then by the place, then by the company.

First the paragraphs that show by their own words what they are; then the titles that stand under a label; then the
head (headline, bylines, standfirst) down to the paragraph where the body begins; then subheads between paragraphs of
the body and standing background at the end. What nothing speaks against is body: a line wrongly taken for a link is
lost to the reading, a link wrongly read costs a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.anatomy.dateline import find_dateline, stands_alone
from dateline.anatomy.furniture import Label, furniture, is_agency_line
from dateline.anatomy.head import Head, find_head, in_brackets
from dateline.anatomy.lines import SURE, SURER, labels
from dateline.anatomy.moments import Post, find_posts, timed
from dateline.anatomy.notes import bracketed_notes
from dateline.anatomy.paragraphs import Paragraph, cut_paragraphs
from dateline.anatomy.tail import find_background
from dateline.anatomy.words import words as word_set
from dateline.schema import Anatomy, Article, Block, BlockKind, Dateline

_HEADS: frozenset[BlockKind] = frozenset({"headline", "subhead", "dateline"})
_CLOSING = "\"'”’»)]"
_BULLET = re.compile(r"[•▪‣●■◆▶►∙○]\s*\S|[*·]\s+\S|[-–—]\s+\S")
_DASH_BULLET = re.compile(r"[-–—]\s")
_LEADS = re.compile(
    r"[A-Z][^.!?:\n]{2,80}\b(?:said|says|wrote|writes|reports?|reported|told [^:\n]{2,40}|tweeted|added):"
)
_PAID = re.compile(
    r"(?:Pay|Payable|Record)(?: date)? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.? \w+\.?"
)
"""A line of a table of dividends."""
_SIGNED = re.compile(r"[-–—―]{1,2}\s?(?:[A-Z][\w.’'-]+\s?){1,5}(?:[,(][^\n]{2,120})?")
"""Who said the words above: "— Jane Doe, mayor of Koper"."""
_NUMBER = re.compile(r"\d[\d.,]*")
_TITLE_LIMIT = 200
_SUBHEAD_LIMIT = 110


def find_blocks(article: Article) -> Anatomy:
    """The blocks of ``article`` in order of their start; bracketed notes name the block that holds them.

    The rules speak first; the learned labeller finds furniture among what they leave to the body.
    """
    ruled = rule_kinds(article)
    kinds = [*ruled.kinds]
    told = _marked(article, ruled.paragraphs)
    for i, (kind, chance) in enumerate(labels(ruled.paragraphs, ruled.words, kinds, article.title is not None)):
        free = kinds[i] in (None, "subhead") or (kinds[i] == "headline" and i != ruled.headline)
        sure = chance >= (SURER if kinds[i] == "subhead" else SURE)
        told_or_led = i in told or i in ruled.head.datelines or belongs_to_the_story(ruled.words, i)
        if free and sure and kind != "body" and not told_or_led:
            kinds[i] = kind
    posts = find_posts(article, [(p.start, p.end) for p in ruled.paragraphs])
    return _assemble(article, ruled.paragraphs, kinds, ruled.head, posts)


def belongs_to_the_story(words: Sequence[str], i: int) -> bool:
    """Whether a short line is copy: "The Post reports:" above quoted words, "— Jane Doe, mayor" under them, a table."""
    if _PAID.fullmatch(words[i]) or (_LEADS.fullmatch(words[i]) and i + 1 < len(words)):
        return True
    return i > 0 and _SIGNED.fullmatch(words[i]) is not None and words[i - 1].rstrip()[-1:] in ("”", '"', "»", "’", "'")


@dataclass(frozen=True, slots=True)
class Ruled:
    """The paragraphs of an article and what the rules call them."""

    paragraphs: list[Paragraph]
    words: list[str]
    kinds: list[BlockKind | None]
    """None for the body."""
    head: Head

    @property
    def headline(self) -> int | None:
        """The number of the paragraph that is the headline."""
        return next((i for i, kind in enumerate(self.kinds) if kind == "headline"), None)


def rule_kinds(article: Article) -> Ruled:
    """What the tables of words, the head's form and the input's own markup say of each paragraph."""
    text = article.text
    paragraphs = cut_paragraphs(text)
    words = [text[p.start : p.end] for p in paragraphs]
    found = [furniture(w) for w in words]
    kinds: list[BlockKind | None] = [label.kind if label else None for label in found]
    _spread_labels(paragraphs, words, found, kinds)
    told = _marked(article, paragraphs)
    for i, kind in told.items():
        kinds[i] = None if kind in _HEADS else kind
    head = find_head(article, paragraphs, words, kinds)
    for i, kind in head.kinds.items():
        kinds[i] = told.get(i, kind)
    for i, kind in told.items():
        if kind in _HEADS:
            kinds[i] = kind
    _mark_captions(words, kinds, head)
    for i in find_background(paragraphs, words, kinds, head.body):
        kinds[i] = "background"
    for i in range(head.body, len(words)):
        if kinds[i] is None and (is_agency_line(words[i]) or (i == len(words) - 1 and in_brackets(words[i]))):
            kinds[i] = "note"
    _mark_subheads(paragraphs, words, kinds, head)
    _mark_questions(words, kinds, head)
    return Ruled(paragraphs, words, kinds, head)


def _marked(article: Article, paragraphs: Sequence[Paragraph]) -> dict[int, BlockKind]:
    """The kinds of paragraphs that the input's own markup tells, by their numbers."""
    found: dict[int, BlockKind] = {}
    marked = iter(article.marked)
    block = next(marked, None)
    for i, paragraph in enumerate(paragraphs):
        while block is not None and block.end <= paragraph.start:
            block = next(marked, None)
        if block is not None and block.start <= paragraph.start and paragraph.end <= block.end:
            found[i] = block.kind
    return found


def _spread_labels(
    paragraphs: Sequence[Paragraph],
    words: Sequence[str],
    labels: Sequence[Label | None],
    kinds: list[BlockKind | None],
) -> None:
    """Give the titles under a label the label's kind."""
    i = 0
    while i < len(paragraphs):
        label = labels[i]
        i += 1
        if label is None or not label.run:
            continue
        if label.run == "text":
            i = _spread_text(i, words, labels, kinds, label)
        else:
            i = _spread_titles(i, paragraphs, words, labels, kinds, label)


def _spread_text(
    i: int, words: Sequence[str], labels: Sequence[Label | None], kinds: list[BlockKind | None], label: Label
) -> int:
    """Paragraphs under a heading such as "Background" or "About the company", up to the next heading or label."""
    if label.kind == "background" and not _is_heading_of_background(words[i - 1]):
        kinds[i - 1] = None
        return i
    while i < len(words) and labels[i] is None and (is_sentence(words[i]) or label.kind == "note"):
        kinds[i] = label.kind
        i += 1
    return i


def _is_heading_of_background(line: str) -> bool:
    """Whether "About …" names something: "About the Foundation", not "About 200 people"."""
    rest = line.split(maxsplit=1)[1:] if line.casefold().startswith("about ") else []
    return not rest or rest[0][:1].isupper() or rest[0].casefold().startswith(("the ", "us"))


def _spread_titles(
    i: int,
    paragraphs: Sequence[Paragraph],
    words: Sequence[str],
    labels: Sequence[Label | None],
    kinds: list[BlockKind | None],
    label: Label,
) -> int:
    """Titles of other stories under a label: the first, then those that cannot be a subhead of the body."""
    first = True
    while i < len(paragraphs) and labels[i] is None and _is_title(words[i], first and not paragraphs[i].gap):
        if not first or not label.alone:
            touching = not paragraphs[i].gap
            following = i + 1 == len(paragraphs) or labels[i + 1] is not None or _is_title(words[i + 1], False)
            long = len(words[i].split()) >= 7 and not words[i].startswith(("“", '"', "«", "'", "‘"))
            listed = bool(_BULLET.match(words[i]))
            if not (touching or listed or (label.alone and (following or long))):
                break
        kinds[i] = label.kind
        first = False
        i += 1
    return i


def _is_title(line: str, close: bool) -> bool:
    """Whether ``line`` can be the title of another story; one right under its label may end in a full stop."""
    if len(line) > _TITLE_LIMIT or find_dateline(line, 0, len(line)):
        return False
    bare = line.rstrip(_CLOSING + " ")
    if bare.endswith(("?", "!")):
        return len(line) <= 140
    if bare.endswith("."):
        return close and len(line) <= 110 and line.count(". ") == 0
    return not bare.endswith((":", ",", ";"))


def is_sentence(line: str) -> bool:
    """Whether ``line`` ends as a paragraph of prose does."""
    return line.rstrip(_CLOSING + " ")[-1:] in tuple(".!?…:")


def _mark_captions(words: Sequence[str], kinds: list[BlockKind | None], head: Head) -> None:
    """A line without a full stop right above a caption in the body is its title."""
    for i in range(max(1, head.body + 1), len(words)):
        above = i - 1
        if kinds[i] == "caption" and above > head.body and kinds[above] is None:
            line = words[above]
            if len(line) <= 120 and not is_sentence(line) and not line.endswith((",", ";")):
                kinds[above] = "caption"


def _mark_subheads(
    paragraphs: Sequence[Paragraph], words: Sequence[str], kinds: list[BlockKind | None], head: Head
) -> None:
    """Short lines without a full stop between paragraphs of the body, and bullets."""
    for i in range(head.body, len(words)):
        if kinds[i] is not None:
            continue
        inside = head.body < i or (i == head.body and head.headline and i not in head.datelines)
        if _is_bullet(words, i) or (inside and i < len(words) - 1 and _is_subhead(paragraphs, words, kinds, i)):
            kinds[i] = "subhead"


def _mark_questions(words: Sequence[str], kinds: list[BlockKind | None], head: Head) -> None:
    """Short questions before paragraphs of the answer: subheads where there are several, one alone is rhetoric."""
    asked = [
        i
        for i in range(head.body + 1, len(words) - 1)
        if kinds[i] is None and words[i].endswith("?") and len(words[i].split()) <= 12 and words[i][0].isupper()
    ]
    answered = [i for i in asked if kinds[i + 1] is None and not words[i + 1].endswith("?")]
    if len(answered) >= 2:
        for i in answered:
            kinds[i] = "subhead"


def _is_bullet(words: Sequence[str], i: int) -> bool:
    if not _BULLET.match(words[i]):
        return False
    if not _DASH_BULLET.match(words[i]):
        return True
    company = [w for w in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2]) if _DASH_BULLET.match(w)]
    return bool(company) and not is_sentence(words[i])


def _is_subhead(
    paragraphs: Sequence[Paragraph], words: Sequence[str], kinds: Sequence[BlockKind | None], i: int
) -> bool:
    line = words[i]
    if len(line) > _SUBHEAD_LIMIT or paragraphs[i].lines > 2 or (not line[:1].isalnum() and line[:1] not in "“\"«‘'"):
        return False
    if line.rstrip(_CLOSING + " ")[-1:] in tuple(".…:;,!?") or len(_NUMBER.findall(line)) > 1 or line[0].islower():
        return False
    if line.rsplit(None, 1)[-1] in word_set("small"):
        return False
    above = next((j for j in range(i - 1, -1, -1) if kinds[j] in (None, "headline")), None)
    after = next((words[j] for j in range(i + 1, len(words)) if kinds[j] is None), "")
    if not is_sentence(after) or len(after) <= len(line):
        return False
    return above is None or kinds[above] == "headline" or _closes(words[above])


def _closes(line: str) -> bool:
    """Whether ``line`` ends a paragraph of prose, and opens no list as a colon does."""
    return is_sentence(line) and not line.endswith(":")


def _assemble(
    article: Article,
    paragraphs: Sequence[Paragraph],
    kinds: Sequence[BlockKind | None],
    head: Head,
    posts: Sequence[Post],
) -> Anatomy:
    """The blocks, with datelines and clocks cut off the lines that they open, and notes nested in the body."""
    text, opened = article.text, {post.paragraph: post for post in posts}
    blocks: list[Block] = []
    dateline: Dateline | None = None
    for i, paragraph in enumerate(paragraphs):
        kind = kinds[i] or "body"
        start = paragraph.start
        if i in opened:
            start = opened[i].words
            blocks.append(Block("byline", paragraph.start, len(text[: min(start, paragraph.end)].rstrip())))
            if start >= paragraph.end:
                continue
            kind = "body" if kind in ("byline", "subhead", "note", "dateline") else kind
        found = None
        if i in head.datelines:
            found = head.datelines[i]
        elif kind == "body" and i > head.body:
            found = find_dateline(text, start, paragraph.end)
            found = found if found and stands_alone(found) else None
        if found:
            dateline = dateline or found
            blocks.append(Block("dateline", found.span.start, found.span.end))
            start = found.span.end
            while start < paragraph.end and text[start].isspace():
                start += 1
            if start == paragraph.end:
                continue
        outer = len(blocks)
        blocks.append(Block(kind, start, paragraph.end))
        if kind in ("body", "background", "subhead"):
            notes = bracketed_notes(text, start, paragraph.end)
            blocks.extend(Block("note", s, e, outer) for s, e in notes if (s, e) != (start, paragraph.end))
    times = timed(blocks, posts, article.moments)
    told = (replace(b, posted_at=times[i]) if i in times else b for i, b in enumerate(blocks))
    return Anatomy(tuple(told), head.headline, dateline)
