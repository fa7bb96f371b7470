"""A bot cannot write first: who has a duty and cannot be told of it is named, and told on paper."""

from typing import Any

from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.domain.duties.duty import SERVING, Duty
from bot.domain.duties.unreached import Unreached, is_out_of_reach
from bot.domain.people import Chat, Person
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.office import unit_text


async def name_unreached(act: Act, opened: Round, chat: Chat) -> None:
    """Name in the group whoever was not named yet, with the way to the private chat; tell the coordinator."""
    fresh = [each for each in await _out_of_reach(act, opened) if not await _is_known(act, each[0])]
    if not fresh:
        return
    for duty, person in fresh:
        row = Unreached(duty_id=duty.id, round_id=opened.id, person_id=person.id, named_at=act.at)
        await act.work.unreached.add(row)
    names = "、".join(sorted({person.name for _, person in fresh}))
    await act.notify("duty.unbound", chat, number=opened.number, names=names, **await seal_of(act, opened))
    await show_paper(act, opened)


async def name_all_unreached(act: Act, hours: OfficeHours) -> None:
    """By the clock, in office hours: name whoever was called, unbound or lost since the dispatch."""
    local = act.at.astimezone(SHANGHAI)
    if not hours.has(local.time()) or not is_working_day(local.date(), act.office.calendar):
        return
    for opened in await act.work.rounds.all():
        if opened.state not in ENDED:
            await name_unreached(act, opened, await act.work.chats.get(opened.chat_id))


async def note_reached(act: Act, person: Person) -> None:
    """Whoever has an account again is no longer to be told on paper; the coordinator's list says so."""
    rows = await act.work.unreached.all(person_id=person.id, reached_at=None)
    for row in rows:
        await act.work.unreached.change(row, reached_at=act.at)
    for opened in await act.work.rounds.all(id=tuple({row.round_id for row in rows})):
        await show_paper(act, opened)


async def show_paper(act: Act, opened: Round) -> None:
    """Send or edit the coordinator's list of those who are told on paper."""
    rows = await act.work.unreached.all(round_id=opened.id)
    people = {each.id: each for each in await act.work.people.all(id=tuple(row.person_id for row in rows))}
    rows.sort(key=lambda row: (people[row.person_id].name, row.id))
    await act.notify(
        "paper.card",
        await act.work.people.get(opened.coordinator_id),
        card=f"paper:{opened.id}",
        number=opened.number,
        lines=[{"key": "paper.line", **_named(people[row.person_id]), **told(row)} for row in rows],
        waiting=[[row.id, people[row.person_id].name] for row in rows if row.is_waiting],
    )


def told(row: Unreached) -> dict[str, Any]:
    """Return what became of it: told on paper, reached since, or still to be told."""
    if row.told_on is not None:
        day = {"date": row.told_on.isoformat()}
        return {"state": {"key": "paper.state.told", "day": day, "by": row.told_by}}
    return {"state": {"key": "paper.state.waiting" if row.reached_at is None else "paper.state.reached"}}


def _named(person: Person) -> dict[str, Any]:
    return {"name": person.name, "unit": unit_text(person.unit)}


async def _out_of_reach(act: Act, opened: Round) -> list[tuple[Duty, Person]]:
    duties = await act.work.duties.all(round_id=opened.id, state=SERVING)
    people = {
        each.id: each for each in await act.work.people.all(id=tuple(duty.person_id for duty in duties))
    }
    pairs = [(duty, people[duty.person_id]) for duty in duties]
    return [(duty, person) for duty, person in pairs if is_out_of_reach(person)]


async def _is_known(act: Act, duty: Duty) -> bool:
    return bool(await act.work.unreached.count(duty_id=duty.id, reached_at=None))
