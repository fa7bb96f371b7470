"""How fast the bot sends: at Telegram's pace, and slower where Telegram asks for it."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.people import Person
from playground import faults
from tests.stories.office import INSPECTORS, Office
from tests.stories.posting import heard, post, sends, taken
from tests.stories.watch import GROUP
from tests.stories.wording import say

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def most_within(times: list[datetime], span: timedelta) -> int:
    """Return the largest number of instants within any half-open span."""
    return max(sum(start <= each < start + span for each in times) for start in times)


async def test_more_than_a_hundred_notices_keep_telegrams_pace(office: Office) -> None:
    office.stage.telegram.calls.clear()
    office.stage.clock.pass_time(MINUTE)
    crowd = [*INSPECTORS, "王芳", "周审", "郑观", "赵批", "钱核", "孙批", "李核", "张敏"]
    extra = [f"旁听{n}" for n in range(20)]
    async with office.stage.service.database.writing() as work:
        for name in extra:
            listener = office.stage.person(name)
            await listener.says("private", "/help")
            await work.people.add(Person(name=name, account_id=listener.id))
    await office.stage.settle()
    office.stage.telegram.calls.clear()

    await post(office, GROUP, *crowd, *extra, times=1)
    await post(office, GROUP, *crowd[:4], times=25)

    calls = sends(office)
    by_chat = defaultdict(list)
    for call in calls:
        by_chat[str(call.params["chat_id"])].append(call.at)
    assert len(calls) == 1 + 36 + 5 * 25
    assert most_within([call.at for call in calls], SECOND) == 30
    assert {most_within(times, SECOND) for times in by_chat.values()} == {1}
    assert most_within(by_chat[str(office.group.id)], MINUTE) == 20
    for name in (GROUP, *crowd[:4]):
        assert heard(office, name)[-25:] == [taken(name, n) for n in range(1, 26)]


async def test_rate_limit_holds_back_its_chat_only_and_keeps_the_order(office: Office) -> None:
    office.stage.telegram.calls.clear()
    office.stage.clock.pass_time(MINUTE)
    start = office.stage.clock.now()
    office.stage.telegram.fail_next("sendMessage", faults.retry_after(45), chat=office["甲一"])

    await post(office, "甲一", "乙二", "丙三", times=3)

    refused, *delivered = sends(office, "甲一")
    assert (refused.error, refused.at - start) == ("Too Many Requests: retry after 45", timedelta(0))
    assert delivered[0].at - refused.at == timedelta(seconds=45)
    for name in ("乙二", "丙三"):
        assert sends(office, name)[-1].at - start <= 3 * SECOND
    for name in ("甲一", "乙二", "丙三"):
        assert heard(office, name)[-3:] == [taken(name, n) for n in (1, 2, 3)]


async def test_rate_limit_on_an_answer_to_a_press_delays_it_by_the_clock(office: Office) -> None:
    await office.draw()
    office.stage.telegram.fail_next("answerCallbackQuery", faults.retry_after(5), times=2)
    name = office.drawn()[0].name

    assert await office.press(name, "【检查任务】", "接受任务") == say("duty.accepted_toast")

    answers = [c.at for c in office.stage.telegram.calls if c.method == "answerCallbackQuery"][-3:]
    assert [b - a for a, b in pairwise(answers)] == [timedelta(seconds=5)] * 2


async def test_server_that_goes_on_failing_is_asked_ever_later_and_an_answer_is_never_in_its_way(
    office: Office,
) -> None:
    telegram = office.stage.telegram
    telegram.fail_next("answerCallbackQuery", faults.http(502), times=9)

    await office.say("王芳", "/draw", in_group=True)
    await office.press("王芳", "发起抽查", "在本群抽取", in_group=True)

    times = [call.at for call in telegram.calls if call.method == "answerCallbackQuery"]
    waits = [round((later - sooner).total_seconds()) for sooner, later in pairwise(times)]
    assert waits == [0, 2, 4, 8, 16, 32, 60, 60, 60]
