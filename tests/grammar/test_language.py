"""A second language is a folder of grammar, a folder of tables and a model: here a few words of Slovene."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

TOY = '''
import json, sys
import spacy
from spacy.language import Language
from spacy.tokens import Doc
import dateline.grammar, dateline.resources
from dateline.language.parse import MODELS
from dateline.annotation import annotation
from dateline.reading import read_batch
from dateline.schema import Article

WORDS = [row.split() for row in """
Ana NNP PROPN Ana compound 1
Kovač NNP PROPN Kovač nsubj 3
je VBZ AUX biti aux 3
povedala VBD VERB povedati ROOT 3
, , PUNCT , punct 3
da IN SCONJ da mark 8
bo MD AUX biti aux 8
most NN NOUN most nsubj 8
odprt VBN VERB odpreti ccomp 3
junija NN NOUN junij npadvmod 8
. . PUNCT . punct 3
""".split("\\n") if row]


@Language.component("toy")
def toy(doc):
    assert [t.text for t in doc] == [w[0] for w in WORDS]
    columns = dict(zip(("words", "tags", "pos", "lemmas", "deps"), map(list, zip(*WORDS))))
    spaces = [bool(t.whitespace_) for t in doc]
    entities = ["B-PERSON", "I-PERSON", *["O"] * 9]
    return Doc(doc.vocab, spaces=spaces, heads=[int(w[5]) for w in WORDS], ents=entities, **columns)


def load(name):
    made = spacy.blank("sl")
    made.add_pipe("toy")
    return made


spacy.load = load
MODELS["sl"] = ("spacy",)
dateline.grammar.__path__.append(sys.argv[1] + "/grammar")
dateline.resources.__path__.append(sys.argv[1] + "/resources")
copy = "Ana Kovač je povedala, da bo most odprt junija."
readings = read_batch([Article(n, n, text, language=n) for n, text in (("sl", copy), ("en", "The bridge is open."))])
print(json.dumps([annotation(reading) for reading in readings]))
'''
CUES = "lemma\tpos\tact\tstance\tframes\npovedati\tverb\tspeech\tsay\tclause that\n"


def test_a_statement_is_found_by_a_folder_and_a_table(tmp_path: Path) -> None:
    """With its speaker; copy in English is not read by that process, and says so."""
    grammar, tables = tmp_path / "grammar" / "sl", tmp_path / "resources" / "sl"
    grammar.mkdir(parents=True)
    tables.mkdir(parents=True)
    (grammar / "__init__.py").write_text("def mend(columns, anatomy):\n    pass\n", encoding="utf-8")
    (tables / "cues.tsv").write_text(CUES, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", TOY, str(tmp_path)], env={**os.environ, "DATELINE_LANGUAGE": "sl"}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    slovene, english = json.loads(told.stdout)
    (statement,) = slovene["statements"]
    assert [slovene["text"][s:e] for s, e in statement["content"]] == ["da bo most odprt junija"]
    assert (statement["stance"], slovene["actors"][0]["name"], statement["speaker"]) == ("say", "Ana Kovač", "a1")
    assert "problems" not in slovene
    assert "only sl is" in english["problems"][0]["message"]
