"""Where alerts go beside the Atom feed: to a webhook, as JSON, and as e-mail text into a folder.

What was told in one round goes out as one message, under an id that is made from the round: a message that was sent
before a kill and could not be noted goes out again under the same id, so that whoever receives it can tell. A channel
is told of what comes after it was first named.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from dateline import __version__
from dateline.schema import hashed
from dateline.watch.fetching import Fetcher, Refused
from dateline.watch.state import Alert, State

_SHORT = 78


class Channel(Protocol):
    """Somewhere to send messages to."""

    @property
    def name(self) -> str:
        """What it is remembered by."""

    def send(self, number: str, alerts: Sequence[Alert]) -> None:
        """Send one message, known by ``number``; raises Refused where it does not arrive."""


class Webhook:
    """An address that takes JSON: ``{"id", "alerts": [{"search", "key", "at", "title", "uri", "text"}]}``."""

    def __init__(self, url: str, fetcher: Fetcher) -> None:
        self._url, self._fetcher = url, fetcher

    @property
    def name(self) -> str:
        """What it is remembered by."""
        return f"webhook {self._url}"

    def send(self, number: str, alerts: Sequence[Alert]) -> None:
        """Post one message; any answer from 200 to 299 is taken for its receipt."""
        body = {"id": number, "program": f"dateline {__version__}", "alerts": [alert._asdict() for alert in alerts]}
        self._fetcher.post(self._url, json.dumps(body).encode(), {
            "Content-Type": "application/json", "Idempotency-Key": number,
        })  # fmt: skip


class Mail:
    """A folder that takes messages as text (RFC 5322), a file each, for ``sendmail -t`` or whatever sends mail."""

    def __init__(self, folder: Path, to: str = "undisclosed-recipients:;") -> None:
        self._folder, self._to = folder, to

    @property
    def name(self) -> str:
        """What it is remembered by."""
        return f"mail {self._folder.resolve()}"

    def send(self, number: str, alerts: Sequence[Alert]) -> None:
        """Write one message, whole or not at all."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._folder / f".{number}.new"
            fresh.write_bytes(bytes(message(number, alerts, self._to)))
            fresh.replace(self._folder / f"alerts-{number}.eml")
        except OSError as error:
            raise Refused(f"{self._folder} takes no mail: {error.strerror or error}") from error


def message(number: str, alerts: Sequence[Alert], to: str) -> EmailMessage:
    """The alerts as an e-mail: a paragraph each."""
    names = ", ".join(dict.fromkeys(_line(alert.search) for alert in alerts))
    made = EmailMessage()
    made["From"] = "Dateline <dateline@localhost>"
    made["To"] = to
    made["Subject"] = f"{len(alerts)} new: {names}"[:_SHORT]
    made["Date"] = format_datetime(datetime.fromisoformat(alerts[0].at))
    made["Message-ID"] = f"<{number}@dateline.localhost>"
    told = [f"{_line(a.search)}: {_line(a.title)}\n{_line(a.text)}\n{_line(a.uri)}" for a in alerts]
    made.set_content("\n\n".join(told) + "\n")
    return made


def _line(text: str) -> str:
    """``text`` as one line that any mail can hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def deliver(state: State, channels: Sequence[Channel]) -> Iterator[str]:
    """Send what each channel has not had yet; a line for each that did not take it, which is tried again next time."""
    for channel in channels:
        waiting = state.undelivered(channel.name)
        for _, group in itertools.groupby(waiting, key=lambda alert: alert.at):
            alerts = list(group)
            try:
                channel.send(_number(channel.name, alerts[0].at), alerts)
            except Refused as reason:
                yield str(reason)
                break
            state.keep_delivered(channel.name, alerts)


def _number(channel: str, at: str) -> str:
    return hashed(channel, at)[:16]
