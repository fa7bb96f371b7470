"""A planned round held against the profile, article by article, before anything is frozen.

A violation stops the draw; a deviation that the text allows needs a reason and is published; a shortage is
said openly and stops nothing. Yields numbers and codes, never sentences; shares are integer arithmetic.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.plans.conformity_lines import RULE_OF, Check, Line, Verdict
from bot.domain.plans.planned_round import WHOLE_BP, PlannedPart, PlannedRound, share_of
from bot.domain.plans.scope import lowers_good_record
from bot.domain.profiles.profile import Period, Profile, ShareBase, Sourced

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
        *_share(planned, profile),
        *_raised(planned, profile),
        *_lowered(planned, profile),
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
        return _line(profile, Check.PLATFORM, "free", place, Verdict.OK)
    verdict = reasoned if planned.is_drawn_here else Verdict.OK
    return _line(profile, Check.PLATFORM, "platform", place, verdict)


def _directed(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare with the plan: what it has published as directed (定向) is not drawn without its condition."""
    if planned.condition:
        verdict = Verdict.OK if planned.is_directed else Verdict.VIOLATES
        how = "directed" if planned.is_directed else "undirected"
        yield _line(profile, Check.DIRECTED, planned.condition, how, verdict)


def _share(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the shares chosen and what they cover: of the whole or of each item, then of each tier."""
    if profile.draw.share_base.value is ShareBase.ITEM and planned.items:
        yield from _item_shares(planned, profile)
    else:
        yield from _whole_share(planned, profile)
    yield from _tier_shares(planned, profile)


def _whole_share(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the round's own share; several rounds may make up a yearly one."""
    minimum_bp = profile.draw.share_bp.value
    verdict = _share_verdict(planned, profile, planned.share_bp, minimum_bp)
    yield _line(profile, Check.SHARE, minimum_bp, planned.share_bp, verdict)
    wanted = share_of(_base(planned, profile), minimum_bp)
    covered = planned.targets_drawn + (planned.drawn_this_year if _is_yearly(profile) else 0)
    yield _line(profile, Check.COVERAGE, wanted, covered, _covered(covered, wanted))


def _item_shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare each item with the profile's share, or that of the text that goes first (从其规定)."""
    minima = {item.name: _item_minimum(item, profile) for item in planned.items}
    for item in planned.items:
        minimum_bp, source = minima[item.name]
        verdict = _share_verdict(planned, profile, item.share_bp, minimum_bp)
        line = _line(profile, Check.SHARE, minimum_bp, item.share_bp, verdict, subject=item.name)
        yield line.model_copy(update={"article": source})
    for item in planned.items:
        minimum_bp, source = minima[item.name]
        wanted, covered = share_of(item.targets_total, minimum_bp), item.targets_drawn
        line = _line(profile, Check.COVERAGE, wanted, covered, _covered(covered, wanted), subject=item.name)
        yield line.model_copy(update={"article": source})


def _item_minimum(item: PlannedPart, profile: Profile) -> tuple[int, str]:
    """Return the least share of an item in basis points, and where it is written."""
    if item.own_minimum_bp is not None and profile.draw.higher_rule_first.value:
        return item.own_minimum_bp, item.own_source
    return profile.draw.share_bp.value, profile.rule("share").article


def _tier_shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare each risk tier with its own share; without tiers in the plan one share is that of all tiers."""
    parts = {part.name: part for part in planned.tiers}
    for tier in profile.draw.risk_tiers:
        minimum_bp = tier.share_bp.value
        share_bp = parts[tier.name].share_bp if tier.name in parts else planned.share_bp
        verdict = Verdict.OK if share_bp >= minimum_bp else Verdict.VIOLATES
        yield _line(profile, Check.SHARE, minimum_bp, share_bp, verdict, subject=tier.name)
    for tier in profile.draw.risk_tiers:
        if (part := parts.get(tier.name)) is not None:
            wanted, covered = share_of(part.targets_total, tier.share_bp.value), part.targets_drawn
            yield _line(
                profile, Check.COVERAGE, wanted, covered, _covered(covered, wanted), subject=tier.name
            )


def _share_verdict(planned: PlannedRound, profile: Profile, share_bp: int, minimum_bp: int) -> Verdict:
    is_low = share_bp < minimum_bp and (planned.covers_year_alone or not _is_yearly(profile))
    return Verdict.VIOLATES if is_low else Verdict.OK


def _covered(covered: int, wanted: int) -> Verdict:
    return Verdict.OK if covered >= wanted else Verdict.SHORTAGE


def _is_yearly(profile: Profile) -> bool:
    return profile.draw.share_period.value is Period.YEAR


def _base(planned: PlannedRound, profile: Profile) -> int:
    """Return how many targets the share is of; conditions lower it only where the text says so."""
    if profile.draw.share_base.value is ShareBase.QUALIFIED:
        return planned.targets_total - planned.targets_unqualified
    return planned.targets_total


def _raised(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the share of those to be inspected more: above the general one, or all of them."""
    for part in planned.raised:
        is_higher = part.share_bp > planned.share_bp or part.share_bp == WHOLE_BP
        verdict = _held(is_higher, profile.duties.intensity)
        yield _line(profile, Check.RAISED, planned.share_bp, part.share_bp, verdict, subject=part.name)


def _lowered(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the share of those with a good record: lower only where the text allows it."""
    for part in planned.lowered:
        is_allowed = lowers_good_record(profile) and part.share_bp < planned.share_bp
        verdict = Verdict.OK if is_allowed else Verdict.VIOLATES
        yield _line(profile, Check.LOWERED, planned.share_bp, part.share_bp, verdict, subject=part.name)


def _period(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the day of the draw with the campaign's period; what is drawn outside says so openly."""
    first, last = profile.draw.period_from.value, profile.draw.period_until.value
    if first is None or last is None or planned.on is None:
        return
    verdict = Verdict.OK if first <= planned.on <= last else Verdict.DEVIATES
    yield _line(profile, Check.PERIOD, f"{first} – {last}", planned.on.isoformat(), verdict)


def _frequency(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the number of rounds of the year and of its half, where the text sets one."""
    if profile.draw.rounds_per_year_max.value is not None:
        yield _most_rounds(planned, profile, profile.draw.rounds_per_year_max.value)
    least = profile.draw.rounds_per_half_year_min.value
    if least is not None:
        rounds = planned.rounds_this_half_year + 1
        verdict = Verdict.OK if rounds >= least else Verdict.SHORTAGE
        yield _line(profile, Check.HALF_YEAR, least, rounds, verdict)


def _most_rounds(planned: PlannedRound, profile: Profile, most: int) -> Line:
    """Compare the item that most rounds have drawn for; a higher text that is named goes first (从其规定)."""
    goes_first = planned.own_rounds_max is not None and profile.draw.higher_rule_first.value
    limit = planned.own_rounds_max if goes_first and planned.own_rounds_max else most
    busiest = max(planned.rounds_by_item, key=lambda name: planned.rounds_by_item[name], default="")
    held = planned.rounds_by_item.get(busiest, 0)
    verdict = _held(held < limit, profile.draw.rounds_per_year_max)
    subject = busiest if held else ""
    line = _line(profile, Check.FREQUENCY, limit, held + 1, verdict, subject=subject)
    return line.model_copy(update={"article": planned.own_source}) if goes_first else line


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
