"""A result is published: each abnormal finding is followed up, and what was corrected away is dropped."""

from bot.domain.deadlines import DeadlineState
from bot.domain.inspections import Inspection
from bot.domain.results.findings import to_follow_up
from bot.domain.results.follow_ups import OVER, FollowUp, unanswered
from bot.domain.rounds import ENDED
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.follow_ups.extension_cards import overtake_extension
from bot.usecases.follow_ups.follow_up_cards import (
    SUBJECT,
    inspection_of,
    item_name,
    show_decision,
    show_follow_up,
    show_outcome,
    show_visit,
)
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name


async def follow_up_findings(act: Act, inspection: Inspection) -> None:
    """Open a decision for each finding that has none; drop those whose item is normal now."""
    # What is public counts: a record that is being corrected says something else already.
    *_, published = await act.work.publications.all(inspection_id=inspection.id)
    abnormal = to_follow_up(published.findings, published.conclusion)
    rows = await act.work.follow_ups.all(inspection_id=inspection.id)
    for row in rows:
        if row.state not in OVER and row.item_code not in abnormal:
            await _drop(act, row)
    for code, turn in unanswered(abnormal, await act.work.follow_ups.all(inspection_id=inspection.id)):
        row = await act.work.follow_ups.add(FollowUp(inspection_id=inspection.id, item_code=code, turn=turn))
        await act.record("follow_up_opened", follow_up=row.id, inspection=inspection.id, item=code, turn=turn)
        await owe_measure(act, row)
        await show_follow_up(act, row)


async def owe_measure(act: Act, row: FollowUp) -> None:
    """Open the term in which the coordinator proposes what is to be done."""
    coordinator = await coordinator_of(act, await inspection_of(act, row))
    days = act.office.profile.terms.measure_days.value
    await act.owe("measure", (SUBJECT, row.id), days, person_id=coordinator.id)


async def end_terms(act: Act, row: FollowUp, command: str = "settle") -> None:
    """End whatever somebody owes about it now."""
    owed = {"subject_kind": SUBJECT, "subject_id": row.id, "state": DeadlineState.OPEN}
    for deadline in await act.work.deadlines.all(**owed):
        await act.end_deadline(deadline, command)


async def open_in(act: Act, round_id: int) -> list[FollowUp]:
    """Return the follow-ups of a round that are not over."""
    ids = tuple(each.id for each in await act.work.inspections.all(round_id=round_id))
    rows = await act.work.follow_ups.all(inspection_id=ids) if ids else []
    return [each for each in rows if each.state not in OVER]


async def tell_if_settled(act: Act, round_id: int) -> None:
    """Tell the group once a closed round has nothing left to follow up."""
    opened = await act.work.rounds.get(round_id)
    if opened.state in ENDED and not await open_in(act, round_id):
        chat = await act.work.chats.get(opened.chat_id)
        await act.notify("follow_up.all_done", chat, number=opened.number, **await seal_of(act, opened))


async def _drop(act: Act, row: FollowUp) -> None:
    """The corrected result has nothing to follow up here: nobody owes anything, and its cards say so."""
    row = await act.work.follow_ups.move(row, step_for("drop", row.state).target)
    await overtake_extension(act, row)
    await end_terms(act, row, "cancel")
    await act.record("follow_up_dropped", follow_up=row.id)
    inspection = await inspection_of(act, row)
    await act.notify(
        "follow_up.dropped",
        await coordinator_of(act, inspection),
        number=(await act.work.rounds.get(inspection.round_id)).number,
        name=await target_name(act, inspection),
        item=await item_name(act, row),
    )
    await show_follow_up(act, row)
    if row.proposed_by:
        await show_decision(act, row)
    if row.visitors:
        await show_visit(act, row)
    if row.result:
        await show_outcome(act, row)
    await tell_if_settled(act, inspection.round_id)
