"""A page's own parse: its pieces of text, each with where its characters stand in the markup.

No tree is built: one pass over the tags keeps the stack of open elements, as the HTML standard nests them for text
(WHATWG HTML, 13.2.6), and cuts the text where a block begins or ends. Every character of a piece can be led back to the
characters of the markup that it was read from.
"""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass, field

_TAG = re.compile(
    r"(?P<comment><!--)|<![^>]*>|<\?[^>]*>"
    r"|<(?P<raw>script|style|noscript|template(?![^<>]*\bshadowroot)|svg|iframe|textarea|select|math|object|video|audio|canvas|button)\b"
    r"(?P<rawattrs>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)(?P<attrs>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<(?P<close2>/?)(?P<name2>[A-Za-z][\w:-]*)(?P<attrs2>[^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_RAW_ENDS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in """script style noscript template svg iframe textarea select math object video audio canvas
    button""".split()  # noqa: SIM905
}
"""How elements end in which no words of an article stand."""
_WORDLESS = frozenset({"link", "img", "source", "input"})
_TOLD = re.compile(
    r"""\b(class|id|role|itemprop|data-component|aria-label|style|hidden)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_POSTED = re.compile(
    r"""\bdata-(?:[a-z]+-)?(?:timestamp|sort-time|posted|published|pubdate|created|datetime)(?:-at|-time)?\s*=\s*["']?"""
    r"""(?P<at>[^"'>]{8,40})""",
    re.IGNORECASE,
)
_BLANKS = " \t\n\r\f\v\xa0\u200b"
_TOKEN = re.compile(
    rf"(?P<space>[{_BLANKS}]+)"
    r"|(?P<reference>&(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?))"
    rf"|(?P<words>[^{_BLANKS}&]+(?: [^{_BLANKS}&]+)*|&)"
)
_VOID = frozenset(
    {"br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "source", "track", "wbr", "param"}
)
_BLOCKS = frozenset(
    """html body p div section article main aside header footer nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre
    figure figcaption table thead tbody tfoot tr td th caption form fieldset legend address hr details summary center
    amp-img amp-carousel template header head title dialog menu hgroup""".split()  # noqa: SIM905
)
_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}), "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th"}), "th": frozenset({"td", "th"}), "option": frozenset({"option"}),
}  # fmt: skip
"""What an element of this name ends when it begins."""
_TELLING = ("class", "id", "role", "itemprop", "data-component", "aria-label")
_SCOPES = frozenset({"ul", "ol", "table", "dl", "div", "section", "article"})
DEPTH = 400
"""Elements that may stand in one another; deeper ones are taken for text of the last."""


@dataclass(slots=True)
class Element:
    """An open element: its name, and what its attributes say of it."""

    name: str
    hints: str
    """Its classes, id, role and the like, in small letters."""
    number: int
    """Counts the elements of the page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a piece that stand one for one in the markup, or that stand for ``source_end - source_start``."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(slots=True)
class Piece:
    """Text that no block begins or ends in."""

    path: tuple[Element, ...]
    """The elements that it stands in, the outermost first."""
    text: str
    """Its words on one line."""
    held: tuple[tuple[int, int], ...]
    """Where its characters stand in the markup, cut by the tags between them."""
    linked: int
    """How many of its characters stand in links."""
    bold: int
    broken: bool = False
    """Whether a line break parts it from the piece before, and no block."""

    @property
    def block(self) -> str:
        """The name of the innermost block element."""
        return next((e.name for e in reversed(self.path) if e.name in _BLOCKS), "body")

    def names(self) -> frozenset[str]:
        """The names of the elements that it stands in."""
        return frozenset(e.name for e in self.path)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that the markup gives."""

    at: str
    """As the page writes it."""
    path: tuple[int, ...]
    """The numbers of the elements that it stands in, the outermost first."""
    before: int
    """How many pieces stand before it."""
    hints: str


