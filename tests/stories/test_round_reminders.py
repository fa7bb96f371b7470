"""Reminders by the moved clock: working days in Asia/Shanghai, office hours, each once, then upwards."""

from datetime import datetime
from itertools import chain

from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import accept, answer
from tests.stories.office import INSPECTORS, MONDAY, TOWN, VILLAGE, Office
from tests.stories.watch import GROUP, News, Shown
from tests.stories.wording import DEFAULT, NUMBER, Drawn, article, drawn_round, due, says

ADMINISTRATORS = {TOWN: "钱核", VILLAGE: "李核"}
ORDER = "依职权更换"
APPROVERS = {TOWN: "赵批", VILLAGE: "孙批"}


def unit_of(name: str) -> str:
    return TOWN if INSPECTORS.index(name) % 2 == 0 else VILLAGE


def values(deadline: str, kind: str, about: str | Text, until: Text, ground: Text) -> dict[str, str | Text]:
    texts = {"what": text(f"deadline.{deadline}"), "kind": text(f"reminder.kind.{kind}")}
    return {"number": NUMBER, **texts, "about": about, "due": until, "ground": ground}


def acceptance(kind: str) -> dict[str, str | Text]:
    return values("acknowledgement", kind, text("reminder.round"), due(9, 22), DEFAULT)


def confirmation(kind: str, unit: str) -> dict[str, str | Text]:
    return values("confirmation", kind, unit, due(9, 22), article("第十七条"))


def to_holders(drawn: Drawn, kind: str) -> News:
    people = {name: [says("reminder.holder", "接受任务", **acceptance(kind))] for name in drawn.people}
    units = {
        ADMINISTRATORS[unit]: [says("reminder.holder", "全部属实", **confirmation(kind, unit))]
        for unit in (TOWN, VILLAGE)
        if drawn.in_unit(unit)
    }
    return people | units


def reported(drawn: Drawn, *units: str, to_approver: bool = False) -> list[Shown]:
    """Return what whoever stands above these units is told: of each person, then of each unit."""
    of_people = [
        says("reminder.escalated", *([ORDER] if to_approver else []), name=name, **acceptance("overdue"))
        for name in drawn.people
        if unit_of(name) in units
    ]
    of_units = [
        says("reminder.escalated", name=unit, **confirmation("overdue", unit))
        for unit in units
        if drawn.in_unit(unit)
    ]
    return [*of_people, *of_units]


def to_approvers(drawn: Drawn) -> News:
    told = {APPROVERS[unit]: reported(drawn, unit, to_approver=True) for unit in (TOWN, VILLAGE)}
    return {name: messages for name, messages in told.items() if messages}


def to_group(drawn: Drawn, *, late: bool) -> News:
    units = [unit for unit in (TOWN, VILLAGE) if drawn.in_unit(unit)]
    groups = {"acknowledgement": sorted(drawn.people), "confirmation": sorted(units)}
    lines = [
        text(
            "reminder.group_line",
            what=text(f"deadline.{kind}"),
            n=len(names),
            late=len(names) if late else 0,
            names="、".join(names),
        )
        for kind, names in groups.items()
    ]
    return {GROUP: [says("reminder.group", number=NUMBER, lines=lines)]}


def ordered(news: News) -> News:
    return {name: sorted(messages) for name, messages in news.items()}


async def head(office: Office) -> tuple[str, list[str]]:
    """Return what the group is told when the office closes."""
    async with office.stage.service.database.reading() as work:
        last = (await work.journal.all())[-1]
    return says("journal.head", head_number=last.id, head=last.hash)


