"""The public tables of a record, column by column: the contract, and the source of ``docs/record.md``.

Types are DuckDB's. ``span`` is ``STRUCT("start" INTEGER, "end" INTEGER)``, code points into ``articles.text``,
half-open; ``spans`` is a list of them.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.record.flat_columns import FLAT_COLUMNS
from dateline.record.linked_columns import LINKED_COLUMNS

SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'
SPANS = f"{SPAN}[]"
PARTICIPANTS = 'STRUCT(id VARCHAR, "text" VARCHAR, "start" INTEGER, "end" INTEGER, country VARCHAR, sector VARCHAR)[]'
PARTIES = 'STRUCT(id VARCHAR, "name" VARCHAR, country VARCHAR, sector VARCHAR, reports BIGINT)[]'
FIGURES = 'STRUCT("value" DOUBLE, reports BIGINT, events VARCHAR[])[]'
SOURCE_SPANS = 'STRUCT("start" INTEGER, "end" INTEGER, source_start INTEGER, source_end INTEGER)[]'
_TYPES = {
    "text": "VARCHAR", "texts": "VARCHAR[]", "int": "INTEGER", "count": "BIGINT", "number": "DOUBLE",
    "yes/no": "BOOLEAN", "span": SPAN, "spans": SPANS, "participants": PARTICIPANTS,
    "parties": PARTIES, "values": FIGURES, "source spans": SOURCE_SPANS,
}  # fmt: skip


class Column(NamedTuple):
    """A column of a public table."""

    name: str
    kind: str
    """One of text, texts, int, count, number, yes/no, span, spans, participants, parties, values, source spans."""
    about: str

    @property
    def type(self) -> str:
        """DuckDB's type."""
        return _TYPES[self.kind]


def _columns(lines: str) -> tuple[Column, ...]:
    rows = [line.split("|") for line in lines.strip().splitlines()]
    return tuple(Column(*(cell.strip() for cell in row)) for row in rows)


_ARTICLE = "article_id | text | the article"
_START = """start | int | first code point in the article's text
end | int | code point after the last
text | text | the words from start to end"""

TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "articles": (
        "The articles as they stand now: the newest reading of each.",
        _columns("""
article_id | text | hash of where the article is from, or the input's own id; stays when the text changes
uri | text | path relative to what was read, with #row for a row of a table, or an address
publisher | text | as the input gives it
headline | text | the input's own field, else the words found in the text
headline_span | span | the headline where it was found in the text
dateline | text | the words of the dateline ("BAGHDAD, 11 February.")
dateline_span | span | where they stand
dateline_place_id | text | GeoNames id of the dateline's place
dateline_value | text | TIMEX3 value of the dateline's date
published_at | text | ISO 8601 date or date and time, as given by the input
language | text | ISO 639-1, found in the text or else as given by the input
translated | yes/no | whether the copy reads as machine-translated; null where it is too short to say
translated_confidence | number | the chance that this verdict is right, from .5 to 1
text | text | the text as it was read, unedited
text_sha256 | text | SHA-256 of the text in UTF-8, hexadecimal
text_method | text | how the text was got: plain, field, page, markup, or the name of the format
encoding | text | character encoding assumed for the bytes
sentences | spans | the sentences that were read
story_id | text | the story that it belongs to
copy_of | text | article_id of the earliest article that half of its words or more are from, else null
withdrawn | yes/no | taken back by its publisher; always no here: what is withdrawn stands in withheld
version | text | the version or take that the input says it is
embargo | text | ISO 8601: the moment before which the input asks not to publish
reader_version | text | version of the program that read it
"""),
    ),
    "withheld": (
        "Articles that are kept and not shown: they stand in no other table, are not found and not counted.",
        _columns("""
article_id | text | the article
uri | text | where it is from
publisher | text | as the input gives it
headline | text | the input's own field, else the words found in the text
published_at | text | ISO 8601, as given by the input
version | text | the version or take that the input says it is
why | text | withdrawn (taken back by its publisher), embargo (not to be published yet)
until | text | ISO 8601: when the embargo ends and the article is shown; null for what is withdrawn
"""),
    ),
    "originals": (
        "What the articles were read from, where it was kept: the bytes themselves are record.original(article_id).",
        _columns("""
article_id | text | the article
uri | text | where it is from
text_method | text | how the text was got: plain, field, page, markup, or the name of the format
encoding | text | character encoding assumed for the bytes
bytes | count | how many bytes it has
sha256 | text | SHA-256 of the bytes, hexadecimal
source_spans | source spans | runs of code points of the text with the bytes they were read from; empty where unknown
"""),
    ),
    "copies": (
        "Which articles are copies of earlier ones: reprinted, cut, carried on or rewritten. A row a pair.",
        _columns("""
article_id | text | the later article
of_id | text | the earlier one: published first, or of one moment first by article_id
kind | text | exact, near, contained (cut), expanded (carried on), rewritten
share | number | the part of the later one's words that stand in the earlier one
share_of | number | the part of the earlier one's words that stand in the later one
shared | spans | of the later one's text: what both have, in runs of five words and more
shared_of | spans | of the earlier one's text
new | spans | of the later one's text: what the earlier one has not
dropped | spans | of the earlier one's text: what the later one has not
"""),
    ),
    "blocks": (
        "The parts of an article. They may nest: the innermost counts.",
        _columns(f"""
{_ARTICLE}
block_no | int | number in the article, from 0, in order of start
kind | text | headline, byline, dateline, subhead, body, related, promo, caption, note, background
start | int | first code point in the article's text
end | int | code point after the last
outer | int | block_no of the block that holds it, or null
posted_at | text | when the post of a live blog was posted, ISO 8601 (T14:32 where the day is not known); else null
time_code | text | where in the recording it begins, for subtitles; else null
"""),
    ),
    "mentions": (
        "Where actors are named, titled or meant by a pronoun.",
        _columns(f"""
{_ARTICLE}
{_START}
form | text | name, noun, pronoun
actor_id | text | the actor
sign | text | what made it the actor's: name, title, apposition, noun, pronoun, speaker ...; first: a new actor's
"""),
    ),
    "actors": (
        "Persons, organisations, countries and groups, each once for all articles that were linked.",
        _columns("""
actor_id | text | stays the same for the same record; a merged one redirects
kind | text | person, organisation, country, group
name | text | fullest name, or a correction's; for one without a name the phrase that first names it
named | yes/no | false for "two officials"
aliases | texts | other names and words it goes by
roles | texts | titles and functions, as the texts give them
country | text | ISO 3166-1 alpha-3: the country it is or acts for, where all articles agree
sector | text | PLOVER sector: GOV, MIL, LEG, JUD, COP, OPP, REB, CVL, MED, BUS, IGO, NGO ...
wikidata_id | text | of countries and of well-known bodies; else null unless a correction or an own table says it
"""),
    ),
    "roles": (
        "When the articles show an actor in a role, and of which country.",
        _columns("""
actor_id | text | the actor
role | text | title or function; whatever its capitals, it is one
country | text | ISO 3166-1 alpha-3: that of the actor in these articles, or null
first | text | ISO 8601 day of the earliest article, published or by its dateline; null where none tells
last | text | of the latest
articles | count | how many articles tell it
"""),
    ),
    "links": (
        "Which actor of the record each article's own named actors are, and why.",
        _columns(f"""
{_ARTICLE}
local_id | text | the actor's id in the article, as annotate gives it
name | text | the fullest name in the article
actor_id | text | the actor of the record; null for what a correction says is none
reason | text | same-name, initials, office, company, title, surname, acronym, own-table, correction; or null: alone
"""),
    ),
    "statements": (
        "Words, thoughts and wishes that an article attributes to somebody.",
        _columns(f"""
statement_id | text | article_id and the statement's own id, joined by a colon
{_ARTICLE}
block_kind | text | the kind of block that it stands in
posted_at | text | when the post of a live blog that it stands in was posted, ISO 8601; else null
time_code | text | where in the recording its words begin (00:01:02.500), for subtitles; else null
parent_id | text | statement_id of the statement that reports this one, or null
mode | text | direct, indirect, mixed
act | text | speech, writing, thought, attitude
stance | text | say, claim, believe, hope, promise, warn, demand, ask, deny, confirm, praise, criticise
negated | yes/no | the cue is negated ("did not say that")
speaker_id | text | the actor who speaks; null where the text has no phrase for one
speaker | text | the actor's name
joint_ids | texts | the other actors who speak with the speaker, where the source joins several
source | spans | the phrase that names the source in this sentence
source_text | text | its words
cue | spans | the words that attribute ("said", "according to")
cue_text | text | its words
cue_lemma | text | base form of the cue
content | spans | what is said
text | text | its words, pieces joined by " … "
addressee_id | text | the actor who is told
addressee_span | span | the words for whom the source told, where the text says
addressee_text | text | its words
said_on | text | day or interval of the saying, TIMEX3 value, where the text says
place_id | text | GeoNames id of where it was said, where the text says
family_id | text | the statement_id of the first of the same words, of the same speaker, in any article: in families
confidence | number | 0 to 1
"""),
    ),
    "events": (
        "Who did what to whom; how it stands is in modality, in whose words in statement_id.",
        _columns(f"""
event_id | text | article_id and the event's own id, joined by a colon
{_ARTICLE}
block_kind | text | the kind of block that it stands in
posted_at | text | when the post of a live blog that it stands in was posted, ISO 8601; else null
time_code | text | where in the recording its words begin (00:01:02.500), for subtitles; else null
statement_id | text | the innermost statement that it stands in, or null
occurrence_id | text | the event_id of the first report of the same event: in occurrences
trigger | spans | the words that predicate it
trigger_text | text | its words
type | text | PLOVER: AGREE, CONSULT, SUPPORT ... PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT
mode | text | PLOVER mode
context | text | PLOVER context
cameo | text | nearest CAMEO code
quad | int | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
goldstein | number | Goldstein scale, -10 to 10
modality | text | asserted, reported, intended, hoped, demanded, denied, hypothetical, historical
actors | participants | who did it: id (actor_id), words, start and end, country, sector
recipients | participants | to whom
date_start | text | first day, ISO 8601
date_end | text | last day, inclusive, ISO 8601
date_from | text | where the date was found: clause, sentence, paragraph, dateline, post
place_id | text | GeoNames id
place_from | text | where the place was found: clause, sentence, paragraph, dateline
dead | number | persons
injured | number | persons
size | number | persons taking part
confidence | number | 0 to 1
"""),
    ),
    "occurrences": (
        "Events, each once, however many articles report it; the counts leave out copies and standing background.",
        _columns("""
occurrence_id | text | the event_id of its earliest report
type | text | PLOVER type that most reports give it
mode | text | PLOVER mode that most of these give it
date_start | text | first day, ISO 8601, by most reports that tell a day; else by the articles' own
date_end | text | last day, inclusive, ISO 8601
place_id | text | GeoNames id, by most reports that tell a place; else by the datelines
actors | parties | who did it: each once, with the number of reports that say so, most first
recipients | parties | to whom
reports | count | how many reports there are; several may stand in one article
articles | count | in how many articles
copies | count | how many more articles hold nothing but copies, or standing background
sources | count | how many publishers; those that are not known count as one
first_seen | text | earliest published_at
last_seen | text | latest published_at
asserted | count | reports that tell it as a fact
reported | count | reports that leave it to somebody's words
intended | count | reports in which it is planned
hoped | count | reports in which it is hoped for
demanded | count | reports in which it is demanded
denied | count | reports in which it is denied
hypothetical | count | reports in which it may or might be
historical | count | reports in which it is past background
dead | values | persons: each figure with the number of reports that give it and their event_ids
injured | values | the same
size | values | persons taking part, the same
"""),
    ),
    "places": (
        "The places that the toponyms stand for.",
        _columns("""
place_id | text | GeoNames id
name | text | the gazetteer's name
latitude | number | degrees, WGS 84
longitude | number | degrees, WGS 84
country | text | ISO 3166-1 alpha-3
admin1 | text | first-order division
feature | text | GeoNames feature code: PPLC, PCLI, ADM1 ...
wikidata_id | text | of countries; null for other places
"""),
    ),
    "toponyms": (
        "Where places are named.",
        _columns(f"""
{_ARTICLE}
{_START}
form | text | place, or demonym ("Turkish")
place_id | text | GeoNames id; null where nothing fits
confidence | number | 0 to 1
"""),
    ),
    "times": (
        "Dates, times, durations and sets.",
        _columns(f"""
{_ARTICLE}
{_START}
value | text | TIMEX3 value; what is unknown is X
date_start | text | first day, ISO 8601; null where it cannot be placed on the calendar
date_end | text | last day, inclusive, ISO 8601
"""),
    ),
    "figures": (
        "Quantities and what they count.",
        _columns(f"""
{_ARTICLE}
{_START}
value | number | the quantity, or the lower end of a range, in unit
high | number | upper end of a range, else null
bound | text | exact, about, at least, at most, range
unit | text | count, percent, share, an ISO 4217 currency code, or a unit of measure (km, t ...)
counted | span | the phrase that is counted
counted_text | text | its words
statement_id | text | the innermost statement that it stands in, or null
"""),
    ),
    "stories": (
        "Articles about one running affair. Stories join and split as articles come; the story that an earlier id "
        "leads to is the one of the article of that id: SELECT story_id FROM articles WHERE article_id = ...",
        _columns("""
story_id | text | the story: the article_id of its first article
headline | text | of its first article that is no copy; the opening words of one that has none
first | text | earliest published_at
last | text | latest published_at
articles | count | how many articles belong to it
copies | count | how many of them are copies of others
outlets | texts | the publishers, in alphabetical order
"""),
    ),
    **{name: (about, _columns(lines)) for name, (about, lines) in (LINKED_COLUMNS | FLAT_COLUMNS).items()},
    "notes": (
        "Notes and tags that people gave to rows, actors, articles and stories.",
        _columns("""
correction_id | int | the number by which it can be undone
kind | text | note or tag
layer | text | statements, events, blocks, actors, articles, stories
row_id | text | the id of what it is about, as it is now
article_id | text | the article, where it is about one or a row of one
text | text | the note, or the tag
made_by | text | who gave it
made_at | text | ISO 8601, UTC
"""),
    ),
    "problems": (
        "What could not be read; the run went on without it.",
        _columns("""
uri | text | where the input is from
article_id | text | the article, where there is one
stage | text | the stage that failed: intake, language, anatomy ...
error | text | a stable word: empty, binary, too-large, language, internal ...
message | text | what is wrong and what to do
"""),
    ),
}
"""By name: what the table holds, and its columns."""
