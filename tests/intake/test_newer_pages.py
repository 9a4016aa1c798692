"""Pages as they are built since 2020: put together by scripts, in shadow trees, by page builders, behind walls."""

from __future__ import annotations

import json

import pytest

from dateline.anatomy import find_blocks
from dateline.intake.original import Original
from dateline.intake.pages import Page, read_page
from dateline.schema import Article

BODY = (
    "The harbour board of Koper will close the old ferry pier for repairs on Monday, its chairwoman Ana Vidmar said.",
    "“We cannot wait for another winter,” Vidmar told reporters on the quay, where forty skippers had gathered.",
    "The town has promised to pay for the boats that have to be moved to Izola until the work is done.",
    "Marko Kos, who has run the ferry to Piran for thirty years, said that nobody had asked him before the plan.",
    "The council will vote on the money next week, and the first workers are to come in the middle of April.",
)
A, B, C, D, E = BODY
LINK = "Ferry to Piran runs again after the storm"
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in BODY)
NAV = '<header><nav><a href="/">Home</a><a href="/news">News</a><a href="/sport">Sport</a></nav></header>'
FOOT = '<footer><a href="/terms">Terms of use</a><p>© 2031 Lagoon Post. All rights reserved.</p></footer>'


def read(inner: str, head: str = "") -> dict[str, str]:
    """By its words the kind of each block of a page; that each character leads back is looked at on the way."""
    opening = f'<!doctype html><html lang="en"><head><title>Old pier to close | Lagoon Post</title>{head}</head><body>'
    markup = f"{opening}{inner}</body></html>"
    page = read_page(markup, markup.encode(), "utf-8")
    assert isinstance(page, Page)
    article = Article("a", "a", page.text, title=page.about.title, marked=page.marked)
    original = Original("a", "a", page.text, "utf-8", markup.encode(), page.source_spans)
    for words in BODY:
        if words in page.text:
            start = page.text.index(words)
            led = b"".join(original.raw[s:e] for s, e in original.bytes_of((start, start + len(words))))
            assert words[5:20].encode() in led
    covered = sum(run.end - run.start for run in page.source_spans)
    assert covered == len(page.text) - page.text.count("\n")
    return {page.text[b.start : b.end]: b.kind for b in find_blocks(article).blocks}


def bodies(kinds: dict[str, str]) -> list[str]:
    """What is body, in order."""
    return [words for words, kind in kinds.items() if kind == "body"]


@pytest.mark.parametrize("escaped", [True, False])
def test_a_body_that_stands_in_json_ld_alone_is_read(escaped: bool) -> None:
    """Whatever is escaped in it; a page that shows nothing without scripts is no browser check."""
    told = {"@graph": [{"@type": "NewsArticle", "headline": "Old pier to close", "articleBody": "\n\n".join(BODY)}]}
    data = json.dumps(told, ensure_ascii=escaped)
    head = f'<script type="application/ld+json">{data}</script>'
    shell = '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
    assert bodies(read(NAV + shell + FOOT, head)) == list(BODY)


@pytest.mark.parametrize(
    "article",
    [
        {"body": [{"type": "paragraph", "content": p} for p in BODY], "related": [{"summary": LINK + " and all."}]},
        {"bodyHtml": PARAGRAPHS},
    ],
    ids=["paragraphs", "markup"],
)
def test_the_state_of_a_program_holds_the_article(article: dict[str, object]) -> None:
    """``__NEXT_DATA__``: a list of paragraphs, or markup in a string."""
    state = json.dumps({"props": {"pageProps": {"article": article}}}).replace("<", "\\u003c")
    script = f'<script id="__NEXT_DATA__" type="application/json">{state}</script>'
    assert bodies(read(f'{NAV}<div id="__next"><div>Loading…</div></div>{script}{FOOT}')) == list(BODY)


def test_what_the_page_shows_counts_before_its_data() -> None:
    """Data is asked only where the page is a stub."""
    data = json.dumps({"@type": "NewsArticle", "articleBody": "Other words. " * 200})
    head = f'<script type="application/ld+json">{data}</script>'
    assert bodies(read(f"{NAV}<article><h1>Old pier</h1>{PARAGRAPHS}</article>{FOOT}", head)) == list(BODY)


def test_a_declarative_shadow_tree_is_part_of_the_page() -> None:
    """A template with ``shadowrootmode``, and one in it."""
    inner = f'<template shadowrootmode="open"><div class="article-body">{PARAGRAPHS}</div></template>'
    outer = f'<template shadowrootmode="open"><h1>Old pier to close</h1><x-reader>{inner}</x-reader></template>'
    assert bodies(read(f"{NAV}<x-article>{outer}</x-article>{FOOT}")) == list(BODY)


def test_an_accelerated_page_has_its_caption_and_no_consent() -> None:
    """AMP: its own elements, the caption of the picture, the consent that lies over it."""
    consent = (
        "<amp-consent><div id='post-consent-ui'><p>We and our partners use cookies. Accept all.</p></div></amp-consent>"
    )
    caption = '<amp-img src="a.jpg"></amp-img><p class="wp-caption-text">The pier in March.</p>'
    kinds = read(
        f"<amp-sidebar><ul><li><a href='/'>Home</a></li></ul></amp-sidebar><article><h1>Old pier to close</h1>{caption}"
        f'<div class="amp-wp-article-content">{PARAGRAPHS}{consent}</div></article>{FOOT}'
    )
    assert bodies(kinds) == list(BODY)
    assert kinds["The pier in March."] == "caption"


