"""The part of a profile about the draw: what is drawn, how much of it, how often and out of whom."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.profiles.sourced import Sourced

Times = Annotated[int, Field(ge=1)]
BasisPoints = Annotated[int, Field(ge=1, le=10_000)]


class Period(StrEnum):
    """What a share counts for."""

    YEAR = "year"
    ROUND = "round"


class ShareBase(StrEnum):
    """What a share is a share of: the whole register, the targets of the item, or those that qualify."""

    REGISTER = "register"
    ITEM = "item"
    QUALIFIED = "qualified"


class InspectorsDrawn(StrEnum):
    """When inspectors are drawn: with the targets, or after these have been confirmed."""

    WITH_TARGETS = "with_targets"
    AFTER_CONFIRMATION = "after_confirmation"


class RiskTier(Frozen):
    """A risk tier of the register with a share of its own."""

    name: str
    share_bp: Sourced[BasisPoints]


class ConditionKind(StrEnum):
    """What is asked of a target before it can be drawn, and of which type `wanted` is."""

    REGISTERED_BEFORE = "registered_before"
    """A date; who was registered on that day is not before it."""
    REGISTERED_IN = "registered_in"
    """A place."""
    REPORT_FILED_FOR = "report_filed_for"
    """A year, whose annual report is filed."""
    STANDING = "standing"
    """A word of the register."""


class Condition(Frozen):
    """A condition that a target meets, or is no object of this draw."""

    kind: ConditionKind
    wanted: Sourced[date | int | str]


class DrawRules(Frozen):
    """What is drawn, how much of it, how often and by what.

    `higher_rule_first`: a share or frequency that law or a higher authority fixes for an item goes first.
    `directed_allowed`: a condition may be set (定向), and is stated. `means`: the ways that the text names.
    """

    platform_required: Sourced[bool]
    means: tuple[Sourced[str], ...]
    directed_allowed: Sourced[bool]
    observers_may_watch: Sourced[bool]
    scope_per_item: Sourced[bool]
    share_bp: Sourced[BasisPoints]
    share_period: Sourced[Period]
    share_base: Sourced[ShareBase]
    higher_rule_first: Sourced[bool]
    risk_tiers: tuple[RiskTier, ...]
    conditions: tuple[Condition, ...]
    rounds_per_half_year_min: Sourced[Times | None]
    rounds_per_year_min: Sourced[Times | None]
    rounds_per_year_max: Sourced[Times | None]
    period_from: Sourced[date | None]
    period_until: Sourced[date | None]
    inspectors_drawn: Sourced[InspectorsDrawn]
    overdraw_times: Sourced[Times]


class CapRules(Frozen):
    """How often one target may be drawn; a cap that is not absolute holds in principle (原则上)."""

    times_per_year: Sourced[Times]
    is_absolute: Sourced[bool]


class WeightGround(StrEnum):
    """Why a target is inspected more, or less."""

    COMPLAINTS = "complaints"
    ABNORMAL_LIST = "abnormal_list"
    SERIOUS_RECORD = "serious_record"
    BLACKLIST = "blacklist"
    GOOD_CREDIT = "good_credit"
    LOW_RISK = "low_risk"


class WeightOf(StrEnum):
    """What is raised or lowered."""

    SHARE = "share"
    FREQUENCY = "frequency"
    INTENSITY = "intensity"


class WeightRules(Frozen):
    """What is raised and lowered, and on which grounds; `lowered_to_bp` is how much of a share then stays."""

    raise_for: tuple[Sourced[WeightGround], ...]
    raises: tuple[Sourced[WeightOf], ...]
    lower_for: tuple[Sourced[WeightGround], ...]
    lowers: tuple[Sourced[WeightOf], ...]
    lowered_to_bp: Sourced[BasisPoints | None]
