"""The record that somebody writes in: his team's, and not submitted yet."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case


async def writable(act: Act, inspection_id: int) -> Inspection:
    """Return the inspection if this person sits on it and it is open for answers."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state is not InspectionState.VISITED:
        raise Stale("result.closed")
    return inspection
