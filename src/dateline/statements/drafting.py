"""From tokens to an attribution: how far a content, a cue and an addressee reach."""

from __future__ import annotations

from dateline.grammar.words import words
from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.confidence import confidence
from dateline.statements.sources import as_spans, coordinate_cue, subject_of
from dateline.statements.syntax import Syntax

_DEPTH = 8
MAX_CLAUSE = 160
"""How many tokens of a clause are looked through, so that a degenerate sentence costs no more than a long one."""
_CONCEDING = words("conceding")
_TAIL = frozenset(
    {"prep", "xcomp", "oprd", "dobj", "ccomp", "attr", "acomp", "pcomp", "advmod", "acl", "relcl", "conj", "cc"}
)
_SAID_TO = words("said_to")
_MARKS = "“”\"„«»`'‘’ "


def draft_of(
    syntax: Syntax, verb: int, pieces: list[tuple[int, int]], frame: str, source: tuple[int, int] | None = None
) -> Draft | None:
    source = source or subject_of(syntax, verb)
    content = [s for s in (content_span(syntax, i, j, verb) for i, j in pieces if i <= j) if s is not None]
    if not content:
        return None
    trust = confidence(frame, source is not None)
    found = Attribution(as_spans(syntax, source), cue_spans(syntax, verb, frame), tuple(content), trust)
    return Draft(found, verb, frame, addressee_of(syntax, verb))


def content_span(syntax: Syntax, i: int, j: int, cue: int) -> Span | None:
    """Tokens ``i``..``j`` as content: whole quotations, no punctuation or blanks at the borders."""
    inside = syntax.quote[cue]
    if inside >= 0:
        i, j = max(i, syntax.opening[inside]), min(j, syntax.closing[inside])
    while i <= j and _border(syntax, i) and not _mark(syntax, i):
        i += 1
    while j >= i and _border(syntax, j) and not _mark(syntax, j):
        j -= 1
    if i > j:
        return None
    if j < syntax.last[j] and syntax.quote[j] == inside and _under(syntax, j + 1, cue):
        j += 1
    begin, finish = syntax.start[i], syntax.end[j]
    first, last = syntax.quote[i], syntax.quote[j]
    if first >= 0 and first != inside and not syntax.opening[first] <= cue <= syntax.closing[first]:
        begin = min(begin, syntax.quotations[first].start)
    if last >= 0 and last != inside and not syntax.opening[last] <= cue <= syntax.closing[last]:
        finish = max(finish, _piece_end(syntax, last, finish))
    if inside >= 0:
        begin, finish = _within_marks(syntax, begin, finish, inside)
    return Span(begin, finish) if begin < finish else None


def _under(syntax: Syntax, mark: int, cue: int) -> bool:
    """Whether the quotation that starts at token ``mark`` belongs to what ``cue`` governs."""
    if syntax.quote[mark] in (-1, syntax.quote[cue]) or syntax.paragraph[mark] < 0:
        return False
    here = next((i for i in range(mark, min(mark + 4, len(syntax))) if syntax.pos[i] != "PUNCT"), mark)
    for _ in range(_DEPTH):
        if here == cue:
            return True
        here = syntax.head[here]
    return False


def _within_marks(syntax: Syntax, begin: int, finish: int, quotation: int) -> tuple[int, int]:
    """``begin``..``finish`` without the marks of the quotation in which it stands."""
    text, around = syntax.text, syntax.quotations[quotation]
    while begin < finish and begin < around.start + 2 and text[begin] in _MARKS:
        begin += 1
    if finish >= around.end - 1:
        while finish > begin and text[finish - 1] in _MARKS + ",":
            finish -= 1
    return begin, finish


def _piece_end(syntax: Syntax, quotation: int, offset: int) -> int:
    """The end of the piece of a quotation in which ``offset`` lies."""
    for piece in syntax.quotations[quotation].pieces:
        if piece.start < offset <= piece.end:
            return piece.end
    return offset


def _border(syntax: Syntax, i: int) -> bool:
    return syntax.pos[i] in ("PUNCT", "SPACE") or syntax.paragraph[i] < 0 or syntax.lower[i] in ("–", "—", "-")


def _mark(syntax: Syntax, i: int) -> bool:
    """Whether the token is (or carries) a mark of a quotation, or a bracket, which stay with the content."""
    return (syntax.quote[i] >= 0 and syntax.lower[i] not in (",", ".", "–", "—", "-")) or syntax.lower[i] in (
        ")",
        "(",
        "?",
        "%",
    )


