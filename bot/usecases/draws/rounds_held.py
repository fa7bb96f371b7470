"""The rounds of this year whose draw stands: what a limit and a minimum of rounds count."""

from datetime import date

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.records import instant
from bot.domain.frequency import half_year
from bot.domain.rounds import AttemptState, Round
from bot.usecases.act import Act


async def rounds_held(act: Act) -> list[tuple[Round, date]]:
    """Return the rounds of this calendar year that were drawn, each with the day of its first draw."""
    days: dict[int, date] = {}
    for attempt in await act.work.attempts.all(state=AttemptState.STANDING):
        day = instant(attempt.plan["announced_at"]).astimezone(SHANGHAI).date()
        days[attempt.round_id] = min(day, days.get(attempt.round_id, day))
    rounds = await act.work.rounds.all(id=tuple(days))
    return [(each, days[each.id]) for each in rounds if days[each.id].year == act.today.year]


async def rounds_of_scope(act: Act, scope: str) -> int:
    """Return how many rounds of the year drew from this category, or from a whole that holds it."""
    return sum("" in (scope, each.scope) or scope == each.scope for each, _ in await rounds_held(act))


async def rounds_of_half_year(act: Act) -> int:
    """Return how many rounds were held in the half-year of this day."""
    first, last = half_year(act.today)
    return sum(first <= day <= last for _, day in await rounds_held(act))
