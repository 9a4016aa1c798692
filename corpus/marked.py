#!/usr/bin/env python3
"""Read, check and score the marked stories of the Dateline corpus; needs nothing but Python 3.11.

    marked.py check FILE...              complain about what is wrong in marked files
    marked.py text FILE...               JSON lines {"id", "text", "published_at"}: what a reader is given
    marked.py gold FILE...               JSON lines of the marks, with offsets in code points into the text
    marked.py score READING.jsonl FILE...   score what a reader found (the output of `dateline annotate`, or its like)
    marked.py agree FILE OTHER           score one marking of a story against another

A marked file is a JSON head, a line of three dashes, and the copy with tags that vanish when it is read; README.md
beside this file has the format. A story's text is the copy without its tags, line ends as they stand, one at its end.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

KINDS = {"headline", "byline", "dateline", "subhead", "body", "related", "promo", "caption", "note", "background"}
FURNITURE = {"byline", "related", "promo", "caption", "note", "background"}
MODES = {"direct", "indirect", "mixed"}
TYPES = set(
    """AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
    COERCE ASSAULT""".split()  # noqa: SIM905
)
MODALITIES = {"asserted", "reported", "intended", "hoped", "demanded", "denied", "hypothetical", "historical"}
HEAD = ("id", "published_at", "dateline", "actors", "statements", "events", "house", "genre", "country", "decade",
        "translated", "places", "figures")  # fmt: skip
_TAG = re.compile(r"\[\[(/?)([bmsqcet])(?::([^\]]*))?\]\]")

Story = dict[str, Any]
Spans = Sequence[Sequence[int]]


def read(path: str | Path) -> Story:
    """The story at ``path`` with its marks as spans; raises ValueError where its tags do not hold."""
    head_text, _, marked = Path(path).read_text(encoding="utf-8").partition("\n---\n")
    story: Story = json.loads(head_text)
    text, spans = _untagged(marked.rstrip("\n") + "\n", path)
    pieces: defaultdict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for kind, value, start, end in spans:
        pieces[kind, value].append([start, end])
    story["text"] = text
    story["blocks"] = [{"kind": v, "start": s, "end": e} for k, v, s, e in spans if k == "b"]
    story["mentions"] = [{"actor": v, "start": s, "end": e} for k, v, s, e in spans if k == "m"]
    story["times"] = [{"value": v, "start": s, "end": e} for k, v, s, e in spans if k == "t"]
    parts = {"source": "s", "cue": "q", "content": "c"}
    story["statements"] = [
        {"id": n, **told, **{name: pieces[tag, n] for name, tag in parts.items()}}
        for n, told in story["statements"].items()
    ]
    story["events"] = [{"id": n, **told, "trigger": pieces["e", n]} for n, told in story["events"].items()]
    for layer in ("places", "figures"):
        for row in story.get(layer, []):
            row["start"] = _nth(text, row["text"], row.get("nth", 1))
            row["end"] = row["start"] + len(row["text"])
    return story


def _untagged(marked: str, path: str | Path) -> tuple[str, list[tuple[str, str, int, int]]]:
    parts: list[str] = []
    found: list[tuple[str, str, int, int]] = []
    open_tags: list[tuple[str, str | None, int]] = []
    at = length = 0
    for tag in _TAG.finditer(marked):
        parts.append(marked[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        close, kind, value = tag.groups()
        if not close:
            open_tags.append((kind, value, length))
            continue
        match = next((i for i in reversed(range(len(open_tags))) if _closes(open_tags[i], kind, value)), None)
        if match is None:
            raise ValueError(f"{path}: {tag.group()} closes nothing")
        kind, opened, start = open_tags.pop(match)
        found.append((kind, opened or "", start, length))
    if open_tags:
        raise ValueError(f"{path}: never closed: {open_tags}")
    return "".join([*parts, marked[at:]]), sorted(found, key=lambda span: (span[2], -span[3]))


def _closes(opened: tuple[str, str | None, int], kind: str, value: str | None) -> bool:
    return opened[0] == kind and (value is None or opened[1] == value)


def _nth(text: str, words: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
        if at < 0:
            raise ValueError(f"{words!r} does not stand {nth} times in the text")
    return at


def faults(path: str | Path) -> list[str]:
    """What is wrong with the marked file at ``path``."""
    try:
        story = read(path)
    except (ValueError, KeyError, OSError) as error:
        return [str(error)]
    wrong = [f"the head has no {key!r}" for key in HEAD if key not in story]
    actors, known = story["actors"], {s["id"] for s in story["statements"]}
    covered = [False] * len(story["text"])
    for block in story["blocks"]:
        if block["kind"] not in KINDS:
            wrong.append(f"no such kind of block: {block['kind']}")
        covered[block["start"] : block["end"]] = [True] * (block["end"] - block["start"])
    wrong += [f"in no block: {c!r} at {i}" for i, c in enumerate(story["text"]) if not covered[i] and not c.isspace()][
        :3
    ]
    for s in story["statements"]:
        checks = {
            "content": bool(s["content"]), "mode": s["mode"] in MODES, "speaker": s["speaker"] in {None, *actors},
            "via": s.get("via") is None or str(s["via"]) in known,
        }  # fmt: skip
        wrong += [f"statement {s['id']}: {name}" for name, right in checks.items() if not right]
    for e in story["events"]:
        checks = {
            "trigger": bool(e["trigger"]), "type": e["type"] in TYPES, "modality": e["modality"] in MODALITIES,
            "sides": all(a in actors for a in [*e["actor"], *e["recipient"]]),
            "statement": e.get("statement") is None or str(e["statement"]) in known,
        }  # fmt: skip
        wrong += [f"event {e['id']}: {name}" for name, right in checks.items() if not right]
    return wrong + [f"a mention of nobody: {m['actor']}" for m in story["mentions"] if m["actor"] not in actors]


def as_reading(story: Story) -> dict[str, Any]:
    """A marked story in the shape of a reader's output, so that one marking can be scored against another."""
    actors = [{"id": key, "name": a["name"], "named": a["name"][:1].isupper()} for key, a in story["actors"].items()]

    def side(ids: Iterable[str]) -> list[dict[str, Any]]:
        return [{"id": a, "text": story["actors"][a]["name"]} for a in ids]

    events = [{**e, "actor": side(e["actor"]), "recipient": side(e["recipient"])} for e in story["events"]]
    statements = [{**s, "parent": s.get("via")} for s in story["statements"]]
    toponyms = [{"start": p["start"], "end": p["end"]} for p in story.get("places", [])]
    return {**story, "actors": actors, "events": events, "statements": statements, "toponyms": toponyms}


