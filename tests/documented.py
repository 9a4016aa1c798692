"""What the pages show to be typed or run, taken apart, and the ways to run it.

Shell stands in blocks indented by four blanks, in fences without a language or ``sh``, and between single backticks
where it names a record, but in tables. What cannot run here has a comment before its block or its paragraph that says
why: ``<!-- not run: needs a cluster -->``, or ``<!-- not run (pip): installs -->`` for lines that begin so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PROGRAMS", "Piece", "made_real", "pieces", "redirected"]

PROGRAMS = ("dateline", "python", "python3", ".venv/bin/pip", ".venv/bin/dateline", "pip", "pipx", "uvx", "docker",
            "curl", "make", "/api/v1")  # fmt: skip
"""The words with which a line of a block is one to be run."""
_WHY_NOT = re.compile(r"<!-- not run(?: \((?P<word>[^)]+)\))?: (?P<why>.+?) -->")
_FENCE = re.compile(r"^```(\w*)\s*$")
_INLINE = re.compile(r"`(dateline [^`]*--record [^`]+)`")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a page, or one line of shell."""

    page: str
    line: int
    kind: str
    """``sh``, or the language of the fence."""
    text: str
    why_not: str | None = None
    """Why it is not run here."""


@dataclass
class _Marks:
    """The marks that hold until the block after them has ended."""

    told: dict[str, str] = field(default_factory=dict)

    def why(self, line: str) -> str | None:
        """Why ``line`` is not run; a mark without a word is for every line."""
        return next((why for word, why in self.told.items() if not word or line.startswith(word)), None)


def pieces(page: str, text: str) -> Iterator[Piece]:
    """All that ``text`` shows to be run, in its order."""
    lines, marks, at = text.splitlines(), _Marks(), 0
    while at < len(lines):
        line = lines[at]
        if found := _WHY_NOT.match(line):
            marks.told[found["word"] or ""] = found["why"]
            at += 1
        elif fence := _FENCE.match(line):
            end = next(i for i in range(at + 1, len(lines)) if lines[i].startswith("```"))
            yield from _fenced(page, at + 1, fence[1], lines[at + 1 : end], marks)
            marks, at = _Marks(), end + 1
        elif line.startswith("    "):
            end = next((i for i in range(at, len(lines)) if not lines[i].startswith("    ")), len(lines))
            yield from _shell(page, at + 1, [one[4:] for one in lines[at:end]], marks)
            marks, at = _Marks(), end
        else:
            for command in [] if line.startswith("|") else _INLINE.findall(line):
                yield Piece(page, at + 1, "sh", command, marks.why(command))
            if not line.strip() and at and not _WHY_NOT.match(lines[at - 1]):
                marks = _Marks()
            at += 1


def _fenced(page: str, at: int, kind: str, lines: list[str], marks: _Marks) -> Iterator[Piece]:
    if kind in ("", "sh"):
        yield from _shell(page, at + 1, lines, marks)
    else:
        yield Piece(page, at, kind, "\n".join(lines) + "\n", marks.why(""))


def _shell(page: str, at: int, lines: list[str], marks: _Marks) -> Iterator[Piece]:
    """The lines to be typed, without what is said beside them; a line that ends in a backslash goes on."""
    joined = ""
    for number, line in enumerate(lines, at):
        joined = f"{joined[:-1].rstrip()} {line.strip()}" if joined.endswith("\\") else line
        if joined.endswith("\\"):
            continue
        command = re.split(r" {3,}", joined.strip())[0]
        if re.sub(r"^[A-Z_]+=\S+ ", "", command).startswith(PROGRAMS):
            yield Piece(page, number, "sh", command, marks.why(command))


def made_real(text: str, names: Mapping[str, str]) -> str:
    """``text`` with the made-up names of the pages replaced by those that the record at hand has."""
    ranked = sorted(names, key=len, reverse=True)
    return re.sub(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ranked))})(?![\w-])", lambda m: names[m.group()], text)


def redirected(command: str) -> tuple[list[str], Path | None]:
    """The words of a line of shell, and the file that it writes its output to."""
    words = shlex.split(command)
    return (words[:-2], Path(words[-1])) if words[-2:-1] == [">"] else (words, None)
