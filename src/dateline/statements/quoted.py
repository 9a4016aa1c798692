"""Direct speech by its marks: each quotation and the cue that stands before it, after it, or in the middle of it.

A parse of a sentence that holds a quotation of several sentences is seldom right, so that these rules go by position:
"…", said X; X said: "…"; "…", X said, "…". A quotation without a cue goes on from the one before it when only
blanks or that one's cue stand between; otherwise it is a statement of its own that follows the last speaker.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.confidence import FOLLOW, confidence
from dateline.statements.drafting import addressee_of, cue_spans
from dateline.statements.sources import as_spans, phrase_after, phrase_before, subject_of
from dateline.statements.syntax import Syntax
from dateline.statements.unlisted import introduced, unlisted, verdict

_DASHES = frozenset({"–", "—", "-", "--", "―"})
_LINK = frozenset({",", *_DASHES})
_ENDS = frozenset({".", "!", "?", "…", "..."})
_SPOKEN = frozenset({"body", "background"})
_REACH = 40
_SPEECH_WORDS = 4
_SHORT_SPEECH = 2
"""The words of a sentence that is speech where somebody has been introduced before it."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A cue beside a quotation, with the tokens that its clause takes up."""

    cue: int
    source: tuple[int, int] | None
    first: int
    last: int


def quotation_drafts(syntax: Syntax) -> list[Draft]:
    """The attributions of quotations that are speech, in order of position."""
    drafts: list[Draft] = []
    latest: tuple[int, int] | None = None
    for number in range(len(syntax.quotations)):
        before = _before(syntax, number)
        after = _after(syntax, number)
        if before is None and after is None:
            latest = _uncued(syntax, number, drafts, latest)
            continue
        outer_first = _lead(syntax, number)
        if before is not None:
            if latest is not None and _continues(syntax, drafts[latest[0]], latest, before, number) and after is None:
                drafts[latest[0]] = _joined(syntax, drafts[latest[0]], number)
                latest = (latest[0], number)
                continue
            drafts.append(_spoken(syntax, before, syntax.quotations[number].pieces))
            latest = (len(drafts) - 1, number)
        if after is not None:
            if before is not None and (before.source is None or outer_first is None):
                continue
            pieces = syntax.quotations[number].pieces
            if outer_first is not None:
                pieces = (Span(syntax.start[outer_first], pieces[0].end), *pieces[1:])
            drafts.append(_spoken(syntax, after, pieces))
            latest = (len(drafts) - 1, number)
    return drafts


def _spoken(syntax: Syntax, clause: _Clause, pieces: tuple[Span, ...]) -> Draft:
    source = as_spans(syntax, clause.source)
    found = Attribution(source, cue_spans(syntax, clause.cue, "quote"), pieces, confidence("quote", bool(source)))
    return Draft(found, clause.cue, "quote", addressee_of(syntax, clause.cue))


def _joined(syntax: Syntax, draft: Draft, number: int) -> Draft:
    """``draft`` with a further quotation."""
    old = draft.attribution
    content = old.content + syntax.quotations[number].pieces
    made = Attribution(old.source, old.cue, content, old.confidence, old.origin)
    return Draft(made, draft.cue_token, draft.frame, draft.addressee, draft.within)


def _after(syntax: Syntax, number: int) -> _Clause | None:
    """The cue clause that follows a quotation: ", – said X", "X told the agency"."""
    end = syntax.closing[number]
    if not syntax.quotations[number].closed:
        return None
    i, linked = end + 1, False
    while i < len(syntax) and i <= end + 4 and (syntax.lower[i] in _LINK or syntax.pos[i] == "SPACE"):
        if "\n" in syntax.lower[i]:
            return None
        linked = linked or syntax.lower[i] in _LINK
        i += 1
    if i >= len(syntax) or syntax.paragraph[i] != syntax.paragraph[end]:
        return None
    ended = _sentence_ended(syntax, number)
    if ended and not linked and syntax.text[syntax.start[i]].isupper():
        return None
    limit = _clause_end(syntax, i)
    k = _first_cue(syntax, i, limit, end)
    if k is None:
        alone = _lead(syntax, number) is None
        told = (unlisted(syntax, number, i, limit) or verdict(syntax, number, i, limit)) if alone else None
        return _Clause(*told, i, limit) if told is not None else None
    source = _beside(syntax, k, i, limit)
    return None if source is None else _Clause(k, source, i, limit)


