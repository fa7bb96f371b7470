"""Turns the rows of a recognised sheet into records; what is no record is a fault or a note."""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.registers.columns import Kind
from bot.domain.registers.headings import names_sub_items
from bot.domain.registers.item_kinds import ItemKind, are_options, read_item_kind
from bot.domain.registers.packed import Packed, Places
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Place
from bot.domain.registers.records import InspectorRecord, ItemRecord, Record, TargetRecord
from bot.domain.registers.written import read_kind, read_year
from storage.workbooks.cells import RowReader, Table
from storage.workbooks.grid import Line, letter, one_line

_FOOTER = re.compile(
    r"(合计|总计|小计|共计)(\s|$|[::,]|\d)|(填表人?|制表人?|填报人?|填报单位|填报日期|填表日期|审核人?|负责人|经办人|联系人|备注|注|说明|日期)"
    r"(\(?签[字章]\)?|\(?盖章\)?)?\s*\d?\s*[::]"
)

Spans = list[tuple[int, int]]

# Every office numbers its rows; nobody needs to be told that the numbers are left aside.
_COUNTING = "序号"


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
        self.records = Packed(_READERS[self.table.recognition.kind][1])


def _target(reader: RowReader) -> dict[str, Any]:
    return {
        "code": reader.credit_code("code"),
        "number": reader.identifier("number"),
        "name": reader.required(reader.name, "name"),
        **{name: reader.name(name) for name in ("category", "unit", "district", "address")},
        **{
            name: reader.known(name)
            for name in ("risk_tier", "standing", "registrar", "legal_representative", "industry")
        },
        "kind": reader.understood(read_kind, "kind", "import.fault.kind"),
        "registered_on": reader.day("registered_on"),
        "report_year": reader.understood(read_year, "report_year", "import.fault.year"),
        "blacklisted": reader.yes("blacklisted"),
        "phone": reader.private("phone"),
    }


def _inspector(reader: RowReader) -> dict[str, Any]:
    licence = reader.private("licence")
    return {
        "number": reader.required(lambda name: reader.identifier(name) or "", "number"),
        "name": reader.required(reader.name, "name"),
        **{name: reader.name(name) for name in ("unit", "department", "duty", "speciality")},
        "licensed": reader.yes_no("licensed", default=licence is not None),
        "licence_until": reader.until("licence_until"),
        "post": reader.known("post"),
        "phone": reader.private("phone"),
        "licence": licence,
    }


def _item(reader: RowReader) -> dict[str, Any]:
    kind = reader.understood(read_item_kind, "result_kind", "import.fault.item_kind")
    options = reader.known_text("options")
    if not are_options(kind or ItemKind.FINDING, options or ""):
        reader.blame("import.fault.options", "options", options or "", keep=True)
    name, parent = _item_name(reader)
    return {
        "code": reader.required(lambda name: reader.identifier(name) or "", "code"),
        "name": name,
        "content": reader.text("content"),
        "basis": reader.required(reader.text, "basis"),
        "method": reader.text("method"),
        "department": reader.name("department"),
        "needs_photo": reader.yes_no("needs_photo", default=False),
        "parent": parent,
        "result_kind": kind,
        "options": options,
        "guide": reader.known_text("guide"),
    }


def _item_name(reader: RowReader) -> tuple[str, str | None]:
    """Returns the name and the parent; where a list has sub-items, an item without any is one itself."""
    parent, at = reader.known("parent"), reader.table.recognition.columns["name"]
    if parent and names_sub_items(reader.table.heading.wordings[at]) and not reader.name("name"):
        return parent, ""
    return reader.required(reader.name, "name"), parent


_READERS: dict[Kind, tuple[Callable[[RowReader], dict[str, Any]], type[Record]]] = {
    Kind.TARGETS: (_target, TargetRecord),
    Kind.INSPECTORS: (_inspector, InspectorRecord),
    Kind.ITEMS: (_item, ItemRecord),
}


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
        serials = {at for at, words in self._headings if words[0] == _COUNTING}
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
    read, model = _READERS[found.table.recognition.kind]
    reader = RowReader(found.table, line)
    values = read(reader)
    found.said += reader.faults
    if any(not fault.is_warning for fault in reader.faults):
        found.refused += 1
        return
    found.records.append(model(**values))
    found.places.append(Place(sheet=found.table.sheet.name, row=line.row))


def _note(table: Table, code: str, row: int, **params: str | int) -> Fault:
    return Fault(code=code, sheet=table.sheet.name, row=row, params=params)


def _column_notes(table: Table) -> list[Fault]:
    """Says which columns were not read, and which required ones are lacking."""
    columns, last = table.recognition.columns, table.heading.last
    ignored = [
        at
        for at, words in enumerate(table.heading.wordings)
        if words and at not in columns.values() and table.heading.text(at) != _COUNTING
    ]
    notes = [
        Fault(
            code="import.note.ignored_column",
            sheet=table.sheet.name,
            row=last,
            column=shown(table.heading.text(at)),
            params={"letter": letter(at)},
        )
        for at in ignored
    ]
    lacking = [table.fault("import.fault.column_missing", last, name) for name in table.recognition.missing]
    serial = "code" in columns and table.heading.text(columns["code"]) == _COUNTING
    return lacking + notes + ([table.fault("import.note.serial_as_code", last, "code")] if serial else [])


def _formula_notes(table: Table) -> list[Fault]:
    """Formulas where nothing is read (serial numbers, sums) are only mentioned."""
    known = set(table.recognition.columns.values())
    outside = [mark for mark in table.sheet.formulas if mark[1] not in known]
    return [_note(table, "import.note.formulas_ignored", 0, count=len(outside))] if outside else []


def _whole_sheet_faults(table: Table) -> list[Fault]:
    """Formulas or errors that cannot be placed (an unusual writer, an .ods) condemn the sheet."""
    unplaced = any(row < 1 for row, _ in table.sheet.formulas | table.sheet.errors)
    return [_note(table, "import.fault.formula_somewhere", 0)] if unplaced else []


class RowsReader:
    """Reads the rows of one sheet as they come; `found` grows."""

    def __init__(self, table: Table) -> None:
        """Say what is to be said of the sheet as a whole."""
        said = [*_whole_sheet_faults(table), *_column_notes(table), *_formula_notes(table)]
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
            note = _note(found.table, "import.note.empty_rows", numbered[0], count=len(numbered))
            found.said.append(note)
        found.skipped += len(numbered)
        if found.table.recognition.missing:
            found.refused = found.rows - found.skipped
        return found
