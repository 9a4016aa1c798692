"""What a validation found, for the appendix of a paper: who was asked what of which rows, agreement, errors, recall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Protocol

from dateline.evaluate.agreement import Share, agreement, alpha, stratified, wilson
from dateline.evaluate.measures import offsets
from dateline.record.validation import Sample, Validation, Verdict

HALF = 0.5
"""How much of the characters of two marks, of those of either, must be common for them to be of one statement."""
Row = Mapping[str, Any]
Pieces = Sequence[Sequence[int]]


class Shown(Protocol):
    """What a record answers about the pages that were marked."""

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """A pyarrow table."""


@dataclass(frozen=True, slots=True)
class Group:
    """The errors among the rows of one outlet, type or confidence."""

    value: str
    errors: int
    share: Share


@dataclass(frozen=True, slots=True)
class Recall:
    """What the coders marked from scratch, and how much of it was read."""

    marked: int
    found: int
    read: int
    """Rows that were read on these pages."""
    pages: int
    share: Share | None
    agreement: float | None
    """F1 of the marks of each two coders of one page, on average."""


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    sample: Sample
    coders: Mapping[str, int]
    """By coder how many rows were judged."""
    judged: int
    """Rows with a verdict of the majority."""
    undecided: int
    """Rows on which the coders are split, or all unsure."""
    twice: int
    """Rows that two coders or more judged."""
    alpha: float | None
    agreement: float | None
    errors: Share | None
    weighted: Share | None
    """The error rate of the whole population, where the sample was layered."""
    aspects: Mapping[str, int] = field(default_factory=dict)
    """What was wrong, how often."""
    groups: Mapping[str, Sequence[Group]] = field(default_factory=dict)
    recall: Recall | None = None


def report(record: Shown, validation: Validation, sample: Sample) -> Report:
    """The report on ``sample`` as it stands."""
    rows = {row["row_no"]: row for row in validation.rows(sample.sample_id)}
    verdicts = [v for v in validation.verdicts(sample.sample_id) if v.row_no in rows]
    of_row: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        of_row[verdict.row_no].append(verdict)
    units = [[v.verdict for v in given if v.verdict != "unsure"] for given in of_row.values()]
    decided = {number: d for number, given in of_row.items() if (d := majority(given)) is not None}
    wrong = {number for number, verdict in decided.items() if verdict == "wrong"}
    strata: dict[str, tuple[int, int, int]] = {}
    for name, size in sample.population.items():
        inside = [n for n in decided if rows[n]["stratum"] == name]
        strata[name] = (len(wrong & set(inside)), len(inside), size)
    return Report(
        sample, Counter(v.coder for v in verdicts), len(decided), len(of_row) - len(decided),
        sum(len(unit) > 1 for unit in units), alpha(units), agreement(units), wilson(len(wrong), len(decided)),
        stratified(strata) if sample.strata != "none" else None,
        Counter(v.aspect or "not said" for v in verdicts if v.verdict == "wrong"),
        {by: _groups(by, decided, rows) for by in ("publisher", "type", "confidence")},
        _recall(record, validation, sample) if sample.pages else None,
    )  # fmt: skip


def majority(given: Sequence[Verdict]) -> str | None:
    """What more than half of those who were sure say; None where they are split."""
    counts = Counter(v.verdict for v in given if v.verdict != "unsure")
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _groups(by: str, decided: Mapping[int, str], rows: Mapping[int, Row]) -> list[Group]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, verdict in decided.items():
        value = rows[number][by]
        told = _band(value) if by == "confidence" else value or "none"
        counts[told][0] += verdict == "wrong"
        counts[told][1] += 1
    made = []
    for value, (errors, judged) in sorted(counts.items(), key=lambda c: (-c[1][1], c[0])):
        share = wilson(errors, judged)
        if share is not None:
            made.append(Group(value, errors, share))
    return made


def _band(confidence: float | None) -> str:
    if confidence is None:
        return "not told"
    return f"{int(min(confidence, 0.999) * 5) / 5:.1f} to {int(min(confidence, 0.999) * 5) / 5 + 0.2:.1f}"


def _recall(record: Shown, validation: Validation, sample: Sample) -> Recall:
    finished = validation.finished(sample.sample_id)
    marks: dict[tuple[str, str], list[Pieces]] = {page: [] for page in finished}
    for article_id, coder, pieces in validation.marks(sample.sample_id):
        if (article_id, coder) in marks:
            marks[article_id, coder].append(pieces)
    articles = sorted({article_id for article_id, _ in finished})
    read = _read(record, sample.layer, articles)
    marked = found = 0
    for (article_id, _), there in marks.items():
        marked += len(there)
        found += matched(there, read.get(article_id, []), sample.layer)
    alike = []
    for article_id in articles:
        coders = [there for (a, _), there in marks.items() if a == article_id]
        for one, other in combinations(coders, 2):
            if one or other:
                alike.append(2 * matched(one, other, sample.layer) / (len(one) + len(other)))
    total = sum(len(rows) for rows in read.values())
    return Recall(
        marked, found, total, len(articles), wilson(found, marked), sum(alike) / len(alike) if alike else None
    )


def _read(record: Shown, layer: str, articles: Sequence[str]) -> dict[str, list[Pieces]]:
    spans = "content" if layer == "statements" else "trigger"
    query = f"SELECT article_id, {spans} AS spans FROM {layer} WHERE list_contains(?::VARCHAR[], article_id)"
    made: dict[str, list[Pieces]] = {}
    for row in record.sql(query, [list(articles)]).to_pylist() if articles else ():
        made.setdefault(row["article_id"], []).append([(s["start"], s["end"]) for s in row["spans"] or ()])
    return made


def matched(one: Sequence[Pieces], other: Sequence[Pieces], layer: str) -> int:
    """How many marks of ``one`` have a mark of their own in ``other``, the best first.

    Statements match where half of the characters of either are common, events where their triggers touch.
    """
    first, second = [offsets(p) for p in one], [offsets(p) for p in other]
    pairs = sorted(
        ((share, i, j) for i, a in enumerate(first) for j, b in enumerate(second) if (share := _common(a, b)) > 0),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for share, i, j in pairs:
        if (share >= HALF or layer == "events") and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])


def _common(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def as_markdown(found: Report) -> str:
    """The report as an appendix."""
    return "\n".join([*_asked(found), *_rates(found), *_recalled(found), ""])


def _asked(found: Report) -> Iterable[str]:
    sample = found.sample
    population = sum(sample.population.values())
    layered = f"the same number of each {sample.strata}, " if sample.strata != "none" else ""
    filters = "; ".join(f"{name} {value}" for name, value in sample.filters.items())
    yield f"# Validation: {sample.name}\n"
    yield f"{sample.size:,} of {population:,} {sample.layer} were drawn at random ({layered}seed {sample.seed})"
    yield f"on {sample.made_at[:10]}{f' by {sample.made_by}' if sample.made_by else ''}."
    yield f"They were narrowed to {filters}." if filters else "They were not narrowed."
    yield f"Read by version {', '.join(sample.reader_versions)}.\n" if sample.reader_versions else ""
    yield f"**Asked:** {sample.question or 'is the row right?'}\n"
    yield "**Coders,** each blind to the others: " + "; ".join(
        f"{c} ({n} rows)" for c, n in sorted(found.coders.items())
    )
    yield ""


def _rates(found: Report) -> Iterable[str]:
    yield f"**Agreement** on {found.twice:,} rows that two or more judged: Krippendorff's alpha (nominal) "
    yield f"{_number(found.alpha)}, the same verdict in {_percent(found.agreement)} of pairs."
    yield f"{found.judged:,} rows have a verdict of the majority; {found.undecided:,} are undecided.\n"
    yield f"**Error rate** of the sample: {told(found.errors)}."
    if found.weighted is not None:
        yield f"Weighted to the population: {told(found.weighted)}."
    for aspect, n in sorted(found.aspects.items(), key=lambda a: -a[1]):
        yield f"- {aspect}: {n}"
    for by, groups in found.groups.items():
        yield f"\n| {by} | judged | wrong | error rate (95% interval) |\n|---|---|---|---|"
        for group in groups:
            yield f"| {group.value} | {group.share.of} | {group.errors} | {told(group.share)} |"


def _recalled(found: Report) -> Iterable[str]:
    if found.recall is None:
        return
    recall = found.recall
    yield f"\n**Recall:** coders marked {recall.pages} of {found.sample.pages} articles from scratch."
    yield f"Of {recall.marked} marks {recall.found} had been read: {told(recall.share)}."
    yield f"{recall.read} rows were read on these pages."
    yield f"F1 of the marks of two coders: {_number(recall.agreement)}."


def told(share: Share | None) -> str:
    """A share with its interval, in per cent."""
    if share is None:
        return "not known"
    return f"{100 * share.value:.1f}% ({100 * share.low:.1f} to {100 * share.high:.1f})"


def _number(value: float | None) -> str:
    return "not known" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "not known" if value is None else f"{100 * value:.0f}%"
