"""Where a duty stands, in one word: its own state, the request about it, and its term taken together.

Nothing here is stored: a duty, its requests and its deadline are rows of their own, and work goes on while
a request waits, so that the three move independently of each other.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from bot.domain.calendars.working_days import HolidayTable, working_days_between
from bot.domain.deadlines import Deadline, is_overdue
from bot.domain.duties.duty import WAITING, Duty, DutyState, Request, RequestKind, RequestState
from bot.domain.reminders import REMINDING, Reminding


class Standing(StrEnum):
    """What is said of a duty on its card and on the board."""

    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    RECUSAL_ASKED = "recusal_asked"
    SUBSTITUTION_ASKED = "substitution_asked"
    EXHAUSTED = "exhausted"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    LEFT = "left"
    DONE = "done"


_ASKED = {
    RequestKind.RECUSAL: Standing.RECUSAL_ASKED,
    RequestKind.SUBSTITUTION: Standing.SUBSTITUTION_ASKED,
}


def standing_of(
    duty: Duty,
    requests: Iterable[Request],
    terms: Iterable[Deadline],
    today: date,
    table: HolidayTable,
    *,
    rules: Reminding = REMINDING,
) -> Standing:
    """Return where the duty stands today; `terms` are its deadlines of acknowledgement.

    A request that waits comes before a term that has run out: who has asked is not silent.
    """
    if duty.state in (DutyState.LEFT, DutyState.DONE):
        return Standing(duty.state.value)
    waiting = [each for each in requests if each.state in WAITING]
    if any(each.state is RequestState.EXHAUSTED for each in waiting):
        return Standing.EXHAUSTED
    if waiting:
        return _ASKED[waiting[0].kind]
    if duty.state is DutyState.ACKNOWLEDGED:
        return Standing.ACKNOWLEDGED
    late = [each for each in terms if is_overdue(each, today)]
    if not late:
        return Standing.NOTIFIED
    late_days = working_days_between(late[0].due_on, today, table)
    return Standing.ESCALATED if late_days >= rules.approver_after else Standing.OVERDUE
