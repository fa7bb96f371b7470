"""Reads the registers out of an uploaded file: all sheets, all faults at once, nothing saved.

The file is opened in a guarded child process; the rows are read in a thread, so that the bot goes on.
"""

import asyncio
from typing import Any

from bot.domain.headers import Kind
from bot.domain.registers import Fault, Place, Reading, Record, SheetCount, shown, sorted_out
from storage.workbooks.cells import Table
from storage.workbooks.duplicates import merged_repeats, same_names, shared_identifiers
from storage.workbooks.grid import Sheet, sheet_of
from storage.workbooks.heading import find_heading, looks_like_register, personal_headings
from storage.workbooks.limits import Refusal
from storage.workbooks.plan import read_plan
from storage.workbooks.process import open_in_child
from storage.workbooks.rows import Found, read_rows

_SHOWN_HEADINGS = 20


def _list(texts: tuple[str, ...]) -> str:
    return ", ".join(shown(text) for text in texts[:_SHOWN_HEADINGS])


def _personal(sheets: list[Sheet]) -> tuple[Fault, ...]:
    """Returns one fault per sheet that has phone, licence or ID columns."""
    found = ((sheet, personal_headings(sheet)) for sheet in sheets)
    return tuple(
        Fault(code="import.personal_columns", sheet=sheet.name, params={"columns": _list(names)})
        for sheet, names in found
        if names
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


def _tables(sheets: list[Sheet], *, allow_personal: bool) -> tuple[list[Table], list[Fault]]:
    """Returns the sheets that are registers, and what is to be said of the others.

    One lonely heading makes a register only where no sheet has more: an explanatory sheet may hold one too.
    """
    tables, unread = [], []
    headings = [find_heading(sheet) for sheet in sheets]
    fewest = 2 if any(map(looks_like_register, headings)) else 1
    for sheet, heading in zip(sheets, headings, strict=True):
        recognition = heading.recognised(allow_personal=allow_personal) if heading else None
        if heading is None or recognition is None or heading.hits < fewest:
            unread.append(sheet)
        else:
            tables.append(Table(sheet, heading, recognition, allow_personal))
    return tables, [_unread(sheet, others=bool(tables)) for sheet in unread]


def _count(found: Found, kept: list[tuple[Place, Record]], merged: list[Fault]) -> SheetCount:
    name = found.table.sheet.name
    records = sum(place.sheet == name for place, _ in kept)
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


def _register(group: list[Found]) -> tuple[list[tuple[Place, Record]], list[Fault], list[SheetCount]]:
    """Returns one register out of all its sheets: records, what is to be said, the account of each sheet."""
    table = group[0].table
    read = [pair for found in group for pair in found.records]
    alone, faults = shared_identifiers(table, read)
    kept, merged = merged_repeats(table, alone)
    said = [one for found in group for one in found.said] + faults + merged + same_names(table, kept)
    return kept, said, [_count(found, kept, merged) for found in group]


def read_sheets(raw: list[dict[str, Any]], *, allow_personal: bool) -> Reading:
    """Returns the reading of the sheets that the child took out of a file."""
    sheets = [sheet for sheet in map(sheet_of, raw) if sheet.lines]
    personal = () if allow_personal else _personal(sheets)
    if personal:
        return Reading(faults=personal)
    if not sheets:
        return Reading(faults=(Fault(code="import.empty_file"),))
    hidden = [Fault(code="import.note.hidden_sheet", sheet=sheet.name) for sheet in sheets if sheet.is_hidden]
    plan = read_plan([sheet for sheet in sheets if not sheet.is_hidden])
    others = [sheet for sheet in sheets if not sheet.is_hidden and sheet.name not in plan.sheets]
    tables, said = _tables(others, allow_personal=allow_personal)
    found = [read_rows(table) for table in tables]
    registers = {
        kind: _register([one for one in found if one.table.recognition.kind is kind])
        for kind in Kind
        if any(one.table.recognition.kind is kind for one in found)
    }
    said = said + plan.faults + hidden + [one for _, more, _ in registers.values() for one in more]
    return Reading(
        **{kind.value: tuple(record for _, record in kept) for kind, (kept, _, _) in registers.items()},
        **sorted_out(said),
        sheets=tuple(count for _, _, counts in registers.values() for count in counts),
        places={kind: tuple(place for place, _ in kept) for kind, (kept, _, _) in registers.items()},
        plan=plan.rows,
        plan_year=plan.year,
    )


async def read_workbook(data: bytes, filename: str, *, allow_personal: bool) -> Reading:
    """Returns all registers in a file with all its faults; a file that cannot be read is one fault.

    Args:
        data: the file's bytes, at most 20 MB.
        filename: its name; only the ending counts: .xlsx, .xls, .ods or .csv.
        allow_personal: True on the console only; the chat refuses files with phone, licence or ID columns.
    """
    try:
        answer = await open_in_child(data, filename)
    except Refusal as refusal:
        return Reading(faults=(Fault(code=refusal.code, params=refusal.params),))
    reading = await asyncio.to_thread(read_sheets, answer["sheets"], allow_personal=allow_personal)
    if answer["form"] == "xls" and reading.sheets:
        unchecked = Fault(code="import.note.formulas_unchecked")
        return reading.model_copy(update={"notes": (*reading.notes, unchecked)})
    return reading
