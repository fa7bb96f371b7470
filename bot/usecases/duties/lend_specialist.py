"""专业人员协助: the team asks, an inspector's unit names somebody, duty and form bear the name."""

import re
from typing import Any

from bot.domain.duties import SERVING, Duty
from bot.domain.errors import Invalid
from bot.domain.people import Dialogue
from bot.domain.permissions import Action, Case
from bot.domain.specialists import Specialist
from bot.usecases import dialogues
from bot.usecases.act import Act, unit_text
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.requests import approvers_of

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
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "specialist.ask_name")


async def type_specialist(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take name and post, name him on the duty of everybody in the team, and tell them."""
    duty = await _permitted(act, int(str(dialogue.draft["duty"])))
    name, _, post = re.sub(r"\s+", " ", typed).strip().partition(" ")
    if not name or len(typed) > LONGEST_NAME:
        raise Invalid("specialist.bad_name", most=LONGEST_NAME)
    person = await act.work.people.get(duty.person_id)
    unit = post or person.unit
    about = {"round_id": duty.round_id, "team": duty.team, "lent_by": act.me.id, "lent_at": act.at}
    lent = await act.work.specialists.add(Specialist(name=name, unit=unit, **about))
    await dialogues.end(act, dialogue)
    await act.record("specialist_lent", specialist=lent.id, duty=duty.id)
    await act.reply("specialist.done", name=name, team=duty.team)
    opened = await act.work.rounds.get(duty.round_id)
    for each in await act.work.duties.all(round_id=duty.round_id, team=duty.team, state=SERVING):
        member = await act.work.people.get(each.person_id)
        told: dict[str, Any] = {"number": opened.number, "team": duty.team, "name": name, "unit": unit}
        await act.notify("specialist.named", member, **told, ground=act.ground("specialist"))
        await show_duty(act, each)


async def _permitted(act: Act, duty_id: int) -> Duty:
    duty = await act.work.duties.get(duty_id)
    person = await act.work.people.get(duty.person_id)
    _, stands_in = await approvers_of(act, duty)
    act.permit(Action.LEND_SPECIALIST, Case(unit=person.unit, stand_in=stands_in))
    return duty
