"""The platform's lists as it hands them out: one sheet or three, the batch above, beside or in a column."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from workbook_files import CODE, saved, xlsx

from bot.domain.deadlines import SHANGHAI
from bot.domain.platform.matching import match_lists
from bot.domain.platform.rows import MatchRow, Mention, PersonRow, PlatformReading
from bot.domain.registers.rows import Inspector, Target
from storage.workbooks.platform import read_match

TARGETS = "抽取检查对象", [["检查对象名称", "统一社会信用代码"], ["第一中学", CODE], ["第二中学", None]]
PEOPLE = (
    "抽取检查人员",
    [
        ["姓名", "工号", "组别"],
        ["甲一", "Q-1", "1"],
        ["乙二", "Q-2", "1"],
        ["丙三", "Q-3", "2"],
        ["丁四", "Q-4", "2"],
    ],
)
MATCH = "匹配结果", [["检查对象", "组别"], ["第一中学", "2"], ["第二中学", "1"]]
REGISTER = [Target(id=1, code=CODE, number="N1", name="第一中学"), Target(id=2, number="N2", name="第二中学")]
ROSTER = [
    Inspector(id=n, number=f"Q-{n}", name=name, licensed=True)
    for n, name in enumerate(("甲一", "乙二", "丙三", "丁四", "戊五"), start=1)
]


async def read(*sheets: tuple[str, list[list[Any]]]) -> PlatformReading:
    return await read_match(xlsx(dict(sheets)), "匹配结果.xlsx")


def told(reading: PlatformReading) -> list[tuple[str, str, int, str]]:
    return [(fault.code, fault.sheet, fault.row, fault.column) for fault in reading.faults]


async def test_three_sheets_are_told_apart_by_their_columns() -> None:
    reading = await read(TARGETS, PEOPLE, MATCH)

    assert reading.targets == (
        MatchRow(sheet="抽取检查对象", row=2, code=CODE, name="第一中学"),
        MatchRow(sheet="抽取检查对象", row=3, name="第二中学"),
    )
    assert reading.people == tuple(
        PersonRow(sheet="抽取检查人员", row=row, person=Mention(number=number, name=name), team=team)
        for row, number, name, team in (
            (2, "Q-1", "甲一", "1"),
            (3, "Q-2", "乙二", "1"),
            (4, "Q-3", "丙三", "2"),
            (5, "Q-4", "丁四", "2"),
        )
    )
    assert reading.matches == (
        MatchRow(sheet="匹配结果", row=2, name="第一中学", team="2"),
        MatchRow(sheet="匹配结果", row=3, name="第二中学", team="1"),
    )
    assert reading.faults == ()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_three_sheets_in_any_order_are_one_match(order: tuple[int, ...]) -> None:
    sheets = [TARGETS, PEOPLE, MATCH]
    found = match_lists(await read(*[sheets[n] for n in order]), REGISTER, ROSTER)

    assert (found.faults, found.warnings) == ((), ())
    assert found.match is not None
    assert {each.id: found.match.people_of(each.id) for each in found.match.targets} == {
        CODE: ("Q-3", "Q-4"),
        "N2": ("Q-1", "Q-2"),
    }


async def test_sheets_that_contradict_each_other_are_at_fault() -> None:
    match = "匹配结果", [["检查对象", "检查人员"], ["第一中学", "甲一、戊五"]]
    found = match_lists(await read(TARGETS, PEOPLE, match), REGISTER, ROSTER)

    assert found.match is None
    assert [(fault.code.removeprefix("platform.fault."), fault.row) for fault in found.faults] == [
        ("not_matched", 3),
        ("person_not_listed", 2),
    ]


async def test_a_person_who_is_drawn_and_on_no_team_is_kept() -> None:
    name, rows = PEOPLE
    found = match_lists(await read(TARGETS, (name, [*rows, ["戊五", "Q-5", None]]), MATCH), REGISTER, ROSTER)

    assert found.match is not None
    assert found.match.unmatched == ("Q-5",)


@pytest.mark.parametrize(
    "above",
    [
        [["批次号：HB-1", None], ["操作人：马操作", "抽取时间：2026-09-21 08:40"]],
        [["批次号", "HB-1"], ["操作人", "马操作"], ["抽取时间", "2026年9月21日8时40分"]],
    ],
)
async def test_the_batch_above_one_of_the_sheets_is_read(above: list[list[Any]]) -> None:
    name, rows = MATCH
    reading = await read(TARGETS, PEOPLE, (name, [*above, *rows]))

    assert (reading.batch, reading.operator) == ("HB-1", "马操作")
    assert reading.drawn_at == datetime(2026, 9, 21, 8, 40, tzinfo=SHANGHAI)
    assert reading.faults == ()
    assert [each.name for each in reading.matches] == ["第一中学", "第二中学"]


async def test_sheets_of_two_batches_are_at_fault() -> None:
    targets = TARGETS[0], [[*TARGETS[1][0], "批次号"], [*TARGETS[1][1], "HB-1"], [*TARGETS[1][2], "HB-1"]]
    match = MATCH[0], [[*MATCH[1][0], "批次号"], [*MATCH[1][1], "HB-1"], [*MATCH[1][2], "HB-2"]]
    reading = await read(targets, PEOPLE, match)

    assert reading.batch == "HB-1"
    assert told(reading) == [("platform.fault.two_values", "匹配结果", 3, "批次号")]


async def test_a_time_that_cannot_be_read_is_at_fault() -> None:
    reading = await read(TARGETS, PEOPLE, (MATCH[0], [["抽取时间：上周一"], *MATCH[1]]))

    assert [code for code, *_ in told(reading)] == ["platform.fault.time"]
    assert reading.drawn_at is None


async def test_a_column_with_personal_data_on_any_sheet_stops_all_three() -> None:
    people = PEOPLE[0], [[*PEOPLE[1][0], "联系电话"], *PEOPLE[1][1:]]
    reading = await read(TARGETS, people, MATCH)

    assert told(reading) == [("import.personal_columns", "抽取检查人员", 0, "")]
    assert (reading.matches, reading.targets, reading.people) == ((), (), ())


async def test_hidden_sheets_and_sheets_of_other_things_are_left_aside() -> None:
    notes = "填表说明", [["本表由平台导出"], ["请勿修改"]]
    data = xlsx(
        dict([TARGETS, PEOPLE, MATCH, notes, ("旧匹配", [["检查对象", "检查人员"], ["第二中学", "戊五"]])])
    )
    book = load_workbook(BytesIO(data))
    book["旧匹配"].sheet_state = "hidden"
    reading = await read_match(saved(book), "匹配结果.xlsx")

    assert [(each.sheet, each.name) for each in reading.matches] == [
        ("匹配结果", "第一中学"),
        ("匹配结果", "第二中学"),
    ]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("甲一、乙二", (Mention(name="甲一"), Mention(name="乙二"))),
        ("甲一（Q-1）/乙二(Q-2)", (Mention(number="Q-1", name="甲一"), Mention(number="Q-2", name="乙二"))),
        ("Q-1 甲一\nQ-2 乙二", (Mention(number="Q-1", name="甲一"), Mention(number="Q-2", name="乙二"))),
        ("甲一（组长）", (Mention(name="甲一"),)),
    ],
)
async def test_several_people_in_one_cell_are_told_apart(cell: str, people: tuple[Mention, ...]) -> None:
    reading = await read(("匹配结果", [["检查对象", "检查人员"], ["第一中学", cell]]))

    assert [each.people for each in reading.matches] == [people]


async def test_a_person_without_target_on_the_sheet_of_the_match_is_at_fault() -> None:
    reading = await read(("匹配结果", [["检查对象", "检查人员"], ["第一中学", "甲一"], [None, "乙二"]]))

    assert told(reading) == [("platform.fault.target_missing", "匹配结果", 3, "检查对象")]


async def test_a_file_that_is_no_workbook_is_one_fault() -> None:
    reading = await read_match(b"%PDF-1.7", "匹配结果.xlsx")

    assert len(reading.faults) == 1
