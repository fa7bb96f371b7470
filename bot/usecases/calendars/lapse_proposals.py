"""A table of holidays that no second person has confirmed in the term lapses."""

from bot.domain.calendars.tables import CalendarState
from bot.domain.deadlines import DeadlineState, is_overdue
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.calendars.load_calendar import CALENDAR, close_cards


async def lapse_proposals(act: Act) -> None:
    """Drop the proposals whose term is over; whoever made one reads that on its card."""
    for deadline in await act.work.deadlines.all(kind=CALENDAR, state=DeadlineState.OPEN):
        if not is_overdue(deadline, act.today):
            continue
        row = await act.work.calendar_versions.get(deadline.subject_id)
        await act.end_deadline(deadline, "lapse")
        if row.state is CalendarState.PROPOSED:
            await act.work.calendar_versions.move(row, step_for("lapse", row.state).target)
            await act.record("calendar_lapsed", year=row.year, digest=row.digest)
            await close_cards(act, row, "calendar.lapsed")
