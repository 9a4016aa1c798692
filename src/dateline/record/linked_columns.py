"""The tables that tell what stands between articles, column by column: versions, wordings, series, what is left out."""

from __future__ import annotations

LINKED_COLUMNS: dict[str, tuple[str, str]] = {
    "versions": (
        "Pieces of copy in the takes, corrections and reprints in which they went out: a row a version, first to last. "
        "Who had it first is the first row of a piece.",
        """
version_of | text | the piece: article_id of its first version
number | int | 1 for the first, then in the order of age
article_id | text | the version
publisher | text | whose it is
published_at | text | ISO 8601
of_id | text | the earlier version that it has most in common with: what it was made from; null for the first
kind | text | exact, near, contained (cut), expanded (carried on), rewritten
kept | number | the part of that earlier version's words that stand in this one
changed | number | the part of this version's words that are new
added | texts | what this version has and the earlier one has not, in runs of words
dropped | texts | what the earlier one has and this version has not
""",
    ),
    "wordings": (
        "The versions of each quotation of the table families, and how each differs from the first that is known.",
        """
family_id | text | the statement_id of the first version
statement_id | text | a version
article_id | text | the article
publisher | text | whose it is
published_at | text | ISO 8601
speaker_id | text | who said it
speaker | text | the name
text | text | its words
first | yes/no | whether it is the first version known
fullest | yes/no | whether it is the longest
kept | number | the part of the first version's words that it has, case and marks aside
marked | text | both, word by word: [-what only the first has-] {+what only this one has+}
added | texts | what only this version has, in runs of words
dropped | texts | what only the first has
""",
    ),
    "omissions": (
        "What one outlet has of an occurrence and another outlet of the same story leaves out: the occurrence as a "
        "whole, where it told of the story on that day or later, or a figure, a party or the place in its reports.",
        """
story_id | text | the story
occurrence_id | text | the occurrence
what | text | event, dead, injured, size, actors, recipients, place
value | text | what the one outlet has: type and words of the event, the figure, the names, the place_id
event_id | text | its first report that has it
outlet | text | the outlet that has it; of an event the one that had it first
since | text | published_at of that report
other | text | the outlet that leaves it out
other_event_id | text | the first report of that outlet, where only a part is left out
articles | count | how many articles that outlet has: of the story, or of the occurrence
""",
    ),
    "series": (
        "Sessions, rounds of talks, hearings and votes, step by step, as each article tells of them: those before, the "
        "one told of, the next as it is planned, hoped for, moved or held.",
        """
series_id | text | the series: kind and body; of a body that is no acronym, within its story
kind | text | session, round, hearing, vote
body | text | whose it is ("commission", "OPEC"); null where it is not told
number | int | which one it is, where the text counts it
position | text | before, told (the one that the article is about), next
status | text | held, planned, hoped, moved, cancelled: by the words of its sentence
date_start | text | first day, ISO 8601, where its sentence tells one
date_end | text | last day, inclusive
places | texts | where it is or may be held: the words
place_ids | texts | GeoNames ids
story_id | text | the story of the article
article_id | text | the article
publisher | text | whose it is
published_at | text | ISO 8601
start | int | first code point of the words that name it, in the article's text
end | int | code point after the last
sentence | text | the sentence that tells of it, white space folded
""",
    ),
    "said_before": (
        "What the speaker of a statement said before about the same matter, the latest first: statements that share "
        "words that tell something.",
        """
statement_id | text | a statement
earlier_id | text | an earlier statement of the same speaker
speaker_id | text | who speaks
speaker | text | the name
text | text | what is said
earlier | text | what was said before
published_at | text | of the article of the statement
earlier_at | text | of the article of the earlier one
earlier_publisher | text | whose that article is
shared | texts | stems of the words that both have
same_words | yes/no | whether both are of one family: the same words told again
""",
    ),
}
"""By name: what the view holds, and its columns, one a line."""
