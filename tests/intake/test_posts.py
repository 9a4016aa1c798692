"""Parts of an article that have a time of their own: posts of live blogs, cues of subtitles."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.anatomy import find_blocks
from dateline.intake import articles, original_of
from dateline.schema import Article, posted_at, time_code

FIRST = "The harbour board of Koper closed the ferry pier on Monday, its chairwoman Ana Vidmar said."
SECOND = "Police arrested three men in Trieste yesterday after a protest at the town hall."
THIRD = "Fire crews rescued two fishermen off Piran, and the mayor said that the power was out."
LEAD = "The worst storm for ten years has reached the lagoon, and thousands are without power."
PAGE = """<!doctype html><html lang="en"><head><title>Storm Wilma live - Lagoon Post</title>{head}
<meta property="article:published_time" content="2031-03-05T18:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<main><h1>Storm Wilma: live</h1><p>{lead}</p><div class="feed">{posts}</div></main>
<footer><p>Copyright Lagoon Post</p></footer></body></html>"""
WRAPPED = (
    '<div class="entry"><header><time datetime="{day}T{clock}:00Z">{clock}</time></header><h2>{head}</h2>'
    "<p>{words}</p></div>"
)
FLAT = '<time datetime="{day}T{clock}:00Z">{clock}</time><p>{words}</p>'
STAMPED = '<article class="entry" data-timestamp="{day}T{clock}:00Z"><p>{words}</p></article>'
BARE = "<div class='entry'><span>{clock}</span><p>{words}</p></div>"
POSTS = (
    ("2031-03-05", "14:32", "Pier closed", FIRST),
    ("2031-03-05", "00:10", "Three arrests", SECOND),
    ("2031-03-04", "23:55", "Two rescued", THIRD),
)


def read_one(tmp_path: Path, name: str, text: str | bytes) -> Article:
    """The article in a file of ``text``."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (found,) = articles([str(path)])
    assert isinstance(found, Article)
    return found


def posted(article: Article, words: str) -> str | None:
    """When the post with ``words`` was posted."""
    return posted_at(find_blocks(article), article.text.index(words))


@pytest.mark.parametrize("form", [WRAPPED, FLAT, STAMPED], ids=["wrapped", "flat", "stamped"])
def test_each_post_of_a_page_has_its_time(tmp_path: Path, form: str) -> None:
    """In elements of its own, under a time, or by an attribute; what stands above the posts has none."""
    posts = "".join(form.format(day=d, clock=c, head=h, words=w) for d, c, h, w in POSTS)
    article = read_one(tmp_path, "live.html", PAGE.format(posts=posts, head="", lead=LEAD))
    for day, clock, _, words in POSTS:
        assert posted(article, words) == f"{day}T{clock}:00Z"
    assert posted(article, LEAD[:40]) is None
    assert "Copyright" not in article.text


def test_posts_are_dated_by_json_ld_where_the_markup_does_not(tmp_path: Path) -> None:
    """``liveBlogUpdate`` of schema.org."""
    posts = "".join(f"<p>{w}</p>" for *_, w in POSTS)
    told = ",".join(f'{{"datePublished": "{d}T{c}:00Z", "articleBody": "{w}"}}' for d, c, _, w in POSTS)
    head = f'<script type="application/ld+json">{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{told}]}}</script>'
    article = read_one(tmp_path, "live.html", PAGE.format(posts=posts, head=head, lead=LEAD))
    assert [posted(article, w) for *_, w in POSTS] == [f"{d}T{c}:00Z" for d, c, *_ in POSTS]


def test_clocks_without_a_day_take_the_article_s(tmp_path: Path) -> None:
    """And the day before, once they have passed midnight."""
    posts = "".join(BARE.format(clock=c, words=w) for _, c, _, w in POSTS)
    article = read_one(tmp_path, "live.html", PAGE.format(posts=posts, head="", lead=LEAD))
    assert [posted(article, w) for *_, w in POSTS] == [f"{d}T{c}" for d, c, *_ in POSTS]


def test_the_times_of_one_article_make_no_posts(tmp_path: Path) -> None:
    """Published and updated, and the times of other stories beside it."""
    stamps = '<time datetime="2031-03-05T10:00:00Z">10:00</time> <time datetime="2031-03-05T11:00:00Z">11:00</time>'
    other = '<li><a href="/x">Ferry runs again</a> <time datetime="2031-03-01T10:00:00Z">1 March</time></li>'
    body = f"{stamps}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><aside><ul>{other * 3}</ul></aside>"
    article = read_one(tmp_path, "one.html", PAGE.format(posts=body, head="", lead=LEAD))
    assert article.moments == ()
    assert all(b.posted_at is None for b in find_blocks(article).blocks)


