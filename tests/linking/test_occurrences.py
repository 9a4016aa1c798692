"""Reports of one event are grouped under one occurrence, within an article and across articles."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from linked_record import record_of
from told_events import article, event

from dateline.schema import Anatomy, Block

SHELLED = event("Lorvania shelled the harbour of Tesk on Monday, killing four sailors.", "ASSAULT", "shelled",
                "Lorvania", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=4.0)  # fmt: skip
SHELLING = event("Tesk said nine sailors died when Lorvanian gunboats shelled its harbour on Monday.", "ASSAULT",
                 "shelled", "Lorvanian gunboats", "Tesk", on="2031-05-05", mode="heavy-weapons", dead=9.0,
                 modality="reported")  # fmt: skip
DENIED = event("Lorvania denied that its gunboats had shelled the harbour of Tesk.", "ASSAULT", "shelled", "Lorvania",
               "Tesk", mode="heavy-weapons", modality="denied")  # fmt: skip

TALKS = event("Ilka Tarn held talks with Tesk.", "CONSULT", "talks", "Ilka Tarn", "Tesk")


def groups(record: Any) -> set[frozenset[str]]:
    """The events of each occurrence that has several."""
    found: dict[str, set[str]] = {}
    for row in record.events().to_pylist():
        found.setdefault(row["occurrence_id"], set()).add(row["event_id"])
    return {frozenset(ids) for ids in found.values() if len(ids) > 1}


def joined(path: Path, *events: dict[str, Any], days: tuple[str, ...] = ("2031-05-06", "2031-05-06")) -> bool:
    """Whether two events, each in an article of its own published on its day, are one."""
    record = record_of(path / "r", [article(n, day, e) for n, day, e in zip("ab", days, events, strict=True)])
    return groups(record) == {frozenset({"a:e1", "b:e1"})}


def test_reports_of_one_attack_are_one_occurrence(tmp_path: Path) -> None:
    """Other words, other figures, and a denial: the same shelling, known by its first report."""
    told = [article("a", "2031-05-05T20:00:00Z", SHELLED), article("b", "2031-05-06", SHELLING),
            article("c", "2031-05-06", DENIED)]  # fmt: skip
    record = record_of(tmp_path / "r", told)
    assert groups(record) == {frozenset({"a:e1", "b:e1", "c:e1"})}
    assert set(record.events().column("occurrence_id").to_pylist()) == {"a:e1"}


def test_swapped_roles_are_another_attack(tmp_path: Path) -> None:
    """Who shelled whom matters."""
    back = event("Tesk shelled the harbour of Lorvania on Monday, killing four sailors.", "ASSAULT", "shelled", "Tesk",
                 "Lorvania", on="2031-05-05", mode="heavy-weapons")  # fmt: skip
    assert not joined(tmp_path, SHELLED, back)


def test_a_meeting_may_be_told_from_either_side(tmp_path: Path) -> None:
    """Ties go both ways."""
    one = event("Lorvania held talks with Tesk about the herring quota on Monday.", "CONSULT", "talks", "Lorvania",
                "Tesk", on="2031-05-05")  # fmt: skip
    other = event("Tesk had talks with Lorvania on the herring quota on Monday.", "CONSULT", "talks", "Tesk",
                  "Lorvania", on="2031-05-05")  # fmt: skip
    assert joined(tmp_path, one, other)


def test_a_visit_has_a_direction(tmp_path: Path) -> None:
    """The host's return visit is another one."""
    one = event("Lorvania sent ministers to visit Tesk on Monday.", "CONSULT", "visit", "Lorvania", "Tesk",
                on="2031-05-05", mode="visit")  # fmt: skip
    other = event("Tesk sent ministers to visit Lorvania on Monday.", "CONSULT", "visit", "Tesk", "Lorvania",
                  on="2031-05-05", mode="visit")  # fmt: skip
    assert not joined(tmp_path, one, other)


@pytest.mark.parametrize(("day", "one"), [("2031-05-05", True), ("2031-05-07", False), ("2031-04-05", False)])
def test_days_that_the_texts_tell_must_agree(tmp_path: Path, day: str, one: bool) -> None:
    """The same words of another day are another attack."""
    other = {**SHELLED, "sentence": SHELLED["sentence"].replace("four", "some"), "on": day}
    assert joined(tmp_path, SHELLED, other) is one


def test_the_day_of_the_article_is_weak(tmp_path: Path) -> None:
    """A report that tells no day fits one of the days before."""
    undated = {k: v for k, v in SHELLING.items() if k != "on"}
    assert joined(tmp_path, SHELLED, undated, days=("2031-05-05", "2031-05-07"))
    assert not joined(tmp_path / "late", SHELLED, undated, days=("2031-05-05", "2031-09-07"))


