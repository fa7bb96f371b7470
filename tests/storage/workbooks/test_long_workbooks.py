"""A long workbook is read in pieces, and says exactly what it says when it is read whole."""

import datetime as dt
import re

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from workbook_files import part, rezipped, saved

from storage.workbooks import pieces
from storage.workbooks.child import read

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEADINGS = ["单位名称", "编号", "成立日期", "时刻", "比例", "是否", "计"]


def usual():
    """Returns the workbook of an office: all sorts of cells, a second sheet, an empty and a hidden one."""
    book = Workbook()
    sheet = book.active
    sheet.append(["某县检查对象名录"])
    sheet.merge_cells("A1:G1")
    sheet.append(HEADINGS)
    for n in range(40):
        day = dt.datetime(2015, 9, n % 28 + 1, n % 24, 30 * (n % 2))  # noqa: DTZ001 - a cell has no zone
        sheet.append(
            [f" 第{n}学校 & <分校>\n东区", f"{n:03d}", day, day.time(), n / 7, n % 2 == 0, f"=1+{n}"]
        )
    sheet["A60"] = CellRichText("红", TextBlock(InlineFont(b=True), "星"), "小学")
    sheet["C61"] = dt.date(2020, 2, 29)
    sheet["B62"], sheet["B63"] = 1.24205e17, "#N/A"
    sheet.merge_cells("A60:B62")
    right = book.create_sheet("表二")
    right["C5"], right["D9"] = "右", "下"
    book.create_sheet("空表")
    book.create_sheet("藏").sheet_state = "hidden"
    return with_table(saved(book))


def with_table(data):
    """Returns the workbook with its texts in a table of shared strings, as Excel writes them."""
    table = []

    def moved(match):
        table.append(b"<si>%b</si>" % match[1])
        return b't="s"><v>%d</v>' % (len(table) - 1)

    sheets = {
        name: re.sub(rb't="inlineStr"><is>(.*?)</is>', moved, part(data, name), flags=re.DOTALL)
        for name in (SHEET, "xl/worksheets/sheet2.xml")
    }
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return rezipped(data, {**sheets, STRINGS: b'<sst xmlns="%b">%b</sst>' % (main, b"".join(table))})


def lines(data):
    return list(read(data, ".xlsx"))


@pytest.fixture
def in_pieces(monkeypatch):
    """Takes every sheet for a long one, and cuts it after a row or two."""

    def cut():
        monkeypatch.setattr(pieces, "LONG_BYTES", 0)
        monkeypatch.setattr(pieces, "_PIECE_BYTES", 500)
        monkeypatch.setattr(pieces, "_CHUNK", 200)

    return cut


def test_pieces_say_what_the_whole_says(in_pieces):
    whole = lines(usual())
    in_pieces()
    assert lines(usual()) == whole
    assert whole[-1] == {"end": True}
    assert [each["name"] for each in whole if "name" in each] == ["Sheet", "表二", "空表", "藏"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SHEET, b"<sheetData>", b"<sheetData><!-- none -->"),
        (SHEET, b"</row>", b"</row><!--</row>-->"),
        (SHEET, b'<row r="', b'<row spans="1:7" r="'),
        (SHEET, b"<v>", b'<v xml:space="preserve">'),
        (SHEET, b' r="', b' x="'),
        (SHEET, b"sheetData", b"x:sheetData"),
        (STRINGS, b"<si>", b"<si><!-- < -->"),
        (STRINGS, b"<si><t>001</t></si>", b"<si/>"),
    ],
)
def test_pieces_of_other_makes_say_what_the_whole_says(in_pieces, name, old, new):
    made = part(usual(), name)
    assert old in made
    data = rezipped(usual(), {name: made.replace(old, new)})
    whole = lines(data)
    in_pieces()
    assert lines(data) == whole


def test_a_string_that_the_table_does_not_hold_is_damage(in_pieces):
    strings = part(usual(), STRINGS)
    short = rezipped(usual(), {STRINGS: strings[: strings.rindex(b"<si>")] + b"</sst>"})
    in_pieces()
    assert lines(short)[-1] == {"refused": "import.damaged", "params": {}}
