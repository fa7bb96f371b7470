"""What was decided of an inspection's findings, paper by paper: one order, a letter to each body."""

from collections.abc import Sequence

from bot.domain.documents.cases import CorrectionOrder, ExtensionDecision, ProofOfService, TransferLetter
from bot.domain.ports import UnitOfWork
from bot.domain.results.extensions import DECIDED
from bot.domain.results.follow_ups import OVER, FollowUp, Measure, decided

MEASURES = {
    CorrectionOrder.name: (Measure.CORRECT,),
    TransferLetter.name: (Measure.TRANSFER, Measure.CRIME),
}
"""The documents that a measure is carried out with."""


async def measure_papers(
    work: UnitOfWork, name: str, follow_ups: Sequence[FollowUp]
) -> list[list[tuple[FollowUp, str]]]:
    """Return the decisions, with their words, of each paper of this name; [] before a decision.

    The police get one letter. Which body another transfer goes to stands in the decision's words alone: what
    was decided in the same words goes there in one letter.
    """
    found: dict[tuple[Measure | None, str], list[tuple[FollowUp, str]]] = {}
    for row in sorted(decided(list(follow_ups), MEASURES.get(name, ())), key=lambda each: each.item_code):
        words = (await work.words.get(row.words_id)).text if row.words_id else ""
        to = words if row.measure is Measure.TRANSFER else ""
        found.setdefault((row.measure, to), []).append((row, words))
    return list(found.values())


async def papers_to_serve(work: UnitOfWork, row: FollowUp) -> list[str]:
    """Return what the coordinator has to serve or send of one decision, until its outcome is public."""
    if row.measure is None or row.decided_by is None or row.state in OVER:
        return []
    names = [name for name, measures in MEASURES.items() if row.measure in measures]
    if row.undrawn_id is not None:  # its other documents are written by hand
        return names
    if row.measure is Measure.CORRECT:
        names.append(ProofOfService.name)
    if await work.extensions.count(follow_up_id=row.id, state=DECIDED):
        names.append(ExtensionDecision.name)
    return names


def nth_of(nth: int) -> tuple[str, ...]:
    """Return what follows a document's name: its number, where there is one before it."""
    return (str(nth),) if nth > 1 else ()
