"""A second person confirms a year's table: it comes into force, and open deadlines are counted anew."""

from bot.domain.actions import Action
from bot.domain.calendars.tables import CalendarState, CalendarVersion
from bot.domain.errors import Refused, Stale
from bot.domain.permissions import Case
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.calendars.load_calendar import CALENDAR, close_cards
from bot.usecases.calendars.recount_deadlines import recount_deadlines
from bot.usecases.second_person import second_person_days

_KEPT = (CalendarState.IN_FORCE, CalendarState.REPLACED)


async def confirm(act: Act, version_id: int) -> None:
    """Bring the table into force; the running calendar takes it in once this is committed."""
    row = await _proposed(act, version_id)
    for older in await act.work.calendar_versions.all(year=row.year, state=CalendarState.IN_FORCE):
        await act.work.calendar_versions.move(older, step_for("replace", older.state).target)
    number = await act.work.calendar_versions.count(year=row.year, state=_KEPT) + 1
    done = {"version": number, "confirmed_by": act.me.id, "confirmed_at": act.at}
    row = await act.work.calendar_versions.move(row, step_for("confirm", row.state).target, **done)
    await act.settle(CALENDAR, (CALENDAR, row.id))
    await act.record(
        "calendar_in_force", year=row.year, version=number, digest=row.digest, first=row.proposed_by
    )
    calendar, table, row_id = act.office.calendar, row.table, row.id
    act.after_commit.append(lambda: calendar.adopt(table, row_id))
    await act.toast("calendar.confirmed_toast")
    moved = await recount_deadlines(act, calendar.with_table(table, row_id), row.year)
    await close_cards(act, row, "calendar.confirmed", number=number, second=act.me.name, moved=moved)


async def decline(act: Act, version_id: int) -> None:
    """The table does not come into force; whoever proposed it is told."""
    row = await _proposed(act, version_id)
    row = await act.work.calendar_versions.move(row, step_for("decline", row.state).target)
    await act.settle(CALENDAR, (CALENDAR, row.id))
    await act.record("calendar_declined", year=row.year, digest=row.digest)
    await close_cards(act, row, "calendar.declined", second=act.me.name)


async def _proposed(act: Act, version_id: int) -> CalendarVersion:
    row = await act.work.calendar_versions.get(version_id)
    act.permit(Action.CONFIRM_CALENDAR, Case(first_person=row.proposed_by))
    if row.state is not CalendarState.PROPOSED:
        raise Stale
    if row.until is None or act.today > row.until:
        raise Refused("calendar.expired", days=second_person_days(act))
    return row
