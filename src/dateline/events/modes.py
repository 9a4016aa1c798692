"""The mode of an event, where the words around say more than its pattern: what is threatened, demanded, or refused."""

from __future__ import annotations

from dateline.events.codebook import types
from dateline.events.lexicon import patterns, words
from dateline.events.triggers import Candidate

_THREAT_OF = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "PROTEST": "restrict", "COERCE": "arrest",
}  # fmt: skip
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_KEEPING_PEACE = words("keeping_peace")


def refine(candidate: Candidate) -> str | None:
    """The mode of ``candidate``, one of its type's in the codebook, or None."""
    mode = _refined(candidate)
    return mode if any(m.name == mode for m in types()[candidate.pattern.type].modes) else None


def _refined(candidate: Candidate) -> str | None:
    pattern, frame = candidate.pattern, candidate.frame
    if pattern.type == "AID" and pattern.mode is None:
        return _of_aid({t.lemma for t in (*frame.slot("obj"), *frame.slot("of"), *frame.slot("with"), frame.token)})
    if pattern.type in ("THREATEN", "REQUEST", "REJECT"):
        return _of_what(candidate) or pattern.mode
    if pattern.type == "PROTEST" and pattern.mode == "strike-lim":
        near = {t.lower for t in frame.token.subtree}
        return "strike-hun" if "hunger" in near else "strike-gen" if "general" in near else pattern.mode
    if pattern.type == "ASSAULT" and pattern.mode is None:
        return _of_assault({t.lemma for t in frame.token.subtree})
    return pattern.mode


def _of_what(candidate: Candidate) -> str | None:
    """By the type of the act that is threatened, asked for, or refused."""
    frame, kind = candidate.frame, candidate.pattern.type
    verb = frame.complement[0]
    inner = verb.lemma if verb is not None else next((o.lemma for o in frame.slot("obj")), None)
    if inner is None:
        inner = next((o.lemma for o in frame.slot("for")), None)
    if inner is None:
        return None
    rows = patterns().get((inner, "V"), ()) or patterns().get((inner, "N"), ())
    acts = [r.type for r in rows]
    if not acts:
        return None
    act = acts[0]
    if kind == "THREATEN":
        return _THREAT_OF.get(act)
    if act in _YIELDING:
        return "yield"
    if act == "CONSULT":
        return "meet"
    return "assist" if act in ("AID", "COOPERATE", "SUPPORT") else None


def _of_aid(lemmas: set[str]) -> str:
    if lemmas & (words("weapon") | words("troops")):
        return "military"
    if lemmas & _KEEPING_PEACE:
        return "peacekeeping"
    if lemmas & words("humanitarian"):
        return "humanitarian"
    return "economic"


def _of_assault(near: set[str]) -> str | None:
    if "suicide" in near:
        return "suicide-attack"
    if near & words("explosives"):
        return "explosives"
    if near & words("heavy_weapons"):
        return "heavy-weapons"
    if near & words("firearms"):
        return "firearms"
    if near & words("primitive_weapons"):
        return "primitive"
    return "unconventional" if near & words("unconventional_weapons") else None
