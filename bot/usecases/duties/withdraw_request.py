"""撤回: whoever asked takes it back before it is decided; the work has gone on meanwhile."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import OWN, Origin, Request
from bot.domain.permissions import Case
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.decide_request import resume
from bot.usecases.duties.request_words import relief_ground, request_target
from bot.usecases.duties.requests import approvers_of, refresh_request


async def withdraw(act: Act, request_id: int) -> None:
    """End the request; the approver's card says so, and a term to accept the duty runs again."""
    request = await act.work.requests.get(request_id)
    act.permit(Action.WITHDRAW_REQUEST, Case(team=_askers(request)))
    step = step_for("withdraw", request.state)
    request = await act.work.requests.move(request, step.target)
    await act.cancel("decision", ("request", request.id))
    await act.record("request_withdrawn", request=request.id)
    await act.toast("request.withdrawn_toast")
    await _tell(act, request)
    await resume(act, request)
    await refresh_request(act, request)


def _askers(request: Request) -> frozenset[int]:
    """Return who may take it back: the person himself, or the partner who missed him at the gate."""
    if request.origin in OWN:
        return frozenset({request.person_id})
    is_partners = request.origin is Origin.PARTNER and request.raised_by is not None
    return frozenset({request.raised_by}) if is_partners and request.raised_by else frozenset()


async def _tell(act: Act, request: Request) -> None:
    """Answer whoever withdrew, and tell the person where it was said about him."""
    approvers, _ = await approvers_of(act, await act.work.duties.get(request.duty_id))
    said: dict[str, Any] = {
        "number": (await act.work.rounds.get(request.round_id)).number,
        "target": await request_target(act, request),
        "approvers": "、".join(each.name for each in approvers),
        "ground": relief_ground(act, request.kind),
    }
    if request.origin in OWN:
        await act.reply(f"{request.kind}.withdrawn", **said)
        return
    person = await act.work.people.get(request.person_id)
    await act.reply("request.report_withdrawn", name=person.name, **said)
    await act.notify("request.withdrawn_about_you", person, **said)
