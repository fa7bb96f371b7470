"""撤销: an issued line leaves the plan with a reason, unless a round stands on it.

No text knows a withdrawal. What they do ask of a plan holds for it too: Ordos 第八条 has the plan published
and filed, and the partners asked; so the next edition names what was withdrawn and why, and the partners who
had consented are told. What a round has carried out stays in the plan: such a line is changed instead.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Refused
from bot.domain.people import Chat, Dialogue, Person, each_once
from bot.domain.plans.lines import ConsentState, PlanLine
from bot.domain.rounds import RoundState
from bot.domain.typed import one_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.plans.add_plan_line import newest_version
from bot.usecases.plans.issue_plan_line import deciders
from bot.usecases.plans.plan_terms import items_in_force, terms_text

TOPIC = "plan_withdrawal"
_LONGEST = 300


async def ask_why(act: Act, line_id: int) -> None:
    """Ask for the reason; it is published."""
    line = await _withdrawable(act, line_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", line=line.id)
    issuer = act.office.profile.plan.issued_by.value
    issued = {"key": "plan.issued_above", "office": issuer, "ground": act.ground("plan_issued")}
    values: dict[str, Any] = {"year": line.year, "number": line.number, "issued": issued if issuer else ""}
    await dialogues.ask(act, dialogue, "plan.ask_withdrawal", **values)


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Withdraw the line for this reason, and tell the group and the partners."""
    line = await _withdrawable(act, int(str(dialogue.draft["line"])))
    reason = one_line(typed)
    if len(reason) > _LONGEST:
        raise Invalid("plan.too_long", most=_LONGEST)
    step = step_for("withdraw", line.state)
    line = await act.work.plan_lines.move(line, step.target, withdrawn_for=reason, withdrawn_on=act.today)
    await dialogues.end(act, dialogue)
    await act.record("plan_line_withdrawn", line=line.id, number=line.number, version=line.version)
    terms = terms_text(line.says, await items_in_force(act))
    told: dict[str, Any] = {"year": line.year, "number": line.number, "terms": terms, "reason": reason}
    places: list[Chat | Person] = [*await act.work.chats.all(is_bound=True)]
    for place in [*places, *await _partners(act, line)]:
        await act.notify("plan.withdrawn", place, **told)
    await act.reply("plan.withdrawal_done", year=line.year, number=line.number)


async def _withdrawable(act: Act, line_id: int) -> PlanLine:
    """Return the line; raise Refused where a newer version is in work, or a round stands on it."""
    act.permit(Action.PLAN_LINE)
    line = await newest_version(act, line_id)
    step_for("withdraw", line.state)
    versions = await act.work.plan_lines.all(year=line.year, number=line.number)
    rounds = await act.work.rounds.all(plan_line_id=tuple(each.id for each in versions))
    standing = [each.number for each in rounds if each.state is not RoundState.CANCELLED]
    if standing:
        raise Refused("plan.carried_out", number=line.number, rounds="、".join(standing))
    return line


async def _partners(act: Act, line: PlanLine) -> list[Person]:
    """Return who has consented to the line for a department, or would now, each once."""
    given = await act.work.plan_consents.all(line_id=line.id, state=ConsentState.GIVEN)
    people = [person for each in given for person in (await deciders(act, line, each.department))[0]]
    return each_once(people)
