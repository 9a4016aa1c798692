"""Turns of phrase in English that a rule looks for in the text itself."""

from __future__ import annotations

import re

SAID_WHEN = re.compile(
    r"(?:(?:on|in|at|an?|two|three|\d+)\s)?(?:late\s|early\s|last\s|this\s)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|hours?|minutes?|days?|weeks?|months?|years?)"
    r"(?:\s(?:earlier|later|ago|before|morning|afternoon|evening|night))?,?\s(?=that\s)",
    re.IGNORECASE,
)
"""The day or hour of the saying, between the cue and what is said: "said an hour earlier that …"."""
OBITUARY = re.compile(
    r"(?i)\b(?:(?:has|have) died|who (?:has )?died"
    r"|died (?:on \w+ |peacefully |at \w+ )?(?:aged|at the age of|at (?:age )?\d\d)"
    r"|has died, aged|dies (?:aged|at) \d\d|dead at \d\d)\b"
)
"""A death that opens the story of a life."""
LONG_AGO = re.compile(
    r"(?i)\b(?:years|decades|centuries|generations?) (?:ago|before|earlier)\b|\b(?:a|one) (?:century|generation) ago\b"
)
"""A time that opens a story of the past."""
PAST_CENTURY = re.compile(r"(?i)\b(?:years|decades|centuries|decade|century) (?:ago|earlier|before)\b|\blast century\b")
"""A time at which an event is history."""
IN_A_YEAR = re.compile(r"(?i)\b(?:in|of|during|from|until|between|early|late)\s+(?:\w+\s+)?(1[0-9]{3}|20[0-9]{2})\b")
"""A year in which something was; the group is the year."""
ON_THIS_DAY = re.compile(r"(?i)\bon this (?:day|date)\b|\bthis day in (?:history|\d{4})\b")
"""The opening of an entry in a calendar of the past."""
WARS = re.compile(
    r"\b(?:during|in|after|before) (?:the )?(?:First|Second) World War\b|\bWorld War (?:I|II|One|Two)\b|\bCold War\b"
)
"""A war of the past as the time of what is told."""
PROVERB = re.compile(
    r"(?i)\b(?:proverb|saying|adage|maxim|old joke|nursery rhyme|fable|as the saying goes|legend has it)\b"
)
"""Words that say that nothing happened: it is only a saying."""
AGO_THIS = re.compile(
    r"(?i)\b(?:years|decades|centuries|generations?|century|decade) ago (?:this|today|yesterday|next|last|on)\b"
)
"""A day of the past by a day of now: "sixty years ago this week"."""
INTERVIEWED = re.compile(
    r"(?i)\b(?:interview\w*|(?:spoke|speaks|talked|talks|chatted|sat down|sits down|caught up) (?:to|with)|"
    r"(?:in )?conversation with|(?:we|i) (?:met|asked|spoke)|(?:met|asked|visited|joined) (?:him|her|them|us|me|with)|"
    r"(?:received|welcomed|invited) (?:us|me)|answers? (?:our|your|the) questions|q ?& ?a)\b"
)
"""Words by which the lead of an interview says that it is one."""
