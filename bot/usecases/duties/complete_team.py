"""No visit by half a team: an inspection is held while somebody is missing, or may not take part."""

from typing import Any

from bot.domain.duties.duty import RequestKind, RequestState
from bot.domain.duties.whole_team import Sitting, lacks_licence, lacks_people
from bot.domain.errors import Refused
from bot.domain.inspections import Inspection
from bot.domain.rounds import TEAMED, AttemptState
from bot.usecases.act import Act
from bot.usecases.duties.teams import open_seats


async def require_team(act: Act, inspection: Inspection) -> None:
    """Return if the team may work on the inspection now.

    Raises:
        Refused: too few people or none licensed (行政处罚法 第四十二条), or a recusal that is agreed to and
            waits for somebody to follow.
    """
    seats, plan = await _sitting(act, inspection), await _plan(act, inspection)
    if lacks_people(seats, plan):
        raise Refused("result.too_few_people", ground=act.ground("team"))
    if lacks_licence(seats, plan):
        raise Refused("result.no_licence", ground=act.ground("licence"))
    if await is_held(act, inspection):
        raise Refused("shortage.held", ground=act.ground("recusal"))


async def is_whole(act: Act, inspection: Inspection) -> bool:
    """Return whether nobody is missing; a round drawn in steps has no team yet, and lacks nobody."""
    if not inspection.team:
        return True
    seats, plan = await _sitting(act, inspection), await _plan(act, inspection)
    return not lacks_people(seats, plan) and not lacks_licence(seats, plan)


async def is_licensed(act: Act, inspection: Inspection) -> bool:
    """Return whether the team has the licensed people that its plan wants, by their licences of today."""
    return not lacks_licence(await _sitting(act, inspection), await _plan(act, inspection))


async def is_held(act: Act, inspection: Inspection) -> bool:
    """Return whether a member's recusal is agreed to and nobody is left to follow him."""
    where = {"round_id": inspection.round_id, "state": RequestState.EXHAUSTED, "kind": RequestKind.RECUSAL}
    for request in await act.work.requests.all(**where):
        seat = {"duty_id": request.duty_id, "inspection_id": inspection.id, "is_open": True}
        if request.overlaps([inspection.target_key]) and await act.work.seats.one(**seat):
            return True
    return False


async def _sitting(act: Act, inspection: Inspection) -> list[Sitting]:
    found = []
    for seat in await open_seats(act, inspection):
        duty = await act.work.duties.get(seat.duty_id)
        line = await act.work.inspectors.one(number=duty.inspector_number)
        found.append(Sitting(seat.seat_group, line is not None and line.licensed_on(act.today)))
    return found


async def _plan(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return the seats of the draw's plan; of a platform's draw nothing is known but that two must go."""
    where = {"round_id": inspection.round_id, "state": AttemptState.STANDING, "step": TEAMED}
    attempt = await act.work.attempts.one(**where)
    return list(attempt.plan["rules"]["teams"]["seats"]) if attempt else []
