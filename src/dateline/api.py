"""The Python side: ``annotate``, ``read`` and ``open``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dateline.annotation import annotation
from dateline.reading import read_batch
from dateline.schema import Article

if TYPE_CHECKING:
    from dateline.engine import Progress, Summary
    from dateline.engine.pool import Reader
    from dateline.record import Record
    from dateline.record.check import Checked
    from dateline.record.repair import Repaired
    from dateline.record.stored import Tables


def annotate(
    text: str,
    *,
    id: str = "-",  # noqa: A002 - the contract's own name
    published_at: str | None = None,
    publisher: str | None = None,
    uri: str = "-",
) -> dict[str, Any]:
    """All layers of one text with their offsets, as ``dateline annotate`` writes them.

    ``published_at`` is an ISO 8601 date or date and time; relative times are counted from it.
    """
    article = Article(article_id=id, uri=uri, text=text, published_at=published_at, publisher=publisher)
    return annotation(read_batch([article])[0])


def read(
    paths: Sequence[str | Path] | str | Path,
    record: str | Path,
    *,
    workers: int | None = None,
    columns: Mapping[str, str] | None = None,
    link: bool = True,
    timeout: float | None = None,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    lists: str | Path | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read files, folders and globs into the record at ``record``, which is made where there is none.

    ``workers`` is the number of processes, one a core if not given, 0 for this very process. ``columns`` names the
    columns or keys of tables that hold ``text``, ``id``, ``headline``, ``date``, ``publisher`` and ``uri``.
    ``timeout`` is how many seconds an article may take; one that takes longer is kept with a problem, not read.
    ``lists`` is a folder of one's own lists (``docs/lists.md``), given before anything was read in this process.
    ``engine`` is ``local`` or ``dask``, an extra: workers of the cluster at the address ``scheduler``, or, where that
    is not given, of one started on this machine. ``progress`` is called with how far it has come. What the record
    holds already is not read again; an interrupted run is continued by the same call. Raises InputError for a path
    that is not there or a cluster that cannot be used, RecordError where the record cannot be written.
    """
    from dateline.engine import TABLES, Here, Pool, cores, read_into
    from dateline.engine.helping import check_scheduler
    from dateline.intake import articles
    from dateline.linking import link as link_articles
    from dateline.record import Writer
    from dateline.record.folder import name_lists
    from dateline.resources.own import folder, reader_version, use_lists

    if lists is not None:
        use_lists(lists)
    check_scheduler(engine, scheduler)
    given = [str(p) for p in ([paths] if isinstance(paths, (str, Path)) else paths)]
    items = articles(given, columns=columns)
    writer = Writer(record)
    if in_use := folder():
        name_lists(writer.path, [file.name for file in sorted(in_use.glob("*.tsv"))], reader_version())
    if engine == "dask":
        from dateline.engine.dask import Cluster

        reader: Reader[Tables] = Cluster(scheduler, workers or cores())
    else:
        reader = Here() if workers == 0 else Pool(workers or cores(), TABLES, timeout)
    summary = read_into(writer, items, reader, sources=given, columns=columns, progress=progress)
    if link:
        link_articles(writer)
    return summary


def link(
    record: str | Path, workers: int = 1, *, engine: Literal["local", "dask"] = "local", scheduler: str | None = None
) -> str:
    """Find copies and who is the same across the articles of a record; the id of the generation of links.

    ``workers`` processes help with what can be parted: the words and terms of articles, and the comparing of those that
    can be copies. ``engine`` is ``local`` or ``dask``, as for :func:`read`. What is written is the same in any case.
    Raises RecordError where there is no record, InputError for a cluster that cannot be used.
    """
    from dateline.engine.helping import helped
    from dateline.linking import link as link_articles
    from dateline.record.folder import check_record
    from dateline.record.remote import local

    check_record(local(record))
    with helped(workers, engine, scheduler) as spread:
        return link_articles(record, spread)


def open(record: str | Path) -> Record:  # noqa: A001 - the design's own name
    """Open the record at ``record``; raises RecordError where there is none, or one of a newer version."""
    from dateline.record import Record

    return Record(record)


def check(record: str | Path) -> Checked:
    """Whether the record at ``record`` is whole: log, files and rows; raises RecordError where there is none."""
    from dateline.record.check import check as check_record

    return check_record(record)


def repair(record: str | Path, *, workers: int | None = None) -> Repaired:
    """Mend the record at ``record`` as far as it can be, reading again what is lost with ``workers`` processes.

    Raises RecordError where there is no record, or one of a newer version.
    """
    from dateline.engine import TABLES, Here, Pool, cores, read_into
    from dateline.linking import link as link_articles
    from dateline.record import Writer
    from dateline.record.repair import mend_links
    from dateline.record.repair import repair as repair_record

    def read_again(writer: Writer, articles: Sequence[Article]) -> object:
        return read_into(writer, articles, Here() if workers == 0 else Pool(workers or cores(), TABLES))

    def read_sources(paths: Sequence[str], columns: Mapping[str, str]) -> object:
        return read(paths, record, workers=workers, columns=columns, link=False)

    repaired = repair_record(record, read_again, read_sources)
    return mend_links(record, repaired, link_articles)


def backup(record: str | Path, to: str | Path) -> int:
    """Copy the record to the new folder ``to``, as it is at one moment; the number of its last commit.

    Raises InputError where ``to`` is in use, RecordError where the record is none or damaged.
    """
    from dateline.record.backup import backup as copy_record

    return copy_record(record, to)
