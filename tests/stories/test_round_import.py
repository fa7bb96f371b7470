"""A register sent in private is shown before it is saved, and nothing personal comes through the chat."""

import asyncio
import io

from openpyxl import load_workbook

from bot.domain.texts import Text, text
from demo.stage import card
from storage.workbooks.reader import read_workbook
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.office import TARGETS, TOWN, Office
from tests.stories.watch import Watch
from tests.stories.wording import say, says

HEADING = ["编号", "单位名称", "类别", "所属单位"]
KEPT = [[f"N{n:05d}", name, "公办初级中学", TOWN] for n, name in enumerate(TARGETS, start=1)]
SHEETS = ("空表：检查对象名录库", "空表：执法检查人员名录库", "空表：抽查事项清单")
REGISTER = text("register.targets")


async def send(office: Office, name: str, filename: str, rows: list[list[str]]) -> None:
    await office[name].sends_file("private", filename, xlsx({"检查对象": rows}))
    await office.stage.settle()


def summary(new: int, changed: int, gone: int, same: int) -> Text:
    return text("import.line", register=REGISTER, new=new, changed=changed, gone=gone, same=same)


async def sizes(office: Office) -> dict[str, int]:
    """Return how many targets of each category the dialogue of a draw offers."""
    await office.begin_draw()
    labels = [
        button.label
        for button in card(office["王芳"], "发起抽查：请选择抽查范围", office.group).each_button()
    ]
    await office.press("王芳", "发起抽查：请选择抽查范围", "取消", in_group=True)
    return {label.split("（")[0]: int(label.split("（")[1][:-1]) for label in labels[:-2]}


COLUMNS = text("import.changed_columns", columns="类别（1）、所属单位（1）")

# Four stay (two of them now belong to the town), one moves to another category, one is gone, one is new.
CHANGED = [
    HEADING,
    *KEPT[:4],
    ["N00005", "河湾中学", "民办初级中学", TOWN],
    ["N00007", "新桥中学", "公办初级中学", TOWN],
]


async def test_import_shows_the_difference_and_saves_on_confirmation(office: Office) -> None:
    watch = Watch(office)

    await office.say("王芳", "/import")
    assert watch.news() == {"王芳": [says("import.how", *SHEETS, "用消息增改抽查事项", "登记非随机检查")]}
    await send(office, "王芳", "名录.xlsx", CHANGED)
    lines = [summary(1, 1, 1, 4), COLUMNS, text("import.gone", names="柳坪中学")]
    preview = says("import.preview", "确认保存", "放弃", file="名录.xlsx", lines=lines)
    assert watch.news() == {"王芳": [preview]}
    assert await sizes(office) == {"公办初级中学": 6, "全部": 6}
    watch.news()

    assert await office.press("王芳", "已读取 名录.xlsx", "确认保存") == "已保存"

    assert watch.news() == {"王芳": [says("import.saved", "撤销本次导入", file="名录.xlsx", lines=lines)]}
    assert await sizes(office) == {"公办初级中学": 5, "民办初级中学": 1, "全部": 6}


async def test_import_that_is_dropped_changes_nothing(office: Office) -> None:
    await send(office, "王芳", "名录.xlsx", CHANGED)
    data = [button.data or "" for button in card(office["王芳"], "已读取").each_button()]
    watch = Watch(office)

    await office.press("王芳", "已读取", "放弃")
    assert watch.news() == {"王芳": [says("import.dropped", file="名录.xlsx")]}

    late = office["王芳"].presses_raw(office["王芳"].last(), data[0])
    await office.stage.settle()
    assert (await late).text == say("refused.stale")
    assert watch.news() == {}
    assert await sizes(office) == {"公办初级中学": 6, "全部": 6}


async def test_import_confirmed_twice_saves_once(office: Office) -> None:
    await send(office, "王芳", "名录.xlsx", CHANGED)
    preview = card(office["王芳"], "已读取")
    data = next(preview.each_button()).data or ""
    watch = Watch(office)

    presses = [office["王芳"].presses_raw(preview, data) for _ in range(2)]
    await office.stage.settle()

    toasts = [toast.text for toast in await asyncio.gather(*(_answer(press) for press in presses))]
    assert toasts == ["已保存", say("refused.stale")]
    lines = [summary(1, 1, 1, 4), COLUMNS, text("import.gone", names="柳坪中学")]
    assert watch.news() == {"王芳": [says("import.saved", "撤销本次导入", file="名录.xlsx", lines=lines)]}
    assert await sizes(office) == {"公办初级中学": 5, "民办初级中学": 1, "全部": 6}


async def _answer(press):
    return await press


async def test_import_with_faults_lists_them_all_and_saves_nothing(office: Office) -> None:
    faulty = [
        HEADING,
        *KEPT[:2],
        ["N00003", "", "公办初级中学", TOWN],
        ["N00002", "第四中学", "公办初级中学", TOWN],
        ["编号五", "河湾中学", "公办初级中学", TOWN],
    ]
    watch = Watch(office)

    await send(office, "王芳", "名录.xlsx", faulty)

    at = {"sheet": "检查对象"}
    duplicate = text("import.fault.duplicate_number", value="N00002", rows="3")
    lines = [
        text("import.at_cell", **at, row=4, column="单位名称", what=text("import.fault.name_missing")),
        text(
            "import.at_cell", **at, row=6, column="编号", what=text("import.fault.identifier", value="编号五")
        ),
        text("import.at_cell", **at, row=5, column="编号", what=duplicate),
    ]
    assert watch.news() == {"王芳": [says("import.faults", file="名录.xlsx", n=3, lines=lines)]}
    assert await sizes(office) == {"公办初级中学": 6, "全部": 6}


