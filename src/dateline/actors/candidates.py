"""All phrases of an article that may mention an actor, in order: names, titles and nouns, pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.bodies import OrganWord, body_of, metonyms, name_key, organ_word
from dateline.actors.nouns import Noun, noun_of
from dateline.actors.offices import last_words, read_title, singular
from dateline.actors.phrases import Phrase
from dateline.actors.runs import Runs, gather, stretches
from dateline.actors.titled import read_run
from dateline.actors.words import DETERMINERS, Words
from dateline.places.countries import word
from dateline.schema import Toponym

PRONOUNS: dict[str, tuple[str, str | None]] = {
    "he": ("s", "m"), "him": ("s", "m"), "his": ("s", "m"), "himself": ("s", "m"),
    "she": ("s", "f"), "her": ("s", "f"), "hers": ("s", "f"), "herself": ("s", "f"),
    "it": ("n", None), "its": ("n", None), "itself": ("n", None),
    "they": ("p", None), "them": ("p", None), "their": ("p", None), "theirs": ("p", None), "themselves": ("p", None),
    "i": ("1", None), "me": ("1", None), "my": ("1", None), "mine": ("1", None), "myself": ("1", None),
    "we": ("1p", None), "us": ("1p", None), "our": ("1p", None), "ours": ("1p", None), "ourselves": ("1p", None),
}  # fmt: skip
"""Each pronoun's person and number (s, n for things, p, 1, 1p) and gender."""
_OF = ("of", "for", "on", "to")
_POINTING = frozenset(["this", "that", "these", "those", "some", "any", "what", "such", "no"])
_COMPLEMENT = 18
"""The longest complement ("of the committee on ...") that is read as part of a title, in tokens."""


def find_phrases(words: Words, toponyms: Sequence[Toponym]) -> tuple[list[Phrase], Runs]:
    """The phrases, by their heads, and what was gathered about the article's names."""
    runs = gather(words, toponyms)
    named: list[Phrase] = []
    taken: dict[int, int] = {}
    for first, last in stretches(runs):
        for phrase in read_run(runs, first, last):
            named.append(phrase)
            for i in range(phrase.first, phrase.last):
                taken[i] = len(named) - 1
    words.barriers = {p.begin for p in named if p.kind == "person" and p.begin >= 0}
    for phrase in named:
        _widen(words, phrase)
    covered = {p.head for p in named}
    covered |= {p.title_head for p in named if p.title_head >= 0}
    nouns = [
        p for i in range(len(words)) if i not in covered and (p := _noun_phrase(words, i, taken, named)) is not None
    ]
    nouns += [p for i in range(1, len(words)) if (p := _small_name(words, i)) is not None]
    pronouns = [p for i in range(len(words)) if (p := _pronoun(words, i)) is not None]
    titled = {p.title_head for p in named if p.title_head >= 0}
    named = [p for p in named if p.kind is not None and not (p.form == "noun" and p.head in titled)]
    return sorted((*named, *nouns, *pronouns), key=lambda p: (p.head, p.first)), runs


def _widen(w: Words, phrase: Phrase) -> None:
    """Take in the words of the noun phrase before a name, and a title with its complement that leads to it."""
    if phrase.kind == "country":
        return
    begin = phrase.first
    if phrase.form == "noun":
        _title_complement(w, phrase)
        return
    left = w.left(phrase.head) if w.dep[phrase.head] != "compound" else begin
    if (
        left < begin
        and begin - left <= 8
        and w.low[left] not in _POINTING
        and phrase.kind != "group"
        and not _commas(w, left, begin)
    ):
        phrase.first = left
    if phrase.kind == "person" and phrase.form == "name":
        _take_title(w, phrase, begin)
    elif phrase.kind == "organisation" and phrase.form == "name":
        _take_complement(w, phrase, begin)


