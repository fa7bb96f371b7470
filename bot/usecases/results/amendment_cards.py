"""The card of a request to amend a record: to the partners until one has joined in, then to the approvers."""

from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.results.amendments import PENDING, Amendment, AmendmentState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.second_person import impartial_holders
from bot.usecases.target_name import target_name

SUBJECT = "amendment"


async def open_amendment(act: Act, inspection: Inspection) -> Amendment | None:
    """Return the request about the record that waits for somebody, or None."""
    return await act.work.amendments.one(inspection_id=inspection.id, state=PENDING)


async def askable_partners(act: Act, inspection: Inspection, row: Amendment) -> list[Person]:
    """Return who of the team can join in."""
    return [each for each in await team_people(act, inspection) if each.id != row.asked_by]


async def approvers_of_record(act: Act, inspection: Inspection) -> tuple[list[Person], Case]:
    """Return who approves, nobody who has inspected, and the case that his right is held against."""
    team = (await team_case(act, inspection)).team
    leader = (await team_people(act, inspection))[0]
    people, stands_in = await impartial_holders(act, Role.APPROVER, leader.unit, team, lenders=team)
    return people, Case(unit=leader.unit, parties=team, stand_in=stands_in)


async def waiting_for(act: Act, row: Amendment) -> list[Person]:
    """Return those for whom the request waits now."""
    inspection = await act.work.inspections.get(row.inspection_id)
    if row.state is AmendmentState.ASKED:
        return await askable_partners(act, inspection, row)
    return (await approvers_of_record(act, inspection))[0]


async def show_amendment(act: Act, row: Amendment, person: Person) -> None:
    """Send or edit a person's card of the request."""
    inspection = await act.work.inspections.get(row.inspection_id)
    waits = row.state in PENDING and person in await waiting_for(act, row)
    reply = (await act.work.words.get(row.reply_words_id)).text if row.reply_words_id else ""
    said: dict[str, Any] = {
        "number": (await act.work.rounds.get(inspection.round_id)).number,
        "name": await target_name(act, inspection),
        "by": (await act.work.people.get(row.asked_by)).name,
        "reason": (await act.work.words.get(row.words_id)).text,
        "reply": {"key": "amendment.reply", "words": reply} if reply else "",
    }
    await act.notify(
        "amendment.card",
        person,
        card=f"amendment:{row.id}",
        amendment=row.id,
        version=row.version,
        state={"key": f"amendment.state.{row.state}"},
        due=await _due(act, row),
        ground=act.ground("second_person"),
        can_join=waits and row.state is AmendmentState.ASKED,
        can_approve=waits and row.state is AmendmentState.JOINED,
        **said,
    )


async def _due(act: Act, row: Amendment) -> dict[str, Any]:
    owed = await act.work.deadlines.all(kind="amendment", subject_kind=SUBJECT, subject_id=row.id)
    return act.due(owed[-1]) if owed else {"key": "date.none"}


async def show_to_those(act: Act, row: Amendment) -> None:
    """Edit the cards of all who have one, and send it to those for whom it waits now."""
    inspection = await act.work.inspections.get(row.inspection_id)
    partners = await askable_partners(act, inspection, row)
    approvers = (await approvers_of_record(act, inspection))[0] if row.joined_by else []
    for person in (*partners, *approvers):
        await show_amendment(act, row, person)


async def pending_amendments(act: Act) -> int:
    """Send anew what waits for me, and return how many there are."""
    shown = 0
    for row in await act.work.amendments.all(state=PENDING):
        if act.me in await waiting_for(act, row):
            await act.forget_card(f"amendment:{row.id}")
            await show_amendment(act, row, act.me)
            shown += 1
    return shown
