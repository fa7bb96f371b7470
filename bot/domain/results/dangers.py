"""A danger that a team meets on site: reported to the lead office at once, and until somebody takes it."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people import Record

AGAIN = timedelta(minutes=30)
"""A report that nobody has taken is repeated so often: it has to reach somebody within the hour."""


class DangerState(StrEnum):
    """The life of a report of danger."""

    REPORTED = "reported"
    TAKEN = "taken"


class Danger(Record):
    """One report: `words_id` is the danger, `ordered_words_id` what was ordered on the spot.

    `dialogue_id` is the one it was reported in: who goes back there, or edits his message, puts right this
    report and makes no second one. `was_ordered` is None until that is said; `told` counts how often the lead
    office was told, `corrections` how often the words were put right.
    """

    inspection_id: int
    person_id: int
    dialogue_id: int
    words_id: int
    was_ordered: bool | None = None
    ordered_words_id: int | None = None
    at: datetime
    told: int = 1
    corrections: int = 0
    state: DangerState = DangerState.REPORTED
    taken_by: int | None = None
    taken_at: datetime | None = None

    def is_due_again(self, now: datetime) -> bool:
        """Return whether nobody has taken it and it is time to tell the lead office once more."""
        return self.state is DangerState.REPORTED and now - self.at >= self.told * AGAIN
