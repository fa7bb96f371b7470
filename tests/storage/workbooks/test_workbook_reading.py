"""Real files through the real child: what an office sends, in all its usual shapes."""

from datetime import date

import pytest
from openpyxl import Workbook
from workbook_files import CODE, legacy_xls, saved, xlsx

from bot.domain.registers.columns import Kind
from bot.domain.registers.reading import Fault, Place, SheetCount
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord
from storage.workbooks.reader import read_workbook


async def read(data, name="register.xlsx", *, allow_personal=False):
    return await read_workbook(data, name, allow_personal=allow_personal)


def told(faults):
    return [(one.code, one.row, one.column, one.value) for one in faults]


async def test_title_rows_any_order_and_full_width_digits_are_read():
    rows = [
        ["昌黎县教育局随机抽查检查对象名录库"],
        ["填报单位：昌黎县教育局", None, "2026年11月"],
        ["所属区县", "学 校 名 称", "类别（学段）", "*统一社会信用代码"],
        ["昌黎县", "昌黎县第１中学", "中学", "９１１１００００６０００３７３４１Ｌ"],
        [None, None, None, None],
        ["昌黎县", "赤洋口小学（本部）", "小学", None],
    ]
    reading = await read(xlsx({"名录": rows}, merged=["A1:D1"]))
    assert reading.targets == (
        TargetRecord(code=CODE, name="昌黎县第1中学", category="中学", district="昌黎县"),
        TargetRecord(name="赤洋口小学（本部）", category="小学", district="昌黎县"),
    )
    assert (reading.faults, reading.warnings, reading.notes) == ((), (), ())
    assert reading.places == {Kind.TARGETS: (Place(sheet="名录", row=4), Place(sheet="名录", row=6))}
    assert reading.sheets == (
        SheetCount(
            sheet="名录", kind=Kind.TARGETS, header_row=3, rows=2, records=2, merged=0, refused=0, skipped=0
        ),
    )


