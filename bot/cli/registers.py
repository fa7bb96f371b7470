"""`shuangsuiji export` and `shuangsuiji template`: registers out, and the sheets to fill in."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import SystemClock, office_of
from bot.app.console import undo_last
from bot.app.registers_out import export_registers
from bot.cli.saying import language, said, stop
from bot.cli.working import console_settings, reading_database, working, working_database
from bot.domain.deadlines import SHANGHAI
from bot.domain.errors import Refused
from bot.domain.registers.columns import COLUMNS, Column, Kind
from bot.settings import ConsoleSettings
from storage.workbooks.writer import write_template

_ENDING = ".xlsx"


def export(
    file: Annotated[Path, typer.Argument(help="Where to write the .xlsx.")],
) -> None:
    """Write all registers, phone and licence columns included, as they can be imported again."""
    settings = console_settings()
    _require_ending(file)
    with working(settings, is_reading=True):
        counts = asyncio.run(_export(settings, file))
    typer.echo(said("console.exported", path=file, **{name: str(n) for name, n in counts.items()}))


def undo(
    yes: Annotated[bool, typer.Option("--yes", help="Take it back; without this it is only shown.")] = False,
) -> None:
    """Take the last import back, as long as the registers have not changed since."""
    settings = console_settings()
    with working(settings):
        try:
            file, lines = asyncio.run(_undo(settings, is_sure=yes))
        except Refused as refused:
            raise stop(refused.code, **refused.params) from None
    end = said("console.import_undone" if yes else "console.undo_shown", path=file)
    typer.echo("\n".join([*lines, end]))


async def _undo(settings: ConsoleSettings, *, is_sure: bool) -> tuple[str, list[str]]:
    async with working_database(settings) as database:
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
        return await undo_last(database, office, SystemClock(), is_sure=is_sure, language=language())


def template(
    kind: Annotated[Kind, typer.Argument(help="Which register.")],
    file: Annotated[Path, typer.Argument(help="Where to write the .xlsx.")],
) -> None:
    """Write an empty register with its headings, what belongs below each, and lists to choose from."""
    _require_ending(file)
    hints = {column.field: said(f"template.{_place(kind, column)}") for column in COLUMNS[kind]}
    try:
        write_template(file, kind, personal=True, hints=hints)
    except OSError as error:
        raise _unwritable(file, error) from None
    typer.echo(said("console.template_written", path=file))


async def _export(settings: ConsoleSettings, file: Path) -> dict[str, int]:
    async with reading_database(settings) as database:
        async with database.reading() as work:
            office = await office_of(work)
        clock = SystemClock()
        day = clock.now().astimezone(SHANGHAI).date().isoformat()
        try:
            return await export_registers(database, office, clock, file, said("console.export_mark", day=day))
        except OSError as error:
            raise _unwritable(file, error) from None


def _place(kind: Kind, column: Column) -> str:
    return kind.value + "." + column.field


def _require_ending(file: Path) -> None:
    if file.suffix.lower() != _ENDING:
        raise stop("console.not_xlsx", path=file)


def _unwritable(file: Path, error: OSError) -> typer.Exit:
    return stop("console.file_unwritable", path=file, why=error.strerror or error)
