"""How a table looks on the screen and on paper: as wide as a sheet of A4 across can hold and still be read.

Codes, dates and numbers are never broken; columns of words give way and wrap, and so does one of digests,
which no column holds whole. Rows are made as high as their texts need, because not every program does that
when it opens a file.
"""

from collections.abc import Sequence
from math import ceil

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from storage.documents.paper import MAX_POINTS, text_width

TEXT = Font(name="宋体", size=10)
HEADING = Font(name="宋体", size=10, bold=True)
REQUIRED = Font(name="宋体", size=10, bold=True, color="C00000")
TITLE = Font(name="宋体", size=14, bold=True)
SHADE = PatternFill("solid", fgColor="F2EFE8")
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_PAGE = 210
"""Half-width characters across the page at the smallest type that is still read, about seven points."""
_NARROWEST, _WIDEST, _MARGIN = 8, 60, 2
_INCHES = 0.4
_LINE_POINTS, _PADDING = 13.5, 4


def lay_columns(sheet: Worksheet, columns: Sequence[Sequence[str]]) -> list[int]:
    """Set the width of each column from its texts, heading first, and return the widths."""
    natural = [_width(texts) for texts in columns]
    give_way = [
        width == _WIDEST or any(text_width(text) > len(text) for text in texts[1:])
        for width, texts in zip(natural, columns, strict=True)
    ]
    most = _most(natural, give_way)
    widths = [min(width, most) if gives else width for width, gives in zip(natural, give_way, strict=True)]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return widths


def lay_row(
    sheet: Worksheet, number: int, texts: Sequence[str], widths: Sequence[int], font: Font = TEXT
) -> None:
    """Make a row as high as its longest text needs; one line of the usual type needs nothing."""
    scale = font.size / TEXT.size
    lines = max((_lines(text, width / scale) for text, width in zip(texts, widths, strict=True)), default=1)
    if lines > 1 or scale > 1:
        sheet.row_dimensions[number].height = min(lines * _LINE_POINTS * scale + _PADDING, MAX_POINTS)


def _lines(text: str, width: float) -> int:
    """Return on how many lines a text stands in a column."""
    return sum(ceil(text_width(line) / (width - 1)) or 1 for line in text.split("\n"))


def _most(natural: Sequence[int], give_way: Sequence[bool]) -> int:
    """Return how wide a column of words may be so that all fit on the page."""
    words = [width for width, gives in zip(natural, give_way, strict=True) if gives]
    room = _PAGE - (sum(natural) - sum(words))
    fits = (most for most in range(_WIDEST, _NARROWEST, -1) if sum(min(each, most) for each in words) <= room)
    return next(fits, _NARROWEST)


def _width(texts: Sequence[str]) -> int:
    """Return a column's width; a heading above rows may wrap once."""
    heading, *rows = texts
    least = (text_width(heading) + 1) // 2 if rows else text_width(heading)
    longest = max((text_width(line) for text in rows for line in text.split("\n")), default=0)
    return min(max(longest, least, _NARROWEST - _MARGIN) + _MARGIN, _WIDEST)


def set_up_printing(sheet: Worksheet, heading_row: int, title: str, foot: str) -> None:
    """A4 across, all columns on one page, lines between the cells; headings, foot and page number on each.

    The title stands whole in the foot: the sheet's name, which takes its place, ends after 31 characters.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.print_options.gridLines = sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _INCHES
    margins.bottom = 2 * _INCHES
    left, centre = (each.replace("&", "&&") for each in (title, foot))
    sides = {"left": left or "&A", "center": centre or None, "right": "&P / &N"}
    parts = {side: _HeaderFooterPart(text=text) for side, text in sides.items()}
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(**parts)
