"""Attributions set right by their sentence: who is asked does not speak, a noun's clause ends before the verb.

"The minister was asked whether", "two villages, said to be empty" (nobody is named who speaks); "— The ice will not
wait — said Ferro — and the owner knows it"; a "flexible" hour and recalled cars are nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.grammar.words import words
from dateline.language.listings import LISTING
from dateline.schema import Span
from dateline.statements.attribution import Draft
from dateline.statements.syntax import Syntax
from dateline.statements.unsaid import is_clause, pointed_back, says_nothing

__all__ = ["set_right"]

_TOLD = words("told_passive")
"""What is done to those who hear it: their passive has no speaker for its subject."""
_DASH = re.compile(r"\s*[—–―]\s*,?\s*(?=\S)")
_NOUN_AND_COMMA = re.compile(r"(?:\s[\w-]+){0,2}, ")
_DASHED_LINE = re.compile(r"\s*[—–―]\s")
_BEHIND = words("behind_told")
_LISTED = 60
"""How far a bracket that says where a firm is listed may reach, in characters."""


def set_right(syntax: Syntax, drafts: Sequence[Draft]) -> list[Draft]:
    """``drafts`` without those who only hear, and with the bounds that their sentences show."""
    made = (_within_bounds(syntax, d) for d in drafts if not says_nothing(syntax, d))
    return pointed_back(syntax, [d for d in (_spoken(syntax, d) for d in made) if d is not None])


def _spoken(syntax: Syntax, draft: Draft) -> Draft | None:
    """``draft``, without its source where that only hears, None where nobody says anything."""
    k, found = draft.cue_token, draft.attribution
    if k is None or syntax.pos[k] != "VERB":
        return draft
    if syntax.lemma[k] == "recall" and not any(is_clause(syntax, s) for s in found.content):
        return None
    if (
        _is_question_put(syntax, draft)
        or _is_scare_quote(syntax, draft)
        or _is_set_off(syntax, draft)
        or _is_term(syntax, draft)
    ):
        return None
    if (
        syntax.tag[k] != "VBN"
        or syntax.lemma[k] not in _TOLD
        or not found.source
        or not _hears(syntax, k, found.source[0])
    ):
        return draft
    finite = draft.frame in ("that", "clause", "quote") and syntax.child(k, "auxpass") is not None
    if syntax.lemma[k] in ("ask", "question") or not finite:
        return None
    return replace(draft, attribution=replace(found, source=()))


def _hears(syntax: Syntax, k: int, source: Span) -> bool:
    """Whether ``source`` is the passive subject of the participle ``k``, or the noun that it describes."""
    if syntax.child(k, "nsubj") is not None or any(
        syntax.lemma[c] == "have"
        for c in syntax.children[k]
        if syntax.dep[c] == "aux" and syntax.child(k, "auxpass") is None
    ):
        return False
    subject = syntax.child(k, "nsubjpass")
    if subject is None and syntax.dep[k] in ("acl", "advcl", "amod", "relcl"):
        subject = syntax.head[k]
        if syntax.pos[subject] in ("VERB", "AUX"):
            subject = syntax.child(subject, "nsubj", "nsubjpass")
    return subject is not None and source.start <= syntax.start[subject] < source.end


def _is_question_put(syntax: Syntax, draft: Draft) -> bool:
    """ "Asked if he would run again, the senator smiled": the words are those of the question."""
    content = draft.attribution.content
    before = syntax.token_at(content[0].start) - 1 if len(content) == 1 else -1
    if before < 0 or before == draft.cue_token or syntax.lemma[before] not in ("ask", "question"):
        return False
    return syntax.tag[before] == "VBN" and syntax.child(before, "nsubj", "aux", "auxpass") is None


def _is_term(syntax: Syntax, draft: Draft) -> bool:
    """ "In what critics call a “comeback”": a word of theirs, and nothing said."""
    k, content = draft.cue_token, draft.attribution.content
    if k is None or syntax.lemma[k] not in words("terming") or len(content) != 1:
        return False
    inside = [t for t in syntax.tokens(content[0]) if syntax.pos[t] not in ("PUNCT", "SPACE", "DET", "ADP", "SCONJ")]
    what = any(syntax.lower[c] == "what" for c in syntax.children[k])
    return what and 0 < len(inside) <= 3 and syntax.quote[inside[-1]] >= 0


def _is_set_off(syntax: Syntax, draft: Draft) -> bool:
    """ "Two villages, said to be empty,": a participle behind its noun and a comma, whatever the parse takes it for."""
    k, found = draft.cue_token, draft.attribution
    if k is None or syntax.lemma[k] not in _TOLD or syntax.tag[k] not in ("VBD", "VBN") or len(found.source) != 1:
        return False
    behind = syntax.lower[k + 1] if k + 1 < len(syntax) else ""
    between = syntax.text[found.source[0].end : syntax.start[k]]
    return _NOUN_AND_COMMA.fullmatch(between) is not None and behind in _BEHIND and syntax.quote[k] < 0


def _is_scare_quote(syntax: Syntax, draft: Draft) -> bool:
    """Whether all that is said are a word or two in quotation marks before the noun."""
    content, source = draft.attribution.content, draft.attribution.source
    if len(content) != 1 or len(source) != 1 or content[0].end > source[0].start:
        return False
    quoted = [t for t in syntax.tokens(content[0]) if syntax.quote[t] >= 0 and syntax.pos[t] not in ("PUNCT", "SPACE")]
    last = syntax.token_at(content[0].end - 1)
    noun = syntax.token_at(source[0].start)
    return (
        bool(quoted)
        and len(quoted) <= 2
        and noun - last == 1
        and syntax.pos[noun] == "NOUN"
        and syntax.quote[last] >= 0
    )


def _within_bounds(syntax: Syntax, draft: Draft) -> Draft:
    """``draft`` with its noun's clause cut before the sentence's verb, and its dashes as bounds of what is said."""
    k, found = draft.cue_token, draft.attribution
    cut = _main_verb(syntax, k, found.content) if k is not None and syntax.pos[k] == "NOUN" else None
    if cut is not None:
        content = tuple(Span(s, e if not s < cut < e else _trimmed(syntax.text, s, cut)) for s, e in found.content)
        found = replace(found, content=content)
    if k is not None:
        found = replace(found, content=_before_question(syntax, k, found.content))
    found = replace(found, content=tuple(_with_stop(syntax, s) for s in found.content))
    if not found.source or not found.content:
        return replace(draft, attribution=found)
    listed = (_without_listing(syntax, span) for span in found.source)
    source = tuple(Span(s, s + len(syntax.text[s:e].rstrip(" —–―"))) for s, e in listed)
    found = replace(found, source=tuple(s for s in source if s.start < s.end) or found.source)
    more = _behind_dash(syntax, replace(draft, attribution=found))
    return replace(draft, attribution=replace(found, content=(*found.content, *more)))


def _with_stop(syntax: Syntax, piece: Span) -> Span:
    """The words of a quotation that is left open with their full stop, as those of a closed one have it."""
    number = syntax.quote[syntax.token_at(piece.end - 1)]
    if number < 0 or (syntax.quotations[number].closed and len(syntax.quotations[number].pieces) == 1):
        return piece
    end = next((p.end for p in syntax.quotations[number].pieces if p.start < piece.end <= p.end), piece.end)
    return Span(piece.start, end) if syntax.text[piece.end : end].strip() in (".", "!", "?", "…") else piece


def _main_verb(syntax: Syntax, noun: int, content: Sequence[Span]) -> int | None:
    """Where the verb begins, of which a noun with its clause is the subject: "his claim that … | angered"."""
    if syntax.dep[noun] in ("nsubj", "nsubjpass"):
        verb = syntax.head[noun]
        helpers = [
            c
            for c in syntax.children[verb]
            if syntax.dep[c] in ("aux", "auxpass", "neg", "advmod") and syntax.right[noun] < c < verb
        ]
        return syntax.start[min([verb, *helpers])]
    if syntax.dep[noun] != "ROOT" or not content:
        return None
    # The clause has swallowed the verb as an adjective: "that the dam was safe | angered villagers".
    for i in syntax.tokens(content[-1]):
        swallowed = syntax.dep[i] == "amod" and syntax.lower[i].endswith("ed") and syntax.head[i] > i
        if swallowed and syntax.pos[i - 1] in ("ADJ", "NOUN", "PROPN", "ADV", "VERB"):
            return syntax.start[i]
    return None


def _before_question(syntax: Syntax, k: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """ "You blocked the bill" of "the governor says you blocked the bill. Did you?": who asks is somebody else."""
    end, text = syntax.end[syntax.last[k]], syntax.text
    behind = content[-1].end > end and "?" in text[end : content[-1].end + 2]
    if syntax.quote[k] >= 0 or not behind or any(syntax.quote[t] >= 0 for s in content for t in syntax.tokens(s)):
        return content
    kept = [Span(s, s + len(text[s : min(e, end)].rstrip(" ."))) for s, e in content if s < end]
    return tuple(kept) or content


def _without_listing(syntax: Syntax, source: Span) -> Span:
    """ "Greenfield Motors, Inc." for "(NYSE: GRFM) today": the firm speaks, not where its shares are listed."""
    text = syntax.text
    near = LISTING.finditer(text, max(0, source.start - _LISTED), min(len(text), source.end + _LISTED))
    found = next((m for m in near if m.start() < source.end and source.start < m.end()), None)
    if found is None:
        return source
    end = len(text[: found.start()].rstrip())
    if source.start < end:
        return Span(source.start, end)
    last = first = syntax.token_at(end - 1)
    while first > syntax.first[last] and (syntax.text[syntax.start[first - 1]].isupper() or _joins(syntax, first)):
        first -= 1
    return Span(syntax.start[first], end)


def _joins(syntax: Syntax, i: int) -> bool:
    """Whether the word before token ``i`` joins two words of a name: "Orla Mills | , | Inc.", "Bank | of | Orla"."""
    return syntax.lower[i - 1] in (",", "&", "of", "and", "the", "'s") and syntax.text[syntax.start[i - 2]].isupper()


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,"))


def _behind_dash(syntax: Syntax, draft: Draft) -> tuple[Span, ...]:
    """What goes on behind "— said X —" in a paragraph that opens with a dash, as speech does in much of Europe."""
    found = draft.attribution
    paragraph = syntax.paragraph[syntax.token_at(found.content[0].start)]
    if paragraph < 0 or len(found.source) != 1 or found.content[-1].end > found.source[0].start:
        return ()
    start, end = syntax.paragraphs[paragraph]
    opens = _DASHED_LINE.match(syntax.text, max(0, start - 3), end) or _DASHED_LINE.match(syntax.text, start, end)
    behind = _DASH.match(syntax.text, max(found.source[0].end, *(c.end for c in found.cue), 0), end)
    if opens is None or behind is None:
        return ()
    return (Span(behind.end(), _trimmed(syntax.text, behind.end(), end)),)
