"""The wide table: which words may be events, of which types."""

from __future__ import annotations

from event_sample import grammar_of

from dateline.events.codebook import types
from dateline.events.table import entries, entries_of
from dateline.events.wide import possible


def kinds(text: str) -> dict[str, set[str]]:
    """For each word of ``text`` that may be an event its types by the table."""
    return {p.word.lower: {e.type for e in p.entries} for p in possible(grammar_of(text).words, lambda _: True)}


def test_each_entry_is_of_a_type_of_the_codebook() -> None:
    """Types, parts of speech and grades are known ones."""
    for (lemma, pos), found in entries().items():
        assert pos in ("V", "N", "A"), lemma
        assert all(e.type in types() and e.grade in (1, 2, 3) for e in found), lemma


def test_each_type_has_verbs_and_nouns() -> None:
    """Hundreds of words for the common types, tens for the rare ones."""
    for name in types():
        for pos in ("V", "N"):
            assert sum(any(e.type == name for e in found) for key, found in entries().items() if key[1] == pos) >= 5


def test_verbs_nouns_and_predicates_may_be_events() -> None:
    """Whatever the table has, and each verb that is no auxiliary."""
    found = kinds("Norway, which was opposed to the plan, expelled two envoys after talks with Iceland.")
    assert "SANCTION" in found["expelled"]
    assert "CONSULT" in found["talks"]
    assert "was" not in found


def test_a_verb_that_the_table_lacks_is_asked_about_too() -> None:
    """A verb is a candidate whatever it means."""
    assert kinds("Norway outwitted Iceland on Tuesday.") == {"outwitted": set()}


def test_a_phrase_needs_its_particle_or_noun() -> None:
    """ "Call off" and "impose sanctions" are entries of their own."""
    words = {w.lower: w for w in grammar_of("Norway called off the visit and imposed sanctions.").words}
    assert any(e.particle == "off" for e in entries_of(words["called"]))
    assert any(e.noun == "sanction" for e in entries_of(words["imposed"]))
    bare = {w.lower: w for w in grammar_of("Norway called the visit a success.").words}
    assert not any(e.particle == "off" for e in entries_of(bare["called"]))
