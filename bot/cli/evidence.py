"""`shuangsuiji evidence`: photos and files of a record, where they must not go through the chat."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import SystemClock, office_of
from bot.app.evidence_in import add_evidence
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, working, working_database
from bot.domain.errors import Refused
from bot.settings import ConsoleSettings
from storage.files import EvidenceFolder


def evidence(
    number: Annotated[str, typer.Argument(help="The round, such as SSJ-2026-0001.")],
    target: Annotated[str, typer.Argument(help="The target's name or code.")],
    files: Annotated[list[Path], typer.Argument(help="The files.")],
    item: Annotated[
        str, typer.Option(help="The item's code; # the signed form; without it the record as a whole.")
    ] = "",
) -> None:
    """Keep photos and files for the open record of a target, without the chat; stop the bot before."""
    settings = console_settings()
    for file in files:
        if not file.is_file():
            raise stop("console.no_file", path=file)
    with working(settings):
        try:
            name = asyncio.run(_add(settings, (number, target, item), files))
        except Refused as refused:
            raise stop(refused.code, **refused.params) from None
    typer.echo(said("console.evidence_kept", name=name, n=len(files)))


async def _add(settings: ConsoleSettings, place: tuple[str, str, str], files: list[Path]) -> str:
    keep = EvidenceFolder(settings.data_dir / "evidence").keep
    async with working_database(settings) as database:
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
        return await add_evidence(database, office, place, files, clock=SystemClock(), keep=keep)
