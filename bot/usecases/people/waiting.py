"""How much waits for somebody by the roles that he holds: what a preview of a handover counts."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.deadlines import DeadlineState
from bot.domain.duties.duty import WAITING
from bot.domain.inspections import InspectionState
from bot.domain.people import Grant, Person, Role
from bot.usecases.act import Act
from bot.usecases.duties.requests import deciders_of
from bot.usecases.results.owe_release import releasers


@dataclass(frozen=True)
class Waiting:
    """Requests to decide, units' lists to confirm, results to release."""

    requests: int = 0
    confirmations: int = 0
    releases: int = 0


async def waiting_for(act: Act, person: Person, grants: Collection[Grant]) -> Waiting:
    """Return what waits for the person by these of his roles."""
    roles = {grant.role for grant in grants}
    return Waiting(
        requests=await _requests(act, person) if roles & {Role.APPROVER, Role.LEAD_OFFICE} else 0,
        confirmations=await _confirmations(act, person) if Role.LIST_ADMINISTRATOR in roles else 0,
        releases=await _releases(act, person) if Role.RELEASER in roles else 0,
    )


async def _requests(act: Act, person: Person) -> int:
    asked = await act.work.requests.all(state=WAITING)
    deciders = [await deciders_of(act, each) for each in asked]
    return sum(person in people for people in deciders)


async def _confirmations(act: Act, person: Person) -> int:
    owed = await act.work.deadlines.all(kind="confirmation", state=DeadlineState.OPEN)
    holders = [await act.holders(Role.LIST_ADMINISTRATOR, each.unit) for each in owed]
    return sum(person in people for people, _ in holders)


async def _releases(act: Act, person: Person) -> int:
    signed = await act.work.inspections.all(state=InspectionState.SIGNED)
    holders = [await releasers(act, each) for each in signed]
    return sum(person in people for people, _ in holders)
