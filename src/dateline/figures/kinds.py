"""Numbers of a kind of their own: ages and scores; and numbers that count nothing: in names, addresses, pronouns."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from dateline.figures.amounts import Amount, amount_of, bounded
from dateline.figures.numbers import Numeral, numeral_at
from dateline.resources import table, toml

if TYPE_CHECKING:
    from dateline.language import Copy

__all__ = ["is_age", "is_name", "special", "telephones"]

_AGED = re.compile(r"(?i)\b(?:aged|age|ages)\s(?:between\s)?$")


_SCORE = re.compile(r"(?<![\w-])(\d{1,3})[-–](\d{1,3})(?![\w%/-]|[-–]\d|\s(?:percent|per cent|million|years?))")


_SCORE_WORDS = re.compile(
    r"(?i)\b(?:win|wins|won|beat|beats|beating|lost|lose|loss|defeat|defeated|victory|draw|drew|drawn|lead|led|leading|"
    r"score|scored|goal|goals|match|game|final|over|tie|tied|vote|voted|ruling|ruled|decision|set|sets|trail|trailed|votes|votes?|result|ended|finished|level|up|down|ahead|approved?|passed|adopted|"
    r"rejected|upheld|overturned|cleared|agreed|split|majority|margin|referendum|thrashed|edged|crushed|beaten|held)\b"
)


_AFTER_NAME = re.compile(r"[^\W\d_][’'”\"]?,\s(\d{1,3})(?=,(?!\d)|\.(?!\d)|;|\)|$|\sand\s[A-Z])")


@functools.cache
def _people() -> frozenset[str]:
    """Words for one person: kin and the like, and the heads of offices."""
    offices = (p for row in table("offices.tsv") for p in (row["office"], *row["phrases"].split("|")))
    return frozenset(toml("figure_words.toml")["people"]["before_age"]) | {_head(p) for p in offices if p}


def _head(phrase: str) -> str:
    """The word for the person in a phrase for an office: "chairman" of "chairman of the government"."""
    return phrase.split(" of ")[0].split(" for ")[0].split()[-1]


_VOTES = re.compile(
    r"(?i)(?P<one>\d{1,3}|\w+)(?:\svotes)?\s(?:to|against|-|–)\s(?P<two>\d{1,3}|\w+)\b(?![-\w]|\s(?:per\s?cent|years?|days?))"
)
_VOTED = re.compile(r"(?i)\b(?:by(?:\sa\svote\sof)?|vote(?:d|s)?(?:\sof)?|ruled|passed|won|lost|split)\s$")


def _vote(text: str, numeral: Numeral) -> Amount | None:
    """The two sides of a vote: "by 58 votes to 42", "voted seven to two"."""
    match = _VOTES.match(text, numeral.start)
    if match is None or match.end("one") != numeral.end or numeral.value is None:
        return None
    other = numeral_at(text, match.start("two"))
    said = "votes" in match.group().lower() or text[match.end() : match.end() + 5].lower() == " vote"
    if other is None or other.value is None or other.end != match.end() or other.scaled or other.fraction:
        return None
    if not (said or re.search(r"(?i)vote|rul", text[max(0, numeral.start - 14) : numeral.start])):
        return None
    if not said and not _VOTED.search(text, max(0, numeral.start - 16), numeral.start):
        return None
    return Amount(numeral.start, match.end(), numeral.value, other.value, "exact", "score", numeral)


def special(text: str, numeral: Numeral) -> Amount | None:
    """Scores ("won 3-1") and ages ("aged 40")."""
    score = _SCORE.match(text, numeral.start)
    if score is not None and _is_score(text, score):
        one, two = float(score[1]), float(score[2])
        if not (two > one and two - one > 30):
            return Amount(score.start(), score.end(), one, two, "exact", "score", numeral)
    vote = _vote(text, numeral)
    if vote is not None:
        return vote
    aged = _AGED.search(text, max(0, numeral.start - 14), numeral.start)
    if aged is not None and numeral.value is not None and numeral.value < 130:
        amount = amount_of(text, numeral)
        if amount is not None and amount.unit == "count":
            return Amount(aged.start(), amount.end, amount.value, amount.high, amount.bound, "age", numeral)
    return None


def is_age(text: str, amount: Amount) -> bool:
    """Whether a number between commas behind a name is an age: "Ana Vidmar, 45, said"."""
    start = amount.numeral.start
    behind = _AFTER_NAME.match(text, start - 3) or _AFTER_NAME.match(text, start - 4)
    plain = amount.bound == "exact" and not amount.numeral.in_words and amount.high is None
    return plain and behind is not None and 1 <= (amount.value or 0) < 120 and _named_before(text, start)


def _named_before(text: str, start: int) -> bool:
    """Whether the word before the comma is a name, or one like "brother" or "deputy"."""
    word = re.search(r"([\w’'.-]+)[”\"]?,\s$", text[max(0, start - 30) : start])
    return word is not None and (word[1][:1].isupper() or word[1].lower() in _people())


def _is_score(text: str, score: re.Match[str]) -> bool:
    """Whether a word of games or votes stands close to "3-1", and nothing that makes it a range."""
    start, end = score.span()
    if bounded(text, start, end, False)[0] != "exact":
        return False
    sentence = re.split(r"[.!?]\s|\n", text[max(0, start - 60) : start])[-1]
    free = re.match(
        r"(?i)[.,;:!?)]|$|\s(?:in|on|at|to|after|against|with|by|up|down|from|last|when|and|but|for)\b", text[end:]
    )
    before = sentence if free is not None else text[max(0, start - 16) : start]
    return bool(_SCORE_WORDS.search(before) or _SCORE_WORDS.search(text[end : end + 14]))


_PHONE = re.compile(r"[-–/]\d|\)\s?\d|\s\d{2,3}-\d\d|:\d\d")


_TELEPHONE = re.compile(
    r"\+\d{1,3}[ -]?(?:\(\d+\)[ -]?)?\d[\d -]{5,}\d"
    r"|\(\d{2,5}\)\s?\d{3,4}[ -]?\d{3,4}(?!\d)"
    r"|(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-])"
    r"|(?<![\d.,-])0\d{2,4}[ -]\d{3,4}(?:[ -]\d{2,4}){0,2}(?![\d,.-]\d)"
    r"|(?i:\b(?:tel|phone|telephone|fax|hotline|helpline|mobile|dial|ring|calls?|text|whatsapp)\b\D{0,24}?)"
    r"(?<![\d$£€])(?!\d{1,3}(?: \d{3})+(?!\d| \d))\d{2,5}(?:[ -]\d{2,5}){1,4}(?!\d|[.,]\d| ?%)"
)


def telephones(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers stand: "+44 20 7946 0018", "(555) 010-4477", "Tel: 555 0142"."""
    return [match.span() for match in _TELEPHONE.finditer(text)]