def test_what_names_nobody_is_never_joined_across_articles(tmp_path: Path) -> None:
    """Gunmen who shot at a crew on Monday may be any gunmen."""
    shot = event("On Monday gunmen fired at the crew of a tug off the cape.", "ASSAULT", "fired", "gunmen", "the crew",
                 on="2031-05-05", mode="firearms")  # fmt: skip
    assert not joined(tmp_path, shot, {**shot, "sentence": shot["sentence"].replace("tug", "barge")})


def test_the_same_sentence_told_again_is_the_same_event(tmp_path: Path) -> None:
    """A later version of a story says it word for word, whoever is named in it."""
    told = "On Monday gunmen fired at the crew of a tug off the northern cape near the herring cannery."
    shot = event(told, "ASSAULT", "fired", "gunmen", "the crew", on="2031-05-05", mode="firearms")
    again = article("b", "2031-05-06", shot, TALKS)
    record = record_of(tmp_path / "r", [article("a", "2031-05-06", shot), again])
    assert groups(record) == {frozenset({"a:e1", "b:e1"})}


def test_a_town_and_a_day_hold_a_march_together(tmp_path: Path) -> None:
    """Where nobody is named, the town must be told, and the day, and the words agree; one of them is not enough."""
    march: dict[str, Any] = {"on": "2031-05-05", "mode": "demo", "place_id": "77", "place_from": "clause"}
    one = event("Dockers marched in Port Ardo on Monday against night shifts at the herring cannery.", "PROTEST",
                "marched", size=900.0, **march)  # fmt: skip
    other = event("About 400 dockers marched against night shifts at a herring cannery in Port Ardo on Monday.",
                  "PROTEST", "marched", size=400.0, **march)  # fmt: skip
    assert joined(tmp_path / "1", one, other)
    assert not joined(tmp_path / "2", one, {**other, "place_from": "dateline"})
    assert not joined(tmp_path / "3", one, {**other, "on": "2031-05-06"})


def test_two_people_of_one_office_act_for_themselves(tmp_path: Path) -> None:
    """What one minister asked for is not what another did."""
    one = event("Ilka Tarn urged Tesk to open its herring market.", "REQUEST", "urged", "Ilka Tarn", "Tesk")
    other = event("Otto Brand urged Tesk to open its herring market.", "REQUEST", "urged", "Otto Brand", "Tesk")
    assert not joined(tmp_path, one, other)


def test_a_surname_alone_may_be_the_full_name(tmp_path: Path) -> None:
    """Also where linking has left it an actor of its own; the other words decide."""
    one = event("Ilka Tarn urged Tesk to open its herring market to trawlers.", "REQUEST", "urged", "Ilka Tarn", "Tesk")
    other = event("Tarn urged Tesk to open its herring market to foreign trawlers.", "REQUEST", "urged", "Tarn", "Tesk")
    brand = event("Otto Brand urged Tesk to open its herring market to trawlers.", "REQUEST", "urged", "Otto Brand",
                  "Tesk")  # fmt: skip
    assert joined(tmp_path / "1", one, other)
    assert not joined(tmp_path / "2", brand, other)


def test_somebody_resigns_once(tmp_path: Path) -> None:
    """A day apart and without a word in common it is the same resignation; a week of strikes is not one strike."""
    one = event("Ilka Tarn resigned on Monday.", "CONCEDE", "resigned", "Ilka Tarn", on="2031-05-05", mode="resign")
    other = event("Brokers shrugged at the resignation of Ilka Tarn six days ago.", "CONCEDE", "resignation",
                  "Ilka Tarn", on="2031-05-06", mode="resign")  # fmt: skip
    eased = [{**e, "mode": "ease"} for e in (one, other)]
    assert joined(tmp_path / "1", one, other, days=("2031-05-05", "2031-05-12"))
    assert not joined(tmp_path / "2", *eased, days=("2031-05-05", "2031-05-12"))


def test_other_sums_on_other_days_are_other_help(tmp_path: Path) -> None:
    """A treasury that helps the market each day does so anew; one loan may be told with two sums."""
    daily = [event(f"Lorvania gave the money market {sum_} crowns of assistance in the afternoon session.", "AID",
                   "gave", "Lorvania", mode="economic") for sum_ in (191, 485)]  # fmt: skip
    loan = [event(f"Lorvania gave Tesk a loan of {sum_} crowns to mend the herring harbour.", "AID", "gave", "Lorvania",
                  "Tesk", mode="economic") for sum_ in (191, 485)]  # fmt: skip
    assert not joined(tmp_path / "1", *daily, days=("2031-05-05", "2031-05-06"))
    assert joined(tmp_path / "2", *loan, days=("2031-05-05", "2031-05-06"))


