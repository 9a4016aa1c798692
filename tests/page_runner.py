"""Runs what a page shows, in a folder with a record of the sample stories and whatever else the pages name."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from documented import Piece, made_real, redirected
from starlette.testclient import TestClient
from typer.testing import CliRunner

import dateline
from dateline.cli import app
from dateline.export import export
from dateline.record import Record

__all__ = ["PageRunner", "r_can"]

STORY = "TRIESTE, 5 March. The ferry line will open by summer, Deputy Minister Ana Vidmar said on Tuesday.\n"
NAMES = {
    "DIR": "my-record", "COPY": "copy-of-it", "REPLICA": "replica", "JOINED": "joined", "PLACE": "5d41:s3",
    "FORMAT": "csv", "PATH": "out", "12 Mole Street": "ferry terminal",
}  # fmt: skip
"""What stands in the pages for a choice of the reader's."""


def r_can() -> bool:
    """Whether R is here with what the pages take but for arrow and duckdb."""
    if shutil.which("Rscript") is None:
        return False
    tried = 'for (p in c("DBI", "RSQLite", "jsonlite")) if (!requireNamespace(p, quietly = TRUE)) quit(status = 1)'
    return subprocess.run(["Rscript", "-e", tried], capture_output=True, check=False).returncode == 0


def stand_ins(record: Record) -> dict[str, str]:
    """The ids of the record for those that the pages make up: an article, its story's other, four people, a place."""

    def one(query: str) -> str:
        return str(record.sql(query).column(0)[0].as_py())

    def who(name: str) -> str:
        return one(f"SELECT actor_id FROM actors WHERE name = '{name}'")

    article = one("SELECT article_id FROM articles WHERE headline LIKE 'Fishermen block Koper%'")
    other = one("SELECT article_id FROM articles WHERE headline LIKE 'Slovenia freezes landing fees, fish%'")
    vidmar = who("Ana Vidmar")
    return {
        "5d41": article, "0f3a": article, "77ac": other, "person-0f3a": vidmar, "person-77c1": who("Helga Jonsdottir"),
        "person-9b20": who("Luka Horvat"), "person-33ab": who("Carlo Berti"),
        "3165185": one("SELECT place_id FROM places WHERE name = 'Trieste'"),
    }  # fmt: skip


