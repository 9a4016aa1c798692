"""How the shipped weights were made: an extra that nobody needs to read copy with.

One command a model; each is deterministic, can be resumed, and writes the model with its card.
"""