@dataclass(slots=True)
class Parsed:
    """What one pass over a page finds."""

    pieces: list[Piece] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    """The attributes of ``meta``, ``link``, ``time`` and ``html``, each with its element's name as ``<``."""
    data: list[str] = field(default_factory=list)
    """What stands in scripts of the type application/ld+json."""
    title: str = ""
    wordless: list[tuple[int, int]] = field(default_factory=list)
    """Where in the markup scripts, pictures, comments and the like stand."""
    scripts: list[tuple[int, int]] = field(default_factory=list)
    """Where in the markup scripts stand that are data (JSON)."""
    stamps: list[Stamp] = field(default_factory=list)
    """Its ``time`` elements with a date and time, and what else says when it was posted."""


@functools.lru_cache(maxsize=16_384)
def _hints(attrs: str) -> str:
    """What the attributes of an element say of it; the same again and again on the pages of one house."""
    told = {name.lower(): a or b or c for name, a, b, c in _TOLD.findall(attrs)}
    hints = " ".join(told[k] for k in _TELLING if k in told).lower()
    return hints + " hidden" if "hidden" in told or "display:none" in told.get("style", "").replace(" ", "") else hints


def attributes(text: str) -> dict[str, str]:
    """The attributes in a tag, their names in small letters."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


class _Reader:
    """The pass: open elements, and the piece in hand."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.stack: list[Element] = []
        self.found = Parsed()
        self.runs: list[tuple[int, int, bool, bool]] = []
        self.path: tuple[Element, ...] = ()
        self.links = self.bolds = self.count = 0
        self.broken = False

    def read(self) -> Parsed:
        """All of the markup."""
        at = 0
        while (tag := _TAG.search(self.markup, at)) is not None:
            start = tag.start()
            self._words(at, start)
            at = tag.end()
            if (name := tag["name"]) is not None:
                attrs, closes = tag["attrs"], tag["close"]
            elif (name := tag["name2"]) is not None:
                attrs, closes = tag["attrs2"], tag["close2"]
            else:
                at = self._passed(tag)
                self.found.wordless.append((start, at))
                continue
            name = name.lower()
            if closes:
                self._close(name, attrs)
            else:
                self._open(name, attrs or "")
                if name in _WORDLESS:
                    self.found.wordless.append((start, at))
        self._words(at, len(self.markup))
        self._flush(False)
        return self.found

    def _passed(self, tag: re.Match[str]) -> int:
        """Where a comment, a declaration or an element without words ends that begins with ``tag``."""
        if tag["comment"]:
            end = self.markup.find("-->", tag.end())
            return len(self.markup) if end < 0 else end + 3
        if not tag["raw"]:
            return tag.end()
        name = tag["raw"].lower()
        close = _RAW_ENDS[name].search(self.markup, tag.end())
        first, last = close.span() if close else (len(self.markup), len(self.markup))
        self._raw(name, tag["rawattrs"], (tag.end(), first))
        return last

    def _words(self, start: int, end: int) -> None:
        if start < end and (self.runs or not self.markup[start:end].isspace()):
            if not self.runs:
                self.path = tuple(self.stack)
            self.runs.append((start, end, self.links > 0, self.bolds > 0))

    def _raw(self, name: str, attrs: str, place: tuple[int, int]) -> None:
        if name == "script" and "json" in attrs:
            self.found.scripts.append(place)
            if "ld+json" in attrs:
                self.found.data.append(self.markup[slice(*place)])

    def _open(self, name: str, attrs: str) -> None:
        if name in ("meta", "link", "time", "html", "base"):
            told = attributes(attrs)
            told["<"] = name
            if name == "time":
                told["/"] = " ".join(e.hints for e in self.stack[-6:])
                self._stamp(told.get("datetime", ""), ())
            self.found.metas.append(told)
        if name == "br":
            self._flush(True)
            return
        block = name in _BLOCKS
        if block:
            self._flush(False)
            if any(e.name == "p" for e in self.stack[-8:]) and name not in ("br",):
                self._pop("p", _SCOPES)
            if name in _CLOSES:
                for other in _CLOSES[name]:
                    self._pop(other, _SCOPES if name != "li" else frozenset({"ul", "ol"}))
        if name in _VOID or (attrs.endswith("/") and not block) or len(self.stack) >= DEPTH:
            return
        hints = _hints(attrs) if "=" in attrs else ""
        self.count += 1
        self.stack.append(Element(name, hints, self.count))
        if "data-" in attrs and (posted := _POSTED.search(attrs)):
            self._stamp(posted["at"], (self.count,))
        self.links += name == "a"
        self.bolds += name in ("b", "strong")

    def _stamp(self, at: str, own: tuple[int, ...]) -> None:
        if at:
            path = tuple(e.number for e in self.stack if e.number not in own) + own
            hints = " ".join(e.hints for e in self.stack[-6:])
            self.found.stamps.append(Stamp(at, path, len(self.found.pieces) + bool(self.runs and not own), hints))

    def _close(self, name: str, _: str) -> None:
        if name in _BLOCKS:
            self._flush(False)
        self._pop(name, frozenset())

    def _pop(self, name: str, scopes: frozenset[str]) -> None:
        for i in range(len(self.stack) - 1, max(-1, len(self.stack) - 60), -1):
            if self.stack[i].name == name:
                for gone in self.stack[i:]:
                    self.links -= gone.name == "a"
                    self.bolds -= gone.name in ("b", "strong")
                del self.stack[i:]
                return
            if self.stack[i].name in scopes:
                return

    def _piece(self) -> Piece:
        texts = [
            html.unescape(self.markup[s:e]) if "&" in self.markup[s:e] else self.markup[s:e] for s, e, _, _ in self.runs
        ]
        linked = sum(len(t.strip()) for t, run in zip(texts, self.runs, strict=True) if run[2])
        bold = sum(len(t.strip()) for t, run in zip(texts, self.runs, strict=True) if run[3])
        text = " ".join("".join(texts).replace("\u200b", " ").split())
        return Piece(self.path, text, tuple((s, e) for s, e, _, _ in self.runs), linked, bold, self.broken)

    def _flush(self, by_break: bool) -> None:
        if self.runs:
            piece = self._piece()
            self.runs = []
            if piece.text:
                if piece.path and piece.path[-1].name == "title" and "head" in {e.name for e in piece.path}:
                    self.found.title = self.found.title or piece.text
                else:
                    self.found.pieces.append(piece)
                    self.broken = False
        self.broken = by_break


