"""What the lead office decides where nobody is left to follow: keep the person, or a new round."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import Request
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.domain.permissions import Case
from bot.domain.rounds import Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import tell_missing
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.complete_team import is_whole
from bot.usecases.duties.decide_request import carry_out, resume, tell_refusal
from bot.usecases.duties.fill_seat import unfilled
from bot.usecases.duties.lend_specialist import ask_units_of
from bot.usecases.duties.requests import parties_of, refresh_request, settle_decision
from bot.usecases.duties.shortage import OPEN_TARGET, show_open_target, show_shortage
from bot.usecases.duties.tell_team import members_of, tell_new_round
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.rounds.withdraw_target import withdraw_target

NO_TEAM = "no_team"
"""The outcome of a target that goes to a new round because nobody was left to inspect it."""


async def keep(act: Act, request_id: int) -> None:
    """Nobody is substituted: the person goes on, and his unit is asked for a specialist to help."""
    request = await _permitted(act, request_id)
    step = step_for("keep", request.state)
    request = await act.work.requests.move(request, step.target)
    await settle_decision(act, request)
    await act.record(f"{request.kind}_refused", request=request.id, reason="exhausted")
    await act.toast("shortage.kept_toast")
    await tell_refusal(act, request, {"key": "shortage.kept"})
    await resume(act, request)
    if act.office.profile.duties.specialist.value:
        await ask_units_of(act, await act.work.duties.get(request.duty_id))
    await _refresh(act, request)


async def withdraw(act: Act, request_id: int) -> None:
    """The targets that nobody can take leave this round for a new one; the others go on by the rule."""
    request = await _permitted(act, request_id)
    step_for("withdraw_targets", request.state)
    opened = await act.work.rounds.get(request.round_id)
    duty = await act.work.duties.get(request.duty_id)
    await _withdraw_all(act, opened, await unfilled(act, duty, request), besides=request.person_id)
    await carry_out(act, await act.work.requests.get(request.id), "withdraw_targets")
    await act.toast("shortage.withdrawn_toast")
    await _refresh(act, await act.work.requests.get(request.id))
    await advance_round(act, opened)


async def withdraw_target_of_draw(act: Act, inspection_id: int) -> None:
    """A target that the draw left without a whole team goes to a new round."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.DECIDE_SHORTAGE)
    step_for("withdraw", inspection.state)
    if await is_whole(act, inspection):
        raise Stale
    opened = await act.work.rounds.get(inspection.round_id)
    await _withdraw_all(act, opened, [inspection])
    await act.settle(OPEN_TARGET, ("inspection", inspection.id))
    await act.toast("shortage.withdrawn_toast")
    for person in await _shown(act, f"short-target:{inspection.id}"):
        await show_open_target(act, opened, await act.work.inspections.get(inspection.id), person)
    await advance_round(act, opened)


async def show(act: Act, request_id: int) -> None:
    """Send the lead office's card of a request anew, with what can be done."""
    request = await _permitted(act, request_id)
    await act.forget_card(f"shortage:{request.id}")
    await show_shortage(act, request, act.me)


async def show_target(act: Act, inspection_id: int) -> None:
    """Send the lead office's card of a target without a whole team anew."""
    act.permit(Action.DECIDE_SHORTAGE)
    inspection = await act.work.inspections.get(inspection_id)
    await act.forget_card(f"short-target:{inspection.id}")
    await show_open_target(act, await act.work.rounds.get(inspection.round_id), inspection, act.me)


async def _permitted(act: Act, request_id: int) -> Request:
    request = await act.work.requests.get(request_id)
    duty = await act.work.duties.get(request.duty_id)
    act.permit(Action.DECIDE_SHORTAGE, Case(parties=await parties_of(act, duty)))
    return request


async def _withdraw_all(act: Act, opened: Round, inspections: list[Inspection], besides: int = 0) -> None:
    """Withdraw them; tell their teams, the group how many wait, and what is missing of the share."""
    members = await members_of(act, inspections)
    for inspection in inspections:
        await withdraw_target(act, opened, inspection, NO_TEAM)
    await tell_new_round(act, opened, members, besides)
    if inspections:
        chat = await act.work.chats.get(opened.chat_id)
        count: dict[str, Any] = {"number": opened.number, "n": len(inspections)}
        await act.notify("shortage.withdrawn", chat, **count, **await seal_of(act, opened))
        await tell_missing(act, opened)


async def _refresh(act: Act, request: Request) -> None:
    await refresh_request(act, request)
    for person in await _shown(act, f"shortage:{request.id}"):
        await show_shortage(act, request, person)


async def _shown(act: Act, card: str) -> list[Person]:
    """Return who has this card."""
    people = {each.person_id for each in await act.work.notices.all(card=card)}
    return await act.work.people.all(id=tuple(each for each in people if each is not None))
