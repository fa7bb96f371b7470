"""Deadlines: until when something is owed, and what a newer calendar does to it."""

from datetime import UTC, date, datetime, timedelta
from time import tzset

import pytest
from pydantic import ValidationError

from bot.domain.calendars.working_days import DayStatus
from bot.domain.deadlines import (
    Deadline,
    DeadlineState,
    due_at,
    due_now,
    is_overdue,
    open_deadline,
    recomputed,
)
from bot.domain.people import Role
from storage.calendars import BureauCalendar

TABLE = BureauCalendar()


class EveryDay:
    """A table by which every day is worked."""

    def is_working_day(self, day: date) -> DayStatus:  # noqa: ARG002 - whatever the day
        return DayStatus(working=True, provisional=False)


def deadline(started_on: date, due_on: date, **values) -> Deadline:
    fields = {"id": 17, "kind": "entry", "subject_kind": "inspection", "subject_id": 3, "rule": "entry"}
    return Deadline(**{**fields, "person_id": 5, "started_on": started_on, "due_on": due_on, **values})


def test_open_deadline_counts_the_term_from_the_day_after():
    made = open_deadline(
        kind="entry",
        subject_kind="inspection",
        subject_id=3,
        rule="entry",
        started_on=date(2026, 9, 30),
        term_days=5,
        table=TABLE,
        person_id=5,
        unit="安全科",
        article="第二十条",
        calendar_version=3,
    )
    said = {"unit": "安全科", "article": "第二十条", "calendar_version": 3}
    assert made == deadline(date(2026, 9, 30), date(2026, 10, 13), id=0, term_days=5, **said)


def test_open_deadline_beyond_the_announced_year_is_provisional():
    made = open_deadline(
        kind="publication",
        subject_kind="inspection",
        subject_id=3,
        rule="publication",
        started_on=date(2026, 12, 10),
        term_days=20,
        table=TABLE,
        role=Role.RELEASER,
    )
    assert (made.due_on, made.provisional, made.state) == (date(2027, 1, 8), True, DeadlineState.OPEN)
    assert (made.unit, made.article, made.calendar_version) == ("", "", 0)


def test_deadline_refuses_to_end_before_it_starts():
    with pytest.raises(ValidationError, match="before its start"):
        deadline(date(2026, 11, 24), date(2026, 11, 23))


def test_somebody_owes_every_deadline():
    of_a_role = deadline(date(2026, 11, 20), date(2026, 11, 24), person_id=None, role=Role.RELEASER)

    assert of_a_role.owing_role is Role.RELEASER
    with pytest.raises(ValueError, match="person 5 owes the entry"):
        _ = deadline(date(2026, 11, 20), date(2026, 11, 24)).owing_role
    with pytest.raises(ValidationError, match="nobody owes the entry"):
        deadline(date(2026, 11, 20), date(2026, 11, 24), person_id=None)


def test_due_at_is_the_end_of_the_last_day_in_shanghai():
    ended = due_at(deadline(date(2026, 11, 20), date(2026, 11, 24)))
    assert (ended, ended.tzinfo) == (datetime(2026, 11, 24, 16, tzinfo=UTC), UTC)


def test_due_at_is_in_utc_wherever_the_machine_stands(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    tzset()
    try:
        ended = due_at(deadline(date(2026, 11, 20), date(2026, 11, 24)))
    finally:
        monkeypatch.undo()
        tzset()
    assert (ended.isoformat(), ended.tzinfo) == ("2026-11-24T16:00:00+00:00", UTC)


def test_recomputed_moves_later_and_becomes_certain():
    promised = deadline(date(2026, 12, 30), date(2027, 1, 4), provisional=True)
    longer = recomputed(promised, 5, EveryDay())
    assert longer == promised.model_copy(update={"due_on": date(2027, 1, 4), "provisional": False})
    assert recomputed(promised, 9, EveryDay()).due_on == date(2027, 1, 8)


def test_recomputed_is_never_earlier_than_promised():
    promised = deadline(date(2026, 12, 30), date(2027, 1, 4), provisional=True)
    assert recomputed(promised, 2, EveryDay()).due_on == date(2027, 1, 4)


def test_recomputed_gives_way_where_the_promised_day_is_off_now():
    promised = deadline(date(2026, 9, 21), date(2026, 10, 1), provisional=True)
    moved = recomputed(promised, 1, TABLE)  # by itself the term would end on 22 September
    assert (moved.due_on, moved.provisional) == (date(2026, 10, 8), False)


def test_recomputed_leaves_what_is_over_alone():
    settled = deadline(date(2026, 12, 30), date(2027, 1, 4), provisional=True, state=DeadlineState.SETTLED)
    assert recomputed(settled, 9, EveryDay()) == settled


def test_due_now_lists_open_deadlines_from_their_last_day_the_oldest_first():
    day = date(2026, 11, 24)
    start = date(2026, 11, 2)
    today, late = deadline(start, day, id=1), deadline(start, day - timedelta(days=1), id=2)
    tomorrow = deadline(start, day + timedelta(days=1), id=3)
    settled = deadline(start, day, id=4, state=DeadlineState.SETTLED)
    also_today = deadline(start, day, id=0)
    assert due_now([today, tomorrow, settled, late, also_today], day) == [late, also_today, today]


@pytest.mark.parametrize(
    ("day", "state", "is_late"),
    [
        (date(2026, 11, 24), DeadlineState.OPEN, False),
        (date(2026, 11, 25), DeadlineState.OPEN, True),
        (date(2026, 11, 25), DeadlineState.LAPSED, False),
    ],
)
def test_is_overdue_only_when_open_and_after_the_last_day(day, state, is_late):
    assert is_overdue(deadline(date(2026, 11, 20), date(2026, 11, 24), state=state), day) is is_late
