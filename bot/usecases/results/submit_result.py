"""The leader submits, the partner signs the same record from his own account."""

from collections.abc import Sequence
from typing import Any

from bot.domain.errors import Refused, Stale
from bot.domain.findings import conclusion, counted_answers
from bot.domain.materials import WHOLE, Material, files_of, notes_of, sourced_of
from bot.domain.people import Person
from bot.domain.permissions import Action
from bot.domain.profile import StartEvent
from bot.domain.results import record_hash
from bot.domain.rounds import Answer, Inspection, InspectionState, Signature
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.complete_team import require_team
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import open_seats, team_case, team_people
from bot.usecases.results.correct_published import owe_corrected
from bot.usecases.results.owe_entry import ask_receipt, is_owed, owe_entry
from bot.usecases.results.owe_release import owe_publication, owe_release
from bot.usecases.results.owe_signature import owe_signature, signature_due
from bot.usecases.results.release_result import show_release
from bot.usecases.results.result_cards import finding_lines, items_of, missing_of, show_result, signature_text
from bot.usecases.results.site_lines import site_lines
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.target_name import target_name


async def submit(act: Act, inspection_id: int) -> None:
    """Close the record under its hash, sign it as leader, and ask the partner to sign."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SUBMIT_RESULT, await team_case(act, inspection))
    step_for("submit", inspection.state)
    await require_team(act, inspection)
    people = await team_people(act, inspection)
    inspection = await close_record(act, inspection)
    await _end_questions(act, inspection)
    await sign_as(act, inspection, act.me, "result_submitted")
    await act.toast("result.submitted_toast")
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await owe_signature(act, inspection)
    for partner in people[1:]:
        await show_for_signature(act, inspection, partner)


async def _end_questions(act: Act, inspection: Inspection) -> None:
    """Nothing is asked about a submitted record; what is sent now is sorted by its sender."""
    for dialogue in await act.work.dialogues.all(topic="finding", is_open=True):
        if dialogue.draft["inspection"] == inspection.id:
            await dialogues.end(act, dialogue)


async def read_again(act: Act, inspection_id: int) -> None:
    """Send me the record that I am to sign once more, at the end of the chat."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    await act.toast("toast.ok")
    await act.forget_card(f"sign:{inspection.id}")
    await show_for_signature(act, inspection, act.me)


async def sign(act: Act, inspection_id: int) -> None:
    """Sign as partner; the form is written, the releaser is told, and the platform entry is asked for."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    step_for("sign", inspection.state)
    if await has_signed(act, inspection, act.me):
        raise Stale
    await sign_as(act, inspection, act.me, "result_signed")
    if waiting := await _unsigned_departments(act, inspection):
        await act.toast("result.signed_in_part", departments="、".join(waiting))
        await show_for_signature(act, inspection, act.me)
        return
    await act.toast("result.signed_toast")
    inspection = await complete(act, inspection)
    await show_for_signature(act, inspection, act.me)


async def close_record(act: Act, inspection: Inspection) -> Inspection:
    """Close the record under its hash; raise Refused where something is missing."""
    step = step_for("submit", inspection.state)
    if lacks := await missing_of(act, inspection):
        raise Refused("result.incomplete", missing=lacks)
    await act.settle("submission", ("inspection", inspection.id))
    version = inspection.version + 1
    digest = record_hash(await _record(act, inspection, version))
    return await act.work.inspections.move(inspection, step.target, version=version, record_hash=digest)


async def complete(act: Act, inspection: Inspection) -> Inspection:
    """Everybody has signed: the form is written, the releaser told, and the platform entry asked for."""
    inspection = await act.work.inspections.move(inspection, step_for("sign", inspection.state).target)
    for kind in ("signature", "amended_record"):
        await act.settle(kind, ("inspection", inspection.id))
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    await act.paper("form", inspection.id)
    await ask_receipt(act, inspection, (await team_people(act, inspection))[0])
    await owe_release(act, inspection)
    await owe_publication(act, inspection, StartEvent.ENTRY)
    await owe_corrected(act, inspection)
    await show_release(act, inspection)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))
    return inspection


async def send_back(act: Act, inspection_id: int) -> None:
    """Do not sign: the record opens again and the leader is told."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.SIGN_RESULT, await team_case(act, inspection))
    step = step_for("send_back", inspection.state)
    inspection = await act.work.inspections.move(inspection, step.target)
    await act.cancel("signature", ("inspection", inspection.id))
    if not is_owed(act):
        await owe_entry(act, inspection, StartEvent.VISIT)
    await act.record("result_sent_back", inspection=inspection.id)
    await act.toast("toast.ok")
    await show_for_signature(act, inspection, act.me)
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    leader = (await team_people(act, inspection))[0]
    await act.notify("result.sent_back", leader, name=await target_name(act, inspection), by=act.me.name)


