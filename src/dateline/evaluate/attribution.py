"""Who said what: sources, cues and contents against marked attributions (PolNeAR; Newell, Margolin and Ruths 2018).

Spans are compared as sets of tokens of a fixed pattern, so that no tokenizer is favoured. Within an article each
statement meets at most one marked attribution, best overlap of the contents first. The headline figure is ``joint``:
content and source both overlap by at least half. The corpus marks outermost attributions only, so statements that
stand inside another are left out.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.evaluate.measures import Hits, Measure, jaccard
from dateline.evaluate.rows import is_unseen, spans
from dateline.schema import Reading, Span

HALF = 0.5
_TOKEN = re.compile(r"\w+(?:['’.\-]\w+)*|[^\w\s]")
_MARK = re.compile("``|''|[“„«”»\"]")
_OPENING, _CLOSING = frozenset(["“", "„", "«", '"', "``"]), frozenset(["”", "»", '"', "''"])
_ROLES = ("content", "cue", "source")
Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Triple:
    """An attribution as three sets of tokens, and whether its content is quoted."""

    source: Tokens
    cue: Tokens
    content: Tokens
    kind: str

    def role(self, name: str) -> Tokens:
        """The tokens of the role ``name``."""
        tokens: Tokens = getattr(self, name)
        return tokens


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """The ranges in double quotation marks, marks included, a paragraph at a time.

    A quotation that its paragraph leaves open counts to the paragraph's end if its mark can only open or the next
    paragraph opens with a mark; otherwise the mark is a stray one.
    """
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        begun: re.Match[str] | None = None
        for mark in _MARK.finditer(text, line.start(), line.end()):
            if begun is None:
                begun = mark if mark.group() in _OPENING else None
            elif mark.group() in _CLOSING:
                yield begun.start(), mark.end()
                begun = None
        if begun is not None:
            goes_on = following is not None and following.group().lstrip()[:1] in ("“", "„", "«", '"')
            if goes_on or begun.group() != '"':
                yield begun.start(), line.end()


class Tokenized:
    """A text cut into words and marks, and which of them are quoted."""

    def __init__(self, text: str) -> None:
        tokens = list(_TOKEN.finditer(text))
        self._starts = [t.start() for t in tokens]
        self._ends = [t.end() for t in tokens]
        self._words = frozenset(i for i, t in enumerate(tokens) if t.group()[0].isalnum() or t.group()[0] == "_")
        self._quoted = self.touched([Span(s, e) for s, e in quoted(text)])

    def touched(self, pieces: Sequence[Span]) -> Tokens:
        """The tokens that ``pieces`` touch, by number."""
        found: set[int] = set()
        for start, end in pieces:
            if start < end:
                found.update(range(bisect.bisect_right(self._ends, start), bisect.bisect_left(self._starts, end)))
        return frozenset(found)

    def triple(self, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> Triple:
        """An attribution in tokens; its content is direct, mixed or indirect by how many of its words are quoted."""
        said = self.touched(content)
        words = said & self._words
        inside = len(words & self._quoted)
        kind = "direct" if words and inside == len(words) else "mixed" if inside else "indirect"
        return Triple(self.touched(source), self.touched(cue), said, kind)


def aligned(
    gold: Sequence[Triple], predicted: Sequence[Triple], role: str, tie: Callable[[Triple, Triple], float]
) -> list[tuple[Triple, Triple]]:
    """Pairs that share a token of ``role``, each triple in one pair at most, best overlap first."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for i, g in enumerate(gold):
        for token in g.role(role):
            holders[token].add(i)
    candidates = []
    for j, p in enumerate(predicted):
        for i in set[int]().union(*(holders[t] for t in p.role(role) if t in holders)):
            candidates.append((-jaccard(gold[i].role(role), p.role(role)), -tie(gold[i], p), i, j))
    taken_gold, taken_predicted, pairs = set[int](), set[int](), []
    for *_, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _edges(g: Triple, p: Triple) -> float:
    return jaccard(g.source, p.source) + jaccard(g.cue, p.cue)


class Tally:
    """Counts over a corpus, by row ("source exact") and side ("right", "gold", "predicted")."""

    def __init__(self) -> None:
        self._count: Counter[tuple[str, str]] = Counter()

    def add(self, gold: Sequence[Triple], predicted: Sequence[Triple]) -> None:
        """Count one article."""
        self._sizes("gold", gold)
        self._sizes("predicted", predicted)
        for g, p in aligned(gold, predicted, "cue", lambda g, p: 0.0):
            self._compare("cue", g.cue, p.cue)
        for g, p in aligned(gold, predicted, "content", _edges):
            self._compare("content", g.content, p.content)
            self._compare("source", g.source, p.source)
            said = jaccard(g.content, p.content) >= HALF
            joint = said and jaccard(g.source, p.source) >= HALF
            whole = joint and jaccard(g.cue, p.cue) >= HALF
            for row, right in (("content", said), ("joint", joint)):
                self._count[f"{row} {g.kind}", "right"] += right
                self._count[f"{row} {p.kind}", "right predicted"] += right
            self._count["joint", "right"] += joint
            self._count["joint exact", "right"] += g.content == p.content and g.source == p.source
            self._count["triple", "right"] += whole

    def _sizes(self, side: str, triples: Sequence[Triple]) -> None:
        for t in triples:
            for row in ("joint", "joint exact", "triple", f"joint {t.kind}", f"content {t.kind}"):
                self._count[row, side] += 1
            for role in _ROLES:
                tokens = t.role(role)
                self._count[f"{role} exact", side] += bool(tokens) or role == "content"
                self._count[f"{role} relaxed", side] += bool(tokens) or role == "content"
                self._count[f"{role} tokens", side] += len(tokens)

    def _compare(self, role: str, gold: Tokens, predicted: Tokens) -> None:
        if gold and predicted:
            self._count[f"{role} exact", "right"] += gold == predicted
            self._count[f"{role} relaxed", "right"] += jaccard(gold, predicted) >= HALF
            self._count[f"{role} tokens", "right"] += len(gold & predicted)

    def hits(self, row: str) -> Hits:
        """The counts of one row."""
        right = self._count[row, "right"]
        by_kind = row.rsplit(" ", 1)[-1] in ("direct", "mixed", "indirect")
        right_predicted = self._count[row, "right predicted"] if by_kind else right
        return Hits(right, self._count[row, "gold"], self._count[row, "predicted"], right_predicted)


ROWS = (
    "joint", "joint direct", "joint mixed", "joint indirect", "joint exact", "triple",
    "source exact", "source relaxed", "source tokens", "cue exact", "cue relaxed", "cue tokens",
    "content exact", "content relaxed", "content tokens", "content direct", "content mixed", "content indirect",
)  # fmt: skip


def score(rows: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> list[Measure]:
    """F1 by row; gold rows hold ``attributions`` with ``source``, ``cue`` and ``content``, lists of offset pairs.

    ``ignore`` may name ranges in which nobody has marked anything: what was read there is left out.
    """
    tally = Tally()
    for row, reading in zip(rows, readings, strict=True):
        text = Tokenized(row["text"])
        gold = [
            text.triple(spans(a.get("source")), spans(a.get("cue")), spans(a.get("content")))
            for a in row["attributions"]
        ]
        unseen = spans(row.get("ignore"))
        outermost = [s for s in reading.cast.statements if s.parent is None and not is_unseen(s.content, unseen)]
        tally.add(gold, [text.triple(s.source, s.cue, s.content) for s in outermost])
    return [tally.hits(row).measure(row) for row in ROWS]
