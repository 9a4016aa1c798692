"""Visitors to the reading room."""

from __future__ import annotations

from starlette.testclient import TestClient

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.guard import COOKIE

TOKEN = "the-token-of-the-tests"


def visitor(record: Record) -> TestClient:
    """Somebody who reads."""
    return TestClient(create_app(record, TOKEN), base_url="http://127.0.0.1")


def corrector(record: Record) -> TestClient:
    """Somebody who has entered the token."""
    return TestClient(create_app(record, TOKEN), base_url="http://127.0.0.1", cookies={COOKIE: TOKEN})
