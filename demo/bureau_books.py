"""Writes the sample bureau's registers as an office would: a title, a merged two-row heading, a 序号 column.

The import is meant to meet such sheets, so they are not tidied up here.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from demo.bureau_records import Bureau
from storage.documents.cells import put_text

TARGET_COLUMNS = ("学校名称", "统一社会信用代码", "类别", "所属单位", "所在区域", "地址")
INSPECTOR_COLUMNS = ("工号", "姓名", "单位", "股室", "是否持证", "职务", "执法岗位", "专业")
ITEM_COLUMNS = (
    "事项编号",
    "检查项目",
    "检查内容",
    "检查依据",
    "检查方式",
    "实施股室",
    "是否需照片",
    "工作指引",
)
TITLES = {"targets": "检查对象名录库", "inspectors": "执法检查人员名录库", "items": "随机抽查事项清单"}
HEADING = 3  # the heading's first row, below title and note; it is two rows high
WIDTHS = {
    "学校名称": 34,
    "统一社会信用代码": 24,
    "所属单位": 22,
    "单位": 22,
    "地址": 30,
    "检查内容": 44,
    "检查依据": 42,
    "工作指引": 44,
}
_THIN = Side(style="thin", color="808080")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_bureau(bureau: Bureau, directory: Path) -> dict[str, Path]:
    """Write the three registers and return their paths by `targets`, `inspectors` and `items`."""
    directory.mkdir(parents=True, exist_ok=True)
    more = tuple(dict.fromkeys(column for target in bureau.targets for column in target.more))
    targets = [
        (t.name, t.code, t.category, t.unit, t.area, t.address, *(t.more.get(column, "") for column in more))
        for t in bureau.targets
    ]
    inspectors = [
        (i.number, i.name, i.unit, i.section, _yes(i.licensed), i.duty, f"{i.section}检查岗", i.specialty)
        for i in bureau.inspectors
    ]
    items = [
        (i.code, i.project, i.content, i.basis, i.method, i.department, _yes(i.photo), i.guide)
        for i in bureau.items
    ]
    return {
        "targets": _write(bureau, directory, "targets", (*TARGET_COLUMNS, *more), targets),
        "inspectors": _write(bureau, directory, "inspectors", INSPECTOR_COLUMNS, inspectors),
        "items": _write(bureau, directory, "items", ITEM_COLUMNS, items),
    }


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _write(
    bureau: Bureau, directory: Path, noun: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = TITLES[noun]
    note = f"制表单位：{bureau.name}（示例数据，纯属虚构）"
    _write_top(sheet, f"{bureau.name}{TITLES[noun]}", note, columns)
    for place, row in enumerate(rows, start=1):
        _write_row(sheet, HEADING + 1 + place, place, row)
    _set_up_printing(sheet)
    path = directory / f"{TITLES[noun]}.xlsx"
    book.save(path)
    return path


def _write_top(sheet: Worksheet, title: str, note: str, columns: Sequence[str]) -> None:
    last = len(columns) + 1
    for row, text, font in ((1, title, Font(size=16, bold=True)), (2, note, Font(size=10))):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        put_text(sheet.cell(row, 1), text).font = font
        sheet.cell(row, 1).alignment = _CENTRE
    for place, name in enumerate(("序号", *columns), start=1):
        sheet.merge_cells(start_row=HEADING, start_column=place, end_row=HEADING + 1, end_column=place)
        heading = put_text(sheet.cell(HEADING, place), name)
        heading.font, heading.alignment = Font(bold=True), _CENTRE
        heading.fill = PatternFill("solid", fgColor="E7EDE4")
        sheet.column_dimensions[heading.column_letter].width = 6 if name == "序号" else WIDTHS.get(name, 14)
    sheet.freeze_panes = f"A{HEADING + 2}"


def _write_row(sheet: Worksheet, row: int, place: int, values: Sequence[str]) -> None:
    sheet.cell(row, 1).value = place
    for column, value in enumerate(values, start=2):
        put_text(sheet.cell(row, column), value)
    for column in range(1, len(values) + 2):
        cell = sheet.cell(row, column)
        cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _set_up_printing(sheet: Worksheet) -> None:
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEADING}:{HEADING + 1}"
