"""A throw is never repeated on suspicion: what became of a lost one is read back from the group."""

import asyncio
from collections.abc import Callable
from itertools import pairwise

import pytest

from playground import Message, faults
from playground.faults import Fault
from playground.records import Event
from tests.stories.ledger import states
from tests.stories.office import Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import say, says

THROWS = 25


def dice_of_bot(office: Office) -> list[Message]:
    """Return the bot's dice in the group, in order."""
    bot = office.stage.telegram.bot.id
    return [m for m in office.group.screen() if m.dice is not None and m.sender_id == bot]


async def transcript(office: Office) -> list[tuple[str, int]]:
    """Return (source, value) of each throw of the newest attempt."""
    (*_, entries) = await states(office, "attempts", "transcript")
    return [(entry["src"], entry["val"]) for entry in entries]


def in_group(office: Office) -> list[tuple[str, int | None]]:
    """Return (source, value) of each of the bot's dice in the group, as the transcript should have them."""
    return [(f"msg:{m.id}", m.dice) for m in dice_of_bot(office)]


async def lose_a_throw(office: Office, nth: int, fault: Fault, questions: Fault | None = None) -> None:
    """Open the throwing, and let the answer to the nth throw (from 1) be lost, and the next question."""
    await office.freeze()
    if nth == 1:
        office.stage.telegram.fail_next("sendDice", fault)
    else:
        office.stage.telegram.on_event(_planned(office, nth, fault, questions))
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)


def _planned(office: Office, nth: int, fault: Fault, questions: Fault | None) -> Callable[[object], None]:
    planned: list[int] = []

    def listen(_event: object) -> None:
        if not planned and len(dice_of_bot(office)) == nth - 1:
            planned.append(nth)
            office.stage.telegram.fail_next("sendDice", fault)
            if questions is not None:
                office.stage.telegram.fail_next("sendMessage", questions, office.group)

    return listen


@pytest.mark.parametrize(
    ("nth", "fault"),
    [
        (1, faults.cut_after_accepting()),
        (7, faults.silence_after_accepting()),
        (THROWS, faults.cut_after_accepting()),
    ],
)
async def test_lost_throw_is_read_back_from_a_reply_and_never_thrown_again(
    office: Office, nth: int, fault: Fault
) -> None:
    await lose_a_throw(office, nth, fault)
    lost = dice_of_bot(office)[-1]
    assert (len(dice_of_bot(office)), await states(office, "attempts")) == (nth, ["throwing"])
    assert office.group.screen()[-1].text.startswith(say("draw.throw_unknown", n=nth))
    watch = Watch(office)

    await office["郑观"].says(office.group, "在这里", reply_to=lost)
    await office.stage.settle()

    told = watch.news()[GROUP][0]
    assert told == says("draw.throw_read_back", n=nth, value=lost.dice or 0)
    assert (await transcript(office))[nth - 1] == (f"msg:{lost.id}", lost.dice)
    assert await transcript(office) == in_group(office)
    assert (len(dice_of_bot(office)), await states(office, "attempts")) == (THROWS, ["standing"])
    await office["甲一"].says(office.group, "我也看到了", reply_to=lost)
    await office.stage.settle()
    assert watch.news() == {}


async def test_several_throws_may_be_lost_one_after_the_other(office: Office) -> None:
    await lose_a_throw(office, 1, faults.cut_after_accepting())

    for n in range(1, 4):
        assert len(dice_of_bot(office)) == n
        if n < 3:
            office.stage.telegram.fail_next("sendDice", faults.cut_after_accepting())
        await office["郑观"].says(office.group, "看这里", reply_to=dice_of_bot(office)[-1])
        await office.stage.settle()

    assert await transcript(office) == in_group(office)
    assert len(await transcript(office)) == THROWS


async def test_reply_to_any_other_dice_is_not_taken(office: Office) -> None:
    zheng = office["郑观"]
    await lose_a_throw(office, 3, faults.cut_after_accepting())
    first, _, lost = dice_of_bot(office)
    own = await zheng.throws(office.group)
    forwarded = await zheng.forwards(lost, office.group)
    watch, thrown = Watch(office), await transcript(office)

    for other in (first, own, forwarded, office.group.screen()[0]):
        await zheng.says(office.group, "是这个吗", reply_to=other)
    await zheng.throws(office.group, reply_to=own)
    await zheng.says(office.group, "不算", reply_to=lost, anonymous_admin=True)
    await zheng.says(office.group, "不算", reply_to=lost, forward_from=office["王芳"])
    private = await zheng.forwards(lost, "private")
    await zheng.says("private", "这个呢", reply_to=private)
    await office.stage.settle()

    assert watch.news() == {"郑观": [says("words.unexpected")]}
    assert await transcript(office) == thrown == in_group(office)[:2]
    await zheng.says(office.group, "是这个", reply_to=lost)
    await office.stage.settle()
    assert await transcript(office) == in_group(office)


@pytest.mark.parametrize("emoji", ["🎰", "🎯"])
async def test_dice_of_another_kind_that_the_bot_was_made_to_send_are_no_throw(
    office: Office, emoji: str
) -> None:
    await lose_a_throw(office, 3, faults.cut_after_accepting())
    lost = dice_of_bot(office)[-1]
    await office.stage.service.api.call("sendDice", {"chat_id": office.group.id, "emoji": emoji})
    watch = Watch(office)

    await office["郑观"].says(office.group, "是这个吗", reply_to=office.group.screen()[-1])
    await office.stage.settle()

    assert (watch.news(), len(await transcript(office))) == ({}, 2)
    await office["郑观"].says(office.group, "是这个", reply_to=lost)
    await office.stage.settle()
    assert (await transcript(office))[2] == (f"msg:{lost.id}", lost.dice)


