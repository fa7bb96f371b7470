"""What a deadline is about: its round, and the words for it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.inspections import OfInspection
from bot.domain.results.undrawn import Inspected, Undrawn
from bot.domain.round_rows import OF_INSPECTION, SUBJECTS
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import item_name
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.inspected import number_of as inspected_number
from bot.usecases.target_name import target_name

OF_ROUNDS = tuple(SUBJECTS)
"""What a deadline of a round is about; the year's plan and calendar belong to none."""


async def round_of(act: Act, deadline: Deadline) -> Round | None:
    """Return the round that a deadline belongs to; None where it is about what no draw led to."""
    if deadline.subject_kind == "merge":
        return await _round_of_answer(act, deadline)
    store: Any = act.work
    row = await getattr(store, SUBJECTS[deadline.subject_kind]).get(deadline.subject_id)
    if isinstance(row, Round):
        return row
    if SUBJECTS[deadline.subject_kind] in OF_INSPECTION:
        row = await _inspection_of(act, row)
    return None if isinstance(row, Undrawn) else await act.work.rounds.get(row.round_id)


async def led_by(act: Act, deadline: Deadline) -> int | None:
    """Return who leads what a deadline is about: the round's coordinator, or who recorded it."""
    opened = await round_of(act, deadline) if deadline.subject_kind in OF_ROUNDS else None
    return opened.coordinator_id if opened else (await _undrawn_of(act, deadline)).recorded_by


async def _undrawn_of(act: Act, deadline: Deadline) -> Undrawn:
    """Return what no draw led to and the deadline is about, itself or what follows on it."""
    if deadline.subject_kind == "undrawn":
        return await act.work.undrawn.get(deadline.subject_id)
    store: Any = act.work
    row = await getattr(store, SUBJECTS[deadline.subject_kind]).get(deadline.subject_id)
    return await act.work.undrawn.get(row.undrawn_id)


async def is_of_round(act: Act, deadline: Deadline, opened: Round) -> bool:
    """Return whether a deadline belongs to this round."""
    its = await round_of(act, deadline)
    return its is not None and its.id == opened.id


async def _inspection_of(act: Act, row: Any) -> Inspected:
    if isinstance(row, OfInspection):
        return await inspection_of(act.work, row)
    return await act.work.inspections.get(row.inspection_id)


async def _round_of_answer(act: Act, deadline: Deadline) -> Round:
    """Return of the two rounds that may visit together the one of the coordinator who owes the answer."""
    merge = await act.work.merges.get(deadline.subject_id)
    pair = [await act.work.inspections.get(each) for each in (merge.inspection_id, merge.other_id)]
    rounds = [await act.work.rounds.get(each.round_id) for each in pair]
    own = [each for each in rounds if each.coordinator_id == deadline.person_id]
    return (own or rounds)[0]


async def number_of(act: Act, deadline: Deadline) -> Any:
    """Return the number under which people know it: the round's, or the year of a plan or calendar."""
    if deadline.subject_kind in OF_ROUNDS:
        its = await round_of(act, deadline)
        return its.number if its else await inspected_number(act, await _undrawn_of(act, deadline))
    if deadline.subject_kind == "calendar":
        return str((await act.work.calendar_versions.get(deadline.subject_id)).year)
    if deadline.subject_kind == "undrawn":
        return await inspected_number(act, await _undrawn_of(act, deadline))
    if deadline.subject_kind == "dialogue":
        return {"key": "reminder.new_draw"}
    return str(deadline.subject_id)


async def about(act: Act, deadline: Deadline) -> Any:
    """Return what it is about within its round: the target, the unit, or the round itself."""
    if named := _NAMED.get(deadline.subject_kind):
        return await named(act, deadline.subject_id)
    if deadline.subject_kind == "dialogue":
        return {"key": "reminder.round"}
    if deadline.subject_kind not in OF_ROUNDS:
        return {"key": "reminder.whole_year"}
    return deadline.unit or {"key": "reminder.round"}


async def _target(act: Act, inspection_id: int) -> str:
    inspection = await act.work.inspections.get(inspection_id)
    return await target_name(act, inspection)


async def _asker(act: Act, request_id: int) -> str:
    request = await act.work.requests.get(request_id)
    return (await act.work.people.get(request.person_id)).name


async def _ending(act: Act, attempt_id: int) -> dict[str, Any]:
    proposal = (await act.work.attempts.get(attempt_id)).proposal
    return {"key": f"attempt.kind.{proposal['kind']}"} if proposal else {"key": "reminder.round"}


async def _amended(act: Act, amendment_id: int) -> str:
    return await _target(act, (await act.work.amendments.get(amendment_id)).inspection_id)


async def _objected(act: Act, objection_id: int) -> str:
    objection = await act.work.objections.get(objection_id)
    return await target_name(act, await inspection_of(act.work, objection))


async def _finding(act: Act, follow_up_id: int) -> dict[str, Any]:
    row = await act.work.follow_ups.get(follow_up_id)
    return {
        "key": "follow_up.finding",
        "name": await target_name(act, await inspection_of(act.work, row)),
        "item": await item_name(act, row),
    }


async def _visited(act: Act, merge_id: int) -> str:
    return await _target(act, (await act.work.merges.get(merge_id)).inspection_id)


async def _undrawn(act: Act, undrawn_id: int) -> str:
    return await target_name(act, await act.work.undrawn.get(undrawn_id))


_NAMED: Mapping[str, Callable[[Act, int], Awaitable[Any]]] = {
    "inspection": _target,
    "request": _asker,
    "attempt": _ending,
    "follow_up": _finding,
    "amendment": _amended,
    "objection": _objected,
    "merge": _visited,
    "undrawn": _undrawn,
}