def test_one_speaker_asks_for_several_things(tmp_path: Path) -> None:
    """Requests of one speaker to one addressee are joined by what was asked for."""
    quota = event("Ilka Tarn urged Tesk to open its herring market to trawlers.", "REQUEST", "urged", "Ilka Tarn",
                  "Tesk")  # fmt: skip
    again = event("Tesk should open the herring market to foreign trawlers, Ilka Tarn demanded.", "REQUEST",
                  "demanded", "Ilka Tarn", "Tesk")  # fmt: skip
    light = event("Ilka Tarn urged Tesk to mend the lighthouse.", "REQUEST", "urged", "Ilka Tarn", "Tesk")
    assert joined(tmp_path / "1", quota, again)
    assert not joined(tmp_path / "2", quota, light)


def test_cooperation_and_conflict_are_never_one(tmp_path: Path) -> None:
    """Aid and assault do not meet, however alike the words."""
    aid = event("Lorvania aided the harbour of Tesk on Monday.", "AID", "aided", "Lorvania", "Tesk", on="2031-05-05")
    hit = event("Lorvania raided the harbour of Tesk on Monday.", "ASSAULT", "raided", "Lorvania", "Tesk",
                on="2031-05-05")  # fmt: skip
    assert not joined(tmp_path, aid, hit)


def test_within_an_article_a_definite_noun_takes_up_the_deed(tmp_path: Path) -> None:
    """ "The shelling" is the one that was told; another sentence's own attack is not."""
    taken_up = event("The shelling lasted an hour, a harbour pilot of Tesk said.", "ASSAULT", "shelling", "", "Tesk",
                     mode="heavy-weapons")  # fmt: skip
    record = record_of(tmp_path / "r", [article("a", "2031-05-06", SHELLED, taken_up)])
    assert groups(record) == {frozenset({"a:e1", "a:e2"})}


def test_two_deeds_of_one_sentence_stay_two(tmp_path: Path) -> None:
    """Talks and the visit they were held on are counted apart; so are two requests."""
    told = "Ilka Tarn urged Tesk to open its market and asked Tesk to mend the lighthouse."
    one = event(told, "REQUEST", "urged", "Ilka Tarn", "Tesk")
    other = event(told, "REQUEST", "asked", "Ilka Tarn", "Tesk")
    assert groups(record_of(tmp_path / "r", [article("a", "2031-05-06", one, other)])) == set()


def test_an_attack_and_its_dead_are_one(tmp_path: Path) -> None:
    """One sentence tells the deed and what came of it."""
    told = "Lorvania raided the harbour of Tesk and killed the crew."
    deed = event(told, "ASSAULT", "raided", "Lorvania", "Tesk")
    outcome = event(told, "ASSAULT", "killed", "Lorvania", "the crew", dead=4.0)
    assert groups(record_of(tmp_path / "r", [article("a", "2031-05-06", deed, outcome)])) == {
        frozenset({"a:e1", "a:e2"})
    }


STORIES = [
    article("a", "2031-05-05T20:00:00Z", SHELLED),
    article("b", "2031-05-06", SHELLING, DENIED),
    article("c", "2031-05-06", DENIED),
    article("d", None, SHELLING),
]


def test_neither_order_nor_batches_matter(tmp_path: Path) -> None:
    """Eight orders, one article a batch, give what linking all at once gives."""
    at_once = record_of(tmp_path / "all", STORIES)
    ids = {e["event_id"]: e["occurrence_id"] for e in at_once.events().to_pylist()}
    assert len(set(ids.values())) < len(ids)
    for n, order in enumerate(itertools.islice(itertools.permutations(STORIES), 0, None, 3)):
        record = record_of(tmp_path / str(n), *([r] for r in order))
        assert {e["event_id"]: e["occurrence_id"] for e in record.events().to_pylist()} == ids


def test_an_earlier_report_gives_the_occurrence_its_id(tmp_path: Path) -> None:
    """The id is the first report's, whenever that comes in; a single article says the same as the views."""
    record = record_of(tmp_path / "r", STORIES[1:3], STORIES[:1])
    assert set(record.events().column("occurrence_id").to_pylist()) == {"a:e1"}
    second = record.article("b")
    assert second is not None
    assert second["events"] == record.events(article_id="b").to_pylist()


