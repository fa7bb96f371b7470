"""Reads the registers out of an uploaded file: all sheets, all faults at once, nothing saved.

The file is opened in a guarded child process, which sends its rows in lots; each lot is read in a thread, so
that the bot goes on, and only its records are kept.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.domain.registers.columns import Kind
from bot.domain.registers.packed import Joined
from bot.domain.registers.personal_numbers import shown
from bot.domain.registers.reading import Fault, Place, Reading, SheetCount, sorted_out
from bot.domain.registers.records import Record
from storage.workbooks.duplicates import ReadRows, merged_repeats, same_names, shared_identifiers
from storage.workbooks.grid import Sheet, lines_of, sheet_of
from storage.workbooks.heading import find_heading, looks_like_register
from storage.workbooks.limits import Refusal
from storage.workbooks.plan import read_plan
from storage.workbooks.process import read_in_child
from storage.workbooks.rows import Found
from storage.workbooks.sheets import SheetReader

_SHOWN_HEADINGS = 20
_ROWS_TOLD = 20_000

Progress = Callable[[int], Awaitable[None]]


def _list(texts: tuple[str, ...]) -> str:
    return ", ".join(shown(text) for text in texts[:_SHOWN_HEADINGS])


def _personal(sheets: list[SheetReader]) -> tuple[Fault, ...]:
    """Returns one fault per sheet that has phone, licence or ID columns."""
    return tuple(
        Fault(code="import.personal_columns", sheet=each.sheet.name, params={"columns": _list(each.personal)})
        for each in sheets
        if each.personal
    )


def _unread(sheet: Sheet, *, others: bool) -> Fault:
    """A sheet that is no register is a fault when it has a register's headings or is all there is."""
    heading = find_heading(sheet)
    is_fault = looks_like_register(heading) or not others
    seen = heading.texts if heading else sheet.lines[0].texts
    return Fault(
        code="import.unknown_kind" if is_fault else "import.note.sheet_ignored",
        sheet=sheet.name,
        row=heading.last if heading else sheet.lines[0].row,
        params={"headings": _list(seen)},
    )


def _registers(sheets: list[SheetReader]) -> tuple[list[Found], list[Fault]]:
    """Returns the sheets that are registers, and what is to be said of the others.

    One lonely heading makes a register only where no sheet has more: an explanatory sheet may hold one too.
    """
    fewest = 2 if any(looks_like_register(each.heading) for each in sheets) else 1
    found = [
        each.rows.close()
        for each in sheets
        if each.rows is not None and each.heading is not None and each.heading.hits >= fewest
    ]
    taken = {id(one.table.sheet) for one in found}
    unread = [each.sheet for each in sheets if id(each.sheet) not in taken]
    return found, [_unread(sheet, others=bool(found)) for sheet in unread]


def _count(found: Found, kept: ReadRows, merged: list[Fault]) -> SheetCount:
    name = found.table.sheet.name
    records = sum(place.sheet == name for place in kept.places)
    gone = sum(warning.sheet == name for warning in merged)
    return SheetCount(
        sheet=name,
        kind=found.table.recognition.kind,
        header_row=found.table.heading.last,
        rows=found.rows,
        records=records,
        merged=gone,
        refused=found.refused + len(found.records) - records - gone,
        skipped=found.skipped,
    )


def _register(group: list[Found]) -> tuple[ReadRows, list[Fault], list[SheetCount]]:
    """Returns one register out of all its sheets: records, what is to be said, the account of each sheet."""
    table = group[0].table
    places: Sequence[Place] = group[0].places
    records: Sequence[Record] = group[0].records
    for found in group[1:]:
        places, records = Joined(places, found.places), Joined(records, found.records)
    read = ReadRows(places, records)
    alone, faults = shared_identifiers(table, read)
    kept, merged = merged_repeats(table, alone)
    said = [one for found in group for one in found.said] + faults + merged + same_names(table, kept)
    return kept, said, [_count(found, kept, merged) for found in group]


