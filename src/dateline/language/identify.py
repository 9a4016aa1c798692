"""Which language a text is in: py3langid (BSD; the naive Bayes model of langid.py, Lui and Baldwin 2012).

The model is asked about the languages in which news is written, and not believed where it takes copy full of names,
a table of figures or a headline for a cousin of English: an article wrongly held for foreign is lost to the reader, a
foreign one wrongly read costs some odd rows. So another language must be clearly ahead, and the small words of English
must be missing.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from dateline.resources import language as read_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WINDOW = 3000
"""Code points that are looked at: enough to be sure, and the same cost for any article."""
_LANGUAGES = (
    "af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr",
    "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo",
    "lt", "lv", "mk", "ml", "mn", "mr", "ms", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk",
    "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip
"""ISO 639-1, less those that English copy is taken for and hardly any news is written in."""
_NEAR = (
    frozenset(["bs", "hr", "sr"]), frozenset(["da", "no"]), frozenset(["cs", "sk"]), frozenset(["id", "ms"]),
    frozenset(["gl", "pt"]), frozenset(["bg", "mk"]),
)  # fmt: skip
"""Languages that short copy is taken for in place of one another: where one is read, the others count as it."""
_SMALL_WORDS = frozenset(
    [
        "the", "of", "and", "that", "with", "said", "says", "have", "by", "from", "his", "were", "which", "their",
        "would", "been", "this", "she", "they", "after", "who", "about", "into", "could", "there", "against", "when",
        "what", "how", "why", "vs",
    ]
)  # fmt: skip
"""Words of English that no other language with Latin letters has often."""
_ENGLISH_SHARE = 0.05
"""Share of these words from which a text is English whatever the model says."""
_OPENING = 30
"""Words of the opening that are looked at by themselves: a table of names may follow."""
_SURE, _SURE_SHORT = 0.25, 0.6
"""How sure the model must be of another language, for a text and for a line of a few words."""
_SHORT = 12
"""Words up to which a text counts as a line."""
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None where it has no letters."""
    sample = text.strip()[:_WINDOW]
    words = _WORD.findall(sample)
    letters = "".join(words)
    if not letters:
        return None
    if sum(c.isupper() for c in letters) > 0.6 * len(letters):
        sample, words = sample.lower(), [w.lower() for w in words]
    foreign_letters = sum(c > "\u024f" for c in letters) > 0.5 * len(letters)
    if not foreign_letters and (_is_english(words) or _is_english(words[:_OPENING])):
        return "en"
    language, confidence = _model().classify(sample)
    if language == "en" or foreign_letters:
        return str(language)
    needed = _SURE_SHORT if len(words) <= _SHORT else _SURE
    plain = letters.isascii()
    return str(language) if confidence >= (needed if plain else needed / 2) else "en"


def _is_english(words: list[str]) -> bool:
    return sum(w.lower() in _SMALL_WORDS for w in words) >= _ENGLISH_SHARE * len(words)


@functools.cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    cousins = {code for near in _NEAR if read_language() in near for code in near} - {read_language()}
    model.set_languages([code for code in _LANGUAGES if code in model.labels and code not in cousins])
    return model
