"""/draw: a dialogue from the category to the preview; every answer is stored at once, can be taken back."""

from dataclasses import replace
from decimal import Decimal, DecimalException
from typing import Any

from bot.domain.conformity import WHOLE_BP, share_of
from bot.domain.draw.pools import Pools
from bot.domain.draw_steps import first_step
from bot.domain.errors import Invalid, Refused
from bot.domain.item_shares import ItemShare
from bot.domain.joint import eligible_for
from bot.domain.people import Dialogue
from bot.domain.permissions import Action, Case
from bot.domain.planning import Choice, draw_rules, drawn_count, most_teams
from bot.domain.register_rows import Target
from bot.domain.rounds import DrawStep
from bot.domain.scope import COLUMNS, in_scope, raises_blacklist, scopes_in, values_of
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.draw_terms import directed_of, directed_text
from bot.usecases.draws.joint_options import department_options, joint_draft
from bot.usecases.draws.open_commitment import refuse_open_commitment
from bot.usecases.draws.plan_choice import offer_lines
from bot.usecases.draws.preview_draw import pools_of, preview

STEPS = ("place", "scope", "share_bp", "raised_bp", "departments", "team_count", "reason", "decision")
_CHOSEN = ("scope", "share_bp", "raised_bp", "departments", "team_count", "reason")
FIRST_NEEDING_A_DECISION = 4
"""A fourth attempt needs a decision of the superior body (protocol section 11)."""
REASONS = ("not_on_platform", "rehearsal", "platform_down")
TYPED_REASON = "typed"
_SHARES_BP = (300, 500, 1000, 1500, 2000, 3000, 5000, WHOLE_BP)
_MOST_BUTTONS = 8


async def start_draw(act: Act) -> None:
    """Open the dialogue in the office group."""
    act.permit(Action.PLAN_DRAW)
    await refuse_open_commitment(act)
    if not await act.work.item_lists.count():
        raise Refused("draw.no_items")
    await act.toast("toast.ok")
    dialogue = await dialogues.begin(act, "draw", "scope", **await joint_draft(act))
    if not await offer_lines(act, dialogue):
        await ask_next(act, dialogue)


async def choose(act: Act, dialogue_id: int, version: int, step: str, value: str | int) -> None:
    """Take the answer of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    await act.toast("toast.ok")
    await _take(act, dialogue, step, value)


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed answer to the question that stands open; raise Invalid where it is none."""
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    readers = {"share_bp": _read_share, "raised_bp": _read_share, "team_count": _read_number}
    step = dialogue.awaits
    if step in ("reason", "decision"):
        words = await act.keep_words(one_line(typed))
        await _take(act, dialogue, step, TYPED_REASON, **{f"{step}_words_id": words.id})
        return
    await _take(act, dialogue, step, readers.get(step, str.strip)(typed))


async def go_back(act: Act, dialogue_id: int, version: int) -> None:
    """Take back the last answer and ask again."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    given = [step for step in STEPS if step in dialogue.draft]
    await act.toast("toast.ok")
    await ask_next(act, await _without(act, dialogue, given[-1]) if given else dialogue)


async def cancel(act: Act, dialogue_id: int) -> None:
    """Leave the dialogue; nothing was frozen."""
    await dialogues.end(act, await dialogues.resume(act, dialogue_id))
    await act.toast("toast.ok")
    await act.reply("draw.cancelled", card=f"draw:{dialogue_id}")


def choice_of(draft: dict[str, Any]) -> Choice:
    """Return what the draft holds so far, with nothing chosen where nothing was."""
    chosen = {step: draft[step] for step in _CHOSEN if step in draft}
    chosen["departments"] = tuple(chosen.get("departments", ()))
    chosen["share_source"] = str(draft.get("share_source", ""))
    chosen["item_shares"] = tuple(ItemShare.model_validate(each) for each in draft.get("item_shares", ()))
    chosen["frequency"] = int(draft.get("frequency", 0))
    chosen["team_people"] = int(draft.get("team_people", 0))
    chosen["condition"] = str(draft.get("condition", ""))
    chosen["item_codes"] = tuple(draft.get("item_codes", ()))
    deviation = draft.get("deviation") or {}
    over_cap = tuple(deviation["keys"]) if deviation.get("approved_by") else ()
    choice = replace(Choice(scope="", share_bp=WHOLE_BP, team_count=1), **chosen)
    return replace(choice, directed=directed_of(draft.get("directed")), over_cap=over_cap)


async def _take(act: Act, dialogue: Dialogue, step: str, value: Any, **more: Any) -> None:
    await _check(act, dialogue, step, value)
    await ask_next(act, await dialogues.advance(act, dialogue, "", **{step: value}, **more))


async def _check(act: Act, dialogue: Dialogue, step: str, value: Any) -> None:
    """Refuse a share below the profile's minimum, and more teams than there are people or targets."""
    profile = act.office.profile
    least = profile.draw.share_bp.value
    if step == "share_bp" and not least <= value <= WHOLE_BP:
        raise Invalid("draw.share_below", least={"bp": least}, ground=act.ground("share"))
    if step == "raised_bp":
        general = choice_of(dialogue.draft).share_bp
        if not min(general + 1, WHOLE_BP) <= value <= WHOLE_BP:
            raise Invalid("draw.raised_below", share={"bp": general}, ground=act.ground("intensity"))
    if step == "team_count":
        most = await _most_teams(act, dialogue)
        if not 1 <= value <= most:
            raise Invalid("draw.too_many_teams", most=most)
    if step == "scope" and not await targets_in(act, str(value)):
        raise Invalid("draw.empty_scope")


