"""What of the follow-ups waits for me, sent anew, whatever my part in them is."""

from collections.abc import Awaitable, Callable

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.usecases.act import Act
from bot.usecases.follow_ups.extension_cards import as_granter
from bot.usecases.follow_ups.follow_up_cards import (
    show_decision_to,
    show_follow_up,
    show_outcome_to,
    show_visit_to,
    tell_unapprovable,
)
from bot.usecases.follow_ups.follow_up_people import (
    deciders,
    name_or_decide,
    outcome_releasers,
    waits_for_nobody,
    waits_for_result,
)
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.owe_release import coordinator_of

_VISITED = (FollowUpState.REVISITING, FollowUpState.REVISITED)
_MINE = (FollowUpState.OPEN, FollowUpState.ORDERED, FollowUpState.IN_HAND)


async def open_follow_up(act: Act, follow_up_id: int) -> None:
    """打开: show me the card of this follow-up once more, whatever my part in it is."""
    act.permit(Action.STATUS)
    row = await act.work.follow_ups.get(follow_up_id)
    for show in (as_granter, _as_coordinator, _as_decider, _as_visitor, _as_releaser):
        if await show(act, row):
            return
    raise Stale


async def pending_follow_ups(act: Act) -> int:
    """Send anew what waits for me, and return how many there are."""
    waiting = await act.work.follow_ups.all(state=tuple(_WAITING))
    return sum([await _WAITING[row.state](act, row) for row in waiting])


async def pending_visits(act: Act) -> int:
    """Send anew the return visits that wait for me, and return how many there are."""
    return sum([await _as_visitor(act, row) for row in await act.work.follow_ups.all(state=_VISITED)])


async def _as_coordinator(act: Act, row: FollowUp) -> bool:
    is_mine = (await coordinator_of(act, await inspection_of(act.work, row))).id == act.me.id
    if is_mine:
        await act.forget_card(f"follow_up:{row.id}")
        await show_follow_up(act, row)
    return is_mine


async def _as_publisher(act: Act, row: FollowUp) -> bool:
    """Show it to the coordinator unless the result itself is to be published first."""
    return not await waits_for_result(act, row) and await _as_coordinator(act, row)


async def _as_visitor_or_sender(act: Act, row: FollowUp) -> bool:
    """Show it to whom the visit waits for; where he has left, to the coordinator, who sends others."""
    if await waits_for_nobody(act, row):
        return await _as_coordinator(act, row)
    return await _as_visitor(act, row)


async def _as_decider(act: Act, row: FollowUp) -> bool:
    is_mine = row.state is FollowUpState.PROPOSED and act.me in await name_or_decide(act, row)
    if is_mine:
        await act.forget_card(f"follow_up_decision:{row.id}")
        show = show_decision_to if act.me in await deciders(act, row) else tell_unapprovable
        await show(act, row, act.me)
    return is_mine


async def _as_visitor(act: Act, row: FollowUp) -> bool:
    if act.me.id not in row.visitors:
        return False
    waits_for_leader = row.state is FollowUpState.REVISITING
    is_mine = (act.me.id == row.visitors[0]) is waits_for_leader
    if is_mine:
        await act.forget_card(f"follow_up_visit:{row.id}")
        await show_visit_to(act, row, act.me)
    return is_mine


async def _as_releaser(act: Act, row: FollowUp) -> bool:
    people, stands_in = await outcome_releasers(act, row)
    is_mine = row.state is FollowUpState.CONCLUDED and act.me in people
    if is_mine:
        await act.forget_card(f"follow_up_release:{row.id}")
        await show_outcome_to(act, row, act.me, stands_in=stands_in)
    return is_mine


_WAITING: dict[FollowUpState, Callable[[Act, FollowUp], Awaitable[bool]]] = {
    **dict.fromkeys(_MINE, _as_coordinator),
    **dict.fromkeys(_VISITED, _as_visitor_or_sender),
    FollowUpState.PROPOSED: _as_decider,
    FollowUpState.CONCLUDED: _as_releaser,
    FollowUpState.RELEASED: _as_publisher,
}
