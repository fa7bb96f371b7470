"""A regulation profile: one authority's rules as typed values, each with the article that it stands on.

Knows the shape of the rules and no rule: numbers and words are data (`bot/regulations`). Where a text is
silent the profile says so and names the product default that steps in: no duty is ever invented.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

FRAGMENT_CHARACTERS = 25
"""The longest quotation: the shortest words that hold the number, not the sentence."""

T = TypeVar("T")
Days = Annotated[int, Field(ge=1)]
People = Annotated[int, Field(ge=1)]
Times = Annotated[int, Field(ge=1)]
BasisPoints = Annotated[int, Field(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class RuleRef:
    """What people are shown as the ground of a rule.

    `is_default` marks a product default (产品默认); its instrument and article are the national law
    behind it, or empty. `article` is numbered as the text does it, such as `第十七条` or `六-3`.
    """

    instrument: str
    article: str
    fragment: str
    is_default: bool


class _Frozen(BaseModel):
    """A part of a profile: immutable, and every name in it is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(_Frozen, Generic[T]):
    """A value with its source, or, where the text is silent, with the name of the default that steps in."""

    value: T
    instrument: str = ""
    article: str = ""
    fragment: str = Field("", max_length=FRAGMENT_CHARACTERS)
    silent: bool = False
    falls_back_to: str = ""

    @model_validator(mode="after")
    def _has_one_ground(self) -> Self:
        """Refuse a value that is neither cited nor marked as silent, or both."""
        if self.silent and (self.fragment or not self.falls_back_to):
            raise ValueError("a silent rule quotes nothing and names what it falls back to")
        if not self.silent and (
            self.falls_back_to or not (self.instrument and self.article and self.fragment)
        ):
            raise ValueError("a rule names its instrument, its article and the words that hold the value")
        return self

    @property
    def ref(self) -> RuleRef:
        """Return where the value comes from."""
        return RuleRef(self.instrument, self.article, self.fragment, self.silent)

    @property
    def is_binding(self) -> bool:
        """Return whether the value is demanded by the regulation or by national law, not by the product."""
        return not self.silent or bool(self.instrument)


class Period(StrEnum):
    """What a share counts for."""

    YEAR = "year"
    ROUND = "round"


class ShareBase(StrEnum):
    """What a share is a share of: the whole register, or the targets of the item."""

    REGISTER = "register"
    ITEM = "item"


class InspectorsDrawn(StrEnum):
    """When inspectors are drawn: with the targets, or after these have been confirmed."""

    WITH_TARGETS = "with_targets"
    AFTER_CONFIRMATION = "after_confirmation"


class StartEvent(StrEnum):
    """What a term starts from."""

    DISPATCH = "dispatch"
    VISIT = "visit"
    ENTRY = "entry"
    ROUND_END = "round_end"


class Names(_Frozen):
    """What the authority calls its bodies, roles, papers and places."""

    authority: Sourced[str]
    lead_office: Sourced[str]
    executing_office: Sourced[str]
    filing_office: Sourced[str]
    approver: Sourced[str]
    list_administrator: Sourced[str]
    form: Sourced[str]
    platform: Sourced[str]
    publication_place: Sourced[str]
    normal: Sourced[str]
    abnormal: Sourced[str]


class RiskTier(_Frozen):
    """A risk tier of the register with a share of its own."""

    name: str
    share_bp: Sourced[BasisPoints]


class DrawRules(_Frozen):
    """What is drawn, how much of it, how often and by what."""

    platform_required: Sourced[bool]
    share_bp: Sourced[BasisPoints]
    share_period: Sourced[Period]
    share_base: Sourced[ShareBase]
    risk_tiers: tuple[RiskTier, ...]
    conditions: tuple[Sourced[str], ...]
    rounds_per_year_min: Sourced[Times | None]
    rounds_per_year_max: Sourced[Times | None]
    period_from: Sourced[date | None]
    period_until: Sourced[date | None]
    inspectors_drawn: Sourced[InspectorsDrawn]
    overdraw_times: Sourced[Times]


