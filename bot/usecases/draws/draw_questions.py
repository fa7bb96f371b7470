"""The questions of /draw: which are asked, what is offered, what an answer may be."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain.ceremony.steps import first_step
from bot.domain.draw.pools import Pools
from bot.domain.errors import Invalid, Refused
from bot.domain.people import Dialogue
from bot.domain.plans.conformity import WHOLE_BP, share_of
from bot.domain.plans.joint import eligible_for
from bot.domain.plans.planning import Choice, draw_rules, drawn_count, most_teams
from bot.domain.plans.scope import COLUMNS, raises_blacklist, scopes_in, values_of
from bot.domain.plans.shares import offered_shares, percentage_in
from bot.domain.rounds import DrawStep
from bot.usecases.act import Act
from bot.usecases.draws.directed_terms import directed_of, directed_text
from bot.usecases.draws.drafted_choice import choice_of
from bot.usecases.draws.joint_options import department_options
from bot.usecases.draws.planned_round import pools_of
from bot.usecases.registers.targets_in_scope import targets_in

STEPS = ("place", "scope", "share_bp", "raised_bp", "departments", "team_count", "reason", "decision")
FIRST_NEEDING_A_DECISION = 4
"""A fourth attempt needs a decision of the superior body (protocol section 11)."""
REASONS = ("not_on_platform", "rehearsal", "platform_down")
_MOST_BUTTONS = 8


def answered(dialogue: Dialogue) -> list[str]:
    """Return the questions that have their answer, in their order."""
    return [step for step in STEPS if step in dialogue.draft]


async def questions(act: Act, dialogue: Dialogue) -> list[str]:
    """Return the questions; those that depend on the text, the register or the attempt only where they do."""
    wanted = {
        "place": act.office.profile.draw.platform_required.value and "round" not in dialogue.draft,
        "raised_bp": bool(await _blacklisted(act, dialogue)),
        "departments": bool(dialogue.draft.get("joint_options")),
        "reason": act.office.profile.draw.platform_required.value,
        "team_count": first_step(act.office.profile) is DrawStep.WHOLE,
        "decision": int(str(dialogue.draft.get("attempt", 1))) >= FIRST_NEEDING_A_DECISION,
    }
    return [step for step in STEPS if wanted.get(step, True)]


async def options_of(act: Act, dialogue: Dialogue, question: str) -> dict[str, Any]:
    """Return what is offered for a question; raise Refused where nothing can be."""
    return await _OPTIONS[question](act, dialogue)


def read_typed(question: str, typed: str) -> Any:
    """Return what a typed answer means; raise Invalid where it is none."""
    if question in ("share_bp", "raised_bp"):
        return _read_share(typed)
    return _read_number(typed) if question == "team_count" else typed.strip()


async def check_answer(act: Act, dialogue: Dialogue, question: str, value: Any) -> None:
    """Refuse a share below the profile's minimum, and more teams than there are people or targets."""
    profile = act.office.profile
    least = profile.draw.share_bp.value
    if question == "share_bp" and not least <= value <= WHOLE_BP:
        raise Invalid("draw.share_below", least={"bp": least}, ground=act.ground("share"))
    if question == "raised_bp":
        general = choice_of(dialogue.draft).share_bp
        if not min(general + 1, WHOLE_BP) <= value <= WHOLE_BP:
            raise Invalid("draw.raised_below", share={"bp": general}, ground=act.ground("intensity"))
    if question == "team_count":
        most = await _most_teams(act, dialogue)
        if not 1 <= value <= most:
            raise Invalid("draw.too_many_teams", most=most)
    if question == "scope" and not await targets_in(act, str(value)):
        raise Invalid("draw.empty_scope")


async def _most_teams(act: Act, dialogue: Dialogue) -> int:
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    return most_teams(pools, choice, act.office.profile)


async def _offers_directing(act: Act, dialogue: Dialogue) -> bool:
    """Return whether the text lets a draw be directed, and the register has a column for it."""
    targets = await targets_in(act, str(dialogue.draft.get("scope", "")))
    has_column = any(len(values_of(targets, column)) > 1 for column in COLUMNS)
    return act.office.profile.draw.directed_allowed.value and has_column


