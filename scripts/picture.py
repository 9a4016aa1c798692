"""Take pictures of the reading room in Chromium, over a demo record: those of the docs, or any pages at three widths.

python scripts/picture.py demo-record docs
python scripts/picture.py demo-record shots / /statements "/article/ID"
"""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.guard import COOKIE
from dateline.web.serve import HOST, free_port

STORY, WHO = "Slovenia freezes", "Ana Vidmar"
"""The beginning of the headline of the story that is shown, and the person."""
WIDTHS = (390, 820, 1280)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
TOKEN = "for-the-pictures"


@contextmanager
def served(record: Record) -> Iterator[str]:
    """Serve the room over ``record`` while the context lasts, and give its address."""
    port = free_port(8600)
    server = uvicorn.Server(uvicorn.Config(create_app(record, TOKEN), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()


def opened(browser: Browser, address: str, width: int, *, dark: bool = False) -> Page:
    """A page of ``browser`` at ``address`` whose visitor may correct; it is ``width`` pixels wide."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 860}, color_scheme=scheme)
    context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    return context.new_page()


def shown(record: Record) -> dict[str, str]:
    """The addresses of the pages that the docs show, by the name of the picture."""
    article = record.sql("SELECT article_id FROM articles WHERE headline LIKE ? ORDER BY article_id", [f"{STORY}%"])
    actor = record.sql("SELECT actor_id FROM actors WHERE name = ?", [WHO])
    return {
        "room": f"/article/{article.to_pylist()[0]['article_id']}",
        "room-today": "/",
        "room-person": f"/actor/{actor.to_pylist()[0]['actor_id']}",
        "room-statements": "/statements?stance=deny",
        "room-events": "/events?as=weeks",
        "room-validate": "/validate",
        "room-queue": "/queue?layer=events",
        "room-network": "/network",
        "room-ask": "/ask?sql=SELECT+type,+count(*)+AS+events+FROM+occurrences+GROUP+BY+type+ORDER+BY+events+DESC",
    }


def main(record_path: str, folder: str, *paths: str) -> None:
    """Save pictures of the pages ``paths``, or of those that the docs show if none is named, into ``folder``."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with Record(record_path) as record, served(record) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        if not paths:
            page = opened(browser, address, 1180)
            for name, path in shown(record).items():
                page.goto(path)
                if path == "/network":
                    page.wait_for_selector("#network[data-ready]")
                page.screenshot(path=out / f"{name}.png")
        for width, dark in [*((w, False) for w in WIDTHS), (WIDTHS[-1], True)] if paths else ():
            page = opened(browser, address, width, dark=dark)
            for path in paths:
                page.goto(path)
                name = re.sub(r"[^\w-]+", "-", path).strip("-")[:40] or "front"
                page.screenshot(path=out / f"{name}-{width}{'-dark' if dark else ''}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
