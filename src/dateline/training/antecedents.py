"""Learn the weights of the chooser of nouns and pronouns from GUM and, if given, from marked stories.

    python -m dateline.training.antecedents --gold gum.jsonl.gz --stories corpus/stories tests/gold --out TABLE

The model is a conditional logit over the candidates of each noun ("somebody new" is one of them) and of each pronoun
("nobody" is one). The right candidate is the one most of whose mentions so far are marked as the mention's actor; what
stands earlier in the article is resolved as it is marked. The weights are fitted by Adam with an L2 prior, and the same
copy gives the same weights; five folds over articles tell how well they do on articles that they were not fitted on.
After fitting, ``LENIENCE`` is taken off "nobody", for things and for several, and off "new": whoever counts actors
loses more by a mention that is left alone than by one that is linked wrongly.
Stories that ``unread.txt`` beside their folder names are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from dateline.actors.choice.book import Book, Sign
from dateline.actors.choice.chooser import SURE, TURNS, Known, choose, decide, known_actors
from dateline.actors.choice.likeliest import SORTS as NOUNS
from dateline.actors.choice.likeliest import Candidate, sort_of
from dateline.actors.choice.pronouns import scene_of, speakers_at
from dateline.actors.mentions.candidates import find_phrases
from dateline.actors.mentions.phrases import Phrase
from dateline.actors.mentions.words import Words, words_of
from dateline.actors.signs.characters import Character
from dateline.actors.signs.evidence import evidence
from dateline.anatomy import find_blocks
from dateline.evaluate.wire import read_wire
from dateline.grammar import read_grammar
from dateline.language import parse
from dateline.places import find_toponyms
from dateline.schema import Article, Statement
from dateline.statements import find_statements, placed
from dateline.statements.learned import find_attributions
from dateline.times import find_times

SORTS = ("s", "n", "o", "p", *NOUNS)
LENIENCE = {"n": 1.3, "o": 1.3, "p": 1.3, **dict.fromkeys(NOUNS, 0.5)}
PRIOR = dict.fromkeys(NOUNS, 3.0)
FOLDS = 5
_HEAD = """\
# What speaks for an actor as the antecedent of a pronoun, s (he, she), n (it), o (its), p (they), or of a noun, t (one person), b (a body), g (several). The highest sum wins, "nobody" or "new" being a candidate too.
# Learned by dateline.training.antecedents on GUM (https://gucorpling.org/gum/; annotations CC BY 4.0), 75 articles, on the 95 stories of the Dateline corpus (CC BY 4.0) that may be read, and on those of tests/gold.
sign	s	n	o	p	t	b	g
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Choice:
    """One case to learn from: a pronoun or a noun with the signs of its candidates, and which of them is right."""

    article: str
    genre: str
    candidates: tuple[tuple[str, ...], ...]
    right: int
    """The place of the right candidate; 0 is "nobody" or somebody new."""


Gold = Callable[[Words, Phrase], str | None]
"""A function that gives the marked actor of a phrase, or None where the phrase is not marked."""