async def _place_options(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    return {"platform": act.office.profile.names.platform.value, "ground": act.ground("draw")}


async def _scope_options(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    targets = await act.work.targets.all(is_active=True)
    return {"options": [list(each) for each in scopes_in(targets)], "total": len(targets)}


async def _blacklisted(act: Act, dialogue: Dialogue) -> int:
    """Return how many of the scope are to be drawn at a higher share than the others."""
    scope = dialogue.draft.get("scope", "")
    if not raises_blacklist(act.office.profile):
        return 0
    return sum(each.is_blacklisted for each in await targets_in(act, str(scope)))


async def _raised_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Offer twice the general share, the product's default, and higher ones."""
    n, general = await _blacklisted(act, dialogue), choice_of(dialogue.draft).share_bp
    twice = min(2 * general, WHOLE_BP)
    options = [[share, share_of(n, share)] for share in offered_shares(twice)]
    ground = act.ground("intensity")
    return {"options": options, "n": n, "share": {"bp": general}, "twice": {"bp": twice}, "ground": ground}


async def _share_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    least = act.office.profile.draw.share_bp.value
    shares = offered_shares(least)
    options = [[share, _drawn(act, pools, replace(choice, share_bp=share))] for share in shares]
    directed = directed_of(dialogue.draft.get("directed"))
    return {
        "options": options,
        "total": len(pools.targets),
        "least": {"bp": least},
        "ground": act.ground("share"),
        "directed": directed_text(directed),
        "may_direct": bool(directed) or await _offers_directing(act, dialogue),
    }


def _drawn(act: Act, pools: Pools, choice: Choice) -> int:
    return drawn_count(pools, draw_rules(choice, act.office.profile))


async def _team_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    most = most_teams(pools, choice, act.office.profile)
    count = _drawn(act, pools, choice)
    if count < 1:
        raise _nobody_to_draw(act, pools)
    if most < 1:
        raise Refused("draw.too_few_people")
    seats = draw_rules(choice, act.office.profile)["seats"]
    eligible = len(eligible_for(seats, pools.inspectors))
    size = sum(seat["size"] for seat in seats)
    return {
        "options": list(range(1, min(most, _MOST_BUTTONS) + 1)),
        "people": eligible,
        "count": count,
        "size": size,
    }


def _nobody_to_draw(act: Act, pools: Pools) -> Refused:
    """Say why nobody can be drawn; where it is the yearly cap alone, its number and article (rule `cap`)."""
    if {record.why for record in pools.targets} != {"cap"}:
        return Refused("draw.nobody_to_draw")
    cap = act.office.profile.cap
    key = "draw.all_capped" if cap.is_absolute.value else "draw.all_capped_in_principle"
    return Refused(key, n=len(pools.targets), times=cap.times_per_year.value, ground=act.ground("cap"))


async def _reason_options(act: Act, _dialogue: Dialogue) -> dict[str, Any]:
    platform = act.office.profile.names.platform.value
    return {"options": list(REASONS), "platform": platform, "ground": act.ground("draw")}


async def _decision_options(_act: Act, dialogue: Dialogue) -> dict[str, Any]:
    return {"attempt": int(str(dialogue.draft["attempt"]))}


_OPTIONS: dict[str, Callable[[Act, Dialogue], Awaitable[dict[str, Any]]]] = {
    "place": _place_options,
    "scope": _scope_options,
    "share_bp": _share_options,
    "raised_bp": _raised_options,
    "departments": department_options,
    "team_count": _team_options,
    "reason": _reason_options,
    "decision": _decision_options,
}


def _read_share(typed: str) -> int:
    share = percentage_in(typed)
    if share is None:
        raise Invalid("draw.bad_share")
    return share


def _read_number(typed: str) -> int:
    if not typed.strip().isdecimal():
        raise Invalid("draw.bad_number")
    return int(typed)
