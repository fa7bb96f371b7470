"""Which form the chat hands out of a decision, and where it lies: found by its kind and its row."""

from bot.app.papers.approvals import RoundApprovals
from bot.app.papers.letter import Letter
from bot.app.papers.plan_approvals import plan_consent, plan_filing
from bot.app.papers.undrawn_approvals import UndrawnApprovals
from bot.domain.documents.approval import Approval, ApprovalKind
from bot.domain.inspections import OfInspection
from bot.domain.ports import UnitOfWork
from bot.domain.results.undrawn import Undrawn
from bot.domain.rounds import Round
from bot.usecases.hand_out_approval import approval_path, consent_path, filing_path

_OF_ROUND = (ApprovalKind.CANCELLATION, ApprovalKind.DEVIATION)
_OF_DRAW = (ApprovalKind.ABORT, ApprovalKind.VOID)
_OF_FINDING = (ApprovalKind.CORRECTION, ApprovalKind.OUTCOME, ApprovalKind.MEASURE)
_OF_UNDRAWN = (ApprovalKind.UNDRAWN, ApprovalKind.TAKE_DOWN)


async def handed_out(
    work: UnitOfWork, letter: Letter, kind: ApprovalKind, subject_id: int
) -> tuple[str, Approval]:
    """Return where the form lies below the data folder, and the form; raise LookupError for none."""
    if kind is ApprovalKind.PLAN_FILING:
        edition = await work.plan_editions.get(subject_id)
        return filing_path(edition), await plan_filing(work, letter, edition)
    if kind is ApprovalKind.PLAN_CONSENT:
        consent = await work.plan_consents.get(subject_id)
        path = consent_path(await work.plan_lines.get(consent.line_id), consent)
        return path, await plan_consent(work, letter, consent)
    file = await _file_of(work, kind, subject_id)
    book = (
        UndrawnApprovals(work, letter, file)
        if isinstance(file, Undrawn)
        else RoundApprovals(work, letter, file)
    )
    found = [form for each, form in await book.all() if (each.kind, each.subject_id) == (kind, subject_id)]
    if not found:
        raise LookupError(kind, subject_id)
    return approval_path(file, kind, subject_id), found[-1]


async def _file_of(work: UnitOfWork, kind: ApprovalKind, subject_id: int) -> Round | Undrawn:
    """Return the round or the record outside the draws that a decision belongs to."""
    if kind in _OF_UNDRAWN:
        return await work.undrawn.get(subject_id)
    if kind in _OF_ROUND:
        return await work.rounds.get(subject_id)
    if kind in _OF_DRAW:
        return await work.rounds.get((await work.attempts.get(subject_id)).round_id)
    if kind is ApprovalKind.AMENDMENT:
        subject_id = (await work.amendments.get(subject_id)).inspection_id
    if kind in _OF_FINDING:
        follows = work.follow_ups if kind is ApprovalKind.MEASURE else work.objections
        row: OfInspection = await follows.get(subject_id)
        if row.undrawn_id is not None:
            return await work.undrawn.get(row.undrawn_id)
        subject_id = row.inspection_id or 0
    return await work.rounds.get((await work.inspections.get(subject_id)).round_id)
