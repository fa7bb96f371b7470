"""What a round still has to draw when its units have answered: a supplement, the second step's people."""

from typing import Any

from bot.domain.ceremony.steps import FLOOR, missing, obtainable, supplement_pool
from bot.domain.draw.pools import Pools
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.rounds import BASES, Attempt, AttemptState, DrawStep, Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import OPEN, seal_of
from bot.usecases.draws.share_terms import stratum_text


async def base_of(act: Act, opened: Round) -> Attempt | None:
    """Return the first draw of the round as it stands, None where it is not made here or does not stand."""
    return await act.work.attempts.one(round_id=opened.id, state=AttemptState.STANDING, step=BASES)


async def frozen_ids(act: Act, base: Attempt) -> dict[str, str]:
    """Return under which id each target was frozen, by the id that the register has for it now."""
    rows = {target.id: target.key for target in await act.work.targets.all()}
    return {rows[row]: frozen for frozen, row in base.target_rows.items()}


async def is_drawing(act: Act, opened: Round) -> bool:
    """Return whether a draw of this round is going on, or its result is still hidden."""
    states = (*OPEN, AttemptState.DRAWN)
    return await act.work.attempts.one(round_id=opened.id, state=states) is not None


async def awaits_inspectors(act: Act, opened: Round) -> bool:
    """Return whether the round is drawn in steps and has targets, but nobody yet who inspects them."""
    base = await base_of(act, opened)
    if base is None or base.step is not DrawStep.TARGETS:
        return False
    where = {"round_id": opened.id, "step": DrawStep.INSPECTORS, "state": AttemptState.STANDING}
    return await act.work.attempts.one(**where) is None and bool(await confirmed_of(act, opened))


async def confirmed_of(act: Act, opened: Round) -> list[Inspection]:
    """Return the inspections of the round's confirmed targets."""
    return await act.work.inspections.all(round_id=opened.id, state=InspectionState.CONFIRMED)


async def shortage_of(act: Act, opened: Round) -> tuple[dict[str, int], Pools]:
    """Return how many inspectable targets are missing of the least share, and the pool to draw them from."""
    base = await base_of(act, opened)
    if base is None:
        return {}, supplement_pool([], set())
    inspections = await act.work.inspections.all(round_id=opened.id)
    good = {each.target_key for each in inspections if each.state is not InspectionState.NOT_INSPECTABLE}
    short = missing(base.plan, base.targets, good, act.office.profile)
    return short, supplement_pool(base.targets, {each.target_key for each in inspections})


async def is_supplement_due(act: Act, opened: Round) -> bool:
    """Return whether targets are missing of the least share that the pool still has."""
    short, pool = await shortage_of(act, opened)
    return obtainable(short, pool) > 0


async def tell_missing(act: Act, opened: Round) -> None:
    """Tell the coordinator, once all units have answered, what is missing of the least share."""
    inspections = await act.work.inspections.all(round_id=opened.id)
    ruled_out = [each for each in inspections if each.state is InspectionState.NOT_INSPECTABLE]
    base = await base_of(act, opened)
    short, pool = await shortage_of(act, opened)
    if base is None or not ruled_out or not short:
        return
    await act.notify(
        "supplement.needed",
        await act.work.chats.get(opened.chat_id),
        key=f"supplement:{base.id}:{len(inspections)}:{sum(short.values())}",
        round=opened.id,
        number=opened.number,
        name=(await act.work.people.get(opened.coordinator_id)).name,
        ruled_out=len(ruled_out),
        below={"key": f"supplement.below.{act.office.profile.draw.share_period.value}"},
        lines=missing_lines(short),
        n=sum(short.values()),
        obtainable=obtainable(short, pool),
        ground=act.ground("share"),
        **await seal_of(act, opened),
    )


def missing_lines(short: dict[str, int]) -> list[dict[str, Any]]:
    """Return a line per stratum that is short, and one for the share over all."""
    return [
        {"key": "supplement.line_all", "n": n}
        if name == FLOOR
        else {"key": "supplement.line", "name": stratum_text(name), "n": n}
        for name, n in short.items()
    ]


async def tell_ready(act: Act, opened: Round) -> None:
    """Offer the coordinator the second step: all targets are confirmed, the inspectors can be drawn."""
    await act.notify(
        "step.ready",
        await act.work.chats.get(opened.chat_id),
        round=opened.id,
        number=opened.number,
        name=(await act.work.people.get(opened.coordinator_id)).name,
        n=len(await confirmed_of(act, opened)),
        ground=act.ground("draw_order"),
        **await seal_of(act, opened),
    )
