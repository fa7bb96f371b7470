"""`shuangsuiji journal`: check the hash chain, or write it out; both only read."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import office_of
from bot.app.console import JournalReport, export_journal, verify_journal
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, working
from bot.domain.journal import anchor_of
from bot.settings import ConsoleSettings
from storage.database.store import Database

journal = typer.Typer(no_args_is_help=True, help="Check or write out the journal.")


@journal.command("verify")
def journal_verify(
    anchor: Annotated[
        list[str] | None,
        typer.Option(help="An entry posted in the group, NUMBER:HASH; may be repeated."),
    ] = None,
) -> None:
    """Recompute the hash chain; exit status 1 where it is broken, or differs from what was posted."""
    settings, anchors = console_settings(), [_anchor(text) for text in anchor or []]
    with working(settings, is_reading=True):
        found = asyncio.run(_verify(settings, anchors))
    if found.fault is not None:
        raise stop("console.journal_broken", n=found.fault)
    if found.missed is not None:
        number, digest = found.missed
        key = "console.journal_shorter" if number > found.count else "console.journal_differs"
        raise stop(key, n=number, count=found.count, anchor=digest)
    if found.changes:
        number, code = found.changes[0]
        raise stop("console.journal_change", n=number, fault=said(f"console.change_fault.{code}"))
    typer.echo(said("console.journal_whole", n=found.count, head=found.head))
    if anchors:
        typer.echo(said("console.journal_anchored", n=len(anchors)))


def _anchor(text: str) -> tuple[int, str]:
    try:
        return anchor_of(text)
    except ValueError:
        raise stop("console.journal_bad_anchor", status=2, anchor=text) from None


async def _verify(settings: ConsoleSettings, anchors: list[tuple[int, str]]) -> JournalReport:
    database = Database(settings.database)  # as it is: whoever checks it does not migrate it
    try:
        async with database.reading() as work:
            await office_of(work)
        return await verify_journal(database, anchors)
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
    database = Database(settings.database)
    try:
        async with database.reading() as work:
            await office_of(work)
        return await export_journal(database)
    finally:
        await database.close()
