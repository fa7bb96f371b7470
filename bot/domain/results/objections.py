"""异议、陈述申辩: what a target says against a published result, and what came of it."""

from datetime import date
from enum import StrEnum

from bot.domain.people import Record


class ObjectionState(StrEnum):
    """The life of an objection."""

    OPEN = "open"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """How an objection is answered."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class Objection(Record):
    """An objection against one published `version`, as the office's channel has received it.

    What it says and why it is answered so lie in rows of their own, never public. `is_late` says that the
    term was over; it is answered all the same.
    """

    inspection_id: int
    version: int
    words_id: int
    received_on: date
    recorded_by: int
    is_late: bool = False
    state: ObjectionState = ObjectionState.OPEN
    outcome: Outcome | None = None
    answer_words_id: int | None = None
    answered_by: int | None = None
    answered_on: date | None = None
