"""The inspection that a row is about, whether a draw led to it or not, and how people know it."""

from typing import Any

from bot.domain.errors import Refused
from bot.domain.inspections import Inspection, OfInspection
from bot.domain.people import Dialogue
from bot.domain.ports import UnitOfWork
from bot.domain.results.findings import followed_in
from bot.domain.results.undrawn import Inspected, Undrawn, rows_of
from bot.domain.rounds import RoundState
from bot.usecases.act import Act


async def inspection_of(work: UnitOfWork, row: OfInspection) -> Inspected:
    """Return the inspection that the row is about."""
    if row.undrawn_id is not None:
        return await work.undrawn.get(row.undrawn_id)
    return await work.inspections.get(row.inspection_id or 0)


async def inspection_in(act: Act, dialogue: Dialogue) -> Inspected:
    """Return the inspection that a dialogue is about."""
    if "undrawn" in dialogue.draft:
        return await act.work.undrawn.get(int(str(dialogue.draft["undrawn"])))
    return await act.work.inspections.get(int(str(dialogue.draft["inspection"])))


async def followed_publicly(work: UnitOfWork, inspection: Inspected) -> set[str]:
    """Return the codes of what its last public version has to be followed up; none before there is one."""
    versions = await work.publications.all(**rows_of(inspection))
    return followed_in(versions[-1:])


async def is_called_off(work: UnitOfWork, inspection: Inspection) -> bool:
    """Return whether its draw or round was called off before any version of it was public."""
    opened = await work.rounds.get(inspection.round_id)
    is_over = opened.state is RoundState.CANCELLED
    return is_over and not await work.publications.count(inspection_id=inspection.id)


async def refuse_called_off(act: Act, inspection: Inspection) -> None:
    """Raise Refused where it was called off: nothing of it is released or published any more."""
    if await is_called_off(act.work, inspection):
        raise Refused("release.called_off")


async def number_of(act: Act, inspection: Inspected) -> Any:
    """Return the number of its round; of one outside the draws what it is, and of which day."""
    if isinstance(inspection, Undrawn):
        return {"key": "undrawn.numbered", "day": inspection.visited_on.isoformat()}
    return (await act.work.rounds.get(inspection.round_id)).number
