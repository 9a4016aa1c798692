"""What speaks for an actor near by as the antecedent of a pronoun.

Salience after Lappin and Leass (1994), as signs whose weights are learned (Denis and Baldridge, EMNLP 2008). Gender and
number are weak evidence; where the words around are somebody's, that is a sign too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.scene import Scene

Candidate = tuple[Character | None, list[str]]
"""Somebody, or nobody ("it rained"), with the signs for or against."""
_WINDOW = 30
"""How many mentions back an antecedent is looked for."""
_SENTENCES = 5
_SUBJECT = ("nsubj", "nsubjpass")


def evidence(scene: Scene, pronoun: Phrase, inside: Sequence[Character | None]) -> list[Candidate]:
    """The candidates for ``pronoun``, nobody first, each with the signs for or against it.

    ``inside`` are the speakers of the quotations around it.
    """
    w = scene.words
    found: list[Candidate] = [(None, _nobody(scene, pronoun))]
    main = _main(scene, pronoun)
    seen: set[int] = set()
    at = bisect_left(scene.heads, pronoun.head)
    for k in range(at - 1, max(-1, at - 1 - _WINDOW), -1):
        p, c = scene.placed[k]
        distance = w.sent[pronoun.head] - w.sent[p.head]
        if distance > _SENTENCES:
            break
        if c.number in seen or not fits(c, pronoun) or _bound(w, p, pronoun):
            continue
        rank = min(len(seen), 4)
        seen.add(c.number)
        signs = [f"sentences {min(distance, 4)}", f"rank {rank}", *_of_mention(scene, p, pronoun, distance)]
        signs += _of_character(c, pronoun)
        if main is c:
            signs.append("main")
        if scene.quoted[p.head] != scene.quoted[pronoun.head]:
            signs.append("in other words" if scene.quoted[p.head] >= 0 else "outside the words")
        if c in inside:
            signs.append("speaker of the quotation")
        found.append((c, signs))
    return found


def _main(scene: Scene, pronoun: Phrase) -> Character | None:
    """Of those mentioned near by, the one mentioned most."""
    at = bisect_left(scene.heads, pronoun.head)
    near = {c.number: c for _, c in scene.placed[max(0, at - _WINDOW) : at]}
    fitting = [c for c in near.values() if fits(c, pronoun)]
    return max(fitting, key=lambda c: (len(c.heads), -c.number), default=None)


def _nobody(scene: Scene, pronoun: Phrase) -> list[str]:
    """Signs that the pronoun stands for nobody."""
    w, signs = scene.words, ["nobody"]
    if w.low[pronoun.head] == "it":
        signs += ["it", "it is"] if is_filler(w, pronoun.head) else ["it"]
    if w.dep[pronoun.head] in _SUBJECT:
        signs.append("nobody subject")
    return signs


def is_filler(w: Words, i: int) -> bool:
    """Whether "it" at ``i`` only fills the place of a clause: "it seems that"."""
    verb = w.head[i]
    return w.low[i] == "it" and (
        w.dep[i] == "expl"
        or (
            w.lemma[verb] in terms("filled")
            and any(w.dep[c] in ("ccomp", "advcl", "xcomp", "acomp") for c in w.children[verb])
        )
    )


def _of_mention(scene: Scene, p: Phrase, pronoun: Phrase, distance: int) -> list[str]:
    """Signs of the nearest mention of a candidate."""
    w = scene.words
    role, own = w.dep[p.head], w.dep[pronoun.head]
    signs = [f"form {p.form}"]
    if role in _SUBJECT:
        signs.append("subject" if distance else "subject here")
        if own in _SUBJECT:
            signs.append("both subjects")
        elif own == "poss" and not distance:
            signs.append("owner subject here")
    elif role in ("dobj", "poss", "pobj", "appos", "conj"):
        signs.append(role)
    if p.head in scene.speaking:
        signs.append("spoke")
    if w.paragraph[p.head] != w.paragraph[pronoun.head]:
        signs.append("other paragraph")
    if p.form == "pronoun" and p.pronoun is pronoun.pronoun:
        signs.append("same pronoun")
    if distance == 0 and w.head[p.head] == w.head[pronoun.head]:
        signs.append("same clause")
    return signs


def _of_character(c: Character, pronoun: Phrase) -> list[str]:
    """Signs of a candidate as a whole."""
    signs = [c.kind, "named" if c.named else "unnamed"]
    mentions = len(c.heads)
    signs.append("once" if mentions == 1 else "few" if mentions < 5 else "many")
    if pronoun.gender:
        signs.append("gender agrees" if c.gender == pronoun.gender else "gender unknown")
    if c.plural:
        signs.append("plural")
    return signs


def fits(c: Character, pronoun: Phrase) -> bool:
    if pronoun.pronoun is Pronoun.HE:
        return c.kind == "person" and not c.plural and not (c.gender and pronoun.gender and c.gender != pronoun.gender)
    if pronoun.pronoun in (Pronoun.IT, Pronoun.ITS):
        return c.kind in ("organisation", "country") or (c.kind == "group" and (c.named or not c.plural))
    return c.plural or c.kind in ("group", "organisation", "country")


def _bound(w: Words, p: Phrase, pronoun: Phrase) -> bool:
    """Two arguments of one verb are two actors, unless the pronoun is reflexive or a possessive."""
    if pronoun.head == p.head or p.first <= pronoun.head < p.last:
        return True
    if w.tag[pronoun.head] == "PRP$" or w.low[pronoun.head].endswith(("self", "selves")):
        return False
    return w.head[p.head] == w.head[pronoun.head] and w.dep[p.head] != "conj"
