"""Agency feeds, archive exports, mail and office files: what comes out is the body, and what the file says of it."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from dateline.intake import articles
from dateline.schema import Article, Problem

ONE = "The harbour board of Koper will close the old pier on Monday, its chairwoman Ana Vidmar said."
TWO = "“We cannot wait for another winter,” Vidmar told reporters."
BODY = f"{ONE}\n\n{TWO}"
NITF = f"""<nitf><head><docdata management-status="usable"><doc-id id-string="L-17" regsrc="Lagoon Press"/>
<date.issue norm="20310305T101500Z"/></docdata></head><body><body.head><hedline><hl1>Old pier to close</hl1></hedline>
<byline>By Jane Doe</byline></body.head><body.content><p>{ONE}</p><p>{TWO}</p></body.content></body></nitf>"""
NEWSML_G2 = f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:lagoon:17"
version="3"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Lagoon Press"/>
<versionCreated>2031-03-05T10:15:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>Old pier to close</headline></contentMeta><contentSet><inlineXML>
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem>"""
NEWSML_1 = f"""<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>lagoon</ProviderId>
<DateId>20310305</DateId><NewsItemId>17</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20310305T101500Z</FirstCreated><Status FormalName="Usable"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Old pier to close</HeadLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="Lagoon Press"/></Provider></AdministrativeMetadata><ContentItem><DataContent><body>
<p>{ONE}</p><p>{TWO}</p></body></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
NINJS = json.dumps(
    {"uri": "urn:lagoon:17", "type": "text", "versioncreated": "2031-03-05T10:15:00Z", "pubstatus": "usable",
     "headline": "Old pier to close", "provider": "Lagoon Press", "subject": [{"code": "a", "name": "harbours"}],
     "body_html": f"<p>{ONE}</p><p>{TWO}</p>"}, indent=1)  # fmt: skip
NINJS_3 = json.dumps(
    {"uri": "urn:lagoon:17", "type": "text", "versionCreated": "2031-03-05T10:15:00Z", "pubStatus": "usable",
     "headlines": [{"role": "main", "value": "Old pier to close"}], "infoSources": [{"name": "Lagoon Press"}],
     "bodies": [{"contentType": "text/html", "value": f"<p>{ONE}</p><p>{TWO}</p>"}]})  # fmt: skip
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Lagoon Press</title><item><title>Old pier to close</title><link>https://lagoon.example/17</link>
<guid>lagoon-17</guid><pubDate>Wed, 05 Mar 2031 10:15:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lagoon Press</title><entry><title>Old pier to close</title>
<id>tag:lagoon.example,2031:17</id><published>2031-03-05T10:15:00Z</published><content type="html">
&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</content></entry></feed>"""
FACTIVA = f"""<PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><article>
<accessionNo>LAGOON17</accessionNo><baseLanguage>EN</baseLanguage><headline><paragraph>Old pier to close</paragraph>
</headline><leadParagraph><paragraph>{ONE}</paragraph></leadParagraph><publicationDate><dateTime>2031-03-05T10:15:00Z
</dateTime></publicationDate><sourceName>Lagoon Press</sourceName><tailParagraphs><paragraph>{TWO}</paragraph>
</tailParagraphs></article></ppsArticleResponse></PPSResponse>"""
MAIL = (
    "From: Lagoon Press <desk@lagoon.example>\nTo: reader@example.org\nSubject: Old pier to close\n"
    "Date: Wed, 05 Mar 2031 10:15:00 +0000\nMessage-ID: <17@lagoon.example>\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    f"{BODY}\n\n-- \nLagoon Press, Koper"
)
TELEX = (
    "\x16\x16\x01a0017_lagoon\nr z\x11\x13 BC-Pier 03-05 0017\n\x02BC-Pier,40<\nOld pier to close<\nEds: With photo.<\n"
    f"By JANE DOE=\n\t{ONE}\n\t{TWO}\n\x03AP-LP-03-05-31 1015GMT<\n"
)


def read(path: Path) -> tuple[list[Article], list[Problem]]:
    """The articles and problems of ``path``."""
    found = list(articles([str(path)]))
    return [a for a in found if isinstance(a, Article)], [p for p in found if isinstance(p, Problem)]


