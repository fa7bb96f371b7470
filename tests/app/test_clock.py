"""A clock is held against what Telegram's server says, else against the time that has passed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.clock import ClockWatch

MONTH = timedelta(days=30)
NOON = datetime(2026, 9, 21, 4, tzinfo=UTC)


@dataclass
class Clock:
    """Shows what it is told to; `passed` is what a clock shows that nobody can set."""

    shows: datetime = NOON
    passed: timedelta = timedelta()

    def now(self) -> datetime:
        return self.shows

    def steady_seconds(self) -> float:
        return self.passed.total_seconds()

    async def wait_until(self, instant: datetime) -> None:
        raise NotImplementedError


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_clock_that_is_ahead_from_the_start_is_known_by_the_server(clock: Clock) -> None:
    watch = ClockWatch(clock)
    assert not watch.is_ahead()
    watch.hear(NOON - MONTH)
    assert watch.is_ahead()
    clock.shows = NOON - MONTH
    assert not watch.is_ahead()


def test_clock_that_was_behind_and_is_set_right_is_believed(clock: Clock) -> None:
    watch = ClockWatch(clock)
    watch.hear(NOON + MONTH)
    assert not watch.is_ahead()
    clock.shows = NOON + MONTH
    assert not watch.is_ahead()


def test_sleep_that_no_steady_clock_has_counted_ends_with_the_next_answer(clock: Clock) -> None:
    watch = ClockWatch(clock)
    watch.hear(NOON)
    clock.shows = NOON + timedelta(hours=9)
    assert watch.is_ahead()
    watch.hear(NOON + timedelta(hours=9))
    assert not watch.is_ahead()


def test_without_a_server_only_what_passed_is_known(clock: Clock) -> None:
    watch = ClockWatch(clock)
    clock.shows, clock.passed = NOON + MONTH, MONTH
    assert not watch.is_ahead()
    clock.shows += MONTH
    assert watch.is_ahead()
