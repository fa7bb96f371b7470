"""The year's holidays: loaded by one person, confirmed by another, and what it does to dates promised."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars.files import read_notice
from bot.domain.calendars.grid import month_grids
from bot.domain.calendars.tables import ListedDay
from bot.domain.calendars.working_days import DayStatus
from bot.domain.deadlines import Deadline
from bot.domain.texts import Text, text
from tests.stories.notices import NOTICE, as_ics, as_json
from tests.stories.office import Office
from tests.stories.watch import Shown, Watch
from tests.stories.wording import NUMBER, drawn_round, says

ZONE = ZoneInfo("Asia/Shanghai")
UNTIL = date(2026, 9, 29)  # five working days from 21 September 2026, over Mid-Autumn
SECONDS = ("赵批", "孙批")
CHANGED_OFF = ("2027-04-30", "2027-05-05", "2027-10-06", "2027-10-07")


def states(*lines: Text, waiting: Text | str = "") -> Shown:
    labels = ("载入节假日安排", "2026 年日历", "2027 年日历")
    return says("calendar.state", *labels, lines=list(lines), waiting=waiting)


def source(year: int, kind: str, **values: str | int) -> Text:
    return text(f"calendar.source.{kind}", year=year, **values)


def year_of_notice() -> Shown:
    months = [
        text("calendar.month", month=f"2027-{month:02d}", weeks=weeks)
        for month, weeks in month_grids(2027, read_notice(NOTICE).days)
    ]
    return says("calendar.year", year=2027, months=months)


async def load(office: Office, words: str = NOTICE) -> None:
    await office.say("张敏", "/calendar")
    await office.press("张敏", "【工作日历】", "载入节假日安排")
    await office.say("张敏", words)


async def put(office: Office) -> None:
    """Have the lead office load the notice and submit it."""
    await load(office)
    await office.press("张敏", "【请核对】", "提交复核")


def working(office: Office, day: date) -> DayStatus:
    return office.stage.service.desk.office.calendar.is_working_day(day)


async def test_notice_is_loaded_confirmed_by_another_and_outlives_a_restart(office: Office) -> None:
    watch = Watch(office)
    await office.say("张敏", "/calendar")
    before = states(source(2026, "announced"), source(2027, "provisional"))
    assert watch.news() == {"张敏": [before]}
    await office.press("张敏", "【工作日历】", "载入节假日安排")
    assert watch.news() == {"张敏": [says("calendar.ask", "取消")]}
    await office.say("张敏", NOTICE)
    grid, preview = watch.news()["张敏"]
    assert grid == year_of_notice()
    assert preview[1] == ["提交复核", "放弃"]
    assert say_worked("2027-02-14") in preview[0]
    assert working(office, date(2027, 2, 14)) == DayStatus(working=False, provisional=True)

    await office.press("张敏", "【请核对】", "提交复核")
    news = watch.news()
    data = {"year": 2027, "name": "张敏", "until": UNTIL}
    assert news.keys() == {"张敏", *SECONDS}
    assert news["张敏"] == [says("calendar.proposed", "撤回", **data)]
    for second in SECONDS:
        shown, card = news[second]
        assert shown == year_of_notice()
        assert card[1] == ["与通知一致，同意", "不一致，退回"]
        assert card[0].startswith("【日历复核】张敏 提交 2027 年节假日安排")

    assert await office.press("赵批", "【日历复核】", "与通知一致") == "已生效"
    done = says("calendar.confirmed", year=2027, number=1, name="张敏", second="赵批", moved=0)
    assert watch.news() == {"张敏": [done], **{second: [done] for second in SECONDS}}
    for _ in range(2):
        assert working(office, date(2027, 2, 14)) == DayStatus(working=True, provisional=False)
        assert working(office, date(2027, 6, 9)) == DayStatus(working=False, provisional=False)
        assert working(office, date(2026, 9, 20)) == DayStatus(working=True, provisional=False)
        await office.stage.restart_bot()
    watch.news()
    await office.say("张敏", "/calendar")
    loaded = source(2027, "loaded", number=1, name="张敏", second="赵批")
    assert watch.news() == {"张敏": [states(source(2026, "announced"), loaded)]}
    await load(office)
    assert watch.news()["张敏"][-1] == says("calendar.same", year=2027)


def say_worked(day: str) -> str:
    return says("calendar.changed_worked", day=date.fromisoformat(day))[0]


@pytest.mark.parametrize(("name", "form"), [("2027.json", as_json), ("2027.ics", as_ics)])
async def test_year_is_loaded_from_a_file_as_from_the_text(
    office: Office, name: str, form: Callable[[tuple[ListedDay, ...]], str]
) -> None:
    watch = Watch(office)
    await office.say("张敏", "/calendar")
    await office.press("张敏", "【工作日历】", "载入节假日安排")
    watch.news()
    await office["张敏"].sends_file("private", name, b"no calendar")
    await office.stage.settle()
    assert watch.news()["张敏"][0][0].startswith("没有载入")
    await office["张敏"].sends_file("private", name, form(read_notice(NOTICE).days).encode())
    await office.stage.settle()
    year, preview = watch.news()["张敏"]
    assert year == year_of_notice()
    assert preview[1] == ["提交复核", "放弃"]
    await office.press("张敏", "【请核对】", "提交复核")
    await office.press("孙批", "【日历复核】", "与通知一致，同意")
    told = [working(office, date(2027, 10, day)) for day in (7, 9)]
    assert told == [DayStatus(working=False, provisional=False), DayStatus(working=True, provisional=False)]


async def test_faults_are_said_at_once_and_nothing_is_loaded(office: Office) -> None:
    watch = Watch(office)
    await load(office, NOTICE.replace("1月1日（周五）", "1月1日（周四）").replace("共3天", "共4天", 1))
    lines = [
        text("calendar.fault.weekday", day=date(2027, 1, 1), said="周四"),
        text("calendar.fault.count", words="1月1日(周四)至3日(周日)放假,共4天", said=4, n=3),
    ]
    assert watch.news()["张敏"][-1] == says("calendar.faults", n=2, lines=lines)
    await office.say("张敏", NOTICE.replace("2027", "2025"))
    assert says("calendar.faults", n=1, lines="")[0][:5] in watch.news()["张敏"][-1][0]
    await office.say("张敏", NOTICE)
    assert watch.news()["张敏"][-1][1] == ["提交复核", "放弃"]
    await office.press("张敏", "【请核对】", "放弃")
    dropped = says("calendar.dropped", name="张敏", year=2027)
    assert watch.news() == {"张敏": [dropped]}


async def test_one_person_does_not_load_and_confirm_and_nobody_else_may(office: Office) -> None:
    watch = Watch(office)
    for name in ("王芳", "赵批", "甲一"):
        await office.say(name, "/calendar")
        assert watch.news() == {name: [says("denied.role")]}
    await put(office)
    watch.news()
    assert await office.press("孙批", "【日历复核】", "不一致") == "已收到"
    declined = says("calendar.declined", year=2027, name="张敏", second="孙批")
    assert watch.news() == {"张敏": [declined], **{name: [declined] for name in SECONDS}}

    await put(office)
    watch.news()
    await office.press("张敏", "已提交", "撤回")
    dropped = says("calendar.dropped", year=2027, name="张敏")
    assert watch.news() == {"张敏": [dropped], **{name: [dropped] for name in SECONDS}}


async def test_confirmation_waits_five_working_days(office: Office) -> None:
    await put(office)
    card = office["赵批"].last()
    watch = Watch(office)
    await office.say("赵批", "/pending")
    assert [labels for _, labels in watch.news()["赵批"]] == [[], ["与通知一致，同意", "不一致，退回"]]
    assert office["赵批"].last().id > card.id
    office.stage.clock.move_to(datetime(2026, 9, 29, 9, tzinfo=ZONE))
    await office.stage.tick()
    office.stage.clock.move_to(datetime(2026, 9, 30, 9, tzinfo=ZONE))
    assert await office.press("赵批", "【日历复核】", "与通知一致") == says("calendar.expired", days=5)[0]
    await office.stage.tick()
    lapsed = says("calendar.lapsed", year=2027, name="张敏")
    news = watch.news()
    assert all(lapsed in news[name] for name in ("张敏", *SECONDS))
    reminders = [shown for shown in news["赵批"] if shown[0].startswith("【催办】")]
    assert [labels for _, labels in reminders] == [[]]
    assert working(office, date(2027, 2, 14)).provisional


async def test_dates_promised_move_later_only_and_whoever_owes_is_told(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    first, second = drawn.people[:2]
    # Two duties that run over Labour Day 2027, the one guessed too early, the other too late.
    rows = {
        first: (date(2027, 4, 29), 1, date(2027, 4, 30)),
        second: (date(2027, 4, 29), 1, date(2027, 5, 10)),
    }
    async with office.stage.service.database.writing() as work:
        for open_one in await work.deadlines.all(state="open"):
            await work.deadlines.move(open_one, "settled")
        for name, (started, term, due) in rows.items():
            person = await work.people.one(name=name)
            duty = await work.duties.one(person_id=person.id)
            row = {"subject_kind": "duty", "subject_id": duty.id, "person_id": person.id}
            dates = {"started_on": started, "due_on": due, "term_days": term, "provisional": True}
            await work.deadlines.add(Deadline(kind="acknowledgement", rule="acknowledgement", **row, **dates))
    moved_notice = NOTICE.replace("4月25日（周日）、5月8日", "5月8日").replace(
        "5月1日（周六）至5日（周三）放假调休，共5天", "4月30日（周五）至5月4日（周二）放假调休，共5天"
    )
    await load(office, moved_notice)
    await office.press("张敏", "【请核对】", "提交复核")
    watch = Watch(office)
    await office.press("赵批", "【日历复核】", "与通知一致")
    news = watch.news()

    def told(old: date, due: date) -> Shown:
        values = {"number": NUMBER, "what": text("deadline.acknowledgement")}
        line = text(
            "calendar.moved",
            **values,
            old=text("date.provisional", day=old),
            due=text("date.due", day=due),
        )
        return says("calendar.deadlines", year=2027, lines=[line])

    # The duty card is edited to the new date, and a message says what has changed.
    (first_card, first_told), (second_card, second_told) = news[first], news[second]
    assert "\n接受期限：2027年5月5日（周三） 24:00\n" in first_card[0]
    assert "\n接受期限：2027年5月10日（周一） 24:00\n" in second_card[0]
    assert first_told == told(date(2027, 4, 30), date(2027, 5, 5))
    assert second_told == told(date(2027, 5, 10), date(2027, 5, 10))
    assert news.keys() == {first, second, "张敏", *SECONDS}
    async with office.stage.service.database.reading() as work:
        kept = await work.deadlines.all(state="open")
    assert {(each.provisional, each.calendar_version) for each in kept} == {(False, 1)}


async def test_missing_year_is_told_once_a_month_from_november(office: Office) -> None:
    warned = says("calendar.missing", "载入节假日安排", year=2027)
    told = []
    for day in (
        datetime(2026, 10, 30, 9, tzinfo=ZONE),
        datetime(2026, 11, 1, 9, tzinfo=ZONE),  # a Sunday
        datetime(2026, 11, 2, 7, tzinfo=ZONE),
        datetime(2026, 11, 2, 9, tzinfo=ZONE),
        datetime(2026, 11, 3, 9, tzinfo=ZONE),
        datetime(2026, 12, 1, 9, tzinfo=ZONE),
    ):
        office.stage.clock.move_to(day)
        watch = Watch(office)
        await office.stage.tick()
        told.append([name for name, shown in watch.news().items() if warned in shown])
    assert told == [[], [], [], ["张敏"], [], ["张敏"]]

    await put(office)
    await office.press("赵批", "【日历复核】", "与通知一致")
    office.stage.clock.move_to(datetime(2027, 1, 4, 9, tzinfo=ZONE))
    watch = Watch(office)
    await office.stage.tick()
    assert [shown for screen in watch.news().values() for shown in screen if shown == warned] == []
