"""Who of the roster cannot be drawn today: those on leave."""

from bot.domain.draw.pools import Pools
from bot.domain.duties.leave import Leave, without_absent
from bot.usecases.act import Act


async def leaves_today(act: Act) -> list[Leave]:
    """Return the entries that cover today."""
    return [each for each in await act.work.leaves.all(is_withdrawn=False) if each.covers(act.today)]


async def with_absences(act: Act, pools: Pools) -> Pools:
    """Return the pools with everybody who is on leave today not eligible."""
    leaves = await leaves_today(act)
    if not leaves:
        return pools
    return without_absent(pools, leaves, await act.work.inspectors.all(is_active=True), act.today)
