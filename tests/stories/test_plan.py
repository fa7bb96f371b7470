"""The plan of the year: a line by dialogue or sheet, the partners' consent, publishing, filing, reminding."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from bot.app import build_site
from bot.domain.profile_books import RegisterKind
from bot.domain.texts import Text, Value, text
from bot.regulations import load_profile
from bot.views.names import terms_of
from demo.stage import card
from storage.workbooks.plan import write_plan
from tests.stories.office import MONDAY, TOWN, Office, running_office
from tests.stories.watch import GROUP, Shown, Watch, apart_from_boards
from tests.stories.wording import BACK, article, say, says

SCOPE = "公办初级中学"
ORDOS = "ordos-education-sport"
ORDOS_TERMS = terms_of(load_profile(ORDOS))
JANUARY = datetime(2026, 1, 4, 9, 0, tzinfo=MONDAY.tzinfo)
LIST, PREVIEW, LINE = "【年度抽查计划】", "请核对计划事项", "【计划事项】"
ANSWERS = ("校园安全", "选好了", SCOPE, "不定向")
REST = ("5%", "2 次", "上半年")
WORDS = ("2 人", "现场检查", "检查前不得泄露", "结果向社会公示", "依法履行")
FIELDS = {
    "items": "抽查事项",
    "scope": "抽查范围",
    "condition": "定向条件",
    "share_source": "比例依据",
    "share_bp": "抽查比例",
    "frequency": "抽查频次",
    "window": "抽查时间",
    "departments": "参与部门",
    "team_people": "每组人数",
    "method": "检查方式",
    "secrecy": "保密要求",
    "use": "结果运用",
    "purpose": "抽查目的",
}


@pytest.fixture
async def ordos(tmp_path: Path) -> AsyncIterator[Office]:
    """The small office under Ordos' rules, on a Sunday that is worked, the fourth of January."""
    async with running_office(tmp_path, ORDOS, JANUARY) as opened:
        yield opened


def terms(**more: Value) -> Text:
    """Return what the line of these stories says."""
    values: dict[str, Value] = {
        "items": "校园安全",
        "scope": SCOPE,
        "condition": text("plan.undirected"),
        "share": "5%",
        "source": "",
        "item_shares": "",
        "frequency": 2,
        "first": date(2026, 1, 1),
        "last": date(2026, 6, 30),
        "departments": text("plan.alone"),
        "people": 2,
        "method": text("plan.option.method_on_site"),
        "secrecy": text("plan.option.secrecy_unannounced"),
        "use": text("plan.option.use_public"),
        "purpose": text("plan.option.purpose_duty"),
    }
    return text("plan.terms", **(values | more))


def line_card(state: str, *labels: str, version: int = 1, notes: str | Text = "", **more: Value) -> Shown:
    values = {"year": 2026, "number": 1, "version": version, "state": text(f"plan.state.{state}")}
    return says("plan.line", *labels, "返回列表", **values, terms=terms(**more), notes=notes)


async def answer(office: Office, *labels: str) -> None:
    for label in labels:
        await office.press("王芳", newest(office), label)


def newest(office: Office) -> str:
    """Return how the newest message of the coordinator with buttons begins."""
    return next(m.text for m in reversed(office.sees("王芳")) if m.buttons)[:40]


async def save(office: Office, *departments: str, window: str = "上半年") -> None:
    """Have the coordinator make the line of these stories, in private."""
    await office.say("王芳", "/plan")
    await answer(office, "新增一项", *ANSWERS)
    if any("另有规定的" in m.text for m in office.sees("王芳")):
        await answer(office, "没有另行规定")
    await answer(
        office, *REST[:2], window, *departments, "选好了" if departments else "不联合其他部门", *WORDS, "保存"
    )


