"""What is said of a sheet as a whole: columns that are not read or lacking, formulas that do not count."""

from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault
from storage.workbooks.cells import Table
from storage.workbooks.grid import letter

# Every office numbers its rows; nobody needs to be told that the numbers are left aside.
COUNTING = "序号"


def note_of(table: Table, code: str, row: int, **params: str | int) -> Fault:
    """Returns what is said of a row, or of the sheet where it is 0."""
    return Fault(code=code, sheet=table.sheet.name, row=row, params=params)


def column_notes(table: Table) -> list[Fault]:
    """Says which columns were not read, and which required ones are lacking."""
    columns, last = table.recognition.columns, table.heading.last
    ignored = [
        at
        for at, words in enumerate(table.heading.wordings)
        if words and at not in columns.values() and table.heading.text(at) != COUNTING
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
    serial = "code" in columns and table.heading.text(columns["code"]) == COUNTING
    return lacking + notes + ([table.fault("import.note.serial_as_code", last, "code")] if serial else [])


def formula_notes(table: Table) -> list[Fault]:
    """Formulas where nothing is read (serial numbers, sums) are only mentioned."""
    known = set(table.recognition.columns.values())
    outside = [mark for mark in table.sheet.formulas if mark[1] not in known]
    return [note_of(table, "import.note.formulas_ignored", 0, count=len(outside))] if outside else []


def whole_sheet_faults(table: Table) -> list[Fault]:
    """Formulas or errors that cannot be placed (an unusual writer, an .ods) condemn the sheet."""
    unplaced = any(row < 1 for row, _ in table.sheet.formulas | table.sheet.errors)
    return [note_of(table, "import.fault.formula_somewhere", 0)] if unplaced else []
