"""From scores of word pieces to linked attributions, in numpy.

Cues are found by Viterbi decoding of begin/inside/outside tags (Ramshaw and Marcus, 1995), with more of them let
through than are kept. For each cue the linking head's scores are decoded the same way into one source and the pieces
of one content. A logistic model of how sure each part is gives the chance that source and content are both right;
what is too doubtful is dropped, and of two attributions that claim the same words the surer one has them.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.language.encoder import Floats, Window, homes
from dateline.language.pieces import Pieces

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINKS = ("O", "B-source", "I-source", "B-content", "I-content")
BILINEAR, ADDITIVE = 64, 96
"""Dimensions of the linking head: of each label's bilinear form, of the additive layer."""
REACH = 64
"""Distances in pieces are told apart up to this; beyond it by powers of two."""
DISTANCES = 2 * (REACH + 4) + 1
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is tuned on held-out articles after training."""

    cue_bias: float = 1.0
    """Added to the scores of cue tags, so that doubtful cues are looked at."""
    begin: float = -0.7
    """Added to the score of opening a piece of content: fewer, longer pieces where it is below nothing."""
    outside: float = 0.0
    """Added to the score of words that belong to no part of the attribution."""
    keep: float = 0.33
    """An attribution is kept if it is right with at least this chance; half the F1 that is reached is best."""
    weights: tuple[float, ...] = ()
    """The logistic model of confidence: a constant, then one weight a feature."""


@dataclass(frozen=True, slots=True)
class Head:
    """The weights of the linking head that are not in the encoder's graph."""

    distance: Floats
    """Distance buckets by ``ADDITIVE``."""
    additive: Floats
    """``LINKS`` by ``ADDITIVE``."""
    bias: Floats


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with its source and its content: ranges of piece numbers, and what the confidence is made of."""

    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    features: tuple[float, ...]
    confidence: float = 0.0


def distance_bucket(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of a signed distance in pieces."""
    size = np.abs(offset)
    far = REACH + np.minimum(np.log2(np.maximum(size, REACH) / REACH).astype(np.int64), 3) + 1
    bucket = np.where(size <= REACH, size, far)
    return np.where(offset < 0, -bucket, bucket) + REACH + 4


def viterbi(scores: Floats) -> NDArray[np.int64]:
    """The best sequences of BIO labels, sequences by places; label 0 is outside, then begin and inside in turn.

    Outside and the begins can follow any label, so that the best before each of them is the same; an inside follows
    its own begin or itself. Of equal ways the one over the lower label is taken.
    """
    rows, places, labels = scores.shape
    if not places:
        return np.zeros((rows, 0), dtype=np.int64)
    if rows == 1:
        return np.array([_best_path(scores[0].tolist(), labels)], dtype=np.int64)
    free = labels - labels // 2
    # outside and the begins, then the insides; the sequences last, so that each step is over few long rows
    ordered = [0, *range(1, labels, 2), *range(2, labels, 2)]
    fed = np.ascontiguousarray(scores.transpose(1, 2, 0)[:, ordered])
    reached = np.zeros((labels, rows), dtype=np.float32)
    reached[free:] = _NEVER
    best = np.empty((places, labels, rows), dtype=np.float32)
    np.add(reached, fed[0], out=best[0])
    open_ends, inner = reached[:free], reached[free:]
    for before, begun, inside, here, after in zip(
        best[:-1], best[:-1, 1:free], best[:-1, free:], fed[1:], best[1:], strict=True
    ):
        _highest(before, axis=0, out=open_ends[0])
        open_ends[1:] = open_ends[0]
        _higher(begun, inside, out=inner)
        _add(reached, here, out=after)
    return _followed(best, np.argsort(ordered), free)


def _best_path(scores: Sequence[Sequence[float]], labels: int) -> list[int]:
    """What ``viterbi`` gives for one sequence of up to three kinds of parts, faster; sums are rounded to 32 bits as
    those of arrays are."""
    # written out, since a loop over so few labels takes longer than what it does
    spare = (_FAR,) * (_LABELS - labels)
    start = (s + (float(_NEVER) if n and n % 2 == 0 else 0.0) for n, s in enumerate((*scores[0], *spare)))
    best: tuple[float, ...] = _rounded(_packed(*start))
    back: list[tuple[int, ...]] = []
    for here in scores[1:]:
        top = max(best)
        way = best.index(top)
        _, first, in_first, second, in_second, third, in_third = best
        to_first, to_second, to_third = (1, 3, 5)
        if in_first > first:
            first, to_first = in_first, 2
        if in_second > second:
            second, to_second = in_second, 4
        if in_third > third:
            third, to_third = in_third, 6
        back.append((way, way, to_first, way, to_second, way, to_third))
        o, a, b, c, d, e, f = (*here, *spare) if spare else here
        best = _rounded(_packed(top + o, top + a, first + b, top + c, second + d, top + e, third + f))
    path = [best.index(max(best))]
    for ways in reversed(back):
        path.append(ways[path[-1]])
    return path[::-1]


