"""Turns the rows of a recognised sheet into records; what is no record is a fault or a note."""

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from bot.domain.registers.packed import Packed, Places
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Place
from storage.workbooks.cells import RowReader, Table
from storage.workbooks.grid import Line, one_line
from storage.workbooks.row_records import READERS
from storage.workbooks.sheet_notes import COUNTING, column_notes, formula_notes, note_of, whole_sheet_faults

_FOOTER = re.compile(
    r"(合计|总计|小计|共计)(\s|$|[::,]|\d)|(填表人?|制表人?|填报人?|填报单位|填报日期|填表日期|审核人?|负责人|经办人|联系人|备注|注|说明|日期)"
    r"(\(?签[字章]\)?|\(?盖章\)?)?\s*\d?\s*[::]"
)

Spans = list[tuple[int, int]]


@dataclass(slots=True)
class Found:
    """What one sheet held: records with their places, everything said about it, and the rows of each sort."""

    table: Table
    said: list[Fault] = field(default_factory=list)
    rows: int = 0
    refused: int = 0
    skipped: int = 0
    places: Places = field(default_factory=Places)
    records: Packed[Any] = field(init=False)

    def __post_init__(self) -> None:
        """Take records of the sheet's register."""
        self.records = Packed(READERS[self.table.recognition.kind][1])


def _is_footer(line: Line) -> bool:
    return _FOOTER.match(one_line(line.texts[0]).replace("：", ":")) is not None


def _sections(table: Table) -> Spans:
    """Returns where a cell merged across the name column and its neighbours makes a title within the list."""
    name = table.recognition.columns["name"]
    spans = sorted(
        (top, bottom)
        for top, left, bottom, right in table.sheet.merged
        if top > table.heading.last and left <= name <= right and right > left
    )
    joined: Spans = []
    for top, bottom in spans:
        if joined and top <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return joined


class _Sorter:
    """Tells rows that are records from those that are not; made once for a sheet."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._headings = [(at, words) for at, words in enumerate(table.heading.wordings) if words]
        self._sections = _sections(table)
        serials = {at for at, words in self._headings if words[0] == COUNTING}
        self._read = set(table.recognition.columns.values()) - serials

    def aside(self, line: Line) -> str | None:
        """Returns the message key that says why a row is no record, or None when it is meant to be one."""
        if _is_footer(line):
            return "import.note.footer"
        if self._is_section(line.row):
            return "import.note.section_row"
        if all(one_line(line.at(at).text) in words for at, words in self._headings):
            return "import.note.repeated_headings"
        return None

    def _is_section(self, row: int) -> bool:
        at = bisect_right(self._sections, (row, sys.maxsize)) - 1
        return at >= 0 and self._sections[at][1] >= row

    def is_numbered_only(self, line: Line) -> bool:
        """Rows prepared with nothing but a serial number hold no record."""
        return not any(line.at(at).text or (line.row, at) in self._table.sheet.formulas for at in self._read)


def _read_row(found: Found, line: Line) -> None:
    read, model = READERS[found.table.recognition.kind]
    reader = RowReader(found.table, line)
    values = read(reader)
    found.said += reader.faults
    if any(not fault.is_warning for fault in reader.faults):
        found.refused += 1
        return
    found.records.append(model(**values))
    found.places.append(Place(sheet=found.table.sheet.name, row=line.row))


class RowsReader:
    """Reads the rows of one sheet as they come; `found` grows."""

    def __init__(self, table: Table) -> None:
        """Say what is to be said of the sheet as a whole."""
        said = [*whole_sheet_faults(table), *column_notes(table), *formula_notes(table)]
        self.found = Found(table, said=said)
        self._sorter = _Sorter(table)
        self._numbered: list[int] = []

    def take(self, line: Line) -> None:
        """Read one row; those of the headings and above them are passed over."""
        table = self.found.table
        if line.row <= table.heading.last:
            return
        self.found.rows += 1
        if (code := self._sorter.aside(line)) is not None:
            note = Fault(code=code, sheet=table.sheet.name, row=line.row, value=shown(line.texts[0]))
            self.found.said.append(note)
            self.found.skipped += 1
        elif self._sorter.is_numbered_only(line):
            self._numbered.append(line.row)
        elif not table.recognition.missing:
            _read_row(self.found, line)

    def close(self) -> Found:
        """Returns the records of the sheet, and all that is to be said about it."""
        found, numbered = self.found, self._numbered
        if numbered:
            note = note_of(found.table, "import.note.empty_rows", numbered[0], count=len(numbered))
            found.said.append(note)
        found.skipped += len(numbered)
        if found.table.recognition.missing:
            found.refused = found.rows - found.skipped
        return found