_STREET = re.compile(
    r"(?:\s[A-Z][\w'’]+){1,3}\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Boulevard|Place|Way)\b"
)

_ENUMERATED = re.compile(r"(?m)^\s*\(?$")


@functools.cache
def _compound_word() -> re.Pattern[str]:
    """What makes a number part of a word: "six-figure"."""
    return re.compile(rf"(?i)(?:-(?:{'|'.join(toml('figure_words.toml')['names']['behind'])})|\s(?:figure|digit))\b")


def is_name(copy: Copy, amount: Amount) -> bool:
    """Whether the number is part of a name, an address, a telephone number or an enumeration."""
    text, numeral = copy.text, amount.numeral
    if amount.unit == "score":
        return False
    start, end = numeral.start, numeral.end
    before = re.search(r"([^\s(]+)[\s-]$", text[max(0, start - 24) : start])
    word = before[1].lower() if before else ""
    plain = amount.unit == "count" and not numeral.in_words and not numeral.scaled and amount.bound == "exact"
    if plain and word in toml("figure_words.toml")["names"]["before"]:
        return True
    if plain and (_PHONE.match(text, amount.end) or text[start - 1 : start] in ("#", "@", "+", ":", "_", "№")):
        return True
    if amount.unit == "count" and _compound_word().match(text, end):
        return True
    if (
        plain
        and re.match(r"\s?[).]\s+[A-Z“\"]", text[end : end + 6])
        and _ENUMERATED.search(text[max(0, start - 4) : start])
    ):
        return True
    if plain and (_STREET.match(text, end) or re.fullmatch(r"\d-", text[max(0, start - 2) : start])):
        return True
    if amount.unit == "count" and amount.bound == "exact" and _inside_name(copy, start, text[start:end]):
        return True
    if plain and re.match(r"(?:st|nd|rd|th|s|['’]s)\b", text[end : end + 4]):
        return True
    return numeral.in_words and _is_pronoun(copy, amount)


_NAME_KINDS = frozenset({"WORK_OF_ART", "PRODUCT", "FAC", "ORG", "LAW", "EVENT", "PERSON", "GPE", "LOC"})


def _inside_name(copy: Copy, start: int, words: str) -> bool:
    """Whether the number continues a name that the tagger has found: "Ground Zero", "Patriot 125"."""
    span = copy.doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or not len(span):
        return False
    token = span[0]
    if token.ent_type_ in _NAME_KINDS and token.ent_iob_ == "I":
        return True
    return words[:1].isupper() and token.i > 0 and token.nbor(-1).text[:1].isupper() and not token.is_sent_start


def _is_pronoun(copy: Copy, amount: Amount) -> bool:
    """Whether "one", "half" or "a third" is used as a word and not as an amount."""
    text, numeral = copy.text, amount.numeral
    said = text[numeral.start : numeral.end].lower()
    after = text[numeral.end : numeral.end + 20]
    before = text[max(0, numeral.start - 12) : numeral.start].lower()
    if numeral.ratio:
        return False
    if numeral.fraction and re.search(r"\b(?:first|second|last|other|better)\s$", before):
        return True
    if numeral.fraction and amount.unit == "share":
        if re.match(r"(?i)\s(?:of|the|its|their|his|her|all)\b", after):
            return False
        if not re.match(r"an?\b|one\b|half|third|quarter", said) and "quarter" not in said:
            return False
        return not re.search(r"\b(?:by|than|about|nearly|almost|over|to)\s$", before) or said in ("half",)
    if said == "one" and re.search(r"\b(?:no|every|any|each|some|which|this|that|the)\s$", before):
        return True
    if said == "one":
        return _ONE_WORD.match(after) is not None or not re.match(r"(?i)\s(?:(?:or|and)\s)?[a-z]+", after)
    return False


_ONE_WORD = re.compile(
    r"(?i)\s(?:of|another|more thing|day|that|who|which|is|was|by|can|might|may|could|would|has|or the|and the|such)\b"
)
