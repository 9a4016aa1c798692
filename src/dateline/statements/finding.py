"""All rules over an article, each cue used once."""

from __future__ import annotations

from dateline.schema import Span
from dateline.statements.attribution import Draft
from dateline.statements.clauses import clause_draft
from dateline.statements.dashes import dash_drafts
from dateline.statements.phrases import backward_draft, noun_draft, phrase_draft, relayed_draft
from dateline.statements.quoted import quotation_drafts
from dateline.statements.syntax import Syntax
from dateline.statements.turns import crosses, headline_drafts, openings, turn_drafts


def find_drafts(syntax: Syntax) -> list[Draft]:
    """What the rules find: outer and inner attributions alike, in no particular order."""
    spoken = quotation_drafts(syntax)
    used = {d.cue_token for d in spoken if d.cue_token is not None}
    drafts = list(spoken)
    for i in syntax.cues:
        if syntax.pos[i] == "NOUN" and (found := noun_draft(syntax, i)):
            drafts.append(found)
            if len(found.attribution.cue) > 1 or found.attribution.cue[0].start < syntax.start[i]:
                used.add(syntax.head[i])
    for i in syntax.cues:
        if syntax.pos[i] == "NOUN" or i in used:
            continue
        found = backward_draft(syntax, i) or clause_draft(syntax, i)
        if found is not None:
            drafts.append(found)
    for i, word in enumerate(syntax.lower):
        if word in ("according", "in") and syntax.spoken(i) and (found := phrase_draft(syntax, i)):
            drafts.append(found)
    relayed = [d for d in (relayed_draft(syntax, outer) for outer in drafts) if d is not None]
    heads = {d.attribution.cue[0].start for d in relayed}
    drafts = [d for d in drafts if d.frame != "obj" or d.attribution.cue[0].start not in heads] + relayed
    turns = turn_drafts(syntax) or dash_drafts(syntax)
    drafts = _without_turns(drafts, turns)
    taken = {span for d in turns for span in d.attribution.content}
    headlines = headline_drafts(syntax, _last_words(syntax, [*drafts, *turns]))
    drafts += [*turns, *(d for d in headlines if taken.isdisjoint(d.attribution.content))]
    return _without_covered(drafts)


def _without_turns(drafts: list[Draft], turns: list[Draft]) -> list[Draft]:
    """``drafts`` without those that have the cue of a turn, and quotations without a cue that are in it."""
    cues = {d.cue_token for d in turns if d.cue_token is not None}
    opens = openings(turns)
    anchors = [s.start for d in turns for s in (*d.attribution.cue, *d.attribution.source)]
    return [
        d
        for d in drafts
        if d.cue_token not in cues
        and not crosses(d, opens)
        and not (
            d.attribution.origin == "follow"
            and any(s.start <= a < s.end for s in d.attribution.content for a in anchors)
        )
    ]


def _last_words(syntax: Syntax, drafts: list[Draft]) -> frozenset[str]:
    """The last words of the sources, in small letters."""
    words = (syntax.text[s.start : s.end].split()[-1:] for d in drafts for s in d.attribution.source)
    return frozenset(w[0].lower() for w in words if w and w[0][:1].isupper())


def _without_covered(drafts: list[Draft]) -> list[Draft]:
    """``drafts`` without quotations that another one holds already."""
    held = sorted(s for d in drafts if d.attribution.origin != "follow" for s in d.attribution.content)
    reach: list[Span] = []
    for span in held:
        if not reach or span.end > reach[-1].end:
            reach.append(span)
    kept, at = [], 0
    for draft in sorted(
        (d for d in drafts if d.attribution.origin == "follow"), key=lambda d: d.attribution.content[0]
    ):
        piece = draft.attribution.content[0]
        while at < len(reach) and reach[at].end < piece.end:
            at += 1
        if at == len(reach) or reach[at].start > piece.start:
            kept.append(draft)
    return [d for d in drafts if d.attribution.origin != "follow"] + kept
