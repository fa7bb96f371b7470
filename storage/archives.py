"""The archive's file: a .zip with the same bytes for the same content, read as something hostile."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath

from bot.domain.archive import INDEX, MOST_BYTES, MOST_FILES, SIGNATURE, Filed, Index
from bot.domain.results import file_kinds
from storage.files import claim_private

_DAY = (1980, 1, 1, 0, 0, 0)
_UNIX_FILE = 0o100600 << 16
_CHUNK = 1 << 20
_MOST_SMALL = 64_000_000
"""Files that are read whole: the index, rows and bundles."""
_NO_ZIP = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, KeyError, EOFError, OSError)


class ArchiveError(Exception):
    """The file is no archive, or not what its index says; `args` are a code and the part that is wrong."""


def filed(path: str, source: bytes | Path) -> Filed:
    """Return the line of the index for a file; raise OSError where it cannot be read."""
    if isinstance(source, bytes):
        return Filed(path=path, sha256=hashlib.sha256(source).hexdigest(), size=len(source))
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Filed(path=path, sha256=digest, size=source.stat().st_size)


def ending_of(path: Path) -> str:
    """Return by which ending programs know what the file holds, "" where its beginning does not tell."""
    with path.open("rb") as file:
        return file_kinds.ending_of(file.read(file_kinds.BEGINNING_BYTES))


def pack(target: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write the files, in the order of their names; the .zip is whole or not there, and its owner's alone.

    Nothing is compressed: photos are already, and compressors differ from one machine to another.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    claim_private(draft)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            _write(archive, _entry(name), files[name])
    draft.replace(target)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.create_system, entry.external_attr = 3, _UNIX_FILE
    return entry


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: bytes | Path) -> None:
    if isinstance(source, bytes):
        archive.writestr(entry, source)
        return
    entry.file_size = source.stat().st_size
    with source.open("rb") as file, archive.open(entry, "w") as packed:
        while chunk := file.read(_CHUNK):
            packed.write(chunk)


class Opened:
    """An archive whose files are those of its index, byte for byte."""

    def __init__(self, archive: zipfile.ZipFile, index: Index, raw: bytes) -> None:
        """Take what open_archive() has checked."""
        self._archive, self.index, self.raw = archive, index, raw

    def read(self, path: str) -> bytes | None:
        """Return a file, None where there is none; raise ArchiveError where it is too large to be read."""
        if path not in self._archive.NameToInfo:
            return None
        return _small(self._archive, path)

    def named(self, beginning: str) -> list[str]:
        """Return the files whose path begins so."""
        return [each.path for each in self.index.files if each.path.startswith(beginning)]


@contextmanager
def open_archive(path: Path) -> Iterator[Opened]:
    """Open an archive, having read every byte of it.

    Raises:
        ArchiveError: `not_an_archive`, `unsafe`, `too_large`, `missing`, `foreign`, `damaged`, and the part.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _NO_ZIP as error:
        raise ArchiveError("not_an_archive", path.name) from error
    with archive:
        _refuse_unsafe(archive)
        raw = _small(archive, INDEX)
        try:
            index = Index.model_validate_json(raw)
        except ValueError as error:
            raise ArchiveError("not_an_archive", INDEX) from error
        _hold_against(archive, index)
        _require_nothing_between(path, archive)
        yield Opened(archive, index, raw)


def _refuse_unsafe(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_BYTES:
        raise ArchiveError("too_large", str(archive.filename))
    seen: set[str] = set()
    for each in entries:
        parts = PurePosixPath(each.filename)
        is_bad = parts.is_absolute() or ".." in parts.parts or each.filename != each.orig_filename
        # What is stored bears its own size: nothing in it can swell.
        is_swollen = each.compress_type != zipfile.ZIP_STORED or each.compress_size != each.file_size
        if is_bad or is_swollen or each.is_dir() or each.flag_bits & 1 or each.filename in seen:
            raise ArchiveError("unsafe", each.filename)
        seen.add(each.filename)


def _hold_against(archive: zipfile.ZipFile, index: Index) -> None:
    names = set(archive.namelist())
    listed = [each.path for each in index.files]
    if len(set(listed)) != len(listed):
        raise ArchiveError("not_an_archive", INDEX)
    if foreign := names - {INDEX, SIGNATURE, *listed}:
        raise ArchiveError("foreign", min(foreign))
    if missing := {*listed, SIGNATURE} - names:
        raise ArchiveError("missing", min(missing))
    for each in index.files:
        if archive.getinfo(each.path).file_size != each.size or _sha256(archive, each.path) != each.sha256:
            raise ArchiveError("damaged", each.path)


def _require_nothing_between(path: Path, archive: zipfile.ZipFile) -> None:
    """Hold every byte outside the files against what pack() writes there: nothing is added anywhere."""
    packed, at = [], 0
    with path.open("rb") as file:
        for each in archive.infolist():
            packed.append(_as_packed(each, at))
            header = packed[-1].FileHeader()
            file.seek(at)
            if file.read(len(header)) != header:
                raise ArchiveError("damaged", each.filename)
            at += len(header) + each.file_size
        file.seek(at)
        rest = file.read(_MOST_SMALL)
    if rest != _directory(packed, at):
        raise ArchiveError("damaged", path.name)


def _as_packed(found: zipfile.ZipInfo, at: int) -> zipfile.ZipInfo:
    entry = _entry(found.filename)
    entry.CRC, entry.file_size, entry.compress_size = found.CRC, found.file_size, found.file_size
    entry.header_offset = at
    return entry


class _After(BytesIO):
    """A file before whose beginning so many bytes stand already."""

    def __init__(self, before: int) -> None:
        super().__init__()
        self._before = before

    def tell(self) -> int:
        return self._before + super().tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._before + super().seek(offset - self._before if whence == 0 else offset, whence)


def _directory(entries: Sequence[zipfile.ZipInfo], at: int) -> bytes:
    """Return what stands behind the files, that is from here on: also where it is so large as to be ZIP64."""
    written = _After(at)
    with zipfile.ZipFile(written, "w") as archive:
        archive.filelist.extend(entries)
    return written.getvalue()


def _sha256(archive: zipfile.ZipFile, path: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(path) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except _NO_ZIP as error:
        raise ArchiveError("damaged", path) from error
    return digest.hexdigest()


def _small(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        if archive.getinfo(path).file_size > _MOST_SMALL:
            raise ArchiveError("too_large", path)
        return archive.read(path)
    except KeyError as error:
        raise ArchiveError("missing", path) from error
    except _NO_ZIP as error:
        raise ArchiveError("damaged", path) from error
