"""人员不足: nobody is left to follow. That is an event with its options, never a silently smaller team.

Alternates and tail were asked for by the rule itself. What is left for the lead office: keep the person, with
a specialist of his unit to help, or take the target out of this round into a new one.
"""

from typing import Any

from bot.domain.deadlines import DeadlineState
from bot.domain.duties.duty import Request, RequestKind, RequestState
from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.domain.people import Person, Role
from bot.domain.rounds import TEAMED, AttemptState, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.complete_team import is_whole
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.request_words import request_target
from bot.usecases.duties.requests import SHORTAGE, deciders_of, refresh_request
from bot.usecases.duties.tell_team import members_of, tell_suspended
from bot.usecases.office import unit_text
from bot.usecases.target_name import target_name

OPEN_TARGET = "open_target"
"""What the lead office owes about a target that the draw, or a lapsed licence, left without a whole team."""


async def settle_open_targets(act: Act) -> None:
    """By the clock: no decision is owed on a target that is whole again or not inspected any more."""
    for deadline in await act.work.deadlines.all(kind=OPEN_TARGET, state=DeadlineState.OPEN):
        inspection = await act.work.inspections.get(deadline.subject_id)
        if inspection.state not in HANDOVER_STATES or await is_whole(act, inspection):
            await act.settle(OPEN_TARGET, ("inspection", inspection.id))


async def exhaust(act: Act, request: Request, lacking: list[Inspection]) -> None:
    """The approver agrees, but nobody is left to follow: nobody leaves, and the lead office is asked."""
    step = step_for("exhaust", request.state)
    decided = {"decided_by": act.me.id, "decided_at": act.at}
    request = await act.work.requests.move(request, step.target, **decided)
    opened = await act.work.rounds.get(request.round_id)
    keys = [each.target_key for each in lacking]
    await act.record("roster_exhausted", round=opened.number, request=request.id, targets=keys)
    await act.settle("decision", ("request", request.id))
    await _owe(act, SHORTAGE, ("request", request.id))
    await _tell_all(act, opened, lacking)
    person = await act.work.people.get(request.person_id)
    told: dict[str, Any] = {"number": opened.number, "target": await request_target(act, request)}
    await act.notify(f"shortage.yours.{request.kind}", person, **told, ground=act.ground("backfill"))
    for each in await deciders_of(act, request):
        await show_shortage(act, request, each)
    await refresh_request(act, request)
    if request.kind is RequestKind.RECUSAL:
        await tell_suspended(act, opened, await members_of(act, lacking), person.id)
    for inspection in lacking:
        await refresh_duties(act, inspection)


async def _owe(act: Act, kind: str, subject: tuple[str, int]) -> None:
    """Give the lead office the term of a decision; a target that is short already keeps its own."""
    if not await act.work.deadlines.one(
        kind=kind, subject_kind=subject[0], subject_id=subject[1], state=DeadlineState.OPEN
    ):
        days = act.office.profile.terms.decision_days.value
        await act.owe(kind, subject, days, role=Role.LEAD_OFFICE, rule="decision")


async def _due(act: Act, kind: str, subject: tuple[str, int]) -> dict[str, Any]:
    where = {"kind": kind, "subject_kind": subject[0], "subject_id": subject[1]}
    terms = await act.work.deadlines.all(**where)
    return act.due(terms[-1]) if terms else {"key": "date.none"}


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
        left=await _left(act, opened),
        state={"key": f"request.state.{request.state}"},
        due=await _due(act, SHORTAGE, ("request", request.id)),
        term=act.ground("decision"),
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
        await _owe(act, OPEN_TARGET, ("inspection", inspection.id))
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
        left=await _left(act, opened),
        state={"key": f"inspection.state.{inspection.state}"},
        due=await _due(act, OPEN_TARGET, ("inspection", inspection.id)),
        term=act.ground("decision"),
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


async def _left(act: Act, opened: Round) -> dict[str, Any]:
    """Return the text of how many were called and could not follow."""
    n = await _waiting(act, opened)
    return {"key": "shortage.left", "n": n} if n else {"key": "shortage.none_left"}


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
