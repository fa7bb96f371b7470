"""The commands of an office: init, run, import. Each failure is one sentence that says what to do."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import InvalidToken

from bot.app import SystemClock, init_office, make_secret_key, office_of
from bot.app.console import Faulty, import_data
from bot.app.journal_guard import JournalFault
from bot.app.running import name_of_bot, run_until_stopped
from bot.app.signing import open_signer
from bot.app.watchdog import ClockStopped
from bot.cli.saying import language, said, stop
from bot.cli.working import console_settings, working, working_database
from bot.domain.conduct import Conduct
from bot.inbox.ports import AnotherPoller, ForeignWebhook
from bot.regulations import load_profile, profile_keys
from bot.settings import ConsoleSettings, Settings, SettingsError, read_settings
from storage.database.store import Database

_TRY_AGAIN = 75
"""The exit status of a failure that a new start mends (EX_TEMPFAIL of sysexits.h)."""


def init(
    profile: Annotated[str, typer.Option(help="The regulation, such as quyang-education-2023.")],
    name: Annotated[str, typer.Option(help="The first person of the lead office.")] = "",
    office: Annotated[str, typer.Option(help="The office's name on papers and on the public page.")] = "",
) -> None:
    """Make the office's database and print the one-time link of the first lead-office account."""
    settings = console_settings()
    with working(settings):
        lead_office = _lead_office(profile)
        first = name or said("console.first_person", lead_office=lead_office)
        token, secret_key = asyncio.run(_init(settings, profile, first, office))
    typer.echo(said("console.secret_key", secret_key=secret_key) + "\n")
    about = {"path": settings.data_dir, "token": token}
    if bot := asyncio.run(_bot()):
        typer.echo(said("console.initialised_link", lead_office=lead_office, **about, bot=bot))
    else:
        typer.echo(said("console.initialised", lead_office=lead_office, **about))


def _lead_office(profile: str) -> str:
    """Return what the regulation calls its lead office."""
    try:
        return load_profile(profile).names.lead_office.value
    except LookupError:
        raise stop("console.unknown_profile", why=", ".join(profile_keys())) from None


async def _init(settings: ConsoleSettings, profile: str, name: str, office: str) -> tuple[str, str]:
    """Return the token of the first account's link, and the key for secrets."""
    try:
        async with working_database(settings) as database:
            token = await init_office(database, profile, name, SystemClock(), office)
            async with database.writing() as work:
                await open_signer(work, await office_of(work), settings.data_dir, SystemClock())
            return token, await _make_key(database, settings)
    except FileExistsError:
        raise stop("console.already_initialised", path=settings.data_dir) from None


def key(
    replace: Annotated[
        bool, typer.Option("--replace", help="Make another key although there is one: it is lost, or known.")
    ] = False,
) -> None:
    """Print a new key for the secrets of draws; it is shown once and kept nowhere."""
    settings = console_settings()
    with working(settings):
        made = asyncio.run(_new_key(settings, replace))
    typer.echo(said("console.secret_key", secret_key=made))


async def _new_key(settings: ConsoleSettings, replace: bool) -> str:
    try:
        async with working_database(settings) as database:
            return await _make_key(database, settings, replace=replace)
    except FileExistsError:
        raise stop("console.secret_key_exists") from None


async def _make_key(database: Database, settings: ConsoleSettings, *, replace: bool = False) -> str:
    async with database.reading() as work:
        office = await office_of(work, settings.calendar)
    return await make_secret_key(database, office, SystemClock(), in_place_of_the_old=replace)


async def _bot() -> str:
    """Return the bot's @name, empty where the token is not set or Telegram does not answer."""
    try:
        return await name_of_bot(read_settings())
    except SettingsError:
        return ""


def run(
    accept_rollback: Annotated[
        bool, typer.Option(help="Run over an older database, as the lead office has decided; it is recorded.")
    ] = False,
) -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    try:
        settings: Settings = read_settings()
    except SettingsError as error:
        raise stop("console.settings", names=error) from None
    with working(settings):
        _run(settings, accepts_rollback=accept_rollback)
    typer.echo(said("console.stopped"))


def _run(settings: Settings, *, accepts_rollback: bool) -> None:
    def started(name: str) -> None:
        typer.echo(said("console.running", bot=name))

    try:
        asyncio.run(run_until_stopped(settings, SystemClock(), started, accepts_rollback=accepts_rollback))
    except JournalFault as fault:
        key, values = fault.args
        raise stop(key, **values) from None
    except ClockStopped:
        raise stop("console.clock_stopped", status=_TRY_AGAIN) from None
    except InvalidToken:
        raise stop("console.invalid_token") from None
    except AnotherPoller:
        raise stop("console.another_poller") from None
    except ForeignWebhook:
        raise stop("console.foreign_webhook") from None


def import_register(
    file: Annotated[Path, typer.Argument(help="A register: .xlsx, .xls, .ods or .csv.")],
) -> None:
    """Import a register, phone and licence columns included; a file with faults changes nothing."""
    settings = console_settings()
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise stop("console.no_file", path=file) from None
    except OSError as error:
        raise stop("console.file_unreadable", path=file, why=error.strerror) from None
    with working(settings):
        try:
            lines = asyncio.run(_import(settings, data, file.name))
        except Faulty as faulty:
            typer.echo("\n".join(faulty.lines))
            raise stop("console.faulty", n=len(faulty.lines), path=file) from None
    typer.echo("\n".join([*lines, said("console.imported", path=file)]))


async def _import(settings: ConsoleSettings, data: bytes, name: str) -> list[str]:
    async with working_database(settings) as database:
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
        office = replace(office, conduct=Conduct(roster_numbers=settings.roster_numbers))
        return await import_data(database, office, SystemClock(), data, name, language=language())
