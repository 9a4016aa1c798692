"""The room in Chromium; skipped where there is none."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.serve import HOST, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture(scope="module")
def address(record_path: Path) -> Iterator[str]:
    """The room, served."""
    port = free_port(8600)
    server = uvicorn.Server(uvicorn.Config(create_app(Record(record_path)), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    """A page of a browser at the front page's address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(base_url=address)
        yield page
        browser.close()


def test_a_click_on_a_statement_shows_its_characters(page: Page) -> None:
    """From the list of statements one click leads to the marked words, in view."""
    page.goto("/statements?words=summer")
    page.click("blockquote a >> nth=0")
    mark = page.locator("mark").first
    assert mark.is_visible()
    box = mark.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 720


def test_a_visitor_finds_a_person_from_a_story(page: Page) -> None:
    """From the front page to the story to the person who speaks in it."""
    page.goto("/")
    page.click("text=Vidmar: ferry line will open by summer")
    page.click(".note a:has-text('Vidmar') >> nth=0")
    assert "Vidmar" in page.locator("h1").inner_text()
    assert page.locator(".said").count() >= 1


def test_pointing_at_a_note_lights_its_words(page: Page) -> None:
    """The margin and the text show which belongs to which."""
    page.goto("/article/ferry")
    page.hover(".note >> nth=0")
    assert page.locator("[data-rows].lit").count() >= 1


def test_a_narrow_screen_does_not_scroll_sideways(page: Page) -> None:
    """On a telephone the notes stand under their paragraph."""
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/article/ferry", "/statements", "/people"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.set_viewport_size({"width": 1280, "height": 720})
