"""黑名单: what a grave outcome leads to, how long it lasts, and how it is repaired (信用修复) or expires.

Who is listed is drawn at a higher share where the text says so (Changli 六-3), and can be chosen as a
condition of a directed draw everywhere (Quyang 第二十八条, Ordos 第九条).
"""

from datetime import date
from enum import StrEnum

from bot.domain.people import Record
from bot.domain.results.follow_ups import FollowUp, Measure, Result


class ListingState(StrEnum):
    """The life of a listing; an expired one is public no more, a repaired one is shown as repaired.

    One is lifted where the finding that it rests on was corrected away: nothing of it stays public.
    """

    OFFERED = "offered"
    DECLINED = "declined"
    LISTED = "listed"
    REPAIRED = "repaired"
    EXPIRED = "expired"
    LIFTED = "lifted"


SHOWN = (ListingState.LISTED, ListingState.REPAIRED)
"""What the credit file tells of a listing."""
IN_FORCE = (ListingState.OFFERED, *SHOWN)
"""Those that a correction of their finding lifts."""


class Listing(Record):
    """Whether a target is on the blacklist for one published outcome; `until` is its last day.

    Why it was repaired lies in a row of its own, never public.
    """

    target_id: int
    target_key: str
    follow_up_id: int
    state: ListingState = ListingState.OFFERED
    decided_by: int | None = None
    listed_on: date | None = None
    until: date | None = None
    repaired_on: date | None = None
    repaired_by: int | None = None
    repair_words_id: int | None = None

    def is_over(self, today: date) -> bool:
        """Return whether its last day has passed: nothing of it is shown any more."""
        return self.state in SHOWN and self.until is not None and self.until < today


def is_grave(row: FollowUp) -> bool:
    """Return whether a published outcome raises the question: a penalty, or a transfer to the police."""
    is_crime = row.measure is Measure.CRIME and row.result is Result.TRANSFERRED
    return is_crime or row.result is Result.PUNISHED
