"""Alerts reach a webhook and a mail folder once each, whatever happens on the way."""

from __future__ import annotations

import email
import email.policy
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dateline.record import Writer
from dateline.watch.delivery import Mail, Webhook, deliver, message
from dateline.watch.fetching import Fetcher, Refused
from dateline.watch.state import Alert, State

NOON, ONE = "2031-05-05T12:00:00+00:00", "2031-05-05T13:00:00+00:00"


def alert(key: str, at: str = NOON, text: str = "Vidmar: the pier stays shut") -> Alert:
    """What the search "pier" found."""
    return Alert("pier", key, at, "Pier shut", "https://orla.example/one", text)


@dataclass
class Taker:
    """A host that takes what is posted, while it is well."""

    address: str
    status: int = 200
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def taker() -> Iterator[Taker]:
    """A host on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.got.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(there.status)
            self.send_header("Location", "/again")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Taker(f"http://127.0.0.1:{server.server_port}/hook")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """What following remembers, of a new record."""
    Writer(tmp_path / "r")
    made = State(tmp_path / "r")
    yield made
    made.close()


def fetcher(private: bool = True) -> Fetcher:
    """One that does not sleep."""
    return Fetcher(private=private, wait=lambda _: None, clock=lambda: 0.0)


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_a_webhook_does_not_take_is_sent_again_once(state: State, taker: Taker, status: int) -> None:
    """Under the same id; what was taken is not sent again."""
    hook = Webhook(taker.address, fetcher())
    state.open_channel(hook.name)
    state.keep_alerts([alert("a"), alert("b")])
    taker.status = status
    assert len(list(deliver(state, [hook]))) == 1
    taker.status = 204
    assert not list(deliver(state, [hook]))
    assert not list(deliver(state, [hook]))
    (first, told), (second, again) = taker.got
    assert (first, told) == (second, again)
    assert [a["key"] for a in told["alerts"]] == ["a", "b"]


def test_a_round_is_a_message(state: State, taker: Taker) -> None:
    """What was told before the channel was named is not sent there."""
    state.keep_alerts([alert("old")])
    hook = Webhook(taker.address, fetcher())
    state.open_channel(hook.name)
    state.open_channel(hook.name)
    state.keep_alerts([alert("a", NOON)])
    state.keep_alerts([alert("b", ONE)])
    assert not list(deliver(state, [hook]))
    assert [[a["key"] for a in body["alerts"]] for _, body in taker.got] == [["a"], ["b"]]


def test_a_webhook_in_a_private_network_is_refused(taker: Taker) -> None:
    """As an address to fetch from is."""
    for url in (taker.address, "file:///etc/hosts"):
        with pytest.raises(Refused):
            Webhook(url, fetcher(private=False)).send("1", [alert("a")])
    assert taker.got == []


def test_mail_is_a_file_that_a_kill_does_not_double(state: State, tmp_path: Path) -> None:
    """Written again after a kill, it is the same file."""
    mail = Mail(tmp_path / "mail", "desk@orla.example")
    state.open_channel(mail.name)
    state.keep_alerts([alert("a"), alert("b", text="Line\none \x00 of\r\ntwo: žena")])
    mail.send("0" * 16, [alert("x")])
    assert not list(deliver(state, [mail]))
    (told,) = [p for p in (tmp_path / "mail").iterdir() if p.name != f"alerts-{'0' * 16}.eml"]
    before = told.read_bytes()
    assert not list(deliver(state, [mail]))
    read = email.message_from_bytes(before, policy=email.policy.default)
    assert (read["To"], read["Subject"]) == ("desk@orla.example", "2 new: pier")
    body = read.get_content()
    assert "Vidmar: the pier stays shut\nhttps://orla.example/one" in body
    assert "Line one of two: žena" in body


def test_names_of_searches_cannot_add_headers() -> None:
    """A line end in one is a blank."""
    odd = Alert("pier\nBcc: all@orla.example", "a", NOON, "t", "u", "x")
    assert message("1", [odd], "desk@orla.example")["Bcc"] is None


def test_a_mail_folder_that_is_a_file_is_told(state: State, tmp_path: Path) -> None:
    """In a line; the alert waits."""
    place = tmp_path / "mail"
    place.write_text("")
    mail = Mail(place)
    state.open_channel(mail.name)
    state.keep_alerts([alert("a")])
    assert "takes no mail" in next(iter(deliver(state, [mail])))
    place.unlink()
    assert not list(deliver(state, [mail]))
    assert len(list(place.iterdir())) == 1