async def test_two_rows_of_merged_headings_are_joined():
    rows = [
        ["序号", "单位名称", "所在地", None, "备注"],
        [None, None, "区县", "详细地址", None],
        [1, "昌黎六中", "昌黎县", "一街1号", "x"],
    ]
    reading = await read(xlsx({"a": rows}, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"]))
    assert reading.targets == (TargetRecord(name="昌黎六中", district="昌黎县", address="一街1号"),)
    assert told(reading.notes) == [
        ("import.note.ignored_column", 2, "备注", ""),
    ]


async def test_headings_merged_downwards_over_unknown_ones_end_below_them():
    rows = [["单位名称", "类别", "其他", None], [None, None, "甲", "乙"], ["昌黎六中", "中学", "1", "2"]]
    reading = await read(xlsx({"a": rows}, merged=["A1:A2", "B1:B2", "C1:D1"]))
    assert reading.targets == (TargetRecord(name="昌黎六中", category="中学"),)


async def test_two_rows_of_headings_that_are_not_merged_are_joined():
    rows = [["单位名称", "所在地"], [None, "区县", "详细地址"], ["昌黎六中", "昌黎县", "一街1号"]]
    reading = await read(xlsx({"a": rows}))
    assert reading.targets == (TargetRecord(name="昌黎六中", district="昌黎县", address="一街1号"),)


async def test_three_registers_in_one_file_are_all_read():
    sheets = {
        "检查对象": [["机构名称", "类型"], ["启明培训学校", "校外培训"]],
        "执法检查人员": [["姓名", "工号", "所属单位", "是否持证"], ["李明", "007", "教育局", "√"]],
        "抽查事项": [
            ["事项编码", "抽查事项", "抽查依据", "抽查内容"],
            ["A-1", "收费", "教育法第七十八条", "公示\n票据"],
        ],
        "填表说明": [["请勿合并单元格"], ["单位名称", "填写全称"]],
        "Sheet5": [],
    }
    reading = await read(xlsx(sheets))
    assert reading.targets == (TargetRecord(name="启明培训学校", category="校外培训"),)
    assert reading.inspectors == (InspectorRecord(number="007", name="李明", unit="教育局", licensed=True),)
    assert reading.items == (
        ItemRecord(code="A-1", name="收费", basis="教育法第七十八条", content="公示\n票据"),
    )
    assert reading.faults == ()
    assert [(note.code, note.sheet) for note in reading.notes] == [("import.note.sheet_ignored", "填表说明")]
    assert reading.kinds == frozenset(Kind)


@pytest.mark.parametrize(
    ("word", "licensed"),
    [(word, True) for word in ("是", "有", "持证", "√", "Y", "y", "1", 1, True, "Ｙ", " 是 ")]
    + [(word, False) for word in ("否", "无", "未持证", "×", "N", "0", 0, False)],
)
async def test_licensed_is_understood(word, licensed):
    rows = [["姓名", "工号", "是否持证"], ["李明", 7, word]]
    reading = await read(xlsx({"a": rows}))
    assert reading.inspectors == (InspectorRecord(number="7", name="李明", licensed=licensed),)


async def read_target(heading: str, cell: object) -> tuple[TargetRecord, list[str]]:
    reading = await read(xlsx({"a": [["单位名称", heading], ["甲校", cell]]}))
    said = [fault.code for fault in (*reading.faults, *reading.warnings)]
    return (reading.targets[0] if reading.targets else TargetRecord(name="无")), said


@pytest.mark.parametrize(
    "written",
    [
        *("2015-09-01", "2015年9月1日", "2015 年 9 月 1 日", "2015/9/1", "2015.9.1", "20150901"),
        *("２０１５－０９－０１", "2015-09-01 08:30:00", 42248, date(2015, 9, 1)),
    ],
)
async def test_day_of_registration_is_read_as_offices_write_it(written):
    target, said = await read_target("成立日期", written)
    assert (target.registered_on, said) == (date(2015, 9, 1), [])


async def test_day_that_lacks_its_day_is_the_month_s_first_and_said():
    target, said = await read_target("登记日期", "2015年9月")
    assert (target.registered_on, said) == (date(2015, 9, 1), ["import.fault.month_only"])


async def test_item_list_says_what_its_items_ask_for_and_how_they_are_inspected():
    rows = [
        ("事项编码", "抽查类别", "抽查事项", "抽查依据", "结果类型", "结果选项", "工作指引"),
        ("A1", "办学条件", "班额", "法", "数值", "不超过 45 人", "逐班清点\n对照学籍"),
        ("A2", "办学条件", "等级", "法", "选择", "合格、不合格（不正常）", ""),
        ("A3", "", "公示", "法", "", "", ""),
    ]
    reading = await read(xlsx({"a": rows}))
    assert [(each.parent, each.result_kind, each.options, each.guide) for each in reading.items] == [
        ("办学条件", "number", "不超过 45 人", "逐班清点\n对照学籍"),
        ("办学条件", "choice", "合格、不合格（不正常）", ""),
        ("", None, "", ""),
    ]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("成立日期", "2015年13月1日", "import.fault.date"),
        ("成立日期", "去年", "import.fault.date"),
        ("年报年度", "已年报", "import.fault.year"),
        ("名录库类别", "其他", "import.fault.kind"),
        ("是否黑名单", "也许", "import.fault.yes_no"),
    ],
)
async def test_cell_that_is_not_understood_is_a_fault(heading, cell, code):
    assert (await read_target(heading, cell))[1] == [code]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("年报年度", "2022年度", "report_year", 2022),
        ("年报年度", 2022, "report_year", 2022),
        ("年报年度", "无", "report_year", None),
        ("名录库类别", "企业", "kind", "enterprise"),
        ("名录库类别", "民办非企业单位", "kind", "association"),
        ("名录库类别", "事业单位", "kind", "public_body"),
        ("风险等级", "较高风险", "risk_tier", "较高风险"),
        ("登记状态", "合格", "standing", "合格"),
        ("是否黑名单", "是", "blacklisted", True),
        ("是否黑名单", "", "blacklisted", False),
        ("地址", "", "blacklisted", None),
    ],
)
async def test_column_of_the_draw_is_read(heading, cell, field, value):
    target, said = await read_target(heading, cell)
    assert (getattr(target, field), said) == (value, [])


async def test_footers_sections_repeated_headings_and_numbered_rows_are_notes():
    rows = [
        ["单位名称", "类别", "序号"],
        ["北片", None, None],
        ["甲校", "小学", 1],
        ["单位名称", "类别", "序号"],
        ["乙校", "小学", 2],
        [None, None, 3],
        [None, None, 4],
        ["填表人：张三", "联系电话：13812345678"],
        ["注：以上为全部"],
    ]
    reading = await read(xlsx({"a": rows}, merged=["A2:C2"]))
    assert [(one.code, one.row, one.value, one.params.get("count")) for one in reading.notes] == [
        ("import.note.section_row", 2, "北片", None),
        ("import.note.repeated_headings", 4, "单位名称", None),
        ("import.note.footer", 8, "填表人:张三", None),
        ("import.note.footer", 9, "注:以上为全部", None),
        ("import.note.empty_rows", 6, "", 2),
    ]
    assert (reading.sheets[0].rows, reading.sheets[0].records, reading.sheets[0].skipped) == (8, 2, 6)


