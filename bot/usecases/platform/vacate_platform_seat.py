"""An approved recusal where the platform drew: the person leaves at once, the platform says who follows."""

from bot.domain.deadlines import Deadline, DeadlineState
from bot.domain.duties.duty import Duty, Request
from bot.domain.platform.draw import match_in
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.backfill_seat import handed_over, leave, pass_deadlines
from bot.usecases.duties.duty_cards import refresh_duties, served
from bot.usecases.duties.request_words import leave_ground
from bot.usecases.duties.tell_team import tell_partners
from bot.usecases.platform.platform_draws import standing_platform, vacant_seats

REIMPORT = "reimport"
"""What the coordinator owes after an approved change: the platform's lists once more."""


async def vacate_on_platform(act: Act, opened: Round, duty: Duty, request: Request) -> int:
    """Close the seats, ask the coordinator to change them on the platform, and return the change's number."""
    handed = await handed_over(act, duty, request)
    targets = handed or [each.target_key for each in await served(act, duty)]
    vacancies = [each.vacancy for each in await act.work.requests.all(round_id=opened.id)]
    number = max(vacancies) + 1
    await act.record("platform_vacancy", round=opened.number, n=number, duty=duty.id)
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify(
        "platform.vacated",
        chat,
        number=opened.number,
        n=number,
        team=duty.team,
        targets=len(targets),
        platform=act.office.profile.names.platform.value,
        ground=act.ground("substitution"),
        **await seal_of(act, opened),
    )
    await leave(act, duty, targets, is_gone=handed is None)
    await pass_deadlines(act, duty, targets)
    inspections = await act.work.inspections.all(round_id=opened.id, target_key=tuple(targets))
    for inspection in inspections:
        await refresh_duties(act, inspection)
    await tell_partners(act, opened, inspections, (), leave_ground(act, request))
    await _owe_import(act, opened)
    await show_wanted(act, opened)
    return number


async def _owe_import(act: Act, opened: Round) -> None:
    """The coordinator owes the changed lists; a later change gives the whole import its own term again."""
    await act.settle(REIMPORT, ("round", opened.id))
    days = act.office.profile.terms.reimport_days.value
    await act.owe(REIMPORT, ("round", opened.id), days, person_id=opened.coordinator_id)


async def settle_imports(act: Act) -> None:
    """Settle what is owed no more: the record was submitted, the target ruled out, or the round is over."""
    for deadline in await act.work.deadlines.all(kind=REIMPORT, state=DeadlineState.OPEN):
        draw = await standing_platform(act, await act.work.rounds.get(deadline.subject_id))
        if draw is None or not await vacant_seats(act, draw):
            await act.settle(REIMPORT, ("round", deadline.subject_id))


async def _due(act: Act, opened: Round) -> Deadline | None:
    where = {"kind": REIMPORT, "subject_kind": "round", "subject_id": opened.id}
    return await act.work.deadlines.one(state=DeadlineState.OPEN, **where)


async def close_wanted(act: Act, opened: Round) -> None:
    """Take the button from the coordinator's card, if he has one: the round is cancelled."""
    card = f"platform:{opened.id}"
    coordinator = await act.work.people.get(opened.coordinator_id)
    if await act.work.notices.count(card=card, person_id=coordinator.id):
        why = {"key": "called_off.cancelled", "number": opened.number}
        await act.notify("platform.wanted_over", coordinator, card=card, why=why)


async def show_wanted(act: Act, opened: Round) -> bool:
    """Send or edit the coordinator's card of what is to be changed on the platform; tell if anything is.

    With nothing left to change, nothing is owed.
    """
    await settle_imports(act)
    draw = await standing_platform(act, opened)
    if draw is None:
        return False
    vacant = await vacant_seats(act, draw)
    people = {line.number: line.name for line in await act.work.inspectors.all()}
    names = {each.id: each.name for each in match_in(draw.document).targets}
    due = await _due(act, opened)
    lines = [
        {"key": "platform.wanted_line", "name": names[target], "people": "、".join(people[n] for n in gone)}
        for target, gone in vacant.items()
    ]
    await act.notify(
        "platform.wanted",
        await act.work.people.get(opened.coordinator_id),
        card=f"platform:{opened.id}",
        round=opened.id,
        number=opened.number,
        platform=act.office.profile.names.platform.value,
        lines=lines or {"key": "platform.wanted_nothing"},
        ground=act.ground("substitution"),
        due={"key": "platform.wanted_due", "due": act.due(due), "ground": act.ground("reimport")}
        if due
        else "",
        is_open=bool(lines),
    )
    return bool(lines)
