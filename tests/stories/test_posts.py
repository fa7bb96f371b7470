"""Whoever is away delegates for a period; whoever changes post hands over all that is open, in one act."""

from datetime import date

from bot.domain.inspections import InspectionState
from bot.domain.people import Grant, Role
from bot.domain.plans.lines import PlanLine
from bot.domain.rounds import RoundState
from bot.domain.texts import text
from bot.usecases.people.turn_delegations import turn_delegations
from tests.stories.acts import ask_recusal, press_about, public_pages, submit_normal
from tests.stories.ledger import grant, ledger
from tests.stories.office import MONDAY, TOWN, Office
from tests.stories.test_after_publication import punished
from tests.stories.test_follow_up import found
from tests.stories.test_new_phone import of_town, open_page
from tests.stories.test_objections import WORDS, decide, object_to, sign_anew
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import APPROVER, COORDINATOR, NUMBER, drawn_round, say, says

TUESDAY, THURSDAY = date(2026, 9, 22), date(2026, 9, 24)


async def events(office: Office, *kinds: str) -> list[str]:
    """Return these entries of the journal, in order."""
    return [row["event"] for row in (await ledger(office))["journal"] if row["event"] in kinds]


async def delegate(office: Office, lender: str, role: str, deputy: str, period: str) -> None:
    """Have the lead office lead the dialogue to its preview."""
    await open_page(office, lender)
    await office.press("张敏", "【人员】", "委托职责")
    await office.press("张敏", "【委托职责】请选择", role)
    await office.say("张敏", deputy)
    await office.say("张敏", period)


async def test_deputy_decides_in_the_approvers_stead_until_the_last_day(office: Office) -> None:
    drawn, _ = await drawn_round(office, "100%")
    asker = of_town(drawn)
    await delegate(office, "赵批", APPROVER, "钱核", "9月22日至24日")
    shown = office["张敏"].last().text
    assert "受托人：钱核" in shown
    assert "2026年9月25日" in shown
    watch = Watch(office)
    assert await office.press("张敏", "【委托职责】请核对", "确认委托") == say("lend.toast")
    data = {"role": text("role.approver"), "unit": TOWN, "name": "钱核", "lender": "赵批"}
    period = {"first": TUESDAY, "last": THURSDAY}
    told = says("lend.told", **data, **period, by="张敏")
    assert watch.news() == {"张敏": [says("lend.done", **data, **period)], "钱核": [told], "赵批": [told]}

    await ask_recusal(office, asker, "", "其他可能影响公正的情形")
    assert not any(m.text.startswith("【回避审批】") for m in office.sees("钱核"))
    watch.news()
    await office.stage.pass_working_day()
    news = watch.news()["钱核"]
    assert news[0] == says("lend.begun", **data, **period)
    assert any(shown.startswith("【回避审批】") for shown, _ in news)
    await office.say("钱核", "/people")
    await office.press("钱核", "【人员】", "甲一")
    labels = [button.label for button in office["钱核"].last().each_button()]
    assert labels == ["更换账号", "撤销绑定", "返回上一步"]
    await office.press("钱核", "【回避审批】", "同意回避")
    await office.stage.pass_working_day()
    await office.stage.pass_working_day()
    watch.news()
    await office.stage.pass_working_day()

    news, ended = watch.news(), says("lend.ended", **data, **period)
    assert (news["钱核"][0], news["赵批"][0]) == (ended, ended)
    await office.say("钱核", "/people")
    assert office["钱核"].last().text.startswith(say("denied.role"))
    kinds = ("role_delegated", "delegation_begun", "recusal_approved", "delegation_ended")
    assert await events(office, *kinds) == list(kinds)


async def test_deputy_does_not_decide_about_whom_he_acts_for(office: Office) -> None:
    drawn, _ = await drawn_round(office, "100%")
    asker = of_town(drawn)
    await grant(office, asker, Role.APPROVER, TOWN)
    async with office.stage.service.database.writing() as work:
        approver = await work.people.one(name="赵批")
        await work.grants.change(await work.grants.one(person_id=approver.id), is_revoked=True)
    await delegate(office, asker, APPROVER, "钱核", "9月21日")
    await office.press("张敏", "【委托职责】请核对", "确认委托")
    watch = Watch(office)

    await ask_recusal(office, asker, "", "其他可能影响公正的情形")

    asked = {name for name, shown in watch.news().items() if any("【回避审批】" in each for each, _ in shown)}
    assert asked == {"张敏"}

    # A post is handed over, an inspection that was drawn is not.
    await open_page(office, asker)
    await office.press("张敏", "【人员】", "移交岗位")
    await office.say("张敏", "钱核")
    await office.press("张敏", "请选择接任", "钱核")
    assert say("handover.duties_stay", numbers=NUMBER) in office["张敏"].last().text


