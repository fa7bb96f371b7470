"""Reads one row's cells into a record's fields, and notes every fault on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from stdnum.cn import uscc

from bot.domain.registers.columns import COLUMNS
from bot.domain.registers.headings import Recognition
from bot.domain.registers.personal_numbers import holds_personal_number, shown
from bot.domain.registers.reading import Fault
from bot.domain.registers.spelling import is_identifier, is_spoilt, normalised_identifier, read_yes_no
from bot.domain.registers.written import is_month_only, is_nothing, read_day, read_until
from storage.workbooks.grid import Cell, Line, Sheet, letter, one_line
from storage.workbooks.heading import Heading

_CODE_LETTERS = 18
_EXACT_DIGITS = 15
_CODE_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_MISSING = {
    "name": "import.fault.name_missing",
    "number": "import.fault.number_missing",
    "code": "import.fault.code_missing",
    "basis": "import.fault.basis_missing",
}
_NAME_LETTERS = 200
_TEXT_LETTERS = 4000

T = TypeVar("T")


def is_credit_code(code: str) -> bool:
    """Returns whether the check digit of a 统一社会信用代码 is right (GB 32100).

    The library's `is_valid` refuses rightful codes that begin with A, N or Y; only its arithmetic is used.
    """
    fits = len(code) == _CODE_LETTERS and _CODE_ALPHABET.issuperset(code)
    return fits and bool(uscc.calc_check_digit(code[:-1]) == code[-1])


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet whose headings were recognised."""

    sheet: Sheet
    heading: Heading
    recognition: Recognition
    allow_personal: bool

    def fault(self, code: str, row: int, field_name: str, value: str = "", **params: str | int) -> Fault:
        """Returns a fault that names the column by its heading and by its letter."""
        position = self.recognition.columns.get(field_name, -1)
        where: dict[str, str | int] = {"letter": letter(position)} if position >= 0 else {}
        heading = self.heading.text(position) if position >= 0 else self.printed(field_name)
        return Fault(
            code=code, sheet=self.sheet.name, row=row, column=heading, value=value, params={**where, **params}
        )

    def printed(self, field_name: str) -> str:
        """Returns the heading that our own template has for a field."""
        columns = COLUMNS[self.recognition.kind]
        return next(column.aliases[0] for column in columns if column.field == field_name)

    def has(self, field_name: str) -> bool:
        """Returns whether the sheet has a column for the field."""
        return field_name in self.recognition.columns


@dataclass(slots=True)
class RowReader:
    """Reads fields of one row; `faults` grows."""

    table: Table
    line: Line
    faults: list[Fault] = field(default_factory=list)

    def _cell(self, name: str) -> Cell:
        position = self.table.recognition.columns.get(name, -1)
        mark = (self.line.row, position)
        if mark in self.table.sheet.formulas:
            self.blame("import.fault.formula", name, self.line.at(position).text)
        elif mark in self.table.sheet.errors:
            self.blame("import.fault.error_value", name)
        return self.line.at(position)

    def blame(
        self, code: str, name: str, value: str = "", *, keep: bool = False, **params: str | int
    ) -> None:
        """Notes a fault of this row."""
        kept = keep and not holds_personal_number(value)
        self.faults.append(
            self.table.fault(code, self.line.row, name, shown(value, keep_numbers=kept), **params)
        )

    def _checked(self, name: str, text: str, limit: int) -> str:
        if len(text) > limit:
            self.blame("import.fault.too_long", name, text, limit=limit)
        if not self.table.allow_personal and holds_personal_number(text):
            self.blame("import.fault.personal_value", name, text)
        return text

    def name(self, name: str) -> str:
        """Returns a text of one line."""
        return self._checked(name, one_line(self._cell(name).text), _NAME_LETTERS)

    def text(self, name: str) -> str:
        """Returns a text that may have several lines."""
        return self._checked(name, self._cell(name).text, _TEXT_LETTERS)

    def known(self, name: str) -> str | None:
        """Returns a text of one line, or None where the sheet has no such column."""
        return self.name(name) if self.table.has(name) else None

    def known_text(self, name: str) -> str | None:
        """Returns a text that may have several lines, or None where the sheet has no such column."""
        return self.text(name) if self.table.has(name) else None

    def understood(self, read: Callable[[str], T | None], name: str, code: str) -> T | None:
        """Returns what `read` makes of the cell, or None where it says nothing; else it is at fault."""
        text = self.name(name)
        if is_nothing(text):
            return None
        value = read(text)
        if value is None:
            self.blame(code, name, text, keep=True)
        return value

    def until(self, name: str) -> date | None:
        """Returns the last day of a validity; 长期 has no end."""
        return self.day(name, read_until)

    def day(self, name: str, read: Callable[[str], date | None] = read_day) -> date | None:
        """Returns a day; one that is written without it is the first of its month, and that is said."""
        found = self.understood(read, name, "import.fault.date")
        if found is not None and is_month_only(self.name(name)):
            self.blame("import.fault.month_only", name, self.name(name), keep=True)
        return found

    def yes(self, name: str) -> bool | None:
        """Returns whether the cell says yes; an empty one says no. None where there is no such column."""
        if not self.table.has(name):
            return None
        return False if is_nothing(self.name(name)) else self.yes_no(name, default=False)

    def required(self, read: Callable[[str], str], name: str) -> str:
        """Returns what `read` returns; an empty cell is a fault."""
        text = read(name)
        if not text and not any(
            fault.column == self.table.heading.text(self._at(name)) for fault in self.faults
        ):
            self.blame(_MISSING[name], name)
        return text

    def _at(self, name: str) -> int:
        return self.table.recognition.columns.get(name, -1)

    def private(self, name: str) -> str | None:
        """Returns a phone or licence number where the console reads the file, else None."""
        if not self.table.allow_personal:
            return None
        return one_line(self._cell(name).text) or None

    def identifier(self, name: str) -> str | None:
        """Returns a code or number in its kept form, or None when the cell is empty or at fault."""
        cell = self._cell(name)
        text = normalised_identifier(cell.text)
        if not text:
            return None
        if is_spoilt(text) or (cell.kind == "n" and len(text.split(".")[0]) > _EXACT_DIGITS):
            self.blame("import.fault.code_spoilt", name, cell.text, keep=True)
            return None
        if not is_identifier(text):
            self.blame("import.fault.identifier", name, cell.text, keep=True)
            return None
        if self._is_private(text):
            self.blame("import.fault.personal_value", name, cell.text)
            return None
        return text

    def _is_private(self, text: str) -> bool:
        return not self.table.allow_personal and holds_personal_number(text) and not is_credit_code(text)

    def credit_code(self, name: str) -> str | None:
        """Returns the credit code; a wrong check digit is a warning."""
        code = self.identifier(name)
        if code is not None and not is_credit_code(code):
            self.blame("import.fault.code_check_digit", name, code, keep=True, letters=len(code))
        return code

    def yes_no(self, name: str, *, default: bool) -> bool:
        """Returns 是 or 否; a word that is neither is a fault. A sheet without the column has the default."""
        if not self.table.has(name):
            return default
        cell = self._cell(name)
        answer = read_yes_no(cell.text)
        if answer is None:
            self.blame("import.fault.yes_no", name, cell.text)
        return bool(answer)
