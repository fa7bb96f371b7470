"""A round as it would be frozen: the counts and shares that are held against the profile."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from bot.domain.frozen import Frozen

WHOLE_BP = 10_000
FILTERED = "filtered"
"""The reason of targets that do not meet a condition of the text or of the draw."""


def share_of(total: int, share_bp: int) -> int:
    """Return the smallest whole number that is at least this share of the total."""
    return -(-total * share_bp // WHOLE_BP)


class PlannedPart(Frozen):
    """A risk tier or an item of the round, with the targets that belong to it and a share of its own.

    `own_minimum_bp` and `own_source` are the share that law or a higher authority fixes for it, and where.
    """

    name: str
    targets_total: int = Field(ge=0)
    targets_drawn: int = Field(ge=0)
    share_bp: int = Field(ge=1, le=WHOLE_BP)
    own_minimum_bp: int | None = Field(None, ge=1, le=WHOLE_BP)
    own_source: str = ""

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        """Refuse a share from elsewhere that does not say from where."""
        if self.own_minimum_bp is not None and not self.own_source:
            raise ValueError("a share of another text names that text")
        return self


class PlannedRound(Frozen):
    """A round as it would be frozen.

    `targets_total` counts the whole register of the scope, those excluded by a reason too:
    `{"capped": 2, "closed": 1}`. `drawn_this_year` counts targets already covered, `busiest_target_draws` how
    often the most drawn of those still eligible has been drawn this year. `covers_year_alone` asks that this
    round's own share meet a yearly minimum, so that a lower one is refused. `tiers` are risk tiers with a
    share of their own, `items` those of a round whose share is a share of each item's targets, `raised` and
    `lowered` those who are drawn at a higher or a lower share. `rounds_by_item` counts the rounds of the year
    that have drawn for each item of this one: `{"校园安全": 1}`; `own_rounds_max` is what a higher text,
    `own_source`, allows. `targets_unqualified` do not meet the text's own conditions; `drawn` is the number
    drawn where several shares make it up; `on` is the day; `condition` what the plan asks of a directed draw,
    in words.
    """

    targets_total: int = Field(ge=0)
    targets_excluded: Mapping[str, int] = {}
    targets_unqualified: int = Field(0, ge=0)
    drawn: int | None = Field(None, ge=0)
    drawn_this_year: int = Field(0, ge=0)
    busiest_target_draws: int = Field(0, ge=0)
    rounds_by_item: Mapping[str, int] = {}
    own_rounds_max: int | None = Field(None, ge=1)
    own_source: str = ""
    rounds_this_half_year: int = Field(0, ge=0)
    share_bp: int = Field(ge=1, le=WHOLE_BP)
    covers_year_alone: bool = False
    team_count: int = Field(ge=1)
    team_size: int = Field(ge=1)
    licensed_min: int = Field(ge=0)
    inspectors_eligible: int = Field(ge=0)
    licensed_eligible: int = Field(ge=0)
    overdraw: int = Field(ge=1)
    is_drawn_here: bool = True
    drawn_here_reason: str = ""
    tiers: tuple[PlannedPart, ...] = ()
    items: tuple[PlannedPart, ...] = ()
    raised: tuple[PlannedPart, ...] = ()
    lowered: tuple[PlannedPart, ...] = ()
    on: date | None = None
    condition: str = ""
    is_directed: bool = False

    @model_validator(mode="after")
    def _counts_agree(self) -> Self:
        """Refuse parts that are larger than their whole."""
        if sum(self.targets_excluded.values()) > self.targets_total:
            raise ValueError("more targets are excluded than there are")
        if self.licensed_min > self.team_size or self.licensed_eligible > self.inspectors_eligible:
            raise ValueError("more people are licensed than there are")
        return self

    @property
    def targets_eligible(self) -> int:
        """Return how many targets can be drawn."""
        return self.targets_total - sum(self.targets_excluded.values())

    @property
    def targets_drawn(self) -> int:
        """Return how many targets the round would draw: the share of the whole, as far as there are any."""
        if self.drawn is not None:
            return self.drawn
        return min(share_of(self.targets_total, self.share_bp), self.targets_eligible)

    @property
    def seats(self) -> int:
        """Return how many people all teams need."""
        return self.team_count * self.team_size
