"""`shuangsuiji route`: the route list of a round with phones, which never goes through the chat."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import office_of
from bot.app.routes import print_route
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, reading_database, working
from bot.settings import ConsoleSettings


def route(
    number: Annotated[str, typer.Argument(help="The round, such as SSJ-2026-0001.")],
    file: Annotated[Path, typer.Argument(help="Where to write the .xlsx.")],
) -> None:
    """Write what is still to be visited, by team and hour, with the phones of the inspectors."""
    settings = console_settings()
    if file.suffix.lower() != ".xlsx":
        raise stop("console.not_xlsx", path=file)
    with working(settings, is_reading=True):
        count = asyncio.run(_route(settings, number, file))
    typer.echo(said("console.route_written", path=file, n=count))


async def _route(settings: ConsoleSettings, number: str, file: Path) -> int:
    async with reading_database(settings) as database, database.reading() as work:
        await office_of(work)
        try:
            return await print_route(work, number, file)
        except LookupError:
            raise stop("console.no_round", number=number) from None
        except OSError as error:
            why = error.strerror or error
            raise stop("console.file_unwritable", path=file, why=why) from None
