"""The route list of a round, by team and hour, with the phones of the register; the console prints it."""

from pathlib import Path

from bot.domain.deadlines import SHANGHAI
from bot.domain.inspections import WORKABLE, Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Round
from bot.domain.visits.route import Route, Stop
from bot.domain.visits.visit import VisitState
from locales import render_key
from storage.documents.route import write_route

_LANGUAGE = "zh_CN"
_HEADINGS = ("team", "hour", "target", "address", "people", "contact")


async def print_route(work: UnitOfWork, number: str, path: Path) -> int:
    """Write the route list of what is still to be visited, and return how many targets it has.

    Raises:
        LookupError: there is no such round.
        OSError: the file cannot be written.
    """
    opened = await work.rounds.one(number=number)
    if opened is None:
        raise LookupError(number)
    route = await _route(work, opened)
    write_route(path, route)
    return len(route.stops)


async def _route(work: UnitOfWork, opened: Round) -> Route:
    inspections = await work.inspections.all(round_id=opened.id, state=WORKABLE)
    stops = [await _stop(work, each) for each in inspections]
    return Route(
        title=render_key(_LANGUAGE, "route.title"),
        number=opened.number,
        headings=tuple(render_key(_LANGUAGE, f"route.{name}") for name in _HEADINGS),
        stops=tuple(sorted(stops, key=lambda each: (each.team, not each.hour, each.hour, each.target))),
        note=render_key(_LANGUAGE, "route.note"),
    )


async def _stop(work: UnitOfWork, inspection: Inspection) -> Stop:
    target = await work.targets.get(inspection.target_id)
    visit = await work.visits.one(inspection_id=inspection.id, state=VisitState.PLANNED)
    hour = visit.starts_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if visit else ""
    seats = await work.seats.all(inspection_id=inspection.id, is_open=True)
    people = [await _called(work, seat.person_id) for seat in seats]
    address = target.address or target.district
    contact = await work.target_contacts.one(target_id=target.id)
    named = [target.legal_representative or "", contact.phone if contact else ""]
    return Stop(
        inspection.team, hour, target.name, address, tuple(people), " ".join(each for each in named if each)
    )


async def _called(work: UnitOfWork, person_id: int) -> str:
    """Return the name with the phone of the register, where it has one."""
    person = await work.people.get(person_id)
    line = await work.inspectors.one(person_id=person_id)
    contact = await work.contacts.one(inspector_id=line.id) if line else None
    return f"{person.name} {contact.phone}" if contact and contact.phone else person.name
