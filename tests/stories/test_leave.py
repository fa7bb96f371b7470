"""Days on which an inspector cannot serve: entered, told, withdrawn, and what a draw makes of them."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.texts import Text, text
from tests.stories.office import INSPECTORS, TOWN, VILLAGE, Office
from tests.stories.watch import Shown, Watch
from tests.stories.wording import BACK, NUMBER, drawn_round, say, says

REASONS = ("请假", "重要公务", "培训学习", "其他")
APPROVERS = {TOWN: "赵批", VILLAGE: "孙批"}
MONDAY, SUNDAY = date(2026, 9, 21), date(2026, 9, 27)


def unit_of(name: str) -> str:
    return TOWN if INSPECTORS.index(name) % 2 == 0 else VILLAGE


def days(
    name: str, first: date = MONDAY, last: date = SUNDAY, why: str = "leave"
) -> dict[str, str | date | Text]:
    reason = text(f"leave.reason.{why}")
    return {"person": name, "unit": unit_of(name), "days": span(first, last), "why": reason}


def span(first: date, last: date) -> Text | date:
    """Return how the days are said: a single one once."""
    return first if first == last else text("leave.span", first=first, last=last)


def listed(lines: list[dict[str, str | date | Text]], *labels: str) -> Shown:
    rows = [text("leave.line", **values) for values in lines]
    return says("leave.list", *labels, lines=rows or text("leave.none"))


def withdraw_label(values: dict[str, str | date | Text]) -> str:
    return say("leave.withdraw", **{name: values[name] for name in ("person", "days")})


async def enter(office: Office, name: str, typed: str = "", why: str = "请假") -> None:
    """Have an inspector enter leave: this week, or the days typed."""
    await office.say(name, "/leave")
    await office.press(name, "【请假和公务登记】", "登记请假或公务")
    if typed:
        await office.say(name, typed)
    else:
        await office.press(name, f"请选择 {name} 不能", "本周")
    await office.press(name, "2026年", why)


async def test_leave_is_entered_step_by_step_told_and_withdrawn(office: Office) -> None:
    name, approver = "甲一", APPROVERS[unit_of("甲一")]
    watch = Watch(office)
    await office.say(name, "/leave")
    assert watch.news() == {name: [listed([], "登记请假或公务")]}
    await office.press(name, "【请假和公务登记】", "登记请假或公务")
    assert watch.news() == {name: [says("leave.ask_days", "今天", "本周", "本月", "取消", person=name)]}
    await office.say(name, "大概下周")
    assert watch.news() == {name: [says("leave.bad_days")]}
    await office.say(name, "9月21日至27日")
    asked = says("leave.ask_reason", *REASONS, *BACK, days=span(MONDAY, SUNDAY))
    assert watch.news() == {name: [asked]}
    assert await office.press(name, "2026年9月21日", "请假") == "已登记"
    assert watch.news() == {
        name: [says("leave.declared", **days(name), duties="")],
        approver: [says("leave.of_unit.declared", **days(name), by=name)],
    }

    await office.say(name, "/leave")
    assert watch.news() == {name: [listed([days(name)], "登记请假或公务", withdraw_label(days(name)))]}
    assert await office.press(name, "【请假和公务登记】", "撤回") == "已撤回"
    assert watch.news() == {
        name: [listed([], "登记请假或公务"), says("leave.withdrawn", **days(name))],
        approver: [says("leave.of_unit.withdrawn", **days(name), by=name)],
    }


async def test_office_enters_for_its_own_people_only(office: Office) -> None:
    name = "乙二"
    watch = Watch(office)
    await office.say("孙批", "/leave")
    assert watch.news() == {"孙批": [listed([], "代检查人员登记")]}
    await office.press("孙批", "【请假和公务登记】", "代检查人员登记")
    await office.say("孙批", "甲一")
    assert watch.news()["孙批"][-1] == says("leave.nobody")
    await office.say("孙批", "qh-002")
    assert watch.news() == {"孙批": [says("leave.pick_person", f"{name}（{VILLAGE}）", *BACK)]}
    await office.press("孙批", "请选择登记人员", name)
    await office.press("孙批", f"请选择 {name} 不能", "今天")
    watch.news()
    await office.press("孙批", "2026年", "培训学习")
    values = days(name, MONDAY, MONDAY, "training")
    assert watch.news() == {
        "孙批": [says("leave.declared", **values, duties="")],
        name: [says("leave.of_yours.declared", **values, by="孙批")],
    }

    for person, lines, labels in (
        (name, [values], ("登记请假或公务", withdraw_label(values))),
        ("赵批", [], ("代检查人员登记",)),
        ("张敏", [values], ("代检查人员登记", withdraw_label(values))),
    ):
        await office.say(person, "/leave")
        assert watch.news() == {person: [listed(lines, *labels)]}
    for stranger in ("王芳", "郑观"):
        await office.say(stranger, "/leave")
        assert watch.news() == {stranger: [says("denied.role")]}
    await office.press("张敏", "【请假和公务登记】", "撤回")
    news = watch.news()
    assert news.keys() == {"张敏", "孙批", name}
    assert news[name] == [says("leave.of_yours.withdrawn", **values, by="张敏")]


async def test_draw_leaves_out_who_is_away_on_its_day_without_a_reason(office: Office) -> None:
    await enter(office, "甲一")
    await enter(office, "丙三", "9月22日至10月30日")
    await office.preview()
    preview = office.sees("王芳", in_group=True)[-1].text
    assert say("draw.left_out.leave", n=1) in preview
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    bundle = json.loads((office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes())

    assert {each["id"]: each["why"] for each in bundle["inspectors"] if each["why"]} == {"QH-001": "leave"}
    assert "甲一" not in [person.name for person in office.drawn()]
    said = "\n".join(m.text for m in office.sees("王芳", in_group=True))
    assert [
        words for words in ("请假登记", *REASONS[1:3]) if words in said.replace("请假、公务或培训", "")
    ] == []


async def test_leave_entered_between_preview_and_freeze_shows_the_preview_again(office: Office) -> None:
    await office.preview()
    await enter(office, "甲一")
    toast = await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    assert toast == say("draw.changed_toast")
    assert say("draw.left_out.leave", n=1) in office.sees("王芳", in_group=True)[-1].text


async def test_who_serves_already_is_told_that_his_duty_stays(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    watch = Watch(office)
    await enter(office, name)
    duties = text("leave.has_duties", numbers=NUMBER)
    assert says("leave.declared", **days(name), duties=duties) in watch.news()[name]


async def test_leave_that_is_over_leaves_nobody_out(office: Office) -> None:
    await enter(office, "甲一")
    office.stage.clock.move_to(datetime(2026, 9, 28, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    watch = Watch(office)
    await office.say("甲一", "/leave")
    assert watch.news() == {"甲一": [listed([], "登记请假或公务")]}
    await office.preview()
    assert say("draw.left_out.leave", n=1) not in office.sees("王芳", in_group=True)[-1].text