@contextmanager
def _output_to(file: Path) -> Iterator[None]:
    """Standard output goes to ``file``, as after ``>``."""
    kept = os.dup(1)
    with file.open("wb") as opened:
        os.dup2(opened.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


@dataclass
class PageRunner:
    """A folder in which a page is run."""

    folder: Path
    patch: pytest.MonkeyPatch
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    """The names that the Python of the page has made."""
    served: list[Any] = field(default_factory=list)
    """The applications that were to be served."""

    def prepare(self, sample: Record, shown: Sequence[Piece]) -> None:
        """Lay out what ``shown`` names: a record, copy in several forms, annotations of colleagues."""
        shutil.copytree(sample.path, self.folder / "my-record")
        named = " ".join(piece.text for piece in shown)
        with dateline.open(self.folder / "my-record") as record:
            self.names = {**NAMES, **stand_ins(record)}
            self.names["PLACE"] = f"{self.names['5d41']}:s3"
            texts = record.sql("SELECT article_id, text FROM articles").to_pylist() if "archive/" in named else []
            for form, folder in (("uima-cas", "cas/"), ("brat", "brat/"), ("label-studio", "annotated.json")):
                if folder in named:
                    export(form, record, self.folder, where=f"article_id = '{self.names['5d41']}'")
        if "cas/" in named:
            shutil.copytree(self.folder / "cas", self.folder / "annotation")
        if "annotated.json" in named:
            self._annotate()
        for name in ("articles", "copy", "my-lists", "archive"):
            (self.folder / name).mkdir()
        for path in ("articles/story.txt", "copy/story.txt", "story.txt"):
            (self.folder / path).write_text(STORY, encoding="utf-8")
        for row in texts:
            (self.folder / "archive" / f"{row['article_id']}.txt").write_text(row["text"], encoding="utf-8")
        (self.folder / "archive" / "export.txt").write_text(STORY.strip(), encoding="utf-8")
        (self.folder / "export.csv").write_text(f'body,published,outlet\n"{STORY.strip()}",2031-03-06,Gulf Wire\n')
        (self.folder / "people.txt").write_text("ines:correct:eight-letters\n", encoding="utf-8")
        (self.folder / "actors.csv").write_text("name,kind\nAna Vidmar,person\n", encoding="utf-8")
        for piece in shown:
            if piece.kind == "tsv":
                (self.folder / "my-lists" / "types.tsv").write_text(piece.text, encoding="utf-8")
        self._stay_here()

    def _annotate(self) -> None:
        """What comes out of Label Studio when a person has looked at the tasks and changed nothing."""
        tasks = json.loads(next(self.folder.rglob("tasks.json")).read_text(encoding="utf-8"))
        for task in tasks:
            shown = task.pop("predictions")[0]["result"]
            told = {"result": shown, "completed_by": {"email": "ada"}, "updated_at": "2031-03-07T10:00:00Z"}
            task["annotations"] = [{**told, "was_cancelled": False}]
        (self.folder / "annotated.json").write_text(json.dumps(tasks), encoding="utf-8")

    def _stay_here(self) -> None:
        """Read in this process, serve to nobody, and ask nothing of a person."""
        import uvicorn

        import dateline.spacy  # noqa: F401 - what the entry point does where the package is installed
        from dateline import engine
        from dateline.resources import stories

        flashes = [path for path in stories.paths() if "flashes" in path]
        self.patch.chdir(self.folder)
        self.patch.setattr(engine, "Pool", lambda *_: engine.Here())
        self.patch.setattr("dateline.mcp.MCPServer.run", lambda *_, **__: None)
        self.patch.setattr(stories, "paths", lambda: flashes)
        self.patch.setattr(uvicorn, "run", lambda app, **_: self.served.append(app))

    def run(self, piece: Piece) -> None:
        """Run a piece; an AssertionError says what it came to."""
        ways: dict[str, Callable[[str], None]] = {
            "sh": self._shell,
            "python": self._python,
            "sql": self._sql,
            "r": self._r,
        }
        if piece.kind in ways:
            ways[piece.kind](made_real(piece.text, self.names))

    def _shell(self, command: str) -> None:
        words, file = redirected(command)
        if words[0].startswith("/api/v1"):
            assert self._visitor().get(words[0]).status_code == 200, command
        elif words[0] == "curl":
            self._curl(words)
        else:
            assert words[0] == "dateline", f"nothing here runs {words[0]}: mark it"
            with _output_to(file) if file else nullcontext():
                code, said = self._alone(words) if "--lists" in words else self._here(words)
            assert code == 0, (command, said)

    def _here(self, words: list[str]) -> tuple[int, str]:
        done = CliRunner().invoke(app, words[1:], input="y\n")
        return done.exit_code, f"{done.output} {done.exception!r}"

    def _alone(self, words: list[str]) -> tuple[int, str]:
        """In a process of its own, since lists hold for a whole one."""
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    def _visitor(self) -> TestClient:
        if not self.served:
            CliRunner().invoke(app, ["serve", "--record", "my-record"], catch_exceptions=False)
        return TestClient(self.served[-1], base_url="http://127.0.0.1:8484")

    def _curl(self, words: list[str]) -> None:
        from dateline.web.access import make_token

        token = make_token(Path("my-record"), "curl", "correct")
        heads = dict(words[i + 1].split(": ", 1) for i, word in enumerate(words) if word == "-H")
        heads = {name: value.replace("TOKEN", token) for name, value in heads.items()}
        sent = words[words.index("-d") + 1]
        answer = self._visitor().post(words[-1], content=sent, headers=heads)
        assert answer.status_code in (200, 201), (shlex.join(words), answer.text)

    def _python(self, block: str) -> None:
        exec(compile(block, "page", "exec"), self.values)

    def _sql(self, block: str) -> None:
        with dateline.open("my-record") as record:
            record.sql(block)

    def _r(self, block: str) -> None:
        done = subprocess.run(["Rscript", "-e", block], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