def _sentence_ended(syntax: Syntax, number: int) -> bool:
    """Whether a quotation ends with a full stop inside its marks."""
    text, end = syntax.text, syntax.quotations[number].end - 1
    while end > 0 and text[end - 1] in "”\"»“’' ":
        end -= 1
    return text[end - 1] in ".…"


def _clause_end(syntax: Syntax, i: int) -> int:
    """The last token of the stretch outside quotations that starts at token ``i``."""
    j = i
    while (
        j + 1 < len(syntax)
        and j - i < _REACH
        and syntax.paragraph[j + 1] == syntax.paragraph[i]
        and syntax.quote[j + 1] < 0
        and not (syntax.lower[j] in _ENDS and j > i)
        and not (syntax.first[j + 1] == j + 1 and syntax.lower[j] in _ENDS)
    ):
        j += 1
    return j


def _first_cue(syntax: Syntax, i: int, limit: int, end: int) -> int | None:
    """The cue verb that the quotation before token ``i`` belongs to: nothing but its subject may stand before it."""
    for k in range(i, limit + 1):
        cue = syntax.cues.get(k)
        sure = cue is not None and syntax.pos[k] == "ADJ" and syntax.lemma[syntax.head[k]] == "be" and k - i <= 3
        if cue is not None and (syntax.pos[k] == "VERB" or sure) and cue.takes("quote", "clause", "told"):
            if syntax.tag[k] in ("VBG", "VB") and k > i and syntax.child(k, "nsubj") is None:
                return None
            return k if _near(syntax, i, k) else None
        if syntax.pos[k] == "VERB" and syntax.dep[k] not in ("amod", "relcl", "acl", "compound", "advcl"):
            return None
        if syntax.lower[k] in (";", ":"):
            return None
    return None


def _near(syntax: Syntax, i: int, k: int) -> bool:
    """Whether the tokens ``i``..``k`` - 1 can be the subject of the cue ``k`` and its adverbs."""
    subject = syntax.child(k, "nsubj", "nsubjpass")
    if subject is not None and i <= subject < k:
        left, right = syntax.edges(subject)
        return all(
            left <= t <= right
            or syntax.pos[t] in ("ADV", "AUX", "PART", "PUNCT", "CCONJ", "ADP", "PRON", "NOUN", "DET")
            for t in range(i, k)
        )
    return k - i <= 12 and all(
        syntax.pos[t] in ("ADV", "AUX", "PROPN", "NOUN", "PRON", "DET", "ADJ", "PUNCT", "ADP", "NUM", "PART", "CCONJ")
        for t in range(i, k)
    )


def _beside(syntax: Syntax, k: int, i: int, limit: int) -> tuple[int, int] | None:
    """The source of the cue ``k`` within ``i``..``limit``: its subject by the parse, else the phrase beside it."""
    subject = subject_of(syntax, k)
    if subject is not None and i <= subject[0] and subject[1] <= limit:
        return subject
    if k > i and (found := phrase_before(syntax, k, i)) is not None:
        return found
    joined = syntax.pos[i] == "CCONJ"
    return None if joined else phrase_after(syntax, k, limit)


