"""What waits for a second person ends with its term, or once what was asked for has been overtaken."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.deadlines import Deadline, DeadlineState, is_overdue
from bot.domain.platform.draw import PlatformState
from bot.domain.results.amendments import PENDING
from bot.usecases.act import Act
from bot.usecases.draws import ask_deviation, propose_ending
from bot.usecases.platform import cancel_round
from bot.usecases.results import amend_record
from bot.usecases.second_person import first_person_of


async def lapse_second_persons(act: Act) -> None:
    """Cancel what can no longer be decided, and lapse what nobody has decided in its term."""
    for deadline in await act.work.deadlines.all(kind=tuple(_WAITS), state=DeadlineState.OPEN):
        if not await _WAITS[deadline.kind](act, deadline):
            await act.end_deadline(deadline, "cancel")
        elif is_overdue(deadline, act.today) and deadline.kind in _LAPSE:
            await act.end_deadline(deadline, "lapse")
            await _LAPSE[deadline.kind](act, deadline.subject_id)


async def _deviation_waits(act: Act, deadline: Deadline) -> bool:
    return ask_deviation.pending_of(await act.work.dialogues.get(deadline.subject_id)) is not None


async def _ending_waits(act: Act, deadline: Deadline) -> bool:
    return await propose_ending.is_proposed(act, deadline.subject_id)


async def _cancellation_waits(act: Act, deadline: Deadline) -> bool:
    return await first_person_of(act, deadline) is not None


async def _adoption_waits(act: Act, deadline: Deadline) -> bool:
    draw = await act.work.platform_draws.get(deadline.subject_id)
    return draw.state is PlatformState.OFFERED


async def _amendment_waits(act: Act, deadline: Deadline) -> bool:
    return (await act.work.amendments.get(deadline.subject_id)).state in PENDING


_WAITS: Mapping[str, Callable[[Act, Deadline], Awaitable[bool]]] = {
    "deviation": _deviation_waits,
    "ending": _ending_waits,
    "cancellation": _cancellation_waits,
    "adoption": _adoption_waits,
    "amendment": _amendment_waits,
}
_LAPSE: Mapping[str, Callable[[Act, int], Awaitable[None]]] = {
    "deviation": ask_deviation.lapse,
    "ending": propose_ending.lapse,
    "cancellation": cancel_round.lapse,
    "amendment": amend_record.lapse,
}
"""New lists of the platform wait on: somebody has to say which lists hold."""
