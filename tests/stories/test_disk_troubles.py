"""The disk is full, the database is held, a flush fails: nothing is half done, and whoever waits is told."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StoreBroken
from demo.stage import card
from tests.disk import FSYNC_FAILED, FULL, OK, Disk, put_in
from tests.stories.kept import DATABASE
from tests.stories.office import Office, running_office

WAIT = "系统暂时不能保存数据，您刚才的操作尚未生效。无需重复操作：恢复后将自动处理。"
OVER = "【系统告警】已解除：数据库恢复写入，积压的操作已开始处理。"


@pytest.fixture
def disk() -> Iterator[Disk]:
    """A disk that can fail, under everything that is opened."""
    with put_in() as opened:
        yield opened


def _fails(disk: Disk, kind: str, code: int) -> None:
    """Let these operations on the log fail, until the disk is as before."""
    disk.fail = lambda what, path: code if what == kind and path.endswith("-wal") else OK


async def _ends(office: Office, disk: Disk, other: sqlite3.Connection, seen: int) -> None:
    """The lead office reads the alarm, and has the disk freed, or the other program closed."""
    await office.stage.telegram.until(lambda: len(office.sees("张敏")) > seen)
    disk.fail = None
    other.rollback()


async def _state(office: Office) -> tuple[list[str], list[str]]:
    async with office.stage.service.database.reading() as work:
        events = [entry.event for entry in await work.journal.all()]
        return events, [each.state for each in await work.updates.all()]


def _since(office: Office, name: str, count: int) -> list[str]:
    return [message.text for message in office.sees(name)][count:]


@pytest.mark.parametrize("why", ["full", "locked"])
async def test_what_is_done_while_nothing_can_be_saved_is_done_afterwards_once(
    tmp_path: Path, disk: Disk, why: str
) -> None:
    async with running_office(tmp_path) as office:
        await office.draw()
        person = office.drawn()[0].name
        seen, alarmed = len(office.sees(person)), len(office.sees("张敏"))
        with closing(sqlite3.connect(office.stage.data_dir / DATABASE)) as other:
            if why == "full":
                _fails(disk, "write", FULL)
            else:
                other.execute("BEGIN IMMEDIATE")
            ending = asyncio.create_task(_ends(office, disk, other, alarmed))
            toast = await office.press(person, "【检查任务】", "接受任务")
            await office.say(person, "/status")
            await ending
        events, states = await _state(office)
        alarm = _since(office, "张敏", alarmed)

        assert toast == WAIT
        assert (events.count("duty_acknowledged"), states[-2:]) == (1, ["done", "done"])
        said = [text.split("\n")[0] for text in _since(office, person, seen)]
        assert said == ["/status", "【进度】"]
        assert [alarm[0].split("，")[0], alarm[-1]] == [
            {"full": "【系统告警】服务器磁盘已满", "locked": "【系统告警】数据库被其他程序占用"}[why],
            OVER,
        ]


async def test_flush_that_fails_ends_the_bot_and_the_next_one_knows_what_holds(
    tmp_path: Path, disk: Disk
) -> None:
    async with running_office(tmp_path) as office:
        await office.draw()
        person, service = office.drawn()[0].name, office.stage.service
        _fails(disk, "flush", FSYNC_FAILED)
        pressing = office[person].presses(card(office[person], "【检查任务】"), "接受任务")
        with pytest.raises(StoreBroken):
            await service.run()
        disk.fail = None
        await service.stop()
        await office.stage.start_bot()
        await office.stage.settle()
        toast = await pressing
        events, states = await _state(office)
        assert (toast.text, events.count("duty_acknowledged"), states[-1]) == ("已接受任务", 1, "done")
