"""Samples of every format that intake knows, of our own writing, for the fuzzer to break; and nonsense of its own."""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import random
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from dateline.resources import stories

_LARGEST = 30_000
"""Bytes of a sample of one's own folder: larger ones only make the fuzzer slow."""


def _formats() -> Any:
    """The samples that the tests of the formats use."""
    path = Path(__file__).parent / "intake" / "test_formats.py"
    spec = importlib.util.spec_from_file_location("format_samples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(folder: Path | None = None) -> list[bytes]:
    """A sample a format, and the smaller files of ``folder``."""
    made = _formats()
    told = [made.NITF, made.NEWSML_G2, made.NEWSML_1, made.NINJS, made.NINJS_3, made.RSS, made.ATOM, made.FACTIVA,
            made.MAIL, made.TELEX, made.BODY]  # fmt: skip
    page = (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Old pier to close</title>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-03-05"}</script></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>Old pier to close</h1><p>{made.ONE}</p><p>{made.TWO}</p>"
        "<ul><li>Related</li></ul></article><footer>Lagoon Press</footer></body></html>"
    )
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lagoon.example/1\r\n"
        "WARC-Date: 2031-03-05T10:15:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http.encode())}\r\n\r\n"
        f"{http}\r\n\r\n"
    )
    rows = [{"id": f"n{i}", "text": made.BODY, "date": "2031-03-05", "headline": "Old pier"} for i in range(3)]
    quoted = made.BODY.replace('"', '""')
    told += [
        page, warc, "\n".join(map(json.dumps, rows)), json.dumps(rows),
        "id,text,date\n" + "".join(f'n{i},"{quoted}",2031-03-05\n' for i in range(3)),
        "id\ttext\n" + "".join(f"n{i}\t{made.ONE}\n" for i in range(3)),
        "1\n00:00:01,000 --> 00:00:03,500\nThe pier will close\n\n2\n00:00:03,600 --> 00:00:05,000\non Monday.\n\n",
        "WEBVTT\n\n00:01.000 --> 00:03.500\nThe pier will close\n",
        "{\\rtf1\\ansi\\ansicpg1252 The harbour board \\'93will\\'94 close\\par the pier.\\par}",
        f"From desk Wed Mar  5 10:15:00 2031\n{made.MAIL}\n\nFrom desk Wed Mar  5 11:15:00 2031\n{made.MAIL}\n",
        f'<REUTERS TOPICS="NO" NEWID="1"><DATE> 5-MAR-2031 10:15:00.00</DATE><TEXT>&#2;<TITLE>Pier</TITLE><DATELINE>'
        f"KOPER, March 5 - </DATELINE><BODY>{made.ONE}\n&#3;</BODY></TEXT></REUTERS>",
        f"HD Old pier to close\nBY Jane Doe\nWC 40 words\nPD 5 March 2031\nSN Lagoon Press\nLA English\nLP {made.ONE}\n"
        f"TD {made.TWO}\nAN Document LAGOON17\n",
        f"1 of 2 DOCUMENTS\n\nLagoon Press\n\nMarch 5, 2031 Wednesday\n\nOld pier to close\n\nLENGTH: 40 words\n\n"
        f"{made.BODY}\n\nLOAD-DATE: March 6, 2031\n\nLANGUAGE: ENGLISH\n",
    ]  # fmt: skip
    raw = [text.encode() for text in told]
    bundle, tape = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("in/a.txt", made.BODY)
        packed.writestr("in/b.html", page)
    with tarfile.open(fileobj=tape, mode="w") as tar:
        info = tarfile.TarInfo("a.xml")
        info.size = len(raw[0])
        tar.addfile(info, io.BytesIO(raw[0]))
    raw += [bundle.getvalue(), tape.getvalue(), gzip.compress(raw[5]), _docx(made.BODY), _parquet(rows), _pdf(made.ONE)]
    raw += [path.read_bytes() for path in sorted(Path(p) for p in stories.paths()) if path.suffix == ".html"]
    if folder is not None:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= _LARGEST)
        raw += [path.read_bytes() for path in files]
    return raw


def _docx(text: str) -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def _pdf(words: str) -> bytes:
    """The smallest PDF with a line of text in it."""
    content = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]  # fmt: skip
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{told}\nendobj\n" for n, told in enumerate(objects, 1))
    return f"{body}trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n".encode("latin-1", "replace")


def story_texts() -> list[bytes]:
    """The sample stories as texts."""
    lines = [Path(p) for p in stories.paths() if p.endswith(".jsonl")]
    return [json.loads(line)["text"].encode() for path in lines for line in path.read_text("utf-8").splitlines()]


_WORDS = (
    "said", "that", "Ana Vidmar", "the minister", "he", "who", "“", "”", '"', "'", "‘", "’", "(", ")", "—", ",", ".",
    ":", "and", "on Monday", "$5 million", "not", "told", "KOPER", "of", "A.", "0", "-", "1,000", "…", "\n", "\n\n",
    "``", "''", "»", "«",
)  # fmt: skip


def nonsense(chance: random.Random, most: int) -> str:
    """A text of up to ``most`` code points, of few words, of quotation marks alone, of one long word or line."""
    kind = chance.randrange(6)
    size = chance.randrange(1, most)
    if kind == 0:
        some = chance.sample(_WORDS, chance.randrange(1, 6))
        return " ".join(chance.choice(some) for _ in range(size // 5))[:size]
    if kind == 1:
        marks = chance.sample("“”\"'‘’«»`„", chance.randrange(1, 5))
        return "".join(chance.choice([*marks, " ", "a"]) for _ in range(size))
    if kind == 2:
        return (chance.choice(_WORDS) + chance.choice(("", " ", "\n"))) * (size // 4)
    if kind == 3:
        return "".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x110000)))) for _ in range(size))
    if kind == 4:
        return ("x" * chance.choice((1, 50, 5000)) + chance.choice(_WORDS)) * max(1, size // 5000)
    sentence = " ".join(chance.choice(_WORDS) for _ in range(chance.randrange(3, 60)))
    return (sentence + " ") * max(1, size // (len(sentence) + 1))