async def test_line_is_made_step_by_step_and_refused_below_the_share(office: Office) -> None:
    watch = Watch(office)

    await office.say("王芳", "/plan")
    due = text("plan.stands.open", n=0)
    empty = {"year": 2026, "page_number": 1, "page_count": 1, "n": 0, "lines": text("plan.none")}
    empty |= {"stands": due}
    assert watch.news() == {"王芳": [says("plan.list", "新增一项", "导入模板", **empty)]}

    await answer(office, "新增一项", *ANSWERS)
    place = {"year": 2026, "step": 4, "steps": 12}
    shares = ("3%", "5%", "10%", "15%", "20%", "30%", "50%", "100%")
    ask = says("plan.ask_share_bp", *shares, *BACK, **place, least="3%", ground=article("第十七条"))
    assert watch.news()["王芳"] == [ask]
    await office.say("王芳", "2%")
    assert watch.news() == {"王芳": [says("draw.share_below", least="3%", ground=article("第十七条"))]}

    await answer(office, *REST, "不联合其他部门", *WORDS)
    fields = [label for name, label in FIELDS.items() if name != "share_source"]
    checked = says(
        "plan.preview", "保存", *fields, *BACK, year=2026, terms=terms(), faults=text("plan.no_faults")
    )
    assert watch.news() == {"王芳": [checked]}
    assert await office.press("王芳", PREVIEW, "保存") == "已保存"
    assert watch.news() == {"王芳": [line_card("draft", "下达", "修改", "删除")]}

    await answer(office, "下达")
    assert watch.news() == {"王芳": [line_card("issued", "修改", "撤销")]}


