"""What a signed paper sets going: the same as a press, marked as entered by another, to be countersigned."""

from datetime import date
from typing import Any

from bot.domain.duties.on_paper import PaperEntry, PaperForm, PaperKind, PaperLine
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Person
from bot.domain.results.findings import ABNORMAL, NORMAL, NOTHING_INSPECTED
from bot.domain.results.materials import FORM, WHOLE, Material, MaterialKind
from bot.domain.results.record import REFUSED, SIGNED
from bot.domain.results.site_steps import Method, SiteStep, SiteStepKind
from bot.domain.rounds import Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.complete_team import require_team
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.teams import team_people
from bot.usecases.on_paper.correct_entry import reopen_form, supersede
from bot.usecases.on_paper.countersign import ask_countersignature
from bot.usecases.results.answer_item import keep_answer
from bot.usecases.results.answer_value import given_by
from bot.usecases.results.record_content import content_digest, results_digest
from bot.usecases.results.round_items import items_of
from bot.usecases.results.submit_result import close_record, complete, sign_as
from bot.usecases.results.visit_day import move_visit_day, visit_on


async def keep_acknowledgement(act: Act, opened: Round, duty_id: int, day: date, sha256: str) -> str:
    """Accept the duty for its person, or correct how that was entered, and return his name."""
    duty = await act.work.duties.get(duty_id)
    version = await supersede(act, PaperKind.ACKNOWLEDGEMENT, duty.id)
    if version == 1:
        duty = await act.work.duties.move(duty, step_for("acknowledge", duty.state).target)
    await act.settle("acknowledgement", ("duty", duty.id))
    person = await act.work.people.get(duty.person_id)
    await enter_paper(act, opened, person, PaperKind.ACKNOWLEDGEMENT, (duty.id, day, sha256, version))
    await show_duty(act, duty)
    return person.name


async def keep_result(act: Act, opened: Round, inspection_id: int, form: PaperForm, sha256: str) -> str:
    """Enter the whole form, signed by everybody of the team, or enter it again, and return their names."""
    inspection = await act.work.inspections.get(inspection_id)
    await require_team(act, inspection)
    version = await supersede(act, PaperKind.RESULT, inspection.id)
    inspection = await _visit(act, await reopen_form(act, inspection), form.day)
    # What was begun by telephone does not hold.
    outcome = {"conclusion": form.conclusion, "method": Method.ON_SITE}
    inspection = await act.work.inspections.change(inspection, **outcome)
    if form.conclusion in NOTHING_INSPECTED:
        inspection = await _keep_cause(act, inspection, form, sha256)
    else:
        inspection = await _keep_findings(act, inspection, form, sha256)
    inspection = await close_record(act, inspection)
    team = await team_people(act, inspection)
    for person in team:
        await sign_as(act, inspection, person, "result_entered_on_behalf", entered_by=act.me.id)
        await enter_paper(act, opened, person, PaperKind.RESULT, (inspection.id, form.day, sha256, version))
    await complete(act, inspection)
    return "、".join(person.name for person in team)


async def _keep_cause(act: Act, inspection: Inspection, form: PaperForm, sha256: str) -> Inspection:
    """Keep why nothing could be inspected, where nobody signs or says anything for the target."""
    await _hear(act, inspection, "")
    words = await act.keep_words(form.cause)
    one = {"inspection_id": inspection.id, "item_code": WHOLE}
    await act.work.materials.add(_paper(act, one, words.id, sha256))
    await _were_there(act, inspection, is_signed=False)
    nobody = {"signature": "", "signature_words_id": None, "witness": "", "witness_words_id": None}
    return await act.work.inspections.change(inspection, **nobody)


async def _keep_findings(act: Act, inspection: Inspection, form: PaperForm, sha256: str) -> Inspection:
    """Keep what was found, what the target says to it, and its signature under that or why there is none."""
    await _answer(act, inspection, form.lines, sha256)
    await _hear(act, inspection, form.statement)
    words = await act.keep_words(form.refusal) if form.refusal else None
    content = await content_digest(act.work, inspection, await items_of(act, inspection))
    signed: dict[str, Any] = {"signings": inspection.signings + 1, "signed_content": content}
    signed |= {"signature": REFUSED if words else SIGNED, "signature_words_id": words.id if words else None}
    signed |= {"witness": "stated" if words else "", "witness_words_id": None}
    inspection = await act.work.inspections.change(inspection, **signed)
    await _were_there(act, inspection, is_signed=words is None)
    one = {"inspection_id": inspection.id, "item_code": FORM, "of_signing": inspection.signings}
    await act.work.materials.add(_paper(act, one | {"of_content": content}, None, sha256))
    return inspection


