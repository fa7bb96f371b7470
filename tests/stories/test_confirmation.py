"""比对和确认: nobody drops a target alone, nothing vanishes, and the lead office puts wrong answers right."""

from pathlib import Path

from bot.domain.deadlines import DeadlineState
from bot.domain.inspections import Inspection
from bot.domain.long_lists import MOST
from bot.domain.registers.rows import Target
from bot.usecases.rounds.rule_out import LONGEST_NOTE
from demo.stage import card
from tests.stories.acts import answer, plan_visit, press_about, publish, result_card, submit_normal
from tests.stories.ledger import states
from tests.stories.office import TOWN, VILLAGE, Office, open_office
from tests.stories.papers import paper_sent
from tests.stories.steps import LIANCHI, draw_inspectors, draw_targets, give_tiers
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import Drawn, drawn_round, say

NOTE = "10 月 8 日电话核实，已搬出本县"


def told(office: Office, name: str, title: str, target: str) -> str:
    """Return the newest message of this person with this title about this target."""
    return [m.text for m in office.sees(name) if m.text.startswith(title) and target in m.text][-1]


async def drop(office: Office, name: str, target: str, outcome: str = "停办、停业") -> None:
    """Have the unit say that a confirmed target cannot be inspected."""
    await office.press(name, "【比对和确认】", "更正：已确认的有变化")
    await office.press(name, "SSJ-2026-0001：请选择", f"有变化：{target}")
    await office.press(name, target, outcome)
    await office.say(name, NOTE)


async def inspection_of(office: Office, target: str) -> Inspection:
    """Return the inspection of this target."""
    async with office.stage.service.database.reading() as work:
        row = await work.targets.one(name=target)
        found = await work.inspections.one(target_id=row.id if row else 0)
        assert found is not None
        return found


async def publish_all(office: Office, drawn: Drawn, targets: list[str]) -> None:
    """Have every one of these inspected, signed and published."""
    for target in targets:
        await submit_normal(office, drawn, target)
        partner = drawn.teams[drawn.targets[target]][1]
        await press_about(office, partner, "【共同签字】", target, "签字确认")
        await publish(office, target)


