"""申报利害关系: before any draw, an inspector (or his office for him) names a target he must not inspect."""

from typing import Any

from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Ground
from bot.domain.errors import Invalid, Refused
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.people import Dialogue
from bot.domain.registers.spelling import name_key, normalised_identifier
from bot.domain.rounds import ENDED, AttemptState
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import OPEN
from bot.usecases.duties import on_behalf
from bot.usecases.duties.conflicts_in_force import are_recusals, declared_by_target
from bot.usecases.duties.on_behalf import CONFLICT
from bot.usecases.office import unit_text


async def start_own(act: Act) -> None:
    """Ask which target I have a conflict with."""
    await _ask_target(act, await on_behalf.begin_own(act, CONFLICT, "target"))


async def start_for_other(act: Act) -> None:
    """Ask on whose behalf the office declares."""
    await on_behalf.begin_for_other(act, CONFLICT)


async def type_wanted(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Search the roster or the register for what was typed, and offer what was found."""
    if dialogue.awaits == "person":
        await on_behalf.offer_people(act, CONFLICT, dialogue, typed)
    else:
        await _find_targets(act, dialogue, typed)


async def pick_person(act: Act, dialogue_id: int, version: int, person_id: int) -> None:
    """Remember on whose behalf, and ask which target."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _ask_target(act, await on_behalf.choose_person(act, CONFLICT, dialogue, person_id, "target"))


async def pick_target(act: Act, dialogue_id: int, version: int, target_id: int) -> None:
    """Remember the target and ask for the ground."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    if target_id in await declared_by_target(act, (await on_behalf.person_of(act, dialogue)).id):
        raise Refused("conflict.already")
    dialogue = await dialogues.advance(act, dialogue, target=target_id)
    options = [ground.value for ground in Ground]
    target = await act.work.targets.get(target_id)
    await dialogues.ask(act, dialogue, "conflict.ask_ground", options=options, name=target.name)


async def choose_ground(act: Act, dialogue_id: int, version: int, ground: str) -> None:
    """Keep the declaration; the inspector, his approver and nobody else are told."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    person = await on_behalf.person_of(act, dialogue)
    on_behalf.permit_for(act, CONFLICT, person)
    declared = await act.work.declarations.add(
        Declaration(
            person_id=person.id,
            target_id=int(str(dialogue.draft["target"])),
            ground=Ground(ground),
            declared_by=act.me.id,
            declared_at=act.at,
        )
    )
    await dialogues.end(act, dialogue)
    await act.record("conflict_declared", declaration=declared.id)
    await act.toast("conflict.declared_toast")
    await act.reply("conflict.declared", **await conflict_data(act, declared), **await _effect(act, declared))
    await tell_others(act, declared, "declared")


async def conflict_data(act: Act, declared: Declaration) -> dict[str, Any]:
    """Return what every message about a declaration says."""
    person = await act.work.people.get(declared.person_id)
    return {
        "person": person.name,
        "unit": unit_text(person.unit),
        "name": (await act.work.targets.get(declared.target_id)).name,
        "conflict_ground": {"key": f"recusal.ground.{declared.ground}"},
        "by": (await act.work.people.get(declared.declared_by)).name,
        "ground": act.ground("recusal"),
    }


async def tell_others(act: Act, declared: Declaration, event: str) -> None:
    """Tell the inspector's approvers, and himself, what another has declared or withdrawn."""
    person = await act.work.people.get(declared.person_id)
    await on_behalf.tell_others(act, CONFLICT, person, event, await conflict_data(act, declared))


async def _ask_target(act: Act, dialogue: Dialogue) -> None:
    person = await on_behalf.person_of(act, dialogue)
    await dialogues.ask(
        act, dialogue, "conflict.ask_target", person=person.name, ground=act.ground("recusal")
    )


async def _find_targets(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Offer the targets whose code or number it is, or whose name contains it."""
    wanted, code = name_key(typed), normalised_identifier(typed)
    found = [
        target
        for target in await act.work.targets.all(is_active=True)
        if code in (target.code, target.number) or wanted in name_key(target.name)
    ]
    if not wanted or not found:
        raise Invalid("conflict.nothing")
    options = [[each.id, each.name] for each in found]
    dialogue = await dialogues.advance(act, dialogue, dialogue.awaits)
    await dialogues.ask(act, dialogue, "conflict.pick_target", options=options)


async def _effect(act: Act, declared: Declaration) -> dict[str, Any]:
    """Say from when it acts and how, and which draws are frozen already."""
    how = "recusal" if await are_recusals(act) else "pair"
    late = [{"key": "conflict.late", "number": number} for number in await _frozen_rounds(act, declared)]
    return {"effect": {"key": f"conflict.effect.{how}"}, "late": late or ""}


async def _frozen_rounds(act: Act, declared: Declaration) -> list[str]:
    """Return the rounds whose pools are frozen, or in which he already serves this target."""
    frozen = {each.round_id for each in await act.work.attempts.all(state=OPEN)}
    standing = {each.round_id for each in await act.work.attempts.all(state=AttemptState.STANDING)}
    for seat in await act.work.seats.all(person_id=declared.person_id, is_open=True):
        inspection = await act.work.inspections.get(seat.inspection_id)
        if inspection.target_id == declared.target_id and inspection.state in HANDOVER_STATES:
            frozen |= {inspection.round_id} & standing
    rounds = await act.work.rounds.all(id=tuple(frozen))
    return [each.number for each in rounds if each.state not in ENDED]
