"""What is destroyed after its time, and what stays: the journal's commitments, and all that was made public.

The regulations name no term; the office's archive rules do, and its setting follows them (5 years after the
round has ended, follow-up included, by product default). Contacts go thirty days after the import that left
them out.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.results.follow_ups import OVER, FollowUp
from bot.domain.results.objections import Objection, ObjectionState

BLACKED = "■■■■"
"""What stands where words were: it needs no language."""
PUBLIC = frozenset({"rounds", "attempts", "platform_draws", "remarks", "plan_lines"})
"""Tables whose words belong to the record of the draw, which is public and recomputed for ever."""
FOREWARNED = timedelta(days=30)
CONTACTS_KEPT = timedelta(days=30)


def over_on(
    ended_on: date, follow_ups: Sequence[FollowUp], objections: Sequence[Objection] = ()
) -> date | None:
    """Return the day from which the term runs, None while a finding is followed up or objected to."""
    if any(each.state not in OVER for each in follow_ups):
        return None
    if any(each.state is ObjectionState.OPEN for each in objections):
        return None
    days = [each.published_on for each in follow_ups] + [each.answered_on for each in objections]
    return max([ended_on, *(each for each in days if each)])


def destroyed_on(over: date, years: int) -> date:
    """Return the day on which so many whole years have passed since that day."""
    day = over + timedelta(days=1)
    is_leap_day = (day.month, day.day) == (2, 29)
    return (
        day.replace(year=day.year + years, month=3, day=1)
        if is_leap_day
        else day.replace(year=day.year + years)
    )


def is_due(over: date, years: int, today: date) -> bool:
    """Return whether these years are over; 0 is never."""
    return years > 0 and destroyed_on(over, years) <= today
