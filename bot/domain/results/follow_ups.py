"""后续处理: what becomes of an abnormal finding once it is released; each decision ends in an outcome.

The texts leave the measure to the department (Quyang 第二十二条, Ordos 第十条 and 第十一条, Changli 六-4,
Lianchi 六-五) and want what came of it published, not before the finding itself is. An outcome that
settles nothing is followed by the next decision.
"""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from pydantic import Field

from bot.domain.inspections import OfInspection


class FollowUpState(StrEnum):
    """The life of one decision about one abnormal finding."""

    OPEN = "open"
    PROPOSED = "proposed"
    ORDERED = "ordered"
    REVISITING = "revisiting"
    REVISITED = "revisited"
    IN_HAND = "in_hand"
    CONCLUDED = "concluded"
    RELEASED = "released"
    PUBLISHED = "published"
    DROPPED = "dropped"


OVER = (FollowUpState.PUBLISHED, FollowUpState.DROPPED)


class Measure(StrEnum):
    """What can be decided: order to correct, penalty, transfer to another body or to the police, nothing."""

    CORRECT = "correct"
    PENALTY = "penalty"
    TRANSFER = "transfer"
    CRIME = "crime"
    NONE = "none"


class Result(StrEnum):
    """What came of a measure."""

    CORRECTED = "corrected"
    NOT_CORRECTED = "not_corrected"
    PUNISHED = "punished"
    NOT_PUNISHED = "not_punished"
    TRANSFERRED = "transferred"
    NOT_ACCEPTED = "not_accepted"
    NO_ACTION = "no_action"


RESULTS: dict[Measure, tuple[Result, ...]] = {
    Measure.CORRECT: (Result.CORRECTED, Result.NOT_CORRECTED),
    Measure.PENALTY: (Result.PUNISHED, Result.NOT_PUNISHED),
    Measure.TRANSFER: (Result.TRANSFERRED, Result.NOT_ACCEPTED),
    Measure.CRIME: (Result.TRANSFERRED, Result.NOT_ACCEPTED),
    Measure.NONE: (Result.NO_ACTION,),
}
"""What each measure can come to; nothing is done where the decision was to do nothing."""
UNSETTLED = (Result.NOT_CORRECTED, Result.NOT_ACCEPTED)
"""What leaves the finding as it was: it is decided anew."""


FOLLOW_UP_TERMS = (
    "measure",
    "measure_decision",
    "rectification",
    "extension",
    "revisit",
    "penalty",
    "transfer",
    "crime_transfer",
    "outcome_release",
    "outcome_publication",
)
"""The kinds of the terms that run for a follow-up, one at a time."""
OF_COORDINATOR = ("measure", "rectification", "penalty", "transfer", "crime_transfer", "outcome_publication")
"""Those that the coordinator of the round owes."""


class FollowUp(OfInspection):
    """One decision about the finding of one item; `turn` counts the decisions about the same finding.

    `due_on` is the day by which the target was ordered to correct it, `extended_to` the later one that it was
    given on its request; `visitors` go there again, the leader first.
    What the decision says, what its visitors saw and the paper it ended with lie in rows of their own, never
    public; `pictures` are the files of what they saw, by SHA-256.
    """

    item_code: str
    turn: int = 1
    state: FollowUpState = FollowUpState.OPEN
    measure: Measure | None = None
    due_on: date | None = None
    extended_to: date | None = None
    words_id: int | None = None
    proposed_by: int | None = None
    decided_by: int | None = None
    has_report: bool = False
    visitors: list[int] = Field(default_factory=list)
    result: Result | None = None
    result_words_id: int | None = None
    result_by: int | None = None
    pictures: list[str] = Field(default_factory=list)
    published_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """Return the day by which the target has to correct it now."""
        return self.extended_to or self.due_on

    @property
    def is_settled(self) -> bool:
        """Return whether nothing more follows on this decision."""
        return self.state in OVER and self.result not in UNSETTLED


def decided(rows: list[FollowUp], measures: tuple[Measure, ...]) -> list[FollowUp]:
    """Return the decisions in force for one of these measures: the last turn of each finding."""
    last = {row.item_code: row for row in sorted(rows, key=lambda each: each.turn)}
    return [
        row
        for row in last.values()
        if row.measure in measures and row.decided_by is not None and row.state is not FollowUpState.DROPPED
    ]


def unanswered(abnormal: set[str], rows: list[FollowUp]) -> list[tuple[str, int]]:
    """Return the abnormal items on which no decision is open or settled, each with its next turn."""
    last = {row.item_code: row for row in sorted(rows, key=lambda each: each.turn)}
    return [
        (code, last[code].turn + 1 if code in last else 1)
        for code in sorted(abnormal)
        if code not in last or last[code].state is FollowUpState.DROPPED or is_again_open(last[code])
    ]


def is_again_open(row: FollowUp) -> bool:
    """Return whether an outcome leaves the finding to be decided anew, as soon as it is released."""
    return row.state in (FollowUpState.RELEASED, FollowUpState.PUBLISHED) and row.result in UNSETTLED


def told_of(rows: Sequence[FollowUp], found: Collection[str]) -> list[FollowUp]:
    """Return every outcome that is public, and of what is in hand the last decision on each public finding.

    `found` are the codes of what the last public version has found: what it has not is in hand for a
    correction that is not public yet, also where an earlier version had found it.
    """
    last = {row.item_code: row for row in sorted(rows, key=lambda each: each.turn)}
    return [
        row
        for row in rows
        if row.state is FollowUpState.PUBLISHED
        or (row.state not in OVER and row.item_code in found and row is last[row.item_code])
    ]