def cue_spans(syntax: Syntax, verb: int, frame: str) -> tuple[Span, ...]:
    """The cue: the verb with its particle, or "about" and its like left out."""
    tokens = [verb]
    for c in syntax.children[verb]:
        if c > verb and (syntax.dep[c] == "prt" or (frame == "out" and syntax.lower[c] == "out")):
            tokens.append(c)
    if frame.startswith("prep:"):
        tokens += [c for c in syntax.children[verb] if c > verb and syntax.lower[c] == frame[5:]][:1]
    if len(tokens) > 1 and max(tokens) == verb + len(tokens) - 1:
        return (syntax.span(verb, max(tokens)),)
    return tuple(syntax.span(t, t) for t in sorted(set(tokens)))


def addressee_of(syntax: Syntax, verb: int) -> Span | None:
    """Whom the source told: "told reporters", "said to the agency"."""
    told = "told" in syntax.cues[verb].frames if verb in syntax.cues else False
    for c in syntax.children[verb]:
        if c < verb or syntax.quote[c] != syntax.quote[verb]:
            continue
        noun: int | None = None
        if syntax.dep[c] == "dative" or (told and syntax.dep[c] == "dobj"):
            noun = c if syntax.pos[c] != "ADP" else syntax.child(c, "pobj")
        elif syntax.dep[c] == "prep" and syntax.lower[c] == "to" and syntax.lemma[verb] in _SAID_TO:
            noun = syntax.child(c, "pobj")
        if noun is not None and syntax.pos[noun] in ("NOUN", "PROPN", "PRON"):
            if syntax.child(verb, "nsubj") is None and syntax.dep[noun] == "dobj" and syntax.tag[verb] == "VBD":
                continue
            left, right = syntax.edges(noun)
            right = next((i - 1 for i in range(noun + 1, right + 1) if syntax.quote[i] != syntax.quote[verb]), right)
            while right > noun and _border(syntax, right):
                right -= 1
            return syntax.span(left, right)
    if told and (passive := syntax.child(verb, "nsubjpass")) is not None:
        return syntax.span(*syntax.edges(passive))
    return None


def rest_of(syntax: Syntax, verb: int, begin: int) -> list[tuple[int, int]]:
    """From the phrase of ``begin`` to the end of what the verb governs, short of a further main verb."""
    left = max(verb + 1, syntax.edges(begin)[0])
    right = syntax.edges(begin)[1]
    for c in syntax.children[verb]:
        if c > begin and syntax.dep[c] in _TAIL:
            if syntax.dep[c] in ("conj", "cc") or (syntax.dep[c] == "ccomp" and syntax.quote[c] >= 0):
                break
            right = max(right, syntax.edges(c)[1])
    cut = before_next_cue(syntax, verb, max(begin, left), right)
    return [(left, right if cut is None else cut)]


def before_next_cue(syntax: Syntax, verb: int, clause: int, right: int) -> int | None:
    """The last token before a further cue of the same source, or before another source of the whole."""
    for k in range(clause + 1, min(right, clause + MAX_CLAUSE) + 1):
        if syntax.lower[k] == "according" and syntax.lower[k - 1] == "," and syntax.quote[k] == syntax.quote[verb]:
            return k - 2
        if k not in syntax.cues or syntax.pos[k] != "VERB":
            continue
        conceded = syntax.dep[k] == "advcl" and any(syntax.lower[c] in _CONCEDING for c in syntax.children[k])
        if conceded and syntax.quote[k] == syntax.quote[verb]:
            return syntax.edges(k)[0] - 1
        if coordinate_cue(syntax, k) == verb:
            end = k - 1
            while end > clause and syntax.pos[end] in ("ADV", "AUX", "PUNCT", "CCONJ") and end > k - 5:
                end -= 1
            return end
    return None


def is_infinitive(syntax: Syntax, clause: int) -> bool:
    return any(syntax.tag[c] == "TO" and syntax.dep[c] == "aux" for c in syntax.children[clause])


def opening_word(syntax: Syntax, clause: int) -> str:
    """The word that opens a clause."""
    left, _ = syntax.edges(clause)
    while left < clause and syntax.pos[left] in ("PUNCT", "SPACE"):
        left += 1
    return syntax.lower[left]