async def test_item_without_basis_cannot_stand_in_the_plan(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        kept = (await work.item_lists.all())[-1]
        items = [item.model_copy(update={"basis": " "}) for item in kept.items]
        await work.item_lists.add(kept.model_copy(update={"id": 0, "items": items}))
    await office.say("王芳", "/plan")
    watch = Watch(office)

    await answer(office, "新增一项", *ANSWERS, *REST, "不联合其他部门", *WORDS)

    fields = [label for name, label in FIELDS.items() if name != "share_source"]
    fault = [text("plan.fault.no_basis_by_list", item="校园安全")]
    shown = says("plan.preview", *fields, *BACK, year=2026, terms=terms(), faults=fault)
    assert watch.news() == {"王芳": [shown]}


async def test_change_of_an_issued_line_is_a_version_with_its_reason(office: Office) -> None:
    await save(office)
    await answer(office, "下达", "修改")
    await office.say("王芳", "上级调整频次")
    await answer(office, "抽查频次", "1 次")
    watch = Watch(office)

    await answer(office, "保存")
    notes = text("plan.notes", lines=[text("plan.changed_for", reason="上级调整频次")])
    draft = line_card("draft", "下达", "修改", "删除", version=2, notes=notes, frequency=1)
    assert watch.news() == {"王芳": [draft]}
    await answer(office, "下达")
    watch.news()

    async with office.stage.service.database.reading() as work:
        lines = await work.plan_lines.all()
    assert [(line.version, line.state.value) for line in lines] == [(1, "replaced"), (2, "issued")]


async def test_joint_line_waits_for_its_partners_and_the_lead_office_stands_in(ordos: Office) -> None:
    ground = text("ground.article", instrument=instrument(ordos), article="第八条")
    await save(ordos, TOWN)
    watch = Watch(ordos)

    await answer(ordos, "下达")
    asked = {"year": 2026, "number": 1, "department": TOWN, "maker": "王芳", "ground": ground}
    joint = terms(departments=TOWN)
    waiting = text("plan.notes", lines=[consent_line(TOWN, "asked")])
    question = says(
        "plan.consent",
        "同意参与",
        "不同意",
        **asked,
        terms=joint,
        stands_in="",
        state=text("plan.consent_state.asked"),
    )
    assert watch.news() == {
        "王芳": [line_card("consenting", "修改", notes=waiting, departments=TOWN)],
        "赵批": [question],
    }

    await ordos.press("赵批", "【联合抽查征求意见】", "不同意")
    await ordos.say("赵批", "人手不足")
    told = {"year": 2026, "number": 1, "department": TOWN, "name": "赵批"}
    declined = says("plan.declined", **told, reason="人手不足", ground=ground)
    assert watch.news()["王芳"] == [declined]

    async with ordos.stage.service.database.writing() as work:
        for grant in await work.grants.all(role="approver"):
            await work.grants.change(grant, is_revoked=True)
    await ordos.say("王芳", "/plan")
    await answer(ordos, "1", "下达")
    news = watch.news()
    asked_office = says(
        "plan.consent",
        "同意参与",
        "不同意",
        **asked,
        terms=joint,
        stands_in=text("plan.stands_in", **ORDOS_TERMS),
        state=text("plan.consent_state.asked"),
    )
    assert news["张敏"] == [asked_office]
    await ordos.say("张敏", "/pending")
    assert watch.news() == {"张敏": [asked_office]}
    assert await ordos.press("张敏", "【联合抽查征求意见】", "同意参与") == "已同意"
    values = told | {"name": "张敏", "state": text("plan.state.issued")}
    assert watch.news()["王芳"] == [says("plan.consented", **values)]


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
    assert news["张敏"] == [asked]
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
    assert rows == [["校园安全", SCOPE, None, "5%", None, None, "2", "2026-01-01至2026-06-30"]]


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
    ((asked, _),) = news["张敏"]
    assert "第 2 版，共 0 项，撤销 1 项，尚未报备" in asked
    page = (ordos.stage.data_dir / "public" / "plan-2026.html").read_text(encoding="utf-8")
    values = {"number": 1, "items": "校园安全", "scope": SCOPE, "reason": "上级统一组织，本局不再重复抽查"}
    assert say("paper.plan_withdrawn_line", **values) in page
    await ordos.say("王芳", "/plan")
    assert "公布计划" not in str(watch.news()["王芳"])


async def test_line_that_a_round_stands_on_is_changed_and_not_withdrawn(office: Office) -> None:
    await save(office, window="全年")
    await answer(office, "下达")
    await office.say("王芳", "/draw", in_group=True)
    for label in ("第 1 项", "在本群抽取", "1 组", "演练"):
        await office.press("王芳", "发起抽查", label, in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.say("王芳", "/plan")
    await answer(office, "1")

    pressed = await office.press("王芳", LINE, "撤销")

    assert pressed == say("plan.carried_out", number=1, rounds="SSJ-2026-0001")
    async with office.stage.service.database.reading() as work:
        assert [line.state.value for line in await work.plan_lines.all()] == ["issued"]


async def test_line_of_a_register_is_drawn_from_that_register(ordos: Office) -> None:
    """Ordos 第六条: targets are entered in the register of enterprises, public bodies or associations."""
    async with ordos.stage.service.database.writing() as work:
        for target in (await work.targets.all())[:4]:
            await work.targets.change(target, kind=RegisterKind.PUBLIC_BODY)
    await ordos.say("王芳", "/plan")
    await answer(ordos, "新增一项", "校园安全", "选好了", "机关名录库", "不定向", "没有另行规定")
    await answer(ordos, *REST[:2], "全年", "不联合其他部门", *WORDS, "保存", "下达")
    await ordos.say("王芳", "/draw", in_group=True)
    for label in ("第 1 项", "在本群抽取", "1 组", "演练"):
        await ordos.press("王芳", "发起抽查", label, in_group=True)
    assert "机关名录库" in card(ordos["王芳"], "发起抽查：请核对", ordos.group).text
    await ordos.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    async with ordos.stage.service.database.reading() as work:
        (attempt,) = await work.attempts.all()
    assert [each["stratum"] for each in attempt.targets] == ["机关名录库"] * 4


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


def plan_file(*rows: dict[str, str]) -> bytes:
    data = BytesIO()
    write_plan(data, "2026年度抽查计划", rows)
    return data.getvalue()


GOOD = {
    "items": "校园安全、收费行为",
    "scope": SCOPE,
    "share": "10%",
    "frequency": "1次",
    "window": "3月至6月",
    "departments": "",
    "team_people": "3",
    "method": "现场检查",
}


async def test_sheet_is_read_with_all_faults_and_kept_as_drafts(office: Office) -> None:
    bad = GOOD | {"items": "食堂", "share": "abc", "window": "春天", "scope": "大学", "team_people": "三"}
    low = GOOD | {"share": "1%"}
    watch = Watch(office)

    await send(office, plan_file(bad, low))
    (faults,) = watch.news()["王芳"]
    told = [
        row_fault("items", "食堂"),
        row_fault("share", "abc"),
        row_fault("window", "春天", year=2026),
        row_fault("scope", "大学"),
        row_fault("number", "三", "检查组人数"),
        low_share(),
    ]
    assert faults == says("import.faults", file="plan.xlsx", n=len(told), lines=told)

    await send(office, plan_file(GOOD))
    row = {"items": "校园安全、收费行为", "scope": SCOPE, "share": "10%", "frequency": 1}
    window = {"first": date(2026, 3, 1), "last": date(2026, 6, 30)}
    values = {"file": "plan.xlsx", "year": 2026, "n": 1, "same": 0}
    lines = [text("plan.import_line", **row, **window)]
    assert watch.news() == {"王芳": [says("plan.import_preview", "确认保存", "放弃", **values, lines=lines)]}
    await answer(office, "确认保存")
    assert watch.news() == {"王芳": [says("plan.imported", file="plan.xlsx", n=1)]}
    await send(office, plan_file(GOOD))
    again = values | {"n": 0, "same": 1}
    assert watch.news() == {"王芳": [says("plan.import_preview", "确认保存", "放弃", **again, lines=[])]}


HEADINGS = {"items": "抽查事项", "share": "抽查比例", "window": "抽查时间", "scope": "抽查范围"}


def row_fault(name: str, value: str, heading: str = "", **params: Value) -> Text:
    """Return what is said of a cell of the sheet's first row."""
    column = heading or HEADINGS[name]
    what = text(f"plan.row.{name}", value=value, column=column, **params)
    return text("import.at_cell", sheet="2026年度抽查计划", row=3, column=column, what=what)


def low_share() -> Text:
    """Return what is said of the second row."""
    what = text("plan.fault.share_low", least="3%", ground=article("第十七条"))
    return text("import.at_row", sheet="2026年度抽查计划", row=4, column="", what=what)


async def send(office: Office, data: bytes) -> None:
    await office["王芳"].sends_file("private", "plan.xlsx", data)
    await office.stage.settle()


async def test_plan_belongs_to_coordinators_and_the_lead_office(office: Office) -> None:
    await save(office)
    watch = Watch(office)

    for name in ("甲一", "赵批", "郑观"):
        await office.say(name, "/plan")
        assert watch.news() == {name: [says("denied.role")]}
    await office.say("张敏", "/plan")
    (shown,) = watch.news()["张敏"]
    assert shown[1] == ["1"]
    await office.say("王芳", "/plan 2029")
    assert watch.news() == {"王芳": [says("plan.bad_year", first=2026, second=2027)]}


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
        "抽查比例": "50%，抽取 3 家",
        "实施时间": blank,
        "参与部门": blank,
        "执法人员数量": "2 个检查组，每组 2 人",
        "执法检查方式": blank,
        "保密要求": blank,
        "检查结果运用": blank,
        "抽查目的": blank,
    }
    items = [[cell.text for cell in row.cells] for row in paper.tables[1].rows]
    assert [row[1] for row in items] == ["抽查事项", "校园安全", "收费行为"]


def consent_line(department: str, state: str) -> Text:
    return text("plan.consent_line", department=department, state=text(f"plan.consent_state.{state}"))


def instrument(office: Office) -> str:
    return office.stage.service.desk.office.profile.rule("plan_due").instrument
