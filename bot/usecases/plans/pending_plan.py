"""What of the plan waits for somebody's decision: a joint line to consent to, an edition to file."""

from bot.domain.people import Role
from bot.domain.plans.lines import ConsentState
from bot.usecases.act import Act
from bot.usecases.plans.issue_plan_line import deciders, show_consent
from bot.usecases.plans.publish_plan import show_filing


async def pending_plan(act: Act) -> int:
    """Send these cards anew, and return how many there were."""
    return await _consents(act) + await _filings(act)


async def _consents(act: Act) -> int:
    shown = 0
    for consent in await act.work.plan_consents.all(state=ConsentState.ASKED):
        line = await act.work.plan_lines.get(consent.line_id)
        if act.me in (await deciders(act, line, consent.department))[0]:
            await act.forget_card(f"plan_consent:{consent.id}")
            await show_consent(act, line, consent)
            shown += 1
    return shown


async def _filings(act: Act) -> int:
    if not act.actor.holds(Role.LEAD_OFFICE) or not act.office.profile.plan.filed_with.value:
        return 0
    waiting = await act.work.plan_editions.all(filed_on=None)
    for edition in waiting:
        await act.forget_card(f"plan_filing:{edition.id}")
        await show_filing(act, edition, act.me)
    return len(waiting)
