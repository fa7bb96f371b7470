"""Who decides on an extension, or on a measure, once the round has gone back to whom it was lent from."""

from bot.domain.people import Role
from demo.stage import card
from tests.stories.ledger import grant, ledger
from tests.stories.office import Office
from tests.stories.test_extensions import PLEA, TITLE, WHY
from tests.stories.test_follow_up import CARD, DAY_SHOWN, ITEM, WANTED, found, order
from tests.stories.test_posts import delegate
from tests.stories.watch import Watch
from tests.stories.wording import COORDINATOR, NUMBER, due, say

DECISION = "【处理意见审批】"
NEXT_DAY = "2026-10-16"


async def lent(office: Office) -> None:
    """Lend the round for two days to one of the lead office."""
    await grant(office, "李核", Role.LEAD_OFFICE)
    await delegate(office, "王芳", COORDINATOR, "李核", "9月21日至22日")
    await office.press("张敏", "【委托职责】请核对", "确认委托")


async def given_back(office: Office) -> None:
    for _ in range(2):
        await office.stage.pass_working_day()


def seen(office: Office, name: str, title: str) -> list[list[str]]:
    """Return the buttons of each card with this title that the person sees."""
    return [m.labels for m in office.sees(name) if m.text.startswith(title)]


async def leaves(office: Office, name: str) -> None:
    """Take every role of the lead office from somebody."""
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=name)
        for each in await work.grants.all(person_id=person.id, role=Role.LEAD_OFFICE):
            await work.grants.change(each, is_revoked=True)


async def test_whoever_recorded_a_request_is_not_asked_to_decide_and_the_lead_office_names_another(
    office: Office,
) -> None:
    _, bad, _ = await found(office)
    await order(office)
    await lent(office)
    await office.press("李核", CARD, "检查对象申请延期")
    await office.say("李核", NEXT_DAY)
    await office.say("李核", PLEA)
    assert (len(seen(office, "张敏", TITLE)), seen(office, "李核", TITLE)) == (1, [])
    await leaves(office, "张敏")
    watch = Watch(office)
    await given_back(office)
    facts = {"number": NUMBER, "name": bad, "item": ITEM, "ordered": DAY_SHOWN, "by": "李核"}
    nobody = (say("extension.nobody_decides", **facts, due=due(9, 29)), [])
    news = watch.news()
    assert [name for name, told in news.items() if nobody in told] == ["王芳", "李核"]
    await office.say("李核", "/pending")
    assert watch.news()["李核"] == [nobody]

    # Somebody else of the lead office finds it, and decides.
    await grant(office, "钱核", Role.LEAD_OFFICE)
    await office.say("钱核", "/pending")
    await office.press("钱核", TITLE, "不同意延期")
    await office.say("钱核", WHY)
    assert [each["state"] for each in (await ledger(office))["extensions"]] == ["refused"]


async def test_whoever_proposed_a_measure_does_not_agree_to_it_once_the_round_went_back(
    office: Office,
) -> None:
    _, bad, _ = await found(office)
    await lent(office)
    await office.press("李核", CARD, "责令改正")
    await office.say("李核", "2026-10-10")
    await office.say("李核", WANTED)
    await given_back(office)
    await office.say("李核", "/pending")
    assert (len(seen(office, "张敏", DECISION)), seen(office, "李核", DECISION)) == (1, [])
    asked = card(office["张敏"], DECISION)
    await leaves(office, "张敏")
    watch = Watch(office)
    await office.say("李核", "/pending")
    facts = {"number": NUMBER, "name": bad, "item": ITEM, "by": "李核", "due": due(9, 29)}
    assert watch.news()["李核"] == [(say("follow_up.undecidable", **facts), [])]
    await grant(office, "张敏", Role.LEAD_OFFICE)
    await office.stage.presses(office["张敏"], asked, "同意")
    assert DAY_SHOWN in card(office["王芳"], CARD).text
