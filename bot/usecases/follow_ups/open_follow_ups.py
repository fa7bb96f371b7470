"""A result is published: each abnormal finding is followed up, and what was corrected away is dropped."""

from collections.abc import Collection

from bot.domain.deadlines import DeadlineState
from bot.domain.results.findings import to_follow_up
from bot.domain.results.follow_ups import OVER, FollowUp, unanswered
from bot.domain.results.undrawn import Inspected, Undrawn, named, rows_of
from bot.domain.rounds import ENDED
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.follow_ups.extension_cards import overtake_extension
from bot.usecases.follow_ups.follow_up_cards import (
    SUBJECT,
    item_name,
    show_decision,
    show_follow_up,
    show_outcome,
    show_visit,
)
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name


async def follow_up_findings(act: Act, inspection: Inspected) -> None:
    """Open a decision for each finding that has none; drop those whose item is normal now."""
    # What is public counts: a record that is being corrected says something else already.
    *_, published = await act.work.publications.all(**rows_of(inspection))
    abnormal = to_follow_up(published.findings, published.conclusion)
    await drop_unfounded(act, inspection, abnormal)
    for code, turn in unanswered(abnormal, await act.work.follow_ups.all(**rows_of(inspection))):
        about = {**rows_of(inspection), "item_code": code, "turn": turn}
        row = await act.work.follow_ups.add(FollowUp.model_validate(about))
        await act.record("follow_up_opened", follow_up=row.id, **named(inspection), item=code, turn=turn)
        await owe_measure(act, row)
        await show_follow_up(act, row)


async def drop_unfounded(act: Act, inspection: Inspected, abnormal: Collection[str]) -> None:
    """End what follows on an item that is none of these, which are abnormal now."""
    for row in await act.work.follow_ups.all(**rows_of(inspection)):
        if row.state not in OVER and row.item_code not in abnormal:
            await _drop(act, row)


async def owe_measure(act: Act, row: FollowUp) -> None:
    """Open the term in which the coordinator proposes what is to be done."""
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
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


async def tell_if_settled(act: Act, inspection: Inspected) -> None:
    """Tell the group once a closed round has nothing left to follow up; what no draw led to has no group."""
    if isinstance(inspection, Undrawn):
        return
    opened = await act.work.rounds.get(inspection.round_id)
    if opened.state in ENDED and not await open_in(act, opened.id):
        chat = await act.work.chats.get(opened.chat_id)
        await act.notify("follow_up.all_done", chat, number=opened.number, **await seal_of(act, opened))


async def _drop(act: Act, row: FollowUp) -> None:
    """The corrected result has nothing to follow up here: nobody owes anything, and its cards say so."""
    row = await act.work.follow_ups.move(row, step_for("drop", row.state).target)
    await overtake_extension(act, row)
    await end_terms(act, row, "cancel")
    await act.record("follow_up_dropped", follow_up=row.id)
    inspection = await inspection_of(act.work, row)
    await act.notify(
        "follow_up.dropped",
        await coordinator_of(act, inspection),
        number=await number_of(act, inspection),
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
    await tell_if_settled(act, inspection)
