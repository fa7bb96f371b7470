"""补签: the person, or his approver, countersigns later what another entered from his signed paper."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.on_paper import REQUESTS, PaperEntry, PaperKind, PaperState, is_disputed, reason_of
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, Person, Role, each_once
from bot.domain.permissions import Case
from bot.domain.rounds import Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.requests import deciders_of
from bot.usecases.on_paper.paper_subject import what_of
from bot.usecases.second_person import second_person_days


async def ask_countersignature(act: Act, entry: PaperEntry) -> None:
    """Ask the person; where he has no account, his approver, until he has one."""
    subject, days = ("paper_entry", entry.id), second_person_days(act)
    await act.owe("countersign", subject, days, person_id=entry.person_id, rule=_rule_of(entry))
    for person in await _countersigners(act, entry):
        await show_entry(act, entry, person)


def _rule_of(entry: PaperEntry) -> str:
    """Return the rule it stands on: the texts ask for signatures on the form, of the rest they are silent."""
    return "signature" if entry.kind is PaperKind.RESULT else "second_person"


async def show_entry(act: Act, entry: PaperEntry, person: Person) -> None:
    """Send or edit the card of one entry."""
    opened = await act.work.rounds.get(entry.round_id)
    deadline = await act.work.deadlines.one(kind="countersign", subject_id=entry.id)
    whose = await act.work.people.get(entry.person_id)
    await act.notify(
        "on_paper.card",
        person,
        card=f"on_paper:{entry.id}",
        entry=entry.id,
        number=opened.number,
        name=whose.name,
        what=await what_of(act, entry.kind, entry.subject_id),
        by=(await act.work.people.get(entry.entered_by)).name,
        day={"date": entry.signed_on.isoformat()},
        version=entry.version,
        state={"key": f"on_paper.state.{entry.state}"},
        due=act.due(deadline) if deadline else {"key": "date.none"},
        ground=act.ground(_rule_of(entry)),
        is_open=entry.state is PaperState.ENTERED,
    )


async def countersign(act: Act, entry_id: int) -> None:
    """Agree that it is what was signed; signatures on the form lose their mark."""
    entry = await _open_one(act, entry_id)
    values = {"closed_by": act.me.id, "closed_at": act.at}
    entry = await act.work.paper_entries.move(entry, PaperState.COUNTERSIGNED, **values)
    await act.record("countersigned", entry=entry.id)
    await act.settle("countersign", ("paper_entry", entry.id))
    await act.toast("on_paper.countersigned_toast")
    await show_to_all(act, entry)
    if entry.kind is PaperKind.RESULT:
        record = (await act.work.inspections.get(entry.subject_id)).record_hash
        where = {"inspection_id": entry.subject_id, "person_id": entry.person_id, "record_hash": record}
        for signature in await act.work.signatures.all(**where, countersigned_at=None):
            await act.work.signatures.change(signature, countersigned_at=act.at)
        await act.paper("form", entry.subject_id)


async def ask_dispute(act: Act, entry_id: int) -> None:
    """Ask what is not as it was signed."""
    entry = await _open_one(act, entry_id)
    dialogue = await dialogues.begin(act, "paper_dispute", "words", entry=entry.id)
    await dialogues.ask(
        act, dialogue, "on_paper.ask_dispute", what=await what_of(act, entry.kind, entry.subject_id)
    )


async def type_dispute(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the dispute; the lead office and the coordinator hear of it, and such a result is not released."""
    reason = reason_of(typed)
    entry = await _open_one(act, int(str(dialogue.draft["entry"])))
    words = await act.keep_words(reason)
    values = {"closed_by": act.me.id, "closed_at": act.at, "words_id": words.id}
    entry = await act.work.paper_entries.move(entry, PaperState.DISPUTED, **values)
    await act.record("entry_disputed", entry=entry.id, words=words.commitment)
    await act.settle("countersign", ("paper_entry", entry.id))
    await dialogues.end(act, dialogue)
    await show_to_all(act, entry)
    opened = await act.work.rounds.get(entry.round_id)
    office, _ = await act.holders(Role.LEAD_OFFICE)
    told = [*office, await act.work.people.get(opened.coordinator_id)]
    said: dict[str, Any] = {
        "number": opened.number,
        "what": await what_of(act, entry.kind, entry.subject_id),
        "by": act.me.name,
        "reason": reason,
        "entry": entry.id,
    }
    if not await is_correctable(act, entry):
        kind = "request" if entry.kind in REQUESTS else entry.kind.value
        if entry.kind in REQUESTS:
            told += await deciders_of(act, await act.work.requests.get(entry.subject_id))
        for person in each_once(told):
            await act.notify(f"on_paper.disputed_late_{kind}", person, **said)
        return
    subject, days = ("paper_entry", entry.id), second_person_days(act)
    coordinator = opened.coordinator_id
    owed = await act.owe("paper_correction", subject, days, person_id=coordinator, rule="second_person")
    said |= {"due": act.due(owed), "ground": act.ground("second_person")}
    for person in each_once(told):
        await act.notify("on_paper.disputed", person, **said, can_correct=person.id == coordinator)


async def is_correctable(act: Act, entry: PaperEntry) -> bool:
    """Return whether it can be entered again: a form as long as nobody has released it.

    A request is the approver's to decide, and the person's to withdraw; a list is corrected by its unit.
    """
    if entry.state is not PaperState.DISPUTED or entry.kind is PaperKind.ACKNOWLEDGEMENT:
        return entry.state is PaperState.DISPUTED
    if entry.kind is not PaperKind.RESULT:
        return False
    inspection = await act.work.inspections.get(entry.subject_id)
    return inspection.state is InspectionState.SIGNED


async def has_dispute(act: Act, inspection: Inspection) -> bool:
    """Return whether somebody of the team says that the entered form is not what he signed."""
    entries = await act.work.paper_entries.all(kind=PaperKind.RESULT, subject_id=inspection.id)
    return is_disputed(entries)


async def pending_entries(act: Act, opened: Round) -> int:
    """Send anew what I am to countersign in this round, and return how many there are."""
    shown = 0
    for entry in await act.work.paper_entries.all(round_id=opened.id, state=PaperState.ENTERED):
        if act.me in await _countersigners(act, entry):
            await act.forget_card(f"on_paper:{entry.id}")
            await show_entry(act, entry, act.me)
            shown += 1
    return shown


async def _open_one(act: Act, entry_id: int) -> PaperEntry:
    entry = await act.work.paper_entries.get(entry_id)
    unit = (await act.work.people.get(entry.person_id)).unit
    case = Case(unit=unit, on_behalf_of=entry.person_id, first_person=entry.entered_by)
    act.permit(Action.COUNTERSIGN_ENTRY, case)
    if entry.state is not PaperState.ENTERED:
        raise Stale
    return entry


async def _countersigners(act: Act, entry: PaperEntry) -> list[Person]:
    person = await act.work.people.get(entry.person_id)
    if person.account_id is not None:
        return [person]
    approvers, stands_in = await act.holders(Role.APPROVER, person.unit)
    return [] if stands_in else approvers


async def show_to_all(act: Act, entry: PaperEntry) -> None:
    """Edit the card of whoever may countersign, and of whoever acts now if he has one."""
    for person in each_once([*await _countersigners(act, entry), act.me]):
        await show_entry(act, entry, person)
