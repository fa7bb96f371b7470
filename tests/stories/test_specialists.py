"""专业人员: who cannot come is replaced at the gate, and who helps is lent, replaced or withdrawn."""

from io import BytesIO

from openpyxl import load_workbook

from bot.domain.documents.days import time_in_words
from demo.stage import card
from tests.stories.acts import accept, answer, on_site, press_about, submit_normal
from tests.stories.office import Office
from tests.stories.result_screens import moment
from tests.stories.test_round_recusal import approver_of, follower_of
from tests.stories.watch import Watch
from tests.stories.wording import (
    BY_LAW,
    NUMBER,
    Drawn,
    article,
    code_of,
    drawn_round,
    say,
    says,
    team_changed,
)


async def test_partner_missing_at_the_gate_and_a_specialist_who_helps(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await accept(office, *drawn.people)
    await office.confirm()
    leader, partner = drawn.teams[1]
    target = drawn.of(1)[0]
    watch.news()
    await office.press(leader, "【检查任务】", "同组人员未到场")
    await office.press(leader, "请选择未到场的同组人员", f"{partner}：{target}")
    await office.press(leader, "请用一句话说明情况", "不另说明")
    news = watch.news()
    approver = approver_of(partner)
    assert f"提出：{say('request.origin.partner', by=leader)}" in news[approver][0][0]
    assert say("substitution.reason.absent") in news[approver][0][0]
    assert say("substitution.at_the_gate", ground=BY_LAW) in news[approver][0][0]
    about = {"number": NUMBER, "target": target, "approvers": approver, "ground": article("第十六条")}
    assert says("absent.about_you", **about) in news[partner]
    assert news[leader][-1] == says("absent.raised", approvers=approver)
    await office.press(approver, "【更换审批】", "同意更换")
    follower = follower_of(office)
    assert team_changed([target], follower, leads=True) in watch.news()[leader]
    assert f"{target}：已确认，待检查；同组 {follower}" in card(office[leader], "【检查任务】").text

    # Article 9: the unit lends somebody who helps, named on duty and form; he has no seat.
    watch.news()
    assert await office.press(leader, "【检查任务】", "需要专业人员协助") == say("specialist.asked_toast")
    head = approver_of(leader)
    await office.press(head, "【选派专业人员】", "选派专业人员")
    await office.say(head, "刘工 县消防救援大队")
    named = {"number": NUMBER, "team": 1, "name": "刘工", "unit": "县消防救援大队"}
    news = watch.news()
    for who in (leader, partner, follower):
        assert says("specialist.named", **named, ground=article("第九条")) in news[who]
        assert (
            say("specialist.line", name="刘工", unit="县消防救援大队")
            in card(office[who], "【检查任务】").text
        )
    async with office.stage.service.database.reading() as work:
        assert await work.seats.count(is_open=True) == 2 * len(drawn.targets)

    await replace_and_withdraw(office, drawn, watch, (head, leader, follower))


async def replace_and_withdraw(office: Office, drawn: Drawn, watch: Watch, who: tuple[str, str, str]) -> None:
    """The unit lends another in his place, and takes that one back; a submitted form stays as it is."""
    (head, leader, follower), target = who, drawn.of(1)[0]
    head_card = f"【专业人员】{NUMBER}，第 1 组：刘工"
    await office.press(head, head_card, "更换专业人员")
    await office.say(head, "李工 县住建局")
    async with office.stage.service.database.reading() as work:
        at = (await work.specialists.get(1)).withdrawn_at
    news = watch.news()
    other = {"number": NUMBER, "team": 1, "before": "刘工", "name": "李工", "unit": "县住建局"}
    assert says("specialist.replaced", **other, ground=article("第九条")) in news[follower]
    gone = say("specialist.withdrawn_line", name="刘工", unit="县消防救援大队", by=head, at=moment(at))
    helps = say("specialist.line", name="李工", unit="县住建局")
    assert [each in card(office[leader], "【检查任务】").text for each in (gone, helps)] == [True, True]
    await on_site(office, target, leader, follower)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    await press_about(office, follower, "【共同签字】", target, "签字")
    wanted = f"刘工　县消防救援大队（{time_in_words(at)} 由 {head} 撤回）\n李工　县住建局"
    assert wanted in form_of(office, target)
    assert await office.press(head, f"【专业人员】{NUMBER}，第 1 组：李工", "撤回选派") == say(
        "specialist.withdrawn_toast"
    )
    told = {"number": NUMBER, "team": 1, "name": "李工", "unit": "县住建局", "by": head}
    assert says("specialist.withdrawn", **told, ground=article("第九条")) in watch.news()[leader]
    assert wanted in form_of(office, target)

    # Once all records are submitted nobody is taken back any more.
    await office.press(leader, "【检查任务】", "需要专业人员协助")
    await office.press(head, "【选派专业人员】", "选派专业人员")
    await office.say(head, "王工")
    for each in drawn.of(1)[1:]:
        await submit_normal(office, drawn, each)
    late = await office.press(head, f"【专业人员】{NUMBER}，第 1 组：王工", "撤回选派")
    assert late == say("specialist.too_late")


def form_of(office: Office, target: str) -> str:
    """Return all that the printed form of a target says."""
    path = office.stage.data_dir / "rounds" / NUMBER / "forms" / f"{code_of(target)}.xlsx"
    rows = load_workbook(BytesIO(path.read_bytes())).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(value) for row in rows for value in row if value)
