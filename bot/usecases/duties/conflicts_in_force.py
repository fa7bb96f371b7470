"""Which declared conflicts of interest are in force, and whether they are handled as recusals."""

from typing import Any

from bot.domain.draw.pools import Pools
from bot.domain.duties.conflicts import AS_RECUSALS, Declaration, conflict_pairs
from bot.usecases.act import Act


async def are_recusals(act: Act) -> bool:
    """Return whether the lead office has chosen that no pair enters a bundle."""
    setting = await act.work.settings.one(name=AS_RECUSALS)
    return setting is not None and setting.value == "1"


async def declared_by_target(act: Act, person_id: int) -> dict[int, Declaration]:
    """Return a person's declarations in force, by the target's row id."""
    declared = await act.work.declarations.all(person_id=person_id, is_withdrawn=False)
    return {each.target_id: each for each in declared}


async def with_conflicts(act: Act, pools: Pools) -> Pools:
    """Return the pools with the pairs that are in force now, or with none where they become recusals."""
    if await are_recusals(act):
        return pools
    return pools._replace(conflicts=await _pairs(act, pools))


async def conflict_line(act: Act, pools: Pools) -> list[dict[str, Any]]:
    """Return the preview's line that says how many pairs are in conflict (not who), or none."""
    count = len(await _pairs(act, pools))
    way = "recusal" if await are_recusals(act) else "pair"
    return [{"key": f"draw.conflicts.{way}", "n": count}] if count else []


async def _pairs(act: Act, pools: Pools) -> tuple[tuple[str, str], ...]:
    declared = await act.work.declarations.all(is_withdrawn=False)
    if not declared:
        return ()
    targets = await act.work.targets.all(id=tuple({each.target_id for each in declared}))
    people = tuple({each.person_id for each in declared})
    return conflict_pairs(declared, targets, await act.work.inspectors.all(person_id=people), pools)
