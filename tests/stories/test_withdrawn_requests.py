"""撤回: whoever asked to be relieved thinks better of it before the approver has decided."""

from demo.stage import card
from tests.stories.acts import accept, ask_recusal
from tests.stories.office import Office
from tests.stories.test_round_recusal import GROUND, WORDS, approver_of, request_card
from tests.stories.test_substitution import WHOLE, about_decision, ask_substitution, waiting
from tests.stories.watch import GROUP
from tests.stories.wording import NUMBER, article, drawn_round, plain_duty, say, says


async def test_request_is_withdrawn_before_it_is_decided(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.teams[1][1]
    target, approver = drawn.of(1)[0], approver_of(drawn.teams[1][1])
    await ask_recusal(office, name, target, GROUND, WORDS)
    withdraw = say("request.withdraw.recusal", target=target)
    assert withdraw in [b.label for b in card(office[name], "【检查任务】").each_button()]
    decide = card(office[approver], "【回避审批】")
    old = office[approver].button(decide, "同意回避").data or ""
    watch.news()

    assert await office.press(name, "【检查任务】", withdraw) == say("request.withdrawn_toast")
    told = {"number": NUMBER, "target": target, "approvers": approver, "ground": article("第十六条")}
    assert watch.news() == {
        name: [plain_duty(drawn, name), says("recusal.withdrawn", **told)],
        approver: [request_card(name, "withdrawn", target)],
    }
    # What was on the approver's screen a moment ago moves nothing; nobody is reminded of the decision.
    assert (await office[approver].presses_raw(decide, old)).text == say("refused.stale")
    assert (await waiting(office), GROUP in watch.news()) == (0, False)
    await office.stage.pass_working_day()
    await office.stage.pass_working_day()
    news = watch.news()
    assert about_decision(news.get(approver, [])) == []
    # He owes the answer to his duty again: asking had settled it, withdrawing has not.
    async with office.stage.service.database.reading() as work:
        duty = await work.duties.one(person_id=(await work.people.one(name=name)).id)
        owed = await work.deadlines.all(kind="acknowledgement", subject_id=duty.id, state="open")
        ended = await work.deadlines.all(kind="decision")
    assert ([each.started_on.isoformat() for each in owed], ended[0].state) == (["2026-09-21"], "cancelled")

    # So with a substitution: the approver is spared, and the work goes on.
    await ask_substitution(office, name)
    taken_back = say("request.withdraw.substitution", target=WHOLE)
    assert await office.press(name, "【检查任务】", taken_back) == say("request.withdrawn_toast")
    about = {"number": NUMBER, "target": WHOLE, "approvers": approver, "ground": article("第十六条")}
    news = watch.news()
    assert news[name][-1] == says("substitution.withdrawn", **about)
    assert say("request.state.withdrawn") in news[approver][-1][0]

    # He may ask again; once it is decided there is nothing to withdraw.
    await ask_recusal(office, name, target, GROUND, WORDS)
    again = card(office[name], "【检查任务】")
    button = office[name].button(again, withdraw).data or ""
    await office.press(approver, "【回避审批】", "同意回避")
    assert (await office[name].presses_raw(again, button)).text == say("refused.stale")
    assert await waiting(office) == 0


async def test_partner_who_comes_after_all(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await accept(office, *drawn.people)
    await office.confirm()
    leader, partner = drawn.teams[1]
    target, approver = drawn.of(1)[0], approver_of(drawn.teams[1][1])
    await office.press(leader, "【检查任务】", "同组人员未到场")
    await office.press(leader, "请选择未到场的同组人员", f"{partner}：{target}")
    await office.press(leader, "请用一句话说明情况", "不另说明")
    mine = say("request.withdraw_report", name=partner)
    assert mine not in [b.label for b in card(office[partner], "【检查任务】").each_button()]
    watch.news()
    assert await office.press(leader, "【检查任务】", mine) == say("request.withdrawn_toast")
    told = {"number": NUMBER, "target": target, "approvers": approver, "ground": article("第十六条")}
    news = watch.news()
    assert says("request.report_withdrawn", name=partner, **told) in news[leader]
    assert says("request.withdrawn_about_you", **told) in news[partner]
    assert mine not in [b.label for b in card(office[leader], "【检查任务】").each_button()]
    assert (news[approver][0][1], say("request.state.withdrawn") in news[approver][0][0]) == ([], True)
