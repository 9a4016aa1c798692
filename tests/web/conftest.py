"""A small record to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from visitors import visitor

from dateline.linking import link
from dateline.reading import read_batch
from dateline.record import Record, Writer
from dateline.record.stored import stored_tables
from dateline.schema import Article, Problem

FERRY = """\
Vidmar: ferry line will open by summer

TRIESTE, 5 March (Gulf Wire) - Italy and Slovenia signed a ferry agreement on Tuesday in Trieste.

The line will open by summer, Deputy Minister Ana Vidmar said. “We have the boats <and the crews>,” she told reporters.

See also

Ferries resume after storm

Carlo Berti, who heads the port of Trieste, denied that the pier was too short.
"""
HERRING = """\
REYKJAVIK, 9 March (Gulf Wire) - Iceland's fisheries minister Jon Arnason said on Friday that the herring had come back.
"""


@pytest.fixture(scope="session")
def record_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two stories and a problem."""
    path = tmp_path_factory.mktemp("room") / "record"
    articles = [
        Article("ferry", "gulf/ferry.txt", FERRY, publisher="Gulf Wire", published_at="2031-03-06"),
        Article("herring", "gulf/herring.txt", HERRING, publisher="Gulf Wire", published_at="2031-03-10"),
    ]
    problem = Problem("gulf/empty.txt", "intake", "empty", "there is no text in it")
    writer = Writer(path)
    writer.commit([stored_tables(read_batch(articles))], [problem])
    link(writer)
    return path


@pytest.fixture
def room(record_path: Path) -> Iterator[TestClient]:
    """A visitor to the reading room."""
    with Record(record_path) as record, visitor(record) as client:
        yield client
