"""Who did what to whom: events in PLOVER's types, each with how it stands, in whose words, where and when.

A lexicon of words in syntactic frames (``event_lexicon.tsv``) finds the triggers and who takes part; the words above a
trigger and the statement around it say whether the story tells a fact (``modality``). Event data count what happened:
a hope, a threat and a memory are kept, and kept apart.
"""

from dateline.events.find import find_events

__all__ = ["find_events"]
