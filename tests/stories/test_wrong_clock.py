"""A machine's clock that jumps by a month and is set right: nobody is hurried, and no reminder is lost."""

from datetime import timedelta

from bot.domain.reminders import Reminded
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import drawn_round

MONTH = timedelta(days=30)


async def reminded(office: Office) -> list[tuple[str, str]]:
    """Return what was said of whose term, and to whom it went."""
    async with office.stage.service.database.reading() as work:
        rows: list[Reminded] = await work.reminders.all()
        return [(each.kind.value, each.to.value) for each in rows]


async def test_clock_that_jumps_by_a_month_hurries_nobody_and_loses_nothing(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    watch = Watch(office)
    office.stage.clock.go_wrong(MONTH)
    for _ in range(3):
        await office.stage.tick()
    assert (await reminded(office), watch.news()) == ([], {})
    # Nor does a process that is started meanwhile: Telegram's server says with every answer what time it is.
    await office.stage.restart_bot()
    await office.stage.tick()
    assert (await reminded(office), watch.news()) == ([], {})
    office.stage.clock.go_wrong(timedelta())
    await office.stage.tick()
    assert await reminded(office) == []

    # Set right, it reminds on the last day as ever, and those above when it is their turn.
    await office.stage.pass_working_day()
    terms = len(drawn.people) + len({"钱核", "李核"} & watch.news().keys())
    assert await reminded(office) == [("last_day", "holder")] * terms
    await office.stage.pass_working_day()
    await office.stage.pass_working_day()
    assert await reminded(office) != []


async def test_what_a_wrong_clock_has_said_is_said_again(office: Office) -> None:
    await drawn_round(office)
    # A server that knows no better than its machine, such as an own one: the terms seem long over.
    office.stage.clock.go_wrong(MONTH)
    await office.stage.service.ticks.tick()
    await office.stage.settle()
    early = await reminded(office)
    assert {to for _, to in early} == {"holder", "approver", "lead_office"}
    office.stage.clock.go_wrong(timedelta())
    await office.stage.pass_working_day()
    assert ("last_day", "holder") in (await reminded(office))[len(early) :]
    watch = Watch(office)
    for _ in range(3):
        await office.stage.pass_working_day()
    reports = {name for name, shown in watch.news().items() if any("【逾期报告】" in w for w, _ in shown)}
    assert sorted(reports) == sorted({"张敏", "赵批", "孙批"})