def test_a_superseded_report_leaves_its_occurrence(tmp_path: Path) -> None:
    """A new reading without the event takes it out."""
    calm = event("Lorvania held talks with Tesk.", "CONSULT", "talks", "Lorvania", "Tesk")
    record = record_of(tmp_path / "r", STORIES[:3], [article("a", "2031-05-05T20:00:00Z", calm)])
    assert groups(record) == groups(record_of(tmp_path / "s", STORIES[1:3]))


def test_a_headline_and_its_lead_are_one(tmp_path: Path) -> None:
    """The headline says in short, and in the present tense, what the copy tells of others by other words."""
    short = article("a", "2031-05-06", event("Lorvania shells harbour.", "ASSAULT", "shells", "Lorvania"), SHELLED)
    body = short.anatomy.blocks[0].end
    blocks = (Block("headline", 0, short.sentences[0].end), Block("body", short.sentences[1].start, body))
    record = record_of(tmp_path / "r", [replace(short, anatomy=Anatomy(blocks))])
    assert groups(record) == {frozenset({"a:e1", "a:e2"})}


def test_a_rare_deed_that_nobody_with_a_name_did_is_one_by_its_numbers(tmp_path: Path) -> None:
    """A kidnapping told by two papers; another with other numbers stays apart."""
    one = event("Gunmen abducted 40 pupils from a school in Orla.", "ASSAULT", "abducted", mode="abduct",
                date_start="2031-05-05", date_end="2031-05-05", date_from="clause")  # fmt: skip
    other = {**one, "sentence": "Armed men kidnapped 40 pupils from the school at Orla.", "trigger": "kidnapped"}
    assert joined(tmp_path / "one", one, other)
    assert not joined(tmp_path / "two", one, {**other, "sentence": other["sentence"].replace("40", "12")})


def test_what_reports_say_against_each_other_is_a_row(tmp_path: Path) -> None:
    """The earlier value, then the later one; a value that both give is none."""
    told = [{**SHELLED, "dead": 4.0, "modality": "asserted"}, {**SHELLING, "dead": 9.0}, {**DENIED, "dead": 4.0}]
    days = ("2031-05-05", "2031-05-06", "2031-05-07")
    record = record_of(tmp_path / "r", [article(n, day, e) for n, day, e in zip("abc", days, told, strict=True)])
    rows = record.table("contradictions").to_pylist()
    assert [(r["what"], r["value"], r["since"], r["other"], r["other_since"]) for r in rows] == [
        ("dead", "4", "2031-05-05", "9", "2031-05-06"),
        ("modality", "asserted", "2031-05-05", "denied", "2031-05-07"),
    ]


TALKS_OF_LOTA = [
    ("Talks at the Herring Organization of Lotania, LOTA, on quotas for sardines went on without much hope.", "Talks"),
    ("The collapse of the LOTA negotiations over sardine quotas pleased nobody at the Herring Organization.",
     "negotiations"),
    ("Delegates said that the Herring Organization might end its LOTA meeting on sardine quotas early.", "meeting"),
]  # fmt: skip


def test_reports_of_one_round_of_talks_are_one_whatever_the_noun(tmp_path: Path) -> None:
    """Nobody is told to take part; the names and the matter are the same."""
    told = [article(n, "2031-05-06", event(s, "CONSULT", w)) for n, (s, w) in zip("abc", TALKS_OF_LOTA, strict=True)]
    assert groups(record_of(tmp_path / "r", told)) == {frozenset({"a:e1", "b:e1", "c:e1"})}


def test_talks_of_another_matter_or_another_month_are_others(tmp_path: Path) -> None:
    """The body alone is not enough, and it meets again."""
    (one, noun), *_ = TALKS_OF_LOTA
    other = "Talks at the Herring Organization of Lotania, LOTA, about a pension for the gatekeeper went on."
    assert not joined(tmp_path / "1", event(one, "CONSULT", noun), event(other, "CONSULT", "Talks"))
    again = ("2031-05-06", "2031-06-06")
    assert not joined(tmp_path / "2", *(event(s, "CONSULT", w) for s, w in TALKS_OF_LOTA[:2]), days=again)


def test_other_sums_given_on_one_day_are_two_gifts(tmp_path: Path) -> None:
    """Where nobody is told who gets them."""
    one = event("Lorvania gave 30 million crowns to the market in the morning session.", "AID", "gave", "Lorvania")
    other = event("Lorvania gave 456 million crowns to the market in the afternoon session.", "AID", "gave", "Lorvania")
    assert not joined(tmp_path, one, other)
