"""What somebody answers to a question of a plan line: read, checked, and refused with what to do."""

from typing import Any

from bot.domain.errors import Invalid
from bot.domain.people import Dialogue
from bot.domain.plans.item_shares import shares_in
from bot.domain.plans.line_faults import most_rounds
from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.plans.rows import names_in, window_in
from bot.domain.plans.shares import percentage_in
from bot.domain.typed import one_line
from bot.usecases.act import Act
from bot.usecases.plans.plan_options import WINDOWS
from bot.usecases.plans.plan_questions import SEVERAL, least_share, picked_for
from bot.usecases.plans.plan_terms import OPTIONS, items_in_force
from bot.usecases.registers.targets_in_scope import targets_in

_WINDOW_WORDS = dict(
    zip(WINDOWS, ("全年", "上半年", "下半年", "一季度", "二季度", "三季度", "四季度"), strict=True)
)
_LONGEST = 300


async def read_pressed(act: Act, dialogue: Dialogue, question: str, value: str | int) -> Any:
    """Return the answer of a button; raise Invalid where it is none."""
    if question in SEVERAL:
        return await _checked_names(act, question, picked_for(dialogue, question))
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


async def _checked_shares(act: Act, typed: str) -> list[dict[str, Any]]:
    """Return the shares of single items that a message of several lines holds."""
    shares = shares_in(typed, await _codes(act))
    if shares is None:
        raise Invalid("plan.bad_item_shares")
    return [each.model_dump() for each in shares]


async def _checked_names(act: Act, question: str, names: list[str]) -> list[str]:
    """Return item codes for codes or names, and departments as they are; at least one item."""
    if question == "departments":
        return names
    known = await _codes(act)
    if unknown := [name for name in names if name not in known]:
        raise Invalid("plan.unknown_items", names="、".join(unknown))
    if not names:
        raise Invalid("plan.pick_one")
    return list(dict.fromkeys(known[name] for name in names))


async def _codes(act: Act) -> dict[str, str]:
    """Return the code of each item in force under its name and under the code itself, which goes before."""
    items = await items_in_force(act)
    return {item.name: item.code for item in items} | {item.code: item.code for item in items}


async def _checked(act: Act, dialogue: Dialogue, question: str, value: Any) -> Any:
    """Refuse what the profile forbids at once, with the article; the preview holds the whole against it."""
    profile = act.office.profile
    if isinstance(value, str) and len(value) > _LONGEST:
        raise Invalid("plan.too_long", most=_LONGEST)
    least, ground = least_share(act, dialogue)
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
