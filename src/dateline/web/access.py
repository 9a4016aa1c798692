"""Who may do what in the room: to read, to correct, to administer; by tokens, or by names and passwords.

A token is a secret of 144 random bits, of which the record keeps the SHA-256 alone (``access.json``); it is shown once,
when it is made. Passwords come from a file that the server is given, and are compared in constant time; who enters one
gets a session of this server.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.record.whole import disk_errors

RIGHTS = ("read", "correct", "administer")
"""Each holds those before it: to correct is also to judge, to note and to save views; to administer, to keep articles,
to forget and to redact."""
_FILE = "access.json"
_WRONG, _SECONDS = 10, 60.0
"""Wrong secrets after which none is taken for a while."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is known to the room."""

    name: str
    """Empty for whoever has the token that the server printed."""
    right: str
    secret: str = ""
    """A password; of a token nothing is kept here."""

    def may(self, right: str) -> bool:
        """Whether the person has this right."""
        return RIGHTS.index(self.right) >= RIGHTS.index(right)


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(18)


def tokens(record: Path) -> list[dict[str, str]]:
    """The tokens of a record, without the secrets: ``name``, ``right``, ``made_at`` and ``sha256``."""
    try:
        found: Any = json.loads((record / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise InputError(f"{record / _FILE} cannot be read ({error}): remove it and make the tokens anew") from None
    return [t for t in found if isinstance(t, dict) and t.get("right") in RIGHTS]


def make_token(record: Path, name: str, right: str) -> str:
    """Give ``name`` a token, in place of an earlier one; it is told here and never again."""
    _check(name, right)
    token = new_token()
    made = {"name": name, "right": right, "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "sha256": _digest(token)}  # fmt: skip
    _keep(record, [*(t for t in tokens(record) if t["name"] != name), made])
    return token


def drop_token(record: Path, name: str) -> None:
    """Take a token back; raises InputError where ``name`` has none."""
    left = [t for t in tokens(record) if t["name"] != name]
    if len(left) == len(tokens(record)):
        raise InputError(f"{name} has no token: `dateline token list` shows who has")
    _keep(record, left)


def _keep(record: Path, made: Sequence[dict[str, str]]) -> None:
    with disk_errors(record):
        fresh = record / f".{_FILE}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(list(made), file, ensure_ascii=False, indent=1)
        fresh.replace(record / _FILE)


def read_passwords(path: Path) -> list[Person]:
    """The people of a password file: a line each, ``name:right:password``, or one password alone, which administers."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}): name a file with a password") from None
    if not lines:
        raise InputError(f"{path} is empty: write a password into it, or lines of name:right:password")
    if len(lines) == 1 and lines[0].count(":") < 2:
        return [Person("", "administer", _long(lines[0].strip(), path))]
    made = []
    for number, line in enumerate(lines, 1):
        parts = line.strip().split(":", 2)
        if len(parts) != 3:
            raise InputError(f"{path}:{number}: a line is name:right:password")
        _check(parts[0], parts[1])
        made.append(Person(parts[0], parts[1], _long(parts[2], path)))
    return made


def _long(password: str, path: Path) -> str:
    if len(password) < 8:
        raise InputError(f"{path}: a password has at least 8 characters")
    return password


def _check(name: str, right: str) -> None:
    if not name.strip() or not name.isprintable() or ":" in name or len(name) > 80:
        raise InputError("a name has from 1 to 80 characters and no colon")
    if right not in RIGHTS:
        raise InputError(f"there is no right {right}: choose one of {', '.join(RIGHTS)}")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Access:
    """Knows people by what they enter."""

    def __init__(self, token: str, record: Path | None = None, passwords: Sequence[Person] = (), *,
                 private: bool = False) -> None:  # fmt: skip
        """``token`` is the server's own, which administers; where ``private`` to read needs a right as well."""
        self.private = private
        self._token = token
        self._record = record
        self._passwords = tuple(passwords)
        self._sessions: dict[str, Person] = {}
        self._wrong: deque[float] = deque(maxlen=_WRONG)

    def enter(self, secret: str) -> str | None:
        """What the browser is to keep for a token or a password; None where it is neither, or too many were wrong."""
        now = time.monotonic()
        if len(self._wrong) == _WRONG and now - self._wrong[0] < _SECONDS:
            return None
        if self.who(secret) is not None:
            return secret
        person = next((p for p in self._passwords if hmac.compare_digest(p.secret.encode(), secret.encode())), None)
        if person is None:
            self._wrong.append(now)
            return None
        session = new_token()
        self._sessions[session] = person
        return session

    def who(self, given: str) -> Person | None:
        """Whom a token or a session stands for."""
        if hmac.compare_digest(given.encode(), self._token.encode()):
            return Person("", "administer")
        if given in self._sessions:
            return self._sessions[given]
        if not given or self._record is None:
            return None
        digest = _digest(given)
        known = (t for t in tokens(self._record) if hmac.compare_digest(t["sha256"], digest))
        return next((Person(t["name"], t["right"]) for t in known), None)

    def is_own(self, given: str) -> bool:
        """Whether it is the server's own token, which holds for all its records."""
        return hmac.compare_digest(given.encode(), self._token.encode())
