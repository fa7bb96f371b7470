"""`shuangsuiji archive`: one file of a round, or of an inspection outside the draws, and its check."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.app.archives.checking import Checked, check_archive
from bot.app.archives.making import NoArchive
from bot.app.on_demand import make_round_archive, make_undrawn_archives
from bot.cli.saying import said, stop
from bot.cli.stamped import Root, tell_stamps
from bot.cli.working import console_settings, reading_database, working
from bot.domain.archive import Index
from bot.settings import ConsoleSettings
from storage.archives import ArchiveError
from storage.documents.filling import TemplateFault

archive = typer.Typer(no_args_is_help=True, help="Archives of rounds, and of inspections outside the draws.")


@archive.command()
def make(
    number: Annotated[str, typer.Argument(help="The round, such as SSJ-2026-0001.")],
    out: Annotated[Path, typer.Option(help="The .zip to write.")],
) -> None:
    """Write the archive of a round that has ended; the same round gives the same bytes."""
    settings = console_settings()
    with working(settings, is_reading=True):
        index = asyncio.run(_make(settings, number, out))
    _tell_made(out, index)


@archive.command()
def undrawn(
    out: Annotated[Path, typer.Option(help="The folder for the .zip files, one of each inspection.")],
    year: Annotated[int | None, typer.Option(help="Only of the visits of this year.")] = None,
    target: Annotated[str, typer.Option(help="Only of this target, by its name or code.")] = "",
) -> None:
    """Write an archive of each inspection outside the draws on which nobody has still to decide."""
    settings = console_settings()
    with working(settings, is_reading=True):
        made, waiting = asyncio.run(_make_undrawn(settings, out, year, target))
    if not made and not waiting:
        raise stop("console.archive_no.no_undrawn")
    for path, index in made:
        _tell_made(path, index)
    for number in waiting:
        typer.echo(said("console.archive_waiting", number=number))


def _tell_made(path: Path, index: Index) -> None:
    typer.echo(said("console.archive_made", path=path, n=len(index.files)))
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
    _tell_holds(found)
    tell_stamps(found.stamps, root)


def _tell_holds(found: Checked) -> None:
    """Say what was found: an inspection outside the draws has no draw that could be computed anew."""
    index = found.index
    about = {"number": index.number, "files": len(index.files), "entries": found.entries}
    about |= {"draws": found.draws, "versions": found.versions, "head": found.head, "signer": found.public}
    typer.echo(said("console.archive_holds_undrawn" if index.undrawn else "console.archive_holds", **about))


async def _make(settings: ConsoleSettings, number: str, out: Path) -> Index:
    with _refusing(number):
        async with reading_database(settings) as database:
            return await make_round_archive(database, settings.data_dir, number, out, site=settings.site)


async def _make_undrawn(
    settings: ConsoleSettings, out: Path, year: int | None, target: str
) -> tuple[list[tuple[Path, Index]], list[str]]:
    with _refusing(""):
        async with reading_database(settings) as database:
            return await make_undrawn_archives(
                database, settings.data_dir, out, year=year, target=target, site=settings.site
            )


@contextmanager
def _refusing(number: str) -> Iterator[None]:
    try:
        yield
    except NoArchive as error:
        raise stop(f"console.archive_no.{error}", number=number) from None
    except TemplateFault as fault:
        raise stop(f"document.fault.{fault.code}", template=fault.template, field=fault.field) from None
