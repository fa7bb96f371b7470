"""The entry into the platform is owed where the text asks for it, from the event that it names."""

from datetime import date

from docx import Document

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.cases import ReentrySheet
from bot.domain.documents.rounds import DutyList
from bot.usecases.act import Act
from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import press_about, publish, send_photo, submit_normal
from tests.stories.ledger import states
from tests.stories.office import Office, under
from tests.stories.wording import NUMBER, Drawn, read_result, say


async def one_school(office: Office, *answers: str) -> tuple[Drawn, str]:
    """Draw one school and have it confirmed; return the result and the school."""
    await office.say("王芳", "/draw", in_group=True)
    where = ["在本群抽取"] if answers else []  # a text that names the platform asks both where and why
    for label in (*where, "公办初级中学", "10%", "1 组", *answers, "冻结"):
        await office.press("王芳", "发起抽查", label, in_group=True)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    drawn = read_result(office)
    (target,) = drawn.targets
    await office.confirm()
    return drawn, target


async def signed_round(office: Office, *answers: str) -> tuple[Drawn, str]:
    """Draw one school, have it inspected and signed by both; return the result and the school."""
    drawn, target = await one_school(office, *answers)
    await submit_normal(office, drawn, target)
    await press_about(office, drawn.teams[1][1], "【共同签字】", target, "签字确认")
    return drawn, target


async def entries(office: Office) -> list[tuple[date, str]]:
    async with office.stage.service.database.reading() as work:
        return [(each.due_on, each.state.value) for each in await work.deadlines.all(kind="entry")]


@under("changli-education-2017")
async def test_text_without_a_platform_owes_no_entry(office: Office) -> None:
    drawn, target = await signed_round(office)
    leader = drawn.teams[1][0]

    assert [m for m in office.sees(leader) if m.text.startswith("【平台录入】")] == []
    await office.say(leader, "/duty")
    await office.press(leader, "【现场文书】请选择检查对象", f"文书：{target}")
    offered = [each.label for each in office.sees(leader)[-1].each_button()]
    assert (offered[-1], "平台录入单" in offered) == ("案件移送函", False)
    await publish(office, target)

    assert await entries(office) == []
    # In the place of an entry he owed the record, in the product's term; he has submitted it.
    async with office.stage.service.database.reading() as work:
        owed = await work.deadlines.all(kind="submission")
    leads = {each.person_id for each in owed}
    assert [(each.state.value, each.term_days, each.article) for each in owed] == [("settled", 5, "")]
    assert len(leads) == 1
    # The report is owed ten working days from the end of the inspections, over Mid-Autumn and National Day.
    report = card(office["王芳"], "【执法检查报告】")
    wanted = (
        "教育局网站“监管对象诚信档案”栏目",
        "市教育局公共信用信息平台",
        "2026年10月12日",
        "第六部分第4项",
    )
    assert [each in report.text for each in wanted] == [True] * 4
    for _ in range(5):
        await office.stage.pass_working_day()
    assert say("deadline.report") in card(office["王芳"], "【催办】").text
    await office.press("王芳", "【催办】", "填写公布情况")
    await office.say("王芳", "http://jyj.example/1")
    asked = office.sees("王芳")[-1].text
    assert "请再发送推送到 市教育局公共信用信息平台 的编号" in asked
    async with office.stage.service.database.reading() as work:
        assert [each.state.value for each in await work.deadlines.all(kind="report")] == ["open"]
    await office.say("王芳", "CL-XY-7")
    async with office.stage.service.database.reading() as work:
        (owed,) = await work.deadlines.all(kind="report")
    assert (owed.state.value, owed.due_on, owed.article) == ("settled", date(2026, 10, 12), "六-4")
    settled = card(office["王芳"], "【执法检查报告】").text
    assert "已公布并推送：公布 http://jyj.example/1；推送 CL-XY-7" in settled
    assert "依据：《昌黎县教育局" in card(office["王芳"], "【填写执法检查报告】").text
    await office.press("王芳", "【执法检查报告】", "领取执法检查报告")
    assert office.sees("王芳")[-1].text.startswith(say("round_report.document", number="SSJ-2026-0001"))
    file = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "report-SSJ-2026-0001.docx"
    words = "\n".join(each.text for each in Document(str(file)).paragraphs)
    assert [each in words for each in ("执法检查报告", "亮点", "处理意见")] == [True] * 3
    closed = say("round.closed_here", number="SSJ-2026-0001", published=1, outcomes=0)
    assert card(office["王芳"], "【办结】", office.group).text.startswith(closed)


@under("ordos-education-sport")
async def test_text_that_counts_from_the_end_of_inspections_owes_the_entry_from_then(office: Office) -> None:
    drawn, target = await signed_round(office, "演练")
    leader = drawn.teams[1][0]

    # Twenty working days after 21 September 2026, the day on which the last inspection was signed.
    assert await entries(office) == [(date(2026, 10, 26), "open")]
    assert "2026年10月26日" in card(office[leader], "【平台录入】").text
    await publish(office, target)
    # The city's credit platform gets the results too: that is the coordinator's, in the same term.
    push = card(office["王芳"], "【推送结果】").text
    wanted = ("市公共信用信息平台", "2026年10月26日", "第十一条", "待公布、推送")
    assert [each in push for each in wanted] == [True] * 4
    await office.press("王芳", "【推送结果】", "填写公布情况")
    await send_photo(office, "王芳")  # this platform gives no number
    assert "已公布并推送：已回报截图" in card(office["王芳"], "【推送结果】").text
    ((kept,),) = await states(office, "rounds", "receipt_pictures")
    assert (office.stage.data_dir / "evidence" / kept[:2] / kept).exists()
    # The platform of this region gives no number: a picture of the entry shows it as well.
    await office.press(leader, "【平台录入】", "填写平台编号")
    await send_photo(office, leader)  # the coordinator's screenshot: it shows one thing
    assert office.sees(leader)[-1].text.startswith(say("receipt.used", name=NUMBER))
    await office[leader].sends_photo("private", photo() + b"entry")
    await office.stage.settle()

    taken = say("receipt.taken_picture", name=target)
    assert sum(m.text.startswith(taken) for m in office.sees(leader)) == 1
    assert say("receipt.picture") in card(office[leader], "【平台录入】").text
    assert await entries(office) == [(date(2026, 10, 26), "settled")]
    assert "平台录入均已回报" in card(office["王芳"], "【办结】", office.group).text
    sheet = await paper_of(office, "reentry")
    assert isinstance(sheet, ReentrySheet)
    assert sheet.reported == f"凭证由{leader}于2026年9月21日 09:01回报"
    duties = await paper_of(office, "duty_list")
    assert isinstance(duties, DutyList)
    (line,) = [each for team in duties.teams for each in team.targets]
    assert (line.name, line.visit_at) == (target, "2026年9月21日")


async def paper_of(office: Office, name: str) -> object:
    """Return the first document of the round with this name."""
    service = office.stage.service
    async with service.database.reading() as work:
        act = Act(work, service.desk.office, office.stage.clock.now())
        ((_, document), *_) = await Archivist(act, "本局").documents(Wanted(name, NUMBER))
    return document
