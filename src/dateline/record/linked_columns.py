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
    "families": (
        "What one speaker said that several articles have: cut, paraphrased or translated.",
        """
family_id | text | the statement_id of its first version
speaker_id | text | who said it
speaker | text | the name
text | text | the first version known
fullest_id | text | the statement_id of the longest version
fullest | text | the longest version
first | text | earliest published_at
last | text | latest published_at
statements | count | how many statements give it
articles | count | in how many articles
versions | count | how many wordings there are, case and marks aside
outlets | texts | the publishers, in alphabetical order
""",
    ),
    "standing": (
        "Paragraphs that articles have in common which are no copies of each other. In all but the first article they "
        "are background: the block_kind of what stands in them.",
        """
passage_id | text | the paragraph: article_id and start of the first place, joined by a colon
article_id | text | an article that has it
start | int | first code point in the article's text
end | int | code point after the last
text | text | its words there
first | yes/no | whether this article had it first
""",
    ),
    "repeated": (
        "Lines that are furniture by repetition: the block has this kind, and what stands in it is background.",
        """
article_id | text | an article that has it
start | int | first code point in the article's text
end | int | code point after the last
text | text | its words there
kind | text | related (it is another article's headline), note (its publisher has it in many articles)
of_id | text | the article whose headline it is, or null
""",
    ),
    "contradictions": (
        "What reports of one occurrence do not agree on, two values a row, each with the report that gave it first: "
        "dead, injured, size, day, modality (told as a fact by one, denied by another), actor (one deed is laid to "
        "two). And what a speaker said of a matter then and now, each with the statement: denial, stance, figure.",
        """
occurrence_id | text | the occurrence; null for what a speaker said
what | text | dead, injured, size, day, modality, actor; of a speaker: denial, stance, figure
value | text | what the earlier report gives, or the earlier statement
event_id | text | that report
since | text | its published_at
other | text | what the later one gives
other_event_id | text | that report
other_since | text | its published_at
place_id | text | GeoNames id of where it happened, where a report tells it
speaker_id | text | who said both
speaker | text | the name
statement_id | text | the earlier statement
other_statement_id | text | the later one
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
