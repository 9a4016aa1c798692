"""The rows of a reading: one vocabulary for every stage.

All offsets are code points into ``Article.text``, half-open: ``text[start:end]`` is what a row quotes.
Ids are strings and local to their article; the record prefixes them with the article's id.
The rows are frozen: a stage adds rows, it never changes those of another.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal[
    "headline", "byline", "dateline", "subhead", "body", "related", "promo", "caption", "note", "background"
]
MentionForm = Literal["name", "noun", "pronoun"]
ActorKind = Literal["person", "organisation", "country", "group"]
StatementMode = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "writing", "thought", "attitude"]
Stance = Literal[
    "say", "claim", "believe", "hope", "promise", "warn", "demand", "ask", "deny", "confirm", "praise", "criticise"
]
Modality = Literal["asserted", "reported", "intended", "hoped", "demanded", "denied", "hypothetical", "historical"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Found = Literal["clause", "sentence", "paragraph", "dateline", "post"]
"""How an event's place or date was found: in its own clause, its sentence, its paragraph, the dateline, or by the time
of the post of a live blog."""


class Span(NamedTuple):
    """A half-open range of code points into ``Article.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """What intake hands on: one article as it was read, before anything is understood."""

    article_id: str
    """Hash of where the article is from; an id of the input's own where it has one."""
    uri: str
    """Where it is from: a path relative to what was read, with ``#row`` for a row of a table, or an address."""
    text: str
    """The text as read; nothing in it is edited."""
    publisher: str | None = None
    title: str | None = None
    """The headline as the input's own field gives it, not found in the text."""
    published_at: str | None = None
    """ISO 8601 date or date and time, as given by the input."""
    language: str | None = None
    """ISO 639-1, where the input gives it."""
    text_method: str = "plain"
    """How the text was got: ``plain`` (decoded file), ``field`` (a column or key), ``page`` (from a web page),
    ``markup`` (tags taken out of a field), or the name of the format that it was put together from (``nitf`` ...)."""
    encoding: str | None = None
    """The character encoding that was assumed for the bytes, e.g. ``utf-8``, ``windows-1252``."""
    raw: bytes | None = None
    """The bytes as they came, for markup only."""
    problems: tuple[Problem, ...] = ()
    """What was wrong with its input though it can be read; its reading passes them on."""
    marked: tuple[Block, ...] = ()
    """Blocks whose kind the input's own markup tells; anatomy keeps them and finds the rest."""
    source_spans: tuple[SourceSpan, ...] = ()
    """For markup: where the characters of ``text`` stand in ``raw``, in order, without overlap."""
    version: str | None = None
    """The version or take that the input says it is; of two with one id the later one supersedes."""
    withdrawn: bool = False
    """Whether the input takes the article back: a kill notice, a cancelled item."""
    embargo: str | None = None
    """ISO 8601: the moment before which the input asks not to publish."""
    moments: tuple[Moment, ...] = ()
    """Parts that the input gives a time of their own, in order, without overlap: posts, cues of subtitles."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of an article with a time of its own."""

    start: int
    """Code points into ``Article.text``, half-open."""
    end: int
    at: str | None = None
    """When it was posted: ISO 8601 date and time."""
    code: str | None = None
    """Where in the recording it begins: hours, minutes, seconds and thousandths, ``00:01:02.500``."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A run of an article's text and the bytes of ``raw`` that it was read from.

    ``text[start:end]`` is what ``raw[source_start:source_end]`` decodes to, character references resolved.
    """

    start: int
    end: int
    """Code points into ``Article.text``, half-open."""
    source_start: int
    source_end: int
    """Bytes into ``Article.raw``, half-open."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read; the run went on without it."""

    uri: str
    stage: str
    error: str
    """The kind of error, a stable word: ``empty``, ``binary``, ``too-large``, ``language``, ``internal`` ..."""
    message: str
    """One line for a person: what is wrong and what to do."""
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the article. Blocks may nest; the innermost counts."""

    kind: BlockKind
    start: int
    end: int
    outer: int | None = None
    """Index, in the article's blocks, of the block that holds this one."""
    posted_at: str | None = None
    """When the post of a live blog that it stands in was posted: ISO 8601, ``T14:32`` where the day is not known."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The lead of agency copy: "BAGHDAD, 11 February (AGENCY)." The parts are spans inside ``span``."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of an article, in order of their start; every line that is not blank stands in a block."""

    blocks: tuple[Block, ...]
    headline: Span | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name (``place``) or a word made from one (``demonym``: "Turkish") and the place it stands for."""

    start: int
    end: int
    form: Literal["place", "demonym"]
    place_id: str | None
    """GeoNames id; null where nothing fits."""
    name: str | None
    lat: float | None
    """Degrees, WGS 84."""
    lon: float | None
    country: str | None
    """ISO 3166-1 alpha-3."""
    admin1: str | None
    feature: str | None
    """GeoNames feature code, e.g. ``PPLC``, ``PCLI``, ``ADM1``."""
    confidence: float
    reason: str | None = None
    """Why no place is given: ``unknown-name``, ``not-in-region``, ``unlikely``, ``bad-coordinates``."""


@dataclass(frozen=True, slots=True)
class Time:
    """A date, time, duration or set, as TIMEX3 (TimeML 1.2.1)."""

    start: int
    end: int
    value: str
    """TIMEX3 value; what is unknown is X: ``XXXX-02-11``."""
    date_start: str | None
    """First day of the interval, ISO 8601; null where it cannot be placed on the calendar."""
    date_end: str | None
    """Last day of the interval, inclusive, ISO 8601."""
    reason: str | None = None
    """Why the days of a date are not given: ``no-such-day``, ``unclear-order``, ``no-anchor``."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The article's times and what they were counted from."""

    times: tuple[Time, ...]
    anchor: str | None
    """The day that relative times are counted from, ISO 8601; null where unknown."""
    anchor_from: Literal["published", "dateline", "text"] | None
    dateline_value: str | None
    """TIMEX3 value of the dateline's date."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and what it counts: "more than 40 boats" is value 40, unit ``count``, counted "boats"."""

    start: int
    end: int
    value: float | None
    high: float | None
    """The upper end of a range, else null."""
    bound: Literal["exact", "about", "at least", "at most", "range"]
    unit: str
    """``count``, ``percent``, ``share``, an ISO 4217 currency code, or a unit of measure (``km``, ``t`` ...)."""
    counted: Span | None
    """The phrase that is counted."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country or group of the article, under all its names."""

    id: str
    kind: ActorKind
    name: str
    """The fullest name; for an actor without one the phrase that first names it ("two officials")."""
    named: bool
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-3: the country it is or acts for."""
    sector: str | None = None
    """PLOVER sector: GOV, MIL, LEG, JUD, COP, OPP, REB, CVL, MED, BUS, IGO, NGO ..."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where an actor is named, titled or meant by a pronoun."""

    start: int
    end: int
    form: MentionForm
    actor: str
    sign: str | None = None
    """What made it the actor's: name, acronym, title, apposition, pronoun ...; "first" where it is a new actor's."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words, thoughts or wishes that the article attributes to a source."""

    id: str
    parent: str | None
    """The statement that reports this one."""
    mode: StatementMode
    act: Act
    stance: Stance
    negated: bool
    """The cue is negated: "did not say that"."""
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    cue_lemma: str | None
    content: tuple[Span, ...]
    confidence: float
    speaker: str | None = None
    """Id of the actor who speaks; given by the actors stage."""
    joint: tuple[str, ...] = ()
    """Ids of the others who speak with the speaker, where the source joins several ("Kell and Wirth said")."""
    addressee: str | None = None
    addressee_span: Span | None = None
    """Whom the source told, where the text says."""
    said_on: str | None = None
    """Day or interval of the saying, TIMEX3 value, where the text says."""
    place_id: str | None = None
    follows: str | None = None
    """For words without a cue of their own: the statement whose speaker goes on speaking."""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in its part in an event, by the words that name it there."""

    id: str | None
    text: str
    start: int
    end: int
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, in PLOVER's types, with how it stands (modality) and in whose words (statement)."""

    id: str
    trigger: tuple[Span, ...]
    type: EventType
    mode: str | None
    context: str | None
    cameo: str | None
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    goldstein: float | None
    modality: Modality
    statement: str | None
    """The innermost statement that it stands in."""
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    confidence: float
    date_start: str | None = None
    date_end: str | None = None
    date_from: Found | None = None
    place_id: str | None = None
    place_from: Found | None = None
    dead: float | None = None
    injured: float | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who in an article, and its statements with their speakers."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article: immutable, and the same for the same input."""

    article: Article
    text_sha256: str
    reader_version: str
    language: str | None = None
    translated: bool | None = None
    """Whether the copy reads as machine-translated; None where it is too short to say, or not read."""
    translated_confidence: float | None = None
    """The chance that this is so, from .5 to 1."""
    anatomy: Anatomy = field(default_factory=lambda: Anatomy(blocks=()))
    sentences: tuple[Span, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    timeline: Timeline = field(default_factory=lambda: Timeline((), None, None, None))
    figures: tuple[Figure, ...] = ()
    cast: Cast = field(default_factory=lambda: Cast((), (), ()))
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()


def hashed(*parts: str) -> str:
    """The SHA-256 of ``parts``, joined by U+001F, in UTF-8 with lone surrogates kept; in hexadecimal."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def quote(text: str, spans: tuple[Span, ...] | list[Span]) -> str:
    """The words of ``spans``, pieces joined by " … "."""
    return " … ".join(text[s:e] for s, e in spans)


def posted_at(anatomy: Anatomy, offset: int) -> str | None:
    """When the post that holds ``offset`` was posted; None outside of live blogs."""
    block = block_at(anatomy, offset)
    return block.posted_at if block else None


def time_code(article: Article, offset: int) -> str | None:
    """Where in the recording the words at ``offset`` begin; None where the article is no transcript of one."""
    at = bisect_right(article.moments, offset, key=lambda m: m.start) - 1
    return article.moments[at].code if at >= 0 else None


def block_at(anatomy: Anatomy, offset: int) -> Block | None:
    """The innermost block that holds ``offset``, or None between blocks."""
    inner: Block | None = None
    for block in anatomy.blocks:
        if block.start > offset:
            break
        if offset < block.end:
            inner = block
    return inner
