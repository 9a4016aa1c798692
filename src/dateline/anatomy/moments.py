"""When each part of an article was told: posts of a live blog, by the input's own times or by the clocks in the text.

A live blog in plain text has its posts under clocks, alone on a line or in front of the words: "14:32", "2.32pm GMT –
Met Office: …". Such lines are believed where there are several, most with a sentence behind them, and all run one way:
the newest first or last. The day is the article's; where the clocks pass midnight it changes. A line that is a date
("Tuesday, 5 March 2031") says which day the posts below it are of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateline.intake.dates import iso_date
from dateline.schema import Article, Block, Moment

_CLOCK = re.compile(
    r"(?:\[|\()?(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.][0-5]\d)?\s?(?P<half>[ap]\.?m\b\.?)?"
    r"(?:\s?(?P<zone>GMT|UTC|Z|BST|I?ST|[ECMP][SD]?T|CES?T|EES?T|MSK|JST|AE[SD]T)\b)?(?:\]|\))?"
    r"(?P<mark>\s*[-–—―:|]\s*|\s+|$)",
    re.IGNORECASE,
)
_DAY_LINE = 40
"""Characters of the longest line that is taken for the date of the posts below it."""
_FEWEST = 3
_WRAPPED = 6
"""Hours by which a clock that runs the other way has passed midnight."""


@dataclass(frozen=True, slots=True)
class Post:
    """A clock in the text and the post that it opens."""

    paragraph: int
    start: int
    words: int
    """Where the words begin, behind the clock and its mark; the paragraph's end where the clock stands alone."""
    at: str
    """ISO 8601: date and time, or the time alone (``T14:32``) where the day is not known."""


@dataclass(frozen=True, slots=True)
class _Clock:
    paragraph: int
    start: int
    words: int
    minutes: int
    """Since midnight."""
    zone: str


def find_posts(article: Article, spans: Sequence[tuple[int, int]]) -> list[Post]:
    """The posts among the paragraphs ``spans`` of ``article``, where it is a live blog in plain text."""
    text = article.text
    clocks = [c for i, (start, end) in enumerate(spans) if (c := _clock(text, i, start, end)) is not None]
    if len(clocks) < _FEWEST or not _is_blog(text, spans, clocks):
        return []
    falls = _runs_down(clocks)
    days = _days(article, spans, clocks, falls)
    return [
        Post(c.paragraph, c.start, c.words, f"{day or ''}T{c.minutes // 60:02d}:{c.minutes % 60:02d}{c.zone}")
        for c, day in zip(clocks, days, strict=True)
    ]


def timed(blocks: Sequence[Block], posts: Sequence[Post], moments: Sequence[Moment]) -> dict[int, str]:
    """By number of a block the time of the post that it stands in; ``moments`` are the input's own."""
    found: dict[int, str] = {}
    at = 0
    own = [m for m in moments if m.at]
    for i, block in enumerate(blocks):
        while at + 1 < len(posts) and posts[at + 1].start <= block.start:
            at += 1
        told = next((m.at for m in own if m.start <= block.start < m.end), None)
        if told is None and posts and posts[at].start <= block.start:
            told = posts[at].at
        if told is not None:
            found[i] = told
    return found


def _clock(text: str, paragraph: int, start: int, end: int) -> _Clock | None:
    match = _CLOCK.match(text, start, end)
    if match is None or (match.end() < end and match["mark"].isspace() and not _opens(text[match.end()])):
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    zone = "Z" if (match["zone"] or "").upper() in ("GMT", "UTC", "Z") else ""
    return _Clock(paragraph, start, min(match.end(), end), hour * 60 + int(match["minute"]), zone)


def _opens(letter: str) -> bool:
    """Whether a post begins with ``letter``, and no "14.30 metres"."""
    return letter.isupper() or letter in "\"“'‘«[(•-–—@#"


def _is_blog(text: str, spans: Sequence[tuple[int, int]], clocks: Sequence[_Clock]) -> bool:
    """Whether the clocks have words behind them, as posts have and lists of programmes have not, and run one way."""
    told = 0
    for clock in clocks:
        end = spans[clock.paragraph][1]
        words = text[clock.words : end] if clock.words < end else text[slice(*spans[clock.paragraph + 1])] \
            if clock.paragraph + 1 < len(spans) else ""  # fmt: skip
        told += words.count(" ") >= 6 or words.rstrip()[-1:] in tuple('.!?”"')
    steps = [b.minutes - a.minutes for a, b in pairwise(clocks)]
    down, up = sum(s < 0 for s in steps), sum(s > 0 for s in steps)
    return told >= 0.6 * len(clocks) and min(down, up) <= max(1, len(steps) // 6) and max(down, up) > 0


def _runs_down(clocks: Sequence[_Clock]) -> bool:
    """Whether the newest comes first: by the short ways round the clock, which midnight does not turn."""
    ways = [(b.minutes - a.minutes + 720) % 1440 - 720 for a, b in pairwise(clocks)]
    return sum(way / (60 + abs(way)) / (60 + abs(way)) for way in ways) < 0


def _days(
    article: Article, spans: Sequence[tuple[int, int]], clocks: Sequence[_Clock], falls: bool
) -> list[str | None]:
    """The day of each post: of the last line that is a date, else the article's, changed where midnight is passed."""
    told = _day_lines(article.text, spans)
    day = _day(article.published_at)
    found: list[str | None] = []
    last: _Clock | None = None
    for clock in clocks:
        since = -1 if last is None else last.paragraph
        lines = [d for i, d in told.items() if since < i < clock.paragraph]
        if lines:
            day = lines[-1]
        elif last is not None and day is not None:
            hours = (clock.minutes - last.minutes) / 60
            if falls and hours > _WRAPPED:
                day -= timedelta(days=1)
            elif not falls and hours < -_WRAPPED:
                day += timedelta(days=1)
        found.append(day.isoformat() if day else None)
        last = clock
    return found


def _day_lines(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, date]:
    told = ((i, _day(iso_date(text[s:e]) if e - s <= _DAY_LINE else None)) for i, (s, e) in enumerate(spans))
    return {i: day for i, day in told if day is not None}


def _day(stamp: str | None) -> date | None:
    """The day of an ISO 8601 date or date and time; None of a year or a month."""
    return date.fromisoformat(stamp[:10]) if stamp and re.match(r"\d{4}-\d\d-\d\d", stamp) else None
