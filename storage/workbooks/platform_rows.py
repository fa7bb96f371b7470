"""Reads the rows of a platform's match: which target, which team, whom; what is wrong in a cell is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.domain.platform.headings import OF_BATCH, OF_PEOPLE, OF_TARGETS, Part, printed
from bot.domain.platform.rows import MatchRow, Mention, PersonRow
from bot.domain.registers.personal_numbers import holds_personal_number, shown
from bot.domain.registers.reading import Fault
from bot.domain.registers.spelling import is_identifier, is_spoilt, normalised_identifier
from storage.workbooks.cells import is_credit_code
from storage.workbooks.grid import Cell, Line, Sheet, letter, one_line

_EXACT_DIGITS = 15
_MOST_LETTERS = 200
_BETWEEN_PEOPLE = re.compile(r"[、，,;；/\n]+")
_BRACKETED = re.compile(r"^(?P<name>[^()（）]+)[(（](?P<number>[^()（）]+)[)）]$")
_NUMBER_FIRST = re.compile(r"^(?P<number>[0-9A-Za-z-]*\d[0-9A-Za-z-]*)\s+(?P<name>\D+)$")
Columns = dict[tuple[Part, str], int]


@dataclass
class Table:
    """One sheet with its headings: the row that holds them, and where each part stands."""

    sheet: Sheet
    heading: Line
    columns: Columns

    @property
    def parts(self) -> set[Part]:
        """Return what the headings name."""
        return {part for part, _ in self.columns}


@dataclass
class Found:
    """What all sheets held; grows."""

    matches: list[MatchRow] = field(default_factory=list)
    targets: list[MatchRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    facts: dict[Part, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def note_fact(found: Found, part: Part, value: str, sheet: Sheet, line: Line) -> None:
    """Keep what the file says of its batch; a file of two batches is at fault."""
    if value and found.facts.setdefault(part, value) != value:
        found.faults.append(
            Fault(
                code="platform.fault.two_values",
                sheet=sheet.name,
                row=line.row,
                column=printed(part),
                value=shown(value, keep_numbers=True),
            )
        )


@dataclass
class RowReader:
    """Reads one row below the headings."""

    table: Table
    line: Line
    found: Found

    def read(self) -> None:
        """Add the row to what was found; a row without target and people says nothing."""
        place = {"sheet": self.table.sheet.name, "row": self.line.row}
        for part in OF_BATCH:
            if part in self.table.parts:
                note_fact(self.found, part, self._text(part), self.table.sheet, self.line)
        code, number = self._identifier(Part.TARGET_CODE), self._identifier(Part.TARGET_NUMBER)
        name, team = self._text(Part.TARGET_NAME), self._text(Part.TEAM)
        people = tuple(self._people())
        if not (code or number or name):
            self._add_people(people, team, place)
            return
        row = MatchRow(**place, code=code, number=number, name=name, team=team, people=people)
        is_match = bool(self.table.parts & (OF_PEOPLE | {Part.TEAM}))
        (self.found.matches if is_match else self.found.targets).append(row)

    def _add_people(self, people: tuple[Mention, ...], team: str, place: dict[str, Any]) -> None:
        if people and self.table.parts & OF_TARGETS:
            self._blame("platform.fault.target_missing", Part.TARGET_NAME)
            return
        self.found.people += [PersonRow(**place, person=person, team=team) for person in people]

    def _people(self) -> Iterator[Mention]:
        """Yield whom the row names: a column, or a pair of columns, for each; or several in one cell."""
        slots = list(dict.fromkeys(slot for part, slot in self.table.columns if part in OF_PEOPLE))
        for slot in slots:
            number = self._identifier(Part.PERSON_NUMBER, slot)
            names = self._text(Part.PERSON_NAME, slot, is_list=True)
            if number:
                yield Mention(number=number, name=names.strip())
                continue
            for text in _BETWEEN_PEOPLE.split(names):
                if text.strip():
                    yield _mention(text.strip())

    def _cell(self, part: Part, slot: str) -> Cell:
        position = self.table.columns.get((part, slot), -1)
        mark = (self.line.row, position)
        if mark in self.table.sheet.formulas:
            self._blame("import.fault.formula", part, slot=slot)
        elif mark in self.table.sheet.errors:
            self._blame("import.fault.error_value", part, slot=slot)
        return self.line.at(position)

    def _text(self, part: Part, slot: str = "", *, is_list: bool = False) -> str:
        cell = self._cell(part, slot)
        text = cell.text if is_list else one_line(cell.text)
        if len(text) > _MOST_LETTERS:
            self._blame("import.fault.too_long", part, shown(text), slot=slot, limit=_MOST_LETTERS)
            return ""
        if part is not Part.BATCH and holds_personal_number(text):
            self._blame("import.fault.personal_value", part, shown(text), slot=slot)
            return ""
        return text

    def _identifier(self, part: Part, slot: str = "") -> str:
        cell = self._cell(part, slot)
        text = normalised_identifier(cell.text)
        value = shown(text, keep_numbers=True)
        if is_spoilt(text) or (cell.kind == "n" and len(text.split(".")[0]) > _EXACT_DIGITS):
            self._blame("import.fault.code_spoilt", part, value, slot=slot)
            return ""
        if text and not is_identifier(text):
            self._blame("import.fault.identifier", part, shown(text), slot=slot)
            return ""
        if holds_personal_number(text) and not is_credit_code(text):
            self._blame("import.fault.personal_value", part, shown(text), slot=slot)
            return ""
        return text

    def _blame(self, code: str, part: Part, value: str = "", *, slot: str = "", **params: int) -> None:
        position = self.table.columns.get((part, slot), -1)
        where: dict[str, str | int] = {"letter": letter(position)} if position >= 0 else {}
        heading = one_line(self.table.heading.at(position).text) or printed(part)
        self.found.faults.append(
            Fault(
                code=code,
                sheet=self.table.sheet.name,
                row=self.line.row,
                column=heading,
                value=value,
                params={**where, **params},
            )
        )


def _mention(text: str) -> Mention:
    """Return whom one name means; what stands in brackets is a roster number if it looks like one."""
    pair = _BRACKETED.match(text) or _NUMBER_FIRST.match(text)
    if pair is None:
        return Mention(name=one_line(text))
    number = normalised_identifier(pair["number"])
    looks_like_one = is_identifier(number) and any(sign.isdigit() for sign in number)
    return Mention(number=number if looks_like_one else "", name=one_line(pair["name"]))