def marked_rows(path: Path) -> Iterator[tuple[Article, str, Gold]]:
    """Each article of a file of JSON lines, with its genre and a function that tells the marked actor of a phrase.

    A phrase and a mark are the same where their heads end at the same character.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            heads = {m["head"][1]: m["actor"] for m in row["mentions"]}
            article = Article(row["id"], row["id"], row["text"], published_at=row.get("published_at"))
            yield article, row.get("genre", ""), partial(_by_head, heads)


def marked_stories(folder: Path) -> Iterator[tuple[Article, str, Gold]]:
    """The same of each marked story of ``folder`` that may be read, with "stories" for its genre."""
    unread = folder.parent / "unread.txt"
    left = set(unread.read_text(encoding="utf-8").split()) if unread.exists() else set()
    for path in sorted(folder.glob("*.wire")):
        if path.stem not in left:
            wire = read_wire(path)
            article = Article(wire.id, wire.id, wire.text, published_at=wire.published_at)
            yield article, "stories", partial(_by_span, [(m.start, m.end, m.value) for m in wire.mentions])


def _by_head(heads: dict[int, str], w: Words, phrase: Phrase) -> str | None:
    return heads.get(w.end[phrase.head])


def _by_span(spans: Sequence[tuple[int, int, str]], w: Words, phrase: Phrase) -> str | None:
    start, end = w.start[phrase.first], w.end[phrase.last - 1]
    around = [s for s in spans if s[0] <= w.start[phrase.head] and w.end[phrase.head] <= s[1]]
    return min(around, key=lambda s: abs(s[0] - start) + abs(s[1] - end))[2] if around else None


def choices(article: Article, genre: str, gold: Gold) -> Iterator[tuple[str, Choice]]:
    """The nouns and pronouns of a marked article as cases, each with the sort of mention whose weights it teaches."""
    copy = parse([article], [find_blocks(article)])[0]
    toponyms = find_toponyms(copy)
    learned, states = find_attributions(copy)
    grammar = read_grammar(copy, states)
    statements = placed(grammar, find_statements(grammar, find_times(copy), learned), toponyms)
    words = words_of(grammar)
    book = Book(words, find_phrases(words, toponyms, statements))
    yield from of_book(book, statements, article.article_id, genre, gold)


def of_book(
    book: Book, statements: Sequence[Statement], article: str, genre: str, gold: Gold
) -> Iterator[tuple[str, Choice]]:
    """The cases of a book in which nothing is resolved yet; each mention is resolved as marked before the next."""
    known = Known(book)
    for turn in TURNS[:-1]:
        decide(known, turn)
    for sort, seen, actor in _nouns(known, gold):
        if actor is not None and len(seen) > 1:
            right = _right(book, gold, seen, actor)
            yield sort, Choice(article, genre, tuple(tuple(s) for _, s in seen), right)
    actors = {c.number: _actor_of(book, gold, c) for c in book.characters}
    scene = scene_of(book, statements)
    for phrase in book.open():
        if phrase.pronoun is None or phrase.pronoun.value not in SORTS:
            continue
        actor = gold(book.words, phrase)
        seen = evidence(scene, phrase, speakers_at(book, scene, phrase.head))
        fitting = (k for k, (c, _) in enumerate(seen) if c is not None and actor and actors[c.number] == actor)
        right = next(fitting, 0)
        if actor is not None or book.words.low[phrase.head] == "it":
            yield phrase.pronoun.value, Choice(article, genre, tuple(tuple(s) for _, s in seen), right)
        found = seen[right][0]
        if found is not None:
            book.link(phrase, found, Sign.PRONOUN)
            scene.place(phrase, found)


def _nouns(known: Known, gold: Gold) -> Iterator[tuple[str, list[Candidate], str | None]]:
    """The nouns of the last turn: their sort, candidates and marked actor; each is then resolved as marked."""
    book, turn = known.book, TURNS[-1]
    for phrase in turn.mentions(known):
        rule, found = choose(known, turn.rules[:SURE], phrase)
        if rule is None:
            seen, actor = known_actors(known, phrase), gold(book.words, phrase)
            yield sort_of(phrase), seen, actor
            found = seen[_right(book, gold, seen, actor)][0] if seen and actor is not None else None
        if found is not None:
            book.link(phrase, found, rule.sign if rule is not None else Sign.NOUN)
        elif turn.is_new(known, phrase):
            found = book.new(phrase, named=turn.named)
        else:
            continue
        turn.learn(known, found, phrase)


def _right(book: Book, gold: Gold, seen: Sequence[Candidate], actor: str) -> int:
    """The place of the candidate that is marked as ``actor`` among those ``seen``; 0 where none is."""
    return next((k for k, (c, _) in enumerate(seen) if c is not None and _actor_of(book, gold, c) == actor), 0)


def _actor_of(book: Book, gold: Gold, c: Character) -> str | None:
    return _actor([a for p in c.phrases if (a := gold(book.words, p)) is not None])


def _actor(marks: list[str]) -> str | None:
    return Counter(marks).most_common(1)[0][0] if marks else None


def fit(lessons: Sequence[Choice], prior: float = 1.0, steps: int = 150) -> dict[str, float]:
    """The weights of the signs under which the right candidates of ``lessons`` are likeliest."""
    names = sorted({s for c in lessons for signs in c.candidates for s in signs})
    column = {s: i for i, s in enumerate(names)}
    cells = [
        (n, g, column[s])
        for n, (g, signs) in enumerate((g, signs) for g, c in enumerate(lessons) for signs in c.candidates)
        for s in signs
    ]
    rows, _, columns = (np.array(x) for x in zip(*cells, strict=True))
    group = np.array([g for g, c in enumerate(lessons) for _ in c.candidates])
    right = np.array([float(k == c.right) for c in lessons for k in range(len(c.candidates))])
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, steps + 1):
        score = np.bincount(rows, weights[columns], minlength=len(right))
        top = np.full(len(lessons), -np.inf)
        np.maximum.at(top, group, score)
        likely = np.exp(score - top[group])
        likely /= np.bincount(group, likely, minlength=len(lessons))[group]
        slope = np.bincount(columns, (likely - right)[rows], minlength=len(names)) + prior * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def fitted(lessons: Sequence[Choice], sort: str) -> dict[str, float]:
    """The weights of one sort of mentions as they ship: fitted, and lenient."""
    return lenient(fit(lessons, PRIOR.get(sort, 1.0)), sort)


def lenient(weights: dict[str, float], sort: str) -> dict[str, float]:
    """``weights`` with less for "nobody" or "new", by the ``LENIENCE`` of the sort."""
    none = "new" if sort in NOUNS else "nobody"
    return {**weights, none: weights.get(none, 0.0) - LENIENCE.get(sort, 0.0)}


def right_choices(weights: dict[str, float], lessons: Sequence[Choice]) -> tuple[int, int]:
    """Of the mentions that have an antecedent: how many get the right one under ``weights``, and how many there are."""
    hits = total = 0
    for choice in lessons:
        if choice.right:
            scores = [sum(weights.get(s, 0.0) for s in signs) for signs in choice.candidates]
            hits += scores.index(max(scores)) == choice.right
            total += 1
    return hits, total


def folds(lessons: Sequence[Choice], sort: str) -> dict[str, tuple[int, int]]:
    """For each genre, how many choices are right in articles that the weights were not fitted on, and of how many."""
    articles = sorted({c.article for c in lessons})
    found: dict[str, tuple[int, int]] = {}
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        weights = fitted([c for c in lessons if c.article not in held], sort)
        for genre in sorted({c.genre for c in lessons}):
            hits, total = right_choices(weights, [c for c in lessons if c.article in held and c.genre == genre])
            before = found.get(genre, (0, 0))
            found[genre] = (before[0] + hits, before[1] + total)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit the weights, print how well each sort does in folds, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="JSON lines of articles with marked coreference")
    parser.add_argument("--stories", type=Path, nargs="*", default=[], help="folders of marked stories (*.wire)")
    parser.add_argument("--out", type=Path, required=True, help="where the table of weights is written")
    chosen = parser.parse_args(arguments)
    lessons: dict[str, list[Choice]] = {sort: [] for sort in SORTS}
    stories = chain.from_iterable(map(marked_stories, chosen.stories))
    for article, genre, gold in chain(marked_rows(chosen.gold), stories):
        for sort, choice in choices(article, genre, gold):
            lessons[sort].append(choice)
    weights = {sort: fitted(found, sort) for sort, found in lessons.items()}
    for sort, found in lessons.items():
        print(sort, *(f"{genre} {hits}/{total}" for genre, (hits, total) in folds(found, sort).items()))
    signs = sorted({sign for column in weights.values() for sign in column})
    body = ("\t".join((s, *(f"{weights[sort].get(s, 0.0):.2f}" for sort in SORTS))) + "\n" for s in signs)
    chosen.out.write_text(_HEAD + "".join(body), encoding="utf-8")


if __name__ == "__main__":
    main()
