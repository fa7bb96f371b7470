"""`shuangsuiji run` against the stand-in on loopback, as processes with signals."""

import asyncio
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

import httpx
import pytest

from bot.app import open_database
from bot.domain.people import Grant, Person, Role
from demo.bureau import make_bureau, write_bureau
from playground import Telegram
from tests.cli.console import PROFILE, TOKEN, Console, Running

STARTED = "机器人 @ssj_bot 已开始工作。按 Ctrl-C 停止。\n"
STOPPED = "已停止，手头的事项已办完。\n"
ANOTHER_POLLER = (
    "另有程序正在用同一个机器人口令收取消息（409）。请停掉它；找不到的，请在 BotFather 处更换口令后再启动。\n"
)
MOST_SECONDS_TO_STOP = 5
ABOUT_TEN_SECONDS = 12


async def _stops(running: Running, with_signal: int) -> float:
    """Return how many seconds it took from the signal to the good end."""
    before = monotonic()
    running.gets(with_signal)
    assert (await running.ended(), running.said[-1]) == (0, STOPPED)
    return monotonic() - before


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
async def test_run_answers_and_stops_at_a_signal(ready: Console, telegram: Telegram, with_signal: int):
    running = await ready.start("run")
    assert await running.says("已开始工作") == STARTED
    stranger = telegram.person("路人")
    await stranger.says("private", "/start")
    await telegram.until(lambda: len(stranger.screen()) == 2)

    assert await _stops(running, with_signal) < MOST_SECONDS_TO_STOP
    assert telegram.unconfirmed == 0


async def _coordinator(ready: Console, telegram: Telegram):
    someone = telegram.person("王芳")
    database = await open_database(f"sqlite+aiosqlite:///{ready.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        person = await work.people.add(Person(name="王芳", account_id=someone.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.COORDINATOR))
    await database.close()
    return someone


async def _rows(console: Console):
    """Return the states of the updates, and how many imports wait."""
    database = await open_database(f"sqlite+aiosqlite:///{console.folder}/data/shuangsuiji.db")
    async with database.reading() as work:
        found = [row.state for row in await work.updates.all()], await work.imports.count()
    await database.close()
    return found


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
async def test_the_update_in_hand_is_finished_after_a_signal(
    ready: Console, telegram: Telegram, with_signal: int
):
    """A spreadsheet is being read when the signal comes, and the reading child gets it, too."""
    coordinator = await _coordinator(ready, telegram)
    register = write_bureau(make_bureau(PROFILE), ready.folder)["targets"]
    running = await ready.start("run")
    await running.says("已开始工作")
    await coordinator.sends_file("private", register.name, register.read_bytes())
    await telegram.until(lambda: any(call.method == "getFile" for call in telegram.calls))

    assert await _stops(running, with_signal) < MOST_SECONDS_TO_STOP
    assert await _rows(ready) == (["done"], 1)


async def test_second_poller_is_reported_and_not_retried_for_ever(ready: Console):
    async def poll(client: httpx.AsyncClient) -> None:
        while True:
            await client.post(f"{ready.settings['API_URL']}/bot{TOKEN}/getUpdates", data={"timeout": 25})

    async with httpx.AsyncClient(timeout=30) as client:
        running = await ready.start("run")
        await running.says("已开始工作")
        before, other = monotonic(), asyncio.create_task(poll(client))
        assert (await running.ended(), running.said[-1]) == (1, ANOTHER_POLLER)
        assert monotonic() - before < ABOUT_TEN_SECONDS
        other.cancel()


async def test_foreign_webhook_is_reported(ready: Console, telegram: Telegram):
    telegram.set_foreign_webhook()
    running = await ready.start("run")
    assert await running.ended() == 1
    assert running.said[-1] == (
        "这个机器人口令已被设置网络回调（webhook），消息都送往别处（409）。"
        "不是本单位设置的，请立即在 BotFather 处更换口令；"
        "是本单位设置的，请先用 deleteWebhook 取消，再启动。\n"
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "zh_CN",
            "Telegram 不认识这个机器人口令。请核对 SHUANGSUIJI_TOKEN，必要时在 BotFather 处重新取得。\n",
        ),
        (
            "en",
            (
                "Telegram does not know this bot token. Please check SHUANGSUIJI_TOKEN, "
                "and get a new token from BotFather if need be.\n"
            ),
        ),
    ],
)
async def test_wrong_token_is_said(ready: Console, telegram: Telegram, language: str, sentence: str):
    telegram.bots.clear()
    running = await ready.start("run", LANGUAGE=language)
    assert (await running.ended(), running.said[-1]) == (1, sentence)


async def test_second_run_on_the_same_data_is_refused(ready: Console):
    running = await ready.start("run")
    await running.says("已开始工作")
    file = ready.folder / "data" / "shuangsuiji.db"
    same = await ready.run("run")
    elsewhere = await ready.run("run", DATA_DIR="other", DATABASE_URL=f"sqlite+aiosqlite:///{file}")
    journal = await ready.run("journal", "verify")
    sentence = " 正被另一个 shuangsuiji 进程使用。请先停止它，再重新运行。\n"
    assert (same.status, same.err) == (1, f"data{sentence}")
    assert (elsewhere.status, elsewhere.err) == (1, f"{file}{sentence}")
    assert (journal.status, journal.err) == (0, "")
    await _stops(running, signal.SIGTERM)


@contextmanager
def _held(port: int) -> Iterator[None]:
    """Keep the port of a server that is gone, so that no server of another test comes to stand there."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", port))
        yield


async def test_run_waits_for_a_server_that_is_not_there_yet(ready: Console, telegram: Telegram):
    port = int(ready.settings["API_URL"].rpartition(":")[2])
    await telegram.stop()
    with _held(port):
        running = await ready.start("run")
        line = await running.says("Telegram cannot be reached")
        assert f"server={ready.settings['API_URL']}" in line
    await telegram.start(port)
    assert await running.says("已开始工作") == STARTED
    await _stops(running, signal.SIGTERM)


async def test_run_stops_at_a_signal_while_the_server_is_not_there(ready: Console, telegram: Telegram):
    port = int(ready.settings["API_URL"].rpartition(":")[2])
    await telegram.stop()
    with _held(port):
        running = await ready.start("run")
        await running.says("Telegram cannot be reached")
        assert await _stops(running, signal.SIGTERM) < MOST_SECONDS_TO_STOP


async def test_address_that_is_no_bot_api_is_said(ready: Console):
    running = await ready.start("run", API_URL=f"{ready.settings['API_URL']}/elsewhere")
    assert await running.ended() == 1
    assert re.match("Telegram 不认识这个机器人口令", running.said[-1])


async def test_group_at_its_limit_does_not_hold_up_the_stop(ready: Console, telegram: Telegram):
    """Twenty-one answers to one account: the sender waits for the pace, and stops at once all the same."""
    running = await ready.start("run")
    await running.says("已开始工作")
    stranger = telegram.person("路人")
    for _ in range(21):
        await stranger.says("private", "/start")
    await telegram.until(lambda: telegram.unconfirmed == 0)
    assert await _stops(running, signal.SIGTERM) < timedelta(seconds=3).total_seconds()
