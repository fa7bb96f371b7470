"""`shuangsuiji site`: the public pages as a folder that any web server can hand out."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.app import SystemClock
from bot.app.on_demand import build_site, write_results
from bot.app.site.exports import Exported, NoPlace
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, reading_database, working
from bot.domain.deadlines import SHANGHAI
from bot.domain.publication.places import ENDINGS, Place
from bot.settings import ConsoleSettings
from storage.site.pages import FRONT_PAGE
from storage.site.serving import site_server

site = typer.Typer(no_args_is_help=True, help="The public pages: build them, or look at them.")
_HERE = "127.0.0.1"


@site.command()
def build(
    out: Annotated[Path, typer.Option(help="Where to write the pages.")],
) -> None:
    """Write all public pages, bundles and plans anew, as the running bot does after each publication."""
    settings = console_settings()
    _require_apart(out, settings)
    with working(settings, is_reading=True):
        n = asyncio.run(_build(settings, out))
    typer.echo(said("console.site_built", n=n, path=out))


@site.command()
def serve(
    directory: Annotated[
        Path | None, typer.Option("--dir", help="The folder of the pages; the bot's own by default.")
    ] = None,
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8080,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is every network.")] = _HERE,
) -> None:
    """Hand the pages out until Ctrl-C, for a look; a county's own web server does it for the public."""
    settings = console_settings()
    folder = directory or settings.data_dir / "public"
    _require_apart(folder, settings)
    if not (folder / FRONT_PAGE).is_file():
        raise stop("console.no_site", path=folder)
    try:
        server = site_server(folder, host, port)
    except OSError:
        raise stop("console.port", port=port) from None
    with server:
        typer.echo(said("console.page", address=f"http://{host}:{server.server_port}/"))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


@site.command()
def export(
    place: Annotated[Place, typer.Option(help="For which place of publication.")],
    out: Annotated[Path, typer.Option(help="The .xlsx or .json to write.")],
    number: Annotated[str, typer.Option("--round", help="One round; all without it.")] = "",
) -> None:
    """Write the released results for the credit system, the bureau's site or the city's platform."""
    if out.suffix.lower() not in ENDINGS:
        raise stop("console.results_ending", path=out)
    settings = console_settings()
    with working(settings, is_reading=True):
        n, removed = asyncio.run(_export(settings, place, out, number))
    typer.echo(said("console.results_written", n=n, path=out))
    if removed:
        typer.echo(said("console.results_removed", n=removed))


def _require_apart(folder: Path, settings: ConsoleSettings) -> None:
    """Stop where the folder holds the database and the keys: whatever lies in it is handed out."""
    data_dir = settings.data_dir.resolve()
    if folder.resolve() in (data_dir, *data_dir.parents):
        raise stop("console.site_with_data", path=folder, data=settings.data_dir)


async def _export(settings: ConsoleSettings, place: Place, out: Path, number: str) -> Exported:
    try:
        async with reading_database(settings) as database:
            return await write_results(database, out, place, number, _today())
    except NoPlace as error:
        known = "；".join(f"--place {each.value} {name}" for each, name in error.places.items())
        raise stop("console.no_place", place=place.value, known=known) from None
    except LookupError:
        raise stop("console.no_round", number=number) from None
    except OSError as error:
        raise stop("console.file_unwritable", path=out, why=error.strerror or error) from None


def _today() -> date:
    return SystemClock().now().astimezone(SHANGHAI).date()


async def _build(settings: ConsoleSettings, out: Path) -> int:
    try:
        async with reading_database(settings) as database:
            return await build_site(database, out)
    except OSError as error:
        raise stop("console.file_unwritable", path=out, why=error.strerror or error) from None