def _lead(syntax: Syntax, number: int) -> int | None:
    """The first token of the sentence that leads into a quotation, or None where the quotation opens it."""
    opening = syntax.opening[number]
    i = opening - 1
    if i < 0 or syntax.paragraph[i] != syntax.paragraph[opening] or syntax.lower[i] in _ENDS or syntax.quote[i] >= 0:
        return None
    first = max(syntax.first[i], i - _REACH)
    for j in range(i, first - 1, -1):
        if syntax.quote[j] >= 0 and j > first and (syntax.lower[j + 1] in _LINK or syntax.lower[j] in _LINK):
            first = j + 1
            break
        if syntax.paragraph[j] != syntax.paragraph[opening]:
            first = j + 1
            break
    while first < opening and (syntax.pos[first] in ("PUNCT", "SPACE") or syntax.lower[first] in _LINK):
        first += 1
    return first if first < opening else None


def _before(syntax: Syntax, number: int) -> _Clause | None:
    """The cue clause that leads into a quotation: "X said: ", "X told the agency, "."""
    opening = syntax.opening[number]
    i = opening - 1
    if i < 0 or syntax.paragraph[i] != syntax.paragraph[opening] or syntax.quote[i] >= 0:
        return None
    link = syntax.lower[i]
    if link in (":", ","):
        i -= 1
    elif link == "that" or not _whole(syntax, number):
        return None
    first = _stretch_start(syntax, i)
    for k in range(i, first - 1, -1):
        cue = syntax.cues.get(k)
        says = cue is not None and syntax.pos[k] == "VERB" and cue.takes("quote", "told", "clause")
        if says and (link == ":" or _open_to(syntax, k, i)):
            source = subject_of(syntax, k) or phrase_before(syntax, k, first) or phrase_after(syntax, k, i)
            return _Clause(k, source, first, i)
        if link != ":" and syntax.pos[k] == "VERB" and syntax.dep[k] == "ROOT":
            return None
    return None


def _stretch_start(syntax: Syntax, i: int) -> int:
    """The first token of the sentence of ``i``, short of an earlier quotation."""
    j = i
    while (
        j > max(0, syntax.first[i])
        and i - j < _REACH
        and syntax.quote[j - 1] < 0
        and syntax.paragraph[j - 1] == syntax.paragraph[i]
    ):
        j -= 1
    return j


def _open_to(syntax: Syntax, k: int, i: int) -> bool:
    """Whether the cue ``k`` still waits for its words at token ``i``: no clause of its own stands between."""
    if i - k > 16:
        return False
    for c in syntax.children[k]:
        if k < c <= i and syntax.dep[c] in ("ccomp", "xcomp") and syntax.quote[c] < 0:
            return False
    return all(
        syntax.pos[t] not in ("VERB",) or syntax.dep[t] in ("acl", "relcl", "amod", "pcomp", "advcl")
        for t in range(k + 1, i + 1)
    )


def _whole(syntax: Syntax, number: int, least: int = _SPEECH_WORDS) -> bool:
    """Whether a quotation is a sentence of its own: it starts with a capital and ends as a sentence does.

    It has ``least`` words or more.
    """
    quotation = syntax.quotations[number]
    inner = syntax.text[quotation.start : quotation.end].strip("“”\"„«»'`‘’ ")
    if len(inner.split()) < least or not (inner[0].isupper() or inner[0].isdigit() or inner[0] == "["):
        return False
    return (
        inner[-1] in ".!?…" or not quotation.closed or syntax.text[quotation.end : quotation.end + 1] in (".", "!", "?")
    )


def _continues(syntax: Syntax, draft: Draft, latest: tuple[int, int], before: _Clause, number: int) -> bool:
    """Whether the cue before a quotation is the one that the quotation before it had after it."""
    return draft.cue_token == before.cue and latest[1] == number - 1


