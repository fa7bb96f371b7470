"""Writes tables, templates and registers as .xlsx in which no text can become a formula."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.headers import COLUMNS, SHEET_NAMES, Column, Kind
from bot.domain.item_kinds import ItemKind, item_kind_word
from bot.domain.profile_books import RegisterKind
from bot.domain.registers import NO, YES, InspectorRecord, ItemRecord, Record, TargetRecord
from bot.domain.written import kind_word

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
_NARROWEST, _WIDEST, _MARGIN = 8, 60, 2
_MEASURED_ROWS = 200
_TITLE_POINTS = 14
_BOLD, _REQUIRED, _WRAPPED = (
    Font(bold=True),
    Font(bold=True, color="C00000"),
    Alignment(wrap_text=True, vertical="top"),
)


def safe_text(text: str) -> str:
    """Returns a text as a sheet can hold it: no control characters, no `_x0041_` to be read as A."""
    return _ESCAPE.sub("_x005F_", _CONTROL.sub("", text.replace("\t", " ")))


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | None:
    """Writes a value, if there is one; every text is explicitly a string, whatever it begins with."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        value = YES if value else NO
    if isinstance(value, RegisterKind):
        value = kind_word(value)
    if isinstance(value, ItemKind):
        value = item_kind_word(value)
    if isinstance(value, date):
        value = _FOR_EVER if value == date.max else value.isoformat()
    if isinstance(value, int):
        return sheet.cell(row, column, value)
    cell = sheet.cell(row, column, safe_text(value))
    cell.data_type = "s"
    cell.number_format = _TEXT_FORMAT
    cell.quotePrefix = value.startswith(_DANGEROUS)
    return cell


def _width(values: Iterable[Value]) -> int:
    """Returns a column's width; a Chinese character counts for two."""
    longest = max(
        (
            sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)
            for value in values
            for line in str("" if value is None else value).split("\n")
        ),
        default=0,
    )
    return min(max(longest + _MARGIN, _NARROWEST), _WIDEST)


def _write_title(sheet: Worksheet, title: str, width: int) -> int:
    """Writes the title row, if there is a title; returns the row of the headings."""
    if not title:
        return 1
    if width > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    cell = _put(sheet, 1, 1, title)
    if cell is not None:
        cell.font = Font(bold=True, size=_TITLE_POINTS)
        cell.alignment = Alignment(horizontal="center")
    return 2


def fill_sheet(sheet: Worksheet, title: str, headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Fills a sheet: title (if any), bold and frozen headings, rows; what is typed in later stays text."""
    top = _write_title(sheet, title, len(headers))
    for position, header in enumerate(headers, start=1):
        sheet.cell(top, position, "").font = _BOLD
        _put(sheet, top, position, header)
        column = sheet.column_dimensions[get_column_letter(position)]
        column.number_format = _TEXT_FORMAT
        column.width = _width([header, *(row[position - 1] for row in rows[:_MEASURED_ROWS])])
    for number, row in enumerate(rows, start=top + 1):
        for position, value in enumerate(row, start=1):
            cell = _put(sheet, number, position, value)
            if cell is not None:
                cell.alignment = _WRAPPED
    sheet.freeze_panes = f"A{top + 1}"
    _set_up_printing(sheet, top)


def _set_up_printing(sheet: Worksheet, heading_row: int) -> None:
    """A4 across, all columns on one page, the headings on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{heading_row}:{heading_row}"


def _new_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def write_table(
    path: Path | IO[bytes], title: str, headers: Sequence[str], rows: Sequence[Sequence[Value]]
) -> None:
    """Writes one table; `title` is also the sheet's name, as far as Excel allows it."""
    book = _new_book()
    name = re.sub(r"[\[\]:*?/\\']", "", safe_text(title))[:31] or "1"
    fill_sheet(book.create_sheet(name), title, headers, rows)
    book.save(path)


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
            heading.font = _REQUIRED
        if hint := (hints or {}).get(column.field):
            heading.comment = Comment(hint, "shuangsuiji", height=_COMMENT_HEIGHT, width=_COMMENT_WIDTH)
        _offer(sheet, position, _CHOICES.get(column.field, ()))
    book.save(path)


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

    Phones and licences are written only when `personal` says so (the console's export). The `mark` says who
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
        fill_sheet(sheet, "", [column.aliases[0] for column in columns], rows)
        sheet.oddFooter.center.text = mark.replace("&", "&&") or None
    book.properties.description = mark
    book.save(path)
