"""A long workbook in pieces, each a small workbook of its own. Runs in the guarded child.

A spreadsheet library holds a sheet as a whole, which for 100,000 rows takes more room than the bot itself.
Here the sheet's XML is cut between two rows while it is inflated, what its cells take from the table of
shared strings is written into them, and the library reads one piece after the other: what a cell means is
left to it. A workbook of unusual make is not cut.
"""

import io
import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import python_calamine as calamine

from storage.workbooks.containers import Container
from storage.workbooks.limits import MAX_COLUMNS, MAX_ROWS, Refusal

LONG_BYTES = 8 * 1024 * 1024
"""A sheet of more XML than this is cut."""
_CHUNK = 1 << 18
_PIECE_BYTES = 1 << 20
_MOST_OUTSIDE_BYTES = 4 * 1024 * 1024
_STRINGS = "xl/sharedStrings.xml"
_NEEDED = frozenset(
    {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
)
_ROWS_BEGIN = re.compile(rb"<sheetData\s*(?:/>|>)")
_ROWS_END, _ROW_END, _STRING_END = b"</sheetData>", b"</row>", b"</si>"
_NUMBERED = re.compile(rb"\s*(?:<row\b[^<>]*\br=[\"']\d+[\"'][^<>]*>\s*<c\b[^<>]*\br=[\"']|</sheetData>)")
_STRING = re.compile(rb"<si\b[^<>]*/>|<si\b[^<>]*>(.*?)</si>", re.DOTALL)
_OF_STRING = re.compile(rb"(<c\b[^<>]*?\bt=[\"'])s([\"'][^<>]*>)\s*<v\b[^<>]*>\s*(\d+)\s*</v>\s*(?=</c>)")
_EMPTY = b"<sheetData/>"

Row = tuple[int, list[object]]


@dataclass(slots=True)
class _Strings:
    """The table of shared strings as it is written: 500,000 strings of their own take far more room."""

    text: bytearray = field(default_factory=bytearray)
    ends: "array[int]" = field(default_factory=lambda: array("I", [0]))

    def add_all(self, xml: bytes, end: int) -> None:
        for match in _STRING.finditer(xml, 0, end):
            self.text += match[1] or b""
            self.ends.append(len(self.text))

    def inline(self, match: re.Match[bytes]) -> bytes:
        """Return a cell that says what the table says, instead of where it says so."""
        at = int(match[3])
        if at >= len(self.ends) - 1:
            raise Refusal("import.damaged")
        text = bytes(self.text[self.ends[at] : self.ends[at + 1]])
        return b"%binlineStr%b<is>%b</is>" % (match[1], match[2], text)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands before and after the rows of a sheet."""

    head: bytes
    tail: bytes


class LongBook:
    """An .xlsx of which no sheet is ever held whole."""

    def __init__(self, data: bytes, container: Container, parts: dict[str, str]) -> None:
        """Take the file, which was checked, and the part of each sheet by its name."""
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._small = {
            name: self._archive.read(name)
            for name, marks in container.marks.items()
            if name in _NEEDED and marks.bytes <= _MOST_OUTSIDE_BYTES
        }
        self._strings = self._read_strings()
        self._around = {part: self._around_rows(part) for part in parts.values()}
        self._parts = parts

    @property
    def is_usual(self) -> bool:
        """Whether every sheet is written as spreadsheet programs write it."""
        return all(self._around.values()) and self._small.keys() == _NEEDED

    def metadata(self) -> list[calamine.SheetMetadata]:
        """Return what the workbook says of its sheets."""
        with self._opened({}) as book:
            return book.sheets_metadata

    def merged(self, index: int, name: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the merged ranges of a sheet."""
        return self._read(index, self._parts[name], b"").merged_cell_ranges or []

    def rows(self, index: int, name: str) -> Iterator[Row]:
        """Yield (row from 1, cells from column A) of a sheet."""
        part = self._parts[name]
        for xml in self._cut(part):
            piece = self._read(index, part, _OF_STRING.sub(self._strings.inline, xml))
            (top, left), (bottom, right) = piece.start or (0, 0), piece.end or (0, 0)
            if bottom >= MAX_ROWS or right >= MAX_COLUMNS:
                raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
            for number, cells in enumerate(piece.to_python(skip_empty_area=True), start=top + 1):
                yield number, [*[""] * left, *cells]

    def _around_rows(self, part: str) -> _Around | None:
        """Return what stands around a sheet's rows, which are passed over; None where it is unusual."""
        chunks = self._inflated(part)
        begun = b""
        for chunk in chunks:
            begun += chunk
            if len(begun) > _MOST_OUTSIDE_BYTES or (_ROWS_BEGIN.search(begun[:-_CHUNK]) is not None):
                break
        begins = _ROWS_BEGIN.search(begun)
        if begins is None or not (begins[0].endswith(b"/>") or _NUMBERED.match(begun, begins.end())):
            return None
        if begins[0].endswith(b"/>"):
            return _Around(begun[: begins.start()], begun[begins.end() :] + b"".join(chunks))
        tail = _after_rows(begun[begins.end() :], chunks)
        return None if tail is None else _Around(begun[: begins.start()], tail)

    def _cut(self, part: str) -> Iterator[bytes]:
        """Yield the XML of some rows after the other."""
        held, is_begun = bytearray(), False
        for chunk in self._inflated(part):
            held += chunk
            if not is_begun and (begins := _ROWS_BEGIN.search(held)):
                is_begun = True
                del held[: begins.end()]
            if is_begun and len(held) >= _PIECE_BYTES and (at := held.rfind(_ROW_END)) >= 0:
                yield bytes(held[: at + len(_ROW_END)])
                del held[: at + len(_ROW_END)]
        yield bytes(held[: max(0, held.rfind(_ROWS_END))])

    def _read_strings(self) -> _Strings:
        strings, rest = _Strings(), b""
        for chunk in self._inflated(_STRINGS) if _STRINGS in self._archive.namelist() else ():
            rest += chunk
            end = rest.rfind(_STRING_END) + len(_STRING_END)
            if end > len(_STRING_END):
                strings.add_all(rest, end)
                rest = rest[end:]
        strings.add_all(rest, len(rest))
        return strings

    def _inflated(self, part: str) -> Iterator[bytes]:
        with self._archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def _read(self, index: int, part: str, rows: bytes) -> calamine.CalamineSheet:
        """Return what the library reads in a workbook that holds these rows only."""
        around = self._around[part] or _Around(b"", b"")
        with self._opened(
            {part: b"%b<sheetData>%b</sheetData>%b" % (around.head, rows, around.tail)}
        ) as book:
            return book.get_sheet_by_index(index)

    def _opened(self, more: dict[str, bytes]) -> calamine.CalamineWorkbook:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in (self._small | more).items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))


def _after_rows(xml: bytes, chunks: Iterator[bytes]) -> bytes | None:
    """Return what follows the rows, of which only the end of what was seen last is kept; None if too much."""
    while (at := xml.find(_ROWS_END)) < 0:
        if (chunk := next(chunks, None)) is None:
            return None
        xml = xml[-len(_ROWS_END) :] + chunk
    tail = bytearray(xml[at + len(_ROWS_END) :])
    for chunk in chunks:
        tail += chunk
        if len(tail) > _MOST_OUTSIDE_BYTES:
            return None
    return bytes(tail)


def long_book(data: bytes, container: Container, parts: dict[str, str]) -> LongBook | None:
    """Return the workbook in pieces where it has a long sheet, and is of usual make; else None."""
    marks = [container.marks.get(part) for part in parts.values()]
    if not any(one is not None and one.bytes >= LONG_BYTES for one in marks):
        return None
    strings = container.marks.get(_STRINGS)
    if not all(one is not None and one.is_plain for one in marks) or not (
        strings is None or strings.is_plain
    ):
        return None
    book = LongBook(data, container, parts)
    return book if book.is_usual else None
