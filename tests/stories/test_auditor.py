"""The auditor reads what the records look like from above, and nobody else does."""

from bot.domain.people import Grant, Person, Role
from tests.stories.office import Office
from tests.stories.test_follow_up import found
from tests.stories.wording import NUMBER, say


async def test_auditor_reads_signs_in_private_and_nobody_else_is_offered_them(office: Office) -> None:
    drawn, bad, watch = await found(office)
    auditor = office.stage.person("纪检")
    async with office.stage.service.database.writing() as work:
        person = await work.people.add(Person(name="纪检", unit="", account_id=auditor.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.AUDITOR, unit=""))
    auditor.has_started()
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
        say("scrutiny.nothing"),
    ):
        assert line in words
    async with office.stage.service.database.reading() as work:
        before = await work.journal.count()
    await office.press(auditor, "【进度】", "核查线索")
    async with office.stage.service.database.reading() as work:
        assert await work.journal.count() == before
