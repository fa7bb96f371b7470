"""What waits for my decision about inspectors: requests, filings, and what nobody is left for."""

from bot.domain.duties.duty import RequestState
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.people import Role
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.complete_team import is_whole
from bot.usecases.duties.file_change import show_filing
from bot.usecases.duties.requests import approvers_of, deciders_of, show_request
from bot.usecases.duties.shortage import show_open_target, show_shortage


async def pending_requests(act: Act, opened: Round) -> int:
    """Count what waits for me in this round, and show it anew."""
    shown = 0
    for request in await act.work.requests.all(round_id=opened.id, state=RequestState.ASKED):
        deciders, stands_in = await approvers_of(act, await act.work.duties.get(request.duty_id))
        if act.me in deciders:
            await act.forget_card(f"request:{request.id}")
            await show_request(act, request, act.me, stands_in=stands_in)
            shown += 1
    if act.actor.holds(Role.LEAD_OFFICE):
        shown += await _of_lead_office(act, opened)
    return shown


async def _of_lead_office(act: Act, opened: Round) -> int:
    shown = 0
    for request in await act.work.requests.all(round_id=opened.id, state=RequestState.EXHAUSTED):
        if act.me in await deciders_of(act, request):
            await act.forget_card(f"shortage:{request.id}")
            await show_shortage(act, request, act.me)
            shown += 1
    for inspection in await act.work.inspections.all(round_id=opened.id, state=HANDOVER_STATES):
        if not await is_whole(act, inspection):
            await act.forget_card(f"short-target:{inspection.id}")
            await show_open_target(act, opened, inspection, act.me)
            shown += 1
    for request in await act.work.requests.all(round_id=opened.id, state=RequestState.APPROVED):
        await act.forget_card(f"filing:{request.id}")
        await show_filing(act, request.id, act.me.id)
        shown += 1
    return shown
