"""The planned visit of a target, and how the target was told of it."""

from datetime import date, datetime
from enum import StrEnum

from bot.domain.people import Record


class VisitState(StrEnum):
    """The life of a planned visit."""

    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"


class Telling(StrEnum):
    """How the target is told of a visit, where it is."""

    PHONE = "phone"
    PAPER = "paper"


class Visit(Record):
    """A planned visit of one target; one that was moved or missed keeps its reason, the next is a new row.

    `told_*` is who told the target, how, and on which day: targets have no account.
    """

    inspection_id: int
    round_id: int
    starts_at: datetime
    is_unannounced: bool
    planned_by: int
    planned_at: datetime
    state: VisitState = VisitState.PLANNED
    reason: str = ""
    words_id: int | None = None
    told_by: int | None = None
    told_how: str = ""
    told_on: date | None = None


def ended_as(visit: Visit, now: datetime) -> VisitState:
    """Return what a visit that does not take place has become: missed once its hour has come, else moved."""
    return VisitState.MISSED if visit.starts_at <= now else VisitState.MOVED
