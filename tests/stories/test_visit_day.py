"""The day of a visit is the day on site, whenever the bot hears of it: the entry's term counts from it."""

import io
from datetime import date, timedelta

from docx import Document

from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import accept, answer, on_site, press_about, result_card
from tests.stories.office import Office
from tests.stories.watch import Watch, apart_from_boards
from tests.stories.wording import Drawn, drawn_round, say, says, text

WHY = "当日没有信号，次日才填报"
_ARRIVED, _DAY, _ENTRY = "已收到材料：", "检查日期：", "录入期限："


async def _ready(office: Office) -> tuple[Drawn, str, str]:
    """Have team 1 accept; return the draw, leader and partner."""
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    return drawn, leader, partner


async def _heard_the_next_day(office: Office, name: str, caption: str) -> None:
    """Have somebody send a photo of which the bot hears on the next day."""
    await office.stage.service.stop()
    await office[name].sends_photo("private", photo(), caption)
    office.stage.clock.pass_time(timedelta(days=1))
    await office.stage.start_bot()
    await office.stage.settle()


async def _visited(office: Office, target: str) -> tuple[date | None, list[tuple[date, date]]]:
    """Return the day of the visit, and from when until when what is owed after it runs."""
    async with office.stage.service.database.reading() as work:
        row = await work.targets.one(name=target)
        assert row is not None
        inspection = await work.inspections.one(target_id=row.id)
        assert inspection is not None
        owed = await work.deadlines.all(kind="entry", subject_id=inspection.id, state="open")
    return inspection.visited_on, [(each.started_on, each.due_on) for each in owed]


def _lines(office: Office, name: str, target: str, *begin: str) -> list[str]:
    """Return the lines of the card that begin so."""
    return [line for line in result_card(office, name, target).text.split("\n") if line.startswith(begin)]


async def test_a_photo_that_arrives_a_day_late_begins_the_visit_on_its_own_day(office: Office) -> None:
    drawn, leader, partner = await _ready(office)
    first, second = drawn.of(1)[:2]
    await _heard_the_next_day(office, leader, "校门")

    watch = Watch(office)
    await press_about(office, leader, "【材料待归类】", "校门", first)
    news = apart_from_boards(watch.news())
    assert {name: [words.split("】")[0] for words, _ in each] for name, each in news.items()} == {
        leader: ["【检查任务", "【材料待归类", "【联合抽查表"],
        partner: ["【检查任务"],
    }
    assert await _visited(office, first) == (date(2026, 9, 21), [(date(2026, 9, 21), date(2026, 9, 29))])
    assert _lines(office, leader, first, _ARRIVED, _ENTRY) == [
        "已收到材料：照片 1 张（2026年9月21日（周一） 09:01 发出，2026年9月22日（周二） 09:01 才收到）",
        "录入期限：2026年9月29日（周二） 24:00（曲教体字〔2023〕25号第二十条）",
    ]

    # What was sent before the round was dispatched says nothing of a visit in it: the day is today.
    await office[leader].sends_photo("private", photo(), "操场")
    await office.stage.settle()
    async with office.stage.service.database.writing() as work:
        piece = (await work.materials.all())[-1]
        await work.materials.change(piece, sent_at=piece.sent_at - timedelta(days=5))
    await press_about(office, leader, "【材料待归类】", "操场", "属于其他检查对象")
    await press_about(office, leader, "【材料待归类】", "操场", second)
    assert (await _visited(office, second))[0] == date(2026, 9, 22)


async def test_the_team_corrects_the_day_and_the_term_counts_from_it(office: Office) -> None:
    drawn, leader, partner = await _ready(office)
    target = drawn.of(1)[0]
    office.stage.clock.pass_time(timedelta(days=1))
    await on_site(office, target, leader, partner)
    assert _lines(office, leader, target, _DAY) == ["检查日期：2026年9月22日（周二）"]
    assert await _visited(office, target) == (date(2026, 9, 22), [(date(2026, 9, 22), date(2026, 9, 30))])

    # Neither a day before the dispatch nor one to come; the partner may say it as well as the leader.
    watch = Watch(office)
    await answer(office, partner, target, "更正检查日期")
    asked, days = watch.news()[partner][0]
    assert asked.startswith(
        f"请选择 {target} 的检查日期，其他日期请直接发送，如 2026-10-08。\n"
        "现记为 2026年9月22日（周二）；任务于 2026年9月21日（周一） 派发，检查日期不早于该日。"
    )
    assert days == ["今天", "昨天", "取消"]
    await office.say(partner, "2026-09-20")
    await office.say(partner, "2026-09-23")
    too_early = says("visit_day.too_early", first=date(2026, 9, 21))
    assert watch.news() == {partner: [too_early, says("paper.bad_day")]}
    await office.press(partner, f"请选择 {target} 的检查日期", "昨天")
    asked = say("visit_day.ask_reason", name=target, day=date(2026, 9, 21))
    ((words, _),) = watch.news()[partner]
    assert words.startswith(asked)
    await office.say(partner, "长" * 201)
    assert watch.news() == {partner: [says("visit_day.bad_reason", most=200)]}
    await office.say(partner, WHY)
    news = apart_from_boards(watch.news())
    assert {name: [words.split("\n")[0] for words, _ in each] for name, each in news.items()} == {
        leader: ["【联合抽查表】SSJ-2026-0001"],
        partner: [
            "【联合抽查表】SSJ-2026-0001",
            f"{target} 的检查日期已记为 2026年9月21日（周一），写入检查记录，由检查人员共同签字确认。",
        ],
    }
    for name in (leader, partner):
        assert _lines(office, name, target, _DAY, "检查日期由", _ENTRY) == [
            _corrected(partner),
            "检查日期：2026年9月21日（周一）",
            "录入期限：2026年9月29日（周二） 24:00（曲教体字〔2023〕25号第二十条）",
        ]
    assert await _visited(office, target) == (date(2026, 9, 21), [(date(2026, 9, 21), date(2026, 9, 29))])
    await _signed_with_the_day(office, leader, partner, target)


