"""Which targets the rounds of this calendar year have drawn: for the yearly cap, and for the share."""

from collections import Counter

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.rounds import Round, RoundState
from bot.usecases.act import Act


async def times_drawn(act: Act) -> dict[int, int]:
    """Return how often each target, by row id, was drawn in this calendar year to be inspected.

    Who was struck off before anybody came has not been inspected: two strokes of a pen keep nobody out.
    """
    return Counter(each.target_id for each in await _inspections_of_year(act) if not each.is_struck_off)


async def covered_this_year(act: Act, besides: Round | None = None) -> set[int]:
    """Return the targets, by row id, that count for the year's share: drawn, and not uninspectable."""
    return {
        each.target_id
        for each in await _inspections_of_year(act)
        if each.state is not InspectionState.NOT_INSPECTABLE and (not besides or each.round_id != besides.id)
    }


async def _inspections_of_year(act: Act) -> list[Inspection]:
    """Of a cancelled round, and of a void result, only those count whom somebody has inspected."""
    year = f"SSJ-{act.today.year}-"
    ended = {
        each.id: each.state is RoundState.CANCELLED
        for each in await act.work.rounds.all()
        if year in each.number
    }
    return [
        each
        for each in await act.work.inspections.all(round_id=tuple(ended))
        if not ended[each.round_id] or each.visited_on
    ]
