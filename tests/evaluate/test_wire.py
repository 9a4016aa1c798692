"""Reading marked copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import FormatError
from dateline.evaluate.wire import Wire, read_wire
from dateline.schema import Span

HEAD = """{"id": "w", "published_at": "2031-03-06", "dateline": null,
 "actors": {"ANA": {"name": "Ana Vidmar", "kind": "person"}},
 "statements": {"1": {"speaker": "ANA", "via": null, "mode": "direct"}},
 "events": {"1": {"type": "AGREE", "actor": ["ANA"], "recipient": [], "modality": "asserted", "statement": null}}}
---
"""


def _wire(folder: Path, copy: str) -> Wire:
    path = folder / "w.wire"
    path.write_text(HEAD + copy, encoding="utf-8")
    return read_wire(path)


def test_the_tags_vanish_and_their_spans_stay(tmp_path: Path) -> None:
    """The text is the copy without its tags; every span quotes what stood between them."""
    copy = "[[b:body]][[c:1]]“No boats,”[[/c:1]] [[s:1]][[m:ANA]]she[[/m]][[/s:1]] said. [[e:1]]Agreed[[/e:1]].[[/b]]"
    wire = _wire(tmp_path, copy)
    assert wire.text == "“No boats,” she said. Agreed.\n"
    assert [wire.text[m.start : m.end] for m in wire.mentions] == ["she"]
    assert wire.statements[0].content == (Span(0, 11),)
    assert wire.statements[0].source == (Span(12, 15),)
    assert [wire.text[s:e] for s, e in wire.events[0].trigger] == ["Agreed"]


def test_a_content_in_pieces_keeps_its_pieces(tmp_path: Path) -> None:
    """A quotation that a cue interrupts is one statement of two spans."""
    wire = _wire(tmp_path, "[[c:1]]“No,”[[/c:1]] she said, [[c:1]]“not yet.”[[/c:1]]")
    assert [wire.text[s:e] for s, e in wire.statements[0].content] == ["“No,”", "“not yet.”"]


@pytest.mark.parametrize("copy", ["[[b:body]]open", "closed[[/m]]"])
def test_tags_that_do_not_match_are_refused(tmp_path: Path, copy: str) -> None:
    """A tag left open, or one that closes nothing, is named in the error."""
    with pytest.raises(FormatError, match="clos"):
        _wire(tmp_path, copy)


def test_a_head_that_is_not_json_is_refused(tmp_path: Path) -> None:
    """A broken head is one clear line."""
    path = tmp_path / "w.wire"
    path.write_text("{oops\n---\ncopy", encoding="utf-8")
    with pytest.raises(FormatError, match="head"):
        read_wire(path)
