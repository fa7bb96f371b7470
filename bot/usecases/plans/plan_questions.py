"""The questions of a new line of the plan: which are asked, what is offered, what an answer means."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.people import Dialogue, Role
from bot.domain.plans.item_shares import ItemShare, are_asked_for, least_of, shares_in
from bot.domain.plans.lines import PlanTerms, most_rounds
from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.plans.rows import names_in, window_in
from bot.domain.plans.scope import scopes_in
from bot.domain.plans.shares import offered_shares, percentage_in
from bot.domain.typed import one_line
from bot.usecases.act import Act
from bot.usecases.plans.plan_terms import OPTIONS, items_in_force
from bot.usecases.registers.targets_in_scope import targets_in

REASON = "change"
"""Why an issued line is changed: asked first, and only then."""
QUESTIONS = (
    "items",
    "scope",
    "condition",
    "share_source",
    "item_shares",
    "share_bp",
    "frequency",
    "window",
    "departments",
    "team_people",
    *OPTIONS,
)
SEVERAL = ("items", "departments")
"""Questions with several answers: picked one by one, then closed."""
WINDOWS = ("year", "half_1", "half_2", "quarter_1", "quarter_2", "quarter_3", "quarter_4")
_WINDOW_WORDS = dict(
    zip(WINDOWS, ("全年", "上半年", "下半年", "一季度", "二季度", "三季度", "四季度"), strict=True)
)
_MOST_PICKED = 40
_LONGEST = 300
_TIMES = 4
_SIZES = 4


def questions(act: Act, draft: dict[str, Any]) -> list[str]:
    """Return what is asked: no condition or source where the text allows none, a reason for a change.

    Shares of single items are asked for where the text wants a share per item and the line has several.
    """
    draw = act.office.profile.draw
    wanted = {
        "condition": draw.directed_allowed.value,
        "share_source": draw.higher_rule_first.value,
        "item_shares": are_asked_for(act.office.profile, draft.get("items", ())),
    }
    first = [REASON] if draft.get("is_change") else []
    return [*first, *(name for name in QUESTIONS if wanted.get(name, True))]


def terms_of(draft: dict[str, Any]) -> PlanTerms:
    """Return the terms that a finished draft holds."""
    first, last = draft["window"]
    return PlanTerms(
        item_codes=tuple(draft["items"]),
        item_shares=draft.get("item_shares", ()),
        departments=tuple(draft["departments"]),
        from_on=first,
        until_on=last,
        **{
            name: draft.get(name, "")
            for name in ("scope", "condition", "share_source", "share_bp", "frequency", "team_people")
        },
        **{name: draft[name] for name in OPTIONS},
    )


def draft_of(terms: PlanTerms) -> dict[str, Any]:
    """Return the draft that asks nothing more: every answer is that of these terms."""
    values = terms.model_dump(mode="json")
    given = {name: values[name] for name in QUESTIONS if name in values}
    window = [values["from_on"], values["until_on"]]
    return {**given, "items": values["item_codes"], "window": window}


async def options_of(act: Act, dialogue: Dialogue, question: str) -> dict[str, Any]:
    """Return what is offered for a question."""
    found = await _OPTIONS[question](act, dialogue) if question in _OPTIONS else {}
    if question in OPTIONS:
        found = {"options": list(OPTIONS[question])}
    return found


async def _items(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    picked = _picked(dialogue, "items")
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
    least, ground = _least(act, dialogue)
    shares = offered_shares(least) if least > 1 else offered_shares(least)[1:]
    return {"options": shares, "least": {"bp": least}, "ground": ground}


async def _frequencies(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    most = most_rounds(str(dialogue.draft.get("share_source", "")), act.office.profile)
    limit = {"key": "plan.no_limit"}
    if most is not None:
        limit = {"key": "plan.at_most", "n": most, "ground": act.ground("frequency_max")}  # type: ignore[dict-item]
    return {"options": list(range(1, (most or _TIMES) + 1)), "limit": limit}


async def _windows(_act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    return {"options": list(WINDOWS)}


async def _departments(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Offer the departments that the text, the roster and the approvers know."""
    grants = await act.work.grants.all(role=Role.APPROVER, is_revoked=False)
    roster = await act.work.inspectors.all(is_active=True)
    names = [each.value for each in act.office.profile.names.departments]
    names += sorted({line.department for line in roster} | {grant.unit for grant in grants})
    picked = _picked(dialogue, "departments")
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


