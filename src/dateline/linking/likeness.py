"""Whether two reports tell of one event: what must not clash, and how much must agree.

Type, parties, day and place may each be untold, which fits anything and supports nothing; where both tell and do not
agree, the reports are of two events. What agrees is added up to points; the points that are needed were set by reading
pairs of agency copy. How it stands (asserted, denied, hoped for) does not part reports: a denied attack is the attack
that others tell of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.linking.reports import Party, Report

_FAMILIES = (
    ("AGREE", "COOPERATE", "SUPPORT", "AID"),
    ("CONCEDE", "RETREAT"),
    ("CONSULT",),
    ("REQUEST", "THREATEN"),
    ("ACCUSE", "REJECT"),
    ("ASSAULT", "COERCE", "SANCTION"),
    ("PROTEST",),
    ("MOBILIZE",),
)
FAMILY = {name: family[0] for family in _FAMILIES for name in family}
"""By type the first of the types that reporters use of one act: a loan is agreed, backed and lent; a demand comes with
a threat; a refusal is told as criticism; a ship is attacked or seized. No family holds both cooperation and conflict.
"""
_RECIPROCAL = frozenset(["CONSULT", "AGREE", "COOPERATE"])
"""Types in which either side may be told as the one who acts."""
_SPOKEN = frozenset(["AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"])
"""Types of which one speaker does many in a day: what was asked for or refused must agree, too."""
_UNREAL = frozenset(["intended", "hoped", "demanded", "hypothetical"])
_APART = frozenset(["investigate", "meet"])
"""Modes that reporters tell apart from the others of their type."""
_ONCE = {"resign": "actors", "assassinate": "recipients", "execute": "recipients"}
"""Modes of what befalls somebody once, and in which role."""
_STATE = frozenset([None, "GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
"""Sectors that act for their country."""
RARE = frozenset(["abduct", "assassinate", "coup"])
"""Deeds of which few befall one town in a week."""
_OUTCOMES = frozenset(["kill", "kille", "killi", "wound", "injur", "hurt", "death", "died", "maime"])
"""Stems of triggers that tell how an attack ended for people."""
_CLASH, _OPEN, _KIN, _SAME = range(4)
_POINTS = {_OPEN: 0.0, _KIN: 1.5, _SAME: 2.0}
_TALKS = frozenset(["talks", "meeti", "negot", "confe", "sessi", "summi", "round", "discu", "consu"])
_ACCORDS = frozenset(["accor", "agree", "pact", "deal", "treat", "conve"])
"""Stems of the nouns that talks, and what came of them, are told by."""
TALKS = _TALKS | _ACCORDS
_NAMES = 2
"""Names, or other words, that two reports of one round of talks share at least."""
_WEEK, _MONTH = 7, 40
"""Days under which an interval is as good as a week or a month."""
VERBATIM = 6
"""Words near the trigger from which on the same words are the same sentence, told again."""
NEEDED_WITHIN, NEEDED_ACROSS = 6.0, 6.5
"""Points that two reports of one article, or of two, need."""


def likeness(a: Report, b: Report) -> float | None:
    """How well two reports fit, in points; None where something in them clashes."""
    if FAMILY.get(a.type, a.type) != FAMILY.get(b.type, b.type):
        return None
    roles, day, place = _roles(a, b), _day(a, b), _place(a, b)
    if roles is None or day is None or place is None or _stand_against(a, b):
        return None
    points = roles + day + place + _words(a, b)
    points += (a.trigger == b.trigger) + (4.5 if _befalls_once(a, b) else 0.5 * (a.mode == b.mode is not None))
    points += 2 * _is_rare_deed(a, b) + 2.5 * is_one_round(a, b)
    if a.type != b.type and deed(a) != deed(b):
        points -= 2
    elif (a.mode in _APART) != (b.mode in _APART):
        points -= 1
    if (a.modality == "hypothetical") != (b.modality == "hypothetical"):
        points -= 1
    if a.article_id == b.article_id:
        points += 1.5 * (_takes_up(a, b) or _takes_up(b, a))
        points += 2.5 if _sums_up(a, b) else -1.5 * (_told_apart(a, b) + _is_yet_to_come(a, b))
    return points


def _befalls_once(a: Report, b: Report) -> bool:
    """Whether both tell of one person what happens to a person once."""
    if a.mode is None or a.mode != b.mode or a.mode not in _ONCE:
        return False
    return parties_agree(getattr(a, _ONCE[a.mode]), getattr(b, _ONCE[a.mode])) == _SAME


def deed(report: Report) -> str | None:
    """The mode; people who are seized are abducted."""
    seized = report.mode == "seize" and any(p.kind in ("person", "group") for p in report.recipients)
    return "abduct" if seized else report.mode


def is_one_round(a: Report, b: Report) -> bool:
    """Whether both tell by a noun of the same talks or the same accord: named alike, and about the same.

    Talks and accords are told without saying who takes part ("the quota talks", "the Danko accord"), and by another
    word each time.
    """
    if not any({a.trigger, b.trigger} <= nouns for nouns in (_TALKS, _ACCORDS)) or a.further or b.further:
        return False
    names, words = a.names & b.names, (a.words & b.words) - a.names - b.names
    return (len(names) >= _NAMES and len(words) >= 1) or (len(names) >= 1 and len(words) >= _NAMES)


def _is_rare_deed(a: Report, b: Report) -> bool:
    """Whether both tell of a deed that is rare, and of no other sums or victims."""
    if deed(a) != deed(b) or deed(a) not in RARE or _counts_differ(a, b):
        return False
    return len(a.words & b.words) >= 1 and parties_agree(a.recipients, b.recipients) != _CLASH


def _takes_up(a: Report, b: Report) -> bool:
    """Whether ``a`` is told by a noun that takes up the deed ``b``: "the attack", "the resignation"."""
    return a.definite and a.type == b.type and a.type not in _SPOKEN and (a.trigger == b.trigger or a.mode == b.mode)


def _sums_up(a: Report, b: Report) -> bool:
    """Whether one is a headline's short form of the other."""
    alike = a.type == b.type and (a.trigger == b.trigger or a.mode == b.mode is not None)
    alike = alike or _is_rare_deed(a, b)
    return alike and a.headline != b.headline and a.article_id == b.article_id


