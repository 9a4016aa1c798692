"""The picture in the README: a sample story in the reading room, taken by Chromium from a demo record.

python scripts/picture.py demo-record docs/room.png
"""

from __future__ import annotations

import shutil
import sys
import threading
import time

import uvicorn
from playwright.sync_api import sync_playwright

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.serve import HOST, free_port

STORY = "Slovenia freezes"
"""The beginning of the headline of the story that is shown."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main(record_path: str, picture: str) -> None:
    """Serve the record at ``record_path`` for a moment and save the picture."""
    record = Record(record_path)
    asked = record.sql("SELECT article_id FROM articles WHERE headline LIKE ? ORDER BY article_id", [f"{STORY}%"])
    article_id = asked.to_pylist()[0]["article_id"]
    port = free_port(8600)
    server = uvicorn.Server(uvicorn.Config(create_app(record), host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1180, "height": 860})
        page.goto(f"http://{HOST}:{port}/article/{article_id}")
        page.screenshot(path=picture)
        browser.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
