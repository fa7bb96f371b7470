"""按回避处理: whoever is drawn into a conflict that he declared is put up for recusal by the bot itself."""

from typing import Any

from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Duty, Origin
from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.domain.rounds import AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.duties.conflicts_in_force import are_recusals, declared_by_target
from bot.usecases.duties.duty_cards import served
from bot.usecases.duties.requests import ask_approvers, put_up
from bot.usecases.target_name import target_name


async def recuse_drawn(act: Act, opened: Round) -> None:
    """Put up everybody of the round whom the draw has led into a declared conflict."""
    for duty in await act.work.duties.all(round_id=opened.id):
        await recuse_declared(act, duty)


async def recuse_declared(act: Act, duty: Duty) -> None:
    """Open a request for each declared target of this duty, where the draw itself did not avoid it."""
    declared = await declared_by_target(act, duty.person_id)
    if not declared or not await _is_left_to_recusal(act, duty):
        return
    for inspection in await served(act, duty):
        if inspection.target_id in declared and inspection.state in HANDOVER_STATES:
            await _ask(act, duty, inspection, declared[inspection.target_id])


async def _is_left_to_recusal(act: Act, duty: Duty) -> bool:
    """The office may want no pairs in its bundles; a platform's draw knows of none anyway."""
    drawn_here = await act.work.attempts.one(round_id=duty.round_id, state=AttemptState.STANDING)
    return drawn_here is None or await are_recusals(act)


async def _ask(act: Act, duty: Duty, inspection: Inspection, declared: Declaration) -> None:
    if await act.work.requests.one(duty_id=duty.id, declaration_id=declared.id):
        return
    about: dict[str, Any] = {"targets": [inspection.target_key], "ground": declared.ground}
    request = await put_up(act, duty, origin=Origin.DECLARED, declaration_id=declared.id, **about)
    approvers = await ask_approvers(act, request)
    await act.notify(
        "conflict.recusal_opened",
        await act.work.people.get(duty.person_id),
        number=(await act.work.rounds.get(duty.round_id)).number,
        name=await target_name(act, inspection),
        approvers="、".join(person.name for person in approvers),
        ground=act.ground("recusal"),
    )
