"""The lines of the year's plan (抽查计划), the partners' consents, and the editions that were published.

A line is a row per version: what was issued is never rewritten, a change of it is a new row with its reason.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.people import Record
from bot.domain.plans.item_shares import ItemShare
from bot.domain.plans.planned_round import WHOLE_BP


class PlanState(StrEnum):
    """The life of one version of a line."""

    DRAFT = "draft"
    CONSENTING = "consenting"
    ISSUED = "issued"
    REPLACED = "replaced"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """What a partner department has said to a joint line; moot when the version has gone back."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    MOOT = "moot"


class PlanTerms(Frozen):
    """What a line says: `scope` as in a draw ("" is the whole register), `share_bp` that of each round.

    `condition` states, in words, what a directed (定向) draw asks of its targets; else it is undirected.
    `share_source` names the text of a higher authority that fixes share and frequency, or is empty.
    `item_shares` are those of single items that such a text fixes, each with that text.
    """

    item_codes: tuple[str, ...] = ()
    scope: str = ""
    condition: str = ""
    share_bp: int = Field(ge=1, le=WHOLE_BP)
    share_source: str = ""
    item_shares: tuple[ItemShare, ...] = ()
    frequency: int = Field(1, ge=1)
    from_on: date
    until_on: date
    departments: tuple[str, ...] = ()
    team_people: int = Field(ge=1)
    method: str = ""
    secrecy: str = ""
    use: str = ""
    purpose: str = ""

    @property
    def is_directed(self) -> bool:
        """Return whether a condition is set (定向)."""
        return bool(self.condition)


class PlanLine(Record):
    """One version of a line; `terms` is PlanTerms as JSON.

    `reason` says why an issued line was changed, `withdrawn_for` why it was withdrawn.
    """

    year: int
    number: int
    version: int = 1
    state: PlanState = PlanState.DRAFT
    terms: dict[str, Any]
    reason: str = ""
    made_by: int
    made_at: datetime
    issued_on: date | None = None
    withdrawn_for: str = ""
    withdrawn_on: date | None = None

    @property
    def says(self) -> PlanTerms:
        """Return what the line says."""
        return PlanTerms.model_validate(self.terms)

    @property
    def version_number(self) -> str:
        """Return under which number this version is filed, such as 2026-1-2."""
        return f"{self.year}-{self.number}-{self.version}"


class PlanConsent(Record):
    """What one department was asked about one version of a line, and its answer."""

    line_id: int
    department: str
    state: ConsentState = ConsentState.ASKED
    decided_by: int | None = None
    decided_at: datetime | None = None
    words_id: int | None = None


class PlanEdition(Record):
    """The plan of a year as it was published: `lines` are the ids of the versions in it.

    `withdrawn` are those that were published before and are withdrawn, with their reasons.
    """

    year: int
    edition: int
    lines: list[int]
    withdrawn: list[int] = Field(default_factory=list)
    digest: str
    published_by: int
    published_on: date
    filed_by: int | None = None
    filed_on: date | None = None


def current_lines(lines: Iterable[PlanLine]) -> list[PlanLine]:
    """Return what people see of a year: of each number what is issued, and the version in work after it."""
    open_states = (PlanState.DRAFT, PlanState.CONSENTING, PlanState.ISSUED)
    shown = [line for line in lines if line.state in open_states]
    return sorted(shown, key=lambda line: (line.number, line.version))


def next_number(lines: Iterable[PlanLine]) -> int:
    """Return the number of a new line: one that was never given in the year, not even to a dropped line."""
    return max((line.number for line in lines), default=0) + 1
