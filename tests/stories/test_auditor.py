"""The auditor reads what the records look like from above, and nobody else does."""

from datetime import timedelta

from bot.domain.inspections import SUBMITTED, InspectionState, Seat
from bot.domain.people import Grant, Person, Role
from bot.domain.results.materials import FORM
from bot.domain.texts import text
from playground import PersonDriver
from tests.stories.acts import ask_recusal
from tests.stories.office import Office
from tests.stories.platform_lists import FIRST, carried_on
from tests.stories.test_follow_up import found
from tests.stories.wording import NUMBER, say


async def with_auditor(office: Office) -> PersonDriver:
    """Have somebody who may read everything."""
    auditor = office.stage.person("纪检")
    async with office.stage.service.database.writing() as work:
        person = await work.people.add(Person(name="纪检", unit="", account_id=auditor.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.AUDITOR, unit=""))
    auditor.has_started()
    return auditor


async def test_auditor_reads_signs_in_private_and_nobody_else_is_offered_them(office: Office) -> None:
    drawn, bad, watch = await found(office)
    auditor = await with_auditor(office)
    async with office.stage.service.database.writing() as work:
        # The team of one form was content with words on why there is no picture.
        form, *_ = await work.materials.all(item_code=FORM)
        await work.materials.change(form, is_dropped=True)
    await office.say("王芳", "/status")
    assert "核查线索" not in [button.label for button in office["王芳"].last().each_button()]
    await office.say(auditor, "/status")
    watch.news()
    await office.press(auditor, "【进度】", "核查线索")

    words = auditor.last().text
    assert words.startswith("【核查线索】截至")
    leader, partner = drawn.teams[1]
    for line in (
        f"· {leader}：2 家",
        f"· {partner}：2 家",
        f"· {NUMBER} {bad}：0 分钟",
        f"· {NUMBER} {bad}：签字盖章的联合抽查表没有照片",
        say("scrutiny.nothing"),
    ):
        assert line in words
    assert words.count("没有照片") == 1
    await _heard_late(office)
    async with office.stage.service.database.reading() as work:
        before = await work.journal.count()
    await office.press(auditor, "【进度】", "核查线索")
    assert f"· {NUMBER} {bad}：" not in auditor.last().text.split("同一文件")[0]
    async with office.stage.service.database.reading() as work:
        assert await work.journal.count() == before


async def _heard_late(office: Office) -> None:
    """Let the first piece of the field have been sent half an hour before the bot heard of the visit."""
    async with office.stage.service.database.writing() as work:
        piece, *_ = [each for each in await work.materials.all() if each.message_id and not each.is_dropped]
        await work.materials.change(piece, sent_at=piece.sent_at - timedelta(minutes=30))


async def test_what_the_report_has_no_room_for_follows_it(office: Office) -> None:
    await found(office)
    auditor = await with_auditor(office)
    names = [f"第{n:02}人" for n in range(1, 13)]
    async with office.stage.service.database.writing() as work:
        people = [await work.people.add(Person(name=name, unit="")) for name in names]
        (submitted, *_) = await work.inspections.all(state=SUBMITTED)
        (duty, *_) = await work.duties.all()
        for each in people:
            await work.seats.add(Seat(inspection_id=submitted.id, duty_id=duty.id, person_id=each.id))
    await office.say(auditor, "/status")
    await office.press(auditor, "【进度】", "核查线索")

    report, *rest = [each.text for each in auditor.screen() if each.text.startswith("【核查线索】")]
    (load,) = [each for each in rest if "各人检查家数（续）" in each]
    told = [line for each in (report.split("各人检查家数：")[1], load) for line in each.split("\n")]
    assert [name for name in names if f"· {name}：1 家" not in told] == []
    assert "· 另有 4 条，见后" in report
    async with office.stage.service.database.writing() as work:
        for each in people:
            await work.seats.remove(person_id=each.id)


async def test_auditor_reads_what_became_of_requests_and_where_the_platform_differs(office: Office) -> None:
    await carried_on(office, FIRST)
    await ask_recusal(office, "甲一", "", "涉及本人利害关系")
    await ask_recusal(office, "丙三", "", "涉及本人利害关系")
    await office.press("赵批", "【回避", "不同意")
    await office.say("赵批", "不属于回避情形")
    async with office.stage.service.database.writing() as work:
        # One of the two whom the platform lists for the first school is not among those who went there.
        inspection, *_ = await work.inspections.all()
        *_, seat = await work.seats.all(inspection_id=inspection.id)
        await work.seats.change(seat, is_open=False)
        await work.inspections.change(inspection, state=InspectionState.ENTERED)
    auditor = await with_auditor(office)
    await office.say(auditor, "/status")
    await office.press(auditor, "【进度】", "核查线索")

    words = auditor.last().text
    asked = {"kind": text("request.kind.recusal"), "n": 1, "granted": 0, "moot": 0}
    for line in (
        say("scrutiny.asked", name="丙三", refused=1, undecided=0, **asked),
        say("scrutiny.asked", name="甲一", refused=0, undecided=1, **asked),
        say("scrutiny.platform", where=f"{NUMBER} 第一中学", listed="甲一、乙二", ours="甲一"),
    ):
        assert line in words
