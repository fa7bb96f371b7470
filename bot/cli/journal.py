"""`shuangsuiji journal`: check the hash chain, or write it out; both only read."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import office_of, open_database
from bot.app.console import export_journal, verify_journal
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, working
from bot.settings import ConsoleSettings

journal = typer.Typer(no_args_is_help=True, help="Check or write out the journal.")


@journal.command("verify")
def journal_verify() -> None:
    """Recompute the hash chain; exit status 1 where an entry does not follow from the one before."""
    settings = console_settings()
    with working(settings, is_reading=True):
        count, fault, head = asyncio.run(_verify(settings))
    if fault is not None:
        raise stop("console.journal_broken", n=fault)
    typer.echo(said("console.journal_whole", n=count, head=head))


async def _verify(settings: ConsoleSettings) -> tuple[int, int | None, str]:
    database = await open_database(settings.database)
    try:
        async with database.reading() as work:
            await office_of(work)
        return await verify_journal(database)
    finally:
        await database.close()


@journal.command("export")
def journal_export(file: Annotated[Path, typer.Argument(help="Where to write JSON Lines.")]) -> None:
    """Write the journal out, one entry a line."""
    settings = console_settings()
    with working(settings, is_reading=True):
        count, text = asyncio.run(_export(settings))
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise stop("console.file_unwritable", path=file, why=error.strerror) from None
    typer.echo(said("console.journal_written", n=count, path=file))


async def _export(settings: ConsoleSettings) -> tuple[int, str]:
    database = await open_database(settings.database)
    try:
        async with database.reading() as work:
            await office_of(work)
        return await export_journal(database)
    finally:
        await database.close()
