"""延期整改: a target asks, before the day of an order to correct is over, to have it later."""

from datetime import date, timedelta
from enum import StrEnum

from bot.domain.errors import Invalid
from bot.domain.people import Record
from bot.domain.results.follow_ups import FollowUp

_LONGEST = timedelta(days=366)


class ExtensionState(StrEnum):
    """The life of a request; it is overtaken where the target has reported, or nothing is owed any more."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


DECIDED = (ExtensionState.GRANTED, ExtensionState.REFUSED)


class Extension(Record):
    """One request for a later day, and how it was decided; the day of the order stays in the follow-up.

    `received_on` is when the office received it, `wanted_on` the day that the target asks for, `until` the
    one that it was given. What it says (`words_id`) and why it is decided so (`reply_words_id`) is never
    public.
    """

    follow_up_id: int
    received_on: date
    wanted_on: date
    words_id: int
    asked_by: int
    state: ExtensionState = ExtensionState.ASKED
    until: date | None = None
    reply_words_id: int | None = None
    decided_by: int | None = None
    decided_on: date | None = None


def require_later(row: FollowUp, day: date | None, today: date) -> date:
    """Return the day to which the order can be extended.

    Raises:
        Invalid: `extension.bad_day`: it is none, over, no later than the order's, or over a year away.
    """
    ordered = row.due_on or today
    if day is None or not max(ordered, today) < day <= today + _LONGEST:
        raise Invalid("extension.bad_day", day={"date": ordered.isoformat()})
    return day
