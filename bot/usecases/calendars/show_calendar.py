"""/calendar: where this year and the next are known from, and a year as months of days."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.grid import month_grids
from bot.domain.calendars.tables import CalendarBook, CalendarState, CalendarVersion, Source
from bot.domain.people import Person, Role, each_once
from bot.usecases.act import Act

_CARD = "calendar"


async def show_calendar(act: Act) -> None:
    """Show the state of both years, what waits for a second person, and the ways on."""
    act.permit(Action.LOAD_CALENDAR)
    await act.forget_card(_CARD)
    years = (act.today.year, act.today.year + 1)
    waiting = await act.work.calendar_versions.all(state=CalendarState.PROPOSED)
    await act.reply(
        "calendar.state",
        card=_CARD,
        lines=[await _year_line(act, year) for year in years],
        waiting=[await _waiting_line(act, each) for each in waiting] or "",
        years=list(years),
    )


async def show_year(act: Act, year: int) -> None:
    """Show one year as it is in force."""
    act.permit(Action.LOAD_CALENDAR)
    await send_year(act, act.me, year, act.office.calendar)


async def send_year(act: Act, to: Person, year: int, book: CalendarBook) -> None:
    """Send a year of this calendar, month by month."""
    months = [
        {"key": "calendar.month", "month": f"{year}-{month:02d}", "weeks": weeks}
        for month, weeks in month_grids(year, book.listed(year))
    ]
    await act.notify("calendar.year", to, year=year, months=months)


async def proposal_data(act: Act, row: CalendarVersion) -> dict[str, Any]:
    """Return what every message about a proposed table says."""
    return {
        "version": row.id,
        "year": row.year,
        "name": (await act.work.people.get(row.proposed_by)).name,
        "until": {"date": row.until.isoformat()} if row.until else "",
    }


async def _year_line(act: Act, year: int) -> dict[str, Any]:
    source = act.office.calendar.source(year)
    line: dict[str, Any] = {"key": f"calendar.source.{source}", "year": year}
    row = await act.work.calendar_versions.one(year=year, state=CalendarState.IN_FORCE)
    if source is Source.LOADED and row is not None and row.confirmed_by and row.confirmed_at:
        proposer = await act.work.people.get(row.proposed_by)
        second = await act.work.people.get(row.confirmed_by)
        line |= {"number": row.version, "name": proposer.name, "second": second.name}
    return line


async def _waiting_line(act: Act, row: CalendarVersion) -> dict[str, Any]:
    return {"key": "calendar.waiting", **await proposal_data(act, row)}


async def second_persons(act: Act, first: int) -> list[Person]:
    """Return who may confirm what this person proposed: the lead office's others, and the approvers."""
    people = [*(await act.holders(Role.LEAD_OFFICE))[0], *(await act.holders(Role.APPROVER))[0]]
    return [each for each in each_once(people) if each.id != first]
