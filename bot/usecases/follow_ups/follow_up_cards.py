"""What is shown of a follow-up, and to whom: its words are for those who handle it, never public."""

from typing import Any

from bot.domain.deadlines import Deadline, DeadlineState
from bot.domain.people import Person
from bot.domain.results.findings import UNCOOPERATIVE
from bot.domain.results.follow_ups import FollowUp, FollowUpState, Measure
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_people import (
    can_send_others,
    deciders,
    outcome_releasers,
    waits_for_result,
)
from bot.usecases.follow_ups.measure_papers import papers_to_serve
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.results.round_items import items_of
from bot.usecases.target_name import target_name

SUBJECT = "follow_up"
"""What the deadlines of a follow-up are about."""


async def item_name(act: Act, row: FollowUp) -> Any:
    """Return the name of the abnormal item in its round's list, or the outcome that is followed up."""
    if row.item_code == UNCOOPERATIVE:
        return {"key": f"conclusion.{UNCOOPERATIVE}"}
    items = await items_of(act, await inspection_of(act.work, row))
    return next((each.name for each in items if each.code == row.item_code), row.item_code)


async def show_follow_up(act: Act, row: FollowUp) -> None:
    """Send or edit the coordinator's card."""
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    await act.notify("follow_up.card", coordinator, card=f"follow_up:{row.id}", **await _facts(act, row))


async def show_decision(act: Act, row: FollowUp) -> None:
    """Send or edit the cards of those who decide."""
    for person in await deciders(act, row):
        await show_decision_to(act, row, person)


async def tell_unapprovable(act: Act, row: FollowUp, person: Person) -> None:
    """Tell one of those who can see to it that nobody can decide on the proposed measure."""
    by = (await act.work.people.get(row.proposed_by)).name if row.proposed_by else ""
    card = f"follow_up_decision:{row.id}"
    await act.notify("follow_up.undecidable", person, card=card, by=by, **await _facts(act, row))


async def show_decision_to(act: Act, row: FollowUp, person: Person) -> None:
    """Send or edit the card of one who decides."""
    by = (await act.work.people.get(row.proposed_by)).name if row.proposed_by else ""
    card = f"follow_up_decision:{row.id}"
    await act.notify(
        "follow_up.decide",
        person,
        card=card,
        by=by,
        read=row.words_id,
        **await _facts(act, row, "measure_decision"),
    )


async def show_visit(act: Act, row: FollowUp) -> None:
    """Send or edit the cards of those who go there again."""
    for person_id in row.visitors:
        await show_visit_to(act, row, await act.work.people.get(person_id))


async def show_visit_to(act: Act, row: FollowUp, person: Person) -> None:
    """Send or edit the card of one of them: the leader records what he saw, the others sign it."""
    await act.notify(
        "follow_up.visit",
        person,
        card=f"follow_up_visit:{row.id}",
        team="、".join([(await act.work.people.get(each)).name for each in row.visitors]),
        report={"key": "follow_up.has_report" if row.has_report else "follow_up.no_report"},
        leads=person.id == row.visitors[0],
        read=row.result_words_id,
        visiting=act.ground("return_visit"),
        **await _facts(act, row, "revisit"),
    )


async def show_outcome(act: Act, row: FollowUp) -> None:
    """Send or edit the cards of those who release the outcome."""
    people, stands_in = await outcome_releasers(act, row)
    for person in people:
        await show_outcome_to(act, row, person, stands_in=stands_in)


async def show_outcome_to(act: Act, row: FollowUp, person: Person, *, stands_in: bool) -> None:
    """Send or edit the card of one who releases the outcome."""
    await act.notify(
        "follow_up.release",
        person,
        card=f"follow_up_release:{row.id}",
        stands_in={"key": "release.stands_in"} if stands_in else "",
        **await _facts(act, row, "outcome_release"),
    )


def measure_text(measure: Measure | None) -> dict[str, Any]:
    """Return what was decided, in words."""
    return {"key": f"follow_up.measure.{measure}"}


async def _facts(act: Act, row: FollowUp, kind: str = "") -> dict[str, Any]:
    """Return what every card of it shows, with the term of this kind, else the one that runs now."""
    inspection = await inspection_of(act.work, row)
    owed = await _owed(act, row, kind)
    waits = await waits_for_result(act, row)
    return {
        "follow_up": row.id,
        "number": await number_of(act, inspection),
        "name": await target_name(act, inspection),
        "item": await item_name(act, row),
        "decided": await _decided_text(act, row),
        "came_of_it": await _result_text(act, row),
        "state": {"key": f"follow_up.state.{row.state}"},
        "guide": {"key": "follow_up.guide.waits" if waits else f"follow_up.guide.{row.state}"},
        "due": act.due(owed) if owed else {"key": "date.none"},
        "ground": act.ground(owed.rule) if owed else {"key": "date.none"},
        "basis": act.ground("crime_transferred" if row.measure is Measure.CRIME else "follow_up"),
        "at": row.state.value,
        "measure": row.measure.value if row.measure else "",
        "can_publish": row.state is FollowUpState.RELEASED and not waits,
        "can_send_others": await can_send_others(act, row),
        "papers": await papers_to_serve(act.work, row),
    }


async def _owed(act: Act, row: FollowUp, kind: str) -> Deadline | None:
    """Return the term of this kind, or of any, that runs now, or the last one that ran."""
    every = await act.work.deadlines.all(subject_kind=SUBJECT, subject_id=row.id)
    # An extension has a card of its own.
    owed = [each for each in every if (each.kind == kind if kind else each.kind != "extension")]
    running = [each for each in owed if each.state is DeadlineState.OPEN]
    return next(reversed(running or owed), None)


async def _decided_text(act: Act, row: FollowUp) -> Any:
    if row.measure is None or row.words_id is None or row.state is FollowUpState.OPEN:
        return ""
    until: Any = ""
    if row.due_on:
        until = {"key": "follow_up.until", "day": {"date": row.due_on.isoformat()}}
    if row.extended_to:
        later = {"date": row.extended_to.isoformat()}
        until = {"key": "follow_up.extended", "until": until, "day": later}
    words = (await act.work.words.get(row.words_id)).text
    return {
        "key": "follow_up.decided",
        "what": measure_text(row.measure),
        "until": until,
        "words": words,
    }


async def _result_text(act: Act, row: FollowUp) -> Any:
    if row.result is None:
        return ""
    words = (await act.work.words.get(row.result_words_id)).text if row.result_words_id else ""
    shown = {"key": "follow_up.pictures", "n": len(row.pictures)} if row.pictures else ""
    what = {"key": f"follow_up.result.{row.result}"}
    return {"key": "follow_up.came_of_it", "what": what, "words": words, "pictures": shown}
