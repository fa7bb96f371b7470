"""The second step (protocol section 11): inspectors, teams and match for the targets that are confirmed."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.ceremony.steps import OF_TEAMS, confirmed_pools, rules_of
from bot.domain.draw.pools import Pools
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.plans.conformity import WHOLE_BP, Line, is_stopped
from bot.domain.plans.planning import Choice, draw_rules, most_teams
from bot.domain.rounds import DrawStep, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws import step_dialogue
from bot.usecases.draws.chosen_way import is_reveal_over
from bot.usecases.draws.commit_draw import announce, commit
from bot.usecases.draws.conformity_texts import rule_texts
from bot.usecases.draws.frozen_terms import frozen_terms
from bot.usecases.draws.next_draw import (
    awaits_inspectors,
    base_of,
    confirmed_of,
    frozen_ids,
    is_supplement_due,
)
from bot.usecases.draws.planned_round import conformity, pools_of
from bot.usecases.draws.preview_draw import unreached_lines
from bot.usecases.draws.step_dialogue import begin, refuse_moved_on

_STATES = (RoundState.CONFIRMING, RoundState.DRAWING)
_MOST_BUTTONS = 8


async def start_inspectors(act: Act, round_id: int) -> None:
    """Open the dialogue: how many teams; a supplement that is due goes first."""
    opened, dialogue = await begin(act, round_id, DrawStep.INSPECTORS, "team_count")
    await _refuse_early(act, opened)
    if not await step_dialogue.ask_decision(act, dialogue):
        await _ask_teams(act, opened, dialogue)


async def choose_teams(act: Act, dialogue_id: int, version: int, value: int) -> None:
    """Take the number of teams and show the whole plan of this step."""
    opened, dialogue = await step_dialogue.resume(act, dialogue_id, version, Action.PLAN_DRAW)
    await _take(act, opened, dialogue, value)


async def type_teams(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed number of teams, or the decision that a fourth attempt needs."""
    opened, dialogue = await step_dialogue.resume(act, dialogue.id, dialogue.version, Action.PLAN_DRAW)
    if dialogue.awaits == "decision":
        dialogue = await step_dialogue.take_decision(act, dialogue, typed, "team_count")
        await _ask_teams(act, opened, dialogue)
        return
    if not typed.strip().isdecimal():
        raise Invalid("draw.bad_number")
    await _take(act, opened, dialogue, int(typed))


async def freeze_inspectors(act: Act, dialogue_id: int, version: int) -> None:
    """Freeze what was shown and announce the commitment."""
    opened, dialogue = await step_dialogue.resume(act, dialogue_id, version, Action.FREEZE)
    await _refuse_early(act, opened)
    choice = _choice(opened, dialogue)
    pools = await _pools(act, opened, choice)
    if await step_dialogue.refuse_changed(act, dialogue, pools, await _lines(act, choice, pools)):
        await _preview(act, opened, await dialogues.advance(act, dialogue))
        return
    if opened.state is RoundState.CONFIRMING:
        opened = await act.work.rounds.move(opened, step_for("freeze", opened.state).target)
    opened = await act.work.rounds.change(opened, team_count=choice.team_count)
    rules = rules_of(DrawStep.INSPECTORS, draw_rules(choice, act.office.profile))
    framed = await step_dialogue.frame(act, opened, DrawStep.INSPECTORS, pools, rules)
    frozen = await commit(act, opened, dialogue, framed)
    await dialogues.end(act, dialogue)
    await act.toast("draw.frozen_toast")
    await act.reply("draw.frozen", card=f"draw:{dialogue.id}", number=frozen.draw, seal=frozen.commitment)
    terms = frozen_terms(act.office.profile, frozen)
    await announce(act, opened, frozen, teams=choice.team_count, round_number=opened.number, terms=terms)


async def show_inspectors(act: Act, dialogue: Dialogue) -> None:
    """Ask how many teams, or show the whole plan of this step where that is answered."""
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    await (_preview if "team_count" in dialogue.draft else _ask_teams)(act, opened, dialogue)


async def _refuse_early(act: Act, opened: Round) -> None:
    await refuse_moved_on(act, opened, _STATES)
    if not await awaits_inspectors(act, opened):
        raise Stale
    if await is_supplement_due(act, opened):
        raise Refused("step.supplement_first", ground=act.ground("share"))


async def _ask_teams(act: Act, opened: Round, dialogue: Dialogue) -> None:
    most, pools = await _most_teams(act, opened, dialogue)
    if most < 1:
        raise Refused("draw.too_few_people")
    await dialogues.ask(
        act,
        dialogue,
        "step.ask_teams",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        number=opened.number,
        options=list(range(1, min(most, _MOST_BUTTONS) + 1)),
        count=len(pools.targets),
        people=sum(record.eligible for record in pools.inspectors),
        size=sum(seat["size"] for seat in draw_rules(_choice(opened, dialogue), act.office.profile)["seats"]),
    )


async def _most_teams(act: Act, opened: Round, dialogue: Dialogue) -> tuple[int, Pools]:
    choice = _choice(opened, dialogue)
    pools = await _pools(act, opened, choice)
    return most_teams(pools, choice, act.office.profile), pools


async def _take(act: Act, opened: Round, dialogue: Dialogue, value: int) -> None:
    most, _ = await _most_teams(act, opened, dialogue)
    if not 1 <= value <= most:
        raise Invalid("draw.too_many_teams", most=most)
    await _preview(act, opened, await dialogues.advance(act, dialogue, team_count=value))


async def _preview(act: Act, opened: Round, dialogue: Dialogue) -> None:
    choice = _choice(opened, dialogue)
    pools = await _pools(act, opened, choice)
    dialogue = await step_dialogue.remember(act, dialogue, pools)
    lines = await _lines(act, choice, pools)
    await dialogues.ask(
        act,
        dialogue,
        "step.preview",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        number=opened.number,
        count=len(pools.targets),
        teams=choice.team_count,
        people=sum(record.eligible for record in pools.inspectors),
        rules=[*rule_texts(act, lines), *step_dialogue.how_lines(act, dialogue)],
        unbound=await unreached_lines(act) or {"key": "draw.unbound.none"},
        can_freeze=not is_stopped(lines) and not is_reveal_over(dialogue, act.at),
    )


def _choice(opened: Round, dialogue: Dialogue) -> Choice:
    teams = int(str(dialogue.draft.get("team_count", 1)))
    values: dict[str, Any] = {"scope": opened.scope, "share_bp": WHOLE_BP, "reason": opened.reason}
    seats: dict[str, Any] = {"departments": tuple(opened.departments), "team_people": opened.team_people}
    return Choice(team_count=teams, **seats, **values)


async def _pools(act: Act, opened: Round, choice: Choice) -> Pools:
    base = await base_of(act, opened)
    confirmed = {each.target_key for each in await confirmed_of(act, opened)}
    people = await pools_of(act, choice)
    frozen = await frozen_ids(act, base) if base else {}
    pairs = tuple(sorted((frozen.get(target, target), person) for target, person in people.conflicts))
    return confirmed_pools(base.targets if base else [], confirmed, people._replace(conflicts=pairs))


async def _lines(act: Act, choice: Choice, pools: Pools) -> list[Line]:
    """Return the comparisons about people: those about targets were made at the first step."""
    return [line for line in await conformity(act, choice, pools) if line.check in OF_TEAMS]
