"""专业人员协助: the team asks, an inspector's unit names somebody, duty and form bear the name."""

import re
from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import SERVING, Duty
from bot.domain.duties.specialists import Specialist
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.people import Dialogue, each_once
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.requests import approvers_of
from bot.usecases.moments import when
from bot.usecases.office import unit_text

LONGEST_NAME = 60


async def ask_specialist(act: Act, duty_id: int) -> None:
    """I cannot do it alone: ask my unit for somebody who knows the matter."""
    duty = await act.work.duties.get(duty_id)
    act.permit(Action.ASK_SPECIALIST, Case(team=frozenset({duty.person_id})))
    await act.record("specialist_asked", duty=duty.id)
    await act.toast("specialist.asked_toast")
    await ask_units_of(act, duty)


async def ask_units_of(act: Act, duty: Duty) -> None:
    """Ask whoever answers for the inspector's unit to name a specialist."""
    person = await act.work.people.get(duty.person_id)
    approvers, stands_in = await approvers_of(act, duty)
    for approver in approvers:
        await act.notify(
            "specialist.card",
            approver,
            duty=duty.id,
            number=(await act.work.rounds.get(duty.round_id)).number,
            team=duty.team,
            name=person.name,
            unit=unit_text(person.unit),
            stands_in={"key": "recusal.stands_in"} if stands_in else "",
            ground=act.ground("specialist"),
        )


async def start_lending(act: Act, duty_id: int) -> None:
    """Ask who is lent."""
    duty = await _permitted(act, duty_id)
    dialogue = await dialogues.begin(act, "specialist", "name", duty=duty.id)
    await dialogues.ask(act, dialogue, "specialist.ask_name")


async def start_replacing(act: Act, specialist_id: int) -> None:
    """Ask who is lent in his place."""
    lent = await _replaceable(act, specialist_id)
    dialogue = await dialogues.begin(act, "specialist", "name", duty=lent.duty_id, replaces=lent.id)
    await dialogues.ask(act, dialogue, "specialist.ask_name")


async def type_specialist(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take name and post, name him on the duty of everybody in the team, and tell them."""
    duty = await _permitted(act, int(str(dialogue.draft["duty"])))
    before = await _replaced(act, dialogue)
    name, _, post = re.sub(r"\s+", " ", typed).strip().partition(" ")
    if not name or len(typed) > LONGEST_NAME:
        raise Invalid("specialist.bad_name", most=LONGEST_NAME)
    person = await act.work.people.get(duty.person_id)
    unit = post or person.unit
    lent = await act.work.specialists.add(
        Specialist(
            round_id=duty.round_id,
            team=duty.team,
            duty_id=duty.id,
            name=name,
            unit=unit,
            lent_by=act.me.id,
            lent_at=act.at,
            replaces=before.id if before else None,
        )
    )
    await dialogues.end(act, dialogue)
    await act.record("specialist_lent", specialist=lent.id, duty=duty.id)
    if before is None:
        await _tell_team(act, duty, "specialist.named", name=name, unit=unit)
    else:
        await _take_back(act, before, for_other=lent.id)
        await _tell_team(act, duty, "specialist.replaced", before=before.name, name=name, unit=unit)
    await _show_lent(act, lent)


async def _replaced(act: Act, dialogue: Dialogue) -> Specialist | None:
    replaces = dialogue.draft.get("replaces")
    return await _replaceable(act, int(str(replaces))) if replaces else None


async def withdraw_specialist(act: Act, specialist_id: int) -> None:
    """Take him back: the unit needs him elsewhere, or he cannot come."""
    lent = await _take_back(act, await _replaceable(act, specialist_id))
    await act.toast("specialist.withdrawn_toast")
    duty = await act.work.duties.get(lent.duty_id)
    await _tell_team(act, duty, "specialist.withdrawn", name=lent.name, unit=lent.unit, by=act.me.name)


async def _take_back(act: Act, lent: Specialist, for_other: int = 0) -> Specialist:
    """Note who took him back and when, and say so on the card of whoever lent him."""
    lent = await act.work.specialists.change(lent, withdrawn_by=act.me.id, withdrawn_at=act.at)
    await act.record("specialist_withdrawn", specialist=lent.id, replaced_by=for_other)
    await _show_lent(act, lent)
    return lent


async def _replaceable(act: Act, specialist_id: int) -> Specialist:
    """Return him, if I may take him back and a record of his team is still open.

    Raises:
        Refused: `specialist.too_late`, all records that name him are submitted.
        Stale: he has been taken back.
    """
    lent = await act.work.specialists.get(specialist_id)
    await _permitted(act, lent.duty_id)
    if lent.withdrawn_at is not None:
        raise Stale
    if not await _is_needed(act, lent):
        raise Refused("specialist.too_late")
    return lent


async def _is_needed(act: Act, lent: Specialist) -> bool:
    where = {"round_id": lent.round_id, "team": lent.team, "state": HANDOVER_STATES}
    return bool(await act.work.inspections.count(**where))


async def _show_lent(act: Act, lent: Specialist) -> None:
    """Send or edit the card by which the unit takes him back."""
    duty = await act.work.duties.get(lent.duty_id)
    approvers, _ = await approvers_of(act, duty)
    by = (await act.work.people.get(lent.withdrawn_by)).name if lent.withdrawn_by else ""
    at = when(lent.withdrawn_at) if lent.withdrawn_at else ""
    is_open = lent.withdrawn_at is None
    for person in each_once([*approvers, act.me]):
        await act.notify(
            "specialist.lent",
            person,
            card=f"specialist:{lent.id}",
            specialist=lent.id,
            number=(await act.work.rounds.get(lent.round_id)).number,
            team=lent.team,
            name=lent.name,
            unit=lent.unit,
            state={"key": f"specialist.state.{'open' if is_open else 'withdrawn'}", "by": by, "at": at},
            ground=act.ground("specialist"),
            is_open=is_open,
        )


async def _tell_team(act: Act, duty: Duty, screen: str, **said: str) -> None:
    """Tell everybody of the team, and edit the duty cards."""
    opened = await act.work.rounds.get(duty.round_id)
    told: dict[str, Any] = {"number": opened.number, "team": duty.team, **said}
    for each in await act.work.duties.all(round_id=duty.round_id, team=duty.team, state=SERVING):
        member = await act.work.people.get(each.person_id)
        await act.notify(screen, member, **told, ground=act.ground("specialist"))
        await show_duty(act, each)


async def _permitted(act: Act, duty_id: int) -> Duty:
    duty = await act.work.duties.get(duty_id)
    person = await act.work.people.get(duty.person_id)
    _, stands_in = await approvers_of(act, duty)
    act.permit(Action.LEND_SPECIALIST, Case(unit=person.unit, stand_in=stands_in))
    return duty
