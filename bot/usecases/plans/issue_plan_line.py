"""下达: a draft becomes a line of the plan; a joint one waits for its partner departments first."""

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import Person, Role
from bot.domain.plans.lines import ConsentState, PlanConsent, PlanLine, PlanState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.plans.plan_options import needs_consent
from bot.usecases.plans.plan_terms import faults_in, items_in_force, terms_text
from bot.usecases.plans.show_plan import show_line, show_page


async def issue_line(act: Act, line_id: int, page: int, card: str) -> None:
    """Issue one line, or ask its partners."""
    act.permit(Action.PLAN_LINE)
    line = await issue(act, await act.work.plan_lines.get(line_id))
    await show_line(act, line, card, page)


async def issue_all(act: Act, year: int, card: str) -> None:
    """Issue every draft of the year, or ask its partners; one that cannot stand stops them all."""
    act.permit(Action.PLAN_LINE)
    for line in await act.work.plan_lines.all(year=year, state=PlanState.DRAFT):
        await issue(act, line)
    await show_page(act, year, 1, card)


async def drop_line(act: Act, line_id: int, page: int, card: str) -> None:
    """Drop a draft; its number is not given again."""
    act.permit(Action.PLAN_LINE)
    line = await act.work.plan_lines.get(line_id)
    line = await act.work.plan_lines.move(line, step_for("drop", line.state).target)
    await act.record("plan_line_dropped", line=line.id)
    await show_page(act, line.year, page, card)


async def issue(act: Act, line: PlanLine) -> PlanLine:
    """Return the line issued, or waiting for consents; raise Refused where it cannot stand (any more)."""
    if faults := await faults_in(act, line.says, line.year):
        raise Refused("plan.cannot_stand", number=line.number, faults=faults)
    if line.says.departments and needs_consent(act):
        line = await act.work.plan_lines.move(line, step_for("ask", line.state).target)
        await act.record("plan_consent_asked", line=line.id)
        for department in line.says.departments:
            await _ask(act, line, department)
        return line
    return await make_issued(act, line)


async def make_issued(act: Act, line: PlanLine) -> PlanLine:
    """Return the line issued; the version that was in force before is replaced."""
    step = step_for("issue", line.state)
    for old in await act.work.plan_lines.all(year=line.year, number=line.number, state=PlanState.ISSUED):
        await act.work.plan_lines.move(old, step_for("replace", old.state).target)
    line = await act.work.plan_lines.move(line, step.target, issued_on=act.today)
    await act.record("plan_line_issued", line=line.id, number=line.number, version=line.version)
    return line


async def reopen(act: Act, line: PlanLine) -> PlanLine:
    """Return the line as a draft; what was asked about it is moot, and those who were asked see it."""
    if line.state is not PlanState.CONSENTING:
        return line
    for consent in await act.work.plan_consents.all(line_id=line.id, state=ConsentState.ASKED):
        moot = await act.work.plan_consents.move(consent, step_for("moot", consent.state).target)
        await show_consent(act, line, moot)
    return await act.work.plan_lines.move(line, step_for("return", line.state).target)


async def _ask(act: Act, line: PlanLine, department: str) -> None:
    """Ask the department; what it said to an earlier draft of the line does not count for this one."""
    consent = await act.work.plan_consents.add(PlanConsent(line_id=line.id, department=department))
    await show_consent(act, line, consent)


async def deciders(act: Act, line: PlanLine, department: str) -> tuple[list[Person], bool]:
    """Return who consents for a department, never who made the line; the lead office where it has nobody."""
    people, stands_in = await act.holders(Role.APPROVER, department)
    others = [person for person in people if person.id != line.made_by]
    if others or stands_in:
        return others, stands_in
    return (await act.holders(Role.LEAD_OFFICE))[0], True


async def show_consent(act: Act, line: PlanLine, consent: PlanConsent) -> None:
    """Send the department's approvers what they are asked, or what became of it."""
    people, stands_in = await deciders(act, line, consent.department)
    maker = await act.work.people.get(line.made_by)
    for person in people:
        await act.notify(
            "plan.consent",
            person,
            card=f"plan_consent:{consent.id}",
            consent=consent.id,
            year=line.year,
            number=line.number,
            department=consent.department,
            maker=maker.name,
            terms=terms_text(line.says, await items_in_force(act)),
            stands_in={"key": "plan.stands_in"} if stands_in else "",
            state={"key": f"plan.consent_state.{consent.state}"},
            ground=act.ground("plan_consent"),
            can_decide=consent.state is ConsentState.ASKED,
        )
