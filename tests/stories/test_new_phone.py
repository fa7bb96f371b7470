"""A new phone, a lost phone, a changed account: what is open moves along, the old account gets nothing."""

import json

from bot.domain.people import Person
from bot.usecases.people.links import make_link
from demo.stage import BOT_NAME, card
from tests.stories.acts import ask_recusal, links_of, open_link
from tests.stories.office import INSPECTORS, Office
from tests.stories.watch import Watch
from tests.stories.wording import Drawn, drawn_round, say, says


def of_town(drawn: Drawn) -> str:
    """Return somebody of the town's unit who was drawn."""
    return next(name for name in drawn.people if INSPECTORS.index(name) % 2 == 0)


async def open_page(office: Office, name: str, by: str = "张敏") -> None:
    """Have somebody turn to a person's page in /people."""
    await office.say(by, "/people")
    if not any(button.label == name for button in office[by].last().each_button()):
        await office.press(by, "【人员】", "下一页")
    await office.press(by, "【人员】", name)


async def link_for(office: Office, name: str, label: str) -> str:
    """Have the lead office make a link on somebody's page."""
    await open_page(office, name)
    await office.press("张敏", "【人员】", label)
    return links_of(office["张敏"])[-1]


async def test_approver_with_a_new_phone_finds_what_waits_for_him(office: Office) -> None:
    drawn, _ = await drawn_round(office, "100%")
    asker = of_town(drawn)
    await ask_recusal(office, asker, "", "其他可能影响公正的情形")
    old = card(office["赵批"], "【回避审批】")
    link = await link_for(office, "赵批", "更换账号")
    watch = Watch(office)

    phone = await open_link(office, "赵批新机", link)
    assert say("bind.moves").strip() in phone.last().text
    assert await office.press(phone, "此链接用于绑定", "确认是本人") == say("bind.toast")

    news = watch.news()
    assert [text.split("\n")[0] for text, _ in news["赵批新机"]] == [
        say("bind.done", name="赵批", unit="城关学区").split("\n")[0],
        "【回避审批】SSJ-2026-0001",
    ]
    assert news["赵批"] == [says("bind.moved", name="赵批")]
    assert set(news) == {"赵批", "赵批新机"}
    assert await office.stage.presses(office["赵批"], old, "同意回避") == say("denied.stranger")
    await office.press(phone, "【回避审批】", "同意回避")
    assert "赵批" not in watch.news()


async def test_lost_phone_is_unbound_at_once_and_the_new_account_gets_the_duty(office: Office) -> None:
    drawn, _ = await drawn_round(office, "100%")
    name = of_town(drawn)
    await office.press(name, "【检查任务】", "申请回避")
    link = await link_for(office, name, "更换账号")
    await open_link(office, "新机一", link)
    await office.press("新机一", "此链接用于绑定", "确认是本人")
    told = card(office["赵批"], f"{name}（城关学区）已绑定")
    await open_page(office, name)
    watch = Watch(office)

    await office.press("张敏", "【人员】", "撤销绑定")
    assert watch.news()["新机一"] == [says("bind.taken")]
    await open_link(office, "新机二", await link_for(office, name, "重新生成绑定链接"))
    watch.news()
    await office.press("新机二", "此链接用于绑定", "确认是本人")

    news = watch.news()
    assert [text.split("，")[0] for text, _ in news["新机二"]][1:] == ["【检查任务】SSJ-2026-0001"]
    assert set(news) == {"新机二", "赵批"}
    assert await office.stage.presses(office["赵批"], told, "不是本人") == say("refused.stale")
    for account in (name, "新机一"):
        await office.say(account, "/duty")
        assert watch.news() == {account: [says("denied.stranger")]}


async def test_last_account_of_the_lead_office_is_not_unbound(office: Office) -> None:
    await open_page(office, "张敏")
    assert await office.press("张敏", "【人员】", "撤销绑定") == say("people.last_account")


async def test_second_line_of_one_person_is_folded_and_its_own_account_unbound(office: Office) -> None:
    """The old account, not the one that confirms, is what the journal says has gone."""
    stage, old = office.stage, office.stage.person("旧机")
    await office.say(old, "/start")
    async with stage.service.database.writing() as work:
        twin = await work.people.add(Person(name="赵批", unit="城关学区", account_id=old.id))
        token = await make_link(stage.service.desk.bot_act(work), twin)
    await open_link(office, "赵批", f"https://t.me/{BOT_NAME}?start={token}")
    watch = Watch(office)
    await office.press("赵批", "此链接用于绑定", "确认是本人")
    assert watch.news()["旧机"] == [says("bind.moved", name="赵批")]
    async with stage.service.database.reading() as work:
        ends = [json.loads(each.body) for each in await work.journal.all(event="account_unbound")]
        kept = await work.people.get(twin.id)
    assert ([each["data"]["person_id"] for each in ends], kept.account_id) == ([twin.id], None)
    await office.say("旧机", "/pending")
    assert watch.news()["旧机"] == [says("denied.stranger")]
