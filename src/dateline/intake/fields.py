"""A row of a table as an article: which columns hold what, by option or by their usual names."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape

from dateline.intake.dates import iso_date, published_line
from dateline.intake.markup import looks_like_markup
from dateline.intake.pages import Wall, read_page
from dateline.intake.parts import PARAGRAPHS
from dateline.intake.source import MAX_BYTES, Source
from dateline.intake.tables import Row
from dateline.intake.trees import html_parts, unescaped
from dateline.resources import table
from dateline.schema import Article, Problem

FIELDS = ("text", "id", "headline", "date", "publisher", "uri", "language")
"""What an option can name a column for."""
_JOINTS = re.compile(r"[\s_-]+")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BY_FIRST_WORD = frozenset({"text", "headline", "date", "publisher"})
"""The fields whose column can be known by its first word alone: "Corpo da notícia"."""
_LED = re.compile(
    r"(?P<first>[^\W\d_]+)[\s_-]+(?:(?:de|del|della|dell|dello|da|das|do|dos|di|du|des|der|dem|van|la|le|av|för)\b|"
    r"(?<=[^\x00-\x7f][\s_-]))",
    re.IGNORECASE,
)
"""A first word that a preposition follows, or one that is written in no Latin letters."""
_COUNT = re.compile(r"\d{1,9}")
_INSIDE = ("name", "title", "text", "main", "href", "#text", "value")
"""Keys under which an object that stands for a field holds its words."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows become articles."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The column or key of each field of ``FIELDS`` that a person named."""
    keep_ids: bool = False
    """Whether an article's id is the one given in its row, and not a hash."""


