"""A target leaves a round that has begun: nobody inspects it any more, and its unit's list says so."""

from bot.domain.deadlines import OF_LEADER
from bot.domain.inspections import Inspection
from bot.domain.rounds import Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.results.close_cards import close_cards
from bot.usecases.rounds.show_confirmation import refresh_unit
from bot.usecases.visits.planned_visit import give_up_visit


async def withdraw_target(act: Act, opened: Round, inspection: Inspection, outcome: str) -> None:
    """Record the outcome, settle what was owed for it, free its team, and edit the unit's list."""
    step = step_for("withdraw", inspection.state)
    await act.work.inspections.move(inspection, step.target, outcome=outcome)
    await give_up_visit(act, inspection, outcome)
    about = {"inspection": inspection.id, "target": inspection.target_key, "outcome": outcome}
    await act.record("target_withdrawn", round=opened.number, **about)
    for kind in OF_LEADER:
        await act.settle(kind, ("inspection", inspection.id))
    await act.rewrite_site()
    await close_cards(act, inspection)
    for seat in await act.work.seats.all(inspection_id=inspection.id, is_open=True):
        await act.work.seats.change(seat, is_open=False)
        await show_duty(act, await act.work.duties.get(seat.duty_id))
    await refresh_unit(act, opened, (await act.work.targets.get(inspection.target_id)).unit)
