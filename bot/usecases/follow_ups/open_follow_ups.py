"""A result is released: each abnormal finding is followed up, and what was corrected away is dropped.

Nothing of it is public before the result is; but a school yard is not made safe by waiting for that, and the
clocks of national law (a transfer to the police) know no publication (Ordos 第十条, 第十四条).
"""

from collections.abc import Collection

from bot.domain.deadlines import DeadlineState
from bot.domain.inspections import Inspection
from bot.domain.results.findings import followed_in, found_in
from bot.domain.results.follow_ups import OVER, FollowUp, is_again_open, unanswered
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
from bot.usecases.follow_ups.follow_up_people import is_told
from bot.usecases.results.inspected import followed_publicly, inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name


async def follow_up_released(act: Act, inspection: Inspection) -> None:
    """Follow up the record as it is released; what a public version says stays so until it is replaced."""
    abnormal = found_in(inspection, await act.work.answers.all(inspection_id=inspection.id))
    await _follow_up(act, inspection, abnormal, abnormal | await followed_publicly(act.work, inspection))


async def follow_up_published(act: Act, inspection: Inspected) -> None:
    """Follow up what is public now: a record that is being corrected says something else already."""
    abnormal = await followed_publicly(act.work, inspection)
    await _follow_up(act, inspection, abnormal, abnormal)


async def decide_anew(act: Act, row: FollowUp) -> None:
    """Open the next decision on a finding of which a released outcome has settled nothing."""
    if is_again_open(row):
        await _open(act, await inspection_of(act.work, row), {row.item_code})


async def _follow_up(act: Act, inspection: Inspected, abnormal: set[str], founded: set[str]) -> None:
    was_told = followed_in(await act.work.publications.all(**rows_of(inspection)))
    if await drop_unfounded(act, inspection, founded) & was_told:
        await tell_if_settled(act, inspection)
    await _open(act, inspection, abnormal)


async def _open(act: Act, inspection: Inspected, abnormal: set[str]) -> None:
    """Open a decision for each finding that has none."""
    for code, turn in unanswered(abnormal, await act.work.follow_ups.all(**rows_of(inspection))):
        about = {**rows_of(inspection), "item_code": code, "turn": turn}
        row = await act.work.follow_ups.add(FollowUp.model_validate(about))
        await act.record("follow_up_opened", follow_up=row.id, **named(inspection), item=code, turn=turn)
        await owe_measure(act, row)
        await show_follow_up(act, row)


async def drop_unfounded(act: Act, inspection: Inspected, founded: Collection[str]) -> set[str]:
    """End what follows on an item that is none of these, which are abnormal; return the codes of what did."""
    rows = await act.work.follow_ups.all(**rows_of(inspection))
    unfounded = [row for row in rows if row.state not in OVER and row.item_code not in founded]
    for row in unfounded:
        await _drop(act, row)
    # A released outcome that has settled nothing and the decision that follows it are one matter.
    for row in {each.item_code: each for each in unfounded}.values():
        await _tell_dropped(act, row)
    return {row.item_code for row in unfounded}


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


async def told_in(act: Act, round_id: int) -> list[FollowUp]:
    """Return one for each finding that is public: before that no count tells the group of it."""
    told = [each for each in await open_in(act, round_id) if await is_told(act, each)]
    return list({(each.inspection_id, each.item_code): each for each in told}.values())


async def tell_if_settled(act: Act, inspection: Inspected) -> None:
    """Tell the group once a closed round has nothing left to follow up; what no draw led to has no group."""
    if isinstance(inspection, Undrawn):
        return
    opened = await act.work.rounds.get(inspection.round_id)
    if opened.state in ENDED and not await open_in(act, opened.id):
        chat = await act.work.chats.get(opened.chat_id)
        await act.notify("follow_up.all_done", chat, number=opened.number, **await seal_of(act, opened))


async def _drop(act: Act, row: FollowUp) -> None:
    """There is nothing to follow up here any more: nobody owes anything, and its cards say so."""
    row = await act.work.follow_ups.move(row, step_for("drop", row.state).target)
    await overtake_extension(act, row)
    await end_terms(act, row, "cancel")
    await act.record("follow_up_dropped", follow_up=row.id)
    await show_follow_up(act, row)
    if row.proposed_by:
        await show_decision(act, row)
    if row.visitors:
        await show_visit(act, row)
    if row.result:
        await show_outcome(act, row)


async def _tell_dropped(act: Act, row: FollowUp) -> None:
    inspection = await inspection_of(act.work, row)
    await act.notify(
        "follow_up.dropped",
        await coordinator_of(act, inspection),
        number=await number_of(act, inspection),
        name=await target_name(act, inspection),
        item=await item_name(act, row),
    )
