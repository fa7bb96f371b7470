"""Requests that somebody leave a seat: who decides on them, until when, and what the deciders read."""

from typing import Any

from bot.domain.duties.duty import OWN, WAITING, Duty, Origin, Request, RequestKind, RequestState
from bot.domain.errors import Refused
from bot.domain.people import Person, Role
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import served, show_duty
from bot.usecases.duties.request_words import (
    cause_text,
    origin_text,
    relief_ground,
    request_target,
    words_of,
)
from bot.usecases.office import unit_text
from bot.usecases.platform.platform_draws import follower_of
from bot.usecases.second_person import impartial_holders

SHORTAGE = "shortage"
"""What the lead office owes where nobody is left to follow: the decision what is to be done."""
_CARDS = {RequestKind.RECUSAL: "recusal.card", RequestKind.SUBSTITUTION: "substitution.card"}


async def put_up(act: Act, duty: Duty, words: str = "", **values: Any) -> Request:
    """Open a request and put it to whoever decides, with the term of the decision; work goes on meanwhile.

    `words` is the commitment of what was written, for the journal.

    Raises:
        Refused: `recusal.already_asked`, one about the same target waits already.
    """
    await refuse_second(act, duty, values["targets"])
    about = {"duty_id": duty.id, "round_id": duty.round_id, "person_id": duty.person_id}
    request = await act.work.requests.add(Request(**about, **values))
    await _record_asked(act, request, words)
    if request.origin in (*OWN, Origin.DECLARED):
        await act.settle("acknowledgement", ("duty", duty.id))
    await owe_decision(act, request)
    return request


async def split_off(act: Act, request: Request, targets: list[str], left: list[str]) -> Request:
    """Return a request of its own for these targets; the one for the whole round is about what is `left`."""
    about = {"id": 0, "targets": targets, "part_of": request.id}
    part = await act.work.requests.add(request.model_copy(update=about))
    await act.work.requests.change(request, left=left)
    words = (await act.work.words.get(request.words_id)).commitment if request.words_id else ""
    await _record_asked(act, part, words, part_of=request.id)
    return part


async def _record_asked(act: Act, request: Request, words: str, **more: int) -> None:
    cause = request.ground or request.reason or ""
    facts: dict[str, Any] = {"request": request.id, "duty": request.duty_id, "origin": request.origin.value}
    facts |= {"cause": str(cause), "targets": request.targets, "words": words}
    await act.record(f"{request.kind}_asked", **facts, **more)


async def refuse_second(act: Act, duty: Duty, targets: list[str] | None) -> None:
    """Return if no request about these targets waits; raise Refused otherwise."""
    for other in await act.work.requests.all(duty_id=duty.id, state=WAITING):
        if other.overlaps(targets):
            raise Refused("recusal.already_asked")


async def owe_decision(act: Act, request: Request) -> None:
    """Open the term of the decision, which the approvers owe."""
    unit = (await act.work.people.get(request.person_id)).unit
    days = act.office.profile.terms.decision_days.value
    await act.owe("decision", ("request", request.id), days, role=Role.APPROVER, unit=unit)


async def settle_decision(act: Act, request: Request) -> None:
    """Settle whatever decision was owed: the approver's, or the lead office's where nobody follows."""
    for kind in ("decision", SHORTAGE):
        await act.settle(kind, ("request", request.id))


async def parties_of(act: Act, duty: Duty) -> frozenset[int]:
    """Return who may not decide on a request of this duty: the person, and whoever inspects with him."""
    inspections = tuple(each.id for each in await served(act, duty))
    seats = await act.work.seats.all(inspection_id=inspections, is_open=True)
    return frozenset({duty.person_id, *(seat.person_id for seat in seats)})


async def approvers_of(act: Act, duty: Duty) -> tuple[list[Person], bool]:
    """Return who decides on requests of this duty: no party to it, the lead office where nobody else is."""
    person, parties = await act.work.people.get(duty.person_id), await parties_of(act, duty)
    return await impartial_holders(act, Role.APPROVER, person.unit, parties, lenders=parties)


