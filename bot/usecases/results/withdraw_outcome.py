"""撤销“无法检查”: an outcome that was published of a drawn target, and is found wrong, stands no longer.

While the round still goes about it, the target is inspected after all; afterwards the page says that the
outcome was wrong, and why that is known.
"""

from bot.domain.inspections import Inspection
from bot.domain.results.objections import also_for
from bot.usecases.act import Act
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.rounds.check_outcome import may_reinstate, reinstate
from bot.usecases.target_name import target_name


async def withdraw_outcome(act: Act, inspection: Inspection, reason: str, note: str) -> Inspection:
    """Take back what was published of the target; `reason` is public, the note for those concerned.

    One that stands no longer already is marked as wrong for this reason too.
    """
    if inspection.is_withdrawn:
        await act.record("correction_ordered", inspection=inspection.id, reason=reason)
        joined = also_for(inspection.correction, reason)
        return await act.work.inspections.change(inspection, correction=joined)
    if await may_reinstate(act, inspection):
        return await reinstate(act, inspection, await act.keep_words(note))
    outcome = {"key": f"confirm.outcome.{inspection.outcome}"}
    inspection = await act.work.inspections.change(inspection, correction=reason)
    await act.record("outcome_withdrawn", inspection=inspection.id, reason=reason)
    await act.notify(
        "objection.outcome_withdrawn",
        await coordinator_of(act, inspection),
        number=(await act.work.rounds.get(inspection.round_id)).number,
        name=await target_name(act, inspection),
        outcome=outcome,
        reason={"key": f"correction.reason.{reason}"},
    )
    return inspection