def mapped(markup: str, piece: Piece) -> tuple[str, tuple[Run, ...]]:
    """The text of ``piece`` and the way of each of its characters back to ``markup``."""
    parts: list[str] = []
    runs: list[Run] = []
    length, blank = 0, True

    def put(text: str, start: int, end: int) -> None:
        nonlocal length
        parts.append(text)
        runs.append(Run(length, length + len(text), start, end))
        length += len(text)

    for start, end in piece.held:
        for token in _TOKEN.finditer(markup, start, end):
            text = token.group()
            if token.lastgroup == "reference":
                text = html.unescape(text)
            if not text.strip(_BLANKS):
                if text and not blank:
                    put(" ", token.start(), token.end())
                blank = blank or bool(text)
            else:
                put(text, token.start(), token.end())
                blank = False
    if runs and blank:
        parts.pop()
        runs.pop()
    return "".join(parts), tuple(_merged(runs))


def _merged(runs: list[Run]) -> list[Run]:
    """Neighbours that stand one for one, as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        plain = run.end - run.start == run.source_end - run.source_start
        if (
            last is not None
            and plain
            and last.end == run.start
            and last.source_end == run.source_start
            and last.end - last.start == last.source_end - last.source_start
        ):
            found[-1] = Run(last.start, run.end, last.source_start, run.source_end)
        else:
            found.append(run)
    return found


def parsed(markup: str) -> Parsed:
    """The pieces of ``markup`` and what its head says."""
    return _Reader(markup).read()
