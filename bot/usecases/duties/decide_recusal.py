"""The approver decides; an approval makes the vacancy, the next in order follows, the filing reports it."""

from typing import Any

from bot.domain.duties import DutyState, Request, RequestState
from bot.domain.people import Role
from bot.domain.permissions import Action, Case
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.ask_recusal import approvers_of, parties_of, refresh_request, request_target
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.fill_seat import fill
from bot.usecases.platform.platform_draws import follower_of

REFUSALS = ("not_a_ground", "no_evidence", "too_late")


async def approve(act: Act, request_id: int) -> None:
    """Approve, vacate the seat, backfill it by the rule, and report it to the lead office."""
    request = await _permitted(act, request_id)
    step = step_for("approve", request.state)
    decided = {"decided_by": act.me.id, "decided_at": act.at}
    request = await act.work.requests.move(request, step.target, **decided)
    duty = await act.work.duties.get(request.duty_id)
    vacancy = await fill(act, duty, request)
    request = await act.work.requests.change(request, vacancy=vacancy)
    await act.record("recusal_approved", request=request.id, vacancy=vacancy)
    follows = await follower_of(act, duty.round_id)
    await act.toast(f"recusal.approved_toast.{follows}")
    person = await act.work.people.get(request.person_id)
    target = await request_target(act, request)
    await _resume(act, request)
    said = {"key": f"recusal.who_follows.{follows}"}
    await act.notify(
        "recusal.approved", person, target=target, follows=said, ground=act.ground("substitution")
    )
    await refresh_request(act, request)
    await _file(act, request)


async def ask_refusal(act: Act, request_id: int) -> None:
    """Ask why the request is refused: a refusal goes back with its reason."""
    request = await _permitted(act, request_id)
    step_for("refuse", request.state)
    dialogue = await dialogues.begin(act, "refusal", "words", request=request.id)
    await act.toast("toast.ok")
    place: dict[str, Any] = {"card": f"refusal:{request.id}", "request": request.id}
    await dialogues.ask(act, dialogue, "recusal.ask_refusal", **place, options=list(REFUSALS))


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
    if dialogue := await dialogues.current(act):
        await dialogues.end(act, dialogue)
    await act.record("recusal_refused", request=request.id, reason=code)
    person = await act.work.people.get(request.person_id)
    await act.notify("recusal.refused", person, target=await request_target(act, request), reason=reason)
    await _resume(act, request)
    await act.reply("recusal.refusal_done", card=f"refusal:{request.id}")
    await refresh_request(act, request)


async def _permitted(act: Act, request_id: int) -> Request:
    request = await act.work.requests.get(request_id)
    person = await act.work.people.get(request.person_id)
    duty = await act.work.duties.get(request.duty_id)
    _, stands_in = await approvers_of(act, duty)
    case = Case(unit=person.unit, parties=await parties_of(act, duty), stand_in=stands_in)
    act.permit(Action.DECIDE_RECUSAL, case)
    return request


async def _resume(act: Act, request: Request) -> None:
    """Whoever still has a duty that he has not accepted owes the answer again, from today."""
    duty = await act.work.duties.get(request.duty_id)
    if duty.state is DutyState.NOTIFIED:
        days = act.office.profile.terms.acknowledgement_days.value
        await act.owe("acknowledgement", ("duty", duty.id), days, person_id=duty.person_id)
        await show_duty(act, duty)


async def _file(act: Act, request: Request) -> None:
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in lead_office:
        await show_filing(act, request.id, person.id)


async def show_filing(act: Act, request_id: int, person_id: int) -> None:
    """Send or edit the lead office's card of a filing."""
    request = await act.work.requests.get(request_id)
    person = await act.work.people.get(request.person_id)
    opened = await act.work.rounds.get(request.round_id)
    approver = await act.work.people.get(request.decided_by or 0)
    await act.notify(
        "filing.card",
        await act.work.people.get(person_id),
        card=f"filing:{request.id}",
        request=request.id,
        number=opened.number,
        vacancy=request.vacancy,
        name=person.name,
        unit=person.unit or {"key": "unit.bureau"},
        target=await request_target(act, request),
        recusal_ground={"key": f"recusal.ground.{request.ground}"},
        approver=approver.name,
        office=act.office.profile.names.filing_office.value,
        state={"key": f"request.state.{request.state}"},
        ground=act.ground("filing"),
        can_file=request.state is RequestState.APPROVED,
    )


async def accept_filing(act: Act, request_id: int) -> None:
    """备案: the lead office has taken note; nothing waited for it."""
    act.permit(Action.ACCEPT_FILING)
    request = await act.work.requests.get(request_id)
    step = step_for("file", request.state)
    request = await act.work.requests.move(request, step.target)
    await act.record("recusal_filed", request=request.id)
    await act.toast("filing.toast")
    await _file(act, request)
