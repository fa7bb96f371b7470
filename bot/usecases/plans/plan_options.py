"""What can be chosen at each question of a plan line."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.domain.people import Dialogue, Role
from bot.domain.plans.line_faults import most_rounds
from bot.domain.plans.scope import scopes_in
from bot.domain.plans.shares import offered_shares
from bot.usecases.act import Act
from bot.usecases.plans.plan_questions import least_share, picked_for
from bot.usecases.plans.plan_terms import OPTIONS, items_in_force

WINDOWS = ("year", "half_1", "half_2", "quarter_1", "quarter_2", "quarter_3", "quarter_4")
"""The usual spans of a year, as they are offered."""
_MOST_PICKED = 40
_TIMES = 4
_SIZES = 4


async def options_of(act: Act, dialogue: Dialogue, question: str) -> dict[str, Any]:
    """Return what is offered for a question."""
    if question in OPTIONS:
        return {"options": list(OPTIONS[question])}
    return await _OPTIONS[question](act, dialogue) if question in _OPTIONS else {}


async def _items(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    picked = picked_for(dialogue, "items")
    items = (await items_in_force(act))[:_MOST_PICKED]
    return {"options": [[item.code, item.name, item.code in picked] for item in items], "n": len(picked)}


async def _scopes(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    targets = await act.work.targets.all(is_active=True)
    return {"options": [list(each) for each in scopes_in(targets)], "total": len(targets)}


async def _conditions(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    return {"ground": act.ground("directed")}


async def _sources(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    least = act.office.profile.draw.share_bp.value
    return {"least": {"bp": least}, "ground": act.ground("share_first"), "share_ground": act.ground("share")}


async def _item_shares(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Name the items, each of which may have a share by a text of its own."""
    codes: Any = dialogue.draft["items"]
    names = {item.code: item.name for item in await items_in_force(act)}
    return {"items": "、".join(names.get(code, code) for code in codes), "ground": act.ground("share_first")}


async def _shares(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    least, ground = least_share(act, dialogue)
    shares = offered_shares(least) if least > 1 else offered_shares(least)[1:]
    return {"options": shares, "least": {"bp": least}, "ground": ground}


async def _frequencies(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    most = most_rounds(str(dialogue.draft.get("share_source", "")), act.office.profile)
    limit: dict[str, Any] = {"key": "plan.no_limit"}
    if most is not None:
        limit = {"key": "plan.at_most", "n": most, "ground": act.ground("frequency_max")}
    return {"options": list(range(1, (most or _TIMES) + 1)), "limit": limit}


async def _windows(_act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    return {"options": list(WINDOWS)}


async def _departments(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Offer the departments that the text, the roster and the approvers know."""
    grants = await act.work.grants.all(role=Role.APPROVER, is_revoked=False)
    roster = await act.work.inspectors.all(is_active=True)
    names = [each.value for each in act.office.profile.names.departments]
    names += sorted({line.department for line in roster} | {grant.unit for grant in grants})
    picked = picked_for(dialogue, "departments")
    known = [name for name in dict.fromkeys([*names, *picked]) if name][:_MOST_PICKED]
    ground = act.ground("plan_consent")
    needs = {"key": "plan.needs_consent", "ground": ground} if needs_consent(act) else ""
    return {"options": [[name, name in picked] for name in known], "n": len(picked), "needs": needs}


def needs_consent(act: Act) -> bool:
    """Return whether partner departments consent before a joint line is valid (Ordos 第八条)."""
    return bool(act.office.profile.plan.partners_consent.value)


async def _sizes(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    least = act.office.profile.team.size_people.value
    return {"options": list(range(least, least + _SIZES)), "least": least, "ground": act.ground("team")}


_OPTIONS: dict[str, Callable[[Act, Dialogue], Awaitable[dict[str, Any]]]] = {
    "items": _items,
    "scope": _scopes,
    "condition": _conditions,
    "share_source": _sources,
    "item_shares": _item_shares,
    "share_bp": _shares,
    "frequency": _frequencies,
    "window": _windows,
    "departments": _departments,
    "team_people": _sizes,
}
