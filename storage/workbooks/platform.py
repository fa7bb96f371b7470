"""Reads a platform's match out of an uploaded file: one sheet, or targets, inspectors and match apart.

The file is opened in the same guarded child as the registers; everything wrong in it is told at once.
"""

import asyncio
import re
from collections.abc import Iterable
from typing import Any

from bot.domain.platform.headings import OF_BATCH, OF_PEOPLE, OF_TARGETS, Part, part_of
from bot.domain.platform.rows import PlatformReading
from bot.domain.platform.times import read_time
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault
from storage.workbooks.grid import Line, Sheet, one_line, sheet_of
from storage.workbooks.heading import personal_headings
from storage.workbooks.limits import Refusal
from storage.workbooks.platform_rows import Columns, Found, RowReader, Table, note_fact
from storage.workbooks.process import open_in_child

_SEARCHED_ROWS = 15
_LABELLED = re.compile(r"^(?P<label>[^:：]{2,12})[:：]\s*(?P<value>.+)$")


async def read_match(data: bytes, filename: str) -> PlatformReading:
    """Return the match in a file with all its faults; a file that cannot be read is one fault."""
    try:
        answer = await open_in_child(data, filename)
    except Refusal as refusal:
        return PlatformReading(faults=(Fault(code=refusal.code, params=refusal.params),))
    return await asyncio.to_thread(match_in_sheets, answer["sheets"])


def match_in_sheets(raw: Iterable[dict[str, Any]]) -> PlatformReading:
    """Return the reading of the sheets that the child took out of a file; hidden sheets are left aside."""
    sheets = [sheet for sheet in map(sheet_of, raw) if sheet.lines]
    personal = [(sheet, names) for sheet in sheets if (names := personal_headings(sheet))]
    if personal:
        return PlatformReading(
            faults=tuple(
                Fault(code="import.personal_columns", sheet=sheet.name, params={"columns": ", ".join(names)})
                for sheet, names in personal
            )
        )
    found = Found()
    for sheet in sheets:
        if not sheet.is_hidden:
            _read_sheet(sheet, found)
    return _reading(found)


def _reading(found: Found) -> PlatformReading:
    drawn_at = read_time(found.facts.get(Part.DRAWN_AT, ""))
    if drawn_at is None and Part.DRAWN_AT in found.facts:
        value = shown(found.facts[Part.DRAWN_AT])
        found.faults.append(Fault(code="platform.fault.time", value=value))
    return PlatformReading(
        matches=tuple(found.matches),
        targets=tuple(found.targets),
        people=tuple(found.people),
        batch=found.facts.get(Part.BATCH, ""),
        operator=found.facts.get(Part.OPERATOR, ""),
        drawn_at=drawn_at,
        faults=tuple(found.faults),
    )


def _read_sheet(sheet: Sheet, found: Found) -> None:
    table = _find_table(sheet)
    last = table.heading.row if table else _SEARCHED_ROWS
    for line in sheet.lines:
        if line.row < last or (table is None and line.row <= last):
            _read_labels(sheet, line, found)
    if table is None:
        return
    for line in sheet.lines:
        if line.row > table.heading.row:
            RowReader(table, line, found).read()


def _find_table(sheet: Sheet) -> Table | None:
    """Return the sheet by the row of headings that names most parts, if it names targets or people."""
    best: Table | None = None
    for line in sheet.lines:
        if line.row > _SEARCHED_ROWS:
            break
        columns: Columns = {}
        for position, cell in enumerate(line.cells):
            if (part := part_of(one_line(cell.text))) is not None:
                columns.setdefault(part, position)
        table = Table(sheet, line, columns)
        is_list = bool(table.parts & (OF_TARGETS | OF_PEOPLE))
        if is_list and (best is None or len(columns) > len(best.columns)):
            best = table
    return best


def _read_labels(sheet: Sheet, line: Line, found: Found) -> None:
    """Take 批次号：… out of one cell, or out of a labelled cell and the one beside it."""
    for position, cell in enumerate(line.cells):
        text = one_line(cell.text)
        pair = _LABELLED.match(text)
        label, value = (pair["label"], pair["value"]) if pair else (text, "")
        part = part_of(label)
        if part is None or part[0] not in OF_BATCH:
            continue
        beside = line.at(position + 1).text
        note_fact(found, part[0], one_line(value or beside), sheet, line)
