"""What an import finds is said whole: every code that the reader gives has its values."""

from typing import Any

import pytest
from code_keys import sayings

from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.difference import compare_targets
from bot.domain.registers.reading import Fault, Place, Reading
from bot.domain.registers.records import TargetRecord
from bot.domain.texts import Text
from bot.regulations import load_profile
from bot.usecases.registers.import_registers import fault_text
from bot.usecases.registers.import_scope import other_unit
from bot.views.names import terms_of
from bot.views.values import text_of
from locales import LANGUAGES, catalogue, render, render_key
from locales.check import placeholders
from storage.workbooks.limits import MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_LETTERS, MAX_ROWS
from storage.workbooks.reader import WorkbookReader

KEYS = {str(message.id) for message in catalogue("zh_CN") if message.id}
FOUND = {key for key in KEYS if key.startswith(("import.fault.", "import.note."))}
# Said of the whole file: that an .xls shows no formulas.
OF_THE_FILE = {"import.note.formulas_unchecked"}

TARGETS = ["统一社会信用代码", "编号", "单位名称", "区县", "校长姓名"]
DATED = ["单位名称", "成立日期", "年报年度", "名录库类别"]
INSPECTORS = ["工号", "姓名", "是否持证"]
ITEMS = ["序号", "抽查事项", "抽查依据"]


def sheet(name: str, rows: list[list[str]], **marks: Any) -> dict[str, Any]:
    """Return a sheet as the guarded child gives it."""
    plain = {"hidden": False, "merged": [], "formulas": [], "errors": []}
    return {"name": name, "rows": list(enumerate(rows, start=1)), **plain, **marks}


def one_of_each() -> list[dict[str, Any]]:
    """Return sheets that hold every mistake that a row or a sheet can have."""
    targets = [
        TARGETS,
        ["12345", "N1", "校验位小学", "甲县"],
        ["1.24205E+17", "", "科学计数小学"],
        ["甲乙丙", "", "错字小学"],
        ["", "", "", "甲县"],
        ["", "", "13800138000"],
        ["", "", "长" * 201],
        ["A1", "", "同码一"],
        ["A1", "", "同码二"],
        ["", "B1", "同号一"],
        ["", "B1", "同号二"],
        ["", "", "重复小学", "甲县"],
        ["", "", "重复小学", "甲县"],
        ["", "C1", "同名小学", "甲县"],
        ["", "C2", "同名小学", "甲县"],
        ["", "", "公式小学"],
        ["", "", "错误小学"],
        TARGETS,
        ["第一批", "第一批", "第一批"],
        ["合计：20"],
    ]
    marks = {"formulas": [[15, 2], [15, 4]], "errors": [[16, 2]], "merged": [[18, 0, 18, 2]]}
    inspectors = [INSPECTORS, ["", "张三", "是"], ["001", "李四", "也许"]]
    items = [ITEMS, ["1", "校园安全", ""], ["2", "", ""]]
    kinds = [
        ["事项编码", "抽查事项", "抽查依据", "结果类型", "结果选项"],
        ["K1", "班额", "义务教育法", "照片", ""],
        ["K2", "等级", "义务教育法", "选择", "合格"],
    ]
    coded = [["事项编码", "抽查事项", "抽查依据"], ["", "均衡编班", "义务教育法"]]
    return [
        sheet("对象", targets, **marks),
        sheet("名录", [DATED, ["日期小学", "去年", "已报", "其他"], ["月份小学", "2015年9月"]]),
        sheet("人员", inspectors),
        sheet("事项", items),
        sheet("另表", coded),
        sheet("类型", kinds),
        sheet("缺列", [["工号", "姓名"], ["1", "王五"]]),
        sheet("旧表", [TARGETS, ["", "D1", "旧校"]], formulas=[[-1, -1]]),
        sheet("隐藏", [["说明"]], hidden=True),
        sheet("说明", [["填写说明"]]),
    ]


def faults() -> list[Fault]:
    reader = WorkbookReader(allow_personal=False)
    for each in one_of_each():
        reader.take(each)
    reading: Reading = reader.close()
    twins = [TargetRecord(number=number, name="同名") for number in ("1", "2")]
    doubtful = compare_targets(twins, [TargetRecord(name="同名")])
    foreign = other_unit(TargetRecord(name="别处小学"), Place(sheet="对象", row=2), frozenset({"甲学区"}))
    return [*reading.faults, *reading.warnings, *reading.notes, *doubtful.faults, foreign]


def told(language: str, fault: Fault) -> str:
    data = fault_text(fault)
    terms = terms_of(load_profile("quyang-education-2023"))
    return render(language, text_of(data["key"], data, "bot"), terms)


def test_every_text_on_an_import_belongs_to_a_mistake() -> None:
    assert {fault.code for fault in faults()} | OF_THE_FILE == FOUND


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_is_told_whole(language: str) -> None:
    lines = [told(language, fault) for fault in faults()]
    assert [line for line in lines if "{" in line or not line] == []


def test_mistakes_say_where_what_and_what_to_do() -> None:
    lines = {fault.code: told("zh_CN", fault) for fault in faults()}
    assert lines["import.fault.yes_no"] == (
        "表“人员”第 3 行“是否持证”列：须填写“是”或“否”，现为“也许”。请改正。"
    )
    assert lines["import.fault.duplicate_code"] == (
        "表“对象”第 9 行“统一社会信用代码”列：代码“A1”另见以下各行：8。"
        "一个代码只能对应一条记录，请改正代码或删去重复的行。"
    )
    assert lines["import.note.hidden_sheet"] == (
        "表“隐藏”：本表是隐藏的工作表，没有读取。需要导入的，请取消隐藏后重新发送。"
    )


@pytest.mark.parametrize(
    "saying", [each for each in sayings() if each.by == "Refusal"], ids=lambda each: each.where
)
def test_every_refusal_of_a_file_has_its_values(saying: Any) -> None:
    assert placeholders(str(catalogue("zh_CN")[saying.key].string)) - saying.params == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_limits_named_are_the_limits(language: str) -> None:
    limits = [MAX_FILE_BYTES >> 20, MAX_CELLS, MAX_LETTERS, MAX_ROWS, MAX_COLUMNS]
    words = render_key(language, "import.too_big")
    assert [word for word in words.replace("、", " ").split() if word.isdecimal()] == list(map(str, limits))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_asked_for_are_those_required(language: str) -> None:
    required = [column.aliases[0] for kind in Kind for column in COLUMNS[kind] if column.is_required]
    words = render(language, Text("import.unknown_kind", {"headings": ""}))
    asked = [part.split("”")[0] for part in words.split("“")[1:]]
    assert asked == required