async def test_import_with_a_telephone_column_is_refused_with_advice(office: Office) -> None:
    rows = [["工号", "姓名", "是否持证", "联系电话"], ["QH-001", "甲一", "是", "13800000000"]]
    watch = Watch(office)

    await send(office, "王芳", "人员.xlsx", rows)

    what = text("import.personal_columns", columns="联系电话")
    lines = [text("import.at_file", sheet="检查对象", what=what)]
    assert watch.news() == {"王芳": [says("import.faults", file="人员.xlsx", n=1, lines=lines)]}


async def test_import_is_denied_to_those_without_a_register(office: Office) -> None:
    stranger = office.stage.person("路人")
    watch = Watch(office)

    await send(office, "甲一", "名录.xlsx", CHANGED)
    await stranger.sends_file("private", "名录.xlsx", xlsx({"检查对象": CHANGED}))
    await office.stage.settle()

    assert watch.news() == {"甲一": [says("denied.role")], "路人": [says("denied.stranger")]}


async def kept(office: Office) -> list[dict[str, object]]:
    """Return the targets in force, without their row ids."""
    async with office.stage.service.database.reading() as work:
        rows = await work.targets.all(is_active=True)
        return sorted((row.model_dump(exclude={"id"}) for row in rows), key=lambda row: str(row["number"]))


async def test_last_import_is_undone_once_and_not_after_the_registers_have_moved_on(office: Office) -> None:
    before = await kept(office)
    await send(office, "王芳", "名录.xlsx", CHANGED)
    await office.press("王芳", "已读取", "确认保存")
    after = await kept(office)
    await office.say("王芳", "/import")
    watch = Watch(office)
    await office.press("王芳", "请直接发送", "撤销上次导入：名录.xlsx")
    back = [summary(1, 1, 1, 0), COLUMNS, text("import.gone", names="新桥中学")]
    asked = says("import.undo_preview", "确认撤销", "取消", file="名录.xlsx", lines=back)
    assert watch.news() == {"王芳": [asked]}
    assert await kept(office) == after
    assert await office.press("王芳", "撤销导入 名录", "确认撤销") == say("import.undone_toast")
    assert watch.news() == {"王芳": [says("import.undone", file="名录.xlsx", lines=back)]}
    assert await kept(office) == before

    await send(office, "王芳", "再次.xlsx", CHANGED)
    await office.press("王芳", "已读取", "确认保存")
    async with office.stage.service.database.writing() as work:
        row = await work.targets.one(number="N00007")
        await work.targets.change(row, category="九年一贯制学校")
    toast = await office.press("王芳", "已保存 再次", "撤销本次导入")
    assert toast == say("import.changed_since", file="再次.xlsx")[: len(toast)]
    await office.say("钱核", "/import")
    assert "撤销上次导入" not in "".join(each.label for each in office["钱核"].last().each_button())


async def test_empty_sheets_and_the_registers_come_in_the_shape_that_is_read(office: Office) -> None:
    await office.say("王芳", "/import")
    await office.press("王芳", "请直接发送", SHEETS[1])
    folder = office.stage.data_dir / "registers"
    sheet = load_workbook(folder / "template-inspectors.xlsx")["执法检查人员"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:6] == ["工号", "姓名", "单位", "股室", "是否持证", "证件有效期至"]
    assert not {"联系电话", "执法证号"} & set(headings)
    assert all(cell.comment for cell in sheet[1])
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["E2:E20000"]

    for name in ("王芳", "钱核"):
        await office.say(name, "/export")
        if name == "王芳":
            await office.press(name, "【导出】", "名录库")
        assert office[name].last().text.startswith(say("export.sent"))
    everything, mine = [
        await read_workbook(await exported(office, name), "导出.xlsx", allow_personal=False)
        for name in ("王芳", "钱核")
    ]
    assert (len(everything.targets), len(everything.inspectors), len(everything.items)) == (6, 8, 2)
    assert {each.unit for each in (*mine.targets, *mine.inspectors)} == {TOWN}
    assert everything.faults == ()
    watch = Watch(office)
    await office["王芳"].sends_file("private", "导出.xlsx", await exported(office, "王芳"))
    await office.stage.settle()
    ((told, _),) = watch.news()["王芳"][:1]
    assert "新增 0，变更 0，减少 0，未变 6" in told
    book = load_workbook(io.BytesIO(await exported(office, "钱核")))
    mark = "钱核于2026年9月21日（周一）从机器人导出，用于核对、更正名录，不得另作他用"
    assert {book.properties.description, *(s.oddFooter.center.text for s in book.worksheets)} == {mark}
    async with office.stage.service.database.reading() as work:
        assert [e.event for e in await work.journal.all()].count("registers_exported") == 2
    await office.say("甲一", "/export")
    assert office["甲一"].last().text.startswith(say("denied.role"))


async def test_long_file_says_how_far_it_is(office: Office) -> None:
    schools = [[f"第{n}学校", "公办小学", f"{'路' * 30}{n}号"] for n in range(3000)]
    rows = [["单位名称", "类别", "地址"], *schools]
    data = "\n".join(",".join(row) for row in rows).encode()
    await office["王芳"].sends_file("private", "全县.csv", data)
    await office.stage.settle()
    read = say("import.read", file="全县.csv", rows=3000)
    (told,) = [each for each in office.sees("王芳") if each.text == read]
    seen = [*(version["text"] for version in told.earlier), told.text]
    assert seen[0] == say("import.reading", file="全县.csv", kb=len(data) >> 10)
    assert set(seen[1:-1]) <= {say("import.comparing", file="全县.csv", rows=3000)}


async def exported(office: Office, name: str) -> bytes:
    """Return the file that a person was sent."""
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=name)
    path = office.stage.data_dir / "registers" / f"export-{person.id}.xlsx"
    return path.read_bytes()
