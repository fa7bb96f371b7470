"""任务派发单: from the rows of a round to the list of who inspects what, and when."""

from collections.abc import Sequence
from datetime import date

from bot.app.papers.letter import Letter
from bot.app.papers.round_fields import round_fields
from bot.app.papers.words import said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.days import day_in_words
from bot.domain.documents.rounds import DutyList, TargetLine, TeamLine
from bot.domain.inspections import Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Round
from bot.domain.visits.visit import VisitState
from bot.usecases.office import ground_of
from bot.usecases.results.round_items import round_items


async def duty_list_of(work: UnitOfWork, letter: Letter, today: date, opened: Round) -> DutyList:
    """Return who inspects what."""
    inspections = await work.inspections.all(round_id=opened.id)
    numbers = sorted({each.team for each in inspections})
    teams = [
        await _team(work, opened, number, [each for each in inspections if each.team == number])
        for number in numbers
    ]
    return DutyList(
        **round_fields(letter, today, opened),
        items=tuple(item.name for item in await round_items(work, opened)),
        teams=tuple(teams),
        target_count=len(inspections),
        team_count=len(teams),
        is_entered=letter.profile.terms.entry_needs_receipt.value,
        entry_days=letter.profile.terms.entry_days.value,
        entry_ground=said(**ground_of(letter.profile.rule("entry"))),
    )


async def _team(work: UnitOfWork, opened: Round, number: int, inspections: Sequence[Inspection]) -> TeamLine:
    duties = await work.duties.all(round_id=opened.id, team=number)
    people = [
        said(
            "document.on_duty",
            name=person.name,
            number=duty.inspector_number,
            unit=person.unit or {"key": "unit.bureau"},
            state={"key": f"duty.state.{duty.state}"},
        )
        for duty in duties
        for person in [await work.people.get(duty.person_id)]
    ]
    targets = [await _target(work, each) for each in inspections]
    return TeamLine(number=number, people=tuple(people), targets=tuple(targets))


async def _target(work: UnitOfWork, inspection: Inspection) -> TargetLine:
    target = await work.targets.get(inspection.target_id)
    visit = await work.visits.one(inspection_id=inspection.id, state=VisitState.PLANNED)
    hour = visit.starts_at.astimezone(SHANGHAI) if visit else None
    seen_on = day_in_words(inspection.visited_on) if inspection.visited_on else ""
    at = said("date.when", day={"date": hour.date().isoformat()}, hour=f"{hour:%H:%M}") if hour else seen_on
    status = said(f"inspection.state.{inspection.state}")
    place = {"address": target.address or target.district, "unit": target.unit}
    return TargetLine(name=target.name, code=target.key, visit_at=at, status=status, **place)
