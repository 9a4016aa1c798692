"""One round of following: ask the feeds that are due, read what is new, link it, and tell what was searched for."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from dateline.engine import TABLES, Here, Pool, read_into
from dateline.errors import InputError
from dateline.intake import articles
from dateline.intake.fields import article_id
from dateline.intake.trees import every, words, xml_tree
from dateline.linking import link
from dateline.record import Record, Writer
from dateline.schema import Article, Problem, hashed
from dateline.watch.delivery import Channel, deliver
from dateline.watch.fetching import Fetcher, Refused
from dateline.watch.searches import alerted, save, write_atom
from dateline.watch.state import Feed, State, opened

LONGEST = 86_400.0
"""Seconds after which a feed that fails is asked again at the latest; what is to wait longer was noted by a clock that
was ahead, and is asked now."""
_MAPS = 20
"""Site maps of one index that are looked at in a round."""
_AHEAD = 1000
"""Items of one feed that are looked at in a round."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to."""

    feeds: int = 0
    """Feeds that were due and answered."""
    failed: tuple[str, ...] = ()
    """Why others did not, a line each."""
    articles: int = 0
    """New or changed ones."""
    alerts: int = 0


@dataclass(slots=True)
class Watch:
    """Follows feeds, site maps and folders into a record."""

    record: Path
    feeds: Sequence[str]
    """Addresses, and paths of folders and files."""
    every: float = 600.0
    """Seconds between two looks at a feed."""
    alerts: Path | None = None
    """Where the Atom feed of the alerts goes; ``alerts.atom`` in the record if not given."""
    fetcher: Fetcher = field(default_factory=Fetcher)
    workers: int = 0
    channels: Sequence[Channel] = ()
    """Where alerts go beside the feed."""
    now: Callable[[], float] = time.time

    def search(self, name: str, query: str) -> None:
        """Save a search, to be told of from now on; raises InputError where it is none."""
        Writer(self.record)
        with opened(self.record) as state, Record(self.record) as record:
            save(record, state, name, query)

    def round(self) -> Round:
        """Ask what is due, read, link and tell; a round that was killed is made good by the next."""
        writer = Writer(self.record)
        with opened(self.record) as state:
            return self._round(writer, state)

    def _round(self, writer: Writer, state: State) -> Round:
        asked, failed, changed = 0, [], 0
        for channel in self.channels:
            state.open_channel(channel.name)
        for url in self.feeds:
            if urlsplit(url).scheme not in ("http", "https"):
                changed += self._read(writer, articles([url]))
                asked += 1
                continue
            feed = state.feed(url)
            if self.now() < feed.next_at <= self.now() + max(LONGEST, self.every):
                continue
            try:
                changed += self._ask(writer, state, feed)
                asked += 1
            except Refused as reason:
                failed.append(str(reason))
                wait = min(LONGEST, max(reason.retry_after or 0.0, self.every * 2 ** min(feed.failures, 12)))
                state.keep_feed(feed._replace(next_at=self.now() + wait, failures=feed.failures + 1))
        link(writer)
        told = datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="seconds")
        with Record(self.record) as record:
            alerts = alerted(record, state, told)
        if state.searches():
            write_atom(state, self.alerts or self.record / "alerts.atom", told)
        failed += deliver(state, self.channels)
        return Round(asked, tuple(failed), changed, len(alerts))

    def _ask(self, writer: Writer, state: State, feed: Feed) -> int:
        answer = self.fetcher.get(feed.url, feed.etag, feed.modified)
        changed = 0
        if not answer.unchanged:
            items = list(self._items(feed.url, answer.body))[:_AHEAD]
            fresh = [(item, mark) for item in items if not state.is_read(item.uri, mark := _digest(item))]
            changed = self._read(writer, (self._whole(item) for item, _ in fresh))
            state.keep_items((item.uri, mark) for item, mark in fresh)
        state.keep_feed(Feed(feed.url, answer.etag, answer.modified, self.now() + self.every))
        return changed

    def _items(self, url: str, body: bytes) -> Iterator[Article]:
        """The items of a feed or site map, as it gives them; raises Refused for what is neither."""
        if b"<sitemapindex" in body[:2000]:
            yield from self._of_index(body)
            return
        root = xml_tree(body) if b"<urlset" in body[:2000] else None
        if root is not None:
            for place in every(root, "loc"):
                address = words(place).strip()
                if urlsplit(address).scheme in ("http", "https"):
                    yield Article(article_id(address), urldefrag(address)[0], "")
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "feed.xml"
            path.write_bytes(body)
            found = [item for item in articles([str(path)]) if isinstance(item, Article)]
        if not found or any(item.text_method != "feed" for item in found):
            raise Refused(f"{url} is no feed and no site map, or has nothing in it")
        for item in found:
            address = item.uri if urlsplit(item.uri).scheme in ("http", "https") else f"{url}#{item.article_id}"
            yield replace(item, article_id=article_id(address), uri=address)

    def _of_index(self, body: bytes) -> Iterator[Article]:
        """The items of the site maps that an index names, the last of them first; one that fails is passed over."""
        root = xml_tree(body)
        places = [words(place).strip() for place in every(root, "loc")] if root is not None else []
        for place in places[::-1][:_MAPS]:
            try:
                told = self.fetcher.get(place).body
                if b"<sitemapindex" not in told[:2000]:
                    yield from self._items(place, told)
            except Refused:
                continue

    def _whole(self, item: Article) -> Article | Problem:
        """The article of an item: its page, or what the feed gives where that is whole or the page cannot be had."""
        short = not item.text or any(problem.error == "summary" for problem in item.problems)
        if not short or "#" in item.uri:
            return item
        try:
            answer = self.fetcher.get(item.uri)
        except Refused as reason:
            return item if item.text else Problem(item.uri, "intake", "fetch", str(reason), item.article_id)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.html"
            path.write_bytes(answer.body)
            page = next((a for a in articles([str(path)]) if isinstance(a, Article)), None)
        if page is None:
            problem = Problem(item.uri, "intake", "fetch", f"{item.uri} holds no article", item.article_id)
            return item if item.text else problem
        return replace(
            page, article_id=item.article_id, uri=item.uri, publisher=item.publisher or page.publisher,
            published_at=item.published_at or page.published_at, title=item.title or page.title, problems=(),
        )  # fmt: skip

    def _read(self, writer: Writer, items: Iterable[Article | Problem]) -> int:
        reader = Pool(self.workers, TABLES) if self.workers else Here()
        summary = read_into(writer, items, reader, sources=list(self.feeds))
        return summary.added + summary.changed


def _digest(item: Article) -> str:
    return hashed(item.title or "", item.published_at or "", item.text)[:16]


def seconds(told: str) -> float:
    """``90s``, ``10m``, ``2h`` or ``1d`` in seconds; raises InputError for anything else."""
    units = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
    number, unit = told[:-1], told[-1:]
    if unit not in units or not number.isdigit() or int(number) < 1:
        raise InputError(f"{told} is no time to wait: give such as 90s, 10m, 2h or 1d")
    return float(int(number) * units[unit])
