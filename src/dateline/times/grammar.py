"""What a time looks like: one compiled pattern of named alternatives, built from ``resources/time_words.toml``.

The kinds follow the TIDES and TimeML guidelines (Ferro et al. 2005; TimeML 1.2.1) and what rule systems such as
HeidelTime (Strötgen and Gertz 2010) found worth while. Each kind's own pattern reads the parts of a match again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateline.resources import toml

__all__ = ["Grammar", "filled", "grammar", "words"]

_TOKEN = re.compile(r"(\d|['’]\d)\w*|[^\W\d_]+\.?")
"""A word with its full stop, or what begins with a digit (then group 1 is set)."""


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """The tables of ``time_words.toml``, keys in lower case."""
    tables = toml("time_words.toml")
    return {name: rows for name, rows in tables.items() if isinstance(rows, dict)}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns and the look-ups that go with them."""

    any_time: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]
    months: dict[str, int]
    weekdays: dict[str, int]
    openers: frozenset[str]
    """The words, in lower case, that a time can begin with, besides digits."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in ``text``, in order and without overlaps."""
        return self.scan(text, lambda _: True)

    def scan(self, text: str, is_time: Callable[[re.Match[str]], bool]) -> Iterator[re.Match[str]]:
        """The matches in ``text`` that ``is_time`` takes, in order; what it does not take is looked into again.

        The large pattern is tried only where a word stands that a time can begin with.
        """
        end = 0
        for token in _TOKEN.finditer(text):
            start = token.start()
            if start < end or (token.lastindex is None and token.group().lower() not in self.openers):
                continue
            match = self.any_time.match(text, start)
            if match is not None and match.end() > start and is_time(match):
                end = match.end()
                yield match


_HOUR = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"


def _either(forms: list[str]) -> str:
    return "(?:" + "|".join(sorted(forms, key=lambda f: (-len(f.replace(r"\.?", "")), f))) + ")"


def _cased(form: str, dotted: bool = False) -> list[str]:
    """``form`` with a capital and in capitals; an abbreviation may take a full stop."""
    end = r"\.?" if dotted else ""
    return [re.escape(form.capitalize()) + end, re.escape(form.upper()) + end]


