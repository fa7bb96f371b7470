"""The guarded child: a file's bytes come in by a pipe, its cells go out as canonical JSON, no more.

Started as `python -I -m storage.workbooks.child .xlsx`. It answers `{"refused": code, "params": {}}` or
`{"form": "xlsx", "sheets": [{"name", "hidden", "rows": [[1, ["a", {"n": "12"}]]], "merged": [[r, c, r, c]],
"formulas": [[r, c]], "errors": [[r, c]]}]}`; the rows of `rows` count from 1, all other places from 0; blank
rows are left out.
"""

import codecs
import csv
import datetime as dt
import io
import json
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import python_calamine as calamine

from storage.workbooks.containers import Container, open_container
from storage.workbooks.limits import (
    EXIT_NO_MEMORY,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_LETTERS,
    MAX_MERGED,
    MAX_ROWS,
    Refusal,
    shut_in,
)
from storage.workbooks.merging import fill_merged

_ENCODINGS = ("utf-8-sig", "gb18030")
# Archive names and legacy .xls are searched with the last two; nothing can be loaded once shut in.
_NEEDED_CODECS = (*_ENCODINGS, "utf-16", "utf-16-le", "cp437")
_WHOLE = 1e15
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Json = Any
Rows = list[tuple[int, list[Json]]]


def encode(value: object) -> Json:
    """Returns a cell for JSON: text as it is, all else as {"n": …} number, {"b": …} truth, {"d": …} date."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"b": "TRUE" if value else "FALSE"}
    if isinstance(value, int | float):
        whole = abs(value) < _WHOLE and value == int(value)
        return {"n": str(int(value)) if whole else repr(value)}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {"d": value.isoformat()}
    return str(value)


def _trimmed(cells: Iterable[object]) -> list[Json]:
    encoded = [encode(cell) for cell in cells]
    while encoded and (encoded[-1] == "" or (isinstance(encoded[-1], str) and not encoded[-1].strip())):
        encoded.pop()
    return encoded


def _letters(cells: list[Json]) -> int:
    return sum(len(cell) for cell in cells if isinstance(cell, str))


class _Meter:
    """Counts the letters and cells of the whole file."""

    def __init__(self) -> None:
        self._letters = MAX_LETTERS
        self._cells = MAX_CELLS

    def filled_rows(self, rows: Iterable[Iterable[object]]) -> Rows:
        kept: Rows = []
        for number, raw in enumerate(rows, start=1):
            cells = _trimmed(raw)
            if not cells:
                continue
            self._letters -= _letters(cells)
            self._cells -= len(cells)
            if min(self._letters, self._cells) < 0 or number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
            kept.append((number, cells))
        return kept


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("import.encoding")


def _csv_sheets(data: bytes) -> Iterator[Json]:
    text = _decoded(data)
    if "\0" in text:
        raise Refusal("import.damaged")
    sample = text[:4096]
    delimiter = max((",", "\t", ";"), key=sample.count)
    try:
        rows = _Meter().filled_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal("import.damaged") from error
    formulas = [
        [number - 1, at]
        for number, cells in rows
        for at, cell in enumerate(cells)
        if cell.lstrip().startswith("=")
    ]
    yield {"name": "", "hidden": False, "rows": rows, "merged": [], "formulas": formulas, "errors": []}


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
    formulas = {mark for scanner in scanners for mark in scanner.formulas}
    errors = {mark for scanner in scanners for mark in scanner.errors}
    return sorted(formulas), sorted(errors)


def _merged(sheet: calamine.CalamineSheet) -> list[list[int]]:
    ranges = sheet.merged_cell_ranges or []
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


def _workbook_sheets(data: bytes, container: Container) -> Iterator[Json]:
    meter, parts = _Meter(), _sheet_parts(container)
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            rows = meter.filled_rows(_from_a1(sheet))
            formulas, errors = _marks(container, parts.get(about.name))
            merged = _merged(sheet)
            fill_merged(rows, merged)
            yield {
                "name": about.name,
                "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
                "rows": rows,
                "merged": merged,
                "formulas": formulas,
                "errors": errors,
            }


def read(data: bytes, suffix: str) -> dict[str, Json]:
    """Returns the answer described above."""
    try:
        container = open_container(data, suffix)
        sheets = _csv_sheets(data) if container.form == "csv" else _workbook_sheets(data, container)
        return {"form": container.form, "sheets": list(sheets)}
    except Refusal as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except calamine.PasswordError:
        return {"refused": "import.encrypted", "params": {}}
    except calamine.CalamineError:
        return {"refused": "import.damaged", "params": {}}


def main() -> int:
    """Reads standard input, answers on standard output; returns the exit status."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # the bot finishes the update in hand; it ends us by SIGKILL
    for encoding in _NEEDED_CODECS:
        codecs.lookup(encoding)
    shut_in()
    try:
        answer = read(sys.stdin.buffer.read(MAX_FILE_BYTES + 1), sys.argv[1])
        text = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except MemoryError:
        return EXIT_NO_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
