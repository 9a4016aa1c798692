"""How long the pages of the reading room take, alone and with eight readers at once.

python benchmarks/room.py RECORD
"""

from __future__ import annotations

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from starlette.testclient import TestClient

from dateline.record import Record
from dateline.web.app import create_app

ROUNDS, READERS = 5, 8


def paths(record: Record) -> list[str]:
    """A page of each kind."""
    article = record.sql("SELECT article_id FROM statements GROUP BY ALL ORDER BY count(*) DESC LIMIT 1").to_pylist()
    actor = record.sql("SELECT speaker_id FROM statements WHERE speaker_id IS NOT NULL GROUP BY ALL "
                       "ORDER BY count(*) DESC LIMIT 1").to_pylist()  # fmt: skip
    story = record.sql("SELECT story_id FROM stories ORDER BY articles DESC LIMIT 1").to_pylist()
    return [
        "/", "/articles", "/articles?q=government", "/stories", f"/story/{story[0]['story_id']}", "/people",
        f"/article/{article[0]['article_id']}", f"/actor/{actor[0]['speaker_id']}", "/statements",
        "/statements?words=agreement", "/events", "/map", "/queue", "/api/v1/statements?limit=100",
    ]  # fmt: skip


def main(path: str) -> None:
    """Print the median and the slowest answer of each page in milliseconds."""
    with Record(path) as record, TestClient(create_app(record), base_url="http://127.0.0.1") as room:
        record.keep_in_memory()

        def ask(address: str) -> float:
            start = time.perf_counter()
            assert room.get(address).status_code == 200
            return 1000 * (time.perf_counter() - start)

        asked = paths(record)
        print("| page | median alone, ms | slowest alone, ms |\n|---|---|---|")
        for address in asked:
            took = [ask(address) for _ in range(ROUNDS)]
            print(f"| {address} | {statistics.median(took):.0f} | {max(took):.0f} |")
        with ThreadPoolExecutor(READERS) as pool:
            together = sorted(pool.map(ask, asked * ROUNDS))
        print(f"\n{READERS} readers: median {statistics.median(together):.0f} ms, "
              f"95th percentile {together[int(0.95 * len(together))]:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