@pytest.mark.parametrize(
    "content", [NITF, NEWSML_G2, NEWSML_1, NINJS, NINJS_3, RSS, ATOM, FACTIVA, MAIL, TELEX],
    ids=["nitf", "newsml-g2", "newsml-1", "ninjs-1", "ninjs-3", "rss", "atom", "factiva", "mail", "telex"],
)  # fmt: skip
def test_a_format_gives_the_body_and_what_it_says_of_it(tmp_path: Path, content: str) -> None:
    """Whatever the file is called; nothing but the paragraphs is in the text."""
    (tmp_path / "item.txt").write_text(content, encoding="utf-8")
    (article,), problems = read(tmp_path)
    assert article.text == BODY
    assert article.title == "Old pier to close"
    if content is not TELEX:
        assert article.published_at in ("2031-03-05T10:15:00Z", "2031-03-05T10:15:00", "2031-03-05T10:15:00+00:00")
        assert article.publisher == "Lagoon Press"
    assert not problems


def test_a_later_version_has_the_id_of_the_earlier(tmp_path: Path) -> None:
    """So that it supersedes it; a cancelled item is withdrawn."""
    (tmp_path / "a.xml").write_text(NEWSML_G2)
    (tmp_path / "b.xml").write_text(
        NEWSML_G2.replace('version="3"', 'version="4"').replace("stat:usable", "stat:canceled")
    )
    (first, second), _ = read(tmp_path)
    assert first.article_id == second.article_id
    assert [(a.version, a.withdrawn) for a in (first, second)] == [("3", False), ("4", True)]


def test_an_item_without_text_says_what_it_is(tmp_path: Path) -> None:
    """A picture, a concept, a list of addresses: one problem each, and no article."""
    (tmp_path / "a.xml").write_text(
        NEWSML_G2.replace("ninat:text", "ninat:picture").split("<contentSet>")[0] + "</newsItem>"
    )
    (tmp_path / "b.csv").write_text("url,title,seendate\nhttps://a.example/1,One,2031\nhttps://a.example/2,Two,2031\n")
    (tmp_path / "c.xml").write_text("<?xml version='1.0'?><catalogue><entry>Pier</entry></catalogue>")
    found, problems = read(tmp_path)
    assert not found
    assert [(p.uri, p.error) for p in problems] == [("a.xml", "no-text"), ("b.csv", "no-body"), ("c.xml", "format")]
    assert "picture" in problems[0].message