class WorkbookReader:
    """Reads the child's lines one after the other; nothing but records, faults and first rows is kept."""

    def __init__(self, *, allow_personal: bool) -> None:
        """Take whether phone and licence columns may be read."""
        self._allow_personal = allow_personal
        self._sheets: list[SheetReader] = []
        self.form = ""

    @property
    def rows(self) -> int:
        """How many rows of registers have been read so far."""
        return sum(each.rows.found.rows for each in self._sheets if each.rows is not None)

    def take(self, line: dict[str, Any]) -> None:
        """Read the next line of the child's answer.

        Raises:
            Refusal: `import.plan_too_long` for a plan of more rows than a plan has.
        """
        self.form = line.get("form", self.form)
        if "name" in line:
            self._begin(sheet_of({**line, "rows": ()}))
        if "rows" in line:
            self._sheets[-1].take(lines_of(line["rows"]))

    def _begin(self, sheet: Sheet) -> None:
        if self._sheets:
            self._sheets[-1].close()
        self._sheets.append(SheetReader(sheet, allow_personal=self._allow_personal))

    def close(self) -> Reading:
        """Returns all registers in the file with all its faults."""
        if self._sheets:
            self._sheets[-1].close()
        sheets = [each for each in self._sheets if each.sheet.lines]
        personal = () if self._allow_personal else _personal(sheets)
        if personal:
            return Reading(faults=personal)
        if not sheets:
            return Reading(faults=(Fault(code="import.empty_file"),))
        reading = _reading(sheets)
        if self.form == "xls" and reading.sheets:
            unchecked = Fault(code="import.note.formulas_unchecked")
            return reading.model_copy(update={"notes": (*reading.notes, unchecked)})
        return reading


def _reading(sheets: list[SheetReader]) -> Reading:
    shown_ones = [each for each in sheets if not each.sheet.is_hidden]
    hidden = [each.sheet.name for each in sheets if each.sheet.is_hidden]
    plan = read_plan([each.sheet for each in shown_ones])
    found, said = _registers([each for each in shown_ones if each.sheet.name not in plan.sheets])
    registers = {
        kind: _register([one for one in found if one.table.recognition.kind is kind])
        for kind in Kind
        if any(one.table.recognition.kind is kind for one in found)
    }
    said += plan.faults + [Fault(code="import.note.hidden_sheet", sheet=name) for name in hidden]
    said += [one for _, more, _ in registers.values() for one in more]
    return Reading(
        **{kind.value: kept.records for kind, (kept, _, _) in registers.items()},
        **sorted_out(said),
        sheets=tuple(count for _, _, counts in registers.values() for count in counts),
        places={kind: kept.places for kind, (kept, _, _) in registers.items()},
        plan=plan.rows,
        plan_year=plan.year,
    )


async def read_workbook(
    data: bytes, filename: str, *, allow_personal: bool, progress: Progress | None = None
) -> Reading:
    """Returns all registers in a file with all its faults; a file that cannot be read is one fault.

    Args:
        data: the file's bytes, at most 20 MB.
        filename: its name; only the ending counts: .xlsx, .xls, .ods or .csv.
        allow_personal: True on the console only; the chat refuses files with phone, licence or ID columns.
        progress: is told now and then how many rows have been read.
    """
    reader = WorkbookReader(allow_personal=allow_personal)

    async def take(line: dict[str, Any]) -> None:
        before = reader.rows
        reader.take(line)
        await asyncio.sleep(0)
        if progress is not None and reader.rows // _ROWS_TOLD > before // _ROWS_TOLD:
            await progress(reader.rows)

    try:
        await read_in_child(data, filename, take)
    except Refusal as refusal:
        return Reading(faults=(Fault(code=refusal.code, params=refusal.params),))
    return await asyncio.to_thread(reader.close)
