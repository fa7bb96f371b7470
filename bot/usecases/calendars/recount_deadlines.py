"""Open deadlines counted anew under a newer calendar, never earlier than promised; whoever owes is told."""

from typing import Any

from bot.domain.calendar_tables import CalendarBook, CalendarVersion
from bot.domain.deadlines import Deadline, DeadlineState, recomputed
from bot.domain.people import Person, Role
from bot.usecases.act import Act
from bot.usecases.rounds.remind import round_of


async def recount_deadlines(act: Act, book: CalendarBook, row: CalendarVersion) -> int:
    """Return how many deadlines end on another day, or now for certain; each person is told once."""
    told: dict[int, list[dict[str, Any]]] = {}
    moved = 0
    for old in await act.work.deadlines.all(state=DeadlineState.OPEN):
        if not old.term_days:
            continue  # a day that the text itself names is not counted
        new = recomputed(old, old.term_days, book)
        values = {"due_on": new.due_on, "provisional": new.provisional, "calendar_version": book.version}
        new = await act.work.deadlines.change(old, **values)
        if (old.due_on, old.provisional) == (new.due_on, new.provisional):
            continue
        moved += 1
        for person in await _holders(act, new):
            told.setdefault(person.id, []).append(await _line(act, old, new))
    for person_id, lines in told.items():
        person = await act.work.people.get(person_id)
        await act.notify("calendar.deadlines", person, year=row.year, lines=lines)
    return moved


async def _holders(act: Act, deadline: Deadline) -> list[Person]:
    if deadline.person_id:
        return [await act.work.people.get(deadline.person_id)]
    return (await act.holders(Role.LIST_ADMINISTRATOR, deadline.unit))[0]


async def _line(act: Act, old: Deadline, new: Deadline) -> dict[str, Any]:
    return {
        "key": "calendar.moved",
        "number": (await round_of(act, new)).number,
        "what": {"key": f"deadline.{new.kind}"},
        "old": act.due(old),
        "due": act.due(new),
    }
