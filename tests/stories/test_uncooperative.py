"""不配合检查情节严重: what hindered the whole inspection is followed up as an abnormal item is."""

from bot.domain.documents.cases import TargetForm
from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import answer, begun, exported, public_pages, publish
from tests.stories.office import Office
from tests.stories.papers import papers, printed
from tests.stories.test_after_publication import punished
from tests.stories.test_follow_up import CARD, MEASURES, SETTLED
from tests.stories.wording import code_of, say

WHY = "门卫拒绝开门，出示证件、告知权利后仍拒绝"
OUTCOME = "不配合检查情节严重"


async def _refused_at_the_gate(office: Office) -> str:
    """Have the team publish that the target has seriously hindered the inspection."""
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "1 正常", "检查结论")
    await office.press(leader, f"{target} 的检查结论", OUTCOME)
    await office[leader].sends_photo("private", photo(), WHY)
    await office.stage.settle()
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    await publish(office, target)
    return target


async def test_serious_lack_of_cooperation_is_followed_up_as_a_finding_is(office: Office) -> None:
    target = await _refused_at_the_gate(office)
    (record,) = await papers(office, "site_record", target)
    words = printed(record)
    assert (f"未能逐项检查。结论：{OUTCOME}。经过如下：" in words, "情况如下" in words) == (True, False)
    assert [each in words for each in (WHY, "现场无人的，划去本段")] == [True, True]
    (form,) = await papers(office, "form", target)
    assert isinstance(form, TargetForm)
    assert {each.finding for each in form.items} == {"未检查"}  # nobody can tick a box afterwards
    shown = card(office["王芳"], CARD)
    assert f"不正常事项：{OUTCOME}\n" in shown.text
    assert [each.label for each in shown.each_button()] == list(MEASURES)
    page = public_pages(office, f"target-{code_of(target)}.html")
    assert (f"<li><bdi>{OUTCOME}</bdi> · <bdi>正在处理</bdi>" in page, SETTLED in page) == (True, False)

    await punished(office, target)
    diligence, *_ = await papers(office, "diligence", target)
    words = printed(diligence)
    assert ("uncooperative" in words, f"提出处理意见：{OUTCOME}，行政处罚" in words) == (False, True)
    page = public_pages(office, f"target-{code_of(target)}.html")
    assert ("已作出行政处罚决定" in page, SETTLED in page) == (True, True)
    await office.say("王芳", f"/query {target}")
    assert say("query.follow_up", item=OUTCOME, outcome="已作出行政处罚决定") in office["王芳"].last().text
    # As after any grave outcome the lead office is asked whether the target is listed.
    await office.press("张敏", "【黑名单】", "列入黑名单")
    drawn, listed = await exported(office)
    followed = {"item": OUTCOME, "measure": "行政处罚", "outcome": "已作出行政处罚决定"}
    assert (drawn["abnormal"], drawn["follow_ups"]) == ([], [followed])
    assert drawn["uses"].endswith("25号第二十三条，“用于对市场主体的信用评价考量因素”")
    assert (drawn["published_on"], drawn["ends_on"]) == ("2026-09-21", "2029-09-20")
    assert [each["item"] for each in listed["follow_ups"]] == [OUTCOME]
