"""Who sits where now: the people behind the numbers of a draw, and the open seats of an inspection."""

from typing import Any

from bot.domain.inspections import Inspection, Seat
from bot.domain.people import Person
from bot.domain.permissions import Case
from bot.domain.results.undrawn import Inspected, Undrawn
from bot.domain.rounds import TEAMED, Attempt, AttemptState, Round
from bot.usecases.act import Act


async def people_by_number(act: Act) -> dict[str, Person]:
    """Return the person behind each roster number."""
    people = {person.id: person for person in await act.work.people.all()}
    return {line.number: people[line.person_id] for line in await act.work.inspectors.all()}


def target_names(attempt: Attempt) -> dict[str, str]:
    """Return the name of each target of the frozen pool by its id."""
    return {record["id"]: record["name"] for record in attempt.targets}


def public_names(attempt: Attempt) -> dict[str, Any]:
    """Return what the group reads of each target: its name, or in a confidential draw that it has one."""
    if attempt.plan["reveal_at"] is None:
        return dict(target_names(attempt))
    return {record["id"]: {"key": "draw.unnamed"} for record in attempt.targets}


async def standing_attempt(act: Act, opened: Round) -> Attempt:
    """Return the draw of the teams that stands; raise LookupError before there is one."""
    where = {"round_id": opened.id, "state": AttemptState.STANDING, "step": TEAMED}
    attempt = await act.work.attempts.one(**where)
    if attempt is None:
        raise LookupError(f"round {opened.number} has no draw that stands")
    return attempt


async def open_seats(act: Act, inspection: Inspection) -> list[Seat]:
    """Return the open seats of an inspection, the leader's first."""
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True)
    return sorted(seats, key=lambda seat: (seat.seat_group, seat.id))


async def team_case(act: Act, inspection: Inspected) -> Case:
    """Return who sits on the inspection and who leads it, for the decision."""
    if isinstance(inspection, Undrawn):
        return Case(team=frozenset(inspection.team), leader=inspection.team[0])
    seats = await open_seats(act, inspection)
    submitted = await act.work.signatures.one(
        inspection_id=inspection.id, record_hash=inspection.record_hash or "-"
    )
    return Case(
        team=frozenset(seat.person_id for seat in seats),
        leader=seats[0].person_id if seats else None,
        first_person=submitted.person_id if submitted else None,
    )


async def team_people(act: Act, inspection: Inspected) -> list[Person]:
    """Return the people of an inspection, the leader first."""
    ids = await _team_ids(act, inspection)
    people = {each.id: each for each in await act.work.people.all(id=tuple(ids))}
    return [people[each] for each in ids]


async def _team_ids(act: Act, inspection: Inspected) -> list[int]:
    if isinstance(inspection, Undrawn):
        return inspection.team
    return [seat.person_id for seat in await open_seats(act, inspection)]
