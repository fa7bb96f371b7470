"""安排检查: who sets the hour, who hears of it, what is warned of, and what becomes of a visit not made."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.app.routes import print_route
from bot.domain.duties.leave import Leave, LeaveReason
from bot.domain.inspections import Inspection
from bot.domain.registers.rows import Contact
from bot.domain.visits.visit import Visit
from demo.stage import card
from tests.stories.acts import plan_visit
from tests.stories.office import MONDAY, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import Drawn, drawn_round, say

SCHOOL_DAYS = "名称,类型,开始日期,结束日期,适用类别\n期中考试,考试,2026-09-24,2026-09-24,公办初级中学\n"


async def rows(office: Office, target: str) -> tuple[Inspection, list[Visit]]:
    """Return the inspection of this target, and its visits."""
    async with office.stage.service.database.reading() as work:
        row = await work.targets.one(name=target)
        inspection = await work.inspections.one(target_id=row.id if row else 0)
        assert inspection is not None
        return inspection, await work.visits.all(inspection_id=inspection.id)


def newest(office: Office, name: str, title: str) -> str:
    """Return the newest message with this title."""
    return [m.text for m in office.sees(name) if m.text.startswith(title)][-1]


async def see_route(office: Office, path: Path, target: str, leader: str) -> None:
    """The printed route bears the hour and the phones, and no screen has ever shown one."""
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=leader)
        line = await work.inspectors.one(person_id=person.id if person else 0)
        await work.contacts.add(Contact(inspector_id=line.id if line else 0, phone="13800000001"))
    async with office.stage.service.database.reading() as work:
        assert await print_route(work, "SSJ-2026-0001", path) == 3
    table = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    (row,) = [each for each in table if target in each]
    assert row[1] == "2026-09-23 09:15"
    assert f"{leader} 13800000001" in str(row[4]).splitlines()
    assert path.stat().st_mode & 0o777 == 0o600  # noqa: ASYNC240 - a small file
    people = [*office.stage.people.values()]
    assert not any("13800000001" in m.text for each in people for m in each.screen())


async def confirmed(office: Office) -> tuple[Drawn, str, str, str]:
    """Draw and confirm; return the result, a target, its leader and the partner."""
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]
    return drawn, target, leader, partner


async def test_leader_sets_day_and_hour_and_everybody_concerned_hears_of_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "校历.csv"
    table.write_text(SCHOOL_DAYS, encoding="gb18030")
    monkeypatch.setenv("SHUANGSUIJI_SCHOOL_CALENDAR", str(table))
    await office.stage.restart_bot()
    _, target, leader, partner = await confirmed(office)
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=partner)
        days = {"starts_on": datetime(2026, 9, 24, tzinfo=MONDAY.tzinfo).date()}
        who = {"person_id": person.id if person else 0, "declared_by": 1, "declared_at": MONDAY}
        await work.leaves.add(
            Leave.model_validate(days | who | {"ends_on": days["starts_on"], "reason": LeaveReason.TRAINING})
        )
    watch = Watch(office)

    await office.press(leader, "【检查任务】", f"安排时间：{target}")
    await office.press(leader, "【安排检查】", "2026年9月24日（周四）")
    await office.press(leader, "【安排检查】", "14:30")
    asked = newest(office, leader, "【安排检查】")
    assert "检查时间：2026年9月24日（周四） 14:30" in asked
    assert (
        "注意：该日有考试（期中考试，2026年9月24日（周四）至2026年9月24日（周四）），请避免影响考试。"
        in asked
    )
    assert f"注意：{partner} 该日已登记不能参加检查。" in asked
    assert set(watch.news()) == {leader}
    await office.say(leader, "9月25日 10:00")
    assert "注意：该日不是工作日。" in newest(office, leader, "【安排检查】")
    await office.press(leader, "【安排检查】", "返回上一步")
    await office.say(leader, "9月23日 9:15")
    assert "该日是工作日，未见冲突。" in newest(office, leader, "【安排检查】")
    watch.news()
    await office.press(leader, "【安排检查】", "安排，并事先通知")

    news = watch.news()
    assert set(news) == {leader, partner, "王芳"}
    for name in (leader, partner):
        told = newest(office, name, "【检查时间】")
        assert "检查时间：2026年9月23日（周三） 09:15" in told
        assert f"组长：{leader}" in told
        assert "→ 检查时间：2026年9月23日（周三） 09:15，事先通知检查对象" in newest(
            office, name, "【检查任务】"
        )
    assert GROUP not in news
    telling = card(office["王芳"], "【通知检查对象】")
    assert "状态：待通知" in telling.text
    assert await office.stage.presses(office["王芳"], telling, "已电话通知") == "已登记"
    assert "状态：王芳 于 2026年9月21日（周一） 电话通知" in newest(office, "王芳", "【通知检查对象】")
    inspection, (visit,) = await rows(office, target)
    assert (inspection.state, visit.state, visit.told_how) == ("scheduled", "planned", "phone")
    await office.say(partner, "/week")
    hour = "→ 检查时间：2026年9月23日（周三） 09:15，事先通知检查对象"
    assert f"· SSJ-2026-0001 {target}（已安排检查时间）\n{hour}" in office[partner].last().text
    await office.press(leader, "【检查任务】", "同组人员未到场")
    assert f"{partner}：{target}" in [each.label for each in office[leader].last().each_button()]
    await see_route(office, tmp_path / "route.xlsx", target, leader)


async def test_a_visit_moved_and_one_missed_keep_their_reasons_and_the_entry_runs_from_the_visit(
    office: Office,
) -> None:
    _, target, leader, partner = await confirmed(office)
    await plan_visit(office, leader, target, "9月22日 9:00", "安排，并事先通知")
    await office.press(leader, "【检查任务】", f"改期：{target}")
    reasons = card(office[leader], f"{target}：原定")
    watch = Watch(office)
    await office.stage.presses(office[leader], reasons, "检查人员不能到场")
    assert "原因：检查人员不能到场" in newest(office, partner, "【检查改期】")
    assert "不再按时进行" in newest(office, "王芳", "【通知检查对象】")
    assert GROUP not in watch.news()
    await office.say(leader, "9月22日 15:00")
    await office.press(leader, "【安排检查】", "安排，不事先通知")

    office.stage.clock.move_to(datetime(2026, 9, 22, 17, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()
    assert not any(m.text.startswith("【检查时间已过】") for m in office.sees(leader))
    for _ in range(2):
        office.stage.clock.move_to(datetime(2026, 9, 23, 9, tzinfo=MONDAY.tzinfo))
        await office.stage.tick()
    passed = [m for m in office.sees(leader) if m.text.startswith("【检查时间已过】")]
    assert len(passed) == 1
    await office.stage.presses(office[leader], passed[0], f"改期：{target}")
    await office.say(leader, "途中车辆故障")
    assert "原因：途中车辆故障" in newest(office, "王芳", "【检查未成行】")
    await office.say(leader, "9月24日 9:00")
    await office.press(leader, "【安排检查】", "安排，不事先通知")

    office.stage.clock.move_to(datetime(2026, 9, 24, 9, tzinfo=MONDAY.tzinfo))
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    inspection, visits = await rows(office, target)
    assert [each.state for each in visits] == ["moved", "missed", "held"]
    assert [each.reason for each in visits] == ["member_absent", "", ""]
    async with office.stage.service.database.reading() as work:
        (entry,) = await work.deadlines.all(kind="entry", subject_id=inspection.id)
        assert entry.started_on == inspection.visited_on == datetime(2026, 9, 24, tzinfo=MONDAY.tzinfo).date()
        events = [row.body for row in await work.journal.all()]
    assert [
        sum(f'"{name}"' in body for body in events) for name in ("visit_moved", "visit_missed", "visit_held")
    ] == [1] * 3
    assert not any("车辆" in body for body in events)


async def test_only_the_leader_sets_an_hour_and_none_that_is_over(office: Office) -> None:
    _, target, leader, partner = await confirmed(office)
    labels = [each.label for each in card(office[partner], "【检查任务】").each_button()]
    assert f"安排时间：{target}" not in labels
    await office.press(leader, "【检查任务】", f"安排时间：{target}")
    await office.say(leader, "上午")
    assert office.sees(leader)[-1].text.startswith("未能识别")
    await office.say(leader, "9月21日 8:30")
    assert office.sees(leader)[-1].text.startswith(say("schedule.past"))
    inspection, visits = await rows(office, target)
    assert (inspection.state, visits) == ("confirmed", [])


async def test_an_office_sets_its_own_term_of_acceptance_apart_from_the_law_s_of_confirmation(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUANGSUIJI_ACKNOWLEDGEMENT_DAYS", "3")
    await office.stage.restart_bot()
    await drawn_round(office)

    async with office.stage.service.database.reading() as work:
        due = {
            kind: {each.due_on.day for each in await work.deadlines.all(kind=kind)}
            for kind in ("acknowledgement", "confirmation")
        }
    assert due == {"acknowledgement": {24}, "confirmation": {22}}
    office.stage.clock.move_to(datetime(2026, 9, 30, 9, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()
    assert any("接受任务" in m.text and m.text.startswith("【逾期") for m in office.sees("张敏"))
    async with office.stage.service.database.reading() as work:
        assert {each.state.value for each in await work.duties.all()} == {"notified"}
        assert all(each.is_open for each in await work.seats.all())
