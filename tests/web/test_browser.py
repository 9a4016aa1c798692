"""The room in Chromium; skipped where there is none."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from linked_record import record_of
from made_readings import reading
from playwright.sync_api import Page, sync_playwright
from visitors import TOKEN

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.guard import COOKIE
from dateline.web.serve import free_port
from dateline.web.where import HOST

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
    with served(record_path) as at:
        yield at


@contextmanager
def served(record_path: Path) -> Iterator[str]:
    """The room over a record; its address."""
    port = free_port(8600)
    server = uvicorn.Server(
        uvicorn.Config(create_app(Record(record_path), TOKEN), host=HOST, port=port, log_level="error")
    )
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
    page.click(".note summary:has-text('Vidmar') >> nth=0")
    page.click(".note[open] a:has-text('Vidmar') >> nth=0")
    assert "Vidmar" in page.locator("h1").inner_text()
    assert page.locator(".said").count() >= 1


def test_pointing_at_a_note_lights_its_words(page: Page) -> None:
    """The margin and the text show which belongs to which."""
    page.goto("/article/ferry")
    page.hover(".note >> nth=0")
    assert page.locator("[data-rows].lit").count() >= 1


def test_focus_on_a_note_lights_its_words_as_pointing_does(page: Page) -> None:
    """The keyboard reaches each note with one key, and Enter opens the whole reading."""
    page.goto("/article/ferry")
    page.focus(".note summary >> nth=0")
    assert page.locator("[data-rows].lit").count() >= 1
    page.keyboard.press("Enter")
    assert page.locator(".note[open] dl").is_visible()


def test_a_note_stands_at_the_height_of_its_words(page: Page) -> None:
    """Each quotes them, none lies over another, and the first of a paragraph is level with its words."""
    page.goto("/article/ferry")
    notes = page.locator("details.note")
    boxes = [box for box in (notes.nth(i).bounding_box() for i in range(notes.count())) if box]
    tops = sorted((box["y"], box["y"] + box["height"]) for box in boxes)
    assert all(above[1] <= below[0] for above, below in pairwise(tops))
    first = notes.nth(0)
    words = page.locator(f"[data-rows~='{first.get_attribute('data-note')}'] >> nth=0").bounding_box()
    box = first.bounding_box()
    assert words is not None
    assert box is not None
    assert abs(words["y"] - box["y"]) < 30
    assert all(page.locator(".note .quote").all_inner_texts())


def test_an_article_has_few_stops_for_the_keyboard(page: Page) -> None:
    """Names in the text are reached from the notes; the text is not a row of stops."""
    page.goto("/article/ferry")
    assert page.locator(".par a:not([tabindex='-1'])").count() == 0


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    """One Tab and Enter."""
    page.goto("/statements")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_no_page_breaks_the_content_security_policy(page: Page) -> None:
    """The console says nothing."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    pages = ("/", "/articles?q=ferry", "/article/ferry", "/statements", "/events", "/map", "/network", "/ask", "/queue")
    for path in pages:
        page.goto(path)
    assert said == []


def test_a_layer_is_switched_off(page: Page) -> None:
    """Its notes go with it."""
    page.goto("/article/ferry")
    shown = page.locator(".note:visible").count()
    page.uncheck("#layer-events")
    assert 0 < page.locator(".note:visible").count() < shown


def test_a_narrow_screen_does_not_scroll_sideways(page: Page) -> None:
    """On a telephone the notes stand under their paragraph."""
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/article/ferry", "/statements", "/people", "/events", "/map", "/ask", "/queue", "/history"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.set_viewport_size({"width": 1280, "height": 720})


def test_a_row_is_judged_by_keyboard(page: Page, address: str, record_path: Path) -> None:
    """One key a verdict, one to go on, one to go back, one to undo; focus stays free for the next."""
    page.context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    page.goto("/queue")
    before = page.locator(".total b").inner_text()
    page.keyboard.press("j")
    page.wait_for_url("**row=**")
    page.keyboard.press("k")
    page.wait_for_load_state()
    page.keyboard.press("n")
    page.wait_for_function("before => document.querySelector('.total b').textContent !== before", arg=before)
    assert int(page.locator(".total b").inner_text()) < int(before)
    page.keyboard.press("u")
    page.wait_for_function("before => document.querySelector('.total b').textContent === before", arg=before)
    page.context.clear_cookies()


