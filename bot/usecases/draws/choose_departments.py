"""联合检查: which departments inspect together; the first one chosen initiates, its people lead."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.draw.plan import SeatGroup
from bot.domain.draw.plan_rules import people_for
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.plans.joint import FEWEST_DEPARTMENTS, seat_groups, teams_possible
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.drafted_choice import choice_of
from bot.usecases.draws.plan_draw import ask_next
from bot.usecases.draws.planned_round import pools_of


async def toggle_department(act: Act, dialogue_id: int, version: int, name: str) -> None:
    """Let a department take part, or no longer; the order of choosing is kept."""
    dialogue = await _resume(act, dialogue_id, version)
    offered: Any = dialogue.draft.get("joint_options", [])
    if name not in offered:
        raise Stale
    joining: Any = dialogue.draft.get("joining", [])
    chosen = [each for each in joining if each != name] if name in joining else [*joining, name]
    await ask_next(act, await dialogues.advance(act, dialogue, joining=chosen))


async def settle_departments(act: Act, dialogue_id: int, version: int, *, joint: bool) -> None:
    """Go on with the departments chosen, or with teams of anybody."""
    dialogue = await _resume(act, dialogue_id, version)
    chosen: Any = dialogue.draft.get("joining", []) if joint else []
    if joint:
        await _check(act, dialogue, chosen)
    await ask_next(act, await dialogues.advance(act, dialogue, departments=chosen))


async def _resume(act: Act, dialogue_id: int, version: int) -> Dialogue:
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    return dialogue


async def _refuse_unasked(act: Act, dialogue: Dialogue, chosen: list[str]) -> None:
    """Refuse partners that have not agreed to a line of the plan, where the text wants them asked first.

    One of those chosen is the initiator, whom no line names.
    """
    if not act.office.profile.plan.partners_consent.value:
        return
    line_id = dialogue.draft.get("plan_line")
    agreed = (await act.work.plan_lines.get(line_id)).says.departments if isinstance(line_id, int) else ()
    unasked = [name for name in chosen if name not in agreed]
    if len(unasked) > 1:
        partners = "、".join(unasked[1:])
        raise Refused("joint.no_consent", departments=partners, ground=act.ground("plan_consent"))


async def _check(act: Act, dialogue: Dialogue, chosen: list[str]) -> None:
    """Refuse fewer than two departments, and one that has too few people for a single team."""
    if len(chosen) < FEWEST_DEPARTMENTS:
        raise Invalid("joint.too_few", least=FEWEST_DEPARTMENTS)
    await _refuse_unasked(act, dialogue, chosen)
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    for seat in seat_groups(chosen, act.office.profile, choice.team_people):
        if not teams_possible([seat], pools.inspectors):
            people = people_for(SeatGroup.model_validate(seat), pools.inspectors)
            raise Invalid(
                "joint.too_few_people",
                department=seat["department"],
                size=seat["size"],
                licensed=seat["licensed_min"],
                people=len(people),
                with_licence=sum(who.licensed for who in people),
                ground=act.ground("team"),
            )
