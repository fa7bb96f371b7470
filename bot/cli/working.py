"""What every command of an office does first, and the one sentence for whatever can go wrong with it."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import typer
from sqlalchemy.exc import DBAPIError

from bot.app import NotInitialised, open_database
from bot.app.signing import SigningKeyError
from bot.cli.saying import stop
from bot.domain.errors import StoreBroken, Unwritable
from bot.settings import ConsoleSettings, SettingsError, read_console_settings
from storage.calendars.office_table import OfficeTableError
from storage.calendars.school_table import SchoolTableError
from storage.database.lock import FolderLock, LockedError
from storage.database.store import Database
from storage.database.upgrade import NewerDatabase
from storage.signing import FILE as SIGNING_KEY


def console_settings() -> ConsoleSettings:
    """Return the console's settings; say which is wrong and leave."""
    try:
        return read_console_settings()
    except SettingsError as error:
        raise stop("console.settings", names=error) from None


_CALENDARS = {OfficeTableError: "console.calendar", SchoolTableError: "console.school_calendar"}


@contextmanager
def working(settings: ConsoleSettings, *, is_reading: bool = False) -> Iterator[None]:
    """Hold data folder and database; turn what can go wrong with them into one sentence.

    Reading needs no lock: it goes on beside the running bot, and makes no database where there is none.
    """
    lock = FolderLock(settings.data_dir, settings.database_file)
    try:
        if is_reading:
            _require(settings.database_file)
        else:
            lock.acquire()
        yield
    except LockedError as error:
        raise stop("console.locked", path=error) from None
    except SigningKeyError:
        raise stop("console.bad_signing_key", path=settings.data_dir / SIGNING_KEY) from None
    except NotInitialised:
        raise stop("console.not_initialised") from None
    except (OfficeTableError, SchoolTableError) as error:
        raise stop(_CALENDARS[type(error)], why=error) from None
    except NewerDatabase:
        raise stop("console.newer_database", path=settings.database_shown) from None
    except OSError as error:
        raise stop("console.folder", path=settings.data_dir, why=error.strerror or error) from None
    except (Unwritable, StoreBroken, DBAPIError, sqlite3.Error) as error:
        raise _database(settings, getattr(error, "orig", None) or error) from None
    finally:
        lock.release()


def is_running(settings: ConsoleSettings) -> bool:
    """Return whether the bot, or a command that writes, holds the data folder."""
    lock = FolderLock(settings.data_dir, settings.database_file)
    try:
        lock.acquire()
    except LockedError:
        return True
    except OSError:  # said by working()
        return False
    finally:
        lock.release()
    return False


@asynccontextmanager
async def reading_database(settings: ConsoleSettings) -> AsyncIterator[Database]:
    """Open the office's database as it is: whoever only reads it does not migrate it."""
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def working_database(settings: ConsoleSettings) -> AsyncIterator[Database]:
    """Open the office's database, brought to the present tables."""
    database = await open_database(settings.database)
    try:
        yield database
    finally:
        await database.close()


def _require(file: Path | None) -> None:
    if file is not None and not file.exists():
        raise NotInitialised


def _database(settings: ConsoleSettings, error: BaseException) -> typer.Exit:
    if "locked" in str(error):
        return stop("console.locked", path=settings.database_shown)
    if "full" in str(error):
        return stop("console.disk_full", path=settings.database_shown)
    return stop("console.database", path=settings.database_shown, why=error)
