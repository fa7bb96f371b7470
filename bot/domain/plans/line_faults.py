"""What is wrong with a line of the plan: what the regulation or the list of items does not bear out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.plans.item_shares import least_of
from bot.domain.plans.lines import PlanTerms
from bot.domain.profiles.books import PlanField
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item

_TEXTS = {
    PlanField.PURPOSE: "purpose",
    PlanField.METHOD: "method",
    PlanField.SECRECY: "secrecy",
    PlanField.USE: "use",
}


@dataclass(frozen=True)
class PlanFault:
    """Why a line cannot stand: a message key, its values, and the rule of the profile behind it."""

    code: str
    rule: str
    params: dict[str, Any] = field(default_factory=dict)


def plan_faults(terms: PlanTerms, year: int, items: Sequence[Item], profile: Profile) -> list[PlanFault]:
    """Return everything that keeps the line from standing, in the order of its columns."""
    return [
        *_item_faults(terms, items),
        *_scope_faults(terms, profile),
        *_share_faults(terms, items, profile),
        *_number_faults(terms, year, profile),
        *_text_faults(terms, profile),
    ]


def least_share(terms_source: str, profile: Profile) -> int:
    """Return the least share in basis points: the profile's, unless a higher text is named and goes first."""
    goes_first = bool(terms_source) and profile.draw.higher_rule_first.value
    return 1 if goes_first else profile.draw.share_bp.value


def most_rounds(terms_source: str, profile: Profile) -> int | None:
    """Return the most rounds a year, or None: a higher text that is named goes first for them too."""
    goes_first = bool(terms_source) and profile.draw.higher_rule_first.value
    return None if goes_first else profile.draw.rounds_per_year_max.value


def _item_faults(terms: PlanTerms, items: Sequence[Item]) -> Iterable[PlanFault]:
    """An item without legal basis is not inspected at all (Changli 二), whatever else the line says."""
    known = {item.code: item for item in items}
    if not terms.item_codes:
        yield PlanFault("plan.fault.no_items", "plan")
    for code in terms.item_codes:
        if code not in known:
            yield PlanFault("plan.fault.unknown_item", "item_list", {"item": code})
        elif not known[code].basis.strip():
            yield PlanFault("plan.fault.no_basis", "legal_basis", {"item": known[code].name})


def _scope_faults(terms: PlanTerms, profile: Profile) -> Iterable[PlanFault]:
    if terms.is_directed and not profile.draw.directed_allowed.value:
        yield PlanFault("plan.fault.directed", "directed")


def _share_faults(terms: PlanTerms, items: Sequence[Item], profile: Profile) -> Iterable[PlanFault]:
    """The line draws as much as its own rule and as each of its items asks for (Ordos 第九条)."""
    names = {item.code: item.name for item in items}
    least = least_of(terms.item_codes, terms.item_shares, terms.share_source, profile)
    if terms.share_bp < min((bp for bp, source in least.values() if not source), default=1):
        general = {"bp": profile.draw.share_bp.value}
        yield PlanFault("plan.fault.share_low", "share", {"least": general})
    for each in terms.item_shares:
        place = {"item": names.get(each.code, each.code), "source": each.source}
        if each.code not in terms.item_codes:
            yield PlanFault("plan.fault.item_share_alone", "share_first", place)
        elif terms.share_bp < least[each.code][0]:
            yield PlanFault(
                "plan.fault.item_share_low", "share_first", place | {"least": {"bp": each.share_bp}}
            )


def _number_faults(terms: PlanTerms, year: int, profile: Profile) -> Iterable[PlanFault]:
    most = most_rounds(terms.share_source, profile)
    if most is not None and terms.frequency > most:
        yield PlanFault("plan.fault.frequency", "frequency_max", {"most": most})
    if not date(year, 1, 1) <= terms.from_on <= terms.until_on <= date(year, 12, 31):
        yield PlanFault("plan.fault.window", "plan", {"year": year})
    least = profile.team.size_people.value
    if terms.team_people < least:
        yield PlanFault("plan.fault.people", "team", {"least": least})


def _text_faults(terms: PlanTerms, profile: Profile) -> Iterable[PlanFault]:
    """What the text says that a plan holds (Changli 六-1, Ordos 第八条) is not left empty."""
    wanted = {each.value for each in profile.plan.contents}
    for part, name in _TEXTS.items():
        if part in wanted and not getattr(terms, name):
            yield PlanFault("plan.fault.missing", "plan", {"field": {"key": f"plan.field.{name}"}})
