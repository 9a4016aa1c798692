"""Indirect speech by its grammar: what a cue takes as its complement is the content, its subject the source.

"X said that …", "…, X said", "promised to …", "called for …", "described X as …", "is confident that …".
Frames are those of the cue lexicon; the relations are spaCy's (ClearNLP).
"""

from __future__ import annotations

from dateline.schema import Span
from dateline.statements.attribution import Attribution, Draft
from dateline.statements.sources import as_spans, coordinate_cue, phrase_after, subject_of
from dateline.statements.syntax import Syntax

_OBJECTS = ("dobj", "dative")
_OPEN_WORDS = frozenset({"that", "whether", "how", "why", "what", "if", "where", "when", "who"})
_TAIL = frozenset(
    {"prep", "xcomp", "oprd", "dobj", "ccomp", "attr", "acomp", "pcomp", "advmod", "acl", "relcl", "conj", "cc"}
)
_CONFIDENCE = {"clause": 0.75, "that": 0.6, "to": 0.45, "obj": 0.4, "as": 0.5, "noun": 0.6}


def clause_draft(syntax: Syntax, verb: int) -> Draft | None:
    """What the verb or adjective at token ``verb`` attributes by its complement, or None."""
    cue = syntax.cues[verb]
    if not _particle_fits(syntax, verb) or _participle(syntax, verb) or syntax.lower[syntax.head[verb]] == "worth":
        return None
    for c in syntax.children[verb]:
        dep = syntax.dep[c]
        if (
            dep == "ccomp"
            or (dep == "advcl" and _opened(syntax, c) == "that")
            or (dep == "xcomp" and not _to(syntax, c))
        ):
            frame = _clause_frame(syntax, verb, c)
            if frame:
                return _finite(syntax, verb, c, frame)
    for c in syntax.children[verb]:
        infinitive = syntax.dep[c] in ("xcomp", "ccomp", "advcl") and c > verb and _to(syntax, c)
        if infinitive and cue.takes("to") and (syntax.dep[c] != "advcl" or "obj" not in cue.frames):
            return _draft(syntax, verb, _rest(syntax, verb, c), "to")
    if syntax.dep[verb] == "parataxis" or (syntax.dep[verb] == "ccomp" and _bare_aside(syntax, verb)):
        return _aside(syntax, verb)
    return _by_object(syntax, verb) or _inverted_tail(syntax, verb)


def _inverted_tail(syntax: Syntax, verb: int) -> Draft | None:
    """A cue and its source at the end of a sentence that the parser made something else of: "…, said officials"."""
    first, last = syntax.first[verb], syntax.last[verb]
    fenced = verb - first > 3 and syntax.lower[verb - 1] in (",", "–", "—", "-") and syntax.tag[verb] != "VBG"
    if not fenced or last - verb > 24 or not syntax.cues[verb].takes("clause") or syntax.quote[verb] >= 0:
        return None
    if any(syntax.pos[i] in ("VERB", "AUX") for i in range(verb + 1, last + 1)) or subject_of(syntax, verb):
        return None
    source = phrase_after(syntax, verb, last)
    return _draft(syntax, verb, [(first, verb - 1)], "clause", source) if source is not None else None


def _participle(syntax: Syntax, verb: int) -> bool:
    """Whether a cue tells what was put to the speaker: "Asked whether the road was safe, she said"."""
    alone = syntax.tag[verb] == "VBN" and syntax.child(verb, "aux", "auxpass", "nsubj", "nsubjpass", "agent") is None
    return alone and syntax.dep[verb] in ("advcl", "acl") and "told" in syntax.cues[verb].frames


