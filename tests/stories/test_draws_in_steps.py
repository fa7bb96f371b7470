"""Lianchi: targets are drawn and confirmed, then inspectors are drawn for them; each draw has its number."""

import pytest
from docx import Document

from bot.domain.inspections import InspectionState
from bot.domain.rounds import AttemptState, DrawStep, RoundState
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import public_pages
from tests.stories.office import Office
from tests.stories.steps import (
    FIRST,
    SECOND,
    draw_inspectors,
    draw_targets,
    draws,
    faults,
    inspections,
    void_draw,
)
from tests.stories.wording import say


@pytest.fixture
def office(lianchi: Office) -> Office:
    """Every story of this file is played under the notice of Lianchi."""
    return lianchi


async def state_of(office: Office) -> RoundState:
    """Return where the round stands."""
    async with office.stage.service.database.reading() as work:
        return (await work.rounds.get(1)).state


async def test_first_draw_is_of_targets_only_and_goes_to_the_units(office: Office) -> None:
    await draw_targets(office)

    (attempt,) = await draws(office)
    assert (attempt.step, attempt.draw, attempt.inspectors) == (DrawStep.TARGETS, FIRST, [])
    assert attempt.plan["rules"]["teams"] == {"count": 0, "seats": []}
    assert len((attempt.result or {})["picked"]) == 3
    assert office.drawn() == []
    assert await state_of(office) is RoundState.CONFIRMING
    assert office.sees("钱核")[-1].text.startswith("【比对和确认】")
    assert faults(office, FIRST) == []


