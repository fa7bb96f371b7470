"""Faults: what the bot is told, and what was carried out nevertheless."""

import asyncio

import pytest
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut

from playground import faults


def said(person) -> list[str]:
    return [message.text for message in person.screen()[1:]]


async def test_retry_after_hits_one_chat_as_often_as_asked(world, bot, wang, office, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it PTB warns whenever it makes a RetryAfter
    world.fail_next("sendMessage", faults.retry_after(7), chat=wang, times=2)
    assert (await bot.send_message(office.id, "群")).text == "群"
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(wang.id, "私")
        assert str(refused.value) == "Flood control exceeded. Retry in 0:00:07"
    assert said(wang) == []
    await bot.send_message(wang.id, "私")
    assert (said(wang), len(world.faults)) == (["私"], 0)


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        (faults.http(500), NetworkError, []),
        (faults.http(502), NetworkError, []),
        (faults.cut_before_accepting(), NetworkError, []),
        (faults.cut_after_accepting(), NetworkError, ["通知"]),
        (faults.silence_before_accepting(), TimedOut, []),
        (faults.silence_after_accepting(), TimedOut, ["通知"]),
        (faults.forbidden(), Forbidden, []),
        (faults.bad_request("wrong"), BadRequest, []),
        (faults.migrated(-1001), ChatMigrated, []),
        (faults.conflict(), Conflict, []),
    ],
    ids=lambda value: getattr(value, "name", None),
)
async def test_fault_is_what_ptb_raises_and_carries_out_what_it_says(
    world, bot, wang, *, fault, error, arrived
):
    world.fail_next("sendMessage", fault)
    with pytest.raises(error) as refused:
        await bot.send_message(wang.id, "通知", read_timeout=0.2)
    assert type(refused.value) is error
    assert said(wang) == arrived
    assert [(call.method, call.fault) for call in world.calls[1:]] == [("sendMessage", fault.name)]
    assert (await bot.send_message(wang.id, "再次")).text == "再次"


async def test_any_method_may_fail(world, bot, wang):
    world.fail_next("*", faults.http(500), times=2)
    with pytest.raises(NetworkError):
        await bot.send_dice(wang.id)
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)
    assert (await bot.send_dice(wang.id)).dice.emoji == "🎲"


async def test_cut_poll_loses_no_update(world, bot, wang):
    world.fail_next("getUpdates", faults.cut_after_accepting())
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)
    assert [u.message.text for u in await bot.get_updates(timeout=0)] == ["/start"]
    assert wang.last().text == "/start"


async def test_stop_frees_a_bot_that_waits(world, bot, wang):
    world.fail_next("sendMessage", faults.silence_after_accepting())
    waiting = asyncio.create_task(bot.send_message(wang.id, "通知", read_timeout=60))
    await world.until(lambda: said(wang) == ["通知"])
    await world.stop()
    with pytest.raises(NetworkError):
        await waiting