def article_id(identity: str) -> str:
    """The id of the article that is from ``identity``: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def article_of(row: Row, number: int, source: Source, layout: Layout) -> list[Article | Problem]:
    """The article in ``row``, row ``number`` of the table ``source``, and what is wrong with it."""
    keys = _keys(tuple(row), tuple(sorted(layout.columns.items())))
    given = {name: _words(_value(row, key)) for name, key in keys.items() if name not in ("date", "text")}
    where = given.get("uri") or f"{source.uri}#{number}"
    made_id = (given.get("id") or str(number)) if layout.keep_ids else article_id(_identity(given, number, source))
    text = _text(_value(row, keys.get("text")))
    wrong = _wrong_with(text, row, keys, layout)
    if wrong is not None or text is None:
        error, message = wrong or ("empty", "")
        return [Problem(where, "intake", error, f"row {number}: {message}", made_id)]
    date_given = _value(row, keys.get("date"))
    published = iso_date(date_given) or (published_line(text) if date_given in (None, "") else None)
    made = Article(
        article_id=made_id,
        uri=where,
        text=text,
        publisher=given.get("publisher"),
        title=given.get("headline"),
        published_at=published,
        language=language_code(given.get("language")),
        text_method="field",
    )
    found = _from_markup(made)
    if isinstance(found, Article) and published is None and date_given not in (None, ""):
        message = f"row {number}: the date {str(date_given)[:40]!r} is not understood; write it as 2016-02-11"
        return [found, Problem(where, "intake", "date", message, made_id)]
    return [found]


def known_columns(names: tuple[str, ...], layout: Layout | None = None) -> Mapping[str, str]:
    """The column of each field that is known among ``names``, by option or by its usual name."""
    return _keys(names, tuple(sorted(layout.columns.items())) if layout else ())


def _identity(given: Mapping[str, str | None], number: int, source: Source) -> str:
    """What the article of a row is known by: its archive's id or its address, else its place in the file.

    An id that is a bare number only counts the rows of its own file.
    """
    own, address = given.get("id"), given.get("uri")
    if own and not _COUNT.fullmatch(own):
        return own
    return address or f"{source.home}#{f'id={own}' if own else number}"


def _from_markup(article: Article) -> Article | Problem:
    """The article with its text taken out of the markup that its field holds, escaped or not, if it does."""
    title = article.title and unescape(unescape(article.title))
    text = unescaped(article.text)
    if text == article.text and not looks_like_markup(text):
        return article if title == article.title else replace(article, title=title)
    if _PAGE.search(text[:2000]):
        raw = article.text.encode("utf-8", "surrogatepass")
        page = read_page(text, raw if text == article.text else None)
        if isinstance(page, Wall):
            return Problem(article.uri, "intake", page.error, page.message, article.article_id)
        return replace(
            article,
            text=page.text,
            publisher=article.publisher or page.about.publisher,
            title=title or page.about.title,
            published_at=article.published_at or page.about.date,
            language=article.language or page.about.language,
            text_method="page",
            encoding="utf-8",
            raw=raw,
            marked=page.marked,
            source_spans=page.source_spans,
            moments=page.moments,
        )
    parts = html_parts(text)
    if not parts:
        message = "no words are found in the markup of this field"
        return Problem(article.uri, "intake", "no-text", message, article.article_id)
    words, raw = PARAGRAPHS.join(part.text for part in parts), article.text.encode("utf-8", "surrogatepass")
    return replace(article, text=words, title=title, text_method="markup", raw=raw)


def _wrong_with(text: str | None, row: Row, keys: Mapping[str, str], layout: Layout) -> tuple[str, str] | None:
    """The kind of what keeps ``row`` from being an article, and the message."""
    named = layout.columns.get("text")
    if named and "text" not in keys:
        return "no-text", f"there is no column {named!r}; there are {_listed(row)}"
    if "text" not in keys:
        advice = "" if layout.keep_ids else "name it (--text COLUMN), "
        return "no-text", f"no key or column is known to hold the text: {advice}there are {_listed(row)}"
    if text is None or not text.strip():
        return "empty", f"the column {keys['text']!r} is empty"
    if len(text) > MAX_BYTES:
        return "too-large", f"a text of {len(text):,} characters, over the limit of {MAX_BYTES:,}: split it"
    return None


def _listed(row: Row) -> str:
    names = ", ".join(str(name) for name in row)
    return names if len(names) <= 200 else names[:200] + " …"


@functools.lru_cache(maxsize=256)
def _keys(names: tuple[str, ...], columns: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The column of each field, by option or by the usual names, in the order of the table of names."""
    plain = {_plain(name): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    named = dict(columns)
    for name, column in named.items():
        if column in names or column.split(".")[0] in names:
            chosen[name] = column
        elif _plain(column) in plain:
            chosen[name] = plain[_plain(column)]
    words = {_plain(m["first"]): name for name in reversed(names) if (m := _LED.match(str(name).strip()))}
    for usual in table("fields.tsv"):
        name, column = usual["field"], usual["name"]
        first, _, inner = column.partition(".")
        if name in chosen or name in named or _plain(first) not in plain:
            continue
        chosen[name] = plain[_plain(first)] + ("." + inner if inner else "")
    for usual in table("fields.tsv"):
        name, first = usual["field"], _plain(usual["name"])
        if name in _BY_FIRST_WORD and name not in chosen and name not in named and first in words:
            chosen[name] = words[first]
    return chosen


def _plain(name: str) -> str:
    return _JOINTS.sub("", str(name).strip().casefold())


def _value(row: Row, key: str | None) -> object:
    """The cell of ``key``; a dot leads into an object or a list where no cell has that very name."""
    if key is None:
        return None
    if key in row:
        return row[key]
    value: object = row
    for part in key.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _words(value: object) -> str | None:
    """A cell as one line of words; None where it is empty."""
    if isinstance(value, Mapping):
        value = next((value[k] for k in _INSIDE if isinstance(value.get(k), str)), None)
    if isinstance(value, list):
        value = value[0] if value and isinstance(value[0], str) else None
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float):
        return None if value != value else (str(int(value)) if value.is_integer() else str(value))
    return str(value).strip() or None


def _text(value: object) -> str | None:
    """A cell as the text of an article, as it stands; a list is one of paragraphs."""
    if isinstance(value, list):
        return "\n\n".join(v for v in value if isinstance(v, str)) or None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else None


def language_code(given: str | None) -> str | None:
    """ISO 639-1 from "en", "en-GB", "English"."""
    if given is None:
        return None
    low = given.strip().lower()
    code = {"english": "en", "eng": "en"}.get(low) or re.split(r"[-_]", low)[0]
    return code if len(code) == 2 and code.isalpha() else None
