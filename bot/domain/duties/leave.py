"""Days on which a person cannot serve (请假、公务、培训), and the reading of such days as they are typed."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.draw.pools import Pools
from bot.domain.errors import Invalid
from bot.domain.people import Record
from bot.domain.registers.rows import Inspector

AWAY = "leave"
"""Why somebody on leave is not eligible, as the frozen pool says it; never for what reason."""
MOST_DAYS = 366
_DAY = r"(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_PERIOD = re.compile(
    rf"(?:(\d{{4}})\s*[年./-]\s*)?{_DAY}"
    rf"(?:\s*(?:[至到~—-]+|\s)\s*(?:(?:(\d{{4}})\s*[年./-]\s*)?{_DAY}|(\d{{1,2}})\s*日))?"
)
_LONG_PAST = timedelta(days=183)
_SUNDAY = 6


class LeaveReason(StrEnum):
    """The classes of reasons; more is nobody's business here."""

    LEAVE = "leave"
    DUTY = "duty"
    TRAINING = "training"
    OTHER = "other"


class Leave(Record):
    """A span of days on which a person cannot serve, both ends included, until it is withdrawn."""

    person_id: int
    starts_on: date
    ends_on: date
    reason: LeaveReason
    declared_by: int
    declared_at: datetime
    is_withdrawn: bool = False
    withdrawn_by: int | None = None
    withdrawn_at: datetime | None = None

    def covers(self, day: date) -> bool:
        """Return whether the person is away on this day."""
        return not self.is_withdrawn and self.starts_on <= day <= self.ends_on


def without_absent(pools: Pools, leaves: Iterable[Leave], roster: Iterable[Inspector], day: date) -> Pools:
    """Return the pools with everybody who is on leave on the day of the draw not eligible (`why` = leave).

    Only the day of the freeze counts: a leave that begins later or has ended says nothing about whether the
    duty, which lasts for weeks, can be done; for that there are recusal and substitution. Who is left out for
    another reason keeps it.
    """
    away = {each.person_id for each in leaves if each.covers(day)}
    numbers = {line.number for line in roster if line.person_id in away}
    people = tuple(
        person.model_copy(update={"eligible": False, "why": AWAY})
        if person.eligible and person.id in numbers
        else person
        for person in pools.inspectors
    )
    return pools._replace(inspectors=people)


def usual_periods(today: date) -> dict[str, tuple[date, date]]:
    """Return the spans that are offered by a button: today, until Sunday, until the end of the month."""
    last = monthrange(today.year, today.month)[1]
    return {
        "today": (today, today),
        "week": (today, today + timedelta(days=_SUNDAY - today.weekday())),
        "month": (today, today.replace(day=last)),
    }


def read_period(text: str, today: date) -> tuple[date, date]:
    """Return the first and the last day, such as of 10月8日至15日, 2026-10-08 2026-10-15 or 10.8.

    A day without a year is of this year, or of the next where that would be long past; a last day that comes
    before the first is of the next year only if that is soon, for it may as well be a slip.

    Raises:
        Invalid: no day, the last before the first, over already, or more than a year.
    """
    found = _PERIOD.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise Invalid("leave.bad_days")
    year, month, day, last_year, last_month, last_day, same_month_day = found.groups()
    try:
        first = _first(year, int(month), int(day), today)
        if same_month_day:
            last = first.replace(day=int(same_month_day))
        elif last_month:
            last = _last(last_year, int(last_month), int(last_day), first)
        else:
            last = first
    except ValueError:
        raise Invalid("leave.bad_days") from None
    return checked_period(first, last, today)


def checked_period(first: date, last: date, today: date) -> tuple[date, date]:
    """Return the span; raise Invalid where it cannot be one of leave."""
    if last < first:
        raise Invalid("leave.bad_days")
    if last < today:
        raise Invalid("leave.past")
    if (last - first).days >= MOST_DAYS:
        raise Invalid("leave.too_long", days=MOST_DAYS)
    return first, last


def _first(year: str | None, month: int, day: int, today: date) -> date:
    first = date(int(year or today.year), month, day)
    return first.replace(year=first.year + 1) if not year and first < today - _LONG_PAST else first


def _last(year: str | None, month: int, day: int, first: date) -> date:
    last = date(int(year or first.year), month, day)
    if year or last >= first:
        return last
    rolled = last.replace(year=last.year + 1)
    return rolled if rolled - first <= _LONG_PAST else last