class CapRules(_Frozen):
    """How often one target may be drawn; a cap that is not absolute holds in principle (原则上)."""

    times_per_year: Sourced[Times]
    is_absolute: Sourced[bool]


class TeamRules(_Frozen):
    """Who makes a team; `licensed_min_people` is a number, or `all`."""

    size_people: Sourced[People]
    licensed_min_people: Sourced[People | Literal["all"]]


class TermRules(_Frozen):
    """Terms in working days, and what they start from."""

    confirmation_days: Sourced[Days]
    acknowledgement_days: Sourced[Days]
    decision_days: Sourced[Days]
    entry_days: Sourced[Days]
    entry_starts: Sourced[StartEvent]
    entry_needs_receipt: Sourced[bool]
    publication_days: Sourced[Days]
    publication_starts: Sourced[StartEvent]


class SubstitutionRules(_Frozen):
    """How a drawn inspector is replaced."""

    swap_allowed: Sourced[bool]
    needs_approval: Sourced[bool]
    needs_filing: Sourced[bool]
    backfill_in_order: Sourced[bool]


class DutyRules(_Frozen):
    """Duties without a number: true where they hold."""

    plan: Sourced[bool]
    public_process: Sourced[bool]
    trace: Sourced[bool]
    item_list: Sourced[bool]
    inspector_roster: Sourced[bool]
    target_register: Sourced[bool]
    matching: Sourced[bool]
    specialist: Sourced[bool]
    recusal: Sourced[bool]
    licence_shown: Sourced[bool]
    feedback: Sourced[bool]
    signature: Sourced[bool]
    refusal_to_sign: Sourced[bool]
    one_visit: Sourced[bool]
    entered_by_inspector: Sourced[bool]
    query: Sourced[bool]
    follow_up: Sourced[bool]
    credit: Sourced[bool]
    privacy: Sourced[bool]
    not_by_draw: Sourced[bool]
    intensity: Sourced[bool]
    accuracy: Sourced[bool]
    responsibility: Sourced[bool]
    report: Sourced[bool]


_PATHS = {
    "draw": "draw.platform_required",
    "share": "draw.share_bp",
    "frequency_min": "draw.rounds_per_year_min",
    "frequency_max": "draw.rounds_per_year_max",
    "draw_order": "draw.inspectors_drawn",
    "overdraw": "draw.overdraw_times",
    "cap": "cap.times_per_year",
    "team": "team.size_people",
    "licence": "team.licensed_min_people",
    "confirmation": "terms.confirmation_days",
    "acknowledgement": "terms.acknowledgement_days",
    "decision": "terms.decision_days",
    "entry": "terms.entry_days",
    "receipt": "terms.entry_needs_receipt",
    "publication": "terms.publication_days",
    "swap": "substitution.swap_allowed",
    "substitution": "substitution.needs_approval",
    "filing": "substitution.needs_filing",
    "backfill": "substitution.backfill_in_order",
    **{name: f"duties.{name}" for name in DutyRules.model_fields},
}

RULES: tuple[str, ...] = tuple(_PATHS)
"""The keys by which a workflow step, a deadline or a line of the conformity check names its ground."""


class Profile(_Frozen):
    """The rules of one regulation; a case keeps the profile that is in force on the day of its draw."""

    key: str
    title: str
    instrument: str
    issued_on: Sourced[date | None]
    names: Names
    draw: DrawRules
    cap: CapRules
    team: TeamRules
    terms: TermRules
    substitution: SubstitutionRules
    duties: DutyRules

    def sourced(self, key: str) -> Sourced[Any]:
        """Return the value behind a rule key, with its source.

        Raises:
            LookupError: there is no such rule; it lists those that there are.
        """
        if key not in _PATHS:
            raise LookupError(f"No rule {key!r}; the rules are {', '.join(RULES)}.")
        found: Sourced[Any] = attrgetter(_PATHS[key])(self)
        return found

    def rule(self, key: str) -> RuleRef:
        """Return the ground of a rule key, such as `confirmation`.

        Raises:
            LookupError: there is no such rule.
        """
        return self.sourced(key).ref
