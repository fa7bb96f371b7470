"""The leader submits, the partner signs the same record from his own account."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection, InspectionState, Signature
from bot.domain.people import Person
from bot.domain.profiles.profile import StartEvent
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.complete_team import require_team
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import open_seats, team_case, team_people
from bot.usecases.results.correct_published import owe_corrected
from bot.usecases.results.long_notes import lines_to_decide, tell_notes
from bot.usecases.results.missing_parts import missing_of
from bot.usecases.results.owe_entry import ask_entry
from bot.usecases.results.owe_release import owe_publication, owe_release
from bot.usecases.results.owe_signature import owe_signature, signature_due
from bot.usecases.results.record_content import digest_of
from bot.usecases.results.release_result import show_release
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.results.signature_lines import signature_text
from bot.usecases.results.site_lines import day_line
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.target_name import target_name


async def submit(act: Act, inspection_id: int, read: str) -> None:
    """Close the record under its hash, sign it as leader, and ask the partner to sign.

    `read` is the digest of what the leader's card showed: nobody signs what he has not read.
    """
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SUBMIT_RESULT, await team_case(act, inspection))
    step_for("submit", inspection.state)
    await require_team(act, inspection)
    await _require_whole(act, inspection)
    if read != await digest_of(act, inspection, await items_of(act, inspection), inspection.version + 1):
        await act.toast("result.changed")
        await show_result(act, inspection, to_me=True)
        return
    inspection = await close_record(act, inspection)
    await _end_questions(act, inspection)
    await sign_as(act, inspection, act.me, "result_submitted")
    await act.toast("result.submitted_toast")
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await owe_signature(act, inspection)
    await show_for_signatures(act, inspection)


async def _require_whole(act: Act, inspection: Inspection) -> None:
    if lacks := await missing_of(act, inspection):
        raise Refused("result.incomplete", missing=lacks)


async def _end_questions(act: Act, inspection: Inspection) -> None:
    """Nothing is asked about a submitted record; what is sent now is sorted by its sender."""
    for dialogue in await act.work.dialogues.all(topic=("finding", "signed_form"), is_open=True):
        if dialogue.draft["inspection"] == inspection.id:
            await dialogues.end(act, dialogue)


async def read_again(act: Act, inspection_id: int) -> None:
    """Send me the record that I am to sign once more, at the end of the chat."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    await act.forget_card(f"sign:{inspection.id}")
    await show_for_signature(act, inspection, act.me)


async def sign(act: Act, inspection_id: int, version: int) -> None:
    """Sign as partner the version that was read; the form is written, the releaser is told."""
    inspection = await unsigned(act, inspection_id, version, "sign")
    await sign_as(act, inspection, act.me, "result_signed")
    if waiting := await _unsigned_departments(act, inspection):
        await act.toast("result.signed_in_part", departments="、".join(waiting))
        await show_for_signature(act, inspection, act.me)
        return
    await act.toast("result.signed_toast")
    inspection = await complete(act, inspection)
    await show_for_signature(act, inspection, act.me)


