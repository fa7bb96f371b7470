"""The plan of the year as a sheet: found by its headings and read row by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.plans.rows import REQUIRED_COLUMNS, PlanRow, heading_field
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault
from storage.workbooks.grid import Line, Sheet, one_line

_SEARCHED_ROWS = 15
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(slots=True)
class FoundPlan:
    """The rows of all sheets that are a plan, the year of their title, and what is wrong with a cell."""

    rows: tuple[PlanRow, ...] = ()
    year: int | None = None
    sheets: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def read_plan(sheets: Sequence[Sheet]) -> FoundPlan:
    """Return the plan in these sheets; a sheet without its three telling headings is none."""
    found = FoundPlan()
    for sheet in sheets:
        heading = _heading(sheet)
        if heading is None:
            continue
        line, columns = heading
        found.sheets = (*found.sheets, sheet.name)
        found.year = found.year or _year(sheet, line)
        below = [each for each in sheet.lines if each.row > line.row]
        rows = [_row(sheet, each, columns) for each in below]
        found.rows = (*found.rows, *(row for row in rows if any(map(row.has, REQUIRED_COLUMNS))))
        found.faults += [fault for each in below for fault in _formulas(sheet, each, line, columns)]
    return found


def is_plan(sheet: Sheet) -> bool:
    """Return whether the first rows of a sheet hold the headings of a plan."""
    return _heading(sheet) is not None


def _heading(sheet: Sheet) -> tuple[Line, dict[str, int]] | None:
    """Return the row of headings with the place of each field, among the first rows."""
    for line in [each for each in sheet.lines if each.row <= _SEARCHED_ROWS]:
        columns: dict[str, int] = {}
        for position, cell in enumerate(line.cells):
            name = heading_field(cell.text)
            if name is not None:
                columns.setdefault(name, position)
        if columns.keys() >= set(REQUIRED_COLUMNS):
            return line, columns
    return None


def _year(sheet: Sheet, heading: Line) -> int | None:
    titles = (text for line in sheet.lines if line.row < heading.row for text in line.texts)
    years = [int(match[1]) for text in titles for match in _YEAR.finditer(text)]
    return years[0] if years else None


def _row(sheet: Sheet, line: Line, columns: dict[str, int]) -> PlanRow:
    cells = {name: one_line(line.at(position).text) for name, position in columns.items()}
    is_number = line.at(columns["share"]).kind == "n"
    return PlanRow(sheet=sheet.name, row=line.row, cells=cells, share_is_number=is_number)


def _formulas(sheet: Sheet, line: Line, heading: Line, columns: dict[str, int]) -> list[Fault]:
    """A formula's last result is not what a plan says."""
    return [
        Fault(
            code="import.fault.formula",
            sheet=sheet.name,
            row=line.row,
            column=shown(heading.at(position).text),
            value=shown(line.at(position).text),
        )
        for position in columns.values()
        if (line.row, position) in sheet.formulas | sheet.errors
    ]