async def _most_teams(act: Act, dialogue: Dialogue) -> int:
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    return most_teams(pools, choice, act.office.profile)


async def ask_next(act: Act, dialogue: Dialogue) -> None:
    """Ask the first question that has no answer, or show the preview."""
    open_steps = [step for step in await _steps(act, dialogue) if step not in dialogue.draft]
    if not open_steps:
        await preview(act, dialogue, choice_of(dialogue.draft))
        return
    step = open_steps[0]
    dialogue = await act.work.dialogues.change(dialogue, awaits=step)
    data = await _OPTIONS[step](act, dialogue)
    given = sum(each in dialogue.draft for each in STEPS)
    place: dict[str, Any] = {"has_foot": False, "can_go_back": given > 0, "at_step": given + 1}
    # The lead office's decision on a deviation comes from a private chat; the dialogue stands in the group.
    chat = await act.work.chats.get(dialogue.chat_id or 0)
    await dialogues.ask(
        act, dialogue, f"draw.ask_{step}", to=chat, card=f"draw:{dialogue.id}", **place, **data
    )


async def _steps(act: Act, dialogue: Dialogue) -> list[str]:
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
    return sum(each.blacklisted is True for each in await targets_in(act, str(scope)))


async def _raised_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Offer twice the general share, the product's default, and higher ones."""
    n, general = await _blacklisted(act, dialogue), choice_of(dialogue.draft).share_bp
    twice = min(2 * general, WHOLE_BP)
    shares = [twice, *(share for share in _SHARES_BP if share > twice)][:_MOST_BUTTONS]
    options = [[share, share_of(n, share)] for share in shares]
    ground = act.ground("intensity")
    return {"options": options, "n": n, "share": {"bp": general}, "twice": {"bp": twice}, "ground": ground}


async def _share_options(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    pools = await pools_of(act, choice_of(dialogue.draft))
    total = len(pools.targets)
    least = act.office.profile.draw.share_bp.value
    shares = sorted({least, *(share for share in _SHARES_BP if share > least)})[:_MOST_BUTTONS]
    choice = choice_of(dialogue.draft)
    options = [[share, _drawn(act, pools, replace(choice, share_bp=share))] for share in shares]
    directed = directed_of(dialogue.draft.get("directed"))
    return {
        "options": options,
        "total": total,
        "least": {"bp": least},
        "ground": act.ground("share"),
        "directed": directed_text(directed),
        "may_direct": bool(directed) or await offers_directing(act, dialogue),
    }


def _drawn(act: Act, pools: Pools, choice: Choice) -> int:
    return drawn_count(pools, draw_rules(choice, act.office.profile))


async def offers_directing(act: Act, dialogue: Dialogue) -> bool:
    """Return whether the text lets a draw be directed, and the register has a column for it."""
    targets = await targets_in(act, str(dialogue.draft.get("scope", "")))
    has_column = any(len(values_of(targets, column)) > 1 for column in COLUMNS)
    return act.office.profile.draw.directed_allowed.value and has_column


async def targets_in(act: Act, scope: str) -> list[Target]:
    """Return the targets of a scope."""
    return [each for each in await act.work.targets.all(is_active=True) if in_scope(each, scope)]


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


_OPTIONS = {
    "place": _place_options,
    "scope": _scope_options,
    "share_bp": _share_options,
    "raised_bp": _raised_options,
    "departments": department_options,
    "team_count": _team_options,
    "reason": _reason_options,
    "decision": _decision_options,
}


async def _without(act: Act, dialogue: Dialogue, step: str) -> Dialogue:
    draft = {name: value for name, value in dialogue.draft.items() if name != step}
    return await act.work.dialogues.change(dialogue, draft=draft, version=dialogue.version + 1)


def _read_share(typed: str) -> int:
    try:
        share = Decimal(typed.strip().removesuffix("%").removesuffix("％").strip()) * 100
    except DecimalException as error:
        raise Invalid("draw.bad_share") from error
    if not share.is_finite() or share != share.to_integral_value():
        raise Invalid("draw.bad_share")
    return int(share)


def _read_number(typed: str) -> int:
    if not typed.strip().isdecimal():
        raise Invalid("draw.bad_number")
    return int(typed)
