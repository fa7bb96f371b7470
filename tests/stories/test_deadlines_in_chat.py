"""Who owes what, as the office reads it: the group's board, the digest of the day, an inspector's week."""

from datetime import date, datetime

from bot.domain.deadlines import Deadline
from bot.domain.people import Grant, Role
from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import accept
from tests.stories.office import MONDAY, TOWN, VILLAGE, Office
from tests.stories.test_round_publication import signed
from tests.stories.watch import GROUP, Shown
from tests.stories.wording import NUMBER, Drawn, drawn_round, due, say, says

UNITS = (TOWN, VILLAGE)


async def at(office: Office, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    """Move to this instant in Shanghai and let the clock strike."""
    office.stage.clock.move_to(datetime(2026, month, day, hour, minute, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()


def named(names: list[str]) -> Text | str:
    first, *rest = names
    return text("reminder.names", first=first, rest=named(rest)) if rest else first


def group_line(kind: str, names: list[str], late: int) -> Text:
    values = {"n": len(names), "late": late, "due": due(9, 22), "names": named(sorted(names))}
    return text("reminder.group_line", what=text(f"deadline.{kind}"), **values)


def board(state: str, inspections: dict[str, int], accepted: int, *lines: Text) -> Shown:
    counts = [
        text("status.count", state=text(f"inspection.state.{each}"), n=n) for each, n in inspections.items()
    ]
    values = {"number": NUMBER, "state": text(f"round.state.{state}"), "accepted": accepted, "duties": 4}
    return says("board.round", inspections=counts, lines=list(lines) or text("board.nothing"), **values)


def digest(day: date, late: int, today: int, *lines: Text) -> Shown:
    values = {"day": day, "n": len(lines), "late": late, "today": today, "lines": list(lines)}
    return says("digest.office", **values)


def owed(name: str | Text, kind: str, about: str | Text, until: Text) -> Text:
    values = {"number": NUMBER, "name": name, "what": text(f"deadline.{kind}"), "about": about}
    return text("digest.line", due=until, **values)


def digest_lines(drawn: Drawn, until: Text) -> list[Text]:
    people = [owed(name, "acknowledgement", text("reminder.round"), until) for name in drawn.people]
    units = [owed(unit, "confirmation", unit, until) for unit in sorted(UNITS) if drawn.in_unit(unit)]
    return [*people, *units]


async def test_board_is_edited_and_the_digest_comes_at_nine(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")
    lines = [
        group_line("acknowledgement", drawn.people, 0),
        group_line("confirmation", [unit for unit in UNITS if drawn.in_unit(unit)], 0),
    ]
    await at(office, 9, 21, 9, 1)
    told = digest(date(2026, 9, 21), 0, 0, *digest_lines(drawn, due(9, 22)))
    first = board("confirming", {"drawn": 6}, 0, *lines)
    assert watch.news() == {"张敏": [told], "王芳": [told], GROUP: [first]}

    # Accepting shows on the board, which is edited: nobody gets a message for it, not even in the evening.
    posted = office.group.screen()[-1].id
    await accept(office, *drawn.people)
    watch.news()
    await at(office, 9, 21, 20)
    news = watch.news()
    assert news[GROUP][0] == board("confirming", {"drawn": 6}, 4, lines[1])
    assert [each for each in office.group.screen() if each.text.startswith("【看板】")][-1].id == posted
    assert news.keys() == {GROUP}

    await at(office, 9, 22, 8, 30)
    assert not any("【每日提要】" in shown[0] for screen in watch.news().values() for shown in screen)
    await at(office, 9, 22, 9)
    units = [owed(unit, "confirmation", unit, due(9, 22)) for unit in sorted(UNITS) if drawn.in_unit(unit)]
    told = digest(date(2026, 9, 22), 0, len(units), *units)
    assert watch.news() == {"张敏": [told], "王芳": [told]}
    await at(office, 9, 22, 17)
    assert watch.news() == {}

    await at(office, 9, 23)
    news = watch.news()
    late = text("date.overdue", due=due(9, 22))
    units = [owed(unit, "confirmation", unit, late) for unit in sorted(UNITS) if drawn.in_unit(unit)]
    assert news["王芳"] == [digest(date(2026, 9, 23), len(units), 0, *units)]
    late_line = group_line("confirmation", [unit for unit in UNITS if drawn.in_unit(unit)], len(units))
    assert board("confirming", {"drawn": 6}, 4, late_line) in news[GROUP]

    # Nothing is owed: no digest. The board says so.
    await office.confirm()
    watch.news()
    await at(office, 9, 24)
    news = watch.news()
    assert board("inspecting", {"confirmed": 6}, 4) in news[GROUP]
    assert {name for name in news if name != GROUP} & {"张敏", "王芳"} == set()

    # The year's plan is read of by every coordinator, but by none whose delegation has not begun.
    await _owe_plan_and_delegate(office, "李核", date(2026, 9, 29))
    for day, readers in ((28, {"张敏", "王芳"}), (29, {"张敏", "王芳", "李核"})):
        await at(office, 9, day)
        news = watch.news()
        assert {name for name in news if any("【每日提要】" in shown for shown, _ in news[name])} == readers


async def _owe_plan_and_delegate(office: Office, name: str, starts_on: date) -> None:
    """Have the year's plan owed, and let this person act for a coordinator from some day on."""
    async with office.stage.service.database.writing() as work:
        person, lender = await work.people.one(name=name), await work.people.one(name="王芳")
        assert person is not None
        assert lender is not None
        deputy = {"person_id": person.id, "lent_by": lender.id, "role": Role.COORDINATOR}
        await work.grants.add(Grant(**deputy, starts_on=starts_on, ends_on=date(2026, 9, 30)))
        plan = {"kind": "plan", "subject_kind": "plan", "subject_id": 2026, "rule": "plan_due"}
        days = {"started_on": date(2026, 9, 24), "due_on": date(2026, 9, 30)}
        await work.deadlines.add(Deadline(**plan, **days, role=Role.LEAD_OFFICE))


async def test_week_is_sent_to_who_wants_it(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader = drawn.teams[1][0]
    await office.say(leader, "/week")
    week = watch.news()[leader][-1]
    lines = {
        "owed": [
            text(
                "week.owed",
                number=NUMBER,
                what=text("deadline.acknowledgement"),
                about=text("reminder.round"),
                due=due(9, 22),
            )
        ],
        "visits": [
            text("week.visit", number=NUMBER, name=name, state=text("inspection.state.drawn"))
            for name in drawn.of(1)
        ],
    }
    days = {"first": date(2026, 9, 21), "last": date(2026, 9, 27)}
    assert week == says("week.mine", "每周发给我", **days, **lines, sending=text("week.off"))
    assert await office.press(leader, "【本周安排】", "每周发给我") == "已收到"
    on = says("week.mine", "不再每周发送", **days, **lines, sending=text("week.on"))
    assert watch.news() == {leader: [on]}

    await office.confirm()
    await accept(office, leader)
    # The first working day after Mid-Autumn is Monday, in the week of National Day it is Thursday.
    sent = {}
    for day in (
        date(2026, 9, 28),
        date(2026, 9, 29),
        date(2026, 10, 5),
        date(2026, 10, 8),
        date(2026, 10, 9),
    ):
        watch.news()
        await at(office, day.month, day.day)
        mine = [shown for shown in watch.news().get(leader, []) if shown[0].startswith("【本周安排】")]
        if mine:
            sent[day] = mine
    confirmed = [
        text("week.visit", number=NUMBER, name=name, state=text("inspection.state.confirmed"))
        for name in drawn.of(1)
    ]
    rest = {"owed": text("week.nothing_owed"), "visits": confirmed, "sending": text("week.on")}
    weeks = {
        date(2026, 9, 28): {"first": date(2026, 9, 28), "last": date(2026, 10, 4)},
        date(2026, 10, 8): {"first": date(2026, 10, 5), "last": date(2026, 10, 11)},
    }
    assert sent == {day: [says("week.mine", "不再每周发送", **span, **rest)] for day, span in weeks.items()}
    await office.press(leader, "【本周安排】", "不再每周发送")
    watch.news()
    await at(office, 10, 12)
    assert not any("【本周安排】" in shown[0] for shown in watch.news().get(leader, []))


async def test_what_an_outage_has_kept_from_leaving_is_said_once_and_not_to_who_is_done(
    office: Office,
) -> None:
    drawn, watch = await drawn_round(office, "100%")
    done, also_done, *silent = drawn.people
    service = office.stage.service
    service.outbox.stop()

    async def settle(name: str) -> None:
        async with service.database.writing() as work:
            person = await work.people.one(name=name)
            assert person is not None
            duty = await work.duties.one(person_id=person.id)
            assert duty is not None
            await service.desk.bot_act(work).settle("acknowledgement", ("duty", duty.id))

    for day in (22, 23, 24):
        office.stage.clock.move_to(datetime(2026, 9, day, 9, tzinfo=MONDAY.tzinfo))
        await service.tick()
        if day == 23:
            await settle(done)
    await settle(also_done)
    await office.stage.restart_bot()
    await office.stage.settle()

    news = watch.news()
    titles = {name: [shown.split("\n")[0] for shown, _ in screen] for name, screen in news.items()}
    assert [titles[name].count("【催办】未办事项 1 项") for name in silent] == [1, 1]
    assert [any("【催办】" in title for title in titles.get(name, [])) for name in (done, also_done)] == [
        False,
        False,
    ]
    assert titles[GROUP].count(f"【本日提醒】{NUMBER}") == 1
    assert [title for title in titles["张敏"] if "【每日提要】" in title] == [
        "【每日提要】2026年9月24日（周四）：未办 5 项，其中逾期 5 项、今日到期 0 项"
    ]


async def test_review_and_publication_are_settled_from_their_reminders(office: Office) -> None:
    _, bad, good, watch = await signed(office)

    def told(kind: str, *targets: str) -> list[str]:
        return [
            f"{n}. {NUMBER} {say(f'deadline.{kind}')}（{name}）" for n, name in enumerate(targets, start=1)
        ]

    def numbered(name: str) -> tuple[list[str], list[str]]:
        """Return the numbered lines and the buttons of the person's newest reminder."""
        message = card(office[name], "【催办】")
        lines = [line for line in message.text.split("\n") if line[:2] in ("1.", "2.")]
        return lines, [button.label for button in message.each_button()]

    # The term of the review: five working days after the signature of 21 September, over Mid-Autumn.
    await at(office, 9, 29)
    review = numbered("周审")
    assert sorted(review[0]) == sorted(told("release", good, bad))
    assert sorted(review[1]) == sorted([f"审核通过：{good}", f"审核通过：{bad}"])
    assert await office.press("周审", "【催办】", f"审核通过：{bad}") == "已审核通过"
    await at(office, 9, 29, 9, 1)
    assert numbered("周审")[1] == [f"审核通过：{good}"]

    # The term of publication: twenty working days; what is not released yet has no button.
    watch.news()
    await at(office, 10, 26)
    lines, buttons = numbered("王芳")
    assert sorted(lines) == sorted(told("publication", good, bad))
    followed = [label for label in buttons if label.startswith("打开：")]  # the finding is followed up now
    assert (len(followed), buttons) == (1, [f"公示：{bad}", *followed])
    assert await office.press("王芳", "【催办】", f"公示：{bad}") == "已公示"
    # Above the releaser stands the approver; where the unit has none it is the lead office, told once.
    report = card(office["张敏"], "【逾期报告】").text
    assert told("release", good)[0][3:] in report
