"""What is made of the rows when somebody asks for it: documents, pages, results and archives."""

from datetime import date, datetime
from pathlib import Path

from bot.app import office_name_of, office_of
from bot.app.archives.making import make_archive, make_undrawn_archive
from bot.app.archives.volume import Letterhead
from bot.app.papers.catalogue import Archivist
from bot.app.site import write_whole_site
from bot.app.site.exports import Exported, Heading, export_results
from bot.domain.archive import Index
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import stem_of
from bot.domain.publication.places import Place
from bot.domain.results.undrawn import UNDECIDED
from bot.usecases.act import Act
from storage.database.store import Database


async def build_site(database: Database, directory: Path) -> int:
    """Write the public pages of the office into the folder, and return of how many files they are.

    Raises:
        OSError: the folder cannot be written.
    """
    async with database.reading() as work:
        profile = (await office_of(work)).profile
        return await write_whole_site(work, profile, await office_name_of(work), directory)


async def archivist_of(work: UnitOfWork, at: datetime, site: str, calendar: Path | None = None) -> Archivist:
    """Return who makes documents of these rows; raise NotInitialised where there is no office."""
    act = Act(work, await office_of(work, calendar), at)
    return Archivist(act, await office_name_of(work), site)


async def write_results(database: Database, target: Path, place: Place, number: str, day: date) -> Exported:
    """Write the released results for a place of publication as of this day; see export_results()."""
    async with database.reading() as work:
        profile = (await office_of(work)).profile
        heading = Heading(await office_name_of(work), day)
        return await export_results(work, profile, heading, target, place=place, number=number)


async def make_round_archive(
    database: Database, data_dir: Path, number: str, target: Path, *, site: str = ""
) -> Index:
    """Write the archive of a round that has ended and return its index; see make_archive()."""
    async with database.reading() as work:
        office, head = await office_of(work), Letterhead(await office_name_of(work), site)
        return await make_archive(work, office, head, number, data_dir=data_dir, target=target)


async def make_undrawn_archives(
    database: Database,
    data_dir: Path,
    folder: Path,
    *,
    year: int | None = None,
    target: str = "",
    site: str = "",
) -> tuple[list[tuple[Path, Index]], list[str]]:
    """Write an archive for each inspection outside the draws, of one year or target if it is named.

    Return the archives, and the numbers of those on which somebody has still to decide: they have none yet.
    See make_undrawn_archive().
    """
    made: list[tuple[Path, Index]] = []
    waiting: list[str] = []
    async with database.reading() as work:
        office, head = await office_of(work), Letterhead(await office_name_of(work), site)
        for row in await work.undrawn.all():
            name = (await work.targets.get(row.target_id)).name
            if year not in (None, row.visited_on.year) or target not in ("", name, row.target_key):
                continue
            if row.state in UNDECIDED:
                waiting.append(row.volume)
                continue
            path = folder / f"{row.volume}-{stem_of(row.target_key)}-{row.visited_on.isoformat()}.zip"
            about = {"data_dir": data_dir, "target": path}
            made.append((path, await make_undrawn_archive(work, office, head, row, **about)))
    return made, waiting
