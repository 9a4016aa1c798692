"""Feeds are followed politely and within limits, and what goes wrong is told."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import invented_reader
import pytest

import dateline
from dateline.errors import InputError, RecordError
from dateline.record import Writer
from dateline.watch import Watch, following
from dateline.watch.fetching import Fetcher, Refused
from dateline.watch.following import seconds
from dateline.watch.searches import fields_of
from dateline.watch.state import State

WORDS = (
    "The ferry company of Orla told its passengers on Monday that every crossing would be free until the end of May. "
)
OTHER = "Divers searched the wreck before noon, and the insurers' man sat in the rain with his thermos and a ledger. "
Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Host:
    """A host that answers as it is told, and keeps what it was asked."""

    address: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def say(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> None:
        """Answer so from now on."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies[path] = (status, told, body.encode() if isinstance(body, str) else body)

    def paths(self) -> list[str]:
        """What was asked for, robots.txt aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def host() -> Iterator[Host]:
    """A host on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            status, headers, body = there.replies.get(self.path, (404, {}, b""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Host(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield there
    server.shutdown()
    server.server_close()


def fetcher(waits: list[float] | None = None, clock: Callable[[], float] = lambda: 0.0, **more: Any) -> Fetcher:
    """One that may reach this machine and does not sleep."""
    return Fetcher(private=True, wait=(waits if waits is not None else []).append, clock=clock, **more)


def feed(*items: tuple[str, str], host: str = "") -> str:
    """An RSS feed of items with a title and a text; their pages are /TITLE on the host."""
    entries = "".join(
        f"<item><title>{title}</title><link>{host}/{title}</link><guid>{title}</guid>"
        f"<pubDate>Mon, 05 May 2031 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        for title, text in items
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Orla Daily</title><link>{host}</link>{entries}</channel></rss>"
    )


@pytest.fixture
def watch(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Follows the host's feed; articles are read by an invented reader, and the time stands still."""
    monkeypatch.setattr("dateline.engine.pool.read_tables", invented_reader.read_tables)
    return Watch(tmp_path / "r", [f"{host.address}/feed"], fetcher=fetcher(), now=lambda: 1_900_000_000.0)


def texts(watch: Watch) -> list[str]:
    """What the record holds."""
    with dateline.open(watch.record) as record:
        return sorted(" ".join(a["text"].split()) for a in record.articles().to_pylist())


def later(watch: Watch, seconds_on: float = 601.0) -> Watch:
    """The same, some time later."""
    now = watch.now() + seconds_on
    return Watch(watch.record, watch.feeds, fetcher=watch.fetcher, now=lambda: now)


def test_new_items_are_read_once(watch: Watch, host: Host) -> None:
    """A feed that has not changed is asked by its tag, and its items are not read again."""
    host.say("/feed", feed(("one", WORDS * 5), host=host.address), ETag='"a"')
    assert watch.round().articles == 1
    assert watch.round().feeds == 0
    done = later(watch).round()
    assert (done.feeds, done.articles) == (1, 0)
    assert host.asked[-1][1]["if-none-match"] == '"a"'
    assert len(texts(watch)) == 1


def test_an_item_that_changed_supersedes_itself(watch: Watch, host: Host) -> None:
    """One that changed its id but not its address, too; one that vanished stays."""
    host.say("/feed", feed(("one", WORDS * 5), ("two", WORDS * 6), host=host.address))
    watch.round()
    changed = feed(("one", WORDS * 5 + "It rains."), host=host.address).replace("<guid>one<", "<guid>other<")
    host.say("/feed", changed)
    assert later(watch).round().articles == 1
    assert sum("It rains." in text for text in texts(watch)) == 1
    assert len(texts(watch)) == 2


def test_the_page_is_read_where_the_feed_gives_a_summary(watch: Watch, host: Host) -> None:
    """And the summary where the page is not to be had."""
    summary = feed(("one", "x"), ("two", "x"), host=host.address)
    summary = summary.replace(
        "<content:encoded><![CDATA[<p>x</p>]]></content:encoded>", "<description>In short.</description>"
    )
    host.say("/feed", summary)
    host.say("/one", f"<html><body><article><h1>one</h1><p>{WORDS * 4}</p><p>{WORDS * 3}</p></article></body></html>")
    assert watch.round().articles == 2
    found = texts(watch)
    assert found[0] == "In short."
    assert "every crossing would be free" in found[1]


def test_a_site_map_leads_to_its_pages(watch: Watch, host: Host) -> None:
    """Each address is an article."""
    host.say(
        "/feed",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{host.address}/one</loc></url></urlset>',
    )
    host.say("/one", f"<html><body><article><h1>one</h1><p>{WORDS * 4}</p><p>{WORDS * 3}</p></article></body></html>")
    assert watch.round().articles == 1


@pytest.mark.parametrize(("status", "wait"), [(429, 7200.0), (503, 7200.0), (500, 600.0)])
def test_a_feed_that_fails_is_asked_later(watch: Watch, host: Host, status: int, wait: float) -> None:
    """After what Retry-After says, or less and less often."""
    headers = {"Retry_After": "7200"} if wait > 600 else {}
    host.say("/feed", "", status, **headers)
    assert len(watch.round().failed) == 1
    state = State(watch.record)
    known = state.feed(watch.feeds[0])
    state.close()
    assert (known.next_at - watch.now(), known.failures) == (wait, 1)
    assert later(watch, wait - 1).round() == following.Round()


def test_a_clock_that_was_ahead_keeps_no_feed_waiting(watch: Watch, host: Host) -> None:
    """A year later than it was, a feed is asked all the same once the clock is right again."""
    host.say("/feed", feed(("one", WORDS * 5), host=host.address))
    assert later(watch, 31_536_000.0).round().feeds == 1
    assert watch.round().feeds == 1
    assert watch.round().feeds == 0


def test_what_cannot_be_remembered_is_one_line(watch: Watch, host: Host) -> None:
    """A folder stands where the file should, as on a disk that may not be written."""
    host.say("/feed", feed(("one", WORDS * 5), host=host.address))
    Writer(watch.record)
    (watch.record / "watch.sqlite").mkdir()
    for refused in (watch.round, lambda: watch.search("ferries", "ferry")):
        with pytest.raises(RecordError, match=r"watch.sqlite cannot be used \(unable to open"):
            refused()


def test_one_broken_feed_does_not_stop_the_others(watch: Watch, host: Host) -> None:
    """What is no feed is said so."""
    host.say("/feed", "<html><body>Not here</body></html>")
    host.say("/good", feed(("one", WORDS * 5), host=host.address))
    both = Watch(watch.record, [*watch.feeds, f"{host.address}/good"], fetcher=watch.fetcher, now=watch.now)
    done = both.round()
    assert (done.feeds, done.articles) == (1, 1)
    assert "is no feed" in done.failed[0]


def test_a_round_that_was_killed_is_made_good(watch: Watch, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed is not lost and not read twice."""
    host.say("/feed", feed(("one", WORDS * 5), ("two", WORDS * 6), host=host.address))

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(State, "keep_items", killed)
        with pytest.raises(KeyboardInterrupt):
            watch.round()
    assert len(texts(watch)) == 2
    assert watch.round().articles == 0
    assert len(texts(watch)) == 2


def test_a_search_tells_what_is_new_once(watch: Watch, host: Host) -> None:
    """What was there when it was saved is not told; the rest is, in an Atom feed."""
    host.say("/feed", feed(("one", WORDS * 5), host=host.address))
    watch.round()
    watch.search("ferries", "ferry")
    host.say(
        "/feed",
        feed(
            ("one", WORDS * 5),
            ("two", "A ferry burnt & sank off Kesh with no one aboard. " + OTHER * 4),
            host=host.address,
        ),
    )
    assert later(watch).round().alerts == 1
    assert later(watch, 1300.0).round().alerts == 0
    atom = Xml.parse(watch.record / "alerts.atom").getroot()
    entries = atom.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1
    assert "ferry burnt & sank" in "".join(entries[0].itertext())


def test_a_search_that_is_none_is_refused() -> None:
    """With what to write instead."""
    assert fields_of('speaker:"Ana Vidmar" ferry free') == {"speaker": "Ana Vidmar", "words": "ferry free"}
    for wrong in ("who:vidmar", "", '"half'):
        with pytest.raises(InputError):
            fields_of(wrong)


def test_redirects_are_followed_but_not_in_a_circle(host: Host) -> None:
    """Nor on and on, nor to what is no address of the web."""
    host.say("/a", "", 302, Location="/b")
    host.say("/b", "found")
    assert fetcher().get(f"{host.address}/a").body == b"found"
    host.say("/b", "", 302, Location="/a")
    for n in range(9):
        host.say(f"/n{n}", "", 301, Location=f"/n{n + 1}")
    host.say("/file", "", 302, Location="file:///etc/passwd")
    for path, reason in (("/a", "circle"), ("/n0", "more than 5"), ("/file", "no http")):
        with pytest.raises(Refused, match=reason):
            fetcher().get(host.address + path)


def test_private_addresses_are_refused_also_by_name_and_after_a_redirect(host: Host) -> None:
    """The address that is connected to counts."""
    port = host.address.rpartition(":")[2]
    for address in (
        host.address,
        f"http://localhost:{port}",
        f"http://[::ffff:127.0.0.1]:{port}",
        "http://169.254.169.254",
    ):
        with pytest.raises(Refused, match=r"private|cannot"):
            Fetcher(wait=lambda _: None).get(f"{address}/feed")
    assert host.asked == []


@pytest.mark.parametrize("address", ["ftp://orla.example/feed", "file:///etc/passwd", "http://", "gopher://x"])
def test_only_http_is_asked(address: str) -> None:
    """Other schemes are refused."""
    with pytest.raises(Refused):
        fetcher().get(address)


def test_an_answer_may_not_grow_beyond_its_limit(host: Host) -> None:
    """Unpacked size counts."""
    host.say("/bomb", gzip.compress(b"0" * 2_000_000), Content_Encoding="gzip")
    with pytest.raises(Refused, match="larger"):
        fetcher(max_bytes=100_000).get(f"{host.address}/bomb")
    host.say("/broken", b"no gzip", Content_Encoding="gzip")
    with pytest.raises(Refused):
        fetcher().get(f"{host.address}/broken")


def test_an_answer_may_not_take_too_long(host: Host) -> None:
    """Each piece is timed, so that a slow drip ends, too."""
    ticks = iter(range(0, 1000, 20))
    host.say("/slow", "slow")
    with pytest.raises(Refused, match="longer"):
        fetcher(clock=lambda: float(next(ticks))).get(f"{host.address}/slow")


def test_a_host_is_given_a_pause(host: Host) -> None:
    """Between two requests."""
    waits: list[float] = []
    host.say("/a", "a")
    one = fetcher(waits, pause=2.0)
    one.get(f"{host.address}/a")
    one.get(f"{host.address}/a")
    assert waits == [2.0, 2.0]
    assert host.paths() == ["/a", "/a"]


def test_robots_are_respected(host: Host) -> None:
    """What robots.txt disallows is not asked for."""
    host.say("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    host.say("/private/a", "a")
    with pytest.raises(Refused, match="robots"):
        fetcher().get(f"{host.address}/private/a")
    assert host.paths() == []


def test_times_to_wait_are_read() -> None:
    """A number and a unit."""
    assert [seconds(t) for t in ("90s", "10m", "2h", "1d")] == [90.0, 600.0, 7200.0, 86_400.0]
    for wrong in ("", "10", "m", "0m", "-1m", "ten"):
        with pytest.raises(InputError):
            seconds(wrong)


def test_an_index_leads_to_its_site_maps(watch: Watch, host: Host) -> None:
    """One that is not to be had does not stop the others."""
    host.say("/feed", f"<sitemapindex><sitemap><loc>{host.address}/gone</loc></sitemap>"
                      f"<sitemap><loc>{host.address}/map</loc></sitemap></sitemapindex>")  # fmt: skip
    host.say("/map", f"<urlset><url><loc>{host.address}/page</loc></url></urlset>")
    host.say("/page", f"<html><body><article><h1>Ferries</h1><p>{WORDS * 5}</p></article></body></html>",
             Content_Type="text/html")  # fmt: skip
    assert watch.round().articles == 1


def test_a_host_whose_robots_fail_is_left_alone_for_a_day(host: Host) -> None:
    """Where there is none all is allowed."""
    now = [0.0]
    polite = fetcher(clock=lambda: now[0])
    host.say("/page", WORDS)
    host.say("/robots.txt", b"", 503)
    with pytest.raises(Refused, match="robots"):
        polite.get(f"{host.address}/page")
    host.say("/robots.txt", b"", 404)
    with pytest.raises(Refused, match="robots"):
        polite.get(f"{host.address}/page")
    now[0] = 90_000.0
    assert polite.get(f"{host.address}/page").body == WORDS.encode()
