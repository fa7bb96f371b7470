"""更正中又有异议成立: it is put right in the same version, and none is released or published without it."""

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.results.objections import also_for
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.results.amend_record import AGAIN, overtake
from bot.usecases.results.correct_published import KIND, ask_team, correct_published
from bot.usecases.results.owe_release import PUBLICATION, RELEASE
from bot.usecases.results.release_result import show_release
from bot.usecases.results.submit_result import show_for_signatures


async def correct_or_join(act: Act, inspection: Inspection, reason: str) -> Inspection:
    """Have the published result corrected, for this too where it is being corrected already."""
    if inspection.state is InspectionState.PUBLISHED:
        return await correct_published(act, inspection, reason)
    if inspection.state is not InspectionState.VISITED:
        target = step_for("correct_further", inspection.state).target
        inspection = await act.work.inspections.move(inspection, target)
        await overtake(act, inspection)
    joined = also_for(inspection.correction, reason)
    inspection = await act.work.inspections.change(inspection, correction=joined)
    await act.record("correction_ordered", inspection=inspection.id, reason=reason)
    for kind in ("signature", RELEASE, PUBLICATION, KIND, AGAIN):
        await act.cancel(kind, ("inspection", inspection.id))
    await show_release(act, inspection)
    await show_for_signatures(act, inspection)
    await ask_team(act, inspection, "correction.further", reason)
    return inspection
