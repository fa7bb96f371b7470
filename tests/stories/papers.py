"""The papers of a round as they would be printed now."""

import io

from docx import Document as Page

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.approval import Approval
from bot.domain.documents.cases import Case
from bot.domain.documents.rounds import RoundReport
from bot.usecases.act import Act
from storage.documents.filling import fill
from tests.stories.office import Office
from tests.stories.wording import NUMBER


async def papers(office: Office, name: str, target: str, number: str = NUMBER) -> list[Case]:
    """Return the documents of this name about this target."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        made = [each for _, each in await archivist.documents(Wanted(name, number))]
    return [each for each in made if isinstance(each, Case) and each.target_name == target]


def printed(paper: Case) -> str:
    """Return what stands on the paper."""
    return words_on(fill(paper))


def paper_sent(office: Office, name: str) -> str:
    """Return what stands on the newest .docx that somebody has been sent."""
    message = next(m for m in reversed(office.sees(name)) if "document" in m.json)
    file = office.stage.telegram.files.get(message.json["document"]["file_id"])
    return words_on(file.body)


def words_on(docx: bytes) -> str:
    """Return the paragraphs and cells of a .docx."""
    page = Page(io.BytesIO(docx))
    cells = [cell for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in page.paragraphs), *(each.text for each in cells)])


async def round_report(office: Office) -> RoundReport:
    """Return the report of the round as it is now."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        ((_, made),) = await archivist.documents(Wanted("report", NUMBER))
    assert isinstance(made, RoundReport)
    return made


async def changes(office: Office) -> list[str]:
    """Return the names of the forms of changes of inspectors that the console would print."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        return [stem for stem, _ in await archivist.documents(Wanted("change", NUMBER))]


async def approvals(office: Office, number: str = NUMBER, year: int = 0) -> list[tuple[str, Approval]]:
    """Return the names and the forms of all that was decided about a round, "" about a year's plan."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        found = await archivist.documents(Wanted("approval", number, year=year))
    return [(stem, each) for stem, each in found if isinstance(each, Approval)]