@pytest.mark.parametrize("mark", [" ", "\n\n", " \u2013 ", ": "])
def test_a_live_blog_in_plain_text_has_its_posts(mark: str) -> None:
    """The clock stands above the words or in front of them, and is cut off as a byline."""
    text = f"Storm Wilma: live\n\n{LEAD}\n\n" + "\n\n".join(f"{c}{mark}{w}" for _, c, _, w in POSTS)
    article = Article("a", "a.txt", text, published_at="2031-03-05")
    assert [posted(article, w) for *_, w in POSTS] == [f"{d}T{c}" for d, c, *_ in POSTS]
    kinds = {text[b.start : b.end].strip(" :\u2013"): b.kind for b in find_blocks(article).blocks}
    assert kinds["14:32"] == "byline"
    assert kinds[FIRST] == "body"
    undated = Article("a", "a.txt", text)
    assert posted(undated, SECOND) == "T00:10"


def test_halves_of_the_day_and_lines_that_are_dates_are_understood() -> None:
    """ "2.32pm GMT", and a day above the posts."""
    text = (
        f"Storm Wilma: live\n\n{LEAD}\n\n4 March 2031\n\n11.05am {FIRST}\n\n2.32pm GMT {SECOND}\n\n"
        f"5 March 2031\n\n9.15am {THIRD}"
    )
    article = Article("a", "a.txt", text)
    assert posted(article, FIRST) == "2031-03-04T11:05"
    assert posted(article, SECOND) == "2031-03-04T14:32Z"
    assert posted(article, THIRD) == "2031-03-05T09:15"


def test_a_list_of_programmes_and_a_story_with_an_hour_are_no_live_blogs() -> None:
    """Nothing is said at these times."""
    listing = "Tonight on Channel 3\n\n19:00 News\n\n20:15 The Pier\n\n22:00 Weather\n\n23:10 Late Film"
    story = f"{FIRST}\n\n20:15 was the hour at which the boats were to leave.\n\n{SECOND}"
    for text in (listing, story):
        blocks = find_blocks(Article("a", "a.txt", text, published_at="2031-03-05")).blocks
        assert all(b.posted_at is None for b in blocks)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_line_of_subtitles_keeps_its_time_code_and_its_bytes(tmp_path: Path, line_end: str) -> None:
    """Also where a sentence goes on in the next cue, and behind a byte-order mark."""
    cues = (
        "1\n00:00:01,000 --> 00:00:04,200\nThe mayor, Zo\u00eb Golob,\n\n"
        "2\n00:00:04,300 --> 00:00:07,000\nsaid the bridge will open in June.\n\n"
        '3\n01:01:10,500 --> 01:01:13,000\n"We are <i>ready</i>," she told reporters.\n'
    )
    raw = b"\xef\xbb\xbf" + cues.replace("\n", line_end).encode()
    article = read_one(tmp_path, "a.srt", raw)
    assert article.text.startswith("The mayor, Zo\u00eb Golob, said the bridge")
    assert time_code(article, article.text.index("Zo\u00eb")) == "00:00:01.000"
    assert time_code(article, article.text.index("bridge")) == "00:00:04.300"
    assert time_code(article, article.text.index("We are")) == "01:01:10.500"
    original = original_of(article)
    assert original is not None
    start = article.text.index("bridge")
    ((first, last),) = original.bytes_of((start, start + 6))
    assert raw[first:last].startswith(b"00:00:04,300 -->")
    assert b"bridge" in raw[first:last]
    short = read_one(tmp_path, "a.vtt", "WEBVTT\n\n00:02.000 --> 00:05.000\n<v Ana Vidmar>The pier is closed.\n")
    assert short.moments[0].code == "00:00:02.000"


def test_statements_and_events_of_a_live_blog_are_dated_by_their_post() -> None:
    """Yesterday is the day before the post, and an event without a day of its own has the post's."""
    import dateline

    text = (
        f"Storm Wilma: live\n\n{LEAD}\n\n6 March 2031\n\n10:05 Police in Koper arrested two men, the mayor said.\n\n"
        f"5 March 2031\n\n14:05 {SECOND}\n\n13:40 {FIRST}"
    )
    row = dateline.annotate(text, published_at="2031-03-06")
    arrests = sorted((e["posted_at"], e["date"], e["date_from"]) for e in row["events"] if e["type"] == "COERCE")
    assert ("2031-03-05T14:05", "2031-03-04", "clause") in arrests
    assert ("2031-03-06T10:05", "2031-03-06", "post") in arrests
    said = {s["posted_at"] for s in row["statements"]}
    assert {"2031-03-05T13:40", "2031-03-06T10:05"} <= said
