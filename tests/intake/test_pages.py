"""Web pages: what of them is the article, what kind each part is, and where its characters stand in the bytes."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.anatomy import find_blocks
from dateline.intake.pages import Page, Wall, read_page
from dateline.intake.pages.markup import mapped, parsed
from dateline.schema import Article

ONE = "The harbour board of Koper will close the old ferry pier for repairs on Monday, its chairwoman Ana Vidmar said."
TWO = "“We cannot wait for another winter,” Vidmar told reporters on the quay, where forty skippers had gathered."
DAY = "2031-03-05"
JSON_LD = '{"@type": "Article", "datePublished": "2031-03-05"}'
THREE = "The town has promised to pay for the boats that have to be moved to Izola until the work is done."
PAGE = """<!doctype html><html lang="en"><head><title>Old pier to close - Lagoon Post</title>
<meta property="og:site_name" content="Lagoon Post"><link rel="canonical" href="https://lagoon.example/{path}">{head}</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav><article>
<h1>Old pier to close</h1><div class="byline">By Jane Doe</div>{body}</article>
<footer><p>Copyright Lagoon Post. All rights reserved. Terms and conditions apply.</p></footer></body></html>"""


def page(body: str, head: str = "", path: str = "pier") -> Page:
    """The page with ``body``, read."""
    markup = PAGE.format(body=body, head=head, path=path)
    found = read_page(markup, markup.encode(), "utf-8")
    assert isinstance(found, Page)
    return found


def test_each_character_leads_back_to_the_bytes() -> None:
    """Through references, tags and line ends inside a sentence."""
    said = "&ldquo;We cannot\n   wait for <em>another</em> winter,&#8221; Vidmar&nbsp;told reporters on the quay."
    body = f"<p>{ONE}</p><p>{said}</p>"
    markup = PAGE.format(body=body, head="", path="pier")
    raw = markup.encode()
    found = read_page(markup, raw, "utf-8")
    assert isinstance(found, Page)
    assert "“We cannot wait for another winter,” Vidmar told reporters on the quay." in found.text
    covered = 0
    for span in found.source_spans:
        source = html.unescape(raw[span.source_start : span.source_end].decode())
        assert "".join(source.split()) == "".join(found.text[span.start : span.end].split())
        covered += span.end - span.start
    assert covered == len(found.text) - found.text.count("\n")


def test_a_paragraph_that_is_a_link_as_a_whole_is_kept() -> None:
    """And so are drop caps, lines parted by breaks, and a quotation that is pulled out of the text."""
    linked, dropped = f'<p><a href="/x">{TWO}</a></p>', f'<p><span class="dropcap">T</span>{THREE[1:]}'
    text = page(f"<p>{ONE}</p>{linked}{dropped}<br><br>{ONE[:-1]} again.</p>").text
    assert TWO in text
    assert THREE in text
    assert f"{ONE[:-1]} again." in text
    assert "Sport" not in text
    assert "Copyright" not in text


def test_parts_are_typed_by_the_markup() -> None:
    """Captions, promos and links between paragraphs stay, as what they are."""
    body = (
        f'<figure><img src="a.jpg"><figcaption>The old pier at dusk.</figcaption></figure><p>{ONE}</p>'
        f'<div class="newsletter-signup"><p>Get our morning letter in your inbox.</p></div><p>{TWO}</p>'
        '<p class="related"><a href="/b">Bakers strike in Celje for a third day</a></p>'
        f"<h2>What is next</h2><p>{THREE}</p>"
    )
    found = page(body)
    article = Article("1", "1", found.text, title=found.about.title, marked=found.marked)
    kinds = {found.text[b.start : b.end].strip(): b.kind for b in find_blocks(article).blocks}
    assert kinds["Old pier to close"] == "headline"
    assert kinds["By Jane Doe"] == "byline"
    assert kinds["The old pier at dusk."] == "caption"
    assert kinds["Get our morning letter in your inbox."] == "promo"
    assert kinds["Bakers strike in Celje for a third day"] == "related"
    assert kinds["What is next"] == "subhead"
    assert ONE in kinds
    assert kinds[ONE] == "body"


@pytest.mark.parametrize(
    ("head", "extra", "path", "date"),
    [
        (f'<script type="application/ld+json">{JSON_LD}</script>', "", "p", DAY),
        ('<meta property="article:published_time" content="2031-03-05T08:00:00Z">', "", "p", "2031-03-05T08:00:00Z"),
        ("", '<p class="stamp">Published 5 March 2031</p>', "p", DAY),
        ("", '<div class="comments"><time datetime="2032-01-01">1 January</time></div>', "p", None),
        ("", "", "2031/03/old-pier", "2031-03"),
        ("", "", "2031/03/05/old-pier", "2031-03-05"),
        ("", "", "app/v2031.3.1/old-pier", None),
    ],
)  # fmt: skip
def test_the_date_is_what_the_page_says_of_its_article(head: str, extra: str, path: str, date: str | None) -> None:
    """By data, meta tags, a visible line, and last the address, with no day that it does not give."""
    assert page(f"{extra}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>", head, path).about.date == date


@pytest.mark.parametrize(
    ("title", "words", "error"),
    [
        (
            "Page not found",
            "Sorry, the page that you asked for could not be found. It may have been moved.",
            "not-found",
        ),
        ("Lagoon Post", "We value your privacy. We and our 312 partners store information on your device.", "consent"),
        (
            "Just a moment...",
            "Checking your browser before accessing lagoon.example. This takes a few seconds.",
            "check",
        ),
    ],
)
def test_a_page_without_an_article_is_told_as_such(title: str, words: str, error: str) -> None:
    """A wall is no story, though it has sentences."""
    found = read_page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>")
    assert isinstance(found, Wall)
    assert found.error in (f"no-article:{error}", "no-text")


@given(st.text(alphabet="<>/=\"'&;!- abpi#x0\n", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_markup_is_read_and_its_pieces_lead_back(markup: str) -> None:
    """Broken tags, quotes and references break nothing."""
    for piece in parsed(markup).pieces:
        text, runs = mapped(markup, piece)
        assert all(0 <= r.source_start < r.source_end <= len(markup) for r in runs)
        assert [r.start for r in runs[1:]] == [r.end for r in runs[:-1]]
        assert not runs or runs[-1].end == len(text)
