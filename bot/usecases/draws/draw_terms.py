"""On which terms a draw is made, in words: the same in the preview, the announcement and the public page."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.item_shares import least_of
from bot.domain.people import Dialogue
from bot.domain.plan_lines import PlanState
from bot.domain.planning import BLACKLIST, WHOLE_REGISTER, Choice
from bot.domain.ports import UnitOfWork
from bot.domain.profile import Profile, ShareBase
from bot.domain.register_rows import Target
from bot.domain.rounds import Attempt, Round
from bot.domain.scope import Directed, is_within, unmet, unmet_counts
from bot.usecases.act import Act, ground_of
from bot.usecases.draws.pool_history import change_lines

_ONCE_ISSUED = (PlanState.ISSUED, PlanState.REPLACED, PlanState.WITHDRAWN)
_CODED = ("kind", "blacklisted")
"""Columns whose values are codes that have a text."""


def directed_of(drafted: object) -> Directed:
    """Return the conditions of a draft or a round, `{"district": ["甲镇"]}`, in the order of their names."""
    if not isinstance(drafted, Mapping):
        return ()
    return tuple((column, tuple(values)) for column, values in sorted(drafted.items()) if values)


def directed_text(directed: Directed) -> dict[str, Any]:
    """Return whether the draw is directed (定向), and to whom."""
    if not directed:
        return {"key": "directed.none"}
    return {
        "key": "directed.some",
        "conditions": _joined("directed.and", [_condition(*each) for each in directed]),
    }


def directed_value(column: str, value: str) -> Any:
    """Return a value of a column as people read it."""
    return {"key": f"directed.value.{value}"} if column in _CODED else value


def share_terms(profile: Profile, rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the shares of a draw that has several, in the order of its strata, last the one over all."""
    strata = rules["strata"]
    if not rules["floor_bp"]:
        return []
    lines = [
        {"key": "terms.stratum", "name": stratum_text(each["name"]), "share": {"bp": each["bp"]}}
        for each in strata
    ]
    rule = "intensity" if any(each["name"] == BLACKLIST for each in strata) else "share"
    floor = {
        "key": "terms.floor",
        "share": {"bp": rules["floor_bp"]},
        "ground": ground_of(profile.rule(rule)),
    }
    return [*lines, floor]


def stratum_text(name: str) -> Any:
    """Return the name of a stratum as people read it."""
    return {"key": f"stratum.{name}"} if name in (BLACKLIST, WHOLE_REGISTER, "*") else name


def terms_to_keep(dialogue: Dialogue, choice: Choice) -> dict[str, Any]:
    """Return what a round keeps of its terms; a request that was not agreed to leaves nothing."""
    deviation = dialogue.draft.get("deviation") if choice.over_cap else None
    directed = {column: list(values) for column, values in choice.directed}
    return {"directed": directed, "raised_bp": choice.raised_bp, "deviation": deviation}


async def _unplanned(work: UnitOfWork, opened: Round) -> list[dict[str, Any]]:
    """Say of a round begun on the spot that it is not of the year's plan, where there is one."""
    year = int(opened.number.partition("SSJ-")[2][:4])  # of a void result too, VOID-SSJ-2026-0001-1
    if opened.plan_line_id or not await work.plan_lines.count(year=year, state=_ONCE_ISSUED):
        return []
    return [{"key": "terms.unplanned", "year": year}]


async def _planned_condition(work: UnitOfWork, opened: Round) -> list[dict[str, Any]]:
    """Return the words by which the plan has directed the draw, where it has."""
    line = await work.plan_lines.get(opened.plan_line_id) if opened.plan_line_id else None
    if line is None or not line.says.is_directed:
        return []
    place = {"year": line.year, "number": line.number}
    return [{"key": "terms.planned_condition", **place, "condition": line.says.condition}]