def test_a_stub_behind_a_wall_is_read_and_what_sells_is_no_body() -> None:
    """Two paragraphs, and the offer."""
    offer = "<h2>Keep reading for €1 a month</h2><p>Subscribe now to get unlimited access to all our articles.</p>"
    kinds = read(f'{NAV}<article><h1>Old pier</h1><p>{A}</p><p>{B}</p><div class="paywall">{offer}</div></article>')
    assert bodies(kinds) == [A, B]


def test_a_letter_has_its_boxes_and_its_last_line_told_apart() -> None:
    """Substack: the box in the middle, buttons, the thanks at the end, what readers wrote below."""
    box = (
        '<div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Lagoon Letter is '
        "a reader-supported publication. To receive new posts, consider becoming a paid subscriber.</p></div></div>"
    )
    thanks = "Thanks for reading Lagoon Letter! Subscribe for free to receive new posts and support my work."
    kinds = read(
        '<div class="main-menu"><a href="/">Lagoon Letter</a></div><article class="typography newsletter-post post">'
        f'<h1 class="post-title">Old pier to close</h1><h3 class="subtitle">Nobody asked the skippers</h3>'
        f'<div class="available-content"><div class="body markup"><p>{A}</p><p>{B}</p>{box}<p>{C}</p>'
        f'<p class="button-wrapper"><a class="button"><span>Share</span></a></p><p>{D}</p><p>{E}</p><p>{thanks}</p>'
        '</div></div></article><div class="comments-page"><h4>Discussion about this post</h4><div class="comment">'
        "<p>I have walked on that pier as a child and it should stay as it is.</p></div></div>"
    )
    assert bodies(kinds) == list(BODY)
    assert kinds["Nobody asked the skippers"] == "subhead"
    assert kinds[thanks] == "promo"


def test_a_page_of_blocks_ends_before_its_latest_posts() -> None:
    """WordPress' block themes: drop cap, quotation with its cite, heading, picture, button and list of posts."""
    posts = (
        f'<ul class="wp-block-latest-posts"><li><a href="/x">{LINK}</a></li><li><a href="/y">{LINK} II</a></li></ul>'
    )
    kinds = read(
        f'<div class="wp-site-blocks">{NAV}<main><h1 class="wp-block-post-title">Old pier to close</h1>'
        f'<div class="entry-content wp-block-post-content"><p class="has-drop-cap">{A}</p>'
        f'<blockquote class="wp-block-quote"><p>{B}</p><cite>Ana Vidmar</cite></blockquote><p>{C}</p>'
        '<figure class="wp-block-image"><img src="a.jpg"><figcaption>The pier in March.</figcaption></figure>'
        f'<h2 class="wp-block-heading">What comes next</h2><p>{D}</p><p>{E}</p><div class="wp-block-buttons">'
        f'<a class="wp-block-button__link">Donate</a></div>{posts}</div></main></div>'
    )
    assert bodies(kinds) == list(BODY)
    assert (kinds["The pier in March."], kinds["What comes next"]) == ("caption", "subhead")
    assert LINK not in kinds


def test_links_offers_and_advertisements_between_the_paragraphs_are_no_body() -> None:
    """Arc: the interstitial link, the letter, the word for an advertisement, who wrote it."""
    kinds = read(
        f'<div id="fusion-app">{NAV}<main><h1 class="b-headline">Old pier to close</h1><article class="b-article-body">'
        f'<p class="c-paragraph">{A}</p><div class="ad-wrapper"><p>Advertisement</p></div>'
        f'<p class="c-paragraph">{B}</p><h3 class="interstitial"><a href="/x">[ {LINK} ]</a></h3>'
        f'<p class="c-paragraph">{C}</p>'
        '<div class="b-newsletter"><p>Get the day\'s top stories in your inbox every morning.</p></div>'
        f'<p class="c-paragraph">{D}</p><p class="c-paragraph">{E}</p></article></main></div>{FOOT}'
    )
    assert bodies(kinds) == list(BODY)
    assert kinds[f"[ {LINK} ]"] == "related"


def test_classes_that_say_nothing_do_no_harm() -> None:
    """Names that a program made, the text in two columns of boxes, a consent box in front of all."""
    asks = "<p>By clicking “Accept All Cookies”, you agree to the storing of them.</p>"
    consent = f"<div id='onetrust-consent-sdk'>{asks}</div>"
    card = f'<div class="css-rel"><p>Related</p><a href="/x"><h3>{LINK}</h3></a></div>'
    kinds = read(
        f'<div id="app">{consent}{NAV}<section class="css-9zz"><h1 class="css-77x">Old pier to close</h1>'
        f'<div class="css-k1"><span>Listen to this article</span><span>4 min</span></div><div class="css-53"><p>{A}</p>'
        f'<p>{B}</p></div><div class="css-ad"><span>SKIP ADVERTISEMENT</span></div><div class="css-53"><p>{C}</p>{card}'
        f"<p>{D}</p><p>{E}</p></div></section></div>{FOOT}"
    )
    assert bodies(kinds) == list(BODY)
    assert kinds[LINK] == "related"


def test_the_date_of_an_embedded_post_is_not_the_article_s() -> None:
    """A line with a day under a quotation from elsewhere."""
    post = (
        '<blockquote class="twitter-tweet"><p>We are on the quay and we stay here until they listen to us</p>&mdash; '
        'Marko Kos (@markokos) <a href="https://posts.example/x">March 4, 2031</a></blockquote>'
    )
    inner = f"<article><h1>Old pier</h1><p>{A}</p><p>{B}</p>{post}<p>{C}</p></article>"
    page = read_page(f"<html><head><title>Old pier</title></head><body>{inner}</body></html>")
    assert isinstance(page, Page)
    assert page.about.date is None
