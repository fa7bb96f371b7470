"""The card of one inspection: what is there and what is missing, edited in place for the whole team."""

from collections.abc import Sequence
from typing import Any

from bot.domain.people import Person
from bot.domain.plans.joint import items_of_departments
from bot.domain.ports import UnitOfWork
from bot.domain.registers.item_kinds import shown_value
from bot.domain.registers.rows import Item
from bot.domain.results.findings import counted_answers, without_finding
from bot.domain.results.materials import (
    FORM,
    WHOLE,
    Material,
    counted,
    files_of,
    notes_of,
    signed_since,
    sourced_of,
)
from bot.domain.results.record import is_outdated, missing
from bot.domain.results.site_steps import SiteStep, SiteStepKind, missing_steps
from bot.domain.rounds import Answer, Inspection, InspectionState, Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.moments import when
from bot.usecases.results.amendment_cards import open_amendment
from bot.usecases.results.owe_entry import entry_due
from bot.usecases.results.record_content import content_digest, digest_of, results_digest
from bot.usecases.results.site_lines import danger_lines, in_row, return_lines, site_lines

_BESIDES_ITEMS = {WHOLE: "result.whole_line", FORM: "result.form_line"}
"""What is filed to no item has a line of its own, once there is something."""


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
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    team = [person.id for person in await team_people(act, inspection)]
    items = await items_of(act, inspection)
    kept = signed_since(pieces, inspection.signings)
    lacks = missing(items, answers, kept, inspection, await content_digest(act.work, inspection, items))
    besides: dict[str, Any] = {
        "absent": await _absent(act, inspection, steps),
        "is_fed_back": act.office.profile.duties.feedback.value,
        "results": await results_digest(act.work, inspection, items),
    }
    return [*missing_steps(inspection, steps, team, pieces, **besides), *lacks]


async def _absent(act: Act, inspection: Inspection, steps: Sequence[SiteStep]) -> list[str]:
    """Return the departments of a joint round of whose seats nobody has arrived."""
    departments = (await act.work.rounds.get(inspection.round_id)).departments
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True) if departments else []
    here = {each.person_id for each in steps if each.kind is SiteStepKind.ARRIVED}
    come = {each.seat_group for each in seats if each.person_id in here}
    return [departments[group] for group in sorted({each.seat_group for each in seats} - come)]


async def bare_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item without notes and files, which only the team and the releaser see."""
    lines = await finding_lines(act, inspection)
    return [{**line, "note": "", "files": ""} for line in lines if line["key"] not in _BESIDES_ITEMS.values()]


async def finding_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item: number, name, finding, and what belongs to it."""
    given = counted_answers(inspection, await act.work.answers.all(inspection_id=inspection.id))
    answers = {each.item_code: each for each in given}
    kept = await act.work.materials.all(inspection_id=inspection.id)
    pieces = signed_since(kept, inspection.signings)
    opened = await act.work.rounds.get(inspection.round_id)
    lines: list[dict[str, Any]] = []
    department, parent = "", None
    for n, item in enumerate(await round_items(act.work, opened), start=1):
        if opened.departments and item.department != department:
            department, parent = item.department, None
            lines.append({"key": "result.department", "department": department or {"key": "result.of_all"}})
        if item.parent and item.parent != parent:
            lines.append({"key": "result.parent", "name": item.parent})
        parent = item.parent
        answer = answers.get(item.code)
        finding = await finding_text(act.work, item, answer)
        line = {"key": "result.line", "n": n, "name": item.name, "finding": finding}
        lines.append(line | await _particulars(act, pieces, item.code))
    for code, key in _BESIDES_ITEMS.items():
        besides = await _particulars(act, pieces, code)
        lines += [{"key": key, **besides}] if any(besides.values()) else []
    return lines


async def finding_text(work: UnitOfWork, item: Item, answer: Answer | None) -> dict[str, Any]:
    """Return the finding of an item with its number, choice or words, as far as it has them."""
    finding = {"key": f"finding.{(answer.finding if answer else '') or 'open'}"}
    if answer is None or not answer.has_value:
        return finding
    words = (await work.words.get(answer.words_id)).text if answer.words_id else ""
    return {"key": "finding.with_value", "finding": finding, "value": words or plain_value(item, answer)}


def plain_value(item: Item, answer: Answer) -> str:
    """Return the number or choice as it is shown, with its unit; "" where there is none."""
    return shown_value(item.kind, item.options or "", answer.value)


def _ways(item: Item) -> list[bool]:
    """Return whether the item is filled in, and whether its finding is said by a button."""
    return [item.asks_value, not item.judges]


async def _particulars(act: Act, pieces: Sequence[Material], item_code: str) -> dict[str, Any]:
    """Return the note of an item and its files, as texts."""
    notes = [(await act.work.words.get(each)).text for each in notes_of(pieces, item_code)]
    files = counted(files_of(pieces, item_code))
    what: Any = {"key": "result.files", "what": in_row(files)} if files else ""
    if sources := await source_texts(act.work, pieces, item_code):
        what = {"key": "result.sources", "files": what, "sources": sources}
    return {"note": {"key": "result.note", "note": notes} if notes else "", "files": what}


async def source_texts(work: UnitOfWork, pieces: Sequence[Material], item_code: str) -> list[dict[str, Any]]:
    """Return whose word the pieces of an item are, where they are another body's."""
    return [
        {
            "key": f"material.source.{each.source}",
            "by": (await work.words.get(each.source_words_id or 0)).text,
        }
        for each in sourced_of(pieces, item_code)
    ]


