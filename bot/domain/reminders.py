"""Who is reminded of a deadline, and when (`product.md`, "Time"): the rule behind every tick.

Pure and idempotent: the caller asks again on every tick and keeps the keys of the reminders it has
given, so a restart repeats nothing and an outage of a week brings each person one reminder, not five.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendars.working_days import (
    HolidayTable,
    add_working_days,
    is_working_day,
    previous_working_day,
    working_days_between,
)
from bot.domain.deadlines import OFFICE_HOURS, Deadline, DeadlineState, OfficeHours
from bot.domain.people import Record


class ReminderKind(StrEnum):
    """Why somebody is reminded now."""

    GIVEN = "given"
    HALF_WAY = "half_way"
    DAY_BEFORE = "day_before"
    LAST_DAY = "last_day"
    OVERDUE = "overdue"


class Recipient(StrEnum):
    """Whom a reminder goes to: who owes the act, and then upwards."""

    HOLDER = "holder"
    APPROVER = "approver"
    LEAD_OFFICE = "lead_office"


@dataclass(frozen=True, slots=True)
class Reminding:
    """How an office wants to be reminded; the defaults are the product's.

    `days_before` are working days before the last one (0: not then); `approver_after` and
    `lead_office_after` the overdue working day on which it is reported to them; the daily digest comes
    from `digest_at` on, Asia/Shanghai.
    """

    hours: OfficeHours = OFFICE_HOURS
    half_way: bool = True
    days_before: int = 1
    approver_after: int = 2
    lead_office_after: int = 3
    digest_at: time = time(9)


REMINDING = Reminding()
"""The product's defaults; an office changes them by its settings."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder to one recipient; `unique_key` is the same however often it is computed."""

    kind: ReminderKind
    unique_key: str
    to: Recipient


AHEAD = timedelta(days=2)
"""A clock that is set back by less has given its reminders a little early, and repeats none of them."""
Report = tuple[int, int, date]
"""A deadline's id, a person's, and the last day that is over."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder for one person: of what he owes, or (upwards) of what somebody below him does."""

    deadline: Deadline
    reminder: Reminder
    person_id: int

    @property
    def key(self) -> str:
        """Return the reminder's key with the person: the key of its row."""
        return f"{self.reminder.unique_key}:{self.person_id}"

    @property
    def is_upward(self) -> bool:
        """Return whether it is a report on somebody else."""
        return self.reminder.to is not Recipient.HOLDER

    @property
    def report(self) -> Report:
        """Return what is reported once: the deadline, to whom, and which last day is over."""
        return self.deadline.id, self.person_id, self.deadline.due_on


class Reminded(Record):
    """A reminder that was given to one person about a deadline that then ended on `due_on`.

    `card` names the message that bears it; `is_closed` once that message says that nothing is owed.
    """

    unique_key: str
    deadline_id: int
    person_id: int
    due_on: date
    kind: ReminderKind
    to: Recipient
    card: str
    given_at: datetime
    is_closed: bool = False

    def is_owed(self, deadline: Deadline) -> bool:
        """Return whether the person it was given to has something left to do; a seat may have passed on."""
        is_his = self.to is not Recipient.HOLDER or deadline.person_id in (None, self.person_id)
        return deadline.state is DeadlineState.OPEN and is_his


def reminders_due(
    deadline: Deadline,
    today: date,
    time_of_day: time,
    table: HolidayTable,
    rules: Reminding = REMINDING,
) -> list[Reminder]:
    """Return the reminders that stand now: at most one to each recipient, the most urgent one.

    They stand until a more urgent one follows; the caller gives those whose keys it has not given yet.

    Raises:
        ValueError: the deadline has not been stored, so that it has no key.
    """
    if not deadline.id:
        raise ValueError("A deadline is stored before anybody is reminded of it.")
    if deadline.state is not DeadlineState.OPEN or today < deadline.started_on:
        return []
    if not is_awake(today, time_of_day, table, rules):
        return []
    if today > deadline.due_on:
        return _overdue(deadline, today, table, rules)
    milestones = _milestones(deadline, table, rules)
    day = max(each for each in milestones if each <= today)
    return [_reminder(deadline, milestones[day], day, Recipient.HOLDER)]


def is_from_ahead(given_at: datetime, now: datetime) -> bool:
    """Return whether it bears a time that only a clock gone wrong has shown: it counts for nothing."""
    return given_at - now > AHEAD


def fresh(nudges: Iterable[Nudge], given: Collection[str], reports: Collection[Report]) -> list[Nudge]:
    """Return what was not given yet, in order; whoever stands above in two ways is told once."""
    news: dict[tuple[int, int, bool], Nudge] = {}
    for each in nudges:
        is_told = each.key in given or (each.is_upward and each.report in reports)
        if not is_told:
            news.setdefault((each.deadline.id, each.person_id, each.is_upward), each)
    return list(news.values())


def is_awake(today: date, time_of_day: time, table: HolidayTable, rules: Reminding = REMINDING) -> bool:
    """Return whether people may be written to now: on a working day, in the hours of the office."""
    return rules.hours.has(time_of_day) and is_working_day(today, table)


def _milestones(deadline: Deadline, table: HolidayTable, rules: Reminding) -> dict[date, ReminderKind]:
    """Return what is said on which day until the last one; of those that coincide the later entry stays."""
    start, due = deadline.started_on, deadline.due_on
    days: dict[date, ReminderKind] = {}
    term_days = working_days_between(start, due, table)
    if rules.half_way and term_days:
        days[add_working_days(start, (term_days + 1) // 2, table).day] = ReminderKind.HALF_WAY
    if rules.days_before:
        days[_days_before(due, rules.days_before, table)] = ReminderKind.DAY_BEFORE
    # Whoever has just been given a duty is told so, unless it ends today.
    return days | {start: ReminderKind.GIVEN, due: ReminderKind.LAST_DAY}


def _days_before(due: date, n: int, table: HolidayTable) -> date:
    day = due
    for _ in range(n):
        day = previous_working_day(day, table)
    return day


def _overdue(deadline: Deadline, today: date, table: HolidayTable, rules: Reminding) -> list[Reminder]:
    """Return today's reminder to the holder, and the one to everybody whose day has come."""
    late_days = working_days_between(deadline.due_on, today, table)
    above = ((Recipient.APPROVER, rules.approver_after), (Recipient.LEAD_OFFICE, rules.lead_office_after))
    reported = [
        _reminder(deadline, ReminderKind.OVERDUE, add_working_days(deadline.due_on, nth, table).day, to)
        for to, nth in above
        if nth <= late_days
    ]
    return [_reminder(deadline, ReminderKind.OVERDUE, today, Recipient.HOLDER), *reported]


def _reminder(deadline: Deadline, kind: ReminderKind, day: date, to: Recipient) -> Reminder:
    """Return the reminder with its key, such as `deadline:17:overdue:2026-11-25:approver`."""
    return Reminder(kind, f"deadline:{deadline.id}:{kind}:{day}:{to}", to)
