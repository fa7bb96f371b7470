"""A planned round held against the profile, article by article, before anything is frozen.

A violation stops the draw; a deviation that the text allows needs a reason and is published; a shortage is
said openly and stops nothing. Yields numbers and codes, never sentences; shares are integer arithmetic.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.profile import Period, Profile, Sourced

WHOLE_BP = 10_000


class Verdict(StrEnum):
    """What a line comes to."""

    OK = "ok"
    DEVIATES = "deviates"
    VIOLATES = "violates"
    SHORTAGE = "shortage"


class Check(StrEnum):
    """What a line compares; the unit of its numbers in brackets."""

    PLATFORM = "platform"
    """Where the draw is made (codes `platform`, `free`, `here`, `here_without_reason`)."""
    SHARE = "share"
    """The round's own share (basis points)."""
    COVERAGE = "coverage"
    """What the round, or the year with it, covers (targets)."""
    FREQUENCY = "frequency"
    """Rounds of the year, this one included."""
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
    Check.SHARE: "share",
    Check.COVERAGE: "share",
    Check.FREQUENCY: "frequency_max",
    Check.CAP: "cap",
    Check.TEAM: "team",
    Check.SEATS: "team",
    Check.LICENCE: "licence",
    Check.LICENSED: "licence",
    Check.OVERDRAW: "overdraw",
    Check.RESERVE: "overdraw",
}
"""The rule of the profile that each comparison stands on."""


class Line(BaseModel):
    """One comparison; `rule` is a key of the profile, `article` its article as the text numbers it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    check: Check
    rule: str
    article: str
    demanded: int | str
    planned: int | str
    verdict: Verdict


class PlannedRound(BaseModel):
    """A round as it would be frozen.

    `targets_total` counts the whole register of the scope, those excluded by a reason too:
    `{"capped": 2, "closed": 1}`. `drawn_this_year` counts targets already covered, `busiest_target_draws` how
    often the most drawn of those still eligible has been drawn this year. `covers_year_alone` asks that this
    round's own share meet a yearly minimum, so that a lower one is refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    targets_total: int = Field(ge=0)
    targets_excluded: Mapping[str, int] = {}
    drawn_this_year: int = Field(0, ge=0)
    busiest_target_draws: int = Field(0, ge=0)
    rounds_this_year: int = Field(0, ge=0)
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
        return min(share_of(self.targets_total, self.share_bp), self.targets_eligible)

    @property
    def seats(self) -> int:
        """Return how many people all teams need."""
        return self.team_count * self.team_size


