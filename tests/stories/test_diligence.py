"""尽职记录: it tells of one inspector's work what was done and said, and nothing that was not."""

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.diligence import DiligenceRecord
from bot.usecases.act import Act
from tests.stories.acts import TOLD, answer, begun
from tests.stories.office import Office
from tests.stories.wording import NUMBER


async def records(office: Office, target: str) -> dict[str, DiligenceRecord]:
    """Return the due-diligence records about this target by who they are about."""
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        made = [each for _, each in await archivist.documents(Wanted("diligence", NUMBER))]
    return {
        each.person: each for each in made if isinstance(each, DiligenceRecord) and each.target_name == target
    }


async def done(office: Office, target: str, who: str) -> list[str]:
    """Return what the record of this person says was done."""
    return [each.what for each in (await records(office, target))[who].done]


async def test_steps_on_site_are_told_as_what_they_were(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, TOLD)
    steps = ["到达现场", "到达现场", "出示执法证件、告知权利", "向被检查对象反馈检查结果"]
    assert (await done(office, target, leader))[-len(steps) :] == steps
