"""Reading needs no network: with every socket refused, an article is read and a record written, linked and asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OFFLINE = """
import socket, sys

def refused(*_, **__):
    raise AssertionError("the network was asked for")

socket.socket.connect = socket.socket.connect_ex = refused
socket.create_connection = socket.getaddrinfo = refused

import dateline
text = "TRIESTE, 5 March. Minister Ana Vidmar said on Monday that police had arrested ten protesters.\\n"
assert dateline.annotate(text)["statements"]
open(sys.argv[1] + "/one.txt", "w").write(text)
open(sys.argv[1] + "/two.html", "w").write("<html><body><p>" + text + "</p></body></html>")
dateline.read(sys.argv[1], sys.argv[2], workers=0)
with dateline.open(sys.argv[2]) as record:
    assert record.statements().num_rows and record.search("protesters")
"""


def test_nothing_asks_for_the_network(tmp_path: Path) -> None:
    """From loading the weights to the answer."""
    (tmp_path / "in").mkdir()
    command = [sys.executable, "-c", OFFLINE, str(tmp_path / "in"), str(tmp_path / "r")]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
