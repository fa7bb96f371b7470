"""When the words of a round are destroyed: whole years after its end, and never while it is followed up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.domain.results.objections import Objection, ObjectionState
from bot.domain.retention import destroyed_on, is_due, over_on

ENDED = date(2026, 11, 20)
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


@given(DAYS, st.integers(1, 60))
def test_whole_years_pass_and_not_a_day_less(over: date, years: int) -> None:
    first = destroyed_on(over, years)
    assert (is_due(over, years, first), is_due(over, years, first - timedelta(days=1))) == (True, False)
    assert timedelta(days=365 * years) < first - over < timedelta(days=366 * years + 2)


@given(DAYS, DAYS)
def test_no_term_is_never(over: date, today: date) -> None:
    assert not is_due(over, 0, today)


@pytest.mark.parametrize(
    ("state", "published_on", "expected"),
    [
        (FollowUpState.ORDERED, None, None),
        (FollowUpState.DROPPED, None, ENDED),
        (FollowUpState.PUBLISHED, date(2027, 3, 1), date(2027, 3, 1)),
        (FollowUpState.PUBLISHED, date(2026, 3, 1), ENDED),
    ],
)
def test_term_runs_from_the_last_of_the_follow_up(
    state: FollowUpState, published_on: date | None, expected: date | None
) -> None:
    row = FollowUp(inspection_id=1, item_code="A1", state=state, published_on=published_on)
    assert over_on(ENDED, [row]) == expected


@pytest.mark.parametrize(
    ("answered_on", "expected"),
    [(None, None), (date(2031, 5, 4), date(2031, 5, 4)), (date(2026, 1, 5), ENDED)],
)
def test_term_begins_anew_with_the_answer_to_a_late_objection(
    answered_on: date | None, expected: date | None
) -> None:
    state = ObjectionState.ANSWERED if answered_on else ObjectionState.OPEN
    about = {"version": 1, "words_id": 1, "received_on": ENDED, "recorded_by": 1}
    row = Objection(inspection_id=1, state=state, answered_on=answered_on, **about)
    assert over_on(ENDED, [], [row]) == expected
