"""联合检查: two departments draw, inspect and sign together; the initiator's inspector leads."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.draw.verification import verify
from bot.domain.journal.entries import GENESIS
from bot.domain.plans.lines import PlanLine, PlanState, PlanTerms
from bot.domain.registers.rows import Item, ItemList
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import answer, ask_recusal, on_site, result_card
from tests.stories.office import ITEMS, MONDAY, Office, under
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import NUMBER, Drawn, article, read_result, say, says

EDUCATION, MARKET, FIRE = "教体局", "市监局", "消防大队"
JOINT = "确定联合检查（2 个部门）"
WHOLE = "公办初级中学（联合检查：市监局发起，教体局参加）"
ASKED = "发起抽查：请选择联合检查的部门"
OF_ALL = Item(code="A3", name="信息核对", basis="《中华人民共和国教育法》第三十条")


@pytest.fixture
async def joint_office(office: Office) -> Office:
    """The small office with three people of the market bureau, and an item of theirs."""
    async with office.stage.service.database.writing() as work:
        for line in await work.inspectors.all():
            department = MARKET if line.number in ("QH-002", "QH-005", "QH-007") else EDUCATION
            await work.inspectors.change(line, department=department)
        items = [
            OF_ALL,
            *(
                each.model_copy(update={"department": d})
                for each, d in zip(ITEMS, (EDUCATION, MARKET), strict=True)
            ),
        ]
        await work.item_lists.add(ItemList(items=items, digest=GENESIS, made_at=MONDAY))
    return office


async def choose(office: Office, *labels: str) -> None:
    for label in labels:
        await office.press("王芳", "发起抽查", label, in_group=True)


async def preview(office: Office, teams: str = "2 组") -> str:
    """Lead to the preview of a round of both departments, the market bureau initiating; return it."""
    await office.begin_draw()
    await choose(office, "公办初级中学", "50%", MARKET, EDUCATION, JOINT, teams, "演练")
    return office.sees("王芳", in_group=True)[-1].text


async def drawn_jointly(office: Office) -> Drawn:
    await preview(office)
    await choose(office, "冻结")
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    return read_result(office)


def bundle_of(office: Office) -> bytes:
    return (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()


def first_column(office: Office) -> list[str]:
    """Return the first column of the only form."""
    (path,) = Path(office.stage.data_dir / "rounds" / NUMBER / "forms").glob("*.xlsx")
    return [str(row[0].value or "") for row in load_workbook(path).worksheets[0].iter_rows()]


async def department_of(office: Office, name: str) -> str:
    async with office.stage.service.database.reading() as work:
        line = await work.inspectors.one(name=name)
    assert line is not None
    return str(line.department)


async def test_departments_are_chosen_in_order_and_can_be_taken_back(joint_office: Office) -> None:
    office, watch = joint_office, Watch(joint_office)
    await office.begin_draw()
    await choose(office, "公办初级中学", "50%")

    def asked(*labels: str) -> tuple[str, list[str]]:
        return says(
            "draw.ask_departments", *labels, "不按部门分组", "返回上一步", "取消", ground=article("第二条")
        )

    def shown() -> tuple[str, list[str]]:
        return watch.news()[GROUP][-1]

    assert shown() == asked(EDUCATION, MARKET)
    await choose(office, EDUCATION)
    one = "确定联合检查（1 个部门）"
    assert shown() == asked(f"✓ 1 {EDUCATION}", MARKET, one)
    toast = await office.press("王芳", ASKED, one, in_group=True)
    assert toast == say("joint.too_few", least=2)
    await choose(office, MARKET, f"✓ 1 {EDUCATION}")
    await choose(office, EDUCATION)
    assert shown() == asked(f"✓ 2 {EDUCATION}", f"✓ 1 {MARKET}", JOINT)
    await choose(office, JOINT, "返回上一步", "不按部门分组", "2 组", "演练")
    assert "联合检查" not in shown()[0]


async def test_questions_are_counted_by_what_is_asked_not_by_presses(joint_office: Office) -> None:
    office = joint_office
    await office.begin_draw()
    steps = []
    for label in ("公办初级中学", "50%", MARKET, EDUCATION, JOINT, "2 组", "演练"):
        await choose(office, label)
        foot = office.sees("王芳", in_group=True)[-1].text.split("发起抽查，第 ")[1]
        steps.append(int(foot.split(" 步")[0]))
    assert steps == [3, 4, 4, 4, 5, 6, 7]


async def test_department_with_too_few_people_is_refused(joint_office: Office) -> None:
    office = joint_office
    async with office.stage.service.database.writing() as work:
        for line in await work.inspectors.all(department=MARKET):
            await work.inspectors.change(line, licensed=False)
    await office.begin_draw()
    await choose(office, "公办初级中学", "50%", MARKET, EDUCATION)

    toast = await office.press("王芳", ASKED, JOINT, in_group=True)

    values = {"department": MARKET, "size": 1, "licensed": 1, "people": 0, "with_licence": 0}
    ground = text("ground.default_by_law", instrument="《中华人民共和国行政处罚法》", article="第四十二条")
    assert toast == say("joint.too_few_people", **values, ground=ground)[:200]


@under("ordos-education-sport")
async def test_partner_that_no_line_of_the_plan_has_asked_is_refused(joint_office: Office) -> None:
    office = joint_office
    await office.begin_draw()
    await choose(office, "公办初级中学", "50%", MARKET, EDUCATION)

    toast = await office.press("王芳", ASKED, JOINT, in_group=True)

    ground = text(
        "ground.article", instrument="《鄂尔多斯市教育体育局双随机抽查工作实施细则》", article="第八条"
    )
    assert toast == say("joint.no_consent", departments=EDUCATION, ground=ground)


async def test_plan_holds_each_department_against_the_rules(joint_office: Office) -> None:
    office = joint_office
    words = await preview(office)

    def said_of(department: str) -> list[str]:
        return [line for line in words.split("\n") if f"〔{department}〕" in line]

    assert WHOLE in words
    numbers = {
        "size": 1,
        "licence": 1,
        "seats": 2,
        "people": 5,
        "licensed": 2,
        "with_licence": 5,
        "reserve": 4,
    }
    assert said_of(EDUCATION) == [say("conformity.department", subject=EDUCATION, **numbers)]
    short = [line for line in said_of(MARKET) if "［符合］" not in line]
    assert (len(said_of(MARKET)), len(short)) == (5, 1)
    assert "4" in short[0]
    assert "3" in short[0]
    await choose(office, "冻结")
    assert WHOLE in office.sees("王芳", in_group=True)[-2].text


async def test_team_has_one_of_each_department_and_the_initiator_s_leads(joint_office: Office) -> None:
    office = joint_office
    drawn = await drawn_jointly(office)

    plan = json.loads(bundle_of(office))["plan"]
    assert plan["rules"]["teams"] == {
        "count": 2,
        "seats": [{"department": name, "licensed_min": 1, "size": 1} for name in (MARKET, EDUCATION)],
    }
    for leader, partner in drawn.teams.values():
        assert (await department_of(office, leader), await department_of(office, partner)) == (
            MARKET,
            EDUCATION,
        )
    assert {check.verdict for check in verify(bundle_of(office), None)} == {"pass", "undecided"}

    leader = drawn.teams[1][0]
    approver = "赵批" if leader in ("戊五", "庚七") else "孙批"
    await ask_recusal(office, leader, "", "涉及本人利害关系")
    await office.press(approver, "【回避审批】", "同意回避")
    ((followers,),) = [
        [number for number, _ in each] for each in json.loads(bundle_of(office))["substitutions"]
    ]
    async with office.stage.service.database.reading() as work:
        line = await work.inspectors.one(number=followers)
    assert line is not None
    assert line.department == MARKET
    card = next(m.text for m in office.sees(line.name) if m.text.startswith("【检查任务】"))
    assert say("duty.leads") in card


async def test_record_is_grouped_by_department_and_signed_by_each(joint_office: Office) -> None:
    office = joint_office
    drawn = await drawn_jointly(office)
    await office.confirm()
    target = drawn.of(1)[0]
    leader, partner = drawn.teams[1]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    card = result_card(office, leader, target)
    rows = [line.split("：")[0] for line in card.text.split("\n") if line.startswith(("▍", "1", "2", "3"))]
    assert rows == [
        f"▍{MARKET}",
        "1. 收费行为",
        f"▍{EDUCATION}",
        "2. 校园安全",
        "▍各部门共同事项",
        "3. 信息核对",
    ]
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    assert await office.press(partner, "【共同签字】", "签字确认") == say("result.signed_toast")

    column = first_column(office)
    at = [column.index(name) for name in (MARKET, EDUCATION, "各部门共同事项")]
    assert at == sorted(at)
    assert [column[place + 1] for place in at] == ["1", "2", "3"]


async def test_third_department_signs_too(joint_office: Office) -> None:
    office = joint_office
    async with office.stage.service.database.writing() as work:
        for line in await work.inspectors.all(number=("QH-006", "QH-008")):
            await work.inspectors.change(line, department=FIRE)
        (*_, last) = await work.item_lists.all()
        items = [*last.items, OF_ALL.model_copy(update={"code": "A4", "department": FIRE})]
        await work.item_lists.add(ItemList(items=items, digest=GENESIS, made_at=MONDAY))
    await office.begin_draw()
    joint = "确定联合检查（3 个部门）"
    await choose(office, "公办初级中学", "50%", FIRE, MARKET, EDUCATION, joint, "2 组", "演练", "冻结")
    announced = card(office["王芳"], "【抽取公告】", office.group).text
    short = [
        f"{name}人员不足 2 倍：应有 4 人，可抽 {n} 人" for name, n in ((FIRE, 2), (MARKET, 3), (EDUCATION, 3))
    ]
    lines = [line.removesuffix("（规定未写明，按抽查系统预设）") for line in announced.splitlines()]
    place = lines.index(f"每组：{FIRE} 1 人、{MARKET} 1 人、{EDUCATION} 1 人") + 1
    assert lines[place : place + 3] == short
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    drawn = read_result(office)
    await office.confirm()
    target, (leader, second, third) = drawn.of(1)[0], drawn.teams[1]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    await on_site(office, target, leader, second)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章")
    absent = say("result.missing.department", departments=EDUCATION)
    assert absent in result_card(office, leader, target).text
    await office.press(third, "【检查任务】", f"填报检查：{target}")
    await answer(office, third, target, "我已到场")
    assert absent not in result_card(office, leader, target).text
    await answer(office, leader, target, "提交记录")

    watch = Watch(office)
    toast = await office.press(second, "【共同签字】", "签字确认")
    assert toast == say("result.signed_in_part", departments=EDUCATION)
    assert [(name, labels) for name, [(_, labels)] in watch.news().items()] == [(second, [])]
    assert await office.press(third, "【共同签字】", "签字确认") == say("result.signed_toast")
    assert any(m.text.startswith("【审核】") for m in office.sees("周审"))


async def test_line_of_the_plan_brings_its_departments(joint_office: Office) -> None:
    office = joint_office
    terms = PlanTerms(
        item_codes=("A1", "A2"),
        scope="公办初级中学",
        share_bp=5000,
        from_on=date(2026, 9, 1),
        until_on=date(2026, 12, 31),
        departments=(EDUCATION,),
        team_people=2,
    )
    async with office.stage.service.database.writing() as work:
        says_so = {
            "year": 2026,
            "number": 1,
            "state": PlanState.ISSUED,
            "terms": terms.model_dump(mode="json"),
        }
        await work.plan_lines.add(PlanLine(**says_so, made_by=1, made_at=MONDAY))
    await office.say("王芳", "/draw", in_group=True)
    await choose(office, "第 1 项", "在本群抽取")

    (question,) = [m for m in office.sees("王芳", in_group=True) if m.text.startswith(ASKED)]
    labels = [each.label for each in question.each_button()]
    assert labels[:3] == [f"✓ 2 {EDUCATION}", f"✓ 1 {MARKET}", JOINT]
