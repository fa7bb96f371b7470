"""The platform's draw held against our record: who was listed for a target, and who has submitted it."""

from typing import Any

from bot.domain.inspections import SUBMITTED, Inspection
from bot.domain.platform.draw import PlatformDraw, PlatformState, match_in
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.target_name import target_name


async def differing_lines(act: Act) -> list[dict[str, Any]]:
    """Return where the platform's list in force names others than our record, and unapproved changes."""
    names = {each.number: each.name for each in await act.work.inspectors.all()}
    lines = []
    for draw in await act.work.platform_draws.all():
        opened = await act.work.rounds.get(draw.round_id)
        if draw.other_changes:
            lines.append(_unapproved(opened, draw))
        if draw.state is PlatformState.STANDING:
            lines += await _differences(act, opened, draw, names)
    return lines


def _unapproved(opened: Round, draw: PlatformDraw) -> dict[str, Any]:
    place = {"number": opened.number, "version": draw.version}
    return {"key": "scrutiny.unapproved", **place, "n": draw.other_changes}


async def _differences(
    act: Act, opened: Round, draw: PlatformDraw, names: dict[str, str]
) -> list[dict[str, Any]]:
    """Return a line for each submitted record of which the platform lists others."""
    match, lines = match_in(draw.document), []
    for inspection in await act.work.inspections.all(round_id=opened.id, state=SUBMITTED):
        listed, ours = set(match.people_of(inspection.target_key)), await _team(act, inspection)
        if listed != ours:
            lines.append(
                {
                    "key": "scrutiny.platform",
                    "where": f"{opened.number} {await target_name(act, inspection)}",
                    "listed": _named(listed, names),
                    "ours": _named(ours, names),
                }
            )
    return lines


async def _team(act: Act, inspection: Inspection) -> set[str]:
    """Return the roster numbers of those who hold the record."""
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True)
    return {(await act.work.duties.get(seat.duty_id)).inspector_number for seat in seats}


def _named(numbers: set[str], names: dict[str, str]) -> Any:
    """Return the people's names in the order of their numbers; nobody is said in words."""
    told = "、".join(names.get(each, each) for each in sorted(numbers))
    return told or {"key": "scrutiny.nobody"}