def _particle_fits(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's particle is the one of its entry: "pointed out", but not "called off"."""
    particles = [syntax.lower[c] for c in syntax.children[verb] if syntax.dep[c] == "prt"]
    wants_out = "out" in syntax.cues[verb].frames
    if wants_out:
        return "out" in particles or any(syntax.lower[c] == "out" for c in syntax.children[verb])
    return not particles or any(f"prep:{p}" in syntax.cues[verb].frames for p in particles)


def _clause_frame(syntax: Syntax, verb: int, clause: int) -> str | None:
    cue = syntax.cues[verb]
    if "out" in cue.frames:
        return "out"
    if cue.takes("clause"):
        return "clause"
    passive = syntax.child(verb, "auxpass") is not None and syntax.child(verb, "agent") is None
    if cue.takes("that") and not passive and _opened(syntax, clause) in _OPEN_WORDS:
        return "that"
    if cue.takes("quote") and syntax.quote[clause] >= 0 and syntax.quote[clause] != syntax.quote[verb]:
        return "quote"
    return None


def _finite(syntax: Syntax, verb: int, clause: int, frame: str) -> Draft | None:
    """A cue with a finite clause, which stands after it, before it, or around it."""
    left, right = syntax.edges(clause)
    if clause > verb:
        left = max(left, verb + 1)
        if _to(syntax, clause) and "to" not in syntax.cues[verb].frames:
            return None
        return _draft(syntax, verb, [(left, _coordinated(syntax, verb, clause, right))], frame)
    return _postposed(syntax, verb, left, right, frame)


def _postposed(syntax: Syntax, verb: int, left: int, right: int, frame: str) -> Draft | None:
    """ "The plan works, she said", or "The plan, she said, works"."""
    source = subject_of(syntax, verb) or _inverted(syntax, verb)
    cut = verb if source is None or source[0] > verb else source[0]
    while (
        cut > left
        and syntax.lower[cut - 1] not in (",", "–", "-", "--", "—")
        and syntax.quote[cut - 1] == syntax.quote[verb]
    ):
        if syntax.pos[cut - 1] not in ("ADV", "AUX", "CCONJ", "SCONJ"):
            break
        cut -= 1
    if cut > 0 and ";" in syntax.lower[max(left, cut - 3) : cut]:
        return None
    begin = left if syntax.quote[verb] >= 0 else min(left, max(syntax.first[verb], _after_quotation(syntax, left)))
    pieces = [(begin, cut - 1)]
    if right > verb:
        resume = verb + 1 if source is None or source[0] < verb else source[1] + 1
        pieces.append((resume, right))
    return _draft(syntax, verb, pieces, frame, source)


def _inverted(syntax: Syntax, verb: int) -> tuple[int, int] | None:
    """The phrase after a cue that ends its sentence: "…, said in turn the minister"."""
    if syntax.child(verb, "auxpass") is not None:
        return None
    return phrase_after(syntax, verb, syntax.last[verb])


def _after_quotation(syntax: Syntax, i: int) -> int:
    """The first token of the sentence of ``i`` that no earlier closed quotation covers."""
    first = syntax.first[i]
    for j in range(i - 1, first - 1, -1):
        if syntax.quote[j] >= 0 and syntax.quote[j] != syntax.quote[i]:
            return j + 1
    return first


def _aside(syntax: Syntax, verb: int) -> Draft | None:
    """A cue thrown into the clause that it reports: "The plan, she said, works"."""
    cue, up = syntax.cues[verb], syntax.head[verb]
    frame = cue.takes("clause", "quote")
    if frame is None or subject_of(syntax, verb) is None:
        return None
    own_left, own_right = syntax.edges(verb)
    left, right = syntax.edges(up)
    if not left <= own_left or own_right - own_left > 30:
        return None
    return _draft(syntax, verb, [(left, own_left - 1), (own_right + 1, right)], frame)


def _bare_aside(syntax: Syntax, verb: int) -> bool:
    """A clause of nothing but subject and cue between commas, which the parser took for a complement."""
    left, right = syntax.edges(verb)
    fenced = left > 0 and syntax.lower[left - 1] == "," and right + 1 < len(syntax) and syntax.lower[right + 1] in ",."
    return fenced and right - left <= 6 and syntax.child(verb, "nsubj") is not None


def _by_object(syntax: Syntax, verb: int) -> Draft | None:
    """Frames whose content is an object or a phrase: "condemned the raid", "called for talks", "called it a win"."""
    cue = syntax.cues[verb]
    dobj = next((c for c in syntax.children[verb] if syntax.dep[c] in _OBJECTS and c > verb), None)
    if "as" in cue.frames and (judged := _judgement(syntax, verb, dobj)) is not None:
        return judged
    preposed = [f[5:] for f in cue.frames if f.startswith("prep:")]
    for c in syntax.children[verb]:
        if syntax.dep[c] in ("prep", "prt") and c > verb and syntax.lower[c] in preposed:
            inside = syntax.child(c, "pobj", "pcomp")
            if inside is not None and not (dobj is not None and dobj > c):
                return _draft(syntax, verb, _rest(syntax, verb, inside), f"prep:{syntax.lower[c]}")
    if dobj is None:
        return None
    purpose = syntax.dep[verb] in ("advcl", "acl", "relcl") and _to(syntax, verb)
    if purpose or ("noun" in cue.frames and "obj" not in cue.frames):
        return None
    worded = cue.takes("clause", "quote") is not None and _quoted_part(syntax, dobj)
    if ("obj" in cue.frames or worded) and syntax.lower[dobj] not in ("himself", "herself", "themselves", "itself"):
        return _draft(syntax, verb, _rest(syntax, verb, dobj), "obj")
    return None


def _quoted_part(syntax: Syntax, noun: int) -> bool:
    """Whether a phrase is, in part, in the source's own words: "suggested a walk “without shoes”"."""
    left, right = syntax.edges(noun)
    outer = syntax.quote[left]
    return any(syntax.quote[i] not in (-1, outer) for i in range(left, min(right, left + _MAX_CLAUSE) + 1))


def _judgement(syntax: Syntax, verb: int, dobj: int | None) -> Draft | None:
    """ "called it a success", "is seen as an ally": the thing judged and the judgement together."""
    name = next((c for c in syntax.children[verb] if syntax.dep[c] in ("oprd", "ccomp", "xcomp", "attr")), None)
    said_as = next((c for c in syntax.children[verb] if syntax.dep[c] == "prep" and syntax.lower[c] == "as"), None)
    verdict = name if name is not None and name > verb else said_as
    if verdict is None or verdict < verb:
        return None
    passive = syntax.child(verb, "nsubjpass")
    if dobj is None and passive is not None:
        left, right = syntax.edges(verdict)
        return _draft(syntax, verb, [_edges(syntax, passive), (left, right)], "as")
    begin = dobj if dobj is not None and dobj < verdict else verdict
    return _draft(syntax, verb, _rest(syntax, verb, begin), "as")


def _edges(syntax: Syntax, i: int) -> tuple[int, int]:
    left, right = syntax.edges(i)
    return left, right


def _rest(syntax: Syntax, verb: int, begin: int) -> list[tuple[int, int]]:
    """From the phrase of ``begin`` to the end of what the verb governs, short of a further main verb."""
    left = max(verb + 1, syntax.edges(begin)[0])
    right = syntax.edges(begin)[1]
    for c in syntax.children[verb]:
        if c > begin and syntax.dep[c] in _TAIL:
            if syntax.dep[c] in ("conj", "cc") or (syntax.dep[c] == "ccomp" and syntax.quote[c] >= 0):
                break
            right = max(right, syntax.edges(c)[1])
    cut = _before_next_cue(syntax, verb, max(begin, left), right)
    return [(left, right if cut is None else cut)]


def _coordinated(syntax: Syntax, verb: int, clause: int, right: int) -> int:
    """The end of a clause, short of a further cue of the same source: "said that … and added that …"."""
    cut = _before_next_cue(syntax, verb, clause, right)
    if cut is not None:
        return cut
    more = next((c for c in syntax.children[verb] if c > right and _goes_on(syntax, verb, c)), None)
    return syntax.edges(more)[1] if more is not None else right


def _before_next_cue(syntax: Syntax, verb: int, clause: int, right: int) -> int | None:
    """The last token before a further cue of the same source, or before another source of the whole."""
    for k in range(clause + 1, min(right, clause + _MAX_CLAUSE) + 1):
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


_CONCEDING = frozenset({"although", "though", "while", "whereas"})


def _goes_on(syntax: Syntax, verb: int, c: int) -> bool:
    """Whether a verb beside the cue belongs to its clause: "said it was ready and would come"."""
    if syntax.dep[c] != "conj" or c in syntax.cues or syntax.child(c, "nsubj", "nsubjpass") is not None:
        return False
    modal = any(syntax.dep[x] == "aux" and syntax.lower[x] in _MODALS for x in syntax.children[c])
    return modal and syntax.tag[verb] == "VBD"


_MODALS = frozenset({"would", "could", "should", "might", "must"})
_MAX_CLAUSE = 160


def _draft(
    syntax: Syntax, verb: int, pieces: list[tuple[int, int]], frame: str, source: tuple[int, int] | None = None
) -> Draft | None:
    source = source or subject_of(syntax, verb)
    content = [s for s in (content_span(syntax, i, j, verb) for i, j in pieces if i <= j) if s is not None]
    if not content:
        return None
    base = _CONFIDENCE.get(frame, 0.45)
    found = Attribution(
        as_spans(syntax, source), cue_spans(syntax, verb, frame), tuple(content), base if source else base - 0.2
    )
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
    if j + 1 < len(syntax) and syntax.quote[j] == inside != syntax.quote[j + 1] and syntax.last[j] > j:
        j += syntax.paragraph[j] == syntax.paragraph[j + 1]
    begin, finish = syntax.start[i], syntax.end[j]
    first, last = syntax.quote[i], syntax.quote[j]
    if first >= 0 and first != inside and not syntax.opening[first] <= cue <= syntax.closing[first]:
        begin = min(begin, syntax.quotations[first].start)
    if last >= 0 and last != inside and not syntax.opening[last] <= cue <= syntax.closing[last]:
        finish = max(finish, _piece_end(syntax, last, finish))
    if inside >= 0:
        begin, finish = _within_marks(syntax, begin, finish, inside)
    return Span(begin, finish) if begin < finish else None


_MARKS = "“”\"„«»`'‘’ "


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
        return syntax.span(*_edges(syntax, passive))
    return None


_SAID_TO = frozenset(
    {"say", "write", "explain", "announce", "reply", "suggest", "speak", "talk", "complain", "report", "state"}
)


def _to(syntax: Syntax, clause: int) -> bool:
    return any(syntax.tag[c] == "TO" for c in syntax.children[clause])


def _opened(syntax: Syntax, clause: int) -> str:
    """The word that opens a clause."""
    left, _ = syntax.edges(clause)
    while left < clause and syntax.pos[left] in ("PUNCT", "SPACE"):
        left += 1
    return syntax.lower[left]
