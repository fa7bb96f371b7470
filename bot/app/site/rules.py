"""The regulation article by article, and who sees to each: this bot, or the office's people."""

from typing import Any

from bot.domain.profiles.profile import Profile
from bot.domain.profiles.rule_table import RuleLine, rule_lines
from bot.domain.publication.parts import Said
from bot.domain.publication.site import PublicRule
from bot.usecases.office import ground_of

NAMED = (
    *("lead_office", "filing_office", "approver", "list_administrator", "form", "platform"),
    *("executing_office", "publication_place", "normal", "abnormal"),
)
"""The defaults that are names."""
_YEAR = 365


def public_rules(profile: Profile) -> tuple[PublicRule, ...]:
    """Return the regulation as its page shows it."""
    return tuple(_rule(line) for line in rule_lines(profile))


def _rule(line: RuleLine) -> PublicRule:
    by: dict[str, Any] = {"key": f"rule.by_people.{line.why}" if line.why else "rule.by_bot"}
    if not line.default:
        return PublicRule(place=line.ref.place, words=line.ref.fragment, by=by)
    words: Said = {"key": f"rule.default.{line.default}", "value": _shown(line)}
    return PublicRule(place=ground_of(line.ref), words=words, by=by)


def _shown(line: RuleLine) -> Any:
    """Return a default's value as people read it: a number or a name; all else the words of the rule say."""
    if line.default.endswith("_bp"):
        return {"bp": line.value}
    if line.default.endswith("_calendar_days"):
        return span(line.value)
    is_shown = type(line.value) is int or line.default in NAMED
    return str(line.value) if is_shown else ""


def span(days: int) -> dict[str, Any]:
    """Return so many calendar days as people say them: in years where they are whole ones."""
    if days % _YEAR:
        return {"key": "date.days", "n": days}
    return {"key": "date.years", "years": days // _YEAR, "n": days}
