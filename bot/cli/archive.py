"""`shuangsuiji archive`: a round in one file for the office's keeping, and the check of such a file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app.archives.checking import check_archive
from bot.app.archives.making import NoArchive
from bot.app.on_demand import make_round_archive
from bot.cli.saying import said, stop
from bot.cli.stamped import Root, tell_stamps
from bot.cli.working import console_settings, reading_database, working
from bot.domain.archive import Index
from bot.settings import ConsoleSettings
from storage.archives import ArchiveError
from storage.documents.filling import TemplateFault

archive = typer.Typer(no_args_is_help=True, help="Archives of rounds.")


@archive.command()
def make(
    number: Annotated[str, typer.Argument(help="The round, such as SSJ-2026-0001.")],
    out: Annotated[Path, typer.Option(help="The .zip to write.")],
) -> None:
    """Write the archive of a round that has ended; the same round gives the same bytes."""
    settings = console_settings()
    with working(settings, is_reading=True):
        index = asyncio.run(_make(settings, number, out))
    typer.echo(said("console.archive_made", path=out, n=len(index.files)))
    if index.unsettled:
        typer.echo(said("console.archive_unsettled", n=index.unsettled))
    if index.related:
        typer.echo(said("console.archive_related", numbers="、".join(index.related)))
    for digest in index.missing:
        typer.echo(said("console.archive_missing", digest=digest))


@archive.command()
def verify(
    file: Annotated[Path, typer.Argument(help="An archive.")],
    key: Annotated[str, typer.Option(help="The office's public key, if you have kept it.")] = "",
    root: Root = None,
) -> None:
    """Check every file, the signature, the journal's part, its stamps, and draw again; needs no database."""
    if not file.is_file():
        raise stop("console.no_file", path=file)
    try:
        found = check_archive(file, key.strip().lower())
    except ArchiveError as error:
        code, part = error.args
        raise stop(
            "console.archive_fails", path=file, why=said(f"console.archive_fault.{code}", part=part)
        ) from None
    about = {"number": found.index.round, "files": len(found.index.files), "head": found.head}
    typer.echo(
        said("console.archive_holds", entries=found.entries, draws=found.draws, signer=found.public, **about)
    )
    tell_stamps(found.stamps, root)


async def _make(settings: ConsoleSettings, number: str, out: Path) -> Index:
    try:
        async with reading_database(settings) as database:
            return await make_round_archive(database, settings.data_dir, number, out, site=settings.site)
    except NoArchive as error:
        raise stop(f"console.archive_no.{error}", number=number) from None
    except TemplateFault as fault:
        raise stop(f"document.fault.{fault.code}", template=fault.template, field=fault.field) from None
