"""Other programs that find who said what, timed over the same texts where a person has installed them.

textacy is taken where it can be imported; Citron where the folder of its models is named too. Neither is a dependency:
``docs/comparison.md`` says how they are installed. textacy finds direct quotations only, and raises on an article with
a quotation mark too many: such articles are counted. Each starts from text, so that spaCy's parse is in its time.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.language.parse import model


@dataclass(frozen=True, slots=True)
class Peer:
    """What another program came to."""

    name: str
    seconds: float
    """Of processor time."""
    found: int
    """Quotations."""
    refused: int
    """Articles on which it raised an error."""


def peers(texts: Sequence[str], citron: Path | None = None) -> Iterator[Peer]:
    """Time those that are here over ``texts``; ``citron`` is the folder of Citron's models."""
    if importlib.util.find_spec("textacy") is not None:
        quotations = importlib.import_module("textacy.extract.triples").direct_quotations
        yield timed("textacy", texts, lambda text: list(quotations(model()(text))))
    if citron is not None:
        program = importlib.import_module("citron.citron").Citron(str(citron))
        yield timed("citron", texts, lambda text: program.extract(text)["quotes"])


def timed(name: str, texts: Sequence[str], quotations: Callable[[str], Sequence[Any]]) -> Peer:
    """Time ``quotations`` over ``texts``, of which the first is tried before the clock starts."""
    found = refused = 0
    for number, text in enumerate([*texts[:1], *texts]):
        if number == 1:
            begun, found, refused = time.process_time(), 0, 0
        try:
            found += len(quotations(text))
        except Exception:  # noqa: BLE001 - whatever another program raises on an article
            refused += 1
    return Peer(name, time.process_time() - begun, found, refused)