def _picked(dialogue: Dialogue, question: str) -> list[str]:
    picked = dialogue.draft.get(f"{question}_picked", [])
    return list(picked) if isinstance(picked, list) else []


def toggled(dialogue: Dialogue, question: str, value: str) -> list[str]:
    """Return what is picked after this one was pressed."""
    picked = _picked(dialogue, question)
    return [each for each in picked if each != value] if value in picked else [*picked, value]


async def read_pressed(act: Act, dialogue: Dialogue, question: str, value: str | int) -> Any:
    """Return the answer of a button; raise Invalid where it is none."""
    if question in SEVERAL:
        return await _checked_names(act, question, _picked(dialogue, question))
    if question == "item_shares":
        return []
    if question == "window":
        return _window(_WINDOW_WORDS[str(value)], _year(dialogue))
    if question in OPTIONS:
        return f"plan.option.{value}"
    return await _checked(act, dialogue, question, value)


async def read_typed(act: Act, dialogue: Dialogue, question: str, typed: str) -> Any:
    """Return what a typed answer means; raise Invalid where it is none."""
    words = one_line(typed)
    if question in SEVERAL:
        return await _checked_names(act, question, list(names_in(words)))
    if question == "window":
        return _window(words, _year(dialogue))
    if question == "share_bp":
        share = percentage_in(words)
        if share is None:
            raise Invalid("draw.bad_share")
        return await _checked(act, dialogue, question, share)
    if question == "item_shares":
        return await _checked_shares(act, typed)
    if question in ("frequency", "team_people"):
        if not words.isdecimal():
            raise Invalid("draw.bad_number")
        return await _checked(act, dialogue, question, int(words))
    return await _checked(act, dialogue, question, words)


def _year(dialogue: Dialogue) -> int:
    return int(str(dialogue.draft["year"]))


def _window(words: str, year: int) -> list[str]:
    found = window_in(words, year)
    if found is None or {day.year for day in found} != {year}:
        raise Invalid("plan.bad_window", year=year)
    return [day.isoformat() for day in found]


def _least(act: Act, dialogue: Dialogue) -> tuple[int, Any]:
    """Return the least share of the line so far, that of the item which asks for most, and its ground."""
    draft: dict[str, Any] = dict(dialogue.draft)
    shares = [ItemShare.model_validate(each) for each in draft.get("item_shares", ())]
    least = least_of(draft.get("items", ()), shares, str(draft.get("share_source", "")), act.office.profile)
    share_bp, source = max(least.values(), default=(1, ""))
    return share_bp, source or act.ground("share")


async def _checked_shares(act: Act, typed: str) -> list[dict[str, Any]]:
    """Return the shares of single items that a message of several lines holds."""
    items = await items_in_force(act)
    codes = {item.name: item.code for item in items} | {item.code: item.code for item in items}
    shares = shares_in(typed, codes)
    if shares is None:
        raise Invalid("plan.bad_item_shares")
    return [each.model_dump() for each in shares]


async def _checked_names(act: Act, question: str, names: list[str]) -> list[str]:
    """Return item codes for codes or names, and departments as they are; at least one item."""
    if question == "departments":
        return names
    known = {item.code: item.code for item in await items_in_force(act)}
    known = {item.name: item.code for item in await items_in_force(act)} | known
    if unknown := [name for name in names if name not in known]:
        raise Invalid("plan.unknown_items", names="、".join(unknown))
    if not names:
        raise Invalid("plan.pick_one")
    return list(dict.fromkeys(known[name] for name in names))


async def _checked(act: Act, dialogue: Dialogue, question: str, value: Any) -> Any:
    """Refuse what the profile forbids at once, with the article; the preview holds the whole against it."""
    profile = act.office.profile
    if isinstance(value, str) and len(value) > _LONGEST:
        raise Invalid("plan.too_long", most=_LONGEST)
    least, ground = _least(act, dialogue)
    if question == "share_bp" and not least <= value <= WHOLE_BP:
        raise Invalid("draw.share_below", least={"bp": least}, ground=ground)
    most = most_rounds(str(dialogue.draft.get("share_source", "")), profile)
    if question == "frequency" and not 1 <= value <= (most or value):
        raise Invalid("plan.fault.frequency", most=most or 1, ground=act.ground("frequency_max"))
    size = profile.team.size_people.value
    if question == "team_people" and value < size:
        raise Invalid("plan.fault.people", least=size, ground=act.ground("team"))
    if question == "scope" and value and not await targets_in(act, value):
        raise Invalid("draw.empty_scope")
    return value
