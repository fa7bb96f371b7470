"""Which published results an objection can be recorded against, and by whom."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Role
from bot.domain.permissions import Case
from bot.domain.publication.parts import stem_of
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.results.objection_cards import open_objection
from bot.usecases.results.released_results import ResultBook

_MOST_OFFERED = 5


async def objectionable(act: Act, inspection_id: int) -> Inspection:
    """Return the inspection if its result is published and no other objection against it is open."""
    inspection = await act.work.inspections.get(inspection_id)
    opened = await act.work.rounds.get(inspection.round_id)
    act.permit(Action.RECORD_OBJECTION, Case(coordinator=await _leader_of(act, opened)))
    if not await _is_open(act, inspection):
        raise Stale
    return inspection


async def offered(act: Act, book: ResultBook, stem: str) -> list[list[object]]:
    """Return inspection and round of the target's results that I may record an objection against."""
    if act.chat is not None or not act.actor.holds(Role.COORDINATOR):
        return []
    found: list[list[object]] = []
    for row in (row for rows in book.inspections.values() for row in rows):
        if row.id in book.versions and stem_of(book.targets[row.target_id].key) == stem:
            opened = await act.work.rounds.get(row.round_id)
            if await _leader_of(act, opened) in (None, act.me.id) and await _is_open(act, row):
                found.append([row.id, opened.number])
    return found[-_MOST_OFFERED:]


async def _is_open(act: Act, inspection: Inspection) -> bool:
    is_published = inspection.state is InspectionState.PUBLISHED
    return is_published and await open_objection(act, inspection) is None


async def _leader_of(act: Act, opened: Round) -> int | None:
    """Return the coordinator of the round; None where he is that no more, and any other may record it."""
    return await still_coordinates(act, opened.coordinator_id)


async def still_coordinates(act: Act, person_id: int) -> int | None:
    """Return the person if he is a coordinator with an account; None where he is that no more."""
    people, is_lead_office = await act.holders(Role.COORDINATOR)
    return person_id if not is_lead_office and person_id in {each.id for each in people} else None
