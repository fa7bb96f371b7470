"""比对和确认: the unit says which drawn targets are as in the register, and which cannot be inspected."""

from bot.domain.errors import Stale
from bot.domain.people import Role
from bot.domain.permissions import Action, Case
from bot.domain.rounds import Inspection, InspectionState, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import tell_missing
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.rounds.show_confirmation import show_confirmation, unit_inspections


async def confirm_all(act: Act, round_id: int, unit: str) -> None:
    """Confirm every target of the unit that is still open."""
    opened = await _permitted(act, round_id, unit)
    waiting = [
        each for each in await unit_inspections(act, opened, unit) if each.state is InspectionState.DRAWN
    ]
    if not waiting:
        raise Stale
    for inspection in waiting:
        await _confirm(act, opened, inspection)
    await act.toast("confirm.toast")
    await _finish(act, opened, unit)


async def ask_outcome(act: Act, inspection_id: int) -> None:
    """Ask what is the matter with one target."""
    inspection, opened, unit = await _load(act, inspection_id)
    await _permitted(act, opened.id, unit)
    step_for("rule_out", inspection.state)
    target = await act.work.targets.get(inspection.target_id)
    await act.toast("toast.ok")
    await act.reply(
        "confirm.ask_outcome", card=f"outcome:{inspection.id}", inspection=inspection.id, name=target.name
    )


async def set_outcome(act: Act, inspection_id: int, outcome: str) -> None:
    """Confirm one target ("correct"), or record why it cannot be inspected; it is not replaced."""
    inspection, opened, unit = await _load(act, inspection_id)
    await _permitted(act, opened.id, unit)
    if outcome == "correct":
        await _confirm(act, opened, inspection)
    else:
        step = step_for("rule_out", inspection.state)
        ruled_out = await act.work.inspections.move(inspection, step.target, outcome=outcome)
        await act.record("target_ruled_out", round=opened.number, inspection=inspection.id, outcome=outcome)
        await refresh_duties(act, ruled_out)
    target = await act.work.targets.get(inspection.target_id)
    await act.toast("confirm.toast")
    text = {"key": f"confirm.outcome.{outcome}"}
    await act.reply("confirm.outcome_taken", card=f"outcome:{inspection.id}", name=target.name, outcome=text)
    await _finish(act, opened, unit)


async def _load(act: Act, inspection_id: int) -> tuple[Inspection, Round, str]:
    inspection = await act.work.inspections.get(inspection_id)
    target = await act.work.targets.get(inspection.target_id)
    return inspection, await act.work.rounds.get(inspection.round_id), target.unit


async def _permitted(act: Act, round_id: int, unit: str) -> Round:
    _, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, unit)
    act.permit(Action.CONFIRM_TARGETS, Case(unit=unit, stand_in=stands_in))
    return await act.work.rounds.get(round_id)


async def _confirm(act: Act, opened: Round, inspection: Inspection) -> None:
    step = step_for("confirm", inspection.state)
    confirmed = await act.work.inspections.move(inspection, step.target)
    await act.record("target_confirmed", round=opened.number, inspection=inspection.id)
    await refresh_duties(act, confirmed)


async def _finish(act: Act, opened: Round, unit: str) -> None:
    """Edit every administrator's card; settle the unit's deadline and move the round once nothing is open."""
    people, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, unit)
    if all(each.state is not InspectionState.DRAWN for each in await unit_inspections(act, opened, unit)):
        await act.settle("confirmation", ("round", opened.id), unit=unit)
    for person in people:
        await show_confirmation(act, opened, unit, person, stands_in=stands_in)
    if not await act.work.inspections.count(round_id=opened.id, state=InspectionState.DRAWN):
        await tell_missing(act, opened)
    if opened.state is RoundState.CONFIRMING:
        await advance_round(act, opened)
