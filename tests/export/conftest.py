"""A record of the sample stories, read once, which exports are read back from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import dateline
from dateline.record import Record
from dateline.resources import stories


@pytest.fixture(name="sample", scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """All sample stories."""
    path: Path = tmp_path_factory.mktemp("sample") / "record"
    dateline.read(stories.paths(), path, workers=0)
    with dateline.open(path) as record:
        yield record
