"""The reminders before and after a deadline: to whom, when, and each once."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.working_days import add_working_days
from bot.domain.deadlines import Deadline, DeadlineState, OfficeHours
from bot.domain.reminders import Recipient, Reminder, ReminderKind, Reminding, reminders_due
from storage.calendars import BureauCalendar

TABLE = BureauCalendar()
MORNING = time(8, 30)
GIVEN, HALF_WAY, DAY_BEFORE, LAST_DAY, OVERDUE = ReminderKind


def deadline(started_on: date, due_on: date, **values) -> Deadline:
    fields = {"id": 17, "kind": "entry", "subject_kind": "inspection", "subject_id": 3, "rule": "entry"}
    return Deadline(**{**fields, "person_id": 5, "started_on": started_on, "due_on": due_on, **values})


def term(started_on: date, days: int) -> Deadline:
    return deadline(started_on, add_working_days(started_on, days, TABLE).day)


def said(owed: Deadline, today: date, at: time = MORNING) -> list[tuple[ReminderKind, Recipient]]:
    return [(each.kind, each.to) for each in reminders_due(owed, today, at, TABLE)]


def story(owed: Deadline, days: list[date]) -> list[tuple[date, ReminderKind, Recipient]]:
    """Return what a caller who keeps the keys gives on these days, asking twice a day."""
    given_keys, told = set(), []
    for day in days:
        for at in (MORNING, time(14, 0)):
            for each in reminders_due(owed, day, at, TABLE):
                if each.unique_key not in given_keys:
                    given_keys.add(each.unique_key)
                    told.append((day, each.kind, each.to))
    return told


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_term_of_ten_days_is_reminded_of_and_then_escalated():
    start = date(2026, 9, 24)
    owed = term(start, 10)
    assert owed.due_on == date(2026, 10, 15)
    assert story(owed, every_day(start, date(2026, 10, 21))) == [
        (date(2026, 9, 24), GIVEN, Recipient.HOLDER),
        (date(2026, 10, 9), HALF_WAY, Recipient.HOLDER),
        (date(2026, 10, 14), DAY_BEFORE, Recipient.HOLDER),
        (date(2026, 10, 15), LAST_DAY, Recipient.HOLDER),
        (date(2026, 10, 16), OVERDUE, Recipient.HOLDER),
        (date(2026, 10, 19), OVERDUE, Recipient.HOLDER),
        (date(2026, 10, 19), OVERDUE, Recipient.APPROVER),
        (date(2026, 10, 20), OVERDUE, Recipient.HOLDER),
        (date(2026, 10, 20), OVERDUE, Recipient.LEAD_OFFICE),
        (date(2026, 10, 21), OVERDUE, Recipient.HOLDER),
    ]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (1, [(date(2026, 11, 23), GIVEN), (date(2026, 11, 24), LAST_DAY)]),
        (2, [(date(2026, 11, 23), GIVEN), (date(2026, 11, 24), DAY_BEFORE), (date(2026, 11, 25), LAST_DAY)]),
        (3, [(date(2026, 11, 23), GIVEN), (date(2026, 11, 25), DAY_BEFORE), (date(2026, 11, 26), LAST_DAY)]),
    ],
)
def test_reminders_that_coincide_are_one(days, told):
    owed = term(date(2026, 11, 23), days)
    whole = [(day, kind, Recipient.HOLDER) for day, kind in told]
    assert story(owed, every_day(date(2026, 11, 23), owed.due_on)) == whole


def test_duty_given_on_a_day_off_is_told_on_the_next_working_day():
    owed = term(date(2026, 11, 21), 10)
    assert story(owed, every_day(date(2026, 11, 21), date(2026, 11, 24))) == [
        (date(2026, 11, 23), GIVEN, Recipient.HOLDER)
    ]


def test_duty_given_on_a_day_off_and_due_on_the_next_is_told_as_its_last_day():
    assert said(term(date(2026, 11, 21), 1), date(2026, 11, 23)) == [(LAST_DAY, Recipient.HOLDER)]


def test_duty_that_ends_on_its_own_day_off_is_overdue_on_the_next_working_day():
    owed = deadline(date(2026, 11, 21), date(2026, 11, 21))
    assert said(owed, date(2026, 11, 21)) == []
    assert said(owed, date(2026, 11, 23)) == [(OVERDUE, Recipient.HOLDER)]


def test_duty_that_ends_on_its_own_working_day_is_told_as_its_last_day():
    assert said(deadline(date(2026, 11, 23), date(2026, 11, 23)), date(2026, 11, 23)) == [
        (LAST_DAY, Recipient.HOLDER)
    ]


@pytest.mark.parametrize("outage_ends", [date(2026, 11, 27), date(2026, 12, 25)])
def test_after_an_outage_each_recipient_hears_once(outage_ends):
    owed = term(date(2026, 11, 16), 5)
    assert owed.due_on == date(2026, 11, 23)
    assert story(owed, [outage_ends]) == [
        (outage_ends, OVERDUE, Recipient.HOLDER),
        (outage_ends, OVERDUE, Recipient.APPROVER),
        (outage_ends, OVERDUE, Recipient.LEAD_OFFICE),
    ]


def test_after_an_outage_within_the_term_only_the_most_urgent_is_said():
    owed = term(date(2026, 11, 16), 10)
    assert story(owed, [date(2026, 11, 30)]) == [(date(2026, 11, 30), LAST_DAY, Recipient.HOLDER)]
    assert story(owed, [date(2026, 11, 25)]) == [(date(2026, 11, 25), HALF_WAY, Recipient.HOLDER)]


def test_reminder_names_its_deadline_kind_day_and_recipient():
    owed = deadline(date(2026, 11, 16), date(2026, 11, 23))
    assert reminders_due(owed, date(2026, 11, 25), MORNING, TABLE) == [
        Reminder(OVERDUE, "deadline:17:overdue:2026-11-25:holder", Recipient.HOLDER),
        Reminder(OVERDUE, "deadline:17:overdue:2026-11-25:approver", Recipient.APPROVER),
    ]


@pytest.mark.parametrize(
    ("at", "is_said"),
    [(time(8, 29, 59), False), (time(8, 30), True), (time(17, 59, 59), True), (time(18, 0), False)],
)
def test_reminders_keep_to_office_hours(at, is_said):
    owed = deadline(date(2026, 11, 16), date(2026, 11, 23))
    assert bool(said(owed, date(2026, 11, 23), at)) is is_said


def test_office_hours_are_a_setting():
    owed = deadline(date(2026, 11, 16), date(2026, 11, 23))
    night = Reminding(OfficeHours(time(20, 0), time(22, 0)))
    assert reminders_due(owed, date(2026, 11, 23), MORNING, TABLE, night) == []
    assert reminders_due(owed, date(2026, 11, 23), time(21, 0), TABLE, night) == [
        Reminder(LAST_DAY, "deadline:17:last_day:2026-11-23:holder", Recipient.HOLDER)
    ]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 13), DeadlineState.OPEN),
        (date(2026, 11, 22), DeadlineState.OPEN),
        (date(2026, 11, 24), DeadlineState.SETTLED),
        (date(2026, 11, 24), DeadlineState.LAPSED),
        (date(2026, 11, 24), DeadlineState.CANCELLED),
    ],
)
def test_nothing_is_said_before_the_start_on_days_off_or_once_it_is_over(today, state):
    assert said(deadline(date(2026, 11, 16), date(2026, 11, 23), state=state), today) == []


def test_deadline_that_is_not_stored_cannot_be_reminded_of():
    with pytest.raises(ValueError, match="is stored before"):
        said(deadline(date(2026, 11, 16), date(2026, 11, 23), id=0), date(2026, 11, 23))


starts = st.dates(date(2024, 1, 1), date(2026, 8, 1))
asked_days = st.sets(st.integers(0, 60), min_size=1).map(sorted)


@given(starts, st.integers(1, 20), asked_days)
def test_each_recipient_hears_at_most_once_a_day_and_on_working_days_only(start, days, asked):
    told = story(term(start, days), [start + timedelta(days=n) for n in asked])
    assert len({(day, to) for day, _, to in told}) == len(told)
    assert all(TABLE.is_working_day(day).working for day, _, _ in told)


@given(starts, st.integers(1, 20), asked_days)
def test_urgency_never_goes_back_and_those_above_hear_once(start, days, asked):
    told = story(term(start, days), [start + timedelta(days=n) for n in asked])
    order = [list(ReminderKind).index(kind) for _, kind, _ in told]
    above = [to for _, _, to in told if to is not Recipient.HOLDER]
    assert order == sorted(order)
    assert len(set(above)) == len(above)


@given(starts, st.integers(1, 20), st.integers(0, 60), st.sets(st.integers(0, 59)).map(sorted))
def test_what_stands_on_a_day_does_not_depend_on_when_the_bot_was_up(start, days, last, asked):
    owed = term(start, days)
    before = [start + timedelta(days=n) for n in asked if n < last]
    final = start + timedelta(days=last)
    stands = {(each.kind, each.to) for each in reminders_due(owed, final, MORNING, TABLE)}
    told = story(owed, [*before, final])
    heard_before = {(kind, to) for day, kind, to in told if day != final}
    heard_now = {(kind, to) for day, kind, to in told if day == final}
    assert heard_now <= stands
    assert stands - heard_now <= heard_before


@given(starts, st.integers(1, 20))
def test_last_day_is_always_announced_to_a_bot_that_was_up(start, days):
    owed = term(start, days)
    told = story(owed, every_day(start, owed.due_on))
    assert told[-1] == (owed.due_on, LAST_DAY, Recipient.HOLDER)


def test_thresholds_are_settings():
    rules = Reminding(half_way=False, days_before=3, approver_after=1, lead_office_after=1)
    owed = term(date(2026, 11, 16), 10)
    days = [date(2026, 11, 24), date(2026, 11, 25), owed.due_on, owed.due_on + timedelta(days=3)]
    told = [
        [(each.kind, each.to) for each in reminders_due(owed, day, MORNING, TABLE, rules)] for day in days
    ]
    assert told == [
        [(GIVEN, Recipient.HOLDER)],
        [(DAY_BEFORE, Recipient.HOLDER)],
        [(LAST_DAY, Recipient.HOLDER)],
        [(OVERDUE, to) for to in Recipient],
    ]


def test_no_warning_beforehand_where_the_office_wants_none():
    owed = term(date(2026, 11, 16), 10)
    rules = Reminding(half_way=False, days_before=0)
    before = date(2026, 11, 27)
    assert [each.kind for each in reminders_due(owed, before, MORNING, TABLE, rules)] == [GIVEN]
