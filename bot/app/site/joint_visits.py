"""Targets that another round of the year has drawn as well, as the public reads it: one visit, or why not.

Only counts: that a target awaits a visit is nobody's business before its result is public.
"""

from collections import Counter
from typing import Any

from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Round
from bot.domain.visits.merges import Merge, MergeState, ground_of_merging
from bot.usecases.office import ground_of

SPLIT = "split"
"""What was to be one visit and was made on two days."""


async def joint_lines(work: UnitOfWork, profile: Profile, opened: Round) -> list[dict[str, Any]]:
    """Return a line for each other round and what became of the proposals to visit its targets together."""
    own = tuple(each.id for each in await work.inspections.all(round_id=opened.id))
    counts: Counter[tuple[str, str]] = Counter()
    for merge in await work.merges.all(inspection_id=own):
        counts[await _told(work, merge, merge.other_id)] += 1
    for merge in await work.merges.all(other_id=own):
        counts[await _told(work, merge, merge.inspection_id)] += 1
    ground = ground_of(profile.rule(ground_of_merging(profile)))
    return [
        {"key": f"site.joint.{state}", "number": number, "n": n, "ground": ground}
        for (number, state), n in sorted(counts.items())
    ]


async def _told(work: UnitOfWork, merge: Merge, other_id: int) -> tuple[str, str]:
    """Return the number of the other round, and how the two stand to each other."""
    days = [(await work.inspections.get(each)).visited_on for each in (merge.inspection_id, merge.other_id)]
    is_split = merge.state is MergeState.MERGED and all(days) and days[0] != days[1]
    other = await work.inspections.get(other_id)
    return (await work.rounds.get(other.round_id)).number, SPLIT if is_split else merge.state.value
