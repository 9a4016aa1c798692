"""Pronouns: the likeliest actor near by, by the signs of ``signs.evidence`` and their learned weights.

The weights are a conditional logit over the candidates (``training.antecedents``), kept in ``antecedents.tsv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.actors.choice.book import Book, Sign
from dateline.actors.choice.likeliest import weights
from dateline.actors.mentions.extents import is_holder
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.mentions.words import Words
from dateline.actors.names.terms import terms
from dateline.actors.signs.characters import Character
from dateline.actors.signs.evidence import evidence, fits, is_filler
from dateline.actors.signs.scene import Scene
from dateline.schema import Statement

_SORTS = (Pronoun.HE, Pronoun.IT, Pronoun.ITS, Pronoun.THEY)
_SUBJECT = ("nsubj", "nsubjpass")
_NEVER = -99.0


def scene_of(book: Book, statements: Sequence[Statement]) -> Scene:
    """The scene after names and nouns were resolved."""
    placed = [(p, c) for p in book.mentions if (c := book.who(p)) is not None]
    return Scene(book.words, book.mentions, placed, statements)


def resolve_pronouns(book: Book, statements: Sequence[Statement]) -> Scene:
    """Resolve "he", "it", "they" in their order; those without an antecedent stay unresolved."""
    scene = scene_of(book, statements)
    for pronoun in book.open():
        if pronoun.pronoun not in _SORTS:
            continue
        found = _of_its_source(scene, pronoun) if pronoun.pronoun is Pronoun.IT else None
        if found is None:
            found = _likeliest(scene, pronoun, speakers_at(book, scene, pronoun.head), weights(pronoun.pronoun.value))
        found = found or _of_its_source(scene, pronoun, everywhere=True)
        if found is not None:
            book.link(pronoun, found, Sign.PRONOUN)
            scene.place(pronoun, found)
    return scene


def speakers_at(book: Book, scene: Scene, token: int) -> list[Character | None]:
    """The speakers of the quotations around ``token``, the innermost first."""
    return [book.who(scene.sources[q.statement]) for q in scene.quotations_at(token)]


def _of_its_source(scene: Scene, pronoun: Phrase, *, everywhere: bool = False) -> Character | None:
    """Who says what ``pronoun`` is the subject of: "The union says it will go on".

    With ``everywhere`` the speaker may stand behind it, "She would not resign, Ana Vidmar said", and "it" may only fill
    its place: that is asked where no antecedent was found.
    """
    w, head = scene.words, pronoun.head
    verb = w.head[head]
    if w.dep[head] not in _SUBJECT or w.dep[verb] != "ccomp":
        return None
    if not everywhere and (w.lemma[verb] in terms("of_nobody") or is_filler(w, head)):
        return None
    subject = w.child(w.head[verb], "nsubj")
    if subject is None or (subject > head and not everywhere):
        return None
    found = scene.named_at(subject)
    if found is None:
        return None
    one_body = pronoun.pronoun is Pronoun.IT and found.kind == "group" and w.tag[subject] in ("NN", "NNP")
    return found if one_body or fits(found, pronoun) else None


def _likeliest(
    scene: Scene, pronoun: Phrase, inside: Sequence[Character | None], told: Mapping[str, float]
) -> Character | None:
    must = pronoun.head in scene.speaking or _owns_a_holder(scene.words, pronoun.head)
    best, found = 0.0, None
    for candidate, signs in evidence(scene, pronoun, inside):
        score = sum(told.get(sign, 0.0) for sign in signs)
        if candidate is None:
            best = _NEVER if must else score
        elif score > best:
            best, found = score, candidate
    return found


def _owns_a_holder(w: Words, i: int) -> bool:
    """ "its chairwoman": somebody holds an office there, so that "its" is a body's."""
    return w.tag[i] == "PRP$" and w.low[i] == "its" and any(is_holder(low) for low in w.low[i + 1 : i + 3])