async def test_coordinator_hands_over_his_post_and_the_next_one_publishes(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    _, partner = drawn.teams[drawn.targets[target]]
    await submit_normal(office, drawn, target)
    await office.press(partner, "【共同签字】", "签字确认")
    await delegate(office, "王芳", COORDINATOR, "李核", "9月21日至30日")
    async with office.stage.service.database.writing() as work:
        made_by = (await work.people.one(name="王芳")).id
        draft = PlanLine(year=2026, number=7, terms={}, made_by=made_by, made_at=MONDAY)
        await work.plan_lines.add(draft)
    assert await owing(office) == ["王芳"]
    watch = Watch(office)
    await office.press("张敏", "【委托职责】请核对", "确认委托")
    lent = says("people.coordinator_changed", number=NUMBER, name="李核")
    assert watch.news()[GROUP] == [lent]
    assert await owing(office) == ["李核"]

    await open_page(office, "王芳")
    await office.press("张敏", "【人员】", "移交岗位")
    await office.say("张敏", "钱")
    await office.press("张敏", "请选择接任", "钱核")
    preview = office["张敏"].last().text
    assert "移交人：王芳" in preview
    assert "7" in next(line for line in preview.split("\n") if "计划" in line)
    watch.news()
    assert await office.press("张敏", "【岗位移交】请核对", "确认移交") == say("handover.toast")
    told = {name for name in watch.news() if name in ("王芳", "钱核", "李核")}
    assert told == {"王芳", "钱核"}
    await open_page(office, "李核")
    await office.press("张敏", "【人员】", f"撤销：{COORDINATOR}")
    assert watch.news()[GROUP] == [says("people.coordinator_changed", number=NUMBER, name="钱核")]

    # What the coordinator owes goes to whoever leads the round, a draft of the plan to the successor.
    assert await owing(office) == ["钱核"]
    async with office.stage.service.database.reading() as work:
        (line,) = await work.plan_lines.all()
        assert (await work.people.get(line.made_by)).name == "钱核"
    await office.say("王芳", "/pending")
    assert office["王芳"].last().text.startswith(say("denied.role"))
    await office.press("周审", "【审核】", "审核通过")
    await office.press("钱核", "【公示】", "公示")
    rows = await ledger(office)
    (inspection,) = [row for row in rows["inspections"] if row["state"] == InspectionState.PUBLISHED]
    assert inspection["published_on"] == date(2026, 9, 21)
    assert len(await events(office, "handed_over")) == 1


async def test_round_that_was_closed_meanwhile_goes_back_without_a_word(office: Office) -> None:
    _, watch = await drawn_round(office)
    lent = {"role": Role.COORDINATOR, "starts_on": date(2026, 9, 14), "ends_on": date(2026, 9, 20)}
    async with office.stage.service.database.writing() as work:
        lender, deputy = [await work.people.one(name=name) for name in ("王芳", "李核")]
        assert lender is not None and deputy is not None  # noqa: PT018
        closed = {"state": RoundState.CLOSED, "coordinator_id": deputy.id}
        opened = await work.rounds.change(await work.rounds.get(1), **closed)
        row = Grant(person_id=deputy.id, lent_by=lender.id, has_begun=True, rounds=[opened.id], **lent)
        await work.grants.add(row)
        await turn_delegations(office.stage.service.desk.bot_act(work))
    assert GROUP not in watch.news()
    async with office.stage.service.database.reading() as work:
        assert (await work.rounds.get(1)).coordinator_id == lender.id  # a target may still object


async def test_correction_in_a_closed_round_goes_with_the_post(office: Office) -> None:
    drawn, bad, watch = await found(office)
    await punished(office, bad)
    async with office.stage.service.database.writing() as work:  # as if its other targets were done
        await work.rounds.change(await work.rounds.one(number=NUMBER), state=RoundState.CLOSED)
    await object_to(office, bad, WORDS)
    await decide(office, "异议成立")
    await sign_anew(office, drawn, bad)
    await press_about(office, "周审", "【审核】", bad, "审核通过")
    watch.news()
    await open_page(office, "王芳")
    await office.press("张敏", "【人员】", "移交岗位")
    await office.say("张敏", "钱核")
    await office.press("张敏", "请选择接任", "钱核")
    await office.press("张敏", "【岗位移交】请核对", "确认移交")
    assert GROUP not in watch.news()
    await press_about(office, "钱核", "【公示】", bad, "公示")
    assert "本结果已更正 · 版次 2" in public_pages(office, "target-*.html")


async def owing(office: Office) -> list[str]:
    """Return who owes the publication of the signed result."""
    async with office.stage.service.database.reading() as work:
        owed = await work.deadlines.all(kind="publication", state="open")
        return [(await work.people.get(each.person_id)).name for each in owed]


async def test_observer_takes_over_no_round_and_an_unbound_person_nothing(office: Office) -> None:
    await drawn_round(office)
    await open_page(office, "王芳")
    await office.press("张敏", "【人员】", "移交岗位")
    assert await office.press("张敏", "请选择接任", "郑观") == say("people.observer_apart")
    await office.say("张敏", "没有此人")
    assert office["张敏"].last().text.startswith(say("people.nobody_found"))
    await open_page(office, "郑观")
    assert await office.press("张敏", "【人员】", "委托职责") == say("lend.nothing", name="郑观")
