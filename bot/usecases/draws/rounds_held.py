"""The rounds of this year whose draw stands, here or on the platform: what limits and minima count."""

from collections.abc import Sequence
from datetime import date

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.records import instant
from bot.domain.plans.frequency import DrawnFor, half_year
from bot.domain.plans.frequency import rounds_by_item as counted
from bot.domain.platform.draw import PlatformState
from bot.domain.rounds import AttemptState, Round, RoundState
from bot.usecases.act import Act

_STOOD = (PlatformState.STANDING, PlatformState.SUPERSEDED)


async def rounds_held(act: Act, besides: Round | None = None) -> list[tuple[Round, date]]:
    """Return the rounds of this calendar year that were drawn, each with the day of its first draw."""
    drawn = [
        (each.round_id, str(each.plan["announced_at"]))
        for each in await act.work.attempts.all(state=AttemptState.STANDING)
    ]
    drawn += [
        (each.round_id, str(each.document["drawn_at"]))
        for each in await act.work.platform_draws.all(state=_STOOD)
    ]
    days: dict[int, date] = {}
    for round_id, at in drawn:
        day = instant(at).astimezone(SHANGHAI).date()
        days[round_id] = min(day, days.get(round_id, day))
    rounds = [each for each in await act.work.rounds.all(id=tuple(days)) if each != besides]
    return [
        (each, days[each.id])
        for each in rounds
        if each.state is not RoundState.CANCELLED and days[each.id].year == act.today.year
    ]


async def drawn_for(act: Act, scope: str, codes: Sequence[str], item_list_id: int) -> DrawnFor:
    """Return what a round draws for; without items of its own, every item of its list."""
    listed = (await act.work.item_lists.get(item_list_id)).items
    return DrawnFor(scope, frozenset(codes or [item.code for item in listed]))


async def rounds_by_item(
    act: Act, scope: str, codes: Sequence[str], besides: Round | None = None
) -> dict[str, int]:
    """Return how many rounds of the year have drawn for each item of a round, by the item's name."""
    last = (await act.work.item_lists.all())[-1]
    held = [
        await drawn_for(act, each.scope, each.item_codes, each.item_list_id)
        for each, _ in await rounds_held(act, besides)
    ]
    wanted = await drawn_for(act, scope, codes, last.id)
    names = {item.code: item.name for item in last.items}
    found = counted(wanted, held, await act.work.targets.all(is_active=True))
    return {names.get(code, code): n for code, n in found.items()}


async def rounds_of_half_year(act: Act, besides: Round | None = None) -> int:
    """Return how many rounds were held in the half-year of this day."""
    first, last = half_year(act.today)
    return sum(first <= day <= last for _, day in await rounds_held(act, besides))