async def at(office: Office, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    """Move to this instant in Shanghai and let the clock strike."""
    office.stage.clock.move_to(datetime(2026, month, day, hour, minute, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()


async def test_reminders_rise_from_the_holder_to_the_approver_and_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")

    await at(office, 9, 21, 17)
    assert watch.news() == {}
    await at(office, 9, 22, 8, 29)
    assert watch.news() == {}
    await at(office, 9, 22, 8, 30)
    assert watch.news() == to_holders(drawn, "last_day") | to_group(drawn, late=False)
    await at(office, 9, 22, 14)
    assert watch.news() == {}

    await at(office, 9, 23, 8, 30)
    overdue = to_holders(drawn, "overdue") | to_group(drawn, late=True)
    assert watch.news() == overdue
    await at(office, 9, 24, 18)
    assert watch.news() == {GROUP: [await head(office)]}
    # Mid-Autumn is no working day, nor is the weekend after it; Thursday was missed, Monday is the third.
    for day in (25, 26, 27):
        await at(office, 9, day)
    assert watch.news() == {}
    await at(office, 9, 28)
    chief = {"张敏": reported(drawn, TOWN, VILLAGE)}
    assert ordered(watch.news()) == ordered(overdue | to_approvers(drawn) | chief)
    await at(office, 9, 29)
    assert watch.news() == overdue


async def test_escalation_reaches_the_approver_a_day_before_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await office.confirm()
    silent, *others = drawn.people
    await accept(office, *others)
    await at(office, 9, 23)
    watch.news()

    await at(office, 9, 24)
    news = watch.news()
    values = {"name": silent, **acceptance("overdue")}
    told = says("reminder.escalated", **values)
    assert set(news) == {silent, APPROVERS[unit_of(silent)], GROUP}
    assert news[APPROVERS[unit_of(silent)]] == [says("reminder.escalated", ORDER, **values)]
    await at(office, 9, 28)
    news = watch.news()
    assert set(news) == {silent, "张敏", GROUP}
    assert news["张敏"] == [told]

    assert await office.press(silent, "【催办】", "接受任务") == "已接受任务"
    watch.news()
    for day in (29, 30):
        await at(office, 9, day)
    assert watch.news() == {}


async def test_entry_is_counted_over_the_national_day_week(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, *drawn.people)
    await at(office, 9, 28)
    target = drawn.of(1)[0]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    assert "\n录入期限：2026年10月10日（周六） 24:00" in card(office[leader], "【联合抽查表】").text
    watch.news()

    seen = {}
    working = [(9, 29), (9, 30), *((10, day) for day in range(1, 13))]
    for month, day in working:
        await at(office, month, day)
        if news := watch.news():
            seen[(month, day)] = news

    def told(kind: str) -> Shown:
        about = values("entry", kind, target, due(10, 10), article("第二十条"))
        return says("reminder.holder", "填写平台编号", **about)

    assert {day: news[leader] for day, news in seen.items()} == {
        (10, 8): [told("half_way")],
        (10, 9): [told("day_before")],
        (10, 10): [told("last_day")],
        (10, 12): [told("overdue")],
    }
    assert {name for news in seen.values() for name in news} == {leader, GROUP}
    line = {"what": text("deadline.entry"), "n": 1, "late": 0, "names": leader}
    group = says("reminder.group", number=NUMBER, lines=[text("reminder.group_line", **line)])
    assert seen[(10, 8)][GROUP] == [group]
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    assert await office.press(leader, "【催办】", "填写平台编号") == "已收到"
    await office.say(leader, "PT-1")
    watch.news()
    await at(office, 10, 13)
    assert watch.news() == {}


async def test_outage_of_many_days_gives_one_reminder_each(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")
    await office.stage.service.stop()
    office.stage.clock.move_to(datetime(2026, 10, 6, 9, 0, tzinfo=MONDAY.tzinfo))

    await office.stage.start_bot()
    await office.stage.tick()
    assert watch.news() == {}
    await at(office, 10, 8)

    everybody = to_holders(drawn, "overdue") | to_approvers(drawn) | to_group(drawn, late=True)
    expected = everybody | {"张敏": reported(drawn, TOWN, VILLAGE)}
    news = watch.news()
    assert ordered(news) == ordered(expected)
    assert len(list(chain(*news.values()))) == len(list(chain(*expected.values())))
    await at(office, 10, 8, 17)
    assert watch.news() == {}
