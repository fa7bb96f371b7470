"""A target objects to its published result: recorded, answered, corrected where it is right, and marked."""

from datetime import timedelta
from typing import Any

from bot.domain.people import Role
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import answer, press_about, public_pages, publish, unbind
from tests.stories.ledger import grant
from tests.stories.office import Office
from tests.stories.papers import paper_sent
from tests.stories.test_round_publication import signed
from tests.stories.watch import Watch
from tests.stories.wording import CANCEL, DEFAULT, LEAD_OFFICE, NUMBER, Drawn, article, due, say, says

WORDS = "当日已清理，检查人员未复核；来函 2 页，9月22日收到"
REASON = "经核对现场照片，通道当日已清理"
SECOND = "收费公示当日在更换，来函说明"
THIRD = "检查时间与通知不符"
LATER = "异议材料不足以说明"
ANSWERS = ("异议成立，更正结果", "异议不成立，维持结果", "检查对象已撤回")
OF_REVIEW = ("同意更正", "不同意")
"""The answers that a review of the office's own has, by how their buttons begin."""


async def object_to(office: Office, name: str, words: str) -> None:
    """Have the coordinator record what the target has said."""
    await press_about(office, "王芳", "【公示】", name, "登记异议")
    await office.say("王芳", words)


def asked(name: str) -> dict[str, Any]:
    """Return what is said where the coordinator is asked for the words of an objection that is in time."""
    told = {"name": name, "last": "2026年10月26日（周一）", "day": "2026-09-21"}
    return told | {"late": "", "going_on": "", "ground": DEFAULT}


def objected(number: object, name: str) -> dict[str, Any]:
    """Return what the card of an objection of today shows to those who answer it."""
    return {
        "number": number,
        "name": name,
        "conclusion": "发现问题待后续处理（第 1 版）",
        "words": WORDS,
        "on": "2026年9月21日（周一）",
        "by": "王芳",
        "late": "",
        "due": due(10, 19),
        "ground": DEFAULT,
    }


async def test_objection_is_recorded_answered_and_the_result_corrected(office: Office) -> None:
    drawn, bad, _, watch = await signed(office)
    await publish(office, bad)
    watch.news()

    await press_about(office, "王芳", "【公示】", bad, "登记异议")
    assert watch.news() == {"王芳": [says("objection.ask_words", CANCEL, **asked(bad))]}
    await office.say("王芳", "字" * 1001)
    assert watch.news() == {"王芳": [says("objection.too_long", most=1000)]}
    await office.say("王芳", WORDS)

    news = watch.news()
    assert says("objection.recorded", name=bad, due=due(10, 19), ground=DEFAULT) in news["王芳"]
    shown = objected(NUMBER, bad)
    opened = says("objection.card", *ANSWERS, **shown, state=text("objection.state.open"))
    assert news == {"王芳": news["王芳"], "张敏": [opened]}
    page = public_pages(office, "target-*.html")
    assert ("正在办理" in page, WORDS in page) == (True, False)
    await office.say("张敏", "/pending")
    assert watch.news()["张敏"] == [opened]
    await uphold(office, drawn, bad, watch, shown)
    await correct(office, drawn, bad)


async def uphold(office: Office, drawn: Drawn, bad: str, watch: Watch, shown: dict[str, Any]) -> None:
    """The lead office finds it right: coordinator and team hear of it, the old result stays public."""
    leader, partner = drawn.teams[1]
    await office.press("张敏", "【异议】", "异议成立")
    upheld = text("objection.state.upheld")
    assert watch.news() == {"张敏": [says("objection.ask_reason", CANCEL, answer=upheld)]}
    await office.say("张敏", REASON)

    news = watch.news()
    told = {"number": NUMBER, "name": bad, "answer": upheld, "reason": REASON, "by": "张敏"}
    assert news["王芳"][1:] == [says("objection.answered", **told)]
    (words, buttons), _ = news["王芳"]
    assert (say("publish.corrected") in words, buttons) == (True, ["登记异议"])
    form = says("approval.form", number=NUMBER, title=text("approval.title.correction"))
    assert news["张敏"] == [says("objection.card", **shown, state=upheld), form]
    paper = paper_sent(office, "张敏")
    wanted = (
        bad,
        "检查对象（由 王芳 登记）",
        WORDS,
        f"理由：{REASON}",
        "同意。（张敏，",
        "更正已公示的检查结果（第 1 版）",
    )
    assert [each in paper for each in wanted] == [True] * len(wanted)
    why = text("correction.reason.objection")
    correction = {
        "number": NUMBER,
        "name": bad,
        "reason": why,
        "leader": leader,
        "due": due(9, 29),
        "entered": "",
    }
    wanted = says("correction.asked", "打开记录", **correction, ground=article("第二十条"))
    assert (news[leader][-1], news[partner][-1]) == (wanted, wanted)
    page = public_pages(office, "target-*.html")
    assert ("异议成立，结果予以更正" in page, "不正常" in page, REASON in page) == (True, True, False)