async def _signed_with_the_day(office: Office, leader: str, partner: str, target: str) -> None:
    """The form bears the corrected day; once the record is submitted the day is as fixed as the rest."""
    await answer(office, partner, target, "更正检查日期")
    asked = office[partner].last()
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    assert await office.stage.presses(office[partner], asked, "今天") == say("result.closed")
    assert "\n检查日期：2026年9月21日（周一）\n" in card(office[partner], "【共同签字】").text
    assert _corrected(partner) in card(office[partner], "【共同签字】").text
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    assert (await _visited(office, target))[0] == date(2026, 9, 21)
    assert _corrected(partner) in card(office["周审"], "【审核】").text
    cells = await _form(office, leader, target)
    assert cells[cells.index("检查日期") + 1] == "2026年9月21日"
    assert any(_corrected(partner) in each for each in cells)


def _corrected(name: str, after: str = "") -> str:
    at = text("date.when", day=date(2026, 9, 22), hour="09:01")
    days = {"before": date(2026, 9, 22), "day": date(2026, 9, 21)}
    return say("on_site.redated", **days, reason=WHY, name=name, at=at, signed=after)


async def _form(office: Office, leader: str, target: str) -> list[str]:
    await office.say(leader, "/duty")
    await office.press(leader, "【现场文书】请选择检查对象", f"文书：{target}")
    await office.press(leader, f"【现场文书】{target}：请选择文书", "联合抽查表")
    file_id = office.sees(leader)[-1].json["document"]["file_id"]
    paper = Document(io.BytesIO(office.stage.telegram.files.get(file_id).body))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [*cells, *(each.text for each in paper.paragraphs)]


async def test_a_day_that_is_corrected_after_the_target_signed_is_told_it_or_signed_anew(
    office: Office,
) -> None:
    drawn, leader, partner = await _ready(office)
    target = drawn.of(1)[0]
    office.stage.clock.pass_time(timedelta(days=1))
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "其余事项全部正常", "已向对方反馈结果", "已签字盖章")
    assert say("result.missing.none") in result_card(office, leader, target).text
    watch = Watch(office)
    await answer(office, leader, target, "更正检查日期")
    await office.press(leader, f"请选择 {target} 的检查日期", "昨天")
    await office.say(leader, WHY)
    taken = says("visit_day.taken_after", name=target, day=date(2026, 9, 21))
    assert taken in watch.news()[leader]
    shown = result_card(office, leader, target).text
    assert _corrected(leader, say("on_site.redated_after")) in shown
    assert f"尚缺：\n{say('result.missing.told_again')}\n" in shown
    await answer(office, leader, target, "已向对方反馈结果")
    assert say("result.missing.none") in result_card(office, leader, target).text

    # Back to the other day: told again, or signed anew under it.
    await answer(office, leader, target, "更正检查日期")
    await office.press(leader, f"请选择 {target} 的检查日期", "今天")
    await office.say(leader, "以实际为准")
    assert say("result.missing.told_again") in result_card(office, leader, target).text
    await answer(office, leader, target, "已签字盖章")
    assert say("result.missing.told_again") not in result_card(office, leader, target).text
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    cells = await _form(office, leader, target)
    assert any(_corrected(leader, say("on_site.redated_after")) in each for each in cells)


async def test_the_card_says_that_something_was_sent_before_the_day_of_the_visit(office: Office) -> None:
    drawn, leader, _ = await _ready(office)
    target = drawn.of(1)[0]
    await _heard_the_next_day(office, leader, "校门")
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    assert _lines(office, leader, target, _DAY) == [f"{_DAY}2026年9月22日（周二）"]

    # Where nothing says on which day somebody pressed, what he sent does; the team decides.
    await press_about(office, leader, "【材料待归类】", "校门", target)
    line = f"{_DAY}2026年9月22日（周二）"
    hint = say("result.sent_before", line=line, day=date(2026, 9, 21))
    assert _lines(office, leader, target, _DAY) == [hint]
    await answer(office, leader, target, "更正检查日期")
    await office.press(leader, f"请选择 {target} 的检查日期", "昨天")
    await office.say(leader, WHY)
    assert _lines(office, leader, target, _DAY) == [f"{_DAY}2026年9月21日（周一）"]
