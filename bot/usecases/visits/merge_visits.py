"""合并检查: two rounds that meet the same target are proposed as one visit to both coordinators."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import Deadline, DeadlineState, is_overdue
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue, Person
from bot.domain.permissions import Case
from bot.domain.rounds import Round
from bot.domain.typed import one_line
from bot.domain.visits.merges import (
    Merge,
    MergeState,
    ground_of_merging,
    have_different_initiators,
    is_before_visit,
    is_mandatory,
    sections_of,
)
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.results.round_items import round_items
from bot.usecases.target_name import target_name
from bot.usecases.visits.merged_visits import merges_of

ANSWER = "merge"
"""The kind of the deadline by which each coordinator answers; the texts set no term."""
APART = ("deadlines", "confidential")
"""The usual reasons for two visits; any other is typed."""


async def propose_merges(act: Act, opened: Round, inspections: list[Inspection]) -> None:
    """Propose one visit for every target that another round of the year is going to inspect as well."""
    others = {each.id: each for each in await _rounds_of_others(act, opened)}
    for inspection in inspections:
        for other in await act.work.inspections.all(target_id=inspection.target_id, round_id=tuple(others)):
            if is_before_visit(other, others[other.round_id]):
                await _propose(act, inspection, other)


async def _rounds_of_others(act: Act, opened: Round) -> list[Round]:
    """Return this year's rounds of other coordinators, or of other sections."""
    year, own = f"SSJ-{act.today.year}-", await _sections(act, opened)
    rounds = [each for each in await act.work.rounds.all() if each.number.startswith(year)]
    return [
        each
        for each in rounds
        if have_different_initiators(each, opened, (await _sections(act, each), own)) and each.id != opened.id
    ]


async def _sections(act: Act, opened: Round) -> set[str]:
    return sections_of(opened, await round_items(act.work, opened))


async def agree(act: Act, merge_id: int) -> None:
    """Agree to one visit; it is one once the coordinators of both rounds agree."""
    merge, rounds = await _permitted(act, merge_id)
    if await _lapsed(act, merge):
        await act.toast("visit.too_late")
        return
    step_for("merge", merge.state)
    if act.me.id in merge.agreed_by:
        raise Stale
    merge = await act.work.merges.change(merge, agreed_by=[*merge.agreed_by, act.me.id])
    await act.record("visit_agreed", merge=merge.id)
    await act.toast("visit.agreed_toast")
    if {each.coordinator_id for each in rounds} <= set(merge.agreed_by):
        await _become_one(act, merge)
    else:
        await act.settle(ANSWER, ("merge", merge.id), person_id=act.me.id)
        await _show(act, merge)


async def ask_apart(act: Act, merge_id: int) -> None:
    """Ask why the visits are kept apart; where the text orders one visit, nobody can."""
    merge, _ = await _permitted(act, merge_id)
    if await _lapsed(act, merge):
        await act.toast("visit.too_late")
        return
    step_for("keep_apart", merge.state)
    if merge.is_mandatory:
        raise Stale
    dialogue = await dialogues.begin(act, "visit", "words", merge=merge.id)
    await dialogues.ask(act, dialogue, "visit.ask_apart", merge=merge.id, options=list(APART))


async def apart_by_code(act: Act, merge_id: int, reason: str) -> None:
    """Keep the visits apart for one of the usual reasons."""
    await _keep_apart(act, merge_id, reason=reason)


