"""The papers of a round as they would be printed now."""

import io

from docx import Document as Page

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.cases import Case
from bot.usecases.act import Act
from storage.documents.filling import fill
from tests.stories.office import Office
from tests.stories.wording import NUMBER


async def papers(office: Office, name: str, target: str) -> list[Case]:
    """Return the documents of this name about this target."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        made = [each for _, each in await archivist.documents(Wanted(name, NUMBER))]
    return [each for each in made if isinstance(each, Case) and each.target_name == target]


def printed(paper: Case) -> str:
    """Return what stands on the paper."""
    page = Page(io.BytesIO(fill(paper)))
    cells = [cell for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in page.paragraphs), *(each.text for each in cells)])
