"""Ordos 第九条 on the platform: a line carried out there, its items counted, and the registers of 第六条."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.profiles.books import RegisterKind
from bot.domain.texts import text
from demo.stage import card
from tests.stories.office import MONDAY, Office, open_office
from tests.stories.planning import answer, save
from tests.stories.platform_lists import hand_over
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import say

PAIRS = (
    [["第一中学", "", "甲一", "乙二", "一"], ["河湾中学", "", "丙三", "丁四", "二"]],
    [["第二中学", "", "甲一", "乙二", "一"], ["柳坪中学", "", "丙三", "丁四", "二"]],
    [["第三中学", "", "甲一", "乙二", "一"]],
)


@pytest.fixture
async def ordos(tmp_path: Path) -> AsyncIterator[Office]:
    """The small office under Ordos' rules; its schools are entered in the register of public bodies."""
    start = datetime(2026, 9, 21, 9, 0, tzinfo=MONDAY.tzinfo)
    opened = await open_office(tmp_path, "ordos-education-sport", start)
    async with opened.stage.service.database.writing() as work:
        for target in await work.targets.all():
            await work.targets.change(target, kind=RegisterKind.PUBLIC_BODY)
    yield opened
    await opened.close()


async def carried_on_by(office: Office, choice: str, rows: list[list[str]]) -> str:
    """Have the platform's lists taken over for a line of the plan, or on the spot; return the preview."""
    await office.say("王芳", "/draw", in_group=True)
    for label in [choice] * bool(choice) + ["平台已抽取"]:
        await office.press("王芳", "发起抽查", label, in_group=True)
    await hand_over(office, rows, batch=f"HB-{rows[0][0]}")
    shown = card(office["王芳"], "【导入平台抽取结果】").text
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("王芳", "【平台抽取】", "派发任务", in_group=True)
    return shown


def frequency(office: Office, verdict: str, planned: int, item: str = "") -> str:
    ref = office.stage.service.desk.office.profile.rule("frequency_max")
    ground = text("ground.article", instrument=ref.named, article=ref.place)
    values = {"verdict": text(f"verdict.{verdict}"), "demanded": 2, "planned": planned, "ground": ground}
    rule = text("conformity.frequency", **values)
    return say("conformity.about", subject=item, rule=rule) if item else say("conformity.frequency", **values)


async def test_platform_s_draw_carries_out_a_line_and_counts_for_its_items(ordos: Office) -> None:
    await save(ordos, window="全年")
    await answer(ordos, "下达")

    first = await carried_on_by(ordos, "第 1 项", PAIRS[0])
    assert frequency(ordos, "ok", 1) in first
    async with ordos.stage.service.database.reading() as work:
        (opened,) = await work.rounds.all()
    assert (opened.plan_line_id, opened.item_codes) == (1, ["A1"])
    second = await carried_on_by(ordos, "第 1 项", PAIRS[1])
    assert frequency(ordos, "ok", 2, "校园安全") in second

    watch = Watch(ordos)
    await ordos.say("王芳", "/coverage", in_group=True)
    ((board, _),) = watch.news()[GROUP]
    assert board.endswith("各事项已抽查：\n校园安全：2 次")
    assert "机关名录库：共 6 家，已抽取 4 家" in board
    # The line was planned for two rounds; on the spot the same item is drawn a third time, which is said.
    third = await carried_on_by(ordos, "", PAIRS[2])
    assert frequency(ordos, "violates", 3, "校园安全") in third
    assert "收费行为" not in third