class Counts:
    """Hits, marks and findings by measure."""

    def __init__(self) -> None:
        self.of: defaultdict[str, dict[str, float]] = defaultdict(lambda: {"hits": 0.0, "marked": 0, "found": 0})

    def add(self, measure: str, hits: float, marked: int, found: int) -> None:
        """So many of what is marked and of what was found meet."""
        for name, number in (("hits", hits), ("marked", marked), ("found", found)):
            self.of[measure][name] += number

    def lines(self) -> Iterable[str]:
        """A line a measure."""
        for measure, n in self.of.items():
            p, r = n["hits"] / max(1, n["found"]), n["hits"] / max(1, n["marked"])
            f1 = 2 * p * r / max(1e-9, p + r)
            counted = f"({n['hits']:.0f} of {n['marked']:.0f}, {n['found']:.0f} found)"
            yield f"{measure:36} F1 {f1:.3f}  P {p:.3f}  R {r:.3f}  {counted}"


def score(stories: Sequence[Story], readings: dict[str, dict[str, Any]]) -> Counts:
    """``readings`` by id against the marked ``stories``."""
    counts = Counts()
    for story in stories:
        reading = readings.get(story["id"], {})
        if reading and reading.get("text") != story["text"]:
            print(f"{story['id']}: the text was changed, nothing of it counts", file=sys.stderr)
            reading = {}
        for layer in (_blocks, _statements, _who_is_who, _events, _spans):
            layer(story, reading, counts)
    return counts


def _blocks(story: Story, reading: dict[str, Any], counts: Counts) -> None:
    kinds: list[dict[int, str]] = [{}, {}]
    for table, blocks in zip(kinds, (story["blocks"], reading.get("blocks", [])), strict=True):
        for block in blocks:
            table |= dict.fromkeys(range(block["start"], block["end"]), block["kind"])
    places = [i for i in kinds[0] if not story["text"][i].isspace()]
    pairs = [(kinds[0][i], kinds[1].get(i, "body")) for i in places]
    counts.add("blocks, kind of each character", sum(a == b for a, b in pairs), len(pairs), len(pairs))
    furniture = [(a in FURNITURE, b in FURNITURE) for a, b in pairs]
    marked, found = sum(a for a, _ in furniture), sum(b for _, b in furniture)
    counts.add("furniture, characters", sum(a and b for a, b in furniture), marked, found)


def _chars(spans: Spans | None) -> set[int]:
    return {i for start, end in spans or () for i in range(start, end)}


