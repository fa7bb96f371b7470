"""Deadlines are rows, and these functions say until when, and what is due.

Who is reminded of it, and when, stands in `reminders.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import model_validator

from bot.domain.calendars.working_days import (
    ONE_DAY,
    HolidayTable,
    add_working_days,
    is_working_day,
    next_working_day,
)
from bot.domain.people import Record, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Where every date of the product is a date."""


OF_LEADER = ("entry", "submission")
"""What a team's leader owes after a visit: the entry, or where the text asks for none the record itself."""


class DeadlineState(StrEnum):
    """The life of a deadline: met, run out (a right that nobody used), or no longer owed."""

    OPEN = "open"
    SETTLED = "settled"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Deadline(Record):
    """What is owed until the end of a day, by a `rule` of the profile; `article` is "" for a product default.

    `person_id` owes it, or where that is None whoever holds the `role` for the `unit`. `term_days` are the
    working days that were counted (0: the text names the day itself), by the calendar whose newest loaded
    table has the row id `calendar_version` (0: none was loaded). `ended_on` is when it was no longer open.
    """

    kind: str
    subject_kind: str
    subject_id: int
    person_id: int | None = None
    role: Role | None = None
    unit: str = ""
    rule: str
    article: str = ""
    started_on: date
    due_on: date
    term_days: int = 0
    calendar_version: int = 0
    provisional: bool = False
    state: DeadlineState = DeadlineState.OPEN
    ended_on: date | None = None

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        """Refuse a deadline that was over when it began."""
        if self.due_on < self.started_on:
            raise ValueError(f"due on {self.due_on}, before its start on {self.started_on}")
        return self

    @model_validator(mode="after")
    def _is_owed_by_somebody(self) -> Self:
        """Refuse a deadline that neither a person nor a role owes."""
        if self.person_id is None and self.role is None:
            raise ValueError(f"nobody owes the {self.kind}")
        return self

    @property
    def owing_role(self) -> Role:
        """Return the role whose holders owe it; raise ValueError where a person owes it by name."""
        if self.role is None:
            raise ValueError(f"person {self.person_id} owes the {self.kind}")
        return self.role


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When people may be reminded: from `opens` until just before `closes`, Asia/Shanghai."""

    opens: time = time(8, 30)
    closes: time = time(18, 0)

    def has(self, moment: time) -> bool:
        """Return whether the office is open at this time of a working day."""
        return self.opens <= moment < self.closes


OFFICE_HOURS = OfficeHours()
"""The product's default, 8:30 to 18:00; an office changes it by its settings."""


def open_deadline(
    *,
    kind: str,
    subject_kind: str,
    subject_id: int,
    rule: str,
    started_on: date,
    term_days: int,
    table: HolidayTable,
    person_id: int | None = None,
    role: Role | None = None,
    unit: str = "",
    article: str = "",
    calendar_version: int = 0,
) -> Deadline:
    """Return a new deadline that ends `term_days` working days after the day of its start event.

    Raises:
        ValueError: the term is below one working day.
    """
    due = add_working_days(started_on, term_days, table)
    return Deadline(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        person_id=person_id,
        role=role,
        unit=unit,
        rule=rule,
        article=article,
        started_on=started_on,
        due_on=due.day,
        term_days=term_days,
        calendar_version=calendar_version,
        provisional=due.provisional,
    )


def recomputed(deadline: Deadline, term_days: int, table: HolidayTable) -> Deadline:
    """Return the deadline under a newer table, never earlier than promised; as it was, if it is not open.

    A day promised that is off now gives way to the working day after it (民法典 第二百零三条).
    """
    if deadline.state is not DeadlineState.OPEN:
        return deadline
    due = add_working_days(deadline.started_on, term_days, table)
    day = max(due.day, deadline.due_on)
    if not is_working_day(day, table):
        due = next_working_day(day, table)
        day = due.day
    return deadline.model_copy(update={"due_on": day, "provisional": due.provisional})


def due_at(deadline: Deadline) -> datetime:
    """Return the instant, in UTC, at which the last day ends: 24:00 in Asia/Shanghai."""
    return datetime.combine(deadline.due_on + ONE_DAY, time.min, SHANGHAI).astimezone(UTC)


def is_overdue(deadline: Deadline, today: date) -> bool:
    """Return whether the deadline is open and its last day is over."""
    return deadline.state is DeadlineState.OPEN and deadline.due_on < today


def due_now(deadlines: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return the open deadlines whose last day is today or over, the oldest first."""
    due = (each for each in deadlines if each.state is DeadlineState.OPEN and each.due_on <= today)
    return sorted(due, key=lambda each: (each.due_on, each.id))
