"""The list of a unit's drawn targets, for its list administrator to compare and confirm."""

from typing import Any

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.long_lists import MOST
from bot.domain.people import Person, Role
from bot.domain.registers.rows import Target
from bot.domain.rounds import Round, RoundState
from bot.usecases.act import Act
from bot.usecases.office import unit_text

CORRECT = "correct"
OUTCOMES = ("moved", "closed", "not_ours", "duplicate")


async def unit_inspections(act: Act, opened: Round, unit: str) -> list[Inspection]:
    """Return the inspections of the targets that this unit answers for."""
    targets = {target.id for target in await act.work.targets.all(unit=unit)}
    return [each for each in await act.work.inspections.all(round_id=opened.id) if each.target_id in targets]


def amendable(inspection: Inspection) -> bool:
    """Return whether the unit can still say that a target which it confirmed cannot be inspected."""
    return inspection.state in (InspectionState.CONFIRMED, InspectionState.SCHEDULED)


async def show_confirmation(act: Act, opened: Round, unit: str, person: Person, *, stands_in: bool) -> None:
    """Send or edit the unit's card, turned to the first page on which something is open."""
    rows = [
        (each, await act.work.targets.get(each.target_id))
        for each in await unit_inspections(act, opened, unit)
    ]
    waiting = [n for n, (each, _) in enumerate(rows) if each.state is InspectionState.DRAWN]
    lines = [_line(*row) for row in rows]
    deadlines = await act.work.deadlines.all(kind="confirmation", subject_id=opened.id, unit=unit)
    due = deadlines[-1] if deadlines else None  # a redraw has a term of its own
    is_running = opened.state in (RoundState.CONFIRMING, RoundState.INSPECTING)
    await act.notify(
        "confirm.card",
        person,
        card=f"confirm:{opened.id}:{unit}",
        round=opened.id,
        number=opened.number,
        unit=unit_text(unit),
        unit_name=unit,
        stands_in={"key": "confirm.stands_in"} if stands_in else "",
        n=len(rows),
        lines=lines,
        lines_of_list=lines,
        page_number=1,
        page_count=1,
        page_of_list=waiting[0] // MOST if waiting else 0,
        due=act.due(due) if due else {"key": "date.none"},
        ground=act.ground("confirmation"),
        open=len(waiting),
        waiting=[
            [each.id, target.name, target.key, each.state is InspectionState.DRAWN] for each, target in rows
        ],
        can_amend=not waiting and is_running and any(amendable(each) for each, _ in rows),
    )


async def show_unit(act: Act, opened: Round, unit: str) -> list[Person]:
    """Send or edit the unit's card to everybody who administers its list, and return who they are."""
    people, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, unit)
    for person in people:
        await show_confirmation(act, opened, unit, person, stands_in=stands_in)
    return people


async def refresh_unit(act: Act, opened: Round, unit: str) -> None:
    """Edit the unit's card; once nothing on its list is open the unit owes nothing more."""
    if all(each.state is not InspectionState.DRAWN for each in await unit_inspections(act, opened, unit)):
        await act.settle("confirmation", ("round", opened.id), unit=unit)
    await show_unit(act, opened, unit)


def _line(inspection: Inspection, target: Target) -> dict[str, Any]:
    return {
        "key": "confirm.line",
        "name": target.name,
        "code": target.key,
        "address": target.address or target.district,
        "state": {"key": f"confirm.outcome.{inspection.outcome or inspection.state}"},
    }