async def decide(office: Office, label: str, about: str = "", reason: str = REASON) -> None:
    """Have the lead office answer the objection, or decide on the review, that says this."""
    title = "【复核更正】" if label in OF_REVIEW else "【异议】"
    await press_about(office, "张敏", title, about, label)
    await office.say("张敏", reason)


async def sign_anew(office: Office, drawn: Drawn, bad: str) -> None:
    """Have the team correct the item to normal, and sign."""
    leader, partner = drawn.teams[1]
    await office.press(leader, "【更正】", "打开记录")
    await answer(office, leader, bad, "1 正常", "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")


async def correct(office: Office, drawn: Drawn, bad: str) -> None:
    """The team corrects and signs, the result is released and published anew; both versions are public."""
    await sign_anew(office, drawn, bad)
    await office.say("周审", "/pending")
    await publish(office, bad)
    page = public_pages(office, "target-*.html")
    assert [each in page for each in ("本结果已更正 · 版次 2", "检查对象的异议成立", "更正前的版次 1")] == [
        True
    ] * 3
    assert page.index("未发现问题") < page.index("发现问题待后续处理")
    parent = office.stage.person("家长")
    await office.say(parent, f"/query {bad}")
    marked = say("query.corrected", version=2, reason=text("correction.reason.objection"))
    assert f"未发现问题{marked}\n  正常 2 项\n  异议：异议成立，结果予以更正\n" in parent.last().text
    async with office.stage.service.database.reading() as work:
        assert [each.version for each in await work.publications.all()] == [1, 2]
        assert await work.deadlines.all(kind=("objection", "correction"), state="open") == []


async def test_late_objection_is_marked_and_answered_and_the_result_stands(office: Office) -> None:
    _, bad, good, watch = await signed(office)
    await publish(office, bad)
    await publish(office, good)
    parent = office.stage.person("家长")
    await office.say(parent, "/query 中学")
    lines = [
        text("query.line", name=name, code=code, conclusion=end) for name, code, end in await listed(office)
    ]
    assert parent.last().text.startswith(say("query.found", words="中学", n=2, lines=lines))
    office.stage.clock.pass_time(timedelta(days=60))
    watch.news()

    await object_to(office, good, WORDS)
    assert say("objection.late") in card(office["张敏"], "【异议】").text
    await decide(office, "异议不成立", reason=LATER)
    page = public_pages(office, "target-*.html")
    assert ("超过期限提出" in page, "异议不成立，维持原结果" in page, LATER in page) == (True, True, False)
    assert "【更正】" not in "".join(words for _, said in watch.news().items() for words, _ in said)
    # The same target may object again.
    await object_to(office, good, "补充材料")
    await office.press("张敏", "【异议】", "检查对象已撤回")
    await office.say("张敏", "来函撤回")
    assert "检查对象已撤回" in public_pages(office, "target-*.html")


