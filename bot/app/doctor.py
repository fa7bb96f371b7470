"""What an operator would look at before he relies on the office: each part examined by itself."""

import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from telegram.error import TelegramError

from bot.app import NotInitialised, office_of
from bot.app.console import verify_journal
from bot.app.journal_guard import kept_head
from bot.app.secret_keys import open_vault
from bot.domain.calendars.working_days import HolidayTable
from bot.domain.ports import UnitOfWork
from bot.gateway import BotApi
from bot.settings import ConsoleSettings, Settings
from storage.backups.keeping import made_at
from storage.database.store import Database

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_LEAST_FREE_BYTES = 1_000_000_000
_OLDEST_BACKUP = timedelta(days=2)
_NOVEMBER = 11
"""From then on the next year's holidays are announced."""


@dataclass(frozen=True)
class Finding:
    """One part that was examined; `code` names what was found, `values` go into its sentence."""

    code: str
    is_well: bool
    values: dict[str, str] = field(default_factory=dict)


async def examine(settings: ConsoleSettings, bot: Settings | None, now: datetime) -> AsyncIterator[Finding]:
    """Yield a finding for each part; `bot` is None where the bot's own settings cannot be read."""
    for finding in (_folder(settings), _disk(settings)):
        yield finding
    async for finding in _data(settings, bot, now.astimezone(_SHANGHAI).date()):
        yield finding
    yield _backup(settings.backups, now)
    yield await _telegram(bot)


async def _data(settings: ConsoleSettings, bot: Settings | None, today: date) -> AsyncIterator[Finding]:
    """Examine the database, and what it holds if it is whole; none is made where there is none."""
    file = settings.database_file
    if file is not None and not file.exists():
        yield Finding("no_office", is_well=False)
        return
    integrity = _integrity(file)
    yield integrity
    if integrity.is_well:
        async for finding in _contents(settings, bot, today):
            yield finding


async def _contents(settings: ConsoleSettings, bot: Settings | None, today: date) -> AsyncIterator[Finding]:
    database = Database(settings.database)
    try:
        async with database.reading() as work:
            for finding in await _office(work, settings, bot, today):
                yield finding
        yield await _journal(database, settings.data_dir)
    except (NotInitialised, DBAPIError):
        yield Finding("no_office", is_well=False)
    finally:
        await database.close()


def _folder(settings: ConsoleSettings) -> Finding:
    values = {"path": str(settings.data_dir)}
    try:
        with tempfile.TemporaryFile(dir=settings.data_dir):
            return Finding("folder", is_well=True, values=values)
    except OSError as error:
        return Finding("folder_unwritable", is_well=False, values={**values, "why": error.strerror or ""})


def _disk(settings: ConsoleSettings) -> Finding:
    place = settings.data_dir if settings.data_dir.exists() else Path()
    free = shutil.disk_usage(place).free
    is_well = free >= _LEAST_FREE_BYTES
    return Finding("disk" if is_well else "disk_full", is_well, {"free": f"{free / 1_000_000_000:.1f}"})


def _integrity(file: Path | None) -> Finding:
    """Ask SQLite to check every page; another database has tools of its own."""
    if file is None:
        return Finding("not_sqlite", is_well=True)
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            said = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.Error as error:
        said = str(error)
    return (
        Finding("database", is_well=True)
        if said == "ok"
        else Finding("database_damaged", False, {"why": said})
    )


async def _office(
    work: UnitOfWork, settings: ConsoleSettings, bot: Settings | None, today: date
) -> list[Finding]:
    office = await office_of(work, settings.calendar)
    return [
        Finding("profile", is_well=True, values={"title": office.profile.title}),
        await _counted(work, "targets", is_active=True),
        await _counted(work, "inspectors", is_active=True),
        await _counted(work, "item_lists"),
        await _counted(work, "chats", is_bound=True),
        _calendar(office.calendar, today),
        await _secret_key(work, settings, bot),
    ]


async def _counted(work: UnitOfWork, noun: str, **where: bool) -> Finding:
    n = await getattr(work, noun).count(**where)
    return Finding(noun if n else f"no_{noun}", is_well=n > 0, values={"n": str(n)})


def _calendar(table: HolidayTable, today: date) -> Finding:
    """Look whether this year is announced, and from November on the next."""
    years = [today.year] + ([today.year + 1] if today.month >= _NOVEMBER else [])
    unknown = [year for year in years if table.is_working_day(date(year, 7, 1)).provisional]
    return Finding(
        "calendar_unknown" if unknown else "calendar", not unknown, {"year": str(max(unknown or years))}
    )


async def _secret_key(work: UnitOfWork, settings: ConsoleSettings, bot: Settings | None) -> Finding:
    text = bot.secret_key.get_secret_value() if bot else ""
    fault = (await open_vault(work, settings.data_dir / "secrets", text)).fault
    return Finding(fault or "secret_key", is_well=not fault)


async def _journal(database: Database, folder: Path) -> Finding:
    kept = kept_head(folder)
    report = await verify_journal(database, [kept] if kept else [])
    if not report.is_whole:
        return Finding("journal_broken", is_well=False, values={"n": str(report.fault or report.own)})
    if report.missed is not None:
        values = {"n": str(report.missed.number), "count": str(report.count)}
        return Finding("journal_put_back", is_well=False, values=values)
    if report.lost:
        number, size = report.lost[0]
        return Finding("stamp_lost", is_well=False, values={"n": str(number), "size": str(size)})
    return Finding("journal", is_well=True, values={"n": str(report.count)})


def _backup(folder: Path | None, now: datetime) -> Finding:
    if folder is None:
        return Finding("no_backups", is_well=False)
    newest = max((at for path in folder.glob("*.zip") if (at := made_at(path))), default=None)
    if newest is None or now - newest > _OLDEST_BACKUP:
        return Finding("backup_old", is_well=False, values={"path": str(folder)})
    return Finding("backup", is_well=True, values={"at": newest.strftime("%Y-%m-%d %H:%M")})


async def _telegram(bot: Settings | None) -> Finding:
    if bot is None:
        return Finding("no_token", is_well=False)
    try:
        async with BotApi.at(bot) as api:
            webhook = (await api.get_webhook_info()).url
            name = api.username
    except TelegramError:
        return Finding("telegram_unreachable", is_well=False, values={"server": bot.api_url})
    return Finding("webhook" if webhook else "telegram", not webhook, {"bot": name})
