"""The loop of one machine: articles in batches to the processes, their rows in commits to the record.

Batches are cut by what comes in and never by how many processes there are, and their rows are written in the order of
the articles, so that the record is the same whatever the number of workers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.engine.batches import cut
from dateline.engine.pool import Reader
from dateline.engine.shared import Copies
from dateline.record import Writer
from dateline.record.remote import shown
from dateline.record.stored import Tables, fingerprint, mended, problem_key
from dateline.resources.own import reader_version
from dateline.schema import Article, Problem

COMMIT_ARTICLES = 1000
COMMIT_SECONDS = 30.0
"""A commit holds at most so many articles, or what was read in so long: that is what a kill can lose."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    read: int = 0
    """Articles that were read."""
    unchanged: int = 0
    """Articles that the record held already."""
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run has done."""

    record: str
    added: int = 0
    """Articles that were new."""
    changed: int = 0
    """Articles whose text, particulars or reader had changed."""
    unchanged: int = 0
    """Articles that the record held already, and repeats of one in this run."""
    problems: int = 0
    """Rows of ``problems`` that this run met, those that the record held already among them."""
    statements: int = 0
    events: int = 0
    commits: int = 0

    @property
    def articles(self) -> int:
        """All articles that were met."""
        return self.added + self.changed + self.unchanged


class _Run:
    """A run in hand: what it has met, and what is read but not committed."""

    def __init__(self, writer: Writer, sources: Sequence[str], columns: Mapping[str, str]) -> None:
        self.writer = writer
        self._columns = columns
        self.summary = Summary(shown(writer.path))
        self._sources = sources
        self._met: dict[str, tuple[str, int]] = {}
        self.later: dict[str, Article] = {}
        """The newest version of an article of which this run has met an earlier one."""
        self.copies = Copies(writer)
        """Articles that read as others do, and wait for their rows."""
        self._noted: set[int] = set()
        self._parts: list[Tables] = []
        self._problems: list[Problem] = []
        self._read = 0
        self._since = time.monotonic()

    def news(self, items: Iterable[Article | Problem]) -> Iterator[Article]:
        """The articles to be read; problems, and what the record holds already, are counted on the way."""
        for item in items:
            if isinstance(item, Problem):
                self._note(item)
                continue
            article = mended(item)
            if self._is_news(article) and not self.copies.takes(article):
                yield article

    def _note(self, problem: Problem) -> None:
        if problem_key(problem) in self._noted:
            return
        self._noted.add(problem_key(problem))
        self._count(problems=1)
        if not self.writer.is_known(problem):
            self._problems.append(problem)

    def _is_news(self, article: Article) -> bool:
        """Whether to read ``article``: the record does not hold it so, and it is the first with its id in this run."""
        mark, met = fingerprint(article, reader_version()), self._met.get(article.article_id)
        if met is None:
            self._met[article.article_id] = mark, _number(article.version)
        elif met[0] != mark:
            self._again(article, met[1])
            return False
        known = self.writer.fingerprint_of(article.article_id)
        if met is not None or known == mark:
            self._count(unchanged=1)
            return False
        self._count(added=int(known is None), changed=int(known is not None))
        return True

    def _again(self, article: Article, met: int) -> None:
        """Another article with an id of this run: a later version waits, an earlier one is passed over."""
        if _number(article.version) > met:
            held = self.later.get(article.article_id)
            if held is None or _number(article.version) > _number(held.version):
                self.later[article.article_id] = article
        elif met < 0:
            message = (
                f"two articles of this run have the id {article.article_id}, and the first is kept: "
                "name the column that tells them apart with --id"
            )
            self._note(Problem(article.uri, "intake", "same-id", message))

    def superseding(self) -> list[Article]:
        """The later versions that wait, now that the earlier ones are committed."""
        self.commit()
        waiting, self.later = [*self.later.values()], {}
        for article in waiting:
            del self._met[article.article_id]
        return waiting

    def take(self, tables: Tables) -> None:
        """Take in what was read, and commit where enough is in hand."""
        self._parts.append(tables)
        self._read += tables["articles"].num_rows
        self._count(**{name: tables[name].num_rows for name in ("statements", "events", "problems")})
        in_hand = sum(part["articles"].num_rows for part in self._parts)
        if in_hand >= COMMIT_ARTICLES or time.monotonic() - self._since > COMMIT_SECONDS:
            self.commit()

    def share(self) -> None:
        """Commit what is in hand, and the copies of what is committed."""
        self.commit()
        for tables in self.copies.made():
            self.take(tables)
        self.commit()

    def commit(self) -> None:
        """Write what is in hand."""
        if self._parts or self._problems:
            self._count(commits=int(self.writer.commit(self._parts, self._problems, self._sources, self._columns)))
            self._parts, self._problems = [], []
            self.writer.compact()
            self.writer.update_text()
        self._since = time.monotonic()

    def progress(self) -> Progress:
        """How far it has come."""
        return Progress(self._read, self.summary.unchanged, self.summary.problems)

    def _count(self, **more: int) -> None:
        self.summary = replace(self.summary, **{k: getattr(self.summary, k) + n for k, n in more.items()})


def read_into(
    writer: Writer,
    items: Iterable[Article | Problem],
    reader: Reader[Tables],
    *,
    sources: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read ``items`` with ``reader`` and commit their rows; what the record holds already is not read again.

    ``sources`` and ``columns`` say where they are from, for the log. An interrupt, or an error on the way, first
    commits what was read; the next run goes on from there.
    """
    run = _Run(writer, sources, columns or {})
    try:
        waiting: Iterable[Article | Problem] = items
        while waiting:
            fresh: Iterable[Article] = run.news(waiting)
            while fresh:
                for tables in reader.map(cut(fresh)):
                    run.take(tables)
                    if run.copies.due:
                        run.share()
                    if progress:
                        progress(run.progress())
                run.share()
                fresh = run.copies.left()
            waiting = run.superseding() if run.later else []
    finally:
        reader.close()
        run.commit()
    if progress:
        progress(run.progress())
    return run.summary


def _number(version: str | None) -> int:
    """A version as a number that grows; -1 where the input gives none."""
    digits = "".join(c for c in version or "" if c.isdigit())
    return int(digits) if digits else -1