def test_a_speaker_is_changed_by_mouse(page: Page, address: str, record_path: Path) -> None:
    """In the note of the statement; the article shows it at once, and the history can undo it."""
    page.context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    page.goto("/article/ferry")
    note = page.locator("details.note:not(.event)").first
    note.locator("summary").first.click()
    note.locator("select").first.select_option(index=1)
    chosen = note.locator("select option:checked").first.inner_text()
    note.get_by_role("button", name="Change").click()
    page.wait_for_load_state()
    assert chosen.split()[-1] in page.locator("details.note:not(.event) summary").first.inner_text()
    page.goto("/history")
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    assert "undone" in page.locator("tbody tr").first.inner_text()
    page.context.clear_cookies()


PAGES = (
    "/", "/articles?q=ferry", "/article/ferry", "/stories", "/people", "/statements", "/statements?as=reading",
    "/events", "/events?as=matrix", "/events?as=weeks", "/map", "/network", "/ask?sql=SELECT+1+AS+one", "/queue",
    "/history", "/validate", "/notes", "/views", "/paste", "/source/ferry", "/record", "/enter", "/families",
    "/forget?what=article&id=ferry",
)  # fmt: skip


@pytest.mark.parametrize("first", [0, 1, 2])
def test_axe_finds_nothing_serious_on_any_page(page: Page, address: str, first: int) -> None:
    """Names, contrast, structure: by the rules of WCAG 2 A and AA, for somebody who may correct; a third at a time."""
    page.context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    found = []
    for path in PAGES[first::3]:
        page.goto(path)
        said = Axe().run(page, options=options).response["violations"]
        found += [(path, v["id"], v["nodes"][0]["html"][:120]) for v in said if v["impact"] in ("serious", "critical")]
    page.context.clear_cookies()
    assert found == []


def test_marked_words_become_a_statement_by_three_keys(page: Page, address: str, record_path: Path) -> None:
    """What is selected is taken by its code points: w what was said, c the cue, a to keep it."""
    page.context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    page.goto("/article/ferry")
    select = """([words, key]) => {
        const walker = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0 || !node.parentElement.closest("[data-at]")) continue;
            window.getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return true;
        }
        return false;
    }"""
    for words, key in (("heads the port", "w"), ("signed", "c")):
        assert page.evaluate(select, [words, key])
        page.keyboard.press(key)
    start, end = map(int, page.input_value("[data-mark=w]").split("-"))
    page.keyboard.press("a")
    page.wait_for_load_state()
    with Record(record_path) as record:
        text = record.articles(article_id="ferry").to_pylist()[0]["text"]
        made = record.statements(text="heads the port").to_pylist()
        assert text[start:end] == "heads the port"
        assert [(s["cue_text"], s["content"]) for s in made] == [("signed", [{"start": start, "end": end}])]
        record.correct.undo(record.corrections.standing()[-1].correction_id)
    page.context.clear_cookies()


def test_an_open_page_tells_of_new_articles_without_moving(page: Page) -> None:
    """At its foot, from the server's events."""
    told = "".join(f'event: batch\ndata: {{"commit": {n}, "articles": {n}}}\n\n' for n in (2, 4))
    page.route("**/news", lambda route: route.fulfill(content_type="text/event-stream", body=told))
    page.goto("/statements")
    page.wait_for_selector("#news:visible")
    assert page.locator("#news span").inner_text() == "2 new articles"
    page.unroute("**/news")


def test_the_network_is_drawn_on_a_canvas_and_taken_away(page: Page, tmp_path: Path) -> None:
    """Without JavaScript the strongest ties stand there as a picture; the list has all."""
    record_of(tmp_path / "r", [reading("one")]).close()
    with served(tmp_path / "r") as at:
        page.goto(f"{at}/network")
        page.wait_for_selector("#network[data-ready]")
        with page.expect_download() as taken:
            page.click("[data-canvas]")
        assert taken.value.suggested_filename == "network.png"
        page.goto("about:blank")
    page.goto("/map")
    with page.expect_download() as taken:
        page.click("[data-png]")
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_question_is_completed_from_the_tables(page: Page) -> None:
    """Names of tables, and of columns of the tables that are named; by a key or a click."""
    page.goto("/ask")
    page.type("textarea", "SELECT speaker FROM statem")
    page.keyboard.press("Control+Space")
    assert page.input_value("textarea") == "SELECT speaker FROM statements"
    page.type("textarea", " WHERE confi")
    page.click("#completes button:has-text('confidence')")
    assert page.input_value("textarea").endswith("WHERE confidence")
