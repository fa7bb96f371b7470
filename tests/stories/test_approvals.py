"""审批表: whoever has decided here gets the form of it to sign and file; the round keeps all of them."""

from bot.app.papers.approvals import RoundApprovals
from bot.app.papers.letter import Letter
from bot.app.papers.words import words_of
from tests.stories.acts import answer, press_about, publish, sign_record
from tests.stories.attempts import abort, draw_again, void
from tests.stories.office import TOWN, Office
from tests.stories.papers import approvals, paper_sent
from tests.stories.platform_lists import FIRST, carried_on
from tests.stories.test_follow_up import found
from tests.stories.test_platform_round_ends import cancel
from tests.stories.wording import NUMBER, say

DOCUMENT, WHY = "青教〔2026〕12号", "第 1 项应为不正常，漏记疏散通道"


def handed(office: Office, name: str, kind: str) -> bool:
    """Return whether the newest message of somebody bears this form."""
    title = say(f"approval.title.{kind}")
    return office.sees(name)[-1].text.startswith(say("approval.form", number=NUMBER, title=title))


async def test_release_and_amendment_are_decided_on_paper_too(office: Office) -> None:
    leader, partner, target = await sign_record(office)
    await press_about(office, "周审", "【审核】", target, "审核通过")
    await press_about(office, "周审", "【审核】", target, "领取公示审批表")
    assert handed(office, "周审", "publication")
    paper = paper_sent(office, "周审")
    wanted = ("检查结果公示审批表", target, "（制表时尚未公示）", "同意。（周审，")
    assert [each in paper for each in wanted] == [True] * len(wanted)
    # No text asks for the review: the form does not borrow the article that asks for the publication.
    grounds = ("规定未写明，按抽查系统预设", "政府信息公开条例")
    assert [each in paper for each in grounds] == [True, False]
    assert {f"{leader}、{partner}", f"{partner}、{leader}"} & set(paper.split("\n"))

    await answer(office, leader, target, "申请更正")
    await office.say(leader, WHY)
    await office.press(partner, "【申请更正】", "同意更正")
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=leader)
    approver = "赵批" if person and person.unit == TOWN else "孙批"
    await office.press(approver, "【申请更正】", "批准更正")
    assert handed(office, approver, "amendment")
    paper = paper_sent(office, approver)
    wanted = (
        "检查记录更正审批表",
        WHY,
        f"{leader}、{partner}",
        "所在单位主管负责人意见",
        f"同意。（{approver}，",
    )
    assert [each in paper for each in wanted] == [True] * len(wanted)

    # Each version that was released has its own form, and says what was published of it.
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    await publish(office, target)
    names = [stem.split("-")[-1] for stem, _ in await approvals(office)]
    assert names == ["检查结果公示审批表", "2", "检查记录更正审批表"]
    second = (await approvals(office))[1][1]
    assert "公示检查结果：未发现问题" in next(each.text for each in second.facts if each.label == "申请事项")


async def test_abort_and_void_are_decided_on_paper_too(office: Office) -> None:
    await office.freeze()
    await abort(office)
    assert handed(office, "张敏", "abort")
    await draw_again(office)
    await void(office)
    assert handed(office, "张敏", "void")
    paper = paper_sent(office, "张敏")
    wanted = ("抽取结果作废审批表", f"{NUMBER}（第 2 次抽取）", DOCUMENT, "王芳", "同意。（张敏，")
    assert [each in paper for each in wanted] == [True] * len(wanted)
    found = await approvals(office)
    assert [form.title for _, form in found] == ["抽取中止审批表", "抽取结果作废审批表"]
    assert "等待超时" in [each.text for each in found[0][1].facts]


async def test_what_is_not_agreed_to_has_a_form_that_says_so(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    await office.press("王芳", NUMBER, "技术原因", in_group=True)
    await office.press("张敏", "【抽取中止审批】", "不同意")
    assert handed(office, "张敏", "abort")
    paper = paper_sent(office, "张敏")
    assert [each in paper for each in ("抽取中止审批表", "技术原因", "不同意。（张敏，")] == [True] * 3
    ((stem, form),) = await approvals(office)
    assert (stem, form.title) == (f"审批表-{NUMBER}-抽取中止审批表", "抽取中止审批表")


async def test_refused_amendment_has_a_form_with_the_reason_and_a_partners_refusal_has_none(
    office: Office,
) -> None:
    leader, partner, target = await sign_record(office)
    await answer(office, leader, target, "申请更正")
    await office.say(leader, WHY)
    await office.press(partner, "【申请更正】", "不同意")
    await office.say(partner, "当时已经核对")
    assert await approvals(office) == []

    await answer(office, leader, target, "申请更正")
    await office.say(leader, WHY)
    await office.press(partner, "【申请更正】", "同意更正")
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=leader)
    approver = "赵批" if person and person.unit == TOWN else "孙批"
    await office.press(approver, "【申请更正】", "不同意")
    await office.say(approver, "照片显示通道畅通")
    assert handed(office, approver, "amendment")
    paper = paper_sent(office, approver)
    assert [each in paper for each in (WHY, f"不同意。（{approver}，", "理由：照片显示通道畅通")] == [
        True
    ] * 3


async def test_cancellation_is_decided_on_paper_too(office: Office) -> None:
    await carried_on(office, FIRST)
    await cancel(office)
    assert handed(office, "张敏", "cancellation")
    paper = paper_sent(office, "张敏")
    wanted = ("抽查批次取消审批表", "平台已另行抽取", DOCUMENT, "王芳", "同意。（张敏，")
    assert [each in paper for each in wanted] == [True] * len(wanted)


async def test_form_about_a_void_draw_leads_to_the_page_of_its_round(office: Office) -> None:
    await found(office)
    await void(office)
    profile = office.stage.service.desk.office.profile
    letter = Letter(profile, "本局", "https://a.cn")
    async with office.stage.service.database.reading() as work:
        with words_of(profile):
            made = [await RoundApprovals(work, letter, each).all() for each in await work.rounds.all()]
    links = {form.link for forms in made for _, form in forms}
    assert links == {f"https://a.cn/round-{NUMBER}.html"}