async def _item_shares(work: UnitOfWork, profile: Profile, opened: Round) -> list[dict[str, Any]]:
    """Return the least share of each item, by which text, where the profile's share is one of each item."""
    line = await work.plan_lines.get(opened.plan_line_id) if opened.plan_line_id else None
    if line is None or profile.draw.share_base.value is not ShareBase.ITEM:
        return []
    terms = line.says
    names = {item.code: item.name for item in (await work.item_lists.get(opened.item_list_id)).items}
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
    """Return the terms of a frozen draw: directed or not, its shares, what it departs from and why."""
    rules = attempt.plan["rules"]
    lines = [
        directed_text(directed_of(opened.directed)),
        *await _unplanned(work, opened),
        *await _planned_condition(work, opened),
        *await _item_shares(work, profile, opened),
        *share_terms(profile, rules),
    ]
    if opened.deviation:
        words = await work.words.get(int(opened.deviation["words_id"]))
        n = sum(each["id"] in opened.deviation["keys"] and each["eligible"] for each in attempt.targets)
        cap = {"cap": profile.cap.times_per_year.value, "ground": ground_of(profile.rule("cap"))}
        lines.append({"key": "terms.over_cap", "n": n, "reason": words.text, **cap})
    lines += change_lines(attempt)
    return [*lines, *_reserve_terms(profile, rules, sum(each["eligible"] for each in attempt.inspectors))]


def _reserve_terms(profile: Profile, rules: Mapping[str, Any], eligible: int) -> list[dict[str, Any]]:
    """Say openly that the roster is too small for the times of the head-count that are to be drawn."""
    teams = rules["teams"]
    wanted = rules["overdraw"] * teams["count"] * sum(seat["size"] for seat in teams["seats"])
    if eligible >= wanted:
        return []
    ground = ground_of(profile.rule("overdraw"))
    values = {"times": rules["overdraw"], "wanted": wanted, "people": eligible, "ground": ground}
    return [{"key": "terms.reserve", **values}]


def left_out_lines(
    profile: Profile, choice: Choice, targets: Sequence[Target], counts: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return how many cannot be drawn by reason, and how many fail each condition on which ground."""
    lines = []
    for why, n in sorted(counts.items()):
        lines.append({"key": f"draw.left_out.{why}", "n": n})
        if why == "filtered":
            lines += _filtered_lines(profile, choice, targets)
    return lines


def _filtered_lines(profile: Profile, choice: Choice, targets: Sequence[Target]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for condition, n, silent in unmet_counts(targets, profile):
        wanted = condition.wanted.value
        shown = {"date": wanted.isoformat()} if hasattr(wanted, "isoformat") else wanted
        what = {"key": f"condition.{condition.kind}", "wanted": shown}
        ground = ground_of(condition.wanted.ref)
        lines.append(
            {"key": "draw.left_out.condition", "what": what, "n": n, "silent": silent, "ground": ground}
        )
    outside = sum(not unmet(each, profile) and not is_within(each, choice.directed) for each in targets)
    return [*lines, *([{"key": "draw.left_out.outside", "n": outside}] if outside else [])]


def shortfall_lines(act: Act, shortfall: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what could not be drawn of each share, with the article that asks for it."""
    return [
        {
            "key": "draw.shortfall",
            "stratum": stratum_text(each["stratum"]),
            "wanted": each["wanted"],
            "drawn": each["drawn"],
            "missing": each["wanted"] - each["drawn"],
            "ground": shortfall_ground(act.office.profile, each["stratum"]),
        }
        for each in shortfall
    ]


def shortfall_ground(profile: Profile, stratum: str) -> dict[str, Any]:
    """Return the article that asks for a stratum's share: the blacklist has one of its own."""
    return ground_of(profile.rule("intensity" if stratum == BLACKLIST else "share"))


def _condition(column: str, values: Sequence[str]) -> dict[str, Any]:
    texts = [directed_value(column, value) for value in values]
    return {
        "key": "directed.is",
        "column": {"key": f"directed.column.{column}"},
        "values": _joined("directed.or", texts),
    }


def _joined(key: str, texts: Sequence[Any]) -> Any:
    """Return texts on one line, joined as the language joins them."""
    if len(texts) == 1:
        return texts[0]
    return {"key": key, "first": texts[0], "rest": _joined(key, texts[1:])}