def _title_complement(w: Words, phrase: Phrase) -> None:
    """A title alone with "of the Russian government" and the words before it, read again as a whole."""
    left = w.left(phrase.head)
    phrase.first = min(phrase.first, left if not _commas(w, left, phrase.first) else phrase.first)
    phrase.last = _complement(w, phrase.head, phrase.last)
    title = read_title(w.text[phrase.first : phrase.last])
    if title is not None:
        phrase.office, phrase.country = title.office, title.country
        phrase.role = " ".join(w.text[phrase.first + title.first : phrase.last])
    phrase.country = phrase.country or _country_in(w, phrase.first, phrase.last)


def _commas(w: Words, first: int, last: int) -> bool:
    return any(w.text[i] in (",", ";", ":", "(", ")", '"', "“", "”") for i in range(first, last))


def _take_title(w: Words, phrase: Phrase, begin: int) -> None:
    """The title that runs up to the name without a comma: "the foreign minister of Iraq Ibrahim ..."."""
    start, i = begin, begin - 1
    floor = max(-1, begin - _COMPLEMENT - 2)
    while i > floor and w.sent[i] == w.sent[begin]:
        low = w.low[i]
        if low in ("co", "vice", "ex", "-") and start == i + 1 and start < begin:
            start = i
        elif w.pos[i] in ("NOUN", "PROPN") and _is_holder(low):
            if i == begin - 1 or w.low[i + 1] in (*_OF, "-", "in") or i + 1 == start:
                start = i
        elif not (
            w.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "PART", "CCONJ", "NUM") or low in (*_OF, "-", "in", "'s")
        ):
            break
        i -= 1
    first = min(phrase.first, w.left(start) if start < begin else begin)
    if first >= begin or _commas(w, first, begin):
        return
    title = read_title(w.text[first:begin])
    country = None
    if title is not None:
        phrase.office = phrase.office or title.office
        country = title.country
        role = " ".join(w.text[first + title.first : first + title.last])
        phrase.role = phrase.role or role
    elif start == begin:
        return
    else:
        phrase.role = phrase.role or w.text[start]
    noun = noun_of(w.low[start])
    if noun is not None:
        phrase.gender = phrase.gender or noun.gender
        phrase.sector = phrase.sector or noun.sector
    phrase.first = first
    phrase.title_head = start if start < begin else -1
    phrase.country = phrase.country or country or _country_in(w, first, begin)


def _is_holder(low: str) -> bool:
    """Whether ``low`` is a word for one person who holds an office or does some work."""
    noun = noun_of(low)
    return low in last_words() if noun is None else noun.kind == "person" and not noun.plural


def _country_in(w: Words, first: int, last: int) -> str | None:
    """The alpha-3 code of the first country that the tokens name."""
    for i in range(first, last):
        if w.text[i][0].isupper():
            seen = word(" ".join(w.text[i : i + 2])) if i + 1 < last else None
            seen = seen or word(w.text[i])
            if seen is not None and seen.sense != "seat":
                return seen.country.alpha3
            body = body_of(" ".join(w.text[max(first, i - 1) : i + 1])) or body_of(w.text[i])
            if body is not None and not body.weak and body.country is not None:
                return body.country
    return None


def _take_complement(w: Words, phrase: Phrase, begin: int) -> None:
    """ "Ministry" with "of Foreign Affairs", "foreign" before "Ministry"; the country that the name holds."""
    last = phrase.last
    if organ_word([w.low[phrase.last - 1]]) is not None:
        last = _complement(w, phrase.head, phrase.last)
    names = w.text[phrase.first : last]
    while names and names[0].lower() in (*DETERMINERS, "'s", "its", "their", "his", "her", "our", "my", "your"):
        names = names[1:]
    phrase.country = phrase.country or _country_in(w, phrase.first, last)
    if last > phrase.last or phrase.first < begin:
        phrase.name = tuple(names)
    if phrase.country and not phrase.aliases and w.low[phrase.head] in metonyms():
        phrase.kind, phrase.key, phrase.form = "country", phrase.country, "noun"
        phrase.noun, phrase.name, phrase.last = w.low[phrase.head], (), last
        return
    organ = organ_word([n.lower() for n in names])
    if not phrase.aliases and organ is not None:
        kept = [n for n in names if not (organ.organ and _is_country(n))]
        phrase.key = name_key(kept) or name_key(names)
        phrase.sector = phrase.sector or organ.sector
    phrase.last = last


