"""The entry into the platform: owed only where the text wants a receipt, from the event that it names."""

from datetime import date
from typing import Any

from bot.domain.people import Person
from bot.domain.profile import StartEvent
from bot.domain.rounds import Inspection
from bot.usecases.act import Act
from bot.usecases.duties.teams import open_seats


def is_owed(act: Act) -> bool:
    """Return whether the text asks for an entry that a receipt of the platform shows."""
    return act.office.profile.terms.entry_needs_receipt.value


async def owe_entry(act: Act, inspection: Inspection, event: StartEvent, since: date | None = None) -> None:
    """Open the deadline of the entry, which the leader owes, if it starts with this event (of that day)."""
    terms = act.office.profile.terms
    if is_owed(act) and terms.entry_starts.value is event and not inspection.receipt:
        leader = (await open_seats(act, inspection))[0]
        subject = ("inspection", inspection.id)
        await act.owe("entry", subject, terms.entry_days.value, person_id=leader.person_id, since=since)


async def entry_due(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return the text of the entry's last day, of when its term begins, or that no entry is asked for."""
    due = await act.work.deadlines.one(kind="entry", subject_kind="inspection", subject_id=inspection.id)
    if due is not None:
        return act.due(due)
    if not is_owed(act):
        return {"key": "entry.not_asked"}
    terms = act.office.profile.terms
    event = "round_end" if terms.entry_starts.value is StartEvent.ROUND_END else "visit"
    return {"key": f"entry.days_after.{event}", "n": terms.entry_days.value}


async def ask_receipt(act: Act, inspection: Inspection, leader: Person) -> None:
    """Ask for the receipt of the provincial platform: it alone settles the entry, waits for no release."""
    if not is_owed(act):
        return
    await act.notify(
        "receipt.ask",
        leader,
        card=f"receipt:{inspection.id}",
        inspection=inspection.id,
        name=(await act.work.targets.get(inspection.target_id)).name,
        platform=act.office.profile.names.platform.value,
        due=await entry_due(act, inspection),
        ground=act.ground("entry"),
        receipt=inspection.receipt or {"key": "receipt.none"},
        is_open=not inspection.receipt,
    )