async def test_first_draw_is_announced_with_the_way_that_was_chosen(office: Office) -> None:
    await office.say("王芳", "/draw", in_group=True)
    for answer in ("在本群抽取", "公办初级中学", "5%", "演练"):
        await office.press("王芳", "发起抽查", answer, in_group=True)
    await office.press("王芳", "发起抽查：请核对", "更改随机方式", in_group=True)
    await office.press("王芳", "发起抽查：请选择随机数", "群内老虎机", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    announced = next(m.text for m in office.group.screen() if m.text.startswith("【抽取公告】"))
    assert "只抽取检查对象" in announced
    assert say("draw.way.slot", count=11) in announced


async def test_inspectors_are_drawn_for_the_confirmed_targets_in_a_draw_of_their_own(office: Office) -> None:
    await draw_targets(office)
    await office.confirm()
    ready = next(m for m in office.sees("王芳", in_group=True) if m.text.startswith("【待抽取检查人员】"))
    assert "3 家检查对象均已比对和确认" in ready.text
    await draw_inspectors(office)

    first, second = await draws(office)
    assert (second.step, second.draw, second.attempt) == (DrawStep.INSPECTORS, SECOND, 1)
    assert second.plan["prev"] == first.result_hash
    assert second.plan["rules"]["floor_bp"] == 10_000
    assert sorted((second.result or {})["picked"]) == sorted((first.result or {})["picked"])
    assert len(office.drawn()) == 4
    assert await state_of(office) is RoundState.INSPECTING
    assert [each.state for each in await inspections(office)] == [InspectionState.CONFIRMED] * 3
    assert all(each.team for each in await inspections(office))
    # Their unit has confirmed them by now: the visits wait for the leader alone.
    inspector = office.drawn()[0].name
    await office.press(inspector, "【检查任务】", "接受任务")
    told = card(office[inspector], "【检查任务】").text
    assert [say(f"duty.visit.{each}") in told for each in ("unit", "leader")] == [False, True]
    assert (faults(office, FIRST), faults(office, SECOND)) == ([], [])
    rules = [each for each in record_lines(office, SECOND) if "2023]10号" in each]
    assert rules[0] == "已比对和确认的检查对象全部匹配到组（保莲双随机办[2023]10号第四部分（一））"
    assert [each for each in rules if "比例" in each or "年度" in each] == []


def record_lines(office: Office, number: str) -> list[str]:
    """Return the paragraphs of a draw's record."""
    path = office.stage.data_dir / "rounds" / FIRST / f"record-{number}-1.docx"
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


async def test_nobody_draws_inspectors_before_the_last_unit_has_answered(office: Office) -> None:
    await draw_targets(office)
    await office.press("钱核", "【比对和确认】", "全部属实")

    assert not any(m.text.startswith("【待抽取") for m in office.sees("王芳", in_group=True))
    await office.press("李核", "【比对和确认】", "全部属实")
    refused = await office.press("李核", "【待抽取检查人员】", "抽取执法检查人员", in_group=True)
    assert refused
    assert len(await draws(office)) == 1


async def test_each_draw_is_verified_by_its_own_number_and_copy(office: Office) -> None:
    await draw_targets(office)
    await office.confirm()
    await draw_inspectors(office)
    await office.say("郑观", f"/verify {SECOND}")

    bundle, _, others = office.sees("郑观")[-3:]
    assert bundle.text.startswith(f"{SECOND} 由本机器人抽取")
    announced = next(m.text for m in office.group.screen() if m.text.startswith(f"【抽取公告】{SECOND}"))
    drawn = say("terms.overdraw", times=2, sent=4, spare=4, ground=text("ground.default"))
    assert [f"\n每组 2 人\n{drawn}\n" in each for each in (bundle.text, announced)] == [True, True]
    assert f"{FIRST}：检查对象" in others.text
    first, second = await draws(office)
    await office.say("郑观", f"/verify {SECOND} {first.commitment} {second.commitment}")
    answer = office.sees("郑观")[-1].text
    assert f"一致：{FIRST} 第 1 次抽取的封存码" in answer
    assert "一致：第 1 次抽取的封存码" in answer
    page = public_pages(office)
    assert [code in page for code in (first.result_hash, second.result_hash, f"{SECOND}.json")] == [True] * 3


async def test_aborted_second_step_is_drawn_again_as_its_second_attempt(office: Office) -> None:
    await draw_targets(office)
    await office.confirm()
    await office.press("王芳", "【待抽取检查人员】", "抽取执法检查人员", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请核对", "冻结", in_group=True)
    await abort_second(office)
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请核对", "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始掷骰", in_group=True)

    rows = await draws(office)
    assert [(row.draw, row.attempt, row.state) for row in rows] == [
        (FIRST, 1, AttemptState.STANDING),
        (SECOND, 1, AttemptState.ABORTED),
        (SECOND, 2, AttemptState.STANDING),
    ]
    assert faults(office, SECOND) == []


async def abort_second(office: Office) -> None:
    """Have the coordinator ask for an abort of the second step, and the lead office agree."""
    await office.press("王芳", SECOND, "申请中止", in_group=True)
    await office.press("王芳", SECOND, "等待超时", in_group=True)
    await office.press("张敏", "【抽取中止审批】", "同意中止")


async def test_void_second_step_keeps_the_targets_confirmed(office: Office) -> None:
    await draw_targets(office)
    await office.confirm()
    await draw_inspectors(office)
    await void_draw(office, SECOND)

    assert await state_of(office) is RoundState.DRAWING
    assert [(each.state, each.team) for each in await inspections(office)] == [
        (InspectionState.CONFIRMED, 0)
    ] * 3
    async with office.stage.service.database.reading() as work:
        assert await work.duties.all(round_id=1) == []
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    assert any(m.text.startswith("抽取执法检查人员：请选择") for m in office.sees("王芳", in_group=True))


async def test_void_first_step_takes_the_second_and_the_confirmations_with_it(office: Office) -> None:
    await draw_targets(office)
    await office.confirm()
    await draw_inspectors(office)
    await void_draw(office, FIRST)

    assert {row.draw: row.state for row in await draws(office)} == {
        FIRST: AttemptState.VOID,
        SECOND: AttemptState.VOID,
    }
    assert await inspections(office) == []
    assert await state_of(office) is RoundState.DRAWING
    assert (faults(office, FIRST, "bundle-1"), faults(office, SECOND, "bundle-1")) == ([], [])
