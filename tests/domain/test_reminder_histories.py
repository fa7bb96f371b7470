"""The clock is only a clock: whatever happens to it, nothing is lost, doubled or hurried."""

import os
from collections import Counter

import pytest

from bot.domain.reminders import Reminding
from tests.domain.reminder_histories import Player, faults

HISTORIES = int(os.environ.get("SSJ_HISTORIES", "300"))
HAPPENED = {
    "announced",
    "clock_+1",
    "clock_+30",
    "clock_-1",
    "clock_-30",
    "handed_on",
    "killed_after_commit_while_saying",
    "killed_before_commit_while_saying",
    "outage_of_weeks",
    "settled",
    "day_before_holder",
    "half_way_holder",
    "last_day_holder",
    "overdue_approver",
    "overdue_holder",
    "overdue_lead_office",
}


def test_random_histories_say_what_an_oracle_says() -> None:
    counts: Counter[str] = Counter()
    found = {}
    for seed in range(HISTORIES):
        history = Player(seed).play()
        counts += history.counts
        if wrong := faults(history):
            found[seed] = wrong

    assert found == {}
    assert HAPPENED - counts.keys() == set()


@pytest.mark.parametrize(
    "rules",
    [
        Reminding(half_way=False),
        Reminding(days_before=2),
        Reminding(approver_after=3),
        Reminding(lead_office_after=2),
    ],
)
def test_oracle_notices_a_rule_that_differs(rules: Reminding) -> None:
    assert any(faults(Player(seed, rules).play()) for seed in range(20))
