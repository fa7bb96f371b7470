"""Reminders by the moved clock: working days in Asia/Shanghai, office hours, each once, then upwards."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import accept, answer, on_site
from tests.stories.office import INSPECTORS, MONDAY, TOWN, VILLAGE, Office
from tests.stories.watch import GROUP, News, Shown, Watch, apart_from_boards
from tests.stories.wording import DEFAULT, NUMBER, Drawn, article, drawn_round, due, says

ROUND = text("reminder.round")
ADMINISTRATORS = {TOWN: "钱核", VILLAGE: "李核"}
APPROVERS = {TOWN: "赵批", VILLAGE: "孙批"}


def unit_of(name: str) -> str:
    return TOWN if INSPECTORS.index(name) % 2 == 0 else VILLAGE


def line(deadline: str, kind: str, about: str | Text, until: Text, ground: Text) -> Text:
    """Return a line of a reminder."""
    texts = {"what": text(f"deadline.{deadline}"), "kind": text(f"reminder.kind.{kind}")}
    values = {"n": 1, "number": NUMBER, **texts, "about": about, "due": until, "ground": ground}
    return text("reminder.line", **values)


def reminds(*lines: Text, labels: tuple[str, ...]) -> Shown:
    """Return the reminder of these lines with these buttons."""
    ending = text("reminder.ending.rises")
    return says("reminder.holder", *labels, n=len(lines), lines=list(lines), ending=ending)


def reports(*lines: Text, silent: Sequence[str] = ()) -> Shown:
    """Return the report of what others have left undone; the approver may substitute those silent."""
    values = {"n": len(lines), "lines": list(lines), "ending": text("reminder.ending.escalated")}
    return says("reminder.escalated", *(f"依职权更换：{name}" for name in silent), **values)


def upwards(n: int, name: str, told: Text) -> Text:
    """Return the line of a report, made of the line that the holder got."""
    return text("reminder.escalated_line", **{**told.params, "n": n, "name": name})


def acceptance(kind: str) -> Text:
    return line("acknowledgement", kind, text("reminder.round"), due(9, 22), DEFAULT)


def confirmation(kind: str, unit: str) -> Text:
    return line("confirmation", kind, unit, due(9, 22), article("第十七条"))


def to_holders(drawn: Drawn, kind: str) -> News:
    people = {name: [reminds(acceptance(kind), labels=("接受任务",))] for name in drawn.people}
    units = {
        ADMINISTRATORS[unit]: [reminds(confirmation(kind, unit), labels=("全部属实",))]
        for unit in (TOWN, VILLAGE)
        if drawn.in_unit(unit)
    }
    return people | units


def reported(drawn: Drawn, *units: str, to_approver: bool = False) -> list[Shown]:
    """Return what whoever stands above these units is told, in one message: of each person, of each unit."""
    people = [name for name in drawn.people if unit_of(name) in units]
    late = [(name, acceptance("overdue")) for name in people]
    late += [(unit, confirmation("overdue", unit)) for unit in sorted(units) if drawn.in_unit(unit)]
    lines = [upwards(n, name, told) for n, (name, told) in enumerate(late, start=1)]
    return [reports(*lines, silent=people if to_approver else ())]


def to_approvers(drawn: Drawn) -> News:
    busy = [unit for unit in (TOWN, VILLAGE) if drawn.in_unit(unit) or any(map(unit_of, drawn.people))]
    return {APPROVERS[unit]: reported(drawn, unit, to_approver=True) for unit in busy}


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
            due=due(9, 22),
        )
        for kind, names in groups.items()
    ]
    return {GROUP: [says("reminder.group", number=NUMBER, lines=lines)]}


def ordered(news: News) -> News:
    return {name: sorted(messages) for name, messages in news.items()}


async def head(office: Office) -> tuple[str, list[str]]:
    """Return what the group is told when the office closes."""
    async with office.stage.service.database.reading() as work:
        last = await work.heads.last()
    return says("journal.head", n=last.size, root=last.root, signature=last.signature, public=last.key)


def heard(watch: Watch) -> News:
    """Return what is new apart from boards, digests and the duty cards, which are edited without a sound."""
    news = {
        name: [message for message in messages if not message[0].startswith("【检查任务】")]
        for name, messages in apart_from_boards(watch.news()).items()
    }
    return {name: messages for name, messages in news.items() if messages}


async def at(office: Office, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    """Move to this instant in Shanghai and let the clock strike."""
    office.stage.clock.move_to(datetime(2026, month, day, hour, minute, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()


async def test_reminders_rise_from_the_holder_to_the_approver_and_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")

    await at(office, 9, 21, 17)
    assert heard(watch) == {}
    await at(office, 9, 22, 8, 29)
    assert heard(watch) == {}
    await at(office, 9, 22, 8, 30)
    assert heard(watch) == to_holders(drawn, "last_day") | to_group(drawn, late=False)
    await at(office, 9, 22, 14)
    assert heard(watch) == {}

    await at(office, 9, 23, 8, 30)
    overdue = to_holders(drawn, "overdue") | to_group(drawn, late=True)
    assert heard(watch) == overdue
    assert "\n状态：逾期未接受\n" in card(office[drawn.people[0]], "【检查任务】").text
    await at(office, 9, 24, 18)
    assert heard(watch) == {GROUP: [await head(office)]}
    # Mid-Autumn is no working day, nor is the weekend after it; Thursday was missed, Monday is the third.
    for day in (25, 26, 27):
        await at(office, 9, day)
    assert heard(watch) == {}
    await at(office, 9, 28)
    chief = {"张敏": reported(drawn, TOWN, VILLAGE)}
    assert ordered(heard(watch)) == ordered(overdue | to_approvers(drawn) | chief)
    await at(office, 9, 29)
    assert heard(watch) == overdue


async def test_escalation_reaches_the_approver_a_day_before_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await office.confirm()
    silent, *others = drawn.people
    await accept(office, *others)
    await at(office, 9, 23)
    heard(watch)

    await at(office, 9, 24)
    news = heard(watch)
    told = upwards(1, silent, acceptance("overdue"))
    approver = APPROVERS[unit_of(silent)]
    assert set(news) == {silent, approver, GROUP}
    assert news[approver] == [reports(told, silent=[silent])]
    await at(office, 9, 28)
    news = heard(watch)
    assert set(news) == {silent, "张敏", GROUP}
    assert news["张敏"] == [reports(told)]

    assert await office.press(silent, "【催办】", "接受任务") == "已接受任务"
    heard(watch)
    # What was reported is closed where it was read, without a new message; nobody is nudged again.
    await at(office, 9, 28, 9, 1)
    done = text("reminder.done_line", n=1, number=NUMBER, what=text("deadline.acknowledgement"), about=ROUND)
    closed = {"n": 0, "lines": [done], "ending": text("reminder.all_done")}
    escalated, reminded = says("reminder.escalated", **closed), says("reminder.holder", **closed)
    assert heard(watch) == {silent: [reminded], approver: [escalated], "张敏": [escalated]}
    for day in (29, 30):
        await at(office, 9, day)
    assert heard(watch) == {}


async def test_entry_is_counted_over_the_national_day_week(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, *drawn.people)
    await at(office, 9, 28)
    target = drawn.of(1)[0]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    assert "\n录入期限：2026年10月10日（周六） 24:00" in card(office[leader], "【联合抽查表】").text
    heard(watch)

    seen = {}
    working = [(9, 29), (9, 30), *((10, day) for day in range(1, 13))]
    for month, day in working:
        await at(office, month, day)
        if news := heard(watch):
            seen[(month, day)] = news

    def told(kind: str) -> Shown:
        owed = line("entry", kind, target, due(10, 10), article("第二十条"))
        return reminds(owed, labels=(f"填写平台编号：{target}",))

    assert {day: news[leader] for day, news in seen.items()} == {
        (10, 8): [told("half_way")],
        (10, 9): [told("day_before")],
        (10, 10): [told("last_day")],
        (10, 12): [told("overdue")],
    }
    assert {name for news in seen.values() for name in news} == {leader, GROUP}
    counted = {"what": text("deadline.entry"), "n": 1, "late": 0, "names": leader, "due": due(10, 10)}
    group = says("reminder.group", number=NUMBER, lines=[text("reminder.group_line", **counted)])
    assert seen[(10, 8)][GROUP] == [group]
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    assert await office.press(leader, "【催办】", "填写平台编号") == "已收到"
    await office.say(leader, "PT-1")
    heard(watch)
    await at(office, 10, 13)
    done = text("reminder.done_line", n=1, number=NUMBER, what=text("deadline.entry"), about=target)
    closed = says("reminder.holder", n=0, lines=[done], ending=text("reminder.all_done"))
    assert heard(watch) == {leader: [closed]}


async def test_outage_of_many_days_gives_one_reminder_each(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")
    await office.stage.service.stop()
    office.stage.clock.move_to(datetime(2026, 10, 6, 9, 0, tzinfo=MONDAY.tzinfo))

    await office.stage.start_bot()
    await office.stage.tick()
    assert heard(watch) == {}
    await at(office, 10, 8)

    everybody = to_holders(drawn, "overdue") | to_approvers(drawn) | to_group(drawn, late=True)
    expected = everybody | {"张敏": reported(drawn, TOWN, VILLAGE)}
    news = heard(watch)
    assert ordered(news) == ordered(expected)
    assert len(list(chain(*news.values()))) == len(list(chain(*expected.values())))
    await at(office, 10, 8, 17)
    assert heard(watch) == {}
