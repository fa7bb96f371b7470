"""The imports of a round that the platform drew, and what its later messages say of them."""

from typing import Any

from bot.domain.draw.records import instant
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.platform.draw import PlatformDraw, PlatformState, match_in
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.moments import when

IN_FORCE = (PlatformState.STANDING, PlatformState.SUPERSEDED, PlatformState.CALLED_OFF)


async def platform_draws(act: Act, opened: Round) -> list[PlatformDraw]:
    """Return every import of the round, in order; none where the draw was made here."""
    return await act.work.platform_draws.all(round_id=opened.id)


async def standing_platform(act: Act, opened: Round) -> PlatformDraw | None:
    """Return the import that stands, or None before the dispatch and where the draw was made here."""
    return await act.work.platform_draws.one(round_id=opened.id, state=PlatformState.STANDING)


async def shown_platform(act: Act, opened: Round) -> PlatformDraw | None:
    """Return the import that stands or stood last, or the first one where none ever did."""
    draws = await platform_draws(act, opened)
    last = [each for each in draws if each.state in (PlatformState.STANDING, PlatformState.CALLED_OFF)]
    return next(iter([*last, *draws[:1]]), None)


async def follower_of(act: Act, round_id: int) -> str:
    """Return who finds an inspector's follower in the round: `platform`, or `order` (of our own draw)."""
    draws = await platform_draws(act, await act.work.rounds.get(round_id))
    return "platform" if draws else "order"


async def vacant_seats(act: Act, draw: PlatformDraw) -> dict[str, frozenset[str]]:
    """Return who was relieved of what with approval while the platform still lists him: {target: numbers}."""
    match = match_in(draw.document)
    found: dict[str, frozenset[str]] = {}
    for inspection in await act.work.inspections.all(round_id=draw.round_id):
        if inspection.state not in HANDOVER_STATES:
            continue
        closed = await act.work.seats.all(inspection_id=inspection.id, is_open=False)
        gone = {(await act.work.duties.get(seat.duty_id)).inspector_number for seat in closed}
        listed = gone & set(match.people_of(inspection.target_key))
        if listed:
            found[inspection.target_key] = frozenset(listed)
    return found


def facts_of(draw: PlatformDraw) -> dict[str, Any]:
    """Return what every message about the import says: batch, operator, time, platform, hash."""
    document = draw.document
    return {
        "platform": document["platform"],
        "batch": document["batch"],
        "operator": document["operator"],
        "drawn_at": when(instant(document["drawn_at"])),
        "version": draw.version,
        "hash": draw.hash,
    }
