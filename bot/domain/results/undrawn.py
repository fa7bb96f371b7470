"""非随机检查: an inspection that no draw led to, so that a target's credit file is whole.

Complaints, referrals, data alerts, what law or a higher authority orders (Quyang 第二十七条, Ordos 第四条).
It stands in a table of its own: no share, no cap and no statistic of the rounds counts it.
"""

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from pydantic import Field

from bot.domain.inspections import Inspection
from bot.domain.people import Record


class Cause(StrEnum):
    """Why somebody went there without a draw."""

    COMPLAINT = "complaint"
    REFERRAL = "referral"
    DATA = "data"
    ORDERED = "ordered"


class UndrawnState(StrEnum):
    """The life of such a record: the releaser looks at it before it is public, and at each correction."""

    RECORDED = "recorded"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"
    CORRECTING = "correcting"
    CORRECTED = "corrected"
    TAKEN_DOWN = "taken_down"


PUBLIC = (
    UndrawnState.PUBLISHED,
    UndrawnState.RECALLED,
    UndrawnState.CORRECTING,
    UndrawnState.CORRECTED,
)
"""What the credit file tells: of a record that is to be taken down or corrected what was published before."""
WAITING = (UndrawnState.RECORDED, UndrawnState.RECALLED, UndrawnState.CORRECTED)
"""What waits for the releaser."""
UNRELEASED = (UndrawnState.RECORDED, UndrawnState.CORRECTED)
"""What was recorded and is not released yet."""
RECALLABLE = (UndrawnState.PUBLISHED, UndrawnState.CORRECTING)
"""What can be asked to be taken down."""
UNDECIDED = (*WAITING, UndrawnState.CORRECTING)
"""What waits for anybody."""
RECORDED_BY = ("undrawn_recorded", "undrawn_corrected")
"""The entries of the journal that tell a version of the record whole."""
DENIAL = "我没有参加这次检查。"
"""How the words begin by which somebody who is named denies it: what the button that he pressed says."""
UNDRAWN_MARK = "非随机-"
"""How the number begins under which an inspection outside the draws is archived."""


class Undrawn(Record):
    """One inspection outside the draws; `findings` are item codes and findings of the list `item_list_id`.

    `team` are the people who inspected, the leader first; whoever else was there and stands in no roster is
    named in words (`others_words_id`). These, what led to it and what was seen lie in rows of their own,
    never public. Each `version` that was released is a publication of its own; `correction` is why what is
    public is being corrected, "" where it is not. `past_words` are rows of words that others have replaced.
    """

    target_id: int
    target_key: str
    cause: Cause
    visited_on: date
    item_list_id: int
    findings: list[list[str]]
    team: list[int]
    others_words_id: int | None = None
    words_id: int | None = None
    recorded_by: int
    state: UndrawnState = UndrawnState.RECORDED
    decided_by: int | None = None
    reason_words_id: int | None = None
    past_words: list[int] = Field(default_factory=list)
    version: int = 1
    correction: str = ""

    @property
    def subject(self) -> tuple[str, int]:
        """Return what deadlines and the journal call it, and its row."""
        return "undrawn", self.id

    @property
    def volume(self) -> str:
        """Return the number of its archive: that by which the journal names it."""
        return f"{UNDRAWN_MARK}{self.id:04d}"

    def replacing(self, *words_ids: int | None) -> dict[str, list[int]]:
        """Return the change that keeps these rows of words, which others replace, for their destruction."""
        return {"past_words": [*self.past_words, *(each for each in words_ids if each)]}

    @property
    def is_withdrawn(self) -> bool:
        """Return whether it was published and taken down again."""
        return self.state is UndrawnState.TAKEN_DOWN


Inspected: TypeAlias = Inspection | Undrawn
"""An inspection and its result, whether a draw led to it or not: what follows on it is the same."""


def rows_of(inspection: Inspected) -> dict[str, int]:
    """Return by which column the rows about this inspection name it."""
    kind, number = inspection.subject
    return {f"{kind}_id": number}


def named(inspection: Inspected) -> dict[str, int]:
    """Return how the journal and a dialogue's draft name this inspection."""
    return dict([inspection.subject])
