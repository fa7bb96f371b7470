"""A backup: one .zip with the database, the papers and the evidence, made while the bot runs."""

import errno
import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath

from pydantic import AwareDatetime

from bot.domain.frozen import Frozen
from storage.files import claim_private

DATABASE = "shuangsuiji.db"
MANIFEST = "manifest.json"
FOLDERS = ("evidence", "rounds", "undrawn", "secrets", "public")
"""What lies in the data folder beside the database."""
_LOCKS = (".lock", f"{DATABASE}.lock")
_CHUNK_BYTES = 1 << 20
# Besides its own error, zipfile meets damage with these: a flag of encryption, an unknown method, a bad name.
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, KeyError, EOFError)


class BackupError(Exception):
    """A backup is damaged, or none; `args` are a code and the name of the part that is wrong."""


class Manifest(Frozen):
    """What a backup holds: the SHA-256 of each file by its name, and when it was made."""

    v: int = 1
    made_at: AwareDatetime
    files: dict[str, str]


def write_backup(database: Path, data_dir: Path, target: Path, now: datetime) -> Manifest:
    """Write a backup and return what it holds; the file is whole or not there.

    The database is copied by SQLite's online backup, so that the bot may write meanwhile. Secrets are read
    before it and after it, because one is deleted as soon as it is public; papers and evidence after it,
    because they are on the disk before the database names them.

    Raises:
        BackupError: the copy of the database is damaged.
        OSError: a file cannot be read or written.
    """
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-backup-") as folder:
        work = Path(folder)
        _copy_folder(data_dir / "secrets", work / "secrets")
        _copy_database(database, work / DATABASE)
        for name in FOLDERS:
            _copy_folder(data_dir / name, work / name)
        manifest = Manifest(made_at=now, files={name: _sha256(work / name) for name in _names(work)})
        _pack(work, manifest, target)
    return manifest


def restore_backup(source: Path, data_dir: Path) -> Manifest:
    """Bring a backup back into a data folder that is empty or not there; checked before anything is moved.

    Raises:
        FileExistsError: the folder holds something already.
        BackupError: the backup is damaged.
        OSError: it cannot be read, or the folder cannot be written.
    """
    if data_dir.exists() and any(path.name not in _LOCKS for path in data_dir.iterdir()):
        raise FileExistsError(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data_dir) as folder:
        manifest = unpack(source, Path(folder))
        # The database last: without it the folder is no office, and nothing starts on half of one.
        for path in sorted(Path(folder).iterdir(), key=lambda each: each.name == DATABASE):
            path.rename(data_dir / path.name)
    return manifest


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, and see that every file and the database are whole.

    Raises:
        BackupError: a code and the part: `not_a_backup`, `damaged`, `missing`, `foreign`, `database`.
        OSError: it cannot be read, or the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            for name in manifest.files:
                _unpack_one(archive, name, folder, manifest.files[name])
    except _NO_ARCHIVE as error:
        raise BackupError("not_a_backup", source.name) from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # the archive's own table points before its beginning
            raise BackupError("not_a_backup", source.name) from error
        raise
    _require_whole(folder / DATABASE)
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    if foreign := set(archive.namelist()) - {MANIFEST, *manifest.files}:
        raise BackupError("foreign", min(foreign))
    if DATABASE not in manifest.files:
        raise BackupError("missing", DATABASE)
    return manifest


def _unpack_one(archive: zipfile.ZipFile, name: str, folder: Path, sha256: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (name != DATABASE and path.parts[0] not in FOLDERS):
        raise BackupError("foreign", name)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(name) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file, _CHUNK_BYTES)
    except KeyError as error:
        raise BackupError("missing", name) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise BackupError("damaged", name) from error
    if _sha256(target) != sha256:
        raise BackupError("damaged", name)


def _pack(folder: Path, manifest: Manifest, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    claim_private(draft)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1))
        for name in manifest.files:
            archive.write(folder / name, name)
    draft.replace(target)


def _copy_database(database: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
    _require_whole(target)


def _require_whole(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BackupError("database", str(error)) from error
    if said != "ok":
        raise BackupError("database", said)


def _copy_folder(source: Path, target: Path) -> None:
    """Copy what is there; a file that vanishes meanwhile, such as a secret made public, is none."""
    for path in _files(source):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, place)
        except FileNotFoundError:
            continue


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".part")


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in _files(folder)]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
