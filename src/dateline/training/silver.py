"""What a teacher reads in copy that nobody has marked: ``python -m dateline.training.silver ... --out FILE``.

The judge of events and the teacher's heads (:mod:`dateline.training.teacher`) are weighed together, the teacher more
than our own heads are when we read. What they find teaches as if it were marked, at half the weight; a word about
which they are in doubt teaches nothing. Writes lessons for ``--silver`` of :mod:`dateline.training.joint`.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from dateline.evaluate.rows import gold_rows
from dateline.events import find_events
from dateline.events.judge import NONE, Judge, loaded
from dateline.events.network import Floats
from dateline.grammar import Parse
from dateline.language.encoded import States
from dateline.language.pieces import cut
from dateline.schema import Event
from dateline.training import joint, teacher
from dateline.training.event_lessons import Gold, Lesson, Source, lesson_of, scenes

WEIGHT = 0.5
WEIGHTS: Mapping[str, float] = {"type": 0.6, "side": 0.4, "stand": 0.5}
EVENT, DOUBT = 0.42, 0.15
"""From which chance on a word is an event, and from which on it is not surely none."""
_AT_ONCE = 16


def states_of(run: joint.Run, tokenizer: Tokenizer, text: str, states: States) -> States:
    """``states`` with the teacher's last layer in place of our encoder's."""
    pieces = cut(text, tokenizer)
    firsts = np.flatnonzero(pieces.first)
    if not len(firsts):
        return states
    rows: Floats = joint.states(run.model, pieces)[firsts]
    at = np.searchsorted(pieces.start[firsts], states.start, side="right") - 1
    return replace(states, last=rows[np.maximum(at, 0)].astype(np.float16))


def silver(rows: Sequence[Mapping[str, Any]], run: joint.Run, tokenizer: Tokenizer, judge: Judge) -> Iterator[Lesson]:
    """A lesson of each of ``rows``, which have ``id`` and ``text``."""
    judge = replace(judge, heads=run.heads.frozen(), weights=WEIGHTS, limits=replace(judge.limits, event=EVENT))
    sources = [Source(f"silver:{row['id']}", row["text"], row.get("published_at"), ()) for row in rows]
    for source, read in scenes(sources):
        if read.grammar.states is None:
            continue
        states = states_of(run, tokenizer, source.text, read.grammar.states)
        grammar: Parse = replace(read.grammar, states=states)
        events = find_events(grammar, read.toponyms, read.timeline, read.figures, read.cast, judge)
        told = replace(source, gold=tuple(map(_gold, events)), weight=WEIGHT)
        lesson = lesson_of(told, read.scene, read.grammar.states)
        traits = read.scene.traits()
        chances = judge.chances(traits, judge.reduced(read.scene.words, states)) if traits else np.zeros((0, NONE + 1))
        doubted = {t.word.i for t, row in zip(traits, chances, strict=True) if 1 - row[NONE] > DOUBT}
        possible = tuple(
            replace(one, asked=replace(one.asked, weight=0.0)) if one.gold is None and one.word in doubted else one
            for one in lesson.possible
        )
        yield replace(lesson, possible=possible)


def _gold(event: Event) -> Gold:
    actors, recipients = (
        tuple(((p.start, p.end),) for p in side if p.start is not None and p.end is not None)
        for side in (event.actors, event.recipients)
    )
    return Gold(tuple(event.trigger), event.type, event.modality, actors, recipients)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, and write the lessons."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    parser.add_argument("--teacher", type=Path, required=True, help="weights.pt of dateline.training.teacher")
    parser.add_argument("--judge", type=Path, required=True, help="events.npz, taught without what is held out")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, help="JSON lines with id and text")
    parser.add_argument("--out", type=Path, required=True, help="lessons.pickle")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    tokenizer = joint.pieces_of_minilm()
    run, judge = teacher.taught(chosen.base, chosen.teacher, tokenizer), loaded(chosen.judge)
    rows = [row for path in chosen.texts for row in gold_rows(path)]
    found: list[Lesson] = []
    for first in range(0, len(rows), _AT_ONCE):
        found += silver(rows[first : first + _AT_ONCE], run, tokenizer, judge)
        print(f"{len(found)} of {len(rows)}", flush=True)
    chosen.out.write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main()
