"""getUpdates: offsets, kinds, long polling, and who else polls."""

import asyncio

import pytest
import telegram as ptb
from conftest import TOKEN
from telegram.error import Conflict


async def test_updates_are_kept_until_confirmed(world, bot, wang):
    await wang.says("private", "二")
    first = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    assert ([u.message.text for u in first], again, world.unconfirmed) == (["/start", "二"], first, 2)
    assert await bot.get_updates(offset=first[0].update_id + 1, timeout=0) == first[1:]
    assert world.unconfirmed == 1
    assert await bot.get_updates(offset=first[1].update_id + 1, timeout=0) == ()
    assert world.unconfirmed == 0


async def test_limit_and_negative_offset(bot, wang):
    for number in range(4):
        await wang.says("private", str(number))
    assert [u.message.text for u in await bot.get_updates(limit=2, timeout=0)] == ["/start", "0"]
    assert [u.message.text for u in await bot.get_updates(offset=-1, timeout=0)] == ["3"]
    assert [u.message.text for u in await bot.get_updates(timeout=0)] == ["3"]


async def test_long_poll_returns_when_something_arrives(bot, wang, heard):
    await heard()
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.wait({poll}, timeout=0.05)
    await wang.says("private", "现在")
    assert [u.message.text for u in await poll] == ["现在"]


async def test_allowed_updates_are_remembered(bot, wang, heard):
    await heard(["message"])
    wang.blocks_bot()
    wang.unblocks_bot()
    await wang.says("private", "一")
    assert [u.message.text for u in await heard()] == ["一"]
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)


async def test_second_poller_ends_the_first(world, bot, wang, heard):
    await heard()
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.wait({first}, timeout=0.05)
    async with ptb.Bot(TOKEN, base_url=f"{world.base}/bot") as twin:
        second = asyncio.create_task(twin.get_updates(timeout=10))
        with pytest.raises(Conflict) as refused:
            await first
        await wang.says("private", "一")
        assert [u.message.text for u in await second] == ["一"]
    assert str(refused.value) == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert world.unconfirmed == 1


async def test_foreign_webhook_stops_polling_until_it_is_deleted(world, bot, wang):
    world.set_foreign_webhook("https://example.org/stolen")
    assert (await bot.get_webhook_info()).url == "https://example.org/stolen"
    with pytest.raises(Conflict):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert [u.message.text for u in await bot.get_updates(timeout=0)] == ["/start"]
    assert wang.last().text == "/start"


async def test_pending_updates_are_dropped_on_wish(world, bot, wang):
    await wang.says("private", "一")
    await bot.delete_webhook(drop_pending_updates=True)
    assert (world.unconfirmed, await bot.get_updates(timeout=0)) == (0, ())


async def test_driver_waits_for_quiet(world, bot, wang):
    (update,) = await bot.get_updates(timeout=0)
    quiet = asyncio.create_task(world.until(lambda: world.unconfirmed == 0))
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    await quiet
    with pytest.raises(TimeoutError):
        await world.until(lambda: wang.last().text == "never", seconds=0.01)