async def deciders_of(act: Act, request: Request) -> list[Person]:
    """Return who owes the decision now: the approvers, or the lead office once nobody is left to follow."""
    duty = await act.work.duties.get(request.duty_id)
    if request.state is RequestState.EXHAUSTED:
        parties = await parties_of(act, duty)
        return [each for each in (await act.holders(Role.LEAD_OFFICE))[0] if each.id not in parties]
    return (await approvers_of(act, duty))[0]


async def ask_approvers(act: Act, request: Request) -> list[Person]:
    """Show the request to everybody who may decide on it, and return them."""
    duty = await act.work.duties.get(request.duty_id)
    approvers, stands_in = await approvers_of(act, duty)
    for approver in approvers:
        await show_request(act, request, approver, stands_in=stands_in)
    await show_duty(act, duty)
    await _refresh_raiser(act, request)
    return approvers


async def show_request(act: Act, request: Request, approver: Person, *, stands_in: bool) -> None:
    """Send or edit the approver's card of a request."""
    person = await act.work.people.get(request.person_id)
    opened = await act.work.rounds.get(request.round_id)
    terms = await act.work.deadlines.all(kind="decision", subject_kind="request", subject_id=request.id)
    await act.notify(
        _CARDS[request.kind],
        approver,
        card=f"request:{request.id}",
        request=request.id,
        number=opened.number,
        name=person.name,
        unit=unit_text(person.unit),
        origin=await origin_text(act, request),
        target=await request_target(act, request),
        cause=cause_text(request),
        words=await words_of(act, request),
        stands_in={"key": "recusal.stands_in"} if stands_in else "",
        state={"key": f"request.state.{request.state}"},
        due=act.due(terms[0]) if terms else {"key": "date.none"},
        term=act.ground("decision"),
        follows={"key": f"recusal.if_approved.{await follower_of(act, request.round_id)}"},
        ground=relief_ground(act, request.kind),
        limits=_limits(act, request),
        can_decide=request.state is RequestState.ASKED,
    )


def _limits(act: Act, request: Request) -> Any:
    """Return what to heed meanwhile: a team waits at the gate, or the text allows it as an exception only."""
    if request.origin is Origin.PARTNER:
        return {"key": "substitution.at_the_gate", "ground": act.ground("team")}
    rule = act.office.profile.substitution.swap_allowed
    return {"key": f"substitution.{'goes_on' if rule.silent or rule.value else 'exception'}"}


async def refresh_request(act: Act, request: Request) -> None:
    """Edit the cards of those who were asked to decide; nobody else learns of the request."""
    duty = await act.work.duties.get(request.duty_id)
    _, stands_in = await approvers_of(act, duty)
    asked = {each.person_id for each in await act.work.notices.all(card=f"request:{request.id}")}
    for person in await act.work.people.all(id=tuple(each for each in asked if each is not None)):
        await show_request(act, request, person, stands_in=stands_in)
    await _refresh_raiser(act, request)


async def _refresh_raiser(act: Act, request: Request) -> None:
    """Edit the duty card of whoever reported that his partner is missing: he may take that back."""
    if request.origin is Origin.PARTNER:
        his = {"round_id": request.round_id, "person_id": request.raised_by}
        if (duty := await act.work.duties.one(**his)) is not None:
            await show_duty(act, duty)


async def lapse_requests(act: Act, requests: list[Request]) -> None:
    """End the requests that still wait: what they ask for has been overtaken."""
    for request in requests:
        if request.state in WAITING:
            lapsed = await act.work.requests.move(request, step_for("lapse", request.state).target)
            await settle_decision(act, request)
            await act.record("request_lapsed", request=request.id)
            await refresh_request(act, lapsed)


async def lapse_overtaken(act: Act, duty: Duty) -> None:
    """End what waits about targets that the person no longer serves."""
    mine = {each.target_key for each in await served(act, duty)}
    waiting = await act.work.requests.all(duty_id=duty.id, state=WAITING)
    await lapse_requests(act, [each for each in waiting if not mine & set(each.targets or mine)])
