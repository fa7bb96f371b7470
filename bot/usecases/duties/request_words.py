"""What a request says in words: who raised it, about what, on which ground, and how it was explained."""

from typing import Any

from bot.domain.duties.duty import Reason, Request, RequestKind, relieved_by
from bot.usecases.act import Act


def relief_ground(act: Act, kind: RequestKind) -> dict[str, Any]:
    """Return the text of what lets somebody be relieved."""
    return act.ground(relieved_by(kind, act.office.profile))


def leave_ground(act: Act, request: Request) -> dict[str, Any]:
    """Return the text of why somebody leaves: what relieves him, or that he has no licence any more."""
    if request.reason is Reason.LICENCE:
        return act.ground("licence")
    return relief_ground(act, request.kind)


async def origin_text(act: Act, request: Request) -> dict[str, Any]:
    """Return who raised the request, by name where that is not the person himself."""
    raiser = await act.work.people.get(request.raised_by) if request.raised_by else None
    return {"key": f"request.origin.{request.origin}", "by": raiser.name if raiser else ""}


def cause_text(request: Request) -> dict[str, Any]:
    """Return the ground of a recusal, or the reason of a substitution."""
    if request.kind is RequestKind.RECUSAL:
        return {"key": f"recusal.ground.{request.ground}"}
    return {"key": f"substitution.reason.{request.reason}"}


async def words_of(act: Act, request: Request) -> object:
    """Return what was written to explain the request, or that nothing was."""
    if request.words_id:
        return (await act.work.words.get(request.words_id)).text
    return {"key": "recusal.declared_before" if request.declaration_id else "recusal.no_words"}


async def request_target(act: Act, request: Request) -> object:
    """Return the names of what a request is about, or still is, or the text for the whole round."""
    keys = request.left or request.targets
    if keys is None:
        return {"key": "recusal.whole_round"}
    found = await act.work.inspections.all(round_id=request.round_id, target_key=tuple(keys))
    targets = await act.work.targets.all(id=tuple(each.target_id for each in found))
    return "、".join(each.name for each in targets)
