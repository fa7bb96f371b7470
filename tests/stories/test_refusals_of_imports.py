"""A list administrator imports the own unit's rows: he changes, and loses, nobody else's."""

from typing import Any

import pytest

from bot.domain.people import Role
from bot.domain.registers.rows import Target
from bot.domain.texts import Text, text
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.ledger import Rows, denied, grant, last_message_id_aside
from tests.stories.office import TARGETS, TOWN, VILLAGE, Office
from tests.stories.watch import Watch
from tests.stories.wording import says

HEADING = ["编号", "单位名称", "类别", "所属单位"]
KEPT = [
    [f"N{n:05d}", name, "公办初级中学", TOWN if n <= 4 else VILLAGE]
    for n, name in enumerate(TARGETS, start=1)
]


async def send(office: Office, name: str, rows: list[list[str]], sheet: str = "检查对象") -> None:
    """Have somebody send a register."""
    await office[name].sends_file("private", "名录.xlsx", xlsx({sheet: rows}))
    await office.stage.settle()


def summary(new: int, changed: int, gone: int, same: int) -> Text:
    """Return the line of the preview."""
    register = text("register.targets")
    return text("import.line", register=register, new=new, changed=changed, gone=gone, same=same)


def foreign(row: int, value: str, unit: str, sheet: str = "检查对象") -> Text:
    """Return the fault of a row of another unit."""
    what = text("import.fault.other_unit", value=value, units=unit)
    return text("import.at_row", sheet=sheet, row=row, what=what)


def targets(rows: Rows) -> list[tuple[Any, ...]]:
    """Return (number, name, category, unit, active) of every target."""
    return [
        (row["number"], row["name"], row["category"], row["unit"], bool(row["is_active"]))
        for row in rows["targets"]
    ]


async def test_list_administrator_compares_and_changes_only_his_unit(office: Office) -> None:
    watch, before = Watch(office), targets(await last_message_id_aside(office))
    mine = [
        KEPT[0],
        KEPT[1],
        ["N00003", "第三中学", "民办初级中学", TOWN],
        ["N00009", "新桥中学", "公办初级中学", TOWN],
    ]

    await send(office, "钱核", [HEADING, *mine])

    columns = text("import.changed_columns", columns="类别（1）")
    lines = [summary(1, 1, 1, 2), columns, text("import.gone", names="第四中学")]
    preview = says("import.preview", "确认保存", "放弃", file="名录.xlsx", lines=lines)
    assert watch.news() == {"钱核": [preview]}
    assert await office.press("钱核", "已读取 名录.xlsx", "确认保存") == "已保存"
    assert watch.news() == {"钱核": [says("import.saved", "撤销本次导入", file="名录.xlsx", lines=lines)]}
    assert targets(await last_message_id_aside(office)) == [
        *before[:2],
        ("N00003", "第三中学", "民办初级中学", TOWN, True),
        (*before[3][:4], False),
        *before[4:],
        ("N00009", "新桥中学", "公办初级中学", TOWN, True),
    ]


async def test_rows_of_another_unit_are_faults_and_nothing_is_saved(office: Office) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)
    rows = [
        *KEPT[:4],
        KEPT[4],
        ["N00006", "柳坪中学", "公办初级中学", TOWN],
        ["", "无主中学", "公办初级中学", ""],
    ]

    await send(office, "钱核", [HEADING, *rows])

    faults = [foreign(6, "河湾中学", TOWN), foreign(7, "柳坪中学", TOWN), foreign(8, "无主中学", TOWN)]
    assert watch.news() == {"钱核": [says("import.faults", file="名录.xlsx", n=3, lines=faults)]}
    assert denied(before, await last_message_id_aside(office)) == []


@pytest.mark.parametrize(
    ("sheet", "rows", "name"),
    [
        ("执法检查人员", [["工号", "姓名", "单位", "是否持证"], ["QH-001", "甲一", VILLAGE, "是"]], "甲一"),
        (
            "抽查事项",
            [["事项编码", "抽查事项", "抽查依据"], ["A1", "校园安全", "消防法第十六条"]],
            "校园安全",
        ),
    ],
)
async def test_inspector_of_another_unit_and_the_item_list_are_not_his(
    office: Office, sheet: str, rows: list[list[str]], name: str
) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)

    await send(office, "李核", rows, sheet)

    (told,) = watch.news()["李核"]
    assert told == says("import.faults", file="名录.xlsx", n=1, lines=[foreign(2, name, VILLAGE, sheet)])
    assert denied(before, await last_message_id_aside(office)) == []


async def test_coordinator_and_the_bureaus_list_administrator_see_all(office: Office) -> None:
    await grant(office, "周审", Role.LIST_ADMINISTRATOR)
    for name in ("王芳", "周审"):
        watch = Watch(office)
        await send(office, name, [HEADING, *KEPT[:5]])
        lines = [summary(0, 0, 1, 5), text("import.gone", names="柳坪中学")]
        preview = says("import.preview", "确认保存", "放弃", file="名录.xlsx", lines=lines)
        assert watch.news() == {name: [preview]}


async def test_preview_that_no_longer_fits_saves_nothing(office: Office) -> None:
    await send(office, "钱核", [HEADING, *KEPT[:4], ["N00010", "新桥中学", "公办初级中学", TOWN]])
    async with office.stage.service.database.writing() as work:
        await work.targets.add(Target(number="N00010", name="别处中学", unit=VILLAGE))
    watch, before = Watch(office), await last_message_id_aside(office)

    toast = await office.press("钱核", "已读取 名录.xlsx", "确认保存")

    assert toast == says("refused.stale")[0]
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_target_that_comes_back_is_the_same_row_again(office: Office) -> None:
    for rows in (KEPT[:5], KEPT):
        await send(office, "王芳", [HEADING, *rows])
        await office.press("王芳", "已读取 名录.xlsx", "确认保存")

    assert [row[0::4] for row in targets(await last_message_id_aside(office))] == [
        (f"N{n:05d}", True) for n in range(1, 7)
    ]


async def test_import_is_for_coordinators_and_list_administrators(office: Office) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)

    for name in ("甲一", "赵批"):
        await office.say(name, "/import")
        await send(office, name, [HEADING, *KEPT])
        assert watch.news() == {name: [says("denied.role")] * 2}

    assert denied(before, await last_message_id_aside(office)) == [("import", "denied.role")] * 4


async def test_many_faults_are_said_in_part_and_sent_as_a_file_whole(office: Office) -> None:
    """Thirty are said in messages; of forty the first ten, and all of them in a file, one a line."""
    watch, before = Watch(office), targets(await last_message_id_aside(office))
    rows = [[f"N{n:05d}", "", "幼儿园", TOWN] for n in range(100, 140)]
    await send(office, "王芳", [HEADING, *rows[:30]])
    assert [len(text.split("\n")) for text, _ in watch.news()["王芳"]] == [11, 11, 11]

    await send(office, "王芳", [HEADING, *rows])
    first, file = watch.news()["王芳"]
    assert first[0].split("\n")[0] == "名录.xlsx 有 40 处需要改正，没有保存任何内容。请改正后重新发送："
    assert file == says("import.all_told", file="名录.xlsx", n=40, shown=10)
    (path,) = (office.stage.data_dir / "registers").glob("told-*.txt")
    whole = path.read_text(encoding="utf-8-sig").splitlines()
    assert (len(whole), whole[0], whole[1:11]) == (41, "名录.xlsx", first[0].split("\n")[1:11])
    assert targets(await last_message_id_aside(office)) == before
