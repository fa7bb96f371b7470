"""`shuangsuiji doctor`: every part in one line, and what to do where it is not well."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from bot.app import init_office, open_database
from bot.app.doctor import examine
from bot.settings import ConsoleSettings, read_settings
from playground import Telegram
from tests.cli.console import PROFILE, TOKEN, Console

NOW = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"


class Clock:
    """The Clock port, which stands still."""

    def now(self) -> datetime:
        return NOW

    async def wait_until(self, instant: datetime) -> None:
        raise NotImplementedError

    def steady_seconds(self) -> float:
        return 0.0


@pytest.fixture
async def settings(tmp_path):
    made = ConsoleSettings(data_dir=tmp_path / "data", _env_file=None)
    made.data_dir.mkdir()
    database = await open_database(made.database)
    await init_office(database, PROFILE, "张敏", Clock())
    await database.close()
    return made


async def _found(settings: ConsoleSettings, now: datetime = NOW, *, token: bool = False) -> dict[str, bool]:
    bot = None
    if token:
        bot = read_settings(token=TOKEN, data_dir=settings.data_dir, api_url=NOWHERE, _env_file=None)
    return {each.code: each.is_well async for each in examine(settings, bot, now)}


async def test_new_office_is_told_what_is_still_to_be_done(settings: ConsoleSettings):
    assert await _found(settings) == {
        "folder": True,
        "disk": True,
        "database": True,
        "profile": True,
        "no_targets": False,
        "no_inspectors": False,
        "no_item_lists": False,
        "no_chats": False,
        "calendar": True,
        "no_key": False,
        "journal": True,
        "no_backups": False,
        "no_token": False,
    }


async def test_next_years_holidays_are_asked_for_from_november_on(settings: ConsoleSettings):
    assert (await _found(settings, NOVEMBER))["calendar_unknown"] is False


async def test_damage_is_found_where_it_is(settings: ConsoleSettings):
    with closing(sqlite3.connect(settings.data_dir / "shuangsuiji.db")) as database:
        database.execute("UPDATE journal SET event = 'other' WHERE id = 1")
        database.commit()
    found = await _found(settings, token=True)
    assert (found["journal_broken"], found["telegram_unreachable"]) == (False, False)
    (settings.data_dir / "shuangsuiji.db").write_bytes(b"SQLite format 3" + bytes(4096))
    assert (await _found(settings))["database_damaged"] is False


async def test_folder_that_is_none_has_no_office(tmp_path):
    found = await _found(ConsoleSettings(data_dir=tmp_path / "nowhere", _env_file=None))
    assert (found["folder_unwritable"], found["no_office"]) == (False, False)
    assert not (tmp_path / "nowhere").exists()


async def test_backups_must_be_recent(settings: ConsoleSettings, tmp_path):
    kept = settings.model_copy(update={"backups": tmp_path})
    assert (await _found(kept))["backup_old"] is False
    (tmp_path / "shuangsuiji-20261012-020000.zip").touch()
    assert (await _found(kept))["backup"] is True


async def test_sentences_and_status_are_those_of_the_findings(ready: Console, telegram: Telegram):
    run = await ready.run("doctor")
    lines = run.out.splitlines()
    assert (run.status, run.err) == (1, "")
    assert lines[0] == "正常 数据目录 data 可以写入"
    assert "正常 机器人 @ssj_bot 可以使用" in lines
    assert "须处理 还没有绑定办公群：请第一个绑定账号的负责人按机器人的提示把它加入办公群" in lines
    assert lines[-1] == f"共有 {sum(line.startswith('须处理') for line in lines)} 项须处理。"
    await telegram.stop()
    run = await ready.run("doctor", LANGUAGE="en")
    assert run.out.splitlines()[0] == "OK the data folder data can be written to"