async def test_dice_of_an_earlier_draw_is_not_taken_for_the_first_throw(office: Office) -> None:
    await office.draw(share="20%", teams="1 组")
    old = dice_of_bot(office)[-1]
    await office.freeze(share="20%", teams="1 组")
    office.stage.telegram.fail_next("sendDice", faults.cut_after_accepting())
    await office.press("王芳", "SSJ-2026-0002", "开始掷骰", in_group=True)
    watch = Watch(office)

    await office["郑观"].says(office.group, "是这个吗", reply_to=old)
    await office.stage.settle()

    assert (watch.news(), await transcript(office)) == ({}, [])
    await office["郑观"].says(office.group, "是这个", reply_to=dice_of_bot(office)[-1])
    await office.stage.settle()
    assert await transcript(office) == in_group(office)[THROWS:]


@pytest.mark.parametrize("nth", [1, 12])
async def test_throw_that_certainly_never_arrived_is_thrown_again_and_the_group_is_told(
    office: Office, nth: int
) -> None:
    await lose_a_throw(office, nth, faults.cut_before_accepting())

    words = [m.text.split("\n")[0] for m in office.group.screen() if m.text.startswith(f"第 {nth} 次掷骰")]
    assert words == [say("draw.throw_unknown", n=nth), say("draw.throw_again", n=nth)]
    assert await transcript(office) == in_group(office)
    assert (len(dice_of_bot(office)), await states(office, "attempts")) == (THROWS, ["standing"])


async def test_reply_to_an_older_dice_leaves_no_gap_where_the_question_itself_was_repeated(
    office: Office,
) -> None:
    """Ids after the second dice: the question, whose answer is lost; the reply; the question once more."""
    zheng, telegram, question = office["郑观"], office.stage.telegram, say("draw.throw_unknown", n=3)
    replies: list[asyncio.Future[Message]] = []

    def reply_at_once(event: Event) -> None:
        if not replies and event.message and event.message.text.startswith(question):
            to = dice_of_bot(office)[-1]
            replies.append(asyncio.ensure_future(zheng.says(office.group, "在这里", reply_to=to)))

    telegram.on_event(reply_at_once)
    await lose_a_throw(office, 3, faults.cut_before_accepting(), faults.cut_after_accepting())
    asked = [m for m in office.group.screen() if question in m.text]
    first = asked[0]
    assert [each.id - first.id for each in asked] == [0, 2]
    assert (len(dice_of_bot(office)), await states(office, "attempts")) == (2, ["throwing"])

    await zheng.says(office.group, "没有看到骰子", reply_to=first)
    await office.stage.settle()

    assert await transcript(office) == in_group(office)
    assert (len(dice_of_bot(office)), await states(office, "attempts")) == (THROWS, ["standing"])


async def test_throw_that_is_lost_twice_is_not_stuck_on_what_was_said_between(office: Office) -> None:
    """A reply that had proved the first loss lies in the gap of the second: its id is no throw either."""
    zheng, telegram, question = office["郑观"], office.stage.telegram, say("draw.throw_unknown", n=3)
    await lose_a_throw(office, 3, faults.cut_before_accepting(), faults.cut_after_accepting())
    first, repeated = [m for m in office.group.screen() if question in m.text]
    telegram.fail_next("sendDice", faults.cut_before_accepting())

    await zheng.says(office.group, "没有看到骰子", reply_to=repeated)
    await zheng.says(office.group, "这里也没有", reply_to=first)
    await office.stage.settle()

    words = [m.text.split("\n")[0] for m in office.group.screen() if "第 3 次掷骰" in m.text]
    again = say("draw.throw_again", n=3)
    assert (words.count(again), len(dice_of_bot(office))) == (2, THROWS)
    assert await transcript(office) == in_group(office)
    assert await states(office, "attempts") == ["standing"]


async def test_throw_that_may_have_arrived_is_not_thrown_again(office: Office) -> None:
    """Somebody has written before the throw: the gap in the ids no longer proves that it never came."""
    await office.freeze()
    await office["郑观"].says(office.group, "可以开始了")
    office.stage.telegram.fail_next("sendDice", faults.cut_before_accepting())

    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    assert (dice_of_bot(office), await transcript(office)) == ([], [])
    assert await states(office, "attempts") == ["throwing"]
    assert office.group.screen()[-1].text.startswith(say("draw.throw_unknown", n=1))


async def test_what_is_said_about_the_throws_comes_before_them(office: Office) -> None:
    await office.draw()

    calls = [
        (call.method, str(call.params.get("text", ""))[:20])
        for call in office.stage.telegram.calls
        if call.params.get("chat_id") == str(office.group.id)
    ]
    opened = next(n for n, (_, text) in enumerate(calls) if "开始掷骰，" in text or "由 王芳" in text)
    assert opened < min(n for n, (method, _) in enumerate(calls) if method == "sendDice")
    assert await transcript(office) == in_group(office)


async def test_throws_keep_the_pace_of_a_group(office: Office) -> None:
    await office.draw()

    times = [call.at for call in office.stage.telegram.calls if call.method == "sendDice"]
    gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
    assert min(gaps) >= 1
    assert min((b - a).total_seconds() for a, b in zip(times, times[20:], strict=False)) >= 60


async def test_rate_limit_on_a_throw_only_delays_it(office: Office) -> None:
    await office.freeze()
    office.stage.telegram.fail_next("sendDice", faults.retry_after(30))
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    calls = [call for call in office.stage.telegram.calls if call.method == "sendDice"]
    assert (calls[1].at - calls[0].at).total_seconds() >= 30
    assert await transcript(office) == in_group(office)
    assert len(calls) == THROWS + 1
