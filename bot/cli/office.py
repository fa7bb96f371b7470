"""The commands of an office: init, run, import, journal. Each failure is one sentence that says what to do."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from sqlalchemy.exc import DBAPIError
from telegram.error import InvalidToken

from bot.app import NotInitialised, SystemClock, init_office, office_of, open_database
from bot.app.console import Faulty, export_journal, import_file, verify_journal
from bot.app.running import run_until_stopped
from bot.cli.saying import said, stop
from bot.inbox import AnotherPoller
from bot.settings import ConsoleSettings, Settings, SettingsError, read_console_settings, read_settings
from storage.database.lock import FolderLock, LockedError

Result = TypeVar("Result")
journal = typer.Typer(no_args_is_help=True, help="Check or write out the journal.")


def init(
    profile: Annotated[str, typer.Option(help="The regulation, such as quyang-education-2023.")],
    name: Annotated[str, typer.Option(help="The first person of the lead office.")] = "双随机办负责人",
) -> None:
    """Make the office's database and print the one-time link of the first lead-office account."""
    settings = _console_settings()
    with _working(settings):
        token = _run(_init(settings, profile, name))
    typer.echo(said("console.initialised", path=settings.data_dir, token=token))


async def _init(settings: ConsoleSettings, profile: str, name: str) -> str:
    database = await open_database(settings.database)
    try:
        return await init_office(database, profile, name, SystemClock())
    except FileExistsError:
        raise stop("console.already_initialised", path=settings.data_dir) from None
    except LookupError as error:
        raise stop("console.unknown_profile", why=error.args[0]) from None
    finally:
        await database.close()


def run() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    try:
        settings: Settings = read_settings()
    except SettingsError as error:
        raise stop("console.settings", names=error) from None
    with _working(settings):
        try:
            asyncio.run(
                run_until_stopped(
                    settings, SystemClock(), lambda name: typer.echo(said("console.running", bot=name))
                )
            )
        except InvalidToken:
            raise stop("console.invalid_token") from None
        except AnotherPoller:
            raise stop("console.another_poller") from None
    typer.echo(said("console.stopped"))


def import_register(
    file: Annotated[Path, typer.Argument(help="A register: .xlsx, .xls, .ods or .csv.")],
) -> None:
    """Import a register, phone and licence columns included; a file with faults changes nothing."""
    settings = _console_settings()
    if not file.is_file():
        raise stop("console.no_file", path=file)
    with _working(settings):
        try:
            lines = _run(_import(settings, file))
        except Faulty as faulty:
            typer.echo("\n".join(faulty.lines))
            raise stop("console.faulty", n=len(faulty.lines), path=file) from None
    typer.echo("\n".join([*lines, said("console.imported", path=file)]))


async def _import(settings: ConsoleSettings, file: Path) -> list[str]:
    database = await open_database(settings.database)
    try:
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
        return await import_file(database, office, SystemClock(), file)
    finally:
        await database.close()


@journal.command("verify")
def journal_verify() -> None:
    """Recompute the hash chain; exit status 1 where an entry does not follow from the one before."""
    settings = _console_settings()
    with _working(settings, is_reading=True):
        count, fault, head = _run(_verify(settings))
    if fault is not None:
        raise stop("console.journal_broken", n=fault)
    typer.echo(said("console.journal_whole", n=count, head=head))


async def _verify(settings: ConsoleSettings) -> tuple[int, int | None, str]:
    database = await open_database(settings.database)
    try:
        return await verify_journal(database)
    finally:
        await database.close()


@journal.command("export")
def journal_export(file: Annotated[Path, typer.Argument(help="Where to write JSON Lines.")]) -> None:
    """Write the journal out, one entry a line."""
    settings = _console_settings()
    with _working(settings, is_reading=True):
        count = _run(_export(settings, file))
    typer.echo(said("console.journal_written", n=count, path=file))


async def _export(settings: ConsoleSettings, file: Path) -> int:
    database = await open_database(settings.database)
    try:
        return await export_journal(database, file)
    finally:
        await database.close()


def _console_settings() -> ConsoleSettings:
    try:
        return read_console_settings()
    except SettingsError as error:
        raise stop("console.settings", names=error) from None


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


@contextmanager
def _working(settings: ConsoleSettings, *, is_reading: bool = False) -> Iterator[None]:
    """Hold the data folder; turn what can go wrong with it into one sentence."""
    lock = FolderLock(settings.data_dir)
    try:
        if not is_reading:
            lock.acquire()
        yield
    except LockedError:
        raise stop("console.locked", path=settings.data_dir) from None
    except NotInitialised:
        raise stop("console.not_initialised") from None
    except OSError as error:
        raise stop("console.folder", path=settings.data_dir, why=error.strerror or "") from None
    except DBAPIError as error:
        raise stop("console.database", path=settings.database, why=type(error.orig).__name__) from None
    finally:
        lock.release()
