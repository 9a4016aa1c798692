"""Who may do what in the room: tokens and passwords with rights, a proxy's prefix, several records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from linked_record import record_of
from made_readings import reading
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dateline.cli import app as cli
from dateline.errors import InputError
from dateline.record import Record
from dateline.web.access import drop_token, make_token, tokens
from dateline.web.rooms import rooms
from dateline.web.where import Where

REJECT = {"kind": "reject", "layer": "statements", "row": "one:s1", "next": "/statements"}
OUTSIDE = "news.example.org"


@pytest.fixture(name="record")
def made_record(tmp_path: Path) -> Iterator[Record]:
    """A record."""
    with record_of(tmp_path / "ferries", [reading("one")]) as record:
        yield record


def visit(records: list[Record], where: Where, host: str = "127.0.0.1", **cookies: str) -> TestClient:
    """Somebody at the rooms."""
    return TestClient(rooms(records, "the-own-token", where), base_url=f"http://{host}", cookies=cookies)


def test_a_token_has_a_right_and_a_name(record: Record) -> None:
    """Who may read may not correct; a correction is by whom the token is."""
    reader, ines = make_token(record.path, "jo", "read"), make_token(record.path, "ines", "correct")
    assert reader not in (record.path / "access.json").read_text()
    with visit([record], Where()) as room:
        for token, status in ((reader, 403), (ines, 303), ("wrong", 403)):
            room.cookies.clear()
            room.post("/enter", data={"token": token}, follow_redirects=False)
            assert room.post("/correct", data=REJECT, follow_redirects=False).status_code == status
    assert [c.made_by for c in record.corrections.all()] == ["ines"]
    drop_token(record.path, "ines")
    assert [t["name"] for t in tokens(record.path)] == ["jo"]
    with visit([record], Where()) as room:
        room.post("/enter", data={"token": ines})
        assert room.post("/correct", data=REJECT).status_code == 403


def test_a_room_that_others_reach_is_read_by_those_who_enter(record: Record, tmp_path: Path) -> None:
    """It is refused without a token or a password; then nothing is shown before one enters."""
    for where in (Where(host="0.0.0.0"), Where(names=(OUTSIDE,))):
        with pytest.raises(InputError, match="password-file"):
            rooms([record], "x", where)
    passwords = tmp_path / "passwords"
    passwords.write_text("jo:read:a long password\nines:administer:another: longer\n")
    where = Where(names=(OUTSIDE,), password_file=passwords)
    with visit([record], where, OUTSIDE) as room:
        assert room.get("/statements").status_code == 401
        assert "Ana Vidmar" not in room.get("/statements").text
        assert room.get("/api/v1/statements").json()["error"].startswith("this room is read with a token")
        assert room.get("/static/room.css").status_code == 200
        assert room.post("/enter", data={"token": "a long passwore"}).status_code == 403
        room.post("/enter", data={"token": "a long password"})
        assert "Ana Vidmar" in room.get("/statements").text
        assert "a long password" not in str(room.cookies)
        assert room.post("/correct", data=REJECT).status_code == 403
    with visit([record], where, "other.example.org") as room:
        assert room.get("/").status_code == 400


def test_many_wrong_passwords_are_not_tried_on(record: Record, tmp_path: Path) -> None:
    """After ten, the right one waits as well."""
    passwords = tmp_path / "passwords"
    passwords.write_text("only this password")
    with visit([record], Where(password_file=passwords)) as room:
        for _ in range(10):
            room.post("/enter", data={"token": "wrong"})
        assert room.post("/enter", data={"token": "only this password"}).status_code == 403


@pytest.mark.parametrize("strips", [True, False])
def test_behind_a_proxy_all_addresses_stand_under_the_prefix(record: Record, *, strips: bool) -> None:
    """Whether the proxy takes the prefix away or not."""
    before = "" if strips else "/news/room"
    with visit([record], Where(prefix="/news/room")) as room:
        for path in ("/", "/statements", "/article/one", "/events", "/network", "/ask", "/queue"):
            page = room.get(before + path).text
            links = re.findall(r'\s(?:href|src|action)="(/[^"]*)"', page)
            assert links
            assert all(link.startswith("/news/room/") for link in links), (path, links)
            assert "/news/room/news/room" not in page
        entered = room.post(
            f"{before}/enter", data={"token": "the-own-token", "next": "/queue"}, follow_redirects=False
        )
        assert entered.headers["location"] == "/news/room/queue"
        made = room.post(f"{before}/correct", data=REJECT, follow_redirects=False)
        assert (made.status_code, made.headers["location"]) == (303, "/news/room/statements")


def test_several_records_are_shown_side_by_side(record: Record, tmp_path: Path) -> None:
    """Each under its name, with a way to the others."""
    with (
        record_of(tmp_path / "other" / "ferries", [reading("two", speaker="Vera Kos")]) as other,
        visit([record, other], Where()) as room,
    ):
        assert str(room.get("/").url).endswith("/ferries/")
        assert "Ana Vidmar" in room.get("/ferries/statements").text
        page = room.get("/ferries-2/statements").text
        assert "Vera Kos" in page
        assert 'href="/ferries-2/../ferries/"' in page
        room.get("/enter", params={"token": "the-own-token"})
        assert room.post("/ferries/correct", data=REJECT, follow_redirects=False).status_code == 303
    assert record.statements().num_rows == 0


def test_wrong_names_prefixes_and_files_are_told_in_one_line(record: Record, tmp_path: Path) -> None:
    """Before anything is served."""
    for where in (Where(prefix="dateline/"), Where(password_file=tmp_path / "none")):
        with pytest.raises(InputError):
            rooms([record], "x", where)
    for text in ("", "short", "a:b:12345678\nx\n", "a:rule:12345678\nb:read:12345678\n"):
        (tmp_path / "p").write_text(text)
        with pytest.raises(InputError):
            rooms([record], "x", Where(password_file=tmp_path / "p"))
    with pytest.raises(InputError):
        make_token(record.path, "a:b", "read")


def test_tokens_are_made_shown_and_taken_back_by_commands(record: Record) -> None:
    """The secret is shown once."""
    place = ["--record", str(record.path)]
    made = CliRunner().invoke(cli, ["token", "add", "ines", "--right", "administer", *place])
    assert made.exit_code == 0
    listed = CliRunner().invoke(cli, ["token", "list", *place]).output
    assert "ines" in listed
    assert made.output.strip() not in listed
    assert CliRunner().invoke(cli, ["token", "drop", "ines", *place]).exit_code == 0
    assert tokens(record.path) == []
