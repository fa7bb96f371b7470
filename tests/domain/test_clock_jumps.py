"""A clock that gains more than has passed is not believed; one that is behind hurries nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock_jumps import TOLERANCE, Reading, has_jumped

NOON = datetime(2026, 9, 21, 4, tzinfo=UTC)
PASSED = st.integers(0, 10**7)
GAINED = st.integers(-(10**7), 10**7)


@given(passed=PASSED, gained=GAINED)
def test_only_what_was_gained_beyond_the_time_that_passed_is_a_jump(passed: int, gained: int) -> None:
    now = Reading(NOON + timedelta(seconds=passed + gained), float(passed))

    assert has_jumped(Reading(NOON, 0.0), now) == (timedelta(seconds=gained) > TOLERANCE)


@given(outage=PASSED)
def test_a_sleep_or_an_outage_of_any_length_is_no_jump(outage: int) -> None:
    assert not has_jumped(Reading(NOON, 5.0), Reading(NOON + timedelta(seconds=outage), 5.0 + outage))
