"""The review of a record and its publication: each owed by somebody in a term of its own."""

from datetime import date
from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.undrawn import Inspected, Undrawn
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.second_person import impartial_holders

RELEASE, PUBLICATION = "release", "publication"


async def owe_release(act: Act, inspection: Inspection) -> None:
    """Open the term of the releaser; a corrected record has one of its own."""
    coordinator = await coordinator_of(act, inspection)
    days = act.office.profile.terms.release_days.value
    subject = ("inspection", inspection.id)
    await act.owe(RELEASE, subject, days, role=Role.RELEASER, unit=coordinator.unit)


async def owe_publication(
    act: Act, inspection: Inspection, event: StartEvent, since: date | None = None
) -> None:
    """Open the term in which the coordinator publishes, if it starts with this event; it runs once."""
    terms = act.office.profile.terms
    subject = {"kind": PUBLICATION, "subject_kind": "inspection", "subject_id": inspection.id}
    if terms.publication_starts.value is event and not await act.work.deadlines.one(**subject):
        person_id = (await coordinator_of(act, inspection)).id
        days = terms.publication_days.value
        await act.owe(PUBLICATION, ("inspection", inspection.id), days, person_id=person_id, since=since)


async def due_text(act: Act, inspection: Inspection, kind: str) -> dict[str, Any]:
    """Return until when the record is reviewed or published."""
    owed = await act.work.deadlines.all(kind=kind, subject_kind="inspection", subject_id=inspection.id)
    return act.due(owed[-1]) if owed else {"key": "date.none"}


async def coordinator_of(act: Act, inspection: Inspected) -> Person:
    """Return who leads the round of the inspection; of one outside the draws who has recorded it."""
    if isinstance(inspection, Undrawn):
        return await act.work.people.get(inspection.recorded_by)
    opened = await act.work.rounds.get(inspection.round_id)
    return await act.work.people.get(opened.coordinator_id)


async def releasers(act: Act, inspection: Inspected) -> tuple[list[Person], bool]:
    """Return who releases: a releaser who neither inspects nor publishes, else the lead office."""
    coordinator = await coordinator_of(act, inspection)
    barred = (await team_case(act, inspection)).team | {coordinator.id}
    return await impartial_holders(act, Role.RELEASER, coordinator.unit, barred)


async def release_case(act: Act, inspection: Inspected) -> Case:
    """Return who may release what is about this inspection."""
    coordinator = await coordinator_of(act, inspection)
    team = (await team_case(act, inspection)).team
    _, stands_in = await releasers(act, inspection)
    return Case(unit=coordinator.unit, team=team, coordinator=coordinator.id, stand_in=stands_in)