def _overlap(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _statements(story: Story, reading: dict[str, Any], counts: Counts) -> None:
    marked, found = story["statements"], reading.get("statements", [])
    near = sorted(
        (
            (_overlap(_chars(m["content"]), _chars(f.get("content"))), -i, -j)
            for i, m in enumerate(marked)
            for j, f in enumerate(found)
        ),
        reverse=True,
    )
    pair: dict[int, int] = {}
    for share, i, j in near:
        if share >= 0.5 and -i not in pair and -j not in pair.values():
            pair[-i] = -j
    counted = sum(f.get("act") != "attitude" or j in pair.values() for j, f in enumerate(found))
    counts.add("statements found", len(pair), len(marked), counted)
    who = _meant(story, reading)
    right = {i for i, j in pair.items() if _right_speaker(marked[i]["speaker"], found[j].get("speaker"), who, reading)}
    counts.add("statements, right speaker", len(right), len(marked), counted)
    number = {str(m["id"]): i for i, m in enumerate(marked)}
    inner = [i for i, m in enumerate(marked) if m.get("via") is not None]
    linked = 0
    for i in inner:
        outer = pair.get(number[str(marked[i]["via"])])
        parent = found[pair[i]].get("parent") if i in right else None
        linked += parent is not None and outer is not None and str(found[outer].get("id")) == str(parent)
    nested = sum(f.get("parent") is not None for f in found)
    counts.add("words within words, linked", linked, len(inner), nested)


def _meant(story: Story, reading: dict[str, Any]) -> dict[str, str]:
    """The marked actor that each found one is: that of most of its mentions."""
    met: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for found in reading.get("mentions", []):
        for mention in story["mentions"]:
            both = min(found["end"], mention["end"]) - max(found["start"], mention["start"])
            whole = max(found["end"], mention["end"]) - min(found["start"], mention["start"])
            if both >= 0.5 * whole:
                met[found["actor"]][mention["actor"]] += 1
    return {actor: counter.most_common(1)[0][0] for actor, counter in met.items()}


def _right_speaker(wanted: str | None, said: str | None, who: dict[str, str], reading: dict[str, Any]) -> bool:
    if wanted is None:
        unnamed = {a["id"] for a in reading.get("actors", []) if a.get("named") is False}
        return said is None or said not in who or said in unnamed
    return said is not None and who.get(said) == wanted


def _who_is_who(story: Story, reading: dict[str, Any], counts: Counts) -> None:
    """B-cubed (Bagga and Baldwin 1998) over the marked mentions; one that was not found stands alone."""
    marked = story["mentions"]
    found = {(m["start"], m["end"]): m["actor"] for m in reading.get("mentions", [])}
    cluster: list[object] = []
    for i, mention in enumerate(marked):
        near = [
            (min(e, mention["end"]) - max(s, mention["start"]), -abs(e - s), actor)
            for (s, e), actor in found.items()
            if s < mention["end"] and mention["start"] < e
        ]
        cluster.append(max(near, key=lambda n: n[:2])[2] if near else i)
    for i, mention in enumerate(marked):
        own = {j for j, m in enumerate(marked) if m["actor"] == mention["actor"]}
        together = {j for j, c in enumerate(cluster) if c == cluster[i]}
        counts.add("who is who, B3: precision", len(own & together) / len(together), 1, 1)
        counts.add("who is who, B3: recall", len(own & together) / len(own), 1, 1)


def _events(story: Story, reading: dict[str, Any], counts: Counts) -> None:
    found, taken, who = reading.get("events", []), set(), _meant(story, reading)
    typed = modal = sides = 0
    for event in story["events"]:
        places = _chars(event["trigger"])
        match = next(
            (j for j, f in enumerate(found)
             if j not in taken and f["type"] == event["type"] and places & _chars(f["trigger"])), None
        )  # fmt: skip
        if match is None:
            continue
        taken.add(match)
        typed += 1
        modal += found[match]["modality"] == event["modality"]
        sides += all(
            {who.get(p.get("id"), p.get("id")) for p in found[match][side]} == set(event[side])
            for side in ("actor", "recipient")
        )
    hits = {"events, type": typed, "events, type and modality": modal, "events, type and both sides": sides}
    for measure, number in hits.items():
        counts.add(measure, number, len(story["events"]), len(found))


def _spans(story: Story, reading: dict[str, Any], counts: Counts) -> None:
    layers = (("times", "times", "value"), ("figures", "figures", "value"), ("places", "toponyms", None))
    for marked, given, value in layers:
        rows, found = story.get(marked, []), [*reading.get(given, [])]
        total, hits = len(found), 0
        for row in rows:
            near = [f for f in found if f["start"] < row["end"] and row["start"] < f["end"]]
            if near:
                found.remove(near[0])
                hits += value is None or near[0].get(value) == row[value]
        counts.add(f"{marked}, {'found' if value is None else 'right value'}", hits, len(rows), total)


def main(args: Sequence[str]) -> int:
    """Run a command; the exit status is 1 where a file is wrong."""
    if len(args) < 2 or args[0] not in ("check", "text", "gold", "score", "agree"):
        print(__doc__)
        return 2
    command, paths = args[0], args[1:]
    if command == "check":
        wrong = {path: found for path in paths if (found := faults(path))}
        for path, found in wrong.items():
            print(f"{path}: {'; '.join(found)}")
        print(f"{len(paths)} files, {len(wrong)} with faults")
        return 1 if wrong else 0
    if command in ("text", "gold"):
        for story in map(read, paths):
            keys = ("id", "text", "published_at") if command == "text" else story
            print(json.dumps({key: story[key] for key in keys}, ensure_ascii=False))
        return 0
    if command == "score":
        lines = Path(paths[0]).read_text(encoding="utf-8").splitlines()
        readings = {row["id"]: row for row in map(json.loads, lines)}
        counts = score([read(path) for path in paths[1:]], readings)
    else:
        first, second = read(paths[0]), read(paths[1])
        counts = score([first], {first["id"]: as_reading({**second, "id": first["id"]})})
    print("\n".join(counts.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
