"""Something dangerous on site: one button, one sentence, and the lead office knows within the hour."""

from datetime import timedelta

from demo.stage import card
from tests.stories.acts import ALL_NORMAL, SIGNED, accept, answer, begun, result_card
from tests.stories.forging import data_of, forge
from tests.stories.office import Office
from tests.stories.papers import papers, printed
from tests.stories.watch import Watch
from tests.stories.wording import drawn_round, say

TITLE = "【险情报告】"


async def test_danger_reaches_the_lead_office_at_once_and_until_somebody_has_it(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    target = drawn.of(1)[0]
    await office.confirm()
    await accept(office, leader, partner)
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    watch = Watch(office)

    await answer(office, leader, target, "报告险情")
    watch.news()
    await office.say(leader, "食堂燃气泄漏，有 200 名学生就餐")
    news = watch.news()
    assert set(news) == {leader, "张敏", "王芳"}
    ((words, labels),) = news["张敏"]
    assert [
        line for line in words.split("\n") if line.startswith(("检查对象", "地址", "险情", "当场措施"))
    ] == [
        f"检查对象：{target}",
        "地址：名录库中未填写地址",
        "险情：食堂燃气泄漏，有 200 名学生就餐",
        "当场措施：尚未报告",
    ]
    assert labels == ["已收到，由我处理"]
    assert [(labels, "等待局“双随机、一公开”" in told) for told, labels in news["王芳"]] == [([], True)]

    # Who goes back puts the one report right, and the lead office reads it anew: there is no second one.
    await office.press(leader, "险情已报告", "返回上一步")
    await office.say(leader, "锅炉房燃气泄漏，有 200 名学生就餐")
    news = watch.news()
    assert set(news) == {leader, "张敏", "王芳"}
    assert "\n险情：（更正）锅炉房燃气泄漏，有 200 名学生就餐\n" in news["张敏"][-1][0]
    assert result_card(office, leader, target).text.count("险情：") == 1

    # It was said first and ordered then; both stand on the one report, and on the card of the inspection.
    await office.say(leader, "责令立即关闭阀门、停止使用")
    assert "\n当场措施：责令立即关闭阀门、停止使用\n" in card(office["张敏"], TITLE).text

    # Nobody has taken it: half an hour later the lead office is told anew, at whatever hour.
    first = card(office["张敏"], TITLE).id
    office.stage.clock.pass_time(timedelta(minutes=31))
    await office.stage.tick()
    again = card(office["张敏"], TITLE)
    assert again.id != first
    data = again.buttons[0][0].data or ""
    foreign = office["王芳"].presses_raw(card(office["王芳"], TITLE), data)
    await office.stage.settle()
    assert (await foreign).text == say("denied.button")
    watch.news()
    assert await office.press("张敏", TITLE, "已收到，由我处理") == "已收到"
    news = watch.news()
    assert [
        name for name in (leader, partner) if f"张敏 已收到 {target} 的险情报告" in news[name][-1][0]
    ] == [
        leader,
        partner,
    ]
    office.stage.clock.pass_time(timedelta(minutes=31))
    await office.stage.tick()
    assert card(office["张敏"], TITLE).id == again.id

    # A second one, nothing ordered; words of danger are in no journal.
    await answer(office, leader, target, "报告险情")
    await office.say(leader, "围墙开裂")
    await office.press(leader, "险情已报告", "没有当场责令")
    assert "\n当场措施：没有当场责令\n" in card(office["张敏"], TITLE).text
    async with office.stage.service.database.reading() as work:
        journal = await work.journal.all()
    assert not any("燃气" in each.body or "围墙" in each.body for each in journal)
    assert [each.event for each in journal if each.event.startswith("danger")] == [
        *("danger_reported", "danger_corrected", "danger_ordered", "danger_repeated", "danger_taken"),
        *("danger_reported", "danger_ordered"),
    ]
    assert "围墙开裂" in result_card(office, leader, target).text


async def test_danger_and_what_was_ordered_are_signed_and_stand_on_the_papers(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, SIGNED)
    before = data_of(result_card(office, leader, target), "提交记录")
    await answer(office, leader, target, "报告险情")
    await office.say(leader, "食堂燃气泄漏")
    await office.say(leader, "责令立即停止使用灶具")

    # It stands above what the target has signed: the target signs again, and the leader reads again.
    assert say("result.missing.signature_again") in result_card(office, leader, target).text
    await answer(office, leader, target, SIGNED)
    forged = await forge(office, office[leader], result_card(office, leader, target), before)
    assert forged == say("result.changed")
    found, ordered = f"险情：食堂燃气泄漏（{leader}，", " 报告）；当场措施：责令立即停止使用灶具"
    for name in ("form", "site_record", "diligence"):
        for paper in await papers(office, name, target):
            (line,) = [each for each in paper.site if "险情" in each]
            assert [line.startswith(found), line.endswith(ordered), line in printed(paper)] == [True] * 3
    await answer(office, leader, target, "报告险情", "提交记录")
    assert found in card(office[partner], "【共同签字】").text

    # One that is reported after the submission opens the record again, and so does what was ordered.
    await office.say(leader, "围墙开裂")
    assert card(office[partner], "【共同签字】").buttons == []
    await office.press(leader, "险情已报告", "没有当场责令")
    assert "险情：围墙开裂" in card(office[partner], "【共同签字】").text
    await answer(office, leader, target, SIGNED, "提交记录")
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
