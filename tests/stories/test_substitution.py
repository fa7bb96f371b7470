"""更换: asked with a reason, decided in a term, filed on paper; raised by others; ordered by the approver."""

from io import BytesIO

from docx import Document

from bot.app.papers.change_forms import change_form_of
from bot.app.papers.words import words_of
from bot.domain.texts import text
from bot.regulations import load_profile
from demo.stage import card
from tests.stories.acts import accept, send_photo
from tests.stories.office import Office
from tests.stories.test_round_recusal import approver_of, follower_of, unit_of
from tests.stories.watch import GROUP, Shown
from tests.stories.wording import (
    DEFAULT,
    FILING_OFFICE,
    NUMBER,
    article,
    drawn_round,
    due,
    plain_duty,
    say,
    says,
    team_changed,
)

ILL, WORDS = "因病", "已住院，附诊断证明"
WHOLE = text("recusal.whole_round")
ATTACH = "上传签字盖章的表"


def substitution_card(name: str, state: str, **values: object) -> Shown:
    """Return the approver's card of a substitution of the whole round for illness, unless it is another."""
    shown = {
        "number": NUMBER,
        "name": name,
        "unit": unit_of(name),
        "origin": text("request.origin.self"),
        "target": WHOLE,
        "cause": text("substitution.reason.illness"),
        "words": WORDS,
        "state": text(f"request.state.{state}"),
        "stands_in": "",
        "due": due(9, 29),
        "term": DEFAULT,
        "follows": text("recusal.if_approved.order"),
        "ground": article("第十六条"),
        "limits": text("substitution.exception"),
    }
    labels = ("同意更换", "不同意") if state == "asked" else ()
    return says("substitution.card", *labels, **(shown | values))


async def ask_substitution(office: Office, name: str, reason: str = ILL, words: str = WORDS) -> None:
    """Have an inspector ask to be substituted in the whole round."""
    await office.press(name, "【检查任务】", "申请更换")
    await office.press(name, "请选择需要更换人员的检查对象", "本批次全部任务")
    await office.press(name, "请选择更换事由", reason)
    await office.say(name, words)


async def _change_ground(office: Office) -> str:
    """Return the ground on the form where a text says nothing of an approval, and who follows in order."""
    changli = load_profile("changli-education-2017")
    async with office.stage.service.database.reading() as work:
        request = await work.requests.last()
        with words_of(changli):
            form = await change_form_of(work, changli, "本局", request)
    return next(fact.text for fact in form.facts if fact.label == "依据")


def form_texts(office: Office) -> str:
    """Return all that the printed form of the first request says."""
    folder = office.stage.data_dir / "rounds" / NUMBER / "changes"
    raw = (folder / f"substitution-{NUMBER}-1.docx").read_bytes()
    page = Document(BytesIO(raw))
    cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in page.paragraphs] + cells)


