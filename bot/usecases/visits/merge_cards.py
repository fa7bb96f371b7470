"""The card of a proposed 合并检查: who is asked, until when, and what has become of it."""

from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.domain.rounds import Round
from bot.domain.visits.merges import Merge, MergeState, ground_of_merging, sections_of
from bot.usecases.act import Act
from bot.usecases.results.round_items import round_items
from bot.usecases.target_name import target_name

ANSWER = "merge"
"""The kind of the deadline by which each coordinator answers; the texts set no term."""


async def show_merge(act: Act, merge: Merge) -> None:
    """Send or edit the cards of both coordinators."""
    for person_id in await coordinators_of(act, merge):
        await show_merge_to(act, merge, await act.work.people.get(person_id))


async def show_merge_to(act: Act, merge: Merge, person: Person) -> None:
    """Send or edit the card of one of them."""
    rounds = await rounds_of(act, merge)
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
        due=act.due((await answer_terms(act, merge))[-1]),
        ground=act.ground(ground_of_merging(act.office.profile)),
        can_agree=is_open,
        can_refuse=is_open and not merge.is_mandatory,
    )


async def pending_merges(act: Act, opened: Round) -> int:
    """Send anew the proposals of this round that wait for me, and return how many there are."""
    shown = 0
    for merge in await act.work.merges.all(state=MergeState.PROPOSED):
        mine = [each.id for each in await rounds_of(act, merge) if each.coordinator_id == act.me.id]
        if mine[:1] == [opened.id] and act.me.id not in merge.agreed_by:
            await act.forget_card(f"visit:{merge.id}")
            await show_merge_to(act, merge, act.me)
            shown += 1
    return shown


async def pair_of(act: Act, merge: Merge) -> list[Inspection]:
    """Return the two inspections, the later drawn first."""
    return [await act.work.inspections.get(each) for each in (merge.inspection_id, merge.other_id)]


async def rounds_of(act: Act, merge: Merge) -> list[Round]:
    """Return their rounds, in the same order."""
    return [await act.work.rounds.get(each.round_id) for each in await pair_of(act, merge)]


async def coordinators_of(act: Act, merge: Merge) -> list[int]:
    """Return the coordinators of both rounds, each once."""
    return [*dict.fromkeys(each.coordinator_id for each in await rounds_of(act, merge))]


async def answer_terms(act: Act, merge: Merge) -> list[Deadline]:
    """Return the terms in which the coordinators answer."""
    return await act.work.deadlines.all(kind=ANSWER, subject_kind="merge", subject_id=merge.id)


async def sections_in(act: Act, opened: Round) -> set[str]:
    """Return the sections whose items the round inspects."""
    return sections_of(opened, await round_items(act.work, opened))


async def _round_line(act: Act, opened: Round) -> dict[str, Any]:
    coordinator = await act.work.people.get(opened.coordinator_id)
    initiator = "、".join(sorted(await sections_in(act, opened))) or coordinator.unit
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
