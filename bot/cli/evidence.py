"""`shuangsuiji evidence`: photos and files of a record, where they must not go through the chat."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import SystemClock, office_of
from bot.app.evidence_in import Evidence, add_evidence, carried_in, place_of
from bot.app.handed_evidence import HANDED, HandedEvidence
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, is_running, reading_database, working, working_database
from bot.domain.errors import Refused
from bot.domain.results.materials import FORM, SourceKind
from bot.settings import ConsoleSettings
from bot.usecases.act import Act
from bot.usecases.by_computer import Shows
from storage.files import EvidenceFolder


def evidence(
    number: Annotated[str, typer.Argument(help="The round, such as SSJ-2026-0001.")],
    target: Annotated[
        str,
        typer.Argument(
            help="The target's name or code; with --shows paper or approval the person whose it is, where it"
            " is no target's form; with --shows receipt the round's number again, where it is the round's."
        ),
    ],
    files: Annotated[list[Path], typer.Argument(help="The files.")],
    item: Annotated[
        str, typer.Option(help="The item's code; # the signed form; without it the record as a whole.")
    ] = "",
    shows: Annotated[
        Shows | None,
        typer.Option(
            help="One picture: of the entry in the platform, of a paper that is being entered in the chat,"
            " or of a signed form of approval."
        ),
    ] = None,
    *,
    source: Annotated[
        SourceKind | None,
        typer.Option(help="Whose finding the files are, where it is not the team's own; with --by."),
    ] = None,
    by: Annotated[
        str,
        typer.Option(help="Who gave it, when, and under which number, as papers print it; with --source."),
    ] = "",
) -> None:
    """Keep photos and files for the open record of a target, without the chat; the bot may run."""
    settings = console_settings()
    if shows and (item or len(files) > 1):
        raise stop("console.one_picture")
    if bool(source) != bool(by) or (source and (shows or item == FORM)):
        raise stop("console.half_source")
    for file in files:
        if not file.is_file():
            raise stop("console.no_file", path=file)
    place = Evidence(number=number, target=target, item_code=item, shows=shows, source=source, by=by)
    runs = is_running(settings)
    with working(settings, is_reading=runs):
        try:
            name, unplaced = asyncio.run((_hand_over if runs else _add)(settings, place, files))
        except Refused as refused:
            raise stop(refused.code, **refused.params) from None
    typer.echo(_told(shows, name, len(files), runs=runs))
    if unplaced:
        typer.echo(said("console.evidence_unplaced", n=unplaced))


def _told(shows: Shows | None, name: str, n: int, *, runs: bool) -> str:
    if shows:
        return said("console.picture_handed" if runs else "console.picture_kept", name=name, n=n)
    return said("console.evidence_handed" if runs else "console.evidence_kept", name=name, n=n)


async def _add(settings: ConsoleSettings, place: Evidence, files: list[Path]) -> tuple[str, int]:
    async with working_database(settings) as database:
        async with database.reading() as work:
            office = await office_of(work, settings.calendar)
            await place_of(Act(work, office, SystemClock().now()), place)
        evidence = _kept(settings, place, files)
        async with database.writing() as work:
            name = await add_evidence(Act(work, office, SystemClock().now()), evidence)
    return name, evidence.unplaced


async def _hand_over(settings: ConsoleSettings, place: Evidence, files: list[Path]) -> tuple[str, int]:
    """Leave the files to the running bot, which alone writes in its database."""
    async with reading_database(settings) as database, database.reading() as work:
        office = await office_of(work, settings.calendar)
        name = await place_of(Act(work, office, SystemClock().now()), place)
    evidence = _kept(settings, place, files)
    HandedEvidence(settings.data_dir / HANDED).hand_over(evidence)
    return name, evidence.unplaced


def _kept(settings: ConsoleSettings, place: Evidence, files: list[Path]) -> Evidence:
    keep = EvidenceFolder(settings.data_dir / "evidence").keep
    return place.model_copy(update={"files": tuple(carried_in(each, keep) for each in files)})
