"""A record in an object store is the one on a disk: whole, put-if-absent, and brought up to date as it is used."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import invented_reader
import pytest
from made_readings import reading

from dateline import api
from dateline.engine import read_into
from dateline.errors import InputError, RecordError
from dateline.forgetting import forget_articles
from dateline.linking import link
from dateline.record import Record, Writer, remote
from dateline.record.check import check
from dateline.record.stored import stored_tables
from dateline.stores import Store, address
from dateline.web.app import create_app

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(autouse=True)
def made_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has no copies yet and looks at the store each time."""
    monkeypatch.setattr(remote, "_known", {})
    monkeypatch.setattr(remote, "LOOK_SECONDS", 0.0)
    monkeypatch.setenv("DATELINE_COPIES", str(tmp_path / "copies"))


def another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the copies are others; those that are open stay."""
    monkeypatch.setenv("DATELINE_COPIES", str(tmp_path / uuid.uuid4().hex))


@pytest.fixture(name="s3", scope="module")
def made_s3() -> Iterator[str]:
    """The address of a store that speaks S3 on this machine."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(name="url", params=["memory", "s3"])
def made_url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty place in a store: one in memory, and one that speaks S3."""
    if request.param == "s3":
        for name, value in {
            "AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "up", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": request.getfixturevalue("s3"),
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        fsspec.filesystem("s3").makedirs("bucket", exist_ok=True)
    return f"{request.param}://bucket/{uuid.uuid4().hex}"


def write(url: str, *names: str, speaker: str = "Ana Vidmar") -> Writer:
    """A writer that has committed a reading for each of ``names``."""
    writer = Writer(url)
    writer.commit([stored_tables([reading(name, speaker=speaker) for name in names])])
    return writer


def test_what_one_machine_writes_another_reads(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings, links and corrections; what comes later too, without opening it anew."""
    writer = write(url, "n0", "n1")
    if url.startswith("memory"):
        link(writer)
    another_machine(tmp_path, monkeypatch)
    with Record(url) as there:
        assert there.info().articles == 2
        assert there.info().path == url
        actor = there.sql("SELECT actor_id FROM actors WHERE name = 'Ana Vidmar'").column(0)[0].as_py()
        another_machine(tmp_path, monkeypatch)
        write(url, "n2")
        with Record(url) as third:
            third.corrections.add("rename", actor, "Ana V. Vidmar", "ed")
        assert there.info().articles == 3
        assert there.sql("SELECT name FROM actors WHERE actor_id = ?", [actor]).column(0)[0].as_py() == "Ana V. Vidmar"
    assert check(url).damage == ()


