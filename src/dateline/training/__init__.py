"""How the shipped weights were made. Reading copy needs nothing of this; it is installed as an extra.

Each model has a command of its own. It is deterministic, the long ones can be resumed, and the card beside the weights
says with which call they were made.
"""
