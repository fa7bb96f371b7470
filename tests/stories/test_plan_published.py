"""The plan of a year is owed, published, filed and public; what is withdrawn is so with its reason."""

from datetime import date, datetime, timedelta

import openpyxl
from docx import Document

from bot.app.on_demand import build_site
from bot.domain.documents.days import time_in_words
from bot.domain.texts import text
from tests.stories.office import MONDAY, TOWN, Office
from tests.stories.papers import approvals, paper_sent
from tests.stories.planning import LIST, ORDOS_TERMS, SCOPE, answer, instrument, save, terms
from tests.stories.watch import GROUP, Shown, Watch, apart_from_boards
from tests.stories.wording import say, says

FILING = text("approval.title.plan_filing")


async def test_plan_is_published_filed_and_public(ordos: Office) -> None:
    await save(ordos)
    await answer(ordos, "下达", "返回列表")
    watch = Watch(ordos)

    assert await ordos.press("王芳", LIST, "公布计划") == "已公布"

    news = watch.news()
    office_name = "市“双随机、一公开”监管工作联席会议办公室"
    filing = {"year": 2026, "edition": 1, "n": 1, "office": office_name, "withdrawn": ""}
    ground = text("ground.article", instrument=instrument(ordos), article="第八条")
    asked = says("plan.filing", "已报备", **filing, state=text("plan.not_filed"), ground=ground)
    handed = says("approval.filing", year=2026, edition=1, office=office_name, title=FILING)
    assert news["张敏"] == [asked, handed]
    paper = paper_sent(ordos, "张敏")
    wanted = ("年度抽查计划备案表", f"{office_name}备案意见", "2026年度抽查计划第 1 版", "第八条")
    assert [each in paper for each in wanted] == [True] * 4
    assert news[GROUP][0][0].startswith(
        "【年度抽查计划】2026年计划第 1 版已公布，共 1 项，详见附件。已同时在公示页公布"
    )
    assert await ordos.press("张敏", "【计划报备】", "已报备") == "已记录"
    done = says("plan.filing", **filing, state=text("plan.filed"), ground=ground)
    assert watch.news() == {"张敏": [done]}

    public = ordos.stage.data_dir / "public"
    page = (public / "plan-2026.html").read_text(encoding="utf-8")
    assert "校园安全" in page
    assert '<a href="plan-2026.html">2026</a>' in (public / "index.html").read_text(encoding="utf-8")
    built = ordos.stage.data_dir / "built"
    await build_site(ordos.stage.service.database, built)
    names = [sorted(path.name for path in folder.rglob("*")) for folder in (built, public)]
    assert names[0] == names[1]
    assert (built / "plan-2026.html").read_bytes() == (public / "plan-2026.html").read_bytes()
    sheet = openpyxl.load_workbook(public / "plan-2026.xlsx").worksheets[0]
    rows = [[cell.value for cell in row][:8] for row in sheet.iter_rows(min_row=3)]
    assert rows == [["校园安全", SCOPE, None, "5%", None, None, "2", "2026年1月1日至2026年6月30日"]]
    await _later_list(ordos, "食品安全")
    await build_site(ordos.stage.service.database, built)  # what was published stands as it was
    assert (built / "plan-2026.html").read_bytes() == (public / "plan-2026.html").read_bytes()
    assert openpyxl.load_workbook(built / "plan-2026.xlsx").worksheets[0]["A3"].value == "校园安全"


async def _later_list(office: Office, name: str) -> None:
    """Have the item list say another name a minute from now, when somebody looks an hour later."""
    now = office.stage.clock.now()
    async with office.stage.service.database.writing() as work:
        kept = (await work.item_lists.all())[-1]
        renamed = [each.model_copy(update={"name": name}) for each in kept.items]
        later = {"id": 0, "items": renamed, "made_at": now + timedelta(minutes=1)}
        await work.item_lists.add(kept.model_copy(update=later))
    office.stage.clock.move_to(now + timedelta(hours=1))


async def test_issued_line_is_withdrawn_with_a_reason_that_is_published_and_filed(ordos: Office) -> None:
    """Ordos 第八条: what is published, filed and consented to is not taken back in silence."""
    await save(ordos, TOWN)
    await answer(ordos, "下达")
    await ordos.press("赵批", "【联合抽查征求意见】", "同意参与")
    await ordos.say("王芳", "/plan")
    await answer(ordos, "公布计划", "1")
    watch = Watch(ordos)

    await answer(ordos, "撤销")
    place = {"year": 2026, "number": 1}
    ground = text("ground.article", instrument=instrument(ordos), article="第八条")
    issued = text("plan.issued_above", office="各抽查项目责任科室", ground=ground)
    assert watch.news() == {"王芳": [says("plan.ask_withdrawal", "取消", **place, issued=issued)]}
    await ordos.say("王芳", "上级统一组织，本局不再重复抽查")

    told = says(
        "plan.withdrawn", **place, terms=terms(departments=TOWN), reason="上级统一组织，本局不再重复抽查"
    )
    done = says("plan.withdrawal_done", **place)
    assert watch.news() == {GROUP: [told], "赵批": [told], "王芳": [done]}
    await ordos.say("王芳", "/draw", in_group=True)
    assert "第 1 项" not in str(watch.news()[GROUP])
    await ordos.say("王芳", "/plan")
    ((shown, labels),) = watch.news()["王芳"]
    assert "已下达而未公布的变更 1 项" in shown
    assert "1" not in labels
    await answer(ordos, "公布计划")

    news = watch.news()
    assert "共 0 项，撤销 1 项" in news[GROUP][0][0]
    (asked, _), (handed, _) = news["张敏"]
    assert handed.startswith("【计划备案表】2026年度第 2 版")
    (consent, form), *filings = await approvals(ordos, "")
    assert (consent, len(filings)) == (f"审批表-2026-1-1-{TOWN}-联合抽查事项征求意见表", 2)
    assert (form.boxes[0].heading, form.boxes[0].opinion[:7]) == (f"{TOWN}意见", "同意。（赵批，")
    assert "第 2 版，共 0 项，撤销 1 项，尚未报备" in asked
    page = (ordos.stage.data_dir / "public" / "plan-2026.html").read_text(encoding="utf-8")
    values = {"number": 1, "items": "校园安全", "scope": SCOPE, "reason": "上级统一组织，本局不再重复抽查"}
    assert say("paper.plan_withdrawn_line", **values) in page
    await ordos.say("王芳", "/plan")
    assert "公布计划" not in str(watch.news()["王芳"])


