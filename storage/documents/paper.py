"""A sheet of A4 on which rows are laid from top to bottom: merged spans, borders, heights for wrapped text.

Spreadsheet programs do not fit the height of a merged row to its text, so it is estimated here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from unicodedata import east_asian_width

from openpyxl.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from storage.documents.cells import put_text

FONT = "宋体"
LINE_POINTS = 14.0
MAX_POINTS = 409.0  # a row cannot be higher
PAGE_POINTS = 760.0  # A4 less the margins, at the width of these columns
SMALLEST_SCALE = 0.72  # below this ten-point type is no longer readable on paper
_MARGIN = 0.4  # inches
_PADDING = 6  # points, above and below together
_AFTER_BREAK = re.compile(r"(?<=\n)")
_EMU_PER_POINT = 12_700
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class Span:
    """A text over the columns `first` to `last`, counted from 1."""

    first: int
    last: int
    text: str
    is_bold: bool = False
    is_centred: bool = False
    font: str = FONT
    size: int = 10

    @property
    def line_points(self) -> float:
        """Return the height of one of its lines."""
        return LINE_POINTS * self.size / 10


class _Picture(Image):
    """A square PNG of known size: all that openpyxl would need Pillow for."""

    def __init__(self, png: bytes, place: AnchorMarker, emu: int) -> None:
        self._png, self.format = png, "png"
        self.anchor = OneCellAnchor(_from=place, ext=XDRPositiveSize2D(emu, emu))

    def _data(self) -> bytes:
        return self._png


class Paper:
    """Lays rows on a sheet and sets it up for printing."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Take an empty sheet and its columns' widths, in characters."""
        self._sheet, self._widths = sheet, widths
        self._row, self._points = 0, 0.0
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width

    def add(self, *spans: Span, min_points: float = 20.0, is_boxed: bool = True) -> int:
        """Add a row of spans, as high as its longest text needs, and return its number.

        A text that is longer than a row can be high goes on in the rows below.
        """
        first = self._row + 1
        for texts in zip_longest(*(self._parts(span) for span in spans), fillvalue=""):
            parts = [replace(span, text=text) for span, text in zip(spans, texts, strict=True)]
            self._add_row(parts, min_points, is_boxed=is_boxed)
        return first

    def _add_row(self, spans: Sequence[Span], min_points: float, *, is_boxed: bool) -> None:
        self._row += 1
        for span in spans:
            self._put(span, is_boxed=is_boxed)
        needed = (len(self._lines(span)) * span.line_points + _PADDING for span in spans)
        points = max(min_points, *needed)
        self._sheet.row_dimensions[self._row].height = points
        self._points += points

    def _put(self, span: Span, *, is_boxed: bool) -> None:
        cell: Cell = put_text(self._sheet.cell(self._row, span.first), span.text)
        cell.font = Font(name=span.font, size=span.size, bold=span.is_bold)
        across = "center" if span.is_centred else "left"
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        for column in range(span.first, span.last + 1):
            if is_boxed:
                self._sheet.cell(self._row, column).border = _BOX
        if span.last > span.first:
            self._sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=span.first, end_column=span.last
            )

    def add_picture(self, png: bytes, column: int, points: float) -> None:
        """Put a square picture into a cell of the last row."""
        inset = _PADDING * _EMU_PER_POINT // 2
        place = AnchorMarker(col=column - 1, row=self._row - 1, colOff=inset, rowOff=inset)
        self._sheet.add_image(_Picture(png, place, round(points * _EMU_PER_POINT)))

    def _parts(self, span: Span) -> list[str]:
        """Return the text as much at a time as one row can show."""
        lines, most = self._lines(span), int((MAX_POINTS - _PADDING) / span.line_points)
        parts = ("".join(lines[at : at + most]) for at in range(0, len(lines), most))
        return [part.removesuffix("\n") for part in parts]

    def _lines(self, span: Span) -> list[str]:
        width = sum(self._widths[span.first - 1 : span.last]) * 10 / span.size - 1.5
        return [line for each in _AFTER_BREAK.split(span.text) for line in _broken(each, width)]

    def finish(self, heading_row: int, footer: str) -> None:
        """Set up printing: A4 upright, as wide as the page, on one page while that stays readable."""
        sheet = self._sheet
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 1 if self._points * SMALLEST_SCALE <= PAGE_POINTS else 0
        sheet.print_area = f"A1:{sheet.cell(self._row, len(self._widths)).coordinate}"
        sheet.print_title_rows = f"{heading_row}:{heading_row}" if not sheet.page_setup.fitToHeight else None
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _MARGIN
        margins.bottom = 2 * _MARGIN
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(
            center=_HeaderFooterPart(text=footer.replace("&", "&&")), right=_HeaderFooterPart(text="&P / &N")
        )


def _broken(text: str, width: float) -> Iterator[str]:
    """Yield a text line by line, each at most so wide."""
    line, used = "", 0
    for character in text:
        wide = text_width(character) if character != "\n" else 0
        if line and used + wide > width:
            yield line
            line, used = "", 0
        line, used = line + character, used + wide
    yield line


def text_width(text: str) -> int:
    """Return the width of a text in characters of half width: a Chinese one counts two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
