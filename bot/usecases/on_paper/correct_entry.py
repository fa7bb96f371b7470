"""更正代录: a disputed entry gives way to a new version, entered again and countersigned anew."""

from bot.domain.duties.on_paper import PaperEntry, PaperKind, PaperState
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.results.materials import MaterialKind
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.on_paper.countersign import show_to_all


async def supersede(act: Act, kind: PaperKind, subject_id: int) -> int:
    """Close every entry of the subject, its terms and its cards; return the number of the version to come."""
    entries = await act.work.paper_entries.all(kind=kind, subject_id=subject_id)
    for entry in entries:
        if entry.state is not PaperState.CORRECTED:
            await _close(act, entry)
    return max((each.version for each in entries), default=0) + 1


async def _close(act: Act, entry: PaperEntry) -> None:
    corrected = await act.work.paper_entries.move(entry, PaperState.CORRECTED)
    await act.cancel("countersign", ("paper_entry", entry.id))
    await act.settle("paper_correction", ("paper_entry", entry.id))
    await act.record("entry_corrected", entry=entry.id, version=entry.version)
    await show_to_all(act, corrected)


async def reopen_form(act: Act, inspection: Inspection) -> Inspection:
    """Open a form that was entered from paper and is not released."""
    if inspection.state is not InspectionState.SIGNED:
        return inspection
    step = step_for("correct", inspection.state)
    inspection = await act.work.inspections.move(inspection, step.target)
    await act.cancel("release", ("inspection", inspection.id))
    for piece in await act.work.materials.all(inspection_id=inspection.id, kind=MaterialKind.PAPER):
        await act.work.materials.change(piece, is_dropped=True)
    await act.record("result_reopened", inspection=inspection.id, version=inspection.version)
    return inspection
