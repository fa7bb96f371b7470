"""The list of a unit's drawn targets, for its list administrator to compare and confirm."""

from bot.domain.people import Person
from bot.domain.rounds import Inspection, InspectionState, Round
from bot.usecases.act import Act

OUTCOMES = ("moved", "closed", "not_ours", "duplicate")


async def unit_inspections(act: Act, opened: Round, unit: str) -> list[Inspection]:
    """Return the inspections of the targets that this unit answers for."""
    targets = {target.id for target in await act.work.targets.all(unit=unit)}
    return [each for each in await act.work.inspections.all(round_id=opened.id) if each.target_id in targets]


async def show_confirmation(act: Act, opened: Round, unit: str, person: Person, *, stands_in: bool) -> None:
    """Send or edit the unit's card."""
    inspections = await unit_inspections(act, opened, unit)
    rows = []
    for each in inspections:
        target = await act.work.targets.get(each.target_id)
        rows.append((each, target))
    waiting = [[each.id, target.name] for each, target in rows if each.state is InspectionState.DRAWN]
    deadlines = await act.work.deadlines.all(kind="confirmation", subject_id=opened.id, unit=unit)
    due = deadlines[-1] if deadlines else None  # a redraw has a term of its own
    await act.notify(
        "confirm.card",
        person,
        card=f"confirm:{opened.id}:{unit}",
        round=opened.id,
        number=opened.number,
        unit=unit or {"key": "unit.bureau"},
        unit_name=unit,
        stands_in={"key": "confirm.stands_in"} if stands_in else "",
        lines=[
            {
                "key": "confirm.line",
                "name": target.name,
                "code": target.key,
                "address": target.address or target.district,
                "state": {"key": f"confirm.outcome.{each.outcome or each.state}"},
            }
            for each, target in rows
        ],
        due=act.due(due) if due else {"key": "date.none"},
        ground=act.ground("confirmation"),
        waiting=waiting,
    )