async def test_cells_merged_downwards_count_for_each_row():
    rows = [["单位名称", "区县"], ["甲校", "昌黎县"], ["乙校", None], ["丙校", None]]
    reading = await read(xlsx({"a": rows}, merged=["B2:B4"]))
    assert [one.district for one in reading.targets] == ["昌黎县"] * 3


async def test_console_reads_phone_and_licence():
    rows = [
        ["姓名", "工号", "联系电话", "执法证号"],
        ["李明", "7", 13812345678, "冀C001"],
        ["王芳", "8", None, None],
    ]
    reading = await read(xlsx({"a": rows}), allow_personal=True)
    assert reading.inspectors == (
        InspectorRecord(number="7", name="李明", licensed=True, phone="13812345678", licence="冀C001"),
        InspectorRecord(number="8", name="王芳", licensed=False),
    )
    assert reading.faults == ()


async def test_hidden_sheets_are_left_aside_and_said():
    book = Workbook()
    book.active.append(["单位名称", "区县"])
    book.active.append(["甲校", "x"])
    hidden = book.create_sheet("旧")
    hidden.append(["单位名称", "区县"])
    hidden.append(["乙校", "x"])
    hidden.sheet_state = "hidden"
    reading = await read(saved(book))
    assert [one.name for one in reading.targets] == ["甲校"]
    assert reading.notes == (Fault(code="import.note.hidden_sheet", sheet="旧"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
async def test_csv_is_read_in_every_usual_encoding(encoding, delimiter):
    lines = [["单位名称", "区县"], ["昌黎汇文㐂中学", "昌黎县"], ["=1+1", "x"]]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    reading = await read(data, "名录.CSV")
    assert reading.targets == (TargetRecord(name="昌黎汇文㐂中学", district="昌黎县"),)
    assert told(reading.faults) == [("import.fault.formula", 3, "单位名称", "=1+1")]


@pytest.mark.parametrize(("across", "down"), [(1, 0), (0, 2), (3, 4)])
async def test_tables_may_begin_anywhere(across, down):
    book = Workbook()
    rows = (["单位名称", "统一社会信用代码"], ["甲校", CODE], ["乙校", "=1"])
    for row, texts in enumerate(rows, start=1 + down):
        for column, text in enumerate(texts, start=1 + across):
            book.active.cell(row, column, text)
    reading = await read(saved(book))
    assert reading.targets == (TargetRecord(name="甲校", code=CODE),)
    assert reading.places == {Kind.TARGETS: (Place(sheet="Sheet", row=2 + down),)}
    assert told(reading.faults) == [("import.fault.formula", 3 + down, "统一社会信用代码", "")]
    assert reading.faults[0].params == {"letter": "ABCDE"[across + 1]}


async def test_legacy_xls_is_read():
    reading = await read(legacy_xls(), "名录.xls")
    assert reading.targets == (TargetRecord(name="昌黎六中", code=CODE, district="昌黎县"),)
    assert told(reading.faults) == [
        ("import.fault.code_spoilt", 4, "统一社会信用代码", "1.2420500042017123e+17"),
    ]
    assert reading.notes == (Fault(code="import.note.formulas_unchecked"),)


async def test_sub_items_are_items_of_what_stands_beside_them():
    rows = [
        ["序号", "检查项目", "检查子项", "检查内容", "检查依据"],
        ["1", "办学行为", "招生", "是否提前招生", "义务教育法"],
        ["2", None, "收费", "是否公示", "价格法"],
        ["3", "校车安全", None, "是否有许可", "校车安全管理条例"],
    ]
    reading = await read_workbook(xlsx({"清单": rows}, merged=("B2:B3",)), "a.xlsx", allow_personal=False)
    assert reading.faults == ()
    assert [(each.code, each.parent, each.name) for each in reading.items] == [
        ("1", "办学行为", "招生"),
        ("2", "办学行为", "收费"),
        ("3", "", "校车安全"),
    ]
