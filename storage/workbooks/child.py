"""The guarded child: a file's bytes come in by a pipe, its cells go out line by line, no more.

`python -I -m storage.workbooks.child .xlsx`. Each line is canonical JSON: first `{"form": "xlsx"}`; then for
each sheet `{"name", "hidden", "merged": [[r, c, r, c]], "formulas": [[r, c]], "errors": [[r, c]]}`, and
its rows in lots, `{"rows": [[1, ["a", {"n": "12"}]]]}`; `{"end": true}` at last. A file that is not read ends
with `{"refused": code, "params": {}}`. The rows of `rows` count from 1, all other places from 0; blank rows
are left out. A sheet goes out while it is read, so that neither side ever holds all of it.
"""

import codecs
import csv
import io
import json
import signal
import sys
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import python_calamine as calamine

from storage.workbooks.child_csv import ENCODINGS, csv_lines
from storage.workbooks.child_lines import Json, Meter, lots
from storage.workbooks.containers import Container, open_container
from storage.workbooks.limits import (
    EXIT_NO_MEMORY,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_MERGED,
    MAX_ROWS,
    Refusal,
    shut_in,
)
from storage.workbooks.merging import fill_merged
from storage.workbooks.pieces import LongBook, long_book

# Archive names and legacy .xls are searched with the last two; nothing can be loaded once shut in.
_NEEDED_CODECS = (*ENCODINGS, "utf-16", "utf-16-le", "cp437")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Merged = list[tuple[tuple[int, int], tuple[int, int]]]
Opened = tuple[calamine.SheetMetadata, list[list[int]], Iterable[tuple[int, list[object]]]]


def _sheet_parts(container: Container) -> dict[str, str]:
    """Returns {sheet name: its part} of an .xlsx; empty when the index is unusual."""
    if container.form != "xlsx" or "xl/_rels/workbook.xml.rels" not in container.parts:
        return {}
    try:
        links = ET.fromstring(container.parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 -- no document type in it
        book = ET.fromstring(container.parts["xl/workbook.xml"])  # noqa: S314
    except (ET.ParseError, KeyError) as error:
        raise Refusal("import.damaged") from error
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts: dict[str, str] = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL, ""), "")
        parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _marks(container: Container, part: str | None) -> tuple[Json, Json]:
    """Returns (formulas, errors) of one sheet; where the sheet's part is not known, those of all parts."""
    scanners = [container.marks[part]] if part in container.marks else list(container.marks.values())
    formulas = {mark for scanner in scanners for mark in scanner.formulas.places}
    errors = {mark for scanner in scanners for mark in scanner.errors.places}
    return sorted(formulas), sorted(errors)


def _checked(ranges: Merged) -> list[list[int]]:
    if len(ranges) > MAX_MERGED:
        raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
    return [[*start, *end] for start, end in ranges]


def _from_a1(sheet: calamine.CalamineSheet) -> Iterator[list[object]]:
    """Yields the rows from row 1 and column A on; the library leaves out empty first columns."""
    (_, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (0, 0)
    if bottom >= MAX_ROWS or right >= MAX_COLUMNS:
        raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
    for row in sheet.iter_rows():
        yield [*[""] * left, *row]


def _workbook_lines(data: bytes, container: Container) -> Iterator[Json]:
    meter, parts = Meter(), _sheet_parts(container)
    for about, merged, rows in _long(data, container, parts) or _whole(data):
        formulas, errors = _marks(container, parts.get(about.name))
        yield {
            "name": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "merged": merged,
            "formulas": formulas,
            "errors": errors,
        }
        yield from lots(fill_merged(meter.filled_rows(rows), merged))


def _whole(data: bytes) -> Iterator[Opened]:
    """Yields the worksheets of a workbook that the library holds whole."""
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ == calamine.SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(index)
                yield about, _checked(sheet.merged_cell_ranges or []), enumerate(_from_a1(sheet), start=1)


def _long(data: bytes, container: Container, parts: dict[str, str]) -> Iterator[Opened] | None:
    """Returns the worksheets of a workbook that is read in pieces, or None."""
    book = long_book(data, container, parts)
    return None if book is None else _in_pieces(book)


def _in_pieces(book: LongBook) -> Iterator[Opened]:
    for index, about in enumerate(book.metadata()):
        if about.typ == calamine.SheetTypeEnum.WorkSheet:
            yield about, _checked(book.merged(index, about.name)), book.rows(index, about.name)


def _refused(code: str, params: dict[str, Json] | None = None) -> Json:
    return {"refused": code, "params": params or {}}


def read(data: bytes, suffix: str) -> Iterator[Json]:
    """Yields the lines described above."""
    try:
        container = open_container(data, suffix)
        yield {"form": container.form}
        yield from csv_lines(data) if container.form == "csv" else _workbook_lines(data, container)
        yield {"end": True}
    except Refusal as refusal:
        yield _refused(refusal.code, refusal.params)
    except csv.Error:
        yield _refused("import.damaged")
    except calamine.PasswordError:
        yield _refused("import.encrypted")
    except calamine.CalamineError:
        yield _refused("import.damaged")


def main() -> int:
    """Reads standard input, answers on standard output; returns the exit status."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # the bot finishes the update in hand; it ends us by SIGKILL
    for encoding in _NEEDED_CODECS:
        codecs.lookup(encoding)
    shut_in()
    try:
        for line in read(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), sys.argv[1]):
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    except MemoryError:
        return EXIT_NO_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
