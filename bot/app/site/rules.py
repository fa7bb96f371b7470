"""The regulation article by article, and who sees to each: this bot, or the office's people."""

from typing import Any

from bot.domain.profiles.profile import Profile
from bot.domain.profiles.rule_table import RuleLine, rule_lines
from bot.domain.publication.parts import Said
from bot.domain.publication.site import PublicRule
from bot.usecases.office import ground_of


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
    """Return a default's value as people read it; that something holds, or does not, its words say."""
    if line.default.endswith("_bp"):
        return {"bp": line.value}
    return "" if isinstance(line.value, bool) else str(line.value)