async def _arrivals(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return what has arrived from the field, the last of it and when, and what waits to be sorted."""
    pieces = [each for each in await act.work.materials.all(inspection_id=inspection.id) if each.message_id]
    kept = sorted((each for each in pieces if not each.is_dropped), key=lambda each: each.place)
    waiting = sum(not each.is_filed for each in kept)
    return {
        "arrived": {"key": "material.on_card", "what": arrived(kept)} if kept else "",
        "unsorted": {"key": "material.unsorted", "n": waiting} if waiting else "",
    }


def arrived(pieces: Sequence[Material]) -> dict[str, Any]:
    """Return what arrived and when the last of it was sent; and when it reached us, where that was late."""
    last = pieces[-1]
    said = {"what": in_row(counted(pieces)), "sent": when(last.sent_at)}
    if last.came_late:
        return {"key": "material.arrived_late", **said, "received": when(last.received_at)}
    return {"key": "material.arrived", **said}


async def signature_text(act: Act, inspection: Inspection) -> Any:
    """Return how the target signed: signed, refused with its reason, not yet, or something else than this."""
    said = await _signed(act, inspection)
    content = await content_digest(act.work, inspection, await items_of(act, inspection))
    if not is_outdated(inspection, content):
        return said
    return {"key": "signature.outdated", "signature": said}


async def _signed(act: Act, inspection: Inspection) -> dict[str, Any]:
    if inspection.signature_words_id:
        reason = (await act.work.words.get(inspection.signature_words_id)).text
        return {
            "key": "signature.refused_because",
            "reason": reason,
            "witness": await _witness(act, inspection),
        }
    return {"key": f"signature.{inspection.signature or 'open'}"}


async def _witness(act: Act, inspection: Inspection) -> Any:
    if inspection.witness_words_id is not None:
        name = (await act.work.words.get(inspection.witness_words_id)).text
        return {"key": "signature.and_witness", "witness": {"key": "witness.named", "name": name}}
    stated = {"key": f"witness.{inspection.witness}"}
    return {"key": "signature.and_witness", "witness": stated} if inspection.witness else ""


async def show_result(
    act: Act,
    inspection: Inspection,
    *,
    to_me: bool = False,
    asking: Sequence[str] = (),
    at: int = 1,
) -> None:
    """Edit the cards of those on the team who have one; `to_me` sends it to whoever acts.

    `asking` are the items of which he is asked on his own card whether all of them are normal, `at` is the
    number of an item that has its buttons there.
    """
    people = await team_people(act, inspection)
    for person in people:
        is_mine = person == act.person
        if (to_me and is_mine) or await _has_card(act, inspection, person):
            leads = person.id == people[0].id
            mine = {"asking": list(asking), "at": at} if is_mine else {"asking": [], "at": 1}
            await _show_to(act, inspection, person, leads, mine)


async def _has_card(act: Act, inspection: Inspection, person: Person) -> bool:
    return await act.work.notices.one(person_id=person.id, card=f"result:{inspection.id}") is not None


async def _show_to(
    act: Act,
    inspection: Inspection,
    person: Person,
    leads: bool,
    mine: dict[str, Any],
) -> None:
    target = await act.work.targets.get(inspection.target_id)
    opened = await act.work.rounds.get(inspection.round_id)
    lacks = await missing_of(act, inspection)
    items = await items_of(act, inspection)
    told = await results_digest(act.work, inspection, items)
    is_open = inspection.state is InspectionState.VISITED
    may_submit = leads and not lacks and is_open
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
        **await _arrivals(act, inspection),
        site=await _site(act, inspection, items),
        question=_question(items, mine["asking"]) if mine["asking"] else "",
        signature=await signature_text(act, inspection),
        missing=lacks or {"key": "result.missing.none" if is_open else "result.missing.submitted"},
        due=await entry_due(act, inspection),
        ground=act.ground("entry"),
        items=[[n, item.code, *_ways(item)] for n, item in enumerate(items, start=1)],
        **mine,
        has_open=bool(without_finding(items, await act.work.answers.all(inspection_id=inspection.id))),
        has_arrived=await _has_done(act, inspection, SiteStepKind.ARRIVED, person_id=person.id),
        has_shown=await _has_done(act, inspection, SiteStepKind.SHOWN),
        has_told=await _has_done(act, inspection, SiteStepKind.TOLD, results=told),
        is_open=is_open,
        read=await digest_of(act, inspection, items, inspection.version + 1) if may_submit else "",
        can_amend=leads and await _may_be_amended(act, inspection),
    )


async def _site(act: Act, inspection: Inspection, items: Sequence[Item]) -> list[dict[str, Any]]:
    steps = await site_lines(act.work, inspection, items)
    returned = await return_lines(act.work, inspection, version=inspection.version)
    return [*steps, *await danger_lines(act.work, inspection), *returned]


async def _may_be_amended(act: Act, inspection: Inspection) -> bool:
    """Return whether the record is signed and not published, and nobody has asked to amend it."""
    is_kept = inspection.state in (InspectionState.SIGNED, InspectionState.RELEASED)
    return is_kept and await open_amendment(act, inspection) is None


async def _has_done(act: Act, inspection: Inspection, kind: SiteStepKind, **where: Any) -> bool:
    return await act.work.site_steps.one(inspection_id=inspection.id, kind=kind, **where) is not None


def _question(items: Sequence[Item], asking: Sequence[str]) -> dict[str, Any]:
    """Return the question whether these items are normal, each with its name."""
    names = [
        {"key": "result.asked_item", "n": n, "name": item.name}
        for n, item in enumerate(items, start=1)
        if item.code in asking
    ]
    return {"key": "result.ask_all_normal", "names": names}
