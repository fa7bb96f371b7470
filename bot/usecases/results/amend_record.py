"""公示前更正: the leader asks with a reason, a partner joins in, the approver decides; both sign anew."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import Deadline
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, Role
from bot.domain.results.amendments import PENDING, Amendment, AmendmentState
from bot.domain.typed import short_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.results.amendment_cards import (
    SUBJECT,
    approvers_of_record,
    open_amendment,
    show_amendment,
    show_to_those,
)
from bot.usecases.results.owe_entry import entered_before
from bot.usecases.results.owe_release import RELEASE
from bot.usecases.results.release_result import show_publish, show_release
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.submit_result import show_for_signatures
from bot.usecases.second_person import second_person_days
from bot.usecases.target_name import target_name

TOPIC, REFUSAL = "amendment", "amendment_refusal"
KIND, AGAIN = "amendment", "amended_record"
_MOST_WORDS = 500


async def start_amendment(act: Act, inspection_id: int) -> None:
    """Ask the leader why the signed record has to be amended."""
    inspection = await _amendable(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    name = await target_name(act, inspection)
    await dialogues.ask(act, dialogue, "amendment.ask_reason", name=name, ground=act.ground("second_person"))


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Put the request to the partners; it waits for them and for the approver in one term."""
    inspection = await _amendable(act, int(str(dialogue.draft["inspection"])))
    words = await act.keep_words(short_line(typed, "amendment.bad_reason", _MOST_WORDS))
    asked = {"inspection_id": inspection.id, "version": inspection.version, "asked_by": act.me.id}
    row = await act.work.amendments.add(Amendment.model_validate(asked | {"words_id": words.id}))
    await act.record("amendment_asked", inspection=inspection.id, words=words.commitment)
    days = second_person_days(act)
    owed = await act.owe(KIND, (SUBJECT, row.id), days, role=Role.APPROVER, rule="second_person")
    await dialogues.end(act, dialogue)
    await act.reply("amendment.asked", name=await target_name(act, inspection), due=act.due(owed))
    await show_to_those(act, row)
    await show_result(act, inspection)


async def join(act: Act, amendment_id: int) -> None:
    """Join in as partner: the approver decides."""
    row, _ = await _permitted(act, amendment_id, AmendmentState.ASKED)
    row = await act.work.amendments.move(row, step_for("join", row.state).target, joined_by=act.me.id)
    await act.record("amendment_joined", amendment=row.id)
    await show_to_those(act, row)


async def approve(act: Act, amendment_id: int) -> None:
    """Open the record again: nothing of it is released until both have signed its next version."""
    row, inspection = await _permitted(act, amendment_id, AmendmentState.JOINED)
    was = inspection.state
    inspection = await act.work.inspections.move(inspection, step_for("amend", was).target)
    row = await _end(act, row, "approve")
    opened = await act.work.rounds.get(inspection.round_id)
    await hand_out_approval(act, opened, ApprovalKind.AMENDMENT, row.id)
    owed = await opened_again(act, inspection)
    if was is InspectionState.RELEASED:
        await show_publish(act, inspection)
    said: dict[str, Any] = {"name": await target_name(act, inspection), "version": inspection.version + 1}
    said |= {"due": act.due(owed), "entered": entered_before(inspection)}
    for person in await team_people(act, inspection):
        await act.notify("amendment.approved", person, **said)


async def ask_refusal(act: Act, amendment_id: int) -> None:
    """Ask why the record is not to be amended."""
    row, inspection = await _permitted(act, amendment_id)
    dialogue = await dialogues.begin(act, REFUSAL, "words", amendment=row.id)
    await dialogues.ask(act, dialogue, "amendment.ask_refusal", name=await target_name(act, inspection))


async def type_refusal(act: Act, dialogue: Dialogue, typed: str) -> None:
    """The record stays as it is signed; the reason goes back to the team."""
    row, inspection = await _permitted(act, int(str(dialogue.draft["amendment"])))
    words = await act.keep_words(short_line(typed, "amendment.bad_reason", _MOST_WORDS))
    await dialogues.end(act, dialogue)
    row = await _end(act, row, "refuse", reply_words_id=words.id)
    if row.joined_by is not None:  # a partner who does not join in decides nothing
        opened = await act.work.rounds.get(inspection.round_id)
        await hand_out_approval(act, opened, ApprovalKind.AMENDMENT, row.id)


async def opened_again(act: Act, inspection: Inspection) -> Deadline:
    """Return the leader's term for the next version of a signed record, of which nothing is released now."""
    subject = ("inspection", inspection.id)
    await act.cancel(RELEASE, subject)
    leader = (await team_people(act, inspection))[0]
    days = act.office.profile.terms.entry_days.value
    owed = await act.owe(AGAIN, subject, days, person_id=leader.id, rule="entry")
    await show_release(act, inspection)
    await show_result(act, inspection)
    await show_for_signatures(act, inspection)
    await refresh_duties(act, inspection)
    return owed


async def overtake(act: Act, inspection: Inspection) -> None:
    """End what waits for somebody about a record that has been opened without it."""
    if row := await open_amendment(act, inspection):
        await _end(act, row, "overtake")


async def lapse(act: Act, amendment_id: int) -> None:
    """Nobody has decided in the term: the record stays as it is signed, and may be asked about again."""
    row = await act.work.amendments.get(amendment_id)
    if row.state in PENDING:
        await _end(act, row, "lapse")


async def show(act: Act, amendment_id: int) -> None:
    """Send me the request anew."""
    row, _ = await _permitted(act, amendment_id)
    await act.forget_card(f"amendment:{row.id}")
    await show_amendment(act, row, act.me)


async def _end(act: Act, row: Amendment, command: str, **values: int) -> Amendment:
    """Close the request, and tell the team what became of it."""
    values |= {"decided_by": act.me.id} if command in ("approve", "refuse") else {}
    row = await act.work.amendments.move(row, step_for(command, row.state).target, **values)
    await act.settle(KIND, (SUBJECT, row.id))
    await act.record(f"amendment_{row.state}", amendment=row.id)
    await show_to_those(act, row)
    inspection = await act.work.inspections.get(row.inspection_id)
    await show_result(act, inspection)
    if row.state is not AmendmentState.APPROVED:
        asker = await act.work.people.get(row.asked_by)
        state = {"key": f"amendment.state.{row.state}"}
        reply = (await act.work.words.get(row.reply_words_id)).text if row.reply_words_id else ""
        why = {"key": "amendment.reply", "words": reply} if reply else ""
        name = await target_name(act, inspection)
        await act.notify("amendment.ended", asker, name=name, state=state, reply=why)
    return row


async def _amendable(act: Act, inspection_id: int) -> Inspection:
    """Return the inspection if it is signed and not published, and nobody has asked about it yet."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ASK_CORRECTION, await team_case(act, inspection))
    step_for("amend", inspection.state)
    if await open_amendment(act, inspection):
        raise Stale
    return inspection


async def _permitted(
    act: Act, amendment_id: int, state: AmendmentState | None = None
) -> tuple[Amendment, Inspection]:
    """Return the request and its record, where it waits for me: in this state, or in either."""
    row = await act.work.amendments.get(amendment_id)
    inspection = await act.work.inspections.get(row.inspection_id)
    if row.state is AmendmentState.JOINED:
        act.permit(Action.APPROVE_CORRECTION, (await approvers_of_record(act, inspection))[1])
    else:
        act.permit(Action.JOIN_CORRECTION, await team_case(act, inspection))
    if row.state not in ((state,) if state else PENDING):
        raise Stale
    step_for("amend", inspection.state)
    return row, inspection
