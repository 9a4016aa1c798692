"""Titles and nouns that stand for somebody: "the minister", "Vice Premier", "the company", and appositions.

A title alone is the person who holds it, an apposition says who somebody is, and a definite noun is the actor for
whom it was used before.
"""

from __future__ import annotations

from bisect import bisect_left

from dateline.actors.characters import Character
from dateline.actors.naming import Naming
from dateline.actors.nouns import noun_of
from dateline.actors.offices import Office
from dateline.actors.phrases import Phrase
from dateline.actors.words import Words

_BROAD = frozenset(
    [
        "minister",
        "head",
        "official",
        "representative",
        "diplomat",
        "officer",
        "member",
        "chairman",
        "president",
        "director",
        "spokesman",
        "adviser",
        "leader",
        "secretary",
        "chief",
    ]
)
"""Offices whose bare name may stand for a longer title of the same holder."""
_RULERS = ("government", "authorities")
_STATE = frozenset(["GOV", "LEG", "JUD", "MIL", "COP"])
_VOICES = frozenset(["spokesman", "representative", "official", "adviser", "member", "head"])
"""Offices of a state whose holders say "we" for a body, not for themselves."""
_COUNTING = frozenset(
    ["many", "several", "few", "other", "more", "most", "two", "three", "hundreds", "thousands", "dozens"]
)
_NEAR = 100
"""How many tokens back "the company" may look for a company."""


def resolve_titles(naming: Naming, phrases: list[Phrase]) -> None:
    """Resolve the phrases without names, in their order."""
    words = naming.words
    at = {p.head: p for p in phrases if p.form != "pronoun"}
    ends = {p.last: p for p in phrases if p.form != "pronoun" and p.kind == "person"}
    open_ = [p for p in phrases if p.actor < 0 and p.form != "pronoun" and p.kind is not None and not p.name]
    for phrase in reversed(open_):
        found = _apposed(naming, phrase, at, ends)
        if found is not None and found.named:
            found.add(phrase)
    for phrase in open_:
        if phrase.actor >= 0:
            continue
        found = _apposed(naming, phrase, at, ends) or _predicated(naming, phrase, at)
        if found is not None:
            found.add(phrase)
            continue
        if words.dep[phrase.head] == "attr" or _as_role(words, phrase):
            continue
        if phrase.kind == "country":
            found = _nearest_country(naming, phrase)
            if found is not None:
                found.add(phrase)
            continue
        if phrase.noun in _RULERS and phrase.definite and not phrase.country:
            found = _government(naming, phrase)
            if found is not None:
                found.add(phrase)
                continue
        found = _holder(naming, phrase) if phrase.office is not None else _same_noun(naming, phrase)
        if found is not None:
            found.add(phrase)
        elif not phrase.dependent:
            naming.new(phrase, False)
    find_houses(naming, phrases)


def find_houses(naming: Naming, phrases: list[Phrase]) -> None:
    """The body in a person's title is whom the person speaks for: "State Department spokesman", "team member"."""
    heads = [p.head for p in phrases]
    for phrase in phrases:
        if phrase.kind != "person" or phrase.actor < 0 or phrase.last - phrase.first < 2:
            continue
        person = naming.characters[phrase.actor]
        if phrase.office is not None and phrase.office.sector in _STATE and phrase.office.name not in _VOICES:
            continue
        for k in range(bisect_left(heads, phrase.first), bisect_left(heads, phrase.last)):
            other = phrases[k]
            if other.kind in ("organisation", "group") and other.actor >= 0 and other.head != phrase.head:
                body = naming.characters[other.actor]
                if person.house is None and body.kind == other.kind and (body.named or len(body.phrases) > 1):
                    person.house = body


def _as_role(w: Words, phrase: Phrase) -> bool:
    """ "served as chairman": a role, nobody new."""
    return w.dep[phrase.head] == "pobj" and w.low[w.head[phrase.head]] == "as"


