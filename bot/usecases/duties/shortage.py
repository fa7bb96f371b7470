"""人员不足: nobody is left to follow. That is an event with its options, never a silently smaller team.

Alternates and tail were asked for by the rule itself. What is left for the lead office: keep the person, with
a specialist of his unit to help, or take the target out of this round into a new one.
"""

from typing import Any

from bot.domain.duties import Request, RequestKind, RequestState
from bot.domain.people import Person, Role
from bot.domain.rounds import HANDOVER_STATES, TEAMED, AttemptState, Inspection, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act, unit_text
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.request_words import request_target
from bot.usecases.duties.requests import deciders_of, owe_decision, refresh_request
from bot.usecases.target_name import target_name


async def exhaust(act: Act, request: Request, lacking: list[Inspection]) -> None:
    """The approver agrees, but nobody is left to follow: nobody leaves, and the lead office is asked."""
    step = step_for("exhaust", request.state)
    decided = {"decided_by": act.me.id, "decided_at": act.at}
    request = await act.work.requests.move(request, step.target, **decided)
    opened = await act.work.rounds.get(request.round_id)
    keys = [each.target_key for each in lacking]
    await act.record("roster_exhausted", round=opened.number, request=request.id, targets=keys)
    await act.settle("decision", ("request", request.id))
    await owe_decision(act, request)
    await _tell_all(act, opened, lacking)
    person = await act.work.people.get(request.person_id)
    told: dict[str, Any] = {"number": opened.number, "target": await request_target(act, request)}
    await act.notify(f"shortage.yours.{request.kind}", person, **told, ground=act.ground("backfill"))
    for each in await deciders_of(act, request):
        await show_shortage(act, request, each)
    await refresh_request(act, request)
    for inspection in lacking:
        await refresh_duties(act, inspection)


async def show_shortage(act: Act, request: Request, person: Person) -> None:
    """Send or edit the lead office's card of a request that nobody can be found for."""
    opened = await act.work.rounds.get(request.round_id)
    inspector = await act.work.people.get(request.person_id)
    has_specialist = bool(act.office.profile.duties.specialist.value)
    is_open = request.state is RequestState.EXHAUSTED
    await act.notify(
        "shortage.card",
        person,
        card=f"shortage:{request.id}",
        request=request.id,
        number=opened.number,
        name=inspector.name,
        unit=unit_text(inspector.unit),
        kind={"key": f"request.kind.{request.kind}"},
        target=await request_target(act, request),
        left=await _waiting(act, opened),
        state={"key": f"request.state.{request.state}"},
        order=act.ground("backfill"),
        specialist=act.ground("specialist" if has_specialist else "substitution"),
        can_keep=is_open and request.kind is RequestKind.SUBSTITUTION,
        has_specialist=has_specialist,
        can_withdraw=is_open,
    )


async def report_open(act: Act, opened: Round, targets: list[str]) -> None:
    """A draw leaves these targets without a whole team: each is held until the lead office has decided."""
    where = {"round_id": opened.id, "target_key": tuple(targets), "state": HANDOVER_STATES}
    inspections = await act.work.inspections.all(**where)
    if not inspections:
        return
    keys = [each.target_key for each in inspections]
    await act.record("roster_exhausted", round=opened.number, request=0, targets=keys)
    await _tell_all(act, opened, inspections, key=f"short:{','.join(str(each.id) for each in inspections)}")
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for inspection in inspections:
        for person in lead_office:
            await show_open_target(act, opened, inspection, person)


async def show_open_target(act: Act, opened: Round, inspection: Inspection, person: Person) -> None:
    """Send or edit the lead office's card of a target that has no whole team."""
    await act.notify(
        "shortage.target_card",
        person,
        card=f"short-target:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        name=await target_name(act, inspection),
        left=await _waiting(act, opened),
        state={"key": f"inspection.state.{inspection.state}"},
        order=act.ground("backfill"),
        can_withdraw=inspection.state in HANDOVER_STATES,
    )


async def _tell_all(act: Act, opened: Round, inspections: list[Inspection], key: str | None = None) -> None:
    """The group hears a count, the coordinator the names; of the same targets once, where there is a key."""
    chat = await act.work.chats.get(opened.chat_id)
    count: dict[str, Any] = {"number": opened.number, "n": len(inspections)}
    count["ground"], seal = act.ground("backfill"), await seal_of(act, opened)
    await act.notify("shortage.posted", chat, key=key and f"{key}:group", **count, **seal)
    coordinator = await act.work.people.get(opened.coordinator_id)
    targets = await act.work.targets.all(id=tuple(each.target_id for each in inspections))
    names = "、".join(each.name for each in targets)
    told = key and f"{key}:coordinator"
    await act.notify("roster.exhausted", coordinator, key=told, **count, names=names)


async def _waiting(act: Act, opened: Round) -> int:
    """Return how many of alternates and tail were never called: all of them were passed over."""
    where = {"round_id": opened.id, "state": AttemptState.STANDING, "step": TEAMED}
    attempt = await act.work.attempts.one(**where)
    if attempt is None:
        return 0
    result = attempt.result or {}
    queue = {who for groups in (result["alternates"], result["tail"]) for group in groups for who in group}
    called = {who for pairs in attempt.substitutions for who, _ in pairs}
    return len(queue - called)
