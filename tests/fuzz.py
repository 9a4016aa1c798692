"""Feed broken input to the reading, a great deal of it: nothing escapes, no stage fails, nothing hangs or swells.

    PYTHONPATH=src:tests python tests/fuzz.py intake|annotate|hypothesis [INPUTS] [--seed N] [--minutes M]
                                              [--samples FOLDER] [--found FOLDER] [--only N]

``intake`` mutates samples of every format (``fuzz_samples.py``, and what stands in a folder of one's own) and reads
them with intake and anatomy; ``annotate`` mutates stories and builds nonsense, and runs every stage; ``hypothesis``
lets that library build the inputs for all three. Each input is made from the seed and its number alone, so that
``--only`` makes it again. An input that breaks a promise is kept in ``--found``; the exit code is 1 where one did. A
short run is a test.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from fuzz_samples import nonsense, samples, story_texts

from dateline.anatomy import find_blocks
from dateline.intake.fields import Layout
from dateline.intake.inputs import _read_one
from dateline.intake.source import Source
from dateline.schema import Article, Problem

SECONDS = 10.0
"""Of processor time that an input may take."""
SECONDS_MORE = 0.0002
"""For each of its bytes: where every character is a word, 100,000 of them are many seconds of honest work."""
MIB = 2048
"""Of memory that the process may hold at most."""
LARGEST = 150_000
"""Bytes of an input of ``annotate``."""
_TOKENS = [
    *(token.encode() for token in (
        "<meta charset=hex>", "<meta charset=utf-16>", "<![CDATA[", "]]>", "&#x110000;", "&#0;", "<!DOCTYPE x [",
        "<p>", "</div>", "<script>",
        "\\ud800", '{"text": ', "[[[[", "\n\n", "\r", "\t", ",,,", '"', "“", "”", "‘", "’", "--",
        "- 0 -", "(MORE)",
        "By Ana Vidmar", "KOPER, March 5 (Reuters) -", "0001-01-01", "9999-12-31T23:59:60Z", "-1", "1e400", "NaN",
        "\u2028",
        "\ufeff", "\u202e", "\u0000", "🛳", "İ", "ß", "said", "Content-Length: -5",
        "Content-Type: text/html; charset=rot13",
        "=?utf-8?q?=ff?=", "{\\rtf1", "%PDF-1.7", "PK\x03\x04", "1 0 obj", "endstream", "WARC/1.0",
    )),
    b"\xff\xfe", b"\x80\x81", b"\x1f\x8b", b"\x16\x16\x01", b"\x00" * 7,
]  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What has come of it."""

    inputs: int = 0
    articles: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    """By what happened how often."""
    slowest: float = 0.0
    """Seconds of processor time."""
    begun: float = field(default_factory=time.monotonic)

    def line(self) -> str:
        """One line."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return (
            f"{self.inputs:,} inputs, {self.articles:,} articles, {sum(self.broken.values())} broke a promise; slowest "
            f"{self.slowest:.1f} s, {peak:.0f} MiB, {(time.monotonic() - self.begun) / 60:.1f} minutes"
        )


class _SlowError(BaseException):
    """An input took too long; no stage's own net catches it."""


