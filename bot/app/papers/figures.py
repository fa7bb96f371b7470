"""The year's statistics as one picture for the chat: the figures of the public page."""

from bot.app.papers.words import said, said_of
from bot.app.site.statistics import public_uniformity, public_years
from bot.domain.ports import UnitOfWork
from bot.domain.publication.site import PublicRow, PublicYear
from bot.usecases.results.released_results import ResultBook
from storage.documents.figures import FigureGroup, FigureRow, as_picture

GROUPS = ("coverage", "times", "items", "categories", "load", "requests", "timeliness", "rectified")
"""The parts of a year that the picture has, by their fields."""


async def figures_of(work: UnitOfWork, year: int) -> bytes:
    """Return the picture of a year; of one without figures it has its title alone."""
    years = {each.year: each for each in await public_years(work, await ResultBook.read(work))}
    found = years.get(year, PublicYear(year=year))
    groups = [_group(name, getattr(found, name)) for name in GROUPS]
    return as_picture(said("figures.title", year=year), groups, await _foot(work))


async def _foot(work: UnitOfWork) -> str:
    even = await public_uniformity(work)
    return said("figures.uniformity", n=even.draws, chance=even.chance) if even.chance else ""


def _group(name: str, rows: tuple[PublicRow, ...]) -> FigureGroup:
    return {"name": said(f"site.statistics_{name}"), "rows": [_row(each) for each in rows]}


def _row(row: PublicRow) -> FigureRow:
    return {"name": said_of(row.name), "part": row.part, "total": row.total, "percent": float(row.percent)}
