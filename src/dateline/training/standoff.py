"""Marks of events that stand apart from the copy they are marks of: ``python -m dateline.training.standoff COMMAND``.

``write --marked FILE... --out MARKS`` takes marked copy (JSON lines with ``id`` "corpus:name", ``text`` and ``events``)
and keeps what is ours: corpus and name of the article, how much of its beginning was marked, a hash of that, and the
events with their types, modalities and offsets in code points. ``join --marks MARKS --texts CORPUS=FILE... --out FILE``
makes marked copy of it again for whoever has the corpora: JSON lines with ``id`` and ``text``, plain or gzipped, or one
JSON object of {name: {"articleBody"}}. An article that is lacking, or that reads otherwise, is named and left out. The
corpus named ecbplus stands with a space around every token; it was marked as ``detokenised`` writes it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.evaluate.rows import gold_rows

_SIDES = ("actor", "recipient")

#: What is written where tokens stood apart, in this order.
_TOGETHER = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"\s*``\s*", ' "'),
        (r"\s*''", '"'),
        (r" ([.,;:?!%)\]])", r"\1"),
        (r"([(\[$]) ", r"\1"),
        (r" (n't|'s|'re|'ve|'ll|'d|'m|')\b", r"\1"),
        (r" '(?=[ ,.])", "'"),
        (r" - ", "-"),
    )
)


def apart(row: Mapping[str, Any]) -> dict[str, Any]:
    """The marks of ``row`` without its text: a side is the span nearest to the trigger, and one for who is meant."""
    text = row["text"]
    corpus, _, name = row["id"].partition(":")
    events = []
    for event in row["events"]:
        kept = {key: event[key] for key in ("start", "end", "type", "modality")}
        for side in _SIDES:
            kept[side] = [_side(text, one, event["start"]) for one in event[side]]
        events.append(kept)
    return {
        "corpus": corpus,
        "id": name,
        "length": len(text),
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "published_at": row.get("published_at"),
        "reader": row.get("reader"),
        "events": events,
    }


def _side(text: str, side: Mapping[str, str], at: int) -> dict[str, Any]:
    found = {"span": nearest(text, side["text"], at)}
    meant = nearest(text, side["is"], at) if "is" in side else None
    return {**found, "is": meant} if meant is not None else found


def nearest(text: str, phrase: str, at: int) -> list[int] | None:
    """The span of that occurrence of ``phrase`` whose beginning is nearest to ``at``; None where there is none."""
    starts, start = [], text.find(phrase)
    while start >= 0:
        starts.append(start)
        start = text.find(phrase, start + 1)
    best = min(starts, key=lambda s: abs(s - at), default=None)
    return None if best is None else [best, best + len(phrase)]


def joined(marks: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """The row that ``marks`` were made of, given the article's whole ``text``; None where it reads otherwise."""
    part = text[: marks["length"]]
    if hashlib.sha256(part.encode("utf-8")).hexdigest() != marks["sha256"]:
        return None

    def side(one: Mapping[str, Any]) -> dict[str, str]:
        found = {"text": part[slice(*one["span"])]}
        return {**found, "is": part[slice(*one["is"])]} if "is" in one else found

    events = [
        {**e, "trigger": part[e["start"] : e["end"]], **{s: [side(o) for o in e[s] if o["span"]] for s in _SIDES}}
        for e in marks["events"]
    ]
    name = f"{marks['corpus']}:{marks['id']}"
    kept = {key: marks.get(key) for key in ("published_at", "reader")}
    return {"id": name, "text": part, **kept, "events": events}


def detokenised(text: str) -> str:
    """``text``, whose tokens stand apart ("He said , `` No . ''"), as a newspaper writes it, line by line."""
    for pattern, written in _TOGETHER:
        text = pattern.sub(written, text)
    return "\n".join(line.strip() for line in text.split("\n"))


def texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each article of the corpus at ``path``."""
    if path.suffix == ".json":
        for name, row in json.loads(path.read_text(encoding="utf-8")).items():
            yield str(name), row["articleBody"]
        return
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                yield str(row["id"]), row["text"]


def join(marks: Iterable[Mapping[str, Any]], corpora: Mapping[str, Path]) -> Iterator[dict[str, Any]]:
    """The marked copy that ``marks`` and the ``corpora`` give together; what cannot be joined is told on stderr."""
    texts = {
        (corpus, name): detokenised(text) if corpus == "ecbplus" else text
        for corpus, path in corpora.items()
        for name, text in texts_of(path)
    }
    for one in marks:
        text = texts.get((one["corpus"], one["id"]))
        row = joined(one, text) if text is not None else None
        if row is not None:
            yield row
        elif one["corpus"] in corpora:
            what = "is not in it" if text is None else "reads otherwise than what was marked"
            print(f"{corpora[one['corpus']]}: {one['id']} {what}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the marks of marked copy, or join marks with their texts, as the command says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="keep the marks of marked copy without its text")
    write.add_argument("--marked", type=Path, nargs="+", required=True)
    again = commands.add_parser("join", help="make marked copy of marks and corpora")
    again.add_argument("--marks", type=Path, required=True)
    again.add_argument("--texts", nargs="+", required=True, metavar="CORPUS=FILE")
    for command in (write, again):
        command.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    if chosen.command == "write":
        rows = {row["id"]: row for path in reversed(chosen.marked) for row in gold_rows(path)}
        found: Iterable[dict[str, Any]] = (apart(rows[name]) for name in sorted(rows))
    else:
        pairs = (text.partition("=") for text in chosen.texts)
        marks = [json.loads(line) for line in chosen.marks.read_text(encoding="utf-8").splitlines() if line]
        found = join(marks, {name: Path(path) for name, _, path in pairs})
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    with chosen.out.open("w", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
