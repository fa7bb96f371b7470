"""An item may ask for a number, a choice or words; its list judges them, and its guide is open on site."""

import hashlib
from datetime import date

from openpyxl import load_workbook

from bot.domain.registers.item_kinds import ItemKind
from bot.domain.registers.rows import Item, ItemList
from demo.stage import card
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.acts import answer, begun, press_about, public_pages, result_card
from tests.stories.office import ITEMS, MONDAY, Office
from tests.stories.wording import Drawn, code_of, say

_LAW = "《中华人民共和国义务教育法》第二十五条"
KINDS = (
    Item(
        code="B1",
        name="班额",
        basis=_LAW,
        parent="办学条件",
        result_kind=ItemKind.NUMBER,
        options="不超过 45 人",
        guide="逐班清点人数，与学籍系统核对。",
    ),
    Item(
        code="B2",
        name="食堂等级",
        basis=_LAW,
        parent="办学条件",
        result_kind=ItemKind.CHOICE,
        options="合格、不合格（不正常）",
    ),
    Item(code="B3", name="值班人员", basis=_LAW, result_kind=ItemKind.TEXT),
)


async def _began(office: Office) -> tuple[Drawn, str, str, str]:
    """Freeze a draw on a list with kinds, and begin the first inspection."""
    async with office.stage.service.database.writing() as work:
        await work.item_lists.add(ItemList(items=[*ITEMS, *KINDS], digest="1" * 64, made_at=MONDAY))
    return await begun(office)


def _lines(office: Office, name: str, target: str) -> list[str]:
    words = result_card(office, name, target).text
    return words.split("\n\n")[1].split("\n")


async def _opens_the_guide(office: Office, name: str, target: str) -> None:
    await answer(office, name, target, "工作指引")
    await office.press(name, "【工作指引】第 1 项", "第 3 项")
    shown = card(office[name], "【工作指引】")
    assert shown.text.split("\n") == [
        "【工作指引】第 3 项：班额",
        "所属事项：办学条件",
        f"检查依据：{_LAW}",
        "结果选项：不超过 45 人",
        "",
        "逐班清点人数，与学籍系统核对。",
    ]
    assert [each.label for each in shown.each_button()] == ["第 1 项", "第 2 项", "第 4 项", "第 5 项"]


def _asks_again(shown: str) -> None:
    """What the target was told and signed before more was filled in, it is told again and signs anew."""
    assert "（其后结果有改动）\n检查方式" in shown
    assert "检查对象签字：已签字盖章（其后内容有改动）" in shown
    lacks = [say(f"result.missing.{each}") for each in ("told_again", "signature_again")]
    assert "\n".join(["尚缺：", *lacks, "", ""]) in shown