def test_two_writers_who_commit_at_once_both_count(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry is written only if absent: the second takes the first one's in and comes after it."""
    first = write(url, "n0")
    another_machine(tmp_path, monkeypatch)
    second = write(url, "n1")
    first.commit([stored_tables([reading("n2")])])
    second.commit([stored_tables([reading("n3")])])
    assert second.state.number == 4
    with Record(url) as record:
        assert record.info().articles == 4


def test_two_who_correct_at_once_do_not_lose_one_another(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later one is told, and nothing of hers stands half."""
    write(url, "n0")
    with Record(url) as mine:
        another_machine(tmp_path, monkeypatch)
        with Record(url) as theirs:
            told = pytest.raises(RecordError, match="give the same correction again")
            with told, mine.corrections.base() as base:
                theirs.corrections.add("rename", "person-1", "Bo Lind", "ed")
                base.execute("INSERT INTO corrections (kind, target, value, made_by, made_at) "
                             "VALUES ('rename', 'person-1', '\"Bo Lund\"', 'al', '2031-03-01T12:00:00Z')")  # fmt: skip
                base.commit()
        assert [c.value for c in mine.corrections.all()] == ["Bo Lind"]


def test_compaction_takes_what_it_replaced_out_of_the_store(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine that knew the batches goes on with the merged one."""
    writer = write(url, *(f"n{i}" for i in range(2)))
    another_machine(tmp_path, monkeypatch)
    with Record(url) as there:
        for number in range(2, 9):
            writer.commit([stored_tables([reading(f"n{number}")])])
        assert writer.compact() == 1
        assert len({name.split("/")[1] for name in Store(url).names("batches")}) == 1
        assert there.info().articles == 9


def test_copy_is_read_from_a_store_under_the_names_it_has_there(url: str, tmp_path: Path) -> None:
    """One object, a folder, a pattern; a hidden object and a record among them are left out."""
    store = Store(url)
    for name in ("in/a.txt", "in/sub/b.txt", "in/.hidden", "in/rec/record.toml"):
        store.put(name, b"The pier was shut, Ana Vidmar said.")

    def uris(given: str) -> list[str]:
        from dateline.intake import articles
        from dateline.schema import Article

        return [item.uri for item in articles([given]) if isinstance(item, Article)]

    assert uris(f"{url}/in") == ["a.txt", "sub/b.txt"]
    assert uris(f"{url}/in/a.txt") == ["a.txt"]
    assert uris(f"{url}/in/**/*.txt") == ["a.txt", "sub/b.txt"]
    with pytest.raises(InputError, match="nothing to read at this address"):
        uris(f"{url}/nowhere")


def test_reading_from_a_store_into_a_store_again_adds_nothing(url: str) -> None:
    """The ids of articles do not depend on where the copy of the record lies."""
    from dateline.intake import articles

    Store(f"{url}-in").put("a.txt", b"The pier was shut, Ana Vidmar said.")

    class Quick:
        map = staticmethod(lambda batches: map(invented_reader.read_tables, batches))
        close = staticmethod(lambda: None)

    assert read_into(Writer(url), articles([f"{url}-in"]), Quick()).added == 1
    again = read_into(Writer(url), articles([f"{url}-in"]), Quick())
    assert (again.unchanged, again.record) == (1, url)


def test_the_room_opens_a_record_in_a_store(url: str) -> None:
    """It is asked as any other."""
    from starlette.testclient import TestClient

    write(url, "n0")
    with Record(url) as record:
        room = TestClient(create_app(record, "token"), base_url="http://127.0.0.1")
        assert room.get("/").status_code == 200


def test_a_backup_of_a_record_in_a_store_is_a_record_on_a_disk(url: str, tmp_path: Path) -> None:
    """It holds the same."""
    write(url, "n0")
    api.backup(url, tmp_path / "kept")
    with Record(tmp_path / "kept") as record:
        assert record.info().articles == 1


def test_what_is_missing_or_changed_in_the_store_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An object that went, by check; one that was changed, when it is fetched; an entry in the middle of the log."""
    writer = write(url, "n0")
    batch = next(iter(writer.state.batches))
    store = Store(url)
    whole = store.get(f"batches/{batch}/events.parquet")
    store.drop(f"batches/{batch}/events.parquet")
    assert "events.parquet is missing: write it back" in check(url).damage[0]
    store.put(f"batches/{batch}/events.parquet", whole[:-40] + b"x" * 40)
    another_machine(tmp_path, monkeypatch)
    with pytest.raises(RecordError, match=r"events.parquet is damaged"):
        Record(url)
    store.put(f"batches/{batch}/events.parquet", whole)
    write(url, "n1")
    store.drop("log/00000001.json")
    another_machine(tmp_path, monkeypatch)
    with pytest.raises(RecordError, match=r"00000001.json is missing"):
        Record(url)


def test_what_a_store_refuses_is_one_line(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No record, other things there, no rights, no room, no bucket, and writing over what is there."""
    with pytest.raises(RecordError, match="is not a record: make it with"):
        Record(url)
    Store(url).put("pictures/1.jpg", b"...")
    with pytest.raises(RecordError, match="not a record and not empty"):
        Writer(url)
    place = f"{url}-2"
    write(place, "n0")
    files = Store(place)._fs

    def refuse(error: Exception) -> None:
        def refused(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(files, "pipe_file", refused)

    for error, line in (
        (PermissionError("Access Denied"), "check the credentials and the bucket's rights"),
        (OSError(5, "The bucket quota has been exceeded"), "takes no more .* raise its quota"),
        (ConnectionError("Could not connect to the endpoint"), "cannot be reached"),
        (FileNotFoundError("The specified bucket does not exist"), "no such bucket"),
    ):
        refuse(error)
        with pytest.raises(RecordError, match=line):
            Writer(place).commit([stored_tables([reading("n1")])])
    monkeypatch.setattr(files, "pipe_file", lambda *_, **__: None)
    with pytest.raises(RecordError, match="lets a second writer replace a file"):
        Writer(place)


def test_what_can_only_be_done_on_a_disk_is_refused(url: str) -> None:
    """Mending, and forgetting, which a store that keeps versions cannot promise."""
    write(url, "n0")
    with pytest.raises(RecordError, match="is not mended there"):
        api.repair(url, workers=0)
    with pytest.raises(RecordError, match="forget in a copy on a disk"):
        forget_articles(url, ["n0"])
    with Record(url) as record:
        assert record.info().articles == 1


def test_an_address_is_told_from_a_path() -> None:
    """A path that was made of it has lost a slash; a drive of Windows is none."""
    assert address(str(Path("s3://bucket/a/"))) == "s3://bucket/a"
    assert address("C:/records/a") is None
    assert address(str(Path("file:///data/a"))) == "file:///data/a"
    with pytest.raises(InputError, match="for the stores that are known"):
        Store("nostore://a/b")
