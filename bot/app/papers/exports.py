"""What is taken out in the chat: results for a place, reports, and the record of one's own diligence."""

from datetime import date
from pathlib import Path

from bot.app import office_of
from bot.app.papers.cases import CaseBook
from bot.app.papers.catalogue import Archivist, Wanted
from bot.app.papers.documents import filled_anyway
from bot.app.papers.letter import Letter
from bot.app.site.exports import Heading, export_results
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.document import Document
from bot.domain.documents.rounds import YearCoverage
from bot.domain.ports import Clock, UnitOfWork
from bot.domain.publication.places import ENDINGS, Place
from bot.usecases.act import Act
from bot.usecases.duties.hand_out_diligence import diligence_path
from bot.usecases.exports import results_path, round_paper_path
from bot.usecases.plans.send_figures import coverage_path
from storage.documents.filling import TEMPLATE_FOLDER
from storage.files import write_atomically


class ExportPapers:
    """Writes below data/exports, each time anew: what was signed lies elsewhere and stays as it was."""

    def __init__(self, letter: Letter, data_dir: Path, clock: Clock) -> None:
        """Write into this folder, as of this clock's day."""
        self._letter, self._data_dir, self._clock = letter, data_dir, clock

    async def results(self, work: UnitOfWork, number: int) -> None:
        """Write what a place of publication takes, the place by its number in the order of places."""
        place, heading = list(Place)[number], Heading(self._letter.office, self._today())
        for ending in ENDINGS:
            path = self._data_dir / results_path(place, ending)
            path.parent.mkdir(parents=True, exist_ok=True)
            await export_results(work, self._letter.profile, heading, path, place=place, number="")

    async def round_paper(self, name: str, work: UnitOfWork, round_id: int) -> None:
        """Write a document of a round."""
        opened = await work.rounds.get(round_id)
        await self._keep(work, Wanted(name, opened.number), round_paper_path(opened, name))

    async def coverage(self, work: UnitOfWork, year: int) -> None:
        """Write what the year has covered."""
        await self._keep(work, Wanted(YearCoverage.name, year=year), coverage_path(year))

    async def diligence(self, work: UnitOfWork, seat_id: int) -> None:
        """Write the due-diligence record of whoever sits here."""
        seat = await work.seats.get(seat_id)
        inspection = await work.inspections.get(seat.inspection_id)
        about = (self._letter.profile, self._letter.office, self._today(), self._letter.site)
        self._write(diligence_path(seat), await CaseBook(work, *about).diligence(inspection, seat))

    def _today(self) -> date:
        return self._clock.now().astimezone(SHANGHAI).date()

    async def _keep(self, work: UnitOfWork, wanted: Wanted, path: str) -> None:
        act = Act(work, await office_of(work), self._clock.now())
        archivist = Archivist(act, self._letter.office, self._letter.site)
        for _, document in await archivist.documents(wanted):
            self._write(path, document)

    def _write(self, path: str, document: Document) -> None:
        filled = filled_anyway(document, self._data_dir / TEMPLATE_FOLDER)
        write_atomically(self._data_dir / path, filled)
