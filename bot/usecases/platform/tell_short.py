"""A platform's targets that cannot be inspected are not replaced here; what the share lacks is said."""

from bot.domain.inspections import InspectionState
from bot.domain.plans.item_shares import least_of
from bot.domain.plans.line_faults import least_share
from bot.domain.plans.planned_round import share_of
from bot.domain.plans.scope import unmet
from bot.domain.profiles.profile import Period, ShareBase
from bot.domain.registers.rows import Target
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.draws.rounds_held import rounds_held
from bot.usecases.platform.platform_draws import standing_platform
from bot.usecases.registers.targets_in_scope import targets_in


async def tell_short(act: Act, opened: Round) -> None:
    """Tell the group, once all units have answered, how many targets the share still lacks.

    A yearly share is held against all rounds of the year; that of each round against this one.
    """
    ruled_out = await act.work.inspections.count(round_id=opened.id, state=InspectionState.NOT_INSPECTABLE)
    if not ruled_out or await standing_platform(act, opened) is None:
        return
    base = {target.id for target in await _base(act, opened)}
    wanted = share_of(len(base), await _least_bp(act, opened))
    covered = len(base & await _covered(act, opened))
    if covered >= wanted:
        return
    await act.notify(
        "platform.short",
        await act.work.chats.get(opened.chat_id),
        key=f"platform_short:{opened.id}:{covered}",
        number=opened.number,
        name=(await act.work.people.get(opened.coordinator_id)).name,
        ruled_out=ruled_out,
        wanted=wanted,
        covered=covered,
        n=wanted - covered,
        platform=act.office.profile.names.platform.value,
        ground=act.ground("share"),
        **await seal_of(act, opened),
    )


async def _base(act: Act, opened: Round) -> list[Target]:
    """Return the targets that the share is of; only those that qualify where the text says so."""
    profile = act.office.profile
    rows = await targets_in(act, opened.scope)
    is_of_qualified = profile.draw.share_base.value is ShareBase.QUALIFIED
    return [each for each in rows if not (is_of_qualified and unmet(each, profile))]


async def _least_bp(act: Act, opened: Round) -> int:
    """Return the least share: the line's own where it names a higher text that goes first."""
    line = await act.work.plan_lines.get(opened.plan_line_id) if opened.plan_line_id else None
    if line is None:
        return least_share("", act.office.profile)
    terms = line.says
    profile = act.office.profile
    least = least_of(terms.item_codes, terms.item_shares, terms.share_source, profile, terms.share_bp)
    return max(bp for bp, _ in least.values())


async def _covered(act: Act, opened: Round) -> set[int]:
    """Return the targets that are or were inspected, by row id."""
    is_yearly = act.office.profile.draw.share_period.value is Period.YEAR
    rounds = [each.id for each, _ in await rounds_held(act)] if is_yearly else []
    inspections = await act.work.inspections.all(round_id=tuple({*rounds, opened.id}))
    return {each.target_id for each in inspections if each.state is not InspectionState.NOT_INSPECTABLE}
