"""Who fills a vacated seat: our rule where the draw was made here, the platform where it was made there."""

from bot.domain.duties.duty import Duty, Request
from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.usecases.act import Act
from bot.usecases.duties.backfill_seat import backfill, foresee
from bot.usecases.duties.duty_cards import served
from bot.usecases.platform.platform_draws import standing_platform
from bot.usecases.platform.vacate_platform_seat import vacate_on_platform


async def fill(act: Act, duty: Duty, request: Request) -> int:
    """Vacate the seats of an approved request and return the vacancy's number in its round."""
    opened = await act.work.rounds.get(duty.round_id)
    if await standing_platform(act, opened) is not None:
        return await vacate_on_platform(act, opened, duty, request)
    return await backfill(act, duty, request)


async def fillable(
    act: Act, duty: Duty, request: Request, lacking: list[Inspection]
) -> tuple[list[str], list[Inspection]]:
    """Return the targets for which somebody follows if he leaves only these, and the others.

    A smaller vacancy may call another than the whole would have called, so that it is looked at anew.
    """
    wanted = [
        each
        for each in await served(act, duty)
        if each.state in HANDOVER_STATES and (request.targets is None or each.target_key in request.targets)
    ]
    part, more = [each for each in wanted if each not in lacking], lacking
    while part and more:
        keys = [each.target_key for each in part]
        more = await unfilled(act, duty, request.model_copy(update={"targets": keys}))
        part = [each for each in part if each not in more]
    return [each.target_key for each in part], [each for each in wanted if each not in part]


async def unfilled(act: Act, duty: Duty, request: Request) -> list[Inspection]:
    """Return what nobody could take over if the request were approved now; the platform answers for its own.

    Raises:
        Refused: `recusal.too_late`.
    """
    opened = await act.work.rounds.get(duty.round_id)
    if await standing_platform(act, opened) is not None:
        return []
    return await foresee(act, opened, duty, request)