async def reopen(act: Act, inspection: Inspection) -> None:
    """A submitted record was added to or edited: it is a draft again, and both sign its next version."""
    inspection = await act.work.inspections.move(inspection, step_for("reopen", inspection.state).target)
    await act.cancel("signature", ("inspection", inspection.id))
    await act.record("result_reopened", inspection=inspection.id, version=inspection.version)
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    people = await team_people(act, inspection)
    for partner in people[1:]:
        await show_for_signature(act, inspection, partner)
    name = await target_name(act, inspection)
    for person in people:
        await act.notify("result.reopened", person, name=name, by=act.me.name, version=inspection.version + 1)


async def show_for_signature(act: Act, inspection: Inspection, partner: Person) -> None:
    """Send or edit the partner's card: the whole record and its hash."""
    opened = await act.work.rounds.get(inspection.round_id)
    await act.notify(
        "result.sign",
        partner,
        card=f"sign:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        name=await target_name(act, inspection),
        lines=await finding_lines(act, inspection),
        site=await site_lines(act.work, inspection, await items_of(act, inspection)),
        signature=await signature_text(act, inspection),
        version=inspection.version,
        hash=inspection.record_hash,
        due=await signature_due(act, inspection),
        ground=act.ground("second_person"),
        state={"key": f"inspection.state.{inspection.state}"},
        can_sign=inspection.state is InspectionState.ENTERED
        and not await has_signed(act, inspection, partner),
    )


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


async def _record(act: Act, inspection: Inspection, version: int) -> dict[str, Any]:
    """Return the record that both sign: ids, codes, findings and commitments, in the items' order."""
    opened = await act.work.rounds.get(inspection.round_id)
    given = counted_answers(inspection, await act.work.answers.all(inspection_id=inspection.id))
    answers = {each.item_code: each for each in given}
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    rows = [
        {
            "item": item.code,
            **await _answer(act, answers.get(item.code)),
            **await _material(act, pieces, item.code),
        }
        for item in await items_of(act, inspection)
    ]
    return {
        "round": opened.number,
        "target": inspection.target_key,
        "version": version,
        "visited_on": inspection.visited_on.isoformat() if inspection.visited_on else "",
        "team": [person.id for person in await team_people(act, inspection)],
        "items": rows,
        "method": inspection.method,
        "conclusion": conclusion(inspection, given),
        "site": await _steps(act, inspection),
        "whole": await _material(act, pieces, WHOLE),
        "signature": inspection.signature,
        "refusal": await _commitment(act, inspection.signature_words_id),
        "witness": await _commitment(act, inspection.witness_words_id) or inspection.witness,
    }


async def _answer(act: Act, answer: Answer | None) -> dict[str, str]:
    """Return the finding and, where the item asks for one, the value or the commitment of its words."""
    if answer is None:
        return {"finding": ""}
    value = await _commitment(act, answer.words_id) or answer.value
    return {"finding": answer.finding, "value": value} if value else {"finding": answer.finding}


async def _commitment(act: Act, words_id: int | None) -> str:
    return (await act.work.words.get(words_id)).commitment if words_id else ""


async def _steps(act: Act, inspection: Inspection) -> list[list[Any]]:
    """Return what happened on site: the step, who took it, when, and the commitment of what was said."""
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    return [
        [each.kind.value, each.person_id, each.at.isoformat(), await _commitment(act, each.words_id)]
        for each in steps
    ]


async def _material(act: Act, pieces: Sequence[Material], item_code: str) -> dict[str, list[Any]]:
    """Return what belongs to an item: the commitments of its words, the hashes of its files."""
    notes = [(await act.work.words.get(each)).commitment for each in notes_of(pieces, item_code)]
    kept: dict[str, list[Any]] = {"notes": notes}
    kept["files"] = [each.sha256 for each in files_of(pieces, item_code)]
    if sourced := sourced_of(pieces, item_code):
        kept["sources"] = [
            [str(each.source), each.sha256, await _commitment(act, each.source_words_id)] for each in sourced
        ]
    return kept