_LABELS = len(TAGS)
_FAR = -1e30
"""The score of a label that there is not."""
_packed, _rounded = struct.Struct(f"{_LABELS}f").pack, struct.Struct(f"{_LABELS}f").unpack
_highest, _higher, _add = np.maximum.reduce, np.maximum, np.add


def _followed(best: Floats, order: NDArray[np.int64], free: int) -> NDArray[np.int64]:
    """The way back along the ``best`` of each place, sequences by places; ``order`` puts its labels in turn."""
    labels = best.shape[1]
    back = np.repeat(best[:, order].argmax(axis=1)[:, None], labels, axis=1)
    for inside in range(2, labels, 2):
        begun, within = best[:, inside // 2], best[:, free + inside // 2 - 1]
        back[:, inside] = np.where(within > begun, inside, inside - 1)
    found = [back[-1, 0].tolist()]
    for step in reversed(back[:-1].tolist()):
        found.append([step[label][row] for row, label in enumerate(found[-1])])
    return np.array(found[::-1], dtype=np.int64).T


def segments(labels: NDArray[np.int64], begin: int) -> list[tuple[int, int]]:
    """Half-open runs that open with the label ``begin`` and go on with the one after it."""
    found: list[tuple[int, int]] = []
    for start in np.flatnonzero(labels == begin).tolist():
        stop = start + 1
        while stop < len(labels) and labels[stop] == begin + 1:
            stop += 1
        found.append((start, stop))
    return found


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    normal: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normal


def candidates(pieces: Pieces, windows: Sequence[Window], head: Head, settings: Settings) -> list[Linked]:
    """All attributions of an article that are worth a thought, with their confidence."""
    if not windows:
        return []
    home = homes(len(pieces), [(w.start, w.stop) for w in windows])
    tags = np.empty((len(pieces), len(TAGS)), dtype=np.float32)
    for n, window in enumerate(windows):
        own = home[window.start : window.stop] == n
        tags[window.start : window.stop][own] = window.tags[own]
    words = np.flatnonzero(pieces.first)
    logs = log_softmax(tags)
    biased = logs[words].copy()
    biased[:, 3:5] += settings.cue_bias
    cues = [(int(words[a]), int(words[b - 1]) + 1) for a, b in segments(viterbi(biased[None])[0], 3)]
    found: list[_Scored] = []
    for n, window in enumerate(windows):
        if own_cues := [c for c in cues if home[c[0]] == n]:
            found.append(_scored(pieces, window, own_cues, logs, head, settings))
    return [one for scored in zip(found, _paths(found), strict=True) for one in _linked(*scored, settings)]


@dataclass(frozen=True, slots=True)
class _Scored:
    """The cues at home in a window, with what the linking head says of its words."""

    cues: Sequence[tuple[int, int]]
    chances: list[float]
    """Of each cue, how sure the tags are of it."""
    numbers: NDArray[np.int64]
    """The pieces that begin the window's words."""
    scores: Floats
    """Cues by words by ``LINKS``."""
    joined: Floats
    """The same, for decoding."""


def _scored(
    pieces: Pieces, window: Window, cues: Sequence[tuple[int, int]], logs: Floats, head: Head, settings: Settings
) -> _Scored:
    words = np.flatnonzero(pieces.first[window.start : window.stop])
    scores = log_softmax(link_scores(window, [(a - window.start, b - window.start) for a, b in cues], words, head))
    joined = scores.copy()
    joined[..., 0] += settings.outside
    joined[..., 3] += settings.begin
    numbers = words + window.start
    inside = [(numbers >= a) & (numbers < b) for a, b in cues]
    for row, taken in enumerate(inside):
        joined[row, taken, 1:] = _NEVER
    said = np.exp(logs[numbers][:, 3:5]).sum(axis=1)
    return _Scored(cues, [float(said[taken].mean()) for taken in inside], numbers, scores, joined)


def _paths(found: Sequence[_Scored]) -> list[NDArray[np.int64]]:
    """The best labels of each window's words for each of its cues: all decoded at once, the shorter ones filled up."""
    if not found:
        return []
    filled = np.full((sum(len(f.cues) for f in found), max(len(f.numbers) for f in found), len(LINKS)), _NEVER)
    filled[..., 0] = 0
    rows = list(itertools.accumulate((len(f.cues) for f in found), initial=0))
    for low, high, one in zip(rows[:-1], rows[1:], found, strict=True):
        filled[low:high, : len(one.numbers)] = one.joined
    paths = viterbi(filled)
    return [paths[low:high, : len(f.numbers)] for low, high, f in zip(rows[:-1], rows[1:], found, strict=True)]


def _linked(scored: _Scored, paths: NDArray[np.int64], settings: Settings) -> list[Linked]:
    """Source and content of each cue of a window."""
    chances = np.exp(scored.scores)
    return [
        _read(cue, path, chance_of, chance, scored.numbers, settings)
        for cue, path, chance_of, chance in zip(scored.cues, paths, chances, scored.chances, strict=True)
    ]


def link_scores(window: Window, cues: Sequence[tuple[int, int]], words: NDArray[np.int64], head: Head) -> Floats:
    """Scores over ``LINKS`` of the pieces ``words`` for each cue; all numbers count from the window's start."""
    asked = np.stack([window.asked[a:b].mean(axis=0) for a, b in cues])
    offered = window.offered[words]
    edge = len(LINKS) * BILINEAR
    left = asked[:, :edge].reshape(len(cues), len(LINKS), BILINEAR)
    right = offered[:, :edge].reshape(len(words), len(LINKS), BILINEAR)
    bilinear = np.einsum("cld,pld->cpl", left, right, optimize=True) / math.sqrt(BILINEAR)
    away = distance_bucket(words[None, :] - np.array([a for a, _ in cues])[:, None])
    inner = asked[:, None, edge:] + offered[None, :, edge:]
    inner += head.distance[away]
    np.maximum(inner, 0, out=inner)
    scores: Floats = (bilinear + inner @ head.additive.T + head.bias).astype(np.float32)
    return scores


def _read(
    cue: tuple[int, int],
    path: NDArray[np.int64],
    chances: Floats,
    cue_chance: float,
    words: NDArray[np.int64],
    settings: Settings,
) -> Linked:
    """One cue's decoded labels as an attribution."""
    source = chances[:, 1] + chances[:, 2]
    content = chances[:, 3] + chances[:, 4]
    sources = sorted(segments(path, 1), key=lambda s: -float(source[s[0] : s[1]].sum()))[:1]
    contents = segments(path, 3)

    def mean(row: Floats, spans: Sequence[tuple[int, int]], default: float) -> float:
        taken = [row[a:b] for a, b in spans]
        return float(np.concatenate(taken).mean()) if taken else default

    def borders(spans: Sequence[tuple[int, int]], begin: int) -> float:
        return sum(math.log(float(chances[a, begin]) + 1e-4) for a, _ in spans) / max(1, len(spans))

    features = (
        _logit(cue_chance),
        _logit(mean(content, contents, 0.0)),
        _logit(mean(source, sources, 0.0)) if sources else 0.0,
        _logit(1 - float(source.max())) if not sources else 0.0,
        1.0 if sources else 0.0,
        borders(contents, 3),
        borders(sources, 1),
        math.log1p(sum(b - a for a, b in contents)),
        float(len(contents)),
        # content that the linking head sees in words left outside: a sign that a piece is missing
        math.log1p(max(0.0, float(content.sum()) - sum(float(content[a:b].sum()) for a, b in contents))),
    )

    def ranges(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((int(words[a]), int(words[b - 1]) + 1) for a, b in spans)

    return Linked((cue,), ranges(sources), ranges(contents), features, confidence(features, settings))


def _logit(chance: float) -> float:
    bounded = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


def confidence(features: Sequence[float], settings: Settings) -> float:
    """The chance that source and content are both right."""
    if not settings.weights:
        return 1 / (1 + math.exp(-features[0]))
    total = settings.weights[0] + sum(w * f for w, f in zip(settings.weights[1:], features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def kept(linked: Sequence[Linked], settings: Settings) -> list[Linked]:
    """The attributions that are sure enough, none with the words of another's content; in the order of their cues."""
    taken: set[int] = set()
    chosen: list[Linked] = []
    for one in sorted(linked, key=lambda item: (-item.confidence, item.cue)):
        if one.confidence < settings.keep or not one.content:
            continue
        claimed = {i for a, b in one.content for i in range(a, b)}
        left = tuple((a, b) for a, b in one.content if not taken & set(range(a, b)))
        remaining = {i for a, b in left for i in range(a, b)}
        if 2 * len(remaining) < len(claimed):
            continue
        taken |= remaining
        chosen.append(Linked(one.cue, one.source, left, one.features, one.confidence))
    return sorted(chosen, key=lambda item: (item.cue, item.content))
