"""尽职记录: it tells of one inspector's work what was done and said, and nothing that was not."""

from bot.domain.documents.diligence import DiligenceRecord
from tests.stories.acts import TOLD, answer, begun
from tests.stories.office import Office
from tests.stories.papers import papers


async def records(office: Office, target: str) -> dict[str, DiligenceRecord]:
    """Return the due-diligence records about this target by who they are about."""
    made = await papers(office, "diligence", target)
    return {each.person: each for each in made if isinstance(each, DiligenceRecord)}


async def done(office: Office, target: str, who: str) -> list[str]:
    """Return what the record of this person says was done."""
    return [each.what for each in (await records(office, target))[who].done]


async def test_steps_on_site_are_told_as_what_they_were(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, TOLD)
    steps = ["到达现场", "到达现场", "出示执法证件、告知权利", "向被检查对象反馈检查结果"]
    assert (await done(office, target, leader))[-len(steps) :] == steps