async def _hear(act: Act, inspection: Inspection, statement: str) -> None:
    """Keep what the target says on the form, in place of what was entered from it before."""
    where = {"inspection_id": inspection.id, "kind": SiteStepKind.HEARD, "is_paper": True}
    heard = await act.work.site_steps.one(**where)
    words = await act.keep_words(statement) if statement else None
    said = {"words_id": words.id if words else None, "at": act.at}
    if heard is not None:
        await act.work.site_steps.change(heard, **said)
    elif words is not None:
        await act.work.site_steps.add(SiteStep.model_validate(where | said | {"person_id": act.me.id}))
    if words is not None:
        step = {"step": SiteStepKind.HEARD.value, "person": act.me.id, "words": words.commitment}
        await act.record("site_step", inspection=inspection.id, **step)


async def _visit(act: Act, inspection: Inspection, day: date) -> Inspection:
    """Record the visit on the day of the paper; where the text says so, the entry runs from that day."""
    if inspection.state is not InspectionState.VISITED:
        return await visit_on(act, inspection, day)
    before = inspection.visited_on
    inspection = await move_visit_day(act, inspection, day)
    if before != day:
        step: dict[str, Any] = {
            "inspection_id": inspection.id,
            "kind": SiteStepKind.REDATED,
            "is_paper": True,
        }
        step |= {"person_id": act.me.id, "at": act.at, "day_before": before, "day": day}
        await act.work.site_steps.add(SiteStep(**step))
    return inspection


async def _were_there(act: Act, inspection: Inspection, *, is_signed: bool) -> None:
    """All who signed the form were there, and by it the licence was shown and the rights were told.

    A target that has signed it knows the result.
    """
    team = await team_people(act, inspection)
    told = await results_digest(act.work, inspection, await items_of(act, inspection))
    steps = [(SiteStepKind.ARRIVED, person, "") for person in team] + [(SiteStepKind.SHOWN, team[0], "")]
    steps += [(SiteStepKind.TOLD, team[0], told)] if is_signed else []
    for kind, person, results in steps:
        where = {"inspection_id": inspection.id, "kind": kind, "person_id": person.id, "results": results}
        if await act.work.site_steps.one(**where) is None:
            await act.work.site_steps.add(SiteStep.model_validate(where | {"at": act.at, "is_paper": True}))


async def _answer(act: Act, inspection: Inspection, lines: dict[int, PaperLine], sha256: str) -> None:
    """Store every finding of the paper; its picture is the evidence of what is abnormal."""
    for n, item in enumerate(await items_of(act, inspection), start=1):
        line = lines.get(n, PaperLine("", ""))
        found: dict[str, Any] = {"finding": ABNORMAL if line.note else NORMAL}
        found |= await given_by(act, item, line.value) if line.value else {}
        await keep_answer(act, inspection, item.code, **found)
        if line.note:
            words = await act.keep_words(line.note)
            one = {"inspection_id": inspection.id, "item_code": item.code}
            await act.work.materials.add(_paper(act, one, words.id, sha256))


def _paper(act: Act, one: dict[str, Any], words_id: int | None, sha256: str) -> Material:
    """Return the picture of the paper as the photo of one item, with its note, or as the signed form."""
    return Material(
        **one,
        account_id=act.account_id or 0,
        message_id=0,
        person_id=act.me.id,
        kind=MaterialKind.PAPER,
        filing=1,
        sha256=sha256,
        words_id=words_id,
        sent_at=act.at,
        received_at=act.at,
    )


async def enter_paper(
    act: Act, opened: Round, person: Person, kind: PaperKind, paper: tuple[int, date, str, int]
) -> None:
    """Keep that this person signed: `paper` is the subject, its day, its picture and the version."""
    subject, day, sha256, version = paper
    entry = await act.work.paper_entries.add(
        PaperEntry(
            round_id=opened.id,
            person_id=person.id,
            kind=kind,
            subject_id=subject,
            signed_on=day,
            sha256=sha256,
            entered_by=act.me.id,
            entered_at=act.at,
            version=version,
        )
    )
    said = {"entry": entry.id, "for": person.id, "subject": subject, "paper": sha256, "version": version}
    await act.record(f"entered_on_behalf_{kind}", round=opened.number, **said)
    await ask_countersignature(act, entry)
