"""接受任务: an inspector accepts the duty that the draw gave him."""

from bot.domain.actions import Action
from bot.domain.permissions import Case
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import show_duty


async def acknowledge(act: Act, duty_id: int) -> None:
    """Accept, settle the deadline of acknowledgement, and edit the card."""
    duty = await act.work.duties.get(duty_id)
    act.permit(Action.ACKNOWLEDGE, Case(team=frozenset({duty.person_id})))
    step = step_for("acknowledge", duty.state)
    duty = await act.work.duties.move(duty, step.target)
    await act.record("duty_acknowledged", duty=duty.id)
    await act.settle("acknowledgement", ("duty", duty.id))
    await act.toast("duty.accepted_toast")
    await show_duty(act, duty)