def _told_apart(a: Report, b: Report) -> int:
    """In how many roles the two reports name parties that one article tells apart.

    An article that meant the same party would have told of it as one.
    """
    roles = (a.actors, b.actors), (a.recipients, b.recipients)
    return sum(bool(some and others) and parties_agree(some, others) == _OPEN for some, others in roles)


def _is_yet_to_come(a: Report, b: Report) -> bool:
    """Whether an article tells of one as done and of the other as to be done."""
    done, planned = {"asserted", "reported", "historical"}, {"intended", "hoped"}
    return any(x.modality in done and y.modality in planned for x, y in ((a, b), (b, a)))


def _counts_differ(a: Report, b: Report) -> bool:
    """Whether both tell of sums and of none that is the same."""
    some, others = ({w for w in r.words if w[0].isdigit()} for r in (a, b))
    return bool(some and others) and not some & others


def are_one(a: Report, b: Report) -> float | None:
    """The points of two reports that have enough of them, and of what it takes, to be joined; else None."""
    points = likeness(a, b)
    if points is None:
        return None
    if a.article_id == b.article_id and a.sentence == b.sentence:
        return points
    needed = NEEDED_WITHIN if a.article_id == b.article_id else NEEDED_ACROSS
    return points if points >= needed and _is_held(a, b) and _says_the_same(a, b) else None


def are_rivals(a: Report, b: Report) -> bool:
    """Whether two articles lay one deed to different doers: all but these agrees, and more than it takes."""
    if a.article_id == b.article_id or {a.type, b.type} & (_RECIPROCAL | _SPOKEN):
        return False
    if parties_agree(a.actors, b.actors) != _CLASH or parties_agree(a.recipients, b.recipients) == _CLASH:
        return False
    points = are_one(replace(a, actors=()), replace(b, actors=()))
    return points is not None and points >= NEEDED_ACROSS + 0.5


def _is_held(a: Report, b: Report) -> bool:
    """Whether there is more to hold the two together than their kind and day: a party, the town, or the whole sentence.

    A party without a name is known in its own article only, so that what no one is named in is held by the others. A
    town holds no meetings, since many meet in a capital on one day.
    """
    if _roles(a, b) or _sums_up(a, b):
        return True
    shared = len(a.words & b.words)
    if shared >= VERBATIM and a.words == b.words:
        return True
    if is_one_round(a, b):
        return True
    if _is_rare_deed(a, b) and shared >= 4 and any(w[0].isdigit() for w in a.words & b.words):
        return True
    town = a.type != "CONSULT" and a.place is not None and a.place == b.place and not a.broad
    return town and a.firm and b.firm and a.first == b.first and a.last == b.last and shared >= 4


def _says_the_same(a: Report, b: Report) -> bool:
    """Whether the words agree as far as the type asks for it."""
    shared = len(a.words & b.words) + _sums_up(a, b)
    within = a.article_id == b.article_id
    if a.further or b.further:
        return shared >= 4 and not within
    if a.type in _SPOKEN or b.type in _SPOKEN:
        return shared >= 2 + within and shared >= 0.3 * within * min(len(a.words), len(b.words))
    vague = _UNREAL | {"denied"}
    return shared >= 2 or (a.firm and b.firm) or not {a.modality, b.modality} <= vague


def _stand_against(a: Report, b: Report) -> bool:
    """Whether they tell of two: other sums given, to whom is not told; or in one article two deeds of one
    sentence, or what was agreed to and what was not.
    """
    if a.article_id != b.article_id:
        given = a.type == "AID" and parties_agree(a.recipients, b.recipients) == _OPEN
        return given and _counts_differ(a, b)
    if a.sentence == b.sentence:
        return not _is_one_sentence(a, b)
    told = {a.modality, b.modality}
    return a.type in _SPOKEN and "denied" in told and bool(told & {"asserted", "reported", "intended"})