@functools.cache
def _lists() -> tuple[dict[str, str], dict[str, int], dict[str, int]]:
    """The named pieces that the patterns are put together from, and the numbers of months and weekdays."""
    tables = toml("time_words.toml")
    months, weekdays = dict[str, int](), dict[str, int]()
    full, short, foreign, days, short_days = [], [], [], [], []
    for number, forms in enumerate(tables["months"], 1):
        first, *others = forms.split("|")
        months |= dict.fromkeys([first, *others], number)
        full += _cased(first)
        short += [p for o in others for p in _cased(o, dotted=True)]
    for number, forms in enumerate(tables["foreign_months"], 1):
        for form in forms.split("|"):
            months.setdefault(form, number)
            foreign += [re.escape(form), *_cased(form)]
    for number, forms in enumerate(tables["weekdays"], 1):
        first, *others = forms.split("|")
        weekdays |= dict.fromkeys([first, *others], number)
        days += _cased(first)
        short_days += [re.escape(o.capitalize()) + r"\." for o in others]
    numbers = [re.escape(n) for n in tables["numbers"]]
    tens = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    units = "(?:one|two|three|four|five|six|seven|eight|nine)"
    pieces = {
        "MONTH": _either(full),
        "MON": _either(full + short),
        "MONX": _either(full + short + foreign),
        "WD": _either(days + short_days),
        "WDX": _either(days + short_days + [form.removesuffix(r"\.") for form in short_days]),
        "DAY": r"(?:3[01]|[12]\d|0?[1-9])",
        "TH": r"(?:-?(?:st|nd|rd|th|er|º))",
        "YEAR": r"(?:1[0-9]|20)\d\d",
        "N": rf"(?:{tens}-{units}|\d{{1,4}}(?:[.,]\d+)?(?: \d/\d)?(?!\d)|{_either(numbers)}(?:s of)?)",
        "FEW": r"(?:a )?(?:few|several|couple(?: of)?|number of|many|some|dozens? of|hundreds of|thousands of|"
        r"half a dozen)",
        "UNIT": r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|year|decade|centur(?:y|"
        r"ie)|millennium)",
        "PART": _either([re.escape(p) for p in tables["parts"]]),
        "SEASON": _either([re.escape(s) for s in tables["seasons"]]),
        "ORD": _either([re.escape(o) for o in tables["ordinals"]] + [r"\d\d?(?:st|nd|rd|th)"]),
        "FEAST": _either([re.escape(f).replace("'", "['’]") for f in tables["feasts"]]),
        "SET": _either([re.escape(s) for s in tables["sets"]]),
        "REF": _either([re.escape(r).replace(r"\ ", r"\s") for r in tables["references"]]),
        "MOD": r"(?:(?:very )?(?:early|late)(?:[ -]in)?|mid|(?:the )?(?:end|beginning|start|middle|close|"
        r"turn) of)[ -]",
        "ABOUT": r"(?:(?:more|less|fewer) than|at least|at most|up to|nearly|almost|about|around|some|over|"
        r"under|roughly|"
        r"approximately|just over|just under|as long as|close to|the)",
        "WHICH": r"(?:last|next|this(?: past| coming)?|past|coming|previous|preceding|following|current|same|"
        r"that(?: same)?|"
        r"upcoming|final|first)",
        "ZONE": r"(?:EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|GMT|UTC|BST|CET|CEST|MSK|local time|Moscow time|Z)\b",
        "HOUR": _HOUR,
        "CLOCKN": r"(?:five|ten|twenty|twenty-five|5|10|20|25)",
        "AND": r"(?:,?{S}(?:and|or|&){S}|,{S})",
        "S": r"[ \t\u00a0]*\n?[ \t\u00a0]+",
    }
    return pieces, months, weekdays


_KINDS = {
    "iso": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<clock>\d\d:\d\d)(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": r"(?<![\d.,/-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|"
    r"\d\d)(?![\d/]|[.,]\d)",
    "dashed": r"(?<![\d.,/-])(?P<day>{DAY})[/-](?P<month>(?i:{MON}))[/-](?P<year>\d{4}|\d\d)(?![\d/-])",
    "named_day": r"(?<![\d/])(?P<named>\d\d?/\d\d?)(?![\d/%])",
    "nth_of": r"(?i:(?:\bthe{S})?\b(?P<nth>{ORD}|last|final|opening|closing){S}(?:(?P<n>{N}){S})?(?:full{S})?"
    r"(?:(?P<unit>weekend|week|fortnight|day|half)s?|(?P<weekday>{WD})){S}(?:of|in){S}"
    r"(?:(?P<month>(?-i:{MONX}))(?:,?{S}(?:(?:of|in){S})?(?P<year>{YEAR})(?![\d%]|,\d)|"
    r"{S}(?:of{S})?(?P<rel>this|last|next){S}year\b)?|(?P<whole>{YEAR}))\b)",
    "listed": r"(?<!etween )(?<!etween the )(?:(?P<weekday>{WDX}),?{S})?(?i:the )?\b(?P<day>{DAY}){TH}?"
    r"(?=(?:{AND}(?:{WDX},?{S})?(?:the )?{DAY}{TH}?)+(?:{S}of)?{S}(?P<month>{MONX})\b"
    r"(?:,?{S}(?:of{S})?(?P<year>{YEAR})(?![\d%]|,\d))?)",
    "this_day": r"(?i:\bthis{S}(?:day|date){S}in{S}(?P<year>{YEAR}))\b(?![\d%]|,\d)",
    "week_of": r"(?i:the )?(?i:week) (?:of|ended|ending|beginning|starting) (?P<month>{MON}) (?P<day>{DAY}){TH}?\b",
    "day_month": r"(?:(?P<weekday>{WDX}),?{S})?(?i:the )?\b(?P<day>\d\d?){TH}?(?:(?:-|–| to |"
    r" and )(?P<last>{DAY}){TH}?)?"
    r"(?:{S}of|{S}de)?{S}(?P<month>{MONX})(?:,?{S}(?:(?:of|de|del){S})?(?P<year>{YEAR})(?![\d%]|,\d))?(?:"
    r"{S}(?P<ago>last))?",
    "month_days": r"(?<!etween )(?:(?P<weekday>{WDX}),?{S})?(?P<month>{MON}){S}(?:the )?(?P<day>{DAY})(?:st|nd|rd|th)?"
    r"(?=(?P<more>(?:,{S}{DAY}(?:st|nd|rd|th)?)*,?{S}(?:and|or|&){S}{DAY}(?:st|nd|rd|th)?)"
    r"(?:,{S}(?P<year>{YEAR})(?![\d%]|,\d)|{S}(?=(?:at|in|on|to|for|by|with|from|when|as|the|this|last|next|of)\b)"
    r"|[.;:!?)]|,{S}\D|\n|$))",
    "month_day": r"(?:(?P<weekday>{WDX}),?{S}(?:the )?|(?P<which>(?i:last|next|this)){S})?(?P<month>{MON})"
    r"{S}(?:the )?(?P<day>\d\d?){TH}?(?!\d|:\d|%|,\d{{3}})"
    r"(?:(?:-|–|{S}to{S}|{S}and{S})(?P<last>{DAY})(?!\d|(?: ?[ap]\.?m\b|:\d|,\d|%))(?:st|nd|rd|th)?)?"
    r"(?:,?{S}(?P<year>{YEAR})(?![\d%]|,\d)|{S}(?:of{S})?(?P<rel>this|last|next){S}year\b|,{S}{WD}\b)?",
    "month_year": r"(?:(?P<mod>(?i:{MOD})))?(?P<month>{MON}),?{S}(?:of{S})?(?P<year>{YEAR})(?![\d%]|,\d|-\d{{3}})",
    "spoken_clock": r"(?i:(?:\b(?P<past>half|(?:a{S})?quarter|{CLOCKN}(?:{S}minutes)?){S}(?P<side>past|to|after|before)"
    r"{S}(?P<hour>{HOUR})|(?<=at )half{S}(?P<british>{HOUR})|"
    r"(?<=at )(?P<sharp>{HOUR})(?=[.;]{S}|[.;]?$|{S}(?:sharp|tonight|today|tomorrow|yesterday"
    r"|on{S}{WD}|in{S}the{S}(?:morning|afternoon|evening))\b))"
    r"\b(?!{S}(?:people|{UNIT}s?|percent|points?|of)\b|[-.,]\d|%)"
    r"(?:{S}(?:in{S}the{S}|at{S})?(?P<part>morning|afternoon|evening|night|[ap]\.?m\b\.?))?)",
    "clock": r"(?<![\d.,$£€])(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?(?:{S}|"
    r"-)?(?P<half>[aApP]\.?[mM]\b\.?)"
    r"(?:{S}\(?{ZONE})?|(?P<hour2>[01]?\d|2[0-3])[:.]?(?P<minute2>[0-5]\d){S}(?:hours{S})?\(?{ZONE}"
    r"|(?P<hour3>[01]?\d|2[0-3]):(?P<minute3>[0-5]\d)(?![\d:])"
    r"|(?P<hour4>\d\d?|(?i:one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve))(?i: o['’]clock)|(?P<hour5>\d\d?) in the (?P<half5>morning|afternoon|evening)"
    r"|(?i:\b(?P<word>noon|midday|midnight|nightfall|daybreak|sunrise|sunset|sundown|dawn|dusk)\b))",
    "half": r"(?i:(?:the )?(?:(?P<which>{ORD}|last|final)[ -](?P<part>quarter|half)\b))"
    r"(?:{S}of{S}(?:(?:the{S})?(?:fiscal{S})?(?P<year>{YEAR})|(?i:(?P<rel>the|this|last|next){S}(?:fiscal"
    r"{S})?year)))?"
    r"|\bQ(?P<q>[1-4])(?:{S}|/)?(?P<qyear>{YEAR})?\b",
    "decade": r"(?P<mod>(?i:{MOD}))?(?i:the{S})?(?P<decade>(?:1\d|20)\d0['’]?s|['’]\d0['’]?s|(?i:twenties|"
    r"thirties|forties|fifties|"
    r"sixties|seventies|eighties|nineties))\b",
    "century": r"(?P<mod>(?i:{MOD}))?(?i:the{S})?(?P<ord>(?i:{ORD}))(?:{S}|-)(?i:century)\b",
    "weekday": r"(?:(?i:early|late|later)(?:{S}on)?{S})?(?:(?P<which>(?i:the{S}previous|the{S}following|last|"
    r"next|this|past|coming))"
    r"{S})?(?P<weekday>{WD})(?![\w’'-]*\d|{S}\d{{1,2}}(?:[,;.)\n]|{S}(?:and|or|to)\b))(?:,?{S}(?P<part>(?i:{PART})))?(?:{S}(?P<week>(?i:last|next)){S}week)?",
    "deictic": r"(?i:\b(?:early{S}|late{S})?(?:(?P<day>the{S}day{S}before{S}yesterday|the{S}day{S}after"
    r"{S}tomorrow|today|tonight|"
    r"yesterday|tomorrow)(?:{S}(?P<part>{PART}))?|(?P<this>this|last){S}(?P<part2>morning|afternoon|evening|"
    r"night)))\b",
    "every": r"(?i:\b(?:every|each){S}(?:(?P<n>{N}|other|second|third|few){S})?(?:(?P<unit>{UNIT})s?\b|"
    r"(?P<weekday>{WD})|(?P<month>{MONTH})|"
    r"(?P<season>{SEASON})\b|(?P<part>morning|afternoon|evening)\b))",
    "times_a": r"(?i:\b(?:once|twice|{N}{S}times){S}(?:a|per|each|every){S}(?P<unit>day|week|month|year))\b",
    "weekdays": r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b",
    "offset": r"(?i:(?:\b(?:{ABOUT}){S})?(?<![\d.,])\b(?:(?P<n>{N})|(?P<few>{FEW}))(?P<half>{S}and{S}a"
    r"{S}half)?(?:{S}|-)(?P<unit>{UNIT})s?"
    r"(?P<half2>{S}and{S}a{S}half)?{S}(?P<way>ago|earlier|later|before(?={S}that|[,.;])|afterwards?|hence|"
    r"from{S}now|from{S}today|previously)\b)",
    "which": r"(?i:(?:(?P<mod>{MOD}|earlier(?:{S}in)?{S}|later(?:{S}in)?{S}|late{S}))?(?:\bthe"
    r"{S})?\b(?P<which>{WHICH}){S}"
    r"(?:(?P<n>{N})(?:{S}|-)|(?P<few>{FEW}){S})?(?:(?P<unit>{UNIT})(?P<plural>s?)|(?P<season>{SEASON})|"
    r"(?P<month>(?-i:{MON}))|"
    r"(?P<part>morning|afternoon|evening|night)|(?P<feast>{FEAST})))\b(?!-old|{S}old\b)",
    "feast": r"(?i:\b(?P<feast>{FEAST}))(?:,?{S}(?P<year>{YEAR}))?(?:{S}(?P<week>week|weekend))?\b",
    "season": r"(?:(?P<mod>(?i:{MOD}))(?i:the{S})?|(?<=[Ii]n )(?i:the{S})|(?<=[Bb]y )(?i:the{S})|"
    r"(?<=[Ss]ince )(?i:the{S})|(?<=[Dd]uring )(?i:the{S})"
    r"|(?<=[Bb]efore )(?i:the{S})|(?<=[Aa]fter )(?i:the{S})|(?<=[Uu]ntil )(?i:the{S})"
    r"|(?<=[Bb]y )|(?<=[Ii]n )|(?<=[Uu]ntil ))(?P<season>(?i:{SEASON}))\b"
    r"(?:(?:{S}of)?{S}(?:(?P<year>{YEAR})|(?P<rel>(?i:this|last|next)){S}(?i:year)\b))?"
    r"|(?P<season2>(?i:{SEASON}))(?:{S}of)?{S}(?P<year2>{YEAR})\b",
    "duration": r"(?i:(?:\b(?:{ABOUT}){S})?(?<![\d.,$£€-])\b(?:(?P<n>{N})(?P<half0>{S}and{S}a{S}half)?|"
    r"(?P<few>{FEW})|(?P<halfa>half(?:{S}an?|{S}the)?|half-an?))"
    r"(?:{S}|-)(?:(?:more|consecutive|straight|full|whole|additional|long|entire|solid|further|calendar|working|"
    r"business|successive){S})?"
    r"(?P<unit>{UNIT})s?(?:['’]|-long|long)?(?P<half>{S}and{S}a{S}half)?\b(?![-]old|{S}olds?\b|-olds?\b|[-]ends?\b))",
    "plain_units": r"(?i:\b(?:(?:recent|coming|several|many|past){S}(?P<unit>second|minute|hour|day|week|month|"
    r"year|decade)s\b|"
    r"(?<=for )(?P<unit2>hour|day|week|month|year|decade|centurie)s\b|(?<=in )(?P<unit3>minute|hour|day|week|month|"
    r"year|decade)s\b|"
    r"(?P<unit4>hour|day|week|month|year|decade)s?-long\b|(?<=after )(?P<unit5>hour|day|week|month|year|decade)s\b|"
    r"(?P<unit6>day|week|month|year|decade)s(?={S}(?:ago|of)\b)|"
    r"(?<=the )(?P<unit7>day|week|month|year|decade)s(?={S}(?:before|after|since|that|leading|ahead|following|"
    r"to{S}come)\b)))",
    "the_weekend": r"(?i:\bthe{S}weekend|(?<=over ){S}?weekend)\b",
    "year_end": r"(?i:\b(?:(?:the{S})?(?P<mod>end|beginning|start|middle){S}of{S}the{S}(?P<unit>year|month|week|"
    r"day)|(?P<end>year-end|year’s{S}end|year's{S}end)))\b",
    "years": r"(?<![\d.,$£€#/-])\b(?P<year>{YEAR})(?:-|–|/)(?P<last>(?:{YEAR}|\d\d))\b(?![\d-]|[.,]\d)",
    "year": r"(?P<mod>(?i:{MOD}|fiscal(?:{S}year)?{S}))?(?<![\d.,$£€#/:-])\b(?P<year>{YEAR})\b(?![\d:%/-]|[.,]\d)"
    r"|\b(?P<mod2>pre|post|mid)-(?P<year2>{YEAR})\b",
    "month": r"(?P<mod>(?i:{MOD}))?(?P<month>{MONTH})\b(?:{S}(?:of{S})?(?P<rel>this|last|next)"
    r"{S}year\b)?(?![’']?s{S}[A-Z])",
    "set": r"(?i:\b(?P<set>{SET}))\b",
    "reference": r"(?i:\b(?P<reference>{REF})\b(?!{S}(?:{N}\b|few\b|several\b|{UNIT})))",
}
"""The kinds of times, the longer before the shorter: at one place in the text the first that fits is taken."""


_OTHER_OPENERS = """
the a an few several couple number many some dozens hundreds thousands half very early late later earlier mid end
beginning start middle close turn more less fewer at up nearly almost about around over under roughly approximately
just as last next this past coming previous preceding following current same that upcoming final first every each once
twice today tonight yesterday tomorrow recent q fiscal pre post year year’s weekend once no all
half quarter five ten twenty opening closing
"""
"""Words that a time can begin with, besides those of the tables."""


def filled(pattern: str) -> str:
    """``pattern`` with its named pieces ("{MONTH}") put in; braces that it means itself are doubled."""
    pieces, _, _ = _lists()
    for _ in range(2):
        pattern = re.sub(r"\{([A-Z]+)\}", lambda m: pieces[m[1]], pattern)
    return pattern.replace("{{", "{").replace("}}", "}")


@functools.cache
def grammar() -> Grammar:
    """The grammar, compiled once a process."""
    _, months, weekdays = _lists()
    kinds: dict[str, re.Pattern[str]] = {}
    nameless: list[str] = []
    for name, pattern in _KINDS.items():
        text = filled(pattern)
        kinds[name] = re.compile(text)
        plain = re.sub(r"\(\?P<\w+>", "(?:", text).replace("(?P=mark)", r"[/.-]")
        nameless.append(f"(?P<{name}>{plain})")
    return Grammar(re.compile("|".join(nameless)), kinds, months, weekdays, _openers(months, weekdays))


def _openers(months: dict[str, int], weekdays: dict[str, int]) -> frozenset[str]:
    """The first words of all that the patterns can match."""
    found = set(_OTHER_OPENERS.split())
    for rows in words().values():
        found |= {re.split(r"[\s']", key)[0] for key in rows}
        found |= {re.split(r"[\s']", key)[0] + "s" for key in rows}
    found |= months.keys() | weekdays.keys() | {f"{day}s" for day in weekdays}
    return frozenset(found | {f"{word}." for word in found})
