"""One text and what is read in it, to look at while a rule or a table is changed.

python scripts/look.py "Norway closed its embassy in Chile." "A second paragraph."
python scripts/look.py story.txt

First each word as the rules see it, after the parse was put right: number, form, lemma, tag, label, the word that it
hangs on, the type of its name. Then the layers, a line each: statements, mentions with the actor and the sign that
linked them, events with their sides, places, times, figures, and what could not be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.anatomy import find_blocks
from dateline.grammar import read_grammar
from dateline.language import parse
from dateline.reading import read_batch
from dateline.schema import Article, Reading, Span


def words(article: Article) -> Iterator[str]:
    """A line for each word of ``article``, with a blank line before each sentence."""
    (copy,) = parse([article], [find_blocks(article)])
    for word in read_grammar(copy).words:
        if word is word.sent.words[0]:
            yield ""
        if word.lower.strip():
            form = article.text[word.idx : word.end]
            head = "-" if word.head is word else word.head.lower
            told = f"{word.i:4} {form:18} {word.lemma:18} {word.pos:6}{word.tag:6}{word.dep:10} {head:18} {word.entity}"
            yield told.rstrip()


def layers(reading: Reading) -> Iterator[str]:
    """A line for each row of ``reading`` that a rule may have made."""
    text = reading.article.text
    names = {actor.id: actor.name for actor in reading.cast.actors}

    def quoted(spans: Sequence[Span]) -> str:
        return " ... ".join(text[span.start : span.end] for span in spans)

    for s in reading.cast.statements:
        kind = f"{s.mode} {s.act} {s.stance} {s.confidence:.2f}{' negated' if s.negated else ''}"
        who = f"{quoted(s.source)} = {names.get(s.speaker or '')}"
        yield f"statement  {kind}: [{who}] {quoted(s.cue)} [{quoted(s.content)}]"
    for m in reading.cast.mentions:
        yield f"mention    {text[m.start : m.end]} ({m.form}) is {m.actor} {names[m.actor]}, by {m.sign}"
    for e in reading.events:
        actors, recipients = (" + ".join(p.text for p in side) or "-" for side in (e.actors, e.recipients))
        kind = f"{e.type} {e.mode or '-'} {e.modality} {e.confidence:.2f}"
        yield f"event      {kind}: [{actors}] {quoted(e.trigger)} [{recipients}]"
    for p in reading.toponyms:
        yield f"place      {text[p.start : p.end]} is {p.place_id} {p.name}"
    for t in reading.timeline.times:
        yield f"time       {text[t.start : t.end]} is {t.value}"
    for f in reading.figures:
        yield f"figure     {text[f.start : f.end]} is {f.value} {f.unit}"
    for problem in reading.problems:
        yield f"problem    {problem.stage}: {problem.message}"


def main(arguments: Sequence[str]) -> None:
    """Print the words and the layers of a file, or of the paragraphs given."""
    if not arguments:
        raise SystemExit(__doc__)
    one = len(arguments) == 1 and len(arguments[0]) < 256 and Path(arguments[0]).is_file()
    text = Path(arguments[0]).read_text(encoding="utf-8") if one else "\n\n".join(arguments)
    article = Article("look", "look", text)
    print(*words(article), "", *layers(read_batch([article])[0]), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