async def test_number_choice_and_words_are_judged_by_the_list_or_by_the_team(office: Office) -> None:
    _, leader, partner, target = await _began(office)
    assert _lines(office, leader, target)[2:] == [
        "▪ 办学条件",
        "3. 班额：未填",
        "4. 食堂等级：未填",
        "5. 值班人员：未填",
    ]
    rows = [[each.label for each in row] for row in result_card(office, leader, target).buttons[2:5]]
    assert rows == [["3 填写"], ["4 填写"], ["5 填写", "5 正常", "5 不正常"]]
    await _opens_the_guide(office, leader, target)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章")
    lacks = result_card(office, leader, target).text.split("尚缺：\n")[1]
    assert lacks.split("\n\n")[0].split("\n") == ["第 3、4、5 项须填写的内容", "第 5 项的结果"]

    await answer(office, leader, target, "3 填写")
    await office.say(leader, "四十")
    assert office.sees(leader)[-1].text.startswith("未能识别。第 3 项“班额”应为一个数字")
    await office.say(leader, "５２人")
    assert "3. 班额：不正常（52 人）" in _lines(office, leader, target)
    # The message is put right, and what the list says of it follows.
    message = next(m for m in office.sees(leader) if m.text == "５２人")
    await office[leader].edits(message, "42")
    await office.stage.settle()
    assert "3. 班额：正常（42 人）" in _lines(office, leader, target)
    await answer(office, leader, target, "4 填写")
    await office.press(leader, "第 4 项“食堂等级”：请选择", "不合格")
    await office.say(leader, "许可证过期")
    await answer(office, leader, target, "5 填写")
    await office.say(leader, "李副校长，全程在岗")
    await answer(office, leader, target, "其余事项全部正常")
    assert _lines(office, leader, target)[2:] == [
        "▪ 办学条件",
        "3. 班额：正常（42 人）",
        "4. 食堂等级：不正常（不合格）",
        "　　说明：许可证过期",
        "5. 值班人员：正常（李副校长，全程在岗）",
        "签字盖章的联合抽查表：",
        "　　照片 1 张",
    ]
    _asks_again(result_card(office, leader, target).text)
    await answer(office, leader, target, "已向对方反馈结果", "已签字盖章", "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    assert "5. 值班人员：正常（李副校长，全程在岗）" in card(office["周审"], "【审核】").text
    form = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "forms" / f"{code_of(target)}.xlsx"
    cells = [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]
    assert {"办学条件：班额", "正常（42 人）", "不正常（不合格）", "李副校长，全程在岗"} <= set(cells)
    await press_about(office, "周审", "【审核】", target, "审核通过")
    await press_about(office, "王芳", "【公示】", target, "公示")
    pages = [each.read_text("utf-8") for each in (office.stage.data_dir / "public").rglob("*.html")]
    assert not any("李副校长" in page or "许可证过期" in page for page in pages)
    await _list_is_public_with_its_version(office)
    parent = office.stage.person("家长")
    await office.stage.says(parent, f"/query {target}")
    asked = parent.last().text.split("\n")
    assert asked[3:5] == ["  班额：正常（42 人）", "  食堂等级：不正常（不合格）"]
    async with office.stage.service.database.reading() as work:
        (record,) = [each.record_hash for each in await work.publications.all()]
        shown = public_pages(office, f"target-{code_of(target)}.html")
        said = [words in shown for words in ("正常（42 人）", "不正常（不合格）", f'id="{record}"')]
        assert said == [True, True, True]
        assert asked[6] == f"  记录校验码：{record}"
        assert not any("李副校长" in each.body for each in await work.journal.all())
    await _old_ground_stays_beside_the_new_one(office)


async def _list_is_public_with_its_version(office: Office) -> None:
    async with office.stage.service.database.reading() as work:
        listed = (await work.item_lists.all())[-1]
    version = {"n": listed.id, "since": date(2026, 9, 21), "hash": listed.digest}
    assert say("site.items_version", **version) in public_pages(office, "items.html")


async def _old_ground_stays_beside_the_new_one(office: Office) -> None:
    await office.say("王芳", "/import")
    await office.press("王芳", "请直接发送", "用消息增改抽查事项")
    await office.say("王芳", "事项编码：A1\n抽查依据：《新法》第一条")
    await office.stage.presses(office["王芳"], office.sees("王芳")[-1], "确认")
    pages = office.stage.data_dir / "public"
    async with office.stage.service.database.reading() as work:
        kept, last = (await work.item_lists.all())[-2:]
    assert hashlib.sha256((pages / f"items-{last.id}.json").read_bytes()).hexdigest() == last.digest
    assert f"items-{last.id}.json" in public_pages(office, "items.html")
    assert (pages / f"items-{kept.id}.json").exists()
    assert f"items-{kept.id}.json" in public_pages(office, "round-SSJ-2026-0001.html")
    for folder, went_by in (("", "依此检查的批次"), ("en", "Rounds that went by it")):
        page = (pages / folder / "item-A1.html").read_text("utf-8")
        new, old = page.rindex("《新法》第一条"), page.index(ITEMS[0].basis)
        assert "items-" in (pages / folder / "round-SSJ-2026-0001.html").read_text("utf-8")
        assert new < old < page.index(went_by) < page.rindex("SSJ-2026-0001")


async def test_list_is_changed_by_message_and_a_round_keeps_the_version_of_its_freeze(office: Office) -> None:
    await office.draw()
    await office.say("王芳", "/import")
    await office.press("王芳", "请直接发送", "用消息增改抽查事项")
    await office.say("王芳", "事项编码：A3\n抽查事项：食堂卫生")
    assert office.sees("王芳")[-1].text.startswith("第 1 段未能识别：新增事项须写明抽查事项和抽查依据")
    await office.say(
        "王芳", f"事项编码：A3\n抽查事项：食堂卫生\n抽查依据：{_LAW}\n工作指引：看留样\n\n删除：A2"
    )
    preview = office.sees("王芳")[-1]
    assert "新增 1，变更 0，减少 1，未变 1" in preview.text
    await office.stage.presses(office["王芳"], preview, "确认")
    async with office.stage.service.database.reading() as work:
        first, last = await work.item_lists.all()
        (opened,) = await work.rounds.all()
    assert [each.code for each in first.items] == ["A1", "A2"]
    assert [(each.code, each.guide) for each in last.items] == [("A1", None), ("A3", "看留样")]
    assert opened.item_list_id == first.id
    page = public_pages(office, "items.html")
    assert ("食堂卫生" in page, f"第 {last.id} 版" in page, last.digest in page) == (True, True, True)
    await office.press("王芳", "已保存", "撤销本次导入")
    await office.press("王芳", "撤销导入", "确认撤销")
    page = public_pages(office, "items.html")
    assert ("食堂卫生" in page, f"第 {last.id + 1} 版" in page) == (False, True)


async def test_list_of_one_department_says_whose_items_it_would_remove(office: Office) -> None:
    heading = ["事项编码", "抽查事项", "抽查依据", "责任部门"]
    health = ["H1", "学校卫生", "《学校卫生工作条例》第二十八条", "区卫健局"]
    labour = ["R1", "民办学校用工", "《中华人民共和国劳动法》第八十五条", "区人社局"]
    for n, rows in enumerate(([health], [labour], [health, labour])):
        await office["王芳"].sends_file("private", f"清单{n}.xlsx", xlsx({"抽查事项": [heading, *rows]}))
        await office.stage.settle()
        lost = say("import.departments_lost", departments="区卫健局")
        assert (lost in card(office["王芳"], f"已读取 清单{n}.xlsx").text) == (n == 1)
        await office.press("王芳", f"已读取 清单{n}.xlsx", "确认保存")