async def test_dropped_target_waits_for_a_second_person_before_the_round_can_end(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    names = [name for name, unit in (("钱核", TOWN), ("李核", VILLAGE)) if drawn.in_unit(unit)]
    unit = TOWN if names[0] == "钱核" else VILLAGE
    gone, *_ = drawn.in_unit(unit)
    leader = drawn.teams[drawn.targets[gone]][0]
    await plan_visit(office, leader, gone, "9月22日 9:00", "安排，并事先通知")
    await drop(office, names[0], gone, "已迁址，无法检查")
    call = told(office, "王芳", "【通知检查对象】", gone)
    assert f"\n已通知检查对象的，请告知取消；本次检查不再进行。组长：{leader}\n" in call

    dropped = await inspection_of(office, gone)
    assert (dropped.state, dropped.outcome, dropped.is_unchecked) == ("not_inspectable", "moved", True)
    for name in ("王芳", *drawn.teams[drawn.targets[gone]]):
        assert NOTE in told(office, name, "【不再检查】", gone)
    assert not any(NOTE in m.text for m in office.sees("王芳", in_group=True))

    await publish_all(office, drawn, [each for each in drawn.targets if each != gone])
    assert await states(office, "rounds") == ["inspecting"]
    await office.say("张敏", "/pending")
    check = card(office["张敏"], "【无法检查，请核对】")
    data = check.buttons[0][0].data or ""
    assert await office.stage.presses(office["张敏"], check, "核实无误") == "已记录核对情况"
    assert "状态：张敏 已核对" in told(office, "张敏", "【无法检查，请核对】", gone)
    title = say("approval.title.outcome_check")
    handed = say("approval.form", number="SSJ-2026-0001", title=title)
    forms = [m.text for m in office.sees("张敏") if m.text.startswith("【审批表】")]
    assert [each.startswith(handed) for each in forms] == [True]
    paper = paper_sent(office, "张敏")
    wanted = (title, gone, "核对“无法检查”的认定：已迁址，无法检查", names[0], NOTE, "同意。（张敏，")
    assert [each in paper for each in wanted] == [True] * len(wanted)
    assert await states(office, "rounds") == ["publishing"]
    again = office["张敏"].presses_raw(check, data)
    await office.stage.settle()
    assert (await again).text == say("refused.stale")


async def test_lead_office_takes_back_what_the_unit_said_and_all_concerned_hear_why(office: Office) -> None:
    drawn, _ = await drawn_round(office, "100%")
    gone = drawn.in_unit(VILLAGE)[0]
    await office.press("李核", "【比对和确认】", f"有变化：{gone}")
    await office.press("李核", gone, "名录重复")
    await office.say("李核", "核" * (LONGEST_NOTE + 1))
    assert office.sees("李核")[-1].text.startswith("说明应为 1 至 500 字")
    await office.say("李核", "与柳坪中学同址")
    await office.confirm()
    watch = Watch(office)

    await press_about(office, "张敏", "【无法检查，请核对】", gone, "更正")
    await office.press("张敏", gone, "属实")
    await office.say("张敏", "同址分校，各有办学许可")

    news = watch.news()
    assert GROUP not in news
    concerned = {"张敏", "李核", "王芳", *drawn.teams[drawn.targets[gone]]}
    assert set(news) == concerned
    for name in concerned:
        assert "同址分校，各有办学许可" in told(office, name, "【确认情况更正】", gone)
    back = await inspection_of(office, gone)
    assert (back.state, back.outcome, back.outcome_words_id, back.outcome_by) == ("confirmed", "", None, None)
    assert "状态：已更正为属实，照常检查" in told(office, "张敏", "【无法检查，请核对】", gone)
    leader = drawn.teams[drawn.targets[gone]][0]
    await office.press(leader, "【检查任务】", f"填报检查：{gone}")
    await answer(office, leader, gone, "其余事项全部正常")
    assert result_card(office, leader, gone)
    async with office.stage.service.database.reading() as work:
        checks = await work.deadlines.all(kind="outcome_check")
        assert [each.state for each in checks] == [DeadlineState.SETTLED]
        events = [entry.body for entry in await work.journal.all()]
    assert sum('"target_ruled_out"' in body for body in events) == 1
    assert sum('"confirmation_corrected"' in body for body in events) == 1
    assert not any("同址" in body for body in events)


async def test_nothing_is_dropped_any_more_once_inspectors_are_drawn_for_it(tmp_path: Path) -> None:
    lianchi = await open_office(tmp_path, LIANCHI)
    await give_tiers(lianchi)
    await draw_targets(lianchi)
    await lianchi.confirm()
    name = next(each for each in ("钱核", "李核") if lianchi.sees(each))
    await lianchi.press(name, "【比对和确认】", "更正：已确认的有变化")
    before = card(lianchi[name], "SSJ-2026-0001：请选择")
    await draw_inspectors(lianchi)

    refused = await lianchi.stage.presses(lianchi[name], before, "有变化：")
    assert refused == say("confirm.too_late")
    assert set(await states(lianchi, "inspections")) == {"confirmed"}
    await lianchi.close()


async def test_long_list_is_shown_in_pages_and_confirmed_in_one_press(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        for n in range(20):
            name, number = f"城关第{n + 1}小学", f"N{n + 100:05d}"
            await work.targets.add(Target(number=number, name=name, category="公办初级中学", unit=TOWN))
    await office.draw("100%", "2 组")

    first = card(office["钱核"], "【比对和确认】")
    labels = [each.label for each in first.each_button()]
    assert len([each for each in labels if each.startswith("有变化")]) == MOST
    assert "共 24 家，请与实际情况比对后确认（第 1/3 页）" in first.text
    await office.press("钱核", "【比对和确认】", "下一页")
    await office.press("钱核", "【比对和确认】", "下一页")
    last = card(office["钱核"], "【比对和确认】")
    labels = [each.label for each in last.each_button()]
    assert (labels[0], labels[-2:]) == ("全部属实（24 家）", ["上一页", "查找"])
    await office.press("钱核", "【比对和确认】", "查找")
    await office.say("钱核", "第17小学")
    found = card(office["钱核"], "【比对和确认】")
    assert [each.label for each in found.each_button()] == [
        "全部属实（24 家）",
        "有变化：城关第17小学",
        "全部列出",
    ]
    await office.press("钱核", "【比对和确认】", "全部属实")
    found = await states(office, "inspections")
    assert (found.count("confirmed"), found.count("drawn")) == (24, 2)
