"""The entry into the platform, owed where the text wants a receipt; where it wants none, the record is."""

from datetime import date
from typing import Any

from bot.domain.deadlines import DeadlineState
from bot.domain.inspections import Inspection
from bot.domain.people import Person
from bot.domain.profiles.profile import StartEvent
from bot.domain.rounds import RoundState
from bot.usecases.act import Act
from bot.usecases.by_computer import shot
from bot.usecases.console_names import console_target
from bot.usecases.duties.teams import open_seats
from bot.usecases.target_name import target_name


def is_owed(act: Act) -> bool:
    """Return whether the text asks for an entry that a receipt of the platform shows."""
    return act.office.profile.terms.entry_needs_receipt.value


async def owe_entry(act: Act, inspection: Inspection, event: StartEvent, since: date | None = None) -> None:
    """Open the deadline of the entry, which the leader owes, if it starts with this event (of that day).

    Where the text asks for no entry, he owes in the same term that the record is submitted.
    """
    terms = act.office.profile.terms
    if terms.entry_starts.value is not event or inspection.has_receipt:
        return
    subject, days = ("inspection", inspection.id), terms.entry_days.value
    leader = (await open_seats(act, inspection))[0].person_id
    if is_owed(act):
        await act.owe("entry", subject, days, person_id=leader, since=since)
    elif event is StartEvent.VISIT:
        await act.owe("submission", subject, days, person_id=leader, rule="entry", since=since)


async def entry_due(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return the text of the entry's last day, of when its term begins, or that no entry is asked for."""
    due = await act.work.deadlines.last(kind="entry", subject_kind="inspection", subject_id=inspection.id)
    if due is not None:
        return act.due(due)
    if not is_owed(act):
        return await _submission_due(act, inspection)
    terms = act.office.profile.terms
    event = "round_end" if terms.entry_starts.value is StartEvent.ROUND_END else "visit"
    return {"key": f"entry.days_after.{event}", "n": terms.entry_days.value}


async def _submission_due(act: Act, inspection: Inspection) -> dict[str, Any]:
    owed = await act.work.deadlines.all(
        kind="submission", subject_kind="inspection", subject_id=inspection.id, state=DeadlineState.OPEN
    )
    return {"key": "entry.record_by", "due": act.due(owed[0])} if owed else {"key": "entry.not_asked"}


def entered_before(inspection: Inspection) -> Any:
    """Return the sentence to whoever corrects a record that the platform holds already, or ""."""
    return {"key": "entry.entered_before"} if inspection.was_entered else ""


async def ask_entry(act: Act, inspection: Inspection, leader: Person) -> None:
    """Ask for the entry of a version that all have signed: the first one, or its correction.

    What was entered before anything was signed is the entry of the first version.
    """
    if inspection.has_receipt:
        inspection = await act.work.inspections.change(inspection, receipt_of=inspection.version)
    elif inspection.was_entered:
        await act.forget_card(f"receipt:{inspection.id}", leader)
        await _owe_again(act, inspection)
    await ask_receipt(act, inspection, leader)


async def _owe_again(act: Act, inspection: Inspection) -> None:
    """The platform holds an earlier version: the correction there is owed in the term of an entry.

    Where that runs from the end of the inspections, it begins with them all, while they go on.
    """
    starts = act.office.profile.terms.entry_starts.value
    opened = await act.work.rounds.get(inspection.round_id)
    if starts is StartEvent.ROUND_END and opened.state is RoundState.INSPECTING:
        return
    about = {"kind": "entry", "subject_kind": "inspection", "subject_id": inspection.id}
    if not await act.work.deadlines.all(**about, state=DeadlineState.OPEN):
        await owe_entry(act, inspection, starts)


async def ask_receipt(act: Act, inspection: Inspection, leader: Person) -> None:
    """Ask for the receipt of the provincial platform: it alone settles the entry, waits for no release."""
    if not is_owed(act):
        return
    await act.notify(
        "receipt.ask",
        leader,
        card=f"receipt:{inspection.id}",
        inspection=inspection.id,
        name=await target_name(act, inspection),
        task=await _task(act, inspection),
        due=await entry_due(act, inspection),
        ground=act.ground("entry"),
        receipt=_receipt_text(inspection),
        is_open=not inspection.has_receipt,
    )


def _receipt_text(inspection: Inspection) -> Any:
    if not inspection.was_entered:
        return {"key": "receipt.none"}
    shown = inspection.receipt or {"key": "receipt.picture"}
    return shown if inspection.has_receipt else {"key": "receipt.outdated", "receipt": shown}


async def _task(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return what is asked for: to enter the result, or to correct what was entered of an earlier version."""
    is_again = inspection.was_entered and not inspection.has_receipt
    platform = act.office.profile.names.platform.value
    key = "receipt.task_again" if is_again else "receipt.task"
    said = {"key": key, "platform": platform, "version": inspection.version}
    return said | {"shot": await screenshot(act, inspection)}


async def screenshot(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return the text of how a screenshot of its entry comes: in the chat, or by the computer."""
    opened = await act.work.rounds.get(inspection.round_id)
    return shot(opened, await console_target(act, inspection))
