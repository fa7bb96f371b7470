"""Where confirmed targets fall below the least share, a supplementary draw follows in the chain."""

from collections import Counter

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.rounds import AttemptState, DrawStep, RoundState
from tests.stories.office import Office
from tests.stories.steps import (
    FIRST,
    SECOND,
    THIRD,
    confirm_added,
    draw_inspectors,
    draw_targets,
    draws,
    faults,
    inspections,
    rule_out_one,
    supplement,
    void_draw,
)


async def test_coordinator_is_told_what_is_missing_and_on_what_ground(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)

    told = office.sees("王芳", in_group=True)[-1].text
    assert told.startswith(f"【比例不足】{FIRST}")
    assert "尚缺 1 家" in told
    assert "请经办人 王芳 办理补充抽取" in told
    below = "低于本批次公告的比例；规定比例按年计算，各批次按公告的比例承担"
    assert f"{below}（曲教体字〔2023〕25号第十七条）" in told
    assert (await draws(office))[0].commitment in told


async def test_supplement_brings_a_new_target_to_the_team_with_least_to_do(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    before = await inspections(office)
    await supplement(office)

    base, extra = await draws(office)
    assert (extra.step, extra.draw, extra.state) == (DrawStep.SUPPLEMENT, SECOND, AttemptState.STANDING)
    assert extra.plan["prev"] == base.result_hash
    assert [stratum["min"] for stratum in extra.plan["rules"]["strata"]] == [1]
    assert {r["id"]: r["why"] for r in extra.targets if r["why"]} == {
        each.target_key: "drawn" for each in before
    }
    *_, added = await inspections(office)
    left = Counter(each.team for each in before if each.state is InspectionState.CONFIRMED)
    assert added.team == min((1, 2), key=lambda team: left[team])
    assert added.state is InspectionState.DRAWN
    assert faults(office, SECOND) == []
    async with office.stage.service.database.reading() as work:
        assert await work.seats.count(inspection_id=added.id, is_open=True) == 2
    assert sum(m.text.startswith("【新增检查对象】") for who in office.drawn() for m in who.screen()) == 2
    first, second = await _team(office, added)
    assert (_partners(office, first), _partners(office, second)) == ({second}, {first})


async def test_who_follows_in_the_whole_duty_has_the_added_target_on_his_first_card(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await supplement(office)
    *_, added = await inspections(office)
    left, stays = await _team(office, added)
    await office.press(left, "【检查任务】", "申请回避")
    await office.press(left, "请选择需要回避的检查对象", "本批次全部任务")
    await office.press(left, "请选择回避事由", "涉及本人利害关系")
    await office.press(left, "请用一句话说明情况", "不另说明")
    for approver in ("赵批", "孙批"):
        if any(m.text.startswith("【回避审批】") for m in office.sees(approver)):
            await office.press(approver, "【回避审批】", "同意回避")

    (comes,) = set(await _team(office, added)) - {stays}
    assert (_partners(office, comes), _partners(office, stays)) == ({stays}, {comes})
    assert not any(m.text.startswith("【新增检查对象】") for m in office.sees(comes))


async def _team(office: Office, inspection: Inspection) -> list[str]:
    """Return the names of those who sit on it."""
    async with office.stage.service.database.reading() as work:
        seats = await work.seats.all(inspection_id=inspection.id, is_open=True)
        return [(await work.people.get(seat.person_id)).name for seat in seats]


def _partners(office: Office, name: str) -> set[str]:
    """Return whom the duty card names as partner, over all targets that are inspected."""
    card = [m.text for m in office.sees(name) if m.text.startswith("【检查任务】")][-1]
    lines = [line for line in card.split("\n") if line.startswith("· ")]
    assert all("同组 " in line or line.endswith("无法检查，不再检查") for line in lines)
    return {line.split("同组 ")[1].split("；")[0] for line in lines if "同组 " in line}


async def test_its_target_is_confirmed_and_the_round_goes_on(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await supplement(office)
    await confirm_added(office)

    async with office.stage.service.database.reading() as work:
        assert (await work.rounds.get(1)).state is RoundState.INSPECTING
        assert await work.deadlines.count(kind="confirmation", state="open") == 0
    states = Counter(each.state for each in await inspections(office))
    assert states == {InspectionState.CONFIRMED: 3, InspectionState.NOT_INSPECTABLE: 1}
    assert sum(m.text.startswith("【比例不足】") for m in office.sees("王芳", in_group=True)) == 1


async def test_only_the_coordinator_may_and_only_once(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    refused = await office.press("郑观", "【比例不足】", "补充抽取", in_group=True)
    await supplement(office)
    again = await office.press("王芳", "【比例不足】", "补充抽取", in_group=True)

    assert (bool(refused), bool(again)) == (True, True)
    assert len(await draws(office)) == 2


async def test_pool_with_nothing_left_says_so_without_a_button(office: Office) -> None:
    await office.draw("100%")
    await rule_out_one(office)

    told = office.sees("王芳", in_group=True)[-1]
    assert told.text.startswith(f"【比例不足】{FIRST}")
    assert "还可补抽 0 家" in told.text
    assert told.labels == []
    await office.say("王芳", "/coverage")
    assert "全部检查对象：共 6 家，已抽取 5 家" in office.sees("王芳")[-1].text


async def test_in_a_round_in_steps_it_comes_before_the_inspectors(lianchi: Office) -> None:
    await draw_targets(lianchi)
    await rule_out_one(lianchi)
    assert not any(m.text.startswith("【待抽取") for m in lianchi.sees("王芳", in_group=True))
    await supplement(lianchi)
    await confirm_added(lianchi)
    await draw_inspectors(lianchi, THIRD)

    _, extra, second = await draws(lianchi)
    assert (extra.draw, second.draw) == (SECOND, THIRD)
    confirmed = [each for each in await inspections(lianchi) if each.state is InspectionState.CONFIRMED]
    assert sorted((second.result or {})["picked"]) == sorted(each.target_key for each in confirmed)
    assert [faults(lianchi, number) for number in (FIRST, SECOND, THIRD)] == [[], [], []]


async def test_void_supplement_takes_back_its_target_and_nothing_else(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await supplement(office)
    await void_draw(office, SECOND)

    assert [row.state for row in await draws(office)] == [AttemptState.STANDING, AttemptState.VOID]
    assert len(await inspections(office)) == 3
    assert len(office.drawn()) == 4
    assert faults(office, SECOND, "bundle-1") == []
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await office.press("王芳", "补充抽取：请核对", "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始掷骰", in_group=True)
    assert [(row.draw, row.attempt) for row in await draws(office)] == [(FIRST, 1), (SECOND, 1), (SECOND, 2)]


async def test_void_first_draw_takes_the_supplement_with_it(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await supplement(office)
    await void_draw(office, FIRST)

    assert [row.state for row in await draws(office)] == [AttemptState.VOID, AttemptState.VOID]
    assert await inspections(office) == []


async def test_recusal_from_an_added_target_moves_it_to_the_other_team(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await supplement(office)
    *_, added = await inspections(office)
    async with office.stage.service.database.reading() as work:
        seat = (await work.seats.all(inspection_id=added.id, is_open=True))[0]
        person = await work.people.get(seat.person_id)
        target = await work.targets.get(added.target_id)
    await office.press(person.name, "【检查任务】", "申请回避")
    await office.press(person.name, "请选择需要回避的检查对象", target.name)
    await office.press(person.name, "请选择回避事由", "涉及本人利害关系")
    await office.press(person.name, "请用一句话说明情况", "不另说明")
    approver = "赵批" if person.unit == "城关学区" else "孙批"
    await office.press(approver, "【回避审批】", "同意回避")

    *_, moved = await inspections(office)
    assert {added.team, moved.team} == {1, 2}
    base, _ = await draws(office)
    assert base.vacancies == []
    (told,) = [m.text for m in office.sees("王芳", in_group=True) if m.text.startswith("【任务调整】")]
    seals = [f"封存码（{row.draw}）{row.commitment}" for row in await draws(office)]
    assert told.split("\n\n")[1].split("\n") == seals
