"""延期整改: a target asks for a later day than its order to correct says; the old one stays known."""

from datetime import date, timedelta

from bot.domain.deadlines import DeadlineState
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import press_about, public_pages
from tests.stories.forging import data_of, forge
from tests.stories.ledger import states
from tests.stories.office import Office
from tests.stories.papers import papers, printed
from tests.stories.test_follow_up import CARD, DAY_SHOWN, ITEM, SEEN, found, order
from tests.stories.watch import Watch
from tests.stories.wording import CANCEL, NUMBER, due, read_result, say, says

TITLE = "【延期申请】"
PLEA = "消防改造材料未到货，来函 1 页"
WHY = "材料已订购，情况属实"
LATER, LATER_SHOWN = "2026-10-20", "2026年10月20日（周二）"
WANTED_SHOWN = "2026年10月16日（周五）"


async def asks(office: Office, day: str, words: str) -> None:
    """Have the coordinator record that the target asks for more time."""
    await office.press("王芳", CARD, "检查对象申请延期")
    await office.say("王芳", day)
    await office.say("王芳", words)


def facts(bad: str) -> dict[str, object]:
    return {"number": NUMBER, "name": bad, "item": ITEM, "ordered": DAY_SHOWN}


async def test_order_is_extended_once_and_both_days_are_told(office: Office) -> None:
    _, bad, watch = await found(office)
    await order(office)
    watch.news()
    await office.press("王芳", CARD, "检查对象申请延期")
    ((asked, options),) = watch.news()["王芳"]
    assert (DAY_SHOWN in asked, options[0]) == (True, "延长 5 个工作日，至 2026-10-16")
    for wrong in ("2026-10-09", "2026-10-10", "2026-09-01", "2028-01-01", "下个月"):
        await office.say("王芳", wrong)
        assert watch.news() == {"王芳": [says("extension.bad_day", day=DAY_SHOWN)]}
    await office.press("王芳", f"{bad} 申请延长", "延长 5 个工作日")
    asked_words = says("extension.ask_words", "返回上一步", CANCEL, ordered=DAY_SHOWN, today="2026-09-21")
    assert watch.news()["王芳"] == [asked_words]
    await office.say("王芳", PLEA)
    news = watch.news()
    told = {**facts(bad), "due": due(9, 29)}
    assert says("extension.recorded", **told) in news["王芳"]
    shown = told | {"wanted": WANTED_SHOWN, "words": PLEA, "received": "2026年9月21日（周一）", "by": "王芳"}
    ground = text("ground.default")
    waiting = say("extension.card", **shown, state=text("extension.state.asked"), ground=ground)
    buttons = [f"同意延至 {WANTED_SHOWN}", "同意延期，另定日期", "不同意延期"]
    assert news["张敏"] == [(waiting, buttons)]
    await _undecided(office, watch, waiting)
    await _granted(office, bad, watch)
    await _reminded_of_the_new_day(office, watch)
    await _published(office, bad)


async def _undecided(office: Office, watch: Watch, waiting: str) -> None:
    """While it waits nobody asks again, and the recorder does not decide; who decides finds it again."""
    assert await office.press("王芳", CARD, "检查对象申请延期") == say("extension.pending")
    pressed = data_of(card(office["张敏"], TITLE), "不同意延期")
    assert await forge(office, office["王芳"], card(office["张敏"], TITLE), pressed) == say("denied.button")
    watch.news()
    await office.say("张敏", "/pending")
    assert [words for words, _ in watch.news()["张敏"]] == [waiting]


async def _granted(office: Office, bad: str, watch: Watch) -> None:
    await office.press("张敏", TITLE, "同意延期，另定日期")
    await office.say("张敏", "2026-10-10")
    assert office["张敏"].last().text.startswith(say("extension.bad_day", day=DAY_SHOWN))
    await office.say("张敏", LATER)
    await office.say("张敏", WHY)
    answer = text("extension.state.granted", day=LATER_SHOWN)
    news = watch.news()
    decided = says("extension.decided", **facts(bad), answer=answer, reason=WHY, by="张敏")
    assert decided in news["王芳"]
    shown = card(office["王芳"], CARD).text
    both = say("follow_up.extended", until=text("follow_up.until", day=DAY_SHOWN), day=LATER_SHOWN)
    assert (both in shown, f"期限：{LATER_SHOWN}" in shown) == (True, True)
    assert card(office["张敏"], TITLE).labels == []
    assert await office.press("王芳", CARD, "检查对象申请延期") == say("extension.second", day=LATER_SHOWN)


