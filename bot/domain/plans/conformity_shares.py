"""The shares of a planned round against the profile: of the whole, of items and tiers, raised and lowered."""

from collections.abc import Iterator

from bot.domain.plans.conformity_lines import Check, Line, Verdict, line_of, verdict_on
from bot.domain.plans.planned_round import WHOLE_BP, PlannedPart, PlannedRound, share_of
from bot.domain.plans.scope import lowers_good_record
from bot.domain.profiles.profile import Period, Profile, ShareBase


def shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
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
    yield line_of(profile, Check.SHARE, minimum_bp, planned.share_bp, verdict)
    wanted = share_of(_base(planned, profile), minimum_bp)
    covered = planned.targets_drawn + (planned.drawn_this_year if _is_yearly(profile) else 0)
    yield line_of(profile, Check.COVERAGE, wanted, covered, _covered(covered, wanted))


def _item_shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare each item with the profile's share, or that of the text that goes first (从其规定)."""
    minima = {item.name: _item_minimum(item, profile) for item in planned.items}
    for item in planned.items:
        minimum_bp, source = minima[item.name]
        verdict = _share_verdict(planned, profile, item.share_bp, minimum_bp)
        line = line_of(profile, Check.SHARE, minimum_bp, item.share_bp, verdict, subject=item.name)
        yield line.model_copy(update={"article": source})
    for item in planned.items:
        minimum_bp, source = minima[item.name]
        wanted, covered = share_of(item.targets_total, minimum_bp), item.targets_drawn
        line = line_of(profile, Check.COVERAGE, wanted, covered, _covered(covered, wanted), subject=item.name)
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
        yield line_of(profile, Check.SHARE, minimum_bp, share_bp, verdict, subject=tier.name)
    for tier in profile.draw.risk_tiers:
        if (part := parts.get(tier.name)) is not None:
            wanted, covered = share_of(part.targets_total, tier.share_bp.value), part.targets_drawn
            yield line_of(
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


def raised_shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the share of those to be inspected more: above the general one, or all of them."""
    for part in planned.raised:
        is_higher = part.share_bp > planned.share_bp or part.share_bp == WHOLE_BP
        verdict = verdict_on(is_higher, profile.duties.intensity)
        yield line_of(profile, Check.RAISED, planned.share_bp, part.share_bp, verdict, subject=part.name)


def lowered_shares(planned: PlannedRound, profile: Profile) -> Iterator[Line]:
    """Compare the share of those with a good record: lower only where the text allows it."""
    for part in planned.lowered:
        is_allowed = lowers_good_record(profile) and part.share_bp < planned.share_bp
        verdict = Verdict.OK if is_allowed else Verdict.VIOLATES
        yield line_of(profile, Check.LOWERED, planned.share_bp, part.share_bp, verdict, subject=part.name)
