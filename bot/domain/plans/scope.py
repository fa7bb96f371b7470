"""Who of the register can be drawn: the text's conditions, those set for a draw (定向), what is closed.

Conditions only exclude: whoever does not meet one stays in the pool and counts for the share.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.profiles.books import RegisterKind
from bot.domain.profiles.draw import Condition, ConditionKind, WeightGround, WeightOf
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Target

COLUMNS = ("kind", "category", "district", "unit", "risk_tier", "standing", "blacklisted")
"""The columns by which a draw can be directed, in the order offered."""

Directed = tuple[tuple[str, tuple[str, ...]], ...]
"""The conditions set for a draw: `(("district", ("甲镇", "乙镇")),)`; all of them hold, any value of each."""

YES, NO = "yes", "no"
_CLOSED = ("注销", "吊销", "撤销", "停业", "歇业", "停办", "关闭", "终止", "清算", "迁出")
_LOW = "低"
_TIER_ENDINGS = ("风险等级", "风险")


REGISTERS = {
    RegisterKind.ENTERPRISE: "企业名录库",
    RegisterKind.PUBLIC_BODY: "机关名录库",
    RegisterKind.ASSOCIATION: "社团名录库",
}
"""The names of the registers that targets are entered in, as texts have them (Ordos 第六条)."""


def in_scope(target: Target, scope: str) -> bool:
    """Return whether a scope holds the target: "" is everybody, else a register's name or a category."""
    return scope in ("", target.category) or (target.kind is not None and REGISTERS[target.kind] == scope)


def scopes_in(targets: Sequence[Target]) -> list[tuple[str, int]]:
    """Return what can be drawn from beside the whole, with its size: the registers, then the categories."""
    kinds = [name for kind, name in REGISTERS.items() if any(each.kind is kind for each in targets)]
    categories = sorted({each.category for each in targets if each.category} - set(kinds))
    return [(name, sum(in_scope(each, name) for each in targets)) for name in (*kinds, *categories)]


def value_of(target: Target, column: str) -> str:
    """Return what the register says in this column; "" where it says nothing, yes or no for a blacklist."""
    if column == "blacklisted":
        return YES if target.is_blacklisted else NO
    return str(getattr(target, column) or "")


def values_of(targets: Iterable[Target], column: str) -> list[tuple[str, int]]:
    """Return the values of a column with how many targets have each, in the order of the words."""
    counts = Counter(value_of(target, column) for target in targets)
    return sorted((value, n) for value, n in counts.items() if value)


def is_within(target: Target, directed: Directed) -> bool:
    """Return whether the target meets every condition set for the draw."""
    return all(value_of(target, column) in values for column, values in directed)


def unmet(target: Target, profile: Profile) -> list[Condition]:
    """Return the conditions of the text that the target does not meet, or does not show that it meets."""
    return [each for each in profile.draw.conditions if not _meets(target, each)]


def is_silent(target: Target, condition: Condition) -> bool:
    """Return whether the register does not say what the condition asks."""
    return getattr(target, _COLUMN_OF[condition.kind]) in (None, "")


def is_closed(target: Target) -> bool:
    """Return whether the register says that the target exists no more."""
    return any(word in (target.standing or "") for word in _CLOSED)


def tier_of(target: Target, profile: Profile) -> str | None:
    """Return the text's name of the target's risk tier (高 is 高风险 too), or None for no known tier."""
    written = _without_ending(target.risk_tier or "")
    return next(
        (each.name for each in profile.draw.risk_tiers if written and _without_ending(each.name) == written),
        None,
    )


def raises_blacklist(profile: Profile) -> bool:
    """Return whether the text asks for a higher share of those on the blacklist."""
    shares = any(each.value is WeightOf.SHARE for each in profile.weight.raises)
    return shares and any(each.value is WeightGround.BLACKLIST for each in profile.weight.raise_for)


def lowers_good_record(profile: Profile) -> bool:
    """Return whether the text allows a lower share of those with a good record (Quyang 第二十八条)."""
    shares = any(each.value is WeightOf.SHARE for each in profile.weight.lowers)
    is_meant = any(each.value is WeightGround.GOOD_CREDIT for each in profile.weight.lower_for)
    return shares and is_meant and profile.weight.lowered_to_bp.value is not None


def is_low_risk(target: Target) -> bool:
    """Return whether the register rates the target as a low risk, or does not rate it."""
    return not target.risk_tier or _LOW in target.risk_tier


def unmet_counts(targets: Sequence[Target], profile: Profile) -> list[tuple[Condition, int, int]]:
    """Return each condition that somebody does not meet, how many, and of how many nothing is said."""
    found = []
    for condition in profile.draw.conditions:
        failing = [target for target in targets if not _meets(target, condition)]
        silent = sum(is_silent(target, condition) for target in failing)
        found.append((condition, len(failing), silent))
    return [each for each in found if each[1]]


_COLUMN_OF = {
    ConditionKind.REGISTERED_BEFORE: "registered_on",
    ConditionKind.REGISTERED_IN: "district",
    ConditionKind.REPORT_FILED_FOR: "report_year",
    ConditionKind.STANDING: "standing",
}


def _meets(target: Target, condition: Condition) -> bool:
    wanted = condition.wanted.value
    held = getattr(target, _COLUMN_OF[condition.kind])
    if held in (None, ""):
        return False
    if isinstance(wanted, date):
        return bool(held < wanted)
    if isinstance(wanted, int):
        # The column holds the last year that was reported.
        return bool(held >= wanted)
    # 不合格 holds the word 合格; a district may be written with its city.
    return bool(held == wanted if condition.kind is ConditionKind.STANDING else wanted in held)


def _without_ending(tier: str) -> str:
    words = "".join(tier.split())
    for ending in _TIER_ENDINGS:
        words = words.removesuffix(ending)
    return words