async def _reminded_of_the_new_day(office: Office, watch: Watch) -> None:
    """Nobody is reminded of the old day, and its end is not the end of the term."""
    watch.news()
    for day in (10, 12, 20):
        office.stage.clock.move_to(office.stage.clock.now().replace(month=10, day=day))
        await office.stage.tick()
    reminded = [words for words, _ in watch.news()["王芳"] if words.startswith("【催办】")]
    assert any("督促改正" in words and LATER_SHOWN in words for words in reminded)
    assert [words for words in reminded if DAY_SHOWN in words] == []
    refused = say("follow_up.not_over", day=LATER_SHOWN)
    assert await office.press("王芳", CARD, "期满未报告") == refused


async def _published(office: Office, bad: str) -> None:
    leader, partner = read_result(office).teams[1]
    await office.press("王芳", CARD, "已收到整改报告")
    await office.press(leader, "【整改回访】", "已改正")
    await office.say(leader, SEEN)
    await office.press(partner, "【整改回访】", "签字确认")
    await office.press("周审", "【处理结果审核】", "审核通过")
    assert say("site.extended") not in public_pages(office, "target-*.html")
    await press_about(office, "王芳", CARD, bad, "公示处理结果")
    page = public_pages(office, "target-*.html")
    told = page[page.index(say("site.extended")) :][:200]
    assert ("2026-10-10" in told, LATER in told) == (True, True)
    assert [words in page for words in (PLEA, WHY)] == [False, False]
    async with office.stage.service.database.reading() as work:
        (row,) = await work.follow_ups.all()
        terms = await work.deadlines.all(subject_kind="follow_up", kind=("rectification", "extension"))
    assert (row.due_on, row.extended_to) == (date(2026, 10, 10), date(2026, 10, 20))
    assert [each.state for each in terms] == [
        DeadlineState.CANCELLED,
        DeadlineState.SETTLED,
        DeadlineState.SETTLED,
    ]


async def test_request_that_came_in_time_is_decided_before_the_term_is_taken_as_over(office: Office) -> None:
    _, bad, watch = await found(office)
    await order(office)
    office.stage.clock.pass_time(timedelta(days=20))  # the day after that of the order
    await asks(office, "2026-10-16", PLEA)
    assert office["王芳"].last().text.startswith(say("extension.late", day=DAY_SHOWN))
    await office.say("王芳", f"收到日期：2026-09-20\n{PLEA}")
    assert office["王芳"].last().text.startswith(say("extension.bad_received", first="2026年9月21日（周一）"))
    await office.say("王芳", f"收到日期：2026-10-09\n{PLEA}")
    assert await office.press("王芳", CARD, "期满未报告") == say("extension.undecided")
    watch.news()
    await office.press("张敏", TITLE, "不同意延期")
    await office.say("张敏", WHY)
    refused = says(
        "extension.decided", **facts(bad), answer=text("extension.state.refused"), reason=WHY, by="张敏"
    )
    assert refused in watch.news()["王芳"]
    (decision,) = await papers(office, "extension", bad)
    assert decision.is_of_use
    said = f"1.{ITEM}：原定于2026年10月10日前改正，2026年10月9日收到申请，申请延至2026年10月16日。"
    assert f"{said}不同意延期，按原定期限改正。理由：{WHY}" in printed(decision)
    # It may ask again; what it reports meanwhile leaves nothing to decide.
    await asks(office, "2026-10-16", f"收到日期：2026-10-10\n{PLEA}")
    await office.press("王芳", CARD, "已收到整改报告")
    assert await states(office, "extensions") == ["refused", "overtaken"]
    assert say("extension.state.overtaken") in card(office["张敏"], TITLE).text
    assert card(office["张敏"], TITLE).labels == []
