"""信用较好: who has been inspected, and of whom no public result has a finding."""

from collections import defaultdict
from collections.abc import Sequence

from bot.domain.plans.scope import is_low_risk
from bot.domain.registers.rows import Target
from bot.domain.results.findings import FOUND, NOTHING_FOUND
from bot.domain.results.undrawn import PUBLIC
from bot.usecases.act import Act


async def good_records(act: Act, targets: Sequence[Target]) -> frozenset[str]:
    """Return the keys of those who have public results, none with a finding, drawn or not.

    The blacklisted are none of them, nor are those whom the register rates as more than a low risk.
    """
    said = await _conclusions(act)
    return frozenset(
        each.key
        for each in targets
        if said[each.id] == {NOTHING_FOUND} and not each.is_blacklisted and is_low_risk(each)
    )


async def _conclusions(act: Act) -> defaultdict[int, set[str]]:
    """Return what the last version of every public result says, by target (row id)."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    known = await act.work.publications.all(is_expired=False)
    latest = {each.inspection_id: each for each in known if each.inspection_id}
    for inspection in await act.work.inspections.all(id=tuple(latest)) if latest else ():
        found[inspection.target_id].add(latest[inspection.id].conclusion)
    undrawn = {each.undrawn_id: each for each in known if each.undrawn_id}
    for row in await act.work.undrawn.all(id=tuple(undrawn), state=PUBLIC) if undrawn else ():
        if undrawn[row.id].conclusion == FOUND:
            found[row.target_id].add(FOUND)
    return found
