"""The plan of the year: a line by dialogue, its versions, and the consent of its partners."""

from bot.domain.profiles.books import RegisterKind
from bot.domain.texts import text
from demo.stage import card
from tests.stories.office import TOWN, Office
from tests.stories.papers import paper_sent
from tests.stories.planning import (
    ANSWERS,
    FIELDS,
    LINE,
    ORDOS_TERMS,
    PREVIEW,
    REST,
    WORDS,
    answer,
    consent_line,
    instrument,
    line_card,
    save,
    terms,
)
from tests.stories.watch import Watch
from tests.stories.wording import BACK, article, say, says


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
    # What the list has lost meanwhile cannot be issued; it can once the list has it again.
    async with office.stage.service.database.writing() as work:
        before = (await work.item_lists.all())[-1]
        bare = [item.model_copy(update={"basis": ""}) for item in before.items]
        await work.item_lists.add(before.model_copy(update={"id": 0, "items": bare}))
    fault = [text("plan.fault.no_basis_by_list", item="校园安全")]
    refused = await office.press("王芳", "【计划事项】", "下达")
    assert refused == say("plan.cannot_stand", number=1, faults=fault)
    async with office.stage.service.database.writing() as work:
        await work.item_lists.add(before.model_copy(update={"id": 0}))
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
    handed = says("approval.form", number="2026-1-1", title=text("approval.title.plan_consent"))
    news = watch.news()
    assert news["王芳"] == [says("plan.consented", **values), handed]
    assert news["张敏"][-1] == handed
    paper = paper_sent(ordos, "王芳")
    assert paper == paper_sent(ordos, "张敏")
    wanted = ("联合抽查事项征求意见表", "校园安全", f"{TOWN}意见", "同意。（张敏，", "第八条")
    assert [each in paper for each in wanted] == [True] * len(wanted)


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
