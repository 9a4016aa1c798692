"""Inputs as strangers send them: what of them came out wrong once comes out right."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from dateline.intake import articles
from dateline.schema import Article, Problem

ONE = "The harbour board of Koper will close the old ferry pier on Monday, its chairwoman Ana Vidmar said."
TWO = "The town has promised to pay for the boats that have to be moved to Izola until the work is done."


def read(path: Path, content: bytes | str, name: str) -> tuple[list[Article], list[Problem]]:
    """The articles and the problems of a file of that name."""
    (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(articles([str(path / name)]))
    return [a for a in found if isinstance(a, Article)], [p for p in found if isinstance(p, Problem)]


def test_a_kill_notice_without_a_text_takes_the_article_back(tmp_path: Path) -> None:
    """It is the later version of the item that it names."""
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:gulf:77" version="{}" xml:lang="en">'
        '<itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:{}"/></itemMeta><contentMeta>'
        "<headline>Old pier</headline></contentMeta><contentSet>{}</contentSet></newsItem>"
    )
    body = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{ONE}</p></body></html></inlineXML>'
    (first,), _ = read(tmp_path, item.format(1, "usable", body), "one.xml")
    (kill,), problems = read(tmp_path, item.format(2, "canceled", ""), "two.xml")
    assert (first.withdrawn, kill.withdrawn, kill.version) == (False, True, "2")
    assert first.article_id == kill.article_id
    assert not problems


def test_nitf_keeps_the_zone_of_its_date_and_the_name_of_its_wire(tmp_path: Path) -> None:
    """Dates without marks, and ``pubdata``."""
    nitf = (
        '<nitf><head><docdata><date.issue norm="20310305T101500+0100"/></docdata><pubdata name="Gulf Wire"/></head>'
        f"<body><body.head><hedline><hl1>Old pier</hl1></hedline></body.head><body.content><p>{ONE}</p>"
        "</body.content></body></nitf>"
    )
    (found,), _ = read(tmp_path, nitf, "a.xml")
    assert (found.published_at, found.publisher) == ("2031-03-05T10:15:00+01:00", "Gulf Wire")


def test_telex_paragraphs_may_open_with_an_indent(tmp_path: Path) -> None:
    """And the time of filing may stand behind the text."""
    telex = f"\x01GWA0012 4 POL 0110 EUR /GWA-AB12\r\n\x02Koper: Old pier to close\r\n\r\n     KOPER (GW) - {ONE}\r\n"
    telex += f"     {TWO}\r\n=\r\n\x03\r\n051012 Mar 31\r\n\x04"
    (found,), _ = read(tmp_path, telex, "a.tst")
    assert found.text == f"KOPER (GW) - {ONE}\n\n{TWO}"
    assert found.published_at == "2031-03-05T10:12:00Z"


def test_what_hangs_on_a_message_is_read_and_its_signature_is_not(tmp_path: Path) -> None:
    """Line ends as mail has them; a picture is passed over."""
    mail = (
        "From: Gulf Wire <desk@gulf.example>\nSubject: Old pier\nDate: Wed, 05 Mar 2031 10:15:00 +0100\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        f"{ONE}\n\n-- \nThe desk\n--x\nContent-Type: text/plain\n"
        f'Content-Disposition: attachment; filename="more.txt"\n\n{TWO}\n--x\nContent-Type: image/png\n'
        'Content-Disposition: attachment; filename="a.png"\n\nabc\n--x--\n'
    )
    found, problems = read(tmp_path, mail.replace("\n", "\r\n"), "a.eml")
    assert [a.text.strip() for a in found] == [ONE, TWO]
    assert found[1].uri == "a.eml/more.txt"
    assert not problems


def test_wordpress_drafts_are_no_articles_and_its_captions_are_captions(tmp_path: Path) -> None:
    """The date is that of UTC, where the export has it."""
    item = (
        "<item><title>{title}</title><content:encoded><![CDATA[<p>{words}</p>\n"
        '[caption id="a"]<img src="a.jpg"/> The pier[/caption]]]></content:encoded><wp:post_id>{n}</wp:post_id>'
        "<wp:post_date>2031-03-05 11:15:00</wp:post_date><wp:post_date_gmt>2031-03-05 10:15:00</wp:post_date_gmt>"
        "<wp:status>{status}</wp:status><wp:post_type>post</wp:post_type></item>"
    )
    posts = item.format(title="Old pier", words=ONE, n=1, status="publish")
    posts += item.format(title="Not yet", words=TWO, n=2, status="draft")
    export = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Lagoon</title>{posts}</channel></rss>'
    )
    (found,), (problem,) = read(tmp_path, export, "a.xml")
    assert found.text == f"{ONE}\n\nThe pier"
    assert [b.kind for b in found.marked] == ["caption"]
    assert found.published_at == "2031-03-05T10:15:00Z"
    assert problem.error == "unpublished"


def test_two_who_speak_in_one_cue_are_two_lines(tmp_path: Path) -> None:
    """As dialogue is set."""
    (found,), _ = read(tmp_path, "WEBVTT\n\n00:05.000 --> 00:07.000\n- Why not?\n- The pier is closed.\n", "a.vtt")
    assert found.text == "- Why not?\n\n- The pier is closed."


@pytest.mark.parametrize(
    "head",
    [
        "Заголовок,Дата публикации,Издание,Текст статьи",
        "Título,Data de publicação,Veículo,Corpo da notícia",
        "Titre,Date de publication,Média,Texte de l’article",
        "Überschrift,Erscheinungsdatum,Redaktion,Haupttext",
    ],
)
def test_columns_are_known_by_their_first_word(tmp_path: Path, head: str) -> None:
    """In other languages, whatever it is the text of."""
    (found,), problems = read(tmp_path, f'{head}\nOld pier,05.03.2031,Lagoon,"{ONE}"\n', "a.csv")
    assert (found.text, found.title, found.published_at, found.publisher) == (ONE, "Old pier", "2031-03-05", "Lagoon")
    assert not problems


def test_a_name_that_leads_outside_an_archive_is_shown_without_the_way(tmp_path: Path) -> None:
    """Links are passed over."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name in ("../../etc/evil.txt", "/abs/x.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(ONE)
            archive.addfile(info, io.BytesIO(ONE.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found, problems = read(tmp_path, file.getvalue(), "a.tar")
    assert [a.uri for a in found] == ["a.tar/etc/evil.txt", "a.tar/abs/x.txt"]
    assert not problems


def test_what_stands_before_the_break_of_a_packed_file_is_read(tmp_path: Path) -> None:
    """And the break is a problem."""
    rows = [json.dumps({"id": f"n{n}", "text": f"{ONE} {n * 7919 % 10007}"}) for n in range(300)]
    whole = gzip.compress("\n".join(rows).encode())
    found, problems = read(tmp_path, whole[: len(whole) * 2 // 3], "a.jsonl.gz")
    assert len(found) > 100
    assert problems[-1].error == "damaged"


def test_factiva_s_xml_is_known_by_its_paragraphs(tmp_path: Path) -> None:
    """Without its name in it."""
    article = (
        '<?xml version="1.0"?><list><article accessionNo="L1"><headline><paragraph>Old pier</paragraph></headline>'
        "<publicationDate><date>2031-03-05</date></publicationDate><sourceName>Lagoon</sourceName>"
        f"<leadParagraph><paragraph>{ONE}</paragraph></leadParagraph>"
        f"<tailParagraphs><paragraph>{TWO}</paragraph></tailParagraphs></article></list>"
    )
    (found,), _ = read(tmp_path, article, "a.xml")
    assert (found.text, found.title, found.published_at) == (f"{ONE}\n\n{TWO}", "Old pier", "2031-03-05")


def pdf(lines: list[str]) -> bytes:
    """A page of ``lines``, an empty one a gap."""
    shown = " ".join(f"({line}) Tj T*" if line else "T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, start=1))
    return made + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


def test_paragraphs_of_a_pdf_are_told_by_the_gaps_between_lines(tmp_path: Path) -> None:
    """And a word that a line's end cuts is one word."""
    lines = [
        "Old pier to close",
        "",
        "The harbour board of Koper will close the old ferry pier for",
        "repairs, its chair-",
    ]
    lines += ["woman said.", "", "The town has promised to pay for all the boats that have to be", "moved to Izola."]
    (found,), _ = read(tmp_path, pdf(lines), "a.pdf")
    assert found.text.split("\n\n") == [
        "Old pier to close",
        "The harbour board of Koper will close the old ferry pier for repairs, its chairwoman said.",
        "The town has promised to pay for all the boats that have to be moved to Izola.",
    ]
