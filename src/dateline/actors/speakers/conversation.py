"""Who "I", "we" and "you" are: by the innermost quotation, else by whose words stand there without marks."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.choice.book import Book, Sign
from dateline.actors.mentions.phrases import Phrase, Pronoun
from dateline.actors.signs.characters import Character
from dateline.actors.signs.scene import Scene
from dateline.actors.speakers.addressed import Calls
from dateline.actors.speakers.voice import Voice, is_turn, voice_at
from dateline.schema import Statement

_CONVERSATION = (Pronoun.I, Pronoun.WE, Pronoun.YOU)


def resolve_conversation(book: Book, scene: Scene, voices: Sequence[Voice], statements: Sequence[Statement]) -> None:
    """Resolve "I", "we" and "you", now that it is known who "he said" is and whom everybody speaks for."""
    calls = Calls(book, scene)
    for pronoun in book.open():
        found = calls.addressee(pronoun) if pronoun.pronoun is Pronoun.YOU else None
        if found is None and pronoun.pronoun in _CONVERSATION:
            found = _meant(book, scene, pronoun, voices, statements)
        if found is not None:
            book.link(pronoun, found, Sign.SPEAKER)


def _meant(
    book: Book, scene: Scene, pronoun: Phrase, voices: Sequence[Voice], statements: Sequence[Statement]
) -> Character | None:
    around = scene.quotations_at(pronoun.head)
    if around and not is_turn(scene.words, statements[around[0].statement]):
        speaker, hearer = (book.who(p[around[0].statement]) for p in (scene.sources, scene.hearers))
    else:
        voice = voice_at(voices, pronoun.head)
        if voice is None:
            return None
        speaker, hearer = voice.speaker, voice.hearer
    if pronoun.pronoun is Pronoun.YOU:
        return hearer
    return speaker.house or speaker if speaker is not None and pronoun.pronoun is Pronoun.WE else speaker
