"""When the lead office is told of a danger again."""

from datetime import timedelta

import pytest

from bot.domain.results.dangers import Danger, DangerState
from tests.stories.office import MONDAY


@pytest.mark.parametrize(
    ("minutes", "told", "state", "expected"),
    [
        (29, 1, DangerState.REPORTED, False),
        (30, 1, DangerState.REPORTED, True),
        (31, 2, DangerState.REPORTED, False),
        (60, 2, DangerState.REPORTED, True),
        (600, 1, DangerState.TAKEN, False),
    ],
)
def test_untaken_report_is_due_again_every_half_hour(
    minutes: int, told: int, state: DangerState, *, expected: bool
) -> None:
    reported = Danger(
        inspection_id=1, person_id=1, dialogue_id=1, words_id=1, at=MONDAY, told=told, state=state
    )

    assert reported.is_due_again(MONDAY + timedelta(minutes=minutes)) is expected
