"""Real files through the real child: what is wrong in them, told all at once and to the cell."""

import pytest
from openpyxl import Workbook
from workbook_files import CODE, ods, rezipped, saved, xlsx

from bot.domain.registers.reading import Fault
from bot.domain.registers.records import ItemRecord, TargetRecord
from storage.workbooks.reader import read_workbook


async def read(data, name="register.xlsx", *, allow_personal=False):
    return await read_workbook(data, name, allow_personal=allow_personal)


def told(faults):
    return [(one.code, one.row, one.column, one.value) for one in faults]


async def test_licensed_that_is_neither_is_a_fault_and_shows_no_number():
    rows = [
        ["姓名", "工号", "是否持证"],
        ["李明", "7", "冀C0012345"],
        ["王芳", "8", None],
        ["赵强", "9", "是"],
    ]
    reading = await read(xlsx({"a": rows}))
    assert told(reading.faults) == [
        ("import.fault.yes_no", 2, "是否持证", "冀C…"),
        ("import.fault.yes_no", 3, "是否持证", ""),
    ]
    assert [one.name for one in reading.inspectors] == ["赵强"]
    assert reading.sheets[0].refused == 2


async def test_all_faults_come_at_once():
    rows = [
        ["单位名称", "统一社会信用代码", "区县"],
        ["甲校", 124205000420171230, None],
        ["乙校", "1.24205E+17", None],
        [None, "91110000600037341L", "昌黎县"],
        ["丙校", "91110000600037342L", None],
        ["丁校", "代码待补", None],
        ["戊校", "A1110000600037341L", None],
    ]
    reading = await read(xlsx({"a": rows}))
    assert told(reading.faults) == [
        ("import.fault.code_spoilt", 2, "统一社会信用代码", "1.242050004201712e+17"),
        ("import.fault.code_spoilt", 3, "统一社会信用代码", "1.24205E+17"),
        ("import.fault.name_missing", 4, "单位名称", ""),
        ("import.fault.identifier", 6, "统一社会信用代码", "代码待补"),
    ]
    assert reading.faults[0].params == {"letter": "B"}
    assert told(reading.warnings) == [
        ("import.fault.code_check_digit", 5, "统一社会信用代码", "91110000600037342L"),
        ("import.fault.code_check_digit", 7, "统一社会信用代码", "A1110000600037341L"),
    ]
    assert [one.name for one in reading.targets] == ["丙校", "戊校"]
    assert reading.sheets[0].refused == 4


async def test_missing_columns_and_missing_basis_are_faults():
    rows = [["姓名", "所属单位", "职务"], ["李明", "教育局", "科员"]]
    reading = await read(xlsx({"a": rows}))
    assert told(reading.faults) == [
        ("import.fault.column_missing", 1, "工号", ""),
        ("import.fault.column_missing", 1, "是否持证", ""),
    ]
    assert reading.sheets[0].refused == 1
    rows = [["序号", "事项名称", "依据"], [1, "收费", "教育法"], [2, "招生", None]]
    reading = await read(xlsx({"a": rows}))
    assert told(reading.faults) == [("import.fault.basis_missing", 3, "依据", "")]
    assert told(reading.notes) == [("import.note.serial_as_code", 1, "序号", "")]
    assert reading.items == (ItemRecord(code="1", name="收费", basis="教育法"),)


async def test_duplicates_are_named_with_all_their_rows_over_all_sheets():
    sheets = {
        "东": [["单位名称", "信用代码", "编号", "区县"], ["甲", CODE, None, None], ["乙", None, "5", None]],
        "西": [
            ["单位名称", "信用代码", "编号", "区县"],
            ["丙", CODE, None, None],
            ["丁", None, "5", None],
            ["戊", None, None, "x"],
            ["戊", None, None, "x"],
            ["己", None, None, "x"],
            ["己", None, "9", "x"],
        ],
    }
    reading = await read(xlsx(sheets))
    assert [
        (one.code, one.sheet, one.row, one.params["rows"]) for one in reading.faults + reading.warnings
    ] == [
        ("import.fault.duplicate_code", "西", 2, "东!2"),
        ("import.fault.duplicate_number", "西", 3, "东!3"),
        ("import.fault.repeated_row", "西", 5, "4"),
        ("import.fault.same_name", "西", 7, "6"),
    ]
    assert [(one.name, one.number) for one in reading.targets] == [("戊", None), ("己", None), ("己", "9")]
    assert [(one.rows, one.records, one.merged, one.refused) for one in reading.sheets] == [
        (2, 0, 0, 2),
        (6, 3, 1, 2),
    ]


async def test_duplicate_staff_numbers_and_item_codes_are_faults():
    sheets = {
        "人": [["姓名", "工号", "是否持证"], ["李明", "7", "是"], ["王芳", "７", "是"]],
        "事": [["事项名称", "编码", "依据"], ["收费", "a", "法"], ["招生", "A", "法"]],
    }
    reading = await read(xlsx(sheets))
    assert told(reading.faults) == [
        ("import.fault.duplicate_number", 3, "工号", "7"),
        ("import.fault.duplicate_code", 3, "编码", "A"),
    ]


