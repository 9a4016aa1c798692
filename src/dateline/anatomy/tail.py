"""Background: standing paragraphs at the end that explain who or what the story is about.

Agencies hang them below the story after a larger gap, and they open with a definition: "“Name” (ABC) – an
organisation that …", "Name is a …".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.anatomy.paragraphs import Paragraph
from dateline.schema import BlockKind

_DEFINITION = re.compile(
    r"[“\"«'‘]?(?:The\s)?[^\W\d_][^.!?;:\n]{1,90}?[”\"»'’]?(?:\s\([^()\n]{2,40}\))?\s*"
    r"(?:[-–—]\s*(?:is\s)?(?:an?|the|one)\s|,?\s(?:is|was|are)\s(?:an?|the|one)\s)"
)
_DASHED = re.compile(
    r"[“\"«'‘]?[^\W\d_][^.!?;:,\n]{1,70}?[”\"»'’]?(?:\s\([^()\n]{2,40}\))?\s[-–—]\s(?:is\s)?(?:an?|the)\s[^,\n]{3,}"
)
_FOUNDED = re.compile(r"\b(?:founded|established|created|formed|set up|born)\s(?:on|in|by)\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:founded|established|created|formed|set up|built|opened|launched)\s(?:back\s)?in\s(?:1[5-9]|20)\d\d\b"
)
_RECALLS = re.compile(
    r"It (?:is|was) (?:worth|noteworthy|worthwhile)\b|It is to be (?:noted|recalled)\b|"
    r"It (?:should|may|must) be (?:noted|recalled|mentioned)\b"
)
"""How Arabic agencies, translated, open the paragraph that says what was before."""
_SAYING = re.compile(r"\b(?:said|says|told|stated|added|stressed|noted|according to)\b|[“\"][^”\"]{40,}[”\"]")


def find_background(
    paragraphs: Sequence[Paragraph], words: Sequence[str], kinds: Sequence[BlockKind | None], body: int
) -> list[int]:
    """The numbers of the paragraphs that are standing background."""
    story = [i for i in range(body, len(paragraphs)) if kinds[i] is None]
    if len(story) < 3:
        return []
    gaps = Counter(paragraphs[i].gap for i in story[1:])
    usual = max(gaps, key=lambda g: (gaps[g], -g))
    first = len(story)
    for n in range(len(story) - 1, 0, -1):
        if n >= len(story) - 2 and _RECALLS.match(words[story[n]]):
            first = n
            continue
        if _SAYING.search(words[story[n]]) and not _FOUNDED.search(words[story[n]]):
            break
        apart = _gap_above(paragraphs, kinds, story[n]) > usual
        if _explains(words[story[n]], apart, last=len(story) - n):
            first = n
    return [i for i in story[first:] if words[i][-1:] in '.!?”")']


def _explains(paragraph: str, apart: bool, last: int) -> bool:
    """Whether ``paragraph``, the ``last`` from the end, is background: the more it stands apart, the less is asked."""
    if apart and (_DEFINITION.match(paragraph) or _FOUNDED.search(paragraph[:300])):
        return True
    if last <= 4 and _DASHED.match(paragraph) and _FOUNDED.search(paragraph):
        return True
    return last <= 2 and bool(_DATED.search(paragraph)) and not re.search(r"[“”\"]", paragraph)


def _gap_above(paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind | None], i: int) -> int:
    """The largest gap between paragraph ``i`` and the copy above it, furniture between them aside."""
    gap = paragraphs[i].gap
    while i > 0 and kinds[i - 1] not in (None, "headline"):
        i -= 1
        gap = max(gap, paragraphs[i].gap)
    return gap
