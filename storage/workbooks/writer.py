"""Writes tables, templates and registers as .xlsx in which no text can become a formula."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.plans.rows import PLAN_COLUMNS
from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.columns import COLUMNS, SHEET_NAMES, Column, Kind
from bot.domain.registers.item_kinds import ItemKind, item_kind_word
from bot.domain.registers.records import InspectorRecord, ItemRecord, Record, TargetRecord
from bot.domain.registers.spelling import NO, YES
from bot.domain.registers.written import kind_word
from storage.workbooks.printing import (
    CENTRED,
    HEADING,
    REQUIRED,
    SHADE,
    TEXT,
    TITLE,
    WRAPPED,
    lay_columns,
    lay_row,
    set_up_printing,
)
from storage.workbooks.saving import save_book

Value = str | int | bool | date | None

_YES_NO = (YES, NO)
_FOR_EVER = "长期"
_CHOICES: dict[str, tuple[str, ...]] = {
    "licensed": _YES_NO,
    "needs_photo": _YES_NO,
    "blacklisted": _YES_NO,
    "kind": tuple(kind_word(kind) for kind in RegisterKind),
    "result_kind": tuple(item_kind_word(kind) for kind in ItemKind),
}
_LAST_ROW = 20_000
_COMMENT_HEIGHT, _COMMENT_WIDTH = 110, 320

_TEXT_FORMAT = "@"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MEASURED_ROWS = 200


def safe_text(text: str) -> str:
    """Returns a text as a sheet can hold it: no control characters, no `_x0041_` to be read as A."""
    return _ESCAPE.sub("_x005F_", _CONTROL.sub("", text.replace("\t", " ")))


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | None:
    """Writes a value, if there is one; every text is explicitly a string, whatever it begins with."""
    shown = _shown(value)
    if shown == "":
        return None
    if isinstance(shown, int):
        return sheet.cell(row, column, shown)
    cell = sheet.cell(row, column, safe_text(shown))
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    cell.quotePrefix = shown.startswith(_DANGEROUS)
    return cell


def _shown(value: Value) -> str | int:
    """Returns a value as a sheet holds it, "" for none."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, RegisterKind):
        return kind_word(value)
    if isinstance(value, ItemKind):
        return item_kind_word(value)
    if isinstance(value, date):
        return _FOR_EVER if value == date.max else value.isoformat()
    return "" if value is None else value


def _write_title(sheet: Worksheet, title: str, width: int) -> int:
    """Writes the title row, if there is a title; returns the row of the headings."""
    if not title:
        return 1
    if width > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    cell = _put(sheet, 1, 1, title)
    if cell is not None:
        cell.font, cell.alignment = TITLE, CENTRED
    return 2


def fill_sheet(
    sheet: Worksheet, title: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], foot: str = ""
) -> None:
    """Fills a sheet: title (if any), bold and frozen headings, rows; what is typed in later stays text.

    The `foot` stands below every printed page.
    """
    top = _write_title(sheet, title, len(headers))
    for position, header in enumerate(headers, start=1):
        heading = sheet.cell(top, position, "")
        heading.font, heading.fill, heading.alignment = HEADING, SHADE, CENTRED
        _put(sheet, top, position, header)
        sheet.column_dimensions[get_column_letter(position)].number_format = _TEXT_FORMAT
    for number, row in enumerate(rows, start=top + 1):
        for position, value in enumerate(row, start=1):
            cell = _put(sheet, number, position, value)
            if cell is not None:
                cell.font, cell.alignment = TEXT, WRAPPED
    sheet.freeze_panes = f"A{top + 1}"
    shown = [[str(_shown(each)) for each in row] for row in (headers, *rows)]
    widths = lay_columns(sheet, list(zip(*shown[: _MEASURED_ROWS + 1], strict=True)))
    for number, texts in enumerate(shown, start=top):
        lay_row(sheet, number, texts, widths)
    if top > 1:
        lay_row(sheet, 1, [title], [sum(widths)], TITLE)
    set_up_printing(sheet, top, safe_text(title), foot)