def _is_country(text: str) -> bool:
    seen = word(text) if text[0].isupper() else None
    return seen is not None and seen.sense in ("name", "adjective")


def _complement(w: Words, head: int, last: int) -> int:
    """The token after the "of" or "for" phrase that belongs to the noun at ``head``, else ``last``."""
    end = last
    while end < len(w) and w.low[end] in ("of", "for", "on") and w.sent[end] == w.sent[head]:
        i = end + 1
        while i < len(w) and i - end < 8 and i not in w.barriers and w.sent[i] == w.sent[head] and _nominal(w, i):
            i += 1
        while i > end + 1 and (w.pos[i - 1] not in ("NOUN", "PROPN")):
            i -= 1
        if i == end + 1 or i - head > _COMPLEMENT:
            break
        end = i
    return end


def _nominal(w: Words, i: int) -> bool:
    if w.pos[i] == "CCONJ":
        return (
            i + 1 < len(w) and w.dep[i] == "cc" and w.pos[i + 1] in ("NOUN", "PROPN", "ADJ") and w.pos[i - 1] != "PROPN"
        )
    return w.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "NUM") or w.text[i] == "-" or w.low[i] == "'s"


def _noun_phrase(w: Words, i: int, taken: dict[int, int], named: list[Phrase]) -> Phrase | None:
    """The phrase whose head is the common noun at ``i``, where the noun is one for those who act."""
    if w.pos[i] not in ("NOUN", "PROPN", "ADJ") or (w.dep[i] in ("compound", "amod", "nmod") and w.head[i] > i):
        return None
    low = w.low[i]
    known = _known_body(w, i, taken, named)
    if known is not None:
        return known
    pair = w.low[i - 1 : i + 1] if i and w.pos[i - 1] in ("NOUN", "ADJ", "PROPN") else [low]
    organ = organ_word(pair)
    noun = noun_of(" ".join(pair)) or noun_of(low)
    if (noun is None and organ is None and low not in last_words()) or (w.pos[i] == "ADJ" and noun is None):
        return None
    if i in taken and named[taken[i]].head != i:
        return None
    first = w.left(i)
    last = _complement(w, i, i + 1)
    phrase = Phrase(first, last, i, "noun", noun=_lemma(w, i, low, noun))
    if any(
        p in taken and named[taken[p]].head == p and named[taken[p]].form == "name" and named[taken[p]].first <= i
        for p in (last, last + 1)[:1]
    ):
        return None
    return _described(w, phrase, noun, organ)


def _lemma(w: Words, i: int, low: str, noun: Noun | None) -> str:
    """The singular; several of them are another word: "teams" is not "team"."""
    one = singular(low) if noun is None else noun.lemma
    return one + "+" if w.tag[i] in ("NNS", "NNPS") else one


def _known_body(w: Words, i: int, taken: dict[int, int], named: list[Phrase]) -> Phrase | None:
    """A known body whose name is half in small letters: "Islamic state"."""
    for first in (i - 1, i - 2):
        if first < 0 or not w.text[first][0].isupper() or w.sent[first] != w.sent[i]:
            continue
        body = body_of(" ".join(w.text[first : i + 1]))
        if body is None or body.weak:
            continue
        if first in taken:
            named[taken[first]].kind = None
        found = Phrase(first, i + 1, i, "name", body.kind, tuple(w.text[first : i + 1]), sector=body.sector)
        found.key, found.country, found.aliases = name_key(body.name.split()), body.country, [body.name]
        if w.low[first - 1] in ("the", "an", "a") and first:
            found.first = first - 1
        return found
    return None


