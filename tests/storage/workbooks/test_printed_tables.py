"""Tables on paper: every column on a page of A4 that can still be read, no code broken, no line cut off."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.domain.registers.columns import Kind
from storage.workbooks.printing import lay_columns
from storage.workbooks.writer import write_table, write_template

CODE = "91131227495102286P"
NAME = "汐滨县第三实验小学附属希望之星双语艺术幼儿园有限责任公司（东关街道分园）"
HEADINGS = ["统一社会信用代码", *(f"登记事项{n}" for n in range(14))]
PAGE = 210


def written(headings=HEADINGS, rows=((CODE, *[NAME] * 14),), title=""):
    """Return the only sheet of a table that was written and read again."""
    file = BytesIO()
    write_table(file, title, headings, rows)
    return load_workbook(file).worksheets[0]


def widths(sheet):
    return [each.width for each in sheet.column_dimensions.values()]


def test_columns_of_words_give_way_until_all_fit_and_the_code_stays_whole():
    sheet = written()
    assert widths(sheet) == [20, *[13] * 14]
    assert sum(widths(sheet)) <= PAGE


def test_column_of_digests_gives_way_and_leaves_the_words_room():
    sheet = written(["统一社会信用代码", "检查结论", "记录校验码"], [(CODE, NAME * 4, "0f" * 32)])
    assert widths(sheet) == [20, 60, 60]
    sheet = written([*HEADINGS, "记录校验码"], [(CODE, *[NAME] * 14, "0f" * 32)])
    assert widths(sheet) == [20, *[12] * 15]
    assert sheet["P2"].alignment.wrap_text


def test_row_is_as_high_as_its_longest_text():
    sheet = written()
    assert sheet.row_dimensions[2].height == 6 * 13.5 + 4  # 72 half widths in lines of twelve
    assert sheet["B2"].alignment.wrap_text
    short = written(["名称", "备注"], [("一中", "无")])
    assert short.row_dimensions[2].height is None


def test_page_is_a4_across_with_headings_and_number_on_each():
    sheet = written(title="双随机检查结果公示数据")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$2", "A3")
    assert sheet.print_options.gridLines
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("双随机检查结果公示数据", "&P / &N")
    name = "平台录入表 SSJ-2026-0001（河北省双随机监管工作平台 A&B）"  # longer than a sheet's name may be
    assert written(title=name).oddFooter.left.text == name.replace("&", "&&")
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"宋体"}


@pytest.mark.parametrize("kind", Kind)
def test_headings_of_a_template_stand_on_one_line(kind, tmp_path: Path):
    write_template(tmp_path / "template.xlsx", kind, personal=True)
    sheet = load_workbook(tmp_path / "template.xlsx").worksheets[0]
    pairs = zip(widths(sheet), (cell.value for cell in sheet[1]), strict=True)
    assert [heading for width, heading in pairs if width <= 2 * len(heading)] == []


WORDS = st.text(st.sampled_from("汐滨县教育局"), max_size=80)


@given(st.lists(WORDS, min_size=1, max_size=20))
def test_any_words_fit_on_the_page_in_columns_that_can_be_read(cells):
    found = lay_columns(Workbook().worksheets[0], [("名称", each) for each in cells])
    assert sum(found) <= PAGE
    assert min(found) >= 8
