"""/draw carries out a line of the plan: scope, share and items are the line's, or begins on the spot."""

from datetime import date, datetime
from pathlib import Path

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.rounds import RoundPlan
from bot.domain.texts import text
from bot.usecases.act import Act
from demo.stage import card
from tests.stories.acts import public_pages
from tests.stories.kept import kept
from tests.stories.office import MONDAY, Office, running_office
from tests.stories.planning import ANSWERS, SCOPE, WORDS, answer, save, terms
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import say, says

HERE = "在本群抽取"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@kept
async def issued(office: Office) -> None:
    """Have the coordinator issue a line for the whole year."""
    await save(office, window="全年")
    await answer(office, "下达")


def labels_of(office: Office) -> list[str]:
    """Return the buttons of the question that stands open in the group."""
    return [button.label for button in card(office["王芳"], "发起抽查", office.group).each_button()]


async def lead(office: Office, *labels: str) -> None:
    """Have the coordinator answer in the group; where it is asked, the draw is made here."""
    for label in [*labels, ""]:
        if HERE in labels_of(office):
            await office.press("王芳", "发起抽查", HERE, in_group=True)
        if label:
            await office.press("王芳", "发起抽查", label, in_group=True)


def ask_line(held: int) -> Shown:
    """Return the question, with how many rounds have carried out the line."""
    values = {"number": 1, "items": "校园安全", "scope": SCOPE, "share": "5%", "first": FIRST, "last": LAST}
    lines = [text("draw.line", **values, held=held, frequency=2)]
    return says("draw.ask_line", "第 1 项", "临时发起", "取消", year=2026, lines=lines)


async def test_draw_takes_scope_share_and_items_from_a_line(office: Office) -> None:
    await issued(office)
    watch = Watch(office)

    await office.say("王芳", "/draw", in_group=True)
    assert watch.news() == {GROUP: [ask_line(0)]}
    await office.press("王芳", "发起抽查", "第 1 项", in_group=True)
    said = terms(first=FIRST, last=LAST)
    news = watch.news()[GROUP]
    assert says("draw.line_taken", number=1, year=2026, terms=said) in news
    assert len(news) == 2
    await lead(office, "1 组", "演练")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    async with office.stage.service.database.reading() as work:
        opened = (await work.rounds.all())[0]
    assert (opened.scope, opened.share_bp, opened.item_codes) == (SCOPE, 500, ["A1"])
    announced = card(office["王芳"], "【抽取公告】", office.group).text
    assert say("terms.planned", year=2026, number=1, version=1, items="校园安全") in announced
    (duty,) = [m.text for m in office.drawn()[0].screen() if m.text.startswith("【检查任务】")]
    assert "1 项" in duty

    await office.say("王芳", "/draw", in_group=True)
    assert watch.news()[GROUP][-1] == ask_line(1)


async def test_draw_on_the_spot_asks_as_ever(office: Office) -> None:
    await issued(office)
    await office.say("王芳", "/draw", in_group=True)

    await office.press("王芳", "发起抽查", "临时发起", in_group=True)

    await lead(office)
    assert labels_of(office)[0] == f"{SCOPE}（6）"
    await lead(office, SCOPE, "50%", "1 组", "演练")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    (announced,) = [m.text for m in office.group.screen() if m.text.startswith("【抽取公告】")]
    assert say("terms.unplanned", year=2026) in announced


async def test_higher_text_goes_first_at_the_freeze_too(tmp_path: Path) -> None:
    """Ordos 第九条: what a higher authority fixes for an item goes before the five per cent."""
    start = datetime(2026, 9, 21, 9, 0, tzinfo=MONDAY.tzinfo)
    async with running_office(tmp_path, "ordos-education-sport", start) as office:
        await office.say("王芳", "/plan")
        await answer(office, "新增一项", *ANSWERS)
        await office.say("王芳", "教育部令第3号第五条")
        await office.say("王芳", "3%")
        await answer(office, "2 次", "全年", "不联合其他部门", *WORDS, "保存", "下达")
        await office.say("王芳", "/draw", in_group=True)
        await lead(office, "第 1 项", "1 组", "演练")
        shown = card(office["王芳"], "发起抽查：请核对", office.group)
        assert "教育部令第3号第五条" in shown.text
        await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
        assert card(office["王芳"], "【抽取公告】", office.group)


