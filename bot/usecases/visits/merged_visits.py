"""With whom an inspection is one visit, for the duty cards of both teams."""

from typing import Any

from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.domain.rounds import ENDED, Round
from bot.domain.visits.merges import Merge, MergeState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people


async def merged_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line for each other round that is inspected in the same visit, with its leader."""
    lines = []
    for opened, other in await merged_with(act, inspection):
        people = await team_people(act, other)
        leader = people[0].name if people else {"key": "duty.no_partner"}
        lines.append({"key": "duty.merged", "number": opened.number, "leader": leader})
    return lines


async def merged_with(act: Act, inspection: Inspection) -> list[tuple[Round, Inspection]]:
    """Return the inspections of other rounds that are made in the same visit, each with its round."""
    found = []
    for merge in await merges_of(act, inspection, MergeState.MERGED):
        other_id = merge.other_id if merge.inspection_id == inspection.id else merge.inspection_id
        other = await act.work.inspections.get(other_id)
        opened = await act.work.rounds.get(other.round_id)
        if other.state in HANDOVER_STATES and opened.state not in ENDED:
            found.append((opened, other))
    return found


async def merges_of(act: Act, inspection: Inspection, state: MergeState) -> list[Merge]:
    """Return the proposals of one visit that the inspection is part of and that are in this state."""
    return [
        *await act.work.merges.all(inspection_id=inspection.id, state=state),
        *await act.work.merges.all(other_id=inspection.id, state=state),
    ]
