"""A draw that carries out a line of the plan: which lines are open, and what the round keeps of the one."""

from typing import Any

from bot.domain.draw.pools import Pools
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.plans.item_shares import ItemShare, item_parts, least_of
from bot.domain.plans.lines import PlanLine, PlanState
from bot.domain.plans.planned_round import PlannedPart
from bot.domain.plans.planning import Choice
from bot.domain.plans.scope import in_scope
from bot.domain.rounds import RoundState
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.plans.plan_terms import items_in_force, scope_text, window_text

_MOST = 12


async def offer_lines(act: Act, dialogue: Dialogue) -> bool:
    """Ask which line of the plan the draw carries out; return False where no line is open today."""
    lines = await open_lines(act)
    if not lines:
        return False
    dialogue = await act.work.dialogues.change(dialogue, awaits="")
    names = {item.code: item.name for item in await items_in_force(act)}
    await dialogues.ask(
        act,
        dialogue,
        "draw.ask_line",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        year=act.today.year,
        lines=[
            {
                "key": "draw.line",
                "number": line.number,
                "items": "、".join(names.get(code, code) for code in line.says.item_codes),
                "scope": scope_text(line.says.scope),
                "share": {"bp": line.says.share_bp},
                **window_text(line.says),
                "held": await _held(act, line),
                "frequency": line.says.frequency,
            }
            for line in lines
        ],
        options=[[line.id, line.number] for line in lines],
    )
    return True


async def open_lines(act: Act) -> list[PlanLine]:
    """Return the issued lines of the year that are due today and not carried out as often as planned."""
    issued = await act.work.plan_lines.all(year=act.today.year, state=PlanState.ISSUED)
    found = []
    for line in issued:
        terms = line.says
        if terms.from_on <= act.today <= terms.until_on and await _held(act, line) < terms.frequency:
            found.append(line)
    return sorted(found, key=lambda line: line.number)[:_MOST]


async def _held(act: Act, line: PlanLine) -> int:
    """Return how many rounds have carried out the line, in any of its versions."""
    versions = await act.work.plan_lines.all(year=line.year, number=line.number)
    rounds = await act.work.rounds.all(plan_line_id=tuple(each.id for each in versions))
    return sum(each.state is not RoundState.CANCELLED for each in rounds)


def said_by_line(line: PlanLine) -> dict[str, Any]:
    """Return the part of a draft that only the line says, for its first draw and for every redraw."""
    terms = line.says
    return {
        "plan_line": line.id,
        "item_codes": list(terms.item_codes),
        "condition": terms.condition,
        "share_source": terms.share_source,
        "item_shares": [each.model_dump() for each in terms.item_shares],
        "frequency": terms.frequency,
        "team_people": terms.team_people,
    }


async def plan_to_keep(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    """Return what a round keeps of its line: the version, and its items; nothing for one begun on the spot.

    Raises:
        Refused: the line was changed or withdrawn since it was chosen.
    """
    line_id = dialogue.draft.get("plan_line")
    if not line_id:
        return {}
    line = await act.work.plan_lines.get(int(str(line_id)))
    if line.state is not PlanState.ISSUED:
        raise Refused("plan.line_changed", year=line.year, number=line.number)
    terms = line.says
    kept = {"item_codes": list(terms.item_codes), "team_people": terms.team_people}
    return {"plan_line_id": line.id, **kept}


async def own_shares(act: Act, choice: Choice, pools: Pools, drawn: int) -> tuple[PlannedPart, ...]:
    """Return the items of the line, each with its own least share and the text that fixes it (从其规定).

    Of a draw begun on the spot, one for all items: those to which the year's plan gives a share of their own.
    """
    if choice.item_codes:
        names = {item.code: item.name for item in await items_in_force(act)}
        profile = act.office.profile
        least = least_of(choice.item_codes, choice.item_shares, choice.share_source, profile, choice.share_bp)
        return item_parts(least, names, len(pools.targets), drawn, choice.share_bp)
    if not choice.share_source:
        shares = await _shares_of_plan(act, choice)
        least = least_of([each.code for each in shares], shares, "", act.office.profile)
        names = {item.code: item.name for item in await items_in_force(act)}
        return item_parts(least, names, len(pools.targets), drawn, choice.share_bp)
    part = PlannedPart(
        name=choice.stratum,
        targets_total=len(pools.targets),
        targets_drawn=drawn,
        share_bp=choice.share_bp,
        own_minimum_bp=choice.share_bp,
        own_source=choice.share_source,
    )
    return (part,)


async def _shares_of_plan(act: Act, choice: Choice) -> list[ItemShare]:
    """Return what higher texts fix for single items, by the lines of the year that hold all of the scope."""
    targets = await act.work.targets.all(is_active=True)
    drawn_from = [target for target in targets if in_scope(target, choice.scope)]
    found: dict[str, ItemShare] = {}
    for line in await act.work.plan_lines.all(year=act.today.year, state=PlanState.ISSUED):
        if all(in_scope(target, line.says.scope) for target in drawn_from):
            found |= {each.code: each for each in line.says.item_shares}
    return [found[code] for code in sorted(found)]
