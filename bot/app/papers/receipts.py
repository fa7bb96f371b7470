"""Who told the bot of the entry into the platform, and when: the platform alone knows who typed it there."""

from bot.app.papers.decisions import at_of
from bot.app.papers.words import said
from bot.domain.inspections import Inspection
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork


async def reported_by(work: UnitOfWork, inspection: Inspection) -> str:
    """Return who reported the last receipt and when; of one kept by the console only when."""
    bodies = [body_of(each) for each in await work.journal.all(event="receipt_entered")]
    told = [each for each in bodies if each["data"]["inspection"] == inspection.id]
    if not told:
        return ""
    actor, at = told[-1]["actor"], at_of(told[-1])
    if not actor:
        return said("document.receipt_kept", at=at)
    return said("document.receipt_reported", name=(await work.people.get(actor)).name, at=at)
