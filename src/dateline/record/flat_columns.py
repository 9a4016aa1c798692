"""The columns of the flat views: name, kind and what they hold, as ``columns.py`` writes those of all tables."""

from __future__ import annotations

_TOLD = """article_id | text | the article
published_at | text | ISO 8601, of the article
publisher | text | of the article
headline | text | of the article
uri | text | of the article"""

FLAT_COLUMNS: dict[str, tuple[str, str]] = {
    "flat_statements": (
        "Statements for spreadsheets: a row each, with names and words in place of ids and spans.",
        f"""
statement_id | text | the row of statements
{_TOLD}
speaker | text | who speaks, by name
speaker_id | text | the actor
speaker_kind | text | person, organisation, country, group
speaker_country | text | ISO 3166-1 alpha-3
speaker_sector | text | PLOVER sector
stance | text | say, claim, believe, hope, promise, warn, demand, ask, deny, confirm, praise, criticise
negated | yes/no | the cue is negated ("did not say that")
act | text | speech, writing, thought, attitude
mode | text | direct, indirect, mixed
words | text | what is said, pieces joined by " … "
cue | text | the words that attribute
source | text | the phrase that names the source
addressee | text | who is told, by name
reported_by | text | who speaks in the statement that reports this one
parent_id | text | that statement
said_on | text | TIMEX3 value
posted_at | text | when the post of a live blog that it stands in was posted
time_code | text | where in the recording it begins, for subtitles
place | text | where it was said
sentence | text | the sentence in which what is said begins, white space folded
block_kind | text | the kind of block that it stands in
confidence | number | 0 to 1
""",
    ),
    "flat_events": (
        'Events for spreadsheets: a row each, with names and words; several actors of one event are joined by "; ".',
        f"""
event_id | text | the row of events
{_TOLD}
actor | text | who did it, by name
actor_ids | text | the actors
actor_country | text | ISO 3166-1 alpha-3
actor_sector | text | PLOVER sector
type | text | PLOVER type
mode | text | PLOVER mode
context | text | PLOVER context
modality | text | asserted, reported, intended, hoped, demanded, denied, hypothetical, historical
words | text | the words that predicate it
recipient | text | to whom, by name
recipient_ids | text | the actors
recipient_country | text | ISO 3166-1 alpha-3
recipient_sector | text | PLOVER sector
date_start | text | first day, ISO 8601
date_end | text | last day, inclusive, ISO 8601
date_from | text | where the date was found: clause, sentence, paragraph, dateline, post
place | text | where, by name
place_country | text | ISO 3166-1 alpha-3
latitude | number | degrees, WGS 84
longitude | number | degrees, WGS 84
place_id | text | GeoNames id
place_from | text | where the place was found: clause, sentence, paragraph, dateline
said_by | text | in whose words it stands; null where the article itself tells it
statement_id | text | the innermost statement that it stands in, or null
cameo | text | nearest CAMEO code
quad | int | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
goldstein | number | Goldstein scale, -10 to 10
dead | number | persons
injured | number | persons
size | number | persons taking part
sentence | text | the sentence of the trigger, white space folded
block_kind | text | the kind of block that it stands in
occurrence_id | text | the event_id of the first report of the same event: in occurrences
confidence | number | 0 to 1
""",
    ),
    "flat_pairs": (
        "Events as pairs: a row for each actor with each recipient; where there is none its columns are null.",
        f"""
event_id | text | the row of events
{_TOLD}
actor_id | text | who did it
actor | text | its name
actor_country | text | ISO 3166-1 alpha-3
actor_sector | text | PLOVER sector
type | text | PLOVER type
mode | text | PLOVER mode
modality | text | asserted, reported, intended, hoped, demanded, denied, hypothetical, historical
words | text | the words that predicate it
recipient_id | text | to whom
recipient | text | its name
recipient_country | text | ISO 3166-1 alpha-3
recipient_sector | text | PLOVER sector
date_start | text | first day, ISO 8601
date_end | text | last day, inclusive, ISO 8601
place_id | text | GeoNames id
quad | int | 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
goldstein | number | Goldstein scale, -10 to 10
sentence | text | the sentence of the trigger, white space folded
occurrence_id | text | the event_id of the first report of the same event: in occurrences
confidence | number | 0 to 1
""",
    ),
}
"""By name: what the view holds, and its columns, one a line."""
