"""What an uploaded file really is, whatever it is called, and whether its archive is safe to open.

Works on bytes in memory; nothing is ever extracted. Runs in the guarded child.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.workbooks.limits import MAX_ENTRIES, MAX_FILE_BYTES, MAX_INFLATED_BYTES, Refusal
from storage.workbooks.marks import MarkScanner

_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_SUFFIXES = frozenset({".xlsx", ".xls", ".ods", ".csv"})
_MACRO_SUFFIXES = frozenset({".xlsm", ".xltm", ".xlam", ".xla"})
_HTML_SIGNS = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head", b"<body")
_SMALL_PART_BYTES = 2 * 1024 * 1024


@dataclass(slots=True)
class Container:
    """A file that may be read: its `form` (xlsx, xls, ods, csv) and what was seen while it was checked."""

    form: str
    parts: dict[str, bytes] = field(default_factory=dict)
    marks: dict[str, MarkScanner] = field(default_factory=dict)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _looks_like_html(data: bytes) -> bool:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_HTML_SIGNS)


def _check_ole(data: bytes) -> Container:
    """Legacy .xls, and the wrapper that Excel puts round an encrypted .xlsx."""
    if _utf16("EncryptedPackage") in data:
        raise Refusal("import.encrypted")
    if _utf16("_VBA_PROJECT") in data:
        raise Refusal("import.macros")
    if _utf16("WordDocument") in data or _utf16("PowerPoint") in data:
        raise Refusal("import.not_a_spreadsheet")
    return Container("xls")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refusal("import.encrypted")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refusal("import.damaged")


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refusal("import.too_many_parts", limit=MAX_ENTRIES)
    if sum(entry.file_size for entry in entries) > MAX_INFLATED_BYTES:
        raise Refusal("import.too_big", limit=MAX_INFLATED_BYTES)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise Refusal("import.damaged")
    for entry in entries:
        _check_entry(entry)


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> Iterator[bytes]:
    """Yields what the entry really holds, not what its directory says: a lying size is found out."""
    declared = entry.file_size
    entry.file_size = allowed + 2 * _CHUNK
    seen = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            seen += len(chunk)
            if seen > allowed:
                raise Refusal("import.too_big", limit=MAX_INFLATED_BYTES)
            yield chunk
    if seen != declared:
        raise Refusal("import.damaged")


def _scan(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], container: Container) -> None:
    left = MAX_INFLATED_BYTES
    for entry in entries:
        scanner = MarkScanner(container.form, entry.filename)
        kept = bytearray()
        for chunk in _inflated(archive, entry, left):
            left -= len(chunk)
            scanner.feed(chunk)
            if len(kept) <= _SMALL_PART_BYTES and scanner.is_index:
                kept += chunk
        container.marks[entry.filename] = scanner
        if scanner.is_index:
            container.parts[entry.filename] = bytes(kept)


def _form_of(archive: zipfile.ZipFile) -> str:
    names = {name.lower(): name for name in archive.namelist()}
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise Refusal("import.macros")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        said = archive.read(names["mimetype"])[:64].strip()
        if said == _ODS:
            return "ods"
    raise Refusal("import.not_a_spreadsheet")


def _check_zip(data: bytes) -> Container:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            container = Container(_form_of(archive))
            _scan(archive, entries, container)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refusal("import.damaged") from error
    except zlib.error as error:
        raise Refusal("import.damaged") from error
    return container


def open_container(data: bytes, suffix: str) -> Container:
    """Returns what the file is, after looking at its content.

    Args:
        data: the file's bytes.
        suffix: the end of its name, lower case, with the dot.

    Raises:
        Refusal: with the message key that says why the file is not read.
    """
    if len(data) > MAX_FILE_BYTES:
        raise Refusal("import.too_big", limit=MAX_FILE_BYTES)
    if suffix in _MACRO_SUFFIXES:
        raise Refusal("import.macros")
    if suffix not in _SUFFIXES:
        raise Refusal("import.not_a_spreadsheet")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refusal("import.empty_file")
    if data.startswith(_OLE):
        return _check_ole(data)
    if data.startswith(b"PK"):
        return _check_zip(data)
    if _looks_like_html(data):
        raise Refusal("import.html")
    if suffix != ".csv":
        raise Refusal("import.damaged")
    return Container("csv")
