"""Pictures of the pages of the reading room at three widths, to be looked at.

python scripts/shots.py demo-record shots / /statements "/article/ID"
"""

from __future__ import annotations

import re
import shutil
import sys
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.serve import HOST, free_port

WIDTHS = (390, 820, 1280)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main(record_path: str, folder: str, *paths: str) -> None:
    """Serve the record at ``record_path`` for a moment and save a picture of each path at each width."""
    port, out = free_port(8600), Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    app = create_app(Record(record_path), token="shots")
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for dark in (False, True):
            for width in WIDTHS if not dark else WIDTHS[-1:]:
                scheme = "dark" if dark else "light"
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                context.add_cookies([{"name": "dateline-token", "value": "shots", "url": f"http://{HOST}:{port}"}])
                page = context.new_page()
                for path in paths:
                    page.goto(f"http://{HOST}:{port}{path}")
                    name = re.sub(r"[^\w-]+", "-", path).strip("-")[:40] or "front"
                    page.screenshot(path=out / f"{name}-{width}{'-dark' if dark else ''}.png")
        browser.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
