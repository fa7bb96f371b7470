"""On which terms a draw is made, in words: the same in the preview, the announcement and the public page."""

from itertools import groupby
from typing import Any

from bot.domain.people import Dialogue
from bot.domain.plans.item_shares import least_of
from bot.domain.plans.lines import PlanState
from bot.domain.plans.planning import Choice, lowered_share
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile, ShareBase
from bot.domain.rounds import Attempt, Round
from bot.usecases.draws.directed_terms import directed_of, directed_text
from bot.usecases.draws.frozen_terms import frozen_terms, joined
from bot.usecases.draws.left_out_terms import condition_text
from bot.usecases.draws.pool_history import change_lines
from bot.usecases.draws.share_terms import share_terms
from bot.usecases.office import ground_of

_ONCE_ISSUED = (PlanState.ISSUED, PlanState.REPLACED, PlanState.WITHDRAWN)


def scope_text(chosen: Choice | Round) -> Any:
    """Return the category in the user's words, or the whole register; a joint round names its departments."""
    scope = chosen.scope or {"key": "draw.scope_all"}
    if not chosen.departments:
        return scope
    first, *others = chosen.departments
    return {"key": "draw.scope_joint", "scope": scope, "initiator": first, "others": "、".join(others)}


def terms_to_keep(dialogue: Dialogue, choice: Choice, profile: Profile) -> dict[str, Any]:
    """Return what a round keeps of its terms; a request that was not agreed to leaves nothing."""
    deviation = dialogue.draft.get("deviation") if choice.over_cap else None
    directed = {column: list(values) for column, values in choice.directed}
    lowered_bp = lowered_share(choice, profile) if choice.lowers else 0
    shares = {"raised_bp": choice.raised_bp, "lowered_bp": lowered_bp}
    return {"directed": directed, **shares, "deviation": deviation}


async def _unplanned(work: UnitOfWork, opened: Round) -> list[dict[str, Any]]:
    """Say of a round begun on the spot that it is not of the year's plan, where there is one."""
    year = int(opened.number.partition("SSJ-")[2][:4])  # of a void result too, 作废-SSJ-2026-0001-1
    if opened.plan_line_id or not await work.plan_lines.count(year=year, state=_ONCE_ISSUED):
        return []
    return [{"key": "terms.unplanned", "year": year}]


async def _planned(work: UnitOfWork, opened: Round) -> list[dict[str, Any]]:
    """Return which line of the plan the draw carries out, and the words by which it directs the draw."""
    line = await work.plan_lines.get(opened.plan_line_id) if opened.plan_line_id else None
    if line is None:
        return []
    place = {"year": line.year, "number": line.number}
    names = await _item_names(work, opened)
    items = joined("directed.or", [names.get(code, code) for code in line.says.item_codes])
    found = [{"key": "terms.planned", **place, "version": line.version, "items": items}]
    if line.says.is_directed:
        found.append({"key": "terms.planned_condition", **place, "condition": line.says.condition})
    return found


async def _item_names(work: UnitOfWork, opened: Round) -> dict[str, str]:
    return {item.code: item.name for item in (await work.item_lists.get(opened.item_list_id)).items}


def _condition_terms(profile: Profile) -> list[dict[str, Any]]:
    """Return the text's own conditions on who can be drawn, those of the same article on one line."""
    lines = []
    for ground, group in groupby(profile.draw.conditions, key=lambda each: ground_of(each.wanted.ref)):
        conditions = joined("directed.or", [condition_text(each) for each in group])
        lines.append({"key": "terms.conditions", "conditions": conditions, "ground": ground})
    return lines


async def _item_shares(work: UnitOfWork, profile: Profile, opened: Round) -> list[dict[str, Any]]:
    """Return the least share of each item, by which text, where the profile's share is one of each item."""
    line = await work.plan_lines.get(opened.plan_line_id) if opened.plan_line_id else None
    if line is None or profile.draw.share_base.value is not ShareBase.ITEM:
        return []
    terms = line.says
    names = await _item_names(work, opened)
    least = least_of(terms.item_codes, terms.item_shares, terms.share_source, profile, terms.share_bp)
    return [
        {
            "key": "terms.item",
            "item": names.get(code, code),
            "share": {"bp": bp},
            "ground": source or ground_of(profile.rule("share")),
        }
        for code, (bp, source) in least.items()
    ]


async def terms_of(
    work: UnitOfWork, profile: Profile, opened: Round, attempt: Attempt
) -> list[dict[str, Any]]:
    """Return the terms of a frozen draw: what was chosen, its shares, its pools and how they changed."""
    return [
        *await chosen_terms(work, profile, opened, attempt),
        *share_terms(profile, attempt.plan["rules"]),
        *frozen_terms(profile, attempt),
        *change_lines(attempt),
    ]


async def chosen_terms(
    work: UnitOfWork, profile: Profile, opened: Round, attempt: Attempt
) -> list[dict[str, Any]]:
    """Return whom a round is drawn from: directed or not, by which plan and conditions, beyond which cap."""
    lines = [
        directed_text(directed_of(opened.directed)),
        *(await _planned(work, opened) or await _unplanned(work, opened)),
        *await _item_shares(work, profile, opened),
        *_condition_terms(profile),
    ]
    if opened.deviation:
        words = await work.words.get(int(opened.deviation["words_id"]))
        n = sum(each["id"] in opened.deviation["keys"] and each["eligible"] for each in attempt.targets)
        cap = {"cap": profile.cap.times_per_year.value, "ground": ground_of(profile.rule("cap"))}
        lines.append({"key": "terms.over_cap", "n": n, "reason": words.text, **cap})
    return lines


async def reason_text(work: UnitOfWork, opened: Round) -> Any:
    """Return why the draw is made here: a code's text, or what the coordinator typed."""
    if opened.reason_words_id is not None:
        return (await work.words.get(opened.reason_words_id)).text
    return {"key": f"reason.{opened.reason}"} if opened.reason else {"key": "reason.free"}