async def unsigned(act: Act, inspection_id: int, version: object, step: str) -> Inspection:
    """Return the record if it waits for my signature in the version that I read; raise Stale or Refused."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    step_for(step, inspection.state)
    if version != inspection.version or await has_signed(act, inspection, act.me):
        raise Stale
    return inspection


async def close_record(act: Act, inspection: Inspection) -> Inspection:
    """Close the record under its hash; raise Refused where something is missing."""
    step = step_for("submit", inspection.state)
    await _require_whole(act, inspection)
    await act.settle("submission", ("inspection", inspection.id))
    version = inspection.version + 1
    items = await items_of(act, inspection)
    digest = await digest_of(act, inspection, items, version)
    return await act.work.inspections.move(inspection, step.target, version=version, record_hash=digest)


async def complete(act: Act, inspection: Inspection) -> Inspection:
    """Everybody has signed: the form is written, the releaser told, and the platform entry asked for."""
    inspection = await act.work.inspections.move(inspection, step_for("sign", inspection.state).target)
    for kind in ("signature", "amended_record"):
        await act.settle(kind, ("inspection", inspection.id))
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await act.paper("form", inspection.id)
    await ask_entry(act, inspection, (await team_people(act, inspection))[0])
    await owe_release(act, inspection)
    await owe_publication(act, inspection, StartEvent.ENTRY)
    await owe_corrected(act, inspection)
    await show_release(act, inspection)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))
    return inspection


async def show_or_reopen(act: Act, inspection: Inspection) -> None:
    """Show the record with what has come; one that the partner has not signed yet opens again for it.

    What is in it already, as what bad reception made somebody send twice, changes nothing that was signed.
    """
    inspection = await act.work.inspections.get(inspection.id)
    version, items = inspection.version, await items_of(act, inspection)
    is_entered = inspection.state is InspectionState.ENTERED
    if is_entered and await digest_of(act, inspection, items, version) != inspection.record_hash:
        await reopen(act, inspection)
    else:
        await show_result(act, inspection)


async def reopen(act: Act, inspection: Inspection) -> None:
    """A submitted record was added to or edited: it is a draft again, and both sign its next version."""
    inspection = await act.work.inspections.move(inspection, step_for("reopen", inspection.state).target)
    await act.cancel("signature", ("inspection", inspection.id))
    await act.record("result_reopened", inspection=inspection.id, version=inspection.version)
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await show_for_signatures(act, inspection)
    name = await target_name(act, inspection)
    for person in await team_people(act, inspection):
        await act.notify("result.reopened", person, name=name, by=act.me.name, version=inspection.version + 1)


async def show_for_signatures(act: Act, inspection: Inspection) -> None:
    """Send or edit the card of every partner."""
    for partner in (await team_people(act, inspection))[1:]:
        await show_for_signature(act, inspection, partner)


async def show_for_signature(act: Act, inspection: Inspection, partner: Person) -> None:
    """Send or edit the partner's card: the whole record and its hash."""
    opened = await act.work.rounds.get(inspection.round_id)
    findings, site = await lines_to_decide(act, inspection)
    has_to_sign = inspection.state is InspectionState.ENTERED and not await has_signed(
        act, inspection, partner
    )
    await act.notify(
        "result.sign",
        partner,
        card=f"sign:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        name=await target_name(act, inspection),
        day=day_line(inspection),
        lines=findings,
        site=site,
        signature=await signature_text(act, inspection),
        version=inspection.version,
        hash=inspection.record_hash,
        state={"key": f"inspection.state.{inspection.state}"},
        ask=await _ask(act, inspection, has_to_sign=has_to_sign),
        can_sign=has_to_sign,
    )
    if has_to_sign:
        await tell_notes(act, inspection, partner)


async def _ask(act: Act, inspection: Inspection, *, has_to_sign: bool) -> dict[str, Any]:
    """Return what the partner is asked for: a signature until a day, nothing more, or to wait."""
    if has_to_sign:
        due = await signature_due(act, inspection)
        return {"key": "result.sign_ask", "due": due, "ground": act.ground("second_person")}
    is_open = inspection.state is InspectionState.VISITED
    return {"key": "result.sign_over" if is_open else "result.sign_done"}


async def has_signed(act: Act, inspection: Inspection, person: Person) -> bool:
    """Return whether the person has signed this version of the record."""
    signed = {"person_id": person.id, "record_hash": inspection.record_hash}
    return await act.work.signatures.one(inspection_id=inspection.id, **signed) is not None


async def _unsigned_departments(act: Act, inspection: Inspection) -> list[str]:
    """Return the departments of a joint round from which nobody has signed this version yet."""
    opened = await act.work.rounds.get(inspection.round_id)
    signed = await act.work.signatures.all(inspection_id=inspection.id, record_hash=inspection.record_hash)
    people = {each.person_id for each in signed}
    seats = await open_seats(act, inspection)
    groups = {seat.seat_group for seat in seats if seat.person_id in people}
    return [opened.departments[at] for at in sorted({seat.seat_group for seat in seats} - groups)]


async def sign_as(
    act: Act, inspection: Inspection, person: Person, event: str, entered_by: int | None = None
) -> None:
    """Add the person's signature under the record; `entered_by` is who entered it from the signed paper."""
    whose = {"person_id": person.id, "entered_by": entered_by}
    signed: dict[str, Any] = {"record_hash": inspection.record_hash, "signed_at": act.at}
    await act.work.signatures.add(Signature(inspection_id=inspection.id, **whose, **signed))
    said = {"version": inspection.version, "hash": inspection.record_hash}
    said |= {"for": person.id} if entered_by else {}
    await act.record(event, inspection=inspection.id, **said)
