"""An outcome that says why a drawn target was not inspected can be objected to, as any released result."""

from datetime import timedelta

from bot.domain.documents.cases import TargetForm
from bot.domain.people import Role
from demo.stage import card
from tests.stories.acts import exported, press_about, public_pages, taken_down
from tests.stories.attempts import void
from tests.stories.ledger import grant, states
from tests.stories.office import TOWN, VILLAGE, Office
from tests.stories.papers import papers, round_report
from tests.stories.test_confirmation import drop, inspection_of, publish_all, told
from tests.stories.test_objections import LATER, REASON
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, Drawn, code_of, drawn_round, due, say, says

LETTER = "我校照常办学，8月为暑假"
CLOSED = "停办、停业"
SLIP = "我办核查，该校在办"


async def _dropped(office: Office) -> tuple[Drawn, str]:
    """Have a target that is open recorded as closed, and looked at by a second person."""
    drawn, _ = await drawn_round(office)
    await office.confirm()
    name, unit = next((n, unit) for n, unit in (("钱核", TOWN), ("李核", VILLAGE)) if drawn.in_unit(unit))
    gone = drawn.in_unit(unit)[0]
    await drop(office, name, gone, CLOSED)
    await office.press("张敏", "【无法检查，请核对】", "核实无误")
    return drawn, gone


async def _object(office: Office, gone: str, words: str = LETTER) -> None:
    await office.say("王芳", f"/query {gone}")
    await office.press("王芳", gone, "登记异议")
    await office.say("王芳", words)


async def test_outcome_of_a_closed_round_is_withdrawn_where_the_target_was_right(office: Office) -> None:
    drawn, gone = await _dropped(office)
    (form,) = await papers(office, "form", gone)
    assert isinstance(form, TargetForm)
    told_by_form = (form.conclusion, {each.finding for each in form.items})
    assert told_by_form == (f"无法检查：{CLOSED}", {"未检查"})
    await publish_all(office, drawn, [each for each in drawn.targets if each != gone])
    await grant(office, "孙批", Role.LEAD_OFFICE)
    office.stage.clock.pass_time(timedelta(days=1))
    watch = Watch(office)

    await _object(office, gone)
    news = watch.news()
    assert say("objection.recorded", name=gone, due=due(10, 20), ground=say("ground.default")) in [
        words for words, _ in news["王芳"]
    ]
    # Who has looked at the outcome does not answer where another can.
    assert (LETTER in news["孙批"][0][0], "张敏" in news) == (True, False)
    assert "公示结论：无法检查 停办、停业\n" in news["孙批"][0][0]
    page = public_pages(office, f"target-{code_of(gone)}.html")
    assert ("正在办理" in page, say("site.withdrawn") in page) == (True, False)
    await _object(office, gone, "补充：附办学许可证")
    await office.say("王芳", f"/query {gone}")
    await office.press("王芳", gone, say("review.start_in", number=NUMBER))
    await office.say("王芳", SLIP)
    assert len([m for m in office.sees("孙批") if m.text.startswith("【异议】")]) == 2

    await press_about(office, "孙批", "【异议】", LETTER, "异议成立")
    await office.say("孙批", REASON)
    reason = say("correction.reason.objection")
    withdrawn = {"number": NUMBER, "name": gone, "outcome": CLOSED, "reason": reason}
    assert says("objection.outcome_withdrawn", **withdrawn) in watch.news()["王芳"]
    report = await round_report(office)
    assert (report.ruled_out, report.withdrawn, report.waiting, report.outcomes) == (0, 1, 0, ())
    page = public_pages(office, f"target-{code_of(gone)}.html")
    assert [words in page for words in (CLOSED, say("site.withdrawn"), "异议成立")] == [True] * 3
    assert REASON not in page
    days = ("2026-09-21", "2026-09-22")
    assert await taken_down(office) == [("抽中而无法检查", "已撤销", *days, reason)]
    await press_about(office, "孙批", "【异议】", "附办学许可证", "异议成立")
    await office.say("孙批", REASON)
    await press_about(office, "孙批", "【复核更正】", SLIP, "同意更正")
    await office.say("孙批", REASON)
    await office.say("王芳", f"/query {gone}")
    both = say("correction.reason.both")
    assert say("query.withdrawn", reason=both) in office["王芳"].last().text
    assert office["王芳"].last().labels == []
    # What a place is told agrees with our page: the day on which it was found wrong, and all of why.
    assert await taken_down(office) == [("抽中而无法检查", "已撤销", *days, both)]
    assert both in public_pages(office, f"target-{code_of(gone)}.html")
    await void(office)
    assert say("site.withdrawn") not in public_pages(office, "target-*.html")
    assert await taken_down(office) == [("抽中而无法检查", "已撤下", *days, reason)]


async def test_outcome_stands_where_the_target_was_not_right(office: Office) -> None:
    _, gone = await _dropped(office)
    settled_on = office.stage.clock.now().date().isoformat()
    office.stage.clock.pass_time(timedelta(days=1))
    (row,) = await exported(office)
    assert (row["target_name"], row["conclusion"], row["published_on"]) == (gone, CLOSED, settled_on)
    assert (row["category"], row["uses"], row["ends_on"]) == ("公办初级中学", "", "")
    await _object(office, gone)
    await office.press("张敏", "【异议】", "异议不成立")
    await office.say("张敏", LATER)
    page = public_pages(office, f"target-{code_of(gone)}.html")
    assert ("维持原结果" in page, say("site.withdrawn") in page) == (True, False)
    # That there was nobody to inspect it says nothing about the target.
    for outcome, labels in (("no_team", []), ("closed", ["登记异议", "发现有误，复核更正"])):
        async with office.stage.service.database.writing() as work:
            await work.inspections.change(await inspection_of(office, gone), outcome=outcome)
        await office.say("王芳", f"/query {gone}")
        buttons = office["王芳"].last().each_button()
        assert [each.label.split("：")[0] for each in buttons] == labels


async def test_outcome_goes_with_the_draw_that_is_declared_void(office: Office) -> None:
    await _dropped(office)
    office.stage.clock.pass_time(timedelta(days=1))
    await void(office)
    assert CLOSED not in public_pages(office, "target-*.html")
    gone_on = ("2026-09-21", "2026-09-22")
    assert await taken_down(office) == [("抽中而无法检查", "已撤下", *gone_on, "抽取结果作废")]
    (row,) = await exported(office)
    assert row["round_number"] == NUMBER


async def test_target_is_inspected_after_all_while_its_round_goes_on(office: Office) -> None:
    drawn, gone = await _dropped(office)
    await office.say("王芳", f"/query {gone}")
    await office.press("王芳", gone, "发现有误，复核更正")
    await office.say("王芳", LETTER)
    await office.press("张敏", "【复核更正】", "同意更正")
    await office.say("张敏", REASON)
    why = say("correction.reason.review")
    assert await taken_down(office) == [("抽中而无法检查", "已撤下", "2026-09-21", "2026-09-21", why)]
    back = await inspection_of(office, gone)
    assert (back.state, back.outcome, back.outcome_checked_by) == ("confirmed", "", None)
    leader = drawn.teams[drawn.targets[gone]][0]
    assert REASON in told(office, leader, "【确认情况更正】", gone)
    assert "not_inspectable" not in await states(office, "inspections")
    assert f"填报检查：{gone}" in [b.label for b in card(office[leader], "【检查任务】").each_button()]
    assert CLOSED not in public_pages(office)
