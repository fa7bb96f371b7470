"""The card of one inspection: what is there and what is missing, edited in place for the whole team."""

from collections.abc import Sequence
from typing import Any

from bot.domain.joint import items_of_departments
from bot.domain.people import Person
from bot.domain.ports import UnitOfWork
from bot.domain.register_rows import Item
from bot.domain.results import missing
from bot.domain.rounds import Inspection, InspectionState, Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people


async def items_of(act: Act, inspection: Inspection) -> list[Item]:
    """Return the items of the inspection's round, as they were at its freeze."""
    opened = await act.work.rounds.get(inspection.round_id)
    return await round_items(act.work, opened)


async def round_items(work: UnitOfWork, opened: Round) -> list[Item]:
    """Return the items of a round: its plan's, or its departments' in a joint one, the initiator's first."""
    return items_among((await work.item_lists.get(opened.item_list_id)).items, opened)


def items_among(listed: Sequence[Item], opened: Round) -> list[Item]:
    """Return which items of its list a round has."""
    planned = [item for item in listed if not opened.item_codes or item.code in opened.item_codes]
    return items_of_departments(planned, opened.departments)


async def missing_of(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return what the record of the inspection still lacks."""
    answers = await act.work.answers.all(inspection_id=inspection.id)
    evidence = await act.work.evidence.all(inspection_id=inspection.id)
    return missing(await items_of(act, inspection), answers, evidence, inspection)


async def bare_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item without notes and photos, which only the team and the releaser see."""
    return [{**line, "note": "", "photos": ""} for line in await finding_lines(act, inspection)]


async def finding_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item: number, name, finding, and what belongs to it."""
    answers = {each.item_code: each for each in await act.work.answers.all(inspection_id=inspection.id)}
    evidence = await act.work.evidence.all(inspection_id=inspection.id)
    opened = await act.work.rounds.get(inspection.round_id)
    lines: list[dict[str, Any]] = []
    department = ""
    for n, item in enumerate(await round_items(act.work, opened), start=1):
        if opened.departments and item.department != department:
            department = item.department
            lines.append({"key": "result.department", "department": department or {"key": "result.of_all"}})
        answer = answers.get(item.code)
        photos = sum(each.item_code == item.code for each in evidence)
        note: Any = ""
        if answer and answer.words_id:
            note = {"key": "result.note", "note": (await act.work.words.get(answer.words_id)).text}
        photo_text: Any = {"key": "result.photos", "n": photos} if photos else ""
        finding = {"key": f"finding.{answer.finding if answer else 'open'}"}
        line = {"key": "result.line", "n": n, "name": item.name, "finding": finding}
        lines.append({**line, "note": note, "photos": photo_text})
    return lines


async def signature_text(act: Act, inspection: Inspection) -> Any:
    """Return how the target signed: signed, refused with its reason, or not yet."""
    if inspection.signature_words_id:
        reason = (await act.work.words.get(inspection.signature_words_id)).text
        return {"key": "signature.refused_because", "reason": reason}
    return {"key": f"signature.{inspection.signature or 'open'}"}


async def show_result(act: Act, inspection: Inspection, *, to_me: bool = False) -> None:
    """Edit the cards of those on the team who have one; `to_me` sends it to whoever acts."""
    people = await team_people(act, inspection)
    for person in people:
        if (to_me and person == act.person) or await _has_card(act, inspection, person):
            await _show_to(act, inspection, person, leads=person.id == people[0].id)


async def _has_card(act: Act, inspection: Inspection, person: Person) -> bool:
    return await act.work.notices.one(person_id=person.id, card=f"result:{inspection.id}") is not None


async def _show_to(act: Act, inspection: Inspection, person: Person, *, leads: bool) -> None:
    target = await act.work.targets.get(inspection.target_id)
    opened = await act.work.rounds.get(inspection.round_id)
    lacks = await missing_of(act, inspection)
    due = await act.work.deadlines.one(kind="entry", subject_id=inspection.id)
    await act.notify(
        "result.card",
        person,
        card=f"result:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        form=act.office.profile.names.form.value,
        name=target.name,
        state={"key": f"inspection.state.{inspection.state}"},
        lines=await finding_lines(act, inspection),
        signature=await signature_text(act, inspection),
        missing=lacks or {"key": "result.missing.none"},
        due=act.due(due) if due else {"key": "date.none"},
        ground=act.ground("entry"),
        items=[[n, item.code] for n, item in enumerate(await items_of(act, inspection), start=1)],
        is_open=inspection.state is InspectionState.VISITED,
        can_submit=leads and not lacks,
    )
