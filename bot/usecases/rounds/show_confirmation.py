"""The list of a unit's drawn targets, for its list administrator to compare and confirm."""

from typing import Any

from bot.domain.people import Person, Role
from bot.domain.register_rows import Target
from bot.domain.rounds import Inspection, InspectionState, Round, RoundState
from bot.usecases.act import Act, unit_text

CORRECT = "correct"
OUTCOMES = ("moved", "closed", "not_ours", "duplicate")
PAGE = 8
"""How many targets a page of the list has: more buttons are lost on a phone."""


async def unit_inspections(act: Act, opened: Round, unit: str) -> list[Inspection]:
    """Return the inspections of the targets that this unit answers for."""
    targets = {target.id for target in await act.work.targets.all(unit=unit)}
    return [each for each in await act.work.inspections.all(round_id=opened.id) if each.target_id in targets]


def amendable(inspection: Inspection) -> bool:
    """Return whether the unit can still say that a target which it confirmed cannot be inspected."""
    return inspection.state in (InspectionState.CONFIRMED, InspectionState.SCHEDULED)


async def show_confirmation(
    act: Act, opened: Round, unit: str, person: Person, *, stands_in: bool, page: int | None = None
) -> None:
    """Send or edit the unit's card; without a page the first on which something is open."""
    rows = [
        (each, await act.work.targets.get(each.target_id))
        for each in await unit_inspections(act, opened, unit)
    ]
    waiting = [n for n, (each, _) in enumerate(rows) if each.state is InspectionState.DRAWN]
    page = (waiting[0] // PAGE if waiting else 0) if page is None else page
    shown = rows[page * PAGE : (page + 1) * PAGE]
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
        lines=[*(_line(*row) for row in shown), *_page_line(page, len(rows))],
        due=act.due(due) if due else {"key": "date.none"},
        ground=act.ground("confirmation"),
        open=len(waiting),
        waiting=[[each.id, target.name] for each, target in shown if each.state is InspectionState.DRAWN],
        can_amend=not waiting and is_running and any(amendable(each) for each, _ in rows),
        page=page,
        pages=_pages(len(rows)),
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


def _pages(rows: int) -> int:
    return max(1, -(-rows // PAGE))


def _page_line(page: int, rows: int) -> list[dict[str, Any]]:
    pages = _pages(rows)
    return [{"key": "confirm.page_line", "page": page + 1, "pages": pages, "n": rows}] if pages > 1 else []
