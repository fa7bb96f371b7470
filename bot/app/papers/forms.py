"""From the rows of an inspection to its form, as the authority names and orders it."""

from collections.abc import Sequence
from typing import Any

from bot.app.papers.platform import lists_in_force, platform_level
from bot.app.papers.words import level_of, said, said_of
from bot.domain.documents.days import time_in_words
from bot.domain.duties.specialists import Specialist
from bot.domain.inspections import Answer, Inspection, InspectionState, Seat, Signature
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import stem_of
from bot.domain.registers.item_kinds import ItemKind, choices_of
from bot.domain.registers.rows import Item
from bot.domain.results.findings import NOTHING_INSPECTED, conclusion, counted_answers, is_concluded
from bot.domain.results.form import (
    FORM_LABELS,
    Form,
    FormInspector,
    FormRow,
    FormSignature,
    TargetSignature,
    TargetSignatureKind,
)
from bot.domain.results.materials import FORM, WHOLE, Material
from bot.domain.results.record import is_outdated
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.draws.shelves import shelved_draws
from bot.usecases.results.finding_lines import finding_text, note_texts, source_texts
from bot.usecases.results.record_content import content_digest
from bot.usecases.results.round_items import round_items
from bot.usecases.results.site_lines import site_lines

_OF_ITS_OWN = ("on_site.method", "on_site.conclusion")
"""Lines of the steps on site that have a place of their own on the form."""


async def form_of(
    work: UnitOfWork, profile: Profile, office_name: str, inspection: Inspection, site: str = ""
) -> Form:
    """Return the form as far as the inspection has come; `site` is the address of the public pages."""
    opened = await work.rounds.get(inspection.round_id)
    target = await work.targets.get(inspection.target_id)
    answers = await work.answers.all(inspection_id=inspection.id)
    items = await round_items(work, opened)
    return Form(
        form_name=profile.names.form.value,
        authority=office_name,
        round_number=opened.number,
        **await _codes(work, opened, inspection),
        target_name=target.name,
        target_code=target.key,
        target_unit=target.unit,
        target_address=target.address,
        inspectors=await _inspectors(work, inspection),
        specialists=await _specialists(work, inspection),
        visited_on=inspection.visited_on,
        method=said(f"method.{inspection.method}"),
        rows=await _rows(work, opened, inspection, counted_answers(inspection, answers)),
        conclusion=_outcome(inspection, answers, items),
        site=await _site(work, inspection, items),
        target_signature=await _target_signature(work, inspection, items),
        signatures=await _signatures(work, inspection),
        record_hash=inspection.submitted_hash,
        link=f"{site}/target-{stem_of(inspection.target_key)}.html" if site else "",
        status=said(f"inspection.state.{inspection.state}"),
        labels={key: said(key) for key in FORM_LABELS},
    )


async def _codes(work: UnitOfWork, opened: Round, inspection: Inspection) -> dict[str, str]:
    """Return the level and the codes of the draw; of one that the platform made, where it was made."""
    if platform := await lists_in_force(work, opened):
        return {"level": platform_level(platform)}
    attempt = await _picked_by(work, opened, inspection)
    return {
        "level": level_of(attempt),
        "commitment": attempt.commitment,
        "result_hash": attempt.result_hash,
    }


async def _picked_by(work: UnitOfWork, opened: Round, inspection: Inspection) -> Attempt:
    """Return the last draw that picked the target: of several it is the one that gave it its team.

    What was published before its draw was declared void is still corrected, by the codes of that draw.
    """
    attempts = await work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    attempts += await shelved_draws(work, opened)
    picking = [each for each in attempts if inspection.target_key in (each.result or {})["picked"]]
    if not picking:
        raise LookupError(f"inspection {inspection.id} has no draw")
    return picking[-1]


async def _inspectors(work: UnitOfWork, inspection: Inspection) -> tuple[FormInspector, ...]:
    seats = await seats_told(work, inspection)
    seats.sort(key=lambda each: (each.seat_group, each.id))
    found = [await inspector_of(work, inspection, seat) for seat in seats]
    return tuple(person for person in found if person is not None)


async def seats_told(work: UnitOfWork, inspection: Inspection) -> list[Seat]:
    """Return the seats of the team; of an inspection that was called off those of who was on site."""
    seats = await work.seats.all(inspection_id=inspection.id)
    sitting = [each for each in seats if each.is_open]
    came = {each.person_id for each in await work.site_steps.all(inspection_id=inspection.id)}
    return sitting or [each for each in seats if each.person_id in came]


async def inspector_of(work: UnitOfWork, inspection: Inspection, seat: Seat) -> FormInspector | None:
    """Return whoever sits or sat here as the form names him, None where the roster has him no longer."""
    duty = await work.duties.get(seat.duty_id)
    line = await work.inspectors.one(number=duty.inspector_number)
    if line is None:
        return None
    person = {"name": line.name, "unit": line.unit, "number": line.number}
    day = inspection.visited_on  # what counts is the licence that was shown on site
    licensed = line.licensed_on(day) if day else line.licensed
    return FormInspector(**person, licensed=licensed, licence_until=line.licence_until)


async def _specialists(work: UnitOfWork, inspection: Inspection) -> tuple[str, ...]:
    """Return who helped: after the record was submitted what became of them later changes nothing in it."""
    lent = await work.specialists.all(round_id=inspection.round_id, team=inspection.team)
    if signed := await _signed(work, inspection):
        lent = [known for each in lent if (known := each.as_known_at(signed[0].signed_at))]
    return tuple([await _named(work, each) for each in lent])


