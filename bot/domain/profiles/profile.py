"""A regulation profile: one authority's rules as typed values, each with the article that it stands on.

Knows the shape of the rules and no rule: numbers and words are data (`bot/regulations`). Where a text is
silent the profile says so and names the product default that steps in: no duty is ever invented.
"""

from datetime import date
from operator import attrgetter
from typing import Any

from bot.domain.frozen import Frozen
from bot.domain.profiles.books import BookRules, Names, PlanRules
from bot.domain.profiles.conduct import (
    AccountRules,
    DutyRules,
    StartEvent,
    SubstitutionRules,
    TeamRules,
    TermRules,
)
from bot.domain.profiles.draw import (
    CapRules,
    DrawRules,
    InspectorsDrawn,
    Period,
    RiskTier,
    ShareBase,
    WeightRules,
)
from bot.domain.profiles.sourced import FRAGMENT_CHARACTERS, RuleRef, Sourced

__all__ = [
    "FRAGMENT_CHARACTERS",
    "RULES",
    "AccountRules",
    "BookRules",
    "CapRules",
    "DrawRules",
    "DutyRules",
    "InspectorsDrawn",
    "Names",
    "Period",
    "PlanRules",
    "Profile",
    "RiskTier",
    "RuleRef",
    "ShareBase",
    "Sourced",
    "StartEvent",
    "SubstitutionRules",
    "TeamRules",
    "TermRules",
    "WeightRules",
]

_PATHS = {
    "draw": "draw.platform_required",
    "share": "draw.share_bp",
    "frequency_min": "draw.rounds_per_year_min",
    "frequency_max": "draw.rounds_per_year_max",
    "draw_order": "draw.inspectors_drawn",
    "overdraw": "draw.overdraw_times",
    "lowered_share": "weight.lowered_to_bp",
    "share_first": "draw.higher_rule_first",
    "frequency_half_year": "draw.rounds_per_half_year_min",
    "period": "draw.period_until",
    "directed": "draw.directed_allowed",
    "observers": "draw.observers_may_watch",
    "scope_per_item": "draw.scope_per_item",
    "cap": "cap.times_per_year",
    "team": "team.size_people",
    "licence": "team.licensed_min_people",
    "confirmation": "terms.confirmation_days",
    "acknowledgement": "terms.acknowledgement_days",
    "reimport": "terms.reimport_days",
    "decision": "terms.decision_days",
    "release": "terms.release_days",
    "second_person": "terms.second_person_days",
    "objection_term": "terms.objection_days",
    "objection": "terms.objection_answer_days",
    "measure": "terms.measure_days",
    "crime_decision": "terms.crime_decision_calendar_days",
    "crime_transfer": "terms.crime_transfer_calendar_days",
    "transfer": "terms.transfer_days",
    "penalty": "terms.penalty_calendar_days",
    "listing": "terms.listing_calendar_days",
    "result_public": "terms.result_public_calendar_days",
    "revisit": "terms.revisit_days",
    "entry": "terms.entry_days",
    "receipt": "terms.entry_needs_receipt",
    "publication": "terms.publication_days",
    "report_term": "terms.report_days",
    "swap": "substitution.swap_allowed",
    "substitution": "substitution.needs_approval",
    "filing": "substitution.needs_filing",
    "backfill": "substitution.backfill_in_order",
    "plan_due": "plan.due_month",
    "plan_issued": "plan.issued_by",
    "plan_collected": "plan.collected_by",
    "plan_per_round": "plan.per_round",
    "plan_consent": "plan.partners_consent",
    "plan_public": "plan.is_public",
    "plan_filing": "plan.filed_with",
    "items_public": "books.items_public",
    "roster_public": "books.roster_public",
    **{name: f"duties.{name}" for name in DutyRules.model_fields},
}

RULES: tuple[str, ...] = tuple(_PATHS)
"""The keys by which a workflow step, a deadline or a line of the conformity check names its ground."""


class Profile(Frozen):
    """The rules of one regulation; a case keeps the profile that is in force on the day of its draw."""

    key: str
    title: str
    instrument: str
    issued_on: Sourced[date | None]
    names: Names
    plan: PlanRules
    books: BookRules
    draw: DrawRules
    cap: CapRules
    weight: WeightRules
    team: TeamRules
    terms: TermRules
    substitution: SubstitutionRules
    duties: DutyRules
    account: AccountRules

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
