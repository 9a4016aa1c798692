"""The mentions of an article, found once and frozen: span, head, form, number, gender, kind, and what the words say."""
