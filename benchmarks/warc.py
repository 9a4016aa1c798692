"""Whether memory stays flat over a large web archive, and how fast its pages are taken in, on this machine.

    python benchmarks/warc.py [--gigabytes G] [--page BYTES] [--keep FILE]

A WARC of made pages is written (every page is other words about invented people, with the scripts and styles that
make real pages large), taken in a page at a time, and removed again. A line for each tenth of it says what was read,
how fast by the processor's clock, and the most memory that the process has had so far. ``--keep`` leaves the archive,
so that ``dateline read --profile`` can be run over it: that says which share of the time is not the reading's.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.intake import articles
from dateline.schema import Article

PAGE = 200_000
"""Bytes of a page, as news pages have."""
_NAMES = ["Ana Vidmar", "Marko Kos", "Tina Golob", "Jan Hribar", "Eva Zupan", "Luka Rot", "Nina Breg", "Ivan Sever"]
_PLACES = ["Koper", "Piran", "Izola", "Trieste", "Muggia", "Umag", "Pula", "Rovinj"]
_SAID = "The harbour board of {place} will close pier {n} on Monday, its chairwoman {name} said.|“We have waited {n} \
years for this,” {name} told reporters in {place}.|Police in {place} arrested {n} men after a protest at the town hall.\
|{name} promised {n} million euros for the ferries between {place} and the islands, and denied that the town was broke."
_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - Lagoon Post</title>
<meta property="article:published_time" content="2031-03-{day:02d}T10:00:00Z"><meta property="og:site_name" \
content="Lagoon Post"><style>{style}</style><script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav>\
</header><main><article><h1>{title}</h1><div class="byline">By {name}</div>"""
_FOOT = """</article><aside class="related"><h2>More</h2><ul>{menu}</ul></aside></main><footer><p>Copyright 2031 \
Lagoon Post. All rights reserved.</p></footer><script>{script}</script></body></html>"""


def page(number: int, size: int) -> bytes:
    """A page of about ``size`` bytes, made of words that follow from ``number`` and from nothing else."""
    chance = random.Random(number)
    said = _SAID.split("|")

    def sentence() -> str:
        told = {"place": chance.choice(_PLACES), "name": chance.choice(_NAMES), "n": chance.randint(2, 99)}
        return chance.choice(said).format(**told)

    menu = "".join(f'<li><a href="/{p.lower()}">{p} and its harbour</a></li>' for p in _PLACES * 5)
    title = f"Pier {number} of {chance.choice(_PLACES)} to close"
    paragraphs = "".join(f"<p>{' '.join(sentence() for _ in range(3))}</p>\n" for _ in range(chance.randint(6, 14)))
    filler = "".join(f'window.state[{i}]={{"id":{chance.getrandbits(60)}}};' for i in range(size // 90))
    head = _HEAD.format(title=title, day=number % 28 + 1, name=chance.choice(_NAMES), menu=menu,
                        style=".a{margin:0}" * 800, script=filler)  # fmt: skip
    return (head + paragraphs + _FOOT.format(menu=menu, script=filler)).encode()


def write(path: Path, total: int, size: int) -> int:
    """Write an archive of about ``total`` bytes to ``path``, and give the number of its pages of ``size`` bytes."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    number = 0
    made = [page(i, size) for i in range(40)]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        while file.tell() < total:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            content = made[number % 40].replace(b"Pier ", b"Pier %d/" % (number // 40))
            address = f"https://lagoon.example/2031/{number}"
            writer.write_record(writer.create_warc_record(address, "response", BytesIO(content), http_headers=headers))
            number += 1
    return number


def taken_in(path: Path, pages: int) -> Iterator[str]:
    """Take the ``pages`` pages of the archive in, and give a line to print after each tenth of them."""
    begun = last = time.process_time()
    read = since = characters = 0
    for item in articles([str(path)]):
        if not isinstance(item, Article):
            yield f"problem: {item.error}: {item.message}"
            continue
        read += 1
        characters += len(item.text)
        if read % max(1, pages // 10) == 0 or read == pages:
            now = time.process_time()
            yield (f"{read:>8,} pages  {(read - since) / max(1e-9, now - last):6.1f} a second  peak {peak():7.1f} MiB  "
                   f"{characters / 1e6:8.1f} million characters")  # fmt: skip
            last, since = now, read
    yield f"{read:>8,} of {pages:,} pages in {time.process_time() - begun:.0f} s of processor time"


def peak() -> float:
    """The most memory, in MiB, that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Make the archive, take it in, print the lines, and remove it where it is not to be kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gigabytes", type=float, default=2.0, help="size of the archive, unpacked")
    parser.add_argument("--page", type=int, default=PAGE, help="bytes of a page")
    parser.add_argument("--keep", type=Path, help="write the archive there and leave it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "made.warc"
        pages = write(path, int(given.gigabytes * 1e9), given.page)
        print(f"{path.stat().st_size / 1e9:.2f} GB, {pages:,} pages; peak after writing {peak():.1f} MiB")
        for line in taken_in(path, pages):
            print(line, flush=True)


if __name__ == "__main__":
    main()