async def test_each_item_has_a_share_of_its_own_with_its_source(tmp_path: Path) -> None:
    """Ordos 第八条、第九条: 5 % of the targets of the item, where no text fixes another share for it."""
    start = datetime(2026, 9, 21, 9, 0, tzinfo=MONDAY.tzinfo)
    law = "教育部令第3号第五条"
    async with running_office(tmp_path, "ordos-education-sport", start) as office:
        await office.say("王芳", "/plan")
        await answer(office, "新增一项", "校园安全", "收费行为", "选好了", SCOPE, "不定向", "没有另行规定")
        await office.say("王芳", "收费行为 过半")
        assert office.sees("王芳")[-1].text.startswith(say("plan.bad_item_shares"))
        await office.say("王芳", f"收费行为 50%（{law}）")
        asked = card(office["王芳"], "新增计划事项", "private")
        assert "50%" in [button.label for button in asked.each_button()]
        await office.say("王芳", "20%")
        assert f"比例须在 50% 至 100% 之间（{law}）" in office.sees("王芳")[-1].text
        await answer(office, "50%", "2 次", "全年", "不联合其他部门", *WORDS)
        share = text("plan.item_share", item="收费行为", share="50%", source=law)
        assert say("plan.item_shares", lines=[share]) in card(office["王芳"], "请核对计划事项").text
        await answer(office, "保存", "下达")
        await office.say("王芳", "/draw", in_group=True)
        await lead(office, "临时发起", f"{SCOPE}（6）", "5%，抽 1 家", "1 组", "演练")
        rule = {"verdict": text("verdict.violates"), "planned": "5%"}
        on_the_spot = card(office["王芳"], "发起抽查：请核对", office.group).text
        assert f"〔收费行为〕{say('conformity.share', demanded='50%', ground=law, **rule)}" in on_the_spot
        await office.press("王芳", "发起抽查：请核对", "取消", in_group=True)
        await office.say("王芳", "/draw", in_group=True)
        await lead(office, "第 1 项", "1 组", "演练")
        ordos = text(
            "ground.article", instrument="《鄂尔多斯市教育体育局双随机抽查工作实施细则》", article="第九条"
        )
        rule = {"verdict": text("verdict.ok"), "planned": "50%"}
        of_safety = say("conformity.share", demanded="5%", ground=ordos, **rule)
        of_fees = say("conformity.share", demanded="50%", ground=law, **rule)
        shown = card(office["王芳"], "发起抽查：请核对", office.group).text
        assert f"〔校园安全〕{of_safety}" in shown
        assert f"〔收费行为〕{of_fees}" in shown
        await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

        announced = card(office["王芳"], "【抽取公告】", office.group).text
        assert say("terms.item", item="校园安全", share="5%", ground=ordos) in announced
        assert say("terms.item", item="收费行为", share="50%", ground=law) in announced
        await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
        await office.say("王芳", "/coverage")
        told = say("coverage.round_enough", wanted=3)
        held = say("coverage.round", number="SSJ-2026-0001", total=6, drawn=3, verdict=told, ground=law)
        assert held in office.sees("王芳")[-1].text
        async with office.stage.service.database.reading() as work:
            act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
            [(_, plan)] = await Archivist(act, "本局").documents(Wanted("round_plan", "SSJ-2026-0001"))
        assert isinstance(plan, RoundPlan)
        rows = {each.label: each.text for each in plan.lines}
        assert rows["抽查比例"] == f"50%，抽取 3 家（依据：{law}）"
        assert rows["实施时间"] == "2026年1月1日至2026年12月31日"
        page = public_pages(office, "round-*.html")
        assert ("鄂尔多斯市教育体育局双随机抽查工作实施细则" in page, "规则文号" in page) == (True, False)


async def test_line_that_is_directed_is_drawn_by_its_condition_alone(office: Office) -> None:
    """What a plan has published as 定向 is neither drawn undirected nor directed without its words."""
    async with office.stage.service.database.writing() as work:
        for n, target in enumerate(await work.targets.all()):
            await work.targets.change(target, district="城关镇" if n % 2 else "河湾镇")
    await office.say("王芳", "/plan")
    await answer(office, "新增一项", *ANSWERS[:-1])
    await office.say("王芳", "上年度有投诉的乡镇")
    await answer(office, "5%", "2 次", "全年", "不联合其他部门", "3 人", *WORDS[1:], "保存", "下达")
    await office.say("王芳", "/draw", in_group=True)
    await lead(office, "第 1 项", "1 组", "演练")

    values = {"demanded": "上年度有投诉的乡镇", "ground": text("ground.default")}
    stopped = say(
        "conformity.directed",
        verdict=text("verdict.violates"),
        planned=text("conformity.is_undirected"),
        **values,
    )
    assert stopped in card(office["王芳"], "发起抽查：请核对", office.group).text
    assert "冻结" not in str(labels_of(office))
    for label in ("设定抽取条件（定向）", "区域", "城关镇", "完成"):
        await office.press("王芳", "发起抽查", label, in_group=True)
    met = say(
        "conformity.directed", verdict=text("verdict.ok"), planned=text("conformity.is_directed"), **values
    )
    assert met in card(office["王芳"], "发起抽查：请核对", office.group).text
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    announced = card(office["王芳"], "【抽取公告】", office.group).text
    assert "定向抽查，限区域为城关镇" in announced
    assert say("terms.planned_condition", year=2026, number=1, condition="上年度有投诉的乡镇") in announced
    async with office.stage.service.database.reading() as work:
        (attempt,) = await work.attempts.all()
    assert attempt.plan["rules"]["teams"]["seats"] == [{"department": "*", "size": 3, "licensed_min": 3}]


async def test_line_that_is_withdrawn_meanwhile_is_not_drawn(office: Office) -> None:
    await issued(office)
    await office.say("王芳", "/draw", in_group=True)
    await lead(office, "第 1 项", "1 组", "演练")
    await office.say("王芳", "/plan")
    await answer(office, "1", "撤销")
    await office.say("王芳", "上级统一组织")

    pressed = await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    assert pressed == say("plan.line_changed", year=2026, number=1)
    async with office.stage.service.database.reading() as work:
        assert await work.rounds.count() == 0