def share_of(total: int, share_bp: int) -> int:
    """Return the smallest whole number that is at least this share of the total."""
    return -(-total * share_bp // WHOLE_BP)


def check(planned: PlannedRound, profile: Profile) -> list[Line]:
    """Return every comparison of the planned round with the profile, in the order of `Check`."""
    return [
        _platform(planned, profile),
        *_share(planned, profile),
        *_frequency(planned, profile),
        _cap(planned, profile),
        *_team(planned, profile),
        *_licence(planned, profile),
        *_overdraw(planned, profile),
    ]


def is_stopped(lines: Iterable[Line]) -> bool:
    """Return whether any line forbids the draw."""
    return any(line.verdict is Verdict.VIOLATES for line in lines)


def deviations(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that need a reason and are published with it."""
    return [line for line in lines if line.verdict is Verdict.DEVIATES]


def _platform(planned: PlannedRound, profile: Profile) -> Line:
    """Compare the place of the draw; drawn here against the text it needs a reason, and no approval."""
    here = "here" if planned.drawn_here_reason.strip() else "here_without_reason"
    place = here if planned.is_drawn_here else "platform"
    reasoned = Verdict.DEVIATES if place == "here" else Verdict.VIOLATES
    if not profile.draw.platform_required.value:
        return _line(profile, Check.PLATFORM, "free", place, Verdict.OK)
    verdict = reasoned if planned.is_drawn_here else Verdict.OK
    return _line(profile, Check.PLATFORM, "platform", place, verdict)


def _share(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the share chosen, and what is covered with it; several rounds may make up a yearly share."""
    minimum_bp = profile.draw.share_bp.value
    is_yearly = profile.draw.share_period.value is Period.YEAR
    is_low = planned.share_bp < minimum_bp and (planned.covers_year_alone or not is_yearly)
    verdict = Verdict.VIOLATES if is_low else Verdict.OK
    yield _line(profile, Check.SHARE, minimum_bp, planned.share_bp, verdict)
    wanted = share_of(planned.targets_total, minimum_bp)
    covered = planned.targets_drawn + (planned.drawn_this_year if is_yearly else 0)
    verdict = Verdict.OK if covered >= wanted else Verdict.SHORTAGE
    yield _line(profile, Check.COVERAGE, wanted, covered, verdict)


def _frequency(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the number of rounds of the year, where the text limits it."""
    rule = profile.draw.rounds_per_year_max
    if rule.value is not None:
        rounds = planned.rounds_this_year + 1
        verdict = _held(rounds <= rule.value, rule)
        yield _line(profile, Check.FREQUENCY, rule.value, rounds, verdict)


def _cap(planned: PlannedRound, profile: Profile) -> Line:
    """Compare how often one target may meet us; a cap in principle (原则上) can be passed with a reason."""
    times, cap = planned.busiest_target_draws + 1, profile.cap.times_per_year.value
    over = Verdict.VIOLATES if profile.cap.is_absolute.value else Verdict.DEVIATES
    return _line(profile, Check.CAP, cap, times, Verdict.OK if times <= cap else over)


def _team(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the size of a team, and whether the roster can fill all of them."""
    rule = profile.team.size_people
    verdict = _held(planned.team_size >= rule.value, rule)
    yield _line(profile, Check.TEAM, rule.value, planned.team_size, verdict)
    verdict = Verdict.OK if planned.inspectors_eligible >= planned.seats else Verdict.VIOLATES
    yield _line(profile, Check.SEATS, planned.seats, planned.inspectors_eligible, verdict)


def _licence(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the licensed people; fewer than all, where the text allows it, is warned of.

    行政处罚法 第四十二条 wants people with a licence, and at least two of them.
    """
    rule = profile.team.licensed_min_people
    wanted = planned.team_size if isinstance(rule.value, str) else rule.value
    verdict = _held(planned.licensed_min >= wanted, rule)
    if verdict is Verdict.OK and planned.licensed_min < planned.team_size:
        verdict = Verdict.DEVIATES
    yield _line(profile, Check.LICENCE, wanted, planned.licensed_min, verdict)
    needed = planned.team_count * planned.licensed_min
    verdict = Verdict.OK if planned.licensed_eligible >= needed else Verdict.VIOLATES
    yield _line(profile, Check.LICENSED, needed, planned.licensed_eligible, verdict)


def _overdraw(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the times of the head-count that are drawn; too small a roster for it is said openly."""
    rule = profile.draw.overdraw_times
    verdict = _held(planned.overdraw >= rule.value, rule)
    yield _line(profile, Check.OVERDRAW, rule.value, planned.overdraw, verdict)
    needed = planned.seats * planned.overdraw
    verdict = Verdict.OK if planned.inspectors_eligible >= needed else Verdict.SHORTAGE
    yield _line(profile, Check.RESERVE, needed, planned.inspectors_eligible, verdict)


def _held(is_met: bool, rule: Sourced[Any]) -> Verdict:
    """Return what becomes of a rule that is met or not: only law can be violated, not a product default."""
    if is_met:
        return Verdict.OK
    return Verdict.VIOLATES if rule.is_binding else Verdict.DEVIATES


def _line(
    profile: Profile, subject: Check, demanded: int | str, planned: int | str, verdict: Verdict
) -> Line:
    """Return one line with its rule and the article of that."""
    rule = RULE_OF[subject]
    return Line(
        check=subject,
        rule=rule,
        article=profile.rule(rule).article,
        demanded=demanded,
        planned=planned,
        verdict=verdict,
    )
