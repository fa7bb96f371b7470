"""The card of one inspection: what is there and what is missing, edited in place for the whole team."""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import ALL_SIGNED, Inspection, InspectionState
from bot.domain.people import Person
from bot.domain.registers.rows import Item
from bot.domain.results.findings import without_finding
from bot.domain.results.material_of_items import counted
from bot.domain.results.materials import Material
from bot.domain.results.site_steps import SiteStepKind
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.moments import when
from bot.usecases.results.amendment_cards import open_amendment
from bot.usecases.results.finding_lines import finding_lines
from bot.usecases.results.long_notes import ON_CARD, shortened
from bot.usecases.results.missing_parts import missing_of
from bot.usecases.results.owe_entry import entry_due
from bot.usecases.results.record_content import digest_of, results_digest
from bot.usecases.results.round_items import items_of
from bot.usecases.results.signature_lines import signature_text
from bot.usecases.results.site_lines import danger_lines, day_line, in_row, return_lines, site_lines
from bot.usecases.results.visit_day import sent_before


def _ways(item: Item) -> list[bool]:
    """Return whether the item is filled in, and whether its finding is said by a button."""
    return [item.asks_value, not item.judges]


async def _arrivals(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return what has arrived from the field, the last of it and when, and what waits to be sorted."""
    pieces = [each for each in await act.work.materials.all(inspection_id=inspection.id) if each.message_id]
    kept = sorted((each for each in pieces if not each.is_dropped), key=lambda each: each.place)
    waiting = sum(not each.is_filed for each in kept)
    key = "material.left_out" if inspection.state in ALL_SIGNED else "material.unsorted"
    return {
        "arrived": {"key": "material.on_card", "what": arrived(kept)} if kept else "",
        "unsorted": {"key": key, "n": waiting} if waiting else "",
    }


def arrived(pieces: Sequence[Material]) -> dict[str, Any]:
    """Return what arrived and when the last of it was sent; and when it reached us, where that was late.

    Where pictures were taken long before they came, it says when, by their cameras' clocks.
    """
    said = _sent(pieces)
    if captured := sorted(each.captured_apart for each in pieces if each.captured_apart):
        span = {"first": when(captured[0]), "last": when(captured[-1])}
        key = "material.captured" if len(captured) > 1 else "material.captured_once"
        said = {"key": key, "what": said, "n": len(captured), **span}
    return said


def _sent(pieces: Sequence[Material]) -> dict[str, Any]:
    last = pieces[-1]
    said = {"what": in_row(counted(pieces)), "sent": when(last.sent_at)}
    if last.came_late:
        return {"key": "material.arrived_late", **said, "received": when(last.received_at)}
    return {"key": "material.arrived", **said}


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
    is_open = inspection.state is InspectionState.VISITED
    may_submit = leads and is_open and not lacks
    await act.notify(
        "result.card",
        person,
        card=f"result:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        form=act.office.profile.names.form.value,
        name=target.name,
        state={"key": f"inspection.state.{inspection.state}"},
        lines=shortened(await finding_lines(act, inspection), ON_CARD),
        **await _arrivals(act, inspection),
        site=await _site(act, inspection, items),
        question=_question(items, mine["asking"]) if mine["asking"] else "",
        signature=await signature_text(act, inspection),
        missing=lacks or {"key": "result.missing.none" if is_open else "result.missing.submitted"},
        day=await _day(act, inspection),
        due=await entry_due(act, inspection),
        ground=act.ground("entry"),
        is_open=is_open,
        **mine,
        **await _choices(act, inspection, person, items),
        read=await digest_of(act, inspection, items, inspection.version + 1) if may_submit else "",
        can_amend=leads and await _may_be_amended(act, inspection),
        has_copies=leads and inspection.state in ALL_SIGNED,
    )


async def _choices(act: Act, inspection: Inspection, person: Person, items: Sequence[Item]) -> dict[str, Any]:
    """Return what the buttons of the items and of the steps on site hang on."""
    told = await results_digest(act.work, inspection, items)
    answers = await act.work.answers.all(inspection_id=inspection.id)
    return {
        "items": [[n, item.code, *_ways(item)] for n, item in enumerate(items, start=1)],
        "has_open": bool(without_finding(items, answers)),
        "has_arrived": await _has_done(act, inspection, SiteStepKind.ARRIVED, person_id=person.id),
        "has_shown": await _has_done(act, inspection, SiteStepKind.SHOWN),
        "has_told": await _has_done(act, inspection, SiteStepKind.TOLD, results=told),
    }


async def _day(act: Act, inspection: Inspection) -> Any:
    """Return the day of the visit, with the day of what was sent before it: the team may have been there."""
    day = await sent_before(act, inspection)
    line = day_line(inspection)
    return {"key": "result.sent_before", "line": line, "day": {"date": day.isoformat()}} if day else line


async def _site(act: Act, inspection: Inspection, items: Sequence[Item]) -> list[dict[str, Any]]:
    steps = await site_lines(act.work, inspection, items)
    returned = await return_lines(act.work, inspection, version=inspection.version)
    return [*shortened(steps, ON_CARD), *await danger_lines(act.work, inspection), *returned]


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
