"""The sample bureau: the same for the same seed, with valid codes, and registers as an office keeps them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from bot.regulations import profile_keys
from demo.bureau import Bureau, credit_code, make_bureau, write_bureau
from demo.samples import SAMPLES
from demo.samples.guides import MADE
from storage.workbooks.reader import read_workbook

TEXTS = Path(__file__).parents[1] / "regulations" / "texts"
PROFILE = "quyang-education-2023"
BUREAU, REGION, UNITS = SAMPLES[PROFILE].bureau, SAMPLES[PROFILE].region, SAMPLES[PROFILE].units
SHEETS = {
    "targets": ["序号", "学校名称", "统一社会信用代码", "类别", "所属单位", "所在区域", "地址"],
    "inspectors": ["序号", "工号", "姓名", "单位", "股室", "是否持证", "职务", "执法岗位", "专业"],
    "items": [
        *(
            "序号",
            "事项编号",
            "检查项目",
            "检查内容",
            "检查依据",
            "检查方式",
            "实施股室",
            "是否需照片",
            "工作指引",
        ),
    ],
}


@pytest.fixture(scope="module")
def bureau() -> Bureau:
    return make_bureau(PROFILE)


@pytest.fixture(scope="module")
def paths(bureau: Bureau, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_bureau(bureau, tmp_path_factory.mktemp("bureau") / "registers")


def test_same_seed_makes_the_same_bureau(bureau: Bureau) -> None:
    assert make_bureau(PROFILE, 2026) == bureau
    assert make_bureau(PROFILE, 2027).targets != bureau.targets


@pytest.mark.parametrize("seed", range(2020, 2040))
def test_credit_codes_are_valid_and_distinct(seed: int) -> None:
    codes = [target.code for target in make_bureau(PROFILE, seed).targets]
    assert [uscc.validate(code) for code in codes] == codes
    assert len(set(codes)) == 60
    assert {code[2:8] for code in codes} == {REGION}


def test_organisation_check_character_follows_the_standard() -> None:
    assert credit_code("91", REGION, 60003734)[8:17] == "600037341"  # as in a well-known valid code


def test_categories_have_enough_targets(bureau: Bureau) -> None:
    assert Counter(target.category for target in bureau.targets) == {
        "公办初级中学": 24,
        "小学": 14,
        "幼儿园": 10,
        "民办学校": 6,
        "校外培训机构": 6,
    }
    assert len({target.name for target in bureau.targets}) == 60


def test_district_has_the_items_that_its_notice_names_and_no_others() -> None:
    notice = "".join((TEXTS / "lianchi-education-sport-2023.txt").read_text("utf-8").split())
    items = SAMPLES["lianchi-education-sport-2023"].items
    named = notice.partition("抽查部门及抽查内容")[2].partition("名单抽取及派发")[0]
    parts = re.split(r"（[一二三]）(莲池区(?:教育和体育局|人社局|卫健局))", named)
    expected = {
        department: [name for name in words.removesuffix("四、").rstrip("。").split("；") if name]
        for department, words in zip(parts[1::2], parts[2::2], strict=True)
    }
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.department, []).append(item.project)
    assert found == expected
    assert [len(each) for each in found.values()] == [8, 5, 1]


def test_every_unit_supervises_targets(bureau: Bureau) -> None:
    assert Counter(target.unit for target in bureau.targets) == dict(zip(UNITS, (24, 24, 12), strict=True))


def test_inspectors_are_of_several_units_and_mostly_licensed(bureau: Bureau) -> None:
    assert [person.number for person in bureau.inspectors] == [f"QH-{n:03d}" for n in range(1, 25)]
    assert Counter(person.unit for person in bureau.inspectors) == dict(zip(UNITS, (7, 7, 10), strict=True))
    assert Counter(person.licensed for person in bureau.inspectors) == {True: 21, False: 3}


def test_offices_are_held_and_nobody_shares_a_name(bureau: Bureau) -> None:
    assert [(officer.role, officer.unit) for officer in bureau.officers] == [
        *((role, BUREAU) for role in ("coordinator", "lead_office", "releaser", "observer")),
        *((role, unit) for role in ("approver", "list_administrator") for unit in UNITS),
    ]
    names = [person.name for person in (*bureau.inspectors, *bureau.officers)]
    assert len(set(names)) == 34
    assert len({name[0] for name in names}) == 34


def test_officers_are_found_by_role_and_unit(bureau: Bureau) -> None:
    assert bureau.in_role("approver", UNITS[1]) == (bureau.officers[5],)
    assert bureau.in_role("approver") == bureau.officers[4:7]
    assert bureau.in_role("coordinator", UNITS[0]) == ()


def test_items_name_their_statute(bureau: Bureau) -> None:
    assert [(item.code, item.basis, item.photo) for item in bureau.items] == [
        ("JY-01", "《中华人民共和国义务教育法》第二十四条", True),
        ("JY-02", "《中华人民共和国义务教育法》第二十二条", False),
        ("JY-03", "《中华人民共和国义务教育法》第二十五条", False),
        ("JY-04", "《教师资格条例》第二条", False),
        ("JY-05", "《中华人民共和国食品安全法》第五十七条", True),
        ("JY-06", "《中华人民共和国未成年人保护法》第六十二条", False),
    ]


@pytest.mark.parametrize("noun", SHEETS)
def test_sheet_has_title_merged_heading_and_every_row(
    bureau: Bureau, paths: dict[str, Path], noun: str
) -> None:
    rows = CalamineWorkbook.from_path(paths[noun]).get_sheet_by_index(0).to_python()
    assert rows[2] == SHEETS[noun]
    assert rows[3] == [""] * len(SHEETS[noun])
    assert [row[0] for row in rows[4:]] == list(range(1, len(getattr(bureau, noun)) + 1))
    assert rows[1][0] == "制表单位：青禾县教育和体育局（示例数据，纯属虚构）"
    merged = load_workbook(paths[noun]).worksheets[0].merged_cells.ranges
    assert len(merged) == 2 + len(SHEETS[noun])


def test_rows_bear_the_bureau(bureau: Bureau, paths: dict[str, Path]) -> None:
    first = {
        noun: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[4][1:]
        for noun, path in paths.items()
    }
    target, inspector, item = bureau.targets[0], bureau.inspectors[0], bureau.items[0]
    assert first == {
        "targets": [target.name, target.code, target.category, target.unit, target.area, target.address],
        "inspectors": [
            *(inspector.number, inspector.name, inspector.unit, inspector.section),
            *("是", inspector.duty, f"{inspector.section}检查岗", inspector.specialty),
        ],
        "items": [
            *(item.code, item.project, item.content, item.basis, item.method, item.department),
            *("是", item.guide),
        ],
    }


async def test_guides_are_read_with_their_lines(bureau: Bureau, paths: dict[str, Path]) -> None:
    reading = await read_workbook(paths["items"].read_bytes(), "items.xlsx", allow_personal=False)
    assert [each.guide for each in reading.items] == [item.guide for item in bureau.items]


def test_codes_are_text_cells(paths: dict[str, Path]) -> None:
    sheet = load_workbook(paths["targets"]).worksheets[0]
    assert {sheet.cell(row, 3).data_type for row in range(5, 65)} == {"s"}


@pytest.mark.parametrize("profile", profile_keys())
def test_every_regulation_has_a_bureau_of_its_own(profile: str) -> None:
    bureau = make_bureau(profile)
    codes = [target.code for target in bureau.targets]
    assert [uscc.validate(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)
    assert {target.unit for target in bureau.targets} <= set(bureau.units)
    assert {person.unit for person in bureau.inspectors} == set(bureau.units)
    assert {item.department for item in bureau.items} <= {person.section for person in bureau.inspectors}
    assert all(item.basis for item in bureau.items)


@pytest.mark.parametrize("profile", profile_keys())
def test_every_item_has_a_guide_that_says_it_was_made(profile: str) -> None:
    for item in SAMPLES[profile].items:
        *lines, last = item.guide.split("\n")
        assert (item.code, 3 <= len(lines) <= 6, last) == (item.code, True, MADE)
        assert (item.code, [line for line in lines if len(line) > 60]) == (item.code, [])
        assert {"查：", "正常：", "不正常："} <= {f"{line.split('：')[0]}：" for line in lines}
        assert (item.code, re.findall(r"第[〇零一二三四五六七八九十百\d]+条", item.guide)) == (item.code, [])


def test_bureaus_share_no_place() -> None:
    samples = [SAMPLES[profile] for profile in profile_keys()]
    assert len({sample.region for sample in samples}) == len({sample.county for sample in samples}) == 5
