"""What comparing a planned round with its profile says: what is compared, by which rule, the outcome."""

from enum import StrEnum
from typing import Any

from bot.domain.frozen import Frozen
from bot.domain.profiles.profile import Profile, Sourced


class Verdict(StrEnum):
    """What a line comes to."""

    OK = "ok"
    DEVIATES = "deviates"
    VIOLATES = "violates"
    SHORTAGE = "shortage"


class Check(StrEnum):
    """What a line compares; the unit of its numbers in brackets."""

    PLATFORM = "platform"
    """Where the draw is made (codes `platform`, `free`, `here`, `here_freely`, `here_without_reason`)."""
    DIRECTED = "directed"
    """What the plan asks of a directed draw, in words (codes `directed`, `undirected`)."""
    SHARE = "share"
    """The round's own share (basis points)."""
    COVERAGE = "coverage"
    """What the round, or the year with it, covers (targets)."""
    RAISED = "raised"
    """The share of those to be inspected more (basis points)."""
    LOWERED = "lowered"
    """The share of those with a good record (basis points)."""
    PERIOD = "period"
    """The day of the draw (ISO dates)."""
    FREQUENCY = "frequency"
    """Rounds of the year, this one included."""
    HALF_YEAR = "half_year"
    """Rounds of the half-year, this one included."""
    CAP = "cap"
    """Draws of the most drawn target in the year, this one included."""
    TEAM = "team"
    """People of one team."""
    SEATS = "seats"
    """Eligible people for all seats."""
    LICENCE = "licence"
    """Licensed people of one team."""
    LICENSED = "licensed"
    """Eligible licensed people for all teams."""
    OVERDRAW = "overdraw"
    """Times the head-count."""
    RESERVE = "reserve"
    """Eligible people for all seats times the overdraw."""


RULE_OF = {
    Check.PLATFORM: "draw",
    Check.DIRECTED: "directed",
    Check.SHARE: "share",
    Check.COVERAGE: "share",
    Check.RAISED: "intensity",
    Check.LOWERED: "intensity",
    Check.PERIOD: "period",
    Check.FREQUENCY: "frequency_max",
    Check.HALF_YEAR: "frequency_half_year",
    Check.CAP: "cap",
    Check.TEAM: "team",
    Check.SEATS: "team",
    Check.LICENCE: "licence",
    Check.LICENSED: "licence",
    Check.OVERDRAW: "overdraw",
    Check.RESERVE: "overdraw",
}
"""The rule of the profile that each comparison stands on."""


class Line(Frozen):
    """One comparison; `rule` is a key of the profile, `article` its article as the text numbers it.

    `subject` is the risk tier or item that it is about, or empty; an item's article may be of another text.
    """

    check: Check
    rule: str
    article: str
    demanded: int | str
    planned: int | str
    verdict: Verdict
    subject: str = ""


def verdict_on(is_met: bool, rule: Sourced[Any]) -> Verdict:
    """Return what becomes of a rule that is met or not: only law can be violated, not a product default."""
    if is_met:
        return Verdict.OK
    return Verdict.VIOLATES if rule.is_binding else Verdict.DEVIATES


def line_of(
    profile: Profile,
    of: Check,
    demanded: int | str,
    planned: int | str,
    verdict: Verdict,
    *,
    subject: str = "",
) -> Line:
    """Return one line with its rule and the article of that."""
    rule = RULE_OF[of]
    return Line(
        check=of,
        rule=rule,
        article=profile.rule(rule).article,
        demanded=demanded,
        planned=planned,
        verdict=verdict,
        subject=subject,
    )
