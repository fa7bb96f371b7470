"""异议、陈述申辩: what a target says against a published result, and what came of it."""

import re
from datetime import date
from enum import StrEnum

from bot.domain.errors import Invalid
from bot.domain.inspections import OfInspection
from bot.domain.registers.written import read_day

_RECEIVED = re.compile(r"\s*收到日期[:：]([^\n]*)(.*)", re.DOTALL)


class ObjectionState(StrEnum):
    """The life of an objection."""

    OPEN = "open"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """How an objection is answered."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


OF_REVIEW = (Outcome.UPHELD, Outcome.DISMISSED)
"""How what the office itself has found is decided."""


OBJECTION, REVIEW, BOTH = "objection", "review", "both"
CORRECTIONS = (OBJECTION, REVIEW, BOTH)
"""Why a published result is corrected: the target was right, the office has found it wrong, or both."""


def also_for(before: str, reason: str) -> str:
    """Return why it is corrected, where it was to be for the reason `before` ("" is none) already."""
    return BOTH if before not in ("", reason) else reason


class Objection(OfInspection):
    """An objection against one published `version`, as the office's channel has received it.

    What it says and why it is answered so lie in rows of their own, never public. `is_late` says that the
    term was over; it is answered all the same. `is_own` says that no target has objected: the office itself
    finds its result wrong (复核), which the public learns with the correction.
    """

    version: int
    words_id: int
    received_on: date
    recorded_by: int
    is_late: bool = False
    is_own: bool = False
    state: ObjectionState = ObjectionState.OPEN
    outcome: Outcome | None = None
    answer_words_id: int | None = None
    answered_by: int | None = None
    answered_on: date | None = None


def read_objection(typed: str, published_on: date, today: date) -> tuple[date, str]:
    """Return when it was received and what it says.

    Raises:
        Invalid: `objection.bad_day`, where that is no day since the publication, or nothing follows it.
    """
    return read_received(typed, published_on, today, "objection.bad_day")


def read_received(typed: str, first: date, today: date, code: str) -> tuple[date, str]:
    """Return when something was received and what it says; that is today unless the first line names a day.

    Raises:
        Invalid: `code`, where that is no day from the first one to today, or nothing follows it.
    """
    found = _RECEIVED.fullmatch(typed)
    if found is None:
        return today, typed
    day, words = read_day(found[1]), found[2].strip()
    if day is None or not first <= day <= today or not words:
        raise Invalid(code, first={"date": first.isoformat()})
    return day, words
