"""What a deadline is about: its round, and the words for it."""

from typing import Any

from bot.domain.deadlines import Deadline
from bot.domain.rounds import Round
from bot.usecases.act import Act

OF_ROUNDS = ("round", "duty", "inspection", "request", "paper_entry")
"""What a deadline of a round is about; the year's plan and calendar belong to none."""


async def round_of(act: Act, deadline: Deadline) -> Round:
    """Return the round that a deadline belongs to."""
    if deadline.subject_kind == "duty":
        return await act.work.rounds.get((await act.work.duties.get(deadline.subject_id)).round_id)
    if deadline.subject_kind == "inspection":
        return await act.work.rounds.get((await act.work.inspections.get(deadline.subject_id)).round_id)
    if deadline.subject_kind == "paper_entry":
        return await act.work.rounds.get((await act.work.paper_entries.get(deadline.subject_id)).round_id)
    if deadline.subject_kind == "request":
        return await act.work.rounds.get((await act.work.requests.get(deadline.subject_id)).round_id)
    return await act.work.rounds.get(deadline.subject_id)


async def number_of(act: Act, deadline: Deadline) -> Any:
    """Return the number under which people know it: the round's, or the year of a plan or calendar."""
    if deadline.subject_kind in OF_ROUNDS:
        return (await round_of(act, deadline)).number
    if deadline.subject_kind == "calendar":
        return str((await act.work.calendar_versions.get(deadline.subject_id)).year)
    return str(deadline.subject_id)


async def about(act: Act, deadline: Deadline) -> Any:
    """Return what it is about within its round: the target, the unit, or the round itself."""
    if deadline.subject_kind == "inspection":
        inspection = await act.work.inspections.get(deadline.subject_id)
        return (await act.work.targets.get(inspection.target_id)).name
    if deadline.subject_kind == "request":
        request = await act.work.requests.get(deadline.subject_id)
        return (await act.work.people.get(request.person_id)).name
    if deadline.subject_kind not in OF_ROUNDS:
        return {"key": "reminder.whole_year"}
    return deadline.unit or {"key": "reminder.round"}