async def test_form_of_next_years_plan_names_the_items_that_the_department_was_asked_about(
    ordos: Office,
) -> None:
    await save(ordos, TOWN, year="2027")
    await answer(ordos, "下达")
    asked_at = ordos.stage.clock.now()
    await _later_list(ordos, "食品安全")

    await ordos.press("赵批", "【联合抽查征求意见】", "同意参与")

    assert await approvals(ordos, "") == []
    ((stem, form),) = await approvals(ordos, "", 2027)
    assert stem == f"审批表-2027-1-1-{TOWN}-联合抽查事项征求意见表"
    shown = {each.label: each.text for each in form.facts}
    wanted = {"抽查事项": "校园安全", "提出时间": time_in_words(asked_at)}
    assert wanted.items() <= shown.items(), shown


async def test_plan_is_owed_in_january_until_it_is_published(ordos: Office) -> None:
    watch = Watch(ordos)
    values = {
        "year": 2026,
        "due": text("date.due", day=date(2026, 1, 31)),
        "ground": text("ground.article", instrument=instrument(ordos), article="第八条"),
    }
    values["collected"] = text("plan.collected", office="政策法规科", ground=values["ground"])

    async def at(month: int, day: int) -> dict[str, list[Shown]]:
        ordos.stage.clock.move_to(datetime(2026, month, day, 9, 0, tzinfo=MONDAY.tzinfo))
        await ordos.stage.tick()
        return apart_from_boards(watch.news())

    def reminder(kind: str) -> dict[str, list[Shown]]:
        about = {"what": text("deadline.plan"), "about": text("reminder.whole_year")}
        terms = {"due": values["due"], "ground": values["ground"], "kind": text(f"reminder.kind.{kind}")}
        line = text("reminder.line", n=1, number="2026", **about, **terms)
        told = says("reminder.holder", n=1, lines=[line], ending=text("reminder.ending.yours"))
        return {"王芳": [told], "张敏": [told]}

    owed = says("plan.owed", **values)
    assert await at(1, 4) == {"王芳": [owed], "张敏": [owed]}
    assert await at(1, 5) == {}
    # The 31st is a Saturday: the working day before it is the last that anybody is in the office.
    assert await at(1, 30) == reminder("day_before")
    assert await at(1, 31) == {}
    assert await at(2, 2) == reminder("overdue")
    await save(ordos)
    await answer(ordos, "下达", "返回列表", "公布计划")
    watch.news()
    about = {"what": text("deadline.plan"), "about": text("reminder.whole_year")}
    done = text("reminder.done_line", n=1, number="2026", **about)
    closed = says("reminder.holder", n=0, lines=[done], ending=text("reminder.all_done"))
    assert await at(2, 3) == {"王芳": [closed], "张敏": [closed]}
    assert await at(2, 4) == {}


ORDOS = "《鄂尔多斯市教育体育局双随机抽查工作实施细则》"


async def test_detailed_plan_of_a_round_is_written_at_dispatch(ordos: Office) -> None:
    await ordos.draw("50%", "2 组")

    told = "\n".join(message.text for message in ordos.sees("王芳"))
    assert "批次 SSJ-2026-0001 的具体实施方案已生成" in told
    paper = Document(str(ordos.stage.data_dir / "rounds" / "SSJ-2026-0001" / "plan-SSJ-2026-0001.docx"))
    rows = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    blank = say("paper.to_fill_in", **ORDOS_TERMS)
    assert rows == {
        "年度计划项号": "临时发起，不属于年度计划",
        "抽查范围": SCOPE,
        "抽查比例": f"50%，抽取 3 家（不低于 5%，依据：{ORDOS}第九条）",
        "实施时间": blank,
        "参与部门": "由朔原市教育体育局（演示）单独组织实施",
        "执法人员数量": f"2 个检查组，每组 2 人（依据：{ORDOS}第十条）",
        "执法检查方式": blank,
        "保密要求": blank,
        "检查结果运用": blank,
        "抽查目的": blank,
    }
    items = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert [row[1] for row in items] == ["抽查事项", "校园安全", "收费行为"]
