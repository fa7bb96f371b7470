"""Who fills a vacated seat: our rule where the draw was made here, the platform where it was made there."""

from bot.domain.duties import Duty, Request
from bot.domain.rounds import Inspection
from bot.usecases.act import Act
from bot.usecases.duties.backfill_seat import backfill, foresee
from bot.usecases.platform.platform_draws import standing_platform
from bot.usecases.platform.vacate_platform_seat import vacate_on_platform


async def fill(act: Act, duty: Duty, request: Request) -> int:
    """Vacate the seats of an approved request and return the vacancy's number in its round."""
    opened = await act.work.rounds.get(duty.round_id)
    if await standing_platform(act, opened) is not None:
        return await vacate_on_platform(act, opened, duty, request)
    return await backfill(act, duty, request)


async def unfilled(act: Act, duty: Duty, request: Request) -> list[Inspection]:
    """Return what nobody could take over if the request were approved now; the platform answers for its own.

    Raises:
        Refused: `recusal.too_late`.
    """
    opened = await act.work.rounds.get(duty.round_id)
    if await standing_platform(act, opened) is not None:
        return []
    return await foresee(act, opened, duty, request)
