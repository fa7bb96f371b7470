"""现场文书: whoever sits on an inspection gets its papers in private, filled from what is known, to print."""

import io
from dataclasses import replace

import pytest
from docx import Document

from bot.app.papers.catalogue import Archivist, NoSubject, Wanted
from bot.domain.ceremony.record import DrawRecord
from bot.domain.documents.cases import CopyReceipt, InspectionNotice, ReentrySheet, TargetForm
from bot.domain.documents.diligence import DiligenceRecord
from bot.domain.documents.rounds import DutyList, RoundPlan
from bot.regulations import load_profile
from bot.usecases.act import Act
from storage.documents.filling import fill
from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from tests.stories.acts import accept
from tests.stories.attempts import NUMBER
from tests.stories.office import MONDAY, TARGETS, Office, under
from tests.stories.platform_lists import FIRST, carried_on
from tests.stories.wording import drawn_round


async def test_team_gets_the_papers_of_its_target(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    own = office.stage.data_dir / "templates"
    own.mkdir()
    (own / "service.docx").write_bytes(lay_out(read_source("%page form\n%left 本局：{{ target_name }}")))
    (own / "order.docx").write_bytes(lay_out(read_source("%page form\n%left {{ target_phone }}")))

    for who, title, first in (
        (leader, "随机抽查检查通知书", "随机抽查检查通知书"),
        (partner, "送达回证", f"本局：{target}"),
        (leader, "责令改正通知书", "责令改正通知书"),
        (leader, "联合抽查表", "联合抽查表"),
    ):
        await office.say(who, "/duty")
        await office.press(who, "【现场文书】请选择检查对象", f"文书：{target}")
        await office.press(who, f"【现场文书】{target}：请选择文书", title)
        sent = office.sees(who)[-1]
        assert sent.text.startswith(f"【现场文书】{NUMBER} {target}\n《{title}》已按现有记录生成")
        assert sent.json["document"]["file_name"] == f"{title}-{NUMBER}-{target}.docx"
        paper = Document(io.BytesIO(office.stage.telegram.files.get(sent.json["document"]["file_id"]).body))
        assert paper.paragraphs[0].text == first
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert cells[cells.index("检查对象") + 1] == target
    assert cells[cells.index("检查结论") + 1] == ""

    others = [name for name in drawn.people if name not in (leader, partner)]
    told = [m.text for name in others for m in office.sees(name)]
    assert [text for text in told if target in text and "文书" in text] == []


async def test_papers_of_a_round_and_a_year_say_what_the_rows_say(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    leader = drawn.teams[1][0]
    await accept(office, leader)
    service = office.stage.service
    async with service.database.reading() as work:
        act = Act(work, service.desk.office, office.stage.clock.now())
        archivist = Archivist(act, "本局", "https://a.cn")
        made = {
            name: [each for _, each in await archivist.documents(Wanted(name, NUMBER))]
            for name in ("duty_list", "report", "coverage", "diligence", "round_plan", "draw_record")
        }
        assert await archivist.documents(Wanted("change", NUMBER)) == []
        with pytest.raises(NoSubject):
            await archivist.documents(Wanted("report", "SSJ-2026-0099"))

    (duties,), (report,), (year,) = made["duty_list"], made["report"], made["coverage"]
    assert [[target.name for target in team.targets] for team in duties.teams] == [
        drawn.of(team.number) for team in duties.teams
    ]
    assert (report.drawn, report.inspected, report.published, report.waiting, report.teams) == (3, 0, 0, 3, 2)
    assert (report.people, report.changed) == (4, 0)
    assert (report.first_visit, report.link) == (None, f"https://a.cn/round-{NUMBER}.html")
    assert [(each.label, each.text.split("，")[1]) for each in year.rounds] == [(NUMBER, "检查对象3家")]
    whole, *_ = year.registers
    assert (whole.total, whole.part, whole.visited, whole.bar) == (len(TARGETS), 3, 0, "0%")
    assert {each.bar for each in year.times if not each.part} <= {"0%"}
    mine = next(each for each in made["diligence"] if each.person == leader)
    assert [each.what for each in mine.done] == ["派发检查任务", "检查对象经所属单位确认", "接受任务"]
    assert [(each.what, each.kept) for each in mine.terms] == [("接受任务", "按期")]
    assert [each.ground for each in mine.terms] == ["规定未写明，按抽查系统预设"]
    assert (mine.person_role, mine.conclusion, mine.site) == ("组长", "", ())
    assert all(fill(each).startswith(b"PK") for papers in made.values() for each in papers[:1])


async def test_plan_of_a_platform_round_counts_who_was_matched(office: Office) -> None:
    await carried_on(office, FIRST)
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        [(_, plan)] = await Archivist(act, "本局").documents(Wanted("round_plan", NUMBER))
    assert isinstance(plan, RoundPlan)
    rows = {each.label: each.text for each in plan.lines}
    people = "2 个检查组，每组 2 人（依据：规定未写明，按《中华人民共和国行政处罚法》第四十二条）"
    assert (rows["执法人员数量"], rows["参与部门"]) == (people, "由本局单独组织实施")


@under("quyang-county-2022")
async def test_plan_names_the_departments_whose_people_the_platform_matched(office: Office) -> None:
    """第五条: the plan is the county's, and the departments carry it out together."""
    async with office.stage.service.database.writing() as work:
        for name, department in (("甲一", "县教育局"), ("乙二", "县市场监管局"), ("戊五", "县卫健局")):
            line = await work.inspectors.one(name=name)
            assert line is not None
            await work.inspectors.change(line, department=department)
    await carried_on(office, FIRST)
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        [(_, plan)] = await Archivist(act, "本局").documents(Wanted("round_plan", NUMBER))
    assert isinstance(plan, RoundPlan)
    assert {each.label: each.text for each in plan.lines}["参与部门"] == "县市场监管局、县教育局"


@pytest.mark.parametrize(
    ("key", "platforms", "place", "signature"),
    [
        (
            "changli-education-2017",
            [],  # no entry is asked for: there is no sheet of it
            "教育局网站“监管对象诚信档案”栏目",
            "",  # no duty of the target has a ground that is none
        ),
        (
            "lianchi-education-sport-2023",
            ["河北省双随机执法监管平台"] * 3,
            "本机关公示页（规定未写明，按抽查系统预设）",
            "保莲双随机办[2023]10号第五部分（二）第2项",
        ),
    ],
)
async def test_what_only_the_product_names_is_labelled(
    office: Office, key: str, platforms: list[str], place: str, signature: str
) -> None:
    await drawn_round(office)
    async with office.stage.service.database.reading() as work:
        silent = replace(office.stage.service.desk.office, profile=load_profile(key))
        archivist = Archivist(Act(work, silent, office.stage.clock.now()), "本局")
        sheets = [each for _, each in await archivist.documents(Wanted("reentry", NUMBER))]
        [(_, receipt), *_] = await archivist.documents(Wanted("receipt", NUMBER))
        [(_, notice), *_] = await archivist.documents(Wanted("notice", NUMBER))
    assert isinstance(receipt, CopyReceipt)
    assert isinstance(notice, InspectionNotice)
    assert [each.platform for each in sheets if isinstance(each, ReentrySheet)] == platforms
    assert receipt.publication_place == place
    assert notice.signature_ground == signature


@pytest.mark.parametrize(("is_public", "told"), [(True, False), (False, True)])
async def test_only_an_enterprise_is_told_what_binds_inspections_of_enterprises(
    office: Office, is_public: bool, told: bool
) -> None:
    await drawn_round(office)
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        [(_, notice), *_] = await Archivist(act, "本局").documents(Wanted("notice", NUMBER))
    assert isinstance(notice, InspectionNotice)
    page = Document(io.BytesIO(fill(notice.model_copy(update={"is_public_body": is_public}))))
    printed = "".join(each.text for each in page.paragraphs)
    assert ("五个严禁" in printed, "不干扰正常的教育教学和经营秩序" in printed) == (told, True)


async def test_papers_mark_a_body_that_only_the_product_names_and_cite_the_article_on_lists(
    office: Office,
) -> None:
    await drawn_round(office)
    async with office.stage.service.database.reading() as work:
        ordos, changli = [
            Archivist(Act(work, replace(office.stage.service.desk.office, profile=each), MONDAY), "本局")
            for each in map(load_profile, ("ordos-education-sport", "changli-education-2017"))
        ]
        [(_, record), *_] = await ordos.documents(Wanted("diligence", NUMBER))
        [(_, draw)] = await ordos.documents(Wanted("draw_record", NUMBER))
        duties = [(await each.documents(Wanted("duty_list", NUMBER)))[0][1] for each in (ordos, changli)]
        [(_, form), *_] = await changli.documents(Wanted("form", NUMBER))
    assert isinstance(record, DiligenceRecord)
    assert isinstance(draw, DrawRecord)
    assert record.by_list.endswith("免于追究责任（《鄂尔多斯市教育体育局双随机抽查工作实施细则》第十三条）。")
    assert "由领导小组办公室（规定未写明，按抽查系统预设）和纪检监察人员查阅" in draw.remarks
    licensed = "其中持执法证不少于 2 人（规定未写明，按《中华人民共和国行政处罚法》第四十二条）"
    (of_team,) = [each for each in draw.rules if each.startswith("检查组 2 个")]
    assert of_team.endswith(f"细则》第十条），{licensed}")  # article 10 says nothing of licences
    assert [each.is_entered for each in duties if isinstance(each, DutyList)] == [True, False]
    assert isinstance(form, TargetForm)
    assert (form.form_name, form.level) == ("执法检查表", "群内摇号")  # of 2017: no joint inspection
