"""比对和确认: the unit says which drawn targets are as in the register, and which cannot be inspected."""

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, Role
from bot.domain.permissions import Case
from bot.domain.rounds import DrawStep, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import base_of, is_drawing
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.rounds.check_outcome import take_correction
from bot.usecases.rounds.rule_out import TOPIC, ask_note, card_of, finish, note_of, rule_out
from bot.usecases.rounds.show_confirmation import (
    CORRECT,
    OUTCOMES,
    amendable,
    unit_inspections,
)


async def confirm_all(act: Act, round_id: int, unit: str) -> None:
    """Confirm every target of the unit that is still open."""
    opened = await _permitted(act, round_id, unit)
    waiting = [
        each for each in await unit_inspections(act, opened, unit) if each.state is InspectionState.DRAWN
    ]
    if not waiting:
        raise Stale
    for inspection in waiting:
        await confirm_one(act, opened, inspection)
    await act.toast("confirm.toast")
    await finish(act, opened, unit)


async def ask_outcome(act: Act, inspection_id: int) -> None:
    """Ask what is the matter with one target."""
    inspection, opened, unit = await _load(act, inspection_id)
    await _permitted(act, opened.id, unit)
    step_for("confirm", inspection.state)
    dialogue = await dialogues.begin(act, TOPIC, inspection=inspection.id)
    await _ask(act, dialogue, inspection, [CORRECT, *OUTCOMES])


async def start_amending(act: Act, round_id: int, unit: str) -> None:
    """Ask which of the confirmed targets cannot be inspected after all."""
    opened = await _permitted(act, round_id, unit)
    await _refuse_late(act, opened)
    options = [
        [each.id, (await act.work.targets.get(each.target_id)).name]
        for each in await unit_inspections(act, opened, unit)
        if amendable(each)
    ]
    if not options:
        raise Stale
    dialogue = await dialogues.begin(act, TOPIC)
    await dialogues.ask(act, dialogue, "confirm.ask_amended", number=opened.number, options=options)


async def ask_amendment(act: Act, dialogue_id: int, version: int, inspection_id: int) -> None:
    """Ask what is the matter with a target that was confirmed."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    inspection, opened, unit = await _load(act, inspection_id)
    await _permitted(act, opened.id, unit)
    await _refuse_late(act, opened)
    if not amendable(inspection):
        raise Stale
    dialogue = await dialogues.advance(act, dialogue, inspection=inspection.id)
    await _ask(act, dialogue, inspection, [*OUTCOMES])


async def set_outcome(act: Act, dialogue_id: int, version: int, outcome: str) -> None:
    """Confirm one target ("correct"), or ask for the note without which none is dropped."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    inspection, opened, unit = await _load(act, int(str(dialogue.draft["inspection"])))
    await _permitted(act, opened.id, unit)
    if outcome != CORRECT:
        step_for("rule_out", inspection.state)
        if amendable(inspection):
            await _refuse_late(act, opened)
        await ask_note(act, dialogue, inspection, outcome)
        return
    await confirm_one(act, opened, inspection)
    await dialogues.end(act, dialogue)
    target = await act.work.targets.get(inspection.target_id)
    await act.toast("confirm.toast")
    text = {"key": "confirm.outcome.correct"}
    await act.reply("confirm.outcome_taken", card=card_of(dialogue), name=target.name, outcome=text)
    await finish(act, opened, unit)


async def type_note(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the note: of the unit it drops the target, of the lead office it corrects what the unit said."""
    note = note_of(typed)
    inspection, opened, unit = await _load(act, int(str(dialogue.draft["inspection"])))
    outcome = str(dialogue.draft["outcome"])
    if inspection.state is InspectionState.NOT_INSPECTABLE:
        await take_correction(act, dialogue, inspection, outcome, note)
        return
    await _permitted(act, opened.id, unit)
    if amendable(inspection):
        await _refuse_late(act, opened)
    await rule_out(act, dialogue, inspection, outcome, note)


async def _ask(act: Act, dialogue: Dialogue, inspection: Inspection, options: list[str]) -> None:
    target = await act.work.targets.get(inspection.target_id)
    await dialogues.ask(act, dialogue, "confirm.ask_outcome", name=target.name, options=options)


async def _load(act: Act, inspection_id: int) -> tuple[Inspection, Round, str]:
    inspection = await act.work.inspections.get(inspection_id)
    target = await act.work.targets.get(inspection.target_id)
    return inspection, await act.work.rounds.get(inspection.round_id), target.unit


async def _permitted(act: Act, round_id: int, unit: str) -> Round:
    _, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, unit)
    act.permit(Action.CONFIRM_TARGETS, Case(unit=unit, stand_in=stands_in))
    return await act.work.rounds.get(round_id)


async def _refuse_late(act: Act, opened: Round) -> None:
    """What was confirmed is dropped only while a supplementary draw can still follow."""
    base = await base_of(act, opened)
    is_stepwise = base is not None and base.step is DrawStep.TARGETS
    open_states = (RoundState.CONFIRMING,) if is_stepwise else (RoundState.CONFIRMING, RoundState.INSPECTING)
    if opened.state not in open_states or await is_drawing(act, opened):
        raise Refused("confirm.too_late")


async def confirm_one(act: Act, opened: Round, inspection: Inspection) -> None:
    """Say of one target that it is as in the register."""
    step = step_for("confirm", inspection.state)
    confirmed = await act.work.inspections.move(inspection, step.target)
    await act.record("target_confirmed", round=opened.number, inspection=inspection.id)
    await refresh_duties(act, confirmed)