def allowed(content: bytes) -> float:
    """The seconds of processor time that ``content`` may take."""
    return SECONDS + SECONDS_MORE * len(content)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise _SlowError after so many ``seconds`` of processor time."""

    def late(*_: object) -> None:
        raise _SlowError

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def mutated(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """``content`` with a few things done to it: bits flipped, stretches cut, doubled, moved or taken from others."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        at, stop = sorted(chance.randrange(len(made) + 1) for _ in range(2))
        stop = min(stop, at + chance.choice((1, 4, 30, 400)))
        kind = chance.randrange(9)
        if kind == 0 and made:
            made[min(at, len(made) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del made[at:stop]
        elif kind == 2:
            made[at:at] = made[at:stop] * chance.choice((1, 2, 40))
        elif kind in (3, 4):
            made[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 3, 60))
        elif kind == 5:
            other = chance.choice(others)
            low = chance.randrange(len(other) + 1)
            made[at:stop] = other[low : low + chance.choice((8, 80, 2000))]
        elif kind == 6:
            del made[stop if chance.random() < 0.5 else max(at, 1) :]
        elif kind == 7:
            made[at:stop] = chance.randbytes(stop - at)
        else:
            made[at:stop] = made[at:stop].swapcase()
    if chance.random() < 0.03:
        told = bytes(made).decode("utf-8", "replace")
        return told.encode(chance.choice(("utf-16", "cp1252", "utf-8-sig", "shift-jis", "utf-32")), "replace")
    return bytes(made)


def read_bytes(content: bytes, tally: Tally) -> Iterator[str]:
    """What breaks a promise when ``content`` is taken for a file, and its articles are taken apart."""
    source = Source(None, "fuzz.bin", "fuzz", "fuzz/fuzz.bin")
    for item in _in_memory(content, source):
        if isinstance(item, Article):
            tally.articles += 1
            blocks = find_blocks(item).blocks
            if any(not 0 <= b.start <= b.end <= len(item.text) for b in blocks):
                yield "anatomy: a block outside the text"
        elif item.error == "internal":
            yield f"intake: {item.message[:150]}"


def _in_memory(content: bytes, source: Source) -> Iterator[Article | Problem]:
    """The articles of a file that is only in memory, standing in for standard input."""

    class Stream:
        buffer = io.BufferedReader(io.BytesIO(content))

    kept, sys.stdin = sys.stdin, cast("Any", Stream)
    try:
        yield from _read_one(source, Layout())
    finally:
        sys.stdin = kept


def annotate_text(text: str, tally: Tally) -> Iterator[str]:
    """What breaks a promise when all stages read ``text``."""
    from dateline.annotation import annotation
    from dateline.reading import read_batch

    article = Article("fuzz", "fuzz.txt", text, published_at="2031-03-05")
    row = annotation(read_batch([article])[0])
    tally.articles += 1
    for problem in row.get("problems", ()):
        if problem["error"] == "internal":
            yield f"{problem['stage']}: {problem['message'][:150]}"
    for span in (*row["mentions"], *row["toponyms"], *row["times"], *row["figures"], *row["blocks"]):
        if not 0 <= span["start"] <= span["end"] <= len(text):
            yield "a span outside the text"


def tried(number: int, content: bytes, check: Callable[[], Iterator[str]], tally: Tally, found: Path | None) -> None:
    """Read one input, and count and keep it where it breaks a promise."""
    tally.inputs += 1
    begun, broken = time.process_time(), list[str]()
    try:
        with limited(allowed(content)):
            broken += check()
    except _SlowError:
        broken.append(f"more than {allowed(content):.0f} s")
    except MemoryError:
        broken.append(f"more than {MIB} MiB")
    except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where else "?"
        broken.append(f"escaped: {type(error).__name__}: {str(error)[:100]} ({place})")
    tally.slowest = max(tally.slowest, time.process_time() - begun)
    for what in broken:
        tally.broken[what] += 1
        print(f"input {number}: {what}", file=sys.stderr, flush=True)
    if broken and found is not None:
        found.mkdir(parents=True, exist_ok=True)
        (found / f"{number}.bin").write_bytes(content)


def intake_input(number: int, seed: int, known: Sequence[bytes]) -> bytes:
    """The input of this number for intake."""
    chance = random.Random(f"{seed}:{number}")
    return mutated(chance.choice(known), known, chance)


def annotate_input(number: int, seed: int, known: Sequence[bytes]) -> str:
    """The input of this number for all stages: a story mutated, or nonsense."""
    chance = random.Random(f"{seed}:{number}")
    if chance.random() < 0.3:
        return nonsense(chance, LARGEST if chance.random() < 0.05 else 4000)
    raw = mutated(chance.choice(known), known, chance)[:LARGEST]
    return raw.decode("utf-8", "surrogateescape" if chance.random() < 0.2 else "replace")


def by_hypothesis(inputs: int, tally: Tally) -> None:
    """Let hypothesis build texts and files out of words, marks and line ends."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    words = st.one_of(
        st.sampled_from([token.decode("utf-8", "replace") for token in _TOKENS]),
        st.sampled_from(["Ana Vidmar", "said", "that", "the ferry", "on Monday", "$5 million", "who", ".", ",", ": "]),
        st.text(max_size=12),
    )  # fmt: skip
    texts = st.lists(words, max_size=40).flatmap(
        lambda some: st.sampled_from([" ", "", "\n", "\n\n"]).map(lambda joint: joint.join(some))
    )

    @settings(max_examples=inputs, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def check(text: str) -> None:
        raw = text.encode("utf-8", "surrogatepass")
        tried(tally.inputs, raw, lambda: read_bytes(raw, tally), tally, None)
        tried(tally.inputs, raw, lambda: annotate_text(text, tally), tally, None)

    check()


def main(kind: str, inputs: int, seed: int = 0, *, minutes: float | None = None, folder: Path | None = None,
         found: Path | None = None, only: int | None = None) -> Tally:  # fmt: skip
    """Try ``inputs`` inputs, or as many as the ``minutes`` allow."""
    warnings.simplefilter("ignore")
    tally = Tally()
    known = samples(folder) if kind == "intake" else story_texts()
    if kind == "hypothesis":
        by_hypothesis(inputs, tally)
        return tally
    for number in [only] if only is not None else range(inputs):
        if kind == "intake":
            content = intake_input(number, seed, known)
            tried(number, content, lambda c=content: read_bytes(c, tally), tally, found)  # type: ignore[misc]
        else:
            text = annotate_input(number, seed, known)
            raw = text.encode("utf-8", "surrogatepass")
            tried(number, raw, lambda t=text: annotate_text(t, tally), tally, found)  # type: ignore[misc]
        if number % 10_000 == 9_999 or (kind == "annotate" and number % 500 == 499):
            print(tally.line(), flush=True)
        if minutes is not None and time.monotonic() - tally.begun > 60 * minutes:
            break
    return tally


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kind", choices=("intake", "annotate", "hypothesis"))
    options.add_argument("inputs", nargs="?", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--minutes", type=float, default=None)
    options.add_argument("--samples", type=Path, default=None, metavar="FOLDER")
    options.add_argument("--found", type=Path, default=None, metavar="FOLDER")
    options.add_argument("--only", type=int, default=None, metavar="N")
    given = options.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MIB << 20, MIB << 20))
    done = main(given.kind, given.inputs, given.seed, minutes=given.minutes, folder=given.samples, found=given.found,
                only=given.only)  # fmt: skip
    for what, times in done.broken.most_common():
        print(f"{times:6} {what}")
    print(done.line())
    sys.exit(1 if done.broken else 0)
