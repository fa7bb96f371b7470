"""A backup holds everything at one instant, and whatever is damaged is found before anything is moved."""

import os
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.backups.archive import BackupError, restore_backup, unpack, write_backup

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
BACKUPS, WRITERS = (int(n) for n in os.environ.get("SSJ_BACKUPS", "8 10").split())
"""`make backups` raises them."""
KEPT = 20_000
PAPER = "rounds/SSJ-2026-0001/bundle.json"


@pytest.fixture
def office(tmp_path):
    """A data folder with a database in WAL, a paper, a photo and a secret."""
    folder = tmp_path / "data"
    for name, data in ((PAPER, b"{}"), ("evidence/ab/abcd", b"photo"), ("secrets/1", b"s")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with closing(sqlite3.connect(folder / "shuangsuiji.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE pairs (n INTEGER PRIMARY KEY, twice INTEGER)")
        database.executemany("INSERT INTO pairs VALUES (?, ?)", [(n, 2 * n) for n in range(100)])
        database.commit()
    return folder


@pytest.fixture
def backup(office, tmp_path):
    path = tmp_path / "one.zip"
    write_backup(office / "shuangsuiji.db", office, path, NOW)
    return path


def _files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_restored_office_is_the_one_that_was_backed_up(backup, tmp_path):
    target = tmp_path / "new"
    manifest = restore_backup(backup, target)
    assert manifest.made_at == NOW
    assert _files(target) == {"shuangsuiji.db", PAPER, "evidence/ab/abcd", "secrets/1"}
    assert (target / "evidence/ab/abcd").read_bytes() == b"photo"
    with closing(sqlite3.connect(target / "shuangsuiji.db")) as database:
        assert database.execute("SELECT count(*), sum(twice) FROM pairs").fetchone() == (100, 9900)
    assert backup.stat().st_mode & 0o777 == 0o600


def test_folder_that_holds_something_is_left_alone(office, backup):
    before = _files(office)
    with pytest.raises(FileExistsError):
        restore_backup(backup, office)
    assert _files(office) == before


def test_backup_beside_many_writers_is_of_one_instant_and_not_of_an_old_one(office, tmp_path):
    """Each transaction writes a row and the number of the last; a copy of half of one would not agree.

    Of the rows so many stay that the thousandth backup takes no longer than the first.
    """
    database, stop = office / "shuangsuiji.db", threading.Event()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE total (n INTEGER)")
        connection.execute("INSERT INTO total SELECT count(*) FROM pairs")
        connection.commit()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=60, isolation_level=None)) as connection:
            while not stop.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO pairs SELECT max(n) + 1, 2 * max(n) + 2 FROM pairs")
                connection.execute("DELETE FROM pairs WHERE n < (SELECT max(n) FROM pairs) - ?", (KEPT,))
                connection.execute("UPDATE total SET n = n + 1")
                connection.execute("COMMIT")

    writers = [threading.Thread(target=write) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(BACKUPS):
            _back_up_and_restore(database, office, tmp_path)
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def _back_up_and_restore(database, office, tmp_path):
    backup, restored = tmp_path / "beside.zip", tmp_path / "beside"
    with closing(sqlite3.connect(database, timeout=60)) as connection:
        (before,) = connection.execute("SELECT n FROM total").fetchone()
    write_backup(database, office, backup, NOW)
    restore_backup(backup, restored)
    with closing(sqlite3.connect(restored / "shuangsuiji.db")) as copy:
        (total,) = copy.execute("SELECT n FROM total").fetchone()
        first, last, rows = copy.execute("SELECT min(n), max(n), count(*) FROM pairs").fetchone()
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert (total, first) == (last + 1, max(0, last - KEPT))
    assert total >= before
    assert rows == last - first + 1
    shutil.rmtree(restored)
    backup.unlink()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@example(at=0.998046875, flip=1)
def test_one_wrong_byte_is_found_or_changes_nothing(backup, tmp_path_factory, at, flip):
    """Bytes that mean nothing, such as a time of day, may change; then every file is still itself."""
    data = bytearray(backup.read_bytes())
    data[int(at * len(data))] ^= flip
    broken = tmp_path_factory.mktemp("broken") / "one.zip"
    broken.write_bytes(data)
    folder = broken.parent / "out"
    folder.mkdir()
    try:
        manifest = unpack(broken, folder)
    except BackupError:
        return
    assert manifest.files.keys() == _files(folder)


@pytest.mark.parametrize(
    ("name", "code"), [("../evil", "foreign"), ("/etc/evil", "foreign"), ("notes.txt", "foreign")]
)
def test_file_that_no_backup_holds_is_refused(backup, tmp_path, name, code):
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr(name, b"x")
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(BackupError) as refused:
        unpack(backup, folder)
    assert refused.value.args == (code, name)
    assert _files(tmp_path / "out") == set()


def test_text_that_is_no_backup_is_refused(tmp_path):
    path = tmp_path / "one.zip"
    path.write_text("no archive")
    with pytest.raises(BackupError) as refused:
        restore_backup(path, tmp_path / "new")
    assert refused.value.args == ("not_a_backup", "one.zip")
    assert _files(tmp_path / "new") == set()