async def _named(work: UnitOfWork, lent: Specialist) -> str:
    name = f"{lent.name}　{lent.unit}"
    if lent.withdrawn_at is None:
        return name
    by = (await work.people.get(lent.withdrawn_by or 0)).name
    return f"{name}{said('form.specialist_withdrawn', by=by, at=time_in_words(lent.withdrawn_at))}"


async def _rows(
    work: UnitOfWork, opened: Round, inspection: Inspection, answers: Sequence[Answer]
) -> tuple[FormRow, ...]:
    given = {each.item_code: each for each in answers}
    pieces = await work.materials.all(inspection_id=inspection.id)
    rows = []
    for n, item in enumerate(await round_items(work, opened), start=1):
        answer = given.get(item.code)
        notes = await _notes(work, pieces, item.code)
        finding, words = await _finding(work, item, answer)
        if inspection.conclusion in NOTHING_INSPECTED or _dropped_for(inspection):
            finding = said("form.not_inspected")
        note = "\n".join([*words, *notes])
        name = said("form.part", parent=item.parent, name=item.name) if item.parent else item.name
        text: dict[str, Any] = {"item": name, "content": item.own_content, "basis": item.basis}
        text |= {"department": item.department} if opened.departments else {}
        rows.append(FormRow(number=n, finding=finding, blank=_blank(item), note=note, **text))
    return tuple(rows)


async def _finding(work: UnitOfWork, item: Item, answer: Answer | None) -> tuple[str, list[str]]:
    """Return the finding with its number or choice; words stand beside it, where there is room for them."""
    if answer is None or not answer.finding:
        return "", []
    if answer.words_id is not None:
        return said(f"finding.{answer.finding}"), [(await work.words.get(answer.words_id)).text]
    return said_of(await finding_text(work, item, answer)), []


def _blank(item: Item) -> str:
    """Return what is filled in by hand of an item that asks for a number, a choice or words."""
    if item.kind is ItemKind.CHOICE:
        return "\n".join(said("form.box", name=each.name) for each in choices_of(item.options or ""))
    value = said("form.line", options=item.options or "") if item.asks_value else ""
    return f"{value}\n{said('form.finding_blank')}" if value and not item.judges else value


def _outcome(inspection: Inspection, answers: Sequence[Answer], items: Sequence[Item]) -> str:
    """Return the outcome, "" where there is none yet."""
    if why := _dropped_for(inspection):
        return said("form.not_inspectable", outcome={"key": f"confirm.outcome.{why}"})
    if not is_concluded(inspection, answers, items):
        return ""
    return said(f"conclusion.{conclusion(inspection, answers)}")


def _dropped_for(inspection: Inspection) -> str:
    """Return why the target was dropped, "" where it was not, or the outcome has been withdrawn."""
    is_dropped = inspection.state is InspectionState.NOT_INSPECTABLE and not inspection.is_withdrawn
    return inspection.outcome if is_dropped else ""


async def _site(work: UnitOfWork, inspection: Inspection, items: Sequence[Item]) -> tuple[str, ...]:
    """Return what happened on site, and what was noted of the inspection as a whole."""
    steps = [each for each in await site_lines(work, inspection, items) if each["key"] not in _OF_ITS_OWN]
    pieces = await work.materials.all(inspection_id=inspection.id)
    return (*(said_of(each) for each in steps), *await _notes(work, pieces, WHOLE))


async def _notes(work: UnitOfWork, pieces: Sequence[Material], item_code: str) -> list[str]:
    """Return what was noted of an item, and whose reports are attached to it."""
    notes = await note_texts(work, pieces, item_code)
    return [*notes, *(said_of(each) for each in await source_texts(work, pieces, item_code))]


async def _target_signature(
    work: UnitOfWork, inspection: Inspection, items: Sequence[Item]
) -> TargetSignature:
    words = inspection.signature_words_id
    reason = (await work.words.get(words)).text if words else ""
    pieces = await work.materials.all(inspection_id=inspection.id)
    return TargetSignature(
        kind=TargetSignatureKind(inspection.signature or "unsigned"),
        note="；".join(await _notes(work, pieces, FORM)),
        refusal_reason=reason,
        witness=await _witness(work, inspection),
        is_outdated=is_outdated(inspection, await content_digest(work, inspection, items)),
    )


async def _witness(work: UnitOfWork, inspection: Inspection) -> str:
    if inspection.witness_words_id is not None:
        return (await work.words.get(inspection.witness_words_id)).text
    return said(f"witness.{inspection.witness}") if inspection.witness else ""


async def _signatures(work: UnitOfWork, inspection: Inspection) -> tuple[FormSignature, ...]:
    signed = await _signed(work, inspection)
    return tuple([FormSignature(name=await _signed_by(work, each), at=each.signed_at) for each in signed])


async def _signed(work: UnitOfWork, inspection: Inspection) -> list[Signature]:
    """Return the signatures under the record as it stands: a draft has none, whatever was signed before."""
    if not inspection.submitted_hash:
        return []
    return await work.signatures.all(inspection_id=inspection.id, record_hash=inspection.submitted_hash)


async def _signed_by(work: UnitOfWork, signature: Signature) -> str:
    """Return the name, marked where it was entered from paper and is not countersigned yet."""
    name = (await work.people.get(signature.person_id)).name
    if signature.entered_by is None:
        return name
    key = "paper.on_behalf" if signature.countersigned_at is None else "paper.on_behalf_countersigned"
    return f"{name}{said(key)}"
