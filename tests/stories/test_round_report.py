"""执法检查报告: offered as the round ends under a text that owes none, and written in the chat."""

from docx import Document

from bot.domain.texts import text
from demo.stage import card
from storage.documents.filling import fill
from tests.stories.acts import (
    ALL_NORMAL,
    SIGNED,
    answer,
    enter_receipt,
    on_site,
    press_about,
    publish,
)
from tests.stories.attempts import void
from tests.stories.office import Office
from tests.stories.papers import round_report, words_on
from tests.stories.test_follow_up import found
from tests.stories.test_platform_entry import one_school
from tests.stories.watch import Watch
from tests.stories.wording import CANCEL, NUMBER, say, says

TITLE = "【填写执法检查报告】"
LABELS = ("填写工作亮点", "填写问题的具体情况", "填写处理意见和建议", "领取执法检查报告")
HIGHLIGHTS = "食堂明厨亮灶全部接入县平台。\n值班教师逐餐陪餐。"


async def closed_round(office: Office) -> None:
    """Play a round of one school, where a danger was reported and something ordered on the spot."""
    drawn, target = await one_school(office, "演练")
    leader, partner = drawn.teams[1]
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "报告险情")
    await office.say(leader, "食堂燃气泄漏")
    await office.say(leader, "责令立即停止使用灶具")
    await answer(office, leader, target, ALL_NORMAL, SIGNED, "提交记录")
    await press_about(office, partner, "【共同签字】", target, "签字确认")
    await publish(office, target)
    assert TITLE not in "".join(m.text for m in office.sees("王芳"))
    await enter_receipt(office, leader, target, "HB-1")


def report_of(office: Office) -> str:
    """Return what the paper says that was handed out last."""
    folder = office.stage.data_dir / "rounds" / NUMBER
    return "\n".join(each.text for each in Document(str(folder / f"report-{NUMBER}.docx")).paragraphs)


async def test_report_is_offered_at_the_end_and_written_in_the_chat(office: Office) -> None:
    watch = Watch(office)
    await closed_round(office)
    part = {name: text(f"round_report.part.{name}") for name in ("highlights", "problems", "advice")}
    unwritten = text("round_report.unwritten")
    parts = {name: text("round_report.written", part=each, words=unwritten) for name, each in part.items()}
    shown = {"number": NUMBER, "ground": text("round_report.by_no_rule")}
    offered = says("round_report.words", *LABELS, **shown, parts=[*parts.values()])
    assert watch.news()["王芳"].count(offered) == 1

    # Nothing waits for it: what is not written is a line, and what was reported on the spot is counted.
    await office.press("王芳", TITLE, LABELS[-1])
    assert watch.news()["王芳"] == [says("round_report.document", number=NUMBER)]
    paper = report_of(office)
    assert "检查中当场报告险情1起，其中当场采取责令停止等措施1起。" in paper
    assert "问题的具体情况：＿" in paper

    await office.press("王芳", TITLE, LABELS[0])
    asked = says("round_report.ask_part", CANCEL, number=NUMBER, part=part["highlights"])
    assert [labels for _, labels in watch.news()["王芳"]] == [asked[1]]
    await office.say("王芳", HIGHLIGHTS)
    parts["highlights"] = text("round_report.written", part=part["highlights"], words=HIGHLIGHTS)
    assert watch.news()["王芳"] == [says("round_report.words", *LABELS, **shown, parts=[*parts.values()])]
    await office.press("王芳", TITLE, LABELS[2])
    await office.say("王芳", "建议全县学校检修燃气管道。")
    await office.press("王芳", TITLE, LABELS[2])
    await office.say("王芳", "建议秋季开学前检修燃气管道。")
    await office.press("王芳", TITLE, LABELS[-1])
    paper = report_of(office)
    assert [each in paper for each in (*HIGHLIGHTS.split("\n"), "建议秋季开学前检修燃气管道。")] == [True] * 3
    assert "建议全县学校" not in paper

    # The journal holds commitments; the words stand apart, and go into the archive with the round's rows.
    async with office.stage.service.database.reading() as work:
        written = [each for each in await work.journal.all() if each.event == "report_written"]
        (kept,) = await work.reports.all()
        words = [
            each.text for each in await work.words.all(id=(kept.highlights_words_id, kept.advice_words_id))
        ]
    assert words == [HIGHLIGHTS, "建议秋季开学前检修燃气管道。"]
    assert (len(written), any("燃气" in each.body for each in written)) == (3, False)


async def test_only_who_coordinates_writes_the_report(office: Office) -> None:
    await closed_round(office)
    offered = card(office["王芳"], TITLE)
    data = next(each.data for each in offered.each_button() if each.label == LABELS[0]) or ""
    pressed = office["张敏"].presses_raw(offered, data)
    await office.stage.settle()
    assert (await pressed).text == say("denied.button")


async def test_report_counts_what_a_void_draw_has_published_apart(office: Office) -> None:
    await found(office)
    await void(office)
    report = await round_report(office)
    counted = (report.drawn, report.published, report.abnormal, report.waiting, report.void, report.results)
    assert counted == (0, 0, 0, 0, 1, ())
    assert "本批次作废的抽取曾公示结果1家，不计入以上数字。" in words_on(fill(report))
