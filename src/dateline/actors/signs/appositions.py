"""Who stands beside a name or is said to be somebody: appositions, predicates, and whom a title speaks for."""

from __future__ import annotations

from bisect import bisect_left

from dateline.actors.choice.naming import Naming
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words
from dateline.actors.names.persons import HONORIFICS
from dateline.actors.signs.characters import Character

_STATE = frozenset(["GOV", "LEG", "JUD", "MIL", "COP"])
_VOICES = frozenset(["spokesman", "representative", "official", "adviser", "member", "head", "lawyer"])
"""Offices of a state whose holders say "we" for a body, not for themselves."""

_LEADS = frozenset(["head", "lead", "run", "chair", "own", "found", "manage"])
"""Verbs whose subject speaks for their object."""


def apposed(naming: Naming, phrase: Phrase, at: dict[int, Phrase], ends: dict[int, Phrase]) -> Character | None:
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
        after = next((at[h] for h in range(phrase.last + 1, min(len(w), phrase.last + 9)) if h in at), None)
        beside = after is not None and bool(after.name) and after.first in (phrase.last + 1, _past_honorific(w, phrase))
        if after is not None and beside and (w.dep[after.head] != "conj" or _named_last(w, phrase, after)):
            near.append(after)
    for other in near:
        if other is not None and other is not phrase and other.actor >= 0 and abs(other.head - phrase.head) < 25:
            found = naming.characters[other.actor]
            if found.kind == phrase.kind and not _joined(w, phrase, other):
                return found
    return None


def _named_last(w: Words, phrase: Phrase, after: Phrase) -> bool:
    """ "the Speaker of the Board, Ana Vidmar": a name that the parse joins to a word of the title, without "and"."""
    joined = w.head[after.head]
    listed = any(w.dep[c] == "cc" for c in (*w.children[joined], *w.children[after.head]))
    ends = after.last >= len(w) or w.sent[after.last] != w.sent[after.head] or w.pos[after.last] == "SPACE"
    titled = phrase.definite and phrase.office is not None
    return titled and not listed and (ends or phrase.first <= joined < phrase.last)


def _past_honorific(w: Words, phrase: Phrase) -> int:
    """Where a name stands after a comma and a form of address that was taken for the end of a sentence: "Eng."."""
    i = phrase.last + 1
    if i + 2 < len(w) and w.low[i] in HONORIFICS and w.text[i + 1] == ".":
        return i + 2
    return i


def _closed(w: Words, i: int) -> bool:
    return i >= len(w) or w.text[i] in (",", ".", ")", ";", "–", "-") or w.pos[i] in ("VERB", "AUX")


def _joined(w: Words, a: Phrase, b: Phrase) -> bool:
    """One is joined to the other by "and"."""
    pairs = ((a.head, b.head), (b.head, a.head))
    return any(w.dep[one] == "conj" and w.head[one] == other for one, other in pairs)


def predicated(naming: Naming, phrase: Phrase, at: dict[int, Phrase]) -> Character | None:
    """The subject of "Ana Vidmar is the minister"."""
    w, head = naming.words, phrase.head
    if w.dep[head] != "attr" or w.lemma[w.head[head]] not in ("be", "become", "remain"):
        return None
    verb = w.head[head]
    if any(w.dep[c] == "neg" for c in w.children[verb]):
        return None
    subject = next((at[c] for c in w.children[verb] if w.dep[c] == "nsubj" and c in at), None)
    if subject is None or subject.actor < 0 or phrase.plural != subject.plural:
        return None
    found = naming.characters[subject.actor]
    return found if found.kind == phrase.kind and found.named else None


def find_houses(naming: Naming, phrases: list[Phrase]) -> None:
    """The body in a person's title, or that the person heads, is whom the person speaks for: "Board spokesman"."""
    heads = [p.head for p in phrases]
    for phrase in phrases:
        if phrase.kind != "person" or phrase.actor < 0 or phrase.last - phrase.first < 2:
            continue
        person = naming.characters[phrase.actor]
        state = phrase.office is not None and phrase.office.sector in _STATE and phrase.office.name not in _VOICES
        for k in range(bisect_left(heads, phrase.first), bisect_left(heads, phrase.last)):
            body = _body_in(naming, phrase, phrases[k])
            if person.house is None and body is not None and (not state or body.sector == "PTY"):
                person.house = body
    at = {p.head: p for p in phrases if p.actor >= 0}
    for phrase in phrases:
        leader = _leader(naming.words, phrase, at)
        if leader is not None and naming.characters[leader.actor].house is None:
            naming.characters[leader.actor].house = naming.characters[phrase.actor]


def _body_in(naming: Naming, title: Phrase, inner: Phrase) -> Character | None:
    """The body that ``inner``, a phrase in somebody's title, means: a name, a noun known before, or "its"."""
    if inner.actor < 0 or inner.head == title.head:
        return None
    body = naming.characters[inner.actor]
    if inner.form == "pronoun":
        return body if naming.words.low[inner.head] == "its" and body.kind == "organisation" and body.named else None
    known = inner.kind in ("organisation", "group") and body.kind == inner.kind
    return body if known and (body.named or len(body.phrases) > 1) else None


def _leader(w: Words, phrase: Phrase, at: dict[int, Phrase]) -> Phrase | None:
    """Who heads the body that ``phrase`` names: "Bruno Kos, who runs the Ferry Board"."""
    verb = w.head[phrase.head]
    if phrase.kind != "organisation" or phrase.actor < 0 or w.dep[phrase.head] != "dobj" or w.lemma[verb] not in _LEADS:
        return None
    subject = w.child(verb, "nsubj")
    if subject is not None and w.low[subject] == "who":
        subject = w.head[verb] if w.dep[verb] == "relcl" else None
    found = at.get(subject) if subject is not None else None
    return found if found is not None and found.kind == "person" and found.form != "pronoun" else None
