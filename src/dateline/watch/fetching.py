"""One page or feed over HTTP, within limits: of size, of time, of redirects, and of where it may be.

Addresses are checked when the connection is made, on the very address that is connected to, so that neither a redirect
nor a name that leads elsewhere a moment later reaches a private network (server-side request forgery, OWASP).
"""

from __future__ import annotations

import email.utils
import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from dateline import __version__

AGENT = f"dateline/{__version__} (news record; follows feeds)"
MAX_BYTES = 10_000_000
"""The most that one answer may have, unpacked."""
MAX_SECONDS = 30.0
"""The longest that one answer may take, redirects and all."""
MAX_REDIRECTS = 5
PAUSE = 2.0
"""Seconds between two requests to one host."""
_DAY = 86_400.0
"""Seconds for which a host's robots.txt is remembered."""
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """What was asked for is not fetched; the message says why."""

    def __init__(self, message: str, retry_after: float | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        """What the host answered, where it did."""
        self.retry_after = retry_after
        """Seconds after which the host wants to be asked again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host sent."""

    url: str
    """After redirects."""
    body: bytes
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False
    """The host says that nothing has changed (304); there is no body."""


class _Guard(httpcore.NetworkBackend):
    """Connects only to public addresses, each looked up once and connected to as it was checked."""

    def __init__(self, private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._private = private

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection to ``host``; raises Refused where an address of it is not public."""
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        if not self._private:
            for address in found:
                _check_public(host, address)
        return self._inner.connect_tcp(found[0], port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise Refused(f"{path} is no address of the web")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._inner.sleep(seconds)


def _check_public(host: str, address: str) -> None:
    told = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(told, "ipv4_mapped", None) or told
    if not mapped.is_global or mapped.is_multicast:
        raise Refused(f"{host} is at {address}, a private address: allow it with --allow-private if you trust it")


@dataclass(slots=True)
class Fetcher:
    """Fetches politely: pauses between requests to a host, and what robots.txt disallows is not asked for."""

    private: bool = False
    """Whether addresses of private networks are allowed."""
    pause: float = PAUSE
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _client: httpx.Client = field(init=False)
    _asked: dict[str, float] = field(init=False, default_factory=dict)
    _robots: dict[str, tuple[float, RobotFileParser]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(network_backend=_Guard(self.private), retries=0)
        self._client = httpx.Client(
            transport=transport, headers={"User-Agent": AGENT}, timeout=self.max_seconds, trust_env=False
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Send ``body`` to ``url``; raises Refused unless it is taken. Redirects are not followed."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused(f"{url} is no http or https address")
        self._pause(parts.netloc)
        try:
            answer = self._client.stream("POST", url, content=body, headers=dict(headers))
            with answer as response:
                if not 200 <= response.status_code < 300:
                    raise Refused(f"{url} answers {response.status_code}")
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, UnicodeError, ValueError) as error:
            raise Refused(f"{url} cannot be reached: {error or type(error).__name__}") from error

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Answer:
        """What is at ``url``; raises Refused, with the reason, where it is not to be had."""
        headers = {name: told for name, told in (("If-None-Match", etag), ("If-Modified-Since", modified)) if told}
        if not self._allowed(url):
            raise Refused(f"robots.txt does not allow {url}")
        return self._get(url, headers, self.clock() + self.max_seconds)

    def _get(self, url: str, headers: dict[str, str], end: float) -> Answer:
        seen = {url}
        for _ in range(MAX_REDIRECTS + 1):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise Refused(f"{url} is no http or https address")
            self._pause(parts.netloc)
            answer = self._once(url, headers, end)
            if isinstance(answer, Answer):
                return answer
            url = urljoin(url, answer)
            if url in seen:
                raise Refused(f"{url} redirects in a circle")
            seen.add(url)
        raise Refused(f"{url}: more than {MAX_REDIRECTS} redirects")

    def _once(self, url: str, headers: dict[str, str], end: float) -> Answer | str:
        """The answer, or where it leads to."""
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                told = response.headers
                if response.status_code in _REDIRECTS and told.get("location"):
                    return str(told["location"])
                if response.status_code == 304:
                    return Answer(url, b"", headers.get("If-None-Match"), headers.get("If-Modified-Since"), True)
                if response.status_code != 200:
                    wait = _retry_after(told.get("retry-after"))
                    raise Refused(f"{url} answers {response.status_code}", wait, response.status_code)
                body = self._body(url, response, end)
                return Answer(url, body, told.get("etag"), told.get("last-modified"))
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, UnicodeError, ValueError) as error:
            raise Refused(f"{url} cannot be fetched: {error or type(error).__name__}") from error

    def _body(self, url: str, response: httpx.Response, end: float) -> bytes:
        pieces, size = [], 0
        for piece in response.iter_bytes(65536):
            size += len(piece)
            if size > self.max_bytes:
                raise Refused(f"{url} is larger than {self.max_bytes:,} bytes")
            if self.clock() > end:
                raise Refused(f"{url} takes longer than {self.max_seconds:g} seconds")
            pieces.append(piece)
        return b"".join(pieces)

    def _pause(self, host: str) -> None:
        left = self._asked.get(host, -self.pause) + self.pause - self.clock()
        if left > 0:
            self.wait(left)
        self._asked[host] = self.clock()

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        asked, rules = self._robots.get(place, (-_DAY, None))
        if rules is None or self.clock() - asked > _DAY:
            rules = self._rules(place)
            self._robots[place] = self.clock(), rules
        return rules.can_fetch(AGENT, url)

    def _rules(self, place: str) -> RobotFileParser:
        """What robots.txt of a host allows: all where there is none, nothing while the host fails (RFC 9309, 2.3.1)."""
        rules = RobotFileParser()
        try:
            answer = self._get(f"{place}/robots.txt", {}, self.clock() + self.max_seconds)
            rules.parse(answer.body.decode("utf-8", "replace").splitlines())
        except Refused as reason:
            fails = reason.status is not None and reason.status >= 500
            rules.parse(["User-agent: *", "Disallow: /"] if fails else [])
        return rules


def _retry_after(told: str | None) -> float | None:
    """Seconds, given as such or as a date."""
    if not told:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return None
