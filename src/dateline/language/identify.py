"""Which language a text is in (py3langid, BSD; the model of langid.py, Lui and Baldwin 2012)."""

from __future__ import annotations

_WINDOW = 3000
"""Code points that are looked at: enough to be sure, and the same cost for any article."""


def identify(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None where it has no letters."""
    from py3langid import langid

    sample = text.strip()[:_WINDOW]
    if not any(c.isalpha() for c in sample):
        return None
    language, _ = langid.classify(sample)
    return str(language)
