"""What a deadline is about: its round, and the words for it."""

from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.rounds import Round
from bot.usecases.act import Act

OF_ROUNDS = ("round", "duty", "inspection", "request", "paper_entry", "attempt", "platform_draw")
"""What a deadline of a round is about; the year's plan and calendar belong to none."""


async def round_of(act: Act, deadline: Deadline) -> Round:
    """Return the round that a deadline belongs to."""
    work: Any = act.work
    rows = {
        "duty": work.duties,
        "inspection": work.inspections,
        "paper_entry": work.paper_entries,
        "request": work.requests,
        "attempt": work.attempts,
        "platform_draw": work.platform_draws,
    }
    if deadline.subject_kind not in rows:
        return await act.work.rounds.get(deadline.subject_id)
    row = await rows[deadline.subject_kind].get(deadline.subject_id)
    return await act.work.rounds.get(row.round_id)


async def number_of(act: Act, deadline: Deadline) -> Any:
    """Return the number under which people know it: the round's, or the year of a plan or calendar."""
    if deadline.subject_kind in OF_ROUNDS:
        return (await round_of(act, deadline)).number
    if deadline.subject_kind == "calendar":
        return str((await act.work.calendar_versions.get(deadline.subject_id)).year)
    if deadline.subject_kind == "dialogue":
        return {"key": "reminder.new_draw"}
    return str(deadline.subject_id)


async def about(act: Act, deadline: Deadline) -> Any:
    """Return what it is about within its round: the target, the unit, or the round itself."""
    if deadline.subject_kind == "inspection":
        inspection = await act.work.inspections.get(deadline.subject_id)
        return (await act.work.targets.get(inspection.target_id)).name
    if deadline.subject_kind == "request":
        request = await act.work.requests.get(deadline.subject_id)
        return (await act.work.people.get(request.person_id)).name
    if deadline.subject_kind == "attempt":
        proposal = (await act.work.attempts.get(deadline.subject_id)).proposal
        return {"key": f"attempt.kind.{proposal['kind']}"} if proposal else {"key": "reminder.round"}
    if deadline.subject_kind == "dialogue":
        return {"key": "reminder.round"}
    if deadline.subject_kind not in OF_ROUNDS:
        return {"key": "reminder.whole_year"}
    return deadline.unit or {"key": "reminder.round"}