def _uncued(syntax: Syntax, number: int, drafts: list[Draft], latest: tuple[int, int] | None) -> tuple[int, int] | None:
    """A quotation without a cue: more of the last one, a statement that follows it, or no speech at all."""
    opening = syntax.opening[number]
    opens = (
        opening == 0
        or syntax.paragraph[opening - 1] != syntax.paragraph[opening]
        or syntax.lower[opening - 1] in _ENDS
        or (syntax.quote[opening - 1] >= 0)
    )
    if latest is not None and latest[1] == number - 1 and _only_cue_between(syntax, drafts[latest[0]], number):
        drafts[latest[0]] = _joined(syntax, drafts[latest[0]], number)
        return latest[0], number
    paragraph = syntax.paragraph[opening]
    source = as_spans(syntax, introduced(syntax, opening))
    speech = _speech(syntax, number) or (bool(source) and _whole(syntax, number, _SHORT_SPEECH))
    opens = opens or (syntax.lower[opening - 1] == ":" and bool(source))
    if not (opens and paragraph >= 0 and syntax.kinds[paragraph] in _SPOKEN and speech):
        return latest
    begun = _begun(syntax, opening)
    if begun is not None:
        drafts.append(_spoken(syntax, begun, syntax.quotations[number].pieces))
    else:
        drafts.append(Draft(Attribution(source, (), syntax.quotations[number].pieces, FOLLOW, "follow")))
    return len(drafts) - 1, number


def _begun(syntax: Syntax, opening: int) -> _Clause | None:
    """The sentence right before a quotation in which somebody begins to talk: "Moreau began talking to Reyes. “…”"."""
    end = opening - 1
    if end < 1 or syntax.lower[end] != "." or syntax.paragraph[end] != syntax.paragraph[opening]:
        return None
    first = max(syntax.first[end], end - _REACH)
    if any(syntax.quote[t] >= 0 for t in range(first, end)):
        return None
    for k in range(first, end):
        addressed = syntax.lower[k + 1] in ("to", "with") or any(syntax.lower[c] == "to" for c in syntax.children[k])
        if syntax.pos[k] == "VERB" and syntax.lemma[k] in words("beginning_to_talk") and addressed:
            source = subject_of(syntax, k)
            return _Clause(k, source, first, end) if source is not None else None
    return None


def _only_cue_between(syntax: Syntax, draft: Draft, number: int) -> bool:
    """Whether nothing but the cue clause of the last quotation (or nothing) stands before this one."""
    if draft.attribution.origin == "follow" and draft.cue_token is None:
        gap = range(syntax.closing[number - 1] + 1, syntax.opening[number])
        same = syntax.paragraph[syntax.closing[number - 1]] == syntax.paragraph[syntax.opening[number]]
        return same and all(syntax.pos[t] in ("PUNCT", "SPACE") for t in gap)
    closing, opening = syntax.closing[number - 1], syntax.opening[number]
    if syntax.paragraph[closing] != syntax.paragraph[opening] or not _speech_piece(syntax, number):
        return False
    between = [t for t in range(closing + 1, min(opening, closing + _REACH)) if syntax.pos[t] not in ("PUNCT", "SPACE")]
    if opening - closing >= _REACH:
        return False
    if not between:
        return True
    k = draft.cue_token
    stop = next((t for t in range(closing + 1, opening) if syntax.lower[t] in _ENDS), opening)
    return k is not None and closing < k < stop and all(t <= stop for t in between)


def _speech_piece(syntax: Syntax, number: int) -> bool:
    quotation = syntax.quotations[number]
    return len(syntax.text[quotation.start : quotation.end].split()) >= 2


def _speech(syntax: Syntax, number: int) -> bool:
    """Whether a quotation without a cue is speech, not a title, a term or a nickname."""
    if _whole(syntax, number):
        return True
    quotation, paragraph = syntax.quotations[number], syntax.paragraph[syntax.opening[number]]
    if paragraph < 0 or syntax.paragraphs[paragraph] != Span(quotation.start, quotation.end):
        return False
    return any(
        syntax.tag[t] in ("VBD", "VBZ", "VBP", "MD") for t in range(syntax.opening[number], syntax.closing[number])
    )