def _apposed(naming: Naming, phrase: Phrase, at: dict[int, Phrase], ends: dict[int, Phrase]) -> Character | None:
    """The character whose name stands beside ``phrase``, with a comma: "Ana Vidmar, the minister"."""
    w = naming.words
    if phrase.plural and phrase.kind == "group":
        return None
    near: list[Phrase | None] = []
    if w.dep[phrase.head] == "appos":
        near.append(at.get(w.head[phrase.head]))
    near += [at.get(c) for c in w.children[phrase.head] if w.dep[c] == "appos"]
    if phrase.kind == "person" and phrase.first >= 2 and w.text[phrase.first - 1] == ",":
        before = ends.get(phrase.first - 1)
        if before is not None and _closed(w, phrase.last) and (phrase.definite or phrase.office is not None):
            near.append(before)
    if phrase.kind == "person" and phrase.last + 1 < len(w) and w.text[phrase.last] == ",":
        after = next((at[h] for h in range(phrase.last + 1, min(len(w), phrase.last + 6)) if h in at), None)
        if after is not None and after.first == phrase.last + 1 and after.name and w.dep[after.head] != "conj":
            near.append(after)
    for other in near:
        if other is not None and other is not phrase and other.actor >= 0 and abs(other.head - phrase.head) < 25:
            found = naming.characters[other.actor]
            if found.kind == phrase.kind and not _joined(w, phrase, other):
                return found
    return None


def _closed(w: Words, i: int) -> bool:
    return i >= len(w) or w.text[i] in (",", ".", ")", ";", "–", "-") or w.pos[i] in ("VERB", "AUX")


def _joined(w: Words, a: Phrase, b: Phrase) -> bool:
    """One is joined to the other by "and"."""
    pairs = ((a.head, b.head), (b.head, a.head))
    return any(w.dep[one] == "conj" and w.head[one] == other for one, other in pairs)


def _predicated(naming: Naming, phrase: Phrase, at: dict[int, Phrase]) -> Character | None:
    """The subject of "Ana Vidmar is the minister"."""
    w, head = naming.words, phrase.head
    if w.dep[head] != "attr" or w.lemma[w.head[head]] not in ("be", "become", "remain"):
        return None
    verb = w.head[head]
    if any(w.dep[c] == "neg" for c in w.children[verb]):
        return None
    subject = at.get(next((c for c in w.children[verb] if w.dep[c] == "nsubj"), -1))
    if subject is None or subject.actor < 0 or phrase.plural != subject.plural:
        return None
    found = naming.characters[subject.actor]
    return found if found.kind == phrase.kind and found.named else None


def _holder(naming: Naming, phrase: Phrase) -> Character | None:
    """The person who holds the office of ``phrase``: the surest match, then the nearest before it."""
    office = phrase.office
    if office is None or not (phrase.definite or not _article(naming.words, phrase)):
        return None
    best: tuple[int, int, int] | None = None
    found = None
    for c in naming.characters:
        if c.kind != "person" or c.plural or _clash(c, phrase):
            continue
        match = max(
            (_match(office, phrase, o, naming.words) for o, country in c.offices if _one_country(country, phrase)),
            default=0,
        )
        match = max(match, 1 if phrase.noun in c.nouns else 0)
        if match == 0 or (phrase.country and c.country is None and not _same_words(c, phrase)):
            continue
        last = c.last_before(phrase.head)
        if last is None and match < 3:
            continue
        rank = (match, last if last is not None else -1, -c.number)
        if best is None or rank > best:
            best, found = rank, c
    return found


def _same_words(c: Character, phrase: Phrase) -> bool:
    """The title ends in the word that an earlier title of the person ended in."""
    last = phrase.office.name.split()[-1] if phrase.office is not None else phrase.noun
    return any(last in r.lower() or phrase.noun in r.lower() for r in c.roles)


def _article(w: Words, phrase: Phrase) -> bool:
    return w.low[phrase.first] in ("a", "an", "another", "one", "some", "any", "each", "every", "no")


