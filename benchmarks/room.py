"""How long the pages of the reading room take, alone and with eight readers at once; and what memory they need.

python benchmarks/room.py RECORD

The time of the processor is told beside that of the clock: on a machine that does other things it is the one to trust.
Answers that the room keeps are thrown away before each round, so that each page is made anew.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from starlette.testclient import TestClient

from dateline.record import Record
from dateline.web.app import create_app
from dateline.web.quick import MEMORY, Quick, quick

ROUNDS, READERS = 5, 8


def paths(record: Record) -> list[str]:
    """An address of each kind of page, with ids that ``record`` has."""
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
    """Print the median and the slowest answer of each page, of the clock and of the processor, in milliseconds."""
    record = quick(Record(path, MEMORY))
    if isinstance(record, Quick):
        start = time.perf_counter()
        record.wait()
        print(f"tables made in {time.perf_counter() - start:.0f} s\n")

    def ask(room: TestClient, address: str) -> tuple[float, float]:
        start, worked = time.perf_counter(), time.process_time()
        assert room.get(address).status_code == 200, address
        return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)

    with TestClient(create_app(record), base_url="http://127.0.0.1") as room:
        asked = paths(record)
        alone: list[float] = []
        print("| page | median, ms | slowest, ms | processor, median, ms |\n|---|---|---|---|")
        for address in asked:
            took = []
            for _ in range(ROUNDS):
                anew(record)
                took.append(ask(room, address))
            clock, work = zip(*took, strict=True)
            alone += work
            print(f"| {address} | {statistics.median(clock):.0f} | {max(clock):.0f} | {statistics.median(work):.0f} |",
                  flush=True)  # fmt: skip
        print(f"\nprocessor: median {statistics.median(alone):.0f} ms, "
              f"95th percentile {sorted(alone)[int(0.95 * len(alone))]:.0f} ms")  # fmt: skip
        anew(record)
        with ThreadPoolExecutor(READERS) as pool:
            together = sorted(took for took, _ in pool.map(lambda a: ask(room, a), asked * ROUNDS))
        print(f"{READERS} readers: median {statistics.median(together):.0f} ms, "
              f"95th percentile {together[int(0.95 * len(together))]:.0f} ms")  # fmt: skip
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB at most")
    record.close()


def anew(record: Record) -> None:
    """Throw away the answers that the room keeps, so that the next page is made anew."""
    if isinstance(record, Quick):
        record.forget_answers()


if __name__ == "__main__":
    main(sys.argv[1])
