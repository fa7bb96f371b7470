"""参与部门同意: a partner department's approver consents to a joint line, or declines with a reason."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.people import Dialogue, Person
from bot.domain.permissions import Case
from bot.domain.plans.lines import ConsentState, PlanConsent, PlanLine, PlanState
from bot.domain.typed import one_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.hand_out_approval import hand_out_consent
from bot.usecases.plans.issue_plan_line import deciders, make_issued, reopen, show_consent


async def consent(act: Act, consent_id: int) -> None:
    """同意参与: the line is issued once the last department has consented."""
    asked, line = await _permitted(act, consent_id)
    given = await _decide(act, asked, "consent")
    await act.record("plan_consent_given", consent=given.id)
    await act.toast("plan.consent_toast")
    await show_consent(act, line, given)
    if not await act.work.plan_consents.count(line_id=line.id, state=ConsentState.ASKED):
        line = await make_issued(act, line)
    state, maker = {"key": f"plan.state.{line.state}"}, await _maker(act, line)
    await act.notify("plan.consented", maker, **_said(act, line, given), state=state)
    await hand_out_consent(act, line, given, act.me, maker)


async def ask_refusal(act: Act, consent_id: int) -> None:
    """不同意: ask for the reason, which goes back to who made the line."""
    asked, line = await _permitted(act, consent_id)
    dialogue = await dialogues.begin(act, "plan_refusal", "words", consent=asked.id)
    await dialogues.ask(act, dialogue, "plan.ask_refusal", number=line.number, year=line.year)


async def type_refusal(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Decline with the typed reason: the line is a draft again, and the other departments need not answer."""
    asked, line = await _permitted(act, int(str(dialogue.draft["consent"])))
    words = await act.keep_words(one_line(typed))
    declined = await _decide(act, asked, "decline", words_id=words.id)
    await dialogues.end(act, dialogue)
    await act.record("plan_consent_declined", consent=declined.id, reason=words.commitment)
    await show_consent(act, line, declined)
    line = await reopen(act, line)
    why: dict[str, Any] = {"reason": words.text, "ground": act.ground("plan_consent")}
    await act.notify("plan.declined", await _maker(act, line), **_said(act, line, declined), **why)
    await act.reply("plan.refusal_done", number=line.number)


async def _permitted(act: Act, consent_id: int) -> tuple[PlanConsent, PlanLine]:
    """Return the consent that still waits, and its line, to whoever may decide it."""
    asked = await act.work.plan_consents.get(consent_id)
    line = await act.work.plan_lines.get(asked.line_id)
    _, stands_in = await deciders(act, line, asked.department)
    case = Case(unit=asked.department, first_person=line.made_by, stand_in=stands_in)
    act.permit(Action.CONSENT_PLAN, case)
    if asked.state is not ConsentState.ASKED or line.state is not PlanState.CONSENTING:
        raise Stale
    return asked, line


async def _decide(act: Act, asked: PlanConsent, command: str, **values: Any) -> PlanConsent:
    """Return the consent with my decision."""
    target = step_for(command, asked.state).target
    return await act.work.plan_consents.move(asked, target, decided_by=act.me.id, decided_at=act.at, **values)


async def _maker(act: Act, line: PlanLine) -> Person:
    return await act.work.people.get(line.made_by)


def _said(act: Act, line: PlanLine, decided: PlanConsent) -> dict[str, Any]:
    """Return what the line's maker is told of either decision."""
    return {
        "year": line.year,
        "number": line.number,
        "department": decided.department,
        "name": act.me.name,
        "line": line.id,
    }
