"""代录 of a form: the outcome that it names, what the target says on it, and why nothing was inspected."""

from datetime import date

from openpyxl import load_workbook

from bot.domain.inspections import Inspection
from demo.stage import card
from tests.stories.acts import answer, begun, press_about, result_card, send_photo
from tests.stories.office import Office
from tests.stories.wording import FORM, code_of, drawn_round, say


async def begin(office: Office) -> tuple[str, str]:
    """Draw and confirm a round, have its coordinator enter a form; return the target and the partner."""
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    await office.press("王芳", "【代录】", FORM)
    await office.press("王芳", "【代录】", f"{FORM}：{target}")
    await office.press("王芳", "【代录】", "今天")
    return target, drawn.teams[drawn.targets[target]][1]


async def entered(office: Office) -> Inspection:
    """Return the inspection whose form was entered."""
    async with office.stage.service.database.reading() as work:
        return next(each for each in await work.inspections.all() if each.version)


def cells_of(office: Office, target: str) -> list[str]:
    form = office.stage.data_dir / "rounds" / "SSJ-2026-0001" / "forms" / f"{code_of(target)}.xlsx"
    return [str(each.value) for row in load_workbook(form).worksheets[0] for each in row if each.value]


async def test_form_that_was_corrected_on_the_spot_keeps_outcome_statement_and_refusal(
    office: Office,
) -> None:
    target, _ = await begin(office)
    await office.say("王芳", "1 消防通道堆放杂物")
    await office.say("王芳", "已经改了")
    assert office.sees("王芳")[-1].text.startswith(say("on_paper.press_conclusion"))
    await office.press("王芳", "【代录】", "发现问题经责令已改正")
    await office.say("王芳", "杂物系当日施工临时堆放，现已清走。")
    await office.say("王芳", "负责人外出，见证人村委会李文书")
    await send_photo(office, "王芳")

    row = await entered(office)
    assert (row.conclusion, row.signature, row.witness) == ("corrected", "refused", "stated")
    lines = "\n".join(cells_of(office, target))
    assert say("conclusion.corrected") in lines
    assert "对方陈述：杂物系当日施工临时堆放，现已清走。（据表上所写" in lines
    shown = await press_about(office, "周审", "【审核】", target, "审核通过")
    assert shown == say("release.toast")

    async with office.stage.service.database.reading() as work:
        bodies = [each.body for each in await work.journal.all()]
    assert not any("施工" in body or "李文书" in body for body in bodies)


async def test_statement_of_a_disputed_form_gives_way_to_that_of_the_next(office: Office) -> None:
    target = await enters_again(office, "表上没有写意见")
    await office.press("王芳", "【代录】", "全部正常")
    await office.press("王芳", "【代录】", "表上没有陈述、申辩")
    await office.press("王芳", "【代录】", "已签字盖章")
    await send_photo(office, "王芳")

    assert (await entered(office)).version == 2
    assert not any("没有意见" in each for each in cells_of(office, target))


async def test_form_of_a_target_that_could_not_be_found_needs_no_findings_and_no_signature(
    office: Office,
) -> None:
    target, _ = await begin(office)
    await office.press("王芳", "【代录】", "未能检查")
    assert [each.label for row in card(office["王芳"], "【代录】").buttons[:5] for each in row] == [
        say(f"conclusion.{code}")
        for code in ("no_activity", "unreachable", "uncooperative", "closed", "deregistered")
    ]
    await office.press("王芳", "【代录】", "通过登记的住所无法联系")
    await office.say("王芳", "9 月 21 日到登记地址，铁门上锁，电话无人接听")
    await send_photo(office, "王芳")

    row = await entered(office)
    assert (row.conclusion, row.signature, row.signings) == ("unreachable", "", 0)
    async with office.stage.service.database.reading() as work:
        assert await work.answers.count(inspection_id=row.id) == 0
    lines = "\n".join(cells_of(office, target))
    assert say("conclusion.unreachable") in lines
    assert "铁门上锁" in lines


async def test_statement_of_a_disputed_form_is_none_of_a_target_that_could_not_be_found(
    office: Office,
) -> None:
    target = await enters_again(office, "那天没有找到人", "昨天")
    await office.press("王芳", "【代录】", "未能检查")
    await office.press("王芳", "【代录】", "通过登记的住所无法联系")
    await office.say("王芳", "到登记地址，铁门上锁")
    await send_photo(office, "王芳")

    row = await entered(office)
    assert (row.version, row.visited_on) == (2, date(2026, 9, 20))
    lines = "\n".join(cells_of(office, target))
    assert "没有意见" not in lines
    days = "检查日期由 2026年9月21日（周一） 更正为 2026年9月20日（周日）"
    assert f"{days}：以签字的纸质表为准（王芳 代录，" in lines
    async with office.stage.service.database.reading() as work:
        (owed,) = await work.deadlines.all(kind="entry", state="open")
    assert (owed.started_on, owed.due_on) == (date(2026, 9, 20), date(2026, 9, 28))


async def enters_again(office: Office, why: str, day: str = "今天") -> str:
    """Enter a form with a statement, let the partner dispute it, and begin anew; return whose form it is."""
    target, partner = await begin(office)
    await office.press("王芳", "【代录】", "全部正常")
    await office.say("王芳", "没有意见")
    await office.press("王芳", "【代录】", "已签字盖章")
    await send_photo(office, "王芳")
    await office.press(partner, "【补签】", "与事实不符")
    await office.say(partner, why)
    await office.press("王芳", "【代录不符】", "更正代录")
    await office.press("王芳", "【代录】", day)
    return target


async def test_who_enters_a_form_reads_what_the_team_has_begun_by_telephone(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常", "2 正常")
    await office.say(leader, "消防通道堵塞")
    await office.say(leader, "/cancel")
    await office.say(leader, "门卫在场")
    assert say("material.unsorted", n=1) in result_card(office, leader, target).text
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    for label in (FORM, f"{FORM}：{target}", "今天"):
        await office.press("王芳", "【代录】", label)
    begun_so_far = say("on_paper.begun", n=2, abnormal=1, pieces=2)
    assert begun_so_far in card(office["王芳"], "【代录】").text
    for label in ("全部正常", "表上没有陈述", "已签字盖章"):
        await office.press("王芳", "【代录】", label)
    await send_photo(office, "王芳")
    assert say("material.left_out", n=1) in result_card(office, leader, target).text