def test_a_summary_in_a_feed_is_said_to_be_one(tmp_path: Path) -> None:
    """It is read, with a problem beside it."""
    (tmp_path / "a.rss").write_text(RSS.split("<content:encoded>")[0] + "</item></channel></rss>")
    (article,), _ = read(tmp_path)
    assert article.text == "Short."
    assert [p.error for p in article.problems] == ["summary"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """Neither files of this machine nor a billion laughs come in."""
    bomb = '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    (tmp_path / "a.xml").write_text(bomb + NITF.replace(TWO, "&b;&c;"))
    found, _ = read(tmp_path)
    assert all("haha" not in a.text for a in found)


def test_field_lines_are_no_body(tmp_path: Path) -> None:
    """Factiva's two letters and Nexis' capitals, two documents a file."""
    head = "HD  Old pier to close\nWC  40 words\nPD  5 March 2031\nSN  Lagoon Press\nLA  English\n\n"
    lines = head + f"LP\n{ONE}\n\nTD\n{TWO}\n\nAN  Document LAGOON{{}}\n\n"
    (tmp_path / "a.txt").write_text(lines.format(1) + lines.format(2))
    top = "      {} of 2 DOCUMENTS\n\n        Lagoon Press\n\n     March 5, 2031 Wednesday\n       FIRST EDITION\n\n"
    fields = "Old pier to close\n\nBYLINE: Jane Doe\n\nLENGTH: 40 words\n\n"
    rights = "LOAD-DATE: March 6, 2031\n\n  Copyright 2031 Lagoon Press\n     All Rights Reserved\n\n"
    nexis = f"{top}{fields}{ONE}\n\n{TWO}\n\n{rights}"
    (tmp_path / "b.txt").write_text(nexis.format(1) + nexis.format(2))
    found, problems = read(tmp_path)
    assert [(a.text, a.title, a.published_at, a.publisher) for a in found] == [
        (BODY, "Old pier to close", "2031-03-05", "Lagoon Press")
    ] * 4
    assert len({a.article_id for a in found}) == 4
    assert not problems


def test_bundles_are_read_member_by_member(tmp_path: Path) -> None:
    """A zip in which a tar stands; names that lead outside do no harm, and a bomb is not unpacked."""
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w") as tar:
        data = NITF.encode()
        info = tarfile.TarInfo("../../nitf.xml")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("in/a.txt", BODY)
        bundle.writestr("in/b.tar", inner.getvalue())
        bundle.writestr("bomb.txt", b"0" * 30_000_000)
    found, problems = read(tmp_path)
    assert [a.text for a in found] == [BODY, BODY]
    assert [p.error for p in problems] == ["bomb"]


def test_a_web_archive_gives_its_pages_by_their_addresses(tmp_path: Path) -> None:
    """Requests, redirects and pictures are passed over."""
    page = f"<html><body><article><h1>Old pier to close</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>".encode()

    def record(kind: str, address: str, status: str, mime: str, body: bytes) -> bytes:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2031-03-05T10:15:00Z\r\n"
        told = f"WARC-Record-ID: <urn:uuid:{address}>\r\nContent-Type: application/http; msgtype={kind}\r\n"
        return f"{head}{told}Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"

    (tmp_path / "a.warc").write_bytes(
        record("response", "https://lagoon.example/1", "200 OK", "text/html", page)
        + record("response", "https://lagoon.example/2", "301 Moved", "text/html", page)
        + record("response", "https://lagoon.example/3", "200 OK", "image/png", b"\x89PNG")
        + record("response", "https://lagoon.example/4", "200 OK", "text/html; charset=utf-8", page)
    )
    found, problems = read(tmp_path)
    assert [a.uri for a in found] == ["https://lagoon.example/1", "https://lagoon.example/4"]
    assert all(ONE in a.text for a in found)
    assert not problems


def test_subtitles_keep_where_their_cues_stand(tmp_path: Path) -> None:
    """Time codes are no text, and the bytes of a line's cue begin with its time code."""
    content = (
        "1\n00:00:01,000 --> 00:00:03,500\nThe pier will close\n\n2\n00:00:03,600 --> 00:00:05,000\non Monday.\n\n"
    )
    (tmp_path / "a.srt").write_text(content)
    (article,), _ = read(tmp_path)
    assert article.text == "The pier will close on Monday."
    assert article.raw is not None
    second = article.source_spans[1]
    assert article.text[second.start : second.end] == "on Monday."
    assert article.raw[second.source_start : second.source_end].startswith(b"00:00:03,600")


def test_articles_without_an_end_are_read_once(tmp_path: Path) -> None:
    """Each of them holds all that follow: their words are not read again with each."""
    begun = FACTIVA.partition("</article>")[0]
    (tmp_path / "a.xml").write_text(begun + begun[begun.index("<article") :] * 40)
    found, _ = read(tmp_path)
    assert sum(len(a.text) for a in found) < (tmp_path / "a.xml").stat().st_size


def test_a_mail_of_an_impossible_year_is_read_without_its_date(tmp_path: Path) -> None:
    """The number is larger than any that a calendar takes."""
    (tmp_path / "a.eml").write_text(MAIL.replace("2031 10:15", "2031" + "1" * 40 + " 10:15"))
    found, problems = read(tmp_path)
    assert not any(p.error == "internal" for p in problems)
    assert found or problems


def test_a_zip_of_a_version_that_nobody_has_is_a_problem(tmp_path: Path) -> None:
    """One bit of its list of files says so."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", BODY)
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 0xCB
    (tmp_path / "a.zip").write_bytes(bytes(content))
    _, problems = read(tmp_path)
    assert [p.error for p in problems] == ["damaged"]