def _is_one_sentence(a: Report, b: Report) -> bool:
    """Whether a sentence tells twice of one event: an attack and what came of it, a march and its protest."""
    if a.type != b.type:
        return False
    actors, recipients = parties_agree(a.actors, b.actors), parties_agree(a.recipients, b.recipients)
    if a.type == "PROTEST":
        return actors == _SAME and {a.mode, b.mode} <= {"demo", "riot"}
    if a.type != "ASSAULT" or actors == _CLASH:
        return False
    outcomes = (a.trigger in _OUTCOMES) + (b.trigger in _OUTCOMES)
    return (
        outcomes == 2 or actors == recipients == _SAME or (outcomes == 1 and (actors == _SAME or recipients != _CLASH))
    )


def _roles(a: Report, b: Report) -> float | None:
    actors, recipients = parties_agree(a.actors, b.actors), parties_agree(a.recipients, b.recipients)
    if _CLASH in (actors, recipients):
        if not {a.type, b.type} <= _RECIPROCAL or "visit" in (a.mode, b.mode):
            return None
        actors, recipients = parties_agree(a.actors, b.recipients), parties_agree(a.recipients, b.actors)
        if _CLASH in (actors, recipients):
            return None
    return _POINTS[actors] + _POINTS[recipients]


def parties_agree(some: Sequence[Party], others: Sequence[Party]) -> int:
    """How two lists of parties in one role fit, by the pair that fits best."""
    if not some or not others:
        return _OPEN
    return max(_party(a, b) for a in some for b in others)


def _party(a: Party, b: Party) -> int:
    """The same identity; of one country, one acting for it; untold; or two different ones."""
    if a.id is not None and a.id == b.id:
        return _SAME
    if a.country and b.country and a.country != b.country:
        return _CLASH
    if a.named and b.named:
        return _names(a, b)
    if a.country is None or b.country is None:
        return _OPEN
    if a.id is None and b.id is None:
        return _SAME
    return _KIN if a.sector == b.sector or {a.sector, b.sector} <= _STATE else _OPEN


def _names(a: Party, b: Party) -> int:
    """Two identities with names: a country and who acts for it, a name and its short form, or two."""
    of_one_country = a.country is not None and a.country == b.country
    if "country" in (a.kind, b.kind):
        if not of_one_country:
            return _OPEN if a.country is None or b.country is None else _CLASH
        return _KIN if {a.sector, b.sector} <= _STATE else _OPEN
    if a.kind == b.kind:
        some, others = set((a.words or "").split()), set((b.words or "").split())
        return _KIN if some and others and (some <= others or others <= some) else _CLASH
    return (
        _KIN if of_one_country and a.sector == b.sector and {a.kind, b.kind} == {"person", "organisation"} else _CLASH
    )


def _day(a: Report, b: Report) -> float | None:
    """Points for the days; an article's own day is a weak sign of the event's."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0.0
    if a.firm and b.firm:
        return _firm_days(a.last - a.first, b.last - b.first, a.first - b.last, b.first - a.last)
    if not a.firm and not b.firm:
        apart = abs(a.first - b.first)
        return {0: 1.0, 1: 0.5}.get(apart, -1.0 if apart <= 4 else None)
    told, article = (a, b) if a.firm else (b, a)
    since_first, since_last = article.first - told.first, article.first - told.last  # type: ignore[operator]
    if since_first >= -1 and since_last <= 3:
        return 0.5 if since_first - since_last <= _WEEK else 0.0
    if since_last > 0:
        return -1.0 if since_last <= 21 else None
    return -0.5 if article.modality in _UNREAL and since_first >= -14 else None


def _firm_days(length: int, other: int, gap: int, back: int) -> float | None:
    """Points for two intervals of so many days, the one so long after the other, or the other after it."""
    if length == other and gap == -length and back == -length:
        return 2.0 if length <= _WEEK else 1.0
    if gap <= 0 and back <= 0:
        return 1.0 if max(length, other) <= _WEEK else 0.5 if max(length, other) < _MONTH else 0.0
    return -1.0 if max(length, other) <= 1 and max(gap, back) == 1 else None


def _place(a: Report, b: Report) -> float | None:
    """Points for places that the texts tell; a country that takes part is no sign of where."""
    if a.place is None or b.place is None:
        return 0.0
    if a.place == b.place:
        return 0.0 if a.broad else 1.0
    if a.country == b.country:
        return 0.0 if a.broad or b.broad else None
    parties = {p.country for r in (a, b) for p in (*r.actors, *r.recipients)}
    return 0.0 if any(r.broad and r.country in parties for r in (a, b)) else None


def _words(a: Report, b: Report) -> float:
    """Points for the words that both have near the trigger: how many, and what part of them."""
    shared = len(a.words & b.words)
    return 3 * shared / max(3, min(len(a.words), len(b.words))) + 0.5 * min(shared, 6)
