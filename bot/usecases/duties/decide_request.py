"""回避、更换的批准: an approval makes the vacancy, the next in order follows, the filing reports it."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import OWN, REPORTED, DutyState, Origin, Request, RequestKind
from bot.domain.people import Person, Role, each_once
from bot.domain.permissions import Case
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import served, show_duty
from bot.usecases.duties.file_change import file_change, hand_out_form, hand_out_refusal
from bot.usecases.duties.fill_seat import fill, fillable, unfilled
from bot.usecases.duties.owe_acknowledgement import owe_acknowledgement
from bot.usecases.duties.request_words import cause_text, relief_ground, request_target
from bot.usecases.duties.requests import (
    approvers_of,
    lapse_overtaken,
    parties_of,
    refresh_request,
    settle_decision,
    split_off,
)
from bot.usecases.duties.shortage import exhaust
from bot.usecases.platform.platform_draws import follower_of

REFUSALS = {
    RequestKind.RECUSAL: ("not_a_ground", "no_evidence", "too_late"),
    RequestKind.SUBSTITUTION: ("can_attend", "no_proof", "too_late"),
}
_ACTIONS = {
    RequestKind.RECUSAL: Action.DECIDE_RECUSAL,
    RequestKind.SUBSTITUTION: Action.DECIDE_SUBSTITUTION,
}


async def approve(act: Act, request_id: int) -> None:
    """Approve, vacate the seat, backfill it by the rule, and report it to the lead office."""
    request = await _permitted(act, request_id)
    step_for("approve", request.state)
    await _grant(act, request, "approve")


async def order(act: Act, request: Request) -> None:
    """The approver's own motion: what he puts up is decided by putting it up."""
    await _grant(act, request, "order")


async def _grant(act: Act, request: Request, command: str) -> None:
    """Where nobody is left to follow, nobody leaves: the lead office is shown what can be done.

    Of several targets he leaves those for which somebody follows: the question is about the others only.
    """
    duty = await act.work.duties.get(request.duty_id)
    lacking = await unfilled(act, duty, request)
    if not lacking:
        await carry_out(act, request, command)
        await act.toast(f"recusal.approved_toast.{await follower_of(act, request.round_id)}")
        return
    part, lacking = await fillable(act, duty, request, lacking)
    if part:
        left = [each.target_key for each in lacking]
        await carry_out(act, await split_off(act, request, part, left), command)
        request = await act.work.requests.get(request.id)
    await exhaust(act, request, lacking)
    toast = "shortage.toast_in_part" if part else "shortage.toast"
    await act.toast(toast, n=len(part), left=len(lacking))


async def carry_out(act: Act, request: Request, command: str) -> None:
    """Move the request by this step, seat whoever follows, tell the person, and file it."""
    step = step_for(command, request.state)
    decided = {"decided_by": request.decided_by or act.me.id, "decided_at": act.at}
    request = await act.work.requests.move(request, step.target, **decided)
    await settle_decision(act, request)
    duty = await act.work.duties.get(request.duty_id)
    vacancy = await fill(act, duty, request)
    request = await act.work.requests.change(request, vacancy=vacancy)
    await act.record(f"{request.kind}_approved", request=request.id, vacancy=vacancy)
    await lapse_overtaken(act, await act.work.duties.get(duty.id))
    person = await act.work.people.get(request.person_id)
    await resume(act, request)
    is_withdrawn = command == "withdraw_targets"
    follows = _who_goes_on(vacancy) if is_withdrawn else await follower_of(act, request.round_id)
    await _tell_approval(act, request, person, {"key": f"recusal.who_follows.{follows}"})
    await refresh_request(act, request)
    days = act.office.profile.terms.filing_days.value
    await act.owe("filing", ("request", request.id), days, role=Role.LEAD_OFFICE)
    await file_change(act, request)
    await hand_out_form(act, request)


def _who_goes_on(vacancy: int) -> str:
    """Return what becomes of targets of which all, or the rest, went to a new round."""
    return "in_part" if vacancy else "new_round"