def _described(w: Words, phrase: Phrase, noun: Noun | None, organ: OrganWord | None) -> Phrase | None:
    """``phrase`` with kind, office, sector, country, number and definiteness."""
    first, head = phrase.first, phrase.head
    texts = w.text[first : phrase.last]
    many = w.tag[head] in ("NNS", "NNPS")
    phrase.plural = many or (noun is not None and noun.plural)
    opening = w.low[first]
    owned = any(w.dep[c] == "poss" for c in w.children[head])
    phrase.definite = opening in ("the", "this", "that", "these", "those") or owned
    phrase.country = _country_in(w, first, phrase.last)
    title = read_title(texts) if not phrase.plural else None
    if phrase.country and w.low[head] in metonyms():
        phrase.kind, phrase.key = "country", phrase.country
        return phrase
    if title is not None and title.first <= head - first < title.last:
        phrase.kind, phrase.office = "person", title.office
        phrase.role = " ".join(texts[title.first :])
        phrase.sector = title.office.sector
        phrase.gender = noun.gender if noun is not None else None
        if w.text[head][0].isupper() and opening not in ("a", "an"):
            phrase.definite = True
        return phrase
    if _proper_complement(w, phrase) and organ is not None:
        return _organ(w, phrase, organ)
    if organ is not None and (organ.organ or noun is None) and (not many or noun is None or noun.plural):
        return _organ(w, phrase, organ)
    if noun is None or not _counted(w, phrase, noun, many):
        return None
    phrase.kind, phrase.sector, phrase.gender = noun.kind, noun.sector, noun.gender
    return phrase


def _proper_complement(w: Words, phrase: Phrase) -> bool:
    """ "Church of ...", "Bank of ...": a capital before and after "of"."""
    head = phrase.head
    return (
        w.text[head][0].isupper()
        and w.tag[head] not in ("NNS", "NNPS")
        and head + 2 < phrase.last
        and w.low[head + 1] in ("of", "for")
        and any(w.text[i][0].isupper() for i in range(head + 2, min(phrase.last, head + 4)))
    )


def _counted(w: Words, phrase: Phrase, noun: Noun, many: bool) -> bool:
    """A singular noun without an article is no phrase for somebody ("business", "campaign"), but for titles."""
    if many or noun.plural or phrase.country:
        return True
    if noun.kind == "country":
        return phrase.definite
    first = phrase.first
    return (
        w.pos[first] in ("DET", "PRON", "NUM")
        or w.tag[first] in ("PRP$", "POS")
        or phrase.definite
        or noun.kind == "person"
    )


def _organ(w: Words, phrase: Phrase, organ: OrganWord) -> Phrase:
    """A ministry, an army, a court: a body, named by its country where the phrase has one."""
    names = [
        t
        for t in w.text[phrase.first : phrase.last]
        if t.lower() not in (*DETERMINERS, "'s", "its", "their", "his", "her", "our")
    ]
    phrase.kind, phrase.sector, phrase.noun = "organisation", organ.sector, w.low[phrase.head]
    kept = [n for n in names if not _is_country(n)]
    specific = (
        _proper_complement(w, phrase)
        or (len(kept) > 1 and w.text[phrase.head][0].isupper())
        or (len(kept) > 1 and organ.organ)
    )
    if phrase.country or specific:
        phrase.form = "name"
        phrase.name = tuple(names)
        phrase.key = name_key(kept) or w.low[phrase.head]
        phrase.plural = False
    return phrase


def _small_name(w: Words, i: int) -> Phrase | None:
    """A name that translation has put in small letters ("captured by is"), where only a noun can stand."""
    text = w.text[i]
    if len(text) > 3 or w.pos[i - 1] != "ADP" or not text.islower():
        return None
    body = body_of(text)
    if body is None or not body.weak:
        return None
    after = noun_of(w.low[i + 1]) if i + 1 < len(w) else None
    if i + 1 < len(w) and after is None and w.pos[i + 1] != "PUNCT":
        return None
    found = Phrase(i, i + 1, i, "name", body.kind, (text,), i, sector=body.sector, country=body.country)
    found.key, found.aliases = name_key(body.name.split()), ["weak"]
    return found


def _pronoun(w: Words, i: int) -> Phrase | None:
    found = PRONOUNS.get(w.low[i])
    if found is None or w.tag[i] not in ("PRP", "PRP$"):
        return None
    if w.low[i] == "us" and w.text[i].isupper():
        return None
    number, gender = found
    return Phrase(i, i + 1, i, "pronoun", noun=number, gender=gender, plural=number in ("p", "1p"))