async def test_objections_wait_neither_for_each_other_nor_for_a_correction(office: Office) -> None:
    drawn, bad, _, watch = await signed(office)
    leader, partner = drawn.teams[1]
    await publish(office, bad)
    await object_to(office, bad, WORDS)
    await press_about(office, "王芳", "【公示】", bad, "登记异议")
    assert say("objection.others_open", n=1) in office["王芳"].last().text
    await office.say("王芳", SECOND)
    assert public_pages(office, "target-*.html").count("正在办理") == 2

    await decide(office, "异议成立", WORDS)
    await sign_anew(office, drawn, bad)
    await press_about(office, "王芳", "【公示】", bad, "登记异议")
    assert say("objection.others_open", n=1) in office["王芳"].last().text
    await office.say("王芳", THIRD)
    assert card(office["王芳"], "【公示】").labels == [["登记异议"]]
    watch.news()

    await _upheld_meanwhile(office, drawn, bad, watch)
    await answer(office, leader, bad, "2 不正常")
    await office.say(leader, "公示牌缺一项")
    await answer(office, leader, bad, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")
    await publish(office, bad)
    assert "第 1 版" in [m.text for m in office.sees("张敏") if THIRD in m.text][-1]
    await decide(office, "异议不成立", THIRD, LATER)
    page = public_pages(office, "target-*.html")
    assert [page.count(text) for text in ("异议成立，结果予以更正", "维持原结果", "正在办理")] == [2, 1, 0]
    assert "本结果已更正 · 版次 3" in page
    async with office.stage.service.database.reading() as work:
        (done,) = await work.inspections.all(state="published")
        open_ones = await work.deadlines.all(state="open", subject_kind=("objection", "inspection"))
    of_others = [each for each in open_ones if each.subject_kind == "inspection"]
    assert [each for each in open_ones if each not in of_others] == []
    assert {each.kind for each in of_others if each.subject_id == done.id} <= {"entry"}


async def _upheld_meanwhile(office: Office, drawn: Drawn, bad: str, watch: Watch) -> None:
    """The corrected record is signed and waits for its release: it opens again, for both of them to sign."""
    leader, partner = drawn.teams[1]
    await decide(office, "异议成立", SECOND)
    news = watch.news()
    told = {"number": NUMBER, "name": bad, "reason": text("correction.reason.objection"), "leader": leader}
    ground = article("第二十条")
    further = says("correction.further", "打开记录", **told, due=due(9, 29), entered="", ground=ground)
    assert (further in news[leader], further in news[partner]) == (True, True)
    assert card(office["周审"], "【审核】").labels == []
    await office.press(leader, "【更正】", "打开记录")


async def test_objection_that_nobody_can_answer_waits_for_somebody_who_is_named(office: Office) -> None:
    drawn, bad, _, watch = await signed(office)
    _, partner = drawn.teams[1]
    await publish(office, bad)
    await grant(office, partner, Role.LEAD_OFFICE)
    await unbind(office, "张敏")  # all that is left of the lead office has inspected
    watch.news()

    await object_to(office, bad, WORDS)
    told = says("objection.nobody_answers", number=NUMBER, name=bad, due=due(10, 19))
    news = watch.news()
    assert (news[partner], told in news["王芳"]) == ([told], True)
    await office.say(partner, "/pending")
    assert told in watch.news()[partner]
    office.stage.clock.pass_time(timedelta(days=28))
    await office.stage.tick()
    assert any(say("deadline.objection") in words for words, _ in watch.news()[partner])

    await office.say(partner, "/people")
    await office.press(partner, "【人员】", "赵批")
    await office.press(partner, "【人员】", "授予角色")
    await office.press(partner, "请选择授予", LEAD_OFFICE)
    await office.say("赵批", "/pending")
    await office.press("赵批", "【异议】", "异议不成立")
    await office.say("赵批", LATER)
    assert "异议不成立，维持原结果" in public_pages(office, "target-*.html")


async def listed(office: Office) -> list[tuple[str, str, str]]:
    """Return the published targets by name, each with its code and conclusion."""
    async with office.stage.service.database.reading() as work:
        done = await work.publications.all()
        rows = [await work.inspections.get(each.inspection_id) for each in done]
        targets = [await work.targets.get(each.target_id) for each in rows]
    ends = [say(f"conclusion.{each.conclusion}") for each in done]
    return sorted((each.name, each.key, end) for each, end in zip(targets, ends, strict=True))