async def test_formulas_and_errors_in_data_are_faults_elsewhere_notes():
    book = Workbook()
    sheet = book.active
    for row in (
        ["序号", "单位名称", "区县"],
        ["=ROW()-1", "甲校", "x"],
        [2, '=HYPERLINK("a","b")', "x"],
        [3, "乙校", "#N/A"],
    ):
        sheet.append(row)
    sheet.append(["合计", "=COUNTA(B2:B4)"])
    reading = await read(saved(book))
    assert told(reading.faults) == [
        ("import.fault.formula", 3, "单位名称", ""),
        ("import.fault.error_value", 4, "区县", ""),
    ]
    assert [(one.code, one.row, one.params.get("count")) for one in reading.notes] == [
        ("import.note.formulas_ignored", 0, 1),
        ("import.note.footer", 5, None),
    ]
    assert [one.name for one in reading.targets] == ["甲校"]


@pytest.mark.parametrize(
    "heading",
    [
        "联系电话",
        "手 机",
        "电话（必填）",
        "执法证号",
        "执法证件号",
        "警官证号",
        "身份证号码",
        "证件号码",
        "校长手机号码",
    ],
)
async def test_chat_refuses_personal_columns_whole(heading):
    rows = [["名单"], ["姓名", "工号", "是否持证", heading], ["李明", "7", "是", "13812345678"]]
    reading = await read(xlsx({"a": rows}))
    assert (reading.inspectors, reading.notes, reading.warnings) == ((), (), ())
    assert reading.faults == (
        Fault(
            code="import.personal_columns",
            sheet="a",
            params={"columns": " ".join(heading.split()).replace("（必填）", "(必填)")},
        ),
    )


async def test_chat_refuses_personal_columns_of_hidden_sheets_and_split_headings():
    book = Workbook()
    book.active.append(["单位名称", "区县"])
    book.active.append(["甲校", "x"])
    hidden = book.create_sheet("旧")
    hidden.append(["电话"])
    hidden.sheet_state = "hidden"
    split = book.create_sheet("分")
    split.append(["单位名称", "负责人", None])
    split.append([None, "姓名", "电话"])
    reading = await read(saved(book))
    assert [(one.code, one.sheet, one.params["columns"]) for one in reading.faults] == [
        ("import.personal_columns", "旧", "电话"),
        ("import.personal_columns", "分", "电话"),
    ]


async def test_chat_refuses_personal_numbers_in_other_columns_without_echo():
    rows = [
        ["姓名", "工号", "是否持证", "业务专长"],
        ["李明13812345678", "7", "是", ""],
        ["王芳", "130302199001011234", "是", ""],
        ["赵强", "9", "是", "找 138１２３４５６７８"],
    ]
    reading = await read(xlsx({"a": rows}))
    assert told(reading.faults) == [
        ("import.fault.personal_value", 2, "姓名", "李明…"),
        ("import.fault.personal_value", 3, "工号", "…"),
        ("import.fault.personal_value", 4, "业务专长", "找 …"),
    ]


async def test_unknown_headings_are_listed():
    reading = await read(xlsx({"a": [["甲", "乙"], ["1", "2"]]}))
    assert reading.faults == (
        Fault(code="import.unknown_kind", sheet="a", row=1, params={"headings": "甲, 乙"}),
    )


async def test_headings_of_two_registers_are_ambiguous():
    reading = await read(xlsx({"a": [["学校名称", "姓名"], ["甲校", "李明"]]}))
    assert reading.faults == (
        Fault(code="import.unknown_kind", sheet="a", row=1, params={"headings": "学校名称, 姓名"}),
    )


async def test_ods_is_read_and_its_formulas_are_a_fault():
    rows = [[("", "单位名称"), ("", "区县")], [("", "甲校"), ("", "昌黎县")]]
    reading = await read(ods(rows), "a.ods")
    assert (reading.targets, reading.faults) == ((TargetRecord(name="甲校", district="昌黎县"),), ())
    rows[1][0] = ('table:formula="of:=1"', "甲校")
    reading = await read(ods(rows), "a.ods")
    assert reading.faults == (Fault(code="import.fault.formula_somewhere", sheet="a"),)


async def test_sheet_of_an_unusual_part_name_still_shows_its_formulas():
    data = xlsx({"a": [["单位名称", "区县"], ["甲校", "=1+1"]]})
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += (
        b'<row><c t="inlineStr"><is><t>\xe5\x8d\x95\xe4\xbd\x8d\xe5\x90\x8d\xe7\xa7\xb0</t></is></c></row>'
    )
    sheet += b"<row><c><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"
    reading = await read(rezipped(data, {"xl/worksheets/sheet1.xml": sheet}))
    assert told(reading.faults) == [("import.fault.formula_somewhere", 0, "", "")]
