"""Dateline in a spaCy pipeline."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import dateline.spacy

STORY = (
    "TRIESTE, 5 March. The ferry line will open in June, Transport Minister Ana Vidmar said on Tuesday. "
    "\U0001f6a2 Italy praised Slovenia."
)


def test_an_entry_point_tells_spacy_of_the_component() -> None:
    """So that nobody has to import it."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["dateline"].partition(":")
    assert (module, getattr(dateline.spacy, name)) == ("dateline.spacy", dateline.spacy.make)


def test_the_component_is_found_by_its_name() -> None:
    """Spans quote what the annotation has, and names stand for ids."""
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    doc = nlp(STORY)
    said = dateline.annotate(STORY)["statements"]
    assert [s["id"] for s in doc._.statements] == [s["id"] for s in said]
    assert doc._.statements[0]["speaker"] == "Ana Vidmar"
    assert doc._.statements[0]["content"][0].text == "The ferry line will open in June"
    assert "Ana Vidmar" in {a["name"] for a in doc._.actors}
    assert {p["name"] for p in doc._.places} >= {"Trieste"}
    assert next(t["span"].text for t in doc._.times) == "5 March"


def test_what_was_found_holds_under_spacys_own_serialisation() -> None:
    """Bytes, a DocBin, and the pipeline itself."""
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    doc = nlp(STORY)
    told = [str(s["content"]) for s in doc._.statements]
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    bound = next(iter(DocBin().from_bytes(stored).get_docs(nlp.vocab)))
    for other in (again, bound):
        assert [str(s["content"]) for s in other._.statements] == told
        assert [str(e["trigger"]) for e in other._.events] == [str(e["trigger"]) for e in doc._.events]
    twin = spacy.blank("en")
    twin.add_pipe("dateline")
    twin.from_bytes(nlp.to_bytes())
    assert [str(s["content"]) for s in twin(STORY)._.statements] == told


def test_a_batch_gives_what_one_gives_and_dates_are_anchored() -> None:
    """In the order of the input; an empty text is a Doc without rows."""
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline")
    docs = [nlp.make_doc(text) for text in (STORY, "", "The boats sail on Monday.")]
    docs[2]._.published_at = "2031-03-05"
    found = list(nlp.pipe(docs))
    assert [len(d._.statements) for d in found[:2]] == [len(nlp(STORY)._.statements), 0]
    assert found[2]._.times[0]["date_start"] == "2031-03-10"


def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands in docs/toolchains.md."""
    page = (Path(__file__).parents[1] / "docs" / "toolchains.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```", page, flags=re.M | re.S):
        exec(block, {})
    assert "Ana Vidmar say" in capsys.readouterr().out
