"""What a speaker said in other words, in other articles, before, and against what was said before."""

from __future__ import annotations

from pathlib import Path

from linked_record import record_of
from told_pieces import piece

from dateline.linking.families import Quote, words_of
from dateline.linking.reversals import Reversal, reversals
from dateline.linking.wordings import wording

TOLD = "The quota for sardines is a promise to the sea, and the harbour keeps it"
LATER = "The quota for sardines is a promise to the sea"
NOT = "The quota for sardines is not a promise to the sea that the harbour keeps"


def quote(article: int, text: str, day: int | None, stance: str | None = None) -> Quote:
    """A statement of an article."""
    words, denies = words_of(text)
    return Quote(article, words, day, denies, stance)


def test_versions_of_a_quotation_differ_word_by_word(tmp_path: Path) -> None:
    """The first stands beside each other one; the fullest is known."""
    record = record_of(
        tmp_path / "r",
        [
            piece("a", "2031-03-03", f"Ana Vidmar said: {LATER}.", [("Ana Vidmar", LATER)]),
            piece("b", "2031-03-04", f"{TOLD}, Ana Vidmar said.", [("Ana Vidmar", TOLD)]),
        ],
    )
    rows = record.table("wordings").to_pylist()
    assert [(r["statement_id"], r["first"], r["fullest"], r["kept"]) for r in rows] == [
        ("a:s1", True, False, 1.0), ("b:s1", False, True, 1.0),
    ]  # fmt: skip
    assert rows[1]["marked"] == f"{LATER}, {{+and the harbour keeps it+}}"
    assert rows[1]["added"] == ["and the harbour keeps it"]


def test_translations_are_marked_where_they_part() -> None:
    """Case and marks count for nothing."""
    told = wording("The quota is a word given to the sea.", "A quota is a promise to the sea")
    assert told.marked == "[-A-] {+The+} quota is a [-promise-] {+word given+} to the sea."
    assert (told.dropped, told.kept) == (["A", "promise"], 0.75)


def test_a_speaker_who_denies_what_he_said_stands_against_himself() -> None:
    """On another day; a formula with the figures of each day takes nothing back."""
    then, now = quote(0, TOLD, 1), quote(1, NOT, 9)
    assert list(reversals([then, now], [(0, 1)])) == [Reversal(1, 0, "denial", "denied", "affirmed")]
    assert not list(reversals([then, quote(1, NOT, 1)], [(0, 1)]))
    grain = "The silos of the northern districts will hold {} tonnes of barley by autumn"
    promised = [quote(n, grain.format(sum_), 10 * n) for n, sum_ in enumerate(("3,000", "9,000", "5,000", "7,000"))]
    assert [r.value for r in reversals(promised[:2], [(0, 1)])] == ["9000"]
    every = [(a, b) for b in range(4) for a in range(b)]
    assert not list(reversals(promised, every))


def test_then_and_now_are_rows_of_contradictions(tmp_path: Path) -> None:
    """With the speaker, both statements and their days."""
    record = record_of(
        tmp_path / "r",
        [
            piece("a", "2031-03-03", f"Ana Vidmar said: {TOLD}.", [("Ana Vidmar", TOLD)]),
            piece("b", "2031-04-09", f"{NOT}, Ana Vidmar said.", [("Ana Vidmar", NOT)]),
        ],
    )
    (row,) = record.table("contradictions").to_pylist()
    assert (row["what"], row["value"], row["other"], row["speaker"]) == ("denial", "affirmed", "denied", "Ana Vidmar")
    assert (row["statement_id"], row["other_statement_id"], row["since"]) == ("a:s1", "b:s1", "2031-03-03")


def test_what_a_speaker_said_before_of_the_matter_is_found(tmp_path: Path) -> None:
    """Of the same speaker only, the latest first; other matters are left out."""
    hall = "the new auction hall of the harbour opens in autumn with forty stalls"
    again = "the auction hall of the harbour opens in winter with thirty stalls"
    aunts = "three aunts sang in the opera of Leskova"
    record = record_of(
        tmp_path / "r",
        [
            piece("a", "2031-03-03", f"Ana Vidmar said {hall}.", [("Ana Vidmar", hall)]),
            piece("b", "2031-03-05", f"Ana Vidmar said {aunts}.", [("Ana Vidmar", aunts)]),
            piece("c", "2031-05-05", f"Ana Vidmar said {again}.", [("Ana Vidmar", again)]),
            piece("d", "2031-03-04", f"Ivo Skala said {hall}.", [("Ivo Skala", hall)]),
        ],
    )
    rows = record.sql("SELECT earlier_id, shared FROM said_before WHERE statement_id = 'c:s1'").to_pylist()
    assert [r["earlier_id"] for r in rows] == ["a:s1"]
    assert "auction" in " ".join(rows[0]["shared"])