async def _tell_approval(act: Act, request: Request, person: Person, follows: dict[str, str]) -> None:
    """Tell the person; who raised it for others was promised to hear, a partner hears as one of the team."""
    about: dict[str, Any] = {
        "number": (await act.work.rounds.get(request.round_id)).number,
        "target": await request_target(act, request),
        "follows": follows,
        "ground": relief_ground(act, request.kind),
    }
    if request.origin in OWN:
        await act.notify(f"{request.kind}.approved", person, **about)
        return
    await act.notify(f"{request.kind}.ordered", person, **about, cause=cause_text(request))
    if request.origin in REPORTED:
        raiser = await act.work.people.get(request.raised_by or request.person_id)
        await act.notify("request.followed", raiser, name=person.name, **about)


async def ask_refusal(act: Act, request_id: int) -> None:
    """Ask why the request is refused: a refusal goes back with its reason."""
    request = await _permitted(act, request_id)
    step_for("refuse", request.state)
    dialogue = await dialogues.begin(act, "refusal", "words", request=request.id)
    place: dict[str, Any] = {"card": f"refusal:{request.id}", "request": request.id}
    options = list(REFUSALS[request.kind])
    await dialogues.ask(act, dialogue, f"{request.kind}.ask_refusal", **place, options=options)


async def refuse_by_code(act: Act, request_id: int, reason: str) -> None:
    """Refuse with one of the usual reasons."""
    await act.toast("recusal.refused_toast")
    await _refuse(act, request_id, {"key": f"recusal.refusal.{reason}"}, None, reason)


async def refuse_in_words(act: Act, request_id: int, typed: str) -> None:
    """Refuse with a typed reason."""
    words = await act.keep_words(typed)
    await _refuse(act, request_id, typed, words.id, words.commitment)


async def _refuse(act: Act, request_id: int, reason: object, words_id: int | None, code: str) -> None:
    request = await _permitted(act, request_id)
    step = step_for("refuse", request.state)
    decided = {"decided_by": act.me.id, "decided_at": act.at, "decision_words_id": words_id}
    request = await act.work.requests.move(request, step.target, **decided)
    await act.settle("decision", ("request", request.id))
    if dialogue := await dialogues.current(act):
        await dialogues.end(act, dialogue)
    await act.record(f"{request.kind}_refused", request=request.id, reason=code)
    await tell_refusal(act, request, reason)
    await resume(act, request)
    await act.reply("recusal.refusal_done", card=f"refusal:{request.id}")
    await hand_out_refusal(act, request)
    await refresh_request(act, request)


async def tell_refusal(act: Act, request: Request, reason: object) -> None:
    """Send the refusal back with its reason: to the person, and to whoever raised it for another."""
    person = await act.work.people.get(request.person_id)
    target = await request_target(act, request)
    about: dict[str, Any] = {"target": target, "reason": reason, "ground": relief_ground(act, request.kind)}
    if request.origin in (*OWN, Origin.DECLARED):
        await act.notify(f"{request.kind}.refused", person, **about)
        return
    number = (await act.work.rounds.get(request.round_id)).number
    raiser: Person = await act.work.people.get(request.raised_by or request.person_id)
    for other in each_once([person, raiser]):
        await act.notify("request.not_followed", other, number=number, name=person.name, **about)


async def _permitted(act: Act, request_id: int) -> Request:
    request = await act.work.requests.get(request_id)
    person = await act.work.people.get(request.person_id)
    duty = await act.work.duties.get(request.duty_id)
    _, stands_in = await approvers_of(act, duty)
    case = Case(unit=person.unit, parties=await parties_of(act, duty), stand_in=stands_in)
    act.permit(_ACTIONS[request.kind], case)
    return request


async def resume(act: Act, request: Request) -> None:
    """Whoever still has a duty that he has not accepted owes the answer again, from today."""
    duty = await act.work.duties.get(request.duty_id)
    owed = {"kind": "acknowledgement", "subject_kind": "duty", "subject_id": duty.id, "state": "open"}
    is_due = duty.state is DutyState.NOTIFIED and bool(await served(act, duty))
    if is_due and not await act.work.deadlines.one(**owed):
        await owe_acknowledgement(act, duty)
    await show_duty(act, duty)
