"""How many rows a second the flat views give as CSV, with their queries, in the processor's time.

    python benchmarks/flat.py RECORD

The best of some exports of each view: all of it, and its query alone. On a small record the planning of the query
weighs most; ``multiply.py`` makes a large one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import dateline
from dateline.export.csv import write_csv
from dateline.export.source import Source
from dateline.record.flat import FLAT

TIMES = 3


def main(path: Path) -> None:
    """Print the rows a second of each flat view."""
    with dateline.open(path) as record, tempfile.TemporaryDirectory() as folder:
        for name in FLAT:
            source, query, whole = Source(record), [], []
            for _ in range(TIMES):
                started = time.process_time()
                rows = sum(batch.num_rows for batch in source.table(name))
                asked = time.process_time()
                write_csv(source.table(name), Path(folder) / f"{name}.csv")
                query.append(asked - started)
                whole.append(time.process_time() - asked)
            print(f"{name}: {rows:,} rows; {rows / min(whole):,.0f} a second as CSV, query {rows / min(query):,.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    main(parser.parse_args().record)