async def apart_in_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the visits apart for a typed reason."""
    words = await act.keep_words(one_line(typed))
    await _keep_apart(act, int(str(dialogue.draft["merge"])), words_id=words.id)


async def settle_merges(act: Act) -> None:
    """End what was overtaken; what nobody answers in its term becomes one visit where the text orders it.

    Elsewhere silence decides nothing: the reminders go on, and upwards.
    """
    for deadline in await act.work.deadlines.all(kind=ANSWER, state=DeadlineState.OPEN):
        merge = await act.work.merges.get(deadline.subject_id)
        if merge.state is not MergeState.PROPOSED or await _lapsed(act, merge):
            continue  # two may owe an answer to the same proposal
        if merge.is_mandatory and is_overdue(deadline, act.today):
            await _become_one(act, merge)


async def require_answer(act: Act, inspection: Inspection) -> None:
    """Refuse to go alone while a visit that the text orders to be one is not agreed upon.

    Raises:
        Refused: `visit.undecided`, with the other round and until when it is decided.
    """
    for merge in await merges_of(act, inspection, MergeState.PROPOSED):
        pair, rounds = await _pair(act, merge), await _rounds(act, merge)
        if merge.is_mandatory and all(is_before_visit(*each) for each in zip(pair, rounds, strict=True)):
            (other,) = [each.number for each in rounds if each.id != inspection.round_id]
            ground = act.ground(ground_of_merging(act.office.profile))
            due = {"date": (await _terms(act, merge))[-1].due_on.isoformat()}
            raise Refused("visit.undecided", number=other, due=due, ground=ground)


async def pending_merges(act: Act, opened: Round) -> int:
    """Send anew the proposals of this round that wait for me, and return how many there are."""
    shown = 0
    for merge in await act.work.merges.all(state=MergeState.PROPOSED):
        mine = [each.id for each in await _rounds(act, merge) if each.coordinator_id == act.me.id]
        if mine[:1] == [opened.id] and act.me.id not in merge.agreed_by:
            await act.forget_card(f"visit:{merge.id}")
            await _show_to(act, merge, act.me)
            shown += 1
    return shown


async def _propose(act: Act, inspection: Inspection, other: Inspection) -> None:
    if await act.work.merges.one(inspection_id=inspection.id, other_id=other.id):
        return
    profile = act.office.profile
    pair = {"inspection_id": inspection.id, "other_id": other.id}
    merge = await act.work.merges.add(Merge(**pair, is_mandatory=is_mandatory(profile)))
    await act.record("visit_proposed", merge=merge.id, inspections=[inspection.id, other.id])
    days, ground = profile.terms.confirmation_days.value, ground_of_merging(profile)
    for person_id in await _coordinators(act, merge):
        await act.owe(ANSWER, ("merge", merge.id), days, person_id=person_id, rule=ground)
    await _show(act, merge)


async def _become_one(act: Act, merge: Merge) -> None:
    merge = await act.work.merges.move(merge, step_for("merge", merge.state).target, decided_at=act.at)
    await act.settle(ANSWER, ("merge", merge.id))
    await act.record("visits_merged", inspections=[merge.inspection_id, merge.other_id])
    await _show(act, merge)
    for inspection in await _pair(act, merge):
        await refresh_duties(act, inspection)
        await act.paper("page", inspection.round_id)


async def _keep_apart(act: Act, merge_id: int, reason: str = "", words_id: int | None = None) -> None:
    merge, _ = await _permitted(act, merge_id)
    step = step_for("keep_apart", merge.state)
    if merge.is_mandatory:
        raise Stale
    if dialogue := await dialogues.current(act):
        await dialogues.end(act, dialogue)
    values = {"apart_by": act.me.id, "reason": reason, "words_id": words_id, "decided_at": act.at}
    merge = await act.work.merges.move(merge, step.target, **values)
    words = (await act.work.words.get(words_id)).commitment if words_id else ""
    await act.record("visits_kept_apart", merge=merge.id, reason=reason, words=words)
    await act.settle(ANSWER, ("merge", merge.id))
    await _show(act, merge)
    for inspection in await _pair(act, merge):
        await act.paper("page", inspection.round_id)


async def _permitted(act: Act, merge_id: int) -> tuple[Merge, list[Round]]:
    """Return the proposal with the rounds, the later drawn first, if I coordinate one of them."""
    merge = await act.work.merges.get(merge_id)
    rounds = await _rounds(act, merge)
    mine = [each.coordinator_id for each in rounds if each.coordinator_id == act.me.id]
    act.permit(Action.MERGE_VISITS, Case(coordinator=(mine or [rounds[0].coordinator_id])[0]))
    return merge, rounds


async def _lapsed(act: Act, merge: Merge) -> bool:
    """Let the proposal lapse where one of the two was visited or called off meanwhile; return whether."""
    pairs = zip(await _pair(act, merge), await _rounds(act, merge), strict=True)
    if merge.state is not MergeState.PROPOSED or all(is_before_visit(*each) for each in pairs):
        return False
    merge = await act.work.merges.move(merge, step_for("overtake", merge.state).target)
    await act.record("visit_lapsed", merge=merge.id)
    await act.cancel(ANSWER, ("merge", merge.id))
    await _show(act, merge)
    return True


async def _pair(act: Act, merge: Merge) -> list[Inspection]:
    return [await act.work.inspections.get(each) for each in (merge.inspection_id, merge.other_id)]


async def _rounds(act: Act, merge: Merge) -> list[Round]:
    return [await act.work.rounds.get(each.round_id) for each in await _pair(act, merge)]


async def _show(act: Act, merge: Merge) -> None:
    """Send or edit the cards of both coordinators."""
    for person_id in await _coordinators(act, merge):
        await _show_to(act, merge, await act.work.people.get(person_id))


async def _coordinators(act: Act, merge: Merge) -> list[int]:
    return [*dict.fromkeys(each.coordinator_id for each in await _rounds(act, merge))]


async def _terms(act: Act, merge: Merge) -> list[Deadline]:
    return await act.work.deadlines.all(kind=ANSWER, subject_kind="merge", subject_id=merge.id)


async def _show_to(act: Act, merge: Merge, person: Person) -> None:
    rounds = await _rounds(act, merge)
    inspection = await act.work.inspections.get(merge.inspection_id)
    is_open = merge.state is MergeState.PROPOSED and person.id not in merge.agreed_by
    await act.notify(
        "visit.card",
        person,
        card=f"visit:{merge.id}",
        merge=merge.id,
        name=await target_name(act, inspection),
        rounds=[await _round_line(act, each) for each in rounds],
        wish={"key": "visit.must" if merge.is_mandatory else "visit.should"},
        state=await _state_text(act, merge),
        after={"key": "visit.after.must" if merge.is_mandatory else "visit.after.should"},
        due=act.due((await _terms(act, merge))[-1]),
        ground=act.ground(ground_of_merging(act.office.profile)),
        can_agree=is_open,
        can_refuse=is_open and not merge.is_mandatory,
    )


async def _round_line(act: Act, opened: Round) -> dict[str, Any]:
    coordinator = await act.work.people.get(opened.coordinator_id)
    initiator = "、".join(sorted(await _sections(act, opened))) or coordinator.unit
    called = f"{coordinator.name}（{initiator}）" if initiator else coordinator.name
    return {"key": "visit.round", "number": opened.number, "coordinator": called}


async def _state_text(act: Act, merge: Merge) -> dict[str, Any]:
    """Return where the proposal stands, with who agreed, or who keeps the visits apart and why."""
    agreed = "、".join([(await act.work.people.get(each)).name for each in merge.agreed_by])
    if merge.state is MergeState.PROPOSED:
        return {"key": "visit.state.agreed", "names": agreed} if agreed else {"key": "visit.state.proposed"}
    if merge.state is not MergeState.APART:
        return {"key": f"visit.state.{merge.state}"}
    reason: Any = {"key": f"visit.apart.{merge.reason}"}
    if merge.words_id is not None:
        reason = (await act.work.words.get(merge.words_id)).text
    by = (await act.work.people.get(merge.apart_by or 0)).name
    return {"key": "visit.state.apart", "name": by, "reason": reason}
