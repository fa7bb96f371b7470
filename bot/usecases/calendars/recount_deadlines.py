"""Open deadlines counted anew under a newer calendar, never earlier than promised; whoever owes is told."""

from collections.abc import Sequence
from typing import Any

from bot.domain.calendars.tables import CalendarBook, Source
from bot.domain.deadlines import Deadline, DeadlineState, recomputed
from bot.usecases.act import Act
from bot.usecases.deadlines.show_dates import show_dates
from bot.usecases.deadlines.subjects import number_of
from bot.usecases.deadlines.whose import holders_of


async def recount_deadlines(act: Act, book: CalendarBook, year: int) -> int:
    """Return how many deadlines end on another day, or now for certain; each person is told once."""
    return await _recount(act, book, year, await act.work.deadlines.all(state=DeadlineState.OPEN))


async def recount_announced(act: Act) -> None:
    """Do the same for what was guessed once its year is known from the bureau's file or a new release."""
    book = act.office.calendar
    by_year: dict[int, list[Deadline]] = {}
    for each in await act.work.deadlines.all(state=DeadlineState.OPEN, provisional=True):
        if book.source(each.due_on.year) is not Source.PROVISIONAL:
            by_year.setdefault(each.due_on.year, []).append(each)
    for year, deadlines in by_year.items():
        await _recount(act, book, year, deadlines)


async def _recount(act: Act, book: CalendarBook, year: int, deadlines: Sequence[Deadline]) -> int:
    told: dict[int, list[dict[str, Any]]] = {}
    moved = 0
    for old in deadlines:
        if not old.term_days:
            continue  # a day that the text itself names is not counted
        new = recomputed(old, old.term_days, book)
        values = {"due_on": new.due_on, "provisional": new.provisional, "calendar_version": book.version}
        new = await act.work.deadlines.change(old, **values)
        if (old.due_on, old.provisional) == (new.due_on, new.provisional):
            continue
        moved += 1
        await show_dates(act, new)
        for person in await holders_of(act, new):
            told.setdefault(person.id, []).append(await _line(act, old, new))
    for person_id, lines in told.items():
        person = await act.work.people.get(person_id)
        await act.notify("calendar.deadlines", person, year=year, lines=lines)
    return moved


async def _line(act: Act, old: Deadline, new: Deadline) -> dict[str, Any]:
    return {
        "key": "calendar.moved",
        "number": await number_of(act, new),
        "what": {"key": f"deadline.{new.kind}"},
        "old": act.due(old),
        "due": act.due(new),
    }
