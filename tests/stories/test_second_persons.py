"""What waits for a second person is owed: he is reminded with the button that settles it, then it lapses."""

from bot.domain.people import Role
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import accept, submit_normal
from tests.stories.office import Office
from tests.stories.test_round_recusal import approver_of, unit_of
from tests.stories.watch import News, Watch
from tests.stories.wording import APPROVER, DEFAULT, LEAD_OFFICE, NUMBER, drawn_round, say, says


def reminded(news: News, kind: str) -> list[str]:
    """Return who was reminded of this kind, or heard that somebody else has not done it."""
    what, titles = say(f"deadline.{kind}"), ("【催办】", "【逾期报告】")
    return sorted(
        name
        for name, messages in news.items()
        if any(words.startswith(titles) and what in words and "已办结" not in words for words, _ in messages)
    )


async def days_of(office: Office, watch: Watch, kind: str, days: int) -> list[list[str]]:
    """Let so many working days pass; return who was reminded on each."""
    found = []
    for _ in range(days):
        await office.stage.pass_working_day()
        found.append(reminded(watch.news(), kind))
    return found


async def states(office: Office, kind: str) -> list[str]:
    async with office.stage.service.database.reading() as work:
        return [each.state.value for each in await work.deadlines.all(kind=kind)]


async def test_partner_owes_his_signature_and_the_lead_office_stands_in_above(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await accept(office, *drawn.people)
    await office.confirm()
    (leader, partner), target = drawn.teams[1], drawn.of(1)[0]
    async with office.stage.service.database.writing() as work:
        for grant in await work.grants.all(role=Role.APPROVER, unit=unit_of(partner)):
            await work.grants.change(grant, is_revoked=True)
    await submit_normal(office, drawn, target)
    watch.news()
    # Five working days over Mid-Autumn: half-way, the day before, the last day; then daily, and upwards.
    mine, both = [partner], sorted([partner, "张敏"])
    assert await days_of(office, watch, "signature", 6) == [[], [], mine, mine, mine, mine]
    await office.stage.pass_working_day()
    news = watch.news()
    assert reminded(news, "signature") == both
    report = next(words for words, _ in news["张敏"] if words.startswith("【逾期报告】"))
    stood_in = f"{unit_of(partner)}没有可以办理的{APPROVER}，由{LEAD_OFFICE}代行。"
    assert [f"责任人：{partner}\n" in report, stood_in in report] == [True, True]

    assert await office.press(partner, "【催办】", f"查看记录：{target}") == "已收到"
    assert next(words for words, _ in watch.news()[partner]).startswith("【共同签字】")
    assert await office.press(partner, "【催办】", f"签字确认：{target}") == "已签字"
    assert await states(office, "signature") == ["settled"]
    assert await days_of(office, watch, "signature", 2) == [[], []]

    # What is sent back is owed no more; submitted again it is owed anew.
    other = drawn.of(1)[-1]
    await submit_normal(office, drawn, other)
    await office.press(partner, f"【共同签字】{NUMBER}\n检查对象：{other}", "退回")
    await office.say(partner, "第 1 项与现场不符")
    await office.press(leader, "【检查任务】", f"填报检查：{other}")
    assert await states(office, "signature") == ["settled", "cancelled"]


async def test_decision_stands_in_where_the_unit_has_nobody(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    async with office.stage.service.database.writing() as work:
        for grant in await work.grants.all(role=Role.APPROVER, unit=unit_of(name)):
            await work.grants.change(grant, is_revoked=True)
    await office.press(name, "【检查任务】", "申请更换")
    await office.press(name, "请选择需要更换人员的检查对象", "本批次全部任务")
    await office.press(name, "请选择更换事由", "因病")
    await office.press(name, "请用一句话说明情况", "不另说明")
    assert approver_of(name) not in str(watch.news())
    assert await days_of(office, watch, "decision", 3) == [[], [], ["张敏"]]
    reminder = card(office["张敏"], "【催办】").text
    assert f"{unit_of(name)}没有可以办理的{APPROVER}，由{LEAD_OFFICE}代行。" in reminder


async def test_void_that_nobody_decides_lapses_and_is_asked_again(office: Office) -> None:
    _, watch = await drawn_round(office)

    async def ask() -> None:
        await office.say("王芳", "/status", in_group=True)
        await office.press("王芳", "【进度】", "申请作废", in_group=True)
        await office.press("王芳", NUMBER, "名录有误", in_group=True)
        watch.news()

    await ask()
    lead = ["张敏"]
    assert await days_of(office, watch, "ending", 5) == [[], [], lead, lead, lead]
    await office.stage.pass_working_day()
    news = watch.news()
    lapsed = {"number": NUMBER, "what": text("attempt.kind.void"), "ground": DEFAULT}
    assert says("ending.lapsed", **lapsed) in news["王芳"]
    assert says("ending.lapsed", **lapsed) in news["张敏"]
    assert (reminded(news, "ending"), await states(office, "ending")) == ([], ["lapsed"])

    # He asks again; the reminder bears the buttons, and the void is carried out by its document.
    await ask()
    assert (await days_of(office, watch, "ending", 3))[-1] == lead
    assert await office.press("张敏", "【催办】", "同意作废") == "已收到"
    await office.say("张敏", "青教〔2026〕12号")
    assert await states(office, "ending") == ["lapsed", "settled"]
    assert await days_of(office, watch, "ending", 1) == [[]]
