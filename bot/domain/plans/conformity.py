"""A planned round held against the profile, article by article, before anything is frozen.

A violation stops the draw; a deviation that the text allows needs a reason and is published; a shortage is
said openly and stops nothing. Yields numbers and codes, never sentences; shares are integer arithmetic.
"""

from collections.abc import Iterable, Iterator

from bot.domain.plans.conformity_lines import RULE_OF, Check, Line, Verdict, line_of, verdict_on
from bot.domain.plans.conformity_shares import lowered_shares, raised_shares, shares
from bot.domain.plans.planned_round import WHOLE_BP, PlannedPart, PlannedRound, share_of
from bot.domain.profiles.profile import Profile

__all__ = [
    "RULE_OF",
    "WHOLE_BP",
    "Check",
    "Line",
    "PlannedPart",
    "PlannedRound",
    "Verdict",
    "check",
    "deviations",
    "is_stopped",
    "share_of",
]


def check(planned: PlannedRound, profile: Profile) -> list[Line]:
    """Return every comparison of the planned round, in the order of `Check`, tiers after the whole."""
    return [
        _platform(planned, profile),
        *_directed(planned, profile),
        *shares(planned, profile),
        *raised_shares(planned, profile),
        *lowered_shares(planned, profile),
        *_period(planned, profile),
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
    is_free, has_reason = not profile.draw.platform_required.value, bool(planned.drawn_here_reason.strip())
    here = "here" if has_reason else "here_freely" if is_free else "here_without_reason"
    place = here if planned.is_drawn_here else "platform"
    reasoned = Verdict.DEVIATES if place == "here" else Verdict.VIOLATES
    if is_free:
        return line_of(profile, Check.PLATFORM, "free", place, Verdict.OK)
    verdict = reasoned if planned.is_drawn_here else Verdict.OK
    return line_of(profile, Check.PLATFORM, "platform", place, verdict)


def _directed(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare with the plan: what it has published as directed (定向) is not drawn without its condition."""
    if planned.condition:
        verdict = Verdict.OK if planned.is_directed else Verdict.VIOLATES
        how = "directed" if planned.is_directed else "undirected"
        yield line_of(profile, Check.DIRECTED, planned.condition, how, verdict)


def _period(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the day of the draw with the campaign's period; what is drawn outside says so openly."""
    first, last = profile.draw.period_from.value, profile.draw.period_until.value
    if first is None or last is None or planned.on is None:
        return
    verdict = Verdict.OK if first <= planned.on <= last else Verdict.DEVIATES
    yield line_of(profile, Check.PERIOD, f"{first} – {last}", planned.on.isoformat(), verdict)


def _frequency(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the number of rounds of the year and of its half, where the text sets one."""
    if profile.draw.rounds_per_year_max.value is not None:
        yield _most_rounds(planned, profile, profile.draw.rounds_per_year_max.value)
    least = profile.draw.rounds_per_half_year_min.value
    if least is not None:
        rounds = planned.rounds_this_half_year + 1
        verdict = Verdict.OK if rounds >= least else Verdict.SHORTAGE
        yield line_of(profile, Check.HALF_YEAR, least, rounds, verdict)


def _most_rounds(planned: PlannedRound, profile: Profile, most: int) -> Line:
    """Compare the item that most rounds have drawn for; a higher text that is named goes first (从其规定)."""
    goes_first = planned.own_rounds_max is not None and profile.draw.higher_rule_first.value
    limit = planned.own_rounds_max if goes_first and planned.own_rounds_max else most
    busiest = max(planned.rounds_by_item, key=lambda name: planned.rounds_by_item[name], default="")
    held = planned.rounds_by_item.get(busiest, 0)
    verdict = verdict_on(held < limit, profile.draw.rounds_per_year_max)
    subject = busiest if held else ""
    line = line_of(profile, Check.FREQUENCY, limit, held + 1, verdict, subject=subject)
    return line.model_copy(update={"article": planned.own_source}) if goes_first else line


def _cap(planned: PlannedRound, profile: Profile) -> Line:
    """Compare how often one target may meet us; a cap in principle (原则上) can be passed with a reason."""
    times, cap = planned.busiest_target_draws + 1, profile.cap.times_per_year.value
    over = Verdict.VIOLATES if profile.cap.is_absolute.value else Verdict.DEVIATES
    return line_of(profile, Check.CAP, cap, times, Verdict.OK if times <= cap else over)


def _team(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the size of a team, and whether the roster can fill all of them."""
    rule = profile.team.size_people
    verdict = verdict_on(planned.team_size >= rule.value, rule)
    yield line_of(profile, Check.TEAM, rule.value, planned.team_size, verdict)
    verdict = Verdict.OK if planned.inspectors_eligible >= planned.seats else Verdict.VIOLATES
    yield line_of(profile, Check.SEATS, planned.seats, planned.inspectors_eligible, verdict)


def _licence(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the licensed people; fewer than all, where the text allows it, is warned of.

    行政处罚法 第四十二条 wants people with a licence, and at least two of them.
    """
    rule = profile.team.licensed_min_people
    wanted = planned.team_size if isinstance(rule.value, str) else rule.value
    verdict = verdict_on(planned.licensed_min >= wanted, rule)
    if verdict is Verdict.OK and planned.licensed_min < planned.team_size:
        verdict = Verdict.DEVIATES
    yield line_of(profile, Check.LICENCE, wanted, planned.licensed_min, verdict)
    needed = planned.team_count * planned.licensed_min
    verdict = Verdict.OK if planned.licensed_eligible >= needed else Verdict.VIOLATES
    yield line_of(profile, Check.LICENSED, needed, planned.licensed_eligible, verdict)


def _overdraw(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the times of the head-count that are drawn; too small a roster for it is said openly."""
    rule = profile.draw.overdraw_times
    verdict = verdict_on(planned.overdraw >= rule.value, rule)
    yield line_of(profile, Check.OVERDRAW, rule.value, planned.overdraw, verdict)
    needed = planned.seats * planned.overdraw
    verdict = Verdict.OK if planned.inspectors_eligible >= needed else Verdict.SHORTAGE
    yield line_of(profile, Check.RESERVE, needed, planned.inspectors_eligible, verdict)