def _new_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def write_table(
    path: Path | IO[bytes],
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    is_private: bool = False,
) -> None:
    """Writes one table; `title` is also the sheet's name, as far as Excel allows it.

    With `is_private` only the bot's account can read the file.
    """
    book = _new_book()
    name = re.sub(r"[\[\]:*?/\\']", "", safe_text(title))[:31] or "1"
    fill_sheet(book.create_sheet(name), title, headers, rows)
    save_book(book, path, is_private=is_private)


def write_plan(path: Path | IO[bytes], title: str, rows: Sequence[dict[str, str]]) -> None:
    """Writes a plan, or an empty one as a template, with the headings that are read back."""
    headings = [words[0] for words in PLAN_COLUMNS.values()]
    write_table(path, title, headings, [[row.get(name, "") for name in PLAN_COLUMNS] for row in rows])


def _columns(kind: Kind, *, personal: bool) -> list[Column]:
    return [column for column in COLUMNS[kind] if personal or not column.is_personal]


def write_template(
    path: Path | IO[bytes], kind: Kind, *, personal: bool = False, hints: Mapping[str, str] | None = None
) -> None:
    """Writes an empty register with the headings that are read back; `personal` only for the console.

    `hints` are comments on the headings by field; what must be filled in is red, and where only certain
    words are understood the cells offer them.
    """
    book = _new_book()
    columns = _columns(kind, personal=personal)
    sheet = book.create_sheet(SHEET_NAMES[kind])
    fill_sheet(sheet, "", [column.aliases[0] for column in columns], [])
    for position, column in enumerate(columns, start=1):
        heading = sheet.cell(1, position)
        if column.is_required:
            heading.font = REQUIRED
        if hint := (hints or {}).get(column.field):
            heading.comment = Comment(hint, "shuangsuiji", height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH)
        _offer(sheet, position, _CHOICES.get(column.field, ()))
    save_book(book, path)


def _offer(sheet: Worksheet, position: int, words: Sequence[str]) -> None:
    """Lets the cells of a column offer these words; another one is warned of, and refused by the import."""
    if not words:
        return
    choice = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    letter = get_column_letter(position)
    choice.add(f"{letter}2:{letter}{_LAST_ROW}")
    sheet.add_data_validation(choice)


def _is_known(column: Column, records: Sequence[Record]) -> bool:
    """Returns whether the column is written: one that nobody has filled in would be read back as empty."""
    return column.is_required or any(getattr(record, column.field) is not None for record in records)


def write_registers(
    path: Path | IO[bytes],
    *,
    targets: Sequence[TargetRecord] = (),
    inspectors: Sequence[InspectorRecord] = (),
    items: Sequence[ItemRecord] = (),
    personal: bool = False,
    mark: str = "",
) -> None:
    """Writes the registers that are not empty, one sheet each, in the shape in which they are read.

    Phones and licences are written only when `personal` says so (the console's export): then only the bot's
    account can read the file. The `mark` says who
    has taken the file out, when and what for: below every printed page, and in the file's own properties.
    """
    book = _new_book()
    registers: dict[Kind, Sequence[Record]] = {
        Kind.TARGETS: targets,
        Kind.INSPECTORS: inspectors,
        Kind.ITEMS: items,
    }
    for kind, records in registers.items():
        if not records and not (kind is Kind.TARGETS and not inspectors and not items):
            continue
        columns = [each for each in _columns(kind, personal=personal) if _is_known(each, records)]
        rows = [[getattr(record, column.field) for column in columns] for record in records]
        sheet = book.create_sheet(SHEET_NAMES[kind])
        fill_sheet(sheet, "", [column.aliases[0] for column in columns], rows, mark)
    book.properties.description = mark
    save_book(book, path, is_private=personal)