def _clash(c: Character, phrase: Phrase) -> bool:
    if phrase.gender and c.gender and phrase.gender != c.gender:
        return True
    if phrase.marks and c.marks and not phrase.marks & c.marks:
        return True
    return bool(phrase.country and c.country and phrase.country != c.country)


def _one_country(country: str | None, phrase: Phrase) -> bool:
    return country is None or phrase.country is None or country == phrase.country


def _match(office: Office, phrase: Phrase, held: Office, w: Words) -> int:
    """3: the same office; 2: a shorter word for it; 1: the same kind of work; 0: none."""
    if office.name == held.name:
        return 3
    if office.name in _BROAD and office.name in held.name.split():
        return 2 if office.name not in ("president", "minister") or not held.name.startswith(("vice", "deputy")) else 1
    if office.name in ("official", "head", "diplomat", "lawmaker") and office.sector == held.sector:
        return 1
    if office.sector == held.sector == "LEG" and office.name in ("lawmaker", "committee chairman"):
        return 1
    if office.sector == held.sector == "MIL" and office.name in ("general", "officer", "admiral", "colonel"):
        return 1
    return 0


def _same_noun(naming: Naming, phrase: Phrase) -> Character | None:
    """For a definite noun: the actor it was used for before; for "the company", the nearest body of that sort."""
    w = naming.words
    bare = phrase.plural and w.pos[phrase.first] not in ("DET", "NUM", "PRON") and w.low[phrase.first] not in _COUNTING
    if not phrase.definite and phrase.kind != "organisation" and not bare:
        return None
    if any(w.dep[c] == "poss" for c in w.children[phrase.head]):
        return None
    same = [c for c in naming.characters if phrase.noun in c.nouns and c.plural == phrase.plural and _alike(c, phrase)]
    same = [c for c in same if c.last_before(phrase.head) is not None]
    if (bare and not phrase.definite) or phrase.country:
        same = [c for c in same if c.country == phrase.country]
    if same:
        return max(same, key=lambda c: (c.last_before(phrase.head) or -1, c.named))
    if not phrase.definite or (phrase.plural and phrase.kind == "person"):
        return None
    if phrase.kind == "organisation" or (
        phrase.kind == "group" and phrase.noun in ("group", "side", "parliament", "army")
    ):
        return _nearest_body(naming, phrase)
    return None


def _nearest_country(naming: Naming, phrase: Phrase) -> Character | None:
    """For "the country": the country named last."""
    if not phrase.definite or phrase.plural:
        return None
    near = [c for c in naming.characters if c.kind == "country" and c.last_before(phrase.head) is not None]
    return max(near, key=lambda c: (c.last_before(phrase.head) or -1, c.number), default=None)


def _government(naming: Naming, phrase: Phrase) -> Character | None:
    """For "the government": the country whose government was named last."""
    near = [c for c in naming.characters if c.kind == "country" and any(p.noun in _RULERS for p in c.phrases)]
    near = [c for c in near if c.last_before(phrase.head) is not None]
    return max(near, key=lambda c: (c.last_before(phrase.head) or -1, c.number), default=None)


def _alike(c: Character, phrase: Phrase) -> bool:
    return not (phrase.country and c.country and phrase.country != c.country)


def _nearest_body(naming: Naming, phrase: Phrase) -> Character | None:
    """The nearest named body before ``phrase`` that its noun can stand for."""
    noun = noun_of(phrase.noun)
    sector = phrase.sector or (noun.sector if noun is not None else None)
    best, found = -1, None
    for c in naming.characters:
        if c.kind not in ("organisation", "group") or not c.named or not _alike(c, phrase):
            continue
        ends = any(k.partition("@")[0].split()[-1:] == [phrase.noun] for k in c.keys)
        fits = ends or sector is None or sector == c.sector or (c.sector is None and sector in ("BUS", "NGO", "PTY"))
        last = c.last_before(phrase.head)
        if last is None or (not ends and last < phrase.head - _NEAR):
            continue
        if fits and last > best:
            best, found = last, c
    return found
