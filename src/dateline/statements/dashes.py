"""Speech by dashes and brackets: lines of a dialogue, cues between dashes, and who is named behind a quotation.

"— We leave at dawn, said Ferro. The ice will not wait." is speech as much of Europe prints it; "“The roof – said the
minister – will hold”" has its cue between dashes; "“The roof will hold” (Greta Olm, engineer)" and "“…” — Greta Olm"
name the speaker behind the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.confidence import TURN
from dateline.statements.sources import as_spans, phrase_after, subject_of
from dateline.statements.syntax import Syntax

__all__ = ["dash_drafts", "is_line"]

_OPENS = re.compile(r"\s*[—–―]\s?(?=\S)")
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_BEFORE = frozenset({",", "?", "!", "…", "...", ".", *_DASHES})
_AFTER = frozenset({",", ".", ":", *_DASHES})
_NARRATED = frozenset({"ADP", "ADV", "SCONJ"})
"""What opens a story's own words behind "said X": "said Orsik | without looking up."."""
_NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s(?:(?:van|von|de|da|del|der|bin|al|el|le|la|ter|dos)\s)*[^\W\d_a-z][\w'’.-]*){1,3}"
_ROLE = r"(?:,\s[^.;:()“”\n]{2,80})?"
_BEHIND = re.compile(
    rf",?\s?(?:(?:[—–―]|--)\s?(?P<dashed>{_NAME}{_ROLE})\.?\s*$|\((?P<bracketed>{_NAME}{_ROLE})\)\.?\s*$)", re.MULTILINE
)
_BELOW = re.compile(rf"\s*\n\s*(?:[—–―]|--)\s?(?P<dashed>{_NAME}{_ROLE})\.?\s*$", re.MULTILINE)
_SPOKEN_TO = frozenset({"you", "i", "we"})
_DIALOGUE = 3
"""The lines that a dialogue has at least."""
_WORDS = 3
"""The shortest quotation whose speaker is looked for behind it, in words."""


def dash_drafts(syntax: Syntax) -> list[Draft]:
    """The attributions that dashes and brackets show, of origin ``turn``: they stand before what others find."""
    drafts = [d for n in range(len(syntax.quotations)) if (d := _named_behind(syntax, n) or _parted(syntax, n))]
    lines: dict[int, Draft | None] = {}
    for number, span in enumerate(syntax.paragraphs):
        if syntax.kinds[number] in ("body", "background") and (start := _opened(syntax, span)) is not None:
            lines[number] = _line(syntax, start, span)
    drafts += [line for line in lines.values() if line is not None]
    return drafts + _unnamed(syntax, lines)


def is_line(syntax: Syntax, number: int) -> bool:
    """Whether a paragraph opens with a dash, as a line of a dialogue does."""
    return _opened(syntax, syntax.paragraphs[number]) is not None


def _unnamed(syntax: Syntax, lines: Mapping[int, Draft | None]) -> list[Draft]:
    """The lines of a dialogue that do not name who speaks: whoever spoke in the line before the last.

    A list with dashes is none: in a dialogue somebody is named, or one line follows the other, and somebody asks.
    """
    asked = any("?" in syntax.text[slice(*syntax.paragraphs[n])] for n in lines)
    run = all(n + 1 in lines for n in list(lines)[:-1])
    named = any(line is not None for line in lines.values())
    if len(lines) < _DIALOGUE or not asked or not (named or run):
        return []
    found: list[Draft] = []
    for number, line in lines.items():
        start = _opened(syntax, syntax.paragraphs[number])
        if line is not None or start is None or not {number - 1, number + 1} & set(lines):
            continue
        earlier = number - 2 if {number - 1, number - 2} <= set(lines) else None
        after = _opened(syntax, syntax.paragraphs[earlier]) if earlier is not None else None
        words = Span(start, syntax.paragraphs[number].end)
        found.append(Draft(Attribution((), (), (words,), TURN, "turn"), after=after))
    return found


def _named_behind(syntax: Syntax, number: int) -> Draft | None:
    """ "“…” — Name, role", on one line or on the next, and "“…” (Name, role)"."""
    quotation = syntax.quotations[number]
    if not quotation.closed or len(syntax.text[quotation.start : quotation.end].split()) < _WORDS:
        return None
    behind = _BEHIND.match(syntax.text, quotation.end)
    if behind is None and any(p.start == quotation.pieces[-1].start for p in syntax.paragraphs):
        behind = _BELOW.match(syntax.text, quotation.end)
    if behind is None or syntax.paragraph[syntax.opening[number]] < 0:
        return None
    group = behind.lastgroup or "dashed"
    return Draft(Attribution((Span(*behind.span(group)),), (), quotation.pieces, TURN, "turn"))


def _parted(syntax: Syntax, number: int) -> Draft | None:
    """ "“The harvest – said the minister – will be poor”": a cue between dashes inside the marks."""
    first, last = syntax.opening[number], syntax.closing[number]
    quotation = syntax.quotations[number]
    if len(quotation.pieces) != 1 or syntax.paragraph[first] < 0:
        return None
    clause = next((c for c in _clauses(syntax, first + 2, last) if _is_dashed(syntax, *c[2:])), None)
    return None if clause is None else _draft(syntax, quotation.pieces[0], clause)


def _is_dashed(syntax: Syntax, first: int, last: int) -> bool:
    return syntax.lower[first - 1] in _DASHES and last + 1 < len(syntax) and syntax.lower[last + 1] in _DASHES


def _opened(syntax: Syntax, span: Span) -> int | None:
    """Where the words begin of a line that opens with a dash and has no quotation marks; None for any other."""
    opens = _OPENS.match(syntax.text, span.start, span.end)
    before = _OPENS.match(syntax.text, max(0, span.start - 2), span.end)
    start = opens.end() if opens else before.end() if before and before.end() == span.start else None
    return start if start is not None and syntax.text[start] not in '“"«„' else None


def _line(syntax: Syntax, start: int, span: Span) -> Draft | None:
    """A line that names who speaks: "— Who pays? asked Silva."."""
    inside = syntax.tokens(Span(start, span.end))
    if any(syntax.quote[t] >= 0 for t in inside):
        return None
    clause = next(iter(_clauses(syntax, inside.start + 1, inside.stop - 1)), None)
    return None if clause is None else _draft(syntax, Span(start, span.end), clause)


_Clause = tuple[int, tuple[int, int], int, int]
"""A cue, its source, and the first and last token of both."""


def _clauses(syntax: Syntax, first: int, last: int) -> list[_Clause]:
    """The cues with their sources in ``first``..``last`` that marks set off: ", said X.", "? asked X", ", X said,"."""
    found: list[_Clause] = []
    for k in range(first, last + 1):
        cue = syntax.cues.get(k)
        bare = cue is None and syntax.pos[k] == "VERB" and syntax.lower[k - 1] in _DASHES and syntax.tag[k] != "VBN"
        listed = cue is not None and cue.takes("quote")
        if syntax.tag[k] not in ("VBD", "VBZ", "VBP", "VBN") or not (listed or bare):
            continue
        if syntax.lower[k - 1] in _BEFORE:
            source = phrase_after(syntax, k, last)
            begin, end = k, source[1] if source is not None else k
        else:
            source = subject_of(syntax, k)
            begin, end = (source[0], k) if source is not None and source[1] == k - 1 else (k, k)
        if (
            source is None
            or begin == end
            or syntax.lower[source[0]] in _SPOKEN_TO
            or syntax.lower[begin - 1] not in _BEFORE
        ):
            continue
        if begin == k and end < last and syntax.pos[end + 1] in _NARRATED:
            end = next((t - 1 for t in range(end + 1, last + 1) if syntax.lower[t] == "."), end)
        if end == last or syntax.lower[end + 1] in _AFTER:
            found.append((k, source, begin, end))
    return found


def _draft(syntax: Syntax, whole: Span, clause: _Clause) -> Draft | None:
    """The words of ``whole`` before and behind the clause."""
    k, source, first, last = clause
    text = syntax.text
    left = Span(whole.start, whole.start + len(text[whole.start : syntax.start[first]].rstrip(" ,—–―-")))
    begin = syntax.end[last]
    while begin < whole.end and text[begin] in " ,.:—–―-":
        begin += 1
    pieces = tuple(s for s in (left, Span(begin, whole.end)) if s.start < s.end)
    pieces = tuple(s for s in pieces if any(c.isalnum() for c in text[s.start : s.end]))
    if not pieces:
        return None
    return Draft(Attribution(as_spans(syntax, source), (syntax.span(k, k),), pieces, TURN, "turn"), k, "quote")