async def test_substitution_is_approved_backfilled_filed_and_archived(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader = drawn.teams[1][0]
    approver = approver_of(leader)
    await ask_substitution(office, leader)
    news = watch.news()
    assert news[approver] == [substitution_card(leader, "asked")]
    assert news[leader][0] == plain_duty(drawn, leader, "notified", "substitution_asked", WHOLE)
    assert news[leader][-1] == says("substitution.asked", approvers=approver)
    assert GROUP not in news

    # Work goes on meanwhile, and nobody but the approver decides.
    assert await office.press(leader, "【检查任务】", "接受任务") == "已接受任务"
    assert await office.press(leader, "【检查任务】", "申请回避") == say("recusal.already_asked")
    assert await office.press(approver, "【更换审批】", "同意更换") == say("recusal.approved_toast.order")
    follower = follower_of(office)
    news = watch.news()
    (posted,) = [words for words, _ in news[GROUP]]
    assert say("vacancy.what.substitution") in posted
    assert ILL not in posted
    assert f"：\n{follower}\n" in posted
    follows = {"follows": text("recusal.who_follows.order"), "ground": article("第十六条")}
    assert says("substitution.approved", target=WHOLE, **follows) in news[leader]
    assert news[approver][0] == substitution_card(leader, "approved")

    # The form is there to print, with who follows; the follower works before anything is filed.
    form = {"number": NUMBER, "name": leader, "office": FILING_OFFICE, "ground": article("第十六条")}
    sent = says("change.form", ATTACH, **form)
    copy = says("change.form_copy", ATTACH, **form)
    assert (sent in news[approver], copy in news["张敏"]) == (True, True)
    printed = form_texts(office)
    wanted = (
        "执法检查人员更换审批备案表",
        leader,
        follower,
        ILL,
        WORDS,
        approver,
        FILING_OFFICE,
        "签字（盖章）",
    )
    assert [each for each in wanted if each not in printed] == []
    assert await _change_ground(office) == "《昌黎县教育局开展“双随机、一公开”工作实施方案》第六部分第2项"
    await accept(office, follower)

    # Signed, sealed, photographed, attached; then filed.
    watch.news()
    assert await office.press(approver, "【审批备案表】", ATTACH) == "已收到"
    await send_photo(office, approver)
    news = watch.news()
    assert says("change.archived", n=1) in news[approver]
    assert "已归档 1 份" in news["张敏"][0][0]
    assert await office.press("张敏", "【备案】", "已备案") == "已备案"
    async with office.stage.service.database.reading() as work:
        (request,) = await work.requests.all()
        assert (request.state.value, len(request.papers), request.vacancy) == ("filed", 1, 1)
        assert await work.deadlines.all(kind="decision", state="open") == []


async def test_decision_has_a_term_and_is_escalated_to_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    others = [each for each in drawn.people if each != name]
    await accept(office, *others)
    await office.confirm()
    await ask_substitution(office, name)
    watch.news()
    approver, told = approver_of(name), []
    for _ in range(9):
        await office.stage.pass_working_day()
        news = watch.news()
        told.append([who for who in (approver, "张敏") if about_decision(news.get(who, []))])
        assert [words for words, _ in news.get(GROUP, []) if "审批" in words] == []
    # Half-way, the day before, the last day; then each day, and the lead office from the third day on.
    assert told == [[], [], *[[approver]] * 5, [approver, "张敏"], [approver]]
    (report,) = [m.text for m in office.sees("张敏") if about_decision([(m.text, [])])]
    assert f"{unit_of(name)}" in report

    # The reminder bears the buttons that settle it; after the decision nobody is reminded.
    await office.press(approver, "【催办】", "不同意")
    await office.press(approver, "请选择不同意更换的理由", "缺少证明材料")
    reason = say("recusal.refusal.no_proof")
    refused = says("substitution.refused", target=WHOLE, reason=reason, ground=article("第十六条"))
    assert refused in watch.news()[name]
    await accept(office, name)
    await office.stage.pass_working_day()
    news = watch.news()
    assert [who for who in (approver, "张敏", name) if about_decision(news.get(who, []))] == []
    assert await waiting(office) == 0


async def test_filing_is_settled_from_its_reminder(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader = drawn.teams[1][0]
    await ask_substitution(office, leader)
    await office.press(approver_of(leader), "【更换审批】", "同意更换")
    for _ in range(3):
        await office.stage.pass_working_day()
    reminder = card(office["张敏"], "【催办】")
    assert say("deadline.filing") in reminder.text
    assert await office.press("张敏", "【催办】", "已备案") == say("filing.toast")
    watch.news()
    await office.stage.pass_working_day()
    told = [words for words, _ in watch.news()["张敏"] if say("deadline.filing") in words]
    assert [words for words in told if words.startswith("【催办】") and "已办结" not in words] == []
    async with office.stage.service.database.reading() as work:
        (request,), (owed,) = await work.requests.all(), await work.deadlines.all(kind="filing")
    assert (request.state.value, owed.state.value) == ("filed", "settled")


def about_decision(messages: list[Shown]) -> list[str]:
    """Return the reminders of the decision that are among these messages."""
    what, settled = say("deadline.decision"), "已办结"
    reminders = [words for words, _ in messages if words.startswith(("【催办】", "【逾期报告】"))]
    return [words for words in reminders if what in words and settled not in words]


async def waiting(office: Office) -> int:
    """Return how many requests wait for a decision."""
    async with office.stage.service.database.reading() as work:
        return await work.requests.count(state=("asked", "exhausted"))


async def raise_ground(office: Office, name: str, way: str, target: str) -> None:
    """Have the coordinator say who raises what about whom, up to the words."""
    await office.press("王芳", f"{name}：请选择由谁提出", way)
    await office.press("王芳", "请选择需要回避的检查对象", target)
    await office.press("王芳", "请选择回避事由", "涉及配偶")


async def report(office: Office, name: str, way: str, target: str) -> None:
    """Have the coordinator put in what somebody has raised about an inspector."""
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "反映回避、更换情形")
    await office.press("王芳", "请选择有关的检查人员", name)
    await raise_ground(office, name, say(f"report.way.{way}"), target)
    await office.press("王芳", "请用一句话说明情况", "不另说明")


async def test_grounds_raised_by_the_target_and_by_the_office(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name, partner = drawn.teams[1]
    target = drawn.of(1)[0]
    approver = approver_of(name)
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "反映回避、更换情形")
    await office.say("王芳", "没有这个人")
    await office.say("王芳", name)
    watch.news()
    assert await office.press("王芳", "请选择有关的检查人员", name) == "已收到"
    ((_, labels),) = watch.news()["王芳"]
    ways = [say(f"report.way.{way}") for way in ("target", "third_party", "office")]
    assert labels[:3] == ways
    assert not any("依职权更换" in label for label in labels)
    await raise_ground(office, name, ways[0], target)
    watch.news()
    await office.say("王芳", "校方称其妹在该校任教")

    news = watch.news()
    (shown,) = news[approver]
    assert "提出：检查对象申请（王芳 转报）" in shown[0]
    told = {"number": NUMBER, "target": target, "approvers": approver, "ground": article("第十六条")}
    assert says("recusal.raised_about_you", **told) in news[name]
    assert "王芳" not in str(news[name])
    assert partner not in news
    # His own term to accept runs on: he has asked for nothing.
    await office.press(approver, "【回避审批】", "不同意")
    await office.press(approver, "请选择不同意的理由", "所述情形缺少依据")
    news = watch.news()
    reason = {"target": target, "reason": say("recusal.refusal.no_evidence")}
    reason["ground"] = article("第十六条")
    refused = says("request.not_followed", number=NUMBER, name=name, **reason)
    assert (refused in news[name], refused in news["王芳"]) == (True, True)

    # On the office's own motion, and approved: the person hears on what ground, she that it was followed.
    await report(office, name, "office", "本批次全部任务")
    await office.press(approver, "【回避审批】", "同意回避")
    news = watch.news()
    done = {"number": NUMBER, "target": WHOLE, "follows": text("recusal.who_follows.order")}
    done["ground"] = article("第十六条")
    assert says("recusal.ordered", **done, cause=text("recusal.ground.relative")) in news[name]
    assert says("request.followed", **done, name=name) in news["王芳"]
    assert team_changed(drawn.of(1), follower_of(office), leads=True) in news[partner]


async def test_approver_substitutes_a_silent_inspector_on_his_own_motion(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    silent, *others = drawn.people
    await accept(office, *others)
    await office.confirm()
    approver = approver_of(silent)
    for _ in range(3):
        await office.stage.pass_working_day()
    await office.say(silent, "/duty")
    assert say("duty.state.escalated") in card(office[silent], "【检查任务】").text
    # Silence replaced nobody; the report to the approver bears his button.
    async with office.stage.service.database.reading() as work:
        assert await work.requests.all() == []
    await office.press(approver, "【逾期报告】", "依职权更换")
    await office.press(approver, "请选择需要更换人员的检查对象", "本批次全部任务")
    await office.press(approver, "请选择更换事由", "逾期未接受任务")
    watch.news()
    await office.press(approver, "请用一句话说明情况", "不另说明")

    follower, news = follower_of(office), watch.news()
    ordered = {"number": NUMBER, "target": WHOLE, "follows": text("recusal.who_follows.order")}
    ordered["cause"] = text("substitution.reason.silent")
    assert says("substitution.ordered", **ordered, ground=article("第十六条")) in news[silent]
    assert follower in news
    partner = next(each for each in drawn.teams[drawn.team_of(silent)] if each != silent)
    assert team_changed(drawn.of(drawn.team_of(silent)), follower, leads=True) in news[partner]
    assert f"提出：{say('request.origin.approver', by=approver)}" in news["张敏"][0][0]
    async with office.stage.service.database.reading() as work:
        (request,) = await work.requests.all()
        assert (request.state.value, request.reason, request.origin) == ("approved", "silent", "approver")
